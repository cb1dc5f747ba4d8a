"""Serves a workspace on the loopback address: Web API, Socket Mode, response URLs and the page, in one thread."""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import socket
import threading
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.workspace.errors import SlackRefused, WorkspaceError
from bot.workspace.guard import Guard
from bot.workspace.page_routes import Page

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace

HOST = "127.0.0.1"
BODY_MAX = 10_000_000
START_SECONDS = 20.0


class Server:
    """One uvicorn in one thread for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._page = Page(workspace)
        self._ready = threading.Event()
        self._uvicorn: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int) -> str:
        """Bind, serve, and return the address once requests are answered."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(128)
        except OSError as error:
            listener.close()
            raise WorkspaceError(
                f"The local Slack cannot listen on {HOST}:{port} ({error.strerror}); nothing was started. "
                "Stop what uses that port, or choose another one."
            ) from error
        config = uvicorn.Config(
            self._application(),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            ws_max_size=BODY_MAX,
        )
        self._uvicorn = uvicorn.Server(config)
        run = self._uvicorn.run
        self._thread = threading.Thread(target=lambda: run([listener]), name="local-slack", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise WorkspaceError("The local Slack did not start; nothing is served. See the log for the reason.")
        return f"http://{HOST}:{listener.getsockname()[1]}"

    def stop(self) -> None:
        if self._uvicorn and self._thread:
            self._uvicorn.should_exit = True
            self._thread.join()

    def _application(self) -> Starlette:
        routes = [
            Route("/", self._static),
            Route("/static/{name}", self._static),
            *self._page.routes(),
            Route("/api/{method}", self._web_api, methods=["GET", "POST"]),
            WebSocketRoute("/link/", self._ws.sockets.serve),
            Route("/actions/{team}/{key}", self._respond, methods=["POST"]),
            Route("/archives/{channel}/{message}", self._static),
        ]
        return Starlette(routes=routes, middleware=[Middleware(Guard)], lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        self._ws.sockets.start(loop)
        self._page.start(loop)
        self._ready.set()
        yield
        self._page.stop()
        self._ws.sockets.stop()

    async def _web_api(self, request: Request) -> Response:
        body = await request.body()
        if len(body) > BODY_MAX:
            return PlainTextResponse("Request Entity Too Large", 413)
        name = request.path_params["method"]
        answer = self._ws.api.answer(name, request.headers, dict(request.query_params), body)
        if isinstance(answer.body, str):
            return PlainTextResponse(answer.body, answer.status, dict(answer.headers))
        return JSONResponse(answer.body, answer.status, dict(answer.headers))

    async def _respond(self, request: Request) -> Response:
        try:
            values = json.loads(await request.body())
            self._ws.responses.respond(request.path_params["key"], values)
        except (ValueError, RecursionError):
            return PlainTextResponse("invalid_payload", 400)
        except SlackRefused as refused:
            return PlainTextResponse(refused.code, refused.status if refused.status != 200 else 400)
        return PlainTextResponse("ok")

    async def _static(self, request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        file = files("bot.workspace").joinpath("page", name)
        if "/" in name or name.startswith(".") or not file.is_file():
            return PlainTextResponse("Not Found", 404)
        return Response(file.read_bytes(), media_type=mimetypes.guess_type(name)[0] or "text/plain")
