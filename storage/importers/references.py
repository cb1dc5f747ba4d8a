"""Finding the row that a cell refers to: by its id in the source system, its e-mail address or its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, select

from storage.importers.fields import TABLES
from storage.names import domain_key, email_key, exact_key, loose_key, loose_keys, person_key

_CACHED = 200_000


class Found(NamedTuple):
    """The id of the row meant; None with the ids of all that fit where these are `several`."""

    id: int | None
    several: tuple[int, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return bool(self.several)


NOTHING = Found(None)


class References:
    """Keys of the store's rows and of those being imported, in the scratch file; labels to name rows by.

    Keys of a table are fetched from the store when the first reference to it is looked up by them.
    """

    def __init__(self, work: sqlite3.Connection, store: Connection, source: str, wanted: set[str]) -> None:
        """`wanted` are the tables whose rows may be looked up by more than their id."""
        self._work = work
        self._store = store
        self._source = source
        self._wanted = wanted
        self._loaded: set[str] = set()
        self._cache: dict[tuple[str, str, str | None], Found] = {}
        self._fetched: dict[tuple[str, str], int | None] = {}
        self._labels: dict[tuple[str, int], str | None] = {}
        for statement in (
            "DROP TABLE IF EXISTS keys",
            "DROP TABLE IF EXISTS ids",
            "DROP TABLE IF EXISTS labels",
            "CREATE TABLE keys (tbl TEXT, kind TEXT, key TEXT, id INTEGER, own INTEGER,"
            " PRIMARY KEY (tbl, kind, key, id)) WITHOUT ROWID",
            "CREATE TABLE ids (tbl TEXT, source_id TEXT, id INTEGER, PRIMARY KEY (tbl, source_id)) WITHOUT ROWID",
            "CREATE TABLE labels (tbl TEXT, id INTEGER, label TEXT, PRIMARY KEY (tbl, id)) WITHOUT ROWID",
        ):
            work.execute(statement)

    # --- filling

    def register(self, table: str, rows: Iterable[tuple[int, str, dict[str, Any]]]) -> None:
        """Make rows of this import known: id, source id and the fields that keys are made of."""
        found = list(rows)
        self._work.executemany(
            "INSERT OR REPLACE INTO ids VALUES (?, ?, ?)",
            ((table, source_id, number) for number, source_id, _ in found),
        )
        self._labels.clear()
        for cache in (self._cache, self._fetched):
            for key in [key for key in cache if key[0] == table]:
                del cache[key]  # type: ignore[arg-type]
        if table not in self._wanted:
            return
        self._work.executemany(
            "INSERT OR REPLACE INTO labels VALUES (?, ?, ?)",
            ((table, number, fields["name"]) for number, _, fields in found if fields.get("name")),
        )
        self._add_keys(table, ((number, True, fields) for number, _, fields in found))

    def _add_keys(self, table: str, rows: Iterable[tuple[int, bool, dict[str, Any]]]) -> None:
        self._work.executemany(
            "INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?, ?)",
            (
                (table, kind, key, number, own)
                for number, own, fields in rows
                for kind, key in _keys(table, fields)
                if key
            ),
        )

    def _load(self, table: str) -> None:
        if table in self._loaded:
            return
        self._loaded.add(table)
        columns = TABLES[table].c
        wanted = [name for name in ("name", "email", "aliases", "former_names", "domains") if name in columns]
        if not wanted:
            return
        query = select(columns.id, columns.source_system, *(columns[name] for name in wanted))
        for part in self._store.execution_options(yield_per=5000).execute(query).partitions():
            self._add_keys(
                table,
                ((row[0], row[1] == self._source, dict(zip(wanted, row[2:], strict=True))) for row in part),
            )

    # --- asking

    def known_ids(self, table: str, source_ids: list[str]) -> dict[str, int]:
        """Ids of rows of this source, in the store or in this import."""
        found: dict[str, int] = {}
        columns = TABLES[table].c
        for part in _parts(source_ids):
            query = select(columns.source_id, columns.id).where(
                columns.source_system == self._source, columns.source_id.in_(part)
            )
            found.update((source_id, number) for source_id, number in self._store.execute(query))
            marks = ",".join("?" * len(part))
            found.update(
                self._work.execute(
                    f"SELECT source_id, id FROM ids WHERE tbl = ? AND source_id IN ({marks})", (table, *part)
                )
            )
        return found

    def fetch(self, table: str, texts: set[str]) -> None:
        """Look up many texts as ids at once; `find` then need not ask for each."""
        missing = sorted(text for text in texts if (table, text) not in self._fetched)
        if not missing:
            return
        if len(self._fetched) > _CACHED:
            self._fetched.clear()
        known = self.known_ids(table, missing)
        self._fetched.update(((table, text), known.get(text)) for text in missing)

    def named(self, table: str, name: str) -> int | None:
        """The one row of this source with exactly this name."""
        self._load(table)
        key = person_key(name) if table == "people" else exact_key(name)
        found = self._work.execute(
            "SELECT id FROM keys WHERE tbl = ? AND kind = 'name' AND key = ? AND own LIMIT 2", (table, key)
        ).fetchall()
        return int(found[0][0]) if len(found) == 1 else None

    def find(self, table: str, text: str, by: Literal["id", "name", "email"] | None) -> Found:
        """The row that `text` means; without `by`: an id if it is one, else an e-mail address, else a name."""
        key = (table, text, by)
        if key not in self._cache:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            self._cache[key] = self._find(table, text, by)
        return self._cache[key]

    def _find(self, table: str, text: str, by: str | None) -> Found:
        if by in {None, "id"}:
            self.fetch(table, {text})
            number = self._fetched[table, text]
            if number is not None or by == "id":
                return Found(number)
        self._load(table)
        if by == "email" or (by is None and "@" in text):
            return self._one(table, "email", email_key(text))
        exact = self._one(table, "name", person_key(text) if table == "people" else exact_key(text))
        if exact is not NOTHING:
            return exact
        for kind in ("loose", "alias"):
            found = self._one(table, kind, loose_key(text))
            if found is not NOTHING:
                return found
        return NOTHING

    def by_domain(self, domain: str) -> Found:
        """The account whose domain this is or is part of."""
        self._load("accounts")
        parts = domain.split(".")
        for start in range(len(parts) - 1):
            found = self._one("accounts", "domain", ".".join(parts[start:]))
            if found is not NOTHING:
                return found
        return NOTHING

    def _one(self, table: str, kind: str, key: str) -> Found:
        if not key:
            return NOTHING
        rows = self._work.execute(
            "SELECT id, own FROM keys WHERE tbl = ? AND kind = ? AND key = ? LIMIT 50", (table, kind, key)
        ).fetchall()
        if not rows:
            return NOTHING
        own = [number for number, mine in rows if mine]
        candidates = own or [number for number, _mine in rows]
        return Found(int(candidates[0])) if len(candidates) == 1 else Found(None, several=tuple(map(int, candidates)))

    def label(self, table: str, number: int | None) -> str | None:
        """The name of a row, for a person to read."""
        if number is None:
            return None
        key = (table, number)
        if key not in self._labels:
            if len(self._labels) > _CACHED:
                self._labels.clear()
            self._labels[key] = self._find_label(table, number)
        return self._labels[key]

    def _find_label(self, table: str, number: int) -> str | None:
        found = self._work.execute("SELECT label FROM labels WHERE tbl = ? AND id = ?", (table, number)).fetchone()
        if found:
            return str(found[0])
        columns = TABLES[table].c
        name = columns.name if "name" in columns else columns.source_id
        stored = self._store.execute(select(name).where(columns.id == number)).scalar()
        return None if stored is None else str(stored)


def _keys(table: str, fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    name = fields.get("name")
    if name:
        yield "name", person_key(name) if table == "people" else exact_key(name)
        for key in loose_keys(name):
            yield "loose", key
    for other in (*(fields.get("aliases") or ()), *(fields.get("former_names") or ())):
        yield "alias", loose_key(other)
    if fields.get("email"):
        yield "email", email_key(fields["email"])
    for domain in fields.get("domains") or ():
        yield "domain", domain_key(domain) or ""


def _parts(values: list[str], size: int = 400) -> Iterator[list[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
