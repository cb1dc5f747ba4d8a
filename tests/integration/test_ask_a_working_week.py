"""What people ask in a working week: mails of the other side, renewals of next quarter, each of somebody's reps."""

import pytest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("when was the last email from Inés Robledo?", "20 Oct 2026"),
        ("when did Inés Robledo last write to us?", "20 Oct 2026"),
        ("when did we last email Inés Robledo?", "21 Oct 2026"),
        ("how much pipeline does Mara have? I have a call with her tomorrow", "Mara"),
        ("since when doesn't Samuel Obi want any mail from us?", "1 Jul 2026"),
        ("most open deals - which rep?", "Teo Navarro 2"),
        ("how are our customers spread over the industries?", "by industry"),
        ("which two customers have the most employees?", "Talvera Energy"),
        ("until when is Brightwater Foods tied to us?", "1 Mar 2027"),
        ("whose signature releases the money at Talvera?", "Inés Robledo"),
    ],
)
def test_the_one_thing_is_told_that_was_asked_for(diligent, question, told):
    reply = diligent(question)
    assert reply.status == "answered"
    assert told in reply.text


def test_a_quarter_said_by_its_months_lies_ahead_of_contracts_and_behind_wins(colleague):
    ahead = colleague("which contracts end between new year and the end of march?")
    assert "1 Jan 2027 to 31 Mar 2027" in ahead.understood
    behind = colleague("which deals did we win between january and march?")
    assert "1 Jan 2026 to 31 Mar 2026" in behind.understood


def test_deals_without_a_champion_are_deals_also_where_a_rep_is_named_first(colleague):
    reply = colleague("Mara Lindqvist's open deals without an economic buyer")
    assert {row[0] for table in reply.tables for row in table.rows} == {"Cold Chain"}


def test_what_is_asked_again_in_other_words_counts(colleague):
    plain = colleague("which account have we won the most deals at?")
    assert colleague("who keeps buying - I mean, which account have we won the most deals at?").text == plain.text


def test_each_of_his_reps_is_told_apart(colleague):
    reply = colleague("open pipeline of each of our reps")
    assert "by owner" in reply.understood


def test_and_when_adds_nothing_to_rows_that_say_when(diligent):
    one, other = (
        diligent("which meetings does Teo have next week?"),
        diligent("which meetings does Teo have next week, and when?"),
    )
    assert one.text == other.text


def test_accounts_with_no_pipeline_are_accounts(colleague):
    reply = colleague("which customers have no open pipeline?")
    assert {row[0] for table in reply.tables for row in table.rows} == {"Kröger & Söhne GmbH"}


def test_who_has_a_product_is_an_account(colleague):
    reply = colleague("who has PressGuard?")
    assert reply.status == "answered"
    assert {row[0] for table in reply.tables for row in table.rows} == {"Kröger & Söhne GmbH"}


@pytest.mark.parametrize("question", ["do we know how much the recall cost Talvera?"])
def test_a_word_of_the_question_that_means_something_else_is_not_passed_over(colleague, question):
    assert colleague(question).status == "abstained"
