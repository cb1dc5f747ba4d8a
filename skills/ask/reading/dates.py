"""Periods as conditions: which date of a row is meant, and whether the question looks back or ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from skills.ask.periods import Period
from skills.ask.reading.current import RUNNING
from skills.ask.reading.fields import belongs, ref_of
from skills.ask.reading.nouns import is_outcome
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import ENTITIES, FieldRef, quarter_of
from storage.query import AnyOf, Compare, Condition, During, Related

LOOKS_BACK = {
    "occurred_at",
    "created_at",
    "opened_at",
    "seen_at",
    "changed_at",
    "invited_at",
    "closed_at",
    "last_activity",
}


def dated(
    reading: Reading,
    table: str,
    inside: list[Mention],
    when: FieldRef | None,
    where: Sequence[Condition],
    *,
    planned: bool = False,
) -> list[Condition]:
    """The periods among the mentions as conditions. `planned` says that it is about what is still to come."""
    conditions: list[Condition] = []
    for one in inside:
        if one.kind != "period":
            continue
        years = _year_near(reading, table, one, inside)
        if years is not None:
            conditions += years
            continue
        near = _date_near(reading, table, one, inside) or _date_of_state(reading, table, where)
        if near is None and _as_it_stands(reading, table, one):
            reading.take(one)
            continue
        stayed = _stayed(reading, table, one, where) if near is None else []
        if stayed:
            reading.take(one)
            conditions += stayed
            continue
        if near is None and _open_for(reading, table, one, where):
            reading.take(one)
            start = reading.clause.today - dt.timedelta(days=one.meaning.days)
            conditions.append(During(FieldRef((), "created_at"), None, start + dt.timedelta(days=1)))
            continue
        others = _rows_dated(reading, table, one, _just_before(one, inside)) if near is None else []
        if others:
            conditions += others
            continue
        ran = _ran_then(reading, table, one.meaning) if near is None else []
        if ran:
            reading.take(one)
            conditions += ran
            continue
        ref = near or when
        if ref is None and table == "opportunities" and _says_new(reading, where) and not is_closed(where):
            ref = FieldRef((), "created_at")  # "new since October" are those created since, of whatever type
            reading.newly = True
        if near is not None and near.name == "created_at" and _is_new(where) and _denies_type(where):
            reading.newly = True  # "new deals opened in Q3, not counting renewals" are of any other type
        if ref is None and table != "targets":
            own = ENTITIES[table].when
            ref = FieldRef((), own) if own else None
        if ref is None and table != "targets":
            conditions += _rows_dated(reading, table, one, inside)
            continue
        ref = ref or FieldRef((), "quarter")
        period: Period = one.meaning
        if table == "targets":
            reading.take(one)
            conditions.append(Compare(FieldRef((), "quarter"), "eq", _quarters(period, reading.clause.today)))
            continue
        due = table == "activities" and any(token.key == "due" for token in reading.tagged.tokens)
        planned = planned or due or reading.tagged.marker("ahead") is not None
        past = (
            reading.looks_back
            or (ref.name in LOOKS_BACK and not planned)
            or is_closed(where)
            or ref.name in ("founded", "start_date", "last_audit")
            or (ref.name == _LAST_DAYS.get(table) and _says_over(reading))
            or any(
                has_run_out(reading, other)
                for other in inside
                if other.kind == "attribute" and other.meaning.ref == ref
            )
            or (table == "opportunities" and ref.name == "close_date" and _just_over(reading, period))
        )
        period = period.towards(past=past, today=reading.clause.today)
        if ref.name == _LAST_DAYS.get(table):
            over = any(has_run_out(reading, other) for other in inside) or _says_over(reading)
            period = (until_today if over else _from_today)(period, reading.clause.today)
        if ref.name in LOOKS_BACK and not planned:
            period = until_today(period, reading.clause.today)
        reading.take(one)
        conditions.append(During(ref, period.start, period.end))
    return _alternatives(conditions)


def run_out(reading: Reading, table: str, inside: list[Mention]) -> list[Condition]:
    """`which contracts have expired`: those whose last day is over, where no other time is said."""
    over = next((one for one in inside if has_run_out(reading, one) and one.meaning.table == table), None)
    if over is None or id(over) in reading.taken or any(one.kind == "period" for one in inside):
        return []
    reading.take(over, *reading.same_span(over))
    today, end = reading.clause.today, over.meaning.ref
    still = table != "contracts" and reading.negated(over)
    return [During(end, today, None) if still else During(end, None, today)]


def has_run_out(reading: Reading, mention: Mention) -> bool:
    """Whether words for the end of something say that it is over: `expired`, `have run out`."""
    if mention.kind != "attribute" or mention.meaning.field.type != "date":
        return False
    own = _LAST_DAYS.get(mention.meaning.table) == mention.meaning.ref.name
    if not own and not mention.meaning.field.custom:
        return False
    tokens = reading.tagged.tokens
    said = [token.key for token in tokens[mention.first : mention.last]]
    before = {token.key for token in tokens[max(0, mention.first - 2) : mention.first]} | set(said)
    return bool(_OVER & set(said)) or ("run" in said and bool(before & {"have", "has", "had"}))


_OVER = frozenset("expired lapsed ran ended finished concluded over".split())
_LAST_DAYS = {"contracts": "renewal_date", "campaigns": "end_date"}


def _says_over(reading: Reading) -> bool:
    return any(token.key in _OVER - {"over"} for token in reading.tagged.tokens)


def _ran_then(reading: Reading, table: str, period: Period) -> list[Condition]:
    """`which contracts were active in January`: those that had begun by then and were not over yet, whatever their
    state is today."""
    last = _LAST_DAYS.get(table)
    said = {place for place, token in enumerate(reading.tagged.tokens) if token.key in RUNNING}
    today = reading.clause.today
    now = (period.start, period.end) == (today, today + dt.timedelta(days=1))
    if last is None or not said or now or (period.start is None and period.end is None):
        return []
    period = period.towards(past=True, today=today)
    begun, end = FieldRef((), "start_date"), FieldRef((), last)
    started = [During(begun, None, period.end)] if period.end is not None else []
    states = [one for one in reading.free("value") if said & set(range(one.first, one.last))]
    reading.take(*states)
    reading.clause.used |= said
    return [*started, AnyOf((Compare(end, "empty"), During(end, period.start, None)))]


def without_state_then(table: str, where: list[Condition]) -> list[Condition]:
    """The conditions of rows that ran at a time, without what their state is today."""
    last = _LAST_DAYS.get(table)
    then = any(isinstance(one, AnyOf) and one.conditions[:1] == (_open_ended(last),) for one in where)
    return [one for one in where if not (then and isinstance(one, Compare) and one.ref.name == "status")]


def _open_ended(last: str | None) -> Condition:
    return Compare(FieldRef((), last or ""), "empty")


def _from_today(period: Period, today: dt.date) -> Period:
    """`contracts that run out before Christmas`: those of years ago have done so already."""
    if period.start is not None or period.end is None or period.end <= today:
        return period
    return Period(today, period.end, period.said)


def _as_it_stands(reading: Reading, table: str, period: Mention) -> bool:
    """`what they have under contract today`: how things are, where nothing happens on a day."""
    today = reading.clause.today
    one_day = (period.meaning.start, period.meaning.end) == (today, today + dt.timedelta(days=1))
    happening = any(is_outcome(one) for one in reading.tagged.of("value")) or reading.looks_back
    due = any(token.stem in _HAPPENS for token in reading.tagged.tokens)
    return one_day and table in ("accounts", "contacts", "contracts", "opportunities") and not (happening or due)


_HAPPENS = frozenset(
    "close due end expire renew open create start begin sign run come opened created added new".split()
)


_WAS = frozenset("was were did had".split())


def _just_over(reading: Reading, period: Period) -> bool:
    """Whether `deals in Q3`, `open deals with a close date in October` are of a time that has just gone by: what is due
    or to close is ahead, all else is of the nearest one."""
    today = reading.clause.today
    if period.turn != "year" or period.start is None or period.end is None or period.end > today:
        return False
    keys = {token.key for token in reading.tagged.tokens}
    if keys & _WAS:
        return True
    ahead = keys & _DUE or any(closes(reading, place) for place in range(len(reading.tagged.tokens)))
    next_one = period.towards(past=False, today=today).start
    return not ahead and next_one is not None and today - period.end < next_one - today


def _alternatives(conditions: list[Condition]) -> list[Condition]:
    """`2025 and 2026`: nothing is in both of two times that do not overlap, so either is meant."""
    kept: list[Condition] = []
    for one in conditions:
        for at, other in enumerate(kept):
            if isinstance(one, Compare) and isinstance(other, Compare) and one.ref == other.ref == _QUARTER:
                kept[at] = Compare(_QUARTER, "eq", tuple(dict.fromkeys((*other.values, *one.values))))
                break
            times = other.conditions if isinstance(other, AnyOf) else (other,)
            if isinstance(one, During) and all(isinstance(part, During) and _apart(one, part) for part in times):
                kept[at] = AnyOf((*times, one))
                break
        else:
            kept.append(one)
    return kept


_QUARTER = FieldRef((), "quarter")


def _apart(one: During, other: During) -> bool:
    if one.ref != other.ref:
        return False
    first, second = sorted((one, other), key=lambda part: part.start or dt.date.min)
    return first.end is not None and second.start is not None and first.end <= second.start


def _year_near(reading: Reading, table: str, period: Mention, inside: list[Mention]) -> list[Condition] | None:
    """`founded after 2010`: a year kept as a number."""
    near = [
        one
        for one in inside
        if one.kind == "attribute"
        and one.meaning.field.type in ("integer", "year")
        and (one.meaning.ref.name == "founded" or "year" in one.meaning.label.casefold())
        and abs(one.last - period.first) <= 2
    ]
    ref = ref_of(reading, table, [one.meaning for one in near], strict=False) if near else None
    if ref is None:
        return None
    reading.take(period, *near)
    told: Period = period.meaning
    start = [Compare(ref, "ge", (told.start.year,))] if told.start else []
    return [*start, *([Compare(ref, "lt", (told.end.year,))] if told.end else [])]


def _date_near(reading: Reading, table: str, period: Mention, inside: list[Mention]) -> FieldRef | None:
    """The date field that a period is about: "closing in December", "renewal date before March"."""
    dates = [
        one
        for one in inside
        if one.kind == "attribute" and one.meaning.field.type in ("date", "moment") and id(one) not in reading.taken
    ]
    dates.sort(key=lambda one: abs(one.first - period.first))
    for one in dates:
        same = [other for other in dates if (other.first, other.last) == (one.first, one.last)]
        ref = ref_of(reading, table, [other.meaning for other in same], strict=False)
        if ref is not None:
            reading.take(*same)
            return ref
    return None


_STUCK = frozenset("stuck sitting sat been stayed parked stalled idle stood lingering".split())


def _stayed(reading: Reading, table: str, period: Mention, where: Sequence[Condition]) -> list[Condition]:
    """`deals in Proposal for more than 60 days`: those that no change has taken there, or away from there, since."""
    stages = [one for one in where if isinstance(one, Compare) and one.ref == FieldRef((), "stage") and one.op == "eq"]
    told: Period = period.meaning
    tokens = reading.tagged.tokens
    lasting = (told.start, told.end, told.turn) == (None, None, "days")
    since = told.end is None and told.start is not None and any(token.key in _STUCK for token in tokens)
    if table != "opportunities" or not stages or is_closed(where) or not (lasting or since):
        return []
    if not reading.filled("changes", note=False):
        reading.clause.lost.append(reading.tagged.said(period))
        return []
    start = told.start or reading.clause.today - dt.timedelta(days=told.days)
    reading.clause.used |= {place for place, token in enumerate(tokens) if token.key in _STUCK}
    moved = (Compare(FieldRef((), "field"), "eq", ("stage",)), During(FieldRef((), "changed_at"), start, None))
    return [Related("changes", moved, "eq", 0), During(FieldRef((), "created_at"), None, start)]


_LASTING = frozenset("for over more since longer".split())


def _open_for(reading: Reading, table: str, period: Mention, where: Sequence[Condition]) -> bool:
    """`deals that have been open for more than 90 days`: since they were created."""
    told: Period = period.meaning
    lasting = (told.start, told.end, told.turn) == (None, None, "days")
    said = reading.tagged.tokens[period.first].key in _LASTING
    states = [one.values for one in where if isinstance(one, Compare) and one.ref == FieldRef((), "status")]
    return table == "opportunities" and lasting and said and states == [("open",)]


def _date_of_state(reading: Reading, table: str, where: Sequence[Condition]) -> FieldRef | None:
    """`tickets closed in October`: the day on which a row came to stand as it does, where the store has it."""
    for one in where:
        if isinstance(one, Compare) and one.ref == FieldRef((), "status") and one.op == "eq" and len(one.values) == 1:
            name = f"{one.values[0]}_at"
            return FieldRef((), name) if (table, name) in reading.catalog.fields else None
    return None


def _just_before(period: Mention, inside: list[Mention]) -> list[Mention]:
    """The dates that are said right before a time: `deals at customers renewing this quarter` are of any age."""
    return [one for one in inside if one.kind == "attribute" and 0 <= period.first - one.last <= 1]


def _rows_dated(reading: Reading, table: str, period: Mention, inside: list[Mention]) -> list[Condition]:
    """`customers up for renewal next quarter`: accounts by the date of rows that belong to them; not those "created"
    in May by a deal that was."""
    for one in sorted(inside, key=lambda one: abs(one.first - period.first)):
        if one.kind != "attribute" or one.meaning.field.type not in ("date", "moment") or one.meaning.ref.steps:
            continue
        rows = one.meaning.table
        if id(one) in reading.taken or one.meaning.ref.name == "created_at":
            continue
        if not reading.filled(rows, note=False) or not belongs(reading, rows, table):
            continue
        where = dated(reading, rows, [period, one, *reading.same_span(one)], None, ())
        return [Related(rows, tuple(where))] if where else []
    return []


def until_today(period: Period, today: dt.date) -> Period:
    """What was done this year is what was done so far: a planned meeting is none yet."""
    ongoing = period.end is None or today < period.end
    if period.start is None or period.start > today or not ongoing:
        return period
    return Period(period.start, today + dt.timedelta(days=1), period.said)


def _quarters(period: Period, today: dt.date) -> tuple[str, ...]:
    """The quarters that a period touches, as targets name them."""
    day = period.start or dt.date(today.year, 1, 1)
    end = period.end or today + dt.timedelta(days=1)
    found: list[str] = []
    while day < end and len(found) < 40:
        found.append(quarter_of(day))
        month = (day.month - 1) // 3 * 3 + 4
        day = dt.date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
    return tuple(found)


def _is_new(where: Sequence[Condition]) -> bool:
    return any(isinstance(one, Compare) and one.ref.name == "type" and one.values == ("new",) for one in where)


def _says_new(reading: Reading, where: Sequence[Condition]) -> bool:
    """Whether "new" is said by itself, and no "new business"."""
    said = [one for one in reading.tagged.of("value") if any(value.field == "type" for value in one.meaning)]
    return _is_new(where) and all(one.length == 1 for one in said)


def _denies_type(where: Sequence[Condition]) -> bool:
    return any(isinstance(one, Compare) and one.ref.name == "type" and one.op == "ne" for one in where)


def is_closed(where: Sequence[Condition]) -> bool:
    return any(
        isinstance(one, Compare) and one.ref.name == "status" and set(one.values) <= {"won", "lost"} and one.values
        for one in where
    )


_DUE = frozenset("due closing expected supposed scheduled".split())


def closes(reading: Reading, place: int) -> bool:
    """`what should close before Christmas`, `deals that close next month`: the verb, not a close date."""
    tokens = reading.tagged.tokens
    said = tokens[place].key in ("close", "closes", "closing")
    following = tokens[place + 1].key if place + 1 < len(tokens) else ""
    return (
        said
        and following != "date"
        and any(
            one.kind == "attribute" and one.meaning.ref.name == "close_date" and one.first <= place < one.last
            for one in reading.tagged.mentions
        )
    )


def is_due(reading: Reading, where: Sequence[Condition]) -> bool:
    """`what's due to close by year end`: only what is open is due."""
    tokens = reading.tagged.tokens
    if not any(token.key in _DUE or closes(reading, place) for place, token in enumerate(tokens)):
        return False
    ahead = any(
        isinstance(one, During) and one.ref.name == "close_date" and (one.end is None or one.end > reading.clause.today)
        for one in where
    )
    return ahead and not any(isinstance(one, Compare) and one.ref.name == "status" for one in where)
