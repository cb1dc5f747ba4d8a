"""Campaigns go by their end where an end is spoken of, and by their start elsewhere; what ran at a time overlaps it."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import AnyOf, Compare, During

TODAY = dt.date(2026, 11, 20)
D = dt.date
START, END, RENEWAL = FieldRef((), "start_date"), FieldRef((), "end_date"), FieldRef((), "renewal_date")
OCTOBER = (D(2026, 10, 1), D(2026, 11, 1))


@pytest.fixture
def where(sales):
    def asked(question):
        plan = understand(question, sales, today=TODAY, me=None).plan
        assert plan is not None
        (step,) = plan.steps
        return step.query.where

    return asked


@pytest.mark.parametrize(
    ("question", "date", "time"),
    [
        ("campaigns that ended in October", END, OCTOBER),
        ("which campaigns finished in October?", END, OCTOBER),
        ("how many campaigns ended in October", END, OCTOBER),
        ("campaigns that started in October", START, OCTOBER),
        ("campaigns in October", START, OCTOBER),
        ("which campaigns end in December", END, (D(2026, 12, 1), D(2027, 1, 1))),
        ("campaigns ending this month", END, (D(2026, 11, 1), D(2026, 12, 1))),
        ("campaigns that ended this year", END, (D(2026, 1, 1), D(2026, 11, 21))),
        ("campaigns that end before Christmas", END, (TODAY, D(2026, 12, 25))),
        ("which campaigns are over", END, (None, TODAY)),
        ("campaigns that already ended", END, (None, TODAY)),
    ],
)
def test_the_end_and_the_start_of_a_campaign_are_told_apart(where, question, date, time):
    assert where(question) == (During(date, *time),)


def test_when_a_campaign_ends_is_its_end(sales):
    (step,) = understand("when did Grid Days end?", sales, today=TODAY, me=None).plan.steps
    assert END in step.query.select


@pytest.mark.parametrize(
    ("question", "end"),
    [("which contracts were active in January 2025", RENEWAL), ("campaigns that were running in January 2025", END)],
)
def test_what_ran_at_a_time_had_begun_and_was_not_over(where, question, end):
    assert where(question) == (
        During(START, None, D(2025, 2, 1)),
        AnyOf((Compare(end, "empty"), During(end, D(2025, 1, 1), None))),
    )


FIELDS = (
    ("service_contract", "Service contract", "boolean"),
    ("service_contract_end", "Service contract end", "date"),
)
LAST = FieldRef((), "service_contract_end")


@pytest.fixture(scope="module")
def query(lexicon_of):
    rows = {
        "accounts": [{"name": "Talvera Energy", "lifecycle": "customer", "custom": {"service_contract": True}}],
        "contacts": [{"account_id": 1, "name": "Ines Robledo", "title": "Executive Chef"}],
        "activities": [
            {"account_id": 1, "channel": "call", "occurred_at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC)},
        ],
    }
    lexicon = lexicon_of(rows, FIELDS)

    def asked(question):
        plan = understand(question, lexicon, today=TODAY, me=None).plan
        step = plan.steps[0] if plan is not None else None
        return step.query if isinstance(step, RecordStep) else None

    return asked


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("accounts whose service contract has ended", (None, TODAY)),
        ("accounts whose service contract is over", (None, TODAY)),
        ("accounts whose service contract ended in October", OCTOBER),
        ("accounts whose service contract ends in December", (D(2026, 12, 1), D(2027, 1, 1))),
    ],
)
def test_what_ended_goes_by_the_field_that_says_when(query, question, time):
    assert query(question).where == (During(LAST, *time),)


def test_a_service_contract_that_is_had_is_a_yes(query):
    assert query("accounts with service contract").where == (Compare(FieldRef((), "service_contract"), "eq", (True,)),)


def test_a_longest_call_is_not_the_earliest(query):
    assert query("longest call") is None


def test_whoever_cooks_has_no_title(query):
    assert query("which customers cook with gas") is None


def test_that_an_account_is_one_does_not_answer_who_does_something_there(query):
    assert query("who paints Talvera Energy") is None


def test_a_deal_that_ended_is_open_no_more(where):
    ended = where("deals that ended in October")
    assert Compare(FieldRef((), "status"), "eq", ("won", "lost")) in ended
    assert During(FieldRef((), "close_date"), *OCTOBER) in ended


def test_how_soon_is_not_guessed(sales):
    plan = understand("contracts ending soon", sales, today=TODAY, me=None).plan
    assert plan is None or not isinstance(plan.steps[0], RecordStep)
