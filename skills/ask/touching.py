"""Clauses that ask who turned to whom: `who called Halden`, `customers Dana visited`, `who at Halden have we not met`.

What is told apart here is grammar alone: who is asked for, who did it, and the words of what was done.
"""

from __future__ import annotations

from dataclasses import dataclass

from skills.ask.tagged import Mention, Tagged
from skills.ask.vocabulary import CONTACT_VERBS, HEARD, REPLIES
from skills.ask.words import Token

Span = tuple[int, int]


@dataclass(frozen=True)
class Touching:
    """`asked` is the table of the rows that are asked for (or `when`), `head` the words for them. `verb` holds what was
    done, from the first verb to the last, `channels` the kinds of it (none: any). `doer` are the words that tell which
    of us did it, or to which of us they turned; None where nothing does."""

    asked: str
    head: Span
    verb: Span
    channels: tuple[str, ...]
    doer: Span | None
    ours: bool
    """whether we turned to them, not they to us"""
    denied: bool
    only: bool
    """whether nobody else did"""
    each: bool
    """whether each of several things was done, not any of them"""
    merely: bool
    """whether nothing else was done"""
    present: bool
    """whether it is what is done, or will be, not what was"""
    counted: bool
    """whether it is asked how many they are"""


_THINGS = frozenset("email mail call meeting visit ring emails mails calls meetings visits".split())
_BEFORE_THINGS = frozenset("a an the last latest first another next previous recent newest".split())


def touching(tagged: Tagged) -> Touching | None:
    """The parts of a clause that asks who turned to whom; None where it asks something else."""
    keys = [token.key for token in tagged.tokens]
    head = _head(tagged)
    if head is None:
        return None
    asked, span = head
    verb = _verb(keys, span[1])
    if verb is None:
        return None
    first, last, channels, reply = verb
    if keys[first] in _THINGS and first and keys[first - 1] in _BEFORE_THINGS:
        return None  # "when was the last email from Ines": a thing, nothing that we do
    heard = channels == (HEARD,)
    to_whom = _to_whom(tagged, last)
    to_us = to_whom is not None or heard
    between = range(span[1], first)
    if any(keys[at] in _MAY for at in range(first)):
        return None  # who may be called is another matter
    fields = [one for one in tagged.of("attribute") if one.meaning.field.custom and one.length > 1]
    if any(one.first <= first < one.last for one in fields):
        return None  # a field may be called so: `Met at trade fair`
    if channels in (("meeting",), ("visit",)) and _NOT_MET & set(keys[last : last + 4]):
        return None  # "who visited the pricing page"
    doing = keys[first].endswith("ing")
    passive = not doing and any(keys[at] in _BEEN for at in between if at >= first - 3)
    doer = None if reply else _doer(tagged, span[1], first) or _by_whom(tagged, last)
    ours_told = _of_ours(tagged, span[1], first) if asked in ("who", "people") else None
    doer = doer if ours_told is None else None
    denied = any(keys[at] in DENYING for at in range(span[0], first))
    active = doer is None and not passive and asked in ("contacts", "accounts") and _is_subject(keys, span, first)
    theirs = reply or to_us or active
    if reply and keys[last : last + 1] == ["to"] and to_whom is None and not set(keys[last + 1 : last + 3]) & _MAILS:
        return None  # "who replied to our quotes": to what they replied is not logged
    if doer is not None and theirs and not heard:
        return None
    if asked == "when" and doer is None and not theirs and not passive:
        return None
    if asked == "who":
        asked = "people" if doer is None and not theirs and (ours_told is not None or not passive) else "contacts"
    elif asked == "people" and doer is not None:
        return None
    elif asked == "contacts" and doer is None and any(keys[at] in ("our", "us") for at in range(*span)):
        asked = "people" if not theirs else asked
    alone = asked == "people" and span[1] == first and last - first > 1  # "which of our people talk to them"
    if doing and not (keys[first - 1] in _BEEN or tagged.tokens[first - 1].possessive):
        return None  # "who had the meeting with Halden"
    if keys[first] in _THIRD_PERSON and span[1] != first and (doer is None or doer[1] != first):
        return None  # "accounts with more than 3 calls"
    if keys[first] in _BASE_FORMS and not alone and not _does(keys, first, doer):
        return None
    if asked == "people" and last >= len(keys):
        return None  # "who called": whom is not said
    only = doer is not None and any(keys[at] == "only" for at in range(max(0, doer[0] - 1), doer[1]))
    merely = "only" in keys[doer[1] if doer is not None else span[1] : first]
    counted = tagged.marker("howmany")
    doer = ours_told if asked == "people" else doer or to_whom
    channels = () if heard else channels
    ours = not theirs or (not reply and keys[first] in TALKS)  # a talk is of both
    joined = set(keys[first:last])
    each = len(channels) > 1 and "and" in joined and not joined & {"or", "nor", "/"} and not denied
    present = bool({keys[at] for at in range(max(0, first - 4), first)} & _PRESENT) or doing
    return Touching(
        asked, span, (first, last), channels, doer, ours, denied, only, each, merely, present, counted is not None
    )


def done_at(tagged: Tagged) -> Span | None:
    """Where the verb stands by which a clause asks who turned to whom, or whether anybody did: "has anyone talked to
    them". To talk about something asks for notes."""
    told = touching(tagged)
    if told is not None:
        return told.verb
    keys = [token.key for token in tagged.tokens]
    if keys and keys[0] in _ASKS_WHETHER and (verb := _verb(keys, 1)) is not None and verb[1] - verb[0] > 1:
        return verb[:2]
    return None


def replies(tagged: Tagged) -> bool:
    """Whether it is asked who answered: to what is often not to be told."""
    head = _head(tagged)
    verb = _verb([token.key for token in tagged.tokens], head[1][1]) if head is not None else None
    return verb is not None and verb[3]


def says_nobody_did(tagged: Tagged) -> bool:
    """`nobody from sales called or met them`: a statement, which asks for no rows of its own."""
    keys = [token.key for token in tagged.tokens]
    return (keys[:1] in (["nobody"], ["noone"]) or keys[:2] == ["no", "one"]) and _verb(keys, 1) is not None


def talks_about(tokens: list[Token]) -> list[int]:
    """Where it is said what a talk was about, or whatever is known: "did anyone talk to them about the renewal",
    "anything about pricing"."""
    keys = [token.key for token in tokens]
    opening = [
        at for at, key in enumerate(keys) if key in TALKS or (key in _WHATEVER and keys[at + 1 :][:1] == ["about"])
    ]
    return [at for at, key in enumerate(keys) if opening and key == "about" and opening[0] < at]


_WHATEVER = frozenset("anything something nothing".split())


_ASKS_WHETHER = frozenset("did has have any".split())
TALKS = frozenset("talk talks talked talking speak speaks spoke spoken speaking".split())
"""To have to do with each other in person, whichever way."""
DENYING = frozenset(
    "not never nobody noone no none havent hasnt hadnt didnt dont doesnt werent wasnt isnt arent without".split()
)
_HELPING = frozenset("did do does didnt dont doesnt to".split())
_BEEN = frozenset("been was were be being is are get got werent wasnt isnt arent".split())
_AUXILIARIES = frozenset("has have had did do does havent hasnt hadnt didnt dont doesnt".split())
_MAY = frozenset("can cant cannot could may must should shouldnt mustnt allowed supposed shall".split())
_ADVERBS = frozenset("ever already even actually really just yet not never last first recently also still only".split())
_PRESENT = frozenset("do does dont doesnt is are arent isnt".split())
_NOT_MET = frozenset("page pages webpage website site web online homepage booth stand blog".split())
_OURS = frozenset("us our ours colleague colleagues team sales marketing".split())
_WHO = frozenset("who whom".split())
PERSONS = frozenset(
    "we i anyone anybody someone somebody nobody noone everyone everybody team reps rep side sales marketing".split()
)
_WHOLE = frozenset("we i anyone anybody someone somebody nobody noone no none any everyone everybody only".split())
"""Words that begin the naming of those who did it: "CFOs in the UK we met", "accounts none of our reps called"."""
_ARTICLES = frozenset("the a an our their his her".split())
_ENDS_DOER = frozenset("that who whom which where".split()) | _AUXILIARIES | _BEEN
_BASE_FORMS = frozenset("call email mail meet phone ring talk speak contact visit write".split())
_THIRD_PERSON = frozenset("calls emails mails meets phones rings visits talks speaks replies".split())
_OPENS = frozenset("did do does has have is are was were why how where can could should will".split())


def _head(tagged: Tagged) -> tuple[str, Span] | None:
    """What is asked for, `who` or a table, and its words."""
    keys = [token.key for token in tagged.tokens]
    counted = tagged.marker("howmany")
    if keys[:1] == ["when"]:
        return "when", (0, 1)
    if not keys or (keys[0] in _OPENS and not (counted is not None and counted.first == 0)):
        return None
    who = next((at for at, key in enumerate(keys[:4]) if key in _WHO), None)
    nouns = [one for one in tagged.mentions if _rows(one, tagged.tokens) is not None]
    noun = min(nouns, key=lambda one: (one.first, -one.last), default=None)
    if who is not None and (noun is None or who < noun.first):
        return "who", (who, who + 1)
    if noun is None or any(keys[at] not in _BEFORE_HEAD for at in range(noun.first) if not _inside(tagged, at)):
        return None
    start = noun.first - (noun.first > 0 and keys[noun.first - 1] == "our")
    return str(_rows(noun, tagged.tokens)), (start, noun.last)


_BEFORE_HEAD = frozenset(
    "which what list show me give all the of our us every any how many number please those with names name".split()
)


def _inside(tagged: Tagged, place: int) -> bool:
    """Whether a word before the rows tells of them or only counts them: "German customers", "how many customers"."""
    return any(one.first <= place < one.last and one.kind in ("value", "marker") for one in tagged.mentions)


def _rows(mention: Mention, tokens: list[Token]) -> str | None:
    """The table of rows of people or companies that a mention stands for."""
    if mention.kind == "noun" and mention.meaning in ("accounts", "contacts", "people"):
        return str(mention.meaning)
    if mention.kind != "value" or not tokens[mention.last - 1].plural:
        return None
    found = {_STANDS_FOR.get((value.table, value.field)) for value in mention.meaning}
    return next((table for table in ("accounts", "contacts", "people") if table in found), None)


_STANDS_FOR = {
    ("accounts", "lifecycle"): "accounts",
    ("contacts", "title"): "contacts",
    ("contacts", "seniority"): "contacts",
    ("deal_roles", "role"): "contacts",
    ("people", "role"): "people",
}


def _verb(keys: list[str], start: int) -> tuple[int, int, tuple[str, ...], bool] | None:
    """The first verb of contact after `start`, with those joined to it; whether it is an answer to us."""
    for first in range(start, len(keys)):
        found = _verb_at(keys, first)
        if found is None:
            continue
        last, channel, reply = found
        channels = {channel}
        while last < len(keys) and keys[last] in (",", "or", "and", "nor", "/"):
            place = last + 1 + (keys[last + 1 : last + 2] in (["or"], ["and"], ["even"]))
            another = _verb_at(keys, place)
            if another is None:
                break
            last = another[0]
            channels.add(another[1])
        told = tuple(sorted(one for one in channels if one)) if all(channels) else ()
        return first, last, told, reply
    return None


def _verb_at(keys: list[str], first: int) -> tuple[int, str, bool] | None:
    for length in (3, 2, 1):
        said = " ".join(keys[first : first + length])
        if len(keys) - first < length:
            continue
        if said in REPLIES:
            return first + length, REPLIES[said], True
        if said in CONTACT_VERBS:
            last = first + length
            return last + (keys[last : last + 1] == ["with"]), CONTACT_VERBS[said], False
    return None


def _doer(tagged: Tagged, start: int, verb: int) -> Span | None:
    """The words between the rows and the verb for those of us who did it."""
    keys = [token.key for token in tagged.tokens]
    last = verb
    while last > start and keys[last - 1] in _ADVERBS | _AUXILIARIES | _BEEN:
        last -= 1
    first = last
    while first > start and keys[first - 1] not in _ENDS_DOER | {","}:
        first -= 1
    names = [one for one in tagged.of("name") if first <= one.first < last]
    people = [one for one in names if any(entry.table == "people" for entry in one.meaning)]
    said = [at for at in range(first, last) if keys[at] in PERSONS or keys[max(0, at - 1) : at + 1] == ["no", "one"]]
    named = any(one.last == last for one in names)
    subject = first < last and keys[first] in _ARTICLES and not named  # "accounts the board has touched"
    if not people and not said and not subject:
        return None
    whole = [at for at in range(first, last) if keys[at] in _WHOLE]
    begins = min([*(one.first for one in people), *whole], default=first)  # "who at Halden Dana met"
    return (begins, last)


def _of_ours(tagged: Tagged, start: int, verb: int) -> Span | None:
    """`who from our side`, `who in the sales team`, `which reps from EMEA`: the words for which of us are asked for."""
    keys = [token.key for token in tagged.tokens]
    last = verb
    while last > start and keys[last - 1] in _ADVERBS | _AUXILIARIES:
        last -= 1
    if last - start < 2 or keys[start] not in _AMONG or any(keys[at] in _ENDS_DOER for at in range(start, last)):
        return None
    ours = any(keys[at] in _OURS for at in range(start, last))
    values = [one for one in tagged.of("value") if start <= one.first < last]
    told = any(value.table == "people" or value.field == "side" for one in values for value in one.meaning)
    named = [one for one in tagged.of("name") if start <= one.first < last]
    led = any(entry.table == "people" for one in named for entry in one.meaning)
    return (start, last) if ours or told or led else None


_AMONG = frozenset("from of on in at among".split())


def _to_whom(tagged: Tagged, place: int) -> Span | None:
    """`emailed us`, `replied to Dana`: those of us to whom they turned."""
    keys = [token.key for token in tagged.tokens]
    start = place + (keys[place : place + 1] == ["to"])
    if keys[start : start + 1] in (["us"], ["me"]):
        return (start, start + 1)
    for one in tagged.of("name"):
        if one.first == start and all(entry.table == "people" for entry in one.meaning):
            return (start, one.last)
    return None


def _by_whom(tagged: Tagged, place: int) -> Span | None:
    """`customers visited by Dana`."""
    keys = [token.key for token in tagged.tokens]
    if keys[place : place + 1] != ["by"]:
        return None
    for one in tagged.of("name"):
        if one.first == place + 1 and any(entry.table == "people" for entry in one.meaning):
            return (place, one.last)
    return (place, place + 2) if keys[place + 1 : place + 2] and keys[place + 1] in PERSONS | {"us"} else None


def _is_subject(keys: list[str], head: Span, verb: int) -> bool:
    """`contacts who called`, `which customers called`: they did it; "customers called this week" were called."""
    before = verb
    while before > head[1] and keys[before - 1] in _ADVERBS | _AUXILIARIES:
        before -= 1
    asked = head[0] > 0 and keys[head[0] - 1] in ("which", "what", "many")
    return keys[before - 1] in ("who", "that", "which") or (asked and before == head[1])


_MAILS = frozenset("mail mails email emails message messages".split())


def _does(keys: list[str], verb: int, doer: Span | None) -> bool:
    """Whether a word that may be a noun is a verb: "who did Dana call", "contacts we never call", not "the call"."""
    before = verb
    while before > 0 and keys[before - 1] in _ADVERBS:
        before -= 1
    return keys[before - 1] in _HELPING or (doer is not None and doer[1] == before)
