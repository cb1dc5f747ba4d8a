"""What words can mean in a store, and when it is read again."""

import datetime as dt

import pytest
from sqlalchemy import insert

from storage.audience import register_labels
from storage.catalog import load_catalog
from storage.database import Database, bump_revision
from storage.lexicon import LexiconCache, Value, load_lexicon
from storage.tables import IMPORTED, Base

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.fixture
def database():
    made = Database("sqlite://")
    Base.metadata.create_all(made.engine)
    with made.write() as connection:
        register_labels(connection, {"everyone", "team:North"})
        add(connection, 1, name="Grünhof Märkte GmbH", aliases=["GHM"], domains=["Gruenhof.example"], industry="Food")
        add(connection, 2, name="Halden Freight", industry="Logistics", country="Germany", visibility="team:North")
    yield made
    made.close()


def add(connection, number, **row):
    about = {"source_system": "crm", "source_id": str(number), "as_of": NOW, "custom": {}}
    connection.execute(insert(IMPORTED["accounts"]).values(id=number, **about, **row))


def read(database, *labels):
    with database.read() as connection:
        return load_lexicon(connection, load_catalog(connection), labels)


@pytest.mark.parametrize("key", ["grunhof markte gmbh", "grunhof markte", "grunhofmarkte", "gruenhof maerkte", "ghm"])
def test_a_name_is_known_by_its_spellings(database, key):
    assert {one.name for one in read(database, "everyone").by_key[key]} == {"Grünhof Märkte GmbH"}


def test_a_domain_is_known_in_any_case(database):
    assert [one.id for one in read(database, "everyone").domains["gruenhof.example"]] == [1]


def test_values_are_known_by_their_field_and_countries_by_their_people(database):
    values = read(database, "everyone", "team:North").values
    assert Value("accounts", "industry", "Food") in values[("food",)]
    assert values[("german",)] == [Value("accounts", "country", "Germany")]
    assert Value("opportunities", "status", "won") in values[("won",)]


def test_what_an_audience_may_not_see_means_nothing_to_it(database):
    lexicon = read(database, "everyone")
    assert "halden" not in lexicon.by_word and "halden freight" not in lexicon.by_key
    assert ("logistics",) not in lexicon.values and ("german",) not in lexicon.values
    assert "halden" in read(database, "everyone", "team:North").by_word
    assert not read(database).by_word and not read(database).filled


def test_a_lexicon_is_kept_until_records_are_written(database):
    cache = LexiconCache(database, most=2)
    with database.write() as connection:
        first = cache.get(connection, ("everyone",))
        assert cache.get(connection, ("everyone",)) is first
        assert cache.get(connection, ("everyone", "team:North")) is not first
        add(connection, 3, name="Norda")
        bump_revision(connection, "records")
        assert "norda" in cache.get(connection, ("everyone",)).by_word


def plain(lexicon):
    """All that a lexicon says, as plain dictionaries."""
    mappings = ("by_word", "by_key", "values", "title_words", "domains", "emails", "names", "deals", "apart")
    said = {name: dict(getattr(lexicon, name)) for name in mappings}
    first = {letter: sorted(spellings) for letter, spellings in lexicon.by_first.items()}
    return {**said, "filled": lexicon.filled, "by_first": first}


@pytest.fixture
def namesakes(database):
    """Names that some may see between names that all may, with words and whole names in common."""
    with database.write() as connection:
        for number, label in enumerate(["everyone", "team:North", "everyone", "team:South", "team:North"], 3):
            add(connection, number, name="Norda Freight", country=f"Land {number}", visibility=label)
            about = {"source_system": "crm", "source_id": str(number), "as_of": NOW, "account_id": number}
            for table, name in (("contacts", "Ina Norda"), ("opportunities", "Freight Pilot")):
                connection.execute(insert(IMPORTED[table]).values(id=10 - number, name=name, visibility=label, **about))
        register_labels(connection, {"team:South"})
    return database


AUDIENCES = [("everyone",), ("everyone", "team:North"), ("everyone", "team:North", "team:South"), ("team:North",), ()]


def test_names_shared_between_audiences_say_the_same_as_names_read_for_each(namesakes):
    cache = LexiconCache(namesakes)
    with namesakes.read() as connection:
        kept = [cache.get(connection, labels) for labels in AUDIENCES]
        for labels, lexicon in zip(AUDIENCES, kept, strict=True):
            assert plain(lexicon) == plain(load_lexicon(connection, lexicon.catalog, labels)), labels
            assert len(lexicon.names) == len(dict(lexicon.names))


def test_what_one_audience_may_see_is_not_told_to_the_next_by_sharing(namesakes):
    cache = LexiconCache(namesakes)
    with namesakes.read() as connection:
        before = plain(cache.get(connection, ("everyone",)))
        insider = cache.get(connection, ("everyone", "team:North"))
        insider.tell_apart(3, "Norda Freight", "Leeds")
        assert "halden" in insider.by_word
        assert plain(cache.get(connection, ("everyone",))) == before
        assert "halden" not in plain(cache.get(connection, ("everyone", "team:South")))["by_word"]


@pytest.mark.parametrize("together", [1, 4, 10_000])
def test_values_are_the_same_however_much_of_a_table_is_read_at_once(namesakes, monkeypatch, together):
    everything = plain(read(namesakes, "everyone", "team:North"))
    monkeypatch.setattr("storage.lexicon._LOOKED_AT", 2)
    monkeypatch.setattr("storage.lexicon._MOST_TOGETHER", together)
    assert plain(read(namesakes, "everyone", "team:North")) == everything
