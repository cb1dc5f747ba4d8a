"""Times in a question: "last quarter", "since March", "in 30 days", "the first half of 2026"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from skills.ask.words import Token
from storage.wording import say_date


@dataclass(frozen=True)
class Period:
    """From `start` to before `end`; either may be open. `turn` says what to do when the field asks for the other
    direction: a bare "30 days" lies behind for what was done and ahead for what is due; a month without a year is
    the nearest one."""

    start: dt.date | None
    end: dt.date | None
    said: str
    turn: Literal["fixed", "days", "year"] = "fixed"
    days: int = 0

    def towards(self, *, past: bool, today: dt.date) -> Period:
        """The period as a field that looks back (or ahead) means it."""
        if self.turn == "days":
            span = dt.timedelta(days=self.days)
            if past:
                return Period(today - span, today + dt.timedelta(days=1), f"the last {self.said}")
            return Period(today, today + span + dt.timedelta(days=1), f"the next {self.said}")
        if self.turn == "year" and self.start and self.end:
            years = -1 if past and self.start > today else 1 if not past and self.end <= today else 0
            start, end = _year_on(self.start, years), _year_on(self.end, years)
            told = any(str(day.year) in self.said for day in (self.start, self.end))  # "1 Jan 2026 to 31 Mar 2026"
            return Period(start, end, _say(start, end) if told else f"{self.said} {start.year}")
        if self.turn == "year":
            return self._bound_towards(past=past, today=today)
        return self

    def _bound_towards(self, *, past: bool, today: dt.date) -> Period:
        """`before 1 March`, said in November of what is due: next March, and not what was due long ago."""
        bound = self.start or self.end
        assert bound is not None
        years = 0
        if past and self.start and bound > today:
            years = -1
        elif not past and bound <= today:
            years = 1
        moved = _year_on(bound, years)
        if self.start:
            return Period(moved, None, f"after {say_date(moved - dt.timedelta(days=1))}")
        start = today if years else None
        return Period(start, moved, f"{_say(start, moved)}")


@dataclass(frozen=True)
class Found:
    """A period and the tokens (from `first` to before `last`) that say it."""

    first: int
    last: int
    period: Period


_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
TIME_WORDS = frozenset(
    {*_MONTHS, *"today yesterday tomorrow week month quarter year weeks months quarters years".split()}
)
"""Words that say a time, for whoever has to tell a misspelt one."""
_MOST_DAYS = 36_500
_SHORT = {
    "yr": "year",
    "yrs": "years",
    "qtr": "quarter",
    "qtrs": "quarters",
    "mth": "month",
    "mths": "months",
    "wk": "week",
}
_SHORT |= {"wks": "weeks", "mo": "month", "mos": "months"}
_NUMBERS = {
    **{
        word: number
        for number, word in enumerate(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
        )
    },
    **{"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "a": 1},
    **{"couple": 2, "few": 3},
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_COUNT = r"(?P<n>\d{1,4}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>days?|weeks?|months?|quarters?|years?|d|wks?|mths?|yrs?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"


def find_periods(tokens: list[Token], today: dt.date) -> list[Found]:
    """The times said in `tokens`, left to right, the longest where several fit. `today` anchors relative ones."""
    text = ""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for position, token in enumerate(tokens):
        starts[len(text)] = position
        text += _JOINED.sub(" - ", _SHORT.get(token.key, token.key))
        ends[len(text)] = position + 1
        text += " "
    found: list[Found] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start() not in starts or match.end() not in ends:
                continue
            if match.group().strip() == "may" and not _is_month(tokens, starts[match.start()]):
                continue
            try:
                period = read(match, today)
            except (ValueError, OverflowError):  # a day that no calendar has is no time
                continue
            if period is not None:
                found.append(Found(starts[match.start()], ends[match.end()], period))
    found.sort(key=lambda one: (-(one.last - one.first), one.first))
    kept: list[Found] = []
    for one in found:
        if all(one.last <= other.first or one.first >= other.last for other in kept):
            kept.append(one)
    return _joined(tokens, sorted(kept, key=lambda one: one.first))


def _joined(tokens: list[Token], found: list[Found]) -> list[Found]:
    """`in September or October` is one time: that of both, where one begins when the other ends."""
    joined: list[Found] = []
    for one in found:
        last = joined[-1] if joined else None
        between = [token.key for token in tokens[last.last : one.first]] if last is not None else []
        if last is not None and between in (["or"], ["or", "in"]) and last.period.turn == one.period.turn != "days":
            first, then = last.period, one.period
            if first.turn == "year" and first.end and then.end and then.end <= first.end:
                then = replace(then, start=_year_on(then.start, 1) if then.start else None, end=_year_on(then.end, 1))
            if first.start is not None and first.end is not None and first.end == then.start:
                both = replace(first, end=then.end, said=f"{first.said} or {then.said}")
                joined[-1] = Found(last.first, one.last, both)
                continue
        joined.append(one)
    return joined


_JOINED = re.compile(r"(?<=^[qh]\d)-(?=[qh]\d$)|(?<=^(?:19|20)\d\d)-(?=(?:19|20)\d\d$)", re.ASCII)
"""The sign in `Q1-Q2` and `2024-2025`, which are one word each."""
_BEFORE_MONTHS = frozenset(
    "in of since last this next by until till from to during before after and mid early late".split()
)


def _is_month(tokens: list[Token], place: int) -> bool:
    """`may` is a month where it is written as one or stands as one: "who may be emailed" asks for leave."""
    before = tokens[place - 1].key if place else ""
    after = tokens[place + 1].key if place + 1 < len(tokens) else ""
    return tokens[place].text[:1].isupper() or before in _BEFORE_MONTHS or after.isdigit() or before.isdigit()


def _year_on(day: dt.date, years: int) -> dt.date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def add_months(day: dt.date, months: int) -> dt.date:
    """The first of the month `months` after that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def calendar_unit(today: dt.date, unit: str, shift: int) -> tuple[dt.date, dt.date]:
    """The week (from Monday), month, quarter or year `shift` after the one of `today`: start and end (exclusive)."""
    if unit.startswith("week"):
        start = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=shift)
        return start, start + dt.timedelta(weeks=1)
    if unit.startswith("month"):
        return add_months(today, shift), add_months(today, shift + 1)
    if unit.startswith("quarter"):
        first = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        return add_months(first, 3 * shift), add_months(first, 3 * shift + 3)
    return dt.date(today.year + shift, 1, 1), dt.date(today.year + shift + 1, 1, 1)


def _amount(match: re.Match[str]) -> int:
    text = match["n"]
    return int(text) if text.isdigit() else _NUMBERS[text]


def _days(match: re.Match[str]) -> int:
    per = {"d": 1, "w": 7, "m": 30, "q": 91, "y": 365}[match["unit"][0]]
    days = _amount(match) * per
    if days > _MOST_DAYS:
        raise OverflowError(f"{days} days are beyond the calendar of any business")
    return days


def _day(match: re.Match[str], today: dt.date, prefix: str = "") -> dt.date | None:
    """The single day that a match names, or None when there is no such day (31 February)."""
    groups = match.groupdict()
    month = groups[f"{prefix}month"]
    number = _MONTHS[month] if month in _MONTHS else int(month)
    year = groups.get(f"{prefix}year")
    try:
        return dt.date(int(year) if year else today.year, number, int(groups[f"{prefix}day"]))
    except ValueError:
        return None


_ORDINALS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9},
    **{"tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "thirtieth": 30},
}
"""Days of a month in words: "since the first of July"."""
_DAY_FORMS = (
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? " + _MONTH + r"(?: ?,? " + _YEAR + ")?",
    _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: ,)?(?: " + _YEAR + ")?",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
)


def _point(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """What a date, month, quarter, half or year covers: start and end (exclusive)."""
    text = text.strip().removeprefix("the ")
    nth = re.fullmatch(r"(\w+) of ([a-z]+.*)", text)
    if nth and nth[1] in _ORDINALS and nth[2].split()[0] in _MONTHS:
        text = f"{_ORDINALS[nth[1]]} {nth[2]}"
    early = re.fullmatch(r"(?:the )?(start|beginning|end) of (?:the )?(.+)", text)
    if early:
        inner = _point(early[2], today)
        if inner is None:
            return None
        day = inner[0] if early[1] != "end" else inner[1] - dt.timedelta(days=1)
        return day, day + dt.timedelta(days=1)
    closing = re.fullmatch(r"(year|quarter|month|week)(?: s)? end|eo(y|q|m|w)", text)
    if closing:
        unit = closing[1] or {"y": "year", "q": "quarter", "m": "month", "w": "week"}[closing[2]]
        _, end = calendar_unit(today, unit, 0)
        return end, end
    if text in ("year", "quarter", "month", "week"):
        return calendar_unit(today, text, 0)
    if text in ("today", "now"):
        return today, today + dt.timedelta(days=1)
    if text == "yesterday":
        return today - dt.timedelta(days=1), today
    if text == "tomorrow":
        return today + dt.timedelta(days=1), today + dt.timedelta(days=2)
    relative = re.fullmatch(r"(this|current|running|ongoing|last|previous|next) (week|month|quarter|year)", text)
    if relative:
        shift = {"this": 0, "current": 0, "running": 0, "ongoing": 0, "next": 1}.get(relative[1], -1)
        return calendar_unit(today, relative[2], shift)
    weekday = re.fullmatch(r"(?:last )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)", text)
    if weekday:
        names = [name.casefold() for name in calendar.day_name]
        back = (today.weekday() - names.index(weekday[1])) % 7 or 7
        day = today - dt.timedelta(days=back)
        return day, day + dt.timedelta(days=1)
    relative_year = re.fullmatch(r"(.+?) (?:of )?(next|this|last) year", text)
    if relative_year:
        shift = {"next": 1, "this": 0, "last": -1}[relative_year[2]]
        inner = _point(relative_year[1], today)
        return (_year_on(inner[0], shift), _year_on(inner[1], shift)) if inner and inner[0].year == today.year else None
    for form in _DAY_FORMS:
        match = re.fullmatch(form, text)
        if match:
            one = _day(match, today)
            return (one, one + dt.timedelta(days=1)) if one else None
    match = re.fullmatch(_MONTH + "(?: " + _YEAR + ")?", text)
    if match:
        first = dt.date(int(match["year"] or today.year), _MONTHS[match["month"]], 1)
        return first, add_months(first, 1)
    if text in ("new year", "new years", "new years day"):
        return dt.date(today.year, 1, 1), dt.date(today.year, 1, 2)
    holiday = re.fullmatch(r"(?:christmas|xmas)(?: (?P<year>(?:19|20)\d\d))?", text)
    if holiday:
        day = dt.date(int(holiday["year"] or today.year), 12, 25)
        return day, day + dt.timedelta(days=1)
    named = re.fullmatch(
        rf"(first|second|third|fourth|1st|2nd|3rd|4th|last) quarter(?: of)?(?: (?:the|this) year| {_YEAR})?", text
    )
    if named:
        number = {"f": 1, "s": 2, "t": 3, "1": 1, "2": 2, "3": 3, "4": 4, "l": 4}[named[1][0]]
        number = 4 if named[1] == "fourth" else number
        first = dt.date(int(named["year"] or today.year), number * 3 - 2, 1)
        return first, add_months(first, 3)
    match = re.fullmatch(r"q(?P<q>[1-4])(?:[ /-]?" + _YEAR + ")?", text) or re.fullmatch(
        _YEAR + r"[ /-]?q(?P<q>[1-4])", text
    )
    if match:
        first = dt.date(int(match["year"] or today.year), int(match["q"]) * 3 - 2, 1)
        return first, add_months(first, 3)
    match = re.fullmatch(
        r"(?:h(?P<h>[12])|(?P<half>first|second|1st|2nd) half(?: of)?)(?: (?:the|this) year| " + _YEAR + ")?", text
    )
    if match:
        second = match["h"] == "2" or match["half"] in ("second", "2nd")
        first = dt.date(int(match["year"] or today.year), 7 if second else 1, 1)
        return first, add_months(first, 6)
    match = re.fullmatch(_YEAR, text)
    if match:
        return dt.date(int(text), 1, 1), dt.date(int(text) + 1, 1, 1)
    return None


_POINT = (
    r"(?:(?:the )?(?:start|beginning|end) of (?:the )?)?"
    r"(?:(?:the )?(?:year|quarter|month|week)(?: s)? end|eo[yqmw]|today|now|yesterday|tomorrow"
    r"|(?:this|current|running|ongoing|last|previous|next) (?:week|month|quarter|year)"
    r"|(?:last )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?|(?:ORDINAL) of)"
    r" (?:MONTH)(?: (?:19|20)\d\d| (?:next|this|last) year)?"
    r"|(?:MONTH) \d{1,2}(?:st|nd|rd|th)?(?: ,)?(?: (?:19|20)\d\d)?(?!\d)"
    r"|(?:MONTH)(?: (?:19|20)\d\d| (?:next|this|last) year)?"
    r"|[qh][1-4] (?:of )?(?:next|this|last) year"
    r"|q[1-4](?:[ /-]?(?:19|20)\d\d)?|(?:19|20)\d\d[ /-]?q[1-4]"
    r"|new years?(?: day)?(?! deal)|(?:christmas|xmas)(?: (?:19|20)\d\d)?"
    r"|(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of)?(?: (?:the|this|next|last) year| (?:19|20)\d\d)?"
    r"|h[12](?: (?:19|20)\d\d)?|(?:first|second|1st|2nd) half(?: of)?(?: (?:the|this) year| (?:19|20)\d\d)?"
    r"|(?:19|20)\d\d)"
).replace("MONTH", "|".join(sorted(_MONTHS, key=len, reverse=True)))
_POINT = _POINT.replace("ORDINAL", "|".join(_ORDINALS))


def _say(start: dt.date | None, end: dt.date | None) -> str:
    if start and end:
        last = end - dt.timedelta(days=1)
        return say_date(start) if start == last else f"{say_date(start)} to {say_date(last)}"
    if start:
        return f"since {say_date(start)}"
    assert end is not None
    return f"before {say_date(end)}"


def _since(match: re.Match[str], today: dt.date) -> Period | None:
    said = match["point"] or match["later"]
    point = _point(said, today)
    if point is None:
        return None
    start = point[0]
    if start > today and not re.search(r"\d{4}", said):
        start = _year_on(start, -1)
    return Period(start, None, _say(start, None))


def _after(match: re.Match[str], today: dt.date) -> Period | None:
    point = _point(match["point"], today)
    if point is None:
        return None
    return Period(point[1], None, f"after {say_date(point[1] - dt.timedelta(days=1))}", turn=_turn(match["point"]))


def _before(match: re.Match[str], today: dt.date) -> Period | None:
    if re.match(r"(?:the )?end of ", match["point"]):
        return _until(match, today)  # "before the end of March" is until it ends
    point = _point(match["point"], today)
    return Period(None, point[0], _say(None, point[0]), turn=_turn(match["point"])) if point else None


def _until(match: re.Match[str], today: dt.date) -> Period | None:
    point = _point(match["point"], today)
    if point is None:
        return None
    return Period(None, point[1], f"until {say_date(point[1] - dt.timedelta(days=1))}", turn=_turn(match["point"]))


_YEARLESS = re.compile(
    r"(?:the )?(?:(?:start|beginning|end) of )?"
    rf"(?:{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? .+|[qh][1-4]|new years?(?: day)?)"
)


def _turn(said: str) -> Literal["fixed", "year"]:
    """Whether a date was said without its year: it is the nearest one on the side that is asked about."""
    yearless = _YEARLESS.fullmatch(said.strip()) and not re.search(r"\d{4}|(?<!new )year", said)
    return "year" if yearless else "fixed"


def _between(match: re.Match[str], today: dt.date) -> Period | None:
    first, last = _point(match["point"], today), _point(match["other"], today)
    if first is None or last is None:
        return None
    if re.search(r"\d{4}", match["other"]) and re.fullmatch(rf"{_MONTH}|[qh][1-4]", match["point"]):
        back = last[0].year - first[0].year - (first[0].month > last[0].month)  # "Nov to Feb 2027" begins in 2026
        first = (_year_on(first[0], back), _year_on(first[1], back))
    if first[0] >= last[1] and not re.search(r"\d{4}", match["other"]):  # "between today and the end of January"
        last = (_year_on(last[0], 1), _year_on(last[1], 1))
    if first[0] >= last[1]:
        return None
    yearless = _turn(match["point"]) == _turn(match["other"]) == "year"
    return Period(first[0], last[1], _say(first[0], last[1]), turn="year" if yearless else "fixed")


def _at(match: re.Match[str], today: dt.date) -> Period | None:
    text = match["point"]
    point = _point(text, today)
    if point is None or text == "now":  # "right now" is how things stand, not a day
        return None
    month = re.fullmatch(_MONTH, text)
    if month:
        return Period(point[0], point[1], calendar.month_name[_MONTHS[text]], turn="year")
    if re.fullmatch(r"(?:q[1-4]|h[12])", text):
        return Period(point[0], point[1], text.upper(), turn="year")
    relative = re.fullmatch(r"(this|current|running|ongoing|last|previous|next) (week|month|quarter|year)", text)
    said = f"{text} ({_say(*point)})" if relative else _say(*point)
    return Period(point[0], point[1], said)


def _rolling(match: re.Match[str], today: dt.date) -> Period | None:
    days = _days(match)
    said = f"{_amount(match)} {match['unit']}"
    ahead = match["way"] in ("next", "coming", "upcoming", "following")
    return Period(None, None, said, turn="days", days=days).towards(past=not ahead, today=today)


def _bare(match: re.Match[str], today: dt.date) -> Period | None:
    return Period(None, None, f"{_amount(match)} {match['unit']}", turn="days", days=_days(match))


def _ago(match: re.Match[str], today: dt.date) -> Period | None:
    day = today - dt.timedelta(days=_days(match))
    return Period(None, day, f"more than {_amount(match)} {match['unit']} ago")


def _month_to_date(match: re.Match[str], today: dt.date) -> Period | None:
    """`in November so far`: the month that runs; one that is over is all of it."""
    period = _at(match, today)
    if period is None or period.start is None or period.end is None:
        return None
    period = period.towards(past=True, today=today)
    assert period.start is not None and period.end is not None
    end = min(period.end, today + dt.timedelta(days=1))
    return Period(period.start, end, _say(period.start, end))


def _to_date(match: re.Match[str], today: dt.date) -> Period | None:
    short = {"qtd": "quarter", "mtd": "month"}.get(match.group().strip(), "year")
    unit = match.groupdict().get("unit") or short
    start, _ = calendar_unit(today, unit, 0)
    return Period(start, today + dt.timedelta(days=1), f"this {unit} so far")


def _by_its_end(match: re.Match[str], today: dt.date) -> Period:
    _, end = calendar_unit(today, match["unit"], 0)
    return Period(None, end, f"until {say_date(end - dt.timedelta(days=1))}")


def _recent(match: re.Match[str], today: dt.date) -> Period | None:
    return Period(today - dt.timedelta(days=30), today + dt.timedelta(days=1), "the last 30 days")


_NAMED = f"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_IN = r"(?:(?:(?:back )?in|on|during|for|within|over|of|from) )?(?:the )?"
_PATTERNS: list[tuple[re.Pattern[str], Callable[[re.Match[str], dt.date], Period | None]]] = [
    (
        re.compile(
            rf"\b(?:between|from) (?P<point>{_POINT}) (?:and|to|until|till|through) (?P<other>{_POINT})(?![\w])"
        ),
        _between,
    ),
    (
        re.compile(rf"\b{_IN}(?P<point>{_NAMED}) (?P<other>{_NAMED}(?: (?:19|20)\d\d)?)(?![\w])"),  # "Jan-Mar 2027"
        _between,
    ),
    (
        re.compile(rf"\b{_IN}(?P<point>{_POINT}) (?:-|–|—|to|until|till|through|bis) (?P<other>{_POINT})(?![\w])"),
        _between,
    ),
    (
        re.compile(rf"\b(?:(?:since|starting) (?P<point>{_POINT})|from (?P<later>{_POINT}) on(?:wards?)?)(?![\w])"),
        _since,
    ),
    (re.compile(rf"\bafter (?P<point>{_POINT})(?![\w])"), _after),
    (re.compile(rf"\b(?:before|prior to|earlier than) (?P<point>{_POINT})(?![\w])"), _before),
    (re.compile(rf"\b(?:until|till|by|up to) (?:the )?(?P<point>{_POINT})(?![\w])"), _until),
    (re.compile(rf"\b{_IN}(?P<point>{_POINT})(?![\w])"), _at),
    (re.compile(rf"\b{_IN}(?P<point>{_POINT}) (?:so far|to date)(?![\w])"), _month_to_date),
    (
        re.compile(
            r"\b(?:by|until|till|before) (?:the )?end of (?:the |this )?(?P<unit>year|quarter|month|week)(?![\w])"
        ),
        _by_its_end,
    ),
    (
        re.compile(rf"\b{_IN}(?P<way>last|past|previous|next|coming|upcoming|following) {_COUNT} {_UNIT}(?![\w])"),
        _rolling,
    ),
    (re.compile(rf"\b(?:more than|over|older than|longer than) {_COUNT} {_UNIT} ago(?![\w])"), _ago),
    (
        re.compile(
            r"\b(?:in|for|within|over|for over|in over|for more than|in more than|since)(?: the| at least)? "
            rf"{_COUNT} \+? ?{_UNIT}(?![\w])"
        ),
        _bare,
    ),
    (re.compile(rf"\b{_COUNT} \+? ?{_UNIT}(?= without| no )"), _bare),
    (
        re.compile(
            r"\b(?:ytd|qtd|mtd|year to date|(?:this )?year so far"
            r"|so far this (?P<unit>year|quarter|month|week))(?![\w])"
        ),
        _to_date,
    ),
    (re.compile(r"\bthis (?P<unit>year|quarter|month|week) so far(?![\w])"), _to_date),
    (re.compile(r"\b(?:recently|lately|of late)(?![\w])"), _recent),
]
