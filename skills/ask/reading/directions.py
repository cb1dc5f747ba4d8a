"""Who turned to whom: `emails Lucy sent`, `mails from Halden`, `did anyone call Lena`."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.kinds import called, is_channel
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.touching import TALKS
from storage.catalog import FieldRef
from storage.lexicon import Named, Value
from storage.query import Compare, Condition

_OURS = frozenset("we i you anyone anybody someone somebody nobody everyone everybody us our".split())
_SENT = frozenset("send sends sent sending".split())
_OUTGOING = frozenset("outgoing outbound".split())
_INCOMING = frozenset("incoming inbound receive receives received receiving".split())
_WAYS = {(verb, "in"): "inbound" for verb in ("came", "come", "comes", "coming")}
_WAYS |= {(verb, "out"): "outbound" for verb in ("went", "go", "goes", "going")}
_TWO_WAY = frozenset({"email", "call", "linkedin"})
"""Channels of which one side turns to the other; a meeting is held together."""


def directed(reading: Reading, where: list[Condition]) -> list[Condition]:
    """Whether activities went out or came in, where the clause says who turned to whom and the store keeps it."""
    channels = {
        value
        for one in where
        if isinstance(one, Compare) and one.ref == FieldRef((), "channel") and one.op == "eq"
        for value in one.values
    }
    if any(isinstance(one, Compare) and one.ref == FieldRef((), "direction") for one in where):
        return []
    told = _told(reading, channels) if channels <= _TWO_WAY else None
    if told is None:
        return []
    direction, places = told
    found = one_way(reading, direction, tuple(channels))
    reading.clause.used |= places if found else set()
    return [*found, *(written_by_people(reading, tuple(channels)) if found and direction == "inbound" else ())]


def one_way(reading: Reading, direction: str, channels: Sequence[str]) -> list[Condition]:
    """That activities went out or came in, where the store keeps it and the channels have two ways."""
    known = Value("activities", "direction", direction) in reading.clause.lexicon.values.get((direction,), ())
    if not known or not set(channels) <= _TWO_WAY:
        return []
    return [Compare(FieldRef((), "direction"), "eq", (direction,))]


def written_by_people(reading: Reading, channels: Sequence[str]) -> list[Condition]:
    """That an e-mail which came in was written: a CRM keeps it as one, too, that ours was opened or scanned."""
    return _by_people(reading) if "email" in channels else []


def _by_people(reading: Reading) -> list[Condition]:
    """That no machine did it, where the store tells."""
    told = ("activities", "human") in reading.catalog.fields
    return [Compare(FieldRef((), "human"), "ne", (False,))] if told else []


_NO_TALK = ("ad", "web", "note", "task")


def no_talk(reading: Reading) -> tuple[str, ...]:
    """The channels of the store over which nobody has to do with anybody in person."""
    lexicon = reading.clause.lexicon
    found = [
        value.value
        for name in _NO_TALK
        for value in (*lexicon.values.get((name,), ()), *called((name,), lexicon))
        if is_channel(value)
    ]
    return tuple(dict.fromkeys(found))


def talked(reading: Reading, where: Sequence[Condition], *, said: bool = False) -> list[Condition]:
    """That people had to do with each other, where they are `said` to have talked: no ads, no pages looked at, nothing
    that a machine sent or opened."""
    said = said or any(token.key in TALKS for token in reading.tagged.tokens)
    if not said or any(isinstance(one, Compare) and one.ref == FieldRef((), "channel") for one in where):
        return []
    channels = no_talk(reading)
    found: list[Condition] = [Compare(FieldRef((), "channel"), "ne", channels)] if channels else []
    return [*found, *_by_people(reading)]


def _told(reading: Reading, channels: set[str]) -> tuple[str, set[int]] | None:
    tokens = reading.tagged.tokens
    keys = [token.key for token in tokens]
    for words, direction in ((_OUTGOING, "outbound"), (_INCOMING, "inbound")):
        places = {at for at, key in enumerate(keys) if key in words}
        if places:
            ours = any(key == "our" and keys[at - 1] in words for at, key in enumerate(keys) if at)
            return "outbound" if ours else direction, places  # "who received our mails"
    verb = next((at for at, key in enumerate(keys) if key in _SENT), None)
    if verb is not None:
        return _sent(reading, verb), {verb}
    for at in range(len(keys) - 1) if channels else ():
        way = _WAYS.get((keys[at], keys[at + 1]))
        if way is not None:
            return way, {at, at + 1}
    if not channels:
        return None  # "talk to them" is a talk of both
    for at, key in enumerate(keys[:-1]):
        named = _named_at(reading, at + 1)
        if key in ("from", "to") and (named is not None or keys[at + 1] in ("us", "me")):
            ours = keys[at + 1] in ("us", "me") or (named is not None and named.table == "people")
            return ("outbound" if ours == (key == "from") else "inbound"), set()
        if key in ("from", "to") and _theirs_at(reading, at + 1):
            return ("inbound" if key == "from" else "outbound"), set()
    done = reading.tagged.verb
    if done is not None:
        return _sent(reading, done), set()
    return None


def _sent(reading: Reading, verb: int) -> str:
    """Theirs when one of them stands before the verb; what is sent to us is theirs as well."""
    keys = [token.key for token in reading.tagged.tokens]
    if keys[verb + 1 : verb + 2] in (["us"], ["me"]) or keys[verb + 1 : verb + 3] in (["to", "us"], ["to", "me"]):
        return "inbound"
    if keys[verb - 1 : verb] and keys[verb - 1] in _OURS:
        return "outbound"
    before = [one for one in reading.names if one[0] is not None and one[0].last <= verb]
    near = max(before, key=lambda one: _end(one[0]), default=None)
    if near is not None and verb - _end(near[0]) <= 2 and near[1][0].table in ("contacts", "accounts"):
        after = keys[verb + 1 : verb + 2]
        return "outbound" if after == ["to"] else "inbound"
    return "outbound"


def _theirs_at(reading: Reading, place: int) -> bool:
    """Whether customers, contacts or bearers of a title are named there: "mails from our customers"."""
    tokens = reading.tagged.tokens
    while place < len(tokens) - 1 and tokens[place].key in ("our", "the", "any", "all", "of"):
        place += 1
    for one in reading.tagged.mentions:
        if one.first == place and one.kind == "noun" and one.meaning in ("accounts", "contacts"):
            return True
        if one.first == place and one.kind == "value":
            return any((value.table, value.field) in _THEIRS for value in one.meaning)
    return False


_THEIRS = (("accounts", "lifecycle"), ("contacts", "title"), ("contacts", "seniority"), ("deal_roles", "role"))


def _end(mention: Mention | None) -> int:
    return mention.last if mention is not None else 0


def _named_at(reading: Reading, place: int) -> Named | None:
    return next((entries[0] for one, entries in reading.names if one is not None and one.first == place), None)
