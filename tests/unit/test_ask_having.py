"""`accounts with financing`: a field that somebody has is asked for, not only shown."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.understand import understand
from skills.contracts import Turn
from storage.catalog import FieldRef
from storage.query import Compare

TODAY = dt.date(2026, 11, 20)
STORE = {
    "accounts": [
        {"name": "Talvera Energy", "lifecycle": "customer", "custom": {"financing": "Lease", "hurdle": "Rival"}},
        {"name": "Quessel Foods", "lifecycle": "customer", "custom": {"tender": True, "rival": "Orbis"}},
        {"name": "Ordway Mills", "lifecycle": "prospect", "custom": {"tender_end": "2027-01-01"}},
    ]
}
CUSTOM = (
    ("financing", "Financing", "text"),
    ("hurdle", "Hurdle", "text"),
    ("rival", "Rival", "text"),
    ("tender", "Tender", "boolean"),
    ("tender_end", "Tender end", "date"),
    ("sites", "Sites", "integer"),
)


@pytest.fixture(scope="module")
def query(lexicon_of):
    lexicon = lexicon_of(STORE, CUSTOM)

    def asked(question):
        plan = understand(question, lexicon, today=TODAY, me=None).plan
        assert plan is not None
        (step,) = plan.steps
        return step.query

    return asked


def has(name, op="filled", values=()):
    return Compare(FieldRef((), name), op, values)


@pytest.mark.parametrize(
    "question",
    [
        "accounts with financing",
        "which accounts have financing",
        "accounts having financing",
        "accounts with a financing",
    ],
)
def test_a_text_field_that_rows_are_with_is_filled(query, question):
    asked = query(question)
    assert asked.where == (has("financing"),)
    assert FieldRef((), "financing") in asked.select


def test_rows_with_a_field_are_counted_by_it(query):
    assert query("how many accounts have financing").where == (has("financing"),)
    assert query("customers with financing").where[-1] == has("financing")


@pytest.mark.parametrize("question", ["accounts with their financing", "accounts with financing and sites"])
def test_a_field_among_several_or_of_theirs_is_shown_of_all(query, question):
    asked = query(question)
    assert asked.where == ()
    assert FieldRef((), "financing") in asked.select


def test_a_field_with_its_value_is_asked_for_by_the_value(query):
    assert query("accounts with financing lease").where == (has("financing", "eq", ("Lease",)),)


def test_a_yes_no_field_is_meant_before_a_date_that_begins_with_its_name(query):
    asked = query("customers with tender")
    assert has("tender", "eq", (True,)) in asked.where
    assert FieldRef((), "tender_end") not in asked.select


def test_a_field_is_meant_before_a_value_of_another_that_is_called_so(query):
    assert query("accounts with a rival").where == (has("rival"),)
    assert query("accounts with hurdle rival").where == (has("hurdle", "eq", ("Rival",)),)
    assert query("accounts with rival and sites").where == ()


def test_a_field_that_some_of_the_rows_are_with_narrows_them(lexicon_of):
    lexicon = lexicon_of(STORE, CUSTOM)
    thread = (Turn("our customers", understand("our customers", lexicon, today=TODAY, me=None).plan.to_json()),)
    (step,) = understand("and with financing?", lexicon, today=TODAY, me=None, thread=thread).plan.steps
    assert step.query.where[-1] == has("financing")
    before = step
    thread = (
        Turn(
            "and with financing?", understand("customers with financing", lexicon, today=TODAY, me=None).plan.to_json()
        ),
    )
    (step,) = understand("sort by sites", lexicon, today=TODAY, me=None, thread=thread).plan.steps
    assert has("financing") in step.query.where and has("financing") in before.query.where
