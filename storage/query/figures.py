"""Figures over rows: counts, sums, averages, medians and shares, by group and by currency."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select, true

from storage.catalog import ENTITIES, Catalog, FieldRef, FieldType
from storage.evidence import Evidence
from storage.query.columns import aware, column_of, currency_in, plain, sql_of
from storage.query.comparing import operate
from storage.query.compiling import Compiler, Statement
from storage.query.definition import Bucket, Column, Measure, RecordQuery, Result
from storage.query.visibility import visible
from storage.tables import READ
from storage.wording import say_row

_COUNTS = frozenset({"count", "distinct"})
_FIGURE_LIMIT = 5000


def run_figures(connection: Connection, compiler: Compiler, query: RecordQuery) -> Result:
    catalog = compiler.catalog
    statement = Statement(compiler, query.base)
    groups: list[ColumnElement[Any]] = []
    keys: list[ColumnElement[Any]] = []
    shown: list[Column] = []
    for group in query.group_by:
        ref = group.ref if isinstance(group, Bucket) else group
        column = statement.column(ref)
        if isinstance(group, Bucket):
            column = compiler.bucket(column, group.unit)
            shown.append(Column(group.unit, "text"))
        elif catalog.resolve(query.base, ref).type == "list":
            column = statement.each(column)
            shown.append(replace(column_of(catalog, query.base, ref), type="text"))
        else:
            shown.append(column_of(catalog, query.base, ref))
            if ref.name == "name":
                keys.append(statement.at(ref.steps).c.id)  # two of one name are two
        groups.append(column)
    named = len(groups)
    for steps in _money_tables(catalog, query):
        label = " ".join((*steps[-1:], "currency")) if named < len(groups) else "currency"
        groups.append(_currency_of(compiler, statement, steps, query))
        shown.append(Column(label, "text", "currency"))
    figures = [_figure(statement, one) for one in query.measures]
    shown += [Column(one.label, _figure_type(catalog, query, one)) for one in query.measures]
    where = [visible(statement.table, query.base, compiler.labels), *map(statement.condition, query.where)]
    if query.skip_empty_groups:
        where += [group.is_not(None) for group in groups[: len(query.group_by)]]
    if any(one.function == "median" for one in query.measures):
        if len(query.measures) > 1:
            raise ValueError("a median is a query of its own")
        return _run_median(connection, compiler, query, statement, groups, keys, where, shown)
    table = statement.table
    labelled = [column.label(f"c{i}") for i, column in enumerate([*groups, *figures])]
    chosen: Select[Any] = select(*labelled, *_scope(table.c.id, table.c.as_of, table.c.source_system))
    chosen = chosen.select_from(statement.source).where(*where)
    if groups:
        chosen = chosen.group_by(*groups, *keys)
    currencies = [group for group, column in zip(groups, shown, strict=False) if column.name == "currency"]
    if currencies and all(one.function not in _COUNTS for one in query.measures):
        # rows that have neither an amount nor a currency are no group of their own
        chosen = chosen.having(or_(*(one.is_not(None) for one in (*currencies, *figures))))
    for having in query.having:
        chosen = chosen.having(operate(figures[having.measure], having.op, having.value))
    chosen = chosen.order_by(*_figure_order(query, groups, figures), *groups, *keys).limit(_FIGURE_LIMIT)
    return _figures_result(connection, compiler, query, shown, connection.execute(chosen).all(), chosen)


def _figure(statement: Statement, measure: Measure) -> ColumnElement[Any]:
    """A measure as SQL over the rows of a group."""
    if measure.function == "count":
        return func.count(distinct(statement.table.c.id) if measure.field is None else statement.column(measure.field))
    if measure.rows is not None:
        each: ColumnElement[Any] = getattr(func, measure.function)(statement.counted(measure.rows))
        return each
    hit = and_(true(), *(statement.condition(one) for one in measure.of))
    if measure.function == "share" and measure.field is None:
        return func.avg(case((hit, 1.0), else_=0.0))
    assert measure.field is not None
    column = statement.column(measure.field)
    if measure.function == "distinct":
        return func.count(distinct(column))
    if measure.function == "share" and measure.per is None:
        return func.sum(case((hit, column), else_=0)) * 1.0 / func.nullif(func.sum(column), 0)
    if measure.per is not None:
        below = statement.column(measure.per)
        both = and_(column.is_not(None), below.is_not(None), below != 0, *_one_currency(statement, measure))
        above = func.sum(case((both, column)))
        if measure.function == "share":  # a part that is not known of one row is not known of them all
            unknown = func.sum(case((column.is_(None), 1), else_=0))
            return case((unknown == 0, above * 1.0 / func.nullif(func.sum(case((both, below))), 0)))
        return above * 1.0 / func.nullif(func.sum(case((both, below))), 0)
    aggregate: ColumnElement[Any] = getattr(func, measure.function)(column)
    return aggregate


def _figure_order(
    query: RecordQuery, groups: Sequence[ColumnElement[Any]], figures: Sequence[ColumnElement[Any]]
) -> list[ColumnElement[Any]]:
    """By a measure, or by the group that a field makes; another field orders nothing here."""
    order: list[ColumnElement[Any]] = []
    fields = [one.ref if isinstance(one, Bucket) else one for one in query.group_by]
    for one in query.order:
        if one.measure is not None:
            target = figures[one.measure]
        elif one.field in fields:
            target = groups[fields.index(one.field)]
        else:
            continue
        order += [target.is_(None), target.desc() if one.descending else target.asc()]
    return order


def _scope(row: ColumnElement[Any], as_of: ColumnElement[Any], system: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """What a group was computed from: how many rows, how old, from which systems."""
    return [
        func.count(distinct(row)).label("counted"),
        func.max(as_of).label("as_of"),
        func.min(system).label("system"),
        func.max(system).label("other_system"),
    ]


def _figures_result(
    connection: Connection,
    compiler: Compiler,
    query: RecordQuery,
    shown: list[Column],
    found: Sequence[Any],
    statement: Select[Any],
) -> Result:
    rows = [tuple(map(plain, row[: len(shown)], shown)) for row in found]
    scopes = [row[len(shown) :] for row in found]
    counted = sum(int(number or 0) for number, *_ in scopes)
    as_of = max((moment for _, moment, *_ in scopes if moment is not None), default=None)
    systems = sorted({system for _, _, *both in scopes for system in both if system is not None})
    currency_at = [i for i, column in enumerate(shown) if column.name == "currency"]
    currencies = tuple(sorted({row[i] for row in rows for i in currency_at if row[i] is not None}))
    grouped = [one for one in query.group_by if isinstance(one, FieldRef) and one.name == "currency"]
    if currency_at and not grouped and len({tuple(row[i] for i in currency_at) for row in rows}) <= 1:
        rows = [tuple(value for i, value in enumerate(row) if i not in currency_at) for row in rows]
        shown = [column for i, column in enumerate(shown) if i not in currency_at]
    total = len(rows)
    if query.limit is not None:
        rows = _best(rows, query)
        statement = statement.limit(len(rows))
    sql = sql_of(connection, statement)
    entity = ENTITIES[query.base]
    system = ", ".join(systems) or "the store"
    single = currencies[0] if len(currencies) == 1 else None
    labels = [(column.label, column.type) for column in shown]
    said = "; ".join(
        say_row(labels, row, currency_in(shown, row) or single, bare_first=bool(query.group_by)) for row in rows
    )
    noun = entity.singular if counted == 1 else entity.plural
    evidence = Evidence(
        id=f"{'metric' if query.metric else 'figure'}:{hashlib.sha256(sql.encode()).hexdigest()[:12]}",
        kind="metric" if query.metric else "record",
        account=None,
        source=f"{system}: {query.metric or 'computed'} over {counted:,} {noun}",
        link=None,
        as_of=aware(as_of),
        span=f"{said or 'none'} (over {counted} {noun})",
    )
    return Result(query, tuple(shown), tuple(rows), total, sql, (evidence,), currencies)


def _best(rows: list[tuple[Any, ...]], query: RecordQuery) -> list[tuple[Any, ...]]:
    """The first rows of a ranking, with those that are level with the last of them."""
    assert query.limit is not None
    by = next((one.measure for one in query.order if one.measure is not None), None)
    if by is None or len(rows) <= query.limit:
        return rows[: query.limit]
    place = by - len(query.measures)
    last = rows[query.limit - 1][place]
    return [row for position, row in enumerate(rows) if position < query.limit or row[place] == last]


def _run_median(
    connection: Connection,
    compiler: Compiler,
    query: RecordQuery,
    statement: Statement,
    groups: list[ColumnElement[Any]],
    ids: list[ColumnElement[Any]],
    where: list[ColumnElement[bool]],
    shown: list[Column],
) -> Result:
    """The middle value per group: rows are numbered inside their group, and the one or two in the middle averaged."""
    measure = query.measures[0]
    assert measure.field is not None
    value = statement.column(measure.field)
    parts = [column.label(f"g{i}") for i, column in enumerate([*groups, *ids])]
    place = func.row_number().over(partition_by=[*groups, *ids] or None, order_by=value)
    size = func.count(value).over(partition_by=[*groups, *ids] or None)
    table = statement.table
    inner = (
        select(
            *parts,
            value.label("v"),
            place.label("place"),
            size.label("size"),
            table.c.id.label("row"),
            table.c.as_of.label("as_of"),
            table.c.source_system.label("system"),
        )
        .select_from(statement.source)
        .where(*where, value.is_not(None))
        .subquery()
    )
    middle = case((inner.c.place.between(inner.c.size / 2.0, inner.c.size / 2.0 + 1), inner.c.v))
    keys = [inner.c[f"g{i}"] for i in range(len(parts))]
    shown_keys = keys[: len(groups)]
    figure = func.avg(middle)
    labelled = [column.label(f"c{i}") for i, column in enumerate([*shown_keys, figure])]
    chosen: Select[Any] = select(*labelled, *_scope(inner.c.row, inner.c.as_of, inner.c.system))
    if keys:
        chosen = chosen.group_by(*keys)
    for having in query.having:
        chosen = chosen.having(operate(figure, having.op, having.value))
    chosen = chosen.order_by(*_figure_order(query, shown_keys, [figure]), *keys).limit(_FIGURE_LIMIT)
    return _figures_result(connection, compiler, query, shown, connection.execute(chosen).all(), chosen)


def _money_tables(catalog: Catalog, query: RecordQuery) -> list[tuple[str, ...]]:
    """The steps to every table whose currency keeps the amounts of the measures apart, but for those grouped by."""
    refs = [one.field for one in query.measures if one.function not in _COUNTS and one.field is not None]
    tables = dict.fromkeys(ref.steps for ref in refs if _has_currency(catalog, query.base, ref))
    return [steps for steps in tables if FieldRef(steps, "currency") not in query.group_by]


def _currency_of(
    compiler: Compiler, statement: Statement, steps: tuple[str, ...], query: RecordQuery
) -> ColumnElement[Any]:
    """The currency that keeps amounts apart. Beside a count, a row that has neither amount nor currency belongs to the
    one currency that the store uses, if it uses but one."""
    table = statement.at(steps)
    amounts = [one.field for one in query.measures if one.field is not None and one.field.steps == steps]
    if not any(one.function == "count" for one in query.measures):
        return table.c.currency
    name = compiler.catalog.table_at(query.base, steps)
    all_rows = READ[name].alias()
    only = (
        select(func.min(all_rows.c.currency))
        .where(visible(all_rows, name, compiler.labels))
        .having(func.count(distinct(all_rows.c.currency)) == 1)
        .scalar_subquery()
    )
    empty = and_(table.c.currency.is_(None), *(statement.column(one).is_(None) for one in amounts))
    return case((empty, only), else_=table.c.currency)


def _has_currency(catalog: Catalog, base: str, ref: FieldRef) -> bool:
    table = READ[catalog.table_at(base, ref.steps)]
    return catalog.resolve(base, ref).type == "money" and "currency" in table.c


def _one_currency(statement: Statement, measure: Measure) -> list[ColumnElement[bool]]:
    """That both amounts of a ratio are in one currency, where they stand in two tables."""
    above, below = measure.field, measure.per
    catalog = statement.compiler.catalog
    if above is None or below is None or above.steps == below.steps:
        return []
    if not all(_has_currency(catalog, statement.base, ref) for ref in (above, below)):
        return []
    upper, lower = (statement.at(ref.steps).c.currency for ref in (above, below))
    return [or_(upper == lower, and_(upper.is_(None), lower.is_(None)))]


def _type(catalog: Catalog, query: RecordQuery, ref: FieldRef | None) -> FieldType:
    assert ref is not None
    return catalog.resolve(query.base, ref).type


def _figure_type(catalog: Catalog, query: RecordQuery, measure: Measure) -> FieldType:
    if measure.function in _COUNTS:
        return "integer"
    if measure.function == "share" or measure.rows is not None:
        return "number"
    kind = _type(catalog, query, measure.field)
    if measure.per is not None:
        return "money" if kind == "money" else "number"
    return "number" if kind in ("integer", "year") and measure.function in ("avg", "median") else kind
