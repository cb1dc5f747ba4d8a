"""Customers as such: who came, who went, who is the newest."""

from __future__ import annotations

from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.fields import MEASURED, date_called
from skills.ask.reading.figure import count_of
from skills.ask.reading.grouping import groups_of
from skills.ask.reading.nouns import is_noun, is_outcome
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import CUSTOMER_SINCE, Superlative
from storage.catalog import FieldRef
from storage.lexicon import Value
from storage.query import Compare, Condition, During, Measure, Order, RecordQuery, Related

_CUSTOMER = Value("accounts", "lifecycle", "customer")
_FORMER = Value("accounts", "lifecycle", "former")
_RENEWAL = Value("opportunities", "type", "renewal")
_CLOSED = FieldRef((), "close_date")
_WON = Compare(FieldRef((), "status"), "eq", ("won",))
_LOST = Compare(FieldRef((), "status"), "eq", ("lost",))
_BECAME = frozenset("became become becoming turned".split())
_AROUND = frozenset("around existed existence".split())
"""How long a company has been there, not how long it has been a customer."""


def customers_step(reading: Reading) -> RecordStep | None:
    """`new customers this year`, `accounts that became customers in Q3`: those whose first deal was won in that time;
    `customers we lost this year`, `churned customers this year`: those of whom a renewal was lost in it."""
    gone = next((one for one in reading.free("value") if set(one.meaning) == {_FORMER}), None)
    said = gone or next((one for one in reading.free("value") if _CUSTOMER in one.meaning), None)
    period = next(iter(reading.free("period")), None)
    if said is not None and reading.scoped("accounts") and _asks_since_when(reading):
        return _since_when(reading, said)
    if said is None or period is None or any(one.meaning == "opportunities" for one in reading.tagged.of("noun")):
        return None
    if _are_since(reading, said, period):
        return _since(reading, said, period)
    outcome = next((one for one in reading.free("value") if is_outcome(one)), None)
    if outcome is not None and _with_them(reading, outcome, said):
        return None
    ended = {value.value for value in outcome.meaning} if outcome is not None else set()
    new = _new_before(reading, said)
    became = {at for at in range(said.first - 2, said.first) if at > 0 and reading.tagged.tokens[at].key in _BECAME}
    became = became if len(_lifecycles(reading)) == 1 and gone is None else set()
    came = not ended - {"won"} and (bool(new or became) or (outcome is not None and _ours(reading)))
    went = gone is not None or (ended == {"lost"} and _ours(reading))
    if not (came or went) or reading.tagged.marker("not", "nobody", "without") is not None:
        return None
    time = period.meaning.towards(past=True, today=reading.clause.today)
    during = During(_CLOSED, time.start, time.end)
    changed = _came(reading, during) if came else _went(reading, during)
    if not changed:
        return None
    reading.take(said, *reading.same_span(said), period, outcome)
    reading.take(*[one for one in reading.tagged.mentions if one.first in new])
    reading.clause.used |= new | became
    counted = reading.tagged.marker("howmany")
    if counted is None:
        where = (*changed, *conditions_on(reading, "accounts"))
        query = RecordQuery("accounts", where, columns(reading, "accounts"), order=natural_order("accounts"))
        return RecordStep(query, "list", reading.about())
    reading.take(counted)
    groups = groups_of(reading, "accounts")
    where = (*changed, *conditions_on(reading, "accounts"))
    order = (Order(True, measure=0),) if groups else ()
    measures = (count_of("accounts").measure,)
    query = RecordQuery("accounts", where, measures=measures, group_by=tuple(groups), order=order)
    return RecordStep(query, "figure", reading.about())


def _asks_since_when(reading: Reading) -> bool:
    """`since when is Halden a customer`, `how long has Halden been one of our customers`."""
    keys = [token.key for token in reading.tagged.tokens]
    when = reading.tagged.marker("when", "howlong")
    return when is not None and bool({"since", "become", "became", "been", "long"} & set(keys))


def _since_when(reading: Reading, said: Mention) -> RecordStep | None:
    """The date on which an account became a customer, or that of the first deal won."""
    since = _customer_since(reading)
    if since is None and not reading.filled("opportunities"):
        return None
    reading.take(said, *reading.same_span(said), reading.tagged.marker("when", "howlong"))
    if since is not None:
        where = tuple(conditions_on(reading, "accounts"))
        return RecordStep(RecordQuery("accounts", where, columns(reading, "accounts", only=[since])), "fact")
    first = Measure("min", "first deal won", _CLOSED)
    where = (_WON, *conditions_on(reading, "opportunities"))
    return RecordStep(RecordQuery("opportunities", where, measures=(first,)), "figure", reading.about())


def _are_since(reading: Reading, said: Mention, period: Mention) -> bool:
    """`which customers have been with us since before 2020`, `customers since 2024`, `who became a customer in 2024`:
    of nothing else a time is said."""
    tokens = reading.tagged.tokens
    became = _became(reading, said)
    first = max(0, period.first - 1)
    since = any(token.key == "since" for token in tokens[first : period.last])
    between = {token.key for token in tokens[said.last : period.first]}
    return period.first >= said.last and ((became and not between - {"in"}) or (since and between <= _WITH_US))


def _became(reading: Reading, said: Mention) -> bool:
    return any(token.key in ("became", "become") for token in reading.tagged.tokens[: said.first])


_WITH_US = frozenset("who that have has been are with us ours of customers customer since".split())


def _since(reading: Reading, said: Mention, period: Mention) -> RecordStep | None:
    """Customers by the date since when they are, or by their first deal won. A store that does not keep that date
    knows nobody from before its first deals."""
    time = period.meaning.towards(past=True, today=reading.clause.today)
    since = _customer_since(reading)
    if since is None and time.start is None:
        return None
    when = _came(reading, During(_CLOSED, time.start, time.end))
    if not when:
        return None
    counted = reading.tagged.marker("howmany")
    reading.take(period, counted)
    if _became(reading, said):  # whoever became one may be one no more
        reading.take(said, *reading.same_span(said))
    where = tuple(dict.fromkeys((*when, *conditions_on(reading, "accounts"))))
    if counted is not None:
        return RecordStep(RecordQuery("accounts", where, measures=(count_of("accounts").measure,)), "figure")
    select = columns(reading, "accounts", extra=[since])
    return RecordStep(RecordQuery("accounts", where, select, order=natural_order("accounts")), "list")


def _lifecycles(reading: Reading) -> set[int]:
    """The places of the words for what an account is to us: "prospects that became customers" are two."""
    return {
        one.first
        for one in reading.free("value")
        if any((value.table, value.field) == (_CUSTOMER.table, _CUSTOMER.field) for value in one.meaning)
    }


def _with_them(reading: Reading, outcome: Mention, said: Mention) -> bool:
    """`what did we win from existing customers`: deals with them, not customers that came."""
    between = reading.tagged.tokens[max(outcome.last, said.first - 3) : said.first]
    return any(token.key in ("from", "at", "with", "among") for token in between)


def _new_before(reading: Reading, said: Mention) -> set[int]:
    """The place of "new" right before the customers, if it stands there."""
    place = said.first - 1
    return {place} if place >= 0 and reading.tagged.tokens[place].key in ("new", "neue", "neuen", "nouveaux") else set()


def _ours(reading: Reading) -> bool:
    """Whether it is we who won or lost them."""
    return any(token.key in ("we", "us", "our", "were", "weve") for token in reading.tagged.tokens)


def _came(reading: Reading, during: During) -> list[Condition]:
    since = _customer_since(reading)
    if since is not None:
        return [During(since, during.start, during.end)]
    if not reading.filled("opportunities"):
        return []
    first = Related("opportunities", (_WON, during))
    return [first, Related("opportunities", (_WON, During(_CLOSED, None, during.start)), "eq", 0)]


def _went(reading: Reading, during: During) -> list[Condition]:
    renewals = Compare(FieldRef((), _RENEWAL.field), "eq", (_RENEWAL.value,))
    known = _RENEWAL in reading.clause.lexicon.values.get((_RENEWAL.value,), ())
    return [Related("opportunities", (renewals, _LOST, during))] if known else []


def _customer_since(reading: Reading) -> FieldRef | None:
    """The field that says since when an account is a customer, where the CRM has one."""
    return date_called(reading, "accounts", CUSTOMER_SINCE)


def customers(reading: Reading, head: Mention) -> bool:
    """Whether customers themselves are ranked, not by what is theirs ("the customer with the oldest ticket")."""
    telling = [
        one
        for one in reading.free()
        if one.first != head.first
        and (is_noun(one) or one.kind == "metric" or (one.kind == "attribute" and one.meaning.field.type in MEASURED))
    ]
    if telling or any(token.key in _AROUND for token in reading.tagged.tokens):
        return False
    return any(_CUSTOMER in one.meaning for one in reading.tagged.of("value") if one.first == head.first)


def newest_customers(
    reading: Reading, start: Mention, superlative: Superlative, limit: int | None
) -> RecordStep | None:
    """`our newest customer`: by the date since when it is one, or by the first deal won; never by its founding."""
    since = _customer_since(reading)
    if since is None and not reading.filled("opportunities"):
        return None
    reading.take(start)
    if since is not None:
        where = [*conditions_on(reading, "accounts"), Compare(since, "filled")]
        select = columns(reading, "accounts", extra=[since])
        order = (Order(superlative.descending, since),)
        return RecordStep(RecordQuery("accounts", tuple(where), select, order=order, limit=limit), "ranking")
    first = Measure("min", "first deal won", _CLOSED)
    query = RecordQuery(
        "opportunities",
        (_WON, *conditions_on(reading, "opportunities")),
        measures=(first,),
        group_by=(FieldRef(("account",), "name"),),
        order=(Order(superlative.descending, measure=0),),
        limit=limit,
        skip_empty_groups=True,
    )
    return RecordStep(query, "ranking", reading.about())
