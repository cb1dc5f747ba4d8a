"""What the words of a question can mean: names, values, fields, tables, metrics, times, comparisons and markers.

Tagging knows only what the audience may see (the lexicon) and the language of questions; it does not decide what is
asked. Where one stretch of words has several meanings, all stay for the reader of the mentions to choose from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

from skills.ask.comparisons import find_comparisons
from skills.ask.ends import ends_of_campaigns, ends_of_fields
from skills.ask.event_mentions import campaigns_meant, find_events
from skills.ask.kinds import (
    came_from,
    contact_had,
    contacted,
    find_firsts,
    find_subjects,
    verb_of_contact,
    without_channels_of_addresses,
)
from skills.ask.label_mentions import find_labels, of_nothing
from skills.ask.name_mentions import find_domains, find_names
from skills.ask.other_words import dates_when_asked, kinds_of_rows, said_otherwise
from skills.ask.our_people import addresses, in_departments, of_managers, reporting
from skills.ask.outcomes import find_outcomes
from skills.ask.periods import TIME_WORDS, find_periods
from skills.ask.phrase_mentions import find_phrases, marker_words
from skills.ask.plainly import in_plain_words, said_words
from skills.ask.spelling import Spelling
from skills.ask.states import states_of_rows
from skills.ask.tagged import Mention, Tagged
from skills.ask.value_mentions import channels_of_consent, find_values
from skills.ask.vocabulary import AGGREGATES, MARKERS, OPERATORS, SUPERLATIVES, VALUE_WORDS
from skills.ask.words import LIGHT, STOPWORDS, Token, stem
from storage.catalog import ENTITIES
from storage.lexicon import Lexicon
from storage.names import name_words
from storage.terms import concepts


def tag(tokens: list[Token], lexicon: Lexicon, today: dt.date) -> Tagged:
    """Everything the tokens can mean, the longest stretches first; a misspelt word counts as the one it means, a saying
    as its plain words."""
    known = marker_words() | said_words()
    tokens = _spelling(lexicon).respelled(
        tokens, lambda word: word in lexicon.by_word or word in known or bool(concepts(word))
    )
    tokens = in_plain_words(tokens, lambda said: _own_words(said, lexicon))
    found = [
        *(named := list(find_names(tokens, lexicon))),
        *(one for one in find_events(tokens, lexicon) if not any(_same_name(one, two) for two in named)),
        *find_domains(tokens, lexicon),
        *find_values(tokens, lexicon),
        *find_phrases(tokens, lexicon.catalog),
        *find_comparisons(tokens),
        *(Mention(one.first, one.last, "period", one.period, 0.9) for one in find_periods(tokens, today)),
    ]
    labels = list(find_labels(tokens, lexicon, found))
    found = [one for one in found if not (of_nothing(one, lexicon) and _beside(one, labels))] + labels
    unclear = _unclear(tokens, lexicon)
    found += [
        one for one in said_otherwise(tokens, lexicon, found) if not unclear.intersection(range(one.first, one.last))
    ]
    found = [one for one in found if not _title_of_number(one, found)]
    found = [_backed(one, found) for one in found if not _calls_its_field(one, found)]
    found = without_channels_of_addresses(tokens, channels_of_consent(tokens, found))
    found = came_from(tokens, found, lexicon)
    found += find_subjects(tokens, lexicon, found)
    found += find_firsts(tokens, found)
    found = [one for one in found if not _only_a_time(one, found)]
    found = contact_had(tokens, found)
    found = reporting(tokens, found)
    found = addresses(tokens, in_departments(tokens, of_managers(tokens, found)))
    found = find_outcomes(tokens, found, lexicon)
    verb = verb_of_contact(tokens, found)
    if verb is not None:
        found = contacted(tokens, verb, found, lexicon)
    chosen = dates_when_asked(tokens, list(_choose(tokens, found)))
    chosen += kinds_of_rows(tokens, chosen)
    chosen = states_of_rows(tokens, campaigns_meant(tokens, chosen), lexicon.catalog)
    chosen = ends_of_fields(tokens, ends_of_campaigns(tokens, chosen, lexicon.catalog), lexicon.catalog)
    return Tagged(tokens, sorted(chosen, key=lambda one: (one.first, -one.weight)), verb)


def _spelling(lexicon: Lexicon) -> Spelling:
    """The words of questions to this store. Kept on the lexicon object, like the vocabulary on the catalogue."""
    known: Spelling | None = lexicon.__dict__.get("_spelling")
    if known is None:
        said = [[words] for words in chain(*MARKERS.values()) if " " not in words]
        said += [words.split() for words in dict(OPERATORS)]
        named = [words.split() for words in (*SUPERLATIVES, *AGGREGATES, *VALUE_WORDS)]
        fields = [name_words(word) for one in lexicon.catalog.attributes() for word in one.words]
        nouns = [name_words(word) for entity in ENTITIES.values() for word in (*entity.words, entity.plural)]
        times = [list(TIME_WORDS), [word for word in STOPWORDS | LIGHT if len(word) > 4]]
        known = Spelling([*said, *named, *fields, *nouns, *times, *lexicon.values])
        lexicon.__dict__["_spelling"] = known
    return known


def _beside(mention: Mention, others: Iterable[Mention]) -> bool:
    """Whether a mention shares words with one of others."""
    return any(one.first < mention.last and mention.first < one.last for one in others)


def _same_name(one: Mention, other: Mention) -> bool:
    return (one.first, one.last, one.meaning) == (other.first, other.last, other.meaning)


def _unclear(tokens: list[Token], lexicon: Lexicon) -> set[int]:
    """The places of words of the store that mean only a part of a value: no other word for all of it may stand in."""
    return {
        place
        for first in range(len(tokens) if lexicon.unclear else 0)
        for last in range(first + 1, min(len(tokens), first + 6) + 1)
        if tuple(word for token in tokens[first:last] for word in name_words(token.key)) in lexicon.unclear
        for place in range(first, last)
    }


def _own_words(tokens: list[Token], lexicon: Lexicon) -> list[tuple[int, int]]:
    """The stretches that are values, labels or names of the store."""
    labels = {tuple(map(stem, name_words(one.label))) for one in lexicon.catalog.attributes() if one.field.custom}
    found = []
    for first in range(len(tokens)):
        for last in range(first + 1, min(len(tokens), first + 6) + 1):
            keys = tuple(word for token in tokens[first:last] for word in name_words(token.key))
            named = "".join(keys) in lexicon.by_key if last - first > 1 else False
            if keys in lexicon.values or keys in lexicon.unclear or tuple(map(stem, keys)) in labels or named:
                found.append((first, last))
    return found


def _title_of_number(mention: Mention, found: list[Mention]) -> bool:
    """Whether a word of job titles is what the CRM calls a number of its own: "over 500 rooms" of a field `Rooms` has
    nothing to do with a `Rooms Division Manager`."""
    if mention.kind != "value" or not all(value.field == "title" for value in mention.meaning):
        return False
    return any(
        one.kind == "attribute"
        and one.meaning.field.custom
        and one.meaning.field.type in ("integer", "number", "year")
        and one.first <= mention.first
        and mention.last <= one.last
        for one in found
    )


def _calls_its_field(metric: Mention, found: list[Mention]) -> bool:
    """Whether a metric's word is the field of the value beside it: "the Renewals pipeline", of a field `Pipeline`."""
    if metric.kind != "metric":
        return False
    fields = {
        (one.meaning.table, one.meaning.ref.name)
        for one in found
        if (one.first, one.last, one.kind) == (metric.first, metric.last, "attribute") and one.meaning.field.custom
    }
    return any(
        one.kind == "value"
        and (one.last == metric.first or one.first == metric.last)
        and any((value.table, value.field) in fields for value in one.meaning)
        for one in found
    )


def _backed(mention: Mention, found: list[Mention]) -> Mention:
    """A value whose field is named beside it weighs more: in "fiscal year ends in June", June is no time."""
    if mention.kind != "value":
        return mention
    named = {
        (one.meaning.field.table, one.meaning.field.name)
        for one in found
        if one.kind == "attribute"
        and one.meaning.field.custom
        and not (one.first < mention.last and mention.first < one.last)
    }
    backed = [value for value in mention.meaning if (value.table, value.field) in named]
    return Mention(mention.first, mention.last, "value", tuple(backed), mention.weight + 6) if backed else mention


def _only_a_time(mention: Mention, found: list[Mention]) -> bool:
    """`in October vs September`: a month is a value of a field only where the field is named."""
    return (
        mention.kind == "value"
        and mention.weight < 1
        and any(one.kind == "period" and (one.first, one.last) == (mention.first, mention.last) for one in found)
    )


_PRIORITY: dict[str, float] = {
    "comparison": 6,
    "period": 5,
    "metric": 4,
    "name": 4,
    "value": 3,
    "attribute": 2.5,
    "noun": 2.4,
    "superlative": 2,
    "aggregate": 2,
    "marker": 1,
}


def _choose(tokens: list[Token], found: Iterable[Mention]) -> Iterator[Mention]:
    """Longest first; readings of the very same stretch stay together, unless one outweighs the others."""
    taken: dict[int, tuple[int, int]] = {}

    def worth(one: Mention) -> tuple[float, float]:
        length = sum(len(token.key) > 1 for token in tokens[one.first : one.last]) or 1
        return (length + one.weight, _PRIORITY[one.kind])

    for one in sorted(found, key=worth, reverse=True):
        span = (one.first, one.last)
        covered = {taken.get(place) for place in range(*span)}
        if covered in ({None}, {span}):
            for place in range(*span):
                taken[place] = span
            yield one
