"""The outbox: posts written in the transaction of the thing they tell, made in Slack afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Insert, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import OutboxPost


@dataclass(frozen=True)
class NewPost:
    """A post to make. `key` names it for ever: a second one of the same key is not written.

    `channel` is a conversation's id, or a user's for a direct message; `payload` holds `text`, `blocks` and the like.
    """

    key: str
    channel: str
    thread_ts: str | None
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class WaitingPost:
    id: int
    key: str
    channel: str
    thread_ts: str | None
    payload: Mapping[str, Any]
    attempts: int


def enqueue(connection: Connection, posts: Sequence[NewPost], *, now: dt.datetime) -> int:
    """Write posts in their order; returns how many were new."""
    new = 0
    for post in posts:
        values = {
            "key": post.key,
            "channel": post.channel,
            "thread_ts": post.thread_ts,
            "payload": dict(post.payload),
            "status": "waiting",
            "attempts": 0,
            "not_before": now,
            "queued_at": now,
        }
        new += connection.execute(_insert_once(connection).values(**values)).rowcount
    return new


def _insert_once(connection: Connection) -> Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(OutboxPost).on_conflict_do_nothing(index_elements=["key"])
    return sqlite.insert(OutboxPost).on_conflict_do_nothing(index_elements=["key"])


def is_queued(connection: Connection, key: str) -> bool:
    """Whether a post of this key was written, sent or not."""
    return connection.execute(select(OutboxPost.id).where(OutboxPost.key == key)).first() is not None


def find_key(connection: Connection, *, channel: str, ts: str) -> str | None:
    """The key of the post that was written for `channel` and became the message `ts`."""
    query = select(OutboxPost.key).where(OutboxPost.channel == channel, OutboxPost.ts == ts)
    return connection.execute(query).scalars().first()


def due_posts(connection: Connection, *, now: dt.datetime) -> list[WaitingPost]:
    """The posts to make now: of each channel the oldest waiting one, if its time has come."""
    first = select(func.min(OutboxPost.id)).where(OutboxPost.status == "waiting").group_by(OutboxPost.channel)
    query = (
        select(
            OutboxPost.id,
            OutboxPost.key,
            OutboxPost.channel,
            OutboxPost.thread_ts,
            OutboxPost.payload,
            OutboxPost.attempts,
        )
        .where(OutboxPost.id.in_(first), OutboxPost.not_before <= now)
        .order_by(OutboxPost.id)
    )
    return [WaitingPost(*row) for row in connection.execute(query)]


def next_due(connection: Connection) -> dt.datetime | None:
    """When the next waiting post may be tried; None when nothing waits."""
    first = select(func.min(OutboxPost.id)).where(OutboxPost.status == "waiting").group_by(OutboxPost.channel)
    query = select(OutboxPost.not_before).where(OutboxPost.id.in_(first)).order_by(OutboxPost.not_before).limit(1)
    return connection.execute(query).scalar()


def mark_sent(connection: Connection, post: int, *, ts: str, now: dt.datetime) -> None:
    _change(connection, post, status="sent", ts=ts, sent_at=now, error=None)


def mark_failed(connection: Connection, post: int, *, error: str) -> None:
    """Give a post up."""
    _change(connection, post, status="failed", error=error)


def postpone(connection: Connection, post: int, *, not_before: dt.datetime, error: str) -> None:
    """Try a post again later; what follows it in its channel waits for it."""
    _change(connection, post, not_before=not_before, error=error)


def count_attempt(connection: Connection, post: int) -> None:
    """Tell that a post is about to be tried; to be called before it is."""
    connection.execute(update(OutboxPost).where(OutboxPost.id == post).values(attempts=OutboxPost.attempts + 1))


def replace_payload(connection: Connection, post: int, payload: Mapping[str, Any], *, error: str) -> None:
    """Let a post say the same in another form, because the first was refused."""
    _change(connection, post, payload=dict(payload), error=error)


def _change(connection: Connection, post: int, **values: Any) -> None:
    connection.execute(update(OutboxPost).where(OutboxPost.id == post).values(**values))
