"""Contacts who left or opted out, by whatever they are called by."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare, Related

TODAY = dt.date(2026, 11, 20)
GONE = Compare(FieldRef(("contact",), "left_at"), "filled")
CHAMPION = Compare(FieldRef((), "role"), "eq", ("champion",))


def read(text, lexicon):
    plan = understand(text, lexicon, today=TODAY, me=None).plan
    assert plan is not None, text
    return plan.steps[0].query


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("who left Talvera Energy?", "which contacts at Talvera Energy left?"),
        ("who left at our customers?", "which contacts left at customers?"),
        ("has anyone at Talvera Energy opted out?", "which contacts at Talvera Energy opted out?"),
    ],
)
def test_who_did_it_are_contacts(sales, said, plain):
    assert set(read(said, sales).where) == set(read(plain, sales).where)
    assert read(said, sales).base == "contacts"


@pytest.mark.parametrize("said", ["accounts whose champion has left", "deals where our champion left"])
def test_a_champion_who_left_is_missed_where_it_was_one(sales, said):
    assert read(said, sales).where == (Related("deal_roles", (CHAMPION, GONE)),)


def test_when_somebody_left_is_a_date(sales):
    assert FieldRef((), "left_at") in read("when did Gael Pruvost leave?", sales).select


@pytest.mark.parametrize(
    "said",
    ["which contacts are still at Talvera", "who is still at Talvera", "how many contacts do we still have at Talvera"],
)
def test_who_is_still_there_has_not_left(sales, said):
    assert Compare(FieldRef((), "left_at"), "empty") in read(said, sales).where
