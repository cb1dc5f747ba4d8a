"""A message while it is read: its words, what the thread said before it, and the steps that it asks for so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from skills.ask.choosing import Find
from skills.ask.denials import denied_each, none_of_them
from skills.ask.mentions import tag
from skills.ask.name_mentions import fuzzy_names
from skills.ask.own_words import with_own_words
from skills.ask.plan import NoteSearch, Step, plan_from_json
from skills.ask.reading import Clause, without_correction
from skills.ask.seen import seen_by
from skills.ask.tagged import Tagged
from skills.ask.vocabulary import NOTE_MARKERS, NOTE_TOPICS, WISHES
from skills.ask.words import STOPWORDS, Token
from skills.contracts import Turn
from storage.lexicon import Lexicon, Named


class Conversation:
    """What is known of a message while its clauses are read one after the other."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        today: dt.date,
        me: Named | None,
        thread: Sequence[Turn],
        find: Find,
        *,
        of_option: bool = False,
    ) -> None:
        """`of_option`: whether the text is one of the readings to choose from, which is not asked back again."""
        self.text = without_correction(text) if thread else text
        self.corrects = self.text != text
        self.lexicon = lexicon
        self.today = today
        self.me = me
        self.find = find
        self.of_option = of_option
        self.last = seen_by(lexicon, plan_from_json(thread[-1].plan)) if thread else None
        self.steps: list[Step] = []
        self.fallbacks: list[NoteSearch] = []
        """Searches of notes for what no record is asked for, without a word that asks for notes."""
        self.named: list[Named] = []
        self.unknown: list[str] = []
        self.empty: list[str] = []
        self.points_to_value = False
        self.heading = False
        """whether all before the present clause was a name or a value alone: "Threadwise - how do they sell" """

    def tag(self, tokens: list[Token]) -> Tagged:
        tagged = with_own_words(tag(tokens, self.lexicon, self.today), self.lexicon)
        each = denied_each(tagged) or none_of_them(tagged)
        if each is not None:
            return self.tag(each)
        tokens = tagged.tokens
        covered = {place for one in tagged.mentions for place in range(one.first, one.last)}
        open_places = [
            place
            for place, token in enumerate(tokens)
            if place not in covered
            and token.key not in STOPWORDS
            and token.key not in NOTE_MARKERS
            and token.key not in NOTE_TOPICS
            and any(one.isalpha() for one in token.key)
        ]
        if open_places:
            for mention in fuzzy_names(tokens, open_places, self.lexicon):
                span = range(mention.first, mention.last)
                tagged.mentions = [one for one in tagged.mentions if one.last <= span.start or one.first >= span.stop]
                tagged.mentions.append(mention)
            tagged.mentions.sort(key=lambda one: (one.first, -one.weight))
        return tagged

    def still_visible(self) -> tuple[Named, ...]:
        if self.last is None:
            return ()
        kept = []
        for table, number, name in self.last.named:
            entries = self.lexicon.entries(name)
            kept += [one for one in entries if (one.table, one.id) == (table, number)][:1]
        return tuple(kept)

    def topic(self, clause: Clause) -> tuple[str, ...]:
        """The words of a clause that say what it is about: no names, no times, no fillers."""
        hidden = {
            place
            for one in clause.tagged.mentions
            if one.kind == "period" or (one.kind == "name" and any(entry in clause.named for entry in one.meaning))
            for place in range(one.first, one.last)
        }
        words = [
            key
            for place, token in enumerate(clause.tagged.tokens)
            for key in ((token.key,) if token.heard is None else token.heard)
            if place not in hidden
            and key not in STOPWORDS
            and key not in NOTE_MARKERS
            and key not in WISHES
            and any(one.isalnum() for one in key)
        ]
        return tuple(dict.fromkeys(words))

    def accounts_of(self, clause: Clause) -> tuple[tuple[int, ...], str]:
        """The accounts a clause is about, and their names: what a contact said stands in the notes of their account."""
        found = {one.id: one.name for one in clause.named if one.table == "accounts"}
        if not found:
            tables = ("contacts", "people", "products", "opportunities")
            ids = [one.account_id for one in clause.named if one.table in tables]
            named = self.lexicon.names
            found = {one: named["accounts", one] for one in ids if one is not None and ("accounts", one) in named}
        return tuple(found), ", ".join(dict.fromkeys(found.values()))

    def said_names(self, clause: Clause) -> tuple[str, ...]:
        """The words by which a clause names people and products."""
        return tuple(
            clause.tagged.tokens[place].key
            for one in clause.tagged.of("name")
            if any(entry in clause.named for entry in one.meaning)
            for place in range(one.first, one.last)
            if clause.tagged.tokens[place].key.isalnum()
        )
