"""What is denied of each, said once: "no calls or meetings" are no calls and no meetings."""

from __future__ import annotations

from dataclasses import replace

from skills.ask.tagged import Mention, Tagged
from skills.ask.words import Token, tokenize

_HAVING = frozenset("have had has got".split())
_BESIDE = frozenset("a an any the single".split())
_KINDS = frozenset({"noun", "value", "attribute"})


def denied_each(tagged: Tagged) -> list[Token] | None:
    """The tokens with the denial said of both; None where it is said of one thing."""
    tokens = tagged.tokens
    for denial in tagged.of("marker"):
        after = tokens[denial.last].key if denial.last < len(tokens) else ""
        had = after in _HAVING
        having = had or bool(_HAVING & {token.key for token in tokens[denial.first : denial.last]})
        if denial.meaning != "without" and not (denial.meaning in ("nobody", "not") and having):
            continue
        end = _thing(tagged, denial.last + had)
        if end is None or end >= len(tokens) or tokens[end].key not in ("or", "nor") or _thing(tagged, end + 1) is None:
            continue
        both = [replace(one, start=tokens[end].start) for one in tokenize("and no")]
        return [*tokens[:end], *both, *tokens[end + 1 :]]
    return None


_NONE = frozenset("none nothing".split())
_OF_THEM = frozenset("of them those these which at all".split())


def none_of_them(tagged: Tagged) -> list[Token] | None:
    """`with contracts but none active`, `a contract but not an active one`: the tokens with "none" and "one" as what
    was named before them; None where nothing is denied so."""
    tokens = tagged.tokens
    for but in [at for at, token in enumerate(tokens) if token.key in ("but", "yet")]:
        things = [one for one in tagged.mentions if one.last <= but and _is_thing(one)]
        named = max(things, key=lambda one: (one.last, one.length), default=None)
        told = (_of_none(tagged, but + 1, named) or _of_one(tagged, but + 1, named)) if named is not None else None
        if told is not None:
            return [*tokens[: but + 1], *tokenize("no"), *told]
    return None


def _of_none(tagged: Tagged, place: int, named: Mention) -> list[Token] | None:
    """What is denied by the "none" at a place: "none active" is no contract that is active, "none above 50,000" none
    of the open deals that were named."""
    tokens = tagged.tokens
    if place >= len(tokens) or tokens[place].key not in _NONE:
        return None
    rest = place + 1
    while rest < len(tokens) and tokens[rest].key in _OF_THEM:
        rest += 1
    thing = tokens[named.first : named.last]
    if any(one.first == rest and one.last == len(tokens) for one in tagged.of("value")):
        return [*tokens[rest:], *thing]
    first = min((one.first for one in tagged.of("value") if one.last == named.first), default=named.first)
    return [*tokens[first : named.first], *thing, *tokens[rest:]]


def _of_one(tagged: Tagged, place: int, named: Mention) -> list[Token] | None:
    """What is denied by "not an active one"."""
    keys = [token.key for token in tagged.tokens]
    if keys[place : place + 1] not in (["not"], ["no"], ["without"]) or "one" not in keys[place + 1 : place + 5]:
        return None
    one = keys.index("one", place + 1)
    state = [token for token in tagged.tokens[place + 1 : one] if token.key not in _BESIDE]
    return [*state, *tagged.tokens[named.first : named.last], *tagged.tokens[one + 1 :]]


def _is_thing(mention: Mention) -> bool:
    activity = mention.kind == "value" and all(value.table == "activities" for value in mention.meaning)
    return mention.length > 0 and (mention.kind == "noun" or activity)


def _thing(tagged: Tagged, place: int) -> int | None:
    """Where the words for a thing that begin at `place` end: "a meeting", "open deals"."""
    tokens = tagged.tokens
    while place < len(tokens) and tokens[place].key in _BESIDE:
        place += 1
    end = None
    while found := [one.last for one in tagged.mentions if one.first == place and one.kind in _KINDS]:
        place = end = max(found)
    return end
