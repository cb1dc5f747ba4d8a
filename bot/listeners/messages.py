"""What people write: mentions, direct messages, and what follows in a thread."""

from __future__ import annotations

from typing import Any

from bot.delivery.inbox import Incoming
from bot.listeners.markup import mentioned_users

QUESTION = "question"
OVERHEARD = "overheard"

_SUBTYPES = (None, "file_share", "thread_broadcast", "me_message")


def mention(event: dict[str, Any], team: str, bot: str) -> Incoming | None:
    """An `app_mention` event: a question."""
    return _incoming(event, team, QUESTION) if _is_human(event, bot) else None


def message(event: dict[str, Any], team: str, bot: str) -> Incoming | None:
    """A `message` event. A direct message is a question, and so is one that mentions the bot, under the key that its
    `app_mention` has; what is said in a thread may turn out to be a follow-up; the rest is not for us."""
    if not _is_human(event, bot):
        return None
    if event.get("channel_type") == "im" or bot in mentioned_users(event["text"]):
        return _incoming(event, team, QUESTION)
    in_thread = event.get("thread_ts") not in (None, event["ts"])
    others = event["text"].lstrip().startswith("<@")
    return _incoming(event, team, OVERHEARD) if in_thread and not others else None


def _is_human(event: dict[str, Any], bot: str) -> bool:
    return (
        event.get("subtype") in _SUBTYPES
        and not event.get("bot_id")
        and not event.get("hidden")
        and isinstance(event.get("user"), str)
        and event["user"] != bot
        and isinstance(event.get("text"), str)
        and all(isinstance(event.get(name), str) for name in ("channel", "ts"))
    )


def _incoming(event: dict[str, Any], team: str, kind: str) -> Incoming:
    channel, ts = event["channel"], event["ts"]
    root = event.get("thread_ts") or ts
    body = {"team": team, "channel": channel, "user": event["user"], "ts": ts, "root": root, "text": event["text"]}
    return Incoming(key=f"{team}:{channel}:{ts}", lane=f"{team}:{channel}:{root}", kind=kind, body=body)
