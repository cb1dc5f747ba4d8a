"""What a figure is, before it is a query."""

from __future__ import annotations

from dataclasses import dataclass

from storage.catalog import ENTITIES, FieldRef
from storage.query import Condition, Measure


@dataclass(frozen=True)
class Figure:
    """What is measured: `base` is the table whose rows are counted or added."""

    base: str
    measure: Measure
    where: tuple[Condition, ...] = ()
    when: FieldRef | None = None
    metric: str | None = None


def count_of(table: str) -> Figure:
    return Figure(table, Measure("count", f"number of {ENTITIES[table].plural}"))
