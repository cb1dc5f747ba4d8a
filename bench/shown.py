"""What an answer shows, made comparable: numbers with what they were rounded to, dates in any spelling, folded text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

CURRENCIES = frozenset({"EUR", "USD", "CHF", "GBP", "SEK", "NOK", "DKK", "PLN", "JPY", "CAD", "AUD"})
_SIGNS = {"€": " EUR ", "$": " USD ", "£": " GBP "}
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?P<sign>[-\u2212])?(?P<digits>\d{1,3}(?:[,\u202f\u00a0']\d{3})+(?!\d)|\d+)(?P<rest>\.\d+)?"
    r"(?:\s?(?P<scale>k|thousand|mn?|mio|million|bn|billion)\b)?"
    r"(?P<percent>\s?(?:%|per cent\b|percent\b))?(?!\w|[.,:/-]\d)",
    re.IGNORECASE,
)
_MONTHS = "january february march april may june july august september october november december".split()
_DATE = re.compile(
    r"\b(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\.? (?P<n2>[a-z]{3,9})\.?,? (?P<y2>\d{4})"
    r"|(?P<n3>[a-z]{3,9})\.? (?P<d3>\d{1,2})(?:st|nd|rd|th)?,? (?P<y3>\d{4})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4}))\b",
    re.IGNORECASE,
)
BLANK = frozenset({"", "none", "unknown", "blank", "empty", "not set", "not stated", "no value", "-", "–", "—", "n/a"})


@dataclass(frozen=True)
class Shown:
    """A number as it is written: its value, the size of half its last digit, and how many digits it shows."""

    value: float
    half: float
    digits: int
    percent: bool
    scaled: bool
    start: int

    def is_gold(self, gold: float) -> bool:
        """Whether this is `gold`, rounded to what is shown; a rounded number shows at least three digits.

        A share of 0 to 1 may be shown in per cent. A whole number without a word like `million` is exact.
        """
        return self._is(gold, 1.0) or (self.percent and 0 <= gold <= 1 and self._is(gold, 100.0))

    def _is(self, gold: float, factor: float) -> bool:
        aim = gold * factor
        slack = 1e-9 * max(1.0, abs(aim))
        if abs(self.value - aim) <= slack:
            return True
        if self.digits < 3 or (float(gold).is_integer() and factor == 1.0 and not self.scaled):
            return False
        return abs(self.value - aim) <= self.half + slack


def numbers(text: str) -> list[Shown]:
    """The numbers of a text in order, those of dates left out."""
    plain = _DATE.sub(lambda found: " " * len(found[0]) if _date(found) else found[0], _signs_out(text))
    found = []
    for match in _NUMBER.finditer(plain):
        digits = re.sub(r"\D", "", match["digits"])
        rest = match["rest"] or ""
        scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
        sign = -1 if match["sign"] else 1
        found.append(
            Shown(
                value=sign * float(digits + rest) * scale,
                half=0.5 * 10.0 ** -max(0, len(rest) - 1) * scale,
                digits=len((digits + rest[1:]).lstrip("0")),
                percent=match["percent"] is not None,
                scaled=match["scale"] is not None,
                start=match.start(),
            )
        )
    return found


def dates(text: str) -> list[dt.date]:
    """The dates of a text in order, in any spelling that has a year."""
    return [date for match in _DATE.finditer(text) if (date := _date(match)) is not None]


def _date(match: re.Match[str]) -> dt.date | None:
    year = match["y"] or match["y2"] or match["y3"] or match["y4"]
    day = match["d"] or match["d2"] or match["d3"] or match["d4"]
    month = match["m"] or match["m4"]
    name = (match["n2"] or match["n3"] or "").lower()
    if name:
        fits = [at for at, full in enumerate(_MONTHS, 1) if full.startswith(name) or (name == "sept" and at == 9)]
        if len(fits) != 1:
            return None
        month = str(fits[0])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _signs_out(text: str) -> str:
    """Currency signs as codes; the text may grow, its order stays."""
    for sign, code in _SIGNS.items():
        text = text.replace(sign, code)
    return text


def fold(text: str) -> str:
    """Letters without case and accents, one space between words, plain quotes and dashes."""
    plain = unicodedata.normalize("NFKD", _signs_out(text).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub("[\u2018\u2019\u201a\u201b`\u00b4]", "'", plain)
    plain = re.sub("[\u201c-\u201f\u00ab\u00bb]", '"', plain)
    return re.sub(r"\s+", " ", plain).strip()


def has_phrase(text: str, phrase: str) -> bool:
    """Whether folded `text` holds folded `phrase` as whole words (a number in it as a whole number)."""
    wanted = re.escape(fold(phrase))
    return bool(wanted) and re.search(rf"(?<!\w)(?<!\d[.,]){wanted}(?!\w)(?![.,]\d)", fold(text)) is not None
