"""Two accounts of one name: asking back tells them apart by what differs, and each answer leads to its own account."""

import datetime as dt
import textwrap

import pytest

from knowledge.search import NoteSearcher
from skills.ask import ask as ask_skill
from skills.contracts import Ask, Context
from storage.audience import Audience, Reader
from storage.database import Database
from storage.importers.mapping import parse_mapping
from storage.importers.running import run_import

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
COLUMNS = ("ID", "Name", "Country", "City", "Web", "Owner", "Employees", "Sharing")
MAPPING = """
source: {source}
as_of: 2026-11-20
files:
  accounts*.csv:
    table: accounts
    id: ID
    visibility: {{column: Sharing}}
    columns:
      ID: ignore
      Name: name
      Country: country
      City: city
      Web: domains
      Owner: {{field: owner, by: name, create: true}}
      Employees: employees
"""
ASKER = Reader("nora@us.example", "South")


@pytest.fixture
def ask(tmp_path, embedder):
    """Imports accounts, each by its source and cells, and returns somebody to ask about them."""
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    context = Context(database, lambda: NoteSearcher(database, embedder))

    def load(*accounts):
        for number, (source, *cells) in enumerate(accounts):
            path = tmp_path / f"accounts{number}.csv"
            path.write_text(",".join(COLUMNS) + "\n" + ",".join(cells) + "\n", encoding="utf-8")
            run_import(database, [path], parse_mapping(textwrap.dedent(MAPPING.format(source=source))), now=NOW)
        return lambda text: ask_skill.run(Ask(text, ASKER.email, Audience.of(ASKER), (), NOW), context)

    yield load
    database.close()


def account(source="crm", key="A1", country="GB", city="Leeds", web="", owner="Dana Reyes", size="100", who="everyone"):
    return (source, key, "Halden Freight", country, city, web, owner, size, who)


DIFFERENT = [
    ((account(), account(key="A2", country="DE", city="Köln", size="250")), ["GB", "DE"]),
    ((account(), account(key="A2", city="Bad Homburg", size="250")), ["Bad Homburg", "Leeds"]),
    (
        (account(web="halden.example"), account(key="A2", web="halden-freight.example", size="250")),
        ["halden.example", "halden-freight.example"],
    ),
    ((account(), account(key="A2", owner="Marcus O'Neill", size="250")), ["Dana Reyes", "Marcus O'Neill"]),
    ((account(source="sales_force"), account(source="hub_spot", size="250")), ["sales_force", "hub_spot"]),
    ((account(key="A-17/b"), account(key="A-18/b", size="250")), ["crm A-17/b", "crm A-18/b"]),
    ((account(), account(key="A2", country="", city="York", size="250")), ["Leeds", "York"]),
]


@pytest.mark.parametrize(("accounts", "told"), DIFFERENT)
@pytest.mark.parametrize("question", ["how many employees does Halden Freight have?", "Halden Freight's employees"])
def test_accounts_of_one_name_are_told_apart_by_what_differs(ask, accounts, told, question):
    asking = ask(*accounts)
    reply = asking(question)
    assert reply.status == "clarify"
    assert sorted(one.label for one in reply.options) == sorted(f"Halden Freight ({one})" for one in told)
    assert all(one in reply.text for one in told)
    answers = [asking(option.question) for option in reply.options]
    assert [one.status for one in answers] == ["answered", "answered"]
    assert sorted("100" in one.text for one in answers) == [False, True]
    assert sorted("250" in one.text for one in answers) == [False, True]


def test_an_account_of_the_same_name_that_a_reader_may_not_see_is_not_told_apart_from(ask):
    asking = ask(account(), account(key="A2", country="DE", city="Köln", size="250", who="team:North"))
    reply = asking("how many employees does Halden Freight have?")
    assert reply.status == "answered"
    assert "100" in reply.text


def test_an_account_that_shares_its_name_with_none_has_no_more_names_than_before(ask):
    reply = ask(account())("how many employees does Dana Reyes have at Halden Freight, Leeds?")
    assert "250" not in reply.text
