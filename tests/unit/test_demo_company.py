"""The demo company's export is complete, coherent and made from its seed. Reads the files as plain CSV."""

import csv
import datetime as dt
import filecmp
import re
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
CRM = EXAMPLES / "crm"
MAP = yaml.safe_load((EXAMPLES / "map.yaml").read_text(encoding="utf-8"))
FILES = sorted([*CRM.glob("*.csv"), *(EXAMPLES / "crm_next_week").glob("*.csv")])
TODAY = dt.date(2026, 11, 20)
KEYS = {  # (table, how it is referred to) -> file and column of the value
    ("people", "name"): ("people.csv", "Full Name"),
    ("people", "email"): ("people.csv", "Email"),
    ("accounts", "id"): ("accounts.csv", "Account ID"),
    ("accounts", "name"): ("accounts.csv", "Account Name"),
    ("contacts", "id"): ("contacts.csv", "Contact ID"),
    ("contacts", "email"): ("contacts.csv", "Email"),
    ("opportunities", "id"): ("opportunities.csv", "Opportunity ID"),
    ("campaigns", "id"): ("campaigns.csv", "Campaign ID"),
    ("campaigns", "name"): ("campaigns.csv", "Campaign"),
    ("products", "name"): ("products.csv", "Product Name"),
}
REFERENCES = {  # field -> table it refers to
    "account": "accounts",
    "parent": "accounts",
    "contact": "contacts",
    "opportunity": "opportunities",
    "campaign": "campaigns",
    "product": "products",
    "person": "people",
    "owner": "people",
    "marketer": "people",
    "manager": "people",
}


def entry_of(path):
    return next(entry for pattern, entry in MAP["files"].items() if fnmatch(path.name, pattern))


@cache
def read(path):
    entry = entry_of(path)
    with path.open(encoding=entry.get("encoding", "utf-8"), newline="") as file:
        return list(csv.DictReader(file, delimiter=entry.get("delimiter", ","), strict=True))


def crm(name):
    return read(CRM / name)


def us_date(text):
    return dt.datetime.strptime(text, "%m/%d/%Y").date()


def test_the_promised_amounts_are_there():
    assert len(crm("accounts.csv")) >= 60
    assert len(crm("contacts.csv")) >= 350
    assert len(crm("opportunities.csv")) >= 140
    assert len(crm("activities_sales.csv")) + len(crm("activities_marketing.csv")) >= 6_000
    assert len({row["Industry"] for row in crm("accounts.csv")}) >= 8
    assert len({row["Country"] for row in crm("accounts.csv")}) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_is_mapped_and_the_map_names_headers_that_exist(path):
    entry, headers = entry_of(path), set(read(path)[0])
    named = set(entry["columns"])
    for key in ("visibility", "as_of"):
        if isinstance(entry.get(key), dict):
            named.add(entry[key]["column"])
    named |= {entry["id"]} if "id" in entry else set()
    named |= set(re.findall(r"{(.+?)}", entry.get("link", "")))
    assert named <= headers


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_reference_names_exactly_one_record(path):
    for header, target in entry_of(path)["columns"].items():
        field = target if isinstance(target, str) else target.get("field")
        if field not in REFERENCES:
            continue
        by = "id" if isinstance(target, str) else target["by"]
        file, column = KEYS[REFERENCES[field], by]
        known = Counter(row[column] for row in crm(file))
        used = {row[header] for row in read(path)} - {""}
        assert used, f"{header} is always empty"
        assert not [value for value in used if known[value] != 1], header


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_ids_are_unique_and_every_declared_date_can_be_read(path):
    entry, rows = entry_of(path), read(path)
    if "id" in entry:
        assert len({row[entry["id"]] for row in rows}) == len(rows)
    dates = ("_date", "_at", "first_seen", "last_seen")
    for header, target in entry["columns"].items():
        field = target if isinstance(target, str) else target.get("field") or ""
        if not field.endswith(dates):
            continue
        for value in {row[header] for row in rows} - {""}:
            if entry["dates"] == "iso":
                dt.datetime.fromisoformat(value)
            else:
                dt.datetime.strptime(value, entry["dates"])


def test_values_that_are_translated_are_all_in_the_map():
    for path in FILES:
        entry = entry_of(path)
        for field, translation in entry.get("values", {}).items():
            header = next(h for h, target in entry["columns"].items() if target == field)
            assert {row[header] for row in read(path)} - {""} <= set(translation), (path.name, field)
        if "stages" in entry:
            assert {row["Stage"] for row in read(path)} <= set(entry["stages"])


def test_the_generator_makes_the_committed_files_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, str(EXAMPLES / "generate.py"), str(tmp_path)], check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [path.relative_to(EXAMPLES) for path in FILES] == [path for path in made if path.suffix == ".csv"]
    assert Path("story.md") in made
    assert [str(path) for path in made if not filecmp.cmp(tmp_path / path, EXAMPLES / path, shallow=False)] == []


def test_no_address_leads_out_of_the_fiction():
    address = re.compile(r"(?:@|https?://|www\.)[\w.-]+|\b[\w-]+\.(?:com|org|net|io|de|uk|eu)\b")
    for path in [*FILES, EXAMPLES / "map.yaml", EXAMPLES / "story.md"]:
        text = path.read_bytes().decode("windows-1252" if path.name in ("contracts.csv", "campaigns.csv") else "utf-8")
        real = [found for found in address.findall(text) if "." in found and not found.rstrip(".").endswith(".example")]
        assert real == [], path.name
    for row in crm("accounts.csv"):
        assert all(domain.strip().endswith(".example") for domain in row["Website Domains"].split(";"))


def test_the_history_of_a_deal_leads_to_what_it_is_today():
    deals = {row["Opportunity ID"]: row for row in crm("opportunities.csv")}
    people = {row["Full Name"]: row["Email"] for row in crm("people.csv")}
    last = {}
    for row in crm("opportunity_history.csv"):
        key = row["Opportunity ID"], row["Field"]
        assert last.get(key, row["Old Value"]) == row["Old Value"]
        assert us_date(deals[key[0]]["Created Date"]) <= dt.date.fromisoformat(row["Edit Date"][:10]) < TODAY
        last[key] = row["New Value"]
    assert len(last) > 150
    for (deal_id, field), value in last.items():
        deal = deals[deal_id]
        now = {
            "Stage": deal["Stage"],
            "Amount": deal["Amount"].replace(",", "").removesuffix(".00"),
            "Close Date": us_date(deal["Close Date"]).isoformat(),
            "Owner": deal["Opportunity Owner"],
        }[field]
        assert now == (people[value] if field == "Owner" else value), deal["Opportunity Name"]


def test_nobody_is_written_to_after_leaving_or_opting_out():
    people = {row["Contact ID"]: row for row in crm("contacts.csv")}
    by_email = {row["Email"]: row for row in people.values()}
    touched = [(people.get(row["Contact ID"]), row) for row in crm("activities_sales.csv")]
    touched += [(by_email.get(row["Contact Email"]), row) for row in crm("activities_marketing.csv")]
    for contact, row in touched:
        for ended in ("Left Company On", "Opted Out On"):
            if contact and contact[ended]:
                assert row["Time (UTC)"][:10] < contact[ended], (contact["Email"], row)


def test_closed_deals_closed_before_today_and_only_a_few_open_ones_are_late():
    closed = [row for row in crm("opportunities.csv") if row["Stage"].startswith("Closed")]
    assert all(us_date(row["Created Date"]) < us_date(row["Close Date"]) < TODAY for row in closed)
    late = [row for row in crm("opportunities.csv") if row not in closed and us_date(row["Close Date"]) < TODAY]
    assert 1 <= len(late) <= 5
    currencies = Counter(row["Currency"] for row in crm("opportunities.csv"))
    assert set(currencies) == {"USD", "EUR", "GBP"}
    assert currencies["USD"] > len(crm("opportunities.csv")) / 2


def test_the_next_export_moves_stages_amounts_dates_and_an_owner():
    before = {row["Opportunity ID"]: row for row in crm("opportunities.csv")}
    after = read(EXAMPLES / "crm_next_week" / "opportunities.csv")
    moved = Counter(
        header
        for row in after
        if row["Opportunity ID"] in before
        for header in row
        if row[header] != before[row["Opportunity ID"]][header]
    )
    assert {"Stage", "Amount", "Close Date", "Opportunity Owner"} <= set(moved)
    assert len(after) > len(before)


def test_the_accounts_that_stories_and_questions_rely_on_are_there():
    accounts = {row["Account Name"]: row for row in crm("accounts.csv")}
    assert accounts["Halden Freight"]["Account Owner"] == "Dana Whitlock"
    assert any(name.startswith("Brell") for name in accounts)
    assert {"Ravensmoor Logistics", "Ravensmoor Logistics Nordic"} <= set(accounts)
    assert any(row["Sharing"].startswith("team:") for row in accounts.values())
    assert any(row["Sharing"].startswith("people:") for row in accounts.values())
    names = {f"{row['First Name']} {row['Last Name']}" for row in crm("contacts.csv")}
    assert "Ines Okafor" in names
    teams = {row["Team"] for row in crm("people.csv")}
    emails = {row["Email"] for row in crm("people.csv")}
    for row in accounts.values():
        kind, _, value = row["Sharing"].partition(":")
        assert kind in ("everyone", "team", "people")
        assert kind != "team" or value in teams
        assert kind != "people" or set(value.split(",")) <= emails
