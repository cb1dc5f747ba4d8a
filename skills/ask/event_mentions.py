"""Campaigns by some of their words, in whatever order people say them: "the Boston summit" for `Quay Summit Boston
2026`, "the roadshow" where only one campaign is called so. And words for events of which campaigns are meant, not
activities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from skills.ask.tagged import Mention
from skills.ask.vocabulary import NOT_NAMES
from skills.ask.words import STOPWORDS, Token
from storage.catalog import Attribute
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


def campaigns_meant(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`which event cost the most`, `attendees per event`, `which events were in October`: what costs, what people are
    invited to and what we hold are campaigns; what was done with somebody who is named is an activity."""
    nouns = {str(one.meaning) for one in found if one.kind == "noun"}
    costs = any(one.kind == "attribute" and _is_cost(one.meaning) for one in found)
    guests = [one for one in found if one.kind == "value" and {value.table for value in one.meaning} == {_INVITED}]
    kinds = [one for one in found if one.kind == "value" and _may_be_campaign(tokens, one)]
    asked = any(one.kind == "marker" and one.meaning == "who" for one in found) or "contacts" in nouns
    held = {one.stem for mention in kinds for one in tokens[mention.first : mention.last]} <= _HELD
    held = held and not any(one.kind == "name" for one in found) and not asked
    added = [Mention(one.first, one.first, "noun", _INVITED, 1.0) for one in guests if _called(tokens, one) in _GUESTS]
    if _INVITED in nouns or any(one.first == other.first - 1 for one in added for other in guests):
        added = []
    done = [one for one in found if one not in kinds and _is_activity(one)]  # "meetings and events" were both done
    if (
        kinds
        and not done
        and (costs or guests or held or _INVITED in nouns)
        and not nouns - {"campaigns", _INVITED, "contacts"}
    ):
        spans = {(one.first, one.last) for one in kinds}
        found = [one for one in found if (one.first, one.last) not in spans]
        found += [
            replace(one, meaning=tuple(value for value in one.meaning if value.table == "campaigns")) for one in kinds
        ]
        if "campaigns" not in nouns and not asked:
            added.append(Mention(kinds[0].first, kinds[0].first, "noun", "campaigns", 1.0))
    return found + added


def _called(tokens: Sequence[Token], mention: Mention) -> str:
    return tokens[mention.last - 1].stem


_INVITED = "campaign_invitations"
_GUESTS = frozenset("attendee response show guest".split())
"""Words for invitations of a status, said as nouns: "no shows"."""
_HELD = frozenset("event webinar conference show fair exhibition expo seminar workshop".split())
"""Kinds of campaigns that we hold: of an e-mail the activity is meant."""


def _may_be_campaign(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a value is a kind of campaigns, and not where somebody came from ("leads from the webinar")."""
    tables = {value.table for value in mention.meaning}
    before = tokens[mention.first - 1].key if mention.first else ""
    before = tokens[mention.first - 2].key if before == "the" and mention.first > 1 else before
    return "campaigns" in tables and (tables <= {"campaigns", "activities"} or before not in _FROM)


_FROM = frozenset("from through via by source".split())


def _is_activity(mention: Mention) -> bool:
    return mention.kind == "value" and {value.table for value in mention.meaning} == {"activities"}


def _is_cost(attribute: Attribute) -> bool:
    return attribute.table == "campaigns" and attribute.field.type in ("money", "number", "integer")
