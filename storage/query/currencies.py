"""The currencies of amounts that are compared with one another or with a bound: none is converted, as a reply says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, select

from storage.catalog import Catalog, FieldRef
from storage.query.compiling import Compiler, Statement
from storage.query.definition import AnyOf, Compare, Condition, RecordQuery, Related
from storage.query.visibility import visible

_BOUNDS = frozenset({"lt", "le", "gt", "ge"})


def ranked_currencies(
    connection: Connection, statement: Statement, query: RecordQuery, where: Sequence[ColumnElement[bool]]
) -> tuple[str, ...]:
    """The currencies of all rows among which the largest or smallest amounts were looked for, shown or not."""
    by = query.order[0].field if query.order and query.limit is not None else None
    if by is None or not _has_currency(statement.compiler.catalog, query.base, by):
        return ()
    return _currencies(connection, statement, by, where)


def bounded_currencies(connection: Connection, compiler: Compiler, query: RecordQuery) -> tuple[str, ...]:
    """The currencies of all rows among which those above or below an amount were looked for (`deals over 250,000`),
    where the question names no currency; of related rows too (`accounts with a deal over 250,000`)."""
    found: dict[str, None] = {}
    for base, where in _filters(query.base, query.where):
        bounds = [one for one in where if isinstance(one, Compare) and one.op in _BOUNDS]
        bounds = [one for one in bounds if _has_currency(compiler.catalog, base, one.ref)]
        named = {one.ref.steps for one in where if isinstance(one, Compare) and one.ref.name == "currency"}
        for ref in dict.fromkeys(one.ref for one in bounds if one.ref.steps not in named):
            statement = Statement(compiler, base)
            others = [statement.condition(one) for one in where if not (one in bounds and one.ref == ref)]
            seen = visible(statement.table, base, compiler.labels)
            found |= dict.fromkeys(_currencies(connection, statement, ref, [seen, *others]))
    return tuple(found)


def _filters(base: str, where: Sequence[Condition]) -> Iterator[tuple[str, Sequence[Condition]]]:
    """The conditions on the rows of each table that is filtered, those of related rows by themselves."""
    yield base, where
    for one in where:
        if isinstance(one, Related):
            yield from _filters(one.table, one.where)
        elif isinstance(one, AnyOf):
            yield from _filters(base, one.conditions)


def _currencies(
    connection: Connection, statement: Statement, ref: FieldRef, where: Sequence[ColumnElement[bool]]
) -> tuple[str, ...]:
    currency, amount = statement.column(FieldRef(ref.steps, "currency")), statement.column(ref)
    stated = [*where, amount.is_not(None), currency.is_not(None)]
    return tuple(connection.execute(select(currency).select_from(statement.source).where(*stated).distinct()).scalars())


def _has_currency(catalog: Catalog, base: str, ref: FieldRef) -> bool:
    """Whether a field is an amount with a currency of its own."""
    field = catalog.resolve(base, ref)
    return field.type == "money" and (catalog.table_at(base, ref.steps), "currency") in catalog.fields
