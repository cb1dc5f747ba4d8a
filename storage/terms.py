"""What words of business have in common across languages: `Hochschule`, `university` and `higher education` are one
concept. `terms.txt` holds the words; this module tells which concepts stand in a stretch of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from storage.names import fold, name_words, umlaut_spelling

Bag = frozenset[str]
"""The concepts of a stretch of words, in no order; a word without a concept stands in it as `=word`."""

_LANGUAGES = 7
_SHORTEST_PIECE = 4
_SHORTEST_COMPOUND = 7
_LONGEST_STRETCH = 8
_LONGEST_TERM = 6
_JOINTS = ("", "s", "es", "n", "en", "er", "e")
"""What stands between the words of a German, Dutch or Nordic compound: `Verfahrens|kosten`."""
_ENDINGS = (
    *(("s", ""), ("es", ""), ("e", ""), ("en", ""), ("n", ""), ("er", ""), ("ern", ""), ("em", ""), ("innen", "")),
    *(("ies", "y"), ("aux", "al"), ("i", "o"), ("i", "e"), ("i", "io"), ("he", "a"), ("ar", ""), ("or", "a")),
)
"""Endings of plurals and cases, and what the word of the list ends in instead."""
_TYPED = re.compile("([aou])e(?!$)")
"""Umlauts as they are typed without them: the plural `Krankenhaeuser` stands in no list."""
_FILLERS = frozenset(
    "a al an and av d da das de dei del della den der des di do dos du e el en et for fra fur het i im l la le les los "
    "och of og the und van vom von y zum zur".split()
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
    """`words` leads from a folded word to its concept, `phrases` from several; `common` are the words that say nothing
    alone, `general` the concepts that are named by such a word."""

    words: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    common: frozenset[str]
    general: frozenset[str]
    wholes: dict[Bag, str]
    """Several concepts that together are one: {delivery, time} is `delivery time`."""
    inflected: dict[tuple[str, ...], str]
    """The phrases with the endings of their words off."""
    beginnings: frozenset[str]
    """The first letters of all words: most words that are none of ours are told by them."""

    def concept(self, word: str) -> str | None:
        """The concept of one word in any of its forms."""
        known = next((self.words[one] for one in _forms(word) if one in self.words), None)
        if known is None and (plain := _TYPED.sub(r"\1", word)) != word:
            return self.concept(plain)
        return known


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


@dataclass(frozen=True)
class Entry:
    """A term as it is written in the list: its concept, and whether it is common or English."""

    concept: str
    term: str
    common: bool
    english: bool


def entries() -> Iterator[Entry]:
    """The terms in the order of the list."""
    for line in files("storage").joinpath("terms.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(("#", "[")):
            continue
        concept = ""
        for place, language in enumerate(line.split("|")):
            for written in filter(None, map(str.strip, language.split(","))):
                term = written.lstrip("~")
                concept = concept or term
                yield Entry(concept, term, written.startswith("~"), place == 0)


@cache
def bank() -> TermBank:
    """The term bank, read once."""
    words: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    common: set[str] = set()
    general: set[str] = set()
    english: list[tuple[str, ...]] = []
    for one in entries():
        if one.common and one.term == one.concept:
            general.add(one.concept)
        for typed in (one.term,) if one.term.isascii() else filter(None, (one.term, umlaut_spelling(one.term))):
            said = (fold(typed),) if typed.isalnum() else name_words(typed)
            if len(said) > 1:
                phrases.setdefault(said, one.concept)
                english += [said] if one.english else []
            else:
                words.setdefault(said[0], one.concept)
                if one.common:
                    common.add(said[0])
    named = {one.concept for one in entries() if one.english and not one.common}
    common.update(word for word, concept in words.items() if concept not in named)
    inflected = {tuple(map(_bare, said)): concept for said, concept in phrases.items()}
    beginnings = frozenset(word[:_SHORTEST_PIECE] for word in words)
    made = TermBank(words, phrases, frozenset(common), frozenset(general), {}, inflected, beginnings)
    wholes: dict[Bag, set[str]] = {}
    for said in english:
        concept = phrases[said]
        told = [made.concept(word) for word in said if word not in _FILLERS]
        parts = frozenset(part for part in told if part)
        if len(parts) > 1 and None not in told and concept not in parts:
            wholes.setdefault(parts, set()).add(concept)
    made.wholes.update({parts: next(iter(one)) for parts, one in wholes.items() if len(one) == 1})
    return made


def _pieces_of(word: str, terms: TermBank) -> tuple[str, ...]:
    """The concepts of the words that a word is put together from; none when a piece is no word of ours."""
    concept = terms.concept(word)
    if concept is not None:
        return (concept,)
    if len(word) < _SHORTEST_COMPOUND or word[:_SHORTEST_PIECE] not in terms.beginnings or not word.isalpha():
        return ()
    for end in range(len(word) - _SHORTEST_PIECE, _SHORTEST_PIECE - 1, -1):
        head = terms.words.get(word[:end])
        for joint in _JOINTS if head is not None else ():
            rest = _pieces_of(word[end + len(joint) :], terms) if word.startswith(joint, end) else ()
            if head is not None and rest and len(word) - end - len(joint) >= _SHORTEST_PIECE:
                return (head, *rest)
    return ()


@lru_cache(maxsize=20_000)
def concepts(word: str) -> tuple[str, ...]:
    """The concepts of one folded word, of a compound each piece's: `sterilverfahren` -> (sterilisation, method)."""
    return _pieces_of(word, bank())


def inflected(word: str) -> bool:
    """Whether a word is one of ours in another form than the list's: a plural or a case."""
    return word not in bank().words and bank().concept(word) is not None


@lru_cache(maxsize=20_000)
def meant_by(words: tuple[str, ...]) -> Meant | None:
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
    for length in range(min(len(words) - place, _LONGEST_TERM), 1, -1):
        said = tuple(words[place : place + length])
        one = (*said[:-1], said[-1].removesuffix("s"))
        concept = terms.phrases.get(said) or terms.phrases.get(one) or terms.inflected.get(tuple(map(_bare, said)))
        if concept is not None:
            return length, (concept,), False
    word = words[place]
    parts = concepts(word) if word not in _FILLERS else ()
    return 1, parts, len(parts) == 1 and any(one in terms.common for one in _forms(word))


def shorter(bag: Bag) -> Bag | None:
    """A bag without its general concepts: {number, lab} -> {lab}; None when that leaves all or nothing."""
    kept = frozenset(part for part in bag if part not in bank().general)
    return kept if kept and kept != bag else None
