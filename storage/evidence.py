"""Evidence: one fact as it was found, with where it stands and when it was true."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Evidence:
    """What a sentence of a reply may lean on.

    `id` is stable across questions (`accounts:12`, `note:7#3`, `metric:win rate:...`); `span` is the text in which
    every number, date and name taken from it can be found again; `as_of` is when it was true.
    """

    id: str
    kind: Literal["metric", "record", "note"]
    account: str | None
    source: str
    link: str | None
    as_of: dt.datetime | None
    span: str

    @property
    def row(self) -> int:
        """The id of the row in its table, of a record."""
        return int(self.id.rpartition(":")[2])

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "account": self.account,
            "source": self.source,
            "link": self.link,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "span": self.span,
        }
