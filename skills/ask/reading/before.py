"""What a field said before: `who owned Halden before`, `the previous amount of the rollout`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.state import Reading
from skills.ask.reading.watched import (
    NEW,
    OLD,
    RECORDS,
    TABLES,
    WHEN,
    Said,
    fields_said,
    of_fields,
    of_record,
    on_record,
    pairs_of,
    record_of,
    take_fields,
    values_of,
)
from skills.ask.tagged import Mention
from storage.query import Compare, Condition, During, Order, RecordQuery, Related

_ALWAYS = frozenset("previously formerly originally initially".split())
_BESIDE_FIELD = frozenset("previous former prior old original initial earlier ex".split())
_AT_THE_END = frozenset("before earlier".split())
_FIRST = frozenset("originally initially original initial".split())
_NEWLY = frozenset({"owner", "stage", "tier", "close_date", "title", "parent"})
"""Fields of which "the new owner of Halden" asks for the last change, too."""
_POINTING = frozenset("that then this him her them it".split())
_LASTING = frozenset("be own have run lead manage look handle hold pay work belong say stand cover".split())


def before_steps(reading: Reading) -> list[RecordStep]:
    """The last change of each field that is asked for, which tells its old value: never the present one."""
    words = _said_before(reading)
    until = _until(reading)
    if not words and until is None:
        return []
    fields = _whose(reading) or fields_said(reading)
    keys = {reading.tagged.tokens[place].key for place in words}
    rows = _rows(reading, fields, words) if until is None else None
    if rows is not None:
        return [rows]
    named = any(reading.scoped(table) for table in RECORDS)
    if not fields or not named:
        _lose(reading, words, named=named)
        return []
    record = record_of(reading, [one.records for one in fields])
    if not on_record(reading, record):
        _lose(reading, words, named=True)
        return []
    after = _successor(reading, words)
    if until is not None:
        reading.take(*[one for one in reading.free("period") if one.first == until[0]])
    take_fields(reading, fields)
    reading.clause.used |= words
    reading.take(*[one for one in reading.tagged.mentions if words.intersection(range(one.first, one.last))])
    reading.take(*[one for one in reading.free("noun") if one.meaning in (TABLES.get(record or ""), "changes")])
    reading.take(reading.tagged.marker("howmuch"))
    where = [*after, *conditions_on(reading, "changes")]
    where += [During(WHEN, until[1], None)] if until is not None else []
    one_row = len(reading.scoped(TABLES[record or "account"])) == 1
    first = bool(keys & _FIRST) or until is not None
    query = RecordQuery("changes", select=columns(reading, "changes"), order=(Order(not first, WHEN),))
    query = replace(query, limit=1 if one_row else None)
    kind = of_record(record)
    return [
        RecordStep(replace(query, where=(*kind, *of_fields([one.field]), *where)), "ranking", reading.about())
        for one in fields
    ]  # fmt: skip


def _said_before(reading: Reading) -> set[int]:
    """The places of the words that ask for what was before, no part of a time or a name."""
    tokens = reading.tagged.tokens
    busy = {
        place
        for one in reading.tagged.mentions
        if one.kind in ("period", "name", "metric") or (one.kind == "attribute" and one.length > 1)
        for place in range(one.first, one.last)
    }
    fields = {one.first for one in reading.free() if one.kind == "attribute" or one.meaning == "howmuch"}
    newly = {one.mention.first - 1 for one in fields_said(reading) if one.field in _NEWLY}
    found: set[int] = set()
    for at, token in enumerate(tokens):
        after = [one.key for one in tokens[at + 1 : at + 3]]
        if at in busy:
            continue
        if token.key in _ALWAYS or (token.key in _BESIDE_FIELD and ({at + 1, at + 2} & fields)):
            found.add(at)
            found |= {at + 1} if after[:1] == ["-"] else set()
        elif token.key == "new" and at in newly and any(reading.scoped(table) for table in RECORDS):
            found.add(at)
        elif token.key in _AT_THE_END and (
            not after or after[0] in (*_POINTING, "and", ",", "?") or _is_person(reading, at + 1)
        ):
            found |= {at, at + 1} if after[:1] and after[0] in _POINTING else {at}
        elif token.key in ("used", "use") and after[:1] == ["to"] and after[1:] and after[1] in _LASTING:
            found |= {at, at + 1}
    return found


def _is_person(reading: Reading, place: int) -> bool:
    return any(
        one is not None and one.first == place and entries[0].table == "people" for one, entries in reading.names
    )


def _whose(reading: Reading) -> list[Said]:
    """The owner in `whose account was it before`, `who did it belong to before`."""
    keys = [token.key for token in reading.tagged.tokens]
    belongs = next((at for at, key in enumerate(keys) if key in ("belong", "belonged")), None)
    place = 0 if keys[0] == "whose" else belongs if keys[0] == "who" else None
    if place is None:
        return []
    return [Said("owner", frozenset({"account", "opportunity"}), Mention(place, place + 1, "marker", "who"))]


def _until(reading: Reading) -> tuple[int, dt.date] | None:
    """The time in `who owned Halden before September`, where a field of a named row is asked for."""
    for one in reading.free("period"):
        said = reading.tagged.tokens[one.first].key
        time = one.meaning.towards(past=True, today=reading.clause.today)
        asks = reading.tagged.marker("who", "what", "which", "howmuch") is not None
        if (
            said in ("before", "prior")
            and time.start is None
            and time.end is not None
            and asks
            and fields_said(reading)
        ):
            nouns = {str(noun.meaning) for noun in reading.free("noun")}
            if any(reading.scoped(table) for table in RECORDS) and nouns <= set(RECORDS) and _asks_field(reading):
                return one.first, time.end
    return None


def _asks_field(reading: Reading) -> bool:
    """Whether the question asks for the field, not for rows by it."""
    dates = {"close_date", "left_at", "opted_out_at"}
    return all(one.field not in dates for one in fields_said(reading))


def _successor(reading: Reading, words: set[int]) -> list[Condition]:
    """`who owned Halden before Elif`: the change to her."""
    for named in list(reading.names):
        mention, entries = named
        if mention is not None and mention.first - 1 in words and entries[0].table == "people":
            reading.names.remove(named)
            reading.take(mention)
            return [Compare(NEW, "eq", tuple(one.name for one in entries))]
    return []


def _rows(reading: Reading, fields: list[Said], words: set[int]) -> RecordStep | None:
    """`accounts Dana used to own`, `which deals were in Proposal before`: the rows that had a value once."""
    nouns = [one for one in reading.free("noun") if one.meaning in RECORDS]
    if len({one.meaning for one in nouns}) != 1:
        return None
    table = str(nouns[0].meaning)
    record = RECORDS[table]
    if reading.scoped(table):
        return None
    people = [named for named in reading.names if named[0] is not None and named[1][0].table == "people"]
    owned = [one for one in fields if one.field == "owner"]
    belongs = {at for at, token in enumerate(reading.tagged.tokens) if token.key in ("belong", "belonged")}
    old: list[Condition] = []
    if (owned or belongs) and len(people) == 1:
        field = "owner"
        old = [Compare(OLD, "eq", tuple(one.name for one in people[0][1]))]
    else:
        told = [(one, pair) for one in reading.free("value") for pair in pairs_of(one) if pair[0] == record]
        spans = {(one.first, one.last) for one, _ in told}
        if len(spans) != 1 or _first_only(reading, words):
            return None
        one, (_, field) = told[0]
        old = [Compare(OLD, "eq", values_of(one, (record, field)))]
        reading.take(one, *reading.same_span(one))
    if not on_record(reading, record, field):
        _lose(reading, words, named=True)
        return None
    for named in people if field == "owner" else ():
        reading.names.remove(named)
        reading.take(named[0])
    take_fields(reading, owned)
    reading.take(*nouns)
    reading.clause.used |= words | belongs
    had = Related("changes", (*of_record(record), *of_fields([field]), *old))
    where = (had, *conditions_on(reading, table))
    query = RecordQuery(table, where, select=columns(reading, table), order=natural_order(table))
    return RecordStep(query, "list", reading.about())


def _first_only(reading: Reading, words: set[int]) -> bool:
    return all(reading.tagged.tokens[place].key in _FIRST for place in words)


def _lose(reading: Reading, words: set[int], *, named: bool) -> None:
    """Where the value before is not kept, the present one is no answer."""
    asked = [one for one in reading.free("attribute") if one.meaning.ref.name != "former_names"]
    values = [one for one in reading.free("value") if pairs_of(one)]
    if _first_only(reading, words):  # "where did it originally come from": what never changes
        asked, values = [one.mention for one in fields_said(reading)], []
    first = reading.tagged.tokens[0].key
    others = [one for one in reading.free("noun") if one.meaning not in RECORDS]
    whoever = first in ("who", "what") and reading.tagged.verb is None and not others
    customers = not reading.free("noun") and reading.tagged.verb is None  # "which customers did we have before"
    used = any(reading.tagged.tokens[place].key == "used" for place in words)  # "contracts that used to be active"
    whose = any(one.meaning in RECORDS for one in reading.free("noun")) and bool(reading.scoped("people"))
    if (named and (asked or values or whoever)) or (values and customers) or whose or (used and others):
        reading.clause.lost += [reading.tagged.tokens[place].text for place in sorted(words)] or ["before"]
