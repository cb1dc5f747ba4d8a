"""Clauses that ask who turned to whom: `who called Halden this month`, `customers Dana visited`, `who emailed us`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from skills.ask.kinds import called, is_channel
from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import (
    at_one_time,
    conditions_on,
    happened,
    name_conditions,
    own_conditions,
    person_condition,
    times_said,
)
from skills.ask.reading.dates import dated
from skills.ask.reading.directions import no_talk, one_way, talked, written_by_people
from skills.ask.reading.figure import count_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.touching import DENYING, PERSONS, Touching, replies, says_nobody_did, touching
from skills.ask.vocabulary import SUPERLATIVES
from skills.ask.words import STOPWORDS
from storage.catalog import ENTITIES, FieldRef
from storage.names import name_words
from storage.query import Compare, Condition, During, NoneOf, Order, RecordQuery, Related

_WAYS = {"people": "person", "contacts": "contact", "accounts": "account"}
_CHANNEL = FieldRef((), "channel")
_DIRECTION = FieldRef((), "direction")
_WHEN = FieldRef((), "occurred_at")


def touch_step(reading: Reading) -> RecordStep | None:
    """Those who did it, or those to whom it was done, by the activities that say so."""
    told = touching(reading.tagged)
    if told is None and replies(reading.tagged):
        reading.clause.lost.append("replied")
    if told is None and says_nobody_did(reading.tagged):
        reading.clause.lost.append(reading.tagged.tokens[0].text)
    if told is None or not _answerable(reading, told):
        return None
    channels = _channels(reading, told)
    if _names_field(reading, told):
        return None
    last = _last_said(reading, told)
    latest = _last_before_verb(reading, told) and last is None
    if channels is None or (told.merely and (told.denied or not channels)):
        return None
    most = None if last is not None or latest else _most_said(reading, told)
    if (not (last or latest or most) and reading.free("superlative")) or (latest and not reading.free("period")):
        return None
    _take_words(reading, told, last or most)
    if latest:
        at = told.verb[0] - 1
        reading.take(*[one for one in reading.tagged.mentions if one.first == at and one.kind == "superlative"])
    kinds = [Compare(_CHANNEL, "eq", channels)] if channels else []
    inner: list[Condition] = [*kinds, *_around(reading, told)]
    doing = _doers(reading, told)
    if told.doer is not None and (_strangers(reading, told) or (not doing and not _anybody(reading, told))):
        reading.clause.lost.append(_said(reading, told.doer))
        return None
    inner += dated(reading, "activities", reading.free("period"), None, inner, planned=told.present)
    inner += _direction(reading, told, channels)
    inner += [*(talked(reading, inner) if told.ours else ()), *happened(reading, inner)]
    if last is not None:
        return _last_one(reading, told, [*inner, *doing], last)
    if most is not None:
        return _most(reading, told, [*inner, *doing], most)
    keys = [token.key for token in reading.tagged.tokens]
    if "both" in keys and told.doer is not None:
        reading.clause.lost.append("both")
    touched = _touched(reading, told, inner, doing, latest=latest)
    where = tuple(at_one_time(reading, [*touched, *conditions_on(reading, told.asked)]))
    if told.counted:
        reading.take(reading.tagged.marker("howmany"))
        measure = count_of(told.asked).measure
        return RecordStep(RecordQuery(told.asked, where, measures=(measure,)), "figure", reading.about())
    query = RecordQuery(told.asked, where, select=columns(reading, told.asked), order=natural_order(told.asked))
    return RecordStep(query, "list", reading.about())


def _most_said(reading: Reading, told: Touching) -> Mention | None:
    """`who talks to Halden the most`, `which customers do we call most often`: those are ranked."""
    superlatives = reading.free("superlative")
    tokens = reading.tagged.tokens
    if len(superlatives) != 1 or told.denied or told.counted or told.only or told.merely:
        return None
    most = superlatives[0]
    after = tokens[most.last].key if most.last < len(tokens) else ""
    follows = any(one.first == most.last and one.kind in ("noun", "value", "attribute") for one in reading.free())
    plain = most.meaning.about in ((), ("often",)) and most.first >= told.head[1] and not follows
    return (
        most
        if plain and (after in _OFTEN or not after.isalpha() or after in STOPWORDS or _timed(reading, most))
        else None
    )


_OFTEN = frozenset("often frequently regularly".split())


def _timed(reading: Reading, mention: Mention) -> bool:
    return any(one.first == mention.last for one in reading.tagged.of("period"))


def _most(reading: Reading, told: Touching, where: list[Condition], most: Mention) -> RecordStep:
    tokens = reading.tagged.tokens
    reading.take(most)
    reading.clause.used |= {at for at in range(most.last, min(most.last + 1, len(tokens))) if tokens[at].key in _OFTEN}
    if told.asked != "people":
        where += conditions_on(reading, "activities")
    who = FieldRef((_WAYS[told.asked],), ENTITIES[told.asked].title)
    several = tokens[told.head[1] - 1].plural
    query = RecordQuery(
        "activities",
        tuple(dict.fromkeys(where)),
        measures=(count_of("activities").measure,),
        group_by=(who,),
        order=(Order(most.meaning.descending, measure=0),),
        limit=most.meaning.limit or (10 if several else 1),
        skip_empty_groups=True,
    )
    return RecordStep(query, "ranking", reading.about())


def _names_field(reading: Reading, told: Touching) -> bool:
    """`contacts we met at a webinar`, of a field "How we met": the verb says no more than the field does."""
    verbs = {token.key for token in reading.tagged.tokens[told.verb[0] : told.verb[1]]}
    fields = [
        reading.catalog.fields[value.table, value.field] for one in reading.free("value") for value in one.meaning
    ]
    if not any(one.custom and verbs & set(name_words(one.label)) for one in fields):
        return False
    done = range(*told.verb) if told.doer is None else range(told.doer[0], told.verb[1])
    reading.clause.used |= set(done)
    return True


def _touched(
    reading: Reading, told: Touching, inner: Sequence[Condition], doing: Sequence[Condition], *, latest: bool
) -> list[Condition]:
    """That it was done, or was not; and where it is said to be the only or the `latest` thing, that no other was."""
    times = times_said(reading)
    op, count = ("eq", 0) if told.denied else (times.op, int(times.value)) if times is not None else ("ge", 1)
    touched: list[Condition] = [Related("activities", (*inner, *doing), op, count)]
    if told.each:  # "accounts that were called and visited"
        any_of = next(one for one in inner if isinstance(one, Compare) and one.ref == _CHANNEL)
        alike = [one for one in inner if one is not any_of]
        each = [Compare(_CHANNEL, "eq", (value,)) for value in any_of.values]
        touched = [Related("activities", (kind, *alike, *doing), op, count) for kind in each]
    if told.only and doing:
        touched.append(Related("activities", (*inner, NoneOf(tuple(doing))), "eq", 0))
    if told.merely:
        kinds = [value for one in inner if isinstance(one, Compare) and one.ref == _CHANNEL for value in one.values]
        others = Compare(_CHANNEL, "ne", tuple(dict.fromkeys((*kinds, *no_talk(reading)))))
        rest = [one for one in inner if not (isinstance(one, Compare) and one.ref in (_CHANNEL, _DIRECTION))]
        touched.append(Related("activities", (others, *rest, *doing), "eq", 0))
    if latest:  # "customers last called in May": and not called after it
        tomorrow = reading.clause.today + dt.timedelta(days=1)
        times_of = [one for one in inner if isinstance(one, During)]
        rest = [one for one in inner if not isinstance(one, During)]
        ends = [one.end for one in times_of if one.end is not None and one.end < tomorrow]
        after = [During(_WHEN, end, tomorrow) for end in ends]
        touched += [Related("activities", (*rest, *doing, one), "eq", 0) for one in after]
    return touched


def _said(reading: Reading, span: tuple[int, int]) -> str:
    return " ".join(token.text for token in reading.tagged.tokens[span[0] : span[1]])


def _last_before_verb(reading: Reading, told: Touching) -> bool:
    return reading.tagged.tokens[told.verb[0] - 1].key == "last"


def _answerable(reading: Reading, told: Touching) -> bool:
    """Whether the store keeps whom activities are of, and nothing else is asked."""
    marker = reading.tagged.marker("by", "per", "share", "order", "vs", "howmuch", "howlong", "ahead")
    if marker is not None and not told.verb[1] <= marker.first < (told.doer or told.verb)[1]:
        return False
    others = [*reading.free("aggregate"), *reading.free("metric"), *reading.scoped("campaigns")]
    if told.asked == "when":
        others += [] if reading.names and _last_said(reading, told) is not None else [None]
    elif reading.tagged.marker("when") is not None:
        return False
    known = told.asked == "when" or ("activities", _WAYS[told.asked]) in reading.catalog.used
    return known and not others and reading.filled("activities", note=False)


def _channels(reading: Reading, told: Touching) -> tuple[str, ...] | None:
    """The kinds of activities as this store calls them; None where it has none of a kind that is said."""
    found: list[str] = []
    for channel in told.channels:
        words = name_words(channel)
        values = [one for one in reading.clause.lexicon.values.get(words, ()) if is_channel(one)]
        values = values or list(called(words, reading.clause.lexicon))
        if not values:
            return None
        found += [one.value for one in values]
    return tuple(dict.fromkeys(found))


def _last_said(reading: Reading, told: Touching) -> Mention | None:
    """`who called Halden last`, `who last talked to Ines`: one is asked for, the last."""
    if told.denied or told.counted or reading.tagged.tokens[told.head[1] - 1].plural:
        return None
    superlatives = reading.free("superlative")
    if len(superlatives) == 1:
        about = superlatives[0].meaning
        return superlatives[0] if about.about == ("when",) and (about.limit or 1) == 1 else None
    before = told.verb[0] - 1
    if not _last_before_verb(reading, told) or reading.tagged.of("superlative"):
        return None
    return Mention(before, before + 1, "superlative", SUPERLATIVES["last"])


def _last_one(reading: Reading, told: Touching, where: list[Condition], last: Mention) -> RecordStep:
    reading.take(last)
    order = (Order(last.meaning.descending, _WHEN),)
    if told.asked != "people":
        where += conditions_on(reading, "activities")
    if told.asked == "when":
        select = columns(reading, "activities")
        query = RecordQuery("activities", tuple(dict.fromkeys(where)), select=select, order=order, limit=1)
        return RecordStep(query, "ranking", reading.about())
    who = FieldRef((_WAYS[told.asked],), ENTITIES[told.asked].title)
    where.append(Compare(who, "filled"))
    select = columns(reading, "activities", only=[who, _WHEN])
    query = RecordQuery("activities", tuple(dict.fromkeys(where)), select=select, order=order, limit=1)
    return RecordStep(query, "fact", reading.about())


def _take_words(reading: Reading, told: Touching, last: Mention | None) -> None:
    """The words of what was done and of whom is asked for have their part."""
    places = set(range(*told.verb))
    keys = [token.key for token in reading.tagged.tokens]
    while keys[max(places) + 1 : max(places) + 2] in (["to"], ["us"], ["me"], ["our"], ["mail"], ["mails"], ["emails"]):
        places.add(max(places) + 1)
    places |= {at for at in range(told.head[0], told.verb[0]) if keys[at] in DENYING}
    timed = {at for one in reading.free("period") for at in range(one.first, one.last)}
    reading.clause.used |= places - timed  # "who did we hear from this year"
    heads = [one for one in reading.tagged.mentions if one.kind == "noun" and one.last == told.head[1]]
    done = [one for one in reading.tagged.mentions if places.intersection(range(one.first, one.last))]
    reading.take(*heads, *[one for one in done if one is not last and one.kind not in ("name", "period")])


def _doers(reading: Reading, told: Touching) -> list[Condition]:
    """Those of us who did it: `Dana`, `anyone from sales`, `nobody in the North team`."""
    if told.doer is None:
        return []
    first, last = told.doer
    found: list[Condition] = []
    for known in (reading.names, reading.excluded):  # "nobody on Dana's team" leaves out no Dana
        for mention, entries in list(known):
            place = mention.first if mention is not None else first
            if entries[0].table != "people" or not first <= place < last:
                continue
            known.remove((mention, entries))
            condition = person_condition(reading, "activities", mention, tuple(one.id for one in entries))
            found += [condition] if condition is not None else []
    ours = [one for one in reading.free("value") if first <= one.first < last and _of_us(one)]
    for one in ours:
        found += own_conditions(reading, "activities", one.first, one.last, None)
    reading.clause.used |= {at for at in range(first, last) if reading.tagged.tokens[at].key in _OF_US}
    reading.take(*[one for one in reading.free("noun") if first <= one.first < last and one.meaning == "people"])
    return found


def _of_us(mention: Mention) -> bool:
    return any(value.table == "people" or (value.table, value.field) == _SIDE for value in mention.meaning)


_SIDE = ("activities", "side")


def _strangers(reading: Reading, told: Touching) -> bool:
    """Whether those who did it are said to be what none of us is: "nobody from their legal team"."""
    assert told.doer is not None
    left = [one for one in reading.free() if told.doer[0] <= one.first < told.doer[1] and one.kind == "value"]
    words = [
        token
        for place, token in enumerate(reading.tagged.tokens[told.doer[0] : told.doer[1]], told.doer[0])
        if place not in reading.clause.used and token.key not in STOPWORDS and token.key not in PERSONS
    ]
    return bool(left) or bool(words)


_OF_US = frozenset("us our ours side team reps rep colleagues".split())


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
    heard = [] if channels else talked(reading, (), said=True)
    return [*one_way(reading, "inbound", channels), *heard, *written_by_people(reading, channels)]
