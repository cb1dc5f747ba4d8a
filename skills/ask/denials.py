"""What is denied of each, said once: "no calls or meetings" are no calls and no meetings."""

from __future__ import annotations

from dataclasses import replace

from skills.ask.tagged import Tagged
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


def _thing(tagged: Tagged, place: int) -> int | None:
    """Where the words for a thing that begin at `place` end: "a meeting", "open deals"."""
    tokens = tagged.tokens
    while place < len(tokens) and tokens[place].key in _BESIDE:
        place += 1
    end = None
    while found := [one.last for one in tagged.mentions if one.first == place and one.kind in _KINDS]:
        place = end = max(found)
    return end
