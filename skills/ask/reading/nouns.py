"""What is asked about: the tables that nouns, and values used as nouns, stand for."""

from __future__ import annotations

from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention

_STANDS_FOR = {
    ("accounts", "lifecycle"): "accounts",
    ("activities", "channel"): "activities",
    ("activities", "subject"): "activities",
    ("deal_roles", "role"): "deal_roles",
    ("people", "role"): "people",
    ("opportunities", "type"): "opportunities",
    ("technographics", "technology"): "technographics",
    ("intent_signals", "topic"): "intent_signals",
}
"""Values that people use as nouns: "customers", "meetings", "champions", "renewals"."""


def table_of(mention: Mention) -> str | None:
    """The table a mention stands for: a noun's own; "meetings" stands for activities, "customers" for accounts."""
    if mention.kind == "noun":
        return str(mention.meaning)
    if mention.kind == "value":
        for value in mention.meaning:
            table = _STANDS_FOR.get((value.table, value.field))
            if table is not None:
                return table
    return None


def is_noun(mention: Mention) -> bool:
    return table_of(mention) is not None


def is_outcome(mention: Mention) -> bool:
    """`what did Pieter win`: the verb alone says that deals are meant."""
    return mention.kind == "value" and any(
        (value.table, value.field) == ("opportunities", "status") for value in mention.meaning
    )


def counted_noun(reading: Reading, after: int) -> Mention | None:
    """What "how many" counts: "how many meetings did each rep have", "how many customers have a contract"."""
    free = [one for one in reading.free() if one.first >= after]
    first = next((one for one in free if is_noun(one)), None)
    if first is not None and first.kind == "value":
        token = reading.tagged.tokens[first.last - 1]
        joined = any(one.first == first.last and is_noun(one) for one in free)  # "customer accounts"
        same = any(one.kind == "noun" for one in reading.same_span(first))
        if token.plural and not joined and not same:
            return first
    return head_noun(reading, after)


def head_noun(reading: Reading, after: int) -> Mention | None:
    candidates = [one for one in reading.free() if one.first >= after and is_noun(one)]
    nouns = [one for one in candidates if one.kind == "noun"]
    return next(iter(nouns or candidates), None)
