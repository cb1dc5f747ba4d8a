"""`our qualified deals` are open ones; `how much is Talvera worth` is asked back."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare

TODAY = dt.date(2026, 11, 20)
QUALIFIED = Compare(FieldRef((), "qualified"), "eq", (True,))
OPEN = Compare(FieldRef((), "status"), "eq", ("open",))
WON = Compare(FieldRef((), "status"), "eq", ("won",))


@pytest.fixture
def where(sales):
    def asked(question):
        plan = understand(question, sales, today=TODAY, me=None).plan
        step = plan.steps[0] if plan is not None else None
        return step.query.where if isinstance(step, RecordStep) else None

    return asked


@pytest.mark.parametrize("question", ["qualified deals", "our qualified deals", "how many qualified deals do we have"])
def test_qualified_deals_are_those_in_the_pipeline(where, question):
    assert where(question) == (QUALIFIED, OPEN)


def test_a_deal_that_is_won_may_be_qualified(where):
    assert set(where("qualified deals that we won")) == {QUALIFIED, WON}


@pytest.mark.parametrize(
    "question", ["how many deals were qualified", "qualified deals we lost", "win rate of qualified deals"]
)
def test_whether_a_lost_deal_once_was_is_not_told(where, question):
    assert where(question) is None


@pytest.mark.parametrize(
    "question", ["how much is Talvera Energy worth", "what's Talvera worth?", "value of Talvera Energy"]
)
def test_the_worth_of_an_account_is_asked_back(sales, question):
    understood = understand(question, sales, today=TODAY, me=None)
    assert understood.plan is None
    assert [one.label for one in understood.options] == [
        *("open deals", "running contracts (a year)", "won so far", "its own annual revenue")
    ]
    for option in understood.options:
        assert understand(option.question, sales, today=TODAY, me=None).plan is not None


@pytest.mark.parametrize(
    "question", ["how much is the Grid Rollout deal worth", "how much are Talvera's contracts worth"]
)
def test_the_worth_of_a_deal_or_of_contracts_is_its_amount(where, question):
    assert where(question) is not None
