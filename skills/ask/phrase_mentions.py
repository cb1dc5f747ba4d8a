"""The vocabulary of questions: fields, tables, metrics, aggregates, superlatives and markers by their phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from skills.ask.tagged import Kind, Mention, small_number
from skills.ask.vocabulary import ADDED, AGGREGATES, MARKERS, ORDINALS, PHRASES, SUPERLATIVES, Superlative
from skills.ask.words import STOPWORDS, Token, spoken, stem
from storage.catalog import ENTITIES, Attribute, Catalog, bare_label
from storage.metrics import all_metrics
from storage.names import name_words


def find_phrases(tokens: list[Token], catalog: Catalog) -> Iterator[Mention]:
    known = vocabulary(catalog)
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + 5), first, -1):
            if not (spoken(tokens[first]) and spoken(tokens[last - 1])):
                continue
            said = tuple(part for token in tokens[first:last] for part in _phrase_words(token.key))
            for kind, meaning in known.get(said, ()):
                if last - first == 1 and tokens[first].key in (
                    "name",
                    "names",
                    "head",
                    "heads",
                    "old",
                    "close",
                    "own",
                    "field",
                    "new",
                ):
                    weight = -0.2
                else:
                    weight = 0.0
                yield Mention(first, last, kind, meaning, weight)
    keys = [token.key for token in tokens]
    for first, key in enumerate(keys):
        for parts, meaning in markers().get(key, ()):
            if keys[first : first + len(parts)] == parts:
                yield Mention(first, first + len(parts), "marker", meaning, -0.3)
    for place in range(len(keys) - 1):
        if keys[place] in ("number", "numbers") and keys[place + 1] in ("per", "by"):
            yield Mention(place, place + 1, "marker", "howmany", -0.3)
    for place in range(1, len(keys)):
        if keys[place - 1] in ("nothing", "anything") and keys[place] in _HAPPENED:
            yield Mention(place, place + 1, "noun", "activities", 0.1)
    for first in range(len(keys)):
        if _speaks_of_mine(keys, first):
            yield Mention(first, first + 1, "marker", "mine", -0.3)
        yield from _ranked(keys, first)


_HAPPENED = ("logged", "recorded", "registered", "tracked", "entered", "done")


_SHORT_FOR_MORE = frozenset({"poc", "pocs"})
"""Short forms that stand for something else where a field is called by them: `POC Status` is of no point of contact."""
_RENEWAL = "contracts.renewal_date"


def _tells_renewal(one: Attribute) -> bool:
    """Whether a field of the CRM's own tells when something renews: `Renewal Date` of companies."""
    return one.field.custom and one.field.type == "date" and "renewal" in name_words(one.label)


def _is_called(one: Attribute, path: str) -> bool:
    """Whether an attribute is the field, or the relation, of a table that `contracts.renewal_date` says."""
    table, name = path.split(".")
    return one.table == table and (one.ref.steps == (name,) or (not one.ref.steps and one.ref.name == name))


def vocabulary(catalog: Catalog) -> dict[tuple[str, ...], list[tuple[Kind, Any]]]:
    """Stemmed words -> what they name. Kept on the catalogue object: it is the same for every question."""
    known: dict[tuple[str, ...], list[tuple[Kind, Any]]] | None = catalog.__dict__.get("vocabulary")
    if known is not None:
        return known
    found: dict[tuple[str, ...], list[tuple[Kind, Any]]] = {}

    def add(words: str, kind: Kind, meaning: Any) -> None:
        key = _phrase_words(words)
        if len(key) == 1 and key[0] in STOPWORDS and kind in ("attribute", "metric") and key[0] != "bought":
            return  # an export may call a field "To" or "Name"; that makes no question of "to"
        if key and (kind, meaning) not in found.setdefault(key, []):
            found[key].append((kind, meaning))

    nouns = {_phrase_words(words) for one in ENTITIES.values() for words in (one.singular, one.plural, *one.words)}
    attributes = list(catalog.attributes())
    for one in attributes:
        for words in one.words:
            add(words, "attribute", one)
            bare = re.sub(r"\s*\(.*?\)\s*", " ", words).strip()  # "Umsatz (Mio EUR)" is asked for as "umsatz"
            add(bare, "attribute", one)
        if one.field.custom:
            for words in one.words:
                for shorter in _shorter(words):
                    if _phrase_words(shorter) not in nouns:  # "deals" are deals, whatever a "Deal score" is
                        add(shorter, "attribute", one)
    for one in attributes:
        bare = bare_label(one.label, one.table) if one.field.custom else ""
        if bare and bare != one.label.casefold():
            add(bare, "attribute", one)  # "tickets without an owner" of a field `Ticket owner`
        if one.field.type == "date" and bare in ADDED:
            add("created", "attribute", one)
            add("added", "attribute", one)
    renewals = [one for one in attributes if _tells_renewal(one)]
    for words in chain.from_iterable(one.words for one in attributes if _is_called(one, _RENEWAL)):
        for one in renewals:
            add(words, "attribute", one)
    named = {word for one in attributes if one.field.custom for word in name_words(one.label)}
    for entity in ENTITIES.values():
        for words in (entity.singular, entity.plural, *entity.words):
            if words not in _SHORT_FOR_MORE or words not in named:
                add(words, "noun", entity.table)
    for key, meant in found.items():  # a column that the CRM calls so is meant before one that may be called so
        own = {one.table for kind, one in meant if kind == "attribute" and one.field.custom and _called(one, key)}
        found[key] = [
            (kind, one)
            for kind, one in meant
            if kind != "attribute" or one.table not in own or one.field.custom or _called(one, key)
        ]
    for metric in all_metrics():
        for words in (metric.name, *metric.synonyms):
            add(words, "metric", metric)
    for words, kind, meaning in PHRASES:
        if kind == "noun":
            add(words, "noun", meaning)
        else:
            called = [one for one in attributes if _is_called(one, meaning)]
            for one in (*called, *(renewals if meaning == _RENEWAL else ())):
                add(words, "attribute", one)
    for word, function in AGGREGATES.items():
        add(word, "aggregate", function)
    for word, superlative in SUPERLATIVES.items():
        add(word, "superlative", superlative)
    object.__setattr__(catalog, "vocabulary", found)
    return found


@cache
def _phrase_words(words: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in name_words(words))


def _called(attribute: Attribute, key: tuple[str, ...]) -> bool:
    return _phrase_words(attribute.label) == key


def _shorter(words: str) -> Iterator[str]:
    """A custom field's label without its first or last filler: `Number of Labs` -> `labs`, `Fleet size (trucks)`."""
    parts = words.split()
    lowered = [part.casefold() for part in parts]
    if len(parts) > 2 and lowered[:2] == ["number", "of"]:
        yield " ".join(parts[2:])
    if len(parts) > 1 and lowered[0] in ("anzahl", "no", "num", "count", "nr", "total", "number"):
        yield " ".join(parts[1:])
    if len(parts) > 1 and lowered[-1] in (
        "count",
        "date",
        "score",
        "system",
        "level",
        "need",
        "name",
        "number",
        "type",
    ):
        yield " ".join(parts[:-1])


@cache
def markers() -> dict[str, list[tuple[list[str], str]]]:
    """Markers by their first word."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for meaning, phrases in MARKERS.items():
        for parts in map(str.split, phrases):
            found.setdefault(parts[0], []).append((parts, meaning))
    return found


@cache
def marker_words() -> frozenset[str]:
    return frozenset(word for words in chain(*MARKERS.values()) for word in words.split())


_I_DID = frozenset("own won lost closed sold signed landed bagged handle manage cover".split())
_I_DO = frozenset("own have won win lose lost close closed sell sold manage cover handle got logged met".split())


def _speaks_of_mine(keys: list[str], place: int) -> bool:
    """`how many accounts do I own`, `what have I won`; but not `I got a bounce`."""
    before, after = keys[place - 1 : place], keys[place + 1 : place + 2]
    asked = before[:1] in (["do"], ["did"], ["have"]) and bool(_I_DO & set(after))
    return keys[place] == "i" and (asked or bool(_I_DID & set(after)))


def _ranked(keys: list[str], first: int) -> Iterator[Mention]:
    """`top 5`, `bottom three`, `3 largest`, `five most expensive`."""
    if keys[first] in ("most", "least") and first + 1 < len(keys) and keys[first + 1] in SUPERLATIVES:
        yield Mention(first, first + 2, "superlative", SUPERLATIVES[keys[first + 1]], 0.2)
    if keys[first] in ORDINALS and first + 1 < len(keys) and keys[first + 1] in SUPERLATIVES:
        nth = SUPERLATIVES[keys[first + 1]]  # the first and the second are shown: one is seen against the other
        yield Mention(
            first, first + 2, "superlative", Superlative(nth.descending, nth.about, ORDINALS[keys[first]]), 0.5
        )
    if keys[first] in ("latest", "last", "newest", "oldest", "biggest", "largest", "highest") and first + 1 < len(keys):
        number, named = small_number(keys[first + 1]), SUPERLATIVES[keys[first]]
        unit = keys[first + 2] if first + 2 < len(keys) else ""
        if number and unit.rstrip("s") not in ("day", "week", "month", "quarter", "year", "hour"):
            yield Mention(first, first + 2, "superlative", Superlative(named.descending, named.about, number), 0.5)
    number = small_number(keys[first + 1]) if keys[first] in ("which", "what") and first + 2 < len(keys) else None
    place = next((at for at in range(first + 2, len(keys)) if number and keys[at] in SUPERLATIVES), None)
    if place is not None:  # "which three customers have the most trucks"
        ranked = SUPERLATIVES[keys[place]]
        yield Mention(first + 1, first + 2, "marker", "filler", -0.3)
        yield Mention(place, place + 1, "superlative", Superlative(ranked.descending, ranked.about, number), 0.3)
    limit = small_number(keys[first])
    if keys[first] in ("top", "bottom", "best", "worst", "first") and first + 1 < len(keys):
        number = small_number(keys[first + 1])
        if number:
            yield Mention(
                first, first + 2, "superlative", Superlative(keys[first] in ("top", "best", "first"), (), number), 0.5
            )
    if not limit:
        return
    for skip in (1, 2):
        word = keys[first + skip] if first + skip < len(keys) else None
        if word in SUPERLATIVES and (skip == 1 or keys[first + 1] in ("most", "least")):
            chosen = SUPERLATIVES[word]
            yield Mention(
                first, first + skip + 1, "superlative", Superlative(chosen.descending, chosen.about, limit), 0.5
            )
