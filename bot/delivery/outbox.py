"""Makes the posts of the outbox in Slack: in order per channel, again after what may pass, once each."""

from __future__ import annotations

import datetime as dt
import http.client
import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from storage.errors import DatabaseUnavailable
from storage.outbox import (
    WaitingPost,
    count_attempt,
    due_posts,
    mark_failed,
    mark_sent,
    next_due,
    postpone,
    replace_payload,
)

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from storage.database import Database

_LOG = logging.getLogger(__name__)
_MAY_PASS = {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
_BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_blocks_too_many"}
_BLOCKS_REFUSED |= {"invalid_attachments", "msg_too_long"}
_ATTEMPTS = 15
_LONGEST_WAIT = 60
_LOOK_AGAIN = 5.0
EVENT_TYPE = "abmbot_post"


class Outbox:
    """A thread that drains the outbox. `wake` tells it that something was written."""

    def __init__(self, database: Database, client: WebClient, *, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._wake = Event()
        self._stop = Event()
        self._rooms: dict[str, str] = {}
        self._thread = Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._wake.set()

    def stop(self, timeout: float = 15) -> None:
        """Finish the post being made and stop; the rest waits for the next start."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            wait = _LOOK_AGAIN
            try:
                wait = self._drain()
            except DatabaseUnavailable as error:
                _LOG.warning("the outbox waits: %s", error)
            except Exception:  # noqa: BLE001 - whatever it is, the posts wait and the thread lives
                _LOG.exception("the outbox stumbled")
            self._wake.wait(wait)

    def _drain(self) -> float:
        """Make every post that is due; returns how many seconds until the next look."""
        while not self._stop.is_set():
            with self._database.read() as connection:
                due = due_posts(connection, now=self._clock())
            if not due:
                break
            for post in due:
                if not self._stop.is_set():
                    self._send(post)
        with self._database.read() as connection:
            moment = next_due(connection)
        if moment is None:
            return _LOOK_AGAIN
        return min(_LOOK_AGAIN, max(0.0, (moment - self._clock()).total_seconds()))

    def _send(self, post: WaitingPost) -> None:
        with self._database.write() as connection:
            count_attempt(connection, post.id)
        try:
            ts = self._found(post) or self._post(post)
        except SlackApiError as error:
            self._refused(post, error)
        except (OSError, http.client.HTTPException) as error:
            self._again(post, f"{type(error).__name__}: {error}", None)
        else:
            self._remember(post, ts)

    def _post(self, post: WaitingPost) -> str:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}
        answer = self._client.chat_postMessage(
            channel=self._room(post.channel),
            thread_ts=post.thread_ts,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
            **post.payload,
        )
        return str(answer["ts"])

    def _found(self, post: WaitingPost) -> str | None:
        """The message of a post whose first attempt ended unknown (a time-out, a crash), if Slack has it already."""
        if post.attempts == 0 or post.thread_ts is None:
            return None
        room = self._room(post.channel)
        try:
            thread: Any = self._client.conversations_replies(
                channel=room, ts=post.thread_ts, include_all_metadata=True, limit=200
            )
        except SlackApiError as error:
            _LOG.info("the thread of post %s cannot be read (%s)", post.key, error.response.get("error"))
            return None
        for message in thread["messages"]:
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT_TYPE and metadata["event_payload"].get("key") == post.key:
                return str(message["ts"])
        return None

    def _remember(self, post: WaitingPost, ts: str) -> None:
        """Note that a post was made; forgetting it would make it twice, so this does not give up."""
        while True:
            try:
                with self._database.write() as connection:
                    mark_sent(connection, post.id, ts=ts, now=self._clock())
                return
            except DatabaseUnavailable as error:
                _LOG.warning("post %s was made and is not noted yet: %s", post.key, error)
                if self._stop.wait(1):
                    return

    def _room(self, channel: str) -> str:
        """The conversation of a channel id; for a user's id their direct message with the bot."""
        if channel[:1] not in ("U", "W"):
            return channel
        if channel not in self._rooms:
            opened: Any = self._client.conversations_open(users=channel)
            self._rooms[channel] = str(opened["channel"]["id"])
        return self._rooms[channel]

    def _refused(self, post: WaitingPost, error: SlackApiError) -> None:
        code = str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""
        status = error.response.status_code
        if status == 429 or status >= 500 or code in _MAY_PASS:
            after = error.response.headers.get("Retry-After")
            self._again(post, code or f"HTTP {status}", float(after) if after and after.isdigit() else None)
        elif code in _BLOCKS_REFUSED and "blocks" in post.payload:
            _LOG.error("Slack refuses the blocks of post %s (%s): it goes out as text", post.key, _details(error))
            words = {name: value for name, value in post.payload.items() if name != "blocks"}
            with self._database.write() as connection:
                replace_payload(connection, post.id, words, error=code)
        else:
            self._fail(post, code or f"HTTP {status}")

    def _again(self, post: WaitingPost, reason: str, after: float | None) -> None:
        if post.attempts + 1 >= _ATTEMPTS:
            self._fail(post, reason)
            return
        wait = after if after is not None else min(2.0**post.attempts, _LONGEST_WAIT)
        _LOG.warning("post %s waits %.0f s: %s", post.key, wait, reason)
        with self._database.write() as connection:
            until = self._clock() + dt.timedelta(seconds=wait)
            postpone(connection, post.id, not_before=until, error=reason)

    def _fail(self, post: WaitingPost, reason: str) -> None:
        _LOG.error("post %s to %s is given up: %s", post.key, post.channel, reason)
        with self._database.write() as connection:
            mark_failed(connection, post.id, error=reason)


def _details(error: SlackApiError) -> str:
    metadata = error.response.get("response_metadata") or {}
    return "; ".join([str(error.response.get("error")), *map(str, metadata.get("messages", []))])
