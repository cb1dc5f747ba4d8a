"""`which contracts were not renewed`, `customers that did not renew`: what is over and had no successor."""

from __future__ import annotations

from skills.ask.periods import Period
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.lexicon import Value
from storage.query import Compare, Condition, During, Related

_STATUS, _LAST_DAY = FieldRef((), "status"), FieldRef((), "renewal_date")
_DID = frozenset("did didnt have has havent hasnt had hadnt not never".split())


def says_unrenewed(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is the "renewed" that a clause denies."""
    return _says_renewed(reading, mention) and reading.seems_negated(mention)


def not_renewed(reading: Reading, table: str, inside: list[Mention]) -> list[Condition]:
    """Contracts whose last day is over and whose status is not that they were renewed; of accounts those with one. A
    store that does not say which were renewed cannot tell."""
    said = next((one for one in inside if says_unrenewed(reading, one)), None)
    if said is None or table not in ("contracts", "accounts"):
        return _without_renewal(reading, inside) if table == "contracts" else []
    words = {token.key for token in reading.tagged.tokens[max(0, said.first - 4) : said.first]}
    past = reading.tagged.tokens[said.first].key == "renewed" or bool(words & _DID)
    values = reading.clause.lexicon.values.get(("renewed",), ())
    states = tuple(one.value for one in values if (one.table, one.field) == ("contracts", "status"))
    if not states or not past or not reading.filled("contracts"):
        reading.clause.lost.append(reading.tagged.said(said))
        return []
    reading.negated(said)
    reading.take(said, *reading.same_span(said))
    today = reading.clause.today
    time = During(_LAST_DAY, None, today)
    period = next((one for one in inside if one.kind == "period"), None)
    if period is not None:
        reading.take(period)
        told: Period = period.meaning.towards(past=True, today=today)
        time = During(_LAST_DAY, told.start, min(told.end or today, today))
    conditions = (Compare(_STATUS, "ne", states), time)
    were = [one for one in inside if one.kind == "value" and _CUSTOMER in one.meaning]
    reading.take(*were)  # "customers that did not renew" are customers no more
    return list(conditions) if table == "contracts" else [Related("contracts", conditions)]


def _without_renewal(reading: Reading, inside: list[Mention]) -> list[Condition]:
    """`contracts without renewal`: whether one came after them, not whether their last day is known."""
    for one in inside:
        word = reading.tagged.tokens[one.first].stem
        if one.kind == "attribute" and one.length == 1 and word == "renewal" and reading.just_negated(one):
            reading.clause.lost.append(reading.tagged.said(one))
            break
    return []


def _says_renewed(reading: Reading, mention: Mention) -> bool:
    key = reading.tagged.tokens[mention.first].key
    if mention.kind == "value":
        return any((one.table, one.field, one.value.casefold()) == _RENEWED for one in mention.meaning)
    last_day = mention.kind == "attribute" and (mention.meaning.table, mention.meaning.ref) == ("contracts", _LAST_DAY)
    return last_day and mention.length == 1 and key in ("renew", "renewed", "renews", "renewing")


_RENEWED = ("contracts", "status", "renewed")
_CUSTOMER = Value("accounts", "lifecycle", "customer")
