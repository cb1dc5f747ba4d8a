"""What two exports tell of the time between them: who owned it before, what changed, which accounts moved."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.search import NoteSearcher
from skills.ask import ask as ask_skill
from skills.contracts import Ask, Context
from storage.audience import Audience, Reader
from storage.database import Database
from storage.importers.mapping import parse_mapping
from storage.importers.running import run_import
from storage.query import RecordQuery, Related, from_json, to_json

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
NORTH = Reader("dana@us.example", "North")

MAPPING = """
  accounts*.csv:
    table: accounts
    id: ID
    visibility: {column: Who}
    columns:
      Name: name
      Owner: {field: owner, by: name, create: true}
      Tier: tier
      Kind: lifecycle
      Revenue: revenue
      Staff: employees
      Parent: {field: parent, by: name}
      Town: city
  deals*.csv:
    table: opportunities
    id: ID
    columns:
      Name: name
      Account: {field: account, by: name}
      Stage: stage
      Amount: amount
      Close: close_date
      Owner: {field: owner, by: name, create: true}
    stages: {Proposal: qualified, Signed: won, Gone: lost}
  contacts*.csv:
    table: contacts
    id: ID
    columns: {Name: name, Account: {field: account, by: name}, Title: title}
"""
ACCOUNTS = "ID,Name,Owner,Tier,Kind,Revenue,Staff,Parent,Town,Fleet,Who\n"
DEALS = "ID,Name,Account,Stage,Amount,Close,Owner\n"
CONTACTS = "ID,Name,Account,Title\n"
EXPORTS = [
    (
        "2026-10-01",
        {
            "accounts.csv": ACCOUNTS + "1,Halden Freight,Dana Whitfield,B,prospect,1000000,100,,Leeds,40,everyone\n"
            "2,Orbis Labs,Dana Whitfield,A,customer,5000000,50,,Bern,3,everyone\n"
            "3,Tarn Foods,Kofi Mensah,C,prospect,700000,20,,Graz,9,everyone\n"
            "4,Vellum Press,Elif Kaya,B,opportunity,2500000,70,Quillon Works,Lund,5,everyone\n"
            "5,Quillon Works,Elif Kaya,C,prospect,900000,10,,Oslo,7,team:North\n",
            "deals.csv": DEALS + "D1,Freight Rollout,Halden Freight,Proposal,10000,2026-12-01,Dana Whitfield\n"
            "D2,Lab Pilot,Orbis Labs,Proposal,20000,2026-12-20,Dana Whitfield\n",
            "contacts.csv": CONTACTS + "C1,Ines Okafor,Halden Freight,Head of Transport\nC2,Jon Lund,Orbis Labs,CFO\n",
        },
    ),
    (
        "2026-11-03",
        {
            "accounts.csv": ACCOUNTS + "1,Halden Freight,Kofi Mensah,A,customer,1250000,100,,Leeds,44,everyone\n"
            "2,Orbis Labs,Dana Whitfield,B,customer,5000000,55,,Bern,3,everyone\n"
            "3,Tarn Foods,Kofi Mensah,C,prospect,700000,20,,Graz,9,everyone\n"
            "4,Vellum Press,Elif Kaya,B,customer,2500000,70,,Lund,5,everyone\n"
            "5,Quillon Works,Dana Whitfield,C,prospect,900000,10,,Oslo,7,team:North\n",
        },
    ),
    (
        "2026-11-18",
        {
            "accounts.csv": ACCOUNTS + "1,Halden Freight,Elif Kaya,A,customer,1300000,100,,Leeds,44,everyone\n"
            "2,Orbis Labs,Dana Whitfield,B,former,5000000,55,,Bern,3,everyone\n"
            "3,Tarn Foods,Dana Whitfield,C,prospect,700000,20,,Graz,9,everyone\n"
            "4,Vellum Press,Elif Kaya,B,customer,2500000,70,,Lund,5,everyone\n"
            "5,Quillon Works,Dana Whitfield,C,prospect,900000,10,,Oslo,7,team:North\n",
            "deals.csv": DEALS + "D1,Freight Rollout,Halden Freight,Signed,12500,2026-11-15,Kofi Mensah\n"
            "D2,Lab Pilot,Orbis Labs,Proposal,25000,2027-01-20,Dana Whitfield\n",
            "contacts.csv": CONTACTS + "C1,Ines Okafor,Halden Freight,COO\nC2,Jon Lund,Orbis Labs,CFO\n",
        },
    ),
]


def store_of(home, exports):
    database = Database(f"sqlite:///{home}/store.db")
    database.upgrade()
    for as_of, files in exports:
        for name, content in files.items():
            (home / name).write_text(content)
        mapping = parse_mapping(f"source: crm\nas_of: {as_of}\nfiles:\n{MAPPING}")
        moment = dt.datetime.fromisoformat(f"{as_of}T18:00:00+00:00")
        run_import(database, [home / name for name in files], mapping, now=moment)
    return database


def asker(database, embedder):
    searcher = NoteSearcher(database, embedder)

    def asked(text, *, by=None):
        audience = Audience.of(by) if by else Audience(whole_workspace=True)
        question = Ask(text, by.email if by else None, audience, (), NOW)
        return ask_skill.run(question, Context(database, lambda: searcher))

    return asked


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    database = store_of(tmp_path_factory.mktemp("twice"), EXPORTS)
    yield asker(database, embedder)
    database.close()


@pytest.fixture(scope="module")
def ask_once(tmp_path_factory, embedder):
    """Of a store that one export filled: nothing is known to have changed."""
    database = store_of(tmp_path_factory.mktemp("once"), EXPORTS[:1])
    yield asker(database, embedder)
    database.close()


def told(reply):
    assert reply.status == "answered", reply.text
    assert reply.removed == ()
    return reply.text


def names(reply):
    told(reply)
    (table,) = reply.tables
    return [row[0] for row in table.rows]


# --- what changed


def test_what_changed_at_an_account_is_told_of_it_its_deals_and_its_people_by_date(ask):
    reply = ask("what changed at Halden Freight this quarter?")
    (table,) = reply.tables
    fields = [row[table.columns.index("field")] for row in table.rows]
    of_deal = ["stage", "status", "amount", "close_date", "owner"]
    assert sorted(fields) == sorted([*of_deal, "title", *["owner", "revenue"] * 2, "lifecycle", "tier"])
    assert [row[0] for row in table.rows] == [*["18 Nov 2026"] * 8, *["3 Nov 2026"] * 4]


def test_since_last_week_leaves_out_what_was_before(ask):
    assert "8 changes" in told(ask("what changed at Halden Freight since last week?"))
    assert "No changes match (0)" in told(ask("what changed at Vellum Press since last week?"))
    assert "lifecycle from opportunity to customer on 3 Nov 2026" in told(ask("what changed at Vellum Press?"))


def test_changes_of_a_deal_and_of_a_contact_are_asked_for_by_their_names(ask):
    text = told(ask("what changed on Lab Pilot?"))
    assert "2 changes" in text
    assert "amount from 20000 to 25000 on 18 Nov 2026" in text
    assert "title from Head of Transport to COO" in told(ask("what changed about Ines Okafor?"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which accounts changed owner this month?", ["Halden Freight", "Tarn Foods"]),
        ("which accounts changed hands this month?", ["Halden Freight", "Tarn Foods"]),
        ("accounts with a new owner this month", ["Halden Freight", "Tarn Foods"]),
        ("which of our accounts used to belong to Kofi?", ["Halden Freight", "Tarn Foods"]),
        ("which accounts changed tier since October?", ["Halden Freight", "Orbis Labs"]),
        ("which accounts changed lifecycle since 10 November?", ["Orbis Labs"]),
        ("which accounts became customers this quarter?", ["Halden Freight", "Vellum Press"]),
        ("which accounts became tier A?", ["Halden Freight"]),
        ("which accounts became tier B this month?", ["Orbis Labs"]),
        ("which accounts dropped from tier A to tier B?", ["Orbis Labs"]),
        ("accounts that moved from Dana to Kofi", ["Halden Freight"]),
        ("which accounts were reassigned to Elif this month?", ["Halden Freight"]),
        ("accounts Dana used to own", ["Halden Freight"]),
        ("which accounts did Kofi own before?", ["Halden Freight", "Tarn Foods"]),
        ("which deals changed owner this month?", ["Freight Rollout"]),
    ],
)
def test_rows_that_had_a_change_are_listed_and_no_others(ask, question, expected):
    assert names(ask(question)) == expected


def test_those_that_came_from_another_state_are_told_by_their_change(ask):
    text = told(ask("which prospects became customers this quarter?"))
    assert "Halden Freight" in text
    assert "Vellum" not in text


def test_whether_a_figure_went_up_is_left_to_the_values(ask):
    text = told(ask("did the revenue of Halden Freight go up?"))
    assert text.startswith("2 changes: Halden Freight: revenue from 1250000 to 1300000 on 18 Nov 2026")


def test_changes_of_deals_are_told_by_who_owns_the_deal(ask):
    assert "5 changes" in told(ask("what changed on Kofi's deals this month?"))
    assert "No changes match (0)" in told(ask("what changed on Elif's deals this month?"))  # the account is hers
    assert "Halden Freight: revenue" in told(ask("what changed with Elif's accounts since 10 November?"))


def test_changes_are_counted(ask):
    assert "Number of changes (Halden Freight): 2." in told(ask("how often did the owner of Halden Freight change?"))
    assert "Number of accounts: 2." in told(ask("how many accounts changed owner this month?"))


def test_who_changed_it_is_said_to_be_missing_where_no_export_tells(ask):
    text = told(ask("who changed the owner of Halden Freight and when?"))
    assert "owner from Kofi Mensah to Elif Kaya on 18 Nov 2026" in text
    assert "Not in our data: who made the changes." in text


def test_when_it_became_what_it_is(ask):
    assert "on 3 Nov 2026" in told(ask("when did Halden Freight become a customer?"))
    assert "on 3 Nov 2026" in told(ask("when did Kofi become the owner of Halden Freight?"))
    assert "tier from B to A on 3 Nov 2026" in told(ask("since when is Halden Freight tier A?"))


@pytest.mark.parametrize(
    "question", ["since when is Orbis Labs a customer?", "since when does Kofi own Halden Freight?"]
)
def test_since_when_it_is_what_it_is_no_more_is_told_by_the_last_change(ask, question):
    assert " on 18 Nov 2026." in told(ask(question))


@pytest.mark.parametrize("question", ["when did Tarn Foods become a customer?", "since when is Tarn Foods tier C?"])
def test_a_day_that_is_not_on_record_is_not_guessed(ask, question):
    assert ask(question).status == "abstained"


def test_an_older_thread_speaks_of_the_same_changes(ask):
    first = ask("what changed on Lab Pilot?")
    older = RecordQuery("opportunity_changes", (Related("opportunity_changes", ()),))
    assert from_json(to_json(older)) == RecordQuery("changes", (Related("changes", ()),))
    assert first.plan["steps"][0]["query"]["base"] == "changes"


# --- what it was before


@pytest.mark.parametrize(
    "question",
    [
        "who owned Halden Freight before?",
        "who was the owner of Halden Freight before?",
        "previous owner of Halden Freight",
        "who was the former owner of Halden Freight?",
        "Halden Freight's old owner",
        "who used to own Halden Freight?",
        "who previously owned Halden Freight?",
        "who owned Halden Freight before Elif?",
        "who was responsible for Halden Freight before?",
        "whose account was Halden Freight before?",
        "who did Halden Freight belong to before?",
        "last change of owner at Halden Freight",
        "when did we last change the owner of Halden Freight?",
    ],
)
def test_the_owner_before_is_never_the_present_one(ask, question):
    assert told(ask(question)).startswith("Halden Freight: owner from Kofi Mensah to Elif Kaya on 18 Nov 2026.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did the revenue of Halden Freight use to be?", "revenue from 1250000 to 1300000 on 18 Nov 2026"),
        ("what was the revenue of Halden Freight before?", "revenue from 1250000 to 1300000 on 18 Nov 2026"),
        ("what was Halden Freight's tier before?", "tier from B to A on 3 Nov 2026"),
        ("original owner of Halden Freight", "owner from Dana Whitfield to Kofi Mensah on 3 Nov 2026"),
        ("who owned Halden Freight before November?", "owner from Dana Whitfield to Kofi Mensah on 3 Nov 2026"),
        ("what was the previous amount of Freight Rollout?", "amount from 10000 to 12500 on 18 Nov 2026"),
        ("what was Freight Rollout worth before?", "amount from 10000 to 12500 on 18 Nov 2026"),
        ("previous owner of Freight Rollout", "owner from Dana Whitfield to Kofi Mensah on 18 Nov 2026"),
        ("which stage was Freight Rollout in before?", "stage from Proposal to Signed on 18 Nov 2026"),
        ("previous close date of Lab Pilot", "close date from 2026-12-20 to 2027-01-20 on 18 Nov 2026"),
        ("previous title of Ines Okafor", "title from Head of Transport to COO on 18 Nov 2026"),
    ],
)
def test_a_value_before_is_told_with_the_day_of_its_change(ask, question, expected):
    assert expected in told(ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "who owned Vellum Press before?",  # the same as ever
        "what was the tier of Tarn Foods before?",
        "what was the fleet of Halden Freight before?",  # a column of their own: its history is not kept
        "what was the city of Halden Freight before?",  # nor that of this field
        "who had Halden Freight before?",
        "was Halden Freight a prospect before?",
        "which customers did we have before?",
    ],
)
def test_where_no_change_is_on_record_the_present_value_is_no_answer(ask, question):
    reply = ask(question)
    assert reply.status == "abstained", reply.text


@pytest.mark.parametrize(
    "question",
    [
        "which accounts changed owner this month?",
        "which accounts became tier A?",
        "who owned Halden Freight before?",
        "what changed at Halden Freight since last week?",
        "how often did the owner of Halden Freight change?",
        "who is the new owner of Halden Freight?",
        "since when is Orbis Labs a customer?",
        "accounts Dana used to own",
    ],
)
def test_a_store_that_was_filled_once_tells_of_no_change_and_no_zero(ask_once, question):
    reply = ask_once(question)
    assert reply.status == "abstained", reply.text


# --- who may know


def test_changes_are_seen_by_those_who_may_see_their_record(ask):
    assert names(ask("which accounts changed owner this quarter?")) == ["Halden Freight", "Tarn Foods"]
    seen = names(ask("which accounts changed owner this quarter?", by=NORTH))
    assert seen == ["Halden Freight", "Quillon Works", "Tarn Foods"]


def test_a_change_does_not_name_an_account_that_may_not_be_known(ask):
    assert "Quillon" not in told(ask("what changed at Vellum Press?"))
    assert "parent Quillon Works removed on 3 Nov 2026" in told(ask("what changed at Vellum Press?", by=NORTH))
