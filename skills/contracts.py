"""What goes in and out of a skill. Nothing here knows Slack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from storage.audience import Audience
from storage.evidence import Evidence

if TYPE_CHECKING:
    from knowledge.search import NoteSearcher
    from storage.database import Database
    from storage.lexicon import LexiconCache

Status = Literal["answered", "clarify", "abstained", "refused"]


LONGEST_QUESTION = 2_000
"""Characters of a question that are read. People ask in a sentence or two; what is longer was pasted."""


@dataclass(frozen=True)
class Turn:
    """An earlier question of the same thread, with the plan it became (as JSON)."""

    question: str
    plan: Mapping[str, Any]


@dataclass(frozen=True)
class Ask:
    """A question: its text, who asks (e-mail, None for a stranger), everyone who can read the place the answer goes
    to, the earlier turns of its thread (oldest first), and the moment it was asked."""

    text: str
    asker: str | None
    audience: Audience
    thread: tuple[Turn, ...]
    now: dt.datetime


@dataclass(frozen=True)
class Claim:
    """One thing a sentence says: `attribute` of `subject` is `value`, which stands in the evidence `evidence`."""

    subject: str
    attribute: str
    value: str
    evidence: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a reply with the ids of the evidence that carries it. Text is plain: no markup of any kind."""

    text: str
    evidence: tuple[str, ...]
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows to be shown as a table; cells are plain text, one per column. `evidence` carries every cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One reading of an ambiguous question: what a button says, the question it asks in full, and the row (table, id)
    that it names; None where it is a meaning of a word."""

    label: str
    question: str
    row: tuple[str, int] | None = None


@dataclass(frozen=True)
class Removed:
    """A sentence that verification took out, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Query:
    """The SQL behind an answer; `certified` says that it is a declared metric."""

    sql: str
    certified: bool


@dataclass(frozen=True)
class Reply:
    """The answer to an Ask. `text` is what the sentences say in order (or why there is no answer);
    `plan` is kept for follow-ups and is not part of the JSON."""

    status: Status
    understood: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    options: tuple[Option, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    query: Query | None = None
    removed: tuple[Removed, ...] = ()
    writer: Literal["embedded", "model"] = "embedded"
    seconds: Mapping[str, float] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        tables = [{"columns": list(table.columns), "rows": [list(row) for row in table.rows]} for table in self.tables]
        return {
            "status": self.status,
            "understood": self.understood,
            "text": self.text,
            "sentences": [{"text": one.text, "evidence": list(one.evidence)} for one in self.sentences],
            "options": [{"label": one.label, "question": one.question} for one in self.options],
            "table": tables[0] if tables else None,
            "tables": tables,
            "charts": list(self.charts),
            "evidence": [one.to_json() for one in self.evidence],
            "query": {"sql": self.query.sql, "certified": self.query.certified} if self.query else None,
            "removed": [{"text": one.text, "why": one.why} for one in self.removed],
            "writer": self.writer,
            "seconds": dict(self.seconds),
        }


@dataclass(frozen=True)
class Context:
    """What a skill works with. `searcher` is made on first use: a question that needs no notes loads no model."""

    database: Database
    searcher: Callable[[], NoteSearcher]

    @cached_property
    def lexicons(self) -> LexiconCache:
        """What words can mean in this store, kept between questions."""
        from storage.lexicon import LexiconCache

        return LexiconCache(self.database)


SkillFunction = Callable[[Ask, Context], Reply]


@dataclass(frozen=True)
class Skill:
    """Something the bot can do; found by discovery."""

    name: str
    help: str
    run: SkillFunction


def skill(name: str, *, help: str) -> Callable[[SkillFunction], Skill]:
    """Declare a skill: `@skill("ask", help="Ask anything about an account")`."""

    def declare(run: SkillFunction) -> Skill:
        return Skill(name=name, help=help, run=run)

    return declare
