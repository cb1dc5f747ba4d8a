"""What tagging a question makes: mentions of what its words can mean, and the numbers among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from skills.ask.vocabulary import CURRENCY_SIGNS, SCALES, SMALL_NUMBERS
from skills.ask.words import Token

Kind = Literal[
    "name",
    "value",
    "noun",
    "attribute",
    "metric",
    "aggregate",
    "superlative",
    "comparison",
    "period",
    "marker",
]


@dataclass(frozen=True)
class Comparing:
    """`op` against a number (or two, for a range). `money` says that a currency sign or code stood with it."""

    op: str
    """gt, ge, lt, le, eq or between"""
    value: float
    upper: float | None = None
    currency: str | None = None
    times: bool = False
    """whether it says how often: `more than once`, `at least three times`"""


@dataclass(frozen=True)
class Mention:
    """Tokens from `first` to before `last` and one thing they can mean."""

    first: int
    last: int
    kind: Kind
    meaning: Any
    weight: float = 0.0

    @property
    def length(self) -> int:
        return self.last - self.first


@dataclass
class Tagged:
    """The mentions of a clause, not overlapping except where several readings share one stretch."""

    tokens: list[Token]
    mentions: list[Mention] = field(default_factory=list)
    verb: int | None = None
    """The place of a word that says what somebody did: "did anyone email Lena"."""

    def of(self, kind: Kind) -> list[Mention]:
        return [one for one in self.mentions if one.kind == kind]

    def marker(self, *names: str) -> Mention | None:
        return next((one for one in self.mentions if one.kind == "marker" and one.meaning in names), None)

    def said(self, mention: Mention) -> str:
        return " ".join(token.text for token in self.tokens[mention.first : mention.last])


_NUMBER = re.compile(r"^([€$£])?(\d[\d,.'’]*?)(k|m|mn|mio|bn|b)?(%)?$", re.IGNORECASE)


def number_of(text: str) -> tuple[float, str | None] | None:
    """`200k`, `€1.5m`, `1,200,000`, `1.200.000`: the number and the currency of its sign; None if it is no number."""
    match = _NUMBER.match(text)
    if not match:
        return None
    sign, digits, scale, _ = match.groups()
    digits = digits.replace("'", "").replace("’", "").rstrip(".,")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    return value * SCALES.get((scale or "").casefold(), 1), CURRENCY_SIGNS.get(sign or "")


def small_number(word: str) -> int | None:
    """`5`, `three`: a number that rows are counted by; None if it is none."""
    if word.isdigit():
        return int(word) if 0 < int(word) <= 200 else None
    return SMALL_NUMBERS.get(word) or None
