"""The local Slack as one object: seeded by its caller, driven by people, served on the loopback address."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from bot.workspace.errors import SlackRefused, WorkspaceError
from bot.workspace.events import Events, block_actions
from bot.workspace.journal import Journal
from bot.workspace.lookup import readable, thread_root, writable
from bot.workspace.model import Conversation, Json, Message, Person, Room, Status, User, interactive, slack_id
from bot.workspace.responses import ResponseUrls
from bot.workspace.server import Server
from bot.workspace.socketmode import Delivery, Reason, SocketMode
from bot.workspace.state import State
from bot.workspace.typed import as_sent
from bot.workspace.webapi import App, Fault, WebApi

_Found = TypeVar("_Found")

TYPED_MAX = 40_000


class Workspace:
    """A Slack workspace with one app in it, `abmbot`.

    People act through the methods below; the page's own routes call the same ones. Whatever Slack would refuse raises
    `SlackRefused` with Slack's code. A person is named by e-mail, handle, id or real name, a channel by name or id.
    """

    def __init__(
        self,
        people: Iterable[Person] = (),
        rooms: Iterable[Room] = (Room("general"),),
        *,
        name: str = "Local workspace",
        bot_name: str = "abmbot",
        store: Path | None = None,
        bot_token: str = "",
        app_token: str = "",
        clock: Callable[[], float] = time.time,
        ack_seconds: float = 3.0,
        retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0),
        status_seconds: float = 120.0,
    ) -> None:
        self.name = name
        self.state = State(clock=clock, journal=Journal(store) if store else None)
        bot = User(slack_id("U", "bot", bot_name), bot_name, bot_name, "", is_bot=True)
        self.app = App(
            team_id=slack_id("T", name),
            team_name=name,
            app_id=slack_id("A", bot_name),
            bot_id=slack_id("B", bot_name),
            bot=bot,
            bot_token=bot_token or f"xoxb-local-{secrets.token_hex(12)}",
            app_token=app_token or f"xapp-local-{secrets.token_hex(12)}",
            verification_token=secrets.token_hex(12),
        )
        self._seed(people, rooms)
        self.sockets = SocketMode(self.app.app_id, ack_seconds=ack_seconds, retry_delays=retry_delays, told=self._told)
        self.events = Events(self.state, self.app, self._deliver_event)
        self.responses = ResponseUrls(self.state, self.app)
        self.api = WebApi(self.state, self.app, self._open_socket, status_seconds)
        self.url = ""
        self._server: Server | None = None

    # -- serving

    def start(self, port: int = 0) -> str:
        """Serve on 127.0.0.1 (port 0: any free one) in a thread of its own; returns the address."""
        self._server = Server(self)
        self.url = self.api.url = self._server.start(port)
        return self.url

    def stop(self) -> None:
        """Close every socket, stop the thread and the file behind it. Stopping twice does nothing."""
        if self._server:
            self._server.stop()
            self._server = None
        self.state.close()

    def __enter__(self) -> Workspace:
        if not self._server:
            self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def api_url(self) -> str:
        """The base URL of the Web API: what SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        return self.app.app_token

    @property
    def team_id(self) -> str:
        return self.app.team_id

    @property
    def bot_user_id(self) -> str:
        return self.app.bot.id

    @property
    def bot_id(self) -> str:
        return self.app.bot_id

    # -- people act

    def post(self, text: str, by: str, channel: str = "general", thread: str | Message | None = None) -> Message:
        """Type a message into a channel; `@name` and `#channel` become references. `thread`: the message or its ts."""
        user = self.user(by)
        if not text.strip():
            raise SlackRefused("no_text")
        if len(text) > TYPED_MAX:
            raise SlackRefused("msg_too_long")
        with self.state.changed:
            where = writable(self.state, user.id, self._channel_key(channel))
            sent, blocks = as_sent(text, self._names(), self._channels_known_to(user))
            body: Json = {"user": user.id, "type": "message", "client_msg_id": str(uuid.uuid4())}
            body |= {"text": sent, "team": self.team_id, "blocks": blocks}
            if thread:
                root = thread.root_ts if isinstance(thread, Message) else thread
                body["thread_ts"] = thread_root(where, root)
            return self.state.add_message(where.id, body)

    def mention(self, text: str, by: str, channel: str = "general", thread: str | Message | None = None) -> Message:
        """Type a message that begins with the bot's name."""
        return self.post(f"@{self.app.bot.name} {text}", by, channel, thread)

    def direct(self, text: str, by: str, thread: str | Message | None = None) -> Message:
        """Type a direct message to the bot."""
        return self.post(text, by, self.state.open_im(self.bot_user_id, self.user(by).id).id, thread)

    def reply(self, to: Message, text: str, by: str) -> Message:
        """Type a reply in the thread of a message."""
        return self.post(text, by, to.channel, to)

    def press(self, message: Message, action: str, by: str, chosen: Json | None = None) -> Future[Json | None]:
        """Operate an element, named by its action_id or its label; `chosen` is the option of a menu.

        The future resolves to the app's acknowledgement, or to None when the app did not answer in time.
        """
        user = self.user(by)
        conversation = readable(self.state, user.id, message.channel)
        found = [
            (block, element)
            for block, element in interactive(message.blocks)
            if action in (element["action_id"], _label(element))
        ]
        if not found:
            shown = ", ".join(_label(e) or e["action_id"] for _, e in interactive(message.blocks)) or "none"
            raise WorkspaceError(f"The message has no element {action!r}; it has: {shown}. Nothing was pressed.")
        block, element = found[0]
        kept = ("type", "action_id", "text", "value", "style", "url")
        pressed: Json = {k: element[k] for k in kept if k in element}
        pressed |= {"block_id": block["block_id"], "action_ts": self.state.next_ts()}
        if element["type"] == "feedback_buttons":
            sides = {b["value"]: b for b in (element["positive_button"], element["negative_button"])}
            pressed["value"] = (chosen or {}).get("value") or element["positive_button"]["value"]
            pressed["text"] = sides[pressed["value"]]["text"]
        elif chosen is not None:
            pressed["selected_option"] = chosen
        payload = block_actions(
            self.state,
            self.app,
            Message(conversation.id, message.body, message.is_ephemeral),
            user,
            pressed,
            trigger_id=f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}",
            response_url=self.url + self.responses.issue(message, user.id),
        )
        return self.sockets.deliver(Delivery("interactive", payload)).acked

    def click(self, message: Message, action: str, by: str, chosen: Json | None = None) -> bool:
        """Operate an element and wait: whether the app acknowledged in time."""
        return self.press(message, action, by, chosen).result() is not None

    def open_app(self, by: str) -> Conversation:
        """Open the bot's direct message, which tells the app so."""
        user = self.user(by)
        self.events.home_opened(user.id)
        return self.state.open_im(self.bot_user_id, user.id)

    def join(self, channel: str, who: str) -> None:
        """Join a channel that one may read."""
        user = self.user(who)
        conversation = readable(self.state, user.id, self._channel_key(channel))
        self._add_member(conversation, user)

    def invite(self, channel: str, who: str) -> None:
        """Make somebody (the bot too) a member of a channel."""
        self._add_member(self.channel(channel), self.user(who))

    def leave(self, channel: str, who: str) -> None:
        """Leave a channel."""
        conversation, gone = self.channel(channel), self.user(who).id
        self.state.set_members(conversation.id, [m for m in conversation.members if m != gone])

    def archive(self, channel: str) -> None:
        """Archive a channel: nobody can write there any more."""
        self.state.archive(self.channel(channel).id)

    # -- looking

    def user(self, key: str) -> User:
        """A user by e-mail, handle, id or real name."""
        wanted = key.removeprefix("@").casefold()
        for user in self.state.users.values():
            if wanted in (user.id.casefold(), user.name, user.email.casefold(), user.real_name.casefold()):
                return user
        raise SlackRefused("user_not_found", (f"[ERROR] nobody is called {key!r} here",))

    def channel(self, key: str) -> Conversation:
        """A conversation by name or id."""
        found = self.state.conversations.get(self._channel_key(key))
        if found is None:
            raise SlackRefused("channel_not_found", (f"[ERROR] no channel is called {key!r} here",))
        return found

    def messages(self, channel: str = "general") -> list[Message]:
        """The top level of a channel, oldest first."""
        return self.state.messages(self.channel(channel).id)

    def thread(self, message: Message) -> list[Message]:
        """A message and everything in its thread, oldest first."""
        return self.state.thread(message.channel, message.root_ts)

    def ephemerals(self, who: str, channel: str | None = None) -> list[Message]:
        """What only this person sees, oldest first."""
        key = self.channel(channel).id if channel else None
        return [m for m in self.state.ephemerals(self.user(who).id) if key in (None, m.channel)]

    @property
    def last_reply(self) -> Message:
        """The latest message of the bot anywhere."""
        with self.state.changed:
            bodies = [(c.id, b) for c in self.state.conversations.values() for b in c.messages.values()]
        mine = [Message(channel, b) for channel, b in bodies if b.get("bot_id") == self.bot_id]
        if not mine:
            raise WorkspaceError("The bot has not said anything yet.")
        return max(mine, key=lambda m: m.ts)

    def status(self, message: Message) -> Status | None:
        """What the app says it is doing in the thread of a message."""
        return self.state.status(message.channel, message.root_ts)

    def wait_for(self, look: Callable[[], _Found | None], timeout: float = 10.0) -> _Found:
        """What `look` finds (anything but None and False), tried again after every change; else TimeoutError."""
        deadline = time.monotonic() + timeout
        with self.state.changed:
            while True:
                found = look()
                if found is not None and found is not False:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"nothing of the kind within {timeout:g} s")
                self.state.changed.wait(left)

    def wait_for_reply(self, to: Message, timeout: float = 10.0) -> Message:
        """The first message of the bot after `to`, in its thread or, in a direct message, beside it."""
        direct = self.channel(to.channel).is_im

        def look() -> Message | None:
            near = self.thread(to) + (self.messages(to.channel) if direct else [])
            later = [m for m in near if m.is_bot and m.ts > to.ts]
            return min(later, key=lambda m: m.ts, default=None)

        try:
            return self.wait_for(look, timeout)
        except TimeoutError:
            said = [m.text for m in self.thread(to)]
            raise TimeoutError(f"the bot did not answer within {timeout:g} s; the thread: {said}") from None

    def wait_for_ephemeral(
        self, who: str, channel: str | None = None, after: Message | None = None, timeout: float = 10.0
    ) -> Message:
        """The first message that only this person sees (after `after`, when given)."""
        since = after.ts if after else ""
        return self.wait_for(lambda: next((m for m in self.ephemerals(who, channel) if m.ts > since), None), timeout)

    # -- the wire

    @property
    def connections(self) -> int:
        """How many Socket Mode connections the app holds."""
        return self.sockets.connections

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything the app was told or is still to be told."""
        return list(self.sockets.deliveries)

    def wait_until_connected(self, timeout: float = 10.0) -> None:
        """Until the app holds a Socket Mode connection."""
        self.wait_for(lambda: self.connections > 0, timeout)

    def disconnect(self, reason: Reason | None = None) -> None:
        """Tell the app to reconnect for a reason, or drop its connections without a word (None)."""
        self.sockets.disconnect(reason)

    def fail(
        self, method: str, times: int = 1, *, status: int = 429, error: str = "", retry_after: int | None = None
    ) -> None:
        """Let the next calls of a Web API method fail: 429 (with Retry-After), 500, or `error` under status 200."""
        if error:
            status = 200 if status == 429 else status
        elif status == 429:
            error, retry_after = "ratelimited", 1 if retry_after is None else retry_after
        self.api.faults[method] = Fault(times, status, error or "internal_error", retry_after)

    def calls(self, method: str) -> list[Json]:
        """The arguments of every call of a method, refused ones too."""
        return [received.args for received in list(self.api.received) if received.method == method]

    # -- inside

    def _add_member(self, conversation: Conversation, user: User) -> None:
        if conversation.is_im:
            raise SlackRefused("method_not_supported_for_channel_type")
        self.state.set_members(conversation.id, [*conversation.members, user.id])

    def _seed(self, people: Iterable[Person], rooms: Iterable[Room]) -> None:
        self.state.add_user(self.app.bot)
        ids: dict[str, str] = {}
        for person in people:
            key = person.slack_id or slack_id("U", person.email.casefold())
            handle = (person.handle or person.email.partition("@")[0]).casefold()
            ids[person.email.casefold()] = key
            self.state.add_user(
                User(key, handle, person.real_name, person.email, person.title, person.tz, person.is_restricted)
            )
        full = [u.id for u in self.state.users.values() if not u.is_restricted and not u.is_bot]
        for room in rooms:
            unknown = [email for email in room.members or () if email.casefold() not in ids]
            if unknown:
                raise WorkspaceError(
                    f"The channel {room.name} names members that are not among the people: {', '.join(unknown)}. "
                    "Nothing was started; add them or take them out."
                )
            members = full if room.members is None else [ids[email.casefold()] for email in room.members]
            conversation = Conversation(
                slack_id("C", room.name),
                room.name,
                int(self.state.clock()),
                next(iter(members), self.app.bot.id),
                is_private=room.private,
                topic=room.topic,
                members=[*members, *([self.app.bot.id] if room.bot else [])],
            )
            self.state.add_channel(conversation)

    def _channel_key(self, key: str) -> str:
        if key in self.state.conversations:
            return key
        named = self.state.channel_named(key)
        return named.id if named else key

    def _names(self) -> dict[str, str]:
        return {user.name: user.id for user in self.state.users.values()}

    def _channels_known_to(self, user: User) -> dict[str, str]:
        known = (c for c in self.state.conversations.values() if not c.is_im and self.state.may_read(user.id, c))
        return {c.name.lower(): c.id for c in known}

    def _deliver_event(self, payload: Json) -> None:
        self.sockets.deliver(Delivery("events_api", payload))

    def _open_socket(self) -> str:
        address = self.url.removeprefix("http://")
        return f"ws://{address}/link/?ticket={self.sockets.ticket()}&app_id={self.app.app_id}"

    def _told(self) -> None:
        with self.state.changed:
            self.state.changed.notify_all()


def _label(element: Json) -> str:
    text = element.get("text")
    return str(text["text"]) if isinstance(text, dict) else ""
