"""response_url: what an app says back to an interaction, five times within half an hour."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from bot.workspace.arguments import Arguments
from bot.workspace.content import content_of
from bot.workspace.errors import SlackRefused
from bot.workspace.methods.chat import bot_body
from bot.workspace.model import Json, Message
from bot.workspace.state import State
from bot.workspace.webapi import App

MAX_USES = 5
SECONDS = 1800.0


@dataclass
class _Ticket:
    message: Message
    reader: str
    expires_at: float
    uses: int = 0


class ResponseUrls:
    """Hands out response URLs and does what is posted to them."""

    def __init__(self, state: State, app: App) -> None:
        self._state = state
        self._app = app
        self._tickets: dict[str, _Ticket] = {}

    def issue(self, message: Message, reader: str) -> str:
        """The path of a new response URL for an interaction with a message."""
        key = secrets.token_urlsafe(18)
        now = self._state.clock()
        self._tickets = {k: t for k, t in self._tickets.items() if t.expires_at > now}
        self._tickets[key] = _Ticket(message, reader, now + SECONDS)
        return f"/actions/{self._app.team_id}/{key}"

    def respond(self, key: str, values: Any) -> None:
        """Post, replace or delete as the body says; raises `SlackRefused` when it may not."""
        if not isinstance(values, dict):
            raise SlackRefused("invalid_payload")
        with self._state.changed:
            ticket = self._tickets.get(key)
            if ticket is None or ticket.uses >= MAX_USES or ticket.expires_at <= self._state.clock():
                raise SlackRefused("used_url" if ticket else "expired_url", status=404)
            ticket.uses += 1
            self._do(ticket, Arguments(values, typed=True))

    def _do(self, ticket: _Ticket, args: Arguments) -> None:
        message, state = ticket.message, self._state
        if args.flag("delete_original"):
            if message.is_ephemeral:
                state.replace_ephemeral(message.channel, ticket.reader, message.ts, None)
            elif state.find(message.channel, message.ts):
                state.delete_message(message.channel, message.ts)
            return
        content = content_of(args, cut=True)
        if args.flag("replace_original") and message.is_ephemeral:
            state.replace_ephemeral(message.channel, ticket.reader, message.ts, {"blocks": [], **content})
        elif args.flag("replace_original") and state.find(message.channel, message.ts):
            edited = {"user": self._app.bot.id, "ts": state.next_ts()}
            state.change_message(message.channel, message.ts, **{"blocks": [], **content, "edited": edited})
        else:
            body: Json = bot_body(self._app, content)
            thread = args.text("thread_ts", message.thread_ts or "")
            if thread and state.find(message.channel, thread):
                body["thread_ts"] = thread
            if args.text("response_type", "ephemeral") == "in_channel":
                state.add_message(message.channel, body)
            else:
                state.add_ephemeral(message.channel, ticket.reader, body)
