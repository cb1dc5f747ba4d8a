"""One process owns a data folder: it takes from the inbox and serves the embedded index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import BotError


class AlreadyRunning(BotError):
    """Another process runs on the same data folder."""


@contextmanager
def ownership(folder: Path) -> Iterator[None]:
    """Own a data folder for a while. Raises AlreadyRunning at once when another process does; a process that died
    owns nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "owner.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunning(
            f"Another abmbot already runs on {folder}. Nothing was started. "
            "Stop it first, or set ABMBOT_HOME to another folder; the other commands work beside it."
        ) from error
    except OSError as error:
        raise AlreadyRunning(
            f"The data folder {folder} cannot be owned ({error.strerror}). Nothing was started. "
            "Give this user the right to write it, or set ABMBOT_HOME to another folder."
        ) from error
    try:
        yield
    finally:
        lock.release()
