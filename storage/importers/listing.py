"""The tables and fields that a mapping may name, with the values that are ours, as people look them up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storage.errors import MappingInvalid
from storage.importers.fields import CODED, NAMED, ORDER, Field, fields_of
from storage.importers.mapping import STAGES

_WORDS = {"boolean": "yes/no", "moment": "date and time", "list": "list, parted by ;"}


def listed_fields(tables: Sequence[str] = ()) -> dict[str, list[dict[str, Any]]]:
    """The fields of these tables, or of all. Raises MappingInvalid for a table that does not exist."""
    for table in tables:
        if table not in ORDER:
            raise MappingInvalid(f"There is no table {table!r}. The tables are {', '.join(ORDER)}.")
    return {table: [_told(table, one) for one in fields_of(table).values()] for table in tables or ORDER}


def _told(table: str, known: Field) -> dict[str, Any]:
    return {
        "name": known.name,
        "kind": known.kind,
        "table": known.target or None,
        "required": known.required,
        "values": list(CODED.get((table, known.name), ())),
    }


def fields_text(listed: dict[str, list[dict[str, Any]]]) -> str:
    """What `listed_fields` found, a paragraph a table."""
    parts = []
    for table, fields in listed.items():
        width = max(len(one["name"]) for one in fields)
        lines = [f"  {one['name']:{width}}  {_line(table, one)}".rstrip() for one in fields]
        parts.append("\n".join([table, *lines]))
    return "\n\n".join(parts)


def _line(table: str, one: dict[str, Any]) -> str:
    kind: str = _WORDS.get(one["kind"], one["kind"])
    if one["table"]:
        ways = ["id", *(["name"] if one["table"] in NAMED | {"contacts", "opportunities"} else [])]
        ways += ["e-mail"] if one["table"] in {"people", "contacts"} else []
        kind = f"-> {one['table']}, by {' or '.join(ways)}"
    if one["values"]:
        kind += f": {' | '.join(one['values'])}"
    if (table, one["name"]) == ("opportunities", "stage"):
        kind += f", each {' | '.join(STAGES)} (key stages)"
    instead = [other for other in ("first_name", "last_name", "email") if other in fields_of(table)]
    or_else = f", or {' or '.join(instead)}" if one["name"] == "name" and "first_name" in instead else ""
    return kind + (f"  (needed{or_else})" if one["required"] else "")
