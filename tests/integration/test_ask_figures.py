"""Figures of a small company: what stands side by side, counts of counts, shares of amounts, the oldest and newest."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import insert

from storage.catalog import FieldRef, load_catalog
from storage.database import Database
from storage.metrics import all_metrics
from storage.query import Order, RecordQuery, run
from storage.tables import IMPORTED


def cells(reply):
    """The rows of the only table."""
    assert reply.status == "answered", reply.text
    assert reply.removed == ()
    (table,) = reply.tables
    return [tuple(row) for row in table.rows]


SIDE_BY_SIDE = [
    ("how many prospects vs customers do we have?", {("prospect", "3"), ("customer", "3")}),
    ("how many accounts in Germany compared to Spain", {("DE", "2"), ("ES", "1")}),
    ("how many customers in Germany vs the UK", {("DE", "1"), ("GB", "0")}),
    (
        "average amount on won vs lost deals",
        {("won", "113,333.33 EUR"), ("lost", "80,000 USD"), ("lost", "40,000 EUR")},
    ),
    ("won revenue 2025 vs 2026", {("2025", "90,000 EUR"), ("2026", "250,000 EUR")}),
    ("how many deals did we win in 2025 compared to 2026?", {("2025", "1"), ("2026", "2")}),
    ("compare won revenue in 2025 and 2026", {("2025", "90,000 EUR"), ("2026", "250,000 EUR")}),
    ("total employees of customers vs prospects", {("customer", "7,050"), ("prospect", "1,030")}),
]


@pytest.mark.parametrize(("question", "rows"), SIDE_BY_SIDE, ids=[one for one, _ in SIDE_BY_SIDE])
def test_what_is_compared_is_told_one_by_one(colleague, question, rows):
    assert set(cells(colleague(question))) == rows


def test_what_is_joined_by_and_is_told_in_all_and_one_by_one(colleague):
    reply = colleague("how many deals did we win and lose in 2026?")
    assert ": 4." in reply.sentences[0].text
    assert set(cells(reply)) == {("won", "2"), ("lost", "2")}


def test_what_is_meant_together_is_one_figure(colleague):
    reply = colleague("total amount of won and lost deals in EUR")
    assert "380,000 EUR" in reply.text
    assert reply.tables == ()


TOLD = [
    ("total employees of our accounts in Logistics", "2,700"),
    ("contacts per account on average", "0.875"),
    ("how many contacts do we have per account on average?", "0.875"),
    ("average number of open deals per rep", "1.5"),
    ("how many different industries do our customers come from?", "industries: 3"),
    ("how many countries do our customers sit in", "countries: 3"),
    ("share of customers among accounts", "37.5%"),
    ("share of expansions in our open deals", "33.3%"),
    ("what percentage of the value of our open deals is expansion?", "78.9% (USD)"),
    ("what is our ARR?", "60,000 USD"),
    ("Tell me what Mara won this year in money", "250,000 EUR"),
    ("revenue this year", "250,000 EUR"),
    ("who won the most this year?", "Mara Lindqvist 250,000 EUR"),
    ("who sits on the largest number of open deals?", "Teo Navarro 2"),
    ("number of former customers", "Number of accounts: 1"),
    ("how many months does a won deal take from created to close?", "129"),
    ("oldest open deal", "Cold Chain (created 1 Jun 2026)"),
    ("who has the oldest open deal?", "owner Mara Lindqvist"),
    ("which rep has the largest open deal?", "owner Teo Navarro"),
    ("newest deal", "Signal Suite (created 5 Oct 2026)"),
    ("newest customer", "Kröger & Söhne GmbH 10 Mar 2026"),
    ("most recent won deal", "Service Extension (close date 1 Oct 2026)"),
    ("our latest win", "Service Extension (close date 1 Oct 2026)"),
    ("most common ERP system", "SAP 3"),
    ("which ERP system comes up most?", "SAP 3"),
    ("which rep has the longest sales cycle?", "Teo Navarro 182"),
    ("how many accounts have more than one contact?", "Number of accounts: 2"),
    ("number of accounts by country, top 1", "US 3"),
    ("reps with at least 2 open deals", "Teo Navarro"),
    ("employees of both Brightwater accounts together", "1,500"),
]


@pytest.mark.parametrize(("question", "part"), TOLD, ids=[one for one, _ in TOLD])
def test_a_figure_is_told(colleague, question, part):
    reply = colleague(question)
    assert reply.status == "answered", reply.text
    assert part in reply.text
    assert reply.removed == ()


def test_two_figures_of_the_same_rows_stand_in_one_table(colleague):
    assert set(cells(colleague("number and value of open deals by stage"))) == {
        ("Proposal", "1", "120,000 USD"),
        ("Negotiation", "1", "450,000 USD"),
        ("Discovery", "1", "300,000 EUR"),
    }


def test_groups_are_chosen_by_how_many_they_have(colleague):
    assert cells(colleague("countries with more than 2 accounts")) == [("US", "3")]


def test_the_most_of_each_is_told_for_each(colleague):
    assert set(cells(colleague("biggest open deal per rep"))) == {
        ("Teo Navarro", "450,000 USD"),
        ("Teo Navarro", "300,000 EUR"),
        ("Mara Lindqvist", "120,000 USD"),
    }


def test_meetings_are_counted_by_rep_and_reps_are_not(colleague):
    assert set(cells(colleague("how many meetings did each rep have?"))) == {
        ("Mara Lindqvist", "1"),
        ("Teo Navarro", "1"),
    }


@pytest.mark.parametrize(
    "question",
    [
        "newest account",  # nothing says since when an account is known
        "did we win more in 2026 than in 2025?",  # neither yes nor a list of both is an answer
        "average number of accounts per industry",
        "quota attainment per team this quarter",  # there are no targets
    ],
)
def test_a_figure_that_cannot_be_told_is_no_other_figure(colleague, question):
    assert colleague(question).status == "abstained"


def test_contracts_that_have_ended_bring_in_nothing(colleague):
    later = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    reply = colleague("annual contract value", now=later)
    assert "status is active" in reply.understood


def test_attainment_is_what_a_team_won_of_its_quota_and_unknown_across_currencies(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    known = {"source_system": "crm", "as_of": now, "visibility": "everyone"}
    day = dt.date(2026, 10, 5)
    with database.write() as connection:
        for number, team in enumerate(("North", "South", "West"), 1):
            named = {"id": number, "source_id": str(number), **known}
            connection.execute(
                insert(IMPORTED["people"]).values(name=team, email=f"{team}@x.example", team=team, **named)
            )
            target = {"team": team, "quarter": "2026-Q4", "amount": 200_000, "currency": "USD"}
            connection.execute(insert(IMPORTED["targets"]).values(**target, **named))
        for number, (owner, amount, currency, status) in enumerate(
            [
                (1, 50_000, "USD", "won"),
                (1, 90_000, "USD", "lost"),
                (2, 10_000, "EUR", "won"),
                (2, 1_000, "USD", "won"),
            ],
            1,
        ):
            deal = {"name": str(number), "status": status, "amount": amount, "currency": currency, "close_date": day}
            named = {"id": number, "source_id": str(number), "owner_id": owner, **known}
            connection.execute(insert(IMPORTED["opportunities"]).values(**deal, **named))
        metric = next(one for one in all_metrics() if one.name == "quota attainment")
        query = RecordQuery(
            "targets",
            measures=(metric.measure,),
            group_by=(FieldRef((), "team"),),
            order=(Order(True, measure=0),),
            metric=metric.name,
        )
        found = run(connection, load_catalog(connection), ("everyone",), query, now)
    database.close()
    assert dict(found.rows) == {"North": 0.25, "West": 0.0, "South": None}
