"""Whose rows are where a CRM says it in a field of its own, or not at all."""

import datetime as dt

import pytest

from knowledge.ingest import add_notes

OWNERS = ["Ada Berg", "Bo Carl", "Cy Dahl", "Di Ek", "Ed Falk", "Fy Gren"]
ACCOUNTS = "Id,Name,Owner\n" + "".join(
    f"{number},Works {number},{OWNERS[number % 6] if number < 27 else ''}\n" for number in range(30)
)
CASES = "Case Number,Case Title,Customer,Status,Created On,Owner\n" + "".join(
    f"C{number},Pump {number},Works {number % 20},{'Active' if number % 2 else 'Resolved'},2026-10-01,{owner}\n"
    for number, owner in enumerate(["Ada Berg"] * 9 + ["Bo Carl"] * 4)
)


@pytest.fixture(scope="module")
def support(colleague_over):
    return colleague_over({"accounts.csv": ACCOUNTS, "cases.csv": CASES})


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("how many cases does Ada Berg have?", 9),
        ("how many cases are owned by Bo Carl?", 4),
        ("how many open cases does Ada have?", 4),
        ("how many accounts does Ada Berg have?", 5),
    ],
)
def test_a_field_of_the_crms_own_says_whose_a_row_is(support, question, count):
    assert support(question).text.startswith(f"Number of {'accounts' if 'accounts' in question else 'support cases'}")
    assert f": {count}." in support(question).text


def test_what_has_no_owner_is_told_though_it_comes_after_those_that_are_named(support):
    text = support("number of accounts by owner").text
    assert "not stated 3 and 1 more in the table" in text


def test_a_value_before_the_rows_is_which_of_them_are_counted(colleague):
    reply = colleague("how many industry Logistics accounts do we have?")
    assert ": 2." in reply.text


DEALS = """Id,Name,Account,Stage,Amount,Close Date,Owner
D1,Acme - Pump rollout 2026,Acme,Negotiation,100,2027-02-01,Ada Berg
D2,Acme - Pump service,Acme,Negotiation,250,2027-03-01,Bo Carl
D3,Bold - Valve audit,Bold,Proposal,70,2027-04-01,Bo Carl
"""


@pytest.fixture(scope="module")
def seller(colleague_over):
    return colleague_over({"accounts.csv": "Id,Name\nA1,Acme\nA2,Bold\n", "deals.csv": DEALS})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who owns Acme - Pump rollout 2026?", "Acme - Pump rollout 2026: account Acme; owner Ada Berg."),
        ("amount of Acme - Pump rollout 2026", "Acme - Pump rollout 2026: account Acme; owner Ada Berg; amount 100."),
        ("how much is Acme - Pump service?", "Acme - Pump service: account Acme; owner Bo Carl; amount 250."),
        (
            "when does Bold - Valve audit close?",
            "Bold - Valve audit: account Bold; owner Bo Carl; close date 1 Apr 2027.",
        ),
    ],
)
def test_a_deal_is_called_by_its_whole_name_with_all_signs_in_it(seller, question, told):
    assert seller(question).text.startswith(told)


def test_who_buys_an_account_is_quoted_with_what_stands_around_it(colleague_over, embedder, tmp_path):
    asked = colleague_over({"accounts.csv": "Id,Name\nA1,Talvera Energy\nA2,Bold\n"})
    (tmp_path / "lunch.md").write_text(
        "---\naccount: Talvera Energy\ndate: 2026-10-27\n---\n# Lunch\n\nNot in any channel. She told me on Friday "
        "at the end. It stays between us. Talvera Energy is being bought by Nordal Power. She says the announcement is "
        "planned for 15 December."
    )
    add_notes(asked.context.database, [tmp_path], embedder=embedder, now=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    reply = asked("who is buying Talvera Energy, and when is it announced?")
    assert "bought by Nordal Power" in reply.text
