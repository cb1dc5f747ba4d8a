"""Works on inbox items: a question becomes an answer in the outbox, a button its effect."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering import Answer, Answerer, Question
from bot.blocks.reply import Outgoing, plain_message, private_heading, private_notice, query_message, reply_messages
from bot.delivery.inbox import Item
from bot.delivery.workers import TryLater
from bot.listeners import actions, messages
from bot.listeners.markup import words
from bot.places import Places, Profile
from storage.audit import AuditRow, find_audit
from storage.errors import BotError, DatabaseUnavailable
from storage.outbox import NewPost, enqueue, find_key, is_queued
from storage.turns import find_turn, private_thread

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.wiring import House

_LOG = logging.getLogger(__name__)
_STATUS = "is looking that up…"
_STATUS_SECONDS = 3.0
_PRIVATE = "private:"


@dataclass(frozen=True)
class Spot:
    """Where something was said: `root` is the ts of the message its thread hangs on."""

    team: str
    channel: str
    root: str

    @property
    def place(self) -> str:
        return f"slack:{self.team}:{self.channel}"

    @property
    def thread(self) -> str:
        return f"{self.place}:{self.root}"


class Responder:
    """`wake` is called whenever posts were written."""

    def __init__(
        self,
        house: House,
        places: Places,
        client: WebClient,
        *,
        bot: str,
        clock: Callable[[], dt.datetime],
        wake: Callable[[], None],
    ) -> None:
        self._house = house
        self._answerer = Answerer(house)
        self._places = places
        self._client = client
        self._bot = bot
        self._clock = clock
        self._wake = wake
        self._statuses = ThreadPoolExecutor(max_workers=4, thread_name_prefix="status")

    def handle(self, item: Item) -> None:
        """Do an item's work. Raises TryLater when Slack or the database is away; nothing was written then."""
        try:
            match item.kind:
                case messages.QUESTION:
                    self._question(item)
                case messages.OVERHEARD:
                    self._overheard(item)
                case actions.OPTION:
                    self._option(item)
                case actions.SHOW_QUERY:
                    self._show_query(item)
        except DatabaseUnavailable as error:
            raise TryLater(str(error)) from error

    def give_up(self, item: Item) -> None:
        """Tell the one who waits that there will be no answer."""
        if item.kind != messages.OVERHEARD and "channel" in item.body:
            text = "Something went wrong on my side and I could not answer. It is in my log; please ask again later."
            self._say(_spot(item), f"apology:{item.key}", plain_message(text))

    def close(self) -> None:
        self._statuses.shutdown(wait=True, cancel_futures=True)

    # --- questions

    def _question(self, item: Item) -> None:
        body = item.body
        said = words(body["text"], bot=self._bot, name_of=self._places.name)
        self._answer(item, _spot(item), said, _moment(body["ts"]))

    def _overheard(self, item: Item) -> None:
        """Something said in a thread: a follow-up if the thread began with a question of the same person to us."""
        spot = _spot(item)
        with self._house.database.read() as connection:
            first = find_turn(connection, spot.thread, _moment(spot.root))
        if first is not None and first.asker == self._places.profile(item.body["user"]).recorded_name:
            self._question(item)

    def _option(self, item: Item) -> None:
        entry, _, number = item.body["value"].partition(":")
        found = self._entry(item, entry)
        options: Sequence[Any] = found.reply.get("options", []) if found else []
        if number.isdecimal() and int(number) < len(options):
            self._answer(item, _spot(item), str(options[int(number)]["question"]), _moment(item.body["ts"]))

    def _answer(self, item: Item, spot: Spot, text: str, asked_at: dt.datetime) -> None:
        profile = self._places.profile(item.body["user"])
        with self._house.database.read() as connection:
            if not profile.present or is_queued(connection, f"reply:{item.key}:0"):
                return
        status = self._statuses.submit(self._show_status, spot)
        asker = self._places.reader(profile)
        question = Question(
            text=text,
            audience=self._places.audience(spot.channel),
            place=spot.place,
            asked_at=asked_at,
            now=asked_at,
            asker=asker,
            name=profile.recorded_name,
            thread=self._thread(spot, profile),
        )
        try:
            answer = self._answerer.answer(question)
        except DatabaseUnavailable:
            raise
        except BotError as error:
            _wait(status)
            self._say(spot, f"reply:{item.key}:0", plain_message(f"I could not answer: {error}"))
            return
        _wait(status)
        self._write(item, spot, profile, question, answer)

    def _write(self, item: Item, spot: Spot, profile: Profile, question: Question, answer: Answer) -> None:
        def posts(entries: Sequence[int]) -> list[NewPost]:
            public_key = f"reply:{item.key}"
            if answer.private is None:
                told = reply_messages(answer.public, entry=entries[0], now=question.now)
                return _posts(public_key, spot.channel, spot.root, told)
            told = [private_heading(spot.channel, question.text)]
            told += reply_messages(answer.private, entry=entries[1], now=question.now)
            private_key = f"{_PRIVATE}{spot.thread}:{question.asked_at.timestamp()}"
            return [
                *_posts(public_key, spot.channel, spot.root, [private_notice(profile.slack_id)]),
                *_posts(private_key, profile.slack_id, None, told),
            ]

        private_place = f"slack:{spot.team}:{profile.slack_id}"
        self._answerer.record(question, answer, private_place=private_place, posts=posts)
        self._wake()

    def _thread(self, spot: Spot, profile: Profile) -> str:
        """The thread whose turns a question builds on. Under an answer that was given privately it is the asker's own
        line of the thread that answer came from."""
        with self._house.database.read() as connection:
            key = find_key(connection, channel=profile.slack_id, ts=spot.root)
        if key is None or not key.startswith(_PRIVATE):
            return spot.thread
        origin = key.removeprefix(_PRIVATE).rsplit(":", 2)[0]
        return private_thread(origin, profile.recorded_name)

    def _show_status(self, spot: Spot) -> None:
        try:
            self._client.assistant_threads_setStatus(channel_id=spot.channel, thread_ts=spot.root, status=_STATUS)
        except Exception as error:  # noqa: BLE001 - a status is a courtesy: an answer never fails for it
            _LOG.info("no status in %s: %s", spot.channel, error)

    # --- buttons

    def _show_query(self, item: Item) -> None:
        found = self._entry(item, item.body["value"])
        query = found.reply.get("query") if found else None
        if found is None or query is None:
            return
        spot = _spot(item)
        told = query_message(str(query["sql"]), certified=bool(query["certified"]))
        self._say(spot, f"query:{found.id}:{spot.thread}", told)

    def _entry(self, item: Item, entry: str) -> AuditRow | None:
        """The audit entry a button names, if its reply was for the place it was clicked in and the one who clicked can
        read that place."""
        spot, user = _spot(item), item.body["user"]
        if not entry.isdecimal():
            return None
        with self._house.database.read() as connection:
            found = find_audit(connection, int(entry))
        own = f"slack:{spot.team}:{user}" if spot.channel.startswith("D") else spot.place
        if found is None or found.place not in (spot.place, own) or not self._places.can_read(user, spot.channel):
            _LOG.warning("a button in %s names entry %s, which is not to be read there", spot.channel, entry)
            return None
        return found

    def _say(self, spot: Spot, key: str, message: Outgoing) -> None:
        with self._house.database.write() as connection:
            enqueue(connection, [NewPost(key, spot.channel, spot.root, message.payload())], now=self._clock())
        self._wake()


def _posts(key: str, channel: str, thread_ts: str | None, told: Sequence[Outgoing]) -> list[NewPost]:
    return [NewPost(f"{key}:{n}", channel, thread_ts, one.payload()) for n, one in enumerate(told)]


def _spot(item: Item) -> Spot:
    return Spot(item.body["team"], item.body["channel"], item.body["root"])


def _moment(ts: str) -> dt.datetime:
    """A Slack timestamp as a moment."""
    return dt.datetime.fromtimestamp(float(ts), dt.UTC)


def _wait(status: Future[None]) -> None:
    """A status that is set after the answer would stay: so the answer waits for it, a little."""
    try:
        status.result(timeout=_STATUS_SECONDS)
    except TimeoutError:
        status.cancel()
