"""What the words of a deal's stage say where no mapping explains it."""

from __future__ import annotations

import re

from storage.importers.mapping import StageKind

_STAGE_WORDS: tuple[tuple[StageKind, re.Pattern[str]], ...] = (
    (
        "lost",
        re.compile(
            r"lost|verloren|passed|dead|abandon|reject|declin|abgelehnt|abgesagt|cancel|disqualif|perdu|perdid|\bpers[ao]\b|"
            r"no decision|unsuccess|"
            r"\b(?:not|never|nicht|non|pas|niet)[ -]+(?:won|signed|closed|gewonnen|gagn|vint|ganad|geteken)"
        ),
    ),
    (
        "won",
        re.compile(
            r"won\b|gewonnen|closedwon|gagn|ganad|\bvint[ao]\b|abgeschlossen|signed|sign[ée]e?\b|firmad|firmat|getekend|closed"
        ),
    ),
    (
        "open",
        re.compile(
            r"prospect|^lead|suspect|^new\b|^neu\b|discover|qualification|qualifizierung|erstkontakt|appointment|"
            r"contact|contatto|target|interest|^identif|^open$|^offen$|nurtur|d[ée]couvert|scoperta|descubrimiento|"
            r"verkenning|qualificazione|cualificaci|calificaci|kwalificatie|^nouve|^nuev|^nuov|^nieuw|erstgespr"
        ),
    ),
)


def known_stage(stage: str) -> StageKind | None:
    """What the words of a stage say: won, lost or an early one; None when they say nothing."""
    word = stage.casefold()
    return next((kind for kind, words in _STAGE_WORDS if words.search(word)), None)


def guess_stage(stage: str) -> StageKind:
    """What a stage that no mapping explains most likely means: what its words say, else pipeline."""
    return known_stage(stage) or "qualified"
