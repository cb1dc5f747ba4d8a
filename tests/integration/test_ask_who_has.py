"""Whose rows are the most, and what only seems to narrow a question."""

import pytest


def first(reply):
    assert reply.status == "answered", reply.text
    return reply.text.split(".")[0]


@pytest.mark.parametrize(
    ("plain", "full"),
    [
        ("who has the most open deals", "which rep has the most open deals"),
        ("whos got the fewest open deals?", "which rep has the fewest open deals"),
        ("who has the most open opportunities", "which rep has the most open opportunities"),
        ("who has the most customers", "which rep owns the most customers"),
        ("who has the biggest pipeline", "which rep has the highest open pipeline"),
        ("who has the most contacts", "which account has the most contacts"),
        ("who has the most open deals, top 2", "top 2 reps by open deals"),
    ],
)
def test_who_has_the_most_is_who_they_belong_to(colleague, plain, full):
    assert first(colleague(plain)) == first(colleague(full))


@pytest.mark.parametrize("plain", ["who has the most employees?", "who has the highest revenue"])
def test_a_field_of_accounts_is_of_an_account(colleague, plain):
    assert first(colleague(plain)).startswith("Talvera Energy")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I have a call with Teo at ten, how many open deals are there?", "how many open deals are there"),
        ("machinery accounts, customers or not", "machinery accounts"),
        ("Brightwater Foods used to have another name, what was it?", "former names of Brightwater Foods"),
        ("under which name was Brightwater Foods known in former times", "former names of Brightwater Foods"),
    ],
)
def test_what_narrows_nothing_is_left_aside(colleague, said, meant):
    assert first(colleague(said)) == first(colleague(meant))


def test_a_colleague_who_is_pointed_back_to_counts(colleague):
    said = colleague("I have a call with Teo at ten, what are his open deals?")
    assert first(said) == first(colleague("open deals of Teo Navarro"))
