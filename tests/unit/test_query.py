"""Questions as data over small hand-made rows, on a real SQLite database."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from storage.audience import register_labels
from storage.catalog import FieldRef, load_catalog
from storage.database import Database
from storage.query import (
    ROW_LIMIT,
    Among,
    AnyOf,
    Bucket,
    Compare,
    During,
    Having,
    Measure,
    NoneOf,
    Order,
    RecordQuery,
    Related,
    from_json,
    run,
    to_json,
)
from storage.tables import IMPORTED, Base, CustomField, FieldLabel, RecordChange, VisibilityLabel

TABLES = [
    *(one.__table__ for one in IMPORTED.values()),
    *(one.__table__ for one in (CustomField, FieldLabel, RecordChange, VisibilityLabel)),
]
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
D = dt.date


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def ref(path):
    *steps, name = path.split(".")
    return FieldRef(tuple(steps), name)


def refs(*paths):
    return tuple(ref(path) for path in paths)


class Store:
    """Rows written with few words, and questions to them; every statement is run again as it is shown."""

    def __init__(self):
        self.database = Database("sqlite://")
        Base.metadata.create_all(self.database.engine, TABLES, checkfirst=False)
        self.catalog = None
        with self.database.write() as connection:
            register_labels(connection, {"everyone"})

    def add(self, table, *rows):
        self.catalog = None
        with self.database.write() as connection:
            for row in rows:
                about = {"source_system": "crm", "source_id": f"{table}-{row['id']}", "as_of": at("2026-11-20")}
                custom = {"custom": row.get("custom", {})}
                connection.execute(insert(IMPORTED[table]).values({**about, **row, **custom}))

    def custom(self, table, **types):
        self.catalog = None
        with self.database.write() as connection:
            for name, kind in types.items():
                connection.execute(
                    insert(CustomField).values(table=table, name=name, label=name.replace("_", " "), type=kind)
                )

    def ask(self, base, *where, labels=("everyone",), **more):
        with self.database.read() as connection:
            query = RecordQuery(base, tuple(where), **more)
            assert from_json(to_json(query)) == query
            self.catalog = self.catalog or load_catalog(connection)
            result = run(connection, self.catalog, labels, query, NOW)
            shown = connection.exec_driver_sql(result.sql).all()
        assert len(shown) == len(result.rows)
        for ran, row in zip(shown, result.rows, strict=True):
            plain = zip(row, result.columns, strict=True)
            assert all(value in ran for value, one in plain if one.type in ("text", "integer", "number", "money"))
        return result

    def rows(self, base, *where, select=("name",), **more):
        return [*self.ask(base, *where, select=refs(*select), **more).rows]

    def names(self, base, *where, **more):
        return [row[0] for row in self.rows(base, *where, **more)]

    def figure(self, base, *where, measure, by=(), **more):
        measures = measure if isinstance(measure, tuple) else (measure,)
        return [*self.ask(base, *where, measures=measures, group_by=by, **more).rows]


@pytest.fixture
def store():
    made = Store()
    yield made
    made.database.close()


@pytest.fixture
def company(store):
    store.add(
        "people",
        {"id": 1, "name": "Dana Whitfield", "team": "North", "manager_id": None},
        {"id": 2, "name": "Otto Berg", "team": "South", "manager_id": 1},
        {"id": 3, "name": "Otto Berg", "team": "North", "manager_id": 1},
    )
    store.add(
        "accounts",
        {"id": 1, "name": "Halden", "industry": "Logistics", "employees": 100, "revenue": 1000, "owner_id": 1},
        {"id": 2, "name": 'O\'Brien "& Sons"', "industry": "Energy", "employees": 0, "revenue": 500, "owner_id": 2},
        {"id": 3, "name": "Norda", "industry": None, "employees": None, "revenue": None, "owner_id": 3, "parent_id": 1},
    )
    store.add(
        "opportunities",
        {"id": 1, "name": "A", "account_id": 1, "owner_id": 1, "status": "won", "amount": 10, "currency": "USD"},
        {"id": 2, "name": "B", "account_id": 1, "owner_id": 2, "status": "won", "amount": 20, "currency": "EUR"},
        {"id": 3, "name": "C", "account_id": 2, "owner_id": 3, "status": "open", "amount": 30, "currency": "USD"},
        {"id": 4, "name": "D", "account_id": 2, "owner_id": 3, "status": "lost", "amount": None, "currency": None},
        {"id": 5, "name": "E", "account_id": None, "owner_id": None, "status": None, "amount": 50, "currency": "USD"},
    )
    return store


COUNT = Measure("count", "number")
AMOUNT = ref("amount")


# --- lists ------------------------------------------------------------------------------------------------------------


def test_a_list_has_its_rows_in_order_each_with_its_evidence(company):
    result = company.ask("accounts", select=refs("name", "owner.name"), order=(Order(True, ref("name")),))
    assert result.rows == (('O\'Brien "& Sons"', "Otto Berg"), ("Norda", "Otto Berg"), ("Halden", "Dana Whitfield"))
    assert [one.id for one in result.evidence] == ["accounts:2", "accounts:3", "accounts:1"]
    assert result.evidence[2].span == "account: Halden, owner: Dana Whitfield"
    assert [column.label for column in result.columns] == ["account", "owner"]
    assert result.total == 3


def test_joins_to_one_row_never_double_and_never_lose_one(company):
    found = company.rows("opportunities", select=("name", "account.name", "account.owner.name", "owner.manager.name"))
    assert found == [
        ("A", "Halden", "Dana Whitfield", None),
        ("B", "Halden", "Dana Whitfield", "Dana Whitfield"),
        ("C", 'O\'Brien "& Sons"', "Otto Berg", "Dana Whitfield"),
        ("D", 'O\'Brien "& Sons"', "Otto Berg", "Dana Whitfield"),
        ("E", None, None, None),
    ]


def test_many_related_rows_do_not_double_a_row(company):
    company.add("activities", *({"id": n, "account_id": 1, "occurred_at": at("2026-11-01")} for n in range(1, 8)))
    where = (Related("activities", ()), Related("opportunities", ()))
    assert company.names("accounts", *where) == ["Halden"]
    assert company.figure("accounts", *where, measure=Measure("sum", "revenue", ref("revenue"))) == [(1000,)]


def test_what_is_missing_is_ordered_last_either_way(company):
    for descending, expected in ((True, ["Halden", "O'Brien", "Norda"]), (False, ["O'Brien", "Halden", "Norda"])):
        found = company.names("accounts", order=(Order(descending, ref("revenue")),))
        assert [name.split(" ")[0] for name in found] == expected


def test_an_order_by_a_ratio_shows_it_and_leaves_out_division_by_nothing(company):
    order = (Order(True, ref("revenue"), ref("employees")),)
    result = company.ask("accounts", select=refs("name"), order=order)
    assert [row[1] for row in result.rows] == [10.0, None, None]
    assert result.columns[1].label == "revenue per employee"


def test_a_limit_cuts_the_rows_and_not_the_total(company):
    result = company.ask("opportunities", select=refs("name"), order=(Order(True, AMOUNT),), limit=2)
    assert (result.rows, result.total) == ((("E",), ("C",)), 5)
    assert "place <= 2" in result.sql


def test_rows_that_are_level_with_the_last_of_a_ranking_are_shown_too(store):
    prices = [30, 10, 20, 10, 20]
    store.add("products", *({"id": n, "name": f"P{n}", "price": price} for n, price in enumerate(prices)))
    cheapest = (Order(False, ref("price")),)
    assert store.names("products", order=cheapest, limit=1) == ["P1", "P3"]
    assert store.names("products", order=cheapest, limit=3) == ["P1", "P3", "P2", "P4"]


def test_groups_that_are_level_with_the_last_of_a_ranking_are_shown_too(company):
    counted = {"measure": Measure("count", "accounts"), "by": refs("industry"), "order": (Order(False, measure=0),)}
    groups = company.figure("accounts", **counted, limit=1, skip_empty_groups=True)
    assert groups == [("Energy", 1), ("Logistics", 1)]


def test_none_of_keeps_rows_that_say_nothing(company):
    other = NoneOf((Compare(ref("industry"), "eq", ("Energy",)), Among(("owner",), (1,))))
    assert company.names("accounts", other) == ["Norda"]


def test_a_long_list_is_cut_and_counted(store):
    store.add("products", *({"id": n, "name": f"P{n:03}"} for n in range(1, ROW_LIMIT + 6)))
    result = store.ask("products", select=refs("name"))
    assert (len(result.rows), result.total) == (ROW_LIMIT, ROW_LIMIT + 5)


def test_the_same_row_has_the_same_place_when_values_are_equal(company):
    assert company.names("opportunities", Compare(ref("status"), "eq", ("won",))) == ["A", "B"]


# --- conditions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "values", "names"),
    [
        ("eq", (20,), "B"),
        ("eq", (20, 30), "BC"),
        ("eq", (), ""),
        ("ne", (20,), "ACDE"),
        ("ne", (20, 30), "ADE"),
        ("lt", (20,), "A"),
        ("le", (20,), "AB"),
        ("gt", (20,), "CE"),
        ("ge", (20,), "BCE"),
        ("empty", (), "D"),
        ("filled", (), "ABCE"),
    ],
)
def test_a_number_is_compared(company, op, values, names):
    assert "".join(company.names("opportunities", Compare(AMOUNT, op, values))) == names


@pytest.mark.parametrize(
    ("op", "values", "names"),
    [
        ("eq", ("won",), "AB"),
        ("eq", ("won", "lost"), "ABD"),
        ("ne", ("won",), "CDE"),
        ("ne", ("won", "lost"), "CE"),
        ("contains", ("O",), "ABCD"),
        ("contains", ("%",), ""),
        ("contains", ("_",), ""),
        ("empty", (), "E"),
    ],
)
def test_a_text_is_compared_and_what_is_missing_is_not_equal(company, op, values, names):
    assert "".join(company.names("opportunities", Compare(ref("status"), op, values))) == names


@pytest.mark.parametrize(
    "name", ['O\'Brien "& Sons"', "a'); DROP TABLE accounts;--", "50% _off_", "back\\slash", ":now"]
)
def test_a_value_with_quotes_is_a_value(store, name):
    store.add("accounts", {"id": 1, "name": name}, {"id": 2, "name": "other"})
    assert store.names("accounts", Compare(ref("name"), "eq", (name,))) == [name]
    assert store.names("accounts", Compare(ref("name"), "contains", (name,))) == [name]
    assert store.names("accounts", Compare(ref("name"), "ne", (name,))) == ["other"]


def test_a_part_of_a_text_is_found_in_any_case(store):
    store.add("contacts", {"id": 1, "name": "x", "title": "GESCHÄFTSFÜHRER"}, {"id": 2, "name": "y", "title": "Öl"})
    assert store.names("contacts", Compare(ref("title"), "contains", ("geschäftsführer",))) == ["x"]
    assert store.names("contacts", Compare(ref("title"), "contains", ("öl",))) == ["y"]


def test_lists_are_compared_by_their_elements(store):
    store.add(
        "accounts",
        {"id": 1, "name": "a", "domains": ["halden.example", "hf.example"], "aliases": ["Größe"]},
        {"id": 2, "name": "b", "domains": ["my-halden.example"]},
        {"id": 3, "name": "c"},
    )
    domains = ref("domains")
    assert store.names("accounts", Compare(domains, "eq", ("halden.example",))) == ["a"]
    assert store.names("accounts", Compare(domains, "ne", ("halden.example",))) == ["b", "c"]
    assert store.names("accounts", Compare(domains, "contains", ("halden",))) == ["a", "b"]
    assert store.names("accounts", Compare(domains, "empty")) == ["c"]
    assert store.names("accounts", Compare(domains, "filled")) == ["a", "b"]
    assert store.names("accounts", Compare(ref("aliases"), "eq", ("Größe",))) == ["a"]
    assert store.rows("accounts", select=("domains",))[0] == ("halden.example, hf.example",)


def test_either_of_two_conditions_is_enough(company):
    either = AnyOf((Compare(AMOUNT, "gt", (40,)), Compare(ref("account.name"), "eq", ("Halden",))))
    assert company.names("opportunities", either) == ["A", "B", "E"]


def test_rows_are_chosen_by_themselves_or_by_the_row_behind_them(company):
    assert company.names("opportunities", Among((), (2, 3))) == ["B", "C"]
    assert company.names("opportunities", Among(("account",), (2,))) == ["C", "D"]
    assert company.names("opportunities", Among(("account", "owner"), (1,))) == ["A", "B"]
    assert company.names("opportunities", Among(("account",), ())) == []


@pytest.fixture
def dated(store):
    store.custom("opportunities", go_live="date")
    for number, name in enumerate("ABC", 1):
        day = D(2026, number, 1)
        moment = at(f"2026-0{number}-01T00:00:00")
        row = {"id": number, "name": name, "close_date": day, "created_at": moment}
        store.add("opportunities", {**row, "custom": {"go_live": day.isoformat()}})
    store.add("opportunities", {"id": 4, "name": "D"})
    store.add("opportunities", {"id": 5, "name": "E", "created_at": at("2026-02-01T23:59:59.5")})
    return store


@pytest.mark.parametrize(("field", "e"), [("close_date", ""), ("created_at", "E"), ("go_live", "")])
def test_a_period_has_its_first_day_and_not_the_day_after_its_last(dated, field, e):
    def during(start, end):
        return "".join(dated.names("opportunities", During(ref(field), start, end)))

    assert during(D(2026, 2, 1), D(2026, 3, 1)) == "B" + e
    assert during(D(2026, 2, 1), None) == "BC" + e
    assert during(None, D(2026, 2, 1)) == "A"
    assert during(D(2026, 2, 1), D(2026, 2, 2)) == "B" + e
    assert during(D(2026, 2, 2), D(2026, 2, 2)) == ""


@pytest.mark.parametrize(("field", "e"), [("close_date", ""), ("created_at", "E"), ("go_live", "")])
def test_a_day_is_compared_with_dates_and_moments_alike(dated, field, e):
    def compared(op, *days):
        return "".join(dated.names("opportunities", Compare(ref(field), op, days)))

    second = D(2026, 2, 1)
    assert compared("eq", second) == "B" + e
    assert compared("eq", D(2026, 1, 1), second) == "AB" + e
    assert compared("ne", second) == "ACD" + ("" if e else "E")
    assert compared("lt", second) == "A"
    assert compared("le", second) == "AB" + e
    assert compared("gt", second) == "C"
    assert compared("ge", second) == "BC" + e
    assert compared("empty") == "D" + ("" if e else "E")


CUSTOM = {
    "score": ("integer", 3, 5),
    "ratio": ("number", 0.5, 2.25),
    "segment": ("text", "Mid", "Up"),
    "since": ("date", "2026-01-05", "2026-03-01"),
    "partner": ("boolean", False, True),
}


@pytest.mark.parametrize("name", CUSTOM)
def test_a_custom_field_is_compared_by_its_type_and_may_be_missing(store, name):
    kind, low, high = CUSTOM[name]
    store.custom("accounts", **{name: kind})
    values = {"low": low, "high": high, "null": None}
    for number, (account, value) in enumerate(values.items(), 1):
        store.add("accounts", {"id": number, "name": account, "custom": {name: value}})
    store.add("accounts", {"id": 4, "name": "none"})
    said = D.fromisoformat(low) if kind == "date" else low

    def compared(op, *given_values):
        return store.names("accounts", Compare(ref(name), op, given_values))

    assert compared("eq", said) == ["low"]
    assert compared("ne", said) == ["high", "null", "none"]
    if kind != "boolean":
        assert compared("gt", said) == ["high"]
        assert compared("ge", said) == ["low", "high"]
    assert compared("empty") == ["null", "none"]
    assert compared("filled") == ["low", "high"]
    found = store.rows("accounts", select=(name,), order=(Order(False, ref(name)),))
    expected = [D.fromisoformat(low), D.fromisoformat(high)] if kind == "date" else [low, high]
    assert [row[0] for row in found] == [*expected, None, None]
    assert [type(row[0]) for row in found[:2]] == [type(expected[0])] * 2


def test_a_boolean_field_is_true_false_or_not_stated(store):
    for number, value in enumerate((True, False, None), 1):
        store.add("opportunities", {"id": number, "name": str(value), "qualified": value})
    field = ref("qualified")
    assert store.names("opportunities", Compare(field, "eq", (True,))) == ["True"]
    assert store.names("opportunities", Compare(field, "eq", (False,))) == ["False"]
    assert store.names("opportunities", Compare(field, "ne", (True,))) == ["False", "None"]


# --- related rows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "count", "names"),
    [
        ("ge", 1, ["Halden", "O'Brien"]),
        ("eq", 0, ["Norda"]),
        ("lt", 1, ["Norda"]),
        ("eq", 2, ["Halden", "O'Brien"]),
        ("gt", 2, []),
        ("lt", 2, ["Norda"]),
    ],
)
def test_related_rows_are_counted(company, op, count, names):
    found = company.names("accounts", Related("opportunities", (), op, count))
    assert [name.split(" ")[0] for name in found] == names


def test_related_rows_fulfil_conditions_of_their_own(company):
    won = Related("opportunities", (Compare(ref("status"), "eq", ("won",)),))
    assert company.names("accounts", won) == ["Halden"]
    by_owner = Related("opportunities", (Compare(ref("owner.team"), "eq", ("South",)),))
    assert company.names("accounts", by_owner) == ["Halden"]
    nested = Related("opportunities", (Related("deal_roles", (Compare(ref("role"), "eq", ("champion",)),)),))
    company.add("deal_roles", {"id": 1, "opportunity_id": 3, "role": "champion"})
    assert [name[:3] for name in company.names("accounts", nested)] == ["O'B"]


def test_rows_that_only_share_an_account_are_related_by_it(company):
    company.add("contacts", {"id": 1, "name": "Ines", "account_id": 1}, {"id": 2, "name": "Jo", "account_id": 2})
    won = Related("opportunities", (Compare(ref("status"), "eq", ("won",)),))
    assert company.names("contacts", won) == ["Ines"]
    assert company.names("opportunities", Related("contacts", (Compare(ref("name"), "eq", ("Jo",)),))) == ["C", "D"]


def test_tables_with_nothing_in_common_cannot_be_related(company):
    company.add("targets", {"id": 1, "team": "North", "quarter": "2026-Q4", "amount": 5})
    with pytest.raises(ValueError, match="do not belong"):
        company.names("accounts", Related("targets", ()))


# --- computed fields --------------------------------------------------------------------------------------------------


def test_the_tier_is_that_of_today(store):
    store.add("accounts", *({"id": n, "name": name} for n, name in enumerate("ABCDE", 1)))
    spans = [
        (1, "T1", D(2025, 1, 1), D(2026, 1, 1)),
        (1, "T2", D(2026, 1, 1), None),
        (1, "T3", D(2027, 1, 1), None),
        (2, "T1", D(2025, 1, 1), D(2026, 11, 20)),
        (3, "T3", None, None),
        (3, "T1", D(2026, 11, 20), D(2026, 11, 21)),
        (4, None, D(2026, 1, 1), None),
        (4, "T2", D(2025, 1, 1), None),
    ]
    for number, (account, tier, start, end) in enumerate(spans, 1):
        dates = {"from_date": start, "to_date": end}
        store.add("list_memberships", {"id": number, "account_id": account, "list_name": "L", "tier": tier, **dates})
    assert store.rows("accounts", select=("name", "tier")) == [
        ("A", "T2"),
        ("B", None),
        ("C", "T1"),
        ("D", "T2"),
        ("E", None),
    ]
    assert store.names("accounts", Compare(ref("tier"), "eq", ("T2",))) == ["A", "D"]
    assert store.figure("accounts", measure=COUNT, by=refs("tier")) == [(None, 2), ("T1", 1), ("T2", 2)]


def test_the_last_activity_is_never_one_that_is_planned(store):
    store.add("accounts", {"id": 1, "name": "A"}, {"id": 2, "name": "B"}, {"id": 3, "name": "C"})
    store.add("contacts", {"id": 1, "name": "Ines", "account_id": 1})
    moments = [
        (1, 1, "2026-11-01"),
        (1, None, "2026-11-20T11:59:59"),
        (1, 1, "2026-11-20T12:00:01"),
        (2, None, "2027-01-01"),
    ]
    for number, (account, contact, when) in enumerate(moments, 1):
        row = {"id": number, "account_id": account, "contact_id": contact, "occurred_at": at(when)}
        store.add("activities", row)
    assert store.rows("accounts", select=("last_activity",)) == [(at("2026-11-20T11:59:59"),), (None,), (None,)]
    assert store.rows("contacts", select=("last_activity",)) == [(at("2026-11-01"),)]
    assert store.names("accounts", During(ref("last_activity"), D(2026, 11, 20), None)) == ["A"]


def test_the_cycle_of_a_deal_is_counted_in_days(store):
    store.add(
        "opportunities",
        {"id": 1, "name": "A", "created_at": at("2026-01-01T23:00"), "close_date": D(2026, 1, 31)},
        {"id": 2, "name": "B", "close_date": D(2026, 1, 31)},
    )
    assert store.rows("opportunities", select=("cycle_days",)) == [(30,), (None,)]


# --- figures ----------------------------------------------------------------------------------------------------------


def test_amounts_of_two_currencies_are_never_added(company):
    result = company.ask("opportunities", measures=(Measure("sum", "total", AMOUNT),))
    assert result.rows == (("EUR", 20.0), ("USD", 90.0))
    assert result.currencies == ("EUR", "USD")
    assert (
        result.evidence[0].span == "currency: EUR, total: 20 EUR; currency: USD, total: 90 USD (over 4 opportunities)"
    )


def test_amounts_of_one_currency_need_no_column_for_it(company):
    result = company.ask("opportunities", Among(("account",), (1,)), Compare(ref("currency"), "eq", ("EUR",)),
                         measures=(Measure("sum", "total", AMOUNT),))  # fmt: skip
    assert (result.rows, result.currencies) == (((20.0,),), ("EUR",))
    assert "total: 20 EUR" in result.evidence[0].span


def test_an_amount_without_a_currency_is_kept_apart(company):
    company.add("opportunities", {"id": 6, "name": "F", "amount": 7, "currency": None})
    assert company.figure("opportunities", measure=Measure("sum", "total", AMOUNT)) == [
        (None, 7.0),
        ("EUR", 20.0),
        ("USD", 90.0),
    ]


def test_amounts_grouped_by_their_currency_show_it_once(company):
    result = company.ask("opportunities", measures=(Measure("sum", "total", AMOUNT),), group_by=refs("currency"))
    assert result.rows == (("EUR", 20.0), ("USD", 90.0)) and len(result.columns) == 2


def test_amounts_of_two_tables_are_kept_apart_by_both_currencies(store):
    store.add("accounts", {"id": 1, "name": "A", "revenue": 100, "currency": "USD"})
    store.add("accounts", {"id": 2, "name": "B", "revenue": 1000, "currency": "EUR"})
    for number, account in ((1, 1), (2, 2)):
        store.add("opportunities", {"id": number, "name": "x", "account_id": account, "amount": 10, "currency": "USD"})
    both = (Measure("sum", "amounts", AMOUNT), Measure("sum", "revenues", ref("account.revenue")))
    assert store.figure("opportunities", measure=both) == [("USD", "EUR", 10.0, 1000.0), ("USD", "USD", 10.0, 100.0)]
    ratio = Measure("avg", "share", AMOUNT, per=ref("account.revenue"))
    assert store.figure("opportunities", measure=ratio) == [(0.1,)]


def test_a_count_beside_an_amount_keeps_rows_without_one(company):
    measures = (COUNT, Measure("sum", "total", AMOUNT))
    assert company.figure("opportunities", measure=measures) == [(None, 1, None), ("EUR", 1, 20.0), ("USD", 3, 90.0)]


def test_two_rows_of_one_name_are_two_groups(company):
    result = company.ask(
        "opportunities", measures=(COUNT,), group_by=refs("owner.name"), order=(Order(True, measure=0),)
    )
    assert result.rows == (("Otto Berg", 2), (None, 1), ("Dana Whitfield", 1), ("Otto Berg", 1))
    median = Measure("median", "middle", ref("probability"))
    for number in range(1, 5):
        company.add(
            "opportunities", {"id": 10 + number, "name": "x", "owner_id": 2 + number % 2, "probability": number}
        )
    assert company.figure("opportunities", measure=median, by=refs("owner.name")) == [
        ("Otto Berg", 3),
        ("Otto Berg", 2),
    ]


def test_groups_of_what_is_no_name_are_by_value(store):
    store.add("deal_roles", *({"id": n, "role": role} for n, role in enumerate(("champion", "legal", "champion"), 1)))
    assert store.figure("deal_roles", measure=COUNT, by=refs("role")) == [("champion", 2), ("legal", 1)]


def test_groups_without_a_value_are_shown_or_left_out(company):
    by = refs("industry")
    assert company.figure("accounts", measure=COUNT, by=by) == [(None, 1), ("Energy", 1), ("Logistics", 1)]
    found = company.figure("accounts", measure=COUNT, by=by, skip_empty_groups=True)
    assert found == [("Energy", 1), ("Logistics", 1)]


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("year", ["2025", "2026"]),
        ("quarter", ["2025-Q4", "2026-Q1", "2026-Q4"]),
        ("month", ["2025-12", "2026-01", "2026-03", "2026-12"]),
    ],
)
@pytest.mark.parametrize("field", ["close_date", "created_at", "go_live"])
def test_dates_are_grouped_by_calendar_units(store, unit, names, field):
    store.custom("opportunities", go_live="date")
    for number, day in enumerate(("2025-12-31", "2026-01-01", "2026-03-31", "2026-12-01"), 1):
        row = {"id": number, "name": "x", "close_date": D.fromisoformat(day), "created_at": at(day)}
        store.add("opportunities", {**row, "custom": {"go_live": day}})
    found = store.figure("opportunities", measure=COUNT, by=(Bucket(ref(field), unit),))
    assert [name for name, _ in found] == names
    assert sum(count for _, count in found) == 4


@pytest.mark.parametrize(
    ("values", "middle"), [([1], 1), ([1, 9], 5), ([9, 1, 2], 2), ([4, 1, 100, 2], 3), ([None, 7], 7)]
)
def test_the_median_is_the_middle_or_the_mean_of_both(store, values, middle):
    store.add("accounts", *({"id": n, "name": "x", "employees": value} for n, value in enumerate(values, 1)))
    assert store.figure("accounts", measure=Measure("median", "middle", ref("employees"))) == [(middle,)]


def test_a_median_is_a_query_of_its_own(company):
    with pytest.raises(ValueError, match="median"):
        company.figure("accounts", measure=(COUNT, Measure("median", "middle", ref("employees"))))


def test_medians_of_amounts_are_kept_apart_by_currency_and_can_be_ordered(company):
    measure = Measure("median", "middle", AMOUNT)
    assert company.figure("opportunities", measure=measure) == [("EUR", 20.0), ("USD", 30.0)]
    found = company.figure("opportunities", measure=measure, order=(Order(True, measure=0),), limit=1)
    assert found == [("USD", 30.0)]


def test_a_share_counts_rows_without_a_value_as_not_fulfilling(company):
    share = Measure("share", "won", of=(Compare(ref("status"), "eq", ("won",)),))
    assert company.figure("opportunities", measure=share) == [(0.4,)]
    related = Measure("share", "with deals", of=(Related("opportunities", ()),))
    assert company.figure("accounts", measure=related)[0][0] == pytest.approx(2 / 3)
    assert company.figure("accounts", Among((), ()), measure=related) == [(None,)]


def test_a_ratio_is_of_sums_over_rows_that_have_both_and_no_zero_below(company):
    company.add("accounts", {"id": 4, "name": "X", "employees": 300, "revenue": 200})
    company.add("accounts", {"id": 5, "name": "Y", "employees": 7, "revenue": None})
    ratio = Measure("avg", "revenue per head", ref("revenue"), per=ref("employees"))
    assert company.figure("accounts", measure=ratio) == [(3.0,)]
    assert company.figure("accounts", Among((), (2,)), measure=ratio) == []


@pytest.mark.parametrize(("function", "value"), [("sum", 100), ("avg", 50), ("min", 0), ("max", 100)])
def test_what_is_missing_has_no_part_in_a_figure(company, function, value):
    assert company.figure("accounts", measure=Measure(function, "x", ref("employees"))) == [(value,)]


def test_a_count_of_a_field_leaves_out_rows_without_it(company):
    assert company.figure("opportunities", measure=Measure("count", "with owner", ref("owner.name"))) == [(4,)]
    assert company.figure("opportunities", measure=Measure("count", "with amount", AMOUNT)) == [(4,)]


def test_the_earliest_and_latest_keep_their_type(dated):
    for field in ("close_date", "go_live"):
        found = dated.figure("opportunities", measure=Measure("max", "latest", ref(field)))
        assert found == [(D(2026, 3, 1),)]
    assert dated.figure("opportunities", measure=Measure("min", "first", ref("created_at"))) == [(at("2026-01-01"),)]


def test_figures_are_held_against_a_bound_ordered_and_cut(company):
    found = company.ask(
        "opportunities",
        measures=(COUNT,),
        group_by=refs("account.name"),
        having=(Having(0, "ge", 2),),
        order=(Order(True, ref("account.name")),),
        limit=1,
    )
    assert (found.rows, found.total) == ((('O\'Brien "& Sons"', 2),), 2)


def test_an_order_by_a_field_that_is_no_group_is_of_no_matter(company):
    assert company.figure("opportunities", measure=COUNT, order=(Order(True, AMOUNT),)) == [(5,)]


def test_a_figure_over_nothing_is_none_and_a_count_is_zero(company):
    none = Compare(ref("name"), "eq", ("nobody",))
    assert company.figure("accounts", none, measure=COUNT) == [(0,)]
    assert company.figure("accounts", none, measure=Measure("avg", "x", ref("employees"))) == [(None,)]
    assert company.ask("accounts", none, measures=(COUNT,)).evidence[0].span == "number: 0 (over 0 accounts)"


def test_a_figure_names_the_systems_it_was_computed_from_and_how_old_they_are(company):
    newer = {"source_system": "hubspot", "source_id": "h1", "as_of": at("2026-11-21")}
    company.add("accounts", {"id": 9, "name": "H", **newer})
    evidence = company.ask("accounts", measures=(COUNT,)).evidence[0]
    assert evidence.source == "crm, hubspot: computed over 4 accounts"
    assert evidence.as_of == at("2026-11-21")


def test_figures_are_plain_numbers(company):
    for measure in (Measure("avg", "x", ref("revenue")), Measure("sum", "x", ref("employees"))):
        for row in company.figure("accounts", measure=measure):
            assert not any(isinstance(value, Decimal) for value in row)


# --- as JSON ----------------------------------------------------------------------------------------------------------

REFS = st.builds(FieldRef, st.lists(st.sampled_from(["account", "owner"]), max_size=2).map(tuple), st.text(max_size=8))
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
VALUES = st.one_of(
    st.text(max_size=12),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    DATES,
    st.datetimes(timezones=st.just(dt.UTC)),
)
SIMPLE = st.one_of(
    st.builds(Compare, REFS, st.sampled_from(["eq", "ne", "gt"]), st.lists(VALUES, max_size=3).map(tuple)),
    st.builds(During, REFS, DATES | st.none(), DATES | st.none()),
    st.builds(Among, st.just(("account",)), st.lists(st.integers(), max_size=3).map(tuple)),
)
CONDITIONS = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.builds(AnyOf, st.lists(inner, max_size=2).map(tuple)),
        st.builds(
            Related, st.text(max_size=5), st.lists(inner, max_size=2).map(tuple), st.just("ge"), st.integers(0, 9)
        ),
    ),
    max_leaves=4,
)
MEASURES = st.builds(
    Measure, st.sampled_from(["count", "sum", "share"]), st.text(max_size=8), REFS | st.none(), REFS | st.none(),
    st.lists(CONDITIONS, max_size=1).map(tuple),
)  # fmt: skip


def tuples(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


QUERIES = st.builds(
    RecordQuery,
    st.text(max_size=8),
    tuples(CONDITIONS),
    tuples(REFS),
    tuples(MEASURES),
    tuples(REFS | st.builds(Bucket, REFS, st.sampled_from(["year", "month"]))),
    tuples(st.builds(Having, st.integers(0, 3), st.just("ge"), st.floats(allow_nan=False, allow_infinity=False))),
    tuples(st.builds(Order, st.booleans(), REFS | st.none(), REFS | st.none(), st.integers(0, 3) | st.none())),
    st.integers(1, 100) | st.none(),
    st.text(max_size=8) | st.none(),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(QUERIES)
def test_a_query_comes_back_from_json_as_it_was(query):
    assert from_json(json.loads(json.dumps(to_json(query)))) == query


# --- how rows are found -----------------------------------------------------------------------------------------------


def way(store, base, *where, **more):
    """The steps by which SQLite finds the rows of a question."""
    result = store.ask(base, *where, **more)
    with store.database.read() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {result.sql}")]


@pytest.mark.parametrize("labels", [("everyone",), ("everyone", "team:North")])
def test_deals_of_every_account_are_found_by_their_account_whatever_is_asked_of_them(company, labels):
    for condition in (Compare(ref("status"), "eq", ("open",)), Among(("owner",), (3,))):
        steps = way(company, "accounts", Related("opportunities", (condition,)), select=refs("name"), labels=labels)
        assert any("opportunities" in step and "account_id=?" in step for step in steps), steps


@pytest.mark.parametrize("base", ["activities", "support_cases", "deal_roles", "contacts"])
def test_which_parents_of_rows_are_hidden_is_read_off_indexes(company, base):
    steps = way(company, base, measures=(COUNT,))
    assert [
        step for step in steps if step.startswith("SCAN") and base not in step and "COVERING INDEX" not in step
    ] == []


def test_the_channel_of_an_activity_is_looked_at_before_its_row_is_read(company):
    when = During(ref("occurred_at"), D(2026, 1, 1), D(2026, 12, 1))
    steps = way(company, "activities", when, Compare(ref("channel"), "eq", ("call",)), measures=(COUNT,))
    assert any("ix_activities_occurred_at_channel_account_id (occurred_at>? AND occurred_at<?)" in one for one in steps)
