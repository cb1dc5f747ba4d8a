"""The place where an import is prepared: two SQLite files in a folder of their own, gone when the import ends.

`work` holds the rows as they were read and the keys by which references are found; `rows` holds tables shaped like the
store's with what is to be written. Nothing here takes a lock on the store, and nothing grows in memory with the file.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, create_engine, event
from sqlalchemy.pool import StaticPool

from storage.importers.fields import RECORD_CHANGES, TABLES
from storage.importers.parsing import Parsed

BATCH = 500


class Incoming:
    """The good rows of one file, by line."""

    def __init__(self, work: sqlite3.Connection, number: int) -> None:
        self._work = work
        self._name = f"incoming_{number}"
        work.execute(f"CREATE TABLE {self._name} (line INTEGER PRIMARY KEY, source_id TEXT, row BLOB)")

    def add(self, rows: Iterable[tuple[int, Parsed]]) -> None:
        self._work.executemany(
            f"INSERT INTO {self._name} VALUES (?, ?, ?)",
            ((line, row.source_id, pickle.dumps(tuple(row), pickle.HIGHEST_PROTOCOL)) for line, row in rows),
        )

    def take_out_repeated(self) -> list[tuple[int, str, int, bool]]:
        """Remove all but the last line of each id; what was removed as (line, id, line that won, whether that says
        something else)."""
        self._work.execute(f"CREATE INDEX ix_{self._name} ON {self._name} (source_id, line)")
        repeated = f"""SELECT a.line, a.source_id, b.last, a.row <> c.row FROM {self._name} a JOIN
            (SELECT source_id, MAX(line) AS last FROM {self._name} GROUP BY source_id HAVING COUNT(*) > 1) b
            ON a.source_id = b.source_id JOIN {self._name} c ON c.line = b.last
            WHERE a.line < b.last ORDER BY a.line"""
        found = self._work.execute(repeated).fetchall()
        self._work.executemany(f"DELETE FROM {self._name} WHERE line = ?", ((line,) for line, *_rest in found))
        return [(line, source_id, last, bool(other)) for line, source_id, last, other in found]

    def batches(self) -> Iterator[list[tuple[int, Parsed]]]:
        """The rows in the order of the file."""
        after = 0
        while True:
            found = self._work.execute(
                f"SELECT line, row FROM {self._name} WHERE line > ? ORDER BY line LIMIT {BATCH}", (after,)
            ).fetchall()
            if not found:
                return
            # only what `add` pickled in this run is ever in the file
            yield [(line, Parsed(*pickle.loads(row))) for line, row in found]
            after = found[-1][0]


class Work:
    """The file behind `Incoming` and the reference keys."""

    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "work.db", isolation_level=None)
        _make_fast(self.connection)
        self._files = 0

    def incoming(self) -> Incoming:
        self._files += 1
        return Incoming(self.connection, self._files)

    def close(self) -> None:
        self.connection.close()


def _shadow(metadata: MetaData, table: Table) -> Table:
    columns = [Column(one.name, one.type, primary_key=one.primary_key) for one in table.columns]
    return Table(table.name, metadata, *columns, Column("_op", String))


_METADATA = MetaData()
SHADOWS: dict[str, Table] = {
    name: _shadow(_METADATA, table) for name, table in [*TABLES.items(), ("record_changes", RECORD_CHANGES)]
}
"""Table name -> its copy in the scratch file: the same columns and `_op`: new, changed or touched (only `as_of`)."""


class Rows:
    """What is to be written to the store, in tables of its shape."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool)
        event.listen(self.engine, "connect", lambda connection, _record: _make_fast(connection))
        self.connection: Connection = self.engine.connect()
        _METADATA.create_all(self.connection)

    def put(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Add rows, replacing those of the same id."""
        if rows:
            self.connection.execute(SHADOWS[table].insert().prefix_with("OR REPLACE"), rows)

    def finish(self) -> None:
        """Make everything readable for another connection and let go of the file."""
        self.connection.commit()
        self.close()

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()


def _make_fast(connection: sqlite3.Connection) -> None:
    for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -32768"):
        connection.execute(f"PRAGMA {setting}")
