"""A column compared with values: by operators, as days, as text, as a list."""

from __future__ import annotations

import datetime as dt
import json
import operator
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, false, not_, null, or_, true, types

from storage.catalog import Field
from storage.query.definition import Compare, During


def compare(column: ColumnElement[Any], field: Field, condition: Compare) -> ColumnElement[bool]:
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
    return operate(column, op, values[0])


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
}


def operate(column: ColumnElement[Any], op: str, value: Any) -> ColumnElement[bool]:
    compared: ColumnElement[bool] = _OPERATORS[op](column, value)
    return compared


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


def during(column: ColumnElement[Any], field: Field, condition: During) -> ColumnElement[bool]:
    ends: list[Any] = [condition.start, condition.end]
    if field.type == "moment":
        ends = [end and dt.datetime(end.year, end.month, end.day, tzinfo=dt.UTC) for end in ends]
    elif field.custom:
        ends = [end and end.isoformat() for end in ends]
    parts = [column >= ends[0]] if ends[0] is not None else []
    if ends[1] is not None:
        parts.append(column < ends[1])
    return and_(true(), *parts)
