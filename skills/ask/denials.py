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
    was named before them."""
    tokens = tagged.tokens
    keys = [token.key for token in tokens]
    for but in [at for at, key in enumerate(keys) if key in ("but", "yet") and 0 < at < len(keys) - 2]:
        things = [one for one in tagged.mentions if one.last <= but and _is_thing(one)]
        named = max(things, key=lambda one: (one.last, one.length), default=None)
        if named is None:
            continue
        first = named.first
        beside = [one for one in tagged.mentions if one.kind == "value" and one.last == named.first]
        said = [replace(one, start=tokens[but].start) for one in tokens[first : named.last]]
        if keys[but + 1] in _NONE:
            rest = but + 2
            while rest < len(tokens) and keys[rest] in _OF_THEM:
                rest += 1
            before = tokens[beside[0].first : named.first] if beside and not _states(tagged, rest) else []
            adjective = _states(tagged, rest)
            told = [*before, *tokens[rest:adjective], *said] if adjective else [*before, *said]
            return [*tokens[: but + 1], *tokenize("no"), *told, *tokens[adjective or rest :]]
        if keys[but + 1] in ("not", "no", "without") and "one" in keys[but + 2 : but + 6]:
            one = keys.index("one", but + 2)
            middle = [token for token in tokens[but + 2 : one] if token.key not in _BESIDE]
            return [*tokens[: but + 1], *tokenize("no"), *middle, *said, *tokens[one + 1 :]]
    return None


def _is_thing(mention: Mention) -> bool:
    activity = mention.kind == "value" and all(value.table == "activities" for value in mention.meaning)
    return mention.length > 0 and (mention.kind == "noun" or activity)


def _states(tagged: Tagged, place: int) -> int | None:
    """Where a state that stands alone at the end of a clause ends: "none active", "none of them open"."""
    found = [one.last for one in tagged.of("value") if one.first == place]
    return max(found) if found and max(found) == len(tagged.tokens.copy()) else None


def _thing(tagged: Tagged, place: int) -> int | None:
    """Where the words for a thing that begin at `place` end: "a meeting", "open deals"."""
    tokens = tagged.tokens
    while place < len(tokens) and tokens[place].key in _BESIDE:
        place += 1
    end = None
    while found := [one.last for one in tagged.mentions if one.first == place and one.kind in _KINDS]:
        place = end = max(found)
    return end
