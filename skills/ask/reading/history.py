"""What was changed: `what changed at Halden`, `which accounts changed owner`, `how often was it pushed`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.ask.plan import RecordStep, Shape
from skills.ask.reading.before import before_steps
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on, times_said
from skills.ask.reading.dates import until_today
from skills.ask.reading.figure import count_of
from skills.ask.reading.grouping import groups_of
from skills.ask.reading.lists import yes_no
from skills.ask.reading.state import Reading
from skills.ask.reading.transitions import BECAME, transition
from skills.ask.reading.watched import (
    NEW,
    RECORDS,
    TABLES,
    WHEN,
    fields_said,
    of_fields,
    of_record,
    on_record,
    record_of,
    take_fields,
)
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.query import Among, AnyOf, Bucket, Compare, Condition, During, Order, RecordQuery, Related

_CHANGED = frozenset("change changed changes changing history".split())
_TIMES = (["how", "often"], ["many", "times"], ["how", "frequently"])
_MAKES = frozenset("make made do did change changed edit edited update updated".split())
_BASE = "changes"


def history_step(reading: Reading) -> RecordStep | list[RecordStep] | None:
    """Changes, or the rows that had some; None when the clause speaks of no change."""
    before = before_steps(reading)
    if before:
        return before
    tokens = reading.tagged.tokens
    keys = [token.key for token in tokens]
    said = [at for at, key in enumerate(keys) if key in _CHANGED and not _theirs(reading, at)]
    said += [at for at, key in enumerate(keys) if key in BECAME and _to_field(reading, at)]
    said += _got_new(reading, keys)
    grown = _grown(reading, keys)
    said += grown
    pushed = reading.tagged.marker("pushed")
    counted = any(keys[at : at + 2] in _TIMES for at in range(len(keys)))
    moved = transition(reading)
    denied = _denied(reading)
    if not (said or moved or denied or (pushed is not None and counted)) or _of_others(reading):
        return None
    if moved is not None and not moved.kept:
        of_one = any(reading.scoped(table) for table in RECORDS) and keys[moved.verb] != "since"
        if not of_one and not reading.free("period"):
            reading.clause.lost += [tokens[moved.verb].text]  # those who are it today are another answer
        return None
    if not reading.filled(_BASE, note=False):
        reading.clause.lost += [tokens[at].text for at in said] if said else ["moved"] if moved or denied else []
        return None
    if denied is not None and any(one.meaning == "opportunities" for one in reading.free("noun")):
        return _unmoved(reading, denied)
    if pushed is not None and any(at for at in said):
        return None
    around = [one for one in reading.tagged.mentions if any(one.first <= at < one.last for at in said)]
    groups = groups_of(reading, _BASE) if "per" in keys else []
    named = fields_said(reading)
    hands = {at + 1 for at in said if keys[at + 1 : at + 2] == ["hands"]}
    fields = [one.field for one in named] + ["owner" for _ in hands]
    fields += [word for one in around for word in ("stage", "amount") if word in keys[one.first : one.last]]
    options = [one.records for one in named] + [frozenset({"account", "opportunity"}) for _ in hands]
    if pushed is not None:
        fields.append("close_date")
    if {"stage", "amount", "close_date"} & set(fields):
        options.append(frozenset({"opportunity"}))
    if moved is not None:
        fields.append(moved.field)
        options.append(frozenset({moved.record}))
    record = record_of(reading, options)
    if not on_record(reading, record):
        reading.clause.lost.append(f"changes of {TABLES[record or 'account']}")
        return None
    last = _last_one(reading, said)
    take_fields(reading, named)
    reading.take(pushed)
    reading.clause.used |= set(said) | hands
    reading.take(*around)
    changed: list[Condition] = of_fields(fields)
    changed += moved.where(reading) if moved is not None else []
    changed += _by_whom(reading)
    for one in reading.free("period"):
        period = until_today(one.meaning.towards(past=True, today=reading.clause.today), reading.clause.today)
        reading.take(one)
        changed.append(During(WHEN, period.start, period.end))
    table = TABLES.get(record or "")
    if table is not None and _of_rows(reading, table, counted=counted):
        return _rows(reading, table, changed)
    if record is None and not any(reading.clause.lexicon.changed):
        record = "opportunity"  # nothing else is kept: that nothing of the account changed cannot be told
    kind = of_record(record) if not _one_deal(reading) else []
    counted = counted or bool(groups) or reading.tagged.marker("howmany") is not None
    one_time = moved is not None and "when" in keys
    step = _changes(reading, [*kind, *changed], groups, counted=counted, one_time=one_time)
    if grown and step.shape == "yesno":
        step = replace(step, shape="list")  # which way it went the values say
    return replace(step, shape="ranking", query=replace(step.query, limit=1)) if last and not counted else step


def _got_new(reading: Reading, keys: list[str]) -> list[int]:
    """`which accounts got a new owner`: the places of what says so."""
    fields = {one.mention.first for one in fields_said(reading)}
    for at, key in enumerate(keys):
        got = [place for place in range(max(0, at - 3), at) if keys[place] in _GOT]
        if key == "new" and at + 1 in fields and got and keys[at - 1] in ("a", "an", *_GOT):
            return [*got, at]
    return []


_GOT = frozenset("got get gets getting given received with has have had".split())


def _grown(reading: Reading, keys: list[str]) -> list[int]:
    """`did the revenue of Halden go up`: a change of a field of a named row, whichever way."""
    if not any(reading.scoped(table) for table in RECORDS) or not fields_said(reading):
        return []
    ways = [at for at in range(len(keys)) if keys[at] in ("go", "gone", "went") and keys[at + 1 : at + 2] in _UP_DOWN]
    return [ways[0], ways[0] + 1] if ways else [at for at, key in enumerate(keys) if key in _GREW][:1]


_UP_DOWN = (["up"], ["down"])
_GREW = frozenset("increase increased decrease decreased grow grew grown shrink shrank shrunk".split())


def _last_one(reading: Reading, said: list[int]) -> bool:
    """`latest change at Halden`, `when did we last change the owner`: the one change that is asked for."""
    for place in said:
        before = reading.tagged.tokens[max(0, place - 2) : place]
        if before and before[-1].key in ("last", "latest", "newest", "recent"):
            first = place - (2 if len(before) > 1 and before[0].key == "most" else 1)
            reading.clause.used |= set(range(first, place))
            reading.take(*[one for one in reading.tagged.mentions if first <= one.first < place])
            return True
    return False


def _to_field(reading: Reading, place: int) -> bool:
    """`who became the owner of Halden`."""
    return any(0 < one.mention.first - place <= 2 for one in fields_said(reading))


def _one_deal(reading: Reading) -> bool:
    return bool(reading.scoped("opportunities"))


def _by_whom(reading: Reading) -> list[Condition]:
    """`changes made by Kofi`, `which changes did Kofi make`: who changed something, not whose it is."""
    keys = [token.key for token in reading.tagged.tokens]
    for named in list(reading.names):
        mention, entries = named
        if mention is None or entries[0].table != "people" or keys[mention.last - 1 : mention.last] == ["s"]:
            continue
        before = keys[mention.first - 1] if mention.first else ""
        after = keys[mention.last] if mention.last < len(keys) else ""
        whose = reading.tagged.tokens[mention.last - 1].possessive
        doing = before in ("did", "has", "have", "does") or after in _MAKES
        if not whose and (before == "by" or (doing and after in (*_MAKES, ""))):
            reading.names.remove(named)
            reading.take(mention)
            reading.clause.used |= {at for at in (mention.last,) if after in _MAKES}
            reading.clause.used |= {at for at, key in enumerate(keys) if key == "made"}
            return [Compare(FieldRef((), "changed_by"), "eq", tuple(one.name for one in entries))]
    return []


_STIRS = frozenset("moved move changed change changes progressed advanced budged movement progress".split())


def _denied(reading: Reading) -> Mention | None:
    """The denial in `deals that haven't moved since September`, `deals with no stage change`."""
    tokens = reading.tagged.tokens
    for one in reading.tagged.of("marker"):
        near = [token.key for token in tokens[one.last : one.last + 2]]
        stirs = (near[:1] and near[0] in _STIRS) or (near[:1] == ["stage"] and near[1:] and near[1] in _STIRS)
        if one.meaning in ("nobody", "not", "without") and stirs:
            return one
    return None


def _unmoved(reading: Reading, denied: Mention) -> RecordStep:
    """Open deals whose stage was not changed in a time."""
    reading.take(denied)
    named = fields_said(reading)
    take_fields(reading, named)
    fields = [one.field for one in named]
    end = denied.last + 2
    said = {at for at, token in enumerate(reading.tagged.tokens[:end]) if at >= denied.last and token.key in _STIRS}
    reading.clause.used |= said
    reading.take(*[one for one in reading.tagged.mentions if said & set(range(one.first, one.last))])
    changed: list[Condition] = of_fields(fields or ["stage"])
    there: list[Condition] = []
    for one in reading.free("period"):
        period = until_today(one.meaning.towards(past=True, today=reading.clause.today), reading.clause.today)
        reading.take(one)
        changed.append(During(WHEN, period.start, period.end))
        there.append(During(FieldRef((), "created_at"), None, period.start))
    step = _rows(reading, "opportunities", changed, none=True)
    states = any(isinstance(one, Compare) and one.ref.name in ("status", "stage") for one in step.query.where)
    there += [] if states else [Compare(FieldRef((), "status"), "eq", ("open",))]
    return replace(step, query=replace(step.query, where=(*step.query.where, *there)))


_DEALS = ("opportunities", _BASE, "accounts", "contacts", "list_memberships", "people", "products")


def _of_others(reading: Reading) -> bool:
    """`the email history`, `which contracts changed`: of others none are read."""
    nouns = {str(one.meaning) for one in reading.free("noun")}
    values = [{value.table for value in one.meaning} for one in reading.free("value")]
    return bool(nouns - set(_DEALS)) or any(not tables & set(_DEALS) for tables in values)


def _theirs(reading: Reading, place: int) -> bool:
    """Whether a word is part of a name, a value or a field of the CRM's own."""
    return any(
        one.first <= place < one.last
        and (one.kind in ("name", "value", "metric") or (one.kind == "attribute" and one.meaning.table != _BASE))
        for one in reading.tagged.mentions
    )


def _of_rows(reading: Reading, table: str, *, counted: bool) -> bool:
    """Whether the rows are asked for rather than what was changed of them."""
    first = reading.tagged.tokens[0].key if reading.tagged.tokens else ""
    nouns = [
        one
        for one in reading.free("noun")
        if one.meaning == table and (reading.tagged.tokens[one.last - 1].key.endswith("s") or one.first == 1)
    ]
    who = reading.tagged.marker("who")
    asks_else = reading.tagged.marker("what", "when") is not None or (
        who is not None and reading.tagged.tokens[who.first].key != "whose"
    )
    asks_else = asks_else or yes_no(reading) is not None or counted
    return bool(nouns) and not asks_else and first not in ("show", "give")


def _rows(reading: Reading, table: str, changed: list[Condition], *, none: bool = False) -> RecordStep:
    times = times_said(reading) if not none else None
    op, count = (times.op, int(times.value)) if times is not None else ("eq", 0) if none else ("ge", 1)
    counted = reading.tagged.marker("howmany")
    reading.take(counted)
    reading.take(*[one for one in reading.free("noun") if one.meaning == table])
    groups = groups_of(reading, table) if counted is not None else []
    kind = of_record(RECORDS[table]) if table == "accounts" else []
    where = (Related(_BASE, (*kind, *changed), op, count), *conditions_on(reading, table))
    if counted is not None:
        measure = count_of(table).measure
        order = (Order(True, measure=0),) if groups else ()
        query = RecordQuery(table, where, measures=(measure,), group_by=tuple(groups), order=order)
        return RecordStep(query, "figure", reading.about())
    fields = [one.values for one in changed if isinstance(one, Compare) and one.ref.name == "field"]
    shown = [_shown(reading, table, str(name)) for values in fields for name in values]
    select = columns(reading, table, extra=shown)
    return RecordStep(RecordQuery(table, where, select=select, order=natural_order(table)), "list", reading.about())


def _shown(reading: Reading, table: str, field: str) -> FieldRef | None:
    """What a field that was changed says today, as a column."""
    if (table, field) in reading.catalog.used:
        return FieldRef((field,), "name")
    return FieldRef((), field) if (table, field) in reading.catalog.fields and table != "opportunities" else None


def _changes(
    reading: Reading, changed: list[Condition], groups: Sequence[FieldRef | Bucket], *, counted: bool, one_time: bool
) -> RecordStep:
    nouns = [one for one in reading.free("noun") if one.meaning in (*RECORDS, _BASE)]
    reading.take(*[one for one in nouns if one.meaning != "accounts" or not reading.tagged.of("comparison")])
    where = (*changed, *_of_the_record(conditions_on(reading, _BASE), changed))
    if counted:
        reading.take(reading.tagged.marker("howmany"), *_times_words(reading))
        measure = count_of(_BASE).measure
        order = (Order(True, measure=0),) if groups else ()
        query = RecordQuery(_BASE, where, measures=(measure,), group_by=tuple(groups), order=order)
        return RecordStep(query, "figure", reading.about())
    who = reading.tagged.marker("who")
    shape: Shape = "who" if who is not None and who.first == 0 else yes_no(reading) or "list"
    if shape == "list" and one_time and any(reading.scoped(table) for table in RECORDS):
        shape = "ranking"  # the one day that is asked for
    query = RecordQuery(_BASE, where, select=columns(reading, _BASE), order=natural_order(_BASE))
    if shape == "ranking" and not any(isinstance(one, Compare) and one.ref == NEW for one in changed):
        query = replace(query, limit=1)  # "since when is it a customer"
    return RecordStep(query, shape, reading.about())


def _of_the_record(where: list[Condition], changed: Sequence[Condition]) -> list[Condition]:
    """`what changed on Dana's deals`: of deals that are hers, not of those of her accounts."""
    records = [one.values for one in changed if isinstance(one, Compare) and one.ref.name == "changed_record"]
    own = {record for values in records for record in values} - {"contact"}

    def narrowed(one: Condition) -> Condition:
        if not own or not isinstance(one, AnyOf) or not all(isinstance(two, Among) for two in one.conditions):
            return one
        kept = tuple(two for two in one.conditions if isinstance(two, Among) and two.steps[:1] and two.steps[0] in own)
        return AnyOf(kept) if len(kept) > 1 else kept[0] if kept else one

    return [narrowed(one) for one in where]


def _times_words(reading: Reading) -> list[Mention]:
    return [one for one in reading.free("noun") if reading.tagged.tokens[one.first].key == "times"]
