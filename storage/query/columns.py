"""The columns of a result: what they are called, and values as Python and people have them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select
from sqlalchemy.sql.selectable import NamedFromClause

from storage.catalog import ENTITIES, Catalog, Field, FieldRef
from storage.query.definition import Column


def custom(table: NamedFromClause, field: Field) -> ColumnElement[Any]:
    value = table.c.custom[field.name]
    readers = {
        "integer": value.as_integer,
        "year": value.as_integer,
        "number": value.as_float,
        "money": value.as_float,
        "boolean": value.as_boolean,
    }
    read: ColumnElement[Any] = readers.get(field.type, value.as_string)()
    return read


def column_of(catalog: Catalog, base: str, ref: FieldRef) -> Column:
    field = catalog.resolve(base, ref)
    table = catalog.table_at(base, ref.steps)
    label = field.label
    if ref.steps and ref.name == ENTITIES[table].title:
        label = {"person": "by"}.get(ref.steps[-1], ref.steps[-1])
    elif not ref.steps and ref.name == ENTITIES[base].title == "name":
        label = ENTITIES[base].singular
    return Column(label, field.type, ref.name)


def plain(value: Any, column: Column) -> Any:
    """A value as Python has it: dates kept as text in custom fields become dates, lists become text."""
    if value is None:
        return None
    if column.type == "moment":
        return aware(value)
    if column.type == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value[:10])
    if column.type == "list":
        parts = json.loads(value) if isinstance(value, str) and value.startswith("[") else value
        return (parts if isinstance(parts, str) else ", ".join(map(str, parts))) or None
    return float(value) if isinstance(value, Decimal) else value


def aware(value: Any) -> dt.datetime | None:
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=dt.UTC)
    return value  # type: ignore[no-any-return]


def currency_in(columns: Sequence[Column], row: Sequence[Any]) -> str | None:
    for column, value in zip(columns, row, strict=True):
        if column.name == "currency":
            return str(value) if value else None
    return None


def sql_of(connection: Connection, statement: Select[Any]) -> str:
    """The statement with its values written in, for people to read and run."""
    return str(statement.compile(connection, compile_kwargs={"literal_binds": True}))
