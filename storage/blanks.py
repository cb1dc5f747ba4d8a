"""Fields that a question leans on and that no row of the store states: to count by them would make a zero of a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import exists, select

from storage.catalog import Catalog, Field
from storage.database import Connection
from storage.metrics import all_metrics
from storage.query import Compare, Condition, During, RecordQuery, Related
from storage.tables import READ


def unstated(connection: Connection, catalog: Catalog, query: RecordQuery) -> tuple[str, ...]:
    """The labels of the fields that the conditions of `query` compare and that are empty in every row of their table:
    "left the company" of a CRM that does not say who left. What may be empty ("no end, or one to come") is no gap; nor
    is what a metric leaves out: where no deal is called a renewal, all of them are pipeline."""
    fields = dict.fromkeys(_compared(catalog, query.base, query.where, query.metric))
    return tuple(field.label for field in fields if not _stated(connection, field))


def _left_out(table: str, where: Sequence[Condition], name: str | None) -> set[Condition]:
    """What the metric of that name leaves out, or one of which all is among the conditions."""
    metrics = [one for one in all_metrics() if one.name == name or (one.base == table and set(one.where) <= {*where})]
    return {condition for one in metrics for condition in one.where if _denies(condition)}


def _denies(condition: Condition) -> bool:
    return isinstance(condition, Compare) and condition.op == "ne"


def _compared(catalog: Catalog, base: str, where: Sequence[Condition], metric: str | None = None) -> Iterator[Field]:
    left_out = _left_out(base, where, metric)
    for one in where:
        if one in left_out:
            continue
        if isinstance(one, Compare | During):
            field = catalog.resolve(base, one.ref)
            if not field.custom:
                yield field
        elif isinstance(one, Related):
            yield from _compared(catalog, one.table, one.where)


def _stated(connection: Connection, field: Field) -> bool:
    columns: Sequence[str] = READ[field.table].c.keys()
    if field.name not in columns:
        return True
    column = READ[field.table].c[field.name]
    return bool(connection.execute(select(exists().where(column.is_not(None)))).scalar())
