"""Plans as data, and the certified metrics they lean on."""

import datetime as dt
import json
import sys
from types import ModuleType

import pytest
from sqlalchemy import insert

from skills.ask.plan import NoteSearch, Plan, RecordStep, plan_from_json
from storage import metrics
from storage.audience import register_labels
from storage.catalog import FieldRef, load_catalog
from storage.database import Database
from storage.metrics import Metric, all_metrics
from storage.query import Compare, During, Measure, RecordQuery, run
from storage.tables import IMPORTED, Base

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
PERIOD = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
DEALS = [
    # status, type, qualified, amount, created, closed
    ("open", "new", True, 100, "2026-01-01", "2026-12-01"),
    ("open", "new", False, 70, "2026-01-01", "2026-12-01"),
    ("open", "renewal", True, 50, "2026-01-01", "2026-12-01"),
    ("open", "expansion", True, 7, "2026-01-01", "2027-02-01"),
    ("won", "new", True, 10, "2026-01-01", "2026-01-31"),
    ("won", "renewal", True, 30, "2026-01-01", "2026-01-11"),
    ("won", "expansion", True, 5, "2025-01-01", "2025-03-12"),
    ("lost", "new", True, 8, "2026-01-01", "2026-05-01"),
    ("lost", None, True, 8, "2026-01-01", "2026-05-01"),
    ("lost", "renewal", True, 8, "2026-01-01", "2026-05-01"),
    (None, "new", True, 900, "2026-01-01", "2026-05-01"),
]
EXPECTED = {
    # over all time, and closed in 2026
    "open pipeline": (107, 100),
    "won revenue": (45, 40),
    "average deal size": (15, 20),
    "win rate": (2 / 4, 1 / 3),
    "median sales cycle": (30, 20),
}


@pytest.fixture(scope="module")
def connection():
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.write() as made:
        register_labels(made, {"everyone"})
        for number, (status, kind, qualified, amount, created, closed) in enumerate(DEALS, 1):
            row = {"source_system": "crm", "source_id": str(number), "as_of": NOW, "name": f"D{number}", "custom": {}}
            dates = {"created_at": dt.datetime.fromisoformat(created).replace(tzinfo=dt.UTC)}
            deal = {"status": status, "type": kind, "qualified": qualified, "amount": amount, "currency": "USD"}
            closing = {"close_date": dt.date.fromisoformat(closed)}
            made.execute(insert(IMPORTED["opportunities"]).values(**row, **dates, **deal, **closing))
        yield made
    database.close()


def value_of(connection, metric, *where):
    query = RecordQuery(metric.base, (*metric.where, *where), measures=(metric.measure,), metric=metric.name)
    result = run(connection, load_catalog(connection), ("everyone",), query, NOW)
    assert result.evidence[0].kind == "metric"
    assert metric.name in result.evidence[0].source
    ((value,),) = result.rows
    return value


OF_DEALS = [metric for metric in all_metrics() if metric.base == "opportunities"]


@pytest.mark.parametrize("metric", OF_DEALS, ids=lambda metric: metric.name)
def test_every_metric_is_what_its_definition_says(connection, metric):
    assert metric.meaning.endswith(".") and metric.source and metric.synonyms
    always, period = EXPECTED[metric.name]
    assert value_of(connection, metric) == pytest.approx(always)
    assert metric.when is not None
    assert value_of(connection, metric, During(metric.when, *PERIOD)) == pytest.approx(period)


@pytest.mark.parametrize("word", ["open pipeline", "pipeline"])
def test_two_metrics_of_one_word_are_refused(monkeypatch, word):
    twin = Metric("twin", (word,), "opportunities", Measure("count", "twin"), (), None, "Twice.", "test")
    named = Metric(word, (), "opportunities", Measure("count", "twin"), (), None, "Twice.", "test")
    for one in (twin, named):
        module = ModuleType("storage.metrics.twins")
        module.METRICS = (one,)
        monkeypatch.setitem(sys.modules, "storage.metrics.twins", module)
        found = [*metrics.pkgutil.iter_modules(metrics.__path__)]
        extra = found[0]._replace(name="twins")
        monkeypatch.setattr(metrics.pkgutil, "iter_modules", lambda path, all=(*found, extra): iter(all))
        all_metrics.cache_clear()
        with pytest.raises(ValueError, match=f"two metrics are called '{word}'"):
            all_metrics()
        monkeypatch.undo()
    all_metrics.cache_clear()


def test_every_word_of_the_metrics_is_one_metrics_alone():
    words = [word for metric in all_metrics() for word in (metric.name, *metric.synonyms)]
    assert len(words) == len(set(words)) and all(word == word.casefold() for word in words)


def test_a_plan_comes_back_from_json_as_it_was():
    status = FieldRef((), "status")
    query = RecordQuery(
        "opportunities",
        (Compare(status, "eq", ("won",)), During(FieldRef((), "close_date"), *PERIOD)),
        measures=(Measure("share", "won", of=(Compare(status, "eq", ("won",)),)),),
        group_by=(FieldRef(("owner",), "name"),),
    )
    notes = NoteSearch("renewal at Halden", ("renewal",), (1, 2), "Halden", names=("dana",), instead=("below",))
    plan = Plan((RecordStep(query, "figure", "Halden"), notes), (("accounts", 1, "Halden"),))
    assert plan_from_json(json.loads(json.dumps(plan.to_json()))) == plan
