"""Labels of custom fields that are said in parts: their words in another order or form, some of them, or one telling
word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skills.ask.tagged import Mention
from skills.ask.vocabulary import UNTELLING
from skills.ask.words import STOPWORDS, Token, root
from storage.catalog import Attribute
from storage.lexicon import Lexicon, Value
from storage.names import name_words

_EVERYDAY = {
    word: root(label)
    for label, words in {
        "end": "ends, ending, ended, close, closes, closing, finish, finishes, finishing, finished, over, expire, "
        "expires, expiring, expired, run out, runs out, running out, ran out, up",
        "start": "starts, starting, started, begin, begins, beginning, began",
    }.items()
    for word in words.split(", ")
}
"""Other words for those that labels of fields are made of: `Fiscal Year End`, "fiscal year closes"."""
_MOST_SHARING = 3
"""Fields of one table that one word may stand for together: "site survey" of its date and its status."""
_SHORTEST_BEGINNING = 4
_FUNCTION = frozenset("of from all in on to for the a an with by at and or per is are has have no not any".split())
"""Words of labels that say nothing by themselves: "emails from" is no `Unsubscribed from all email`."""


class _Labels:
    """The custom fields of a store, by the roots of their labels' words. Kept on the catalogue object."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.fields = [one for one in lexicon.catalog.attributes() if one.field.custom]
        self.roots = {one: [root(word) for word in name_words(one.label)] for one in self.fields}
        self.content = {
            one: tuple(dict.fromkeys(root(word) for word in name_words(one.label) if word not in STOPWORDS))
            for one in self.fields
        }
        self.of_word: dict[str, list[Attribute]] = {}
        for one in self.fields:
            for word in self.content[one]:
                self.of_word.setdefault(word, []).append(one)


def find_labels(tokens: list[Token], lexicon: Lexicon, found: list[Mention]) -> Iterator[Mention]:
    """Custom fields by the words of their label in any order or form, or by some of them: "who passed our security
    review" for `Security review passed`, "use as a reference" for `Reference customer`, "which SIEM" for the one of
    several fields about it that is a word."""
    labels: _Labels | None = lexicon.catalog.__dict__.get("_labels")
    if labels is None:
        labels = _Labels(lexicon)
        object.__setattr__(lexicon.catalog, "_labels", labels)
    taken = {
        place
        for one in found
        if one.kind != "marker" and one.weight > -0.4 and not of_nothing(one, lexicon)
        for place in range(one.first, one.last)
    }
    yield from _short_for_label(tokens, taken, labels)
    yield from _in_any_order(tokens, labels)
    yield from _parts(tokens, taken, labels)
    yield from _telling(tokens, taken, labels)
    yield from _values_begun(tokens, labels, lexicon)


def of_nothing(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention is of a table without rows, so that a field of the CRM's own may be called so: `Quota`."""
    return mention.kind == "noun" and mention.meaning not in lexicon.filled


def _in_any_order(tokens: list[Token], labels: _Labels) -> Iterator[Mention]:
    roots = [root(token.key) for token in tokens]
    for one, words in labels.content.items():
        places = [roots.index(word) for word in words if word in roots]
        if len(words) > 1 and len(places) == len(words) and _together(tokens, places, name_words(one.label)):
            last = max(places) + 1
            yield Mention(min(places), last + _ends(tokens, last, labels.roots[one]), "attribute", one, 0.2)


def _telling(tokens: list[Token], taken: set[int], labels: _Labels) -> Iterator[Mention]:
    """One word that no other field is called by, or only few of the same table."""
    for place, token in enumerate(tokens):
        fields = labels.of_word.get(root(token.key), [])
        if place in taken or token.key in STOPWORDS or len(token.key) < 3 or not fields:
            continue
        longer = [one for one in fields if len(labels.content[one]) > 1]
        texts = [one for one in fields if one.field.type in ("text", "list")]
        asked = place > 0 and tokens[place - 1].key in ("which", "what")
        if token.stem not in UNTELLING and len({(one.table, one.ref.name) for one in fields}) == 1:
            yield from (Mention(place, place + 1, "attribute", one, -0.6) for one in longer)
        elif asked and len(texts) == 1 and texts[0] in longer and token.stem not in UNTELLING:
            yield Mention(place, place + 1, "attribute", texts[0], -0.6)
        elif (
            token.stem not in UNTELLING
            and longer == fields
            and len({one.table for one in fields}) == 1
            and len(fields) <= _MOST_SHARING
        ):
            yield from (Mention(place, place + 1, "attribute", one, -0.65) for one in fields)


def _parts(tokens: list[Token], taken: set[int], labels: _Labels) -> Iterator[Mention]:
    """Words of a longer label that stand together, one of which means nothing else: "energy spend" for `Annual Energy
    Spend`. Fields that share the words are all meant."""
    roots = [root(token.key) for token in tokens]
    said: dict[tuple[int, int], dict[Attribute, None]] = {}
    for one, words in labels.roots.items():
        for first in range(len(tokens) if len(words) > 2 else 0):
            last = first
            while last < len(tokens) and roots[last] in words and roots[last] not in roots[first:last]:
                last += 1
            said_words = [token for token in tokens[first:last] if token.key not in _FUNCTION]
            telling = any(token.key not in STOPWORDS and token.stem not in UNTELLING for token in said_words)
            unknown = any(at not in taken and tokens[at].key not in _FUNCTION for at in range(first, last))
            if len(said_words) > 1 and last - first < len(words) and telling and (unknown or len(said_words) > 2):
                said.setdefault((first, last + _ends(tokens, last, words)), {})[one] = None
    for (first, last), fields in said.items():
        if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in said):
            yield from (Mention(first, last, "attribute", one, -0.2) for one in fields)


def _ends(tokens: list[Token], place: int, label: Sequence[str]) -> int:
    """How many words at a place say in another way the end or the start that a label tells of."""
    for length in (2, 1):
        said = " ".join(token.key for token in tokens[place : place + length])
        if _EVERYDAY.get(said) in label:
            return length
    return 0


def _values_begun(tokens: list[Token], labels: _Labels, lexicon: Lexicon) -> Iterator[Mention]:
    """The first word of a value beside one that its field is called by: "siemens BMS" for `Siemens Desigo`."""
    for place, token in enumerate(tokens):
        if len(token.key) < _SHORTEST_BEGINNING or token.key in STOPWORDS:
            continue
        for beside in (place + 1, place - 1):
            fields = labels.of_word.get(root(tokens[beside].key), []) if 0 <= beside < len(tokens) else []
            begun = [
                Value(one.table, one.ref.name, value)
                for one in fields
                for value in _begun_by(lexicon, one).get(token.key, ())
            ]
            if begun:
                yield Mention(min(place, beside), max(place, beside) + 1, "value", tuple(begun), -0.1)


def _begun_by(lexicon: Lexicon, attribute: Attribute) -> dict[str, list[str]]:
    """The values of several words of a field by their first. Kept on the lexicon object."""
    known: dict[tuple[str, str], dict[str, list[str]]] | None = lexicon.__dict__.get("_begun_by")
    if known is None:
        known = {}
        for words, values in lexicon.values.items():
            for value in values if len(words) > 1 else ():
                known.setdefault((value.table, value.field), {}).setdefault(words[0], []).append(value.value)
        lexicon.__dict__["_begun_by"] = known
    return known.get((attribute.table, attribute.ref.name), {})


def _short_for_label(tokens: list[Token], taken: set[int], labels: _Labels) -> Iterator[Mention]:
    """A word that begins one custom label alone, or that one begins: "labs", "laboratories" for `Anzahl Labore`."""
    for place, token in enumerate(tokens):
        if place in taken or len(token.stem) < 3 or token.key in STOPWORDS or not token.key.isalpha():
            continue
        meant = [
            one
            for one, words in labels.content.items()
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


_PARTING = ("no", "not", "without", "never", "yet", "and", "or", "but")
"""Words that deny, or part two things: "the deals we lost and the reasons" is no `Loss reason`."""


def _together(tokens: list[Token], places: list[int], label: Sequence[str]) -> bool:
    """Whether the words of a label stand close: only fillers between, none of which denies or parts."""
    between = [tokens[place].key for place in range(min(places), max(places)) if place not in places]
    return len(between) <= 5 and all(
        one in STOPWORDS and (one not in _PARTING or one in label) and not one.endswith("nt") for one in between
    )
