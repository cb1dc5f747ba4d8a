"""Where words of the store and words for its rows meet: `target accounts` where accounts may be in a state `target`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from skills.ask.tagged import Mention, Tagged
from skills.ask.vocabulary import CONTACT_VERBS, FIELDS_SAID
from skills.ask.words import Token
from storage.catalog import ENTITIES, Attribute
from storage.lexicon import Lexicon
from storage.terms import meant_by

_PROGRAMME = ("list_memberships", "list_name")
"""The list that is called "target accounts" where an export gives it no name."""


def with_own_words(tagged: Tagged, lexicon: Lexicon) -> Tagged:
    """What the CRM says in words of its own goes before a phrase of ours."""
    for first, last, fields in _fields_said(tagged, lexicon):
        rest = [one for one in tagged.mentions if one.last <= first or one.first >= last]
        said = [Mention(first, last, "attribute", one, 0.5) for one in fields]
        tagged.mentions = sorted([*rest, *said], key=lambda one: (one.first, -one.weight))
    for one in tagged.of("noun"):
        tagged.mentions = _cut(tagged, one, lexicon)
    tagged.mentions = _headcounts(tagged, lexicon)
    tagged.mentions = [_of_accounts(tagged, _department(tagged, one)) for one in tagged.mentions]
    found = _called_rows(tagged.tokens, tagged.mentions, lexicon.filled)
    tagged.mentions = sorted(found, key=lambda one: (one.first, -one.weight))
    return tagged


def _department(tagged: Tagged, mention: Mention) -> Mention:
    """`who do we know in procurement`, `purchasing departments`: where people work, not their part in a deal."""
    values = mention.meaning if mention.kind == "value" else ()
    fields = {(one.table, one.field) for one in values}
    if not {_DEPARTMENT, ("deal_roles", "role")} <= fields:
        return mention
    before = tagged.tokens[mention.first - 1].key if mention.first else ""
    around = {token.stem for token in tagged.tokens[mention.first : mention.last + 1]}
    if before not in _WITHIN and not around & _DEPARTMENTS:
        return mention
    return replace(mention, meaning=tuple(one for one in values if (one.table, one.field) == _DEPARTMENT))


def _headcounts(tagged: Tagged, lexicon: Lexicon) -> list[Mention]:
    """`customers with fewer than 20 people`: who works there, not who is known there."""
    keys = [token.key for token in tagged.tokens]
    employees = next((one for one in lexicon.catalog.attributes() if (one.table, one.ref.name) == _EMPLOYEES), None)
    companies = [one for one in tagged.mentions if _of_companies(one)]
    for one in tagged.of("comparison"):
        people = keys[one.last : one.last + 1]
        if employees is None or people not in (["people"], ["persons"], ["folks"]) or one.meaning.times:
            continue
        if any(mention.last <= one.first and _at_work(keys[mention.last : one.first]) for mention in companies):
            rest = [mention for mention in tagged.mentions if not mention.first <= one.last < mention.last]
            return sorted([*rest, Mention(one.last, one.last + 1, "attribute", employees)], key=lambda two: two.first)
    return tagged.mentions


def _of_companies(mention: Mention) -> bool:
    if mention.kind == "value":
        return any((value.table, value.field) == ("accounts", "lifecycle") for value in mention.meaning)
    return mention.kind == "noun" and mention.meaning == "accounts"


_EMPLOYEES = ("accounts", "employees")
_MOST_BETWEEN = 3


def _at_work(between: Sequence[str]) -> bool:
    """Whether a number of people after these words is of those who work there: "that employ", not "where we met"."""
    return len(between) <= _MOST_BETWEEN and not any(word in CONTACT_VERBS or word in _OURS for word in between)


_OURS = ("we", "know", "knows", "us")


def _of_accounts(tagged: Tagged, mention: Mention) -> Mention:
    """`contacts at customers`: accounts are customers, also where a CRM keeps how far each contact is."""
    values = mention.meaning if mention.kind == "value" else ()
    own = tuple(one for one in values if (one.table, one.field) == ("accounts", "lifecycle"))
    if not own or len(own) == len(values) or not tagged.tokens[mention.last - 1].plural:
        return mention
    before_rows = any(one.kind == "noun" and one.first == mention.last and one.length for one in tagged.mentions)
    return mention if before_rows else replace(mention, meaning=own)


_DEPARTMENT = ("contacts", "department")
_WITHIN = ("in", "from", "within")
_DEPARTMENTS = frozenset("department dept division people folk team".split())


def _fields_said(tagged: Tagged, lexicon: Lexicon) -> Iterator[tuple[int, int, tuple[Attribute, ...]]]:
    """`who are we up against`: the CRM's own column for competitors, where it has one."""
    keys = [token.key for token in tagged.tokens]
    own = [one for one in tagged.of("attribute") if one.meaning.field.custom]
    for label, sayings in FIELDS_SAID.items():
        meant = meant_by(tuple(label.split()))
        fields = lexicon.catalog.by_meaning.get(meant.bag, ()) if meant is not None else ()
        for parts in sorted(map(str.split, sayings), key=len, reverse=True):
            first = next((at for at in range(len(keys)) if fields and keys[at : at + len(parts)] == parts), None)
            last = (first or 0) + len(parts)
            if first is not None and not any(one.first < last and first < one.last for one in own):
                yield first, last, fields
                break


def _cut(tagged: Tagged, noun: Mention, lexicon: Lexicon) -> list[Mention]:
    """`target accounts` as accounts of a value that the CRM calls so, where it has one; else as it was."""
    last = tagged.tokens[noun.last - 1].stem if noun.length else ""
    plain = noun.length > 1 and any(last == word for word in (*ENTITIES[noun.meaning].words, noun.meaning))
    before = tuple(token.key for token in tagged.tokens[noun.first : noun.last - 1])
    values = tuple(
        one
        for one in lexicon.values.get(before, ())
        if one.table == noun.meaning and (one.table, one.field) != _PROGRAMME and one.field != "city"
    )
    if not plain or not values:
        return tagged.mentions
    rest = [one for one in tagged.mentions if one.last <= noun.first or one.first >= noun.last]
    value = Mention(noun.first, noun.last - 1, "value", values, 1.0)
    rows = Mention(noun.last - 1, noun.last, "noun", noun.meaning, noun.weight)
    return sorted([*rest, value, rows], key=lambda one: (one.first, -one.weight))


def _called_rows(tokens: Sequence[Token], found: list[Mention], filled: Collection[str]) -> list[Mention]:
    """`target accounts`, of a field or a list called so: those that are, not accounts in whatever state. Without such
    a name they are the accounts on any list."""
    for noun in [one for one in found if one.kind == "noun" and one.length > 1]:
        same = [one for one in found if (one.first, one.last) == (noun.first, noun.last) and one is not noun]
        flags = [one for one in same if one.kind == "attribute" and one.meaning.field.type == "boolean"]
        flags = [one for one in flags if one.meaning.table == noun.meaning]
        values = [one for one in same if one.kind == "value"]
        lists = [one for one in values if {value.table for value in one.meaning} == {"list_memberships"}]
        lists = lists if len(lists) == len(values) else []
        if flags or lists:
            dropped = [noun, *(lists if flags else ())]
            found = [one for one in found if one not in dropped]
            found.append(replace(noun, first=noun.last))
        elif (
            noun.meaning == "accounts"
            and tokens[noun.first].key == "target"
            and "list_memberships" in filled
            and not values
        ):
            found.append(Mention(noun.first + 1, noun.first + 1, "noun", "list_memberships", 1.0))
    nouns = {one.meaning for one in found if one.kind == "noun"}
    if not nouns and not any(one.kind == "metric" for one in found):
        found += [
            Mention(one.last, one.last, "noun", one.meaning.table, 1.0)
            for one in found
            if one.kind == "attribute" and one.meaning.field.type == "boolean" and tokens[one.last - 1].plural
            if any(other.last == one.first and other.meaning == "howmany" for other in found)
        ]  # "how many SLA breaches" of a field `SLA breached`
    found += [
        Mention(one.last, one.last, "noun", one.meaning.table, 1.0)
        for one in found
        if one.kind == "attribute" and one.meaning.field.type == "boolean" and one.length > 1
        if one.meaning.table not in nouns and tokens[one.last - 1].stem in _ROWS.get(one.meaning.table, ())
    ]
    return found


_ROWS = {"accounts": ("customer", "account", "company", "client"), "contacts": ("contact", "person")}
"""How a yes/no field calls the rows that it is of: `Reference customer`."""


__all__ = ["with_own_words"]
