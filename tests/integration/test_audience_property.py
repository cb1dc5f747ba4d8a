"""Nobody learns what they may not see: a store under an audience answers like one that never held the rest."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from storage.audience import Audience, Reader, allowed_labels, register_labels
from storage.catalog import FieldRef, load_catalog
from storage.database import Database
from storage.lexicon import load_lexicon
from storage.query import Among, Bucket, Compare, Measure, Order, RecordQuery, Related, run
from storage.tables import IMPORTED, Base, RecordChange

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
LABELS = ["everyone", "team:North", "team:south", "people:ann@x.example", "people:ann@x.example,bob@x.example"]
READERS = [
    Reader("ann@x.example", "north"),
    Reader("bob@x.example", "South"),
    Reader("cid@x.example"),
    Reader("ANN@x.example", "South"),
]
GUEST = Reader("guest@y.example", "North", member=False)

# table -> the relations it is written with here, and those whose hidden row hides it too
TABLES = {
    "people": ({"manager": "people"}, ()),
    "accounts": ({"parent": "accounts", "owner": "people"}, ()),
    "contacts": ({"account": "accounts"}, ("account",)),
    "opportunities": ({"account": "accounts", "owner": "people"}, ("account",)),
    "deal_roles": ({"opportunity": "opportunities", "contact": "contacts"}, ("opportunity", "contact")),
    "contracts": ({"account": "accounts", "opportunity": "opportunities"}, ("account", "opportunity")),
    "activities": (
        {"account": "accounts", "opportunity": "opportunities", "contact": "contacts", "person": "people"},
        ("account", "opportunity", "contact"),
    ),
    "list_memberships": ({"account": "accounts"}, ("account",)),
    "opportunity_changes": ({"opportunity": "opportunities"}, ("opportunity",)),
}
MOST = 3

# changes: of which record, of which field, and the row that its new value names
NAMING = {1: ("stage", None), 2: ("owner", ("people", 2)), 3: ("account", ("accounts", 1))}
OTHERS = [
    ("accounts", 1, "tier", None),
    ("accounts", 2, "owner", ("people", 1)),
    ("accounts", 3, "parent", ("accounts", 2)),
    ("contacts", 1, "title", None),
    ("contacts", 2, "account", ("accounts", 3)),
    ("contacts", 3, "name", None),
]
TITLES = {"people": "P", "accounts": "A"}


def values_of(table, number):
    """The fields of a row; every text says which row it is of, so that a leak has a name."""
    mark = f"{table}{number}x"
    money = {"amount": 100.0 * 7**number, "currency": "USD"}
    day, moment = dt.date(2026, number, 3), dt.datetime(2026, number, 3, 9, tzinfo=dt.UTC)
    return {
        "people": {"name": f"{mark} P", "team": f"{mark}team", "email": f"{mark}@x.example"},
        "accounts": {
            **{"name": f"{mark} A", "aliases": [f"{mark}alias"], "domains": [f"{mark}.example"]},
            **{"industry": f"{mark}ind", "employees": 3**number, "revenue": 11.0**number, "currency": "USD"},
        },
        "contacts": {"name": f"{mark} C", "title": f"{mark}chief", "email": f"{mark}@y.example"},
        "opportunities": {
            **{"name": f"{mark} O", "stage": f"{mark}stage", "close_date": day, "probability": 0.1 * number},
            **{"status": ("open", "won", "lost")[number % 3], "created_at": moment - dt.timedelta(number), **money},
        },
        "deal_roles": {"role": f"{mark}role"},
        "contracts": {"name": f"{mark} K", "status": f"{mark}status", "renewal_date": day, **money},
        "activities": {"subject": f"{mark} S", "channel": f"{mark}channel", "occurred_at": moment},
        "opportunity_changes": told(*NAMING[number], mark),
        "list_memberships": {"list_name": f"{mark}list", "tier": f"{mark}tier", "from_date": day},
    }[table]


def told(field, named, mark):
    """What a change says; it names the row `named`, if any."""
    new = f"{mark}new" if named is None else f"{named[0]}{named[1]}x {TITLES[named[0]]}"
    return {"field": field, "old": None, "new": new, "changed_at": NOW, "learnt_at": NOW, "changed_by": f"{mark}by"}


@st.composite
def stores(draw):
    """Rows as (table, id, label, references)."""
    rows = []
    for table, (relations, _) in TABLES.items():
        for number in range(1, MOST + 1):
            references = {}
            for name, target in relations.items():
                highest = number - 1 if target == table else MOST
                references[name] = draw(st.integers(0, highest)) or None
            rows.append((table, number, draw(st.sampled_from([*LABELS, "everyone", "everyone"])), references))
    return rows


AUDIENCES = st.one_of(
    st.just(Audience.stranger()),
    st.lists(st.sampled_from(READERS), min_size=1, max_size=3).map(lambda some: Audience.of(*some)),
)


def allowed(audience, label):
    """The rule, said once more in other words."""
    if label == "everyone":
        return True
    if audience.whole_workspace:
        return False
    kind, names = label.split(":")
    if kind == "team":
        return {(reader.team or "").lower() for reader in audience.readers} == {names.lower()}
    return {reader.email.lower() for reader in audience.readers} <= set(names.split(","))


def hidden_rows(rows, audience):
    """The rows that this audience may not see: by their own label, or by that of their account, deal or contact."""
    by_key = {(table, number): (label, references) for table, number, label, references in rows}

    def hidden(table, number):
        label, references = by_key[(table, number)]
        relations, guards = TABLES[table]
        behind = [(relations[name], references[name]) for name in guards if references[name]]
        named = NAMING[number][1] if table == "opportunity_changes" else None
        behind += [named] if named is not None else []
        return not allowed(audience, label) or any(hidden(*one) for one in behind)

    return {key for key in by_key if hidden(*key)}


@pytest.fixture(scope="module")
def database():
    made = Database("sqlite://")
    Base.metadata.create_all(made.engine)
    yield made
    made.close()


def catalog_of(connection):
    """The catalogue of a store in which every relation written here holds a value somewhere."""
    used = frozenset((table, name) for table, (relations, _) in TABLES.items() for name in relations)
    changes = {("changes", name) for name in ("opportunity", "account", "contact")}
    return replace(load_catalog(connection), used=used | changes)


def fill(connection, rows):
    connection.execute(delete(RecordChange))
    for table in reversed(TABLES):
        if table in ("people", "accounts"):
            connection.execute(update(IMPORTED[table]).values({f"{name}_id": None for name in TABLES[table][0]}))
        connection.execute(delete(IMPORTED[table]))
    register_labels(connection, set(LABELS))
    for table in TABLES:
        ready = []
        for name, number, label, references in rows:
            if name == table:
                origin = {"source_system": f"crm{table}{number}", "source_id": "1", "visibility": label, "custom": {}}
                about = {
                    "id": number,
                    "as_of": NOW + dt.timedelta(days=number),
                    "link": f"https://{table}{number}.example",
                }
                keys = {f"{relation}_id": target for relation, target in references.items()}
                ready.append({**origin, **about, **keys, **values_of(table, number)})
        connection.execute(insert(IMPORTED[table]), ready)
    for number, (table, record, field, named) in enumerate(OTHERS, 1):
        change = told(field, named, f"{table}{record}x")
        connection.execute(insert(RecordChange).values(id=number, table=table, record_id=record, **change))


def forget(connection, hidden):
    """Delete the rows; who referred to one refers to nothing."""
    for table, (relations, _) in TABLES.items():
        for name, target in relations.items():
            gone = [number for one, number in hidden if one == target]
            column = IMPORTED[table].__table__.c[f"{name}_id"]
            connection.execute(update(IMPORTED[table]).where(column.in_(gone)).values({column.name: None}))
    for number, (table, record, _, named) in enumerate(OTHERS, 1):
        if (table, record) in hidden or named in hidden:
            connection.execute(delete(RecordChange).where(RecordChange.id == number))
    for table, number in sorted(hidden):
        connection.execute(delete(IMPORTED[table]).where(IMPORTED[table].id == number))


def ref(path):
    *steps, name = path.split(".")
    return FieldRef(tuple(steps), name)


def refs(*paths):
    return tuple(ref(path) for path in paths)


COUNT = Measure("count", "n")
LISTS = {
    "people": ("name", "team", "manager.name", "manager.manager.team"),
    "accounts": (
        "name",
        "industry",
        "parent.name",
        "parent.owner.team",
        "owner.name",
        "tier",
        "last_activity",
        "parent.tier",
    ),
    "contacts": ("name", "title", "account.name", "account.tier", "account.owner.name", "last_activity"),
    "opportunities": ("name", "stage", "amount", "account.name", "account.parent.industry", "owner.manager.name"),
    "deal_roles": ("role", "contact.title", "opportunity.stage", "opportunity.account.name", "contact.last_activity"),
    "contracts": ("name", "amount", "status", "account.name", "opportunity.name", "opportunity.owner.name"),
    "activities": ("subject", "channel", "account.name", "opportunity.name", "contact.name", "person.name"),
    "list_memberships": ("list_name", "tier", "account.name"),
    "changes": ("field", "new", "changed_by", "account.name", "opportunity.name", "contact.name", "opportunity.stage"),
}
RELATED = [("accounts", one) for one in ("contacts", "opportunities", "activities", "deal_roles", "contracts")] + [
    ("people", "accounts"),
    ("people", "opportunities"),
    ("contacts", "activities"),
    ("contacts", "deal_roles"),
    ("contacts", "opportunities"),
    ("opportunities", "contacts"),
    ("opportunities", "activities"),
    ("activities", "contracts"),
    ("accounts", "changes"),
    ("contacts", "changes"),
    ("opportunities", "changes"),
    ("people", "changes"),
]
AMOUNT = ref("amount")
QUERIES = [
    *(RecordQuery(table, select=refs(*paths)) for table, paths in LISTS.items()),
    *(RecordQuery(table, select=refs(*paths), limit=1) for table, paths in LISTS.items()),
    *(RecordQuery(table, measures=(COUNT,)) for table in LISTS),
    *(RecordQuery(table, measures=(COUNT,), group_by=(ref(path),)) for table in LISTS for path in LISTS[table][1:]),
    *(RecordQuery(base, (Related(table, ()),), refs(LISTS[base][0])) for base, table in RELATED),
    *(RecordQuery(base, (Related(table, (), "eq", 0),), refs(LISTS[base][0])) for base, table in RELATED),
    *(RecordQuery(base, (Related(table, (), "ge", 2),), refs(LISTS[base][0])) for base, table in RELATED),
    *(
        RecordQuery("opportunities", measures=(Measure(function, "x", AMOUNT),), group_by=by)
        for function in ("sum", "avg", "median", "min")
        for by in ((), refs("owner.name"), (Bucket(ref("close_date"), "quarter"),))
    ),
    RecordQuery("opportunities", measures=(Measure("share", "won", of=(Compare(ref("status"), "eq", ("won",)),)),)),
    RecordQuery("opportunities", measures=(Measure("median", "days", ref("cycle_days")),)),
    RecordQuery("accounts", measures=(Measure("avg", "r", ref("revenue"), per=ref("employees")),)),
    RecordQuery("opportunities", measures=(Measure("avg", "r", AMOUNT, per=ref("account.revenue")),)),
    RecordQuery("accounts", select=refs("name"), order=(Order(True, ref("parent.employees")),)),
    RecordQuery("accounts", (Compare(ref("parent.industry"), "ne", ("x",)),), refs("name")),
    RecordQuery("accounts", (Compare(ref("parent.industry"), "empty"),), refs("name")),
    RecordQuery("accounts", (Compare(ref("tier"), "filled"),), refs("name")),
    RecordQuery("opportunities", (Among(("account",), (1, 2)),), refs("name")),
    RecordQuery("opportunities", (Among(("account", "parent"), (1, 2)),), refs("name")),
    RecordQuery("activities", (Related("deal_roles", (Compare(ref("contact.title"), "filled"),)),), refs("subject")),
]


def answers(connection, catalog, labels, queries):
    """All that a result says, but for the statement itself and the id made from it."""
    found = []
    for query in queries:
        result = run(connection, catalog, labels, query, NOW)
        told = tuple(replace(one, id="" if query.measures else one.id) for one in result.evidence)
        found.append((query, result.columns, result.rows, result.total, result.currencies, told))
    return found


def words_of(lexicon):
    return (lexicon.by_word, lexicon.by_key, lexicon.values, lexicon.title_words, lexicon.domains, lexicon.emails)


def check(database, rows, audience, queries):
    hidden = hidden_rows(rows, audience)
    with database.write() as connection:
        fill(connection, rows)
        catalog = catalog_of(connection)
        labels = allowed_labels(connection, audience)
        assert labels == tuple(sorted(label for label in LABELS if allowed(audience, label)))
        under = answers(connection, catalog, labels, queries)
        lexicon = load_lexicon(connection, catalog, labels)
        forget(connection, hidden)
        without = answers(connection, catalog, tuple(LABELS), queries)
        plain = load_lexicon(connection, catalog, tuple(LABELS))
    for left, right in zip(under, without, strict=True):
        assert left == right
    assert words_of(lexicon) == words_of(plain)
    assert lexicon.filled == plain.filled
    assert lexicon.changed == plain.changed
    said = repr(under) + repr(words_of(lexicon))
    assert [key for key in hidden if f"{key[0]}{key[1]}x" in said] == []


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stores(), AUDIENCES, st.lists(st.sampled_from(QUERIES), min_size=8, max_size=8, unique=True))
def test_an_audience_gets_what_a_store_without_the_rest_would_say(database, rows, audience, queries):
    check(database, rows, audience, queries)


@pytest.mark.soak
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stores(), AUDIENCES)
def test_an_audience_gets_what_a_store_without_the_rest_would_say_soak(database, rows, audience):
    check(database, rows, audience, QUERIES)


def test_every_query_says_the_same_when_half_of_the_rows_are_hidden(database):
    rows = []
    for table, (relations, _) in TABLES.items():
        for number in range(1, MOST + 1):
            references = {name: None if target == table else number for name, target in relations.items()}
            if table == "accounts":
                references["parent"] = number - 1 or None
            rows.append((table, number, LABELS[(number + len(table)) % 2], references))
    check(database, rows, Audience.of(READERS[1]), QUERIES[::2])
    check(database, rows, Audience.stranger(), QUERIES[1::2])


@pytest.mark.parametrize("readers", [(GUEST,), (READERS[0], GUEST)])
@pytest.mark.parametrize("whole", [True, False])
def test_where_a_guest_reads_nothing_is_shown(database, readers, whole):
    rows = [(table, n, "everyone", dict.fromkeys(TABLES[table][0])) for table in TABLES for n in range(1, MOST + 1)]
    audience = Audience(readers, whole_workspace=whole)
    with database.write() as connection:
        fill(connection, rows)
        catalog, labels = catalog_of(connection), allowed_labels(connection, audience)
        assert labels == ()
        for query in QUERIES[::5]:
            result = run(connection, catalog, labels, query, NOW)
            assert all(value in (None, 0) for row in result.rows for value in row)
        assert not any(load_lexicon(connection, catalog, labels).by_word)


def test_a_row_whose_label_nobody_registered_is_seen_by_nobody(database):
    rows = [(table, n, "everyone", dict.fromkeys(TABLES[table][0])) for table in TABLES for n in range(1, MOST + 1)]
    with database.write() as connection:
        fill(connection, rows)
        connection.execute(update(IMPORTED["accounts"]).where(IMPORTED["accounts"].id == 2).values(visibility="secret"))
        labels = allowed_labels(connection, Audience.of(READERS[0]))
        found = run(connection, catalog_of(connection), labels, RecordQuery("accounts", (), refs("name")), NOW)
        assert [row[0] for row in found.rows] == ["accounts1x A", "accounts3x A"]
