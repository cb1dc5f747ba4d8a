"""Questions to the account store as data, compiled to one SQL statement each and run under an audience.

A query has one base table. Fields of other tables are reached by to-one relations alone (outer joins), so a row is
never counted twice; what is to-many appears as a condition (`Related`: exists, does not exist, at least n), never as
a join. The audience filters base rows, joined rows (they read as empty) and related rows inside the statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from storage.catalog import Catalog
from storage.query.compiling import Compiler
from storage.query.currencies import bounded_currencies
from storage.query.definition import (
    Among,
    AnyOf,
    Bucket,
    Column,
    Compare,
    Condition,
    During,
    Having,
    Measure,
    NoneOf,
    Order,
    RecordQuery,
    Related,
    Result,
    from_json,
    to_json,
)
from storage.query.figures import run_figures
from storage.query.lists import ROW_LIMIT, run_list
from storage.query.visibility import visible

__all__ = [
    "ROW_LIMIT",
    "Among",
    "AnyOf",
    "Bucket",
    "Column",
    "Compare",
    "Condition",
    "During",
    "Having",
    "Measure",
    "NoneOf",
    "Order",
    "RecordQuery",
    "Related",
    "Result",
    "from_json",
    "run",
    "to_json",
    "visible",
]


def run(
    connection: Connection, catalog: Catalog, labels: Sequence[str], query: RecordQuery, now: dt.datetime
) -> Result:
    """Run one query under the labels an audience may see. `now` dates what is "current"."""
    compiler = Compiler(catalog, labels, now, connection.dialect.name)
    result = (run_figures if query.measures else run_list)(connection, compiler, query)
    return replace(result, bounded=bounded_currencies(connection, compiler, query))
