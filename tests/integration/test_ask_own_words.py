"""An export's own words for our values: imported, asked in, and unknown to those who see no row that has them."""

import datetime as dt
import textwrap

import pytest
from sqlalchemy import select, text

from knowledge.search import NoteSearcher
from skills.ask import ask as ask_skill
from skills.contracts import Ask, Context
from storage.audience import Audience, Reader, allowed_labels
from storage.catalog import load_catalog
from storage.database import Database
from storage.importers.mapping import parse_mapping
from storage.importers.running import run_import
from storage.lexicon import Value, load_lexicon
from storage.tables import Base

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MAPPING = """
source: crm
as_of: 2026-11-20
currency: EUR
files:
  accounts*.csv:
    table: accounts
    id: ID
    columns: {ID: ignore, Name: name, Status: lifecycle}
    values:
      lifecycle: {Kunde: customer, Interessent: prospect}
  deals*.csv:
    table: opportunities
    id: ID
    visibility: {column: Sharing}
    columns: {ID: ignore, Name: name, Account: account, Type: type, Stage: stage, Amount: amount}
    values:
      type: {New Business: new, Add-on: expansion, Service Renewal: renewal}
    stages: {Proposal: qualified, Won: won, Lost: lost}
"""
ACCOUNTS = """
    ID,Name,Status
    A1,Halden Freight,Kunde
    A2,Norda Mills,Interessent
    A3,Talvera Energy,Kunde
"""
DEALS = """
    ID,Name,Account,Type,Stage,Amount,Sharing
    D1,Dock Care,A1,Service Renewal,Proposal,1000,everyone
    D2,Mill Care,A2,Service Renewal,Proposal,2000,everyone
    D3,Grid Care,A3,Service Renewal,Won,4000,everyone
    D4,Dock Plus,A1,Add-on,Won,300,team:North
    D5,Grid Plus,A3,Add-on,Won,500,team:North
    D6,Mill Start,A2,New Business,Proposal,7000,everyone
"""
NORTH = Reader("nora@us.example", "North")
SOUTH = Reader("sam@us.example", "South")


class Store:
    """A folder of exports, the store they go to, and somebody to ask about it."""

    def __init__(self, folder, database, embedder):
        self.folder, self.database = folder, database
        self.context = Context(database, lambda: NoteSearcher(database, embedder))

    def load(self, mapping=MAPPING, **files):
        paths = []
        for name, content in files.items():
            paths.append(self.folder / f"{name}.csv")
            paths[-1].write_text(textwrap.dedent(content).lstrip(), encoding="utf-8")
        return run_import(self.database, paths, parse_mapping(mapping), now=NOW)

    def ask(self, question, by=NORTH):
        return ask_skill.run(Ask(question, by.email, Audience.of(by), (), NOW), self.context)

    def kept(self):
        with self.database.read() as connection:
            return connection.execute(text("SELECT field, value, label FROM value_labels ORDER BY 1, 2, 3")).fetchall()

    def everything(self):
        with self.database.read() as connection:
            return {
                name: [tuple(row) for row in connection.execute(select(table))]
                for name, table in Base.metadata.tables.items()
                if name != "import_runs"
            }

    def meant(self, *words, by=NORTH):
        """The values that words mean to somebody."""
        with self.database.read() as connection:
            labels = allowed_labels(connection, Audience.of(by))
            return load_lexicon(connection, load_catalog(connection), labels).values.get(words, [])


@pytest.fixture
def store(tmp_path, embedder):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    made = Store(tmp_path, database, embedder)
    yield made
    database.close()


@pytest.fixture
def company(store):
    store.load(accounts=ACCOUNTS, deals=DEALS)
    return store


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many open service renewals do we have?", "2"),
        ("how many service renewals are open?", "2"),
        ("how many open Service-Renewals", "2"),
        ("total amount of open service renewals", "3,000"),
        ("average size of a won add-on", "400"),
        ("how many won add-ons", "2"),
        ("how many Kunde accounts do we have?", "2"),
    ],
)
def test_a_question_may_use_the_words_of_the_export_for_our_values(company, question, told):
    reply = company.ask(question)
    assert reply.status == "answered", reply.text
    assert told in reply.text


def test_deals_are_listed_by_the_word_that_the_export_has_for_their_type(company):
    reply = company.ask("which accounts have an open service renewal?")
    assert "Halden Freight" in reply.text
    assert "Norda Mills" in reply.text
    assert "Talvera" not in reply.text


def test_a_second_import_changes_no_words_and_nothing_else(company):
    before = company.everything()
    assert ("type", "renewal", "Service Renewal") in company.kept()
    company.load(accounts=ACCOUNTS, deals=DEALS)
    assert company.everything() == before


def test_words_are_learnt_from_a_second_import_into_a_store_that_has_none(company):
    with company.database.write() as connection:
        connection.execute(text("DELETE FROM value_labels"))
        before = company.database.revision(connection, "records")
    company.load(accounts=ACCOUNTS, deals=DEALS)
    assert company.meant("add", "on") == [Value("opportunities", "type", "expansion")]
    with company.database.read() as connection:
        assert company.database.revision(connection, "records") == before + 1


def test_an_audience_that_sees_no_row_of_a_value_does_not_know_the_exports_word_for_it(company):
    assert company.meant("add", "on", by=NORTH) == [Value("opportunities", "type", "expansion")]
    assert company.meant("add", "on", by=SOUTH) == []
    assert company.meant("service", "renewal", by=SOUTH) == [Value("opportunities", "type", "renewal")]
    assert company.ask("average size of a won add-on", by=SOUTH).status == "abstained"


def test_of_several_words_for_one_value_none_means_all_of_it(store):
    mapping = MAPPING.replace("Add-on: expansion", "Add-on: expansion, Upgrade: expansion")
    store.load(mapping, accounts=ACCOUNTS, deals=DEALS)
    assert store.meant("add", "on") == [Value("opportunities", "type", "expansion")]  # nobody wrote Upgrade yet
    more = "ID,Name,Account,Type,Stage,Amount,Sharing\nD7,Dock Max,A1,Upgrade,Won,900,everyone\n"
    store.load(mapping, deals_more=more)
    assert store.meant("add", "on") == []
    assert store.meant("upgrade") == []
    assert store.ask("average size of a won add-on").status == "abstained"


@pytest.mark.parametrize("word", ["Renewal", "renewal"])
def test_our_own_word_beside_another_one_in_the_export_is_another_word(store, word):
    mixed = DEALS.replace("D2,Mill Care,A2,Service Renewal", f"D2,Mill Care,A2,{word}")
    store.load(accounts=ACCOUNTS, deals=mixed)
    assert store.meant("service", "renewal") == []
    assert Value("opportunities", "type", "renewal") in store.meant("renewal")


def test_a_value_that_a_mapping_sets_for_a_whole_file_is_another_word_for_it(store):
    constant = MAPPING + (
        "  upsells.csv:\n    table: opportunities\n    id: ID\n"
        "    columns: {ID: ignore, Name: name, Account: account}\n    set: {type: expansion}\n"
    )
    store.load(constant, accounts=ACCOUNTS, deals=DEALS, upsells="ID,Name,Account\nU1,Dock Max,A1\n")
    assert store.meant("add", "on") == []


def test_several_words_kept_beside_as_a_custom_field_are_asked_for_there(store):
    mapping = MAPPING.replace("Type: type,", "Type: [type, {custom: type_in_export, label: Deal type}],")
    mapping = mapping.replace("Add-on: expansion", "Add-on: expansion, Upgrade: expansion")
    store.load(mapping, accounts=ACCOUNTS, deals=DEALS.replace("D5,Grid Plus,A3,Add-on", "D5,Grid Plus,A3,Upgrade"))
    assert store.meant("add", "on") == [Value("opportunities", "type_in_export", "Add-on")]
    assert "300" in store.ask("average size of a won add-on").text


def test_words_that_differ_only_in_case_and_marks_are_one_word(store):
    store.load(accounts=ACCOUNTS, deals=DEALS.replace("A2,Service Renewal", "A2,SERVICE RENEWAL"))
    assert store.meant("service", "renewal") == [Value("opportunities", "type", "renewal")]


def test_a_word_that_was_understood_without_the_mapping_is_kept_too(store):
    store.load(MAPPING.replace("Add-on: expansion, ", ""), accounts=ACCOUNTS, deals=DEALS)
    assert store.meant("add", "on") == [Value("opportunities", "type", "expansion")]


def test_a_word_of_ours_for_another_value_of_the_field_goes_on_meaning_that(store):
    mapping = MAPPING.replace("Interessent: prospect", "Opportunity: prospect, Chance: opportunity")
    store.load(mapping, accounts=ACCOUNTS.replace("Interessent", "Opportunity").replace("Kunde", "Chance"))
    assert store.meant("opportunity") == [Value("accounts", "lifecycle", "opportunity")]
    assert store.meant("chance") == [Value("accounts", "lifecycle", "opportunity")]


@pytest.mark.parametrize("word", ["*", "001", "-->"])
def test_a_code_is_no_word(store, word):
    mapping = MAPPING.replace("Kunde: customer", f'"{word}": customer')
    store.load(mapping, accounts=ACCOUNTS.replace("Kunde", word))
    assert [one for one in store.meant("001") if one.field == "lifecycle"] == []


def test_a_column_of_endless_words_keeps_only_a_few(store):
    rows = "".join(f"D{n},Deal {n},A1,New idea {n},Won,1,everyone\n" for n in range(300))
    store.load(accounts=ACCOUNTS, deals="ID,Name,Account,Type,Stage,Amount,Sharing\n" + rows)
    assert 2 <= len([one for one in store.kept() if one[1] == "new"]) <= 50
