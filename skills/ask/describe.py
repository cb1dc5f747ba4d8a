"""A query in one plain line: what the bot understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from skills.ask.plan import NoteSearch, Plan
from storage.catalog import ENTITIES, Catalog, FieldRef
from storage.metrics import Metric, all_metrics
from storage.query import Among, AnyOf, Bucket, Compare, Condition, During, Measure, NoneOf, RecordQuery, Related
from storage.wording import say_date, say_number, say_value

_MOST_VALUES_SAID = 8
_MOST_NAMES_SAID = 4

Names = Mapping[tuple[str, int], str]

_SAID = {
    "eq": "is",
    "ne": "is not",
    "lt": "below",
    "le": "at most",
    "gt": "above",
    "ge": "at least",
    "contains": "contains",
    "empty": "is not stated",
    "filled": "is stated",
}


_FUNCTIONS = {"avg": "average", "sum": "total"}


def describe_plan(plan: Plan, catalog: Catalog, names: Names) -> str:
    """One line for all steps, capitalised."""
    parts = []
    for step in plan.steps:
        if isinstance(step, NoteSearch):
            about = f" of {step.about}" if step.about else ""
            topic = f" on {' '.join(step.topic)}" if step.topic else ""
            wants = {"passages": "notes", "newest": "newest note", "count": "number of notes"}[step.wants]
            parts.append(f"{wants}{about}{topic}{written(step)}")
        else:
            parts.append(describe(step.query, catalog, names))
    line = "; ".join(parts)
    return line[:1].upper() + line[1:]


def written(step: NoteSearch) -> str:
    """When the notes were written that are searched, in words."""
    if step.since is None and step.before is None:
        return ""
    return f" written {_span(step.since, step.before)}"


def describe(query: RecordQuery, catalog: Catalog, names: Names) -> str:
    entity = ENTITIES[query.base]
    where = [_condition(catalog, query.base, one, names) for one in query.where]
    if query.metric:
        metric = _metric(query.metric)
        whole = bool(metric.scope) and set(metric.where) <= set(query.where)  # "renewals included" takes one away
        what = f"{metric.name} ({metric.scope})" if whole else metric.name
        where = [one for one, condition in zip(where, query.where, strict=True) if condition not in metric.where]
    elif query.measures:
        what = " and ".join(_measure(query, one, catalog, names) for one in query.measures)
    else:
        known = entity.shows if set(query.select) >= set(entity.shows[:3]) else entity.shows[:1]
        asked = [ref for ref in query.select if ref not in known and ref.name not in ("currency", "left_at")]
        if query.base == "deal_roles":
            asked = []
        shown = dict.fromkeys(_ref(catalog, query.base, ref) for ref in asked)
        what = f"{', '.join(shown)} of {entity.plural}" if shown else entity.plural
    parts = [what]
    if where:
        parts.append("where " + " and ".join(where))
    groups = [one.unit if isinstance(one, Bucket) else _ref(catalog, query.base, one) for one in query.group_by]
    line = " ".join(parts)
    if groups:
        line += f", by {' and '.join(groups)}"
    for having in query.having:
        line += f", {query.measures[having.measure].label} {_SAID[having.op]} {say_number(having.value)}"
    for order in query.order if query.limit or query.measures else ():
        what = query.measures[order.measure].label if order.measure is not None else ""
        if order.field is not None:
            what = _ref(catalog, query.base, order.field)
            if order.per is not None:
                what += f" per {_ref(catalog, query.base, order.per)}"
        line += f", {'highest' if order.descending else 'lowest'} {what} first"
    if query.limit:
        line += f", {query.limit} at most" if query.limit > 1 else ", the first"
    return line


def _metric(name: str) -> Metric:
    return next(one for one in all_metrics() if one.name == name)


def _measure(query: RecordQuery, measure: Measure, catalog: Catalog, names: Names) -> str:
    plural = ENTITIES[query.base].plural
    if measure.function == "count":
        return measure.label if measure.label.startswith("number") else f"number of {plural}"
    if measure.function == "share" and measure.of:
        part = " and ".join(_condition(catalog, query.base, one, names) for one in measure.of)
        among = f"the {_ref(catalog, query.base, measure.field)} of {plural}" if measure.field else plural
        return f"share with {part} among {among}"
    if measure.rows is not None:
        rows = _condition(catalog, query.base, measure.rows, names).removeprefix("with ")
        return (
            f"{_FUNCTIONS.get(measure.function, measure.function)} number of {rows} per {ENTITIES[query.base].singular}"
        )
    return f"{measure.label} of {plural}"


def _ref(catalog: Catalog, base: str, ref: FieldRef) -> str:
    field = catalog.resolve(base, ref)
    table = catalog.table_at(base, ref.steps)
    if ref.name == ENTITIES[table].title:
        return ref.steps[-1] if ref.steps else ENTITIES[base].singular if ref.name == "name" else field.label
    return f"{ref.steps[-1]}'s {field.label}" if ref.steps and ref.steps[-1] != "account" else field.label


def _condition(catalog: Catalog, base: str, condition: Condition, names: Names) -> str:
    if isinstance(condition, AnyOf):
        alternatives = dict.fromkeys(_condition(catalog, base, one, names) for one in condition.conditions)
        return "(" + " or ".join(alternatives) + ")"
    if isinstance(condition, NoneOf):
        denied = [_condition(catalog, base, one, names) for one in condition.conditions]
        denied = [f"without {one.removeprefix('with ')}" if one.startswith("with ") else one for one in denied]
        return " and ".join(
            one
            if one.startswith("without ")
            else one.replace(" is ", " is not ", 1)
            if " is " in one and " or " not in one
            else f"not {one}"
            for one in denied
        )
    if isinstance(condition, Among):
        table = catalog.table_at(base, condition.steps)
        known = [names[table, number] for number in condition.ids if (table, number) in names]
        more = len(condition.ids) - len(known[:_MOST_NAMES_SAID])
        if not known:
            known = ["?" if more == 1 else f"one of {more} {ENTITIES[table].plural}"]
        elif more:
            known = [*known[:_MOST_NAMES_SAID], f"{more} more like these"]
        said = " or ".join(known)
        return f"{condition.steps[-1] if condition.steps else ENTITIES[base].singular} is {said}"
    if isinstance(condition, Related):
        inner = " and ".join(_condition(catalog, condition.table, one, names) for one in condition.where)
        plural = ENTITIES[condition.table].plural
        counts = {("ge", 1): f"with {plural}", ("eq", 0): f"without {plural}"}
        how = counts.get((condition.op, condition.count)) or f"{_SAID[condition.op]} {condition.count} {plural}"
        return f"{how} where {inner}" if inner else how
    label = _ref(catalog, base, condition.ref)
    if isinstance(condition, During):
        return f"{label} {_during(condition)}"
    return _compare(catalog, base, condition, label)


def _compare(catalog: Catalog, base: str, condition: Compare, label: str) -> str:
    kind = catalog.resolve(base, condition.ref).type
    if kind == "boolean" and condition.op == "eq":
        return label if condition.values[0] else f"not {label}"
    if kind == "boolean" and (condition.op, condition.values) == ("ne", (False,)):
        return label
    told = [say_value(value, kind) for value in condition.values]
    if len(told) > _MOST_VALUES_SAID:
        told = [*told[:_MOST_VALUES_SAID], f"{len(told) - _MOST_VALUES_SAID} more like these"]
    values = " or ".join(told)
    return f"{label} {_SAID[condition.op]} {values}".rstrip()


def _during(condition: During) -> str:
    return _span(condition.start, condition.end)


def _span(start: dt.date | None, end: dt.date | None) -> str:
    if start and end:
        last = end - dt.timedelta(days=1)
        return f"{say_date(start)} to {say_date(last)}" if last > start else f"on {say_date(last)}"
    if start:
        return f"from {say_date(start)}"
    assert end is not None
    return f"up to {say_date(end - dt.timedelta(days=1))}"
