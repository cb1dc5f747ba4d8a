"""One base table with its joins, conditions, links and computed fields as SQL, under an audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, cast, extract, false, func, not_, or_, select, true, types
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.selectable import NamedFromClause

from storage.catalog import COMPUTED, RELATIONS, Catalog, Field, FieldRef
from storage.query.columns import custom
from storage.query.comparing import compare, during, operate
from storage.query.definition import Among, AnyOf, Condition, During, NoneOf, Related
from storage.query.visibility import visible
from storage.tables import READ


class Statement:
    """One base table with the joins that its fields need."""

    def __init__(self, compiler: Compiler, base: str) -> None:
        self.compiler = compiler
        self.base = base
        self.table: NamedFromClause = READ[base].alias()
        self.joins: dict[tuple[str, ...], NamedFromClause] = {(): self.table}
        self.source: FromClause = self.table
        self.linked = False
        """Whether rows are reached by a link from another statement, which conditions are not to compete with."""

    def at(self, steps: tuple[str, ...]) -> NamedFromClause:
        """The table behind `steps`, joined once."""
        if steps not in self.joins:
            before = self.at(steps[:-1])
            relation = RELATIONS[(self.compiler.catalog.table_at(self.base, steps[:-1]), steps[-1])]
            table = READ[relation.target].alias()
            seen = visible(table, relation.target, self.compiler.labels)
            key = self._beside_link(before.c[relation.column])
            self.source = self.source.outerjoin(table, and_(key == table.c.id, seen))
            self.joins[steps] = table
        return self.joins[steps]

    def column(self, ref: FieldRef) -> ColumnElement[Any]:
        table = self.at(ref.steps)
        field = self.compiler.catalog.resolve(self.base, ref)
        if field.custom:
            return custom(table, field)
        if f"{field.table}.{field.name}" in COMPUTED:
            return self.compiler.computed(table, field)
        return self._beside_link(table.c[field.name])

    def each(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The elements of a list, a row for each; a row whose list is empty stays, with none."""
        elements = func.json_each(column).table_valued("value")
        self.source = self.source.outerjoin(elements, true())
        return elements.c.value

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
            return during(column, field, condition)
        return compare(column, field, condition)

    def related(self, condition: Related) -> ColumnElement[bool]:
        inner, where = self._belonging(condition)
        if (condition.op, condition.count) in (("ge", 1), ("gt", 0)):
            return select(inner.table.c.id).select_from(inner.source).where(where).correlate(*self.tables()).exists()
        if (condition.op, condition.count) in (("eq", 0), ("lt", 1), ("le", 0)):
            return not_(
                select(inner.table.c.id).select_from(inner.source).where(where).correlate(*self.tables()).exists()
            )
        return operate(self.counted(condition), condition.op, condition.count)

    def counted(self, condition: Related) -> ColumnElement[Any]:
        """How many rows belong to a base row."""
        inner, where = self._belonging(condition)
        counted = select(func.count(inner.table.c.id)).select_from(inner.source).where(where)
        return counted.correlate(*self.tables()).scalar_subquery()

    def _belonging(self, condition: Related) -> tuple[Statement, ColumnElement[bool]]:
        inner = Statement(self.compiler, condition.table)
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

    def link(self, outer: Statement, inner: Statement, *, by_account: bool = False) -> ColumnElement[bool]:
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
            member = READ["list_memberships"].alias()
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
            activity = READ["activities"].alias()
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
        deal, owner = READ["opportunities"].alias(), READ["people"].alias()
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


def _key(statement: Statement, way: tuple[str, ...]) -> ColumnElement[Any]:
    if not way:
        return statement.table.c.id
    relation = RELATIONS[(statement.compiler.catalog.table_at(statement.base, way[:-1]), way[-1])]
    return statement.at(way[:-1]).c[relation.column]
