"""Labels of custom fields that are said in parts: their words in another order or form, or one telling word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skills.ask.tagged import Mention
from skills.ask.vocabulary import UNTELLING
from skills.ask.words import STOPWORDS, Token, root
from storage.catalog import Attribute, Catalog
from storage.names import name_words

_EVERYDAY = {
    word: root(label)
    for label, words in {
        "end": "ends ending ended close closes closing finish finishes finishing finished over",
        "start": "starts starting started begin begins beginning began",
    }.items()
    for word in words.split()
}
"""Other words for those that labels of fields are made of: `Fiscal Year End`, "fiscal year closes"."""


def find_labels(tokens: list[Token], catalog: Catalog, found: list[Mention]) -> Iterator[Mention]:
    """Custom fields by the words of their label in any order or form, or by one telling word of it: "who passed our
    security review" for `Security review passed`, "use as a reference" for `Reference customer`, "which SIEM" for the
    one of several fields about it that is a word."""
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
    told = {(one.table, one.ref.name) for one in customs if one.field.type in ("text", "list")}
    yield from _short_for_label(tokens, taken, labels)
    for one, words in labels:
        places = [roots.index(word) for word in words if word in roots]
        if len(words) > 1 and len(places) == len(words) and _together(tokens, places, name_words(one.label)):
            last = max(places) + 1
            after = _EVERYDAY.get(tokens[last].key) if last < len(tokens) else None
            last += after is not None and after in map(root, name_words(one.label))
            yield Mention(min(places), last, "attribute", one, 0.2)
        elif places and len(words) > 1:
            for place in places:
                texts = {where for where in telling[roots[place]] if where in told}
                asked = (
                    place > 0 and tokens[place - 1].key in ("which", "what") and texts == {(one.table, one.ref.name)}
                )
                unique = (len(telling[roots[place]]) == 1 or asked) and tokens[place].stem not in UNTELLING
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


_PARTING = ("no", "not", "without", "never", "yet", "and", "or", "but")
"""Words that deny, or part two things: "the deals we lost and the reasons" is no `Loss reason`."""


def _together(tokens: list[Token], places: list[int], label: Sequence[str]) -> bool:
    """Whether the words of a label stand close: only fillers between, none of which denies or parts."""
    between = [tokens[place].key for place in range(min(places), max(places)) if place not in places]
    return len(between) <= 5 and all(
        one in STOPWORDS and (one not in _PARTING or one in label) and not one.endswith("nt") for one in between
    )
