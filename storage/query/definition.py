"""A question to the account store as data, what comes of it, and the data as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from storage.catalog import FieldRef, FieldType
from storage.evidence import Evidence
from storage.tables import READ_AS


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
    of a table of figures; `currencies` are those met where amounts were added or compared, `bounded` those met where
    rows were chosen by an amount."""

    query: RecordQuery
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int
    sql: str
    evidence: tuple[Evidence, ...]
    currencies: tuple[str, ...] = ()
    bounded: tuple[str, ...] = ()


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
    told = {key: from_json(one) for key, one in value.items() if key != "_"}
    renamed = {key: READ_AS[told[key]] for key in ("base", "table") if told.get(key) in READ_AS}  # of older threads
    return kind(**told | renamed)
