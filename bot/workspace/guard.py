"""Lets nobody in but this machine's own browser and programs: another website must not drive the workspace."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = {"127.0.0.1", "localhost"}
_SAFE = {"GET", "HEAD"}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware: checks Host (always) and Origin (where the page acts), and sets the security headers.

    Host defeats DNS rebinding, Origin a foreign page. A socket client may leave the port out of Host.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if not _may_enter(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("This address is for this machine only.", 403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await self._app(scope, receive, with_headers)


def _may_enter(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    port = str(scope["server"][1])
    name, _, given = headers.get("host", "").partition(":")
    if name not in _NAMES or given not in ("", port):
        return False
    acts = scope["type"] == "websocket" or scope["method"] not in _SAFE
    if not acts or not scope["path"].startswith("/page/"):
        return True
    return headers.get("origin") in {f"http://{n}:{port}" for n in _NAMES}
