"""Importing exports into a real store: what is kept, what is said about it, and what a second import does."""

import datetime as dt
import sqlite3
import subprocess
import sys
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.audience import Audience, allowed_labels
from storage.database import Database
from storage.errors import BotError, DatabaseUnavailable, ImportFailed
from storage.importers import publishing, running, scratch

NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)
NO_ACCOUNT = "no column feeds account: its rows belong to no account"
NO_DATE = "no column feeds close_date: its rows have no date"

ACCOUNTS = """
  accounts*.csv:
    table: accounts
    id: ID
    columns:
      Name: name
"""
DEALS = """
  deals*.csv:
    table: opportunities
    id: ID
    columns:
      Name: name
      Account: account
      Stage: stage
      Amount: amount
      Close: close_date
      Owner: {field: owner, by: name, create: true}
    stages: {Prospecting: open, Proposal: qualified, Won: won, Lost: lost}
"""


def sums_up(report):
    return report.read == report.created + report.updated + report.unchanged + len(report.skipped)


# --- reading and keeping


def test_an_export_becomes_rows_with_their_origin(house):
    house.file("accounts.csv", 'ID,Name,Umsatz,Web\nA1,Halden Freight,"$1,100.04",https://www.halden.example/x\n')
    entries = ACCOUNTS + '      Umsatz: revenue\n      Web: domains\n    link: "https://crm.example/{ID}"\n'
    (report,) = house.load(entries, "accounts.csv")
    assert (report.read, report.created) == (1, 1)
    (row,) = house.typed("accounts")
    assert row["name"] == "Halden Freight"
    assert (row["revenue"], row["currency"]) == (1100.04, "USD")
    assert row["domains"] == ["halden.example"]
    assert (row["source_system"], row["source_id"], row["link"]) == ("crm", "A1", "https://crm.example/A1")
    assert row["as_of"] == dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert row["visibility"] == "everyone"


def test_a_semicolon_file_in_windows_1252_is_read(house):
    text_ = 'ID;Name;Umsatz (Mio);Seit\r\nA1;Müller & Söhne KG;"1.100,04 EUR";03.04.2026\r\n'
    house.file("accounts.csv", text_.encode("cp1252"))
    house.load(ACCOUNTS + "      Umsatz (Mio): {field: revenue, scale: 1000000}\n", "accounts.csv")
    (row,) = house.typed("accounts")
    assert (row["name"], row["revenue"], row["currency"]) == ("Müller & Söhne KG", 1_100_040_000, "EUR")
    assert row["custom"] == {"seit": "2026-04-03"}


def test_unmapped_columns_become_typed_custom_fields(house):
    house.file(
        "accounts.csv",
        """
        ID,Name,Fleet Size,Score,Audited,Reference,Region,Zip,Empty
        A1,Acme,"1,240",4.5,2026-05-01,yes,North,01234,
        A2,Bold,17,,,no,,99999,
        """,
    )
    house.load(ACCOUNTS, "accounts.csv")
    first, second = house.typed("accounts")
    assert first["custom"] == {
        "fleet_size": 1240,
        "score": 4.5,
        "audited": "2026-05-01",
        "reference": True,
        "region_in_export": "North",
        "zip": "01234",
    }
    assert second["custom"] == {"fleet_size": 17, "reference": False, "zip": "99999"}
    assert house.rows("SELECT name, label, type FROM custom_fields ORDER BY name") == [
        ("audited", "Audited", "date"),
        ("fleet_size", "Fleet Size", "integer"),
        ("reference", "Reference", "boolean"),
        ("region_in_export", "Region", "text"),
        ("score", "Score", "number"),
        ("zip", "Zip", "text"),
    ]


def test_a_custom_field_that_no_longer_fits_is_widened_with_its_values(house):
    house.file("accounts1.csv", "ID,Name,Sites,Grade\nA1,Acme,4,1\n")
    house.file("accounts2.csv", "ID,Name,Sites,Grade\nA2,Bold,many,1.5\n")
    house.load(ACCOUNTS, "accounts1.csv")
    (report,) = house.load(ACCOUNTS, "accounts2.csv")
    assert [row["custom"] for row in house.typed("accounts")] == [
        {"sites": "4", "grade": 1.0},
        {"sites": "many", "grade": 1.5},
    ]
    assert house.rows("SELECT name, type FROM custom_fields ORDER BY name") == [("grade", "number"), ("sites", "text")]
    assert any("'Sites' no longer fits" in warning for warning in report.warnings)


def test_the_currency_in_the_value_wins_over_the_columns_and_the_files(house):
    house.file("deals.csv", "ID,Name,Amount\n1,a,€5\n2,b,7\n3,c,\n")
    entry = (
        "  deals.csv:\n    table: opportunities\n    id: ID\n    currency: CHF\n    columns: {Name: name, Amount: %s}\n"
    )
    house.load(entry % "amount", "deals.csv", top="currency: USD")
    assert house.rows("SELECT currency FROM opportunities") == [("EUR",), ("CHF",), (None,)]
    house.load(entry % "{field: amount, currency: GBP}", "deals.csv", top="currency: USD", as_of="2026-11-21")
    assert house.rows("SELECT currency FROM opportunities") == [("EUR",), ("GBP",), (None,)]


def test_ambiguous_dates_are_reported(house):
    house.file("deals.csv", "ID,Name,Close\n1,a,03/04/2026\n2,b,05/06/2026\n")
    (report,) = house.load(
        "  deals.csv: {table: opportunities, id: ID, columns: {Name: name, Close: close_date}}", "deals.csv"
    )
    assert any("2 dates in column 'Close'" in warning and "03/04/2026" in warning for warning in report.warnings)


def test_one_telling_date_settles_the_column(house):
    house.file("deals.csv", "ID,Name,Close\n1,a,03/04/2026\n2,b,25/06/2026\n")
    (report,) = house.load(
        "  deals.csv: {table: opportunities, id: ID, columns: {Name: name, Close: close_date}}", "deals.csv"
    )
    assert house.rows("SELECT close_date FROM opportunities") == [("2026-04-03",), ("2026-06-25",)]
    assert report.warnings == [NO_ACCOUNT]


def test_stages_become_open_won_and_lost_and_guesses_are_reported(house):
    house.file(
        "deals.csv", "ID,Name,Stage\n1,a,Prospecting\n2,b,Proposal\n3,c,Won\n4,d,Lost\n5,e,Closed - Lost\n6,f,Legal\n"
    )
    entries = """
  deals.csv:
    table: opportunities
    id: ID
    columns: {Name: name, Stage: stage}
    stages: {prospecting: open, Proposal: qualified, Won: won, Lost: lost}
"""
    (report,) = house.load(entries, "deals.csv")
    assert house.rows("SELECT stage, status, qualified FROM opportunities ORDER BY id") == [
        ("Prospecting", "open", 0),
        ("Proposal", "open", 1),
        ("Won", "won", 1),
        ("Lost", "lost", None),
        ("Closed - Lost", "lost", None),
        ("Legal", "open", 1),
    ]
    assert report.warnings == [
        "stage Closed - Lost: read as lost (1 rows)",
        "stage Legal: read as qualified (1 rows)",
        NO_ACCOUNT,
        NO_DATE,
    ]


def test_a_visibility_column_is_obeyed_and_a_label_nobody_can_read_is_a_bad_row(house):
    house.file("accounts.csv", "ID,Name,Who\nA1,Acme,everyone\nA2,Bold,Team: West\nA3,Cold,bosses only\n")
    (report,) = house.load(ACCOUNTS + "    visibility: {column: Who}\n", "accounts.csv", max_bad=0.5)
    assert house.rows("SELECT name, visibility FROM accounts") == [("Acme", "everyone"), ("Bold", "team:West")]
    assert "no visibility label" in report.skipped[0].why
    with house.database.read() as connection:
        assert allowed_labels(connection, Audience.stranger()) == ("everyone",)
        labels = {row[0] for row in connection.execute(text("SELECT label FROM visibility_labels"))}
    assert labels == {"everyone", "team:West"}


def test_only_web_links_are_kept(house):
    house.file("accounts.csv", "ID,Name,Url\n1,Acme,javascript:alert(1)\n2,Bold,https://b.example/2\n")
    house.load(ACCOUNTS + '    link: "{Url}"\n', "accounts.csv")
    assert house.rows("SELECT link FROM accounts") == [(None,), ("https://b.example/2",)]


# --- duplicates, bad rows, all or nothing


def test_of_one_id_twice_the_last_line_wins_and_the_earlier_is_listed(house):
    house.file("accounts.csv", "ID,Name\nA1,Old\nA2,Other\nA1,New\n")
    (report,) = house.load(ACCOUNTS, "accounts.csv", max_bad=0.5)
    assert house.rows("SELECT source_id, name FROM accounts ORDER BY 1") == [("A1", "New"), ("A2", "Other")]
    assert [(one.line, one.why) for one in report.skipped] == [(2, "A1 stands again on line 4, which counts")]
    assert sums_up(report)


def test_rows_that_fall_together_count_as_bad_ones_do(house):
    rows = "".join(f"Watchtower,{number}\n" for number in range(8))
    house.file("products.csv", "Product,Fee\nGatehouse,3\n" + rows)
    before = house.everything()
    with pytest.raises(
        ImportFailed, match=r"products\.csv: 7 of 9 rows would be lost.*more than the 5% allowed"
    ) as told:
        house.load("  products.csv: {table: products, columns: {Product: name}}", "products.csv")
    assert "line 3: name:watchtower stands again on line 10" in str(told.value)
    assert "name a column that tells the rows apart under id" in str(told.value)
    assert house.everything() == before


def test_rows_that_say_the_same_twice_are_no_loss(house):
    house.file("products.csv", "Product,Fee\n" + "Watchtower,3\n" * 8)
    (report,) = house.load("  products.csv: {table: products, columns: {Product: name}}", "products.csv")
    assert (report.created, report.duplicates, report.lost) == (1, 7, 0)


def test_bad_rows_are_skipped_with_line_and_reason(house):
    good = "".join(f"D{number},deal,{number},2026-01-02\n" for number in range(100))
    house.file(
        "deals.csv", "ID,Name,Amount,Close\n" + good + "X1,deal,lots,2026-01-02\nX2,deal,5,someday\n,deal,5,\n1,2\n"
    )
    (report,) = house.load(
        "  deals.csv: {table: opportunities, id: ID, columns: {Name: name, Amount: amount, Close: close_date}}",
        "deals.csv",
    )
    assert (report.created, report.bad) == (100, 4)
    assert [(one.line, one.why) for one in report.skipped] == [
        (102, "Amount: 'lots' is not a number"),
        (103, "Close: 'someday' is not a date"),
        (104, "it has no id (ID)"),
        (105, "it has 2 cells where the header has 4"),
    ]
    assert sums_up(report)


def test_one_bad_row_too_many_and_nothing_of_the_run_is_visible(house):
    house.file("accounts.csv", "ID,Name\n" + "".join(f"A{number},n{number}\n" for number in range(50)))
    house.file("deals.csv", "ID,Name,Amount\n" + "".join(f"D{n},d,{'x' if n < 3 else n}\n" for n in range(40)))
    before = house.everything()
    with pytest.raises(
        ImportFailed, match=r"deals\.csv: 3 of 40 rows are bad.*line 2: Amount: 'x' is not a number"
    ) as error:
        house.load(
            ACCOUNTS + "  deals.csv: {table: opportunities, id: ID, columns: {Name: name, Amount: amount}}",
            "accounts.csv",
            "deals.csv",
        )
    assert "Nothing of this run was imported" in str(error.value)
    assert house.everything() == before
    assert house.rows("SELECT COUNT(*) FROM import_runs") == [(0,)]


def test_rows_the_mapping_skips_are_no_bad_rows(house):
    house.file("accounts.csv", "ID,Name,Is Deleted\nA1,Acme,true\nA2,,TRUE\nA3,Bold,false\n")
    (report,) = house.load(ACCOUNTS + '    skip_when: {Is Deleted: ["true"]}\n', "accounts.csv", max_bad=0)
    assert (report.created, report.bad, len(report.skipped)) == (1, 0, 2)
    assert sums_up(report)


def test_a_header_without_rows_is_an_empty_import(house):
    house.file("accounts.csv", "ID,Name\n")
    (report,) = house.load(ACCOUNTS, "accounts.csv")
    assert report.read == 0 and "no rows" in report.warnings[0]


def test_a_column_the_file_lacks_is_named(house):
    house.file("accounts.csv", "ID,Title\nA1,Acme\n")
    with pytest.raises(ImportFailed, match=r"has no column 'Name'.*Its columns are: ID, Title"):
        house.load(ACCOUNTS, "accounts.csv")


@pytest.mark.parametrize("attach", [True, False])
def test_a_failure_while_publishing_leaves_nothing(house, monkeypatch, attach):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    before = house.everything()
    original = publishing.publish

    def breaks(*_arguments):
        raise RuntimeError("the power went")

    monkeypatch.setattr(running, "publish", lambda store, what: original(store, what, attach=attach))
    monkeypatch.setattr(publishing, "bump_revision", breaks)
    with pytest.raises(RuntimeError):
        house.load(ACCOUNTS, "accounts.csv")
    assert house.everything() == before
    monkeypatch.undo()
    assert house.load(ACCOUNTS, "accounts.csv")[0].created == 1


def test_a_process_killed_while_publishing_leaves_nothing(house, tmp_path):
    house.file("accounts.csv", "ID,Name\n" + "".join(f"A{number},n{number}\n" for number in range(2000)))
    before = house.everything()
    script = f"""
        import datetime as dt, os, pathlib
        from storage.database import Database
        from storage.importers import publishing, run_import
        from storage.importers.mapping import parse_mapping
        publishing.bump_revision = lambda *_: os._exit(9)
        run_import(Database("sqlite:///{tmp_path}/store/abmbot.db"), [pathlib.Path({str(tmp_path / "accounts.csv")!r})],
                   parse_mapping({f"source: crm{chr(10)}files:{chr(10)}{ACCOUNTS}"!r}), now=dt.datetime.now(dt.UTC))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False, timeout=60)
    assert done.returncode == 9
    assert house.everything() == before
    assert house.load(ACCOUNTS, "accounts.csv")[0].created == 2000


def test_another_import_in_between_is_noticed_and_the_work_done_again(house, monkeypatch):
    house.file("accounts1.csv", "ID,Name\nA1,Acme\n")
    house.file("accounts2.csv", "ID,Name\nA1,Acme renamed\nA2,Bold\n")
    original, interrupted = running.publish, []

    def interrupted_publish(store, what):
        if not interrupted:
            interrupted.append(True)
            house.load(ACCOUNTS, "accounts1.csv", as_of="2026-11-01")
        original(store, what)

    monkeypatch.setattr(running, "publish", interrupted_publish)
    (report,) = house.load(ACCOUNTS, "accounts2.csv")
    assert (report.created, report.updated) == (1, 1)
    assert house.rows("SELECT name FROM accounts ORDER BY id") == [("Acme renamed",), ("Bold",)]


def test_a_store_others_keep_writing_to_is_given_up_on(house, monkeypatch):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")

    def moved(*_arguments):
        raise publishing.StoreMoved

    monkeypatch.setattr(running, "publish", moved)
    with pytest.raises(ImportFailed, match="Other imports kept writing"):
        house.load(ACCOUNTS, "accounts.csv")


def test_a_read_only_store_is_told(house, tmp_path):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    before = house.everything()
    locked = type(house)(tmp_path, Database(f"sqlite:///file:{tmp_path}/store/abmbot.db?mode=ro&uri=true"))
    with pytest.raises(DatabaseUnavailable, match="can only be read"):
        locked.load(ACCOUNTS, "accounts.csv")
    locked.database.close()
    assert house.everything() == before


def test_staging_takes_no_lock_on_the_store(house):
    house.file("accounts.csv", "ID,Name\n" + "".join(f"A{number},n{number}\n" for number in range(3000)))
    written = []

    def write_meanwhile(what, _done, _total):
        if not what.startswith("publishing"):
            with house.database.write() as connection:
                connection.execute(
                    text("INSERT INTO visibility_labels VALUES (:label)"), {"label": f"team:{len(written)}"}
                )
            written.append(what.split()[0])

    (report,) = house.load(ACCOUNTS, "accounts.csv", progress=write_meanwhile)
    assert report.created == 3000
    assert {"reading", "importing", "comparing"} <= set(written)


# --- references


def test_files_may_come_in_any_order_and_refer_to_each_other(house):
    house.file("deals.csv", "ID,Name,Account,Stage,Amount,Close,Owner\nD1,Deal,A2,Won,5,2026-01-01,Dana Whitlock\n")
    house.file("accounts.csv", "ID,Name,Parent\nA1,Child,Parent Group\nA2,Parent Group Ltd,\n")
    house.file("people.csv", 'Name,Boss\nDana Whitlock,"Osei, Margaret"\nMargaret Osei,\n')
    entries = (
        DEALS
        + ACCOUNTS
        + "      Parent: {field: parent, by: name}\n"
        + "  people.csv: {table: people, columns: {Name: name, Boss: {field: manager, by: name}}}\n"
    )
    reports = house.load(entries, "deals.csv", "accounts.csv", "people.csv")
    assert [report.file for report in reports] == ["deals.csv", "accounts.csv", "people.csv"]
    assert not any(report.unresolved for report in reports)
    assert house.rows(
        "SELECT a.name, p.name, m.name FROM opportunities o JOIN accounts a ON a.id = o.account_id "
        "JOIN people p ON p.id = o.owner_id JOIN people m ON m.id = p.manager_id"
    ) == [("Parent Group Ltd", "Dana Whitlock", "Margaret Osei")]
    assert house.rows("SELECT c.name, p.name FROM accounts c JOIN accounts p ON p.id = c.parent_id") == [
        ("Child", "Parent Group Ltd")
    ]


def test_people_are_made_from_a_name_column_and_taken_over_when_their_file_comes(house):
    house.file(
        "deals.csv",
        "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,,Won,1,,Dana Whitlock\nD2,y,,Won,1,,dana  whitlock\n",
    )
    (report,) = house.load(DEALS, "deals.csv")
    assert list(report.created_names) == ["people"]
    house.file("people.csv", "ID,Name,Mail\nU7,Dana Whitlock,Dana@lq.example\n")
    (report,) = house.load("  people.csv: {table: people, id: ID, columns: {Name: name, Mail: email}}", "people.csv")
    assert report.updated == 1
    assert house.rows("SELECT source_id, name, email FROM people") == [("U7", "Dana Whitlock", "dana@lq.example")]
    (report,) = house.load(DEALS, "deals.csv")
    assert (report.unchanged, report.created_names) == (2, {})


def test_rows_whose_account_is_missing_are_kept_counted_and_reported(house):
    house.file("accounts.csv", "ID,Name\nA1,Twin GmbH\nA2,Twin AG\n")
    house.file(
        "deals.csv",
        "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,Nobody,Won,1,,\nD2,y,Twin,Won,1,,\nD3,z,twin ag,Won,1,,\n",
    )
    _accounts, report = house.load(ACCOUNTS + DEALS, "accounts.csv", "deals.csv")
    assert house.rows("SELECT source_id, account_id FROM opportunities") == [("D1", None), ("D2", None), ("D3", 2)]
    unresolved = report.to_json()["unresolved"]["account"]
    assert (unresolved["rows"], unresolved["ambiguous"]) == (2, 1)
    assert unresolved["examples"] == [{"line": 2, "value": "Nobody"}, {"line": 3, "value": "Twin"}]


def test_names_resolve_without_spaces_punctuation_legal_form_and_by_alias(house):
    house.file("products.csv", "Product\nGTX Pro\nMG Special\n")
    house.file("accounts.csv", 'ID,Name,Aka\nA1,"Halden Freight, Inc.",HFX; Halden\nA2,Müller & Co KG,\n')
    house.file("deals.csv", "ID,P,A\n1,GTXPro,halden freight\n2,gtx-pro,HFX\n3,MG special,Mueller and Co\n")
    entries = (
        ACCOUNTS
        + "      Aka: aliases\n"
        + "  products.csv: {table: products, columns: {Product: name}}\n"
        + "  deals.csv: {table: opportunities, id: ID, columns: "
        + "{P: {field: product, by: name}, A: {field: account, by: name}}}\n"
    )
    house.load(entries, "accounts.csv", "products.csv", "deals.csv")
    assert house.rows("SELECT product_id, account_id FROM opportunities") == [(1, 1), (1, 1), (2, 2)]


def test_an_activity_of_a_contact_belongs_to_the_contacts_account(house):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    house.file("contacts.csv", "First,Last,Mail,Account\nIna,Okafor,Ina@acme.example,Acme\n")
    house.file("log.csv", "Who,When,What,Kind\nina@ACME.example,2026-11-01 10:00,Call about renewal,E-Mail\n")
    entries = (
        ACCOUNTS
        + "  contacts.csv: {table: contacts, columns: "
        + "{First: first_name, Last: last_name, Mail: email, Account: account}}\n"
        + "  log.csv: {table: activities, set: {side: sales}, columns: "
        + "{Who: contact, When: occurred_at, What: subject, Kind: channel}}\n"
    )
    house.load(entries, "log.csv", "accounts.csv", "contacts.csv")
    assert house.rows("SELECT account_id, contact_id, side, channel FROM activities") == [(1, 1, "sales", "email")]
    assert house.rows("SELECT name, source_id FROM contacts") == [("Ina Okafor", "email:ina@acme.example")]


def test_leads_find_their_accounts_by_domain_but_not_by_free_mail(house):
    house.file(
        "accounts.csv",
        "ID,Name,Web\nA1,Acme,acme.example; acme-group.example\nA2,One,shared.example\nA3,Two,shared.example\n",
    )
    house.file(
        "leads.csv",
        """
        Mail,Name
        a@acme.example,A
        b@mail.emea.acme-group.example,B
        c@gmail.com,C
        d@shared.example,D
        e@elsewhere.example,E
        ,F
        """,
    )
    entries = ACCOUNTS + "      Web: domains\n  leads.csv: {table: leads, columns: {Mail: email, Name: name}}\n"
    report = house.load(entries, "leads.csv", "accounts.csv")[0]
    assert house.rows("SELECT name, account_id FROM leads ORDER BY name") == [
        ("A", 1), ("B", 1), ("C", None), ("D", None), ("E", None), ("F", None),
    ]  # fmt: skip
    assert report.to_json()["leads"] == {
        "leads": 6, "matched": 2, "by_company": 0,
        "free_mail": 1, "no_email": 1, "ambiguous": 1, "unmatched": 1, "rate": 0.3333,
    }  # fmt: skip


# --- the second import


@pytest.mark.parametrize("attach", [True, False])
def test_a_second_import_changes_nothing(house, monkeypatch, attach):
    original = publishing.publish
    monkeypatch.setattr(running, "publish", lambda store, what: original(store, what, attach=attach))
    house.file("accounts.csv", "ID,Name,Tier,Parent,Note\nA1,Acme,1,Bold,text\nA2,Bold,2,,more\n")
    house.file("deals.csv", "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,Acme,Won,1,2026-01-01,Dana\n")
    house.file("roles.csv", "Deal,Person,Role\nD1,,Champion\n")
    entries = (
        ACCOUNTS
        + "      Tier: tier\n      Parent: {field: parent, by: name}\n      Note: {note: About}\n"
        + DEALS
        + "  roles.csv: {table: deal_roles, columns: {Deal: opportunity, Person: contact, Role: role}}\n"
    )
    names = ("accounts.csv", "deals.csv", "roles.csv")
    first = house.load(entries, *names)
    before = house.everything()
    second = house.load(entries, *names)
    assert [report.created for report in first] == [2, 1, 1]
    assert [(r.created, r.updated, r.unchanged, len(r.skipped)) for r in second] == [
        (0, 0, 2, 0),
        (0, 0, 1, 0),
        (0, 0, 1, 0),
    ]
    assert house.everything() == before
    assert house.rows("SELECT COUNT(*) FROM import_runs") == [(6,)]
    assert house.rows("SELECT c.name, p.name FROM accounts c JOIN accounts p ON p.id = c.parent_id") == [
        ("Acme", "Bold")
    ]


def test_a_changed_deal_leaves_its_history(house):
    house.file(
        "deals1.csv",
        'ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,,Proposal,"10,000",2026-12-01,Dana\nD2,y,,Won,1,,\n',
    )
    house.file(
        "deals2.csv",
        "ID,Name,Account,Stage,Amount,Close,Owner,By\n"
        'D1,x,,Won,"12,500.50",2027-01-15,Marcus,Marcus Bell\nD2,y,,Won,1,,,\n',
    )
    house.load(DEALS, "deals1.csv")
    entries = DEALS.replace("      Name: name\n", "      Name: name\n      By: changed_by\n")
    (report,) = house.load(entries, "deals2.csv", as_of="2026-11-27T18:00:00Z")
    assert (report.updated, report.unchanged) == (1, 1)
    assert house.rows("SELECT field, old, new, changed_by, visibility FROM opportunity_changes ORDER BY field") == [
        ("amount", "10000", "12500.5", "Marcus Bell", "everyone"),
        ("close_date", "2026-12-01", "2027-01-15", "Marcus Bell", "everyone"),
        ("owner", "Dana", "Marcus", "Marcus Bell", "everyone"),
        ("stage", "Proposal", "Won", "Marcus Bell", "everyone"),
        ("status", "open", "won", "Marcus Bell", "everyone"),
    ]
    changes = house.typed("opportunity_changes")
    assert {change["changed_at"] for change in changes} == {dt.datetime(2026, 11, 27, 18, tzinfo=dt.UTC)}
    assert {change["learnt_at"] for change in changes} == {NOW}
    assert {row["as_of"].day for row in house.typed("opportunities")} == {27}


def test_an_older_export_does_not_overwrite_newer_facts(house):
    house.file("deals1.csv", "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,,Won,5,,\n")
    house.file("deals2.csv", "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,,Proposal,4,,\n")
    house.load(DEALS, "deals1.csv", as_of="2026-11-20")
    (report,) = house.load(DEALS, "deals2.csv", as_of="2026-11-10")
    assert (report.unchanged, report.older) == (1, 1)
    assert "older than what is known" in report.warnings[-1]
    assert house.rows("SELECT stage, amount FROM opportunities") == [("Won", 5)]
    assert house.rows("SELECT COUNT(*) FROM opportunity_changes") == [(0,)]


HISTORY = """
  history*.csv:
    table: opportunity_changes
    id: ID
    columns: {Deal: opportunity, What: field, From: old, To: new, When: changed_at}
"""


@pytest.mark.parametrize("history_first", [True, False])
def test_a_change_learnt_from_two_exports_and_a_history_file_is_told_once(house, history_first):
    house.file("deals1.csv", 'ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,,Proposal,"10,000",,\n')
    house.file("deals2.csv", 'ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,,Proposal,"12,000",,\n')
    house.file("history.csv", 'ID,Deal,What,From,To,When\nH1,D1,Amount,"$10,000.00","$12,000.00",2026-11-23 09:30\n')
    house.load(DEALS, "deals1.csv", as_of="2026-11-20")
    if history_first:
        house.load(HISTORY, "history.csv", as_of="2026-11-27")
    house.load(DEALS, "deals2.csv", as_of="2026-11-27")
    if not history_first:
        house.load(HISTORY, "history.csv", as_of="2026-11-27")
    (change,) = house.typed("opportunity_changes")
    assert (change["field"], change["old"], change["new"]) == ("amount", "10000", "12000")
    assert change["changed_at"] == dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
    before = house.everything()
    house.load(HISTORY, "history.csv", as_of="2026-11-27")
    assert house.everything() == before


def test_a_renamed_account_keeps_its_former_name_and_its_history(house):
    house.file("accounts1.csv", "ID,Name,Staff\nA1,Halden & Sons,100\n")
    house.file("accounts2.csv", "ID,Name,Staff\nA1,Halden Freight,120\n")
    entries = ACCOUNTS + "      Staff: employees\n"
    house.load(entries, "accounts1.csv")
    house.load(entries, "accounts2.csv", as_of="2026-11-27")
    (row,) = house.typed("accounts")
    assert (row["name"], row["former_names"]) == ("Halden Freight", ["Halden & Sons"])
    assert house.rows("SELECT table_name, record_id, field, old, new FROM record_changes ORDER BY field") == [
        ("accounts", 1, "employees", "100", "120"),
        ("accounts", 1, "name", "Halden & Sons", "Halden Freight"),
    ]
    house.file("deals.csv", "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,Halden & Sons,Won,1,,\n")
    house.load(DEALS, "deals.csv")
    assert house.rows("SELECT account_id FROM opportunities") == [(1,)]


def test_a_tier_column_dates_the_target_list(house):
    house.file("accounts1.csv", "ID,Name,Tier\nA1,Acme,2\nA2,Bold,1\nA3,Cold,\n")
    house.file("accounts2.csv", "ID,Name,Tier\nA1,Acme,1\nA2,Bold,\nA3,Cold,\n")
    entries = ACCOUNTS + "      Tier: {field: tier, list: Named accounts}\n"
    house.load(entries, "accounts1.csv", as_of="2026-11-01")
    (report,) = house.load(entries, "accounts2.csv", as_of="2026-11-20")
    assert (report.updated, report.unchanged) == (2, 1)
    assert house.rows("SELECT account_id, list_name, tier, from_date, to_date FROM list_memberships ORDER BY id") == [
        (1, "Named accounts", "2", "2026-11-01", "2026-11-20"),
        (2, "Named accounts", "1", "2026-11-01", "2026-11-20"),
        (1, "Named accounts", "1", "2026-11-20", None),
    ]
    assert house.rows("SELECT record_id, old, new FROM record_changes WHERE field = 'tier'") == [
        (1, "2", "1"),
        (2, "1", None),
    ]


def test_a_tier_that_changes_and_changes_back_in_a_day_is_the_last_one(house):
    entries = ACCOUNTS + "      Tier: tier\n"
    for tier in ("B", "A", "B", "A", "B"):
        house.file("accounts.csv", f"ID,Name,Tier\nA1,Acme,{tier}\n")
        house.load(entries, "accounts.csv", as_of="2026-11-20")
    assert house.rows("SELECT tier, from_date, to_date FROM list_memberships") == [("B", "2026-11-20", None)]
    house.file("accounts.csv", "ID,Name,Tier\nA1,Acme,A\n")
    house.load(entries, "accounts.csv", as_of="2026-11-21")
    assert house.rows("SELECT tier, from_date, to_date FROM list_memberships ORDER BY id") == [
        ("B", "2026-11-20", "2026-11-21"),
        ("A", "2026-11-21", None),
    ]


def test_an_unchanged_row_of_a_newer_export_is_confirmed(house):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    house.load(ACCOUNTS, "accounts.csv", as_of="2026-11-01")
    (report,) = house.load(ACCOUNTS, "accounts.csv", as_of="2026-11-20")
    assert report.unchanged == 1
    assert house.typed("accounts")[0]["as_of"].day == 20
    assert house.rows("SELECT COUNT(*) FROM record_changes") == [(0,)]


def test_columns_a_later_file_does_not_have_keep_their_values(house):
    house.file("accounts1.csv", "ID,Name,Industry,Color\nA1,Acme,Rail,red\n")
    house.file("accounts2.csv", "ID,Name\nA1,Acme Rail\n")
    house.load(ACCOUNTS + "      Industry: industry\n", "accounts1.csv")
    house.load(ACCOUNTS, "accounts2.csv", as_of="2026-11-21")
    (row,) = house.typed("accounts")
    assert (row["industry"], row["custom"]) == ("Rail", {"color": "red"})


# --- notes


def test_free_text_becomes_notes_of_the_account(house):
    house.file("accounts.csv", 'ID,Name,About\nA1,Acme,"Two\nlines"\nA2,Bold,\n')
    house.file("deals.csv", "ID,Name,Account,Next\nD1,x,A1,Call Ines\n")
    entries = (
        ACCOUNTS
        + "      About: {note: Account description}\n"
        + "  deals.csv: {table: opportunities, id: ID, columns: "
        + "{Name: name, Account: account, Next: {note: Next step}}}\n"
    )
    notes = []
    reports = house.load(entries, "accounts.csv", "deals.csv", add_note=notes.append)
    assert [(note.key, note.title, note.text, note.account_id) for note in notes] == [
        ("crm:accounts:A1:About", "Account description: Acme", "Two\nlines", 1),
        ("crm:opportunities:D1:Next", "Next step: Acme", "Call Ines", 1),
    ]
    assert [report.notes for report in reports] == [1, 1]
    assert notes[0].as_of == dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    (report, _deals) = house.load(entries, "accounts.csv", "deals.csv")
    assert "1 notes were left out" in report.warnings[0]


def test_a_note_of_what_was_done_is_as_old_as_that(house):
    house.file("activities.csv", "ID,Account,When,Body\nT1,A1,2026-06-07,Asked for a discount\n")
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    entries = (
        "  activities.csv: {table: activities, id: ID, columns: "
        + "{Account: account, When: occurred_at, Body: {note: Activity body}}}\n"
    )
    notes = []
    house.load(ACCOUNTS + entries, "accounts.csv", "activities.csv", add_note=notes.append)
    assert [note.as_of for note in notes] == [dt.datetime(2026, 6, 7, tzinfo=dt.UTC)]


# --- anything at all


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    headers=st.lists(CELLS, min_size=1, max_size=5),
    body=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8),
    max_bad=st.sampled_from([0.05, 1.0]),
)
def test_any_table_of_texts_imports_with_matching_counts_or_says_why_not(house, headers, body, max_bad):
    import csv
    import io

    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["ID", "Name", "Close", "Amount", *headers])
    for number, row in enumerate(body):
        writer.writerow([str(number % 5), "n", *row])
    house.file("deals.csv", written.getvalue().encode())
    entries = "  deals.csv: {table: opportunities, id: ID, columns: {Name: name, Close: close_date, Amount: amount}}"
    try:
        (report,) = house.load(entries, "deals.csv", max_bad=max_bad)
    except BotError as error:
        assert "Nothing" in str(error)
    else:
        assert sums_up(report)


def test_a_deal_whose_account_becomes_known_has_not_changed_in_the_crm(house):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    house.file("deals.csv", "ID,Name,Account,Stage,Amount,Close,Owner\nD1,x,Acme,Won,1,,\n")
    house.load(DEALS, "deals.csv")
    house.load(ACCOUNTS, "accounts.csv")
    (report,) = house.load(DEALS, "deals.csv", as_of="2026-11-21")
    assert report.updated == 1
    assert house.rows("SELECT account_id FROM opportunities") == [(1,)]
    assert house.rows("SELECT COUNT(*) FROM opportunity_changes") == [(0,)]


def test_a_person_named_first_in_a_restricted_row_stays_visible_to_all(house):
    house.file("accounts.csv", "ID,Name,Owner,Who\nA1,Acme,Dana,team:West\n")
    entries = ACCOUNTS + "      Owner: {field: owner, by: name, create: true}\n    visibility: {column: Who}\n"
    house.load(entries, "accounts.csv")
    assert house.rows("SELECT visibility FROM people UNION ALL SELECT visibility FROM accounts") == [
        ("everyone",),
        ("team:West",),
    ]


def test_scratch_files_that_cannot_be_written_are_told(house, monkeypatch):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    before = house.everything()

    def full(*_arguments):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(scratch.Incoming, "add", full)
    with pytest.raises(ImportFailed, match=r"disk is full.*Nothing was imported.*TMPDIR"):
        house.load(ACCOUNTS, "accounts.csv")
    assert house.everything() == before
