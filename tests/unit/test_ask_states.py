"""States of rows, campaigns by some of their words, and what is so today."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
D = dt.date
ROWS = {
    "people": [{"name": "Teo Navarro", "role": "rep"}],
    "accounts": [
        {"name": "Talvera Energy", "lifecycle": "customer", "owner_id": 1, "revenue": 100, "founded": 1990},
        {"name": "Ordway Mills", "lifecycle": "customer", "revenue": 50},
    ],
    "contacts": [{"account_id": 1, "name": "Ines Robledo"}],
    "opportunities": [{"account_id": 1, "name": "Grid Rollout", "status": "open", "amount": 1, "created_at": NOW}],
    "contracts": [{"account_id": 1, "amount": 9, "renewal_date": D(2027, 3, 1), "start_date": D(2026, 3, 1)}],
    "campaigns": [
        {"name": "Grid Summit Bilbao 2026", "cost": 900, "start_date": D(2026, 5, 1)},
        {"name": "Grid Summit Turin 2025", "cost": 700, "start_date": D(2025, 5, 1)},
        {"name": "Substation Roadshow", "cost": 300, "start_date": D(2026, 2, 1)},
    ],
    "campaign_invitations": [{"campaign_id": 1, "contact_id": 1, "status": one} for one in ("attended", "declined")],
    "support_cases": [
        {"account_id": 1, "subject": "No heat", "status": "open", "opened_at": NOW},
        {"account_id": 1, "subject": "No cold", "status": "closed", "opened_at": NOW, "closed_at": NOW},
    ],
    "technographics": [
        {"account_id": 1, "technology": "Coldlake", "status": "active"},
        {"account_id": 1, "technology": "Palettio", "status": "retired"},
    ],
    "list_memberships": [{"account_id": 1, "list_name": "Named Accounts", "from_date": D(2026, 1, 1)}],
}


@pytest.fixture(scope="module")
def lexicon(lexicon_of):
    return lexicon_of(ROWS)


def queries(text, lexicon):
    plan = understand(text, lexicon, today=TODAY, me=None).plan
    if plan is None or not all(hasattr(step, "query") for step in plan.steps):
        return None
    found = [step.query for step in plan.steps]
    return [(one.base, set(map(str, one.where)), one.measures, one.group_by, one.order, one.limit) for one in found]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("how many tickets did Talvera open this year", "how many tickets of Talvera were opened this year"),
        ("how many tickets did Talvera raise this year", "how many tickets of Talvera were opened this year"),
        ("how many tickets did Talvera open", "how many tickets does Talvera have"),
        ("how many deals did Teo open this year", "how many deals of Teo were created this year"),
        ("how many tickets did we resolve last month", "how many tickets were closed last month"),
        ("which customers have no open tickets", "customers without open support cases"),
        ("who came to the Bilbao summit", "who attended Grid Summit Bilbao 2026"),
        ("who showed up at the summit in Turin", "who attended Grid Summit Turin 2025"),
        ("who was at the Bilbao summit", "who attended Grid Summit Bilbao 2026"),
        ("who declined the roadshow", "who declined Substation Roadshow"),
        ("what did the roadshow cost", "cost of Substation Roadshow"),
        ("who uses Coldlake", "which accounts use Coldlake"),
        ("who is on the target list", "which accounts are on the target list"),
    ],
)
def test_what_is_said_of_a_state_an_event_or_today_is_read_as_the_plain_wording(lexicon, said, plain):
    assert queries(plain, lexicon)
    assert queries(said, lexicon) == queries(plain, lexicon)


def where_of(text, lexicon):
    (query,) = queries(text, lexicon)
    return query[0], " ".join(query[1])


def test_tickets_closed_at_a_time_are_those_closed_then_and_not_those_opened_then(lexicon):
    base, where = where_of("how many tickets were closed in october", lexicon)
    assert base == "support_cases"
    assert "closed_at" in where
    assert "opened_at" not in where


def test_no_open_tickets_says_nothing_of_deals(lexicon):
    base, where = where_of("which customers have no open tickets", lexicon)
    assert base == "accounts"
    assert "support_cases" in where
    assert "opportunities" not in where


def test_contracts_signed_at_a_time_are_those_that_start_then(lexicon):
    assert "start_date" in where_of("contracts signed this year", lexicon)[1]


def test_accounts_that_came_are_accounts_and_people_from_accounts_are_people(lexicon):
    assert where_of("which accounts came to the Bilbao summit", lexicon)[0] == "accounts"
    assert where_of("how many people from our accounts came to the Bilbao summit", lexicon)[0] == "campaign_invitations"


def test_deals_of_guests_are_not_answered_with_guests(lexicon):
    assert queries("deals from people who attended the Bilbao summit", lexicon) is None


def test_a_word_that_several_campaigns_have_names_none(lexicon):
    assert queries("who came to the summit", lexicon) is None


def test_what_is_given_up_is_not_in_use(lexicon):
    assert "active" in where_of("accounts with Palettio", lexicon)[1]
    assert "active" not in where_of("which accounts have ever used Palettio", lexicon)[1]


# --- what is ranked and put in order ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("biggest customers without an open deal", "customers without an open deal sorted by revenue"),
        ("accounts by revenue", "accounts sorted by revenue"),
        ("accounts by number of contacts", "number of contacts by account"),
    ],
)
def test_rows_are_put_in_the_order_that_is_said(lexicon, said, plain):
    ((_, where, measures, groups, order, _),) = queries(said, lexicon)
    ((_, plain_where, plain_measures, plain_groups, plain_order, _),) = queries(plain, lexicon)
    assert (where, measures, groups, order) == (plain_where, plain_measures, plain_groups, plain_order)


def test_contracts_by_renewal_date_begin_with_the_earliest(lexicon):
    ((_, _, _, _, (order,), _),) = queries("contracts by renewal date", lexicon)
    assert not order.descending


@pytest.mark.parametrize("said", ["which campaign got the most responses", "which campaign was declined most"])
def test_a_campaign_with_the_most_answers_is_not_the_dearest(lexicon_of, said):
    rows = {**ROWS, "campaign_invitations": [{"campaign_id": 1, "status": one} for one in ("responded", "declined")]}
    ((base, _, (measure,), _, _, limit),) = queries(said, lexicon_of(rows))
    assert (base, measure.function, limit) == ("campaign_invitations", "count", 1)


def test_what_they_lack_is_not_what_they_have_the_most_of(lexicon):
    ((base, _, measures, _, _, _),) = queries("top 10 customers without a contract", lexicon)
    assert (base, measures) == ("accounts", ())
