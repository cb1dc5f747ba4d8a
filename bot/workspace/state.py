"""What the workspace is at this moment: users, conversations, messages, ephemerals, statuses. Knows no wire.

Everything goes through one lock and every change is told twice: to the listeners (the app's events, the pages) and to
whoever waits on the condition. Stored message bodies are replaced, never changed in place, so they can be handed out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.workspace.errors import SlackRefused
from bot.workspace.journal import Journal
from bot.workspace.model import Conversation, Json, Message, Status, User, slack_id


@dataclass(frozen=True)
class Change:
    """One thing that happened.

    `kind`: message, message_changed, message_deleted, thread (its counts), reaction, ephemeral, ephemeral_deleted,
    status, prompts, members.
    `channel` is where; `before` the former body of a changed or deleted message; `reader` the one user it is for.
    """

    kind: str
    channel: str
    body: Json
    before: Json | None = None
    reader: str = ""


Listener = Callable[[Change], None]


class State:
    """The users and conversations of one workspace; safe to use from any thread."""

    def __init__(self, *, clock: Callable[[], float] = time.time, journal: Journal | None = None) -> None:
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.users: dict[str, User] = {}
        self.conversations: dict[str, Conversation] = {}
        self.statuses: dict[tuple[str, str], Status] = {}
        self.prompts: dict[str, Json] = {}
        self._ephemerals: dict[str, list[Message]] = {}
        self._listeners: list[Listener] = []
        self._journal = journal
        self._last_ts = 0
        for conversation in journal.conversations() if journal else ():
            self.conversations[conversation.id] = conversation
            for ts in conversation.messages:
                self._last_ts = max(self._last_ts, int(ts.replace(".", "")))

    def subscribe(self, listener: Listener) -> None:
        """`listener` is called for every change, in order, on the thread that made it."""
        self._listeners.append(listener)

    def close(self) -> None:
        with self.changed:
            if self._journal:
                self._journal.close()
                self._journal = None

    # -- users and conversations

    def add_user(self, user: User) -> None:
        with self.changed:
            self.users[user.id] = user

    def add_channel(self, conversation: Conversation) -> None:
        """Add a channel; messages that the journal keeps for it stay."""
        with self.changed:
            kept = self.conversations.get(conversation.id)
            if kept:
                conversation.messages = kept.messages
            self._keep(conversation)

    def open_im(self, one: str, other: str) -> Conversation:
        """The direct message between two users, made when they have none."""
        key = slack_id("D", *sorted((one, other)))
        with self.changed:
            if key not in self.conversations:
                members = list(dict.fromkeys((one, other)))
                self._keep(Conversation(key, "", int(self.clock()), one, is_im=True, members=members))
                self._tell(Change("members", key, {}))
            return self.conversations[key]

    def set_members(self, channel: str, members: Iterable[str]) -> None:
        with self.changed:
            conversation = self.conversations[channel]
            conversation.members = list(dict.fromkeys(members))
            self._keep(conversation)
            self._tell(Change("members", channel, {}))

    def archive(self, channel: str) -> None:
        with self.changed:
            conversation = self.conversations[channel]
            conversation.is_archived = True
            self._keep(conversation)
            self._tell(Change("members", channel, {}))

    def channel_named(self, name: str) -> Conversation | None:
        wanted = name.removeprefix("#")
        return next((c for c in self.conversations.values() if c.name == wanted and not c.is_im), None)

    def may_read(self, user: str, conversation: Conversation) -> bool:
        """Members read; so does every full member where the channel is public."""
        if user in conversation.members:
            return True
        public = not (conversation.is_im or conversation.is_private)
        return public and not self.users[user].is_restricted

    # -- messages

    def next_ts(self) -> str:
        """A timestamp of Slack's form, later than every one before it."""
        with self.changed:
            self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
            seconds, micros = divmod(self._last_ts, 1_000_000)
            return f"{seconds}.{micros:06}"

    def add_message(self, channel: str, body: Json) -> Message:
        """Append a message; `ts` is set here. A reply counts on its parent; an app's post clears its status there."""
        with self.changed:
            conversation = self.conversations[channel]
            body = {**body, "ts": self.next_ts()}
            root = body.get("thread_ts")
            if root:
                parent = conversation.messages[root]
                body["parent_user_id"] = parent.get("user", "")
            self._put(conversation, body)
            if "bot_id" in body:
                self._clear_status(channel, root or body["ts"])
            self._tell(Change("message", channel, body))
            if root:
                self._count_replies(conversation, root)
            return Message(channel, body)

    def change_message(self, channel: str, ts: str, **fields: Any) -> Message:
        with self.changed:
            conversation = self.conversations[channel]
            before = conversation.messages[ts]
            body = {**before, **fields}
            self._put(conversation, body)
            self._tell(Change("message_changed", channel, body, before))
            return Message(channel, body)

    def delete_message(self, channel: str, ts: str) -> None:
        with self.changed:
            conversation = self.conversations[channel]
            before = conversation.messages[ts]
            if before.get("reply_count"):  # its replies stay, so something has to hold them
                counts = {k: v for k, v in before.items() if k in _COUNTS}
                self._put(conversation, {**_TOMBSTONE, "ts": ts, **counts})
                self._tell(Change("message_deleted", channel, before, before))
                self._tell(Change("thread", channel, conversation.messages[ts]))
                return
            del conversation.messages[ts]
            if self._journal:
                self._journal.delete_message(channel, ts)
            self._tell(Change("message_deleted", channel, before, before))
            if before.get("thread_ts"):
                self._count_replies(conversation, before["thread_ts"])

    def react(self, channel: str, ts: str, name: str, user: str) -> None:
        with self.changed:
            conversation = self.conversations[channel]
            body = conversation.messages[ts]
            reactions = {r["name"]: r["users"] for r in body.get("reactions", ())}
            if user in reactions.get(name, ()):
                raise SlackRefused("already_reacted")
            reactions[name] = [*reactions.get(name, ()), user]
            shown = [{"name": n, "users": u, "count": len(u)} for n, u in reactions.items()]
            body = {**body, "reactions": shown}
            self._put(conversation, body)
            self._tell(Change("reaction", channel, body, {"name": name, "user": user}))

    def messages(self, channel: str) -> list[Message]:
        """The top level of a conversation, oldest first, with the replies that were sent to the channel too."""
        with self.changed:
            bodies = self.conversations[channel].messages.values()
            return [Message(channel, b) for b in bodies if _on_top(b)]

    def thread(self, channel: str, root_ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        with self.changed:
            bodies = self.conversations[channel].messages.values()
            return [Message(channel, b) for b in bodies if root_ts in (b["ts"], b.get("thread_ts"))]

    def find(self, channel: str, ts: str) -> Json | None:
        with self.changed:
            conversation = self.conversations.get(channel)
            return conversation.messages.get(ts) if conversation else None

    # -- what only one person sees, and only now

    def add_ephemeral(self, channel: str, reader: str, body: Json) -> Message:
        with self.changed:
            message = Message(channel, {**body, "ts": self.next_ts()}, is_ephemeral=True)
            self._ephemerals.setdefault(reader, []).append(message)
            if "bot_id" in body:
                self._clear_status(channel, body.get("thread_ts", ""))
            self._tell(Change("ephemeral", channel, message.body, reader=reader))
            return message

    def replace_ephemeral(self, channel: str, reader: str, ts: str, body: Json | None) -> None:
        """Put another body in the place of an ephemeral message; None takes it away."""
        with self.changed:
            kept = []
            for message in self._ephemerals.get(reader, []):
                if (message.channel, message.ts) != (channel, ts):
                    kept.append(message)
                elif body is not None:
                    kept.append(Message(channel, {**message.body, **body}, is_ephemeral=True))
            self._ephemerals[reader] = kept
            changed = next((m.body for m in kept if m.ts == ts), None)
            kind = "ephemeral" if changed else "ephemeral_deleted"
            self._tell(Change(kind, channel, changed or {"ts": ts}, reader=reader))

    def ephemerals(self, reader: str) -> list[Message]:
        with self.changed:
            return list(self._ephemerals.get(reader, []))

    def set_status(self, status: Status) -> None:
        """Show what the app is doing; an empty text clears it."""
        with self.changed:
            if status.text:
                self.statuses[status.channel, status.thread_ts] = status
                self._tell(Change("status", status.channel, status_body(status)))
            else:
                self._clear_status(status.channel, status.thread_ts)

    def status(self, channel: str, thread_ts: str) -> Status | None:
        """The status shown in a thread now; an expired one is none."""
        with self.changed:
            status = self.statuses.get((channel, thread_ts))
            return status if status and status.expires_at > self.clock() else None

    def statuses_in(self, channel: str) -> list[Status]:
        with self.changed:
            return [s for s in self.statuses.values() if s.channel == channel and s.expires_at > self.clock()]

    def set_prompts(self, channel: str, prompts: Json) -> None:
        with self.changed:
            self.prompts[channel] = prompts
            self._tell(Change("prompts", channel, prompts))

    # -- inside

    def _put(self, conversation: Conversation, body: Json) -> None:
        conversation.messages[body["ts"]] = body
        if self._journal:
            self._journal.save_message(conversation.id, body)

    def _keep(self, conversation: Conversation) -> None:
        self.conversations[conversation.id] = conversation
        if self._journal:
            self._journal.save_conversation(conversation)

    def _count_replies(self, conversation: Conversation, root: str) -> None:
        replies = [b for b in conversation.messages.values() if b.get("thread_ts") == root and b["ts"] != root]
        users = list(dict.fromkeys(b.get("user", "") for b in replies))
        before = conversation.messages[root]
        body = {k: v for k, v in before.items() if k not in _COUNTS}
        if replies:
            body |= {
                "thread_ts": root,
                "reply_count": len(replies),
                "reply_users_count": len(users),
                "latest_reply": replies[-1]["ts"],
                "reply_users": users[:5],
                "is_locked": False,
                "subscribed": True,
            }
        self._put(conversation, body)
        self._tell(Change("thread", conversation.id, body))

    def _clear_status(self, channel: str, thread_ts: str) -> None:
        status = self.statuses.pop((channel, thread_ts), None)
        if status:
            gone = Status(channel, thread_ts, "", (), status.expires_at)
            self._tell(Change("status", channel, status_body(gone)))

    def _tell(self, change: Change) -> None:
        for listener in self._listeners:
            listener(change)
        self.changed.notify_all()


_COUNTS = {"thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked", "subscribed"}

_TOMBSTONE = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted."}


def _on_top(body: Json) -> bool:
    return body.get("thread_ts") in (None, body["ts"]) or body.get("subtype") == "thread_broadcast"


def status_body(status: Status) -> Json:
    """A status as the page is told of it."""
    return {
        "thread_ts": status.thread_ts,
        "status": status.text,
        "loading_messages": list(status.loading_messages),
        "expires_at": status.expires_at,
    }
