"""Slips of the finger in the words that questions are made of: `avrage revnue of custmers`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.spelling import written_words
from skills.ask.words import LIGHT, STOPWORDS, Token, stem

_SHORTEST = 5
"""Letters of a word whose slip is undone; of four letters only two that changed places: `opne`."""


def _once_each(word: str) -> str:
    return "".join(one for one, _ in groupby(word))


class Spelling:
    """The words of a vocabulary, and which of them a misspelt word means."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._by_first: dict[str, set[str]] = {}
        for word in {word for phrase in phrases for word in phrase}:
            if len(word) >= _SHORTEST - 1 and word.isalpha():
                self._by_first.setdefault(word[0], set()).add(word)  # the first letter is rarely the wrong one

    def respelled(self, tokens: Sequence[Token], known: Callable[[str], bool]) -> list[Token]:
        """The tokens, with words that are neither `known` here nor written anywhere put as the one word of the
        vocabulary that they are nearest to. A word that exists is left alone: `leases` are no misspelt `leads`."""
        return [
            self._respelled(token, known) if place == 0 or token.text.islower() else token
            for place, token in enumerate(tokens)
        ]  # what is written as a name is taken for one

    def _respelled(self, token: Token, known: Callable[[str], bool]) -> Token:
        key = token.key
        near = self._by_first.get(key[:1], set())
        spellings = {key, token.stem}
        if (
            len(key) < _SHORTEST - 1
            or not key.isalpha()
            or spellings & (near | STOPWORDS | LIGHT)
            or known(key)
            or known(token.stem)
        ):
            return token
        words = written_words()
        if not words or key in words or stem(key) in words:
            return token
        allowed = 1 if len(key) < 8 else 2
        found = process.extract(key, near, scorer=OSA.distance, score_cutoff=allowed, limit=3)
        if token.stem != key:  # the vocabulary has its words in the singular: `prospcts`
            found += process.extract(token.stem, near, scorer=OSA.distance, score_cutoff=allowed, limit=3)
        best = min((distance for _, distance, _ in found), default=None)
        nearest = {stem(word): word for word, distance, _ in found if distance == best}
        turned = {
            one: word
            for one, word in nearest.items()
            if sorted(word) in (sorted(key), sorted(token.stem))
            or (len(one) > len(token.stem) and _once_each(one) == _once_each(token.stem))
        }  # letters that changed places, or were not doubled, are the likeliest slips: `biggets`, `acounts`
        nearest = turned if turned or len(key) < _SHORTEST else nearest
        if len(nearest) != 1:
            return token
        word = next(iter(nearest.values()))
        return replace(token, key=word, stem=stem(word))
