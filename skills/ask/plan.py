"""A question as a plan: a short list of small queries, whoever made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from skills.contracts import Option
from storage.query import RecordQuery, from_json, to_json

Shape = Literal["fact", "list", "figure", "ranking", "yesno", "who", "profile"]


@dataclass(frozen=True)
class NoteSearch:
    """Passages about `topic` (the words that carry the question) in the notes of `accounts` (ids; empty: all notes).

    `text` is what is searched for; `about` names the accounts for people."""

    text: str
    topic: tuple[str, ...]
    accounts: tuple[int, ...] = ()
    about: str = ""
    follows: bool = False
    """Whether "they" are the people that the step before finds: "who is our champion and what did they say"."""
    names: tuple[str, ...] = ()
    """The words of `text` that name people, products and other rows: they say whom it is about, not what."""
    instead: tuple[str, ...] = ()
    """The words that the records could not be asked for: reported where the notes say nothing either."""
    wants: Literal["passages", "newest", "count"] = "passages"
    """What answers best, the note with the latest date, or how many notes there are; for the latter two the words of
    `topic` say what kind of note is meant ("call note")."""
    since: dt.date | None = None
    before: dt.date | None = None
    """When the notes that are counted, or of which the newest is wanted, were written."""
    bought: tuple[str, ...] = ()
    """The words for an account of which the buyer is asked: what it has bought itself is no answer."""


@dataclass(frozen=True)
class RecordStep:
    """One query to the account store and how its answer is worded. `about` names what it is scoped to."""

    query: RecordQuery
    shape: Shape
    about: str = ""
    otherwise: NoteSearch | None = None
    """Where to look when the records say nothing; where the query is `loose`, beside them too."""
    loose: bool = False
    """Whether the query leaves words of the question out that a note may have: what the notes say to the whole
    question is told beside the records."""


Step = RecordStep | NoteSearch


@dataclass(frozen=True)
class Plan:
    """The steps of a question, and the rows it named as (table, id, name): what "they" means in a follow-up."""

    steps: tuple[Step, ...]
    named: tuple[tuple[str, int, str], ...] = ()
    listed: tuple[tuple[str, int], ...] = ()
    """The rows (table, id) that the answer listed, in its order: what "the second one" means in a follow-up."""
    options: tuple[Option, ...] = ()
    """The readings to choose from, where the question was asked back."""

    def to_json(self) -> dict[str, Any]:
        steps: list[dict[str, Any]] = []
        for step in self.steps:
            if isinstance(step, NoteSearch):
                steps.append(
                    {
                        "notes": step.text,
                        "topic": step.topic,
                        "accounts": step.accounts,
                        "about": step.about,
                        "follows": step.follows,
                        "names": step.names,
                        "instead": step.instead,
                        "wants": step.wants,
                        "since": step.since.isoformat() if step.since else None,
                        "before": step.before.isoformat() if step.before else None,
                        "bought": step.bought,
                    }
                )
            else:
                steps.append({"query": to_json(step.query), "shape": step.shape, "about": step.about})
        return {
            "steps": steps,
            "named": [list(one) for one in self.named],
            "listed": [list(one) for one in self.listed],
            "options": [[one.label, one.question, one.row] for one in self.options],
        }


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def plan_from_json(data: Mapping[str, Any]) -> Plan:
    """The plan that `Plan.to_json` wrote."""
    steps: list[Step] = []
    for step in data.get("steps", ()):
        if "notes" in step:
            steps.append(
                NoteSearch(
                    step["notes"],
                    tuple(step["topic"]),
                    tuple(step["accounts"]),
                    step["about"],
                    follows=step["follows"],
                    names=tuple(step.get("names", ())),
                    instead=tuple(step.get("instead", ())),
                    wants=step.get("wants", "passages"),
                    since=_date(step.get("since")),
                    before=_date(step.get("before")),
                    bought=tuple(step.get("bought", ())),
                )
            )
        else:
            steps.append(RecordStep(from_json(step["query"]), step["shape"], step["about"]))
    named = tuple((table, number, name) for table, number, name in data.get("named", ()))
    listed = tuple((table, number) for table, number in data.get("listed", ()))
    options = tuple(
        Option(label, question, (row[0], row[1]) if row else None) for label, question, row in data.get("options", ())
    )
    return Plan(tuple(steps), named, listed, options)
