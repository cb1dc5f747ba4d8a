"""reactions.*: an emoji under a message."""

from __future__ import annotations

import re

from bot.workspace import lookup
from bot.workspace.errors import SlackRefused
from bot.workspace.model import Json
from bot.workspace.webapi import Call, method

_NAME = re.compile(r"^[a-z0-9_+'-]+(::skin-tone-[2-6])?$")


@method("reactions.add")
def add(call: Call) -> Json:
    name = call.args.text("name").strip(":")
    if not _NAME.match(name):
        raise SlackRefused("invalid_name")
    if "channel" not in call.args or "timestamp" not in call.args:
        raise SlackRefused("no_item_specified")
    conversation = lookup.writable(call.state, call.app.bot.id, call.args.text("channel"))
    ts = call.args.text("timestamp")
    lookup.message(conversation, ts)
    call.state.react(conversation.id, ts, name, call.app.bot.id)
    return {}
