"""Clauses that ask who turned to whom: `who called Halden this month`, `customers Dana visited`, `who emailed us`."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.kinds import called
from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import (
    conditions_on,
    happened,
    name_conditions,
    own_conditions,
    person_condition,
    times_said,
)
from skills.ask.reading.dates import dated
from skills.ask.reading.directions import one_way, talked, written_by_people
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.touching import DENYING, Touching, touching
from skills.ask.vocabulary import SUPERLATIVES
from storage.catalog import ENTITIES, FieldRef
from storage.lexicon import Named, Value
from storage.names import name_words
from storage.query import Compare, Condition, Measure, NoneOf, Order, RecordQuery, Related

_WAYS = {"people": "person", "contacts": "contact", "accounts": "account"}
_CHANNEL = FieldRef((), "channel")
_WHEN = FieldRef((), "occurred_at")


def touch_step(reading: Reading) -> RecordStep | None:
    """Those who did it, or those to whom it was done, by the activities that say so."""
    told = touching(reading.tagged)
    if told is None or not _answerable(reading, told):
        return None
    channels = _channels(reading, told)
    last = _last_said(reading, told)
    if channels is None or (last is None and reading.free("superlative")):
        return None
    _take_words(reading, told, last)
    kinds = [Compare(_CHANNEL, "eq", channels)] if channels else []
    inner: list[Condition] = [*kinds, *_around(reading, told)]
    doing = _doers(reading, told)
    if told.doer is not None and not doing and not _anybody(reading, told):
        return None
    inner += dated(reading, "activities", reading.free("period"), None, inner)
    inner += _direction(reading, told, channels)
    inner += [*talked(reading, inner), *happened(reading, inner)]
    if last is not None:
        return _last_one(reading, told, [*inner, *doing], last)
    times = times_said(reading)
    op, count = ("eq", 0) if told.denied else (times.op, int(times.value)) if times is not None else ("ge", 1)
    touched: list[Condition] = [Related("activities", (*inner, *doing), op, count)]
    if told.only and doing:
        touched.append(Related("activities", (*inner, NoneOf(tuple(doing))), "eq", 0))
    where = (*touched, *conditions_on(reading, told.asked))
    if told.counted:
        reading.take(reading.tagged.marker("howmany"))
        measure = Measure("count", f"number of {ENTITIES[told.asked].plural}")
        return RecordStep(RecordQuery(told.asked, where, measures=(measure,)), "figure", reading.about())
    query = RecordQuery(told.asked, where, select=columns(reading, told.asked), order=natural_order(told.asked))
    return RecordStep(query, "list", reading.about())


def _answerable(reading: Reading, told: Touching) -> bool:
    """Whether the store keeps whom activities are of, and nothing else is asked."""
    marker = reading.tagged.marker("by", "per", "share", "order", "vs", "howmuch", "howlong", "when", "ahead")
    if marker is not None and not told.verb[1] <= marker.first < (told.doer or told.verb)[1]:
        return False
    others = [*reading.free("aggregate"), *reading.free("metric"), *reading.scoped("campaigns")]
    known = ("activities", _WAYS[told.asked]) in reading.catalog.used
    return known and not others and reading.filled("activities", note=False)


def _channels(reading: Reading, told: Touching) -> tuple[str, ...] | None:
    """The kinds of activities as this store calls them; None where it has none of a kind that is said."""
    found: list[str] = []
    for channel in told.channels:
        words = name_words(channel)
        values = [one for one in reading.clause.lexicon.values.get(words, ()) if _is_channel(one)]
        values = values or list(called(words, reading.clause.lexicon))
        if not values:
            return None
        found += [one.value for one in values]
    return tuple(dict.fromkeys(found))


def _is_channel(value: Value) -> bool:
    return (value.table, value.field) == ("activities", _CHANNEL.name)


def _last_said(reading: Reading, told: Touching) -> Mention | None:
    """`who called Halden last`, `who last talked to Ines`: one is asked for, the last."""
    if told.denied or told.counted:
        return None
    superlatives = reading.free("superlative")
    if len(superlatives) == 1:
        about = superlatives[0].meaning
        return superlatives[0] if about.about == ("when",) and (about.limit or 1) == 1 else None
    before = told.verb[0] - 1
    if reading.tagged.tokens[before].key != "last" or reading.tagged.of("superlative"):
        return None
    return Mention(before, before + 1, "superlative", SUPERLATIVES["last"])


def _last_one(reading: Reading, told: Touching, where: list[Condition], last: Mention) -> RecordStep:
    reading.take(last)
    if told.asked == "contacts":
        where += conditions_on(reading, "activities")
    who = FieldRef((_WAYS[told.asked],), ENTITIES[told.asked].title)
    where.append(Compare(who, "filled"))
    select = columns(reading, "activities", only=[who, _WHEN])
    query = RecordQuery(
        "activities", tuple(where), select=select, order=(Order(last.meaning.descending, _WHEN),), limit=1
    )
    return RecordStep(query, "fact", reading.about())


def _take_words(reading: Reading, told: Touching, last: Mention | None) -> None:
    """The words of what was done and of whom is asked for have their part."""
    places = set(range(*told.verb))
    keys = [token.key for token in reading.tagged.tokens]
    while keys[max(places) + 1 : max(places) + 2] in (["to"], ["us"], ["me"], ["our"], ["mail"], ["mails"], ["emails"]):
        places.add(max(places) + 1)
    places |= {at for at in range(told.head[0], told.verb[0]) if keys[at] in DENYING}
    reading.clause.used |= places
    heads = [one for one in reading.tagged.mentions if one.kind == "noun" and one.last == told.head[1]]
    reading.take(*heads, *[one for one in reading.tagged.mentions if one is not last and one.first in places])


def _doers(reading: Reading, told: Touching) -> list[Condition]:
    """Those of us who did it: `Dana`, `anyone from sales`, `nobody in the North team`."""
    if told.doer is None:
        return []
    first, last = told.doer
    found: list[Condition] = []
    for named in list(reading.names):
        mention, entries = named
        place = mention.first if mention is not None else first
        if entries[0].table == "people" and first <= place < last:
            reading.names.remove(named)
            condition = person_condition(reading, "activities", mention, _ids(entries))
            found += [condition] if condition is not None else []
    found += own_conditions(reading, "activities", first, last, None)
    reading.clause.used |= {at for at in range(first, last) if reading.tagged.tokens[at].key in _OF_US}
    reading.take(*[one for one in reading.free("noun") if first <= one.first < last and one.meaning == "people"])
    return found


_OF_US = frozenset("us our ours side team reps rep colleagues".split())


def _ids(entries: Sequence[Named]) -> tuple[int, ...]:
    return tuple(one.id for one in entries)


def _anybody(reading: Reading, told: Touching) -> bool:
    """Whether nobody in particular is said to have done it: "we", "anyone", "nobody"."""
    assert told.doer is not None
    keys = [token.key for token in reading.tagged.tokens[told.doer[0] : told.doer[1]]]
    return not {"sales", "marketing", "i"} & set(keys) and (told.asked == "people" or not {"team", "side"} & set(keys))


def _around(reading: Reading, told: Touching) -> list[Condition]:
    """Of those who turned to somebody: to whom, by name or by what is said after the verb."""
    if told.asked != "people":
        return []
    others, reading.names = (
        [one for one in reading.names if one[1][0].table == "people"],
        [one for one in reading.names if one[1][0].table != "people"],
    )
    found = name_conditions(reading, "activities")
    reading.names = others
    end = len(reading.tagged.tokens)
    after = [one for one in reading.free("noun") if one.first >= told.verb[1]]
    reading.take(*[one for one in after if one.meaning in ("contacts", "accounts")])
    periods = reading.free("period")
    for one in periods:
        reading.taken.add(id(one))
    found += own_conditions(reading, "activities", told.verb[1], end, None)
    for one in periods:
        reading.taken.discard(id(one))
    return found


def _direction(reading: Reading, told: Touching, channels: Sequence[str]) -> list[Condition]:
    """Whether it went out or came in, where the store keeps it; what is denied is denied both ways."""
    if told.ours:
        return one_way(reading, "outbound", channels) if not told.denied and channels else []
    return [*one_way(reading, "inbound", channels), *written_by_people(reading, channels)]
