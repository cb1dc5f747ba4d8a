"""What is said in other words than the store's: "universities" for `Hochschule`, "purchasing portal" for `Procurement
portal`, and the rows that such values stand for."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.spelling import written_words
from skills.ask.tagged import Mention
from skills.ask.words import LIGHT, STOPWORDS, Token
from storage.lexicon import Lexicon, Value
from storage.names import name_words
from storage.terms import Meant, inflected, meant_by, shorter

_WEIGHT = -0.45
"""Less than anything in the store's own words."""
_LONGEST_TERM = 6
_NUMBER_OF = "number"
"""The concept of "number of": `Sites` is asked for as "number of sites"."""

_OF_RECORDS = frozenset({"noun", "metric", "aggregate"})
_ASKS_RECORDS = frozenset({"howmany", "howmuch", "share", "which", "who", "by", "without"})
_KINDS = {"accounts": frozenset({"industry"}), "contacts": frozenset({"job title", "seniority", "role"})}
"""By table the concepts of such fields."""
_ROWS_THEMSELVES = frozenset(
    {
        *(("accounts", "lifecycle"), ("activities", "channel"), ("deal_roles", "role"), ("people", "role")),
        *(("opportunities", "type"), ("opportunities", "status"), ("technographics", "technology")),
        ("intent_signals", "topic"),
    }
)
"""Fields whose values people use as nouns anyway."""


def said_otherwise(tokens: list[Token], lexicon: Lexicon, found: list[Mention]) -> list[Mention]:
    """Values and fields in other words than the store's, or in another language: "universities" for `Hochschule`,
    "purchasing portal" for `Procurement portal`. What the store's own words say goes before."""
    several = list(_further(tokens, lexicon, found))
    further = [one for one in several if not _in_compound(one, several, found)]
    return [] if further and _about_something_else(tokens, found, further) else further


def _in_compound(said: Mention, further: list[Mention], found: list[Mention]) -> bool:
    """Whether a value stands right beside another one of its field: "energy drinks" are neither energy nor drinks."""
    if said.kind != "value":
        return False
    fields = {(value.table, value.field) for value in said.meaning}
    return any(
        one.kind == "value"
        and (one.last == said.first or one.first == said.last)
        and fields & {(value.table, value.field) for value in one.meaning}
        for one in (*further, *found)
    )


def _about_something_else(tokens: list[Token], found: list[Mention], further: list[Mention]) -> bool:
    """Whether nothing but these words would speak of records, and they leave some unsaid: "energy consumption" is a
    matter for the notes, not an industry."""
    if any(one.kind in _OF_RECORDS or (one.kind == "marker" and one.meaning in _ASKS_RECORDS) for one in found):
        return False
    said = {place for one in (*found, *further) for place in range(one.first, one.last)}
    return any(
        place not in said and token.text.islower() and token.key in written_words() and not _talk(token)
        for place, token in enumerate(tokens)
    )


def _further(tokens: list[Token], lexicon: Lexicon, found: list[Mention]) -> Iterator[Mention]:
    taken = {place for one in found if one.weight > -0.5 for place in range(one.first, one.last)}
    own = {(one.first, one.last) for one in found if one.weight > -0.5 and one.kind != "marker"}
    when = _asks_when(tokens)
    for first, last, meant in _meanings(tokens):
        if (first, last) in own or (last - first == 1 and first in taken):
            continue
        if last - first > 1 and tokens[first].key in _DENYING | _FIGURES:
            continue  # "no tender number" lacks it, "total number of buildings" adds it up
        parted = any(token.key in ("and", "or", "but") for token in tokens[first:last])
        owning = tokens[last - 1].possessive or (last < len(tokens) and tokens[last].text in ("'", "’"))
        values = lexicon.by_meaning.get(meant.bag, ()) if meant.known and not owning else ()
        if inflected(tokens[last - 1].key) and tokens[last - 1].stem not in _DEPARTMENTS:  # "labs" are no department
            values = tuple(one for one in values if one.field != "department")
        fields = lexicon.catalog.by_meaning.get(meant.bag, ())
        if when:
            in_short = lexicon.catalog.by_short_meaning.get(meant.bag, ())
            fields = tuple(one for one in in_short if one.field.type == "date") or fields
            fields = tuple(one for one in fields if one.field.type in ("date", "moment", "text", "year"))
        if not fields and _NUMBER_OF in meant.bag:
            counted = lexicon.catalog.by_meaning.get(shorter(meant.bag) or frozenset(), ())
            fields = tuple(one for one in counted if one.field.custom and one.field.type in ("integer", "number"))
        if meant.common:
            named = {(one.meaning.table, one.meaning.ref.name) for one in found if one.kind == "attribute"}
            values = tuple(one for one in values if (one.table, one.field) in named)
            fields = ()
        if values:
            yield Mention(first, last, "value", values, _WEIGHT)
        for one in fields if not parted else ():  # "lost and the reasons" are two things
            yield Mention(first, last, "attribute", one, _WEIGHT)


_DENYING = frozenset("no not none without never kein keine ohne nicht".split())
_FIGURES = frozenset("total sum average avg mean median highest lowest maximum minimum".split())
_DEPARTMENTS = ("department", "dept", "division")


def _meanings(tokens: list[Token]) -> Iterator[tuple[int, int, Meant]]:
    """The stretches of words that the term bank knows."""
    words = [name_words(token.key) if any(map(str.isalnum, token.key)) else None for token in tokens]
    for first, token in enumerate(tokens):
        said: tuple[str, ...] = ()
        for last in range(first + 1, min(len(tokens), first + _LONGEST_TERM) + 1):
            if words[last - 1] is None:
                break
            said += words[last - 1] or ()
            meant = meant_by(said) if last - first > 1 or not _talk(token) else None
            if meant is not None:
                yield first, last, meant


def _talk(token: Token) -> bool:
    """Whether a word alone is talk: "it", but not "IT"."""
    return (token.key in STOPWORDS or token.key in LIGHT) and not token.text.isupper()


def dates_when_asked(tokens: list[Token], chosen: list[Mention]) -> list[Mention]:
    """Asked when, a label that is a yes or no and a date's as well is the date's: `Service contract` beside `Service
    contract end`."""
    asked = _asks_when(tokens)
    dated = {
        (one.first, one.last, one.meaning.table)
        for one in chosen
        if asked and one.kind == "attribute" and one.meaning.field.custom and one.meaning.field.type == "date"
    }
    return [
        one
        for one in chosen
        if one.kind != "attribute"
        or one.meaning.field.type != "boolean"
        or (one.first, one.last, one.meaning.table) not in dated
    ]


def _asks_when(tokens: list[Token]) -> bool:
    return any(token.key in ("when", "wann", "quand") for token in tokens)


def kinds_of_rows(tokens: list[Token], found: list[Mention]) -> Iterator[Mention]:
    """The rows that a value in the plural stands for, where nothing else says which: "hospitals in France" are
    accounts, "heads of purchasing" contacts. The noun takes up no words: these are the value's."""
    persons = _persons_first(tokens, found)
    if persons is not None:
        yield Mention(persons.first, persons.first, "noun", "contacts", 1.0)
        return
    if any(one.kind in ("noun", "metric", "aggregate") for one in found):
        return
    values = [one for one in found if one.kind == "value" and tokens[one.first].key not in _BUYING]
    if any((value.table, value.field) in _ROWS_THEMSELVES for one in values for value in one.meaning):
        return
    for one in values:
        plural = any(_plural(tokens[place].key) for place in (one.first, one.last - 1))
        plural = plural or _ranked(one, found)
        for table in sorted({value.table for value in one.meaning if _is_kind(value) and value.value[0] != "*"}):
            if plural:
                yield Mention(one.first, one.first, "noun", table, 1.0)
                return


def _persons_first(tokens: list[Token], found: list[Mention]) -> Mention | None:
    """What people are, said before where: "how many decision makers at customers", "all CFOs at accounts with an open
    deal". Who plays a part at an account that is named is read elsewhere."""
    content = sorted((one for one in found if one.kind != "marker"), key=lambda one: (one.first, -one.length))
    if not content or tokens[0].key in _ASKS_OF_ONE or any(one.kind in ("metric", "aggregate") for one in found):
        return None
    head = content[0]
    of_people = head.kind == "value" and all(value.table == "contacts" for value in head.meaning)
    told = {tokens[at].key for at in range(head.first)} <= _BEFORE_PERSONS
    where = head.last < len(tokens) and tokens[head.last].key in _AT
    rest = [one for one in content if one.first > head.last]
    companies = [
        entry.table for one in rest if one.kind == "name" for entry in one.meaning if entry.table != "products"
    ]
    named = bool(companies) or any(one.meaning == "contacts" for one in rest)
    rows = any(
        (one.kind == "noun" and one.meaning == "accounts")
        or (one.kind == "value" and any((two.table, two.field) == ("accounts", "lifecycle") for two in one.meaning))
        for one in rest
    )
    return head if of_people and told and where and rows and not named else None


_ASKS_OF_ONE = frozenset("who whos which whose".split())
_BEFORE_PERSONS = frozenset("how many number count of all list show me the our every any other".split())
_AT = frozenset("at in from of with bei von within".split())
_BUYING = frozenset("buy bought sign signed order ordered purchase purchased".split())
"""What accounts do: of "which hospitals bought HemaScan" the rows are hospitals, not deals."""


def _ranked(mention: Mention, found: list[Mention]) -> bool:
    """`the biggest hospital`"""
    return any(one.kind == "superlative" and one.last == mention.first for one in found)


_CALLED_ACCOUNTS = tuple((word,) for word in ("prospect", "customer", "client", "account", "partner", "company"))
"""What a value that accounts go by may end with: "hot prospects" of `Hot prospect`."""


def _is_kind(value: Value) -> bool:
    """Whether a field's values say what a row is: its industry, title or role, whatever the field is called."""
    if value.table == "accounts" and name_words(value.value)[-1:] in _CALLED_ACCOUNTS:
        return True
    meant = meant_by(name_words(value.field))
    if meant is None or value.table not in _KINDS:
        return value.table == "contacts" and value.field == "title"
    return bool(meant.bag & _KINDS[value.table])


def _plural(word: str) -> bool:
    return (word.endswith("s") and len(word) > 2) or inflected(word)
