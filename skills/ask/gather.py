"""A plan carried out: rows from the account store, passages from the notes, both under the audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skills.ask.plan import NoteSearch, Plan, RecordStep
from skills.ask.words import root, tokenize
from storage.audience import Audience
from storage.lexicon import Lexicon
from storage.query import Result, run

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from knowledge.search import NoteHit, NoteSearcher


@dataclass(frozen=True)
class Records:
    """What a query brought."""

    step: RecordStep
    result: Result


@dataclass(frozen=True)
class Passages:
    """The passages that answer a search of notes, best first; none when nothing is near enough."""

    step: NoteSearch
    hits: tuple[NoteHit, ...]


Gathered = Records | Passages

_WANTED = 8
_KEPT = 4
_ENOUGH_WORDS = 0.5
_NEAR = 0.45
_NEAR_UNSCOPED = 0.5


def gather(
    plan: Plan,
    connection: Connection,
    lexicon: Lexicon,
    searcher: Callable[[], NoteSearcher],
    audience: Audience,
    now: dt.datetime,
) -> list[Gathered]:
    """Run every step of a plan, in order."""
    found: list[Gathered] = []
    for step in plan.steps:
        if isinstance(step, RecordStep):
            found.append(Records(step, run(connection, lexicon.catalog, lexicon.labels, step.query, now)))
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
    near = _NEAR if step.accounts else _NEAR_UNSCOPED
    if met >= _ENOUGH_WORDS and (len(step.topic) > 1 or hit.bm25 is not None):
        return True
    return hit.cosine is not None and hit.cosine >= near and met > 0


def coverage(topic: Sequence[str], text: str) -> float:
    """The share of topic words that a text has, in whatever form."""
    if not topic:
        return 0.0
    roots = {root(token.key) for token in tokenize(text)}
    return sum(root(word) in roots for word in topic) / len(topic)
