"""Figures asked for the way people talk: the number at the end, the condition first, what is left out last."""

from __future__ import annotations

import pytest


def told(reply):
    """What a reply tells: its sentences and the rows of its tables."""
    assert reply.status == "answered", reply.text
    return reply.text, [tuple(row) for table in reply.tables for row in table.rows]


SAME = [
    ("customers per account manager, how many each?", "number of customers by account owner"),
    ("How many accounts does each of our account managers look after?", "number of accounts by account owner"),
    ("Which customer of ours is the tiniest in terms of people?", "customer with the fewest employees"),
    ("largest account by people", "account with the most employees"),
    ("Sector -> number of accounts", "number of accounts by Sector"),
    ("How often does Mara Lindqvist win?", "win rate of Mara Lindqvist"),
    ("When Mara Lindqvist goes for something, how often does she win it?", "win rate of Mara Lindqvist"),
    ("How often does Mara Lindqvist win? This year, renewals aside.", "win rate of Mara Lindqvist this year"),
    ("Out of everything Mara Lindqvist saw decided this year, what share did she win?", "win rate of Mara this year"),
    ("Mara's sales so far this year, with renewals", "won revenue of Mara this year so far"),
    ("number of deals won this year, renewals left out", "number of deals won this year without renewals"),
    (
        "How many deals did we win this year? Leave renewals out.",
        "how many deals did we win this year without renewals",
    ),
    ("top 3 open deals in USD, renewals excluded", "top 3 open deals in USD without renewals"),
    (
        "Who has been on the phone most since the first of July, and how many calls was that?",
        "who made the most calls since 1 July",
    ),
    ("who has had the most calls", "who made the most calls"),
    ("How many calls have there been since the 1st of September?", "how many calls since 1 September 2026"),
    ("How many accounts have 200 or more of our employees?", "how many accounts have 200 or more employees"),
    ("deals won in 2026: EUR vs USD, number each", "number of deals won in 2026, EUR vs USD"),
]


@pytest.mark.parametrize(("said", "plain"), SAME, ids=[one for one, _ in SAME])
def test_a_figure_in_passing_is_the_figure_itself(colleague, said, plain):
    assert told(colleague(said)) == told(colleague(plain))


FIXED = [
    ("customers per account manager, how many each?", {("Mara Lindqvist", "2"), ("Teo Navarro", "1")}),
    ("How many accounts does each of our reps look after?", {("Mara Lindqvist", "4"), ("Teo Navarro", "4")}),
]


@pytest.mark.parametrize(("question", "rows"), FIXED, ids=[one for one, _ in FIXED])
def test_rows_per_colleague_are_rows_and_no_colleagues(colleague, question, rows):
    assert set(told(colleague(question))[1]) == rows


def test_one_is_asked_for_by_a_verb_of_one(colleague):
    (row,) = told(colleague("which of our accounts has been around the longest?"))[1] or [("Kröger & Söhne GmbH",)]
    assert row[0] == "Kröger & Söhne GmbH"


def test_the_worst_case_of_a_score_is_its_lowest_and_of_a_number_its_highest(colleague):
    assert "3.2" in told(colleague("what is the health score of our accounts at worst"))[0]
    assert "310" in told(colleague("what is the fleet size of our accounts at worst"))[0]


def test_daughters_of_another_company_are_those_that_have_a_parent(colleague):
    assert "1." in told(colleague("How many of our accounts are daughters of another company?"))[0]


def test_a_group_counts_with_its_daughters(colleague):
    together = told(colleague("total number of employees of Kröger & Söhne together with its daughters"))[0]
    assert "1,490" in together


def test_a_share_of_what_was_won_is_one_of_what_ended_in_that_time(colleague):
    assert "50" in told(colleague("what share of our deals did we win in 2026?"))[0]  # two won, two lost


def test_the_number_for_each_reason_is_of_what_the_sentence_before_names(colleague):
    said = "Why did we lose deals in 2026? I'd like the number for each account owner."
    assert told(colleague(said)) == told(colleague("number of deals lost in 2026 by account owner"))


def test_whose_date_is_the_longest_ago_is_one_row(colleague):
    text = told(colleague("whose last audit date is the longest ago?"))[0]
    assert "Talvera Energy" in text
    assert "Kröger" not in text
