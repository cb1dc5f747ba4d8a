"""Socket Mode: hello, envelopes, acknowledgements, Slack's retries, disconnects.

All of it runs on the server's event loop; `deliver`, `disconnect` and the like may be called from any thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.model import Json

MAX_CONNECTIONS = 10
Reason = Literal["warning", "refresh_requested", "link_disabled"]


@dataclass(eq=False)
class Delivery:
    """One thing the app is to be told, over all its attempts.

    `acked` resolves to the payload of the acknowledgement ({} when it had none), or to None once nobody waits for it
    any more: after the last retry of an event, after `ack_seconds` for an interaction.
    """

    kind: Literal["events_api", "interactive", "slash_commands"]
    payload: Json
    accepts_response_payload: bool = False
    attempt: int = 0
    reason: str = ""
    envelope_ids: list[str] = field(default_factory=list)
    acked: Future[Json | None] = field(default_factory=Future)


@dataclass(eq=False)
class _Connection:
    socket: WebSocket
    leaving: bool = False
    unacked: set[Delivery] = field(default_factory=set)


class SocketMode:
    """The sockets of one app."""

    def __init__(
        self,
        app_id: str,
        *,
        ack_seconds: float,
        retry_delays: tuple[float, ...],
        told: Callable[[], None],
    ) -> None:
        self.deliveries: deque[Delivery] = deque(maxlen=10_000)
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._retry_delays = retry_delays
        self._told = told
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._open: dict[str, Delivery] = {}
        self._waiting: deque[Delivery] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timers: set[asyncio.TimerHandle] = set()
        self._tasks: set[asyncio.Future[None]] = set()
        self._turn = 0

    # -- from any thread

    @property
    def connections(self) -> int:
        """How many sockets the app holds and Slack would still use."""
        return sum(not c.leaving for c in self._connections)

    def ticket(self) -> str:
        """A ticket that opens one socket, once."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    def deliver(self, delivery: Delivery) -> Delivery:
        """Send to one of the app's sockets; with no socket an event waits for one, an interaction times out."""
        self.deliveries.append(delivery)
        if self._loop is None:
            self._waiting.append(delivery)
        else:
            self._loop.call_soon_threadsafe(self._dispatch, delivery)
        return delivery

    def disconnect(self, reason: Reason | None) -> None:
        """Ask every socket to leave for `reason`, or drop them all without a word (None)."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._leave_all, reason)

    # -- the server's side

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        for _ in range(len(self._waiting)):
            loop.call_soon_threadsafe(self._dispatch, self._waiting.popleft())

    def stop(self) -> None:
        """Forget the loop. Unacknowledged events stay so; nobody waits for an interaction any more."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self._loop = None
        for delivery in list(self.deliveries):
            if delivery.kind != "events_api" and not delivery.acked.done():
                delivery.acked.set_result(None)

    async def serve(self, socket: WebSocket) -> None:
        """One socket from its handshake to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = _Connection(socket)
        if self.connections >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        self._connections.append(connection)
        await socket.send_json(self._hello())
        self._told()
        while self._waiting:
            self._dispatch(self._waiting.popleft())
        try:
            while True:
                self._on_ack(await socket.receive_text(), connection)
        except (WebSocketDisconnect, RuntimeError):  # RuntimeError: the server closed it first
            pass
        finally:
            self._connections.remove(connection)
            self._told()
            for delivery in connection.unacked:
                self._failed(delivery, "connection_failed")

    def _hello(self) -> Json:
        debug = {"host": "local", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": debug,
            "connection_info": {"app_id": self._app_id},
        }

    def _dispatch(self, delivery: Delivery) -> None:
        if delivery.acked.done():
            return
        ready = [c for c in self._connections if not c.leaving]
        if not ready:
            if delivery.kind == "events_api":
                self._waiting.append(delivery)
            else:
                self._later(self._ack_seconds, lambda: self._failed(delivery, "timeout"))
            return
        self._turn += 1
        connection = ready[self._turn % len(ready)]
        envelope_id = f"{secrets.token_hex(4)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(6)}"
        delivery.envelope_ids.append(envelope_id)
        self._open[envelope_id] = delivery
        connection.unacked.add(delivery)
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.accepts_response_payload,
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
        self._spawn(self._send(connection, envelope))
        attempt = delivery.attempt
        self._later(self._ack_seconds, lambda: self._overdue(connection, delivery, attempt))

    async def _send(self, connection: _Connection, envelope: Json) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # gone meanwhile: `serve` counts it as failed
            await connection.socket.send_text(json.dumps(envelope, ensure_ascii=False))

    def _on_ack(self, text: str, connection: _Connection) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        if not isinstance(message, dict):
            return
        delivery = self._open.get(str(message.get("envelope_id")))
        if delivery is None:
            return
        for envelope_id in delivery.envelope_ids:
            self._open.pop(envelope_id, None)
        for other in self._connections:
            other.unacked.discard(delivery)
        if not delivery.acked.done():
            delivery.acked.set_result(message.get("payload") or {})
        self._told()

    def _overdue(self, connection: _Connection, delivery: Delivery, attempt: int) -> None:
        if delivery in connection.unacked and delivery.attempt == attempt:
            connection.unacked.discard(delivery)
            self._failed(delivery, "timeout")

    def _failed(self, delivery: Delivery, reason: str) -> None:
        if delivery.acked.done():
            return
        if delivery.kind != "events_api" or delivery.attempt >= len(self._retry_delays):
            for envelope_id in delivery.envelope_ids:
                self._open.pop(envelope_id, None)
            delivery.acked.set_result(None)
            self._told()
            return
        delay = self._retry_delays[delivery.attempt]
        delivery.attempt += 1
        delivery.reason = reason
        self._later(delay, lambda: self._dispatch(delivery))

    def _leave_all(self, reason: Reason | None) -> None:
        for connection in self._connections:
            self._leave(connection, reason)

    def _leave(self, connection: _Connection, reason: Reason | None) -> None:
        connection.leaving = True
        self._told()
        if reason is None:
            self._spawn(self._close(connection))
        else:
            self._spawn(self._send(connection, {"type": "disconnect", "reason": reason}))

    async def _close(self, connection: _Connection) -> None:
        with contextlib.suppress(RuntimeError):
            await connection.socket.close(code=1012)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop itself keeps only a weak reference
        task.add_done_callback(self._tasks.discard)

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        if self._loop is None:
            return

        def run() -> None:
            self._timers.discard(handle)
            what()

        handle = self._loop.call_later(seconds, run)
        self._timers.add(handle)
