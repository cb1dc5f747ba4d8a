"""Contracts that run out, who renews, where rows come from, and other plain questions about accounts."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from skills.contracts import Turn
from storage.catalog import FieldRef
from storage.query import Compare, During, Related

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
D = dt.date
RENEWAL = FieldRef((), "renewal_date")
ROWS = {
    "accounts": [
        {"name": "Talvera Energy", "lifecycle": "customer", "country": "ES", "revenue": 100, "founded": 1990},
        {"name": "Ordway Mills", "lifecycle": "customer", "country": "US", "revenue": 50, "founded": 1890},
    ],
    "products": [{"name": "Grid Suite", "price": 900}],
    "contracts": [{"account_id": 1, "product_id": 1, "amount": 9, "renewal_date": D(2027, 1, 3), "status": "active"}],
    "opportunities": [{"account_id": 1, "name": "Grid Rollout", "status": "won", "type": "new", "source": "Fair"}],
    "leads": [{"name": "Una Frey", "source": "Fair", "created_at": NOW}],
    "support_cases": [
        {"account_id": 1, "subject": "No heat", "status": one, "severity": "high", "opened_at": NOW}
        for one in ("open", "closed")
    ],
}


@pytest.fixture(scope="module")
def lexicon(lexicon_of):
    return lexicon_of(ROWS)


def read(text, lexicon, *before):
    turns, plan = (), None
    for said in (*before, text):
        plan = understand(said, lexicon, today=TODAY, me=None, thread=turns).plan
        turns = (*turns, Turn(said, plan.to_json())) if plan else turns
    return [step.query for step in plan.steps if isinstance(step, RecordStep)] if plan else None


def same(said, plain, lexicon):
    def bare(queries):
        return [(one.base, set(map(str, one.where)), one.measures, one.group_by, one.limit) for one in queries or ()]

    assert read(plain, lexicon)
    return bare(read(said, lexicon)) == bare(read(plain, lexicon))


@pytest.mark.parametrize(
    "said", ["which contracts have run out", "which contracts have expired", "expired contracts", "lapsed contracts"]
)
def test_contracts_that_have_run_out_are_those_whose_end_is_past(lexicon, said):
    (query,) = read(said, lexicon)
    assert query.where == (During(RENEWAL, None, TODAY),)


def test_contracts_that_expired_this_year_have_done_so_by_today(lexicon):
    (query,) = read("which contracts expired this year", lexicon)
    assert query.where == (During(RENEWAL, D(2026, 1, 1), D(2026, 11, 21)),)


def test_contracts_that_run_out_before_a_day_still_run_today(lexicon):
    (query,) = read("which contracts run out before february", lexicon)
    assert query.where == (During(RENEWAL, TODAY, D(2027, 2, 1)),)


@pytest.mark.parametrize("said", ["which customers renew next quarter", "customers up for renewal next quarter"])
def test_customers_who_renew_at_a_time_have_a_contract_that_ends_then(lexicon, said):
    (query,) = read(said, lexicon)
    assert query.base == "accounts"
    assert Related("contracts", (During(RENEWAL, D(2027, 1, 1), D(2027, 4, 1)),)) in query.where


def test_accounts_created_are_not_those_of_deals_created(lexicon):
    assert read("accounts created this year", lexicon) in (None, [])


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("where do our leads come from", "number of leads by source"),
        ("where did this year's leads come from", "number of leads this year by source"),
        ("where do our customers come from", "number of customers by country"),
        ("number per severity of our tickets", "number of tickets by severity"),
        ("how much do we sell Grid Suite for", "price of Grid Suite"),
        ("what do we charge for Grid Suite", "price of Grid Suite"),
        (
            "a customer is asking me about their renewal, when is it for Talvera?",
            "when is the renewal of Talvera Energy",
        ),
        (
            "How bad were this year's tickets? Number per severity, open and closed",
            "number of tickets this year by severity, open and closed",
        ),
    ],
)
def test_everyday_words_are_read_as_the_plain_ones(lexicon, said, plain):
    assert same(said, plain, lexicon)


@pytest.mark.parametrize("said", ["how long do tickets take to close", "how much do we sell"])
def test_what_no_record_says_is_not_answered_with_something_near(lexicon, said):
    assert read(said, lexicon) in (None, [])


def test_who_has_been_around_the_longest_was_founded_first_and_who_has_been_a_customer_won_first(lexicon):
    (around,) = read("which customer has been around the longest", lexicon)
    assert (around.base, around.order[0].field) == ("accounts", FieldRef((), "founded"))
    (customer,) = read("who has been a customer the longest", lexicon)
    assert customer.base == "opportunities"


def test_for_which_product_after_a_list_shows_the_products_of_its_rows(lexicon):
    first, then = "which contracts run out in january", "and for which product"
    (asked,) = read(first, lexicon)
    (query,) = read(then, lexicon, first)
    assert query.where == asked.where
    assert FieldRef(("product",), "name") in query.select
    assert read(f"{first} {then}", lexicon) == [query]


def test_for_which_product_after_rows_that_have_none_is_not_answered_with_all_products(lexicon):
    first = "which accounts are customers"
    assert read("and for which product", lexicon, first) in (None, [])


def test_which_state_of_tickets_a_word_beside_a_time_means(lexicon):
    (query,) = read("number of tickets this year by severity, open and closed", lexicon)
    assert Compare(FieldRef((), "status"), "eq", ("open", "closed")) in query.where


# --- what is denied, and what rows are called -------------------------------------------------------------------------

NAMED = {
    "accounts": [
        {
            "name": "Talvera Energy",
            "industry": "Energy",
            "revenue": 5,
            "custom": {"cyber": "Certified", "target": True},
        },
        {"name": "Ordway Mills", "industry": "Food", "revenue": 9, "custom": {"cyber": "Never", "target": False}},
    ],
    "contracts": [{"account_id": 1, "amount": 9, "renewal_date": D(2027, 1, 3)}],
    "list_memberships": [{"account_id": 1, "list_name": "Named Accounts", "from_date": D(2026, 1, 1)}],
}


@pytest.mark.parametrize("said", ["which accounts are not cyber essentials certified", "who isn't cyber certified"])
def test_a_denied_value_stays_denied_where_its_field_stands_before_it(lexicon_of, said):
    lexicon = lexicon_of(NAMED, [("cyber", "Cyber essentials", "text")])
    (query,) = read(said, lexicon)
    assert query.where == (Compare(FieldRef((), "cyber"), "ne", ("Certified",)),)


def test_target_accounts_are_those_a_field_calls_so(lexicon_of):
    (query,) = read(
        "how many target accounts are in food", lexicon_of(NAMED, [("target", "Target Account", "boolean")])
    )
    assert Compare(FieldRef((), "target"), "eq", (True,)) in query.where


def test_target_accounts_are_those_on_a_list_where_no_field_calls_them_so(lexicon_of):
    (query,) = read("how many target accounts do we have", lexicon_of(NAMED))
    assert (query.base, [one.table for one in query.where]) == ("accounts", ["list_memberships"])


def test_a_singular_kind_is_ranked_as_well(lexicon_of):
    rows = {"accounts": [{"name": "Alva Clinic", "industry": "Krankenhaus", "revenue": 5}]}
    (query,) = read("biggest hospital", lexicon_of(rows))
    assert (query.base, query.limit) == ("accounts", 1)


FIELDS = [("reference", "Reference customer", "boolean"), ("review", "Security review passed", "date")]


@pytest.fixture(scope="module")
def fields(lexicon_of):
    rows = [
        {"name": "Talvera Energy", "industry": "Energy", "lifecycle": "customer"}
        | {"custom": {"reference": True, "review": "2026-01-02", "nps": 40}},
        {"name": "Ordway Mills", "industry": "Food", "lifecycle": "prospect", "custom": {"reference": False, "nps": 9}},
    ]
    signals = [{"account_id": 1, "topic": "heat", "score": 50, "seen_at": NOW}]
    deals = [{"account_id": 1, "name": "Grid Rollout", "status": "open"}]
    rows = {"accounts": rows, "intent_signals": signals, "opportunities": deals}
    return lexicon_of(rows, [*FIELDS, ("nps", "NPS", "integer")])


def test_rows_that_a_yes_or_no_field_names_are_counted(fields):
    (query,) = read("how many reference customers per industry", fields)
    assert (query.base, query.group_by) == ("accounts", (FieldRef((), "industry"),))
    assert Compare(FieldRef((), "reference"), "eq", (True,)) in query.where
    assert read("which reference customers have an open deal", fields)[0].base == "accounts"


@pytest.mark.parametrize("said", ["accounts whose security review hasn't passed", "which industries have no customers"])
def test_what_is_denied_is_not_answered_with_what_is_so(fields, said):
    assert read(said, fields) in (None, [])


@pytest.mark.parametrize(
    ("said", "function"),
    [("which industry has the highest nps", "avg"), ("which account has the highest intent score", "max")],
)
def test_scores_make_no_sum(fields, said, function):
    (query,) = read(said, fields)
    assert query.measures[0].function == function


# --- products of customers, quota, leads -----------------------------------------------------------------------------

BOUGHT = {
    "accounts": [
        {"name": "Talvera Energy", "lifecycle": "customer"},
        {"name": "Ordway Mills", "lifecycle": "customer"},
    ],
    "products": [{"name": "Grid Suite", "price": 900}, {"name": "Meter Cloud", "price": 500}],
    "contracts": [
        {"account_id": 1, "product_id": 1, "amount": 9, "renewal_date": D(2027, 1, 3), "status": "active"},
        {"account_id": 2, "product_id": 2, "amount": 9, "renewal_date": D(2025, 1, 3), "status": "ended"},
    ],
    "opportunities": [
        {"account_id": 2, "product_id": 1, "name": "Mill Sensors", "status": one} for one in ("lost", "won", "open")
    ],
    "targets": [{"team": "North", "quarter": "2026-Q3", "amount": 5}],
    "leads": [
        {"name": "Una Frey", "source": "Fair", "status": one, "account_id": 2, "created_at": NOW}
        for one in ("Working", "Converted")
    ],
}


@pytest.fixture(scope="module")
def bought(lexicon_of):
    return lexicon_of(BOUGHT)


@pytest.mark.parametrize("said", ["which customers use Grid Suite", "customers with Grid Suite", "who uses Grid Suite"])
def test_who_uses_a_product_has_it_under_contract_today(bought, said):
    (query,) = read(said, bought)
    (rows,) = [one for one in query.where if isinstance(one, Related)]
    assert (query.base, rows.table) == ("accounts", "contracts")
    assert Compare(FieldRef((), "status"), "eq", ("active",)) in rows.where


def test_what_products_an_account_has_are_those_under_contract(bought):
    (query,) = read("what products does Talvera have", bought)
    assert [one.table for one in query.where] == ["contracts"]


def test_without_contracts_what_was_bought_is_what_was_won(lexicon_of):
    lexicon = lexicon_of({table: rows for table, rows in BOUGHT.items() if table != "contracts"})
    (query,) = read("which customers have Grid Suite", lexicon)
    (rows,) = [one for one in query.where if isinstance(one, Related)]
    assert Compare(FieldRef((), "status"), "eq", ("won",)) in rows.where


def test_who_bought_a_product_are_accounts_and_no_sum(bought):
    (query,) = read("who bought Grid Suite this year", bought)
    assert (query.base, query.measures) == ("accounts", ())


@pytest.mark.parametrize(
    "said",
    [
        "did we hit quota last quarter",
        "which product has the most customers",
        "open leads",
        "which leads came from the fair and are still open",
    ],
)
def test_a_question_that_records_cannot_answer_gets_no_other_ones_answer(bought, said):
    assert read(said, bought) in (None, [])


def test_more_of_the_rows_asked_for_is_one_question(bought):
    (query,) = read("which leads came from the fair and are converted", bought)
    assert Compare(FieldRef((), "status"), "eq", ("Converted",)) in query.where
    assert Compare(FieldRef((), "source"), "eq", ("Fair",)) in query.where
