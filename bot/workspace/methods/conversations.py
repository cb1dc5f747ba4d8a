"""conversations.*: where people talk, who is there, what was said."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Any, TypeVar

from bot.workspace import lookup
from bot.workspace.errors import SlackRefused
from bot.workspace.model import Conversation, Json
from bot.workspace.webapi import Call, method

_Item = TypeVar("_Item")
_TS = re.compile(r"^\d+(\.\d+)?$")


@method("conversations.list")
def list_(call: Call) -> Json:
    kinds = call.args.names("types") or ["public_channel"]
    if set(kinds) - {"public_channel", "private_channel", "im", "mpim"}:
        raise SlackRefused("invalid_types")
    skip_archived = call.args.flag("exclude_archived")
    found = [
        c
        for c in call.state.conversations.values()
        if _kind(c) in kinds
        and not (skip_archived and c.is_archived)
        and (_kind(c) == "public_channel" or call.app.bot.id in c.members)
    ]
    page, cursor = page_of(call, found, 100)
    return {"channels": [_listed(call, c) for c in page], "response_metadata": {"next_cursor": cursor}}


@method("conversations.info")
def info(call: Call) -> Json:
    conversation = lookup.readable(call.state, call.app.bot.id, call.args.text("channel"))
    channel = _described(call, conversation)
    if call.args.flag("include_num_members"):
        channel["num_members"] = len(conversation.members)
    return {"channel": channel}


@method("conversations.members")
def members(call: Call) -> Json:
    conversation = lookup.readable(call.state, call.app.bot.id, call.args.text("channel"))
    page, cursor = page_of(call, conversation.members, 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.open")
def open_(call: Call) -> Json:
    if "channel" in call.args:
        conversation = lookup.readable(call.state, call.app.bot.id, call.args.text("channel"))
        if not conversation.is_im:
            raise SlackRefused("method_not_supported_for_channel_type")
        known = True
    else:
        wanted = call.args.names("users")
        if not wanted:
            raise SlackRefused("users_list_not_supplied")
        if len(wanted) > 1:
            raise SlackRefused("method_not_supported_for_channel_type")
        person = lookup.user(call.state, wanted[0])
        before = set(call.state.conversations)
        conversation = call.state.open_im(call.app.bot.id, person.id)
        known = conversation.id in before
    if not call.args.flag("return_im"):
        channel: Json = {"id": conversation.id}
    else:
        other = _other(call, conversation)
        channel = {"id": conversation.id, "created": conversation.created, "is_im": True, "user": other}
        channel |= {"is_archived": False, "is_org_shared": False, "is_open": True, "last_read": "0000000000.000000"}
    return {"channel": channel} | ({"no_op": True, "already_open": True} if known else {})


@method("conversations.join")
def join(call: Call) -> Json:
    conversation = lookup.readable(call.state, call.app.bot.id, call.args.text("channel"))
    if conversation.is_im:
        raise SlackRefused("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise SlackRefused("is_archived")
    member = call.app.bot.id in conversation.members
    if not member:
        call.state.set_members(conversation.id, [*conversation.members, call.app.bot.id])
    answer: Json = {"channel": _described(call, conversation)}
    if member:
        warnings = {"warnings": ["already_in_channel"]}
        answer |= {"warning": "already_in_channel", "response_metadata": warnings}
    return answer


@method("conversations.history")
def history(call: Call) -> Json:
    conversation = _read_as_member(call)
    bodies = [m.body for m in reversed(call.state.messages(conversation.id))]
    page, cursor = page_of(call, _between(call, bodies), 100)
    answer: Json = {"messages": [_shown(call, body) for body in page], "has_more": bool(cursor), "pin_count": 0}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


@method("conversations.replies")
def replies(call: Call) -> Json:
    conversation = _read_as_member(call)
    ts = call.args.text("ts")
    body = conversation.messages.get(ts)
    if body is None:
        raise SlackRefused("thread_not_found")
    parent, *rest = [m.body for m in call.state.thread(conversation.id, body.get("thread_ts", ts))]
    page, cursor = page_of(call, [parent, *_between(call, rest)], 1000)
    answer: Json = {"messages": [_shown(call, body, "client_msg_id") for body in page], "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _read_as_member(call: Call) -> Conversation:
    conversation = lookup.readable(call.state, call.app.bot.id, call.args.text("channel"))
    if call.app.bot.id not in conversation.members:
        raise SlackRefused("not_in_channel")
    return conversation


def _between(call: Call, bodies: list[Json]) -> list[Json]:
    oldest, latest = call.args.text("oldest", ""), call.args.text("latest", "")
    for name, value in (("oldest", oldest), ("latest", latest)):
        if value and value != "now" and not _TS.match(value):
            raise SlackRefused(f"invalid_ts_{name}")
    inclusive = call.args.flag("inclusive")
    low = float(oldest or 0)
    high = float(latest) if latest and latest != "now" else float("inf")
    edges = {low, high} if inclusive else set()
    return [b for b in bodies if low < float(b["ts"]) < high or float(b["ts"]) in edges]


def _shown(call: Call, body: Json, *without: str) -> Json:
    """A message as it is returned: metadata only when all of it is asked for."""
    left_out = without if call.args.flag("include_all_metadata") else ("metadata", *without)
    return {k: v for k, v in body.items() if k not in left_out}


def page_of(call: Call, items: Sequence[_Item], usual: int) -> tuple[list[_Item], str]:
    """One page of the items and the cursor of the next ("" when there is none)."""
    limit = call.args.whole("limit", usual)
    if not 1 <= limit <= 1000:
        raise SlackRefused("invalid_limit")
    cursor = call.args.text("cursor", "")
    try:
        start = int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:")) if cursor else 0
    except (ValueError, binascii.Error) as error:
        raise SlackRefused("invalid_cursor") from error
    after = start + limit
    following = base64.b64encode(f"next:{after}".encode()).decode() if after < len(items) else ""
    return list(items[start:after]), following


def _kind(conversation: Conversation) -> str:
    if conversation.is_im:
        return "im"
    return "private_channel" if conversation.is_private else "public_channel"


def _other(call: Call, conversation: Conversation) -> str:
    return next((m for m in conversation.members if m != call.app.bot.id), call.app.bot.id)


def _described(call: Call, c: Conversation) -> Json:
    common: Json = {"id": c.id, "created": c.created, "is_archived": c.is_archived, "is_org_shared": False}
    common |= {"context_team_id": call.app.team_id, "updated": c.created * 1000}
    if c.is_im:
        return common | {"is_im": True, "user": _other(call, c)}
    return common | {
        "name": c.name,
        "name_normalized": c.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": c.is_private,
        "is_general": c.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": call.app.bot.id in c.members,
        "creator": c.creator,
        "unlinked": 0,
        "shared_team_ids": [call.app.team_id],
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "previous_names": [],
        "topic": {"value": c.topic, "creator": c.creator if c.topic else "", "last_set": c.created if c.topic else 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def _listed(call: Call, c: Conversation) -> dict[str, Any]:
    more: Json = {"is_user_deleted": False, "priority": 0} if c.is_im else {"num_members": len(c.members)}
    return _described(call, c) | more
