"""By what day something has to be is no question whether it is; and it is a question of its own behind "and"."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import NoteSearch, RecordStep
from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)
ROWS = {
    "people": [{"name": "Mara Lindqvist"}],
    "accounts": [{"name": "Talvera Energy", "industry": "Energy", "city": "Sevilla", "owner_id": 1}],
    "opportunities": [
        {
            "account_id": 1,
            "name": "Grid Rollout",
            "stage": "Negotiation",
            "status": "open",
            "close_date": dt.date(2026, 12, 1),
        }
    ],
}


@pytest.fixture(scope="module")
def steps(lexicon_of):
    """The steps of a question's plan."""
    lexicon = lexicon_of(ROWS)

    def of(text: str):
        plan = understand(text, lexicon, today=TODAY, me=None).plan
        return plan.steps if plan is not None else ()

    return of


@pytest.mark.parametrize("question", ["by what date must the city be in at Talvera", "which day is Talvera's stage"])
def test_a_day_is_not_told_by_a_field_that_is_none(steps, question: str) -> None:
    (step,) = steps(question)
    assert isinstance(step, NoteSearch)


@pytest.mark.parametrize(
    "question", ["which day does the Grid Rollout close", "by what date does Talvera's deal close"]
)
def test_a_day_that_is_stored_is_told(steps, question: str) -> None:
    (step,) = steps(question)
    assert isinstance(step, RecordStep)


@pytest.mark.parametrize(
    "question",
    [
        "who owns Talvera and by what date must the report be in",
        "who owns Talvera and up to which amount can their boss sign alone",
        "who owns Talvera and was the board approval real",
    ],
)
def test_what_is_asked_behind_and_is_asked_for_itself(steps, question: str) -> None:
    fact, notes = steps(question)
    assert isinstance(fact, RecordStep)
    assert isinstance(notes, NoteSearch)


def test_what_leans_on_the_rows_before_it_is_not(steps) -> None:
    assert len(steps("which open deals do we have and by what date do they close")) == 1
