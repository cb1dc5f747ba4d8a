"""`--suggest`: a mapping proposed for files nobody has described imports them as it stands."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import ImportFailed
from storage.importers import run_import, suggest_mapping
from storage.importers.mapping import parse_mapping

NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)
SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "crm_export_samples"

FILES = {
    "accounts.csv": """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Acme Corporation,technology,1996,1100.04,2822,United States,
Betasoloin,medical,1999,251.41,495,Kenya,
Codehow,software,1998,2714.90,2641,United States,Acme Corporation
""",
    "products.csv": "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\n",
    "sales_pipeline.csv": """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,Moses Frase,GTX Basic,Betasoloin,Won,2016-10-20,2017-03-01,1054
Z063OYW0,Darcel Schlecht,GTXPro,Nobody,Won,2016-10-25,2017-03-11,4514
EC4QE1BX,Darcel Schlecht,GTX Basic,Codehow,Lost,2016-10-25,2017-03-07,0
MV1LWRNH,Zane Levy,GTX Basic,Codehow,Engaging,2016-10-25,,
PE84CX4O,Zane Levy,GTX Basic,,Prospecting,,,
""",
    "sales_teams.csv": """sales_agent,manager,regional_office
Moses Frase,Dustin Brinkmann,Central
Darcel Schlecht,Dustin Brinkmann,Central
Zane Levy,Summer Sewald,West
""",
    "Kunden 2026.csv": """Kundennr;Firma;Branche;Umsatz (Mio EUR);Web;Betreuer;Status;Freigabe;Anzahl Labore;Notizen
K1;Müller GmbH;Pharma;"1.100,5";https://mueller.example;Anna Schmid;Kunde;everyone;4;Ein Text
K2;Nord AG;Klinik;37,5;nord.example;Anna Schmid;Interessent;team:Nord;7;
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


def written(tmp_path, *names):
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_text(FILES[path.name], encoding="utf-8")
    return paths


def test_ordinary_sales_files_import_as_proposed(tmp_path, store):
    paths = written(tmp_path, "accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv")
    mapping = parse_mapping(suggest_mapping(*paths))
    accounts, products, deals, people = run_import(store, paths, mapping, now=NOW)
    assert [one.created for one in (accounts, products, deals, people)] == [3, 2, 5, 3]
    assert [len(names) for names in people.created_names.values()] == [2]
    assert deals.unresolved["account"].rows == 1
    assert rows(store, "SELECT name, founded, country, employees FROM accounts")[0] == (
        "Acme Corporation", 1996, "United States", 2822,
    )  # fmt: skip
    assert rows(store, "SELECT c.name FROM accounts c JOIN accounts p ON p.id = c.parent_id") == [("Codehow",)]
    assert rows(store, "SELECT p.name, m.name, p.office FROM people p JOIN people m ON m.id = p.manager_id")[2] == (
        "Zane Levy", "Summer Sewald", "West",
    )  # fmt: skip
    assert rows(
        store,
        "SELECT o.status, o.qualified, o.amount, p.name FROM opportunities o JOIN products p ON p.id = o.product_id",
    ) == [
        ("won", 1, 1054, "GTX Basic"),
        ("won", 1, 4514, "GTX Pro"),
        ("lost", None, 0, "GTX Basic"),
        ("open", 1, None, "GTX Basic"),
        ("open", 0, None, "GTX Basic"),
    ]
    assert rows(store, "SELECT COUNT(*) FROM opportunities WHERE owner_id IS NULL") == [(0,)]
    again = run_import(store, paths, mapping, now=NOW)
    assert [(one.created, one.updated) for one in again] == [(0, 0)] * 4


def test_a_german_customer_list_is_understood(tmp_path, store):
    (path,) = written(tmp_path, "Kunden 2026.csv")
    proposed = suggest_mapping(path)
    notes = []
    (report,) = run_import(store, [path], parse_mapping(proposed), now=NOW, add_note=notes.append)
    assert report.created == 2
    assert rows(
        store, "SELECT source_id, name, industry, revenue, currency, lifecycle, visibility, custom FROM accounts"
    ) == [
        ("K1", "Müller GmbH", "Pharma", 1_100_500_000, "EUR", "customer", "everyone", '{"anzahl_labore": 4}'),
        ("K2", "Nord AG", "Klinik", 37_500_000, "EUR", "prospect", "team:Nord", '{"anzahl_labore": 7}'),
    ]
    assert [note.text for note in notes] == ["Ein Text"]


def test_a_date_column_that_could_be_read_both_ways_is_declared_to_be_checked(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Deal Name,Stage,Close Date\nA,Won,03/04/2026\nB,Lost,05/06/2026\n", encoding="utf-8")
    assert "dates: month-first   # some dates could be read either way" in suggest_mapping(path)


def test_the_command_that_is_proposed_can_be_pasted(tmp_path):
    (path,) = written(tmp_path, "Kunden 2026.csv")
    assert "#   abmbot import 'Kunden 2026.csv' --map MAP.yaml\n" in suggest_mapping(path)


def test_two_files_of_one_name_and_other_columns_are_refused(tmp_path):
    (tmp_path / "old").mkdir()
    one, other = tmp_path / "people.csv", tmp_path / "old" / "people.csv"
    one.write_text("Name,Email\nDana,d@x.example\n")
    other.write_text("Agent,Mail\nDana,d@x.example\n")
    with pytest.raises(ImportFailed, match=r"Two files are called people.csv.*Rename one"):
        suggest_mapping(one, other)


def test_headers_full_of_markup_survive_the_round_trip(tmp_path, store):
    path = tmp_path / "accounts.csv"
    path.write_text('Company,"a: b #c","{x}","say ""hi""",- dash,"\'q",no\nAcme,1,2,3,4,5,6\n', encoding="utf-8")
    (report,) = run_import(store, [path], parse_mapping(suggest_mapping(path)), now=NOW)
    assert report.created == 1


@pytest.mark.parametrize("name", ["property_option_data.csv", "sf_user_role_data.csv"])
def test_a_crms_own_setup_is_not_taken_for_records(tmp_path, name):
    path = tmp_path / name
    path.write_text("id,name,label\n1,a,b\n", encoding="utf-8")
    with pytest.raises(ImportFailed, match="could not be guessed"):
        suggest_mapping(path)


def test_headers_that_say_nothing_are_not_guessed_at(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("foo,bar\n1,2\n", encoding="utf-8")
    with pytest.raises(ImportFailed, match="no table fits its headers"):
        suggest_mapping(path)


EXPECTED = {
    "salesforce/sf_account_data.csv": "accounts",
    "salesforce/sf_contact_data.csv": "contacts",
    "salesforce/sf_event_data.csv": "activities",
    "salesforce/sf_lead_data.csv": "leads",
    "salesforce/sf_opportunity_data.csv": "opportunities",
    "salesforce/sf_order_data.csv": "contracts",
    "salesforce/sf_product_2_data.csv": "products",
    "salesforce/sf_task_data.csv": "activities",
    "salesforce/sf_user_data.csv": "people",
    "hubspot/company_data.csv": "accounts",
    "hubspot/contact_data.csv": "contacts",
    "hubspot/contact_form_submission_data.csv": "activities",
    "hubspot/deal_company_data.csv": "opportunities",
    "hubspot/deal_contact_data.csv": "deal_roles",
    "hubspot/deal_data.csv": "opportunities",
    "hubspot/deal_stage_data.csv": "opportunity_changes",
    "hubspot/email_campaign_data.csv": "campaigns",
    "hubspot/email_event_click_data.csv": "activities",
    "hubspot/email_event_open_data.csv": "activities",
    "hubspot/email_event_sent_data.csv": "activities",
    "hubspot/engagement_meeting_data.csv": "activities",
    "hubspot/owner_data.csv": "people",
    "hubspot/ticket_data.csv": "support_cases",
}


@pytest.mark.skipif(not SAMPLES.exists(), reason="../shared/data/crm_export_samples is not here")
@pytest.mark.parametrize("crm", ["salesforce", "hubspot"])
def test_the_exports_of_two_real_crms_import_as_proposed(store, crm):
    paths = [SAMPLES / name for name in EXPECTED if name.startswith(crm)]
    mapping = parse_mapping(suggest_mapping(*paths))
    assert mapping.source == crm
    # one contact of four has neither name nor e-mail: far above 5 % of so small a file
    reports = run_import(store, paths, mapping, now=NOW, max_bad=0.25)
    for path, report in zip(paths, reports, strict=True):
        assert report.table == EXPECTED[f"{crm}/{path.name}"], path.name
        assert report.read == report.created + report.updated + report.unchanged + len(report.skipped)
    again = run_import(store, paths, mapping, now=NOW, max_bad=0.25)
    assert all((one.created, one.updated) == (0, 0) for one in again)


@pytest.mark.skipif(not SAMPLES.exists(), reason="../shared/data/crm_export_samples is not here")
def test_every_file_of_the_samples_is_proposed_for_or_refused_with_a_reason():
    for path in sorted(SAMPLES.rglob("*.csv")):
        try:
            parse_mapping(suggest_mapping(path)).for_file(path.name)
        except ImportFailed as error:
            assert path.name in str(error)
            assert f"{path.parent.name}/{path.name}" not in EXPECTED


BISTRO = {
    "users.csv": "User ID,First Name,Last Name,Email\n1,Bettina,Oakes,b@us.example\n2,Colm,Haverty,c@us.example\n",
    "companies.csv": """Record ID,Company name,Company Domain Name,Company owner,Lifecycle Stage,ABM Tier
10,Tallgrass Diner,tallgrass.example,Bettina Oakes,Lead,Tier 1
11,Kestrel Row,kestrel.example,Colm Haverty,Marketing Qualified Lead,
12,Brack Schools,brack.example,Colm Haverty,Customer,
""",
    "deals.csv": """Record ID,Deal Name,Deal Stage,Deal owner,Amount,Belongs to,Closed Lost Reason
20,Ovens,Order Signed,Bettina Oakes,100,Tallgrass Diner,
21,Hoods,Passed,Colm Haverty,200,Kestrel Row,Price
22,Chillers,Passed,Colm Haverty,300,Brack Schools,Fish
23,Hobs,Tasting Booked,Colm Haverty,300,Brack Schools,
""",
    "activities.csv": """Activity ID,Activity type,Activity date,Activity assigned to,Associated Company
30,Call,2026-01-02,Bettina Oakes,Kestrel Row
31,Note,2026-01-03,Colm Haverty,Brack Schools
""",
    "campaigns.csv": "Campaign ID,Campaign Name,Budget,Actual Spend\nC1,Roadshow,84000,71250\n",
    "products.csv": "Product ID,Name,Product Category,Unit Price\n71,Vulcane,Ovens,18900\n",
    "line_items.csv": "Line Item ID,Deal ID,Product,Quantity\n1,20,Vulcane,3\n",
    "property_option.csv": "id,name,label\n1,a,b\n",
}


def bistro(tmp_path, *names):
    paths = [tmp_path / name for name in names or [name for name in BISTRO if name[:4] not in ("line", "prop")]]
    for path in paths:
        path.write_text(BISTRO[path.name], encoding="utf-8")
    return paths


def test_files_proposed_for_together_are_joined_by_what_stands_in_them(tmp_path, store):
    paths = bistro(tmp_path)
    reports = run_import(store, paths, parse_mapping(suggest_mapping(*paths)), now=NOW)
    assert [one.created_names for one in reports] == [{}] * len(paths)
    assert [one.unresolved for one in reports] == [{}] * len(paths)
    assert rows(
        store,
        "SELECT o.name, a.name, p.name, o.status FROM opportunities o JOIN accounts a ON a.id = o.account_id "
        "JOIN people p ON p.id = o.owner_id ORDER BY o.source_id",
    ) == [
        ("Ovens", "Tallgrass Diner", "Bettina Oakes", "won"),
        ("Hoods", "Kestrel Row", "Colm Haverty", "lost"),
        ("Chillers", "Brack Schools", "Colm Haverty", "lost"),
        ("Hobs", "Brack Schools", "Colm Haverty", "open"),
    ]
    assert rows(
        store,
        "SELECT v.channel, a.name, p.name FROM activities v JOIN accounts a ON a.id = v.account_id "
        "JOIN people p ON p.id = v.person_id ORDER BY v.source_id",
    ) == [("call", "Kestrel Row", "Bettina Oakes"), ("note", "Brack Schools", "Colm Haverty")]
    assert rows(store, "SELECT domains FROM accounts ORDER BY id")[0] == ('["tallgrass.example"]',)
    assert rows(store, "SELECT COUNT(*) FROM accounts WHERE owner_id IS NULL") == [(0,)]
    assert rows(store, "SELECT cost FROM campaigns") == [(71250,)]
    assert rows(store, "SELECT family FROM products") == [("Ovens",)]


def test_words_of_an_export_that_become_one_of_ours_are_kept_as_they_were_too(tmp_path, store):
    (path,) = bistro(tmp_path, "companies.csv")
    run_import(store, [path], parse_mapping(suggest_mapping(path)), now=NOW)
    assert rows(store, "SELECT lifecycle, json_extract(custom, '$.lifecycle_stage') FROM accounts ORDER BY id") == [
        ("prospect", "Lead"),
        ("prospect", "Marketing Qualified Lead"),
        ("customer", "Customer"),
    ]


def test_what_is_only_guessed_is_marked_and_the_fields_that_are_left_are_named(tmp_path):
    proposed = suggest_mapping(*bistro(tmp_path))
    assert "Tasting Booked: qualified   # a guess: check" in proposed
    assert "Order Signed: won\n" in proposed
    assert 'ABM Tier: tier   # puts every account with a tier on the list "target accounts"' in proposed
    assert "# fields that nothing feeds: aliases, " in proposed


def test_an_owner_whom_the_file_of_people_lacks_is_still_made_of_the_name(tmp_path):
    paths = bistro(tmp_path, "users.csv", "deals.csv")
    assert "Deal owner: {field: owner, by: name}" in suggest_mapping(*paths)
    paths[0].write_text(BISTRO["users.csv"].replace("Colm", "Colin"), encoding="utf-8")
    assert "Deal owner: {field: owner, by: name, create: true}" in suggest_mapping(*paths)


def test_every_file_that_cannot_be_guessed_is_named_at_once_with_its_reason(tmp_path):
    with pytest.raises(ImportFailed) as told:
        suggest_mapping(*bistro(tmp_path, "line_items.csv", "property_option.csv"))
    assert "What line_items.csv holds could not be guessed: the lines of deals have no table here" in str(told.value)
    assert "what property_option.csv holds could not be guessed: it looks like a CRM's own setup" in str(told.value)


def test_what_cannot_be_guessed_keeps_no_other_file_from_being_proposed(tmp_path):
    proposal = suggest_mapping(*bistro(tmp_path, "users.csv", "line_items.csv", "property_option.csv"))
    assert "what line_items.csv holds could not be guessed: the lines of deals have no table here" in proposal
    assert [one.pattern for one in parse_mapping(proposal).files] == ["users.csv"]


def test_deals_without_an_account_are_worth_a_warning(tmp_path, store):
    (path,) = bistro(tmp_path, "deals.csv")
    (report,) = run_import(store, [path], parse_mapping(suggest_mapping(path)), now=NOW)
    assert "no column feeds account: its rows belong to no account" in report.warnings


CASES = """Case Number,Case Title,Customer,Priority,Status,Created On,Resolved On,Owner
CAS-1,Invoice wrong,Acme,High,Active,2026-02-25 08:15,,Sophie Arnaud
CAS-2,No access,Bold,Normal,Resolved,2026-03-01 10:00,2026-03-02 09:00,Ines Benali
CAS-3,Duplicate,Acme,Low,Cancelled,2026-03-05 10:00,2026-03-05 11:00,Ines Benali
"""
PIPELINE = """Deal - ID;Deal - Title;Deal - Organization;Deal - Value;Deal - Stage;Deal - Status;Deal - Label
300;Furnace 1;Acme;458 275,57;Order;Won;Hot
301;Furnace 2;Bold;1 275,00;Offer;Open;Cold
302;Furnace 3;Acme;75,50;Offer;Lost;Hot
"""


def test_cases_are_open_or_closed_in_our_words_and_askable_in_theirs(tmp_path, store):
    cases = tmp_path / "cases.csv"
    cases.write_text(CASES, encoding="utf-8")
    run_import(store, [cases], parse_mapping(suggest_mapping(cases)), now=NOW)
    assert rows(
        store,
        "SELECT status, severity, date(opened_at), date(closed_at), json_extract(custom, '$.status_in_export') "
        "FROM support_cases",
    ) == [
        ("open", "High", "2026-02-25", None, "Active"),
        ("closed", "Normal", "2026-03-01", "2026-03-02", "Resolved"),
        ("closed", "Low", "2026-03-05", "2026-03-05", "Cancelled"),
    ]


def test_a_header_that_begins_with_what_the_rows_are_is_read_and_called_without_it(tmp_path, store):
    deals = tmp_path / "deals-4711.csv"
    deals.write_text(PIPELINE, encoding="utf-8")
    run_import(store, [deals], parse_mapping(suggest_mapping(deals)), now=NOW)
    assert rows(store, "SELECT name, status, amount FROM opportunities") == [
        ("Furnace 1", "won", 458275.57),
        ("Furnace 2", "open", 1275.0),
        ("Furnace 3", "lost", 75.5),
    ]
    assert rows(store, "SELECT label FROM custom_fields") == [("Label",)]


def test_the_first_column_of_ids_is_the_id_though_a_row_stands_there_twice(tmp_path):
    accounts = tmp_path / "entreprises.csv"
    body = "".join(f"{number};Entreprise {number};Lyon\n" for number in range(30))
    accounts.write_text(f"ID de l'enregistrement;Nom de l'entreprise;Ville\n{body}7;Entreprise 7;Lyon\n", "utf-8")
    proposed = suggest_mapping(accounts)
    assert "table: accounts" in proposed
    assert '''id: "ID de l'enregistrement"''' in proposed


DYNAMICS = {
    "Firmen.csv": "Firmen-ID;Firmenname;Jahresumsatz;Bundesland/Kanton;Übergeordnete Firma;Beziehungstyp;Besitzer\n"
    "F-1;Stadtwerke Nord;1.000.000,00;Bayern;;Kunde;Anke Brück\nF-2;Netz Süd;2.000.000,00;Bayern;Stadtwerke Nord;"
    "Interessent;Anke Brück\n",
    "Mitarbeiter.csv": "Mitarbeiter-ID;Vollständiger Name;E-Mail (Primär);Funktion;Aktiv\n"
    "U1;Anke Brück;anke@x.example;Vertriebsinnendienst;Ja\nU2;Jens Ohm;jens@x.example;Kundenbetreuung;Nein\n",
    "Verkaufschancen.csv": "Verkaufschancen-ID;Thema;Potenzieller Kunde;Phase;Status;Geschäftsart;Geschätzter Umsatz;"
    "Voraussichtl. Abschlussdatum;Tatsächl. Abschlussdatum;Besitzer;Leadquelle\n"
    "V1;Pumpen;Stadtwerke Nord;5 - Gewonnen;Gewonnen;Neugeschäft;10.000,00;01.02.2026;03.02.2026;Anke Brück;Messe\n"
    "V2;Ventile;Netz Süd;3 - Angebot;Offen;Verlängerung;20.000,00;01.02.2027;;Jens Ohm;Web\n",
    "Servicefälle.csv": "Fallnummer;Titel;Kunde;Schweregrad;Fallstatus;Erstellt am;Gelöst am\n"
    "S1;Ausfall;Stadtwerke Nord;Hoch;Wartet auf Kunde;01.10.2026;\nS2;Frage;Netz Süd;Niedrig;Gelöst;02.10.2026;"
    "03.10.2026\n",
    "Verträge.csv": "Vertragsnummer;Vertragsname;Kunde;Vertragsstatus;Vertragsbeginn;Vertragsende;Jahreswert\n"
    "K1;SaaS Nord;Stadtwerke Nord;Aktiv;01.01.2026;31.12.2026;5.000,00\n"
    "K2;SaaS Süd;Netz Süd;Aktiv;01.02.2026;31.01.2027;6.000,00\n",
    "Aktivitäten.csv": "Aktivitäts-ID;Betreff;Aktivitätstyp;Bezug;Besitzer;Datum;Aktivitätsstatus\n"
    "A1;Rundgang;Besuch;Netz Süd;Anke Brück;05.11.2026;Abgeschlossen\n"
    "A2;Angebot;Aufgabe;Netz Süd;Jens Ohm;25.11.2026;Offen\n",
}


def test_german_headers_of_dynamics_find_their_fields(tmp_path, store):
    for name, content in DYNAMICS.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    paths = [tmp_path / name for name in DYNAMICS]
    proposal = suggest_mapping(*paths)
    for line in (
        "Bundesland/Kanton: region",
        "Beziehungstyp: lifecycle",
        "Vollständiger Name: name",
        "Vertriebsinnendienst: SDR",
        "Geschäftsart: type",
        "Leadquelle: source",
        "close_date: [Tatsächl. Abschlussdatum, Voraussichtl. Abschlussdatum]",
        "table: support_cases",
        "Wartet auf Kunde: pending",
        "id: Vertragsnummer",
        "Vertragsname: name",
        "Jahreswert: amount",
        "Aktivitätstyp: channel",
    ):
        assert line in proposal
    reports = run_import(store, paths, parse_mapping(proposal), now=NOW)
    assert not [one for report in reports for one in report.skipped]
    with store.read() as connection:
        done = connection.execute(text("select subject, done from activities order by subject")).all()
        assert [tuple(one) for one in done] == [("Angebot", 0), ("Rundgang", 1)]
        parent = "select p.name from accounts a join accounts p on p.id = a.parent_id"
        assert connection.execute(text(parent)).scalar() == "Stadtwerke Nord"
