"""Rows by what they lack, columns said at the end of a question, stories before it, and fields that nothing states."""

from __future__ import annotations

import pytest

from skills.contracts import Reply


def rows(reply: Reply) -> list[str]:
    """What the rows of the only table are called, in order."""
    assert reply.status == "answered", reply.text
    (table,) = reply.tables
    return [row[0] for row in table.rows]


def columns(reply: Reply) -> tuple[str, ...]:
    (table,) = reply.tables
    return table.columns


# --- what is missing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["contacts without email", "contacts with no e-mail", "contacts without an email"])
def test_contacts_without_email_are_those_whose_address_is_missing(colleague, question):
    assert rows(colleague(question)) == ["Anna Weber", "Samuel Obi"]


def test_no_email_activity_is_about_what_was_sent_and_not_about_an_address(colleague):
    assert "email" in colleague("accounts with no email activity").understood
    assert "Kröger & Söhne GmbH" not in rows(colleague("accounts with no email activity"))
    assert "Talvera Energy" in rows(colleague("accounts with no email activity"))


def test_a_field_that_no_record_states_is_told_so_and_not_counted_as_zero(colleague):
    reply = colleague("how many contacts have left their company?")
    assert reply.status == "abstained"
    assert "no record states left" in reply.text
    assert not reply.sentences


def test_a_field_that_some_records_state_is_counted(colleague):
    assert "1" in colleague("how many contacts have opted out?").text


def test_a_fact_that_is_not_stated_stands_with_its_evidence(colleague):
    reply = colleague("last audit date and industry of Osprey Labs")
    assert "Last audit date is not stated" in reply.text
    assert reply.removed == ()
    assert "not stated" in reply.evidence[0].span


# --- columns at the end -----------------------------------------------------------------------------------------------


def test_columns_behind_a_comma_are_shown_of_the_rows_before_it(colleague):
    reply = colleague("open deals over 200k, account and product")
    assert rows(reply) == ["Grid Rollout", "Signal Suite"]
    assert {"account", "product"} <= set(columns(reply))


@pytest.mark.parametrize("sign", [", ", " - ", ": "])
def test_a_comma_a_dash_and_a_colon_part_columns_alike(colleague, sign):
    reply = colleague(f"customers{sign}founded and city")
    assert rows(reply) == ["Brightwater Foods Inc", "Kröger & Söhne GmbH", "Talvera Energy"]
    assert {"founded", "city"} <= set(columns(reply))


def test_a_plus_between_values_of_one_field_is_a_choice_of_both(colleague):
    assert rows(colleague("food + logistics accounts")) == rows(colleague("food and logistics accounts"))


def test_a_column_that_the_rows_do_not_have_spoils_the_answer(colleague):
    assert colleague("open deals, severity").status == "abstained"


# --- stories and who asks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("my boss keeps asking, how many deals did we lose this year?", "how many deals did we lose this year?"),
        ("we're putting the board deck together, what is our open pipeline?", "what is our open pipeline?"),
        ("got a call with Talvera tomorrow, who owns it?", "who owns Talvera?"),
        ("Pia asked me how many deals we lost this year", "how many deals did we lose this year?"),
        ("Olin would like to know which deals are open", "which deals are open"),
        (
            "I always say our food accounts are big. What is the median revenue there?",
            "median revenue of food accounts",
        ),
        ("for the Monday call I'd love to see the open deals", "list the open deals"),
    ],
)
def test_a_story_before_a_question_leaves_its_answer_alone(colleague, told, asked):
    reply = colleague(told)
    assert reply.status == "answered", reply.text
    assert reply.text == colleague(asked).text


def test_who_wants_to_know_is_the_one_whose_people_are_asked_about(colleague):
    reply = colleague("Olin wants to see what each of his reps has in the open pipeline, by rep")
    assert reply.text.startswith("Open pipeline by owner: Teo Navarro 450,000 USD; Mara Lindqvist 120,000 USD.")


# --- smaller readings -------------------------------------------------------------------------------------------------


def test_the_company_that_owns_an_account_is_its_parent_and_not_our_colleague(colleague):
    assert "Kröger & Söhne GmbH" in colleague("by which company is Ferrum Castings owned?").text
    assert "Mara Lindqvist" in colleague("who owns Ferrum Castings?").text


def test_lower_case_us_is_no_country(colleague):
    assert "United States" not in colleague("who uses us?").understood
    assert "US" not in colleague("who uses us as a supplier?").understood


def test_titles_in_the_plural_are_people(colleague):
    assert rows(colleague("CFOs in Germany")) == ["Lena Fuchs"]


def test_which_three_open_deals_are_the_largest_are_three(colleague):
    assert rows(colleague("which two open deals are the largest?")) == ["Grid Rollout", "Signal Suite"]


def test_a_yes_or_no_field_at_the_start_lists_its_rows(colleague):
    assert "Kröger & Söhne GmbH" in rows(colleague("list security review passed accounts"))
