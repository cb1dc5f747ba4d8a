"""Clauses that ask for the most or the least: `top 5 accounts by revenue`, `largest open deal`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import NOT_UNDONE, conditions_on
from skills.ask.reading.current import running_contracts
from skills.ask.reading.customers import customers, newest_customers
from skills.ask.reading.cycles import CYCLE, cycle_figure, cycle_order, lasts_unknown, taken_by_won
from skills.ask.reading.dates import is_closed
from skills.ask.reading.fields import MEASURED, best_path, nearest, numeric_fields
from skills.ask.reading.figure import Figure
from skills.ask.reading.figures import (
    FUNCTIONS,
    earned,
    figure_steps,
    function_of,
)
from skills.ask.reading.grouping import groups_of, take_meeting
from skills.ask.reading.nouns import head_noun, is_noun, is_outcome, table_of
from skills.ask.reading.ranked_by import as_often, commonest, of_measure, order_by_about, ranked_figure, take_head
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import SELLS, SMALL_NUMBERS, Superlative
from skills.ask.words import stem
from storage.catalog import ENTITIES, FieldRef
from storage.names import name_words
from storage.query import Bucket, Compare, Condition, During, Measure, Order, RecordQuery


def ranking_steps(reading: Reading) -> list[RecordStep]:
    """`top 5 accounts by revenue`, `which rep has the most open deals`, `largest open deal`; a figure that is to be
    shown beside what the ranking goes by is a table of its own."""
    step = _ranking(reading)
    if step is None:
        return []
    beside = _shown_beside(reading, step.query)
    return [step, beside] if beside is not None else [step]


def _shown_beside(reading: Reading, query: RecordQuery) -> RecordStep | None:
    """`top 5 industries by number of customers, with their total revenue`."""
    marker = reading.tagged.marker("they")
    if not query.measures or not query.group_by or marker is None:
        return None
    for mention, attribute in numeric_fields(reading, reading.free("attribute")):
        way = reading.catalog.path(query.base, attribute.table)
        if attribute.table != query.base or way is None or mention.first < marker.last:
            continue
        told = next((one for one in reading.free("aggregate") if one.first >= marker.last), None)
        reading.take(mention, *reading.same_span(mention), told)
        function = function_of(told, attribute) if told is not None else "sum"
        measure = Measure(function, f"{FUNCTIONS[function]} {attribute.label}", attribute.ref)
        shown = replace(query, measures=(measure,), order=(Order(True, measure=0),), limit=None, metric=None)
        return RecordStep(shown, "figure", reading.about())
    return None


def _ranking(reading: Reading) -> RecordStep | None:
    _take_per_year(reading)
    mention = next(iter(reading.free("superlative")), None)
    order = reading.tagged.marker("order") or (_sorted_by(reading) if mention is None else None)
    if (mention is None and order is None) or any(token.key == "why" for token in reading.tagged.tokens):
        return None
    if mention is None and any(one.meaning != "sum" for one in reading.free("aggregate")):
        return None  # "how big is our average customer in terms of employees" is one figure
    if mention is not None:
        first = _first_of_figures(reading, mention)
        if first is not None:
            return first
    superlative: Superlative = mention.meaning if mention is not None else Superlative(True)
    if mention is not None and [token.key for token in reading.tagged.tokens[mention.last :]][:1] == ["ranking"]:
        reading.clause.lost.append("ranking")  # "the highest ranking person": no figure says who that is
    start = mention or order
    assert start is not None
    counted = reading.tagged.marker("howmany")
    if counted is not None and start is mention and counted.first == start.last:
        superlative = replace(superlative, about=())  # "the largest number of deals" are the most deals
        mention = start = replace(start, meaning=superlative)
    if start is mention and start.length == 1 and "when" in superlative.about and _not_ranking(reading, start):
        return None
    head = _head(reading, start) or _outcome_head(reading)
    if head is None:
        return None
    if head.kind == "attribute":
        _take_said_again(reading, head)
        if head.meaning.table == "opportunities":
            take_meeting(reading, head)
    whose, head = head, _what_is_told_of(reading, start, superlative, head)
    if mention is not None and {"when", "age"} & set(superlative.about) and customers(reading, head):
        limit = superlative.limit or _number_before(reading, head) or _default_limit(reading, head, start)
        return newest_customers(reading, mention, superlative, limit)
    limit = superlative.limit or _number_before(reading, head) or _limit_behind(reading, start)
    limit = limit or _default_limit(reading, head, start)
    head_table = table_of(head)
    figure = cycle_figure(reading, superlative, head) or cycle_order(reading, superlative, head_table or "")
    figure = figure or ranked_figure(reading, start, superlative, head) or commonest(reading, start, superlative, head)
    if isinstance(figure, Figure):
        reading.take(mention, order)
        take_head(reading, head)
        superlative = of_measure(superlative)
        figure = as_often(reading, earned(reading, figure, by=head_table))
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
    if ordering is not figure and (
        (_goes_by_date(reading, head_table, ordering) and lasts_unknown(reading, superlative, head_table))
        or _of_a_mood(reading, start, head)
    ):
        return None
    if mention is None and ordering.field is not None:
        ordering = _earliest_first(reading, ordering, head_table)
    reading.take(mention, order)
    take_head(reading, head)
    broken_down = limit == 1 and ordering.per is None and reading.tagged.marker("by", "per") is not None
    each = groups_of(reading, head_table) if broken_down else []
    if each and ordering.field is not None:
        return _best_of_each(reading, ordering, head_table, each)
    told = _told_beside(reading, start, head_table, whose if whose is not head else None)
    where = conditions_on(reading, head_table)
    where += taken_by_won(where) if ordering.field == CYCLE else []
    if "ahead" in superlative.about and ordering.field is not None:
        where = _still_ahead(reading, head_table, ordering.field, where)
    if not any(isinstance(one, Compare) and one.ref == ordering.field for one in where) and ordering.field:
        where.append(Compare(ordering.field, "filled"))
    select = columns(reading, head_table, extra=[*told, ordering.field])
    if ordering.per is not None:
        select = columns(reading, head_table, extra=[*told, ordering.field, ordering.per])
    if told and limit == 1 and ordering.per is None:
        select = columns(reading, head_table, only=[*told, *([ordering.field] if ordering.field else [])])
        query = RecordQuery(head_table, tuple(where), select=select, order=(ordering,), limit=limit)
        return RecordStep(query, "fact", reading.about())
    query = RecordQuery(head_table, tuple(where), select=select, order=(ordering,), limit=limit)
    return RecordStep(query, "ranking", reading.about())


def _goes_by_date(reading: Reading, table: str, ordering: Order) -> bool:
    return ordering.field is not None and reading.catalog.resolve(table, ordering.field).type in ("date", "moment")


def _of_a_mood(reading: Reading, start: Mention, head: Mention) -> bool:
    """`which accounts do we like most`: what is done most, or to whom, no field tells; least of all their size."""
    said = reading.tagged.tokens[start.first].key
    plain = start.kind == "superlative" and not start.meaning.about
    return plain and said in ("most", "least") and head.last <= start.first and bool(head.last)


def _earliest_first(reading: Reading, ordering: Order, table: str) -> Order:
    """`contracts by renewal date`: dates to come begin with the nearest, those that are over with the latest."""
    kind = reading.catalog.resolve(table, ordering.field).type if ordering.field is not None else "text"
    natural = next(iter(natural_order(table)), None)
    if kind not in ("date", "moment") or natural is None:
        return ordering
    return replace(ordering, descending=natural.descending)


def _sorted_by(reading: Reading) -> Mention | None:
    """`accounts by revenue`, `industries by number of employees`: put in order by a figure or date that they have."""
    counted = reading.tagged.marker("howmany")
    marker = next((one for one in reading.tagged.of("marker") if one.meaning == "by"), None)
    if (
        marker is None
        or reading.free("metric")
        or reading.free("aggregate")
        or reading.tagged.marker("howmuch", "share")
    ):
        return None
    if counted is not None and counted.first != marker.last:
        return None
    place = marker.last if counted is None else counted.last
    rows = [one for one in reading.free() if one.last <= marker.first and _rankable(one)]
    here = [one for one in reading.free() if one.first == place]
    fields = [one for one in here if one.kind == "attribute" and one.meaning.field.type in MEASURED]
    table = table_of(rows[-1]) if rows else None
    others = [one for one in reading.free() if place <= one.first <= place + 2 and table_of(one) not in (None, table)]
    if rows and counted is not None and not fields and others:
        return marker
    if not fields or (len(fields) < len(here) and all(one.meaning.table != table for one in fields)):
        return None
    reading.take(counted)
    return marker if rows else None


_COMING = ("activities", "opportunities", "contracts", "campaigns")


def _still_ahead(reading: Reading, table: str, field: FieldRef, where: list[Condition]) -> list[Condition]:
    """`the next meeting with Halden`: the first of those to come; of deals the first that is open."""
    today = reading.clause.today
    kept = [one for one in where if not (isinstance(one, During) and one.ref == field and one.start is None)]
    if not any(isinstance(one, During) and one.ref == field for one in kept):
        start = today + dt.timedelta(days=1) if table == "activities" else today
        kept.append(During(field, start, None))
        kept = [one for one in kept if one != NOT_UNDONE]  # what is to come is not done yet
    if table == "opportunities" and not any(isinstance(one, Compare) and one.ref.name == "status" for one in kept):
        kept.append(Compare(FieldRef((), "status"), "eq", ("open",)))
    return kept


def _what_is_told_of(reading: Reading, start: Mention, superlative: Superlative, head: Mention) -> Mention:
    """`which rep has the oldest open deal`: the deal is the oldest, whose it is stands beside it."""
    after = [one for one in reading.free() if start.last <= one.first <= start.last + 2 and is_noun(one)]
    nouns = [one for one in after if one.kind == "noun"] or after
    if not superlative.about or "often" in superlative.about or head.last > start.first or not nouns:
        return head
    if table_of(nouns[0]) == table_of(head) or any(one.kind == "metric" for one in reading.free()):
        return head
    if numeric_fields(reading, [one for one in reading.free("attribute") if one.first >= start.last]):
        return head
    return nouns[0]


def _best_of_each(reading: Reading, ordering: Order, table: str, groups: Sequence[FieldRef | Bucket]) -> RecordStep:
    """`biggest open deal per rep`: the most or least of every group."""
    assert ordering.field is not None
    said = reading.catalog.resolve(table, ordering.field)
    late = said.type in ("date", "moment")
    words = {(True, True): "latest", (True, False): "earliest", (False, True): "highest", (False, False): "lowest"}
    measure = Measure(
        "max" if ordering.descending else "min", f"{words[(late, ordering.descending)]} {said.label}", ordering.field
    )
    query = RecordQuery(
        table,
        tuple(conditions_on(reading, table)),
        measures=(measure,),
        group_by=tuple(groups),
        order=(Order(ordering.descending, measure=0),),
        skip_empty_groups=True,
    )
    return RecordStep(query, "figure", reading.about())


def _first_of_figures(reading: Reading, start: Mention) -> RecordStep | None:
    """`number of accounts by country, top 3`: a figure that is broken down, and the first of its rows."""
    superlative: Superlative = start.meaning
    before = [one for one in reading.free("marker") if one.meaning in ("by", "per") and one.last < start.first]
    after = [one for one in reading.free() if one.first >= start.last and one.kind != "marker"]
    comma = start.first and reading.tagged.tokens[start.first - 1].key in (",", "-", "–", "(", "the")
    if not before or after or superlative.limit is None or superlative.about or not comma:
        return None
    reading.take(start)
    step = next(iter(figure_steps(reading)), None)
    if step is None or not step.query.group_by:
        return None
    order = (Order(superlative.descending, measure=0),)
    query = replace(step.query, order=order, limit=superlative.limit, skip_empty_groups=True)
    return replace(step, query=query, shape="ranking")


def _told_beside(reading: Reading, start: Mention, table: str, whose: Mention | None) -> list[FieldRef]:
    """`which industry has the largest deal`, `who owns it`: the field that is asked for of the row that is found."""
    asked = reading.tagged.marker("which", "what", "who", "when")
    for one in reading.free("attribute"):
        of = one.first <= 1 and [token.key for token in reading.tagged.tokens[one.last : one.last + 1]] == ["of"]
        if (of or (asked is not None and 0 <= one.first - asked.last <= 1)) and one.last <= start.first:
            same = [other for other in reading.same_span(one) if other.kind == "attribute"]
            ref = best_path(reading, table, [one.meaning, *(other.meaning for other in same)])
            if ref is not None:
                reading.take(one, *reading.same_span(one))
                return [ref]
    owner = table_of(whose) if whose is not None else "people" if _asks_who_has(reading) else None
    way = reading.catalog.path(table, owner) if owner is not None else None
    return [FieldRef(way, ENTITIES[owner].title)] if way and owner is not None else []


def _asks_who_has(reading: Reading) -> bool:
    """`who has the oldest open deal`; but not `who is our biggest customer`."""
    keys = [token.key for token in reading.tagged.tokens]
    return any(before == "who" and after in _HOLDS for before, after in pairwise(keys))


_HOLDS = frozenset("has have had got holds hold sits owns handles runs closed won lost works".split())


def _take_said_again(reading: Reading, head: Mention) -> None:
    """`most common loss reasons, count per reason`: what is ranked is broken down by already."""
    tokens = reading.tagged.tokens
    label = {stem(word) for word in name_words(head.meaning.label)}
    for marker in reading.tagged.of("marker"):
        if marker.meaning not in ("per", "by") or marker.first < head.last:
            continue
        by = next((at for at in range(marker.last, len(tokens)) if tokens[at].key not in _COUNTED), None)
        if by is not None and tokens[by].stem in label:
            said = {at for at in range(head.last, by + 1) if at == by or tokens[at].key in _COUNTED}
            reading.take(marker, *[one for one in reading.tagged.mentions if one.first in said])
            reading.clause.used |= said


_COUNTED = frozenset("count counts number numbers figure figures total the a and with of for each every".split())


def _outcome_head(reading: Reading) -> Mention | None:
    """`our latest 3 wins`: deals, though only their outcome is said."""
    outcome = next((one for one in reading.free("value") if is_outcome(one)), None)
    return Mention(outcome.first, outcome.first, "noun", "opportunities") if outcome is not None else None


def _number_before(reading: Reading, head: Mention) -> int | None:
    """`which 4 accounts did we meet most`, `which three open deals`."""
    place = head.first - 1
    while place > 0 and any(one.first <= place < one.last for one in reading.tagged.of("value")):
        place -= 1
    word = reading.tagged.tokens[place].key if place >= 0 else ""
    number = int(word) if word.isdigit() else SMALL_NUMBERS.get(word)
    if number is None or not 0 < number <= 200:
        return None
    reading.clause.used.add(place)
    return number


def _limit_behind(reading: Reading, start: Mention) -> int | None:
    """`who has the most open deals, top 3`."""
    for one in reading.free("superlative"):
        after = [two for two in reading.free() if two.first >= one.last and two.kind != "marker"]
        if one is not start and one.meaning.limit is not None and not one.meaning.about and not after:
            reading.take(one)
            return int(one.meaning.limit)
    return None


def _not_ranking(reading: Reading, mention: Mention) -> bool:
    """`latest` alone ("what's the latest on X") asks for news, not for a ranking."""
    outcome = any(is_outcome(one) and 0 <= one.first - mention.last <= 1 for one in reading.free("value"))
    which = reading.tagged.marker("which")
    if _whose_date(reading) is not None:
        return False
    return head_noun(reading, after=mention.first) is None and not outcome and which is None


def _head(reading: Reading, start: Mention) -> Mention | None:
    """What is ranked: the noun (or text field: "industries") after "which", before "with the most", or after."""
    head = _head_at(reading, start)
    dated = _whose_date(reading)
    if dated is not None and (head is None or head.first > start.first):
        return Mention(0, 0, "noun", dated)
    if head is None:
        numeric = numeric_fields(reading, reading.free("attribute"))
        return Mention(0, 0, "noun", nearest(reading, numeric)[1].table) if numeric else None
    if head.kind in ("attribute", "value"):
        inside = [one for one in reading.free("noun") if head.first <= one.first and one.last <= head.last]
        return next(iter(inside), head)
    return head


def _whose_date(reading: Reading) -> str | None:
    """`whose last audit is the longest ago`: the table of the rows that the date is of."""
    if not {"whose", "whom"} & {token.key for token in reading.tagged.tokens}:
        return None
    dates = [one.meaning for one in reading.free("attribute") if one.meaning.field.type in ("date", "moment")]
    tables = {one.table for one in dates if not one.ref.steps}
    return tables.pop() if len(tables) == 1 else None


def _head_at(reading: Reading, start: Mention) -> Mention | None:
    which = reading.tagged.marker("which", "what")
    if which is not None and which.first > start.last and reading.tagged.marker("who") is not None:
        end = len(reading.tagged.tokens)
        meant = [one for one in reading.free() if one.first == which.last and _rankable(one) and end - one.last <= 1]
        if meant:  # "who logged the most tickets, which company?"
            return meant[0]
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
    if _who_did(reading, before, after, start):
        return Mention(0, 0, "noun", "people")
    holder = _who_has(reading, after, start)
    if holder is not None:
        return Mention(0, 0, "noun", holder)
    row = _row_of(reading, before, after)
    if row is not None:
        return row
    if before and (with_marker or reading.tagged.marker("who") or not after or start.kind == "marker"):
        return before[0]
    numeric = numeric_fields(reading, reading.free("attribute"))
    sells = any(token.key in SELLS for token in reading.tagged.tokens)
    if reading.tagged.marker("who") and not before and numeric and start.kind == "superlative" and not sells:
        return Mention(0, 0, "noun", nearest(reading, numeric)[1].table)
    about = start.meaning.about if start.kind == "superlative" else ()
    if reading.tagged.marker("who") and not before and start.kind == "superlative" and about in ((), ("cycle",)):
        return Mention(0, 0, "noun", "people")
    return after[0] if after else None


def _row_of(reading: Reading, before: list[Mention], after: list[Mention]) -> Mention | None:
    """`who owns the account with the most tickets`, `owner of the biggest open deal`: the one row whose owner is asked
    for."""
    if not before or before[0].kind != "attribute" or not before[0].meaning.ref.steps:
        return None
    tokens = reading.tagged.tokens
    of = tokens[before[0].last].key == "of" if before[0].last < len(tokens) else False
    asked = reading.tagged.marker("who")
    if not of and (asked is None or before[0].first - asked.last > 1):
        return None
    rows = [one for one in (*before[1:], *after) if one.kind == "noun" and one.length]
    return rows[0] if rows and not tokens[rows[0].last - 1].plural else None


def _who_did(reading: Reading, before: list[Mention], after: list[Mention], start: Mention) -> bool:
    """`who has been on the phone most`, `who has had the most calls`: of what was done, those who did it are ranked."""
    tokens = reading.tagged.tokens
    if tokens[0].key != "who" or start.kind != "superlative" or start.meaning.about:
        return False
    done = [*before, *after]
    told = all(one.kind == "value" and table_of(one) == "activities" for one in done)
    alone = not after or reading.tagged.marker("who") is None  # "who has" is read as "with" elsewhere
    return bool(done) and told and alone and not any(token.key == "we" for token in tokens)


def _who_has(reading: Reading, after: list[Mention], start: Mention) -> str | None:
    """`who has the most open deals`, `who has the biggest pipeline`: whose rows are counted; colleagues have deals and
    accounts, accounts have tickets and contacts."""
    if not _asks_who_has(reading) or start.kind != "superlative":
        return None
    if any(one.kind == "metric" and one.first >= start.last for one in reading.free()):
        return "people"
    rows = [one for one in after if is_noun(one)]
    first = next((one for one in rows if one.kind == "noun"), rows[0] if rows else None)
    if first is None or start.meaning.about:
        return None
    apart = [one for one in reading.free("attribute") if one.last <= first.first or one.first >= first.last]
    if numeric_fields(reading, apart):  # "who has the most employees"
        return None
    held = table_of(first)
    return next((table for table, rows in _HELD_BY.items() if held in rows), None)


_HELD_BY = {
    "people": frozenset({"accounts", "opportunities", "activities", "leads"}),
    "accounts": frozenset({"contacts", "support_cases", "contracts", "technographics", "intent_signals", "deal_roles"}),
}


def _rankable(mention: Mention) -> bool:
    if is_noun(mention):
        return True
    return mention.kind == "attribute" and mention.meaning.field.type in ("text", "boolean")


def _default_limit(reading: Reading, head: Mention, start: Mention) -> int | None:
    if any(token.key in ("split", "ranking", "ranked", "rank", "breakdown") for token in reading.tagged.tokens):
        return None
    word = reading.tagged.tokens[head.last - 1] if head.last else None
    plural = word is not None and word.plural
    if start.kind == "marker":
        return None
    if plural and not _one_of(reading, head):
        return 5 if reading.tagged.tokens[start.first].key in ("top", "bottom", "best", "worst") else 10
    return 1


def _one_of(reading: Reading, head: Mention) -> bool:
    """`which of our accounts has been around the longest`: the verb is of one."""
    tokens = reading.tagged.tokens
    which = reading.tagged.marker("which", "what")
    before = {token.key for token in tokens[which.first : head.first]} if which is not None else set()
    following = tokens[head.last].key if head.last < len(tokens) else ""
    return _whose_date(reading) is not None or ("of" in before and following in ("has", "is", "was", "does", "had"))


def _take_per_year(reading: Reading) -> None:
    """`which subscription brings in the most per year`: a contract's amount is that of a year anyway."""
    if not any(one.meaning == "contracts" for one in reading.free("noun")):
        return
    tokens = reading.tagged.tokens
    for place in range(1, len(tokens)):
        if tokens[place].key == "year" and tokens[place - 1].key in ("per", "a", "each", "every"):
            reading.clause.used |= {place - 1, place}
            said = [one for one in reading.tagged.mentions if one.first in (place - 1, place)]
            reading.take(*said)
            reading.tagged.mentions[:] = [one for one in reading.tagged.mentions if one not in said]


def _grouped_ranking(
    reading: Reading, figure: Figure, head: Mention, superlative: Superlative, limit: int | None
) -> RecordStep | None:
    reading.looks_back = is_closed(figure.where)
    group = _group_for(reading, figure.base, head)
    if group is None:
        return None
    where = [*figure.where, *conditions_on(reading, figure.base, figure.when)]
    if figure.base == "contracts" and figure.measure.function == "sum":
        where += running_contracts(reading, where)
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
