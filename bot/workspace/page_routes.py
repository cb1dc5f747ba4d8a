"""The page's own JSON routes and its live socket. They call what tests call: the methods of `Workspace`."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace import lookup
from bot.workspace.errors import SlackRefused, WorkspaceError
from bot.workspace.model import Conversation, Json, Message, User
from bot.workspace.state import Change, status_body

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace

BODY_MAX = 1_000_000


class Page:
    """What the page asks for and what it does, as somebody in the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._state = workspace.state
        self._pages: dict[asyncio.Queue[str], str] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._state.subscribe(self._on_change)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def stop(self) -> None:
        self._loop = None

    def routes(self) -> list[BaseRoute]:
        def route(path: str, answer: Callable[[Request], Awaitable[Json]], verb: str = "GET") -> Route:
            async def endpoint(request: Request) -> Response:
                try:
                    return JSONResponse(await answer(request))
                except SlackRefused as refused:
                    return JSONResponse({"error": refused.code}, 400)
                except WorkspaceError as error:
                    return JSONResponse({"error": str(error)}, 400)

            return Route(f"/page/{path}", endpoint, methods=[verb])

        return [
            route("boot", self._boot),
            route("channels", self._channels),
            route("messages", self._messages),
            route("thread", self._thread),
            route("post", self._post, "POST"),
            route("click", self._click, "POST"),
            route("direct", self._direct, "POST"),
            route("join", self._join, "POST"),
            route("invite", self._invite, "POST"),
            WebSocketRoute("/page/live", self._live),
        ]

    # -- reading

    async def _boot(self, _request: Request) -> Json:
        users = [_person(user) for user in self._state.users.values()]
        return {"team": self._ws.name, "bot": self._ws.bot_user_id, "users": users}

    async def _channels(self, request: Request) -> Json:
        user = lookup.user(self._state, request.query_params.get("user", ""))
        with self._state.changed:
            seen = [c for c in self._state.conversations.values() if self._state.may_read(user.id, c)]
            return {"channels": [_place(c, user) for c in seen]}

    async def _messages(self, request: Request) -> Json:
        user, where = self._place(request)
        with self._state.changed:
            said = [_said(m) for m in self._state.messages(where.id)]
            said += [_said(m) for m in self._own(user, where) if not m.thread_ts]
            statuses = [status_body(s) for s in self._state.statuses_in(where.id)]
            prompts = self._state.prompts.get(where.id)
        return {"messages": sorted(said, key=_ts), "statuses": statuses, "prompts": prompts}

    async def _thread(self, request: Request) -> Json:
        user, where = self._place(request)
        root = request.query_params.get("ts", "")
        said = [_said(m) for m in self._state.thread(where.id, root)]
        said += [_said(m) for m in self._own(user, where) if m.thread_ts == root]
        return {"messages": sorted(said, key=_ts)}

    # -- acting

    async def _post(self, request: Request) -> Json:
        given = await _given(request)
        thread = _word(given, "thread_ts") if given.get("thread_ts") else None
        message = self._ws.post(_word(given, "text"), _word(given, "user"), _word(given, "channel"), thread)
        absent = self._ws.bot_user_id not in self._ws.channel(message.channel).members
        return {"ts": message.ts, "bot_absent": absent and f"<@{self._ws.bot_user_id}>" in message.text}

    async def _click(self, request: Request) -> Json:
        given = await _given(request)
        user = lookup.user(self._state, _word(given, "user"))
        where = lookup.readable(self._state, user.id, _word(given, "channel"))
        ts = _word(given, "ts")
        body = self._state.find(where.id, ts)
        message = Message(where.id, body) if body else None
        message = message or next((m for m in self._own(user, where) if m.ts == ts), None)
        if message is None:
            raise SlackRefused("message_not_found")
        chosen = given.get("chosen") if isinstance(given.get("chosen"), dict) else None
        pressed = self._ws.press(message, _word(given, "action_id"), user.id, chosen)
        return {"acknowledged": await asyncio.wrap_future(pressed) is not None}

    async def _direct(self, request: Request) -> Json:
        given = await _given(request)
        user = lookup.user(self._state, _word(given, "user"))
        other = lookup.user(self._state, _word(given, "with"))
        if other.id == self._ws.bot_user_id:
            return {"channel": self._ws.open_app(user.id).id}
        return {"channel": self._state.open_im(user.id, other.id).id}

    async def _join(self, request: Request) -> Json:
        given = await _given(request)
        self._ws.join(_word(given, "channel"), _word(given, "user"))
        return {}

    async def _invite(self, request: Request) -> Json:
        """Bring the bot into a channel one is a member of."""
        given = await _given(request)
        where = lookup.writable(self._state, _word(given, "user"), _word(given, "channel"))
        self._ws.invite(where.id, self._ws.bot_user_id)
        return {}

    # -- live

    async def _live(self, socket: WebSocket) -> None:
        user = socket.query_params.get("user", "")
        if user not in self._state.users:
            await socket.close(code=1008)
            return
        await socket.accept()
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._pages[queue] = user
        await socket.send_json({"kind": "ready"})
        sender = asyncio.create_task(_pump(queue, socket))
        try:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                while True:
                    await socket.receive_text()
        finally:
            del self._pages[queue]
            sender.cancel()

    def _on_change(self, change: Change) -> None:
        loop = self._loop
        if loop is None or not self._pages:
            return
        body = {**change.body, "ephemeral": True} if change.kind == "ephemeral" else change.body
        text = json.dumps({"kind": change.kind, "channel": change.channel, "body": body}, ensure_ascii=False)
        conversation = self._state.conversations[change.channel]
        everyone = change.kind == "members"  # somebody may just have lost the right to read
        for queue, user in list(self._pages.items()):
            if change.reader not in ("", user):
                continue
            if everyone:
                loop.call_soon_threadsafe(queue.put_nowait, json.dumps({"kind": "members"}))
            elif self._state.may_read(user, conversation):
                loop.call_soon_threadsafe(queue.put_nowait, text)

    # -- inside

    def _place(self, request: Request) -> tuple[User, Conversation]:
        user = lookup.user(self._state, request.query_params.get("user", ""))
        return user, lookup.readable(self._state, user.id, request.query_params.get("channel", ""))

    def _own(self, user: User, where: Conversation) -> list[Message]:
        return [m for m in self._state.ephemerals(user.id) if m.channel == where.id]


async def _pump(queue: asyncio.Queue[str], socket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_text(await queue.get())


async def _given(request: Request) -> Json:
    """The JSON object a page sent. Its content type is asked for: a foreign form could not send it."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise SlackRefused("invalid_post_type")
    body = await request.body()
    if len(body) > BODY_MAX:
        raise SlackRefused("msg_too_long")
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SlackRefused("invalid_json") from error
    if not isinstance(given, dict):
        raise SlackRefused("json_not_object")
    return given


def _word(given: Json, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise SlackRefused("invalid_arguments", (f"[ERROR] missing required field: {name}",))
    return value


def _person(user: User) -> Json:
    shown = ("id", "name", "real_name", "title", "is_restricted", "is_bot")
    return {name: getattr(user, name) for name in shown}


def _place(conversation: Conversation, user: User) -> Json:
    other = next((m for m in conversation.members if m != user.id), user.id)
    return {
        "id": conversation.id,
        "name": conversation.name,
        "topic": conversation.topic,
        "members": conversation.members,
        "is_private": conversation.is_private,
        "is_archived": conversation.is_archived,
        "is_member": user.id in conversation.members,
        "is_im": conversation.is_im,
        "with": other if conversation.is_im else None,
        "latest": next(reversed(conversation.messages), ""),
    }


def _said(message: Message) -> Json:
    return {**message.body, "ephemeral": message.is_ephemeral}


def _ts(body: Json) -> str:
    return str(body["ts"])
