"""Who turned to whom: `emails Lucy sent`, `mails from Halden`, `did anyone call Lena`."""

from __future__ import annotations

from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
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
    if Value("activities", "direction", direction) not in reading.clause.lexicon.values.get((direction,), ()):
        return []
    reading.clause.used |= places
    return [Compare(FieldRef((), "direction"), "eq", (direction,))]


def _told(reading: Reading, channels: set[str]) -> tuple[str, set[int]] | None:
    tokens = reading.tagged.tokens
    keys = [token.key for token in tokens]
    for words, direction in ((_OUTGOING, "outbound"), (_INCOMING, "inbound")):
        places = {at for at, key in enumerate(keys) if key in words}
        if places:
            return direction, places
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


def _end(mention: Mention | None) -> int:
    return mention.last if mention is not None else 0


def _named_at(reading: Reading, place: int) -> Named | None:
    return next((entries[0] for one, entries in reading.names if one is not None and one.first == place), None)
