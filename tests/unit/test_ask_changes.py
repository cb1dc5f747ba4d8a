"""What a change is asked for by: plain and roundabout words make the same plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def plan(sales):
    """Plans over a store that keeps changes of accounts and contacts, too."""
    fields = {("account", one) for one in ("owner", "lifecycle", "revenue", "industry")} | {("contact", "title")}
    lexicon = replace(sales, changed=frozenset(fields))
    lexicon.finish()

    def planned(text):
        return understand(text, lexicon, today=TODAY, me=None).plan

    return planned


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("who owned Talvera Energy before?", "previous owner of Talvera Energy"),
        ("who used to own Talvera Energy?", "previous owner of Talvera Energy"),
        ("who was the former owner of Talvera Energy?", "previous owner of Talvera Energy"),
        ("what did Talvera Energy's revenue use to be?", "previous revenue of Talvera Energy"),
        ("what was Grid Rollout worth before?", "previous amount of Grid Rollout"),
        ("which stage was Grid Rollout in before?", "previous stage of Grid Rollout"),
        ("accounts formerly owned by Teo", "accounts Teo used to own"),
        ("which accounts used to belong to Teo?", "accounts Teo used to own"),
        ("accounts that changed hands this month", "accounts that changed owner this month"),
        ("accounts that got a new owner this month", "accounts that changed owner this month"),
        ("accounts that turned into customers", "accounts that became customers"),
        ("accounts reassigned from Teo to Mara", "accounts that moved from Teo to Mara"),
    ],
)
def test_roundabout_words_ask_for_the_same_change(plan, said, meant):
    told, plain = ([(step.query, step.shape) for step in plan(text).steps] for text in (said, meant))
    assert plain[0][0].base == "changes" or plain[0][0].where[0].table == "changes"
    assert told == plain


def test_the_change_of_a_deal_is_not_that_of_its_account(plan):
    (account,) = plan("previous owner of Talvera Energy").steps
    (deal,) = plan("previous owner of Grid Rollout").steps
    assert [one.values for one in account.query.where[:2]] == [("account",), ("owner",)]
    assert [one.values for one in deal.query.where[:2]] == [("opportunity",), ("owner",)]


@pytest.mark.parametrize(
    "text",
    [
        "previous city of Talvera Energy",  # its history is not kept
        "who had Talvera Energy before?",
        "contracts that used to be active",
        "which customers did we have before?",
        "since when is Talvera Energy in Spain?",
    ],
)
def test_what_is_not_kept_is_not_told_by_what_is(plan, text):
    planned = plan(text)
    assert planned is None or not any(hasattr(step, "query") for step in planned.steps)
