"""Questions to the account store as data, compiled to one SQL statement each and run under an audience.

A query has one base table. Fields of other tables are reached by to-one relations alone (outer joins), so a row is
never counted twice; what is to-many appears as a condition (`Related`: exists, does not exist, at least n), never as
a join. The audience filters base rows, joined rows (they read as empty) and related rows inside the statement.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
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
    null,
    or_,
    select,
    true,
    types,
)
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.selectable import NamedFromClause

from storage.catalog import COMPUTED, ENTITIES, RELATIONS, Catalog, Field, FieldRef, FieldType
from storage.evidence import Evidence
from storage.tables import IMPORTED
from storage.wording import say_row

ROW_LIMIT = 200
_COUNTS = frozenset({"count", "distinct"})
_FIGURE_LIMIT = 5000


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


@dataclass(frozen=True)
class NoneOf:
    """Not one of `conditions` is known to hold: a row that says nothing about them fulfils it."""

    conditions: tuple[Condition, ...]


Condition = Compare | During | Among | Related | AnyOf | NoneOf


@dataclass(frozen=True)
class Measure:
    """A figure over rows. `share` is the part of rows that fulfil `of`, or of their `field`, or one sum as a part of
    another (`per`); otherwise `per` makes a ratio of two sums. `rows` measures how many of them each base row has."""

    function: str
    """count, distinct, sum, avg, min, max, median or share"""
    label: str
    field: FieldRef | None = None
    per: FieldRef | None = None
    of: tuple[Condition, ...] = ()
    rows: Related | None = None


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
        self.linked = False
        """Whether rows are reached by a link from another statement, which conditions are not to compete with."""

    def at(self, steps: tuple[str, ...]) -> NamedFromClause:
        """The table behind `steps`, joined once."""
        if steps not in self.joins:
            before = self.at(steps[:-1])
            relation = RELATIONS[(self.compiler.catalog.table_at(self.base, steps[:-1]), steps[-1])]
            table = IMPORTED[relation.target].__table__.alias()
            seen = visible(table, relation.target, self.compiler.labels)
            key = self._beside_link(before.c[relation.column])
            self.source = self.source.outerjoin(table, and_(key == table.c.id, seen))
            self.joins[steps] = table
        return self.joins[steps]

    def column(self, ref: FieldRef) -> ColumnElement[Any]:
        table = self.at(ref.steps)
        field = self.compiler.catalog.resolve(self.base, ref)
        if field.custom:
            return _custom(table, field)
        if f"{field.table}.{field.name}" in COMPUTED:
            return self.compiler.computed(table, field)
        return self._beside_link(table.c[field.name])

    def _beside_link(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column as a condition on linked rows names it. One row links to few, however many an index on the column
        finds; SQLite has no statistics to know that, and `+` takes the index from its choice."""
        if not self.linked or self.compiler.dialect != "sqlite":
            return column
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type)

    def condition(self, condition: Condition) -> ColumnElement[bool]:
        if isinstance(condition, AnyOf):
            return or_(*(self.condition(one) for one in condition.conditions))
        if isinstance(condition, NoneOf):
            return and_(true(), *(not_(func.coalesce(self.condition(one), false())) for one in condition.conditions))
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
        inner, where = self._belonging(condition)
        if (condition.op, condition.count) in (("ge", 1), ("gt", 0)):
            return select(inner.table.c.id).select_from(inner.source).where(where).correlate(*self.tables()).exists()
        if (condition.op, condition.count) in (("eq", 0), ("lt", 1), ("le", 0)):
            return not_(
                select(inner.table.c.id).select_from(inner.source).where(where).correlate(*self.tables()).exists()
            )
        return _operate(self.counted(condition), condition.op, condition.count)

    def counted(self, condition: Related) -> ColumnElement[Any]:
        """How many rows belong to a base row."""
        inner, where = self._belonging(condition)
        counted = select(func.count(inner.table.c.id)).select_from(inner.source).where(where)
        return counted.correlate(*self.tables()).scalar_subquery()

    def _belonging(self, condition: Related) -> tuple[_Statement, ColumnElement[bool]]:
        inner = _Statement(self.compiler, condition.table)
        link = self.compiler.link(self, inner, by_account=condition.by_account)
        inner.linked = True
        where = and_(link, visible(inner.table, inner.base, self.compiler.labels), true())
        return inner, and_(where, *(inner.condition(one) for one in condition.where))

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
                    visible(member, "list_memberships", self.labels),
                    or_(member.c.from_date.is_(None), member.c.from_date <= today),
                    or_(member.c.to_date.is_(None), member.c.to_date > today),
                    member.c.tier.is_not(None),
                )
                .order_by(member.c.from_date.desc().nulls_last(), member.c.id.desc())
                .limit(1)
                .correlate(table)
                .scalar_subquery()
            )
        if field.name == "last_activity":
            activity = IMPORTED["activities"].__table__.alias()
            key = activity.c.account_id if field.table == "accounts" else activity.c.contact_id
            return (
                select(func.max(activity.c.occurred_at))
                .where(
                    key == table.c.id,
                    activity.c.occurred_at <= self.now,
                    activity.c.done.is_not(False),
                    visible(activity, "activities", self.labels),
                )
                .correlate(table)
                .scalar_subquery()
            )
        if field.name == "cycle_days":
            days: ColumnElement[Any]
            if self.dialect == "sqlite":
                between = func.julianday(table.c.close_date) - func.julianday(func.date(table.c.created_at))
                days = cast(between, types.Integer)
            else:
                closed = cast(table.c.close_date, types.DateTime)
                days = extract("day", closed - func.date_trunc("day", table.c.created_at))
            return case((func.coalesce(table.c.status, "") != "open", days))  # what is open has not taken its time yet
        if field.name == "attained":
            return self._won_by_team(table)
        raise ValueError(f"{field.table}.{field.name} is not computed")

    def _won_by_team(self, target: NamedFromClause) -> ColumnElement[Any]:
        """What the team of a target won in its quarter; not known where it won in another currency than the target's,
        for amounts are not converted."""
        deal, owner = IMPORTED["opportunities"].__table__.alias(), IMPORTED["people"].__table__.alias()
        foreign = func.sum(case((deal.c.currency != target.c.currency, 1), else_=0))
        return (
            select(case((func.coalesce(foreign, 0) == 0, func.coalesce(func.sum(deal.c.amount), 0))))
            .select_from(deal.join(owner, deal.c.owner_id == owner.c.id))
            .where(
                owner.c.team == target.c.team,
                self.bucket(deal.c.close_date, "quarter") == target.c.quarter,
                deal.c.status == "won",
                visible(deal, "opportunities", self.labels),
                visible(owner, "people", self.labels),
            )
            .correlate(target)
            .scalar_subquery()
        )

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


def _with_ties(
    chosen: Select[Any], order: Sequence[ColumnElement[Any]], row: ColumnElement[Any], limit: int
) -> Select[Any]:
    """The first `limit` rows and those that are level with the last: to cut among equals would name one of them for no
    reason."""
    columns = len(chosen.selected_columns)
    ranked = chosen.add_columns(func.rank().over(order_by=list(order)).label("place"), row.label("row")).subquery()
    best = select(*[ranked.c[f"c{i}"] for i in range(columns)]).where(ranked.c.place <= limit)
    return best.order_by(ranked.c.place, ranked.c.row).limit(ROW_LIMIT)


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
        span=say_row([(column.label, column.type) for column in columns], row, _currency(columns, row), blanks=True),
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
            if ref.name == "name":
                keys.append(statement.at(ref.steps).c.id)  # two of one name are two
        groups.append(column)
    named = len(groups)
    for steps in _money_tables(catalog, query):
        label = " ".join((*steps[-1:], "currency")) if named < len(groups) else "currency"
        groups.append(_currency_of(compiler, statement, steps, query))
        shown.append(Column(label, "text", "currency"))
    figures = [compiler.measure(statement, one) for one in query.measures]
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
        chosen = chosen.having(_operate(figures[having.measure], having.op, having.value))
    chosen = chosen.order_by(*_figure_order(query, groups, figures), *groups, *keys).limit(_FIGURE_LIMIT)
    return _figures_result(connection, compiler, query, shown, connection.execute(chosen).all(), chosen)


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
    rows = [tuple(map(_plain, row[: len(shown)], shown)) for row in found]
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
    sql = _sql(connection, statement)
    entity = ENTITIES[query.base]
    system = ", ".join(systems) or "the store"
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
    statement: _Statement,
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
        chosen = chosen.having(_operate(figure, having.op, having.value))
    chosen = chosen.order_by(*_figure_order(query, shown_keys, [figure]), *keys).limit(_FIGURE_LIMIT)
    return _figures_result(connection, compiler, query, shown, connection.execute(chosen).all(), chosen)


def _money_tables(catalog: Catalog, query: RecordQuery) -> list[tuple[str, ...]]:
    """The steps to every table whose currency keeps the amounts of the measures apart, but for those grouped by."""
    refs = [one.field for one in query.measures if one.function not in _COUNTS and one.field is not None]
    tables = dict.fromkeys(ref.steps for ref in refs if _has_currency(catalog, query.base, ref))
    return [steps for steps in tables if FieldRef(steps, "currency") not in query.group_by]


def _currency_of(
    compiler: Compiler, statement: _Statement, steps: tuple[str, ...], query: RecordQuery
) -> ColumnElement[Any]:
    """The currency that keeps amounts apart. Beside a count, a row that has neither amount nor currency belongs to the
    one currency that the store uses, if it uses but one."""
    table = statement.at(steps)
    amounts = [one.field for one in query.measures if one.field is not None and one.field.steps == steps]
    if not any(one.function == "count" for one in query.measures):
        return table.c.currency
    name = compiler.catalog.table_at(query.base, steps)
    all_rows = IMPORTED[name].__table__.alias()
    only = (
        select(func.min(all_rows.c.currency))
        .where(visible(all_rows, name, compiler.labels))
        .having(func.count(distinct(all_rows.c.currency)) == 1)
        .scalar_subquery()
    )
    empty = and_(table.c.currency.is_(None), *(statement.column(one).is_(None) for one in amounts))
    return case((empty, only), else_=table.c.currency)


def _has_currency(catalog: Catalog, base: str, ref: FieldRef) -> bool:
    table = IMPORTED[catalog.table_at(base, ref.steps)].__table__
    return catalog.resolve(base, ref).type == "money" and "currency" in table.c


def _one_currency(statement: _Statement, measure: Measure) -> list[ColumnElement[bool]]:
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
    op = condition.op
    if field.type == "list":
        return _compare_list(column, condition)
    if op == "empty":
        return column.is_(None)
    if op == "filled":
        return column.is_not(None)
    if op == "contains":
        return or_(false(), *(_contains(column, str(value)) for value in condition.values))
    days = [value for value in condition.values if isinstance(value, dt.date) and not isinstance(value, dt.datetime)]
    if field.type == "moment" and days:
        return _compare_day(column, condition, days)
    values = [_bound(value, field) for value in condition.values]
    if op in ("eq", "ne"):
        equal = column == values[0] if len(values) == 1 else column.in_(values)
        return equal if op == "eq" else or_(column.is_(None), not_(equal))
    return _operate(column, op, values[0])


def _bound(value: Any, field: Field) -> Any:
    """A value as it stands in the column: days of custom fields are kept as text."""
    return value.isoformat() if field.custom and isinstance(value, dt.date) else value


def _compare_day(column: ColumnElement[Any], condition: Compare, days: Sequence[dt.date]) -> ColumnElement[bool]:
    """A moment compared with days: it is on one, or before its first or after its last moment (UTC)."""
    begins = [dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) for day in days]
    ends = [begin + dt.timedelta(days=1) for begin in begins]
    if condition.op in ("eq", "ne"):
        on = or_(*(and_(column >= begin, column < end) for begin, end in zip(begins, ends, strict=True)))
        return on if condition.op == "eq" else or_(column.is_(None), not_(on))
    sides = {"lt": column < begins[0], "le": column < ends[0], "gt": column >= ends[0], "ge": column >= begins[0]}
    return sides[condition.op]


def _contains(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """Whether a text has a part, in whatever case: the database knows case in ASCII alone."""
    spellings = {part} if part.isascii() else {part, part.lower(), part.upper(), part.title(), part.capitalize()}
    return or_(*(column.icontains(one, autoescape=True) for one in sorted(spellings)))


def _compare_list(column: ColumnElement[Any], condition: Compare) -> ColumnElement[bool]:
    """A list (aliases, domains): `eq` and `contains` mean that one of its elements is, or has, the value."""
    text = cast(column, types.String)
    none = or_(column.is_(null()), text.in_(("[]", "null")))
    if condition.op in ("empty", "filled"):
        return none if condition.op == "empty" else not_(none)
    if condition.op not in ("eq", "ne", "contains"):
        raise ValueError(f"a list cannot be compared by {condition.op}")
    said = [json.dumps(str(value)) for value in condition.values]
    parts = [one.strip('"') for one in said] if condition.op == "contains" else said
    found = or_(false(), *(text.icontains(one, autoescape=True) for one in parts))
    return or_(none, not_(found)) if condition.op == "ne" else found


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
    return float(value) if isinstance(value, Decimal) else value


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
    for one in (RecordQuery, Compare, During, Among, Related, AnyOf, NoneOf, Measure, Bucket, Order, Having, FieldRef)
}


def to_json(value: Any) -> Any:
    """A query as JSON values; `from_json` makes it again."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"_": type(value).__name__, **{one.name: to_json(getattr(value, one.name)) for one in fields(value)}}
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, dt.datetime):
        return {"_": "moment", "iso": value.isoformat()}
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
    if value["_"] == "moment":
        return dt.datetime.fromisoformat(value["iso"])
    kind = _TYPES[value["_"]]
    return kind(**{key: from_json(one) for key, one in value.items() if key != "_"})
