"""Facts and lists in roundabout words: own words and columns of a CRM, headings, columns behind a list, pointers."""

import datetime as dt

import pytest

from knowledge.search import NoteSearcher
from skills.ask import ask as ask_skill
from skills.contracts import Ask, Context, Reply
from storage.audience import Audience
from storage.database import Database
from storage.importers.mapping import parse_mapping
from storage.importers.running import run_import

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MAPPING = """
source: crm
as_of: 2026-11-20
currency: EUR
files:
  accounts*.csv:
    table: accounts
    id: ID
    columns: {ID: ignore, Name: name, Town: city, Status: lifecycle, Tier: tier}
    values:
      lifecycle: {customer: customer, target: prospect}
  products*.csv:
    table: products
    id: ID
    columns: {ID: ignore, Name: name}
  deals*.csv:
    table: opportunities
    id: ID
    columns: {ID: ignore, Name: name, Account: account, Stage: stage, Amount: amount}
    stages: {Proof of value: qualified, Won: won, Lost: lost}
"""
ACCOUNTS = """ID,Name,Town,Status,Tier,Buying route
A1,St.-Afra-Krankenhaus Lindental,Leipzig,customer,A,Open tender
A2,Norda Mills,Oslo,target,A,Direct award
A3,Talvera Energy,Sevilla,target,B,Framework
"""
PRODUCTS = """ID,Name
P1,Phish Drill
P2,Watchtower
"""
DEALS = """ID,Name,Account,Stage,Amount,Deal score,Rival,Next step,Loss reason,Buying route,Proof of value state
D1,Norda Mills - Phish Drill,A2,Proof of value,1000,40,Fortwell,Send the plan,,Open tender,Failed
D2,Norda Mills - Watchtower,A2,Proof of value,2000,50,Gridlock,Call the board,,Open tender,Passed
D3,St.-Afra - Watchtower planning,A1,Lost,4000,60,Gridlock,,Timing,Direct award,
"""


@pytest.fixture(scope="module")
def crm(tmp_path_factory, embedder):
    """Somebody to ask about a CRM that has many columns and words of its own."""
    home = tmp_path_factory.mktemp("own")
    for name, text in {"accounts.csv": ACCOUNTS, "products.csv": PRODUCTS, "deals.csv": DEALS}.items():
        (home / name).write_text(text, encoding="utf-8")
    database = Database(f"sqlite:///{home}/store.db")
    database.upgrade()
    files = [home / name for name in ("accounts.csv", "products.csv", "deals.csv")]
    run_import(database, files, parse_mapping(MAPPING), now=NOW)
    searcher = NoteSearcher(database, embedder)
    context = Context(database, lambda: searcher)

    def asked(text: str) -> Reply:
        return ask_skill.run(Ask(text, None, Audience(whole_workspace=True), (), NOW), context)

    yield asked
    database.close()


def names(reply: Reply) -> list[str]:
    """The first cells of the only table."""
    assert reply.status == "answered", reply.text
    (table,) = reply.tables
    return sorted(row[0] for row in table.rows)


def text(reply: Reply) -> str:
    assert reply.status == "answered", reply.text
    return reply.text


# --- the CRM's own words ----------------------------------------------------------------------------------------------


def test_a_value_of_the_crm_goes_before_a_phrase_of_ours(crm):
    assert names(crm("which are our target accounts?")) == ["Norda Mills", "Talvera Energy"]
    assert "2" in text(crm("how many target accounts do we have?"))


def test_of_two_tables_with_a_field_of_one_label_the_asked_rows_own_one_counts(crm):
    assert names(crm("which deals have the buying route Open tender?")) == [
        "Norda Mills - Phish Drill",
        "Norda Mills - Watchtower",
    ]
    assert names(crm("accounts with the buying route Open tender")) == ["St.-Afra-Krankenhaus Lindental"]


@pytest.mark.parametrize("question", ["open Phish Drill deals", "which open deals are for Phish Drill?"])
def test_a_deal_has_the_product_that_its_name_says_where_deals_state_none(crm, question):
    assert names(crm(question)) == ["Norda Mills - Phish Drill"]


def test_a_word_for_deals_is_no_part_of_the_label_deal_score(crm):
    assert "3,000 EUR" in text(crm("total of the open deals"))
    assert "45" in text(crm("average deal score of open deals"))


def test_words_that_begin_a_fields_label_are_no_value_of_another_field(crm):
    assert names(crm("which deals have a proof of value that failed?")) == ["Norda Mills - Phish Drill"]


def test_a_name_may_have_a_full_stop_and_a_hyphen(crm):
    for question in ("in which town is St.-Afra?", "city of St.-Afra-Krankenhaus"):
        assert "Leipzig" in text(crm(question))


# --- columns of many CRMs, in everyday words --------------------------------------------------------------------------


def test_what_we_do_next_is_the_next_step(crm):
    said = text(crm("what are we supposed to do next on the Phish Drill deal with Norda?"))
    assert "Send the plan" in said
    assert "Call the board" not in said


def test_a_second_question_is_about_the_deal_of_the_first(crm):
    said = text(crm("what is the deal score of the planning deal with St.-Afra, and which reason did we log?"))
    assert "60" in said
    assert "Timing" in said


def test_a_filled_field_is_asked_for_by_having_one(crm):
    assert names(crm("which deals have a loss reason?")) == ["St.-Afra - Watchtower planning"]


# --- headings, and what a list shows ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [":", ",", " -"])
def test_a_heading_says_of_which_deal_the_question_is(colleague, sign):
    said = text(colleague(f"Talvera Grid Rollout deal{sign} when should it close?"))
    assert "31 Jan 2027" in said
    assert "Grid Pilot" not in said


@pytest.mark.parametrize(
    "columns",
    ["? Deal name and who owns it", "? Name and owner please", ". Owner and close date", ", with owner and account"],
)
def test_what_stands_behind_a_list_says_what_it_shows(colleague, columns):
    reply = colleague(f"which deals over 250k are open{columns}")
    assert names(reply) == ["Grid Rollout", "Signal Suite"]
    assert "owner" in reply.tables[0].columns


# --- groups -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "which accounts are subsidiaries?",
        "which accounts are daughters of another company?",
        "which accounts are part of a bigger group?",
        "accounts that have a parent company",
        "which accounts belong to another company?",
    ],
)
def test_a_daughter_is_an_account_that_has_a_parent(colleague, question):
    assert names(colleague(question)) == ["Ferrum Castings"]


def test_daughters_of_one_that_is_named_are_only_its_own(colleague):
    assert names(colleague("subsidiaries of Kröger")) == ["Ferrum Castings"]


# --- contracts --------------------------------------------------------------------------------------------------------


def test_the_end_date_of_a_contract_is_the_one_of_the_contract(colleague):
    said = text(colleague("Brightwater Foods contract: current end date + yearly amount"))
    assert "1 Mar 2027" in said
    assert "60,000 USD" in said


def test_customers_without_a_running_contract_are_those_whose_contracts_ended_too(colleague):
    assert names(colleague("which customers have no running contract?")) == ["Talvera Energy"]


# --- what points back -------------------------------------------------------------------------------------------------


def test_that_country_is_the_one_of_the_question_before(colleague):
    first, then = colleague.talk("which customers are in Germany?", "how many accounts do we have in that country?")
    assert names(first) == ["Kröger & Söhne GmbH"]
    assert "2" in text(then)


def test_a_country_that_no_question_named_is_not_guessed(colleague):
    first, then = colleague.talk("which sector is Talvera in?", "who else do we have in that sector?")
    assert "Energy" in text(first)
    assert then.status == "abstained"


def test_the_same_country_as_somebodys_is_not_that_account(colleague):
    assert colleague("accounts in the same sector as Talvera").status == "abstained"


@pytest.mark.parametrize("question", ["which one should close first?", "which one closes first?"])
def test_the_first_to_close_is_the_one_of_the_nearest_date(colleague, question):
    *_, then = colleague.talk("which open deals do we have?", question)
    assert "Cold Chain" in text(then)
    assert "15 Dec 2026" in then.text


@pytest.mark.parametrize(
    "question", ["who decides about the money at Talvera?", "who signs off the budget at Talvera?"]
)
def test_who_decides_about_the_money_is_the_economic_buyer(colleague, question):
    assert "Inés Robledo" in text(colleague(question))
