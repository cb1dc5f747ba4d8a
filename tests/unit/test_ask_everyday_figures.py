"""What one of us earned, what was sold most often, who was in no contact: plain words with a trap in them."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare, During, Related

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
ROWS = {
    "people": [
        {"name": "Mara Lindqvist", "role": "lead", "team": "North"},
        {"name": "Teo Navarro", "role": "rep", "team": "North", "manager_id": 1},
    ],
    "accounts": [{"name": "Talvera Energy", "lifecycle": "customer", "revenue": 900, "owner_id": 2}],
    "contacts": [{"account_id": 1, "name": "Ines Robledo"}],
    "products": [{"name": "Grid Suite"}],
    "opportunities": [
        {"account_id": 1, "name": "Grid", "status": "won", "amount": 5, "owner_id": 2, "product_id": 1}
        | {"close_date": dt.date(2026, 3, 1)},
    ],
    "activities": [{"account_id": 1, "channel": "call", "occurred_at": NOW, "person_id": 2}],
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
    ["Teo's revenue", "revenue of Teo Navarro", "revenue of the North team", "revenue per manager"],
)
def test_the_revenue_of_one_of_us_is_what_was_won(query, question):
    assert query(question).metric == "won revenue"


@pytest.mark.parametrize(
    "question", ["revenue of Teo's accounts", "revenue of Talvera Energy", "revenue of our customers"]
)
def test_the_revenue_of_accounts_is_theirs(query, question):
    assert query(question).base == "accounts"


@pytest.mark.parametrize(
    "question", ["which product have we sold most often", "which product did we sell the most times"]
)
def test_what_is_sold_most_often_is_counted(query, question):
    asked = query(question)
    assert [one.function for one in asked.measures] == ["count"]
    assert asked.group_by == (FieldRef(("product",), "name"),)
    assert query("which product do we sell most").metric == "won revenue"


@pytest.mark.parametrize(
    "question",
    ["accounts without contact this quarter", "which accounts had no contact this quarter"],
)
def test_no_contact_in_a_time_is_no_activity(query, question):
    (none,) = query(question).where
    assert (none.table, none.op, none.count) == ("activities", "eq", 0)
    assert any(isinstance(one, During) and one.start == dt.date(2026, 10, 1) for one in none.where)


def test_no_contacts_are_nobody_known_there(query):
    assert query("accounts without contacts").where == (Related("contacts", (), "eq", 0),)


@pytest.mark.parametrize("question", ["average time to close a ticket", "cost per attendee of Grid Days"])
def test_a_figure_that_no_field_gives_is_not_replaced_by_another(sales, question):
    plan = understand(question, sales, today=TODAY, me=None).plan
    assert plan is None or not isinstance(plan.steps[0], RecordStep)


def test_what_is_done_most_is_told_by_no_size(sales):
    for question in ("which accounts do we like most", "which accounts matter most"):
        plan = understand(question, sales, today=TODAY, me=None).plan
        assert plan is None or not isinstance(plan.steps[0], RecordStep)
    (step,) = understand("which campaign was the most expensive", sales, today=TODAY, me=None).plan.steps
    assert step.query.order[0].field == FieldRef((), "cost")


def test_who_runs_an_account_owns_it(sales):
    (owner,) = understand("who owns Talvera Energy", sales, today=TODAY, me=None).plan.steps
    (runs,) = understand("who runs the Talvera Energy account", sales, today=TODAY, me=None).plan.steps
    assert runs.query == owner.query


def test_a_common_word_in_the_plural_is_no_name(lexicon_of):
    accounts = [{"name": "St. Aldhelm Hospitals", "lifecycle": "customer"}, {"name": "Talvera Energy"}]
    lexicon = lexicon_of({"accounts": accounts})
    for question, named in (("how many of our customers are hospitals", 0), ("where is Aldhelm Hospitals based", 1)):
        plan = understand(question, lexicon, today=TODAY, me=None).plan
        assert len(plan.named if plan is not None else ()) == named


def test_add_ons_are_nothing_to_add(sales):
    assert understand("add-ons won this year", sales, today=TODAY, me=None).refused is None
    assert understand("add Ines to the deal", sales, today=TODAY, me=None).refused == "add"


@pytest.mark.parametrize(
    ("question", "function", "most"),
    [
        ("worst quarter for losses", "sum", True),
        ("worst quarter", "sum", False),
        ("best quarter", "sum", True),
        ("which month had the most losses", "count", True),
        ("which month had the most wins", "count", True),
    ],
)
def test_the_worst_time_for_losses_has_the_most_of_them(sales, question, function, most):
    (step,) = understand(question, sales, today=TODAY, me=None).plan.steps
    assert ([one.function for one in step.query.measures], step.query.order[0].descending) == ([function], most)


@pytest.mark.parametrize(
    "question", ["non-customers with open deals", "accounts that are not customers with open deals"]
)
def test_not_a_customer_is_not_without_a_deal(sales, question):
    (step,) = understand(question, sales, today=TODAY, me=None).plan.steps
    (deals,) = [one for one in step.query.where if isinstance(one, Related)]
    assert (deals.op, deals.count) == ("ge", 1)
    assert Compare(FieldRef((), "lifecycle"), "ne", ("customer",)) in step.query.where


def test_who_has_no_deal_is_one_of_us(sales):
    (step,) = understand("who has no open deals", sales, today=TODAY, me=None).plan.steps
    assert step.query.base == "people"


def test_the_first_deal_we_won_is_the_earliest(sales):
    (step,) = understand("what was the first deal we ever won", sales, today=TODAY, me=None).plan.steps
    assert step.query.order[0].field == FieldRef((), "close_date")
    assert not step.query.order[0].descending


@pytest.mark.parametrize("question", ["which campaign cost most per attendee", "cost per attendee by campaign"])
def test_a_cost_for_each_is_not_the_cost(lexicon_of, question):
    rows = {
        "accounts": [{"name": "Talvera Energy"}],
        "contacts": [{"account_id": 1, "name": "Ines Robledo"}],
        "campaigns": [{"name": "Grid Days", "cost": 900, "start_date": dt.date(2026, 5, 1)}],
        "campaign_invitations": [{"campaign_id": 1, "contact_id": 1, "status": "attended"}],
    }
    plan = understand(question, lexicon_of(rows), today=TODAY, me=None).plan
    assert plan is None or not isinstance(plan.steps[0], RecordStep)
    (step,) = understand("who attended", lexicon_of(rows), today=TODAY, me=None).plan.steps
    assert step.query.base == "campaign_invitations"


def test_who_signed_with_us_are_accounts(sales):
    (step,) = understand("who signed with us this year", sales, today=TODAY, me=None).plan.steps
    assert step.query.base == "accounts"
