"""What a figure is broken down by."""

from __future__ import annotations

from skills.ask.reading.fields import MEASURED, best_path
from skills.ask.reading.nouns import table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import ENTITIES, FieldRef
from storage.query import Bucket

_BEFORE_DOERS = frozenset("our the their any a these those".split())
_BEFORE_GROUPS = frozenset("the each of our their my his her account deal".split())
"""What may stand between the word for "per" and what rows are broken down by: "each of our reps"."""
_BREAKING_DOWN = frozenset("grouped sorted ranked ordered divided counted listed summed added averaged".split())


def groups_of(reading: Reading, base: str) -> list[FieldRef | Bucket]:
    """What a figure is broken down by: after "by", "per", "for each"; several joined by "and"."""
    groups: list[FieldRef | Bucket] = []
    markers = [one for one in reading.tagged.mentions if one.kind == "marker" and one.meaning in ("by", "per")]
    markers = [one for one in markers if not by_whom(reading, one)]
    for marker in markers:
        place = marker.last
        while place < len(reading.tagged.tokens):
            found = group_at(reading, base, place)
            if found is None:
                break
            mention, group = found
            groups += [group] if group not in groups else []
            reading.take(marker, mention, *(reading.same_span(mention) if mention.kind != "marker" else ()))
            place = mention.last
            if place < len(reading.tagged.tokens) and reading.tagged.tokens[place].key in ("and", ",", "&"):
                place += 1
                continue
            break
    each = next((one for one in markers if reading.tagged.tokens[one.last - 1].key in ("each", "one", "every")), None)
    if not groups and each is not None:  # "lead statuses, how many in each": what was named before
        for one in reversed([one for one in reading.free("attribute") if one.last <= each.first]):
            if any(other.kind == "value" for other in reading.same_span(one)) and base == "activities":
                continue  # "mails each": the kind, nobody's address
            found = group_at(reading, base, one.first)
            if found is not None:
                reading.take(each, one, *reading.same_span(one))
                return [found[1]]
    pointed = _before_arrow(reading) if not groups else None
    if pointed is not None:
        found = group_at(reading, base, pointed.first)
        if found is not None:
            reading.take(pointed, *reading.same_span(pointed))
            return [found[1]]
    which = reading.tagged.marker("which", "what")
    if not groups and which is not None:
        found = group_at(reading, base, which.last)
        asked = found is not None and found[0].kind == "attribute" and not names_value(reading, found[0])
        if found is not None and asked and not asks_of_row(reading, found[0]):
            groups.append(found[1])
            reading.take(found[0], *reading.same_span(found[0]))
            take_meeting(reading, found[0])
    return groups


def take_meeting(reading: Reading, field: Mention) -> None:
    """`which competitor do we meet in how many deals`, `which competitors do we meet most`: what is done with a
    competitor there is no meeting."""
    counted = reading.tagged.marker("howmany") or next(iter(reading.free("superlative")), None)
    end = counted.first if counted is not None and counted.first > field.last else field.last
    said = [at for at in range(field.last, end) if reading.tagged.tokens[at].key in MEETS]
    reading.take(*[one for one in reading.tagged.mentions if one.first in said])
    reading.clause.used |= set(said)


MEETS = frozenset(
    "meet met meeting face facing faced fight fighting fought encounter encountering compete competing".split()
)


def _before_arrow(reading: Reading) -> Mention | None:
    """`industry -> number of accounts`: the field whose values are told apart."""
    tokens = reading.tagged.tokens
    for one in reading.free("attribute"):
        signs = "".join(token.text for token in tokens[one.last : one.last + 2] if not token.text.isalnum())
        if one.first == 0 and (">" in signs or "→" in signs):
            return one
    return None


def by_whom(reading: Reading, marker: Mention) -> bool:
    """`tickets raised by our accounts`: who did it, nothing to break down by."""
    before = reading.tagged.tokens[marker.first - 1].key if marker.first else ""
    alone = marker.length == 1 and reading.tagged.tokens[marker.first].key == "by"
    after = reading.tagged.tokens[marker.last] if marker.last < len(reading.tagged.tokens) else None
    whom = after is not None and (after.key in _BEFORE_DOERS or after.plural)
    return alone and whom and before.endswith("ed") and before not in _BREAKING_DOWN


def names_value(reading: Reading, mention: Mention) -> bool:
    """`which tier A accounts`, `which stage Negotiation deals`: one of the field's values is said right after it."""
    if mention.kind != "attribute":
        return False
    field = (mention.meaning.field.table, mention.meaning.field.name)
    said = [one for one in reading.tagged.of("value") if one.first == mention.last]
    return any((value.table, value.field) == field for one in said for value in one.meaning)


def asks_of_row(reading: Reading, mention: Mention) -> bool:
    """`which stage is the Oddlark deal in`: a field of the row that is named, nothing to break down by."""
    tokens = reading.tagged.tokens
    following = tokens[mention.last].key if mention.last < len(tokens) else ""
    table = any(one.kind == "noun" for one in reading.same_span(mention))
    return bool(reading.names) and not table and following in ("is", "are", "was", "does", "do", "did", "s")


def group_at(reading: Reading, base: str, place: int) -> tuple[Mention, FieldRef | Bucket] | None:
    tokens = reading.tagged.tokens
    led = place
    while led < len(tokens) and tokens[led].key in _BEFORE_GROUPS:
        led += 1
        if any(one.first == led and one.kind in ("attribute", "noun") for one in reading.tagged.mentions):
            reading.clause.used |= set(range(place, led))
            place = led
    if place >= len(tokens):
        return None
    if tokens[place].stem in ("month", "quarter", "year"):
        when = ENTITIES[base].when
        if when is not None:
            unit = tokens[place].stem
            return Mention(place, place + 1, "marker", unit), Bucket(FieldRef((), when), unit)
    lead = next((one for one in reading.free("value") if one.first == place), None)
    if lead is not None and any(one.first == lead.last and one.kind == "noun" for one in reading.free()):
        inner = group_at(reading, base, lead.last)
        if inner is not None and isinstance(inner[1], FieldRef):
            reading.preferred[id(lead)] = reading.catalog.table_at(base, inner[1].steps)
            return inner
    here = [one for one in reading.free() if one.first == place]
    listed = _field_of_values(reading, base, place)
    if listed is not None:
        return listed
    attributes = [one for one in here if one.kind == "attribute" and not _is_address(one)]
    attributes = [one for one in attributes if one.meaning.field.type not in MEASURED - {"year"}]
    if attributes:
        ref = best_path(reading, base, [one.meaning for one in attributes])
        nouns = [one for one in here if one.kind == "noun" and reading.catalog.path(base, one.meaning) is not None]
        if ref is not None and not (nouns and nouns[0].last > attributes[0].last):
            return attributes[0], ref
    for one in here:
        if one.kind == "noun" and one.meaning != base:
            way = reading.catalog.path(base, one.meaning)
            if way is not None:
                return one, FieldRef(way, ENTITIES[one.meaning].title)
    for one in here:
        table = table_of(one) if one.kind == "value" else None
        way = reading.catalog.path(base, table) if table not in (None, base) else None
        if way and table is not None:  # "per customer": the accounts, of which the word stays a condition
            return Mention(one.last, one.last, "marker", one.meaning), FieldRef(way, ENTITIES[table].title)
    return None


def _is_address(mention: Mention) -> bool:
    """`tickets that came in by phone`: nobody breaks rows down by numbers to call."""
    return bool({"phone", "email"} & {mention.meaning.ref.name, *mention.meaning.label.casefold().split()})


_LISTS = frozenset(", and or & / +".split())


def _field_of_values(reading: Reading, base: str, place: int) -> tuple[Mention, FieldRef] | None:
    """`split over gold, silver and bronze`: the field that the values are of; they stay to be asked for."""
    values: list[Mention] = []
    for one in sorted(reading.free("value"), key=lambda one: one.first):
        between = reading.tagged.tokens[values[-1].last if values else place : one.first]
        same = bool(values) and one.first == values[-1].first
        if same or (one.first >= place and bool(between) == bool(values) and all(x.key in _LISTS for x in between)):
            values.append(one)
    if len({one.first for one in values}) < 2 or values[0].first != place:
        return None
    shared = set.intersection(*({(value.table, value.field) for value in one.meaning} for one in values))
    for table, name in sorted(shared):
        way = reading.catalog.path(base, table)
        if way is not None:
            return Mention(place, place, "value", values[0].meaning), FieldRef(way, name)
    return None
