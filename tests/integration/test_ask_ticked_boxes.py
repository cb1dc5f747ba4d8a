"""An export of a CRM whose boxes hold several values a cell, and whose own fields tell of colleagues and renewals."""

import datetime as dt

import pytest
from sqlalchemy import text

from storage.importers import run_import, suggest_mapping
from storage.importers.mapping import parse_mapping

USERS = "User ID,Full name,Email,Primary team\n1,Noor Haas,noor@x.example,East\n2,Lee Ott,lee@x.example,West\n"
COMPANIES = """Record ID,Company name,Company owner,Lifecycle Stage,Frameworks,Modules,CSM,Renewal Date,Scan status,Zone
1,Alder Bank,Lee Ott,Customer,HIPAA;PCI DSS,Logs;Cloud,Noor Haas,2027-01-13,Done,N
2,Birch Clinic,Lee Ott,Customer,HIPAA,Logs,Noor Haas,2027-03-31,Open,N
3,Cedar Stores,Lee Ott,Customer,PCI DSS;SOC 2,Cloud,Lee Ott,2027-05-01,Open,S
4,Dogwood Mills,Lee Ott,Lead,SOC 2,,,,Done,S
5,Elm Freight,Lee Ott,Lead,HIPAA;SOC 2,,,,Done,S
6,Fir Energy,Lee Ott,Lead,,,,,Open,S
"""
DEALS = """Record ID,Deal Name,Pipeline,Deal Type,Deal Stage,Amount,Close Date,Is Closed,Company,Loss reason,POC Status
11,Alder logs,Sales,New Business,Contract Signed,100,2026-03-01,1,1,,Passed
12,Birch logs,Sales,New Business,Closed - Not Won,200,2026-04-01,1,2,Failed POC,Failed
13,Cedar cloud,Renewals,Co-term,Technical Validation,300,2027-01-05,0,3,,Failed
15,Fir sale,Sales,New Business,Closed - Not Won,150,2026-05-01,1,6,Price,
14,Elm audit,Renewals,Renewal,Technical Validation,400,2027-02-05,0,5,,Running
"""
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
ACTIVITIES = """Record ID,Activity type,Activity date,Subject,Outcome,Associated Company IDs
21,Meeting,2026-10-05,Kick-off,Completed,1
22,Meeting,2026-10-06,Review,No show,1
23,Meeting,2026-10-07,Review,Canceled,2
24,Call,2026-10-08,Hello,Left voicemail,2
25,Webinar attendance,2026-10-09,Logs in practice,Attended live,3
"""
FILES = {"users.csv": USERS, "companies.csv": COMPANIES, "deals.csv": DEALS, "activities.csv": ACTIVITIES}


@pytest.fixture(scope="module")
def vendor(colleague_over):
    return colleague_over(FILES)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("how many accounts need HIPAA?", 3),
        ("how many customers have Logs?", 2),
        ("how many accounts need both HIPAA and PCI DSS?", 1),
        ("how many accounts need HIPAA or PCI DSS?", 4),
        ("how many accounts have to meet SOC 2?", 3),
        ("how many accounts without HIPAA?", 3),
        ("how many accounts have no frameworks?", 1),
        ("how many customers does Noor Haas look after as CSM?", 2),
        ("how many customers renew in Q1 2027?", 2),
        ("how many deals have we won?", 1),
        ("how many renewal deals are open?", 1),
        ("how many deals in the Renewals pipeline are open?", 2),
        ("how many meetings were there in October?", 1),
        ("how many calls were there in October?", 1),
        ("how many deals have we lost?", 2),
        ("how many open deals have POC status failed?", 1),
    ],
)
def test_each_value_of_a_cell_counts_and_fields_of_the_crms_own_tell(vendor, question, count):
    reply = vendor(question)
    assert reply.status == "answered"
    assert f": {count}." in reply.text


def test_rows_are_grouped_under_each_value_that_they_have(vendor):
    text = vendor("number of accounts by framework").text
    assert "HIPAA 3" in text
    assert "SOC 2 3" in text
    assert "PCI DSS 2" in text
    assert "not stated 1" in text


def test_two_lists_can_be_grouped_by_at_once(vendor):
    assert "HIPAA, Logs 2" in vendor("number of accounts by framework and module").text


def test_all_the_values_of_a_cell_are_told(vendor):
    assert "HIPAA, PCI DSS" in vendor("frameworks of Alder Bank").text


def test_when_something_renews_is_told_by_a_field_of_the_crms_own(vendor):
    assert "13 Jan 2027" in vendor("when does Alder Bank renew?").text


def test_why_a_deal_was_lost_is_nothing_an_open_one_has(vendor):
    reply = vendor("which open deals have a failed POC?")
    assert "Loss reason" not in reply.understood
    assert "(0)" not in reply.text


def test_a_share_of_deals_won_is_not_of_those_lost_for_a_reason(vendor):
    assert "Loss reason" not in vendor("what is our win rate against failed POC?").understood


def test_what_a_figure_leaves_out_is_told(vendor):
    assert "without renewals" in vendor("what is our win rate?").understood
    assert "without renewals" in vendor("open pipeline by owner").understood
    assert "without renewals" not in vendor("open pipeline by owner, renewals included").understood


def test_another_value_takes_the_place_of_that_of_rows_beside(vendor):
    _, reply = vendor.talk("which accounts did we lose a deal at because of price?", "same for failed POC please")
    assert "Birch Clinic" in reply.text
    assert "Fir Energy" not in reply.text


def test_a_short_form_that_fields_are_called_by_is_no_point_of_contact(vendor):
    assert vendor("which accounts run a POC at the moment?").status == "abstained"


def test_the_word_asked_for_is_the_field_that_is_a_word(vendor):
    assert "Failed" in vendor("which POC status does the Cedar cloud deal have?").text


def imported(tmp_path, content, mapping=None):
    path = tmp_path / "companies.csv"
    path.write_text(content, encoding="utf-8")
    return path, parse_mapping(mapping or suggest_mapping(path))


def frameworks(store):
    with store.read() as connection:
        kind = connection.execute(text("SELECT type FROM custom_fields WHERE name = 'frameworks'")).scalar()
        found = connection.execute(text("SELECT json_extract(custom, '$.frameworks') FROM accounts ORDER BY id"))
        return kind, [row[0] for row in found]


HEAD = "Record ID,Company name,Frameworks\n"
FIRST = HEAD + "1,Alder,HIPAA;PCI DSS\n2,Birch,HIPAA\n3,Cedar,PCI DSS;HIPAA\n"


def test_a_later_file_without_several_values_in_a_cell_keeps_the_lists(tmp_path, store):
    path, mapping = imported(tmp_path, FIRST)
    run_import(store, [path], mapping, now=NOW)
    path, mapping = imported(tmp_path, HEAD + "4,Dogwood,SOC 2\n")
    run_import(store, [path], mapping, now=NOW)
    assert frameworks(store) == ("list", ['["HIPAA","PCI DSS"]', '["HIPAA"]', '["PCI DSS","HIPAA"]', '["SOC 2"]'])


def test_what_was_text_becomes_lists_when_a_mapping_says_so(tmp_path, store):
    path, mapping = imported(tmp_path, HEAD + "1,Alder,HIPAA;PCI DSS\n2,Birch,SOC 2\n")
    run_import(store, [path], mapping, now=NOW)
    assert frameworks(store)[0] == "text"
    said = (
        "source: crm\nfiles:\n  companies.csv:\n    table: accounts\n    id: Record ID\n    columns:\n"
        "      Company name: name\n      Frameworks: {custom: frameworks, type: list}\n"
    )
    path, mapping = imported(tmp_path, HEAD + "3,Cedar,HIPAA\n", said)
    run_import(store, [path], mapping, now=NOW)
    kind, found = frameworks(store)
    assert kind == "list"
    assert found[:2] == ['["HIPAA","PCI DSS"]', '["SOC 2"]']


def test_sentences_with_semicolons_are_no_lists(tmp_path, store):
    path, mapping = imported(tmp_path, HEAD + "1,Alder,asks a lot; pays late\n2,Birch,kind; slow\n3,Cedar,big\n")
    run_import(store, [path], mapping, now=NOW)
    assert frameworks(store) == ("text", ["asks a lot; pays late", "kind; slow", "big"])
