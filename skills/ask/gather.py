"""A plan carried out: rows from the account store, passages from the notes, both under the audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skills.ask.describe import Names, describe
from skills.ask.passages import BAR_BEHIND_A_FACT, BAR_BESIDE_RECORDS, Passages, find
from skills.ask.plan import NoteSearch, Plan, RecordStep
from storage.audience import Audience
from storage.blanks import unstated
from storage.database import Connection
from storage.lexicon import Lexicon
from storage.names import name_words
from storage.query import RecordQuery, Result, run

if TYPE_CHECKING:
    from knowledge.search import NoteSearcher


@dataclass(frozen=True)
class Records:
    """What a query brought."""

    step: RecordStep
    result: Result
    said: str
    """The query in plain words."""
    unstated: tuple[str, ...] = ()
    """The fields it leans on that no row of the store states."""

    @property
    def empty(self) -> bool:
        """Nothing was found, or nothing is stated."""
        rows = self.result.rows
        if not rows or self.unstated:
            return True
        figures = len(self.step.query.measures)
        if not figures and self.step.shape != "fact":
            return False
        asked = range(len(rows[0]) - figures, len(rows[0])) if figures else self.asked
        return all(row[place] is None for row in rows for place in asked)

    @property
    def asked(self) -> list[int]:
        """The columns of a fact that were asked for: not those that say which row it is, and whose."""
        refs = self.result.query.select
        whose = [place for place, ref in enumerate(refs) if place and not (ref.steps and ref.name == "name")]
        return whose or list(range(1, len(refs)))


Gathered = Records | Passages

_SAID_IN_WORDS = 5
_MOST_LISTED = 30
"""Rows of a list that a follow-up can point to."""

_FEW = 1
"""Rows up to which an answer is about them: several are pointed to as a list."""


def gather(
    plan: Plan,
    connection: Connection,
    lexicon: Lexicon,
    names: Names,
    searcher: Callable[[], NoteSearcher],
    audience: Audience,
    now: dt.datetime,
) -> list[Gathered]:
    """Run every step of a plan, in order."""
    found: list[Gathered] = []
    for step in plan.steps:
        if isinstance(step, RecordStep):
            result = run(connection, lexicon.catalog, lexicon.labels, step.query, now)
            gaps = unstated(connection, lexicon.catalog, step.query)
            records = Records(step, result, describe(step.query, lexicon.catalog, names), gaps)
            passages = _said_in_notes(records, searcher, audience)
            if not (passages and records.empty):
                found.append(records)
            if passages:
                found.append(passages)
        else:
            found.append(find(_about_whom(step, found), searcher(), audience))
    return found


def _said_in_notes(records: Records, searcher: Callable[[], NoteSearcher], audience: Audience) -> Passages | None:
    """What the notes say where the records say nothing, or were found without some words of the question."""
    step = records.step
    if step.otherwise is None or not (records.empty or step.loose):
        return None
    bar = BAR_BEHIND_A_FACT if records.empty else BAR_BESIDE_RECORDS
    passages = find(step.otherwise, searcher(), audience, bar=bar)
    return passages if passages.hits else None


def row_ids(connection: Connection, lexicon: Lexicon, now: dt.datetime, query: RecordQuery) -> tuple[int, ...]:
    """The rows that a query brings, as ids of its base table."""
    result = run(connection, lexicon.catalog, lexicon.labels, query, now)
    return tuple(one.row for one in result.evidence)


def found_names(found: Sequence[Gathered], lexicon: Lexicon) -> tuple[tuple[str, int, str], ...]:
    """The rows that an answer names, if they are few, as a plan keeps them: what "it" and "she" mean in a follow-up."""
    named: list[tuple[str, int, str]] = []
    for one in found:
        if not isinstance(one, Records) or one.result.query.measures or not one.result.rows:
            continue
        result = one.result
        few = len(result.rows) <= _FEW
        ids = [one.row for one in result.evidence] if few else []
        named += [(result.query.base, number, lexicon.names.get((result.query.base, number), "")) for number in ids]
        gone = next((at for at, ref in enumerate(result.query.select) if ref.name == "left_at"), None)
        still = [row for row in result.rows if gone is None or row[gone] is None] or result.rows  # "she" is still there
        for ref, cells in zip(result.query.select, zip(*still, strict=True), strict=False):
            table = lexicon.catalog.table_at(result.query.base, ref.steps)
            same = len(still) <= _SAID_IN_WORDS and len(set(cells)) == 1  # one champion of several deals
            if ref.name == "name" and ref.steps and (few or (same and table in ("contacts", "people"))):
                entries = [lexicon.entries(str(name)) for name in dict.fromkeys(cells) if name is not None]
                matching = [[entry for entry in known if entry.table == table] for known in entries]
                named += [(table, known[0].id, known[0].name) for known in matching if len(known) == 1]
    return tuple(one for one in dict.fromkeys(named) if one[2])


def listed_rows(found: Sequence[Gathered]) -> tuple[tuple[str, int], ...]:
    """The rows of the last list of an answer, in its order."""
    lists = [one.result for one in found if isinstance(one, Records) and not one.result.query.measures]
    if not lists or len(lists[-1].rows) < _FEW + 1:
        return ()
    result = lists[-1]
    return tuple((result.query.base, one.row) for one in result.evidence[:_MOST_LISTED])


def _about_whom(step: NoteSearch, found: list[Gathered]) -> NoteSearch:
    """The search with "they" put as the names that the records before it brought."""
    before = found[-1] if found else None
    if not step.follows or not isinstance(before, Records):
        return step
    names = dict.fromkeys(str(row[0]) for row in before.result.rows[:3] if row[0])
    words = [word for name in names for word in name_words(name)]
    return replace(step, text=f"{' '.join(names)} {step.text}", names=(*step.names, *words))
