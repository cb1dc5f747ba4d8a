"""`--suggest` for exports in other languages than English: what it proposes imports them as it stands."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from sqlalchemy import text

from storage.database import Database
from storage.importers import run_import, suggest_mapping
from storage.importers.mapping import parse_mapping

NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)

CRMS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "languages.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=CRMS)
def store(request, tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("crm")
    paths = []
    for name, content in CRMS[request.param].items():
        paths.append(tmp_path / name)
        paths[-1].write_text(content, encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path}/store/abmbot.db")
    database.upgrade()
    reports = run_import(database, paths, parse_mapping(suggest_mapping(*paths)), now=NOW)
    assert [(one.created, one.skipped) for one in reports] == [(3, []), (2, []), (3, [])]
    yield database
    database.close()


def rows(store, statement):
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_companies_have_their_size_their_owner_and_where_they_stand_with_us(store):
    found = rows(
        store,
        "SELECT a.employees, a.revenue, a.currency, a.lifecycle, substr(p.name, 1, 2), a.country IS NULL, "
        "a.city IS NULL, a.industry IS NULL FROM accounts a JOIN people p ON p.id = a.owner_id ORDER BY a.source_id",
    )
    assert [row[:4] for row in found] == [
        (1250, 182_500_500, "EUR", "customer"),
        (430, 64_200_000, "EUR", "prospect"),
        (88, 12_750_000, "EUR", "former"),
    ]
    assert found[0][4] == found[2][4] != found[1][4]
    assert {row[5:] for row in found} == {(0, 0, 0)}


def test_contacts_have_whole_names_and_belong_to_their_companies(store):
    found = rows(
        store,
        "SELECT c.name, c.email, c.title IS NULL, c.phone IS NULL, a.source_id FROM contacts c "
        "JOIN accounts a ON a.id = c.account_id ORDER BY c.source_id",
    )
    assert all(len(name.split()) >= 2 for name, *_ in found)
    assert [name.split()[0].replace("É", "E")[:4] for name, *_ in found] == ["Elis", found[1][0][:4]]
    assert [row[2:] for row in found] == [(0, 0, "C-1"), (0, 0, "C-2")]


def test_deals_are_open_won_or_lost_and_close_when_they_did_or_when_that_is_expected(store):
    assert rows(
        store,
        "SELECT status, type, amount, currency IS NULL OR currency = 'EUR', close_date, date(created_at) "
        "FROM opportunities ORDER BY source_id",
    ) == [
        ("open", "expansion", 125_000, 1, "2026-12-15", "2026-02-03"),
        ("won", "new", 80_500, 1, "2019-03-28", "2019-01-11"),
        ("lost", "new", 42_300.75, 1, "2026-10-20", "2026-10-07"),
    ]
