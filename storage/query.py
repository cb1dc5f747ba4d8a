"""Questions to the account store as data, compiled to one SQL statement each and run under an audience.

A query has one base table. Fields of other tables are reached by to-one relations alone (outer joins), so a row is
never counted twice; what is to-many appears as a condition (`Related`: exists, does not exist, at least n), never as
a join. The audience filters base rows, joined rows (they read as empty) and related rows inside the statement.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    cast,
    distinct,
    extract,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    types,
)
from sqlalchemy.sql.selectable import NamedFromClause

from storage.catalog import COMPUTED, ENTITIES, RELATIONS, Catalog, Field, FieldRef, FieldType
from storage.evidence import Evidence
from storage.tables import IMPORTED
from storage.wording import say_row

ROW_LIMIT = 200


@dataclass(frozen=True)
class Compare:
    """`ref op value`, where op is eq, ne, lt, le, gt, ge, contains, empty or filled; several values mean any of them
    (for `ne`: none of them)."""

    ref: FieldRef
    op: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class During:
    """`start <= ref < end`; either end may be open."""

    ref: FieldRef
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True)
class Among:
    """The row behind `steps` (the base row itself when empty) is one of `ids`."""

    steps: tuple[str, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Related:
    """The number of rows of `table` that belong to the base row and fulfil `where` compares with `count`."""

    table: str
    where: tuple[Condition, ...]
    op: str = "ge"
    count: int = 1
    by_account: bool = False
    """Rows of the same account, though the table could say which base row they belong to."""


@dataclass(frozen=True)
class AnyOf:
    conditions: tuple[Condition, ...]


Condition = Compare | During | Among | Related | AnyOf


@dataclass(frozen=True)
class Measure:
    """A figure over rows. `share` is the part of rows that fulfil `of`; `per` makes a ratio of two sums."""

    function: str
    """count, sum, avg, min, max, median or share"""
    label: str
    field: FieldRef | None = None
    per: FieldRef | None = None
    of: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Bucket:
    """A moment or date by calendar unit."""

    ref: FieldRef
    unit: str
    """year, quarter or month"""


@dataclass(frozen=True)
class Order:
    """By a field, by the ratio of two fields, or by the measure at `measure`."""

    descending: bool
    field: FieldRef | None = None
    per: FieldRef | None = None
    measure: int | None = None
    empty_first: bool = False


@dataclass(frozen=True)
class Having:
    measure: int
    op: str
    value: float


@dataclass(frozen=True)
class RecordQuery:
    """A list of rows (`select`) or figures over them (`measures`, by `group_by`)."""

    base: str
    where: tuple[Condition, ...] = ()
    select: tuple[FieldRef, ...] = ()
    measures: tuple[Measure, ...] = ()
    group_by: tuple[FieldRef | Bucket, ...] = ()
    having: tuple[Having, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = None
    metric: str | None = None
    skip_empty_groups: bool = False


@dataclass(frozen=True)
class Column:
    label: str
    type: FieldType
    name: str | None = None


@dataclass(frozen=True)
class Result:
    """Rows in order. `total` counts all that matched, `evidence[i]` carries row i of a list, `evidence[0]` all rows
    of a table of figures; `currencies` are those met where amounts were added or compared."""

    query: RecordQuery
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int
    sql: str
    evidence: tuple[Evidence, ...]
    currencies: tuple[str, ...] = ()


_GUARDS: dict[str, tuple[str, ...]] = {
    "contacts": ("account",),
    "leads": ("account",),
    "opportunities": ("account",),
    "opportunity_changes": ("opportunity",),
    "deal_roles": ("opportunity", "contact"),
    "contracts": ("account", "opportunity"),
    "activities": ("account", "opportunity", "contact"),
    "campaign_invitations": ("contact",),
    "support_cases": ("account", "contact"),
    "list_memberships": ("account",),
    "intent_signals": ("account",),
    "technographics": ("account",),
    "consents": ("contact",),
}
"""Whoever may not see the row behind one of these relations may not see the row either."""


def visible(table: FromClause, name: str, labels: Sequence[str]) -> ColumnElement[bool]:
    """The rows of `name` (as `table`) that carry one of `labels`, and whose account, deal and contact do too."""
    conditions: list[ColumnElement[bool]] = [table.c.visibility.in_(labels)]
    for step in _GUARDS.get(name, ()):
        relation = RELATIONS[(name, step)]
        target = IMPORTED[relation.target].__table__.alias()
        hidden = select(target.c.id).where(not_(visible(target, relation.target, labels)))
        column = table.c[relation.column]
        conditions.append(or_(column.is_(None), column.not_in(hidden)))
    return and_(*conditions)


class _Statement:
    """One base table with the joins that its fields need."""

    def __init__(self, compiler: Compiler, base: str) -> None:
        self.compiler = compiler
        self.base = base
        self.table: NamedFromClause = IMPORTED[base].__table__.alias()
        self.joins: dict[tuple[str, ...], NamedFromClause] = {(): self.table}
        self.source: FromClause = self.table

    def at(self, steps: tuple[str, ...]) -> NamedFromClause:
        """The table behind `steps`, joined once."""
        if steps not in self.joins:
            before = self.at(steps[:-1])
            relation = RELATIONS[(self.compiler.catalog.table_at(self.base, steps[:-1]), steps[-1])]
            table = IMPORTED[relation.target].__table__.alias()
            seen = visible(table, relation.target, self.compiler.labels)
            self.source = self.source.outerjoin(table, and_(before.c[relation.column] == table.c.id, seen))
            self.joins[steps] = table
        return self.joins[steps]

    def column(self, ref: FieldRef) -> ColumnElement[Any]:
        table = self.at(ref.steps)
        field = self.compiler.catalog.resolve(self.base, ref)
        if field.custom:
            return _custom(table, field)
        if f"{field.table}.{field.name}" in COMPUTED:
            return self.compiler.computed(table, field)
        return table.c[field.name]

    def condition(self, condition: Condition) -> ColumnElement[bool]:
        if isinstance(condition, AnyOf):
            return or_(*(self.condition(one) for one in condition.conditions))
        if isinstance(condition, Among):
            return self.at(condition.steps).c.id.in_(condition.ids)
        if isinstance(condition, Related):
            return self.related(condition)
        column = self.column(condition.ref)
        field = self.compiler.catalog.resolve(self.base, condition.ref)
        if isinstance(condition, During):
            return _during(column, field, condition)
        return _compare(column, field, condition)

    def related(self, condition: Related) -> ColumnElement[bool]:
        inner = _Statement(self.compiler, condition.table)
        link = self.compiler.link(self, inner, by_account=condition.by_account)
        where = and_(link, visible(inner.table, inner.base, self.compiler.labels), true())
        where = and_(where, *(inner.condition(one) for one in condition.where))
        if (condition.op, condition.count) in (("ge", 1), ("gt", 0)):
            return select(inner.table.c.id).select_from(inner.source).where(where).correlate(*self.tables()).exists()
        if (condition.op, condition.count) in (("eq", 0), ("lt", 1), ("le", 0)):
            return not_(
                select(inner.table.c.id).select_from(inner.source).where(where).correlate(*self.tables()).exists()
            )
        counted = select(func.count(inner.table.c.id)).select_from(inner.source).where(where)
        return _operate(counted.correlate(*self.tables()).scalar_subquery(), condition.op, condition.count)

    def tables(self) -> list[NamedFromClause]:
        return list(self.joins.values())


class Compiler:
    """Turns a RecordQuery into a statement for one store, audience and moment."""

    def __init__(self, catalog: Catalog, labels: Sequence[str], now: dt.datetime, dialect: str) -> None:
        self.catalog = catalog
        self.labels = tuple(labels)
        self.now = now
        self.dialect = dialect

    def link(self, outer: _Statement, inner: _Statement, *, by_account: bool = False) -> ColumnElement[bool]:
        """How a row of the inner table belongs to a row of the outer: directly, or by one account."""
        way = self.catalog.path(inner.base, outer.base)
        if way and not by_account:
            relation = RELATIONS[(self.catalog.table_at(inner.base, way[:-1]), way[-1])]
            return inner.at(way[:-1]).c[relation.column] == outer.table.c.id
        ours = self.catalog.path(outer.base, "accounts")
        theirs = self.catalog.path(inner.base, "accounts")
        if ours is None or theirs is None:
            raise ValueError(f"{inner.base} do not belong to {outer.base}")
        return _key(inner, theirs) == _key(outer, ours)

    def computed(self, table: NamedFromClause, field: Field) -> ColumnElement[Any]:
        if field.name == "tier":
            member = IMPORTED["list_memberships"].__table__.alias()
            today = self.now.date()
            return (
                select(member.c.tier)
                .where(
                    member.c.account_id == table.c.id,
                    member.c.visibility.in_(self.labels),
                    or_(member.c.from_date.is_(None), member.c.from_date <= today),
                    or_(member.c.to_date.is_(None), member.c.to_date > today),
                    member.c.tier.is_not(None),
                )
                .order_by(member.c.from_date.desc(), member.c.id.desc())
                .limit(1)
                .correlate(table)
                .scalar_subquery()
            )
        if field.name == "last_activity":
            activity = IMPORTED["activities"].__table__.alias()
            key = activity.c.account_id if field.table == "accounts" else activity.c.contact_id
            return (
                select(func.max(activity.c.occurred_at))
                .where(key == table.c.id, activity.c.occurred_at <= self.now, activity.c.visibility.in_(self.labels))
                .correlate(table)
                .scalar_subquery()
            )
        if field.name == "cycle_days":
            if self.dialect == "sqlite":
                days = func.julianday(table.c.close_date) - func.julianday(func.date(table.c.created_at))
                return cast(days, types.Integer)
            return extract("day", cast(table.c.close_date, types.DateTime) - func.date_trunc("day", table.c.created_at))
        raise ValueError(f"{field.table}.{field.name} is not computed")

    def bucket(self, column: ColumnElement[Any], unit: str) -> ColumnElement[Any]:
        """`2026`, `2026-Q3` or `2026-07`."""
        if self.dialect != "sqlite":
            pattern = {"year": "YYYY", "quarter": 'YYYY-"Q"Q', "month": "YYYY-MM"}[unit]
            return func.to_char(column, pattern)
        if unit == "quarter":
            quarter = (cast(func.strftime("%m", column), types.Integer) + 2) / 3
            return func.strftime("%Y-Q", column) + cast(cast(quarter, types.Integer), types.String)
        return func.strftime("%Y" if unit == "year" else "%Y-%m", column)

    def measure(self, statement: _Statement, measure: Measure) -> ColumnElement[Any]:
        if measure.function == "count":
            return func.count(
                distinct(statement.table.c.id) if measure.field is None else statement.column(measure.field)
            )
        if measure.function == "share":
            hit = and_(true(), *(statement.condition(one) for one in measure.of))
            return func.avg(case((hit, 1.0), else_=0.0))
        assert measure.field is not None
        column = statement.column(measure.field)
        if measure.per is not None:
            below = statement.column(measure.per)
            both = and_(column.is_not(None), below.is_not(None), below != 0)
            above = func.sum(case((both, column)))
            return above * 1.0 / func.nullif(func.sum(case((both, below))), 0)
        aggregate: ColumnElement[Any] = getattr(func, measure.function)(column)
        return aggregate


def run(
    connection: Connection, catalog: Catalog, labels: Sequence[str], query: RecordQuery, now: dt.datetime
) -> Result:
    """Run one query under the labels an audience may see. `now` dates what is "current"."""
    compiler = Compiler(catalog, labels, now, connection.dialect.name)
    if query.measures:
        return _run_figures(connection, compiler, query)
    return _run_list(connection, compiler, query)


# --- lists ----------------------------------------------------------------------------------------------------------


def _run_list(connection: Connection, compiler: Compiler, query: RecordQuery) -> Result:
    catalog = compiler.catalog
    statement = _Statement(compiler, query.base)
    columns = [statement.column(ref) for ref in query.select]
    where = [visible(statement.table, query.base, compiler.labels), *map(statement.condition, query.where)]
    order, extra = _list_order(statement, query)
    account_way = catalog.path(query.base, "accounts")
    account = statement.at(account_way).c.name if account_way is not None else literal(None)
    table = statement.table
    meta = [table.c.id, table.c.source_system, table.c.link, table.c.as_of, account]
    listed = [*columns, *extra]
    chosen: Select[Any] = select(*[column.label(f"c{i}") for i, column in enumerate([*listed, *meta])])
    chosen = chosen.select_from(statement.source).where(*where).order_by(*order, table.c.id)
    limit = min(query.limit or ROW_LIMIT, ROW_LIMIT)
    found = connection.execute(chosen.limit(limit)).all()
    total = len(found)
    if total == limit:
        counted = select(func.count(table.c.id)).select_from(statement.source).where(*where)
        total = int(connection.execute(counted).scalar() or 0)
    shown = [_column(catalog, query.base, ref) for ref in query.select]
    if extra:
        first = query.order[0]
        assert first.field is not None and first.per is not None
        upper, lower = (catalog.resolve(query.base, ref) for ref in (first.field, first.per))
        shown.append(Column(f"{upper.label} per {lower.label.removesuffix('s')}", "number"))
    rows = tuple(tuple(map(_plain, row[: len(listed)], shown)) for row in found)
    evidence = tuple(
        _row_evidence(query, shown, row, found_row[len(listed) :]) for row, found_row in zip(rows, found, strict=True)
    )
    return Result(query, tuple(shown), rows, total, _sql(connection, chosen), evidence)


def _list_order(statement: _Statement, query: RecordQuery) -> tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]:
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
        span=say_row([(column.label, column.type) for column in columns], row, _currency(columns, row)),
    )


def _currency(columns: Sequence[Column], row: Sequence[Any]) -> str | None:
    for column, value in zip(columns, row, strict=True):
        if column.name == "currency":
            return str(value) if value else None
    return None


# --- figures --------------------------------------------------------------------------------------------------------


def _run_figures(connection: Connection, compiler: Compiler, query: RecordQuery) -> Result:
    catalog = compiler.catalog
    statement = _Statement(compiler, query.base)
    groups: list[ColumnElement[Any]] = []
    keys: list[ColumnElement[Any]] = []
    shown: list[Column] = []
    for group in query.group_by:
        ref = group.ref if isinstance(group, Bucket) else group
        column = statement.column(ref)
        if isinstance(group, Bucket):
            column = compiler.bucket(column, group.unit)
            shown.append(Column(group.unit, "text"))
        else:
            shown.append(_column(catalog, query.base, ref))
            table = catalog.table_at(query.base, ref.steps)
            if ref.name == ENTITIES[table].title:
                keys.append(statement.at(ref.steps).c.id)  # two of one name are two
        groups.append(column)
    money = [one for one in query.measures if one.field and _is_money(catalog, query, one)]
    currency = _currency_column(statement, money[0].field) if money and money[0].field else None
    if currency is not None:
        groups.append(currency)
        shown.append(Column("currency", "text", "currency"))
    figures = [compiler.measure(statement, one) for one in query.measures]
    shown += [Column(one.label, _figure_type(catalog, query, one)) for one in query.measures]
    where = [visible(statement.table, query.base, compiler.labels), *map(statement.condition, query.where)]
    if query.skip_empty_groups:
        where += [group.is_not(None) for group in groups[: len(query.group_by)]]
    if any(one.function == "median" for one in query.measures):
        return _run_median(connection, compiler, query, statement, groups, where, shown)
    labelled = [column.label(f"c{i}") for i, column in enumerate([*groups, *figures])]
    chosen: Select[Any] = select(
        *labelled, func.count(distinct(statement.table.c.id)), func.max(statement.table.c.as_of)
    )
    chosen = chosen.select_from(statement.source).where(*where)
    if groups:
        chosen = chosen.group_by(*groups, *keys)
    for having in query.having:
        chosen = chosen.having(_operate(figures[having.measure], having.op, having.value))
    order: list[ColumnElement[Any]] = []
    for one in query.order:
        target = figures[one.measure] if one.measure is not None else groups[0]
        order += [target.is_(None), target.desc() if one.descending else target.asc()]
    chosen = chosen.order_by(*order, *groups)
    found = connection.execute(chosen.limit(5000)).all()
    return _figures_result(connection, compiler, query, shown, found, chosen)


def _figures_result(
    connection: Connection,
    compiler: Compiler,
    query: RecordQuery,
    shown: list[Column],
    found: Sequence[Any],
    statement: Select[Any],
) -> Result:
    rows = [tuple(map(_plain, row[: len(shown)], shown)) for row in found]
    counted = sum(int(row[len(shown)] or 0) for row in found)
    as_of = max((row[len(shown) + 1] for row in found if row[len(shown) + 1] is not None), default=None)
    money_at = [i for i, column in enumerate(shown) if column.type == "money"]
    currencies: tuple[str, ...] = ()
    where_currency = next((i for i, column in enumerate(shown) if column.name == "currency"), None)
    if where_currency is not None:
        if money_at and not all(one.function == "count" for one in query.measures):
            rows = [row for row in rows if row[where_currency] is not None or any(row[i] is not None for i in money_at)]
        met = {row[where_currency] for row in rows if row[where_currency] is not None}
        currencies = tuple(sorted(met))
        if len({row[where_currency] for row in rows}) <= 1:
            rows = [(*row[:where_currency], *row[where_currency + 1 :]) for row in rows]
            shown = [*shown[:where_currency], *shown[where_currency + 1 :]]
    total = len(rows)
    if query.limit is not None:
        rows = rows[: query.limit]
    sql = _sql(connection, statement)
    entity = ENTITIES[query.base]
    system = connection.execute(select(IMPORTED[query.base].__table__.c.source_system).limit(1)).scalar() or "the store"
    single = currencies[0] if len(currencies) == 1 else None
    labels = [(column.label, column.type) for column in shown]
    said = "; ".join(
        say_row(labels, row, _currency(shown, row) or single, bare_first=bool(query.group_by)) for row in rows
    )
    noun = entity.singular if counted == 1 else entity.plural
    evidence = Evidence(
        id=f"{'metric' if query.metric else 'figure'}:{hashlib.sha256(sql.encode()).hexdigest()[:12]}",
        kind="metric" if query.metric else "record",
        account=None,
        source=f"{system}: {query.metric or 'computed'} over {counted:,} {noun}",
        link=None,
        as_of=_aware(as_of),
        span=f"{said or 'none'} (over {counted} {noun})",
    )
    return Result(query, tuple(shown), tuple(rows), total, sql, (evidence,), currencies)


def _run_median(
    connection: Connection,
    compiler: Compiler,
    query: RecordQuery,
    statement: _Statement,
    groups: list[ColumnElement[Any]],
    where: list[ColumnElement[bool]],
    shown: list[Column],
) -> Result:
    """The middle value per group: rows are numbered inside their group, and the one or two in the middle averaged."""
    measure = query.measures[0]
    assert measure.field is not None
    value = statement.column(measure.field)
    labelled = [group.label(f"g{i}") for i, group in enumerate(groups)]
    place = func.row_number().over(partition_by=groups or None, order_by=value)
    size = func.count(value).over(partition_by=groups or None)
    inner = (
        select(
            *labelled,
            value.label("v"),
            place.label("place"),
            size.label("size"),
            statement.table.c.id.label("row"),
            statement.table.c.as_of.label("as_of"),
        )
        .select_from(statement.source)
        .where(*where, value.is_not(None))
        .subquery()
    )
    middle = case((inner.c.place.between(inner.c.size / 2.0, inner.c.size / 2.0 + 1), inner.c.v))
    keys = [inner.c[f"g{i}"] for i in range(len(groups))]
    figure = func.avg(middle)
    chosen: Select[Any] = select(*keys, figure, func.count(distinct(inner.c.row)), func.max(inner.c.as_of))
    if keys:
        chosen = chosen.group_by(*keys)
    for having in query.having:
        chosen = chosen.having(_operate(figure, having.op, having.value))
    for one in query.order:
        target = figure if one.measure is not None else keys[0]
        chosen = chosen.order_by(target.desc() if one.descending else target.asc())
    chosen = chosen.order_by(*keys)
    return _figures_result(connection, compiler, query, shown, connection.execute(chosen).all(), chosen)


def _is_money(catalog: Catalog, query: RecordQuery, measure: Measure) -> bool:
    return bool(measure.field) and measure.function != "count" and _type(catalog, query, measure.field) == "money"


def _type(catalog: Catalog, query: RecordQuery, ref: FieldRef | None) -> FieldType:
    assert ref is not None
    return catalog.resolve(query.base, ref).type


def _currency_column(statement: _Statement, ref: FieldRef) -> ColumnElement[Any] | None:
    table = statement.at(ref.steps)
    return table.c.currency if "currency" in table.c else None


def _figure_type(catalog: Catalog, query: RecordQuery, measure: Measure) -> FieldType:
    if measure.function == "count":
        return "integer"
    if measure.function == "share":
        return "number"
    kind = _type(catalog, query, measure.field)
    if measure.per is not None:
        return "money" if kind == "money" else "number"
    return "number" if kind == "integer" and measure.function in ("avg", "median") else kind


# --- columns and comparisons ----------------------------------------------------------------------------------------


def _key(statement: _Statement, way: tuple[str, ...]) -> ColumnElement[Any]:
    if not way:
        return statement.table.c.id
    relation = RELATIONS[(statement.compiler.catalog.table_at(statement.base, way[:-1]), way[-1])]
    return statement.at(way[:-1]).c[relation.column]


def _column(catalog: Catalog, base: str, ref: FieldRef) -> Column:
    field = catalog.resolve(base, ref)
    table = catalog.table_at(base, ref.steps)
    label = field.label
    if ref.steps and ref.name == ENTITIES[table].title:
        label = {"person": "by"}.get(ref.steps[-1], ref.steps[-1])
    elif not ref.steps and ref.name == ENTITIES[base].title == "name":
        label = ENTITIES[base].singular
    return Column(label, field.type, ref.name)


def _custom(table: NamedFromClause, field: Field) -> ColumnElement[Any]:
    value = table.c.custom[field.name]
    readers = {
        "integer": value.as_integer,
        "number": value.as_float,
        "money": value.as_float,
        "boolean": value.as_boolean,
    }
    read: ColumnElement[Any] = readers.get(field.type, value.as_string)()
    return read


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
}


def _operate(column: ColumnElement[Any], op: str, value: Any) -> ColumnElement[bool]:
    compared: ColumnElement[bool] = _OPERATORS[op](column, value)
    return compared


def _compare(column: ColumnElement[Any], field: Field, condition: Compare) -> ColumnElement[bool]:
    op, values = condition.op, condition.values
    if op == "empty":
        return column.is_(None)
    if op == "filled":
        return column.is_not(None)
    if op == "contains":
        return or_(false(), *(column.icontains(str(value), autoescape=True) for value in values))
    if op in ("eq", "ne"):
        if field.type == "text" and not field.custom and field.name not in ("currency",):
            equal: ColumnElement[bool] = column.in_(values)
        else:
            equal = column.in_(values) if len(values) > 1 else column == values[0]
        return equal if op == "eq" else or_(column.is_(None), not_(equal))
    value = values[0]
    if isinstance(value, dt.date) and (field.custom or field.type == "moment"):
        value = value.isoformat() if field.custom else dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    return _operate(column, op, value)


def _during(column: ColumnElement[Any], field: Field, condition: During) -> ColumnElement[bool]:
    ends: list[Any] = [condition.start, condition.end]
    if field.type == "moment":
        ends = [end and dt.datetime(end.year, end.month, end.day, tzinfo=dt.UTC) for end in ends]
    elif field.custom:
        ends = [end and end.isoformat() for end in ends]
    parts = [column >= ends[0]] if ends[0] is not None else []
    if ends[1] is not None:
        parts.append(column < ends[1])
    return and_(true(), *parts)


def _plain(value: Any, column: Column) -> Any:
    """A value as Python has it: dates kept as text in custom fields become dates, lists become text."""
    if value is None:
        return None
    if column.type == "moment":
        return _aware(value)
    if column.type == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value[:10])
    if column.type == "list":
        return ", ".join(map(str, value)) or None
    return value


def _aware(value: Any) -> dt.datetime | None:
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=dt.UTC)
    return value  # type: ignore[no-any-return]


def _sql(connection: Connection, statement: Select[Any]) -> str:
    """The statement with its values written in, for people to read and run."""
    return str(statement.compile(connection, compile_kwargs={"literal_binds": True}))


# --- plans as JSON --------------------------------------------------------------------------------------------------

_TYPES = {
    one.__name__: one
    for one in (RecordQuery, Compare, During, Among, Related, AnyOf, Measure, Bucket, Order, Having, FieldRef)
}


def to_json(value: Any) -> Any:
    """A query as JSON values; `from_json` makes it again."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"_": type(value).__name__, **{one.name: to_json(getattr(value, one.name)) for one in fields(value)}}
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, dt.date):
        return {"_": "date", "iso": value.isoformat()}
    return value


def from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(from_json(one) for one in value)
    if not isinstance(value, dict):
        return value
    if value["_"] == "date":
        return dt.date.fromisoformat(value["iso"])
    kind = _TYPES[value["_"]]
    return kind(**{key: from_json(one) for key, one in value.items() if key != "_"})
