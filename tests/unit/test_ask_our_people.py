"""`which manager's team`, `our people in Sales`: whose people, and who is in a department."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Among, Compare

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MANAGER = FieldRef(("owner", "manager"), "name")
WON = Compare(FieldRef((), "status"), "eq", ("won",))
ROWS = {
    "people": [
        {"name": "Mara Lindqvist", "role": "lead", "team": "Customer Success"},
        {"name": "Teo Navarro", "role": "rep", "team": "North", "manager_id": 1},
    ],
    "accounts": [{"name": "Talvera Energy", "country": "DE", "owner_id": 2}],
    "contacts": [{"account_id": 1, "name": "Ines Robledo", "department": "Finance"}],
    "opportunities": [
        {"account_id": 1, "name": "Grid Rollout", "status": one, "source": source, "owner_id": 2}
        for one, source in (("open", "Sales"), ("won", "Marketing"), ("lost", "Customer Success"))
    ],
    "activities": [
        {"account_id": 1, "person_id": 2, "channel": "email", "side": one, "occurred_at": NOW}
        for one in ("sales", "marketing")
    ],
}


@pytest.fixture(scope="module")
def query(lexicon_of):
    lexicon = lexicon_of(ROWS)

    def asked(question):
        plan = understand(question, lexicon, today=TODAY, me=None).plan
        step = plan.steps[0] if plan is not None else None
        return step.query if isinstance(step, RecordStep) else None

    return asked


@pytest.mark.parametrize(
    "question",
    [
        "which sales manager's people have landed how many deals",
        "which manager's reps have closed how many deals",
        "how many deals did each manager's team win",
        "won deals by manager",
    ],
)
def test_what_a_managers_people_did_is_told_by_manager(query, question):
    asked = query(question)
    assert (asked.where, asked.group_by) == ((WON,), (MANAGER,))


def test_our_people_in_a_team_are_colleagues(query):
    asked = query("list our people in Customer Success")
    assert (asked.base, asked.where) == ("people", (Compare(FieldRef((), "team"), "eq", ("Customer Success",)),))


def test_people_in_a_department_of_theirs_are_contacts(query):
    asked = query("people in Finance")
    assert (asked.base, asked.where) == ("contacts", (Compare(FieldRef((), "department"), "eq", ("Finance",)),))


@pytest.mark.parametrize(
    "question",
    [
        "how many people report to Mara",
        "how many people are in Mara's team",
        "how many people are under Mara Lindqvist",
    ],
)
def test_whoever_reports_to_one_of_us_is_a_colleague(query, question):
    asked = query(question)
    assert (asked.base, asked.where) == ("people", (Among(("manager",), (1,)),))


def test_no_field_says_who_the_main_contact_is(query):
    assert query("who is our main contact at Talvera Energy") is None
    assert query("contacts at Talvera Energy").base == "contacts"


def test_people_in_a_country_are_those_of_accounts_there(query):
    assert query("people in Germany").base == "contacts"


@pytest.mark.parametrize(
    "question", ["our people in Sales", "contacts in sales", "how many people do we have in sales"]
)
def test_nobody_is_in_the_source_of_a_deal(query, question):
    assert query(question) is None


def test_the_email_of_somebody_is_no_message(query):
    assert query("email of our reps").base == "people"
