"""Clauses that ask for a figure: a share, a metric, a count, a sum, an average, a ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skills.ask.mentions import Mention
from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns
from skills.ask.reading.conditions import conditions_on, name_conditions
from skills.ask.reading.dates import is_closed
from skills.ask.reading.fields import nearest, numeric_fields, path_to
from skills.ask.reading.grouping import by_whom, group_at, groups_of
from skills.ask.reading.nouns import head_noun, is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from storage.catalog import ENTITIES, Attribute, FieldRef
from storage.metrics import Metric, all_metrics
from storage.query import AnyOf, Bucket, Compare, Condition, During, Measure, Order, RecordQuery


@dataclass(frozen=True)
class Figure:
    """What is measured: `base` is the table whose rows are counted or added."""

    base: str
    measure: Measure
    where: tuple[Condition, ...] = ()
    when: FieldRef | None = None
    metric: str | None = None


def figure_step(reading: Reading) -> RecordStep | None:
    """`how many open deals per stage`, `pipeline by owner`, `average deal size`."""
    figure = _sales_cycle(reading) or _won_in_all(reading) or _asked_figure(reading) or _broken_down(reading)
    return _computed(reading, figure) if figure is not None else None


def _computed(reading: Reading, figure: Figure) -> RecordStep:
    reading.looks_back = is_closed(figure.where)
    groups = groups_of(reading, figure.base) or _side_by_side(reading, figure) or _kinds_side_by_side(reading, figure)
    order: tuple[Order, ...] = ()
    where = [*figure.where, *conditions_on(reading, figure.base, figure.when)]
    groups = groups or _times_side_by_side(reading, where)
    if groups and not isinstance(groups[0], Bucket):
        order = (Order(True, measure=0),)
    single = len(reading.scoped(figure.base)) == 1 and not groups
    if single and figure.measure.function == "sum" and figure.measure.per is None and figure.measure.field:
        own = columns(reading, figure.base, only=[figure.measure.field])
        return RecordStep(RecordQuery(figure.base, tuple(where), select=own), "fact", reading.about())
    query = RecordQuery(
        figure.base,
        tuple(where),
        measures=(figure.measure,),
        group_by=tuple(groups),
        order=order,
        metric=figure.metric,
    )
    return RecordStep(query, "figure", reading.about())


_SHARE_VERBS = frozenset(
    """
    is are was were has have had come comes came do does did got get gets turned went ended became sits sit live
    lives belong belongs opted attended showed made closed won lost stem stems fall falls bought use uses involve
    """.split()
)
"""Where "share of A that is B" passes from A to B."""


def _side_by_side(reading: Reading, figure: Figure) -> list[FieldRef | Bucket]:
    """`Jonas vs Beat`, `deals of Dana and Marcus`: a figure of several rows of one kind is told for each, unless they
    are meant together."""
    together = reading.tagged.of("aggregate") or any(
        token.key in ("together", "combined", "or", "total") for token in reading.tagged.tokens
    )
    for _, entries in reading.names:
        if len({one.id for one in entries}) < 2 or together or entries[0].table in ("products", "opportunities"):
            continue
        ways = reading.catalog.paths(figure.base, entries[0].table)
        if len(ways) >= 1 and (ways[0] or figure.base != entries[0].table):
            reading.take(reading.tagged.marker("vs"))
            return [FieldRef(ways[0], "name")]
    return []


def share_step(reading: Reading) -> RecordStep | None:
    """`share of customers in EMEA`, `what part of the open deals are tenders`, `percentage of the value of...`."""
    marker = reading.tagged.marker("share")
    tokens = reading.tagged.tokens
    if marker is None:
        return None
    nouns = [one for one in reading.free() if one.first >= marker.last and table_of(one)]
    nouns.sort(key=lambda one: (one.first, one.kind != "noun"))
    if not nouns:
        return _share_of_before(reading, marker)
    base = str(table_of(nouns[0]))
    if not reading.filled(base):
        return None
    verb = next((at for at, token in enumerate(tokens) if at >= nouns[0].last and token.key in _SHARE_VERBS), None)
    verb = verb if verb is not None else _last_part(reading, nouns[0].last)
    if verb is None:
        return None
    reading.take(marker, reading.tagged.marker("percent"))
    names = reading.names
    reading.names = [one for one in names if one[0] is not None and one[0].first >= verb]
    of = [*name_conditions(reading, base), *conditions_on(reading, base, first=verb)]
    reading.names = [one for one in names if one not in reading.names]
    where = conditions_on(reading, base, last=verb) if of else []
    reading.names = names
    if not of:
        return None
    label = f"share of {ENTITIES[base].plural}"
    query = RecordQuery(base, tuple(where), measures=(Measure("share", label, of=tuple(of)),))
    return RecordStep(query, "figure", reading.about())


def _share_of_before(reading: Reading, marker: Mention) -> RecordStep | None:
    """`of everybody invited to the summit, what percentage showed up`: the rows are named before the word."""
    nouns = [one for one in reading.free("noun") if one.last <= marker.first]
    invited = {value.table for one in reading.free("value") for value in one.meaning} == {"campaign_invitations"}
    if invited and reading.scoped("campaigns"):
        base = "campaign_invitations"
        reading.take(*nouns)
    elif nouns:
        base = str(nouns[0].meaning)
    else:
        return None
    if not reading.filled(base):
        return None
    reading.take(marker)
    of = conditions_on(reading, base, first=marker.last)
    if not of:
        return None
    where = conditions_on(reading, base, last=marker.first)
    measure = Measure("share", f"share of {ENTITIES[base].plural}", of=tuple(of))
    return RecordStep(RecordQuery(base, tuple(where), measures=(measure,)), "figure", reading.about())


def _last_part(reading: Reading, start: int) -> int | None:
    """Without a verb ("share of customers in EMEA") the last thing said is what the rows are a share by."""
    telling = [one.first for one in reading.free() if one.first >= start and one.kind in ("value", "comparison")]
    flags = [one for one in reading.free("attribute") if one.first >= start and one.meaning.field.type == "boolean"]
    owned = [one.first for one in reading.free("attribute") if one.first >= start and one.meaning.ref.steps]
    named = [one.first for one, _ in reading.names if one is not None and one.first >= start]
    return max([*telling, *(one.first for one in flags)], default=min([*owned, *named], default=None))


def invitation_step(reading: Reading) -> RecordStep | None:
    """`who attended the Boston summit`, `how many responses did it get`: invitations of a campaign by status."""
    if not reading.scoped("campaigns") or not reading.filled("campaign_invitations", note=False):
        return None
    base = "campaign_invitations"
    told = [one for one in reading.free("value") if any(value.table == base for value in one.meaning)]
    nouns = [one for one in reading.free("noun") if one.meaning == base]
    if not told and not nouns:
        return None
    counted = reading.tagged.marker("howmany")
    reading.take(*[one for one in reading.free("noun") if one.meaning in ("people", "contacts", "accounts", base)])
    where = tuple(conditions_on(reading, base))
    if counted is not None:
        reading.take(counted)
        measure = Measure("count", f"number of {ENTITIES[base].plural}")
        return RecordStep(RecordQuery(base, where, measures=(measure,)), "figure", reading.about())
    return RecordStep(RecordQuery(base, where, select=columns(reading, base)), "list", reading.about())


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
    metric = next(one for one in all_metrics() if one.name == "won revenue")
    reading.take(won[0])
    return Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)


def _asked_figure(reading: Reading) -> Figure | None:
    """A metric, a count, a sum, an average, a ratio; None when the clause asks for no figure."""
    metric = metric_figure(reading)
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
        counted = head_noun(reading, after=start.last) or head_noun(reading, after=0)
        return _count_or_sum(reading, start, str(table_of(counted))) if counted is not None else None
    reading.take(start, measured[0])
    reading.take(*[one for one in (aggregate, howmany) if one is not None])
    attribute = measured[1]
    function = aggregate.meaning if aggregate is not None else "sum"
    label = {"avg": "average", "sum": "total", "median": "median"}[function] + f" {attribute.label}"
    return Figure(attribute.table, Measure(function, label, attribute.ref))


def _times_side_by_side(reading: Reading, where: Sequence[Condition]) -> list[FieldRef | Bucket]:
    """`October vs September`, `2025 and 2026 each`: a figure for each of several times of one length."""
    said = {token.key for token in reading.tagged.tokens}
    marker = reading.tagged.marker("vs")
    both = next((one for one in where if isinstance(one, AnyOf)), None)
    if both is None or not (marker or said & _EACH):
        return []
    times = [one for one in both.conditions if isinstance(one, During) and one.start and one.end]
    days = [(one.end - one.start).days for one in times if one.start and one.end]
    units = [unit for unit, least, most in _LENGTHS if days and least <= max(days) <= most]
    starts = all(one.start is not None and one.start.day == 1 for one in times)
    if not units or not starts or len(times) != len(both.conditions):
        if marker is not None:
            reading.clause.lost.append(reading.tagged.said(marker))
        return []
    reading.take(marker)
    return [Bucket(times[0].ref, units[0])]


_LENGTHS = (("month", 28, 31), ("quarter", 89, 92), ("year", 365, 366))
"""Calendar units and their days."""


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
    if kinds != {"period"}:
        reading.take(marker)
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
        candidates = before[-1:]
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


def _nouns_but(reading: Reading, table: str) -> bool:
    return any(table_of(one) not in (None, table) for one in reading.free() if one.kind in ("noun", "value"))


def _count_or_sum(reading: Reading, start: Mention, base: str, *, summed: bool = False) -> Figure | None:
    entity = ENTITIES[base]
    if not reading.filled(base):
        return None
    reading.take(start)
    if start.kind == "aggregate" and start.meaning in ("avg", "median") and entity.measure:
        label = f"{'average' if start.meaning == 'avg' else 'median'} {entity.measure}"
        return Figure(base, Measure(start.meaning, label, FieldRef((), entity.measure)))
    if (summed or (start.kind == "marker" and start.meaning == "howmuch")) and entity.measure:
        return Figure(base, Measure("sum", f"total {entity.measure}", FieldRef((), entity.measure)))
    return Figure(base, Measure("count", f"number of {entity.plural}"))


def _implied_sum(reading: Reading) -> Figure | None:
    """`value of open deals`: a money field of several rows, asked for as one figure."""
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
        return Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
    won = [
        one for one in reading.free("value") if is_outcome(one) and {value.value for value in one.meaning} == {"won"}
    ]
    if won and not nouns and group_at(reading, "opportunities", marker.last) is not None:
        metric = next(one for one in all_metrics() if one.name == "won revenue")
        reading.take(won[0])
        return Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)
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
        if not reading.filled(metric.base):
            continue
        reading.take(mention, *reading.same_span(mention))
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


def count_of(table: str) -> Figure:
    return Figure(table, Measure("count", f"number of {ENTITIES[table].plural}"))
