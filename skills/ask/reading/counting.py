"""Figures of counts: how many rows each has on average, how many different values, who has more than so many."""

from __future__ import annotations

from skills.ask.plan import RecordStep
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.fields import best_path, numeric_fields
from skills.ask.reading.figure import Figure, count_of
from skills.ask.reading.nouns import head_noun, is_noun, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Comparing, Mention
from storage.catalog import ENTITIES, FieldRef
from storage.query import Having, Measure, Order, RecordQuery, Related

_EACH = frozenset("a an each every one our average typical the".split())
_MET = frozenset("meet met face faced".split())
"""What is done with a competitor or an industry: no meeting."""
_DIFFERENT = frozenset("different distinct unique various separate".split())


def counted_each(reading: Reading) -> Figure | None:
    """`contacts per account on average`, `how many deals does a customer have on average`."""
    average = next((one for one in reading.free("aggregate") if one.meaning == "avg"), None)
    if average is None or reading.free("metric"):
        return None
    each = _each(reading)
    if each is None:
        return None
    marker, owner = each
    table = str(table_of(owner))
    rows = [one for one in reading.free() if is_noun(one) and (one.first, one.last) != (owner.first, owner.last)]
    rows = [one for one in rows if table_of(one) != table and reading.catalog.path(str(table_of(one)), table)]
    before = [one for one in rows if one.last <= owner.first]
    numeric = [one for one, _ in numeric_fields(reading, reading.free("attribute"))]
    if not rows or (numeric and not _counts(reading)):
        return None
    counted = _plain(before or rows)
    base = str(table_of(counted))
    if not reading.filled(base) or not reading.filled(table):
        return None
    reading.take(average, marker, reading.tagged.marker("howmany"))
    start, end = (0, (marker or owner).first) if before else (owner.last, len(reading.tagged.tokens))
    names, reading.names = reading.names, []
    inner = conditions_on(reading, base, first=start, last=end)
    reading.names = names
    label = f"average number of {ENTITIES[base].plural} per {ENTITIES[table].singular}"
    return Figure(table, Measure("avg", label, rows=Related(base, tuple(inner))))


def _each(reading: Reading) -> tuple[Mention | None, Mention] | None:
    """The word for "per" and the noun of whom each is meant; `does a customer have` needs no such word."""
    tokens = reading.tagged.tokens
    for marker in reading.tagged.of("marker"):
        if marker.meaning not in ("per", "by"):
            continue
        start = marker.last + (marker.last < len(tokens) and tokens[marker.last].key in _EACH)
        found = [one for one in reading.free() if one.first == start and is_noun(one)]
        if found:
            return marker, _plain(found)
    for one in reading.free():
        before = tokens[one.first - 1].key if one.first else ""
        if is_noun(one) and before in _EACH and tokens[max(0, one.first - 2)].key in _DOES | _EACH:
            return None, one
    return None


_DOES = frozenset("does do did has have per".split())


def _counts(reading: Reading) -> bool:
    marker = reading.tagged.marker("howmany")
    return marker is not None and marker.meaning == "howmany"


def _plain(mentions: list[Mention]) -> Mention:
    return next((one for one in mentions if one.kind == "noun"), mentions[0])


def distinct_values(reading: Reading) -> Figure | None:
    """`how many different industries do our customers come from`: values, not rows."""
    marker = reading.tagged.marker("howmany")
    if marker is None or marker.meaning != "howmany":
        return None
    tokens = reading.tagged.tokens
    start = marker.last
    said = [start] if start < len(tokens) and tokens[start].key in _DIFFERENT else []
    start += len(said)
    here = [one for one in reading.free() if one.first == start]
    attributes = [one for one in here if one.kind == "attribute" and one.meaning.field.type == "text"]
    attributes = [one for one in attributes if not one.meaning.ref.steps]
    if not attributes or any(one.kind in ("noun", "value", "metric") for one in here):
        return None
    if any(one.kind == "value" and one.first == attributes[0].last for one in reading.free()):
        return None  # "how many tier A accounts": those of a value
    named = [one for one in reading.free() if one.first >= attributes[0].last and is_noun(one)]
    own = {one.meaning.table for one in attributes}
    base = str(table_of(_plain(named))) if named else "accounts" if "accounts" in own else min(own)
    ref = best_path(reading, base, [one.meaning for one in attributes])
    if ref is None or not reading.filled(base):
        return None
    reading.take(marker, attributes[0], *reading.same_span(attributes[0]))
    reading.clause.used |= {place for place, token in enumerate(tokens) if token.key in _MET} | set(said)
    label = reading.catalog.resolve(base, ref).label
    return Figure(base, Measure("distinct", f"number of different {_plural(label)}", ref))


def _plural(label: str) -> str:
    if label.endswith("y") and label[-2:-1] not in "aeiou":
        return f"{label[:-1]}ies"
    return label if label.endswith("s") else f"{label}s"


def threshold_step(reading: Reading) -> RecordStep | None:
    """`industries with more than 10 accounts`: values of a field by how many rows have them."""
    heads = [
        one
        for one in reading.free("attribute")
        if one.meaning.field.type in ("text", "boolean")
        and not one.meaning.ref.steps
        and not any(other.kind in ("noun", "value", "metric") for other in reading.same_span(one))
    ]
    bounds = [one for one in reading.free("comparison") if one.meaning.currency is None and one.meaning.op != "between"]
    if not heads or not bounds:
        return None
    head, bound = heads[0], bounds[0]
    noun = head_noun(reading, after=bound.last)
    if noun is None or head.last > bound.first or not 0 <= bound.first - head.last <= 3:
        return None
    near = [one for one in reading.free() if bound.last <= one.first < noun.first and one.kind != "value"]
    base = str(table_of(noun))
    ref = best_path(reading, base, [one.meaning for one in heads if one.first == head.first])
    if near or ref is None or not reading.filled(base) or noun.first - bound.last > 2:
        return None
    comparing: Comparing = bound.meaning
    reading.take(head, *reading.same_span(head), bound, reading.tagged.marker("howmany"))
    where = conditions_on(reading, base)
    query = RecordQuery(
        base,
        tuple(where),
        measures=(count_of(base).measure,),
        group_by=(FieldRef(ref.steps, ref.name),),
        having=(Having(0, comparing.op, comparing.value),),
        order=(Order(True, measure=0),),
        skip_empty_groups=True,
    )
    return RecordStep(query, "figure", reading.about())
