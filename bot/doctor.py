"""`abmbot doctor`: is everything in place, and if not, what to do."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from bot.config import Settings
from bot.wiring import House
from storage.errors import BotError, IndexOwned


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `advice` says what to do when it is not in order."""

    name: str
    ok: bool
    what: str
    advice: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class _Amiss(Exception):
    """Something is not as it should be: what, and what to do."""


def examine(settings: Settings) -> list[Check]:
    """Look at everything, one after the other; what cannot be looked at is not in order."""
    with closing(House(settings)) as house:
        return list(_checks(house))


def _checks(house: House) -> Iterator[Check]:
    settings = house.settings
    yield _look("data folder", lambda: _folder(settings))
    yield _look("database", lambda: _database(house))
    yield _look("integrity", lambda: _integrity(house))
    yield _look("skills", lambda: _skills(house))
    yield _look("prompts", _prompts)
    yield _look("embedding model", lambda: _model(house))
    yield _look("index", lambda: _index(house))
    if settings.slack_bot_token or settings.slack_app_token:
        yield _look("Slack", lambda: _slack(settings))
    else:
        yield Check("Slack", True, "no tokens are set: `abmbot demo` and the command line work without")


def _look(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except _Amiss as amiss:
        what, advice = amiss.args
        return Check(name, False, what, advice)
    except BotError as error:
        return Check(name, False, str(error))
    except Exception as error:  # noqa: BLE001 - a check that breaks is a finding, not the end of the examination
        return Check(name, False, f"{type(error).__name__}: {error}", "Please report this.")


def _folder(settings: Settings) -> str:
    folder = settings.folder
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _Amiss(f"{folder} cannot be written", "Give this user the right to, or set ABMBOT_HOME.")
    return str(folder) if folder.exists() else f"{folder} (will be made)"


def _database(house: House) -> str:
    from storage.integrity import try_writing
    from storage.people import all_people

    with house.database.read() as connection:
        people = len(all_people(connection))
    with house.database.write() as connection:
        try_writing(connection)
    shown = house.database.url.render_as_string(hide_password=True)
    empty = "" if people else "; nobody is in it yet: abmbot import FILE... --map MAP.yaml"
    return f"{shown}, schema {house.database.schema_version()}, {people} people{empty}"


def _integrity(house: House) -> str:
    from storage.integrity import damage, lost_references, unindexed_passages

    if not house.database.is_sqlite:
        return "the database server sees to it"
    with house.database.read() as connection:
        if found := damage(connection):
            raise _Amiss(
                f"the database file is damaged: {'; '.join(found)}",
                "Stop the bot, keep a copy of the data folder, and restore the file from a backup; without one, import "
                "and add the notes again into an empty ABMBOT_HOME.",
            )
        if found := lost_references(connection):
            raise _Amiss(
                f"rows refer to others that are gone: {'; '.join(found)}",
                "Another program wrote the file: restore it from a backup, or import the files of these tables again.",
            )
        if missing := unindexed_passages(connection):
            raise _Amiss(
                f"the full-text index and the notes differ in {missing} passages",
                "Build it anew: abmbot notes reindex",
            )
    return "the file is sound, every reference leads somewhere, every passage can be searched"


def _skills(house: House) -> str:
    if "ask" not in house.skills:
        raise _Amiss("the skill that answers questions is missing", "Install abmbot again.")
    return ", ".join(sorted(house.skills))


def _prompts() -> str:
    found = sum(one.name.endswith(".md") for one in files("prompts").iterdir())
    return f"{found} files"


def _model(house: House) -> str:
    house.embedder.encode(["check"])
    return f"{house.embedder.name}, weights as tested"


def _index(house: House) -> str:
    if importlib.util.find_spec("chromadb") is None:
        raise _Amiss("chromadb is not installed", "Install it: pip install -c constraints.txt chromadb")
    try:
        return f"{house.take_index().count()} passages"
    except IndexOwned:
        return "owned by the bot that is running"


def _slack(settings: Settings) -> str:
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError

    from bot.app import leave_proxies

    leave_proxies(settings.slack_api_url)
    client = WebClient(base_url=settings.slack_api_url, timeout=10)
    try:
        own = client.auth_test(token=settings.slack_bot_token)
        client.apps_connections_open(app_token=settings.slack_app_token)
    except SlackApiError as error:
        raise _Amiss(
            f"{settings.slack_api_url} refuses: {error.response.get('error')}",
            "Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN (scope connections:write), and that Socket Mode is on.",
        ) from error
    except OSError as error:
        raise _Amiss(
            f"{settings.slack_api_url} cannot be reached: {error}", "Check the network and SLACK_API_URL."
        ) from error
    return f"{settings.slack_api_url} knows the bot as {own.get('user')} in {own.get('team')}"
