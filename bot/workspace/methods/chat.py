"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from bot.workspace import lookup
from bot.workspace.content import content_of
from bot.workspace.errors import SlackRefused
from bot.workspace.model import Conversation, Json
from bot.workspace.webapi import App, Call, method


def bot_body(app: App, content: Json) -> Json:
    """A message of the app around its content."""
    return {
        "user": app.bot.id,
        "type": "message",
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "team": app.team_id,
        "bot_profile": app.profile,
        **content,
    }


@method("chat.postMessage")
def post_message(call: Call) -> Json:
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel"))
    body = bot_body(call.app, content_of(call.args, cut=True))
    if "thread_ts" in call.args:
        body["thread_ts"] = lookup.thread_root(conversation, call.args.text("thread_ts"))
        if call.args.flag("reply_broadcast"):
            body["subtype"] = "thread_broadcast"
    message = call.state.add_message(conversation.id, body)
    return {"channel": conversation.id, "ts": message.ts, "message": message.body}


@method("chat.postEphemeral")
def post_ephemeral(call: Call) -> Json:
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel"))
    reader = call.args.text("user")
    if reader not in conversation.members:
        raise SlackRefused("user_not_in_channel")
    body = bot_body(call.app, content_of(call.args, cut=False))
    if "thread_ts" in call.args:
        body["thread_ts"] = lookup.thread_root(conversation, call.args.text("thread_ts"))
    return {"message_ts": call.state.add_ephemeral(conversation.id, reader, body).ts}


@method("chat.update")
def update(call: Call) -> Json:
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel"))
    ts = _own(call, conversation, "cant_update_message")
    content = content_of(call.args, cut=False)
    edited = {"user": call.app.bot.id, "ts": call.state.next_ts()}
    message = call.state.change_message(conversation.id, ts, **{"blocks": [], **content, "edited": edited})
    shown = {k: v for k, v in message.body.items() if k in _UPDATED}
    return {"channel": conversation.id, "ts": ts, "text": message.text, "message": shown}


@method("chat.delete")
def delete(call: Call) -> Json:
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel"))
    ts = _own(call, conversation, "cant_delete_message")
    call.state.delete_message(conversation.id, ts)
    return {"channel": conversation.id, "ts": ts}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    conversation = lookup.readable(call.state, call.app.bot.id, call.args.text("channel"))
    ts = call.args.text("message_ts")
    body = lookup.message(conversation, ts)
    link = f"{call.url}/archives/{conversation.id}/p{ts.replace('.', '')}"
    root = body.get("thread_ts", ts)
    if root != ts:
        link += f"?thread_ts={root}&cid={conversation.id}"
    return {"channel": conversation.id, "permalink": link}


_UPDATED = {"app_id", "blocks", "bot_id", "bot_profile", "edited", "metadata", "team", "text", "type", "user"}


def _own(call: Call, conversation: Conversation, otherwise: str) -> str:
    ts = call.args.text("ts")
    if lookup.message(conversation, ts).get("bot_id") != call.app.bot_id:
        raise SlackRefused(otherwise)
    return ts
