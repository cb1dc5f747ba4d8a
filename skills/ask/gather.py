"""A plan carried out: rows from the account store, passages from the notes, both under the audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skills.ask.describe import Names, describe
from skills.ask.plan import NoteSearch, Plan, RecordStep
from skills.ask.words import root, tokenize
from storage.audience import Audience
from storage.database import Connection
from storage.lexicon import Lexicon
from storage.query import Result, run

if TYPE_CHECKING:
    from knowledge.search import NoteHit, NoteSearcher


@dataclass(frozen=True)
class Records:
    """What a query brought."""

    step: RecordStep
    result: Result
    said: str
    """The query in plain words."""

    @property
    def empty(self) -> bool:
        """Nothing was found, or nothing is stated."""
        rows = self.result.rows
        if not rows:
            return True
        return self.step.shape == "fact" and all(value is None for row in rows for value in row[1:])


@dataclass(frozen=True)
class Passages:
    """The passages that answer a search of notes, best first; none when nothing is near enough."""

    step: NoteSearch
    hits: tuple[NoteHit, ...]


Gathered = Records | Passages

_WANTED = 8
_KEPT = 4
_ENOUGH_WORDS = 0.5
_ENOUGH_UNSCOPED = 0.6
_NEAR = 0.4
_NEAR_UNSCOPED = 0.5


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
            records = Records(step, result, describe(step.query, lexicon.catalog, names))
            if step.otherwise is not None and records.empty:
                passages = Passages(step.otherwise, tuple(_passages(step.otherwise, searcher(), audience)))
                if passages.hits:
                    found.append(passages)
                    continue
            found.append(records)
        else:
            found.append(Passages(step, tuple(_passages(step, searcher(), audience))))
    return found


def _passages(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> list[NoteHit]:
    hits = searcher.search(step.text, audience, account_ids=step.accounts or None, k=_WANTED)
    if not step.topic:
        newest = sorted(hits, key=lambda hit: (hit.as_of, -hit.position), reverse=True)
        return newest[:_KEPT]
    kept = [hit for hit in hits if answers(step, hit)]
    return kept[:_KEPT]


def answers(step: NoteSearch, hit: NoteHit) -> bool:
    """Whether a passage is about the topic: it has most of its words, or means nearly the same."""
    met = coverage(step.topic, f"{hit.heading} {hit.text}")
    if step.strict:
        return met == 1
    near = _NEAR if step.accounts else _NEAR_UNSCOPED
    enough = _ENOUGH_WORDS if step.accounts or step.asked else _ENOUGH_UNSCOPED
    if met >= enough and (len(step.topic) > 1 or hit.bm25 is not None):
        return True
    return hit.cosine is not None and hit.cosine >= near and (met > 0 or (step.asked and bool(step.accounts)))


def coverage(topic: Sequence[str], text: str) -> float:
    """The share of topic words that a text has, in whatever form."""
    if not topic:
        return 0.0
    roots = {root(token.key) for token in tokenize(text)}
    return sum(root(word) in roots for word in topic) / len(topic)
