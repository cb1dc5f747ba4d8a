"""The running bot: Socket Mode in, inbox, workers, outbox, and an orderly end."""

from __future__ import annotations

import datetime as dt
import faulthandler
import ipaddress
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from bot.delivery.inbox import Inbox
from bot.delivery.workers import Workers
from bot.owner import ownership
from storage.errors import BotError, SettingsInvalid, SlackUnreachable

if TYPE_CHECKING:
    from slack_sdk.socket_mode.builtin import SocketModeClient

    from bot.wiring import House

_LOG = logging.getLogger(__name__)
_PING_SECONDS = 5
_API_SECONDS = 10
_LOOK_SECONDS = 0.5
_END_SECONDS = 15
_PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")


class Bot:
    """One bot on one data folder. `start` connects and returns; `close` lets what is being worked on finish."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._stack = ExitStack()

    def start(self) -> None:
        """Own the data folder, take up what was left undone, connect.

        Raises AlreadyRunning, SettingsInvalid (no tokens), DatabaseUnavailable or SlackUnreachable; nothing runs then.
        """
        settings = self._house.settings
        if not settings.slack_bot_token or not settings.slack_app_token:
            raise SettingsInvalid(
                "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are needed to run in Slack. Nothing was started. Make an app from "
                "bot/manifest.json at api.slack.com/apps and copy both tokens, or try `abmbot demo`, which needs none."
            )
        with ExitStack() as stack:
            stack.enter_context(ownership(settings.folder))
            self._open(stack)
            self._stack = stack.pop_all()

    def close(self) -> None:
        """Stop; closing twice does nothing."""
        self._stack.close()

    def _open(self, stack: ExitStack) -> None:
        from slack_bolt import App
        from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
        from slack_bolt.error import BoltError
        from slack_sdk import WebClient
        from slack_sdk.errors import SlackApiError

        from bot.delivery.outbox import Outbox
        from bot.listeners import register
        from bot.places import Places
        from bot.responder import Responder
        from bot.schedule import make_schedule

        house, settings = self._house, self._house.settings
        leave_proxies(settings.slack_api_url)
        database = house.database
        _ = house.skills  # a broken skill is told now, not at the first question
        inbox = Inbox(settings.folder / "inbox.db")
        stack.callback(inbox.close)

        client = WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url, timeout=_API_SECONDS)
        try:
            app = App(client=client)
            own = client.auth_test()
        except (SlackApiError, BoltError, OSError) as error:
            raise _unreachable(settings.slack_api_url, error) from error
        bot, team = str(own["user_id"]), str(own["team_id"])

        house.take_index()
        # No daemon: an interpreter that ends while libraries are being loaded may crash, so it waits for the thread.
        # `close` and the command (bot.cli.run_and_exit) do not: nobody waits for a model that nobody will ask.
        Thread(target=_warm_up, args=(house,), name="warm-up").start()
        outbox = Outbox(database, client, clock=_now)
        places = Places(database, client, team=team)
        responder = Responder(house, places, client, bot=bot, clock=_now, wake=outbox.wake)
        workers = Workers(inbox, responder.handle, responder.give_up, clock=_now)
        register(app, inbox, bot=bot, clock=_now)
        handler: Any = SocketModeHandler(app, settings.slack_app_token, ping_interval=_PING_SECONDS)

        schedule = make_schedule(inbox, house.apply_index_tasks, clock=_now)
        stack.callback(responder.close)
        outbox.start()
        stack.callback(outbox.stop)
        workers.start()
        stack.callback(workers.stop)
        stack.callback(schedule.shutdown)
        schedule.start()
        stack.callback(_disconnect, handler.client)
        try:
            handler.connect()
        except (SlackApiError, OSError) as error:
            raise _unreachable(settings.slack_api_url, error) from error
        _LOG.info("connected to %s as %s", settings.slack_api_url, own.get("user"))


def _disconnect(client: SocketModeClient) -> None:
    """Take nothing new, let what came in be acknowledged, then close. The client's own `close` would cut the line
    under the last acknowledgements, and wait three seconds for a read that nobody ends."""
    client.auto_reconnect_enabled = False
    client.closed = True
    client.enqueue_message("")  # wakes the thread that waits for messages
    client.message_processor.shutdown()  # type: ignore[no-untyped-call]
    client.message_workers.shutdown(wait=True)
    if client.current_session is not None and client.current_session.sock is not None:
        client.current_session_state.terminated = True
        with suppress(OSError):
            client.current_session.sock.shutdown(socket.SHUT_RDWR)
    client.close()


def _warm_up(house: House) -> None:
    """Load the embedding model while nobody waits for it."""
    try:
        house.embedder.encode(["warm"])
    except BotError as error:
        _LOG.error("questions about notes cannot be answered: %s", error)


def until_told_to_end() -> Callable[[], None]:
    """Heed the signals that ask a process to end (SIGTERM, SIGINT) from now on. What is returned waits for one, and one
    that came before is not lost. An end that does not come in order within `_END_SECONDS` is made, and says where each
    thread stood; what was not finished is done after the next start."""
    # An Event would not do: its lock is not reentrant, and a signal that comes while `wait` holds it ends nothing.
    asked: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda told, _frame: asked.put(told))

    def wait() -> None:
        # Handlers run in this thread alone, and only between its steps: a signal that comes just before it waits, or
        # that the system gives to another thread, wakes nobody.
        told = False
        while not told:
            with suppress(Empty):
                asked.get(timeout=_LOOK_SECONDS)
                told = True
        faulthandler.dump_traceback_later(_END_SECONDS, exit=True)

    return wait


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _unreachable(url: str, error: Exception) -> SlackUnreachable:
    return SlackUnreachable(
        f"Slack at {url} refused or could not be reached: {error}. Nothing was answered; what came in before is kept. "
        "Check SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL and the network."
    )


def leave_proxies(url: str) -> None:
    """Forget the proxy variables of this process where Slack's address is to be reached without them: the Socket Mode
    client would use them even then."""
    host = urlsplit(url).hostname or ""
    if _is_loopback(host) or proxy_bypass(host):
        for name in _PROXIES:
            os.environ.pop(name, None)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
