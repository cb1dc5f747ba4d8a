"""Clauses that ask for the most or the least: `top 5 accounts by revenue`, `largest open deal`."""

from __future__ import annotations

import datetime as dt

from skills.ask.mentions import Mention
from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.dates import is_closed
from skills.ask.reading.fields import best_path, nearest, numeric_fields, path_to
from skills.ask.reading.figures import Figure, count_of, metric_figure, ratio_of
from skills.ask.reading.nouns import head_noun, is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.vocabulary import SMALL_NUMBERS, Superlative
from storage.catalog import ENTITIES, FieldRef
from storage.query import Compare, Condition, During, Measure, Order, RecordQuery


def ranking_step(reading: Reading) -> RecordStep | None:
    """`top 5 accounts by revenue`, `which rep has the most open deals`, `largest open deal`."""
    mention = next(iter(reading.free("superlative")), None)
    order = reading.tagged.marker("order")
    if mention is None and order is None:
        return None
    superlative: Superlative = mention.meaning if mention is not None else Superlative(True)
    start = mention or order
    assert start is not None
    if start is mention and start.length == 1 and "when" in superlative.about and _not_ranking(reading, start):
        return None
    head = _head(reading, start) or _outcome_head(reading)
    if head is None:
        return None
    limit = superlative.limit or _number_before(reading, head) or _default_limit(reading, head, start)
    head_table = table_of(head)
    figure = _ranked_figure(reading, start, superlative, head)
    if isinstance(figure, Figure):
        reading.take(mention, order)
        _take_head(reading, head)
        return _grouped_ranking(reading, figure, head, superlative, limit)
    if head_table is None or not reading.filled(head_table):
        return None
    ordering = figure or order_by_about(reading, superlative, head_table)
    if ordering is None and head.kind == "value":  # "event" is a kind of campaign where something costs
        tables = [value.table for value in head.meaning if ENTITIES[value.table].measure]
        head_table = next((one for one in tables if reading.filled(one, note=False)), head_table)
        ordering = order_by_about(reading, superlative, head_table)
        reading.taken.discard(id(head))
        reading.clause.used -= set(range(head.first, head.last))
        head = Mention(head.first, head.first, "noun", head_table)
    if ordering is None or ("ahead" in superlative.about and head_table not in _COMING):
        return None
    reading.take(mention, order)
    _take_head(reading, head)
    where = conditions_on(reading, head_table)
    if "ahead" in superlative.about and ordering.field is not None:
        where = _still_ahead(reading, head_table, ordering.field, where)
    if not any(isinstance(one, Compare) and one.ref == ordering.field for one in where) and ordering.field:
        where.append(Compare(ordering.field, "filled"))
    select = columns(reading, head_table, extra=[ordering.field] if ordering.field else [])
    if ordering.per is not None:
        select = columns(reading, head_table, extra=[ordering.field, ordering.per] if ordering.field else [])
    query = RecordQuery(head_table, tuple(where), select=select, order=(ordering,), limit=limit)
    return RecordStep(query, "ranking", reading.about())


_COMING = ("activities", "opportunities", "contracts", "campaigns")


def _still_ahead(reading: Reading, table: str, field: FieldRef, where: list[Condition]) -> list[Condition]:
    """`the next meeting with Halden`: the first of those to come; of deals the first that is open."""
    today = reading.clause.today
    kept = [one for one in where if not (isinstance(one, During) and one.ref == field and one.start is None)]
    if not any(isinstance(one, During) and one.ref == field for one in kept):
        start = today + dt.timedelta(days=1) if table == "activities" else today
        kept.append(During(field, start, None))
    if table == "opportunities" and not any(isinstance(one, Compare) and one.ref.name == "status" for one in kept):
        kept.append(Compare(FieldRef((), "status"), "eq", ("open",)))
    return kept


def _outcome_head(reading: Reading) -> Mention | None:
    """`our latest 3 wins`: deals, though only their outcome is said."""
    outcome = next((one for one in reading.free("value") if is_outcome(one)), None)
    return Mention(outcome.first, outcome.first, "noun", "opportunities") if outcome is not None else None


def _number_before(reading: Reading, head: Mention) -> int | None:
    """`which 4 accounts did we meet most`."""
    word = reading.tagged.tokens[head.first - 1].key if head.first else ""
    number = int(word) if word.isdigit() else SMALL_NUMBERS.get(word)
    if number is None or not 0 < number <= 200:
        return None
    reading.clause.used.add(head.first - 1)
    return number


def _not_ranking(reading: Reading, mention: Mention) -> bool:
    """`latest` alone ("what's the latest on X") asks for news, not for a ranking."""
    return head_noun(reading, after=mention.first) is None


def _head(reading: Reading, start: Mention) -> Mention | None:
    """What is ranked: the noun (or text field: "industries") after "which", before "with the most", or after."""
    head = _head_at(reading, start)
    if head is None:
        numeric = numeric_fields(reading, reading.free("attribute"))
        return Mention(0, 0, "noun", nearest(reading, numeric)[1].table) if numeric else None
    if head.kind in ("attribute", "value"):
        return next((one for one in reading.same_span(head) if one.kind == "noun"), head)
    return head


def _head_at(reading: Reading, start: Mention) -> Mention | None:
    which = reading.tagged.marker("which", "what")
    if which is not None and which.first < start.first:
        first = next((one for one in reading.free() if which.last <= one.first < start.first and _rankable(one)), None)
        if first is not None:
            return first
    before = [one for one in reading.free() if one.last <= start.first and _rankable(one)]
    after = [one for one in reading.free() if one.first >= start.last and _rankable(one)]
    if reading.tagged.marker("who"):  # "who left the most voicemails": one thing, said around the word
        before = [one for one in before if one.kind != "value" or all(one.meaning != two.meaning for two in after)]
    with_marker = any(
        one.kind == "marker" and one.meaning in ("with", "by", "order") and one.last <= start.first
        for one in reading.tagged.mentions
    )
    if before and (with_marker or reading.tagged.marker("who") or not after or start.kind == "marker"):
        return before[0]
    numeric = numeric_fields(reading, reading.free("attribute"))
    if reading.tagged.marker("who") and not before and numeric and start.kind == "superlative":
        return Mention(0, 0, "noun", nearest(reading, numeric)[1].table)
    if reading.tagged.marker("who") and not before and start.kind == "superlative" and not start.meaning.about:
        return Mention(0, 0, "noun", "people")
    return after[0] if after else None


def _rankable(mention: Mention) -> bool:
    if is_noun(mention):
        return True
    return mention.kind == "attribute" and mention.meaning.field.type in ("text", "boolean")


def _default_limit(reading: Reading, head: Mention, start: Mention) -> int | None:
    if any(token.key in ("split", "ranking", "ranked", "rank", "breakdown") for token in reading.tagged.tokens):
        return None
    word = reading.tagged.tokens[head.last - 1] if head.last else None
    plural = word is not None and word.key != word.stem
    if start.kind == "marker":
        return None
    if plural:
        return 5 if reading.tagged.tokens[start.first].key in ("top", "bottom", "best", "worst") else 10
    return 1


def _ranked_figure(reading: Reading, start: Mention, superlative: Superlative, head: Mention) -> Figure | Order | None:
    """What the ranking goes by: an order of the head's own rows, or a figure of rows that belong to the head."""
    by = next(
        (
            one
            for one in reading.tagged.mentions
            if one.kind == "marker" and one.meaning in ("by", "order", "with") and one.first >= head.last
        ),
        None,
    )
    from_place = by.last if by is not None and by.first >= start.last else start.last
    down = superlative.descending
    head_table = table_of(head)
    ratio = ratio_of(reading)
    if ratio is not None:
        upper, lower = ratio
        if by is not None:
            reading.take(by)
        if head_table == upper.table and not reading.free("aggregate"):
            return Order(down, upper.ref, path_to(reading, upper.table, lower))
        return Figure(upper.table, Measure("sum", f"{upper.label} per {lower.label}", upper.ref, per=lower.ref))
    _take_head(reading, head)
    aggregate = next((one for one in reading.free("aggregate")), None)
    metric = next((one for one in reading.free("metric") if reading.filled(one.meaning.base, note=False)), None)
    attribute = next(
        (
            one
            for one in numeric_fields(reading, reading.free("attribute"))
            if one[0].first >= from_place and one[0] is not head
        ),
        None,
    )
    if attribute is None and not superlative.about:
        elsewhere = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0] is not head]
        attribute = elsewhere[0] if elsewhere and reading.tagged.marker("howmany") is None else None
    anywhere = "when" in superlative.about and superlative.limit is None
    dates = [
        one
        for one in reading.free("attribute")
        if (one.first >= from_place or anywhere)
        and one.meaning.field.type in ("date", "moment")
        and not one.meaning.ref.steps
    ]
    nouns = [
        one
        for one in reading.free()
        if one.first >= from_place and one is not head and is_noun(one) and table_of(one) != head_table
    ]
    if not nouns and attribute is None and not superlative.about:
        nouns = [one for one in reading.free() if one is not head and is_noun(one) and table_of(one) != head_table]
    longer = attribute is not None and metric is not None and attribute[0].length > metric.length
    if metric is not None and not longer and head_table != metric.meaning.base:
        reading.take(by)
        return metric_figure(reading)
    if attribute is not None and (not nouns or attribute[0].first <= nouns[0].first):
        same = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0].first == attribute[0].first]
        if head_table is not None:
            same.sort(key=lambda one: (one[1].table != head_table, list(ENTITIES).index(one[1].table)))
        else:
            same.sort(key=lambda one: one[1].table != _owner_table(head))
        mention, chosen = same[0]
        reading.take(by, mention, *reading.same_span(mention))
        if chosen.table == head_table and aggregate is None:
            return Order(down, chosen.ref)
        function = aggregate.meaning if aggregate is not None else "sum"
        reading.take(aggregate)
        label = {"avg": "average", "sum": "total", "median": "median"}[function] + f" {chosen.label}"
        return Figure(chosen.table, Measure(function, label, chosen.ref))
    if dates and head_table is not None:
        own = [one for one in dates if one.meaning.table == head_table]
        if own:
            reading.take(by, own[0], *reading.same_span(own[0]))
            return Order(down, own[0].meaning.ref)
    if nouns:
        table = table_of(nouns[0])
        assert table is not None
        if reading.filled(table) and (head_table is None or reading.catalog.path(table, head_table) is not None):
            counted = reading.tagged.marker("howmany")
            reading.take(by, counted, nouns[0] if nouns[0].kind == "noun" else None)
            return count_of(table)
    return None


def _take_head(reading: Reading, head: Mention) -> None:
    """What is ranked is spoken for, unless it is a value ("last meeting"): that is a condition as well."""
    reading.take(head if head.last and head.kind != "value" else None)


def _owner_table(head: Mention) -> str:
    return str(head.meaning.table) if head.kind == "attribute" else str(head.meaning)


def order_by_about(reading: Reading, superlative: Superlative, table: str) -> Order | None:
    entity = ENTITIES[table]
    down = superlative.descending
    if "age" in superlative.about:
        for name in ("created_at", "opened_at", "start_date", entity.when):
            if name and (table, name) in reading.catalog.fields:
                return Order(down, FieldRef((), name))
    if "when" in superlative.about:
        if table == "accounts":
            return Order(down, FieldRef((), "founded"))
        return Order(down, FieldRef((), entity.when)) if entity.when else None
    if "price" in superlative.about:
        name = "price" if (table, "price") in reading.catalog.fields else entity.measure
        return Order(down, FieldRef((), name)) if name else None
    return Order(down, FieldRef((), entity.measure)) if entity.measure else None


def _grouped_ranking(
    reading: Reading, figure: Figure, head: Mention, superlative: Superlative, limit: int | None
) -> RecordStep | None:
    reading.looks_back = is_closed(figure.where)
    group = _group_for(reading, figure.base, head)
    if group is None:
        return None
    where = [*figure.where, *conditions_on(reading, figure.base, figure.when)]
    query = RecordQuery(
        figure.base,
        tuple(where),
        measures=(figure.measure,),
        group_by=(group,),
        order=(Order(superlative.descending, measure=0),),
        limit=limit,
        metric=figure.metric,
        skip_empty_groups=True,
    )
    return RecordStep(query, "ranking", reading.about())


def _group_for(reading: Reading, base: str, head: Mention) -> FieldRef | None:
    if head.kind == "attribute":
        options = [head.meaning, *(one.meaning for one in reading.same_span(head) if one.kind == "attribute")]
        return best_path(reading, base, options)
    table = table_of(head)
    if table is None:
        return None
    way = reading.catalog.path(base, table)
    return FieldRef(way, ENTITIES[table].title) if way is not None else None
