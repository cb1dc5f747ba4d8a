"""Fields that words stand for, and the ways to them over the relations that the store uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from skills.ask.reading.nouns import is_noun, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import ADDED
from storage.catalog import ENTITIES, RELATIONS, Attribute, FieldRef, FieldType, bare_label

NUMERIC: frozenset[FieldType] = frozenset({"integer", "year", "number", "money"})
MEASURED: frozenset[FieldType] = NUMERIC | {"date", "moment"}
"""What rows can be ranked by."""


def is_event(attribute: Attribute) -> bool:
    """A date whose being there says that something happened: opted out, left, review passed."""
    if attribute.field.type not in ("date", "moment"):
        return False
    return attribute.ref.name in ("opted_out_at", "left_at", "closed_at") or (
        attribute.field.custom and attribute.label.casefold().endswith(("ed", "passed", "done", "signed"))
    )


def contact_events(reading: Reading) -> list[Mention]:
    """What contacts did that a clause speaks of: left, opted out."""
    return [one for one in reading.free("attribute") if one.meaning.table == "contacts" and is_event(one.meaning)]


def added_field(reading: Reading, table: str) -> FieldRef | None:
    """The date on which a row was added to the CRM, where it keeps one: our own field, or one called so."""
    own = next((name for name in ("created_at", "opened_at") if (table, name) in reading.catalog.fields), None)
    if own is not None:
        return FieldRef((), own)
    return date_called(reading, table, ADDED)


def date_called(reading: Reading, table: str, labels: Set[str]) -> FieldRef | None:
    """The date of a table's rows that the CRM calls by one of these labels (folded)."""
    return next(
        (
            FieldRef((), name)
            for (owner, name), field in reading.catalog.fields.items()
            if owner == table and field.type in ("date", "moment") and bare_label(field.label, table) in labels
        ),
        None,
    )


def numeric_fields(reading: Reading, mentions: Iterable[Mention]) -> list[tuple[Mention, Attribute]]:
    found = [(one, one.meaning) for one in mentions if one.meaning.field.type in NUMERIC and not one.meaning.ref.steps]
    return [one for one in found if reading.filled(one[1].table, note=False)]


def nearest(reading: Reading, candidates: list[tuple[Mention, Attribute]]) -> tuple[Mention, Attribute]:
    """Of fields of one word in several tables, the one of the table that the rest of the clause is about."""
    nouns = [table_of(one) for one in reading.free() if is_noun(one)]
    values = {value.table for one in reading.free("value") for value in one.meaning}

    def rank(one: tuple[Mention, Attribute]) -> tuple[bool, bool, bool, int]:
        table = one[1].table
        scoped = any(reading.scoped(table))
        return (table not in nouns, table not in values, not scoped, list(ENTITIES).index(table))

    return min(candidates, key=rank)


def path_to(reading: Reading, base: str, attribute: Attribute) -> FieldRef | None:
    way = reading.catalog.path(base, attribute.table)
    if way is None or len(way) > 2:
        return None
    steps = (*way, *attribute.ref.steps)
    return FieldRef(steps, attribute.ref.name) if in_use(reading, base, steps) else None


def in_use(reading: Reading, base: str, steps: Sequence[str]) -> bool:
    """Whether the store has rows along every relation of a way."""
    table = base
    for step in steps:
        if (table, step) not in reading.catalog.used:
            return False
        table = RELATIONS[(table, step)].target
    return True


def best_path(reading: Reading, base: str, attributes: Sequence[Attribute]) -> FieldRef | None:
    found = []
    for one in attributes:
        ref = path_to(reading, base, one)
        if ref is not None:
            found.append((len(ref.steps) - len(one.ref.steps), len(ref.steps), ref))
    return min(found, key=lambda one: one[:2])[2] if found else None


def ref_of(reading: Reading, table: str, attributes: Sequence[Attribute], strict: bool) -> FieldRef | None:
    own = [one for one in attributes if one.table == table]
    if own:
        return own[0].ref
    return None if strict else best_path(reading, table, attributes)


def reaches(reading: Reading, base: str, table: str) -> bool:
    return base == table or reading.catalog.path(base, table) is not None


def belongs(reading: Reading, inner: str, outer: str) -> bool:
    """Whether rows of `inner` are of rows of `outer`, or both of an account. What was done at an account says nothing
    of its leads."""
    if {inner, outer} == {"activities", "leads"}:
        return False
    if reading.catalog.path(inner, outer):
        return True
    ours, theirs = reading.catalog.path(outer, "accounts"), reading.catalog.path(inner, "accounts")
    return ours is not None and theirs is not None
