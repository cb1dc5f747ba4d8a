"""What narrows or changes the question before: `without an open deal`, `and in September?`, `who owns the biggest?`."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.reading.cycles import CYCLE
from skills.ask.understand import understand
from skills.contracts import Turn
from storage.catalog import FieldRef
from storage.query import Compare, During, Order, Related

TODAY = dt.date(2026, 11, 20)
D = dt.date
CUSTOMER = Compare(FieldRef((), "lifecycle"), "eq", ("customer",))


@pytest.fixture
def query(sales):
    def asked(*questions):
        turns = []
        for question in questions:
            plan = understand(question, sales, today=TODAY, me=None, thread=tuple(turns)).plan
            assert plan is not None
            turns.append(Turn(question, plan.to_json()))
        (step,) = plan.steps
        return step.query

    return asked


def test_what_rows_are_without_narrows_them(query):
    asked = query("our customers", "without an open deal")
    assert CUSTOMER in asked.where
    (deals,) = [one for one in asked.where if isinstance(one, Related)]
    assert (deals.table, deals.op, deals.count) == ("opportunities", "eq", 0)


def test_a_time_follows_the_side_of_the_one_before(query):
    asked = query("campaigns that ended in October", "and in September?")
    assert asked.where == (During(FieldRef((), "end_date"), D(2026, 9, 1), D(2026, 10, 1)),)


def test_the_owner_of_the_biggest_is_shown_and_orders_nothing(query):
    asked = query("open deals", "who owns the biggest?")
    assert asked.order == (Order(True, FieldRef((), "amount")),)
    assert any(ref.steps[-1:] == ("owner",) for ref in asked.select)


def test_the_slowest_follows_the_fastest(query):
    assert query("fastest deal", "and the slowest?").order == (Order(True, CYCLE),)
