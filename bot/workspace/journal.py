"""Keeps what was said over a restart: one SQLite file, one row a message or conversation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.workspace.errors import WorkspaceError
from bot.workspace.model import Conversation, Json

_TABLES = """
create table if not exists messages
    (channel text, ts text, body text not null, primary key (channel, ts)) without rowid;
create table if not exists conversations (id text primary key, body text not null) without rowid;
"""


class Journal:
    """The SQLite file behind a workspace. Not thread-safe by itself: `State` calls it under its lock."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            self._db.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise WorkspaceError(
                f"The local Slack cannot keep its messages in {path} ({error}); nothing was changed. "
                "Make the file writable, or delete it if it is broken."
            ) from error

    def save_message(self, channel: str, body: Json) -> None:
        row = (channel, body["ts"], json.dumps(body, ensure_ascii=False))
        self._db.execute("insert or replace into messages values (?, ?, ?)", row)

    def delete_message(self, channel: str, ts: str) -> None:
        self._db.execute("delete from messages where channel = ? and ts = ?", (channel, ts))

    def save_conversation(self, conversation: Conversation) -> None:
        body = {k: v for k, v in vars(conversation).items() if k != "messages"}
        row = (conversation.id, json.dumps(body, ensure_ascii=False))
        self._db.execute("insert or replace into conversations values (?, ?)", row)

    def conversations(self) -> Iterator[Conversation]:
        """Every kept conversation with its messages, oldest first."""
        for key, body in self._db.execute("select id, body from conversations order by id").fetchall():
            conversation = Conversation(**json.loads(body))
            rows = self._db.execute("select ts, body from messages where channel = ? order by ts", (key,))
            conversation.messages = {ts: json.loads(text) for ts, text in rows}
            yield conversation

    def close(self) -> None:
        self._db.close()
