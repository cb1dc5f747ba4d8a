"""What people say, in the plain words it stands for: `who is on the hook for Halden` -> `who owns Halden`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from skills.ask.sayings import SAYINGS
from skills.ask.words import Token, stem

_GAPS = {"*": 3, "**": 8}
"""How many words there may be between the parts of a saying: `on * plate`."""
_END = "$"
_DENYING = frozenset("not never nobody none no cannot fail fails failed unless except without".split())
"""Words that no gap may hold: they turn round what is said."""

Span = tuple[int, int]


@dataclass(frozen=True)
class _Part:
    """A word of a saying: any of `words`, or a gap of up to `gap` words, or the end of a clause where there is
    neither."""

    words: frozenset[str]
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True)
class _Saying:
    parts: tuple[_Part, ...]
    plain: tuple[str, ...]


@dataclass(frozen=True)
class _Match:
    """Tokens from `first` to before `last`; `gaps` are the stretches of them that are anybody's words."""

    first: int
    last: int
    gaps: tuple[Span, ...]
    plain: tuple[str, ...]

    @property
    def literal(self) -> set[int]:
        return set(range(self.first, self.last)) - {place for gap in self.gaps for place in range(*gap)}


def in_plain_words(tokens: list[Token], own: Callable[[list[Token]], Sequence[Span]]) -> list[Token]:
    """The tokens with sayings put in plain words, each at the place in the text where it was said. `own` gives the
    stretches that mean something in the store itself: what shares words with one of several words, or is one, is no
    saying. What is plain now can be part of another saying: "who has how many deals on their desk, all stages"."""
    once = _put_plainly(tokens, own)
    return once if once == tokens else _put_plainly(once, own)


def _put_plainly(tokens: list[Token], own: Callable[[list[Token]], Sequence[Span]]) -> list[Token]:
    found: list[Token] = []
    place = 0
    kept: Sequence[Span] | None = None
    while place < len(tokens):
        matches = sorted(_matches(tokens, place), key=lambda one: (len(one.literal), -one.last), reverse=True)
        if matches and kept is None:
            kept = own(tokens)
        match = next((one for one in matches if not any(_cuts(span, one) for span in kept or ())), None)
        if match is None:
            found.append(tokens[place])
            place += 1
        else:
            found += _said(tokens, match)
            place = match.last
    return found


def _cuts(span: Span, match: _Match) -> bool:
    places = set(range(*span))
    return bool(places & match.literal) and (len(places) > 1 or places == match.literal)


def _said(tokens: list[Token], match: _Match) -> list[Token]:
    """The plain words as tokens; what was said is kept with them, for a search of notes."""
    heard = [tokens[place] for place in sorted(match.literal)]
    words = [word for word in match.plain if word not in _GAPS]
    gaps = list(match.gaps)
    made: list[Token] = []
    for word in match.plain:
        if word in _GAPS:
            start, end = gaps.pop(0)
            made += tokens[start:end]
            continue
        words.pop()
        mine, heard = (heard, []) if not words else (heard[:1], heard[1:])
        at = mine[0] if mine else tokens[match.last - 1]
        last = mine[-1] if mine else at
        text = " ".join(token.text for token in mine) or word
        keys = tuple(key for token in mine for key in (token.heard or (token.key,)))
        made.append(replace(at, text=text, key=word, stem=stem(word), end=last.end, possessive=False, heard=keys))
    return made


def _matches(tokens: list[Token], first: int) -> Iterator[_Match]:
    for saying in _by_first().get(tokens[first].key, ()):
        for last, gaps in _follow(tokens, first, saying.parts):
            yield _Match(first, last, gaps, saying.plain)


def _follow(tokens: list[Token], place: int, parts: tuple[_Part, ...]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Where the parts end when they begin at `place`, and their gaps."""
    if not parts:
        yield place, ()
        return
    part, rest = parts[0], parts[1:]
    if part.gap:
        for last in range(place + 1, min(place + part.gap, len(tokens)) + 1):
            if not tokens[last - 1].key[:1].isalnum() or tokens[last - 1].key in _DENYING:
                return
            for end, gaps in _follow(tokens, last, rest):
                yield end, ((place, last), *gaps)
        return
    if not part.words:
        if place == len(tokens) or not tokens[place].key[:1].isalnum():
            yield from _follow(tokens, place, rest)
        return
    if place < len(tokens) and tokens[place].key in part.words:
        yield from _follow(tokens, place + 1, rest)
    if part.optional:
        yield from _follow(tokens, place, rest)


@cache
def _by_first() -> dict[str, list[_Saying]]:
    """Sayings by each word they may begin with."""
    found: dict[str, list[_Saying]] = {}
    for plain, sayings in SAYINGS:
        for said in sayings:
            saying = _Saying(tuple(map(_part, said.split())), tuple(plain.split()))
            for part in saying.parts:
                for word in part.words:
                    found.setdefault(word, []).append(saying)
                if not part.optional:
                    break
    return found


@cache
def said_words() -> frozenset[str]:
    """Every word that a saying is made of."""
    sayings = chain.from_iterable(_by_first().values())
    return frozenset(word for saying in sayings for part in saying.parts for word in part.words)


def _part(word: str) -> _Part:
    optional = word.endswith("?")
    if word in _GAPS or word == _END:
        return _Part(frozenset(), gap=_GAPS.get(word, 0))
    return _Part(frozenset(word.removesuffix("?").split("|")), optional)
