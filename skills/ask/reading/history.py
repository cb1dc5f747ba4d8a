"""What was changed of deals: `what changed at Halden`, `which deals changed stage`, `how often was it pushed`."""

from __future__ import annotations

from dataclasses import replace

from skills.ask.plan import RecordStep, Shape
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on, times_said
from skills.ask.reading.dates import until_today
from skills.ask.reading.figure import count_of
from skills.ask.reading.grouping import groups_of
from skills.ask.reading.lists import yes_no
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.query import Compare, Condition, During, Order, RecordQuery, Related

_CHANGED = frozenset("change changed changes changing history".split())
_MOVED = frozenset("move moved moves go went gone get got".split())
_TIMES = (["how", "often"], ["many", "times"], ["how", "frequently"])
_BASE = "opportunity_changes"


def history_step(reading: Reading) -> RecordStep | None:
    """Changes of deals, or the deals that had some; None when the clause speaks of no change."""
    tokens = reading.tagged.tokens
    keys = [token.key for token in tokens]
    said = [at for at, key in enumerate(keys) if key in _CHANGED and not _theirs(reading, at)]
    pushed = reading.tagged.marker("pushed")
    counted = any(keys[at : at + 2] in _TIMES for at in range(len(keys)))
    moved = _moved_to(reading)
    denied = _denied(reading)
    if not (said or moved or denied or (pushed is not None and counted)) or _of_others(reading):
        return None
    if not reading.filled(_BASE, note=False):
        reading.clause.lost += [tokens[at].text for at in said] if said else ["moved"] if moved or denied else []
        return None
    fields = _fields(reading)
    if denied is not None and any(one.meaning == "opportunities" for one in reading.free("noun")):
        return _unmoved(reading, denied)
    if pushed is not None:
        if any(at for at in said):
            return None
        fields.append("close_date")
        reading.take(pushed)
    if moved:
        fields.append("stage")
    reading.clause.used |= set(said)
    around = [one for one in reading.tagged.mentions if any(one.first <= at < one.last for at in said)]
    fields += [word for one in around for word in ("stage", "amount") if word in keys[one.first : one.last]]
    reading.take(*around)
    changed: list[Condition] = [Compare(FieldRef((), "field"), "eq", tuple(dict.fromkeys(fields)))] if fields else []
    changed += moved
    for one in reading.free("period"):
        period = until_today(one.meaning.towards(past=True, today=reading.clause.today), reading.clause.today)
        reading.take(one)
        changed.append(During(FieldRef((), "changed_at"), period.start, period.end))
    if _of_deals(reading, counted=counted):
        return _deals(reading, changed)
    return _changes(reading, changed, counted=counted or reading.tagged.marker("howmany") is not None)


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
    fields = _fields(reading)
    end = denied.last + 2
    said = {at for at, token in enumerate(reading.tagged.tokens[:end]) if at >= denied.last and token.key in _STIRS}
    reading.clause.used |= said
    reading.take(*[one for one in reading.tagged.mentions if said & set(range(one.first, one.last))])
    changed: list[Condition] = [Compare(FieldRef((), "field"), "eq", tuple(fields or ("stage",)))]
    there: list[Condition] = []
    for one in reading.free("period"):
        period = until_today(one.meaning.towards(past=True, today=reading.clause.today), reading.clause.today)
        reading.take(one)
        changed.append(During(FieldRef((), "changed_at"), period.start, period.end))
        there.append(During(FieldRef((), "created_at"), None, period.start))
    step = _deals(reading, changed, none=True)
    states = any(isinstance(one, Compare) and one.ref.name in ("status", "stage") for one in step.query.where)
    there += [] if states else [Compare(FieldRef((), "status"), "eq", ("open",))]
    return replace(step, query=replace(step.query, where=(*step.query.where, *there)))


_DEALS = ("opportunities", _BASE, "accounts", "people", "products")


def _of_others(reading: Reading) -> bool:
    """`the email history`, `which contracts changed`: changes are kept of deals alone."""
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


def _fields(reading: Reading) -> list[str]:
    """The watched fields that are named: amount, stage, close date, owner."""
    found = []
    for one in reading.free("attribute"):
        if one.meaning.table != "opportunities":
            continue
        name = one.meaning.ref.steps[0] if one.meaning.ref.steps else one.meaning.ref.name
        if name in ("stage", "amount", "close_date", "owner"):
            reading.take(one, *reading.same_span(one))
            found.append(name)
    for one in reading.tagged.of("marker"):
        if one.meaning == "howmuch" and reading.tagged.tokens[one.first].key == "amount":  # "the amount of the renewal"
            reading.take(one)
            found.append("amount")
    return found


def _moved_to(reading: Reading) -> list[Condition]:
    """`moved to Negotiation`, `went from Proposal to Negotiation`: between which stages."""
    keys = [token.key for token in reading.tagged.tokens]
    verb = next((at for at, key in enumerate(keys) if key in _MOVED), None)
    verb = verb if verb is not None else next((at for at, key in enumerate(keys) if key in _CHANGED), None)
    if verb is None:
        return []
    found: list[Condition] = []
    for one in reading.free("value"):
        stages = tuple(value.value for value in one.meaning if (value.table, value.field) == ("opportunities", "stage"))
        before = keys[one.first - 1] if one.first > verb + 1 else ""
        if stages and before in ("to", "into", "from"):
            reading.take(one, *reading.same_span(one))
            reading.clause.used.add(verb)
            found.append(Compare(FieldRef((), "old" if before == "from" else "new"), "eq", stages))
    return found


def _of_deals(reading: Reading, *, counted: bool) -> bool:
    """Whether deals are asked for rather than what was changed of them."""
    first = reading.tagged.tokens[0].key if reading.tagged.tokens else ""
    nouns = [
        one
        for one in reading.free("noun")
        if one.meaning == "opportunities" and reading.tagged.tokens[one.last - 1].key.endswith("s")
    ]
    who = reading.tagged.marker("who")
    asks_else = reading.tagged.marker("what", "when") is not None or (
        who is not None and reading.tagged.tokens[who.first].key != "whose"
    )
    asks_else = asks_else or yes_no(reading) is not None or counted
    return bool(nouns) and not asks_else and first not in ("show", "give")


def _deals(reading: Reading, changed: list[Condition], *, none: bool = False) -> RecordStep:
    times = times_said(reading) if not none else None
    op, count = (times.op, int(times.value)) if times is not None else ("eq", 0) if none else ("ge", 1)
    counted = reading.tagged.marker("howmany")
    reading.take(counted)
    reading.take(*[one for one in reading.free("noun") if one.meaning == "opportunities"])
    groups = groups_of(reading, "opportunities") if counted is not None else []
    where = (Related(_BASE, tuple(changed), op, count), *conditions_on(reading, "opportunities"))
    if counted is not None:
        measure = count_of("opportunities").measure
        order = (Order(True, measure=0),) if groups else ()
        query = RecordQuery("opportunities", where, measures=(measure,), group_by=tuple(groups), order=order)
        return RecordStep(query, "figure", reading.about())
    select = columns(reading, "opportunities")
    return RecordStep(
        RecordQuery("opportunities", where, select=select, order=natural_order("opportunities")),
        "list",
        reading.about(),
    )


def _changes(reading: Reading, changed: list[Condition], *, counted: bool) -> RecordStep:
    reading.take(*[one for one in reading.free("noun") if one.meaning in ("opportunities", _BASE)])
    where = (*changed, *conditions_on(reading, _BASE))
    if counted:
        reading.take(reading.tagged.marker("howmany"), *_times_words(reading))
        measure = count_of(_BASE).measure
        return RecordStep(RecordQuery(_BASE, where, measures=(measure,)), "figure", reading.about())
    shape: Shape = yes_no(reading) or "list"
    query = RecordQuery(_BASE, where, select=columns(reading, _BASE), order=natural_order(_BASE))
    return RecordStep(query, shape, reading.about())


def _times_words(reading: Reading) -> list[Mention]:
    return [one for one in reading.free("noun") if reading.tagged.tokens[one.first].key == "times"]
