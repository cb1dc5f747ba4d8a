"""Whose people are spoken of, and who is in a department: `which manager's team`, `our people in Sales`.

"People" are contacts where nothing else is said. Those of a manager report to them; those of a department are ours
where one of our teams or roles is called so, and contacts where their departments are. Nobody is in a deal's source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from skills.ask.tagged import Mention
from skills.ask.words import Token

_TEAM = frozenset("team teams people reps crew guys folks sellers colleagues staff".split())
_DEPARTMENT = ("contacts", "department")
_OURS = {("people", "team"), ("people", "role")}
_UNPERSONAL = {("opportunities", "source"), ("activities", "side"), ("leads", "source")}
"""Fields with values that departments are called by, too."""
_GENERAL = frozenset("people folks person persons everyone everybody who whos anyone anybody somebody someone".split())
_BETWEEN = frozenset("is are do does we have works work working sits sit sitting got there".split())


def of_managers(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`which sales manager's reps closed how many deals`: the manager's people are no rows of their own."""
    managers = [one for one in found if one.kind == "attribute" and one.meaning.ref.steps == ("manager",)]
    for one in sorted(managers, key=lambda one: one.first):  # "sales manager" before "manager"
        place = one.last
        theirs = tokens[one.last - 1].possessive and place < len(tokens) and tokens[place].key in _TEAM
        if not theirs or one.meaning.table != "people" or one not in found:
            continue
        kept = [other for other in found if other is one or other.last <= one.first or other.first > place]
        found = [*kept, Mention(place, place + 1, "marker", "filler")]
    return found


def in_departments(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`our people in Customer Success` are colleagues, `people in Legal` contacts of that department; where neither
    they nor we have one, the word says nothing."""
    for people, place in _said_to_be_in(tokens, found):
        found = [one for one in found if not (one.kind == "metric" and one.first in (place - 1, place))]
        values = [one for one in found if one.kind == "value" and one.first == place]
        longest = max((one.last for one in values), default=place)
        said = [value for one in values if one.last == longest for value in one.meaning]
        fields = {(value.table, value.field) for value in said}
        ours = [value for value in said if (value.table, value.field) in _OURS]
        theirs = [value for value in said if (value.table, value.field) == _DEPARTMENT]
        if not said or not (ours or theirs or fields <= _UNPERSONAL):
            continue  # "people in Germany"
        found = [one for one in found if not (one.kind in ("value", "attribute") and place <= one.first < longest)]
        word = tokens[people].key
        if ours and word in _GENERAL and (not theirs or (people and tokens[people - 1].key == "our")):
            meant = tuple(value for value in ours if value.field == "team") or tuple(ours)
            found = [one for one in found if one.kind not in ("noun", "attribute") or one.first != people]
            found.append(Mention(people, people + 1, "noun", "people", 1.0))
            found.append(Mention(place, longest, "value", meant, 1.0))
        elif theirs:
            found.append(Mention(place, longest, "value", tuple(theirs), 1.0))
    return found


def reporting(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`how many people report to Rory`, `people in Rory's team`: colleagues, for contacts report to nobody of ours."""
    leads = [one for one in found if one.kind == "name" and any(entry.table == "people" for entry in one.meaning)]
    reports = any(one.kind == "marker" and one.meaning == "reports" for one in found)
    if not any(reports or _leads(tokens, one) for one in leads):
        return found
    return [
        replace(one, meaning="people")
        if one.kind == "noun" and one.meaning == "contacts" and tokens[one.first].key in _GENERAL
        else one
        for one in found
    ]


def _leads(tokens: Sequence[Token], name: Mention) -> bool:
    """Whether those in the team of the one that is named, or under them, are spoken of."""
    before = tokens[name.first - 1].key if name.first else ""
    after = [token.key for token in tokens[name.last : name.last + 2] if token.key not in ("'", "’", "")]
    return before == "under" or (after[:1] in (["team"], ["crew"]) and before in ("in", "on"))


def addresses(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`email of our reps`: their address, nothing that they sent."""
    people = [one.first for one in found if one.kind == "noun" and one.meaning in ("people", "contacts")]
    fields = {(one.first, one.last) for one in found if one.kind == "attribute" and one.meaning.ref.name == "email"}
    of_them = {
        (first, last)
        for first, last in fields
        if not tokens[last - 1].plural
        and last < len(tokens)
        and tokens[last].key == "of"
        and any(0 < place - last <= _NEAR for place in people)
    }
    return [one for one in found if one.kind != "value" or (one.first, one.last) not in of_them]


_NEAR = 3


def _said_to_be_in(tokens: Sequence[Token], found: list[Mention]) -> Iterator[tuple[int, int]]:
    """The places of words for people, each with that of what is said that they are in."""
    nouns = [one for one in found if one.kind == "noun" and one.meaning in ("contacts", "people")]
    for place, token in enumerate(tokens):
        people = place - 1
        while people > 0 and tokens[people].key in _BETWEEN:
            people -= 1
        who = people >= 0 and (tokens[people].key in _GENERAL or any(one.first <= people < one.last for one in nouns))
        if token.key == "in" and who and place + 1 < len(tokens):
            yield people, place + (2 if tokens[place + 1].key in ("the", "our") else 1)
