"""Fields that a question leans on and that no row of the store states: to count by them would make a zero of a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import exists, select

from storage.catalog import Catalog, Field
from storage.database import Connection
from storage.query import Compare, Condition, During, RecordQuery, Related
from storage.tables import IMPORTED


def unstated(connection: Connection, catalog: Catalog, query: RecordQuery) -> tuple[str, ...]:
    """The labels of the fields that the conditions of `query` compare and that are empty in every row of their table:
    "left the company" of a CRM that does not say who left. What may be empty ("no end, or one to come") is no gap."""
    fields = dict.fromkeys(_compared(catalog, query.base, query.where))
    return tuple(field.label for field in fields if not _stated(connection, field))


def _compared(catalog: Catalog, base: str, where: Iterable[Condition]) -> Iterator[Field]:
    for one in where:
        if isinstance(one, Compare | During):
            field = catalog.resolve(base, one.ref)
            if not field.custom:
                yield field
        elif isinstance(one, Related):
            yield from _compared(catalog, one.table, one.where)


def _stated(connection: Connection, field: Field) -> bool:
    columns: Sequence[str] = IMPORTED[field.table].__table__.c.keys()
    if field.name not in columns:
        return True
    column = IMPORTED[field.table].__table__.c[field.name]
    return bool(connection.execute(select(exists().where(column.is_not(None)))).scalar())
