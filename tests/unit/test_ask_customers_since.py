"""Since when somebody is a customer: by the CRM's own date, else by the first deal won."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare, During, Measure, Related

TODAY = dt.date(2026, 11, 20)
D = dt.date
SINCE, CLOSED = FieldRef((), "kunde_seit"), FieldRef((), "close_date")
CUSTOMER = Compare(FieldRef((), "lifecycle"), "eq", ("customer",))
WON = Compare(FieldRef((), "status"), "eq", ("won",))
ROWS = {
    "accounts": [
        {"name": "Talvera Energy", "lifecycle": "customer", "country": "DE"},
        {"name": "Quessel Foods", "lifecycle": "prospect"},
    ],
    "opportunities": [{"account_id": 1, "name": "Grid", "status": "won", "close_date": D(2024, 5, 1)}],
    "activities": [{"account_id": 1, "channel": "call", "occurred_at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC)}],
}


@pytest.fixture(scope="module")
def stores(lexicon_of):
    return {
        True: lexicon_of(ROWS, [("kunde_seit", "Kunde seit", "date")]),
        False: lexicon_of(ROWS),
    }


@pytest.fixture
def query(stores):
    def asked(question, *, dated=True):
        plan = understand(question, stores[dated], today=TODAY, me=None).plan
        step = plan.steps[0] if plan is not None else None
        return step.query if isinstance(step, RecordStep) else None

    return asked


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("which customers have been with us since before 2020", (None, D(2020, 1, 1))),
        ("customers since before 2020", (None, D(2020, 1, 1))),
        ("customers with us since 2023", (D(2023, 1, 1), None)),
        ("how many customers have been with us since before 2020?", (None, D(2020, 1, 1))),
    ],
)
def test_customers_go_by_the_date_since_when_they_are(query, question, time):
    asked = query(question)
    assert asked.base == "accounts"
    assert set(asked.where) == {During(SINCE, *time), CUSTOMER}


def test_whoever_became_a_customer_need_not_be_one_still(query):
    assert query("who became a customer in 2024").where == (During(SINCE, D(2024, 1, 1), D(2025, 1, 1)),)


def test_without_that_date_they_go_by_their_first_deal_and_nobody_is_known_from_before(query):
    won = [one for one in query("customers since 2024", dated=False).where if isinstance(one, Related)]
    assert [one.count for one in won] == [1, 0]
    assert query("customers since before 2020", dated=False) is None


@pytest.mark.parametrize(
    "question", ["since when is Talvera Energy a customer?", "how long has Talvera been a customer"]
)
def test_since_when_one_is_a_customer_is_told_by_that_date_or_the_first_deal(query, question):
    assert SINCE in query(question).select
    asked = query(question, dated=False)
    assert (asked.base, asked.measures) == ("opportunities", (Measure("min", "first deal won", CLOSED),))


def test_a_time_of_something_else_is_no_such_date(query):
    asked = query("customers with calls since 2024")
    assert not any(isinstance(one, During) and one.ref == SINCE for one in asked.where)
