"""The questions of a thread, which a follow-up builds on.

A thread is read by several people, and a plan may name what only its asker may know. So a turn is kept under the
thread for everyone who reads it, or for one asker alone; a follow-up sees the former and its own asker's latter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.tables import Turn


@dataclass(frozen=True)
class TurnRow:
    """A question as it was understood; `asked_at` is when it was asked."""

    asked_at: dt.datetime
    asker: str | None
    question: str
    plan: Mapping[str, Any]


def private_thread(thread: str, asker: str) -> str:
    """The name under which turns of a thread are kept that only one asker may build on."""
    return f"{thread} {asker.casefold()}"


def save_turn(
    connection: Connection,
    thread: str,
    *,
    asked_at: dt.datetime,
    asker: str | None,
    question: str,
    plan: Mapping[str, Any],
) -> None:
    connection.execute(
        insert(Turn).values(thread=thread, asked_at=asked_at, asker=asker, question=question, plan=dict(plan))
    )


def load_turns(connection: Connection, thread: str, *, asker: str | None = None, limit: int = 20) -> list[TurnRow]:
    """The last `limit` turns of a thread, oldest first. With an asker, their private turns stand in place of the
    public ones of the same moment."""
    names = [thread] if asker is None else [thread, private_thread(thread, asker)]
    query = (
        select(Turn.thread, Turn.asked_at, Turn.asker, Turn.question, Turn.plan)
        .where(Turn.thread.in_(names))
        .order_by(Turn.asked_at.desc(), Turn.id.desc())
        .limit(limit * len(names))
    )
    rows = list(connection.execute(query))
    own = {row.asked_at for row in rows if row.thread != thread}
    kept = [row for row in rows if row.thread != thread or row.asked_at not in own]
    return [TurnRow(row.asked_at, row.asker, row.question, row.plan) for row in reversed(kept[:limit])]


def find_turn(connection: Connection, thread: str, asked_at: dt.datetime) -> TurnRow | None:
    """The question asked in a thread at one moment."""
    query = select(Turn.asked_at, Turn.asker, Turn.question, Turn.plan).where(
        Turn.thread == thread, Turn.asked_at == asked_at
    )
    row = connection.execute(query).first()
    return TurnRow(*row) if row else None
