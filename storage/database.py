"""One database: opening it, bringing its schema up to date, reading and writing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.errors import DatabaseUnavailable
from storage.tables import Revision

SCHEMA_HEAD = "0004"
"""The newest migration; a test holds it equal to what Alembic finds in `migrations/`."""

_BUSY_SECONDS = 30


class Database:
    """The account store and the bot's own records, on SQLite or PostgreSQL.

    `url` is an SQLAlchemy URL. SQLite runs in WAL mode: readers never wait, writers take turns
    (`BEGIN IMMEDIATE`), each waiting up to 30 s for the one before.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database and self.url.database != ":memory:":
            try:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise DatabaseUnavailable(
                    f"The folder of the database {self.url.database} cannot be made ({error.strerror}). "
                    "Nothing was changed. Set ABMBOT_HOME or DATABASE_URL to a place that can be written."
                ) from error
        self.engine: Engine = create_engine(self.url, **self._engine_options())
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    def _engine_options(self) -> dict[str, Any]:
        if self.is_sqlite:
            return {"connect_args": {"timeout": _BUSY_SECONDS, "check_same_thread": False}}
        return {"pool_pre_ping": True}

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that only reads, on one consistent state."""
        with self._explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: committed at the end of the block, undone when it raises."""
        writer = self.engine.connect().execution_options(writes=True)
        with self._explained(), writer as connection, connection.begin():
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            reason = str(error.orig)
            broken = "file is not a database" in reason or "malformed" in reason
            if isinstance(error, OperationalError) or broken:
                raise DatabaseUnavailable(
                    f"The database {self.url.render_as_string(hide_password=True)} cannot be used: {reason}. "
                    f"Nothing was changed. {_advice(reason)}"
                ) from error
            raise

    def upgrade(self) -> None:
        """Bring the schema to this program's version. An empty database is made, an older one is moved on.

        Raises DatabaseUnavailable for a database of a newer program: opening it could lose what is new in it.
        """
        current = self.schema_version()
        if current == SCHEMA_HEAD:
            return
        if current is not None and current > SCHEMA_HEAD:
            raise DatabaseUnavailable(
                f"The database was written by a newer abmbot (schema {current}, this one knows {SCHEMA_HEAD}). "
                "Nothing was changed. Update abmbot, or point DATABASE_URL elsewhere."
            )
        from alembic import command  # a quarter of a second, needed once per schema change
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def schema_version(self) -> str | None:
        """The migration the database stands at; None for an empty one."""
        with self.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def revision(self, connection: Connection, name: str) -> int:
        """How often the part `name` ("records" or "notes") has been written."""
        found = connection.execute(select(Revision.number).where(Revision.name == name)).scalar()
        return int(found or 0)

    def close(self) -> None:
        self.engine.dispose()


def bump_revision(connection: Connection, name: str) -> None:
    """Tell that the part `name` ("records" or "notes") was written; to be called in the writing transaction."""
    changed = connection.execute(update(Revision).where(Revision.name == name).values(number=Revision.number + 1))
    if changed.rowcount == 0:
        connection.execute(insert(Revision).values(name=name, number=1))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, or the driver does it too late
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    if cursor.execute("PRAGMA query_only").fetchone()[0] == 0 and not _is_read_only(connection):
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.close()


def _is_read_only(connection: sqlite3.Connection) -> bool:
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    # Asked of the system, never tried: a process that opens and closes the file a second time drops its own locks on
    # it, and the next one to come takes itself for the last and throws the write-ahead log away.
    return bool(file) and Path(file).exists() and not os.access(file, os.W_OK)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _advice(reason: str) -> str:
    if "locked" in reason:
        return "Another program holds it: wait for it to finish, or stop it, and try again."
    if "readonly" in reason or "read-only" in reason:
        return "It can only be read: give this user the right to write the file and its folder."
    if "malformed" in reason:
        return "The file is damaged (`abmbot doctor` says where): stop what writes to it and restore it from a backup."
    if "not a database" in reason:
        return "The file is not an SQLite database: restore it from a backup, or point DATABASE_URL elsewhere."
    return "Check DATABASE_URL and ABMBOT_HOME, the rights on the file and its folder, and whether the disk is full."


__all__ = ["SCHEMA_HEAD", "Connection", "Database", "bump_revision"]
