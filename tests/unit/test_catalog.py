"""The tables in people's words, and the ways between them."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import insert

from storage.catalog import COMPUTED, ENTITIES, HIDDEN, RELATIONS, WORDS, FieldRef, load_catalog, quarter_of
from storage.database import Database
from storage.tables import READ, Base, CustomField, FieldLabel


@pytest.fixture(scope="module")
def catalog():
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.write() as connection:
        connection.execute(
            insert(CustomField).values(table="accounts", name="region_code", label="Region Code", type="text")
        )
        connection.execute(insert(FieldLabel).values(table="accounts", field="industry", label="Sector_Name"))
        found = load_catalog(connection)
    database.close()
    return replace(found, used=frozenset(RELATIONS))


def test_every_imported_table_has_words_and_every_word_a_field():
    assert set(ENTITIES) == set(READ)
    for path in WORDS:
        table, name = path.split(".")
        columns = READ[table].c
        assert name in columns or (table, name) in RELATIONS or path in COMPUTED, path


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda entity: entity.table)
def test_what_a_list_shows_can_be_resolved(catalog, entity):
    for ref in entity.shows:
        assert catalog.resolve(entity.table, ref).label
    for name in filter(None, (entity.when, entity.measure, entity.title)):
        assert catalog.field(entity.table, name)
    assert entity.when is None or catalog.field(entity.table, entity.when).type in ("date", "moment")
    assert entity.measure is None or catalog.field(entity.table, entity.measure).type in ("money", "number", "integer")


def test_what_is_for_us_alone_cannot_be_asked_about(catalog):
    assert not [key for key in catalog.fields if key[1] in HIDDEN]


def test_custom_fields_and_headers_are_words_too(catalog):
    custom = catalog.field("accounts", "region_code")
    assert (custom.custom, custom.label, custom.words) == (True, "Region Code", ("Region Code", "region code"))
    (industry,) = [one for one in catalog.attributes() if one.table == "accounts" and one.label == "industry"]
    assert "Sector Name" in industry.words


@pytest.mark.parametrize(
    ("base", "target", "way"),
    [
        ("accounts", "accounts", ()),
        ("contacts", "accounts", ("account",)),
        ("deal_roles", "accounts", ("opportunity", "account")),
        ("opportunities", "people", ("owner",)),
        ("activities", "people", ("person",)),
        ("contracts", "people", ("account", "owner")),
        ("targets", "accounts", None),
        ("people", "accounts", None),
    ],
)
def test_the_shortest_way_is_taken_and_of_two_the_preferred(catalog, base, target, way):
    assert catalog.path(base, target) == way
    if way is not None:
        assert catalog.table_at(base, way) == target


def test_a_relation_that_holds_nothing_is_no_way(catalog):
    assert replace(catalog, used=frozenset()).path("contacts", "accounts") is None
    assert catalog.resolve("contacts", FieldRef(("account", "owner"), "team")).table == "people"


@pytest.mark.parametrize(
    ("day", "quarter"), [((2026, 1, 1), "2026-Q1"), ((2026, 9, 30), "2026-Q3"), ((2026, 12, 31), "2026-Q4")]
)
def test_a_day_lies_in_its_calendar_quarter(day, quarter):
    assert quarter_of(dt.date(*day)) == quarter
