"""assistant.threads.* and agents.sessions.*: what the app says it is doing, and what it suggests to ask."""

from __future__ import annotations

from bot.workspace import lookup
from bot.workspace.arguments import wrong
from bot.workspace.errors import SlackRefused
from bot.workspace.model import Conversation, Json, Status
from bot.workspace.webapi import Call, method

LOADING_MESSAGES_MAX = 10
PROMPTS_MAX = 4
SESSION_TITLE_MAX = 200
SESSION_STATUSES = ("active", "processing", "suspended", "closed")


@method("assistant.threads.setStatus")
def set_status(call: Call) -> Json:
    conversation, root = _thread(call, call.args.text("thread_ts"))
    loading = call.args.array("loading_messages") or []
    if len(loading) > LOADING_MESSAGES_MAX or not all(isinstance(line, str) for line in loading):
        raise wrong("loading_messages", f"must be at most {LOADING_MESSAGES_MAX} strings")
    expires = call.state.clock() + call.status_seconds
    call.state.set_status(Status(conversation.id, root, call.args.text("status"), tuple(loading), expires))
    return {}


@method("assistant.threads.setSuggestedPrompts")
def set_suggested_prompts(call: Call) -> Json:
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel_id"))
    prompts = call.args.array("prompts")
    if not prompts or len(prompts) > PROMPTS_MAX:
        raise wrong("prompts", f"must have 1 to {PROMPTS_MAX} items")
    for prompt in prompts:
        if not isinstance(prompt, dict) or not all(isinstance(prompt.get(k), str) for k in ("title", "message")):
            raise wrong("prompts", "each item needs a title and a message")
    if "thread_ts" in call.args:
        lookup.thread_root(conversation, call.args.text("thread_ts"))
    shown = [{"title": p["title"], "message": p["message"]} for p in prompts]
    call.state.set_prompts(conversation.id, {"title": call.args.text("title", ""), "prompts": shown})
    return {}


@method("agents.sessions.setStatus")
def set_session_status(call: Call) -> Json:
    status = call.args.text("status")
    if status not in SESSION_STATUSES:
        raise wrong("status", f"must be one of: {', '.join(SESSION_STATUSES)}")
    if len(call.args.text("title", "")) > SESSION_TITLE_MAX:
        raise wrong("title", f"must be less than {SESSION_TITLE_MAX + 1} characters")
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel_id"))
    root = call.args.text("thread_ts", "")
    if root:
        _thread(call, root)
    text = "is working on it…" if status == "processing" else ""
    expires = call.state.clock() + call.status_seconds
    call.state.set_status(Status(conversation.id, root, text, (), expires))
    return {}


def _thread(call: Call, root: str) -> tuple[Conversation, str]:
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel_id"))
    if root not in conversation.messages:
        raise SlackRefused("invalid_thread_ts")
    return conversation, root
