"""The inbox: what Slack told us, written down before it is acknowledged, so that nothing acknowledged is lost.

It has an SQLite file of its own, so that a long import never delays an acknowledgement. The words of an item are
wiped when it is done; its key stays for a while, because Slack may deliver an event again.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import Any

from storage.errors import DatabaseUnavailable

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    received_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS inbox_waiting ON inbox (id) WHERE status = 'waiting';
"""


@dataclass(frozen=True)
class Incoming:
    """Something Slack told us, as a listener understood it. `key` is the same when Slack tells it again; items of one
    `lane` are worked on one after the other."""

    key: str
    lane: str
    kind: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Item:
    """Something to work on. Items of one lane are worked on one after the other, in the order they came."""

    id: int
    key: str
    lane: str
    kind: str
    body: dict[str, Any]
    attempts: int
    received_at: dt.datetime


class Inbox:
    """Safe for several threads of one process. `arrived` is told whenever there may be something new to take."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.arrived = Condition()
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise DatabaseUnavailable(
                f"The inbox {path} cannot be used: {error}. Nothing was received. "
                "Give this user the right to write it; if it is damaged, move it away."
            ) from error

    def record(self, incoming: Incoming, *, now: dt.datetime) -> bool:
        """Write an item down, on disk when this returns. False: it was known already."""
        text = json.dumps(incoming.body, ensure_ascii=True)
        with self.arrived:
            made = self._connection.execute(
                "INSERT INTO inbox (key, lane, kind, body, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (incoming.key, incoming.lane, incoming.kind, text, now.timestamp()),
            )
            self.arrived.notify_all()
            return made.rowcount == 1

    def take(self, busy: Collection[str], *, now: dt.datetime) -> Item | None:
        """The oldest waiting item whose lane is not busy and has nothing older waiting; its attempt is counted."""
        with self.arrived:
            marks = ",".join("?" * len(busy))
            row = self._connection.execute(
                "SELECT id, key, lane, kind, body, attempts, received_at, not_before FROM inbox AS one"
                f" WHERE status = 'waiting' AND lane NOT IN ({marks}) AND not_before <= ?"
                " AND NOT EXISTS (SELECT 1 FROM inbox AS older WHERE older.status = 'waiting'"
                " AND older.lane = one.lane AND older.id < one.id) ORDER BY id LIMIT 1",
                (*busy, now.timestamp()),
            ).fetchone()
            if row is None:
                return None
            self._connection.execute("UPDATE inbox SET attempts = attempts + 1 WHERE id = ?", (row[0],))
            received = dt.datetime.fromtimestamp(row[6], dt.UTC)
            return Item(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5] + 1, received)

    def finish(self, item: Item, *, status: str = "done") -> None:
        """Nothing is left to do for an item; what it said is wiped."""
        with self.arrived:
            self._connection.execute("UPDATE inbox SET status = ?, body = '{}' WHERE id = ?", (status, item.id))
            self.arrived.notify_all()

    def postpone(self, item: Item, until: dt.datetime) -> None:
        with self.arrived:
            self._connection.execute("UPDATE inbox SET not_before = ? WHERE id = ?", (until.timestamp(), item.id))
            self.arrived.notify_all()

    def waiting(self) -> int:
        """How many items are not done."""
        with self.arrived:
            row = self._connection.execute("SELECT count(*) FROM inbox WHERE status = 'waiting'").fetchone()
            return int(row[0])

    def prune(self, before: dt.datetime) -> int:
        """Forget what was done and came before a moment; returns how many."""
        with self.arrived:
            gone = self._connection.execute(
                "DELETE FROM inbox WHERE status <> 'waiting' AND received_at < ?", (before.timestamp(),)
            )
            return gone.rowcount

    def close(self) -> None:
        with self.arrived:
            self._connection.close()
