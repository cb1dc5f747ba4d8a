"""A plan as JSON and in plain words."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from skills.ask.describe import describe, describe_plan
from skills.ask.plan import NoteSearch, Plan, RecordStep, plan_from_json
from storage.catalog import FieldRef, load_catalog
from storage.database import Database
from storage.query import (
    Among,
    AnyOf,
    Bucket,
    Compare,
    During,
    Having,
    Measure,
    Order,
    RecordQuery,
    Related,
)
from storage.tables import Base

D = dt.date
ROUND = {("accounts", 1): "Talvera Energy", ("people", 2): "Teo Navarro"}


def ref(path):
    *steps, name = path.split(".")
    return FieldRef(tuple(steps), name)


LIST = RecordQuery(
    "accounts",
    where=(
        Compare(ref("employees"), "gt", (500,)),
        AnyOf((Among((), (1,)), Among(("owner",), (2,)))),
        Related("activities", (During(ref("occurred_at"), D(2026, 10, 21), D(2026, 11, 21)),), "eq", 0),
    ),
    select=(ref("name"), ref("industry")),
    order=(Order(True, ref("revenue"), ref("employees")),),
    limit=5,
)
FIGURE = RecordQuery(
    "opportunities",
    where=(Compare(ref("status"), "eq", ("won",)), During(ref("close_date"), D(2026, 1, 1), None)),
    measures=(Measure("sum", "total amount", ref("amount")),),
    group_by=(ref("owner.name"), Bucket(ref("close_date"), "quarter")),
    having=(Having(0, "gt", 1000),),
    order=(Order(True, measure=0),),
)
NOTES = NoteSearch("what about the pilot", ("pilot",), (1,), "Talvera Energy", names=("dana",), instead=("below",))
PLAN = Plan(
    (RecordStep(LIST, "list", "Talvera Energy"), RecordStep(FIGURE, "figure"), NOTES), (("accounts", 1, "Talvera"),)
)


@pytest.fixture(scope="module")
def catalog():
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.read() as connection:
        found = load_catalog(connection)
    database.close()
    return found


@pytest.mark.parametrize("plan", [PLAN, Plan(()), Plan((NOTES,)), Plan((RecordStep(FIGURE, "figure"),))])
def test_a_plan_comes_back_from_its_json_as_it_was(plan):
    assert plan_from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_what_is_no_plan_is_an_empty_one():
    assert plan_from_json({}) == Plan(())


def test_a_list_is_described_in_one_line(catalog):
    line = describe(LIST, catalog, ROUND)
    assert "\n" not in line
    for part in (
        *("employees above 500", "Talvera Energy", "or owner is Teo Navarro", "without activities"),
        *("21 Oct 2026 to 20 Nov 2026", "highest revenue per employees first", "5 at most"),
    ):
        assert part in line, part


def test_a_figure_is_described_with_its_filter_groups_and_bound(catalog):
    line = describe(FIGURE, catalog, ROUND)
    for part in ("otal amount of opportunities", "status is won", "from 1 Jan 2026", "by owner and quarter", "1,000"):
        assert part in line, part


def test_a_name_that_is_not_known_is_not_made_up(catalog):
    assert "account is ?" in describe(RecordQuery("accounts", where=(Among((), (9,)),)), catalog, ROUND)


def test_a_whole_plan_is_one_capitalised_line(catalog):
    line = describe_plan(PLAN, catalog, ROUND)
    assert line[0].isupper()
    assert line.endswith("notes of Talvera Energy on pilot")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Compare(ref("industry"), "empty"), "industry is not stated"),
        (Compare(ref("industry"), "filled"), "industry is stated"),
        (Compare(ref("industry"), "ne", ("Food",)), "industry is not Food"),
        (Compare(ref("industry"), "eq", ("Food", "Energy")), "industry is Food or Energy"),
        (Compare(ref("employees"), "le", (20,)), "employees at most 20"),
        (Compare(ref("employees"), "ge", (1200,)), "employees at least 1,200"),
        (Compare(ref("owner.name"), "contains", ("Teo",)), "owner contains Teo"),
        (Related("contacts", (), "ge", 1), "with contacts"),
        (Related("contacts", (), "eq", 0), "without contacts"),
        (Related("contacts", (), "ge", 3), "at least 3 contacts"),
        (Among(("owner",), (2,)), "owner is Teo Navarro"),
    ],
)
def test_a_condition_is_said_in_plain_words(catalog, condition, said):
    line = describe(RecordQuery("accounts", where=(condition,), select=(ref("name"),)), catalog, ROUND)
    assert line.endswith(f"where {said}")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (D(2026, 1, 1), D(2026, 1, 2), "on 1 Jan 2026"),
        (D(2026, 1, 1), D(2026, 2, 1), "1 Jan 2026 to 31 Jan 2026"),
        (D(2026, 1, 1), None, "from 1 Jan 2026"),
        (None, D(2026, 1, 1), "up to 31 Dec 2025"),
    ],
)
def test_a_time_is_said_with_its_last_day(catalog, start, end, said):
    where = (During(ref("close_date"), start, end),)
    line = describe(RecordQuery("opportunities", where=where, select=(ref("name"),)), catalog, ROUND)
    assert line.endswith(said)
