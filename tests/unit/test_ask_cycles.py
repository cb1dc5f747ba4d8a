"""`our fastest deal`: by the days from creation to close, not by when or for how much."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.reading.cycles import CYCLE
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare, Order

TODAY = dt.date(2026, 11, 20)
WON = Compare(FieldRef((), "status"), "eq", ("won",))


@pytest.fixture
def query(sales):
    def asked(question):
        plan = understand(question, sales, today=TODAY, me=None).plan
        if plan is None:
            return None
        (step,) = plan.steps
        return step.query

    return asked


@pytest.mark.parametrize(
    ("question", "longest"),
    [
        ("fastest deal", False),
        ("quickest win", False),
        ("shortest deal", False),
        ("deal with the shortest sales cycle", False),
        ("what was our fastest deal", False),
        ("slowest deal", True),
        ("longest deal", True),
        ("which deal took the longest", True),
        ("which deal took the longest to close", True),
    ],
)
def test_deals_that_were_won_are_put_in_order_by_the_days_they_took(query, question, longest):
    asked = query(question)
    assert (asked.base, asked.order, asked.limit) == ("opportunities", (Order(longest, CYCLE),), 1)
    assert WON in asked.where


def test_a_deal_that_is_open_is_as_long_as_it_is_old(query):
    assert query("longest open deal").order == (Order(False, FieldRef((), "created_at")),)
    assert query("oldest deal").order == (Order(False, FieldRef((), "created_at")),)


def test_whoever_closes_fastest_has_the_shortest_median_cycle(query):
    for question in (
        "who closes fastest",
        "which rep closes deals the fastest",
        "which rep has the shortest sales cycle",
    ):
        asked = query(question)
        assert (asked.metric, asked.limit, asked.order) == ("median sales cycle", 1, (Order(False, measure=0),))
        assert asked.group_by[0].steps[-1] == "owner"
    assert query("which industry closes fastest").group_by == (FieldRef(("account",), "industry"),)


@pytest.mark.parametrize(
    "question", ["fastest growing account", "fastest ticket", "shortest contract", "slowest account"]
)
def test_what_no_field_tells_is_not_guessed(query, question):
    assert query(question) is None
