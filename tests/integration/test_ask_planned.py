"""Activities that were planned and never done are no engagement; where an export does not tell, nothing changes."""

import datetime as dt

import pytest

from knowledge.search import NoteSearcher
from skills.ask import ask as ask_skill
from skills.contracts import Ask, Context, Turn
from storage.audience import Audience
from storage.catalog import load_catalog
from storage.database import Database
from storage.importers.mapping import parse_mapping
from storage.importers.running import run_import

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MAPPING = """
source: crm
as_of: 2026-11-20
files:
  accounts.csv: {table: accounts, id: ID, columns: {Name: name}}
  activities.csv:
    table: activities
    id: ID
    columns: {Account: account, Type: channel, When: occurred_at, Done: DONE}
"""
ACCOUNTS = "ID,Name\nA1,Harrow Foods\nA2,Tarn Council\nA3,Orme Steel\n"
ACTIVITIES = """ID,Account,Type,When,Done
1,A1,meeting,2026-11-03,1
2,A1,meeting,2026-11-05,0
3,A1,call,2026-11-10,
4,A2,meeting,2026-11-11,0
5,A2,meeting,2026-12-01,0
6,A3,meeting,2026-11-12,yes
"""


@pytest.fixture
def ask(tmp_path, embedder, request):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    for name, text in (("accounts.csv", ACCOUNTS), ("activities.csv", ACTIVITIES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    mapping = MAPPING.replace("DONE", getattr(request, "param", "done"))
    run_import(database, [tmp_path / "accounts.csv", tmp_path / "activities.csv"], parse_mapping(mapping), now=NOW)
    searcher = NoteSearcher(database, embedder)
    context = Context(database, lambda: searcher)

    def asked(*questions):
        """The reply to the last of a thread's questions."""
        turns = []
        for text in questions:
            reply = ask_skill.run(Ask(text, None, Audience.stranger(), tuple(turns), NOW), context)
            turns.append(Turn(text, reply.plan))
        return reply

    yield asked
    database.close()


def test_a_meeting_that_never_took_place_is_not_counted(ask):
    reply = ask("how many meetings did we have?")
    assert reply.understood == "Number of activities where channel is meeting and when up to 20 Nov 2026 and done"
    assert "Number of activities: 2." in reply.text
    assert "Number of activities: 2." in ask("how many meetings in November 2026?").text


def test_an_account_where_nothing_was_done_has_had_no_activity(ask):
    reply = ask("which accounts have no activity in the last 30 days?")
    assert [row[0] for row in reply.tables[0].rows] == ["Tarn Council"]
    assert "10 Nov 2026" in ask("when was the last activity at Harrow Foods?").text


def test_what_lies_ahead_is_planned_done_or_not(ask):
    reply = ask("which upcoming meetings are there?")
    assert [row for row in reply.tables[0].rows if "Tarn Council" in row]


def test_a_question_that_leans_on_another_keeps_what_took_place_and_what_lies_ahead_apart(ask):
    assert ": 2." in ask("how many activities with Harrow Foods?").text
    assert ": 1." in ask("how many meetings did we have?", "and with Harrow Foods?").text
    ahead = ask("how many meetings did we have?", "and in December 2026?")
    assert ": 1." in ahead.text
    back = ask("how many meetings in December 2026?", "and in November 2026?")
    assert ": 2." in back.text


@pytest.mark.parametrize("ask", ["ignore"], indirect=True)
def test_where_an_export_does_not_tell_every_activity_of_the_past_counts(ask):
    assert "Number of activities: 4." in ask("how many meetings did we have?").text


def test_the_word_done_is_a_field_only_where_it_is_filled(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/empty.db")
    database.upgrade()
    with database.read() as connection:
        assert ("activities", "done") not in load_catalog(connection).fields
    database.close()
