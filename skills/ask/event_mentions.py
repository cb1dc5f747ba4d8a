"""Campaigns by some of their words, in whatever order people say them: "the Boston summit" for `Quay Summit Boston
2026`, "the roadshow" where only one campaign is called so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skills.ask.tagged import Mention
from skills.ask.vocabulary import NOT_NAMES
from skills.ask.words import STOPWORDS, Token
from storage.lexicon import Lexicon, Named

_EVENTS = frozenset(
    """summit roadshow breakfast dinner lunch reception forum congress symposium conference workshop seminar masterclass
    podcast clinic clinics fair expo exhibition gala meetup bootcamp hackathon retreat tour roundtable table
    benchmark guide""".split()
)
"""What campaigns are called by: said alone with an article, such a word means the only campaign that has it."""
_JOINING = frozenset("in of the at for on our".split())
_ARTICLES = frozenset("the our that this last".split())
_SHORTEST_PART = 5
_LONGEST = 5


def find_events(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """Stretches of two words or more that only one campaign has, or its one word for an event."""
    campaigns = _campaigns(lexicon)
    if not campaigns:
        return
    for first, token in enumerate(tokens):
        if token.key in STOPWORDS or not token.key.isalnum():
            continue
        for last in range(min(len(tokens), first + _LONGEST), first, -1):
            words = [one.key for one in tokens[first:last] if one.key not in _JOINING]
            if tokens[last - 1].key in _JOINING or not all(one.isalnum() for one in words):
                continue
            called = [one for one in campaigns if all(_in_name(word, one) for word in words)]
            several = len(words) > 1 and not all(word.isdigit() for word in words[1:])
            if len(called) == 1 and (several or _only_event(tokens, first, last, lexicon)):
                yield Mention(first, last, "name", tuple(called), 0.5)
                break


def _only_event(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    word = tokens[first].key
    told = first > 0 and tokens[first - 1].key in _ARTICLES
    return last - first == 1 and told and word in _EVENTS and (word,) not in lexicon.values and word not in NOT_NAMES


def _in_name(word: str, campaign: Named) -> bool:
    """Whether a word is one of the campaign's, or what a compound of it ends in: "forum" of `Laborforum`."""
    if word in STOPWORDS:
        return False
    return word in campaign.words or (
        len(word) >= _SHORTEST_PART and word in _EVENTS and any(one.endswith(word) for one in campaign.words)
    )


def _campaigns(lexicon: Lexicon) -> list[Named]:
    """The campaigns of the store. Kept on the lexicon object: they are the same for every question."""
    known: list[Named] | None = lexicon.__dict__.get("_campaigns")
    if known is None:
        found = {one.id: one for entries in lexicon.by_word.values() for one in entries if one.table == "campaigns"}
        known = lexicon.__dict__["_campaigns"] = list(found.values())
    return known
