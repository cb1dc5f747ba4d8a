"""What a list or a fact shows, and in which order its rows come."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.reading.fields import in_use
from skills.ask.reading.state import Reading
from storage.catalog import ENTITIES, FieldRef
from storage.query import Order


def columns(
    reading: Reading, base: str, *, only: Sequence[FieldRef] = (), extra: Sequence[FieldRef | None] = ()
) -> tuple[FieldRef, ...]:
    """The columns of a list: the row's name first, then what was asked for; a currency follows its amount."""
    entity = ENTITIES[base]
    usual = [ref for ref in entity.shows if in_use(reading, base, ref.steps)]
    if only:
        head = [usual[0]] if usual else []
        if base not in ("accounts", "contacts", "people", "products", "campaigns"):
            head = [ref for ref in usual if ref.name in ("name", "subject", entity.title)][:3]
        usual = [*head, *only]
    chosen = list(dict.fromkeys([*usual, *(ref for ref in extra if ref is not None)]))
    for ref in list(chosen):
        field = reading.catalog.resolve(base, ref)
        currency = FieldRef(ref.steps, "currency")
        known = (field.table, "currency") in reading.catalog.fields
        if field.type == "money" and not field.custom and known and currency not in chosen:
            chosen.insert(chosen.index(ref) + 1, currency)
    return tuple(chosen)


def natural_order(base: str) -> tuple[Order, ...]:
    when = ENTITIES[base].when
    if when is None:
        return (Order(False, FieldRef((), "name")),) if ENTITIES[base].title == "name" else ()
    descending = base not in ("opportunities", "contracts", "consents")
    return (Order(descending, FieldRef((), when)),)
