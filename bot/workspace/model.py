"""The values of a workspace: who is in it, where they talk, what was said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def slack_id(prefix: str, *parts: str) -> str:
    """An id of Slack's form, the same for the same parts on every run: a restarted workspace finds its own."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:8])
    letters = ""
    for _ in range(10):
        number, place = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[place]
    return prefix + letters


@dataclass(frozen=True)
class Person:
    """Somebody to seed the workspace with. Empty `slack_id` and `handle` are derived from the e-mail address."""

    real_name: str
    email: str
    title: str = ""
    tz: str = "UTC"
    slack_id: str = ""
    handle: str = ""
    is_restricted: bool = False


@dataclass(frozen=True)
class Room:
    """A channel to seed the workspace with.

    `members` are e-mail addresses; None means every full member. `bot` says whether the bot is a member.
    """

    name: str
    members: tuple[str, ...] | None = None
    private: bool = False
    topic: str = ""
    bot: bool = True


@dataclass(frozen=True)
class User:
    id: str
    name: str
    real_name: str
    email: str
    title: str = ""
    tz: str = "UTC"
    is_restricted: bool = False
    is_bot: bool = False


@dataclass
class Conversation:
    """A channel, a private channel or a direct message (`is_im`) with its messages by ts, oldest first."""

    id: str
    name: str
    created: int
    creator: str
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    topic: str = ""
    members: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)

    @property
    def channel_type(self) -> str:
        """Slack's word for the kind of conversation in message events."""
        if self.is_im:
            return "im"
        return "group" if self.is_private else "channel"


@dataclass(frozen=True)
class Status:
    """What the app says it is doing in a thread, until `expires_at` (seconds since the epoch)."""

    channel: str
    thread_ts: str
    text: str
    loading_messages: tuple[str, ...]
    expires_at: float


@dataclass(frozen=True)
class Message:
    """A message as somebody looking at the workspace sees it; `body` is what conversations.history returns."""

    channel: str
    body: Json
    is_ephemeral: bool = False

    @property
    def ts(self) -> str:
        return str(self.body["ts"])

    @property
    def thread_ts(self) -> str | None:
        return self.body.get("thread_ts")

    @property
    def root_ts(self) -> str:
        """The ts of the message that a thread hangs on: the parent's, or the message's own."""
        return self.thread_ts or self.ts

    @property
    def user(self) -> str:
        return str(self.body.get("user", ""))

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks", []))

    @property
    def metadata(self) -> Json | None:
        return self.body.get("metadata")

    @property
    def is_bot(self) -> bool:
        return "bot_id" in self.body

    @property
    def buttons(self) -> list[Json]:
        """Every element that sends block_actions, each with the `block_id` of its block."""
        return [{**element, "block_id": block["block_id"]} for block, element in interactive(self.blocks)]

    @property
    def content(self) -> str:
        """All words a reader sees, block by block; the text alone when there are no blocks."""
        return "\n".join(_words(self.blocks)) if self.blocks else self.text


def interactive(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """The pairs (block, element) of a message's blocks that a reader can operate."""
    found = []
    for block in blocks:
        candidates = [*block.get("elements", ()), *block.get("actions", ()), block.get("accessory")]
        found += [(block, e) for e in candidates if isinstance(e, dict) and "action_id" in e]
        found += interactive(block.get("child_blocks", []))
    return found


_READ = ("text", "title", "fields", "elements", "accessory", "rows", "child_blocks", "caption", "alt_text")


def _words(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, list):
        if node and all(isinstance(cell, dict) and cell.get("type", "").startswith("raw_") for cell in node):
            return [" | ".join(word for cell in node for word in _words(cell))]
        return [word for item in node for word in _words(item)]
    if not isinstance(node, dict):
        return []
    match node.get("type"):
        case "user":
            return [f"<@{node['user_id']}>"]
        case "link":
            return [node.get("text") or node["url"]]
        case "raw_number":
            return [str(node.get("text") or node["value"])]
        case "rich_text_section" | "rich_text_preformatted" | "rich_text_quote":
            return ["".join(_words(node["elements"]))]
    return [word for key in _READ if key in node for word in _words(node[key])]
