"""`our fastest deal`, `which deal took the longest`, `who closes quickest`: by the days from creation to close."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.reading.current import RUNNING
from skills.ask.reading.figure import Figure
from skills.ask.reading.nouns import is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import Superlative
from storage.catalog import FieldRef
from storage.metrics import all_metrics
from storage.query import Compare, Condition, Order

CYCLE = FieldRef((), "cycle_days")
_STATUS = FieldRef((), "status")
_LASTS = frozenset("open running sitting sat standing stood waiting around".split())


def cycle_order(reading: Reading, superlative: Superlative, table: str) -> Order | None:
    """How deals are put in order by the days that they took; None where something else is long or fast. A deal that is
    open has not taken its time yet: the longest one is the oldest."""
    keys = {token.key for token in reading.tagged.tokens}
    timed = {"cycle", "age"} & set(superlative.about)
    if table != "opportunities" or not timed or keys & (_LASTS | set(RUNNING)):
        return None
    if any(one.meaning.ref.name == "created_at" for one in reading.free("attribute")):
        return None  # "which deal has been in the pipeline the longest" is as old as it is
    if any(value.field == "stage" for one in reading.tagged.of("value") for value in one.meaning):
        reading.clause.lost.append("longest")  # how long a deal has been in a stage is not how long it took
        return None
    _take_close(reading)
    cycle = [one for one in reading.free("metric") if one.meaning.measure.field == CYCLE]
    reading.take(*cycle, *[one for one in reading.free("attribute") if one.meaning.ref == CYCLE])
    return Order(superlative.descending != ("age" in superlative.about), CYCLE)


def cycle_figure(reading: Reading, superlative: Superlative, head: Mention) -> Figure | None:
    """`which rep closes fastest`: the median sales cycle of whoever closes deals."""
    deals = any(table_of(one) == "opportunities" or is_outcome(one) for one in reading.free() if one is not head)
    if "cycle" not in superlative.about or table_of(head) == "opportunities" or not (_take_close(reading) or deals):
        return None
    reading.take(*[one for one in reading.free("value") if is_outcome(one)])
    reading.take(*[one for one in reading.free("noun") if one.meaning == "opportunities" and one is not head])
    metric = next(one for one in all_metrics() if one.name == "median sales cycle")
    return Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)


def taken_by_won(where: Sequence[Condition]) -> list[Condition]:
    """What is won took its time, unless another outcome is asked for."""
    told = any(isinstance(one, Compare) and one.ref == _STATUS for one in where)
    return [] if told else [Compare(_STATUS, "eq", ("won",))]


def _take_close(reading: Reading) -> bool:
    """The words "to close" say no more than what takes the time; whether they are there."""
    closing = [one for one in reading.free("attribute") if one.meaning.ref.name == "close_date"]
    reading.take(*closing, *[two for one in closing for two in reading.same_span(one)])
    return bool(closing)


def lasts_unknown(reading: Reading, superlative: Superlative, table: str) -> bool:
    """`our shortest contract`: the latest to begin need not be it, where no field says how long contracts last."""
    keys = {token.key for token in reading.tagged.tokens}
    lasting = table in ("contracts", "campaigns") and "age" in superlative.about
    return lasting and not keys & (_LASTS | _SINCE | set(RUNNING))


_SINCE = frozenset("been had have has standing".split())
