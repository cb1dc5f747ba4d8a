"""Writes the demo company's CRM export: `python examples/generate.py [FOLDER]`.

The same profiles and the same seed give the same files, byte for byte. Standard library only.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from making.basics import Row
from making.deals import make_deals, opportunities_of_next_week
from making.master_data import (
    make_accounts,
    make_consents,
    make_contacts,
    make_lists,
    make_ours,
    make_technologies,
)
from making.story import story
from making.work import make_activities, make_campaigns, make_cases, make_intent, make_leads
from making.world import World

FROM_HAMBURG = {"contracts.csv", "campaigns.csv"}  # exported by systems set to German: semicolons, Windows-1252


def build() -> World:
    world = World()
    make_ours(world)
    make_accounts(world)
    make_contacts(world)
    make_consents(world)
    make_lists(world)
    make_technologies(world)
    make_deals(world)
    make_campaigns(world)
    make_activities(world)
    make_cases(world)
    make_intent(world)
    make_leads(world)
    return world


def as_csv(name: str, rows: list[Row]) -> bytes:
    text = io.StringIO()
    german = name in FROM_HAMBURG
    writer = csv.DictWriter(
        text, list(rows[0]), delimiter=";" if german else ",", lineterminator="\r\n" if german else "\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("windows-1252" if german else "utf-8")


def main(folder: Path) -> None:
    world = build()
    files = {f"crm/{name}": as_csv(name, rows) for name, rows in world.files.items()}
    files["crm_next_week/opportunities.csv"] = as_csv("opportunities.csv", opportunities_of_next_week(world))
    files["story.md"] = story(world).encode()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
