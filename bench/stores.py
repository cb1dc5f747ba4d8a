"""The two stores of the evaluation, built the way a user builds them: import a mapping, add notes, ask."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.config import Settings
from bot.wiring import House
from skills.contracts import Ask, Reply, Turn
from storage.audience import Audience, Reader
from storage.people import find_people, reader

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"


def _cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Source:
    """What a store is built from, and the questions asked of it."""

    name: str
    tables: Path
    mapping: Path
    notes: Path

    @property
    def cases(self) -> list[dict[str, Any]]:
        return _cases(self.name)

    @property
    def chat(self) -> list[dict[str, Any]]:
        """Questions as people type them in a chat: terse, chatty, misspelt, in every shape."""
        return _cases(f"{self.name}_chat")

    @property
    def held_out(self) -> list[dict[str, Any]]:
        """The questions nobody looks at while working on the product."""
        return _cases(f"{self.name}_heldout")

    @property
    def digest(self) -> str:
        """Tells one state of the store's files from another."""
        digest = hashlib.sha256()
        for file in sorted([self.mapping, *self.tables.glob("*.csv"), *self.notes.rglob("*")]):
            if file.is_file():
                digest.update(file.read_bytes())
        return digest.hexdigest()[:8]


DEMO = Source("demo", ROOT / "examples" / "crm", ROOT / "examples" / "map.yaml", ROOT / "examples" / "notes")
_SECOND = CASES / "second_store"
SECOND = Source("second_store", _SECOND, _SECOND / "map.yaml", _SECOND / "notes")
BOTH = (DEMO, SECOND)


@contextmanager
def opened(home: Path) -> Iterator[House]:
    """The house over a data folder."""
    house = House(Settings.read({"ABMBOT_HOME": str(home)}))
    try:
        yield house
    finally:
        house.close()


def build(source: Source, house: House, *, now: dt.datetime) -> None:
    """Import the tables of a store and read its notes."""
    from knowledge.ingest import ImportedNotes, add_notes
    from storage.importers import load_mapping, run_import

    collected = ImportedNotes(house.database, house.embedder, now=now)
    files = sorted(source.tables.glob("*.csv"))
    run_import(house.database, files, load_mapping(source.mapping), now=now, add_note=collected.add)
    collected.flush()
    add_notes(house.database, [source.notes], embedder=house.embedder, now=now)


def ask(house: House, case: Mapping[str, Any]) -> Reply:
    """Ask a case's question, after the earlier ones of its thread, as its asker, where it is asked."""
    return prepared(house, case)()


def prepared(house: House, case: Mapping[str, Any]) -> Callable[[], Reply]:
    """A case ready to be asked: the earlier questions of its thread have been, its own waits for the call."""
    day: dt.date = case["today"]
    now = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
    asker = _reader(house, case["ask_as"]) if case.get("ask_as") else None
    if case.get("dm"):
        if asker is None:
            raise ValueError(f"case {case['id']}: a direct message is somebody's (ask_as)")
        audience = Audience.of(asker)
    else:
        audience = Audience(readers=(asker,) if asker else (), whole_workspace=True)
    run = house.skills["ask"].run
    thread: list[Turn] = []
    for earlier in case.get("thread") or ():
        reply = run(_ask(earlier, asker, audience, thread, now), house.context)
        thread.append(Turn(earlier, reply.plan))
    return lambda: run(_ask(case["question"], asker, audience, thread, now), house.context)


def _ask(text: str, asker: Reader | None, audience: Audience, thread: Sequence[Turn], now: dt.datetime) -> Ask:
    return Ask(text=text, asker=asker.email if asker else None, audience=audience, thread=tuple(thread), now=now)


def _reader(house: House, email: str) -> Reader:
    with house.database.read() as connection:
        return reader(email, find_people(connection, [email]).get(email.casefold()))
