"""What a ranking goes by: a field of the rows themselves, or a figure of rows that belong to them."""

from __future__ import annotations

from dataclasses import replace

from skills.ask.reading.fields import added_field, numeric_fields, path_to
from skills.ask.reading.figure import Figure, count_of
from skills.ask.reading.figures import FUNCTIONS, function_of, metric_figure, ratio_of, won_revenue
from skills.ask.reading.grouping import MEETS
from skills.ask.reading.nouns import is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import COMES_UP, NOT_ADDED, Superlative
from storage.catalog import ENTITIES, Attribute, FieldRef
from storage.names import name_words
from storage.query import Measure, Order


def ranked_figure(reading: Reading, start: Mention, superlative: Superlative, head: Mention) -> Figure | Order | None:
    """What the ranking goes by: an order of the head's own rows, or a figure of rows that belong to the head."""
    by = next(
        (
            one
            for one in reading.tagged.mentions
            if one.kind == "marker" and one.meaning in ("by", "order", "with") and one.first >= head.last
        ),
        None,
    )
    done = [one for one in reading.free() if table_of(one) == "activities" and one.first >= start.last]
    if by is not None and by.meaning == "with" and any(one.last <= by.first for one in done):
        by = None  # "the most meetings with customers": the meetings are counted
    headcount = _headcount(reading, superlative, head)
    if headcount is not None:
        reading.take(by)
        return headcount
    from_place = by.last if by is not None and by.first >= start.last else start.last
    down = of_measure(superlative).descending
    head_table = table_of(head)
    ratio = ratio_of(reading)
    if ratio is not None:
        upper, lower = ratio
        if by is not None:
            reading.take(by)
        if head_table == upper.table and not reading.free("aggregate"):
            return Order(down, upper.ref, path_to(reading, upper.table, lower))
        return Figure(upper.table, Measure("sum", f"{upper.label} per {lower.label}", upper.ref, per=lower.ref))
    take_head(reading, head)
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
        and one.meaning.field.type in ("date", "moment", *(("year",) if "when" in superlative.about else ()))
        and not one.meaning.ref.steps
        and (_of_time(superlative) or one.first in (start.last, by.last if by is not None else -1))
    ]  # "the biggest deal closing this month" is the biggest, not the one that closes last
    nouns = [
        one
        for one in reading.free()
        if one.first >= from_place and one is not head and is_noun(one) and table_of(one) != head_table
    ]
    if not nouns and attribute is None and not superlative.about:
        nouns = [one for one in reading.free() if is_noun(one) and table_of(one) != head_table]
        nouns = [one for one in nouns if one.first != head.first]
    if _only_with_them(superlative, start, head, by):
        nouns = []
    nouns = [one for one in nouns if not _lacking(reading, head, one)]
    nouns.sort(key=lambda one: (one.first, one.kind != "noun"))  # "opportunities" are deals before they are accounts
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
        function = function_of(aggregate, chosen) if aggregate is not None else _put_together(chosen)
        reading.take(aggregate)
        return Figure(chosen.table, Measure(function, f"{FUNCTIONS[function]} {chosen.label}", chosen.ref))
    if dates and head_table is not None:
        own = [one for one in dates if one.meaning.table == head_table]
        if own:
            reading.take(by, own[0], *reading.same_span(own[0]))
            return Order(superlative.descending, own[0].meaning.ref)
    if nouns:
        table = table_of(nouns[0])
        assert table is not None
        judged = reading.tagged.tokens[start.last - 1].key in _JUDGED and nouns[0].first == start.last
        if judged and table in _PERSONS:
            return None  # "our strongest champion": who among them, which no count of them tells
        if reading.filled(table) and (head_table is None or reading.catalog.path(table, head_table) is not None):
            counted = reading.tagged.marker("howmany")
            reading.take(by, counted, nouns[0] if nouns[0].kind == "noun" else None)
            return count_of(table)
    return _won_most(reading, superlative) or _most_in_state(reading, start, superlative, head_table)


_JUDGED = frozenset("best worst strongest weakest greatest".split())
_PERSONS = frozenset({"contacts", "deal_roles", "people"})


def _of_time(superlative: Superlative) -> bool:
    """`the newest`, `the first`, but not `the biggest`."""
    return bool(superlative.about) and "size" not in superlative.about


def _put_together(attribute: Attribute) -> str:
    """How a field's values of several rows are one: scores and rates make no sum; of signals the strongest counts."""
    if attribute.table == "intent_signals":
        return "max"
    return "avg" if NOT_ADDED & set(attribute.label.casefold().split()) else "sum"


def _only_with_them(superlative: Superlative, start: Mention, head: Mention, by: Mention | None) -> bool:
    """`biggest accounts without an open deal`: the accounts are the biggest; deals only say which of them."""
    before = start.last <= head.first or not head.last
    return bool(superlative.about) and before and (by is None or by.meaning == "with")


def _lacking(reading: Reading, head: Mention, noun: Mention) -> bool:
    """`top 10 customers without a renewal`: what they lack is not what they have the most of."""
    return any(
        one.meaning in ("without", "nobody", "not") and head.last <= one.first < noun.first
        for one in reading.tagged.of("marker")
    )


def _most_in_state(reading: Reading, start: Mention, superlative: Superlative, head: str | None) -> Figure | None:
    """`which campaign got the most responses`: the rows of another table that are in a state."""
    told = [one for one in reading.free("value") if start.last == one.first or start.first == one.last]
    told = [] if superlative.about else told
    tables = [{value.table for value in one.meaning if value.field == "status"} - {head} for one in told]
    table = next((next(iter(one)) for one in tables if len(one) == 1), None)
    if table is None or head is None or not reading.catalog.path(table, head) or not reading.filled(table):
        return None
    return count_of(table)


def _headcount(reading: Reading, superlative: Superlative, head: Mention) -> Order | None:
    """`the smallest customer in terms of people`: by who works there, not by who is known there."""
    if "size" not in superlative.about or table_of(head) != "accounts":
        return None
    if ("accounts", "employees") not in reading.catalog.fields:
        return None
    tokens = reading.tagged.tokens
    said = [
        place
        for place, token in enumerate(tokens)
        if token.key in _HEADS and place and tokens[place - 1].key in ("by", "of", "in")
    ]
    if not said:
        return None
    reading.clause.used |= set(said)
    reading.take(*[one for one in reading.tagged.mentions if one.first in said])
    return Order(superlative.descending, FieldRef((), "employees"))


_HEADS = frozenset("people heads persons folks".split())


def commonest(reading: Reading, start: Mention, superlative: Superlative, head: Mention) -> Figure | None:
    """`the most common loss reason`, `top 3 industries`, `which competitor do we lose to most`: a field's value by how
    many rows have it."""
    if head.kind != "attribute" or head.meaning.field.type != "text":
        return None
    keys = {token.key for token in reading.tagged.tokens}
    lost = _lost(reading) and head.meaning.table == "opportunities"
    met = any(reading.tagged.tokens[at].key in MEETS for at in reading.clause.used)
    top = reading.tagged.tokens[start.first].key in ("top", "main") and head.first == start.last
    if not (lost or met or top or "often" in superlative.about or keys & COMES_UP):
        return None
    reading.clause.used |= {place for place, token in enumerate(reading.tagged.tokens) if token.key in COMES_UP}
    nouns = [one for one in reading.free() if is_noun(one) and one is not head]
    tables = [str(table_of(one)) for one in nouns]
    base = next((one for one in tables if reading.catalog.path(one, head.meaning.table) is not None), None)
    base = base or str(head.meaning.table)
    return count_of(base) if reading.filled(base) else None


def _lost(reading: Reading) -> bool:
    return any(is_outcome(one) and {value.value for value in one.meaning} == {"lost"} for one in reading.free("value"))


def _won_most(reading: Reading, superlative: Superlative) -> Figure | None:
    """`which team won the most this year`: the most money; `which product do we lose most with`: the most deals."""
    if _lost(reading) and not superlative.about and reading.filled("opportunities"):
        return count_of("opportunities")
    won = [
        one for one in reading.free("value") if is_outcome(one) and {value.value for value in one.meaning} == {"won"}
    ]
    sold = [place for place, token in enumerate(reading.tagged.tokens) if token.key in ("sell", "sells", "sold")]
    if not (won or sold) or superlative.about or not reading.filled("opportunities"):
        return None
    reading.take(*won[:1])
    reading.clause.used |= set(sold)  # "which product do we sell most"
    return won_revenue()


def as_often(reading: Reading, figure: Figure) -> Figure:
    """`which product have we sold most often`: the deals that were won are counted, not added."""
    said = enumerate(reading.tagged.tokens)  # "most often" is put as "the most"
    times = {place for place, token in said if _TIMES.intersection(token.heard or (token.key,))}
    if figure.metric != won_revenue().metric or not times:
        return figure
    reading.clause.used |= times
    reading.take(*[one for one in reading.free("superlative") if one.first in times])
    return replace(figure, measure=count_of("opportunities").measure, metric=None)


_TIMES = frozenset("often frequently times".split())
"""What tells of "most" that deals are counted and not added: "which product have we sold most often"."""


def of_measure(superlative: Superlative) -> Superlative:
    """The longest has the earliest beginning, but the most days."""
    return replace(superlative, descending=not superlative.descending) if "age" in superlative.about else superlative


def take_head(reading: Reading, head: Mention) -> None:
    """What is ranked is spoken for, unless it is a value ("last meeting"): that is a condition as well."""
    reading.take(head if head.last and head.kind != "value" else None)


def _owner_table(head: Mention) -> str:
    return str(head.meaning.table) if head.kind == "attribute" else str(head.meaning)


def order_by_about(reading: Reading, superlative: Superlative, table: str) -> Order | None:
    """What "newest", "longest", "most expensive" order rows of a table by; None where no field says."""
    entity = ENTITIES[table]
    down = superlative.descending
    if "cycle" in superlative.about:
        return None  # "the slowest account": nothing says what is slow
    if "age" in superlative.about and table in _LASTING:
        lasts = _how_long(reading, table)
        if lasts is not None or table == "activities":
            return Order(not down, lasts) if lasts is not None else None
    if "age" in superlative.about:
        for name in ("created_at", "opened_at", "start_date", entity.when):
            if name and (table, name) in reading.catalog.fields:
                return Order(down, FieldRef((), name))
        return Order(down, FieldRef((), "founded")) if table == "accounts" else None
    if "when" in superlative.about:
        return Order(down, FieldRef((), name)) if (name := _when(reading, table)) else None
    if "price" in superlative.about:
        name = "price" if (table, "price") in reading.catalog.fields else entity.measure
        return Order(down, FieldRef((), name)) if name else None
    return Order(down, FieldRef((), entity.measure)) if entity.measure else None


_LASTING = ("activities", "contracts", "campaigns")


def _how_long(reading: Reading, table: str) -> FieldRef | None:
    """The number that says how long rows last, where the CRM has one: "Duration (min)", "term months"."""
    return next(
        (
            FieldRef((), name)
            for (owner, name), field in reading.catalog.fields.items()
            if owner == table and field.type in ("integer", "number") and _LENGTHS & set(name_words(field.label))
        ),
        None,
    )


_LENGTHS = frozenset("duration length minutes term dauer laufzeit duree".split())


def _when(reading: Reading, table: str) -> str | None:
    """The date that "oldest" and "latest" mean: of a deal that ended when it did, of another when it came to be."""
    if table == "accounts":
        added = added_field(reading, table)
        new = any(token.key in _NEW for token in reading.tagged.tokens)
        return added.name if new and added is not None else None if new else "founded"
    if table == "opportunities":
        ended = any(is_outcome(one) and _ended(one) for one in reading.tagged.of("value"))
        soon = any(token.key in _SOON for token in reading.tagged.tokens)
        return "close_date" if ended or soon else "created_at"
    return {"contracts": "start_date"}.get(table, ENTITIES[table].when)


_NEW = frozenset("newest latest recent last".split())
_SOON = frozenset("soonest nearest earliest next close closing closes due".split())


def _ended(mention: Mention) -> bool:
    return all(value.value != "open" for value in mention.meaning if value.table == "opportunities")
