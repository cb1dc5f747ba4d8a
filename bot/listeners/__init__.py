"""Listeners only translate: what Slack tells becomes an inbox item, written before it is acknowledged.

One module per Slack surface has the pure translations; here they are bound to the app.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.blocks.reply import ASK_OPTION, SHOW_QUERY
from bot.delivery.inbox import Inbox, Incoming
from bot.listeners import actions, messages

if TYPE_CHECKING:
    from slack_bolt import Ack, App

_ANYTHING = re.compile(".*")


def register(app: App, inbox: Inbox, *, bot: str, clock: Callable[[], dt.datetime]) -> None:
    """Bind every listener to the app. `bot` is the bot's user id.

    Bolt acknowledges an event before its listener runs, so the writing is done in the listener's middleware: when it
    raises, Slack gets no acknowledgement and delivers again.
    """

    def write(incoming: Incoming | None) -> None:
        if incoming is not None:
            inbox.record(incoming, now=clock())

    def write_mention(event: dict[str, Any], body: dict[str, Any], next: Callable[[], Any]) -> None:
        write(messages.mention(event, body["team_id"], bot))
        next()

    def write_message(event: dict[str, Any], body: dict[str, Any], next: Callable[[], Any]) -> None:
        write(messages.message(event, body["team_id"], bot))
        next()

    def write_show_query(body: dict[str, Any], next: Callable[[], Any]) -> None:
        write(actions.show_query(body))
        next()

    def write_option(body: dict[str, Any], next: Callable[[], Any]) -> None:
        write(actions.option(body))
        next()

    app.event("app_mention", middleware=[write_mention])(_acknowledge)
    app.event("message", middleware=[write_message])(_acknowledge)
    app.action(SHOW_QUERY, middleware=[write_show_query])(_acknowledge)
    app.action(re.compile(f"^{ASK_OPTION}_"), middleware=[write_option])(_acknowledge)
    app.action(_ANYTHING)(_acknowledge)
    app.event(_ANYTHING)(_acknowledge)


def _acknowledge(ack: Ack) -> None:
    ack()
