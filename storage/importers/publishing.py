"""Making an import visible: everything that was prepared enters the store in one short transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update

from storage.audience import register_labels
from storage.database import Database, bump_revision
from storage.importers.fields import ORDER, RECORD_CHANGES, TABLES
from storage.importers.mapping import CustomType
from storage.importers.report import FileReport
from storage.importers.scratch import SHADOWS, Rows
from storage.importers.values import parse_list
from storage.tables import CustomField, FieldLabel, ImportRun, ValueLabel

_CUSTOM_FIELDS = cast(Table, CustomField.__table__)
_HEADERS = cast(Table, FieldLabel.__table__)
_WORDS = cast(Table, ValueLabel.__table__)
_IMPORT_RUNS = cast(Table, ImportRun.__table__)


class StoreMoved(Exception):
    """Somebody else wrote records since the import was worked out: it has to be worked out again."""


@dataclass
class Publication:
    """What there is to publish. `widened` are custom fields of the store whose type changes: (table, name) -> type."""

    rows: Rows
    revision: int
    source: str
    now: dt.datetime
    reports: list[FileReport]
    staged: set[str]
    labels: set[str]
    custom: dict[tuple[str, str], tuple[str, CustomType]] = field(default_factory=dict)
    widened: dict[tuple[str, str], CustomType] = field(default_factory=dict)
    headers: set[tuple[str, str, str]] = field(default_factory=set)
    """(table, field, header) of columns whose header is another word for the field."""
    plans: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """File -> pattern, digest of what the mapping says of it, digest of its content."""
    read_again: set[str] = field(default_factory=set)
    """Tables whose rows may have lost custom fields, as the mapping says something else of a file now."""
    words: set[tuple[str, str, str, str]] = field(default_factory=set)
    """(table, field, value, word) of what the exports call our values."""


def publish(database: Database, publication: Publication, *, attach: bool | None = None) -> None:
    """Write everything or nothing. Raises StoreMoved, with nothing written, when `revision` is no longer the store's.

    On SQLite the prepared tables are attached and copied inside the engine (`attach`), elsewhere sent in batches.
    """
    publication.rows.finish()
    with database.write() as store:
        if database.revision(store, "records") != publication.revision:
            raise StoreMoved
        changed = bool(publication.staged or publication.widened)
        if attach if attach is not None else database.is_sqlite:
            _copy_attached(store, publication)
        elif publication.staged:
            _copy_batches(store, publication)
        register_labels(store, publication.labels)
        changed = _write_custom_fields(store, publication) or changed
        changed = _write_labels(store, _HEADERS, publication.headers) or changed
        changed = _write_labels(store, _WORDS, publication.words) or changed
        _convert(store, publication)
        _drop_unused(store, publication.read_again)
        store.execute(insert(_IMPORT_RUNS), [_run(report, publication) for report in publication.reports])
        if changed:
            bump_revision(store, "records")


def _run(report: FileReport, publication: Publication) -> dict[str, Any]:
    return {
        "file": report.file, "table_name": report.table, "source_system": publication.source,
        "finished_at": publication.now, "read": report.read, "created": report.created, "updated": report.updated,
        "unchanged": report.unchanged, "skipped": len(report.skipped),
        **dict(zip(("entry", "mapping", "content"), publication.plans.get(report.file, ()), strict=False)),
    }  # fmt: skip


def _copy_attached(store: Connection, publication: Publication) -> None:
    if not publication.staged:
        return
    store.detach()  # the connection is closed afterwards, and the attached file with it
    store.execute(text("ATTACH DATABASE :path AS scratch"), {"path": str(publication.rows.path)})
    store.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in (name for name in ORDER if name in publication.staged):
        columns = [column.name for column in TABLES[table].columns]
        listed = ", ".join(f'"{name}"' for name in columns)
        taken = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != "id")
        store.exec_driver_sql(
            f'INSERT INTO main."{table}" ({listed}) SELECT {listed} FROM scratch."{table}" WHERE _op = \'new\''
        )
        store.exec_driver_sql(
            f'INSERT INTO main."{table}" ({listed}) SELECT {listed} FROM scratch."{table}" WHERE _op = \'changed\' '
            f"ON CONFLICT (id) DO UPDATE SET {taken}"
        )
        store.exec_driver_sql(
            f'UPDATE main."{table}" SET as_of = touched.as_of FROM scratch."{table}" AS touched '
            f"WHERE touched.id = main.\"{table}\".id AND touched._op = 'touched'"
        )
    if "record_changes" in publication.staged:
        listed = ", ".join(column.name for column in RECORD_CHANGES.columns if column.name != "id")
        store.exec_driver_sql(f"INSERT INTO main.record_changes ({listed}) SELECT {listed} FROM scratch.record_changes")


def _copy_batches(store: Connection, publication: Publication) -> None:
    """The same with statements any database understands. A row's reference to its own table is set afterwards."""
    rows = Rows(publication.rows.path)
    try:
        for name in (name for name in ORDER if name in publication.staged):
            table = TABLES[name]
            own = [c.name for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
            columns = [c.name for c in table.columns]
            settle = update(table).where(table.c.id == bindparam("row_id"))
            for batch in _batches(rows, name, "new"):
                store.execute(insert(table), [{c: (None if c in own else row[c]) for c in columns} for row in batch])
            for batch in _batches(rows, name, "new") if own else ():
                if linked := [row for row in batch if any(row[c] is not None for c in own)]:
                    store.execute(
                        settle.values({c: bindparam(f"new_{c}") for c in own}),
                        [{"row_id": row["id"], **{f"new_{c}": row[c] for c in own}} for row in linked],
                    )
            written = [c for c in columns if c != "id"]
            for op, chosen in (("changed", written), ("touched", ["as_of"])):
                statement = settle.values({c: bindparam(f"new_{c}") for c in chosen})
                for batch in _batches(rows, name, op):
                    store.execute(
                        statement, [{"row_id": row["id"], **{f"new_{c}": row[c] for c in chosen}} for row in batch]
                    )
            if store.dialect.name == "postgresql":
                highest = select(func.max(table.c.id)).scalar_subquery()
                store.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), highest)))
        if "record_changes" in publication.staged:
            wanted = [c.name for c in RECORD_CHANGES.columns if c.name != "id"]
            for batch in _batches(rows, "record_changes", None):
                store.execute(insert(RECORD_CHANGES), [{c: row[c] for c in wanted} for row in batch])
    finally:
        rows.close()


def _batches(rows: Rows, table: str, op: str | None) -> Iterator[list[Any]]:
    shadow = SHADOWS[table]
    query = select(shadow).order_by(shadow.c.id)
    if op is not None:
        query = query.where(shadow.c["_op"] == op)
    yield from (
        list(part) for part in rows.connection.execution_options(yield_per=2000).execute(query).mappings().partitions()
    )


def _write_custom_fields(store: Connection, publication: Publication) -> bool:
    known = {(row.table_name, row.name): (row.label, row.type) for row in store.execute(select(_CUSTOM_FIELDS))}
    table = _CUSTOM_FIELDS
    changed = False
    for (name, column), (label, kind) in publication.custom.items():
        if (name, column) not in known:
            store.execute(insert(table).values(table_name=name, name=column, label=label, type=kind))
            changed = True
        elif known[name, column] != (label, kind):
            store.execute(
                update(table).where(table.c.table_name == name, table.c.name == column).values(label=label, type=kind)
            )
            changed = True
    return changed


def _write_labels(store: Connection, table: Table, found: Set[tuple[str, ...]]) -> bool:
    """What the exports call our fields or values, so that people can ask in these words."""
    new = sorted(found - {tuple(row) for row in store.execute(select(table))})
    if new:
        store.execute(insert(table), [dict(zip(table.c.keys(), row, strict=True)) for row in new])
    return bool(new)


def _convert(store: Connection, publication: Publication) -> None:
    """Values of custom fields that got a wider type, in rows that this import did not bring."""
    for table in {name for name, _column in publication.widened}:
        wider = {column: kind for (name, column), kind in publication.widened.items() if name == table}
        source = TABLES[table]
        changed = []
        for number, custom in store.execute(select(source.c.id, source.c.custom)):
            if hits := {name: kind for name, kind in wider.items() if name in custom}:
                converted = {name: converted_value(custom[name], kind) for name, kind in hits.items()}
                changed.append({"row_id": number, "new_custom": {**custom, **converted}})
        if changed:
            store.execute(
                update(source).where(source.c.id == bindparam("row_id")).values(custom=bindparam("new_custom")),
                changed,
            )


def _drop_unused(store: Connection, tables: set[str]) -> None:
    """Forget the custom fields that no row has any more."""
    for table in tables:
        held = {name for (custom,) in store.execute(select(TABLES[table].c.custom)) for name in custom}
        known = store.execute(select(_CUSTOM_FIELDS.c.name).where(_CUSTOM_FIELDS.c.table_name == table)).scalars()
        for name in set(known) - held:
            store.execute(
                delete(_CUSTOM_FIELDS).where(_CUSTOM_FIELDS.c.table_name == table, _CUSTOM_FIELDS.c.name == name)
            )


def converted_value(value: Any, kind: CustomType) -> Any:
    """A custom value in a wider type: number, text, or a list of texts."""
    if kind == "list" and not isinstance(value, list):
        return parse_list(converted_value(value, "text"))
    if kind == "number" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind == "text" and not isinstance(value, str):
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)
    return value
