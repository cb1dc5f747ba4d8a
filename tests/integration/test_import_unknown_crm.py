"""A CRM nobody has described: what stands in its files, and in which of them, is told by the values too."""

# ruff: noqa: E501 - rows of exports are as long as they are

import datetime as dt

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import ImportFailed, MappingInvalid
from storage.importers import run_import, suggest_mapping
from storage.importers.mapping import parse_mapping

NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)

FILES = {
    "users.csv": """id,full_name,email,job,squad,reports_to,active_flag
101,Morag Tennant,morag@us.example,VP Sales,Leadership,,1
102,Idris Vaughan,idris@us.example,Account Executive,North,101,1
103,Celia Haddad,celia@us.example,Account Executive,South,101,0
""",
    "organizations.csv": """org_id,name,lifecycle,fit_tier,turnover_gbp_m,town,web,owner_id,parent_org_id
2001,Harrow Foods,customer,Tier C,,Leeds,harrow.example,102,
2004,Harrow Packs,lapsed,Tier A,106.7,Leeds,packs.example,103,2001
2007,Tarn Council,target,Tier B,833.7,Kendal,tarn.example,103,
2009,Orme Steel,customer,Tier B,12.5,Bala,orme.example,102,
""",
    "persons.csv": """person_id,first_name,last_name,org_id,organisation,job_title,email,phone,mailing_consent,still_there
5001,Ivo,Underhill,2001,Harrow Foods,Analyst,ivo@harrow.example,,opted in,1
5002,Verity,Pem,2004,Harrow Packs,Buyer,verity@packs.example,+44 1189 852281,opted out,1
5003,Stefan,Ing,2007,Tarn Council,CIO,stefan@tarn.example,,not asked,0
5004,Tess,Orr,2009,Orme Steel,CFO,tess@orme.example,,opted in,1
""",
    "campaigns.csv": """campaign_id;campaign;channel;starts;ends;budget_gbp;spent_gbp;state
C-01;Ransomware webinar;Webinar;07/10/2025;07/10/2025;6000;5420;finished
C-02;Breakfast Leeds;Event;18/11/2025;18/11/2025;9000;10350;finished
""",
    "deals.csv": """deal_id,title,org_id,person_id,owner_id,pipeline,stage,status,value,currency,probability,expected_close_date,close_time,source_campaign_id,add_time
7301,Foods MDR,2001,5001,102,New logo,Paper process,won,65800,GBP,100,2025-05-26,2025-06-13 16:43:56,C-01,2024-11-22 16:18:12
7302,Packs MDR,2004,5002,103,Renewal,Scoping call,lost,6000,GBP,0,2026-10-26,2026-09-13 16:43:56,,2025-11-22 16:18:12
7303,Council MDR,2007,5003,103,New logo,Scoping call,open,7000,GBP,10,2026-12-26,,C-02,2026-10-22 16:18:12
7304,Steel MDR,2009,5004,102,Expansion,Paper process,open,8000,GBP,80,2026-12-30,,,2026-10-22 16:18:12
7305,Steel PoV,2009,5004,102,Expansion,Tech fit,open,8000,GBP,40,2026-12-30,,,2026-10-22 16:18:12
""",
    "buying_roles.csv": "deal_id,person_id,buying_role\n7301,5001,Champion\n7303,5003,Blocker\n7304,5004,Champion\n",
    "activities.csv": """activity_id,type,subject,org_id,person_id,deal_id,assigned_to,due_date,due_time,done
9001,call,Intro,2001,5001,7301,102,2026-09-19,14:30,1
9002,meeting,QBR,2007,5003,,103,2026-09-22,15:45,1
9003,demo,Show,2009,5004,7304,102,2026-10-22,15:45,0
9004,email,Mail,2009,5004,7304,102,2026-12-22,15:45,0
""",
    "campaign_responses.csv": """campaign_id,person_id,response,response_date
C-01,5001,attended,2025-10-07
C-02,5003,invited,2025-11-08
C-02,5004,sent,2025-11-01
""",
    "subscriptions.csv": """sub_no,org_id,product,state,yearly_fee,starts_on,ends_on,rolls_over
SUB-1,2001,Watchtower,live,"£23,700",29/12/2025,28/12/2027,yes
SUB-2,2009,Watchtower,live,"£151,100",26/01/2024,25/01/2027,no
SUB-3,2009,Gatehouse,ended,"£14,000",05/12/2023,04/12/2024,no
SUB-4,2004,Watchtower,ended,"£14,000",05/12/2022,04/12/2023,no
""",
}


@pytest.fixture
def store(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/store/abmbot.db")
    database.upgrade()
    yield database
    database.close()


def rows(store, statement):
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def written(tmp_path, *names, **changed):
    paths = [tmp_path / name for name in names or FILES]
    for path in paths:
        path.write_text(changed.get(path.stem, FILES[path.name]), encoding="utf-8")
    return paths


def tables(paths, proposed):
    mapping = parse_mapping(proposed)
    return {path.stem: mapping.for_file(path.name).table for path in paths}


def test_a_whole_export_is_joined_by_its_ids_and_imports_without_a_loss(tmp_path, store):
    paths = written(tmp_path)
    reports = run_import(store, paths, parse_mapping(suggest_mapping(*paths)), now=NOW)
    assert {report.file: (report.table, len(report.skipped)) for report in reports} == {
        "users.csv": ("people", 0),
        "organizations.csv": ("accounts", 0),
        "persons.csv": ("contacts", 0),
        "campaigns.csv": ("campaigns", 0),
        "deals.csv": ("opportunities", 0),
        "buying_roles.csv": ("deal_roles", 0),
        "activities.csv": ("activities", 0),
        "campaign_responses.csv": ("campaign_invitations", 0),
        "subscriptions.csv": ("contracts", 0),
    }
    assert [report.unresolved for report in reports] == [{}] * len(paths)
    for table, needed in {
        "contacts": "account_id title email",
        "opportunities": "account_id owner_id close_date created_at type",
        "deal_roles": "opportunity_id contact_id",
        "activities": "account_id contact_id person_id occurred_at done",
        "campaign_invitations": "campaign_id contact_id invited_at",
        "contracts": "account_id product_id start_date renewal_date amount",
        "campaigns": "start_date end_date cost",
        "people": "team role",
    }.items():
        for column in needed.split():
            assert rows(store, f"SELECT COUNT(*) FROM {table} WHERE {column} IS NULL") == [(0,)], (table, column)
    assert rows(store, "SELECT name, active FROM people WHERE active = 0") == [("Celia Haddad", 0)]
    assert rows(
        store,
        "SELECT a.name, a.revenue, a.currency, a.city, a.lifecycle, p.name FROM accounts a "
        "JOIN accounts p ON p.id = a.parent_id",
    ) == [("Harrow Packs", 106_700_000, "GBP", "Leeds", "former", "Harrow Foods")]
    assert rows(store, "SELECT tier FROM list_memberships ORDER BY id") == [
        ("Tier C",), ("Tier A",), ("Tier B",), ("Tier B",),
    ]  # fmt: skip
    assert rows(store, "SELECT source_id, close_date FROM opportunities ORDER BY 1")[:3] == [
        ("7301", "2025-06-13"),
        ("7302", "2026-09-13"),
        ("7303", "2026-12-26"),
    ]
    assert rows(store, "SELECT name FROM products ORDER BY 1") == [("Gatehouse",), ("Watchtower",)]


@pytest.mark.parametrize("name", ["persons.csv", "people.csv", "export.csv"])
def test_people_with_employers_of_their_own_are_contacts_whatever_the_file_is_called(tmp_path, name):
    (tmp_path / "persons.csv").write_text(FILES["persons.csv"], encoding="utf-8")
    path = (tmp_path / "persons.csv").rename(tmp_path / name)
    assert tables([path], suggest_mapping(path)) == {path.stem: "contacts"}


@pytest.mark.parametrize("name", ["users.csv", "people.csv", "contacts.csv"])
def test_people_whom_other_files_name_as_owners_are_colleagues_whatever_the_file_is_called(tmp_path, name):
    paths = written(tmp_path, "users.csv", "organizations.csv", "deals.csv")
    paths[0] = paths[0].rename(tmp_path / name)
    assert tables(paths, suggest_mapping(*paths)) == {
        paths[0].stem: "people",
        "organizations": "accounts",
        "deals": "opportunities",
    }


@pytest.mark.parametrize("name", ["persons.csv", "people.csv"])
def test_ids_that_are_alike_in_both_files_of_persons_confuse_nothing(tmp_path, name):
    """Counted from 1 in every table, as a database does it."""
    low = {"101": "1", "102": "2", "103": "3", "5001": "1", "5002": "2", "5003": "3", "5004": "4", "7301": "1"}
    for number, file in enumerate(("users", "organizations", "persons", "deals", "activities", "buying_roles")):
        text = FILES[f"{file}.csv"]
        for old, new in low.items():
            text = text.replace(f",{old},", f",{new},").replace(f"\n{old},", f"\n{new},")
        (tmp_path / (name if number == 2 else f"{file}.csv")).write_text(text, encoding="utf-8")
    paths = sorted(tmp_path.glob("*.csv"))
    proposed = suggest_mapping(*paths)
    assert tables(paths, proposed) == {
        "activities": "activities",
        "buying_roles": "deal_roles",
        "deals": "opportunities",
        "organizations": "accounts",
        name.partition(".")[0]: "contacts",
        "users": "people",
    }
    assert "owner_id: owner\n" in proposed
    assert "person_id: contact\n" in proposed


def test_who_wrote_a_row_does_not_own_it(tmp_path):
    paths = written(tmp_path, "users.csv", "organizations.csv")
    paths[1].write_text(FILES["organizations.csv"].replace("owner_id", "created_by_user_id"), encoding="utf-8")
    assert "created_by_user_id: owner" not in suggest_mapping(*paths)


@pytest.mark.parametrize("name", ["subscriptions.csv", "contracts.csv", "agreements.csv", "billing.csv"])
def test_agreements_with_start_end_and_fee_are_contracts_not_products(tmp_path, name):
    paths = written(tmp_path, "subscriptions.csv")
    path = paths[0].rename(tmp_path / name)
    assert tables([path], suggest_mapping(path)) == {path.stem: "contracts"}


def test_a_list_of_products_stays_one(tmp_path):
    path = tmp_path / "products.csv"
    path.write_text("Product ID,Product,Unit Price\n71,Vulcane,18900\n72,Vulcane 20,31500\n", encoding="utf-8")
    assert tables([path], suggest_mapping(path)) == {"products": "products"}


# --- two columns for one field


DEALS = """
source: crm
as_of: 2026-11-20
files:
  deals.csv:
    table: opportunities
    id: deal_id
    columns: {title: name, status: status}
    first_of:
      close_date: [close_time, expected_close_date]
"""


def test_of_two_columns_for_one_field_the_first_that_is_filled_counts(tmp_path, store):
    (path,) = written(tmp_path, "deals.csv")
    (report,) = run_import(store, [path], parse_mapping(DEALS), now=NOW)
    assert report.skipped == []
    assert rows(store, "SELECT source_id, close_date FROM opportunities ORDER BY 1") == [
        ("7301", "2025-06-13"),
        ("7302", "2026-09-13"),
        ("7303", "2026-12-26"),
        ("7304", "2026-12-30"),
        ("7305", "2026-12-30"),
    ]
    labels = rows(store, "SELECT label FROM field_labels WHERE field = 'close_date' ORDER BY 1")
    assert labels == [("close_time",), ("expected_close_date",)]


def test_a_column_that_shares_a_field_may_have_options_of_its_own(tmp_path, store):
    path = tmp_path / "deals.csv"
    path.write_text(
        "deal_id,title,closed,planned\n1,a,,03.12.2026\n2,b,11/24/2026,01.12.2026\n3,c,,\n", encoding="utf-8"
    )
    mapping = """
source: crm
files:
  deals.csv:
    table: opportunities
    id: deal_id
    columns:
      title: name
      closed: {field: close_date, dates: month-first}
      planned: [{field: close_date, dates: day-first}, {custom: planned_close}]
    first_of: {close_date: [closed, planned]}
"""
    run_import(store, [path], parse_mapping(mapping), now=NOW)
    found = rows(
        store, "SELECT close_date, json_extract(custom, '$.planned_close') FROM opportunities ORDER BY source_id"
    )
    assert found == [("2026-12-03", "2026-12-03"), ("2026-11-24", "2026-12-01"), (None, None)]


@pytest.mark.parametrize(
    ("name", "content", "proposed"),
    [
        (
            "Opportunities.csv",
            "Id,Name,StageName,Actual Close Date,Est. Close Date\n1,a,Won,2026-01-02,2026-01-05\n2,b,Open,,2026-03-02\n",
            "close_date: [Actual Close Date, Est. Close Date]",
        ),
        (
            "hubspot-contacts.csv",
            "Record ID,First Name,Last Name,Phone Number,Mobile Phone Number\n1,a,b,+44 1,\n2,b,c,,+44 2\n",
            "phone: [Phone Number, Mobile Phone Number]",
        ),
        (
            "deals-1234.csv",
            "Deal - ID,Deal - Title,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Expected close date\n"
            "1,a,Won,2026-01-02 10:00:00,,\n2,b,Lost,,2026-01-03 10:00:00,2026-03-02\n",
            "close_date: [Deal - Won time, Deal - Lost time, Deal - Expected close date]",
        ),
        (
            "activities-1234.csv",
            "Activity - ID,Activity - Subject,Activity - Due date,Activity - Done\n1,a,2026-01-02,Done\n2,b,2026-01-03,To do\n",
            "Activity - Done: done",
        ),
        (
            "Task.csv",
            "Id,Subject,CompletedDateTime,ActivityDate,IsClosed\n1,a,2026-01-02,2026-01-05,true\n2,b,,2026-03-02,false\n",
            "occurred_at: [CompletedDateTime, ActivityDate]",
        ),
        (
            "Account.csv",
            "Id,Name,BillingCity,ShippingCity,BillingCountry,ShippingCountry\n1,a,Hull,,UK,\n2,b,,Leeds,,UK\n",
            "city: [BillingCity, ShippingCity]",
        ),
    ],
)
def test_columns_that_share_a_field_in_many_crms_are_proposed_together(tmp_path, store, name, content, proposed):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    suggestion = suggest_mapping(path)
    assert proposed in suggestion
    (report,) = run_import(store, [path], parse_mapping(suggestion), now=NOW)
    assert (report.created, report.skipped) == (2, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[close_time, expected_close_date]", "close_time", "a list is needed"),
        ("[close_time, expected_close_date]", "[close_time]", "two or more columns are needed"),
        ("close_date: [", "closing: [", "opportunities has no field 'closing'"),
        ("title: name", "title: name, x: close_date", "the field close_date is fed by 'x' already"),
    ],
)
def test_a_wrong_choice_of_columns_is_told_with_its_place(old, new, said):
    assert old in DEALS
    with pytest.raises(MappingInvalid, match="first_of") as told:
        parse_mapping(DEALS.replace(old, new))
    assert said in str(told.value)


def test_a_second_column_for_a_field_is_refused_with_the_way_to_say_it():
    with pytest.raises(MappingInvalid, match=r"first_of: \{close_date: \[close_time, expected_close_date\]\}"):
        parse_mapping(
            "source: crm\nfiles:\n  d.csv: {table: opportunities, columns: "
            "{close_time: close_date, expected_close_date: close_date}}"
        )


def test_a_column_of_the_choice_that_the_file_lacks_is_named(tmp_path, store):
    (path,) = written(tmp_path, "deals.csv")
    with pytest.raises(ImportFailed, match="has no column 'closing'"):
        run_import(store, [path], parse_mapping(DEALS.replace("close_time", "closing")), now=NOW)


# --- what is proposed for values


def test_stages_are_proposed_by_their_probability_and_the_first_is_guessed_to_be_open(tmp_path):
    proposed = suggest_mapping(*written(tmp_path, "deals.csv"))
    stages = proposed.partition("stages:")[2].splitlines()[1:4]
    assert [line.strip() for line in stages] == [
        "Scoping call: open   # a guess, as it comes first: check",
        "Tech fit: qualified   # a guess: check",
        "Paper process: qualified   # a guess: check",
    ]


def test_words_of_the_crm_that_would_fall_together_are_not_translated(tmp_path):
    proposed = suggest_mapping(*written(tmp_path, "activities.csv", "campaign_responses.csv"))
    assert "demo: meeting" not in proposed
    assert "sent: invited" not in proposed
