"""What words of business have in common across languages and fashions: `Hochschule`, `university` and `higher education`
are one concept. `terms.txt` holds the words; this module tells which concepts stand in a stretch of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from storage.names import name_words, umlaut_spelling

Bag = frozenset[str]
"""The concepts of a stretch of words, in no order; a word without a concept stands in it as `=word`."""

_LANGUAGES = 7
_SHORTEST_PIECE = 4
_SHORTEST_COMPOUND = 7
_LONGEST_STRETCH = 8
_JOINTS = ("", "s", "es", "n", "en", "er", "e")
"""What stands between the words of a German, Dutch or Nordic compound: `Verfahrens|kosten`."""
_ENDINGS = (
    *(("s", ""), ("es", ""), ("e", ""), ("en", ""), ("n", ""), ("er", ""), ("ern", ""), ("em", ""), ("innen", "")),
    *(("ies", "y"), ("aux", "al"), ("i", "o"), ("i", "e"), ("i", "io"), ("he", "a"), ("ar", ""), ("or", "a")),
)
"""Endings of plurals and cases, and what the word of the list ends in instead."""
_FILLERS = frozenset(
    "a al an and av by d da das de dei del della den der des di do dos du e el en et for fra fur het i im in l la le "
    "les los och of og on per pour the to und van vom von vor y zum zur".split()
)
"""Words between the words of a term: "method of sterilisation", "Leitung des Einkaufs"."""


@dataclass(frozen=True)
class Meant:
    """The concepts of a stretch. `common` says that each of its words alone could say anything ("service")."""

    bag: Bag
    common: bool
    known: bool
    """Whether every word has a concept."""


@dataclass(frozen=True)
class TermBank:
    """`phrases` leads from folded words to their concept; `common` are the words that say nothing alone."""

    phrases: dict[tuple[str, ...], str]
    common: frozenset[tuple[str, ...]]
    common_concepts: frozenset[str]
    wholes: dict[Bag, str]
    """Several concepts that together are one: {delivery, time} is `delivery time`."""
    inflected: dict[tuple[str, ...], str]
    """The phrases of several words with their endings off."""
    beginnings: frozenset[str]
    """The first letters of all single words: most words that are none of ours are told by them."""

    def concept(self, word: str) -> str | None:
        """The concept of one word in any of its forms."""
        return next((self.phrases[one,] for one in _forms(word) if (one,) in self.phrases), None)


def _forms(word: str) -> Iterator[str]:
    yield word
    for ending, instead in _ENDINGS:
        shortest = 3 if ending == "s" else _SHORTEST_PIECE
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield word[: len(word) - len(ending)] + instead


def _bare(word: str) -> str:
    for ending in ("ern", "en", "er", "es", "em", "n", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PIECE:
            return word[: -len(ending)]
    return word


def entries() -> Iterator[tuple[str, str, bool]]:
    """Each term as it is written in the list: its concept, the term, whether it is common."""
    for line in files("storage").joinpath("terms.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(("#", "[")):
            continue
        concept = ""
        for language in line.split("|"):
            for written in filter(None, map(str.strip, language.split(","))):
                term = written.lstrip("~")
                concept = concept or term
                yield concept, term, written.startswith("~")


@cache
def bank() -> TermBank:
    """The term bank, read once."""
    phrases: dict[tuple[str, ...], str] = {}
    common: set[tuple[str, ...]] = set()
    always: dict[str, bool] = {}
    for concept, term, alone_nothing in entries():
        always[concept] = always.get(concept, False) or (alone_nothing and term == concept)
        for typed in filter(None, (term, umlaut_spelling(term))):
            words = name_words(typed)
            phrases.setdefault(words, concept)
            if alone_nothing:
                common.add(words)
    inflected = {tuple(map(_bare, words)): concept for words, concept in phrases.items() if len(words) > 1}
    singles = frozenset(words[0][:_SHORTEST_PIECE] for words in phrases if len(words) == 1)
    general = frozenset(concept for concept, is_common in always.items() if is_common)
    made = TermBank(phrases, frozenset(common), general, {}, inflected, singles)
    wholes: dict[Bag, set[str]] = {}
    for words, concept in phrases.items():
        if len(words) > 1:
            told = [made.concept(word) for word in words if word not in _FILLERS]
            parts = frozenset(part for part in told if part)
            if len(parts) > 1 and None not in told and concept not in parts:
                wholes.setdefault(parts, set()).add(concept)
        elif len(words[0]) >= _SHORTEST_COMPOUND:
            pieces = _pieces_of(words[0], made, whole=False)
            if pieces and len(set(pieces)) > 1 and concept not in pieces:
                wholes.setdefault(frozenset(pieces), set()).add(concept)
    made.wholes.update({parts: next(iter(one)) for parts, one in wholes.items() if len(one) == 1})
    return made


def _pieces_of(word: str, terms: TermBank, *, whole: bool = True) -> tuple[str, ...]:
    """The concepts of the words that a word is put together from; none when a piece is no word of ours."""
    if whole:
        concept = terms.concept(word)
        if concept is not None:
            return (concept,)
    if len(word) < _SHORTEST_COMPOUND or word[:_SHORTEST_PIECE] not in terms.beginnings or not word.isalpha():
        return ()
    for end in range(len(word) - _SHORTEST_PIECE, _SHORTEST_PIECE - 1, -1):
        for joint in _JOINTS:
            head = word[: end - len(joint)]
            if len(head) < _SHORTEST_PIECE or word[len(head) : end] != joint or (head,) not in terms.phrases:
                continue
            rest = _pieces_of(word[end:], terms)
            if rest:
                return (terms.phrases[head,], *rest)
    return ()


@lru_cache(maxsize=20_000)
def concepts(word: str) -> tuple[str, ...]:
    """The concepts of one folded word, of a compound each piece's: `sterilverfahren` -> (sterilisation, method)."""
    return _pieces_of(word, bank())


@lru_cache(maxsize=20_000)
def meaning(words: tuple[str, ...]) -> Meant | None:
    """What a stretch of folded words means; None when none of them is a word of ours or it begins or ends in a
    filler."""
    terms = bank()
    if not words or len(words) > _LONGEST_STRETCH:
        return None
    edges = (words[0], words[-1])
    if len(words) > 1 and any(word in _FILLERS for word in edges) and words not in terms.phrases:
        return None
    found: set[str] = set()
    told = known = common = 0
    place = 0
    while place < len(words):
        length, parts, general = _at(words, place, terms)
        if parts:
            found.update(parts)
            known += 1
            common += general
        elif words[place] not in _FILLERS:
            found.add(f"={words[place]}")
            told += 1
        place += length
    if not known:
        return None
    bag = frozenset(found)
    if bag in terms.wholes:
        bag = frozenset((terms.wholes[bag],))
    return Meant(bag, common == known and not told and len(bag) == 1, not told)


def _at(words: Sequence[str], place: int, terms: TermBank) -> tuple[int, tuple[str, ...], bool]:
    """The longest term from a place on: how many words, its concepts, whether it is common."""
    for length in range(min(len(words) - place, 5), 1, -1):
        said = tuple(words[place : place + length])
        concept = terms.phrases.get(said) or terms.inflected.get(tuple(map(_bare, said)))
        if concept is not None:
            return length, (concept,), said in terms.common
    word = words[place]
    parts = concepts(word) if word not in _FILLERS else ()
    return 1, parts, len(parts) == 1 and any((one,) in terms.common for one in _forms(word))


def shorter(bag: Bag) -> Bag | None:
    """A bag without its general concepts: {number, lab} -> {lab}; None when that leaves all or nothing."""
    kept = frozenset(part for part in bag if part not in bank().common_concepts)
    return kept if kept and kept != bag else None
