"""The gate before every reply: a sentence stays only if the evidence it cites carries it.

Every number, date, name, address and quotation of a sentence is looked for in the spans of its evidence (and their
source lines and dates), after normalising: `1.2M`, `1,200,000` and `1200000` are one number, `3 Oct 2026` and
`2026-10-03` one date. Who wrote the sentence makes no difference.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skills.contracts import Removed, Sentence, Table
from storage.evidence import Evidence
from storage.names import fold, name_words

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
)
_NUMBER = re.compile(
    r"(?<![\w.,])[-−]?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|mn|bn|million|billion|thousand)\b)?%?", re.IGNORECASE
)
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_QUOTED = re.compile(r"[“\"]([^”\"]{3,})[”\"]")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s>”\"]+")
_NAME = re.compile(r"[^\W\d_][\w'’&.-]*(?:\s+[^\W\d_][\w'’&.-]*)*")
_OUR_WORDS = frozenset(
    """yes no the none and more in table shows of by is not stated total average median number win won open share per
    notes match rows records over""".split()
)
"""Words our writer starts sentences with; they name nobody."""


@dataclass(frozen=True)
class Verified:
    """Sentences that stand, tables that stand, and what was taken out with the reason."""

    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    removed: tuple[Removed, ...]


def verify(sentences: Sequence[Sentence], tables: Sequence[Table], evidence: Iterable[Evidence]) -> Verified:
    """Keep what its evidence carries."""
    known = {one.id: one for one in evidence}
    kept: list[Sentence] = []
    removed: list[Removed] = []
    for sentence in sentences:
        why = objection(sentence.text, sentence.evidence, known)
        if why is None:
            kept.append(sentence)
        else:
            removed.append(Removed(sentence.text, why))
    standing = []
    for table in tables:
        support = Support([known[one] for one in table.evidence if one in known])
        wrong = next((why for row in table.rows for cell in row if (why := support.lacks(cell)) is not None), None)
        if wrong is None:
            standing.append(table)
        else:
            removed.append(Removed(" | ".join(table.columns), wrong))
    return Verified(tuple(kept), tuple(standing), tuple(removed))


def objection(text: str, cited: Sequence[str], known: Mapping[str, Evidence]) -> str | None:
    """Why a sentence may not be said; None if it may."""
    if not cited:
        return "it cites no evidence"
    unknown = [one for one in cited if one not in known]
    if unknown:
        return f"it cites {unknown[0]}, which was not gathered"
    return Support([known[one] for one in cited]).lacks(text)


class Support:
    """What some pieces of evidence carry together."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        texts = [f"{one.span}\n{one.source}\n{one.account or ''}" for one in evidence]
        self._text = "\n".join(texts)
        self._dates = set(_dates(self._text)[0]) | {one.as_of.date() for one in evidence if one.as_of}
        self._numbers = set(_numbers(_dates(self._text)[1]))
        self._words = set(name_words(self._text))
        self._plain = _squeeze(self._text)

    def lacks(self, text: str) -> str | None:
        """The first thing in `text` that the evidence does not carry, in words; None when it carries all."""
        for quote in _QUOTED.findall(text):
            if _squeeze(quote) not in self._plain:
                return f"the quotation “{quote[:60]}” is not in its evidence"
        for address in _ADDRESS.findall(text):
            if _squeeze(address) not in self._plain:
                return f"{address} is not in its evidence"
        rest = _QUOTED.sub(" ", text)
        found, without = _dates(rest)
        for day in found:
            if day not in self._dates:
                return f"the date {day.isoformat()} is not in its evidence"
        for number in _numbers(without):
            if not any(_equal(number, known) for known in self._numbers):
                return f"the number {number:g} is not in its evidence"
        for name in _names(rest):
            if name not in self._words:
                return f"the name {name!r} is not in its evidence"
        return None


def _squeeze(text: str) -> str:
    """Letters and digits alone, folded: markup and spacing do not make another quotation."""
    return "".join(one for one in fold(text) if one.isalnum())


def _dates(text: str) -> tuple[list[dt.date], str]:
    """The dates in a text, and the text without them."""
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = int(groups["number"]) if groups.get("number") else _MONTHS[groups["month"][:3].casefold()]
            try:
                found.append(dt.date(int(groups["year"]), month, int(groups["day"])))
            except ValueError:
                continue
        text = pattern.sub(" ", text)
    return found, text


def _numbers(text: str) -> list[float]:
    found = []
    for match in _NUMBER.finditer(text):
        said = match.group().replace(",", "").replace("−", "-").rstrip(".")
        percent = said.endswith("%")
        parts = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s?([a-z]*)%?", said, re.IGNORECASE)
        if parts is None:
            continue
        value = float(parts[1]) * _SCALES.get(parts[2].casefold(), 1)
        found.append(value / 100 if percent else value)
    return found


def _equal(said: float, known: float) -> bool:
    """The same number, or the known one rounded to what was said."""
    if said == known:
        return True
    if known == 0 or said == 0:
        return False
    return abs(said - known) <= 0.0051 * max(1.0, abs(known)) if abs(known) < 1 else abs(said - known) <= 0.0051


def _names(text: str) -> list[str]:
    """The folded words of a sentence that are written as names: with a capital, not merely opening the sentence."""
    found = []
    for position, match in enumerate(re.finditer(r"[^\W\d_][\w'’-]*", text)):
        word = match.group()
        if not word[0].isupper():
            continue
        folded = name_words(word)
        if position == 0 and folded and folded[0] in _OUR_WORDS:
            continue
        if not folded or (len(folded[0]) == 1):
            continue
        before = text[: match.start()].rstrip()
        if position == 0 or before.endswith((".", ":", "?", "!")):
            if folded[0] in _OUR_WORDS:
                continue
        found += [one for one in folded if one not in _OUR_WORDS or position]
    return found
