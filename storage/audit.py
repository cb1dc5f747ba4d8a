"""The audit log: who asked what where, and the reply they got."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.tables import AuditEntry


@dataclass(frozen=True)
class AuditRow:
    """One question and its reply, as JSON. `place` names where the reply could be read."""

    id: int
    at: dt.datetime
    asker: str | None
    place: str
    action: str
    question: str
    reply: Mapping[str, Any]


def record_audit(
    connection: Connection,
    *,
    at: dt.datetime,
    asker: str | None,
    place: str,
    action: str,
    question: str,
    reply: Mapping[str, Any],
) -> int:
    """Keep a question with its reply; returns the entry's id."""
    values = {"at": at, "asker": asker, "place": place, "action": action, "question": question, "reply": dict(reply)}
    made = connection.execute(insert(AuditEntry).values(**values).returning(AuditEntry.id))
    return int(made.scalar_one())


def find_audit(connection: Connection, entry: int) -> AuditRow | None:
    query = select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.asker,
        AuditEntry.place,
        AuditEntry.action,
        AuditEntry.question,
        AuditEntry.reply,
    ).where(AuditEntry.id == entry)
    row = connection.execute(query).first()
    return AuditRow(*row) if row else None
