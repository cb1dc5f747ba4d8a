"""Threads that take from the inbox and work, while Slack has its acknowledgement long since."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from threading import Event, Thread

from bot.delivery.inbox import Inbox, Item

_LOG = logging.getLogger(__name__)
_ATTEMPTS = 5
_LOOK_AGAIN = 1.0


class TryLater(Exception):
    """What an item needs is away for the moment; nothing was done for it."""


class Workers:
    """`handle` does an item's work and may raise TryLater; `give_up` is told of an item that cannot be done.

    Items of one lane keep their order. An item that was begun when the process died is begun again at the next start.
    """

    def __init__(
        self,
        inbox: Inbox,
        handle: Callable[[Item], None],
        give_up: Callable[[Item], None],
        *,
        clock: Callable[[], dt.datetime],
        threads: int = 4,
    ) -> None:
        self._inbox = inbox
        self._handle = handle
        self._give_up = give_up
        self._clock = clock
        self._busy: set[str] = set()
        self._stop = Event()
        self._threads = [Thread(target=self._run, name=f"worker-{n}", daemon=True) for n in range(threads)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float = 10) -> None:
        """Finish what is being worked on, take nothing new."""
        self._stop.set()
        with self._inbox.arrived:
            self._inbox.arrived.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                item = self._next()
                if item is not None:
                    self._work_alone(item)
            except Exception:  # noqa: BLE001 - whatever it is, the items wait and the thread lives
                _LOG.exception("the inbox cannot be used; trying again")
                self._stop.wait(_LOOK_AGAIN)

    def _work_alone(self, item: Item) -> None:
        try:
            self._work(item)
        finally:
            with self._inbox.arrived:
                self._busy.discard(item.lane)
                self._inbox.arrived.notify_all()

    def _next(self) -> Item | None:
        with self._inbox.arrived:
            while not self._stop.is_set():
                item = self._inbox.take(self._busy, now=self._clock())
                if item is not None:
                    self._busy.add(item.lane)
                    return item
                self._inbox.arrived.wait(_LOOK_AGAIN)
        return None

    def _work(self, item: Item) -> None:
        try:
            if item.attempts > _ATTEMPTS:
                _LOG.error("item %s was tried %s times and is given up", item.key, item.attempts - 1)
                self._give_up(item)
            else:
                self._handle(item)
        except TryLater as error:
            self._later(item, error)
        except Exception:  # noqa: BLE001 - an item that fails must not take its worker along
            _LOG.exception("item %s failed", item.key)
            self._surrender(item)
        else:
            self._inbox.finish(item)

    def _surrender(self, item: Item) -> None:
        try:
            self._give_up(item)
        except Exception:  # noqa: BLE001 - nothing is left to try
            _LOG.exception("not even the apology for item %s could be written", item.key)
        self._inbox.finish(item, status="failed")

    def _later(self, item: Item, error: TryLater) -> None:
        if item.attempts >= _ATTEMPTS:
            _LOG.error("item %s is given up: %s", item.key, error)
            self._surrender(item)
            return
        wait = dt.timedelta(seconds=2**item.attempts)
        _LOG.warning("item %s waits %s s: %s", item.key, wait.seconds, error)
        self._inbox.postpone(item, self._clock() + wait)
