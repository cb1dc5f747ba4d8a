"""Buttons of a reply."""

from __future__ import annotations

from typing import Any

from bot.delivery.inbox import Incoming

SHOW_QUERY = "show_query"
OPTION = "option"


def show_query(body: dict[str, Any]) -> Incoming | None:
    """ "Show query": its value is the audit entry of the answer."""
    return _incoming(body, SHOW_QUERY)


def option(body: dict[str, Any]) -> Incoming | None:
    """One of the readings offered for an ambiguous question: its value is `entry:number`."""
    return _incoming(body, OPTION)


def _incoming(body: dict[str, Any], kind: str) -> Incoming | None:
    """Clicking again is the same item: the key has the message, the value and the one who clicked."""
    action = body["actions"][0]
    team = (body.get("team") or {}).get("id") or body["user"].get("team_id", "")
    channel = (body.get("channel") or {}).get("id")
    message = body.get("message") or {}
    if not channel or "ts" not in message:
        return None
    root = message.get("thread_ts") or message["ts"]
    user, value = body["user"]["id"], str(action.get("value", ""))
    about = {"team": team, "channel": channel, "user": user, "root": root, "value": value, "ts": action["action_ts"]}
    key = f"{kind}:{team}:{channel}:{message['ts']}:{value}:{user}"
    return Incoming(key=key, lane=f"{team}:{channel}:{root}", kind=kind, body=about)
