"""What the words of a question can mean: names, values, fields, tables, metrics, times, comparisons and markers.

Tagging knows only what the audience may see (the lexicon) and the language of questions; it does not decide what is
asked. Where one stretch of words has several meanings, all stay for the reader of the mentions to choose from.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, Literal

from rapidfuzz import fuzz, process

from knowledge.spelling import written_words
from skills.ask.kinds import called, subjects_named, subjects_said
from skills.ask.other_words import dates_when_asked, kinds_of_rows, said_otherwise
from skills.ask.periods import TIME_WORDS, find_periods
from skills.ask.plainly import in_plain_words, said_words
from skills.ask.spelling import Spelling
from skills.ask.vocabulary import (
    AGGREGATES,
    CHIEFS,
    COMMON_AFTER_PRODUCT,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    MARKERS,
    NOT_LAST_NAMES,
    NOT_NAMES,
    OPERATORS,
    ORDINALS,
    PHRASES,
    SCALES,
    SMALL_NUMBERS,
    SUPERLATIVES,
    UNTELLING,
    VALUE_WORDS,
    Superlative,
)
from skills.ask.words import LIGHT, STOPWORDS, Token, root, stem
from storage.catalog import ENTITIES, Attribute, Catalog
from storage.lexicon import Lexicon, Named, Value
from storage.metrics import all_metrics
from storage.names import name_words, without_legal_form
from storage.terms import concepts

Kind = Literal[
    "name",
    "value",
    "noun",
    "attribute",
    "metric",
    "aggregate",
    "superlative",
    "comparison",
    "period",
    "marker",
]


@dataclass(frozen=True)
class Comparing:
    """`op` against a number (or two, for a range). `money` says that a currency sign or code stood with it."""

    op: str
    """gt, ge, lt, le, eq or between"""
    value: float
    upper: float | None = None
    currency: str | None = None
    times: bool = False
    """whether it says how often: `more than once`, `at least three times`"""


@dataclass(frozen=True)
class Mention:
    """Tokens from `first` to before `last` and one thing they can mean."""

    first: int
    last: int
    kind: Kind
    meaning: Any
    weight: float = 0.0

    @property
    def length(self) -> int:
        return self.last - self.first


@dataclass
class Tagged:
    """The mentions of a clause, not overlapping except where several readings share one stretch."""

    tokens: list[Token]
    mentions: list[Mention] = field(default_factory=list)
    verb: int | None = None
    """The place of a word that says what somebody did: "did anyone email Lena"."""

    def of(self, kind: Kind) -> list[Mention]:
        return [one for one in self.mentions if one.kind == kind]

    def marker(self, *names: str) -> Mention | None:
        return next((one for one in self.mentions if one.kind == "marker" and one.meaning in names), None)

    def said(self, mention: Mention) -> str:
        return " ".join(token.text for token in self.tokens[mention.first : mention.last])


_NUMBER = re.compile(r"^([€$£])?(\d[\d,.'’]*?)(k|m|mn|mio|bn|b)?(%)?$", re.IGNORECASE)


def number_of(text: str) -> tuple[float, str | None] | None:
    """`200k`, `€1.5m`, `1,200,000`, `1.200.000`: the number and the currency of its sign; None if it is no number."""
    match = _NUMBER.match(text)
    if not match:
        return None
    sign, digits, scale, _ = match.groups()
    digits = digits.replace("'", "").replace("’", "").rstrip(".,")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    return value * SCALES.get((scale or "").casefold(), 1), CURRENCY_SIGNS.get(sign or "")


def tag(tokens: list[Token], lexicon: Lexicon, today: dt.date) -> Tagged:
    """Everything the tokens can mean, the longest stretches first; a misspelt word counts as the one it means, a saying
    as its plain words."""
    known = _marker_words() | said_words()
    tokens = _spelling(lexicon).respelled(
        tokens, lambda word: word in lexicon.by_word or word in known or bool(concepts(word))
    )
    tokens = in_plain_words(tokens, lambda said: _own_words(said, lexicon))
    found = [
        *_names(tokens, lexicon),
        *_domains(tokens, lexicon),
        *_values(tokens, lexicon),
        *_phrases(tokens, lexicon.catalog),
        *_comparisons(tokens),
        *(Mention(one.first, one.last, "period", one.period, 0.9) for one in find_periods(tokens, today)),
    ]
    found += _scattered_labels(tokens, lexicon.catalog, found)
    found += [Mention(*one) for one in said_otherwise(tokens, lexicon, found)]
    found = [_backed(one, found) for one in found]
    found += _subjects(tokens, lexicon, found)
    found += _first_of_kind(tokens, found)
    found = [one for one in found if not _only_a_time(one, found)]
    verb = _verb_of_contact(tokens, found)
    if verb is not None:  # it says what was done, not whose address is wanted
        found = [one for one in found if (one.first, one.last) != (verb, verb + 1)]
        found.append(Mention(verb, verb + 1, "value", _CONTACTING[tokens[verb].key], 0.2))
        found = [one for one in found if one.kind != "value" or _known(one, lexicon)]
    chosen = dates_when_asked(tokens, list(_choose(tokens, found)))
    chosen += [Mention(*one) for one in kinds_of_rows(tokens, chosen)]
    return Tagged(tokens, sorted(chosen, key=lambda one: (one.first, -one.weight)), verb)


def _first_of_kind(tokens: list[Token], found: list[Mention]) -> Iterator[Mention]:
    """`first meeting with Halden`, `when did we first talk to them`: the earliest."""
    for place, token in enumerate(tokens):
        kinds = [one for one in found if one.first == place + 1 and _is_activity(one)]
        span = any(one.kind == "marker" and one.meaning == "howlong" for one in found)  # "from first call to won"
        if (
            token.key == "first"
            and kinds
            and not span
            and (tokens[place - 1].key if place else "") not in ("from", "since", "after")
        ):
            yield Mention(place, place + 1, "superlative", Superlative(False, ("when",)), 0.1)


def _is_activity(mention: Mention) -> bool:
    if mention.kind == "noun":
        return bool(mention.meaning == "activities")
    return mention.kind == "value" and any(value.table == "activities" for value in mention.meaning)


def _only_a_time(mention: Mention, found: list[Mention]) -> bool:
    """`in October vs September`: a month is a value of a field only where the field is named."""
    return (
        mention.kind == "value"
        and mention.weight < 1
        and any(one.kind == "period" and (one.first, one.last) == (mention.first, mention.last) for one in found)
    )


_CONTACTING = {
    word: (Value("activities", "channel", channel),)
    for channel, words in {"email": "email mail", "call": "call called phone ring rang"}.items()
    for word in words.split()
}
_PAST = frozenset({"called", "rang"})
_DOES = frozenset("did does do has have havent hasnt didnt dont doesnt".split())
_BEFORE_VERBS = frozenset("ever already even actually not never havent hasnt didnt have has did last first".split())
_DOERS = frozenset("anyone anybody someone somebody nobody we they you i she he been".split())


def _verb_of_contact(tokens: list[Token], found: list[Mention]) -> int | None:
    """`did anyone email Lena`, `has Dana called them`, `did we phone Halden`: where the verb stands."""
    names = {one.last for one in found if one.kind == "name"}
    for place, token in enumerate(tokens):
        if place < 2 or token.key not in _CONTACTING:
            continue
        before = place - 1
        while before > 0 and tokens[before].key in _BEFORE_VERBS:
            before -= 1
        helped = any(one.key in _DOES for one in tokens[max(0, before - 4) : place])
        past = token.key in _PAST and (tokens[before].key in (*_DOERS, "who") or helped)
        if past or (helped and (tokens[before].key in _DOERS or before + 1 in names)):
            return place
    return None


def _known(mention: Mention, lexicon: Lexicon) -> bool:
    return all(
        value in lexicon.values.get(name_words(value.value), ())
        for value in mention.meaning
        if (value.table, value.field) == ("activities", "channel")
    )


_ON_THE_WEB = frozenset("page pages webpage website web online homepage".split())


def _subjects(tokens: list[Token], lexicon: Lexicon, found: list[Mention]) -> Iterator[Mention]:
    """Activities by the subject that they have in this store, where the words mean nothing else."""
    kinds = [one for one in found if one.kind == "value" and _all_of(one, "activities", "channel")]
    nouns = [one for one in found if one.kind == "noun" and one.meaning == "activities"]
    on_web = any(token.key in _ON_THE_WEB for token in tokens)
    theirs = {id(one) for one in kinds} if on_web else set()  # who visits a page is not met
    taken = {
        place
        for one in found
        if id(one) not in theirs
        and (one.kind == "marker" or (one.kind != "superlative" and one.weight > -0.4))
        and not (one.kind == "attribute" and one.meaning.ref.name in ("left_at", "domains"))  # "voicemails left"
        for place in range(one.first, one.last)
    }
    channels = [value for one in kinds if id(one) not in theirs for value in one.meaning]
    about = bool(kinds or nouns)
    breaks = {place for one in found if one.kind == "superlative" for place in range(one.first, one.last)}
    said = list(subjects_said(tokens, taken, breaks, channels, about, lexicon))
    titles = {
        place
        for one in found
        if one.kind in ("name", "value") and {entry.table for entry in one.meaning} <= {"campaigns", "products"}
        for place in range(one.first, one.last)
    }
    if said and titles:  # "who downloaded the cold chain field guide": that guide, not every download
        said = list(subjects_said(tokens, taken - titles, breaks, channels, about, lexicon, frozenset(titles))) or said
    for kind in said:
        yield Mention(kind.first, kind.last, "value", kind.values, -0.1)
    told = about or any(
        one.kind in ("period", "superlative") or (one.kind == "marker" and one.meaning in ("howmany", "when"))
        for one in found
    )
    if told:
        for kind in subjects_named(tokens, lexicon):
            yield Mention(kind.first, kind.last, "value", kind.values, 0.3)


def _all_of(mention: Mention, table: str, name: str) -> bool:
    return all((value.table, value.field) == (table, name) for value in mention.meaning)


def _own_words(tokens: list[Token], lexicon: Lexicon) -> list[tuple[int, int]]:
    """The stretches that are values, labels or names of the store."""
    labels = {name_words(one.label) for one in lexicon.catalog.attributes() if one.field.custom}
    found = []
    for first in range(len(tokens)):
        for last in range(first + 1, min(len(tokens), first + 6) + 1):
            keys = tuple(word for token in tokens[first:last] for word in name_words(token.key))
            named = "".join(keys) in lexicon.by_key if last - first > 1 else False
            if keys in lexicon.values or keys in labels or named:
                found.append((first, last))
    return found


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


_EVERYDAY = {
    word: root(label)
    for label, words in {
        "end": "ends ending ended close closes closing finish finishes finishing finished over",
        "start": "starts starting started begin begins beginning began",
    }.items()
    for word in words.split()
}
"""Other words for those that labels of fields are made of: `Fiscal Year End`, "fiscal year closes"."""


def _scattered_labels(tokens: list[Token], catalog: Catalog, found: list[Mention]) -> Iterator[Mention]:
    """Custom fields by the words of their label in any order or form, or by one telling word of it: "who passed our
    security review" for `Security review passed`, "use as a reference" for `Reference customer`."""
    taken = {
        place for one in found if one.kind != "marker" and one.weight > -0.4 for place in range(one.first, one.last)
    }
    roots = [root(token.key) for token in tokens]
    customs = [one for one in catalog.attributes() if one.field.custom]
    telling: dict[str, set[tuple[str, str]]] = {}
    labels = []
    for one in customs:
        words = tuple(dict.fromkeys(root(word) for word in name_words(one.label) if word not in STOPWORDS))
        labels.append((one, words))
        for word in words:
            telling.setdefault(word, set()).add((one.table, one.ref.name))
    yield from _short_for_label(tokens, taken, labels)
    for one, words in labels:
        places = [roots.index(word) for word in words if word in roots]
        if len(words) > 1 and len(places) == len(words) and _together(tokens, places):
            last = max(places) + 1
            after = _EVERYDAY.get(tokens[last].key) if last < len(tokens) else None
            last += after is not None and after in map(root, name_words(one.label))
            yield Mention(min(places), last, "attribute", one, 0.2)
        elif places and len(words) > 1:
            for place in places:
                unique = len(telling[roots[place]]) == 1 and tokens[place].stem not in UNTELLING
                if unique and place not in taken and tokens[place].key not in STOPWORDS and len(tokens[place].key) > 2:
                    yield Mention(place, place + 1, "attribute", one, -0.6)


def _short_for_label(
    tokens: list[Token], taken: set[int], labels: list[tuple[Attribute, tuple[str, ...]]]
) -> Iterator[Mention]:
    """A word that begins one custom label alone, or that one begins: "labs", "laboratories" for `Anzahl Labore`."""
    for place, token in enumerate(tokens):
        if place in taken or len(token.stem) < 3 or token.key in STOPWORDS or not token.key.isalpha():
            continue
        meant = [
            one
            for one, words in labels
            if any(
                word != token.stem
                and (
                    (word.startswith(token.stem) and len(word) - len(token.stem) <= 4)
                    or (len(word) > 4 and token.stem.startswith(word))
                )
                for word in words
            )
        ]
        if len({(one.table, one.ref.name) for one in meant}) == 1:
            yield Mention(place, place + 1, "attribute", meant[0], -0.7)


def _together(tokens: list[Token], places: list[int]) -> bool:
    """Whether the words of a label stand close: only fillers between, none of which denies."""
    between = [tokens[place].key for place in range(min(places), max(places)) if place not in places]
    return len(between) <= 5 and all(
        one in STOPWORDS and one not in ("no", "not", "without", "never") for one in between
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


# --- names ----------------------------------------------------------------------------------------------------------


def _names(tokens: list[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """Stretches that are names or parts of names: `halden`, `Halden Freight`, `labor hasenöhrl`, `dana`."""
    for first in range(len(tokens)):
        best: dict[tuple[str, int], tuple[int, Named, bool]] = {}
        for key in _forms(tokens[first]):
            for entry in lexicon.by_word.get(key, ()):
                last, whole, strong = _reach(tokens, first, entry)
                if not whole and entry.table == "opportunities":
                    continue
                unheard = tokens[first].key not in written_words() and len(lexicon.by_word[key]) == 1
                if not whole and entry.table == "campaigns" and not (strong and (last - first >= 2 or unheard)):
                    continue
                if last == first + 1 and not strong and not _rare(entry, tokens[first], lexicon):
                    continue
                if not whole and _somebody_else(tokens, first, last, entry, lexicon):
                    continue
                known = best.get((entry.table, entry.id))
                if known is None or (last, whole) > (known[0], known[2]):
                    best[(entry.table, entry.id)] = (last, entry, whole)
        for last in {one[0] for one in best.values()}:
            entries = [(entry, whole) for reach, entry, whole in best.values() if reach == last]
            wholes = [entry for entry, whole in entries if whole]
            chosen = wholes or [entry for entry, _ in entries]
            if last - first == 1 and not wholes and not _may_be_name(tokens, first):
                continue
            if not wholes and _other_product(tokens, last, chosen):
                continue
            yield Mention(first, last, "name", tuple(_unique(chosen)), 0.6 if wholes else 0.0)
        for length in (2, 3, 4):
            joined = "".join(token.key for token in tokens[first : first + length])
            spelt = best and max(one[0] for one in best.values()) >= first + length
            if first + length <= len(tokens) and len(joined) > 4 and joined in lexicon.by_key and not spelt:
                yield Mention(first, first + length, "name", tuple(_unique(lexicon.by_key[joined])), 0.5)


def _other_product(tokens: list[Token], last: int, entries: list[Named]) -> bool:
    """`SterilLine 900` is not SterilLine 450, nor `Quay Atlas` one of the Quays: the word after is part of a name."""
    if last >= len(tokens):
        return False
    after = tokens[last]
    if after.key.isdigit():
        return True
    if any(one.table != "products" for one in entries) or after.key in STOPWORDS or not after.key.isalpha():
        return False
    return after.stem not in COMMON_AFTER_PRODUCT


def _rare(entry: Named, token: Token, lexicon: Lexicon) -> bool:
    """A later word of a name that no other name has and that is written as a name: people say "Hasenöhrl" for "Labor
    Dr. Hasenöhrl & Partner"."""
    word = token.key
    if entry.table == "products" and (len(word) > 3 or _is_code(word)) and (word,) not in lexicon.values:
        return _bearers(lexicon, word)["products"] == 1
    if len(word) < 5 or entry.table != "accounts" or (word,) in lexicon.values:
        return False
    if token.text.isascii() and not token.text[0].isupper() and _distinctive_start(entry, lexicon):
        return False
    return _bearers(lexicon, word)["accounts"] == 1


def _bearers(lexicon: Lexicon, word: str) -> Counter[str]:
    """How many rows of each table have a word in their name. Kept on the lexicon object: a common word is asked for
    once for every name that has it."""
    known: dict[str, Counter[str]] = lexicon.__dict__.setdefault("_bearers", {})
    if word not in known:
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        known[word] = Counter(table for table, _ in {(one.table, one.id) for one in lexicon.by_word.get(word, ())})
    return known[word]


def _somebody_else(tokens: list[Token], first: int, last: int, entry: Named, lexicon: Lexicon) -> bool:
    """Whether the word before or after part of a person's name makes it the name of another person."""
    if entry.table not in ("people", "contacts"):
        return False
    return _other_first_name(tokens, first, entry, lexicon) or _other_last_name(tokens, last, lexicon)


def _other_last_name(tokens: list[Token], last: int, lexicon: Lexicon) -> bool:
    """`moritz imhof` is nobody when only other Moritzes are known: the word after is another last name."""
    if last >= len(tokens) or tokens[last - 1].possessive:
        return False
    after = tokens[last]
    ends = (
        last + 1 >= len(tokens)
        or tokens[last + 1].key in STOPWORDS
        or tokens[last + 1].key in ("at", "of", "from", "in", "@", "?", ",", ".", "(", ")")
    )
    if (
        not ends
        or not after.key.isalpha()
        or after.key in STOPWORDS
        or len(after.key) < 3
        or after.key in NOT_LAST_NAMES
        or after.key in LIGHT
        or after.key in _markers()
        or (after.text.islower() and tokens[last - 1].text[:1].isupper())
    ):
        return False
    meant = (after.key,) in lexicon.values or (after.stem,) in _vocabulary(lexicon.catalog)
    known = lexicon.by_word.get(after.key)
    if known is not None:  # a name of others, or it would belong to the one that was found
        return not meant and any(one.table in ("people", "contacts") for one in known)
    return not meant and not after.key.endswith(("ing", "ed", "ly"))


def _distinctive_start(entry: Named, lexicon: Lexicon) -> bool:
    """Whether a name is known by its first word: then a later word ("freight" of Halden Freight) is just a word."""
    first = entry.words[0]
    others = {one.id for one in lexicon.by_word.get(first, ()) if one.table == "accounts"} - {entry.id}
    return not others and len(first) > 3 and (first,) not in lexicon.values


def _other_first_name(tokens: list[Token], first: int, entry: Named, lexicon: Lexicon) -> bool:
    """`marta kessler` is nobody when only other Kesslers are known: the word before is somebody else's first name."""
    if first == 0 or tokens[first].key not in entry.words[1:] or not tokens[first - 1].key.isalpha():
        return False
    before = tokens[first - 1]
    if before.key in STOPWORDS or before.key in entry.words or len(before.key) < 3:
        return False
    meant = (before.key,) in lexicon.values or (before.stem,) in _vocabulary(lexicon.catalog)
    return not meant and (
        before.key not in lexicon.by_word or before.text[0].isupper() == tokens[first].text[0].isupper()
    )


def _unique(entries: Iterable[Named]) -> list[Named]:
    kept: dict[tuple[str, int], Named] = {}
    for entry in entries:
        kept.setdefault((entry.table, entry.id), entry)
    return list(kept.values())


def _forms(token: Token) -> tuple[str, ...]:
    forms = [token.key]
    if token.key.endswith("s") and len(token.key) > 3:
        forms.append(token.key[:-1])
    return tuple(forms)


def _reach(tokens: list[Token], first: int, entry: Named) -> tuple[int, bool, bool]:
    """How far the tokens from `first` spell words of the name in their order; whether that is all of the name (legal
    form aside); and whether its first word is where it starts."""
    words = entry.words
    position, place = first, -1
    started = 0
    while position < len(tokens):
        forms = _forms(tokens[position])
        following = next((i for i in range(place + 1, len(words)) if words[i] in forms), None)
        if following is None and position > first and tokens[position].key in ("in", "of", "the", "for", "and"):
            after = _forms(tokens[position + 1]) if position + 1 < len(tokens) else ()
            if any(words[i] in after for i in range(place + 1, len(words))):
                position += 1
                continue
        if following is None:
            if position > first and tokens[position].key in ("&", ".", ",", "'") and position + 1 < len(tokens):
                after = _forms(tokens[position + 1])
                if any(words[i] in after for i in range(place + 1, len(words))):
                    position += 1
                    continue
            break
        if position == first:
            started = following
        place = following
        position += 1
    short = without_legal_form(words)
    said = tuple(token.key for token in tokens[first:position] if token.key.isalnum())
    whole = said in (words, short) or tuple(map(_bare, said)) in (words, short)
    return position, whole, started == 0 or entry.table in ("people", "contacts")


def _bare(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _is_code(word: str) -> bool:
    """`C5`: letters and digits together are the name of a model."""
    return any(one.isdigit() for one in word) and any(one.isalpha() for one in word)


def _may_be_name(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if len(token.key) < 3:
        return _is_code(token.key)
    if token.key in NOT_NAMES:
        return place > 0 and token.text[0].isupper() and token.key not in STOPWORDS
    return True


def fuzzy_names(tokens: list[Token], open_places: list[int], lexicon: Lexicon) -> Iterator[Mention]:
    """Names one slip away from words that mean nothing else: `Haldn Frieght`, `pharmadele`. The first letter is taken
    to be right, as it nearly always is."""
    best: list[tuple[float, Mention]] = []
    for first in open_places:
        for last in range(first + 1, min(first + 4, len(tokens)) + 1):
            said = " ".join(token.key for token in tokens[first:last])
            if len(said) < 5 or not all(token.key.isalnum() for token in tokens[first:last]):
                continue
            if last - first == 1 and said in written_words() and tokens[first].text.islower():
                continue  # "hospitals" are no misspelt Hôpital
            cutoff = 84 if len(said) > 6 else 88
            hit = process.extractOne(said, lexicon.by_first.get(said[0], ()), scorer=fuzz.ratio, score_cutoff=cutoff)
            if hit is None or any(
                token.key.isdigit() and token.key not in hit[0].split() for token in tokens[first:last]
            ):
                continue  # another number is another thing, not a slip
            entries = list(lexicon.by_key.get(hit[0], ()))
            if not entries and last - first == 1:
                known = [] if said in lexicon.by_word else lexicon.by_word[hit[0]]
                entries = [one for one in known if _leads(one, hit[0])]
            if entries:
                covered = sum(place in open_places for place in range(first, last))
                mention = Mention(first, last, "name", tuple(_unique(entries)), 0.1)
                best.append((hit[1] + 4 * covered, mention))
    taken: set[int] = set()
    for _, mention in sorted(best, key=lambda one: -one[0]):
        if taken.isdisjoint(range(mention.first, mention.last)):
            taken |= set(range(mention.first, mention.last))
            yield mention


def _leads(entry: Named, word: str) -> bool:
    """Whether one misspelt word may stand for a name: a colleague's, or what an account or product starts with."""
    return entry.table == "people" or (entry.table in ("accounts", "products") and entry.words[0] == word)


def _domains(tokens: list[Token], lexicon: Lexicon) -> Iterator[Mention]:
    for place, token in enumerate(tokens):
        text = token.text.casefold().rstrip(".,;:?!")
        if "@" in text and text in lexicon.emails:
            yield Mention(place, place + 1, "name", tuple(lexicon.emails[text]), 2)
        elif "." in text and text.removeprefix("www.") in lexicon.domains:
            yield Mention(place, place + 1, "name", tuple(lexicon.domains[text.removeprefix("www.")]), 2)


# --- values, fields, tables -----------------------------------------------------------------------------------------


def _values(tokens: list[Token], lexicon: Lexicon) -> Iterator[Mention]:
    stems, roots = _value_forms(lexicon)
    nouns = {
        str(meaning)
        for token in tokens
        for kind, meaning in _vocabulary(lexicon.catalog).get((token.stem,), ())
        if kind == "noun"
    }
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + 7), first, -1):
            if not (_spoken(tokens[first]) and _spoken(tokens[last - 1])):
                continue
            keys = tuple(token.key for token in tokens[first:last])
            flat = tuple(word for key in keys for word in name_words(key))
            meant = tuple(lexicon.values.get(flat, ()))
            if not meant:
                meant = tuple(stems.get(tuple(map(stem, flat)), ()))
            if not meant and last - first == 2 and not STOPWORDS & {*keys}:
                meant = tuple(stems.get((stem("".join(flat)),), ()))  # "trade shows" for `Tradeshow`
            if not meant and last - first == 1 and len(root(keys[0])) >= _SHORTEST_ROOT and keys[0] not in LIGHT:
                meant = tuple(roots.get(root(keys[0]), ()))
            if not any((one.table, one.field) == ("activities", "channel") for one in meant):
                meant += called(flat, lexicon)
            if last - first == 1 and (keys[0].isdigit() and len(keys[0]) < 3):
                meant = ()
            if last - first == 1 and keys[0] in STOPWORDS and not tokens[first].text.isupper():
                beside = {one.stem for one in (*tokens[max(0, first - 1) : first], *tokens[last : last + 1])}
                meant = tuple(
                    one for one in meant if one.field in beside or (one.field in _STATES and one.table in nouns)
                )  # "in working status", "ended contracts"
            if last - first == 1 and keys[0] in _AHEAD_STATES and "campaigns" not in nouns:
                meant = tuple(one for one in meant if one.field not in _STATES)  # "planned meetings" are no campaigns
            if (
                last - first == 2
                and keys[0] == "open"
                and tokens[first + 1].stem in ("deal", "opportunity", "opp", "case")
            ):
                meant = ()  # "open deals" are deals that are open, whatever a field of contacts is called
            if meant:
                yield Mention(first, last, "value", tuple(dict.fromkeys(meant)))
            code = CURRENCY_WORDS.get(keys[0], keys[0]) if last - first == 1 else ""
            money = tuple(one for one in lexicon.values.get((code.casefold(),), ()) if one.field == "currency")
            if money:
                yield Mention(first, last, "value", money)
            for table, name, told in VALUE_WORDS.get(" ".join(keys), ()):
                known = tuple(Value(table, name, one) for one in told)
                if all(one in lexicon.values.get(name_words(one.value), ()) for one in known):
                    yield Mention(first, last, "value", known, 0.2)
    for place, token in enumerate(tokens):
        chief = CHIEFS.get(token.key)
        if chief is not None and chief.split()[-1] in lexicon.title_words:
            yield Mention(place, place + 1, "value", (Value("contacts", "title", f"*{chief}"),), -0.5)
        titles = lexicon.title_words.get(token.key)
        if titles and token.key not in NOT_NAMES and len(token.key) > 1:
            yield Mention(place, place + 1, "value", (Value("contacts", "title", f"*{token.key}"),), -0.5)


def _spoken(token: Token) -> bool:
    """A word or number, no mark: "us -" is not US."""
    return any(one.isalnum() for one in token.key) or token.key in ("%", "$", "€", "£")


_STATES = frozenset({"status", "lifecycle"})
"""Fields whose values may be words of talk: "contracts that have ended"."""
_AHEAD_STATES = frozenset("planned scheduled upcoming".split())
"""Words that say of a row that it is yet to come, where the table that has them as a state is not named."""
_SHORTEST_ROOT = 5
_MOST_REMEMBERED = 10_000


def _value_forms(lexicon: Lexicon) -> tuple[dict[tuple[str, ...], list[Value]], dict[str, list[Value]]]:
    """Values by the stems of their words, and industries of one word by its root: "insurers" are in `Insurance`. Kept
    on the lexicon object: they are the same for every question."""
    known: tuple[dict[tuple[str, ...], list[Value]], dict[str, list[Value]]] | None
    known = lexicon.__dict__.get("_value_forms")
    if known is None:
        known = ({}, {})
        for words, values in lexicon.values.items():
            known[0].setdefault(tuple(map(stem, words)), []).extend(values)
            industries = [one for one in values if one.field == "industry"]
            if len(words) == 1 and industries:
                known[1].setdefault(root(words[0]), []).extend(industries)
        lexicon.__dict__["_value_forms"] = known
    return known


@cache
def _phrase_words(words: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in name_words(words))


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


def _vocabulary(catalog: Catalog) -> dict[tuple[str, ...], list[tuple[Kind, Any]]]:
    """Stemmed words -> what they name. Kept on the catalogue object: it is the same for every question."""
    known: dict[tuple[str, ...], list[tuple[Kind, Any]]] | None = catalog.__dict__.get("_vocabulary")
    if known is not None:
        return known
    found: dict[tuple[str, ...], list[tuple[Kind, Any]]] = {}

    def add(words: str, kind: Kind, meaning: Any) -> None:
        key = _phrase_words(words)
        if len(key) == 1 and key[0] in STOPWORDS and kind in ("attribute", "metric") and key[0] != "bought":
            return  # an export may call a field "To" or "Name"; that makes no question of "to"
        if key and (kind, meaning) not in found.setdefault(key, []):
            found[key].append((kind, meaning))

    attributes = list(catalog.attributes())
    for one in attributes:
        for words in one.words:
            add(words, "attribute", one)
            bare = re.sub(r"\s*\(.*?\)\s*", " ", words).strip()  # "Umsatz (Mio EUR)" is asked for as "umsatz"
            add(bare, "attribute", one)
        if one.field.custom:
            for words in one.words:
                for shorter in _shorter(words):
                    add(shorter, "attribute", one)
    for entity in ENTITIES.values():
        for words in (entity.singular, entity.plural, *entity.words):
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
            table, name = meaning.split(".")
            for one in attributes:
                if one.table == table and (one.ref.steps == (name,) or (not one.ref.steps and one.ref.name == name)):
                    add(words, "attribute", one)
    for word, function in AGGREGATES.items():
        add(word, "aggregate", function)
    for word, superlative in SUPERLATIVES.items():
        add(word, "superlative", superlative)
    object.__setattr__(catalog, "_vocabulary", found)
    return found


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


def _phrases(tokens: list[Token], catalog: Catalog) -> Iterator[Mention]:
    vocabulary = _vocabulary(catalog)
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + 5), first, -1):
            if not (_spoken(tokens[first]) and _spoken(tokens[last - 1])):
                continue
            said = tuple(part for token in tokens[first:last] for part in _phrase_words(token.key))
            for kind, meaning in vocabulary.get(said, ()):
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
        for parts, meaning in _markers().get(key, ()):
            if keys[first : first + len(parts)] == parts:
                yield Mention(first, first + len(parts), "marker", meaning, -0.3)
    for place in range(1, len(keys)):
        if keys[place - 1] in ("nothing", "anything") and keys[place] in _HAPPENED:
            yield Mention(place, place + 1, "noun", "activities", 0.1)
    for first in range(len(keys)):
        if _speaks_of_mine(keys, first):
            yield Mention(first, first + 1, "marker", "mine", -0.3)
        yield from _ranked(keys, first)


_HAPPENED = ("logged", "recorded", "registered", "tracked", "entered", "done")


@cache
def _marker_words() -> frozenset[str]:
    return frozenset(word for words in chain(*MARKERS.values()) for word in words.split())


_I_DO = frozenset("own have won win lose lost close closed sell sold manage cover handle got logged met".split())


def _speaks_of_mine(keys: list[str], place: int) -> bool:
    """`how many accounts do I own`, `what have I won`; but not `I got a bounce`."""
    before, after = keys[place - 1 : place], keys[place + 1 : place + 2]
    return keys[place] == "i" and before[:1] in (["do"], ["did"], ["have"]) and bool(_I_DO & set(after))


@cache
def _markers() -> dict[str, list[tuple[list[str], str]]]:
    """Markers by their first word."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for meaning, phrases in MARKERS.items():
        for parts in map(str.split, phrases):
            found.setdefault(parts[0], []).append((parts, meaning))
    return found


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
        number, named = _small(keys[first + 1]), SUPERLATIVES[keys[first]]
        unit = keys[first + 2] if first + 2 < len(keys) else ""
        if number and unit.rstrip("s") not in ("day", "week", "month", "quarter", "year", "hour"):
            yield Mention(first, first + 2, "superlative", Superlative(named.descending, named.about, number), 0.5)
    limit = _small(keys[first])
    if keys[first] in ("top", "bottom", "best", "worst", "first") and first + 1 < len(keys):
        number = _small(keys[first + 1])
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


def _small(word: str) -> int | None:
    if word.isdigit():
        return int(word) if 0 < int(word) <= 200 else None
    return SMALL_NUMBERS.get(word) or None


# --- comparisons ----------------------------------------------------------------------------------------------------


_REPEATED = {"once": 1, "twice": 2, "thrice": 3}
_OFTEN = (["several", "times"], ["multiple", "times"], ["many", "times"], ["repeatedly"], ["again", "and", "again"])


def _frequencies(tokens: list[Token]) -> Iterator[Mention]:
    """`more than once`, `at least three times`, `twice`, `repeatedly`."""
    keys = [token.key for token in tokens]
    for place, key in enumerate(keys):
        number = _small(key) if keys[place + 1 : place + 2] in (["times"], ["time"]) else _REPEATED.get(key)
        if number is not None:
            last = place + (1 if key in _REPEATED else 2)
            for words, op in OPERATORS:
                parts = words.split()
                if keys[max(0, place - len(parts)) : place] == parts:
                    yield Mention(place - len(parts), last, "comparison", Comparing(op, number, times=True), 1)
            if keys[last : last + 2] == ["or", "more"]:
                yield Mention(place, last + 2, "comparison", Comparing("ge", number, times=True), 1)
            elif number > 1 and keys[place - 1 : place] != ["how"]:
                yield Mention(place, last, "comparison", Comparing("eq", number, times=True), 0.5)
        for said in _OFTEN:
            if keys[place : place + len(said)] == said and keys[place - 1 : place] != ["how"]:
                yield Mention(place, place + len(said), "comparison", Comparing("ge", 2, times=True), 1)


def _comparisons(tokens: list[Token]) -> Iterator[Mention]:
    yield from _frequencies(tokens)
    keys = [token.key for token in tokens]
    for place, token in enumerate(tokens):
        ends = re.fullmatch(r"(\d[\d,.]*(?:k|m|bn)?)[-–](\d[\d,.]*(?:k|m|bn)?)", token.text, re.IGNORECASE)
        range_from, range_to = (number_of(ends[1]), number_of(ends[2])) if ends else (None, None)
        if range_from and range_to and range_from[0] < range_to[0]:
            yield Mention(place, place + 1, "comparison", Comparing("between", range_from[0], range_to[0]), 1)
    for first in range(len(tokens)):
        if keys[first] in ("between", "from") or _quantity(tokens, first):
            start = first + (keys[first] in ("between", "from"))
            low = _quantity(tokens, start)
            if low and low[1] < len(keys) and keys[low[1]] in ("and", "to", "-", "–"):
                high = _quantity(tokens, low[1] + 1)
                if high and (start > first or keys[low[1]] != "and"):
                    lower = low[0] if low[0] > high[0] / 1000 or high[0] < 1000 else low[0] * _scale_of(high[0])
                    meaning = Comparing("between", lower, high[0], low[2] or high[2])
                    yield Mention(first, high[1], "comparison", meaning, 1)
        for words, op in OPERATORS:
            parts = tuple(words.split())
            if tuple(keys[first : first + len(parts)]) == parts:
                number = _quantity(tokens, first + len(parts))
                if number:
                    yield Mention(first, number[1], "comparison", Comparing(op, number[0], None, number[2]), 1)
        if keys[first : first + 1] in ([">"], ["<"]) and keys[first + 1 : first + 2] == ["="]:
            number = _quantity(tokens, first + 2)
            if number:
                op = "ge" if keys[first] == ">" else "le"
                yield Mention(first, number[1], "comparison", Comparing(op, number[0], None, number[2]), 1)
        number = _quantity(tokens, first)
        if number:
            after = keys[number[1] : number[1] + 1]
            if after == ["+"] or keys[number[1] : number[1] + 2] in (["or", "more"], ["or", "above"], ["and", "above"]):
                last = number[1] + (1 if after == ["+"] else 2)
                yield Mention(first, last, "comparison", Comparing("ge", number[0], None, number[2]), 1)
            if keys[number[1] : number[1] + 2] in (["or", "less"], ["or", "fewer"]):
                yield Mention(first, number[1] + 2, "comparison", Comparing("le", number[0], None, number[2]), 1)


def _scale_of(value: float) -> float:
    return next(scale for scale in (1e9, 1e6, 1e3) if value >= scale)


def _quantity(tokens: list[Token], place: int) -> tuple[float, int, str | None] | None:
    """A number from `place` on with its scale and currency words: value, the place after it, currency code."""
    currency = None
    if place < len(tokens) and tokens[place].key in CURRENCY_CODES:
        currency, place = tokens[place].key.upper(), place + 1
    if place >= len(tokens):
        return None
    key = tokens[place].key
    parsed = (float(SMALL_NUMBERS[key]), None) if key in SMALL_NUMBERS else number_of(tokens[place].text)
    if parsed is None:
        return None
    value, sign = parsed
    place += 1
    if place < len(tokens) and tokens[place].key in SCALES:
        value, place = value * SCALES[tokens[place].key], place + 1
    if place < len(tokens) and (tokens[place].key in CURRENCY_CODES or tokens[place].key in CURRENCY_WORDS):
        currency = CURRENCY_WORDS.get(tokens[place].key, tokens[place].key.upper())
        place += 1
    return value, place, currency or sign
