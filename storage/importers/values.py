"""Values as people and CRMs write them: numbers, money, dates, yes and no, lists.

Every parser takes the text of one cell and returns a value, or raises Unreadable with the reason.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

DecimalMark = Literal[".", ","]
DateOrder = Literal["day", "month"]
DateEvidence = Literal["plain", "day", "month", "ambiguous"]

_EMPTY = frozenset(("", *"- -- — n/a #n/a na nan nil none null \\n k.a. n.d. n.c. tbd unknown".split()))
_EMPTY_TEXT = frozenset({"", "\\N", "NULL", "#N/A"})


class Unreadable(ValueError):
    """A cell cannot be read as what its column holds."""


def is_empty(text: str) -> bool:
    """Whether the cell of a number, date or truth column says nothing."""
    return text.strip().casefold() in _EMPTY


def parse_text(text: str) -> str | None:
    value = text.strip()
    return None if value in _EMPTY_TEXT else value


def parse_list(text: str, *, commas: bool = False) -> list[str]:
    """The parts between `;`, `|` or line breaks, and with `commas` between those too, each once, in order."""
    parts = (part.strip() for part in re.split(r"[;|\n,]" if commas else r"[;|\n]", text))
    return list(dict.fromkeys(part for part in parts if part and part not in _EMPTY_TEXT))


# --- numbers and money ----------------------------------------------------------------------------------------------

_SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "zł": "PLN",
}
_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "TWD"})
_CURRENCY_CODES = """
AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD MAD MXN MYR
NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR
"""
CURRENCIES = frozenset(_CURRENCY_CODES.split())
_SCALES = {
    "k": 1e3, "t": 1e3, "tsd": 1e3, "thousand": 1e3, "tausend": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mil": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6,
    "b": 1e9, "bn": 1e9, "mrd": 1e9, "billion": 1e9, "billions": 1e9, "milliarden": 1e9,
}  # fmt: skip
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3})")
_MONEY = re.compile(
    r"^(?P<sign1>[-−+]?)\s*(?P<before>[^\d\s.,+\-−]{0,4})\s*(?P<sign2>[-−+]?)\s*(?P<number>[\d.,]+)(?P<dash>[-–—]{0,2})\s*(?P<after>[^\d]*)$"
)
_PLAIN = re.compile(r"^-?\d+(\.\d+)?$")


def parse_number(text: str, mark: DecimalMark | None = None, *, declared: bool = False) -> float:
    """`1,234.5`, `1.234,5`, `(1,200)`, `1.2M`, `75%`: the number. `mark` is the column's decimal mark: with `declared`
    it is binding, otherwise only where the text alone can mean two numbers (None: thousands are then assumed)."""
    value, currency = parse_money(text, mark, declared=declared)
    if currency is not None:
        raise Unreadable(f"{text.strip()!r} is an amount of money, not a number")
    return value


def parse_money(
    text: str, mark: DecimalMark | None = None, *, declared: bool = False, default: str | None = None
) -> tuple[float, str | None]:
    """`$1,100.04`, `1.100,04 EUR`, `CHF 1'100.–`: amount and currency code (None when the text names none).
    A bare `$` means `default` where that is a dollar too."""
    cell = text.strip()
    if _PLAIN.match(cell) and not (cell.rpartition(".")[2].isdigit() and _is_ambiguous(cell)) and mark != ",":
        return float(cell), None
    negative = cell.startswith("(") and cell.endswith(")")
    found = _MONEY.match(_SPACES.sub("", cell[1:-1].strip() if negative else cell))
    if found is None:
        raise Unreadable(f"{cell!r} is not a number")
    currency, scale = _affixes(cell, found["before"], found["after"], default)
    value = _digits(cell, found["number"].rstrip(".,") if found["dash"] else found["number"], mark, declared) * scale
    if negative or (found["sign1"] + found["sign2"]) in {"-", "−"} or (found["dash"] == "-" and not found["after"]):
        value = -value
    return value, currency


def _affixes(cell: str, before: str, after: str, default: str | None) -> tuple[str | None, float]:
    currency: str | None = None
    scale = 1.0
    for word in re.findall(r"[^\W\d_]+\$?\.?|[$€£¥₹₩₺%]", f"{before} {after}"):
        plain = word.rstrip(".")
        if plain in _SYMBOLS:
            symbol = _SYMBOLS[plain]
            currency = default if plain == "$" and default in _DOLLARS else symbol
        elif plain.upper() in CURRENCIES:
            currency = plain.upper()
        elif plain in {"Fr", "SFr"}:
            currency = "CHF"
        elif plain.casefold() in {"euro", "euros"}:
            currency = "EUR"
        elif plain.casefold() in _SCALES:
            scale = _SCALES[plain.casefold()]
        elif plain != "%":
            raise Unreadable(f"{cell!r} is not a number")
    return currency, scale


def _is_ambiguous(number: str) -> bool:
    """One separator with three digits behind and one to three before: `1.234`."""
    return re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", number) is not None


def number_evidence(text: str) -> DecimalMark | Literal["ambiguous"] | None:
    """What one value tells of its column's decimal mark; None when it tells nothing."""
    found = re.search(r"\d[\d.,]*", _SPACES.sub("", text))
    number = found[0].rstrip(".,") if found else ""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return "." if number.rindex(".") > number.rindex(",") else ","
    if dots + commas == 0:
        return None
    if dots > 1 or commas > 1:
        return "," if dots > 1 else "."
    if _is_ambiguous(number):
        return "ambiguous"
    return "." if dots else ","


def _digits(cell: str, number: str, mark: DecimalMark | None, declared: bool) -> float:
    own = number_evidence(number)
    if declared and mark is not None:
        chosen = mark
    elif own in {".", ","}:
        chosen = own
    elif own == "ambiguous" and mark is None:
        chosen = "." if "," in number else ","
    else:
        chosen = mark or "."
    thousands = "," if chosen == "." else "."
    whole, point, fraction = number.partition(chosen)
    grouped = whole.split(thousands)
    sound = fraction.isdigit() or not fraction
    if len(grouped) > 1:
        sound = sound and 1 <= len(grouped[0]) <= 3 and len(grouped[-1]) == 3
        sound = sound and all(len(group) in {2, 3} for group in grouped[1:-1])
    digits = "".join(grouped)
    if not sound or not (digits + fraction).isdigit():
        style = "1,234.56" if chosen == "." else "1.234,56"
        raise Unreadable(f"{cell!r} is not a number written like {style}")
    try:
        return float(f"{digits or '0'}{'.' if point else ''}{fraction}")
    except ValueError as error:
        raise Unreadable(f"{cell!r} is not a number") from error


def parse_integer(text: str, mark: DecimalMark | None = None, *, declared: bool = False) -> int:
    value = parse_number(text, mark, declared=declared)
    if value != int(value):
        raise Unreadable(f"{text.strip()!r} is not a whole number")
    return int(value)


_TRUE = frozenset(
    "true t yes y 1 1.0 ja j wahr x ✓ active aktiv oui si sí sì vrai vero verdadero waar actif activo attivo "
    "actief done "
    "completed erledigt".split()
)
_FALSE = frozenset(
    "false f no n 0 0.0 nein nee falsch faux falso onwaar inactive inaktiv inactif inactivo inattivo inactief non "
    "todo not_started in_progress deferred".split()
) | {"to do", "not done", "not started", "in progress"}
TRUTH_WORDS = frozenset(
    "true false yes no y n ja nein nee wahr falsch oui non sí si sì vrai faux vero falso verdadero waar onwaar".split()
)
"""Words that mean yes or no in a column of which nothing else is known."""


def parse_boolean(text: str) -> bool:
    word = text.strip().casefold()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise Unreadable(f"{text.strip()!r} is neither yes nor no")


def parse_quarter(text: str) -> str:
    """`2026-Q4`, `Q4 2026`, `4Q26`: the quarter as `2026-Q4`."""
    word = text.strip().upper()
    found = re.fullmatch(r"(?:FY)?(\d{4})[\s/-]*Q([1-4])", word)
    if found:
        return f"{found[1]}-Q{found[2]}"
    found = re.fullmatch(r"(?:Q([1-4])|([1-4])Q)[\s/-]*(?:FY)?(\d{4}|\d{2})", word)
    if found:
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return f"{year}-Q{found[1] or found[2]}"
    raise Unreadable(f"{text.strip()!r} is no quarter such as 2026-Q4")


# --- dates and moments ----------------------------------------------------------------------------------------------

_CLOCK = r"(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,](?P<f>\d+))?)?"
_TIME = rf"(?:[T ,]+{_CLOCK}\s*(?P<ap>[AaPp]\.?[Mm]\.?)?(?:\s*Uhr)?\s*(?P<z>Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}})?)?"
_ISO = re.compile(r"^(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})" + _TIME + r"$")
_NUMERIC = re.compile(r"^(?P<a>\d{1,2})([./-])(?P<b>\d{1,2})\2(?P<y>\d{4}|\d{2})" + _TIME + r"$")
_DAY_WORD = re.compile(
    r"^(?:\w+,\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?(?P<mon>[^\W\d_]+)\.?,?[\s-]+(?:de\s+)?(?P<y>\d{4}|\d{2})"
    + _TIME
    + r"$"
)
_WORD_DAY = re.compile(
    r"^(?:\w+,\s+)?(?P<mon>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})" + _TIME + r"$"
)
_COMPACT = re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)$")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner janv janvier ene enero gen gennaio januari",
            "feb february februar fév févr février fev febrero febbraio februari",
            "mar march märz mär mrz mars marzo maart mrt",
            "apr april avr avril abr abril aprile",
            "may mai mayo mag maggio mei",
            "jun june juni juin junio giu giugno",
            "jul july juli juil juillet julio lug luglio",
            "aug august août aout ago agosto augustus",
            "sep sept september septembre septiembre set settembre",
            "oct october okt oktober octobre octubre ott ottobre",
            "nov november novembre noviembre",
            "dec december dez dezember déc décembre dic diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def date_evidence(text: str) -> DateEvidence | None:
    """What one value tells of its column: `plain` (year first, a month's name or dots), `day` or `month` first,
    `ambiguous` (`03/04/2026`); None when it is no date."""
    cell = text.strip()
    found = _NUMERIC.match(cell)
    if found is None:
        try:
            _plain_moment(cell)
        except Unreadable:
            return None
        return "plain"
    first, second = int(found["a"]), int(found["b"])
    if not 1 <= min(first, second) <= 12 or max(first, second) > 31:
        return None
    if first > 12:
        return "day"
    if second > 12:
        return "month"
    return "plain" if first == second or found[2] == "." else "ambiguous"


@lru_cache(maxsize=50_000)
def parse_moment(text: str, order: DateOrder | None = None, pattern: str | None = None) -> tuple[dt.datetime, bool]:
    """A moment in UTC and whether a time of day was given. `pattern` (strptime) or else `order` says how to read it."""
    cell = text.strip()
    if pattern is not None:
        try:
            moment = dt.datetime.strptime(cell, pattern)
        except ValueError:
            raise Unreadable(f"{cell!r} is not a date written like {pattern}") from None
        timed = any(sign in pattern for sign in ("%H", "%I", "%X", "%c", "%s", "%T"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC), timed
    found = _NUMERIC.match(cell)
    if found is not None:
        first, second = int(found["a"]), int(found["b"])
        # with dots the day comes first, wherever that is written
        day_first = first > 12 or (second <= 12 and (order == "day" or found[2] == "."))
        day, month = (first, second) if day_first else (second, first)
        return _moment(cell, _year(found["y"]), month, day, found)
    return _plain_moment(cell)


def _plain_moment(cell: str) -> tuple[dt.datetime, bool]:
    found = _ISO.match(cell)
    if found is not None:
        return _moment(cell, int(found["y"]), int(found["m"]), int(found["d"]), found)
    found = _DAY_WORD.match(cell) or _WORD_DAY.match(cell)
    if found is not None and found["mon"].casefold() in MONTHS:
        return _moment(cell, _year(found["y"]), MONTHS[found["mon"].casefold()], int(found["d"]), found)
    raise Unreadable(f"{cell!r} is not a date")


def parse_date_cell(text: str, order: DateOrder | None = None, pattern: str | None = None) -> tuple[dt.datetime, bool]:
    """`parse_moment`, and also what only a column known to hold dates may mean: 20261120, epoch time, an Excel day."""
    cell = text.strip()
    if pattern is None and cell.replace(".", "", 1).isdecimal():
        compact = _COMPACT.match(cell)
        if compact is not None:
            return _moment(cell, int(compact["y"]), int(compact["m"]), int(compact["d"]), None)
        number = float(cell)
        if 1e11 <= number < 1e13:
            return dt.datetime.fromtimestamp(number / 1000, dt.UTC), True
        if 1e8 <= number < 1e11:
            return dt.datetime.fromtimestamp(number, dt.UTC), True
        if 20_000 <= number < 80_000:  # days since 1899-12-30, as a spreadsheet stores them
            moment = dt.datetime(1899, 12, 30, tzinfo=dt.UTC) + dt.timedelta(days=number)
            return moment.replace(microsecond=0), number != int(number)
        raise Unreadable(f"{cell!r} is not a date")
    return parse_moment(cell, order, pattern)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _moment(cell: str, year: int, month: int, day: int, time: re.Match[str] | None) -> tuple[dt.datetime, bool]:
    hour = minute = second = micro = 0
    zone: dt.tzinfo = dt.UTC
    timed = time is not None and time["H"] is not None
    if time is not None and timed:
        hour, minute, second = int(time["H"]), int(time["M"]), int(time["S"] or 0)
        micro = int((time["f"] or "0")[:6].ljust(6, "0"))
        if time["ap"]:
            hour = hour % 12 + (12 if time["ap"][0] in "Pp" else 0)
        if time["z"] and time["z"][0] in "+-":
            digits = time["z"].replace(":", "")
            offset = dt.timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
            zone = dt.timezone(-offset if digits[0] == "-" else offset)
    try:
        return dt.datetime(year, month, day, hour, minute, second, micro, zone).astimezone(dt.UTC), timed
    except (ValueError, OverflowError):
        raise Unreadable(f"{cell!r} is not a date of the calendar") from None
