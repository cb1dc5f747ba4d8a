"""What became of each file, and the notes found in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_EXAMPLES = 5


@dataclass(frozen=True)
class ImportedNote:
    """A free-text cell. `key` is stable: the same cell of a later export has the same key."""

    key: str
    title: str
    text: str
    account_id: int | None
    as_of: dt.datetime
    visibility: str
    link: str | None
    source: str


@dataclass(frozen=True)
class Skipped:
    line: int
    why: str


@dataclass
class Unresolved:
    """References of one field that led nowhere: the rows are kept without them."""

    rows: int = 0
    ambiguous: int = 0
    examples: list[dict[str, Any]] = field(default_factory=list)
    hint: str | None = None
    """What to write in the mapping so that what is missing is made."""

    def count(self, line: int, value: str, *, ambiguous: bool) -> None:
        self.rows += 1
        self.ambiguous += ambiguous
        if len(self.examples) < _EXAMPLES:
            self.examples.append({"line": line, "value": value[:100]})


@dataclass
class LeadMatching:
    """How leads found their accounts: by e-mail domain, or else `by_company`, where it is exactly an account's name."""

    leads: int = 0
    matched: int = 0
    by_company: int = 0
    free_mail: int = 0
    no_email: int = 0
    ambiguous: int = 0
    unmatched: int = 0

    def to_json(self) -> dict[str, Any]:
        rate = round(self.matched / self.leads, 4) if self.leads else None
        return {**self.__dict__, "rate": rate}


@dataclass
class FileReport:
    """One file of a run; `read` = `created` + `updated` + `unchanged` + the rows listed in `skipped`."""

    file: str
    table: str
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    bad: int = 0
    duplicates: int = 0
    lost: int = 0
    """Of the duplicates those that say something else than the row that counts."""
    older: int = 0
    without: Counter[str] = field(default_factory=Counter)
    """Rows that end up without a link or date that matters, by field."""
    unresolved: dict[str, Unresolved] = field(default_factory=dict)
    created_names: dict[str, list[str]] = field(default_factory=dict)
    """Rows made from a name alone (`create: true`), by table."""
    leads: LeadMatching | None = None
    notes: int = 0
    warnings: list[str] = field(default_factory=list)

    def skip(self, line: int, why: str) -> None:
        self.skipped.append(Skipped(line, why))

    def unresolved_in(self, name: str) -> Unresolved:
        return self.unresolved.setdefault(name, Unresolved())

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "file": self.file,
            "table": self.table,
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in self.skipped],
            "bad": self.bad,
            "duplicates": self.duplicates,
            "older": self.older,
            "unresolved": {
                name: {"rows": one.rows, "ambiguous": one.ambiguous, "examples": one.examples, "hint": one.hint}
                for name, one in self.unresolved.items()
            },
            "created_references": {table: len(names) for table, names in self.created_names.items()},
            "created_names": self.created_names,
            "notes": self.notes,
            "warnings": list(self.warnings),
        }
        if self.leads is not None:
            found["leads"] = self.leads.to_json()
            found["matched"] = self.leads.matched
            found["free_mail"] = self.leads.free_mail
        return found
