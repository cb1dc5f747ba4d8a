"""Where a thing that customers use comes from is asked of the notes, and so is what follows a name alone."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import NoteSearch, RecordStep
from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)
ROWS = {
    "accounts": [{"name": "Talvera Energy", "industry": "Energy", "city": "Sevilla"}],
    "technographics": [{"account_id": 1, "technology": "ThermaNet", "category": "Monitoring", "status": "active"}],
}


@pytest.fixture(scope="module")
def steps(lexicon_of):
    """The steps of a question's plan."""
    lexicon = lexicon_of(ROWS)

    def of(text: str):
        plan = understand(text, lexicon, today=TODAY, me=None).plan
        return plan.steps if plan is not None else ()

    return of


@pytest.mark.parametrize(
    "question",
    ["where is ThermaNet based", "which city does ThermaNet come from?", "thermanet is headquartered where"],
)
def test_where_a_technology_is_from_is_asked_of_the_notes(steps, question: str) -> None:
    (step,) = steps(question)
    assert isinstance(step, NoteSearch)


@pytest.mark.parametrize("question", ["which accounts use ThermaNet", "which accounts in Sevilla use ThermaNet"])
def test_who_uses_it_is_in_the_records(steps, question: str) -> None:
    (step,) = steps(question)
    assert isinstance(step, RecordStep)


def test_what_they_do_whose_name_stands_before_the_question_is_asked_of_the_notes(steps) -> None:
    (step,) = steps("ThermaNet - what alarms do they sell")
    assert isinstance(step, NoteSearch)
    assert "ThermaNet" in step.text
