"""Clauses that ask for a figure: a metric, a count, a sum, an average, a ratio."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.plan import RecordStep
from skills.ask.reading.beside import compares, rows_beside, values_beside
from skills.ask.reading.columns import columns
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.counting import counted_each, distinct_values
from skills.ask.reading.current import running_contracts
from skills.ask.reading.dates import is_closed
from skills.ask.reading.fields import nearest, numeric_fields, path_to
from skills.ask.reading.figure import Figure, count_of
from skills.ask.reading.grouping import by_whom, group_at, groups_of
from skills.ask.reading.nouns import counted_noun, head_noun, is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import AGGREGATES, EARNS, GOOD_HIGH, NOT_ADDED, SELLS
from storage.catalog import ENTITIES, Attribute, FieldRef
from storage.metrics import Metric, all_metrics
from storage.query import Bucket, Compare, Condition, Measure, Order, RecordQuery


def figure_steps(reading: Reading) -> list[RecordStep]:
    """`how many open deals per stage`, `pipeline by owner`, `average deal size`."""
    metrics = reading.free("metric")
    if metrics and all(reading.just_negated(one) for one in metrics) and reading.tagged.marker("howmany") is None:
        return []  # "accounts without pipeline" are accounts
    figure = counted_each(reading) or distinct_values(reading) or _share_won(reading)
    figure = (
        figure
        or _revenue_of_ours(reading)
        or _sales_cycle(reading)
        or _won_in_all(reading)
        or _asked_figure(reading)
        or _broken_down(reading)
    )
    return _computed(reading, earned(reading, figure)) if figure is not None else []


def earned(reading: Reading, figure: Figure, *, by: str | None = None) -> Figure:
    """`which product brings in the most money`, `who closed the most revenue`: what was won, not what is offered nor
    what accounts turn over."""
    field = (figure.base, figure.measure.field)
    amount, turnover = ("opportunities", FieldRef((), "amount")), ("accounts", FieldRef((), "revenue"))
    keys = {token.key for token in reading.tagged.tokens}
    if figure.metric == "open pipeline":  # "pipeline generated in Q3" is nothing earned
        return figure
    closing = bool(keys & SELLS) if by == "people" else "closed" in keys and figure.base == "opportunities"
    if figure.measure.function != "sum" or field not in (amount, turnover) or not (keys & EARNS or closing):
        return figure
    said = [one for one in reading.free("value") if is_outcome(one)]
    told = [{value.value for value in one.meaning if value.table == "opportunities"} for one in said]
    if not reading.filled("opportunities") or any("won" not in values for values in told):
        return figure
    reading.take(*said)
    return won_revenue()


def _revenue_of_time(reading: Reading) -> Figure | None:
    """`revenue this quarter`, `how much revenue did we make in 2026`: what was won, for no account's turnover has a
    date."""
    keys = {token.key for token in reading.tagged.tokens}
    ours = keys & EARNS or {"we", "make"} <= keys or {"we", "made"} <= keys
    said = [one for one in reading.free("attribute") if _is_turnover(one)]
    accounts = any(one.kind == "noun" and one.meaning == "accounts" for one in reading.free())
    if not said or not reading.free("period") or not reading.filled("opportunities", note=False):
        return None
    if (reading.scoped("accounts") or accounts or reading.tagged.of("superlative")) and not ours:
        return None
    outcome = [one for one in reading.free("value") if is_outcome(one)]
    if any({value.value for value in one.meaning} != {"won"} for one in outcome):
        return None
    reading.take(*said, *reading.free("aggregate"), reading.tagged.marker("howmuch"), *outcome)
    return won_revenue()


def _revenue_of_ours(reading: Reading) -> Figure | None:
    """`Dana's revenue`, `revenue of the Nordics team`, `revenue per manager`: what they won, for none of us has a
    turnover; that of their accounts is another matter."""
    said = [one for one in reading.free("attribute") if _is_turnover(one)]
    tokens = reading.tagged.tokens
    rows = [one for one in reading.tagged.mentions if is_noun(one) and table_of(one) != "people"]
    others = [*reading.free("metric"), *reading.free("superlative"), *reading.free("comparison")]
    theirs = any(one.kind == "value" and {v.table for v in one.meaning} == {"accounts"} for one in reading.free())
    if not said or rows or others or theirs or reading.scoped("accounts") or reading.scoped("contacts"):
        return None
    place = said[0].first
    before = tokens[place - 1] if place else None
    after = [token.key for token in tokens[said[0].last : said[0].last + 2]]
    of_them = (
        (before is not None and before.possessive) or after[:1] == ["of"] or bool({"make", "made"} & _keys(reading))
    )
    teams = any(one.kind == "value" and _of_us(one) for one in reading.free())
    managers = any(_names_manager(one) for one in reading.free("attribute"))
    ours = (of_them and (bool(reading.scoped("people")) or teams)) or (after[:1] in (["by"], ["per"]) and managers)
    if not ours or not reading.filled("opportunities", note=False):
        return None
    reading.take(*said, *reading.same_span(said[0]), *reading.free("aggregate"), reading.tagged.marker("howmuch"))
    return won_revenue()


def _keys(reading: Reading) -> set[str]:
    return {token.key for token in reading.tagged.tokens}


def _of_us(mention: Mention) -> bool:
    fields = {(value.table, value.field) for value in mention.meaning}
    return ("people", "team") in fields and not any(table == "accounts" for table, _ in fields)


def _names_manager(mention: Mention) -> bool:
    return bool(mention.meaning.table == "people" and mention.meaning.ref.steps == ("manager",))


def _sales(reading: Reading) -> Figure | None:
    """`Dana's sales this year`, `our sales in Q3`: what was won, not what the sales side did."""
    tokens = reading.tagged.tokens
    nouns = reading.free("noun")
    for one in reading.free("value"):
        before = tokens[one.first - 1] if one.first else None
        owned = before is not None and (before.possessive or before.key in _WHOSE)
        side = {(value.table, value.field, value.value) for value in one.meaning} == {("activities", "side", "sales")}
        if not side or not owned or nouns or reading.tagged.of("metric"):
            continue
        if reading.free("period") and reading.filled("opportunities", note=False):
            reading.take(one, *reading.same_span(one), reading.tagged.marker("howmuch"), *reading.free("aggregate"))
            return won_revenue()
    return None


_WHOSE = frozenset("our my their his her total overall much".split())


def _how_often_won(reading: Reading) -> Figure | None:
    """`how often does Marcus win`, `what share of those did she win`: the win rate. What was won so and so often in a
    time that is over is a number of deals ("how often did we win")."""
    marker = reading.tagged.marker("howmany")
    outcome = [one for one in reading.free("value") if is_outcome(one)]
    won = bool(outcome) and all({value.value for value in one.meaning} == {"won"} for one in outcome)
    tokens = reading.tagged.tokens
    if not won or marker is None or not reading.filled("opportunities", note=False):
        return None
    often = reading.tagged.said(marker).casefold() in ("how often", "how frequently")
    rate = reading.tagged.marker("percent") is not None or any(token.key in ("does", "do") for token in tokens)
    if not often or not rate or any(one.meaning != "opportunities" for one in reading.free("noun")):
        return None
    reading.take(marker, *outcome, *list(reading.free("noun")))
    return win_rate(reading)


def _share_won(reading: Reading) -> Figure | None:
    """`out of all that Anna saw decided this year, what share did she win`: the win rate."""
    marker = reading.tagged.marker("share")
    outcome = [one for one in reading.free("value") if is_outcome(one)]
    won = bool(outcome) and all({value.value for value in one.meaning} == {"won"} for one in outcome)
    others = [*reading.free("noun"), *reading.free("metric")]
    others += [one for one, _ in numeric_fields(reading, reading.free("attribute"))]
    if marker is None or not won or others or not reading.filled("opportunities", note=False):
        return None
    reading.take(marker, reading.tagged.marker("percent"), *outcome)
    reading.clause.used |= {place for place, token in enumerate(reading.tagged.tokens) if token.key in _DECIDED}
    return win_rate(reading)


_DECIDED = frozenset("decided settled concluded finished closed ended saw everything".split())


def win_rate(reading: Reading) -> Figure:
    metric = next(one for one in all_metrics() if one.name == "win rate")
    where = tuple(one for one in metric.where if not (reading.with_renewals and _leaves_renewals_out(one)))
    return Figure(metric.base, metric.measure, where, metric.when, metric.name if where == metric.where else None)


def _is_turnover(mention: Mention) -> bool:
    return (mention.meaning.table, mention.meaning.ref) == ("accounts", FieldRef((), "revenue"))


def won_revenue() -> Figure:
    metric = next(one for one in all_metrics() if one.name == "won revenue")
    return Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)


def _computed(reading: Reading, figure: Figure) -> list[RecordStep]:
    reading.looks_back = is_closed(figure.where)
    groups = groups_of(reading, figure.base)
    measures = _measures(reading, figure)
    groups = groups or rows_beside(reading, figure.base) or _kinds_side_by_side(reading, figure)
    where = [*figure.where, *conditions_on(reading, figure.base, figure.when)]
    where += _running_contracts(reading, figure, where)
    beside = [one for one in values_beside(reading, figure.base, where) if one not in groups]
    single = len(reading.scoped(figure.base)) == 1 and not groups and reading.tagged.marker("subsidiaries") is None
    if single and figure.measure.function == "sum" and figure.measure.per is None and figure.measure.field:
        own = columns(reading, figure.base, only=[figure.measure.field])
        return [RecordStep(RecordQuery(figure.base, tuple(where), select=own), "fact", reading.about())]
    if compares(reading):
        if beside:
            reading.take(reading.tagged.marker("vs"))
        said = reading.tagged.marker("vs")
        against = said is not None and reading.tagged.said(said).casefold() == "against"  # "win rate against Lumisep"
        reading.clause.uncompared = not beside and not groups and not against
    adds = all(one.function in ("count", "sum", "distinct") for one in measures)
    whole: list[list[FieldRef | Bucket]] = [[]] if beside and adds and not compares(reading) and not groups else []
    steps = []
    for by in [*whole, [*groups, *beside]]:
        for told in [measures] if by else [(one,) for one in measures]:
            query = RecordQuery(
                figure.base,
                tuple(where),
                measures=told,
                group_by=tuple(by),
                order=(Order(True, measure=0),) if by and not any(isinstance(one, Bucket) for one in by) else (),
                metric=figure.metric if told == (figure.measure,) else None,
            )
            steps.append(RecordStep(query, "figure", reading.about()))
    return steps


def _measures(reading: Reading, figure: Figure) -> tuple[Measure, ...]:
    """`number and value of open deals`: the figure, and others of the same rows that are asked for beside it."""
    measure = figure.measure
    if measure.function not in ("count", "sum", "avg") or measure.per is not None or measure.rows is not None:
        return (measure,)
    tokens = reading.tagged.tokens
    measures = [measure]
    if measure.function != "count":
        counted = next(
            (
                place
                for place, token in enumerate(tokens)
                if token.key in _COUNTED
                and (_joins(reading, place + 1) or _joins(reading, place - 1))
                and not any(
                    one.first <= place < one.last and id(one) in reading.taken for one in reading.tagged.mentions
                )
            ),
            None,
        )
        if counted is not None:
            reading.clause.used.add(counted)
            reading.take(*[one for one in reading.tagged.of("marker") if one.first <= counted < one.last])
            reading.take(*[one for one in reading.free("noun") if table_of(one) == figure.base])
            measures.insert(0, count_of(figure.base).measure)
    for mention, attribute in numeric_fields(reading, reading.free("attribute")):
        if not _joins(reading, mention.first - 1):
            continue
        won = any(is_outcome(one) for one in reading.tagged.of("value")) and figure.base == "opportunities"
        if _is_turnover(mention) and won:  # "number of won deals and revenue"
            reading.take(mention, *reading.same_span(mention))
            measures.append(Measure("sum", "total amount", FieldRef((), "amount")))
            continue
        if attribute.table != figure.base:
            continue
        told = next((one for one in reading.free("aggregate") if 0 <= mention.first - one.last <= 1), None)
        function = function_of(told, attribute) if told else "sum" if measure.function == "count" else measure.function
        if function != "median" and attribute.ref != measure.field:
            reading.take(mention, *reading.same_span(mention), told)
            measures.append(Measure(function, f"{FUNCTIONS[function]} {attribute.label}", attribute.ref))
    money = ENTITIES[figure.base].measure
    howmuch = next((one for one in reading.free("marker") if one.meaning == "howmuch"), None)
    if len(measures) == 1 and measure.function == "count" and money and howmuch and _joins(reading, howmuch.first - 1):
        reading.take(howmuch, *[one for one in reading.free("aggregate") if one.last == howmuch.first])
        measures.append(Measure("sum", f"total {money}", FieldRef((), money)))
    return tuple(measures)


_COUNTED = frozenset("number numbers count counts".split())
FUNCTIONS = {"avg": "average", "sum": "total", "median": "median", "max": "highest", "min": "lowest"}


def function_of(aggregate: Mention, attribute: Attribute) -> str:
    """The function that an aggregate word means of a field: "at worst" the most weeks to wait, but the lowest score."""
    if aggregate.meaning not in ("worst", "best"):
        return str(aggregate.meaning)
    high = bool(GOOD_HIGH & set(attribute.label.casefold().split()))
    return "max" if high == (aggregate.meaning == "best") else "min"


def _joins(reading: Reading, place: int) -> bool:
    """Whether "and" stands at a place, with nothing but little words between."""
    tokens = reading.tagged.tokens
    step = 1 if place < len(tokens) and tokens[place].key in _JOINING else -1
    while 0 <= place < len(tokens) and (tokens[place].key in _BETWEEN or tokens[place].key in AGGREGATES):
        place += step
    return 0 <= place < len(tokens) and tokens[place].key in _JOINING


_JOINING = frozenset("and & with plus +".split())
_BETWEEN = frozenset("the their its of combined how much what are is they it".split())


def _running_contracts(reading: Reading, figure: Figure, where: Sequence[Condition]) -> list[Condition]:
    """What contracts bring in a year is what those bring that run today."""
    if figure.base != "contracts" or figure.measure.field != FieldRef((), "amount"):
        return []
    return running_contracts(reading, where)


def _sales_cycle(reading: Reading) -> Figure | None:
    """`how long does a deal take`: the sales cycle, by whatever words."""
    marker = reading.tagged.marker("howlong")
    deals = [one for one in reading.free() if table_of(one) == "opportunities" or is_outcome(one)]
    took = [
        place for place, token in enumerate(reading.tagged.tokens) if token.key in ("take", "takes", "took", "taken")
    ]
    if marker is None or not deals or not took or reading.scoped("opportunities"):
        return None
    metric = next(one for one in all_metrics() if one.name == "median sales cycle")
    reading.take(marker)
    reading.clause.used |= {
        place
        for place, token in enumerate(reading.tagged.tokens)
        if token.key
        in (
            "take",
            "takes",
            "took",
            "taken",
            "months",
            "weeks",
            "average",
            "median",
            "usually",
            "typically",
            "close",
            "closed",
            "created",
            "signed",
            "creation",
            "day",
            "days",
            "first",
            "engagement",
            "contact",
            "start",
            "end",
        )
    }
    return Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)


def _won_in_all(reading: Reading) -> Figure | None:
    """`what have we won this quarter`: nobody is named and nothing listed, so the sum is meant."""
    keys = [token.key for token in reading.tagged.tokens]
    won = [
        one for one in reading.free("value") if is_outcome(one) and {value.value for value in one.meaning} == {"won"}
    ]
    nouns = [one for one in reading.free() if is_noun(one)]
    if not won or nouns or reading.names or reading.tagged.marker("what") is None or "we" not in keys:
        return None
    reading.take(won[0])
    return won_revenue()


def _asked_figure(reading: Reading) -> Figure | None:
    """A metric, a count, a sum, an average, a ratio; None when the clause asks for no figure."""
    metric = metric_figure(reading) or _revenue_of_time(reading) or _sales(reading) or _how_often_won(reading)
    if metric is not None:
        return metric
    per = ratio_of(reading)
    aggregate = next(iter(reading.free("aggregate")), None)
    howmany = reading.tagged.marker("howmany", "howmuch")
    if per is not None:
        upper, lower = per
        base = upper.table
        reading.take(aggregate, howmany)
        lower_ref = path_to(reading, base, lower)
        label = f"{upper.label} per {lower.label.removesuffix('s')}"
        return Figure(base, Measure("sum", label, upper.ref, per=lower_ref)) if lower_ref else None
    counted = howmany is not None and howmany.meaning == "howmany"
    start = howmany if counted and aggregate is not None and aggregate.meaning == "sum" else aggregate or howmany
    if start is None:
        return _kinds_compared(reading) or _implied_sum(reading)
    measured = _measured_after(reading, start)
    if measured is None:
        outcome = next((one for one in reading.free("value") if is_outcome(one)), None)
        sums = start.meaning in ("sum", "howmuch") or start.meaning in ("avg", "median")
        if (
            sums
            and outcome is not None
            and reading.filled("opportunities")
            and not _nouns_but(reading, "opportunities")
        ):
            return _count_or_sum(reading, start, "opportunities", summed=True)
        counts = start.kind == "marker" and start.meaning == "howmany"
        if counts and outcome is not None and reading.filled("opportunities") and head_noun(reading, after=0) is None:
            reading.take(start)
            return count_of("opportunities")
        if aggregate is not None and howmany is None:
            return _total_of_kinds(reading, aggregate)
        by = any(one.first == start.last and one.meaning in ("by", "per") for one in reading.tagged.of("marker"))
        counted = None if by else counted_noun(reading, after=start.last)  # "meetings, counted by the team of the rep"
        counted = counted or _counted_earlier(reading, start)
        return _count_or_sum(reading, start, str(table_of(counted))) if counted is not None else None
    reading.take(start, measured[0])
    reading.take(*[one for one in (aggregate, howmany) if one is not None])
    attribute = measured[1]
    added = "avg" if NOT_ADDED & set(attribute.label.casefold().split()) else "sum"
    function = function_of(aggregate, attribute) if aggregate is not None else added
    return Figure(attribute.table, Measure(function, f"{FUNCTIONS[function]} {attribute.label}", attribute.ref))


def _counted_earlier(reading: Reading, start: Mention) -> Mention | None:
    """`customers per account manager, how many each`: what stands before the word by which it is broken down."""
    by = next((one for one in reading.tagged.of("marker") if one.meaning in ("by", "per")), None)
    if by is not None and by.last <= start.first:
        before = [one for one in reading.free() if one.last <= by.first and is_noun(one)]
        if before:
            return _plain_noun(before)
    return head_noun(reading, after=0)


def _total_of_kinds(reading: Reading, aggregate: Mention) -> Figure | None:
    """`calls, visits and mails with totals`: rows without an amount are totalled by counting them."""
    nouns = [one for one in reading.free() if is_noun(one)]
    bases = {table_of(one) for one in nouns}
    if aggregate.meaning != "sum" or bases != {"activities"} or not reading.filled("activities"):
        return None
    reading.take(aggregate)
    return count_of("activities")


def _kinds_compared(reading: Reading) -> Figure | None:
    """`calls vs visits this year`, `meetings in Q3 vs Q2`: how many of each."""
    marker = reading.tagged.marker("vs")
    nouns = [one for one in reading.free() if is_noun(one)]
    tables = {table_of(one) for one in nouns}
    if marker is None or len(tables) != 1:
        return None
    around = [one for one in (*nouns, *reading.free("period")) if one.last == marker.first or one.first == marker.last]
    kinds = {one.kind for one in around}
    base = str(tables.pop())
    if len({one.first for one in around}) < 2 or len(kinds) != 1 or not reading.filled(base):
        return None
    if kinds != {"period"} and base != "activities":
        return None
    return count_of(base)


_EACH = frozenset("etc totals each respectively vs versus".split())


def _kinds_side_by_side(reading: Reading, figure: Figure) -> list[FieldRef | Bucket]:
    """`calls, visits and mails, how many each`: a figure for each kind; "etc" leaves none out."""
    said = {token.key for token in reading.tagged.tokens} & _EACH
    channel = FieldRef((), "channel")
    kinds = [
        one
        for one in reading.free("value")
        if all((value.table, value.field) == ("activities", channel.name) for value in one.meaning)
    ]
    if figure.base != "activities" or len({one.first for one in kinds}) < 2 or not said:
        return []
    each = reading.tagged.marker("by")
    reading.take(each if each is not None and reading.tagged.tokens[each.first].key == "each" else None)
    if "etc" in said:
        reading.take(*kinds, *(other for one in kinds for other in reading.same_span(one)))
    return [channel]


def _measured_after(reading: Reading, start: Mention) -> tuple[Mention, Attribute] | None:
    """The numeric field that an aggregate or "how many" measures: the first after it, before another noun."""
    free = [one for one in reading.free("attribute") if not reading.just_negated(one)]
    candidates = [one for one in numeric_fields(reading, free) if one[0].first >= start.last]
    if not candidates:
        if start.kind == "marker":
            return None
        before = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0].last <= start.first]
        if not before:
            return None
        asked = reading.tagged.marker("howmuch")
        named = [one for one in before if asked is not None and one[0].first == asked.last]
        if named:  # "how much discount does it cost us on average"
            reading.take(*[one for one, _ in before if _is_verb_of_it(reading, one)])
        candidates = named or [one for one in before if one[0].first == before[-1][0].first]
    place = candidates[0][0].first
    nouns = [one for one in reading.free() if start.last <= one.first < place and is_noun(one)]
    counted = start.kind == "marker" and start.meaning == "howmany"
    if nouns and counted:
        return None
    here = [one for one in candidates if one[0].first == place]
    same = [one for one in reading.free("noun") if one.first == place and one.last >= here[0][0].last]
    if counted and same:
        return None
    return nearest(reading, here)


def _is_verb_of_it(reading: Reading, mention: Mention) -> bool:
    """`does it cost us`: what the figure before it does, no field of its own."""
    return mention.first > 0 and reading.tagged.tokens[mention.first - 1].key in ("it", "that", "this")


def _nouns_but(reading: Reading, table: str) -> bool:
    return any(table_of(one) not in (None, table) for one in reading.free() if one.kind in ("noun", "value"))


def _count_or_sum(reading: Reading, start: Mention, base: str, *, summed: bool = False) -> Figure | None:
    entity = ENTITIES[base]
    counts = start.kind == "aggregate" and start.meaning != "sum" and _counts_rows(reading)
    counts = counts or (base == "products" and start.meaning == "howmuch")  # "how much do we sell" counts no products
    if (
        not reading.filled(base) or counts or start.meaning in ("worst", "best")
    ):  # an average number of rows: of what is not understood
        return None
    reading.take(start)
    if start.kind == "aggregate" and start.meaning in ("avg", "median") and entity.measure:
        label = f"{'average' if start.meaning == 'avg' else 'median'} {entity.measure}"
        return Figure(base, Measure(start.meaning, label, FieldRef((), entity.measure)))
    much = reading.tagged.marker("howmuch")
    if (summed or much is not None) and entity.measure:
        reading.take(much)  # "all contracts together, how much" counts none
        return Figure(base, Measure("sum", f"total {entity.measure}", FieldRef((), entity.measure)))
    return count_of(base)


def _counts_rows(reading: Reading) -> bool:
    marker = reading.tagged.marker("howmany")
    return marker is not None and marker.meaning == "howmany"


def _implied_sum(reading: Reading) -> Figure | None:
    """`value of open deals`: a money field of several rows, asked for as one figure."""
    money = _in_money(reading)
    if money is not None:
        return money
    alone = not reading.names and not any(is_noun(one) for one in reading.free())
    asks_rows = reading.tagged.marker("which", "who", "by", "per", "order") or reading.tagged.of("superlative")
    for mention, attribute in numeric_fields(reading, reading.free("attribute")):
        tokens = reading.tagged.tokens
        if alone and not asks_rows and not reading.tagged.of("comparison") and attribute.field.type == "money":
            reading.take(mention, *reading.same_span(mention))
            return Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
        if tokens[mention.first].key in ("spend", "spent") or tokens[mention.last - 1].key in ("spend", "spent"):
            reading.take(mention, *reading.same_span(mention))
            return Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
        following = tokens[mention.last].key if mention.last < len(tokens) else ""
        nouns = [one for one in reading.free("noun") if one.first > mention.last and one.meaning == attribute.table]
        if following not in ("of", "in", "for", "across", "over") or not nouns or reading.scoped(attribute.table):
            continue
        plural = tokens[nouns[0].last - 1]
        if plural.key == plural.stem or reading.tagged.marker("which") is not None:
            continue
        reading.take(mention, *reading.same_span(mention))
        return Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
    return None


def _in_money(reading: Reading) -> Figure | None:
    """`what did Pieter win this year in money`: the sum of it."""
    for one in reading.free("attribute"):
        before = reading.tagged.tokens[one.first - 1].key if one.first else ""
        own = one.meaning.table == "opportunities" and one.meaning.ref == FieldRef((), "amount")
        if (
            own
            and reading.tagged.said(one).casefold() == "money"
            and before in ("in", "of")
            and not _asks_which(reading)
        ):
            reading.take(one, *reading.same_span(one))
            return Figure("opportunities", Measure("sum", "total amount", FieldRef((), "amount")))
    return None


def _asks_which(reading: Reading) -> bool:
    return reading.tagged.marker("which", "who", "order") is not None or bool(reading.tagged.of("superlative"))


def _broken_down(reading: Reading) -> Figure | None:
    """`open deals per stage`, `installed analyzers by country`: a count or sum that only its "by" gives away."""
    marker = next(
        (one for one in reading.tagged.mentions if one.kind == "marker" and one.meaning in ("by", "per")), None
    )
    if marker is None or _scoped_by(reading, marker) or by_whom(reading, marker):
        return None
    numeric = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0].last <= marker.first]
    nouns = [one for one in reading.free() if one.last <= marker.first and is_noun(one)]
    if numeric and group_at(reading, numeric[-1][1].table, marker.last) is not None:
        mention, attribute = nearest(reading, [one for one in numeric if one[0].first == numeric[-1][0].first])
        reading.take(mention, *reading.same_span(mention))
        function = "avg" if NOT_ADDED & set(attribute.label.casefold().split()) else "sum"
        return Figure(attribute.table, Measure(function, f"{FUNCTIONS[function]} {attribute.label}", attribute.ref))
    won = [
        one for one in reading.free("value") if is_outcome(one) and {value.value for value in one.meaning} == {"won"}
    ]
    lost = any(value.value == "lost" for one in reading.free("value") if is_outcome(one) for value in one.meaning)
    if won and not lost and not nouns and group_at(reading, "opportunities", marker.last) is not None:
        reading.take(won[0])
        return won_revenue()
    if any(is_outcome(one) for one in reading.free("value")) and not nouns:  # "losses by competitor"
        return count_of("opportunities") if group_at(reading, "opportunities", marker.last) is not None else None
    if nouns:
        base = table_of(_plain_noun(nouns))
        if base is not None and reading.filled(base) and group_at(reading, base, marker.last) is not None:
            return count_of(base)
    return None


def _plain_noun(nouns: list[Mention]) -> Mention:
    return next((one for one in nouns if one.kind == "noun"), nouns[0])


def _scoped_by(reading: Reading, marker: Mention) -> bool:
    """`deals by Dana`: the "by" names who, not what to break down by."""
    return any(mention is not None and mention.first == marker.last for mention, _ in reading.names)


def metric_figure(reading: Reading) -> Figure | None:
    for mention in reading.free("metric"):
        metric: Metric = mention.meaning
        if not reading.filled(metric.base) or _of_other_rows(reading, mention):
            continue
        counted = _counted_before(reading, mention) if metric.measure.function == "sum" else None
        if counted is not None and table_of(counted) != metric.base:
            continue  # "how many customers bought it" asks for no amount
        reading.take(mention, *reading.same_span(mention))
        if counted is not None:
            reading.take(counted, reading.tagged.marker("howmany"))
            return Figure(metric.base, count_of(metric.base).measure, metric.where, metric.when)
        aggregate = next(iter(reading.free("aggregate")), None)
        reading.take(aggregate)
        own = [one for one in reading.free("attribute") if one.meaning.ref == metric.measure.field]
        reading.take(*[one for one in own if one.meaning.table == metric.base])  # "what is our pipeline worth"
        reading.take(reading.tagged.marker("howmuch"), reading.tagged.marker("howmany"))
        where = tuple(one for one in metric.where if not (reading.with_renewals and _leaves_renewals_out(one)))
        measure = metric.measure
        if aggregate is not None and aggregate.meaning in ("avg", "median") and measure.function == "sum":
            of = measure.field.name.replace("_", " ") if measure.field is not None else ""
            measure = Measure(aggregate.meaning, f"{_AVERAGES[aggregate.meaning]} {of}", measure.field)
        certified = where == metric.where and measure == metric.measure
        return Figure(metric.base, measure, where, metric.when, metric.name if certified else None)
    return None


def _of_other_rows(reading: Reading, metric: Mention) -> bool:
    """`how long do tickets take to close`, `lead conversion rate`: a measure of deals is none of tickets and leads."""
    said = [str(table_of(one)) for one in reading.free("noun") if one.last <= metric.first]
    return bool(said) and said[-1] in _OTHER_RATES


_OTHER_RATES = ("leads", "support_cases", "activities", "campaigns", "campaign_invitations", "contracts")
"""Rows with measures of their own."""


def _counted_before(reading: Reading, metric: Mention) -> Mention | None:
    """The rows that are counted, where the metric is but what was done with them: "how many deals have we sold"."""
    marker = reading.tagged.marker("howmany")
    if marker is None or marker.meaning != "howmany" or marker.last > metric.first:
        return None
    noun = counted_noun(reading, after=marker.last)
    return noun if noun is not None and noun.last <= metric.first and noun.first - marker.last <= 2 else None


_AVERAGES = {"avg": "average", "median": "median"}


def _leaves_renewals_out(condition: Condition) -> bool:
    return isinstance(condition, Compare) and condition.ref.name == "type" and condition.op == "ne"


def ratio_of(reading: Reading) -> tuple[Attribute, Attribute] | None:
    """`revenue per employee`: two numeric fields around "per"."""
    marker = reading.tagged.marker("per")
    if marker is None:
        return None
    before = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0].last <= marker.first]
    after = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0].first == marker.last]
    if not before or not after:
        return None
    for mention, attribute in before[-1:]:
        for other, lower in after:
            if lower.table == attribute.table or reading.catalog.path(attribute.table, lower.table):
                reading.take(marker, mention, other, *reading.same_span(mention), *reading.same_span(other))
                return attribute, lower
    return None
