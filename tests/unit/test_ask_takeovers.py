"""`who acquired Halden` asks for the buyer of the account, and no sentence of what it bought itself answers."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import NoteSearch, Plan, plan_from_json
from skills.ask.takeovers import tells_of_takeover
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    "question",
    [
        "who acquired Talvera Energy?",
        "who bought Talvera Energy",
        "who is buying Talvera",
        "who took over Talvera",
        "has Talvera been acquired",
        "is anyone taking over Talvera?",
        "did somebody acquire Talvera Energy",
    ],
)
def test_the_buyer_of_an_account_is_asked_of_the_notes(sales, question):
    plan = understand(question, sales, today=TODAY, me=None).plan
    assert isinstance(plan, Plan)
    (step,) = plan.steps
    assert isinstance(step, NoteSearch)
    assert step.bought == ("talvera",)
    assert plan_from_json(plan.to_json()) == plan


@pytest.mark.parametrize("question", ["what has Talvera acquired", "who did Talvera acquire", "who owns Talvera"])
def test_what_it_bought_itself_is_another_question(sales, question):
    plan = understand(question, sales, today=TODAY, me=None).plan
    assert all(not isinstance(step, NoteSearch) or not step.bought for step in plan.steps)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Orbis Group acquired Talvera in May.", True),
        ("The takeover of Talvera was announced.", True),
        ("Talvera has been bought by Orbis.", True),
        ("Talvera Energy was acquired last week.", True),
        ("Talvera of Bilbao has bought Ordway Mills.", False),
        ("Talvera acquires a drayage firm.", False),
        ("Ordway was bought by Talvera.", False),
        ("Talvera asked what the takeover means for Ordway.", False),
    ],
)
def test_a_sentence_tells_who_bought_it_or_says_nothing(sentence, told):
    assert tells_of_takeover(sentence, ["talvera"]) is told


@pytest.mark.parametrize(
    "question",
    [
        "who can sign at Talvera",
        "who decides at Talvera",
        "who is the decision maker at Talvera",
        "who has signing authority at Talvera",
        "who makes the decisions at Talvera",
    ],
)
def test_who_may_sign_is_the_economic_buyer(sales, question):
    (step,) = understand(question, sales, today=TODAY, me=None).plan.steps
    assert Compare(FieldRef((), "role"), "eq", ("economic buyer",)) in step.query.where
