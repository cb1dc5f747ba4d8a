"""The demo: a company of examples in a data folder of its own, and a local Slack with the bot in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import Settings
from storage.errors import BotError

if TYPE_CHECKING:
    from bot.wiring import House
    from bot.workspace import Person, Room

_LOG = logging.getLogger(__name__)
_BUILT = "demo.json"
_GUEST = ("Gale Visitor", "gale@agency.example")

Progress = Callable[[str, int, int], None]


class NoExamples(BotError):
    """The folder of the demo company is not there or not whole."""


def build_demo(settings: Settings, examples: Path, *, now: dt.datetime, progress: Progress | None) -> dict[str, Any]:
    """Import the demo company into the data folder, unless it is there already as the examples have it.

    Returns what was read: {"built": bool, "files": [...], "notes": {...}}.
    """
    from bot.owner import ownership
    from bot.wiring import House
    from knowledge.ingest import ImportedNotes, add_notes
    from storage.importers import load_mapping, run_import

    tables, mapping, notes = sorted(examples.glob("crm/*.csv")), examples / "map.yaml", examples / "notes"
    if not tables or not mapping.is_file() or not notes.is_dir():
        raise NoExamples(
            f"{examples.absolute()} is not the folder of the demo company (crm/*.csv, map.yaml, notes/). "
            "Nothing was built. Run this in the repository, or say where it is with --examples."
        )
    marker = settings.folder / _BUILT
    digest = _digest(examples)
    with ownership(settings.folder):
        if _built(marker) == digest:
            return {"built": False, "files": [], "notes": None}
        with closing(House(settings)) as house:
            collected = ImportedNotes(house.database, house.embedder, now=now, progress=progress)
            reports = run_import(
                house.database, tables, load_mapping(mapping), now=now, progress=progress, add_note=collected.add
            )
            collected.flush()
            read = add_notes(house.database, [notes], embedder=house.embedder, now=now, progress=progress)
        marker.write_text(json.dumps({"examples": digest}), encoding="utf-8")
    return {"built": True, "files": [one.to_json() for one in reports], "notes": read.to_json()}


def serve_demo(settings: Settings, port: int, announce: Callable[[str], None]) -> None:
    """Serve the local Slack with the bot in it until the process is told to stop."""
    from bot.app import Bot, until_told_to_end
    from bot.wiring import House
    from bot.workspace import Workspace

    with closing(House(settings)) as house:
        people, rooms = _workspace_of(house)
    with ExitStack() as stack:
        workspace = Workspace(people, rooms, name="Lumenquay", store=settings.folder / "workspace.db")
        stack.callback(workspace.stop)
        workspace.start(port)
        local = settings.for_workspace(
            api=workspace.api_url, bot_token=workspace.bot_token, app_token=workspace.app_token
        )
        house = stack.enter_context(closing(House(local)))
        bot = stack.enter_context(closing(Bot(house)))
        bot.start()
        end = until_told_to_end()
        announce(workspace.url)
        end()


def _workspace_of(house: House) -> tuple[list[Person], list[Room]]:
    """The people of the store and a guest, and their rooms: for all, for each team, for the leads."""
    from bot.workspace import Person, Room
    from storage.people import all_people

    with house.database.read() as connection:
        cards = all_people(connection)
    people = [Person(one.name, str(one.email), title=_title(one.role, one.team)) for one in cards]
    people.append(Person(_GUEST[0], _GUEST[1], title="Guest from an agency", is_restricted=True))
    teams = sorted({one.team for one in cards if one.team})
    leads = tuple(str(one.email) for one in cards if one.role == "lead")
    rooms = [
        Room("general", topic="Everybody; ask @abmbot anything about an account"),
        Room("account-team", topic="Sales and marketing of the named accounts"),
        Room(
            "agency-launch",
            members=(*(str(one.email) for one in cards if one.role == "marketer"), _GUEST[1]),
            topic="With a guest: nothing of the account store is told here",
        ),
        Room("leads", members=leads, private=True, topic="Private: sales and marketing leads"),
    ]
    for team in teams:
        members = tuple(str(one.email) for one in cards if one.team == team)
        rooms.append(Room(f"team-{_slug(team)}", members=members, private=True, topic=f"Private: {team}"))
    return people, rooms


def _title(role: str | None, team: str | None) -> str:
    return ", ".join(part for part in (role, team) if part)


def _slug(name: str) -> str:
    return "-".join("".join(one if one.isalnum() else " " for one in name.casefold()).split())


def _digest(examples: Path) -> str:
    """What the examples are made of: names, sizes and times of their files."""
    found = hashlib.sha256()
    for path in sorted(examples.rglob("*")):
        if path.is_file() and path.suffix in (".csv", ".md", ".txt", ".yaml"):
            about = path.stat()
            found.update(f"{path.relative_to(examples)}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return found.hexdigest()


def _built(marker: Path) -> str | None:
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found.get("examples") if isinstance(found, dict) else None
