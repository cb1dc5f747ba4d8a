"""`who acquired Halden`, `has Halden been bought`: who took an account over, never what it has bought itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from skills.ask.tagged import Tagged
from skills.ask.words import Token
from storage.names import fold

_SOMEBODY = frozenset("who whos whom anyone anybody somebody someone".split())
_TAKES = frozenset("buying acquiring bought acquired buys acquires buy acquire swallowed swallows absorbed".split())
_BEEN = frozenset("been was is being got gets getting were".split())
_LITTLE = frozenset("did does do has have had is was ever really just actually already yet also going to will".split())


def bought_account(tagged: Tagged) -> range | None:
    """The places of the account that a clause asks the buyer of."""
    tokens = tagged.tokens
    for one in tagged.of("name"):
        if {entry.table for entry in one.meaning} != {"accounts"}:
            continue
        place = one.first - 1
        verbs = _verbs_before(tokens, place)
        if verbs is not None:
            subject = verbs - 1
            while subject > 0 and tokens[subject].key in _LITTLE:
                subject -= 1
            if subject >= 0 and tokens[subject].key in _SOMEBODY:
                return range(one.first, one.last)
        said = [word for token in tokens[: one.first] for word in (token.heard or (token.key,))]
        if said[:1] == ["who"] and _TAKES & set(said[1:3]):  # "who bought" is said otherwise of products
            return range(one.first, one.last)
        after = [token.key for token in tokens[one.last : one.last + 3]]
        if any(word in _BEEN for word in (*after[:1], *_keys_before(tokens, one.first))) and _taken(after):
            return range(one.first, one.last)
    return None


def _verbs_before(tokens: Sequence[Token], place: int) -> int | None:
    """Where the verb of buying that ends at a place begins."""
    if place >= 0 and tokens[place].key in _TAKES:
        return place
    over = place > 0 and tokens[place].key == "over" and tokens[place - 1].key in ("took", "take", "taken", "taking")
    return place - 1 if over else None


def _keys_before(tokens: Sequence[Token], first: int) -> list[str]:
    return [token.key for token in tokens[max(0, first - 1) : first]]


def _taken(after: Sequence[str]) -> bool:
    words = [word for word in after if word not in _BEEN]
    return bool(words) and (
        words[0] in ("acquired", "bought", "swallowed", "absorbed") or words[:2] == ["taken", "over"]
    )


def tells_of_takeover(sentence: str, names: Iterable[str]) -> bool:
    """Whether a sentence says that one of these (by a word of its name, folded) was bought, not that it bought."""
    said = fold(sentence)
    return any(re.search(form.format(name=re.escape(name)), said) for name in names for form in _FORMS)


_FORMS = (
    r"\b(?:acquir(?:e|es|ed|ing)|buys?|bought|buying|take-?over of|takes over|took over|taking over|acquisition of"
    r"|purchase of|sale of|sell|sells|sold)(?: (?!by)\w+){{0,2}} {name}\b",
    r"\b{name}\b(?: \w+){{0,6}} (?:acquired|bought|taken over|swallowed|absorbed|sold) (?:by|to)\b",
    r"\b{name}\b(?: \w+){{0,4}} (?:was|were|been|being|is|gets|got) (?:acquired|bought|taken over|sold)\b(?! by us)",
)
