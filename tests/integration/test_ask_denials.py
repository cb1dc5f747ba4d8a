"""A denial said once of two things."""

import pytest


def rows(reply):
    assert reply.status == "answered", reply.text
    return sorted(row[0] for row in reply.tables[0].rows) if reply.tables else []


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("accounts with no calls or meetings this month", "accounts with no calls and no meetings this month"),
        ("accounts without a meeting or a call since May", "accounts with no meeting and no call since May"),
        ("accounts that had neither a call nor a meeting", "accounts that had no call and no meeting"),
        ("accounts with no open deals or contacts", "accounts with no open deals and no contacts"),
        ("accounts that don't have a contract or a deal", "accounts that have no contract and no deal"),
        ("contacts without email or phone", "contacts without email and without phone"),
    ],
)
def test_no_one_or_the_other_is_neither(colleague, short, long):
    assert colleague(short).understood == colleague(long).understood
    assert rows(colleague(short)) == rows(colleague(long)) != []


def test_accounts_with_neither_are_those_without_both(colleague):
    without = [set(rows(colleague(f"accounts without {one} since September"))) for one in ("a call", "a meeting")]
    assert set(rows(colleague("accounts without a call or a meeting since September"))) == without[0] & without[1]


def test_a_choice_that_is_not_denied_stays_one(colleague):
    named = set(rows(colleague("accounts with calls or meetings this month")))
    assert named == {"Brightwater Foods Inc", "Talvera Energy"}


def test_a_time_that_is_said_once_is_that_of_wins_and_losses(colleague):
    assert rows(colleague("which reps have no wins or losses this quarter")) == ["Teo Navarro"]
    assert rows(colleague("which reps have no wins or losses in November")) == ["Mara Lindqvist", "Teo Navarro"]
