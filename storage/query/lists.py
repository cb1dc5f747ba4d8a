"""Lists of rows, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select

from storage.catalog import ENTITIES
from storage.evidence import Evidence
from storage.query.columns import column_of, currency_in, plain, sql_of
from storage.query.compiling import Compiler, Statement
from storage.query.currencies import ranked_currencies
from storage.query.definition import Column, RecordQuery, Result
from storage.query.visibility import visible
from storage.wording import say_row

ROW_LIMIT = 200


def run_list(connection: Connection, compiler: Compiler, query: RecordQuery) -> Result:
    catalog = compiler.catalog
    statement = Statement(compiler, query.base)
    columns = [statement.column(ref) for ref in query.select]
    where = [visible(statement.table, query.base, compiler.labels), *map(statement.condition, query.where)]
    order, extra = _list_order(statement, query)
    account_way = catalog.path(query.base, "accounts")
    account = statement.at(account_way).c.name if account_way is not None else literal(None)
    table = statement.table
    meta = [table.c.id, table.c.source_system, table.c.link, table.c.as_of, account]
    listed = [*columns, *extra]
    chosen: Select[Any] = select(*[column.label(f"c{i}") for i, column in enumerate([*listed, *meta])])
    chosen = chosen.select_from(statement.source).where(*where)
    if query.limit is None or not order:
        chosen = chosen.order_by(*order, table.c.id).limit(min(query.limit or ROW_LIMIT, ROW_LIMIT))
    else:
        chosen = _with_ties(chosen, order, table.c.id, query.limit)
    found = connection.execute(chosen).all()
    total = len(found)
    if query.limit is not None or total == ROW_LIMIT:
        counted = select(func.count(table.c.id)).select_from(statement.source).where(*where)
        total = int(connection.execute(counted).scalar() or 0)
    shown = [column_of(catalog, query.base, ref) for ref in query.select]
    if extra:
        first = query.order[0]
        assert first.field is not None and first.per is not None
        upper, lower = (catalog.resolve(query.base, ref) for ref in (first.field, first.per))
        shown.append(Column(f"{upper.label} per {lower.label.removesuffix('s')}", "number"))
    rows = tuple(tuple(map(plain, row[: len(listed)], shown)) for row in found)
    evidence = tuple(
        _row_evidence(query, shown, row, found_row[len(listed) :]) for row, found_row in zip(rows, found, strict=True)
    )
    compared = ranked_currencies(connection, statement, query, where)
    return Result(query, tuple(shown), rows, total, sql_of(connection, chosen), evidence, compared)


def _with_ties(
    chosen: Select[Any], order: Sequence[ColumnElement[Any]], row: ColumnElement[Any], limit: int
) -> Select[Any]:
    """The first `limit` rows and those that are level with the last: to cut among equals would name one of them for no
    reason."""
    columns = len(chosen.selected_columns)
    ranked = chosen.add_columns(func.rank().over(order_by=list(order)).label("place"), row.label("row")).subquery()
    best = select(*[ranked.c[f"c{i}"] for i in range(columns)]).where(ranked.c.place <= limit)
    return best.order_by(ranked.c.place, ranked.c.row).limit(ROW_LIMIT)


def _list_order(statement: Statement, query: RecordQuery) -> tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]:
    """How rows are ordered, and the computed column (a ratio) that the order shows."""
    order: list[ColumnElement[Any]] = []
    extra: list[ColumnElement[Any]] = []
    for one in query.order:
        assert one.field is not None
        column = statement.column(one.field)
        if one.per is not None:
            column = column * 1.0 / func.nullif(statement.column(one.per), 0)
            extra.append(column)
        empty = column.is_not(None) if one.empty_first else column.is_(None)
        order += [empty, column.desc() if one.descending else column.asc()]
    return order, extra


def _row_evidence(query: RecordQuery, columns: Sequence[Column], row: Sequence[Any], meta: Sequence[Any]) -> Evidence:
    number, system, link, as_of, account = meta
    entity = ENTITIES[query.base]
    return Evidence(
        id=f"{query.base}:{number}",
        kind="record",
        account=account,
        source=f"{system}: {entity.singular}",
        link=link,
        as_of=as_of,
        span=say_row([(column.label, column.type) for column in columns], row, currency_in(columns, row), blanks=True),
    )
