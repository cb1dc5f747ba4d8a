"""The Web API: who calls, with what, and the answer in Slack's form. The methods themselves are in `methods/`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.workspace.arguments import Arguments, parse_body
from bot.workspace.errors import SlackRefused
from bot.workspace.model import Json, User
from bot.workspace.state import State


@dataclass(frozen=True)
class App:
    """The one app installed in the workspace, and the team it is installed in."""

    team_id: str
    team_name: str
    app_id: str
    bot_id: str
    bot: User
    bot_token: str
    app_token: str
    verification_token: str

    @property
    def profile(self) -> Json:
        """`bot_profile` as messages carry it."""
        icons = {"image_36": "", "image_48": "", "image_72": ""}
        return {
            "id": self.bot_id,
            "deleted": False,
            "name": self.bot.name,
            "updated": 0,
            "app_id": self.app_id,
            "icons": icons,
            "team_id": self.team_id,
        }


@dataclass
class Call:
    """What a method gets: the state, the app that calls, its arguments and the workspace's own address."""

    state: State
    app: App
    args: Arguments
    url: str
    open_socket: Callable[[], str]
    status_seconds: float


Method = Callable[[Call], Json]
Token = Literal["bot", "app", "any"]


@dataclass(frozen=True)
class Declared:
    run: Method
    token: Token


METHODS: dict[str, Declared] = {}


def method(name: str, token: Token = "bot") -> Callable[[Method], Method]:
    """Declare a Web API method and the kind of token it takes."""

    def declare(run: Method) -> Method:
        if name in METHODS:
            raise ValueError(f"two methods named {name}")
        METHODS[name] = Declared(run, token)
        return run

    return declare


@dataclass
class Fault:
    """The next `times` calls of a method fail with this answer."""

    times: int
    status: int
    error: str
    retry_after: int | None


@dataclass(frozen=True)
class Answer:
    body: Json | str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """A call as it came in, for tests to look at."""

    method: str
    args: Json


class WebApi:
    """Answers the calls of the app."""

    def __init__(self, state: State, app: App, open_socket: Callable[[], str], status_seconds: float) -> None:
        from bot.workspace import methods

        methods.load()
        self.url = ""
        self.faults: dict[str, Fault] = {}
        self.received: deque[Received] = deque(maxlen=10_000)
        self._state = state
        self._app = app
        self._open_socket = open_socket
        self._status_seconds = status_seconds

    def answer(self, name: str, headers: Mapping[str, str], query: Mapping[str, str], body: bytes) -> Answer:
        """The answer to one call; never raises for what a caller can send."""
        try:
            args = parse_body(headers.get("content-type", ""), body, query)
            token = _token(headers, args)
            shown = {k: v for k, v in args.values.items() if k != "token"}
            with self._state.changed:
                self.received.append(Received(name, shown))
                self._state.changed.notify_all()
            fault = self._fault(name)
            if fault:
                return fault
            declared = METHODS.get(name)
            if declared is None:
                raise SlackRefused("unknown_method")
            self._authorize(token, declared.token)
            with self._state.changed:
                result = declared.run(self._call(args))
        except SlackRefused as refused:
            return refusal(refused)
        scopes = {"x-oauth-scopes": ",".join(SCOPES)} if declared.token != "app" else {}
        return Answer({"ok": True, **result}, headers=scopes)

    def _call(self, args: Arguments) -> Call:
        return Call(self._state, self._app, args, self.url, self._open_socket, self._status_seconds)

    def _authorize(self, token: str, wanted: Token) -> None:
        if wanted == "any":
            return
        if not token:
            raise SlackRefused("not_authed")
        known = {self._app.bot_token: "bot", self._app.app_token: "app"}.get(token)
        if known is None:
            raise SlackRefused("invalid_auth")
        if known != wanted:
            raise SlackRefused("not_allowed_token_type")

    def _fault(self, name: str) -> Answer | None:
        with self._state.changed:
            fault = self.faults.get(name)
            if not fault:
                return None
            fault.times -= 1
            if fault.times <= 0:
                del self.faults[name]
        if fault.status >= 500:
            return Answer("Internal Server Error", fault.status)
        return refusal(SlackRefused(fault.error, status=fault.status, retry_after=fault.retry_after))


SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:write",
    "users:read",
    "users:read.email",
)


def refusal(refused: SlackRefused) -> Answer:
    """`ok: false` with its code, and the lines Slack adds for blocks and arguments."""
    body: Json = {"ok": False, "error": refused.code}
    if refused.details:
        if refused.code in ("invalid_blocks", "invalid_attachments", "msg_blocks_too_many"):
            body["errors"] = [line.removeprefix("[ERROR] ") for line in refused.details]
        body["response_metadata"] = {"messages": list(refused.details)}
    headers = {} if refused.retry_after is None else {"Retry-After": str(refused.retry_after)}
    return Answer(body, refused.status, headers)


def _token(headers: Mapping[str, str], args: Arguments) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    given = args.values.get("token", "")
    return given if isinstance(given, str) else ""
