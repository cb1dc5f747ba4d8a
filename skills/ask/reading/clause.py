"""A clause of a question and what is known around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from skills.ask.tagged import Mention, Tagged
from skills.ask.words import LIGHT, STOPWORDS
from storage.catalog import Catalog
from storage.lexicon import Lexicon, Named

_MANY = frozenset({"technographics", "intent_signals", "deal_roles"})
"""Tables of which an account has many rows: "using A or B" are accounts with either, not with both."""


class Ambiguous(Exception):
    """A name fits several rows; `entries` are those, `mention` the words."""

    def __init__(self, mention: Mention, entries: Sequence[Named]) -> None:
        super().__init__(f"{len(entries)} readings")
        self.mention = mention
        self.entries = tuple(entries)


_ONLY_HAVE = frozenset(
    {
        *(("have", "only"), ("has", "only"), ("with", "only"), ("had", "only")),
        *(("only", "have"), ("only", "has"), ("only", "had")),
    }
)
_ALONE = frozenset("only just solely exclusively".split())
_YES_NO = frozenset("did do does have has are is were was".split())
_SHARED = ("integer", "number", "money")


@dataclass(frozen=True)
class Scope:
    """Rows that a clause is about, because it or an earlier one named them."""

    entries: tuple[Named, ...] = ()

    def of(self, table: str) -> tuple[Named, ...]:
        return tuple(one for one in self.entries if one.table == table)


@dataclass
class Clause:
    """A clause with what is known around it. `me` is the asker's own row among the people."""

    tagged: Tagged
    lexicon: Lexicon
    today: dt.date
    me: Named | None
    scope: Scope
    used: set[int] = field(default_factory=set)
    named: list[Named] = field(default_factory=list)
    empty_tables: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """words that point to somebody who is not known"""
    uncompared: bool = False
    """whether a comparison is asked for that the reading does not make: a sum of both would be another answer"""

    @property
    def catalog(self) -> Catalog:
        return self.lexicon.catalog

    def use(self, *mentions: Mention | None) -> None:
        for mention in mentions:
            if mention is not None:
                self.used |= set(range(mention.first, mention.last))

    def _open_choice(self, marker: Mention) -> bool:
        """Whether an "or" stands between things that are no choice of one field: to read it as "and" would be wrong."""
        rows = any(one.meaning in ("accounts", "contacts", "opportunities", "people") for one in self.tagged.of("noun"))
        before = [one for one in self.tagged.mentions if one.last == marker.first and one.kind != "marker"]
        after = [one for one in self.tagged.mentions if one.first == marker.last and one.kind != "marker"]
        for one in before:
            for other in after:
                if one.kind == other.kind == "name":
                    return False
                if one.kind == other.kind == "value":
                    fields = {(value.table, value.field) for value in one.meaning}
                    shared = fields & {(value.table, value.field) for value in other.meaning}
                    if shared and not (rows and {table for table, _ in shared} <= _MANY):
                        return False
        inside = any(one.kind == "comparison" and one.first < marker.first < one.last for one in self.tagged.mentions)
        return not inside and (bool(before) or bool(after))

    def _all_fillers(self, mention: Mention) -> bool:
        keys = [token.key for token in self.tagged.tokens[mention.first : mention.last]]
        ends = mention.meaning.ref.name == "renewal_date" or mention.meaning.table not in self.lexicon.filled
        return ends and all(key in STOPWORDS or key in LIGHT for key in keys)

    def _figure_for_each(self, per: Mention) -> bool:
        """Whether a figure before "per" is to be shared out among the rows after it, of another table."""
        near = [one for one in self.tagged.mentions if 0 <= per.first - one.last <= 2]
        own = {one.meaning.base for one in near if one.kind == "metric"}
        own |= {one.meaning.table for one in near if one.kind == "attribute" and one.meaning.field.type in _SHARED}
        after = [one for one in self.tagged.mentions if one.first == per.last]
        rows = {str(one.meaning) for one in after if one.kind == "noun"}
        rows |= {value.table for one in after if one.kind == "value" for value in one.meaning}
        return bool(own and rows) and not rows & own

    def _only_of_several(self) -> list[str]:
        """`accounts that only have Spas`: of boxes that were ticked, that no other one was is not read."""
        found = []
        for one in self.tagged.of("value"):
            fields = [self.catalog.fields.get((value.table, value.field)) for value in one.meaning]
            listed = any(field is not None and field.custom and field.type == "list" for field in fields)
            before = self.tagged.tokens[max(0, one.first - 2) : one.first]
            found += [token.text for token in before if listed and token.key in _ALONE]
        return found

    def _beside_a_field(self) -> list[str]:
        """`deals with a kick-off before the close date`: one date is not compared with another."""
        tokens = self.tagged.tokens
        found = []
        for one in self.tagged.of("attribute"):
            at = one.first - 1
            while at >= 0 and tokens[at].key in ("the", "its", "their", "our", "planned", "expected"):
                at -= 1
            dated = one.meaning.field.type in ("date", "moment")
            if dated and at > 0 and tokens[at].key in ("before", "after") and self.tagged.of("attribute")[0].first < at:
                found.append(tokens[at].text)
        return found

    def _of_all_of_them(self) -> list[str]:
        """`customers with deals, all of them lost`, `that have only closed cases`, `visited by others than the owner`,
        `did we win more in 2025 or in 2026`: what is said of all of them, or holds two against each other, is no
        condition on one."""
        tokens = self.tagged.tokens
        keys = [token.key for token in tokens]
        found = []
        bounds = {at for one in self.tagged.of("comparison") for at in range(one.first, one.last)}
        for at, pair in enumerate(pairwise(keys)):
            others = pair[0] in ("other", "others") and pair[1] == "than" and at not in bounds
            all_of = pair == ("all", "of") and "together" not in keys
            if others or all_of or (pair in _ONLY_HAVE and self._is_state(at + 2)):
                found.append(tokens[at + (pair[1] == "only")].text)
            if pair[0] == "every" and any(one.first == at + 1 and one.kind == "noun" for one in self.tagged.mentions):
                found += [tokens[at].text] if "have" in keys[:at] or "has" in keys[:at] or "with" in keys[:at] else []
        versus = [at for at, key in enumerate(keys) if key in ("more", "fewer", "less") and at not in bounds]
        if versus and "or" in keys[versus[0] :] and keys[0] in _YES_NO:
            found.append(tokens[versus[0]].text)
        return found

    def _is_state(self, place: int) -> bool:
        """Whether rows or a value of theirs are said there: "only closed cases", not "only two contacts"."""
        said = [one for one in self.tagged.mentions if one.first == place and one.kind in ("value", "noun")]
        work = [one for one in said if one.kind == "value" and all(two.table == "activities" for two in one.meaning)]
        return bool(said) and not work

    def _most_within(self) -> list[str]:
        """`the buyer at the account with the most open cases`: which account that is, is another question."""
        tokens = self.tagged.tokens
        found = []
        for noun in self.tagged.of("noun"):
            lead = [token.key for token in tokens[max(0, noun.first - 2) : noun.first]]
            ranked = [one for one in self.tagged.of("superlative") if 0 < one.first - noun.last <= 3]
            within = lead == ["at", "the"] and noun.meaning == "accounts" and noun.length
            if (
                within
                and ranked
                and any(token.key in ("with", "that") for token in tokens[noun.last : ranked[0].first])
            ):
                found.append(self.tagged.said(ranked[0]))
        return found

    def left_over(self) -> list[str]:
        """Words that carry meaning and have no part in the reading."""
        words = [
            self.tagged.said(one)
            for one in self.tagged.of("marker")
            if one.meaning in ("without", "nobody", "not", "pushed", "pulled", "gap", "share")
            and not self.used.issuperset(range(one.first, one.last))
        ]  # a denial that found no place would turn the answer into its opposite
        words += self.lost
        words += [self.tagged.tokens[-1].text] if self.tagged.tokens[-1].key == "since" else []  # since what
        words += [
            self.tagged.said(one)
            for one in self.tagged.of("comparison")
            if one.meaning.times and not self.used.issuperset(range(one.first, one.last))
        ]
        words += [
            self.tagged.said(one)
            for one in self.tagged.of("superlative")
            if not one.meaning.about and not self.used.intersection(range(one.first, one.last))
        ]  # "which product do we sell most" asks for no list of products
        words += [
            self.tagged.said(one)
            for one in self.tagged.of("attribute")
            if one.length > 1 and not self.used.intersection(range(one.first, one.last)) and self._all_fillers(one)
        ]  # "contracts that have run out": little words that together say something
        words += [
            self.tagged.said(one)
            for one in self.tagged.of("marker")
            if one.meaning == "per" and one.first not in self.used and self._figure_for_each(one)
        ]  # "cost per attendee" is no cost
        words += ["or" for one in self.tagged.of("marker") if one.meaning == "or" and self._open_choice(one)]
        words += ["than"] if self.uncompared else []
        words += [*self._only_of_several(), *self._beside_a_field(), *self._most_within(), *self._of_all_of_them()]
        words += [  # "contracts ending soon" are not all of them, and how soon is not said
            token.text
            for place, token in enumerate(self.tagged.tokens)
            if token.key == "soon" and place not in self.used and self.tagged.tokens[place - 1].key != "as"
        ]
        markers = {place for one in self.tagged.of("marker") for place in range(one.first, one.last)}
        for place, token in enumerate(self.tagged.tokens):
            if place in markers and not any(
                one.kind not in ("marker", "superlative")
                for one in self.tagged.mentions
                if one.first <= place < one.last
            ):
                continue
            if place in self.used or not any(one.isalnum() for one in token.key):
                continue
            if token.key in STOPWORDS or token.stem in STOPWORDS or token.key in LIGHT:
                continue
            words.append(token.text)
        return words
