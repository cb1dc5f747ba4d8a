"""Words that point at the answer before: "the second one", "that month"."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from itertools import pairwise

from skills.ask.periods import Period
from skills.ask.plan import RecordStep
from skills.ask.tagged import Mention, Tagged
from skills.ask.words import Token
from storage.catalog import ENTITIES, RELATIONS
from storage.lexicon import Lexicon, Named, Value
from storage.query import Compare, Condition, During, Related
from storage.wording import say_date

PLACES = {
    word: place
    for place, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th")
    )
    for word in words.split()
}
_ROW = frozenset("one row line entry result item".split())
_UNITS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (89, 92), "year": (365, 366)}
_ANY_TIME = ("period", "time", "timeframe", "window", "range")


def row_pointed_to(tokens: Sequence[Token], listed: Sequence[tuple[str, int]], lexicon: Lexicon) -> Mention | None:
    """`the second one`, `the first deal`, `the third`: the row of the list before, in the order in which it was told;
    None where nothing points, or to a row that this audience may not see."""
    if not listed:
        return None
    keys = [token.key for token in tokens]
    table = listed[0][0]
    nouns = _ROW | {word for word in (*ENTITIES[table].words, ENTITIES[table].singular) if " " not in word}
    for place, key in enumerate(keys):
        at = len(listed) - 1 if key == "last" else PLACES.get(key)
        if at is None:
            continue
        after = keys[place + 1] if place + 1 < len(keys) else ""
        named = after in nouns
        bare = not named and keys[place - 1 : place] == ["the"] and (not after.isalnum() or after == "of")
        if (key == "last" and not named) or not (named or bare or tokens[place].possessive):
            continue
        if at >= len(listed):
            return None
        number = listed[at][1]
        name = lexicon.names.get((table, number))
        known = [one for one in lexicon.entries(name or "") if (one.table, one.id) == (table, number)]
        if not known:
            return None
        entry = Named(table, number, known[0].name, known[0].words, known[0].account_id)
        first = place - (keys[place - 1 : place] == ["the"])
        return Mention(first, place + 1 + named, "name", (entry,), 9)
    return None


def time_pointed_to(tagged: Tagged, before: Sequence[RecordStep]) -> Mention | None:
    """`that month`, `the same period`, `those months`: the time of the question before, if it was such a one; `the
    week before`: the one before it."""
    keys = [token.key for token in tagged.tokens]
    beside = _time_beside(keys, [one for step in reversed(before) for one in _times(step.query.where)])
    if beside is not None:
        return beside
    for place, key in enumerate(keys[:-1]):
        unit = keys[place + 1]
        several = key in ("those", "these", "same") and tagged.tokens[place + 1].stem in _UNITS and unit.endswith("s")
        if not several and (key not in ("that", "same") or (unit not in _UNITS and unit not in _ANY_TIME)):
            continue
        found = [one for step in reversed(before) for one in _times(step.query.where)]
        period = next((one for one in found if one.start is not None and one.end is not None), None)
        if period is None or not (several or _is_a(unit, period.start, period.end)):
            return None
        first = place - (keys[place - 1 : place] in (["the"], ["those"], ["these"], ["that"]))
        first -= keys[first - 1 : first] in (["in"], ["during"], ["for"], ["over"], ["within"])
        assert period.start is not None and period.end is not None
        said = f"{say_date(period.start)} to {say_date(period.end - dt.timedelta(days=1))}"
        return Mention(first, place + 2, "period", Period(period.start, period.end, said), 2)
    return None


def _time_beside(keys: Sequence[str], told: Sequence[During]) -> Mention | None:
    """`the week before`, `the quarter after that`: beside the time of the question before, if it was such a one."""
    for place, (unit, way) in enumerate(pairwise(keys)):
        ends = all(key in ("that", "it", "this") for key in keys[place + 2 :])
        if unit not in _UNITS or way not in _BESIDE or not ends or keys[max(0, place - 1)] in ("a", "one", "each"):
            continue
        for time in told:
            if time.start is None or time.end is None or not _is_a(unit, time.start, time.end):
                continue
            start, end = (_moved(day, unit, _BESIDE[way]) for day in (time.start, time.end))
            end = time.start if _BESIDE[way] < 0 else end  # before a month that is not over comes a whole one
            said = f"{say_date(start)} to {say_date(end - dt.timedelta(days=1))}"
            first = place - (keys[max(0, place - 1)] == "the")
            return Mention(first, len(keys), "period", Period(start, end, said), 9)
    return None


_BESIDE = {"before": -1, "prior": -1, "earlier": -1, "after": 1}


def _moved(day: dt.date, unit: str, by: int) -> dt.date:
    if unit in ("day", "week"):
        return day + dt.timedelta(days=by * (7 if unit == "week" else 1))
    months = by * {"month": 1, "quarter": 3, "year": 12}[unit] + day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def value_pointed_to(tagged: Tagged, before: Sequence[RecordStep]) -> tuple[Mention | None, str | None]:
    """`in that country`: the value that the question before was about, as a mention of one. Where it was about none,
    the words that point are told instead."""
    keys = [token.key for token in tagged.tokens]
    fields = [one for one in tagged.of("attribute") if one.meaning.field.type == "text" and not one.meaning.ref.steps]
    for one in fields:
        at = one.first - 1
        if at < 1 or keys[at] not in ("that", "same") or not {keys[at - 1], *keys[at - 2 : at - 1]} & _INTO:
            continue
        if tagged.of("name"):  # "in the same country as Halden" is no question about Halden's country
            return None, " ".join(keys[at : one.last]) if keys[at] == "same" else None
        options = {
            (other.meaning.table, other.meaning.ref.name)
            for other in fields
            if (other.first, other.last) == (one.first, one.last)
        }
        for step in reversed(before):
            for said in step.query.where:
                found = _values_said(step.query.base, said, options)
                if found:
                    return Mention(at, one.last, "value", found, 2), None
        return None, " ".join(token.text for token in tagged.tokens[at : one.last])
    return None, None


_INTO = frozenset("in of from with at for".split())


def _values_said(base: str, condition: Condition, options: set[tuple[str, str]]) -> tuple[Value, ...]:
    if not isinstance(condition, Compare) or condition.op != "eq":
        return ()
    table = base
    for step in condition.ref.steps:
        table = RELATIONS[(table, step)].target
    if (table, condition.ref.name) not in options:
        return ()
    return tuple(Value(table, condition.ref.name, str(value)) for value in condition.values)


def _times(where: Sequence[Condition]) -> list[During]:
    found: list[During] = []
    for one in where:
        if isinstance(one, During):
            found.append(one)
        elif isinstance(one, Related):
            found += _times(one.where)
    return found


def _is_a(unit: str, start: dt.date | None, end: dt.date | None) -> bool:
    if unit in _ANY_TIME:
        return True
    assert start is not None and end is not None
    least, most = _UNITS[unit]
    days = (end - start).days
    return least <= days <= most or (start.day == 1 and days <= most and unit == "month")
