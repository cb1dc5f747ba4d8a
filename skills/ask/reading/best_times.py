"""Clauses that ask for a time: `in which month did we win the most`, `our best quarter for renewals`."""

from __future__ import annotations

from skills.ask.plan import RecordStep
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.dates import is_closed
from skills.ask.reading.figure import Figure, count_of
from skills.ask.reading.figures import metric_figure, won_revenue
from skills.ask.reading.nouns import is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import ENTITIES, FieldRef
from storage.query import Bucket, Measure, Order, RecordQuery

_UNITS = ("month", "quarter", "year")
_ASKING = frozenset("which what".split())
_GOOD = frozenset("best worst strongest weakest top record".split())
"""Words for a time in which much or little was won, whatever is not said."""


def best_time_step(reading: Reading) -> RecordStep | None:
    """The month, quarter or year with the most or least of something; None where no time is asked for so."""
    superlative = next((one for one in reading.free("superlative") if not one.meaning.about or _size(one)), None)
    place = _unit(reading, superlative) if superlative is not None else None
    if superlative is None or place is None:
        return None
    figure = _figure(reading, superlative)
    when = (figure.when or FieldRef((), ENTITIES[figure.base].when or "")) if figure is not None else None
    if figure is None or when is None or not when.name or not reading.filled(figure.base):
        return None
    reading.take(superlative)
    reading.clause.used.add(place)
    reading.looks_back = is_closed(figure.where)
    where = [*figure.where, *conditions_on(reading, figure.base, figure.when)]
    query = RecordQuery(
        figure.base,
        tuple(where),
        measures=(figure.measure,),
        group_by=(Bucket(when, reading.tagged.tokens[place].stem),),
        order=(Order(_most(reading, superlative), measure=0),),
        limit=superlative.meaning.limit or 1,
        metric=figure.metric,
        skip_empty_groups=True,
    )
    return RecordStep(query, "ranking", reading.about())


def _most(reading: Reading, superlative: Mention) -> bool:
    """`worst quarter for losses`: the one with the most of them."""
    most = bool(superlative.meaning.descending)
    ended = {value.value for one in reading.tagged.of("value") if is_outcome(one) for value in one.meaning}
    judged = reading.tagged.tokens[superlative.last - 1].key in ("best", "worst", "strongest", "weakest")
    return not most if judged and ended == {"lost"} else most


def _size(mention: Mention) -> bool:
    return bool(mention.meaning.about == ("size",))


def _unit(reading: Reading, superlative: Mention) -> int | None:
    """Where the unit stands that is asked for: after "which" or after the best of it."""
    tokens = reading.tagged.tokens
    said = {place for one in reading.tagged.of("period") for place in range(one.first, one.last)}
    for place in range(1, len(tokens)):
        before = tokens[place - 1].key in _ASKING or superlative.last == place
        if tokens[place].stem in _UNITS and place not in said and before:
            return place
    return None


def _figure(reading: Reading, superlative: Mention) -> Figure | None:
    metric = metric_figure(reading)
    if metric is not None:
        return metric
    good = reading.tagged.tokens[superlative.last - 1].key in _GOOD
    nouns = [one for one in reading.free() if is_noun(one)]
    tables = {str(table_of(one)) for one in nouns}
    ended = [value.value for one in reading.free("value") if is_outcome(one) for value in one.meaning]
    if tables <= {"opportunities"} and (good or (ended and not nouns)) and "open" not in ended:
        if not reading.filled("opportunities"):
            return None
        said = {token.key for token in reading.tagged.tokens}
        if not good and said & {"wins", "losses"}:
            return count_of("opportunities")  # "the most losses" are many
        if "lost" not in ended:
            reading.take(*[one for one in reading.free("value") if is_outcome(one)])
            reading.take(*[one for one in nouns if one.kind == "noun"])
            return won_revenue()
        return Figure("opportunities", Measure("sum", "total amount", FieldRef((), "amount")))
    if len(tables) != 1:
        return None
    reading.take(*[one for one in nouns if one.kind == "noun"])
    return count_of(tables.pop())
