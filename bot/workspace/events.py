"""What the app is told: Events API payloads and interaction payloads, made from what happens in the workspace."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.workspace.model import Conversation, Json, Message, User
from bot.workspace.state import Change, State
from bot.workspace.webapi import App

Deliver = Callable[[Json], None]


class Events:
    """Listens to the state and delivers the events that the app is subscribed to."""

    def __init__(self, state: State, app: App, deliver: Deliver) -> None:
        self._state = state
        self._app = app
        self._deliver = deliver
        self._members = {c.id: set(c.members) for c in state.conversations.values()}
        state.subscribe(self.on_change)

    def on_change(self, change: Change) -> None:
        """Translate one change into none, one or two events."""
        conversation = self._state.conversations[change.channel]
        if change.kind == "members":
            self._on_members(conversation)
            return
        if self._app.bot.id not in conversation.members:
            return
        where = {"channel": conversation.id, "channel_type": conversation.channel_type}
        body = change.body
        match change.kind:
            case "message":
                self._send({**_as_event(body), **where, "event_ts": body["ts"]})
                if self._mentioned(body) and not conversation.is_im:
                    mention = {k: v for k, v in body.items() if k in _MENTION}
                    mention |= {"type": "app_mention", "channel": conversation.id, "event_ts": body["ts"]}
                    self._send(mention)
            case "message_changed":
                ts = self._state.next_ts()
                event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts, "event_ts": ts}
                message = {k: v for k, v in body.items() if k in _CHANGED}
                before = {k: v for k, v in (change.before or {}).items() if k in _CHANGED}
                self._send({**event, **where, "message": message, "previous_message": before})
            case "message_deleted":
                ts = self._state.next_ts()
                event = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": ts, "event_ts": ts}
                before = {k: v for k, v in body.items() if k in _CHANGED}
                self._send({**event, **where, "deleted_ts": body["ts"], "previous_message": before})
            case "reaction":
                reaction = change.before or {}
                item = {"type": "message", "channel": conversation.id, "ts": body["ts"]}
                self._send(
                    {
                        "type": "reaction_added",
                        "user": reaction["user"],
                        "reaction": reaction["name"],
                        "item": item,
                        "item_user": body.get("user", ""),
                        "event_ts": self._state.next_ts(),
                    }
                )

    def home_opened(self, user: str, tab: str = "messages") -> None:
        """Somebody opened the app's direct message."""
        channel = self._state.open_im(self._app.bot.id, user)
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
        self._send({**event, "event_ts": self._state.next_ts()})

    def _on_members(self, conversation: Conversation) -> None:
        before = self._members.get(conversation.id)
        now = set(conversation.members)
        self._members[conversation.id] = now
        if before is None or conversation.is_im:
            return
        bot = self._app.bot.id
        letter = "G" if conversation.is_private else "C"
        common = {"channel": conversation.id, "channel_type": letter, "team": self._app.team_id}
        for user in conversation.members:
            if user not in before and bot in now:
                joined = {"type": "member_joined_channel", "user": user, **common}
                self._send({**joined, "event_ts": self._state.next_ts()})
        for user in before - now:
            if bot in now or user == bot:
                left = {"type": "member_left_channel", "user": user, **common}
                self._send({**left, "event_ts": self._state.next_ts()})

    def _mentioned(self, body: Json) -> bool:
        return f"<@{self._app.bot.id}>" in body.get("text", "") and body.get("user") != self._app.bot.id

    def _send(self, event: Json) -> None:
        self._deliver(
            {
                "token": self._app.verification_token,
                "team_id": self._app.team_id,
                "context_team_id": self._app.team_id,
                "api_app_id": self._app.app_id,
                "event": event,
                "type": "event_callback",
                "event_id": f"Ev{secrets.token_hex(6).upper()}",
                "event_time": int(self._state.clock()),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": self._app.team_id,
                        "user_id": self._app.bot.id,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": False,
                "event_context": secrets.token_urlsafe(24),
            }
        )


_EVENT = {
    "client_msg_id", "type", "subtype", "team", "user", "bot_id", "bot_profile", "text", "blocks", "metadata", "ts",
    "parent_user_id", "thread_ts", "edited",
}  # fmt: skip
_MENTION = {"client_msg_id", "user", "text", "blocks", "ts", "team", "edited", "thread_ts", "app_id", "bot_id"}
_CHANGED = (_EVENT - {"metadata"}) | {"reply_count", "reply_users_count", "latest_reply", "is_locked", "subscribed"}


def _as_event(body: Json) -> Json:
    return {k: v for k, v in body.items() if k in _EVENT}


def block_actions(
    state: State, app: App, message: Message, user: User, action: Json, *, trigger_id: str, response_url: str
) -> Json:
    """The payload of somebody operating an element of a message."""
    conversation = state.conversations[message.channel]
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    container["is_ephemeral"] = message.is_ephemeral
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    name = "directmessage" if conversation.is_im else conversation.name
    payload: Json = {
        "type": "block_actions",
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": app.team_id},
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "container": container,
        "trigger_id": trigger_id,
        "team": {"id": app.team_id, "domain": "local"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": message.channel, "name": "privategroup" if conversation.is_private else name},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }
    if not message.is_ephemeral:
        payload["message"] = {k: v for k, v in message.body.items() if k in _CHANGED | {"app_id", "metadata"}}
    return payload
