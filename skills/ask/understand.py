"""From a question to a plan: which rows it names, which clauses it has, and what each asks for.

Without a language model. What cannot be read in full is not guessed at: it is looked for in the notes, or reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from skills.ask.asking import (
    asked_day,
    asks_for_seat,
    asks_how,
    asks_leave,
    counts,
    foretells,
    not_told_of_colleague,
    speaks_of_mine,
    two_coverages,
    worths_of_account,
)
from skills.ask.choosing import Chooser, Find
from skills.ask.clauses import Clauses, asks_more
from skills.ask.denials import denied_each
from skills.ask.mentions import tag
from skills.ask.name_mentions import fuzzy_names
from skills.ask.own_words import with_own_words
from skills.ask.plan import NoteSearch, Plan, RecordStep, Step, plan_from_json
from skills.ask.pointing import row_pointed_to, time_pointed_to, value_pointed_to
from skills.ask.reading import (
    Ambiguous,
    Clause,
    Scope,
    asks_of_which,
    columns_from,
    follow,
    lean,
    read,
    read_profile,
    says_columns,
    told_of_rows,
    with_columns,
    without_correction,
)
from skills.ask.reading.nouns import table_of
from skills.ask.relevance import FILLERS
from skills.ask.rows_before import (
    accounts_behind,
    asks_nothing_of_them,
    asks_some,
    asks_the_rest,
    goes_on,
    is_of,
    is_one_row,
    most_of_groups,
    names_accounts,
    of_rows,
    rows_pointed_to,
    some_of_first,
    told_why,
)
from skills.ask.seen import seen_by
from skills.ask.several import search_of_all
from skills.ask.stories import without_stories
from skills.ask.tagged import Mention, Tagged
from skills.ask.takeovers import bought_account
from skills.ask.touching import done_at, talks_about
from skills.ask.vocabulary import NOTE_MARKERS, NOTE_TOPICS, WISHES
from skills.ask.wishes import refused_wish
from skills.ask.words import STOPWORDS, Token, tokenize
from skills.contracts import Option, Turn
from storage.catalog import ENTITIES
from storage.lexicon import Lexicon, Named
from storage.names import fold, name_words

LONGEST_QUESTION = 2_000
"""Characters. Nobody asks in more; whoever pastes a document gets told so."""


_EXISTENTIAL = re.compile(r"\bthere (?:is|are|was|were|any)\b|\b(?:is|are|was|were|isnt|arent) there\b")
_HAVING = re.compile(r"^(?:do|does|did|have|has) (?:they|she|he) (?:have|own|need|want|use|buy|got|hold|run)$")
_POINTING = frozenset("their they them his her she he him theirs those these".split())
"""Words that point to what was said before."""


@dataclass(frozen=True)
class Understood:
    """What became of a question: a plan, or the reason there is none.

    `refused` holds the wish that was refused; `options` the readings to choose from, `notes` the search that may tell
    which of them is meant; `unknown` the words that mean nothing here; `empty` the tables that hold nothing."""

    plan: Plan | None = None
    refused: str | None = None
    options: tuple[Option, ...] = ()
    ambiguous: str = ""
    notes: NoteSearch | None = None
    unknown: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    too_long: bool = False


def understand(
    text: str,
    lexicon: Lexicon,
    *,
    today: dt.date,
    me: Named | None,
    thread: Sequence[Turn] = (),
    find: Find = lambda query: (),
) -> Understood:
    """Read a question under the audience of `lexicon`. `me` is the asker among the people; `thread` holds the earlier
    turns, oldest first. Rows that an earlier turn named are used only if this audience may see them. `find` looks up
    which of the rows that were asked back have what a reply says of them."""
    if thread:
        asked_back = plan_from_json(thread[-1].plan).options
        chosen = Chooser(lexicon, today, find).chosen(text, asked_back) if asked_back else None
        text = chosen.question if chosen is not None else text
        thread = thread[:-1] if asked_back else thread
    if len(text) > LONGEST_QUESTION:
        return Understood(too_long=True)
    refused = refused_wish(text)
    if refused is not None:
        return Understood(refused=refused)
    coverage = two_coverages(text)
    if coverage:
        return Understood(options=coverage, ambiguous="coverage")
    conversation = _Conversation(text, lexicon, today, me, thread, find)
    asked = conversation.without_stories()
    if asked is not None:
        alone = _Conversation(asked, lexicon, today, me, thread, find).understood()
        steps = alone.plan.steps if alone.plan is not None else ()
        if steps and all(isinstance(one, RecordStep) for one in steps):
            return alone
    return conversation.understood()


class _Conversation:
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

    def understood(self) -> Understood:
        inherited = Scope(self._still_visible())
        clauses = Clauses(self.text, self._tag).tagged()
        scope = Scope()
        for position, (span, whole) in enumerate(clauses):
            tokens = whole.tokens
            if position and self._counted_already(whole):
                continue
            worths = worths_of_account(whole, self.lexicon.filled) if len(clauses) == 1 else ()
            if worths:
                return Understood(options=worths, ambiguous="worth")
            asked = None if counts(whole) else columns_from(whole)
            tagged = self._tag(tokens[: asked - 1]) if asked is not None else whole
            pointed = self._point(tagged, first=not position)
            self.heading = position == 1 and len(clauses[0][1].tokens) <= 3 and len(clauses[0][1].of("value")) == 1
            context = scope if position else inherited if self._leans_on_thread(tagged) else Scope()
            context = Scope() if self.points_to_value else context  # "in that country": not only who was told
            rows = self._rows_pointed_to(tagged, first=not position)
            try:
                if position and says_columns(whole) and self._show(tokens):
                    continue
                if not pointed and self._follows(tagged, first=not position):
                    scope = Scope((*self.named,)) if self.named else scope
                    continue
                if not position and not pointed and rows is None and self._goes_on(tagged):
                    continue
                if rows == ():
                    return Understood(unknown=(self.text.strip(),))  # there are none
                context = Scope(rows) if rows is not None else context
                clause = Clause(tagged, self.lexicon, self.today, self.me, context)
                if self._refers_to_nothing(tagged, context):
                    if not self._of_people_in_general(clause):
                        return Understood(unknown=(self.text.strip(),))
                    continue
                if position and self._under_heading(clause, self.text[clauses[position - 1][0][1] : span[0]]):
                    continue
                known = len(self.steps)
                self._read(clause, more=position + 1 < len(clauses))
                if rows is not None and not all(is_of(step, rows) for step in self.steps[known:]):
                    return Understood(unknown=(self.text.strip(),))
                if asked is not None and not self._show(tokens[asked:]):
                    self.unknown += [token.text for token in tokens[asked:] if token.key not in STOPWORDS]
            except Ambiguous as ambiguous:
                return self._clarify(ambiguous, tokens, span[0])
            if clause.named:
                scope = Scope(tuple(dict.fromkeys(clause.named)))
                self.named += [one for one in clause.named if one not in self.named]
        if self.unknown or not self.steps:
            return Understood(unknown=tuple(dict.fromkeys(self.unknown)), empty=tuple(dict.fromkeys(self.empty)))
        named = tuple((one.table, one.id, one.name) for one in self.named)
        return Understood(plan=Plan(tuple(map(self._about_those_named, self.steps)), named))

    def _about_those_named(self, step: Step) -> Step:
        """`how many weeks, and how much discount, did we put into the deal with Halden`: where records do not tell the
        first, only a note on whom the question names may, wherever in it they are named."""
        if not isinstance(step, NoteSearch) or step.accounts or not (step.instead or step in self.fallbacks):
            return step
        accounts = [one for one in self.named if one.table == "accounts"]
        about = ", ".join(one.name for one in accounts)
        return replace(step, accounts=tuple(one.id for one in accounts), about=about)

    def without_stories(self) -> str | None:
        """The text without the sentences that only tell something beside what it asks; None where it has none."""
        return without_stories(self.text, lambda said: self._tag(tokenize(said)))

    def _counted_already(self, tagged: Tagged) -> bool:
        """`who made the most calls, and how many calls was that`: the figure stands beside whom it ranks."""
        step = self.steps[-1] if self.steps else None
        if not isinstance(step, RecordStep) or step.shape != "ranking":
            return False
        nouns = {table_of(one) for one in tagged.mentions if table_of(one) is not None}
        counts = bool(step.query.measures) and step.query.measures[0].function == "count"
        said = " ".join(token.key for token in tagged.tokens)
        return counts and nouns <= {step.query.base} and _HOW_MANY_WAS_THAT.match(said) is not None

    def _tag(self, tokens: list[Token]) -> Tagged:
        tagged = with_own_words(tag(tokens, self.lexicon, self.today), self.lexicon)
        each = denied_each(tagged)
        if each is not None:
            return self._tag(each)
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

    def _point(self, tagged: Tagged, *, first: bool) -> bool:
        """Put in what "that month" and "the second one" point to; whether a row is pointed to."""
        earlier = (*(self.last.steps if self.last is not None else ()), *self.steps)
        records = [step for step in earlier if isinstance(step, RecordStep)]
        time = time_pointed_to(tagged, records)
        value, nothing = value_pointed_to(tagged, records)
        self.unknown += [nothing] if nothing is not None else []
        self.points_to_value = value is not None
        listed = self.last.listed if first and self.last is not None else ()
        row = row_pointed_to(tagged.tokens, listed, self.lexicon) or self._first_of_a_ranking(tagged)
        for one in (time, value, row):
            if one is not None:
                span = range(one.first, one.last)
                kept = [two for two in tagged.mentions if two.last <= span.start or two.first >= span.stop]
                tagged.mentions = sorted([*kept, one], key=lambda two: (two.first, -two.weight))
        return row is not None

    def _first_of_a_ranking(self, tagged: Tagged) -> Mention | None:
        """The deal or account in `who is the champion on the biggest open deal`, which is told first."""
        roles = [one for one in tagged.of("value") if any(value.table == "deal_roles" for value in one.meaning)]
        most = next((one for one in tagged.of("superlative") if roles and one.first > roles[0].last), None)
        if most is None or tagged.tokens[most.first - 1].key not in _THE or tagged.of("name"):
            return None
        ranked = Clause(self._tag(tagged.tokens[most.first :]), self.lexicon, self.today, self.me, Scope())
        steps = read(ranked)
        if len(steps) != 1 or ranked.left_over() or steps[0].query.limit != 1 or steps[0].query.measures:
            return None
        base = steps[0].query.base
        found = self.find(replace(steps[0].query, select=()))
        if len(found) != 1:
            return None
        self.steps.append(steps[0])
        entry = Named(base, found[0], self.lexicon.names.get((base, found[0]), ""), ())
        return Mention(most.first - 1, len(tagged.tokens), "name", (entry,), 9)

    def _rows_pointed_to(self, tagged: Tagged, *, first: bool) -> tuple[Named, ...] | None:
        """The rows of the list before that a clause points to: "do they have open deals", "who is the buyer in those";
        none where that list was empty, None where nothing points to a list."""
        earlier = self.last.steps if first and self.last is not None else self.steps
        before = earlier[-1] if earlier else None
        if not isinstance(before, RecordStep):
            return None
        query = rows_pointed_to(tagged, before, self.lexicon.catalog)
        if query is None:
            return None
        names, base = self.lexicon.names, query.base
        return tuple(Named(base, number, names.get((base, number), ""), ()) for number in self.find(query))

    def _still_visible(self) -> tuple[Named, ...]:
        if self.last is None:
            return ()
        kept = []
        for table, number, name in self.last.named:
            entries = self.lexicon.entries(name)
            kept += [one for one in entries if (one.table, one.id) == (table, number)][:1]
        return tuple(kept)

    def _leans_on_thread(self, tagged: Tagged) -> bool:
        if self.last is None:
            return False
        if any(entry.table != "products" for one in tagged.of("name") for entry in one.meaning):
            return False
        first = tagged.tokens[0].key
        nouns = [one for one in tagged.of("noun") if one.meaning in ("accounts", "people")]
        return first in ("and", "also", "what") or tagged.marker("they", "those") is not None or not nouns

    def _refers_to_nothing(self, tagged: Tagged, context: Scope) -> bool:
        """`and their revenue?` after an answer that named nobody: to guess whom would be to answer another question."""
        if context.entries or tagged.of("name"):
            return False
        earlier = self.steps or (self.last.steps if self.last is not None else ())
        if tagged.tokens[0].key in ("and", "also") and not earlier:
            return True
        words = _POINTING | (
            {"there"} if self.steps and not _EXISTENTIAL.search(" ".join(one.key for one in tagged.tokens)) else set()
        )
        pointing = [place for place, token in enumerate(tagged.tokens) if token.key in words]
        if not pointing:
            return False
        nouns = [one for one in tagged.mentions if one.kind == "noun" or (one.kind == "value" and table_of(one))]
        before = [one for one in nouns if one.first < pointing[0]]
        subject = " ".join(token.key for token in tagged.tokens[max(0, pointing[0] - 1) : pointing[0] + 2])
        if _HAVING.search(subject):  # deals have nothing: "how many deals do they have"
            before = [one for one in before if table_of(one) in ("accounts", "contacts", "people", "leads")]
        return not before

    def _show(self, tokens: list[Token]) -> bool:
        """Show also the fields that these words name; whether that could be done."""
        step = self.steps[-1] if self.steps else None
        fact = isinstance(step, RecordStep) and step.shape == "fact" and step.query.base != "deal_roles"
        if not tokens or not isinstance(step, RecordStep) or step.query.measures or fact:
            return False
        query = with_columns(step.query, Clause(self._tag(tokens), self.lexicon, self.today, self.me, Scope()))
        if query is None:
            return False
        self.steps[-1] = replace(step, query=query)
        return True

    def _of_people_in_general(self, clause: Clause) -> bool:
        """`what do I answer when they insist on three offers`: "they" are customers as such, and a note may say. Of a
        question before it that went to the notes it is the rest: `can a customer pay quarterly and what does it cost
        them`."""
        tokens = clause.tagged.tokens
        before = self.steps[-1] if self.steps else None
        topic = self._topic(clause)
        if isinstance(before, NoteSearch) and topic:
            text = f"{before.text} {' '.join(token.text for token in tokens)}"
            self.steps[-1] = replace(before, text=text, topic=tuple(dict.fromkeys((*before.topic, *topic))))
            return True
        if topic and self.heading and self.last is None and not counts(clause.tagged):
            self.steps.clear()
            self.steps.append(NoteSearch(self.text.strip(), topic, instead=(self.text.strip(),)))
            return True
        asked = [word for word in topic if word not in FILLERS]
        if self.steps or tokens[0].key in ("and", "also") or len(asked) < _ENOUGH_TOPIC or counts(clause.tagged):
            return False
        self._instead(clause, [self.text.strip()])
        return True

    def _under_heading(self, clause: Clause, between: str) -> bool:
        """`battle card: where does Threadwise lose`: what is asked of a kind of note is asked of the notes."""
        before = self.steps[-1] if self.steps else None
        if ":" not in between or not isinstance(before, NoteSearch) or before.accounts:
            return False
        if not _KINDS_OF_NOTES & set(before.topic):
            return False
        read(clause)  # finds the names
        accounts, about = self._accounts_of(clause)
        text = f"{before.text} {' '.join(token.text for token in clause.tagged.tokens)}"
        topic = tuple(dict.fromkeys((*before.topic, *self._topic(clause))))
        names = self._said_names(clause)
        self.steps[-1] = replace(before, text=text, topic=topic, accounts=accounts, about=about, names=names)
        return True

    # --- one clause -------------------------------------------------------------------------------------------------

    def _read(self, clause: Clause, *, more: bool) -> None:
        tokens = clause.tagged.tokens
        self._ask_back_bare_name(clause, more=more)
        bought = bought_account(clause.tagged)
        if bought is not None or asks_for_seat(clause.tagged):
            read(clause)  # finds the names
            self._instead(clause, [self.text.strip()])
            search = self.steps[-1] if self.steps else None
            if isinstance(search, NoteSearch) and bought is not None:
                whole = [name_words(one.name)[0] for one in clause.named if one.table == "accounts"]
                words = dict.fromkeys((fold(tokens[bought.start].text), *whole))
                self.steps[-1] = replace(search, bought=tuple(words))
            return
        asks_notes = _places_of_notes(clause.tagged, NOTE_MARKERS)
        if asks_notes and (done := done_at(clause.tagged)) is not None:
            asks_notes = [place for place in asks_notes if not done[0] <= place < done[1]]
        asks_notes = asks_notes or talks_about(tokens)
        if not asks_notes and (clause.tagged.of("name") or clause.scope.entries) and not clause.tagged.of("noun"):
            told = [one for one in clause.tagged.of("attribute") if one.length > 1]  # "takes care of" wishes nothing
            asks_notes = [
                place
                for place, token in enumerate(tokens)
                if token.key in WISHES and not any(one.first <= place < one.last for one in told)
            ]
        if asks_notes and self._notes_by_date(clause):
            return
        if asks_notes and not counts(clause.tagged):
            self._notes(clause, forced=True, more=more)
            return
        if asks_leave(clause.tagged):  # consent has rules of its own; the nearest record is no leave to write
            self.unknown.append(self.text.strip())
            return
        untold = not_told_of_colleague(clause.tagged)
        if untold is not None:
            self.unknown.append(untold)
            return
        if foretells(clause.tagged):
            if clause.tagged.of("name") and tokens[0].key not in _OPENS_YES_OR_NO:
                read(clause)  # finds the names
                self._instead(clause, [self.text.strip()])
                return
            self.unknown.append(self.text.strip())
            return
        mine = speaks_of_mine(clause.tagged)
        if mine and self.me is None and not asks_notes:
            read(clause)  # finds the names
            self._instead(clause, ["my (nobody known asks)"])
            return
        steps = read(clause)
        rows = any(step.shape == "list" for step in steps)
        day = asked_day(tokens)
        if (rows and asks_how(tokens)) or (day and any(self._tells_no_day(step) for step in steps)):
            self._instead(clause, [day or self.text.strip()])  # rows are no way, no length of time and no number
            return
        left = [word for word in clause.left_over() if word.casefold() not in NOTE_MARKERS] + _not_broken_down(clause)
        if steps and not left:
            self.steps += [self._with_notes_behind(clause, step) for step in steps]
            return
        if clause.empty_tables and not steps and not (left and not clause.tagged.of("noun")):
            self.empty += clause.empty_tables
            self.unknown += left or [ENTITIES[table].plural for table in clause.empty_tables]
            return
        if counts(clause.tagged) or ((steps or clause.empty_tables) and left):
            self._instead(clause, left or [self.text.strip()])
            return
        if not left and not steps and self._asks_of_changes_told(tokens):
            return
        if not left and clause.named:
            if self.last is not None and not clause.tagged.of("name") and asks_nothing_of_them(clause.tagged):
                self.unknown.append(self.text.strip())
                return
            asked = self._asked_of(clause)
            if asked:  # "what does Ines like to eat": all that is known of her is no answer
                self._instead(clause, asked)
            else:
                self._profile(clause, more=more)
            return
        if not left and not steps and self.steps and not any(one.kind != "marker" for one in clause.tagged.mentions):
            return  # "... - who?" adds nothing to what was asked before it
        if not left and not steps:
            said = [token.text for token in tokens if token.key not in STOPWORDS]
            self._instead(clause, said or [self.text.strip()])
            return
        if not clause.named and len(self._topic(clause)) < _ENOUGH_TOPIC and self._leans_on_nothing(tokens):
            self.unknown += left or [self.text.strip()]
            return
        self._notes(clause, forced=False, more=more)

    def _asks_of_changes_told(self, tokens: Sequence[Token]) -> bool:
        """`who changed the owner, and when`: a list of changes says when, and by whom."""
        before = self.steps[-1] if self.steps else None
        told = isinstance(before, RecordStep) and before.query.base == "changes" and not before.query.measures
        return told and {token.key for token in tokens} <= {"and", "when", "who", "by", "whom", "to", "from", "?"}

    def _leans_on_nothing(self, tokens: Sequence[Token]) -> bool:
        """`when does it close`, `and what stage`: one word is no topic where it leans on what is not there."""
        return self.last is not None or bool({"it", "that", "this"} & {token.key for token in tokens})

    def _tells_no_day(self, step: RecordStep) -> bool:
        """Whether a fact has no date among its fields: "by what day must the bids be in" asks not whether there are."""
        catalog, base = self.lexicon.catalog, step.query.base
        types = [catalog.field(catalog.table_at(base, ref.steps), ref.name).type for ref in step.query.select]
        return step.shape == "fact" and not step.query.measures and not {"date", "moment"} & set(types)

    def _notes_by_date(self, clause: Clause) -> bool:
        """`latest call note on Halden`, `how many notes do we have on them`: by the dates of notes, not by what they
        say."""
        tagged = clause.tagged
        place = next((at for at, token in enumerate(tagged.tokens) if token.key in ("note", "notes")), None)
        newest = [one for one in tagged.of("superlative") if one.meaning.about == ("when",) and one.meaning.descending]
        counted = tagged.marker("howmany")
        if place is None or not (counted or (newest and newest[0].first < place)):
            return False
        rows = any(one.first <= place < one.last for one in tagged.of("value"))
        if (rows and counted is not None) or any((one.meaning.limit or 1) > 1 for one in newest):
            return False
        read(clause)  # finds the names
        periods = [one.meaning.towards(past=True, today=self.today) for one in tagged.of("period")]
        if len(periods) > 1 or (tagged.of("name") and not clause.named):
            return False
        accounts, about = self._accounts_of(clause)
        hidden = {at for one in (*newest, counted) if one is not None for at in range(one.first, one.last)}
        topic = [word for word in self._topic(clause) if word not in {tagged.tokens[at].key for at in hidden}]
        topic = [word for word in topic if word not in ("most", *_NOTE_VERBS)]
        period = periods[0] if periods else None
        if counted is not None and len(topic) > 1:
            return False
        search = NoteSearch(
            " ".join(token.text for token in tagged.tokens),
            tuple(topic),
            accounts,
            about,
            names=self._said_names(clause),
            wants="count" if counted is not None else "newest",
            since=period.start if period is not None else None,
            before=period.end if period is not None else None,
        )
        self.steps.append(search)
        return True

    def _ask_back_bare_name(self, clause: Clause, *, more: bool) -> None:
        """`hochschule - who owns it`: alone before a question, a word that several names share means one of them."""
        names = clause.tagged.of("name")
        if not more or len(clause.tagged.tokens) > 3 or len(names) != 1:
            return
        accounts = [one for one in names[0].meaning if one.table == "accounts"]
        if len(accounts) > 1:
            raise Ambiguous(names[0], accounts)

    def _with_notes_behind(self, clause: Clause, step: RecordStep) -> RecordStep:
        """What no record states may stand in a note; and what a record states, in other words than were asked for."""
        accounts, about = self._accounts_of(clause)
        topic = self._topic(clause)
        if not topic or step.shape == "yesno" or not (accounts or step.query.measures):
            return step
        text = " ".join(token.text for token in clause.tagged.tokens)
        search = NoteSearch(text, topic, accounts, about, names=self._said_names(clause))
        return replace(step, otherwise=search, loose=bool(_unsaid(clause)))

    def _topic(self, clause: Clause) -> tuple[str, ...]:
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

    def _asked_of(self, clause: Clause) -> list[str]:
        """The words that say what a question wants of the one that it names; none where it wants all there is."""
        tokens = clause.tagged.tokens
        opens = tokens[0].key in _OPENS_A_QUESTION or any(token.possessive for token in tokens)
        if not opens or self.last is not None:
            return []
        return [word for word in self._topic(clause) if word not in FILLERS]

    def _profile(self, clause: Clause, *, more: bool) -> None:
        """Only a name: the row's main facts, and the newest notes where it is an account."""
        if more:
            return
        profile = read_profile(clause)
        if profile is None:
            self._instead(clause, [token.text for token in clause.tagged.tokens if token.key not in STOPWORDS])
            return
        self.steps.append(profile)
        accounts = [one for one in clause.named if one.table == "accounts"]
        contacts = [one for one in clause.named if one.table == "contacts" and one.account_id is not None]
        if accounts:
            ids = tuple(one.id for one in accounts)
            self.steps.append(NoteSearch(accounts[0].name, (), ids, accounts[0].name))
        elif contacts:
            words = tuple(name_words(contacts[0].name))
            self.steps.append(NoteSearch(contacts[0].name, words, (contacts[0].account_id or 0,), contacts[0].name))

    def _instead(self, clause: Clause, words: list[str]) -> None:
        """`how many clerks at the gate at Bexley`: no record counts clerks, but a note may say. Where none does, the
        words are reported."""
        if clause.lost:  # who "she" is cannot be told, and a note on somebody else is no answer
            self.unknown += words
            return
        text = " ".join(token.text for token in clause.tagged.tokens)
        topic = self._topic(clause)
        if not topic:  # "..., how much was it": the matter stands in what was said before it
            text, topic = self.text.strip(), tuple(words)
        accounts, about = self._accounts_of(clause)
        rows = counts(clause.tagged) or "or" in words  # a choice of rows that was not understood stands in no note
        if not accounts and rows and clause.tagged.of("noun"):
            self.unknown += words  # rows are counted where rows are, whatever a note says of them
            return
        names = self._said_names(clause)
        self.steps.append(NoteSearch(text, topic, accounts, about, names=names, instead=tuple(words)))

    def _accounts_of(self, clause: Clause) -> tuple[tuple[int, ...], str]:
        """The accounts a clause is about, and their names: what a contact said stands in the notes of their account."""
        found = {one.id: one.name for one in clause.named if one.table == "accounts"}
        if not found:
            tables = ("contacts", "people", "products", "opportunities")
            ids = [one.account_id for one in clause.named if one.table in tables]
            named = self.lexicon.names
            found = {one: named["accounts", one] for one in ids if one is not None and ("accounts", one) in named}
        return tuple(found), ", ".join(dict.fromkeys(found.values()))

    def _notes(self, clause: Clause, *, forced: bool, more: bool) -> None:
        if not clause.named:
            read(clause)  # finds the names
        topic = self._topic(clause)
        accounts, about = self._accounts_of(clause)
        people = [one for one in clause.named if one.table in ("contacts", "people", "products")]
        if not topic and not accounts and not people:
            self.unknown += clause.left_over() or [self.text.strip()]
            return
        if not topic and forced and more:
            return
        if not topic and any(token.key in ("tell", "brief", "background", "summary") for token in clause.tagged.tokens):
            self._profile(clause, more=more)
            return
        alone = not accounts and bool(people)
        if alone or (not topic and people):  # "what happened at Halden": its newest notes
            topic = (*self._said_names(clause), *topic)
        if all(word.isdigit() for word in topic) and not accounts:
            self.unknown += clause.left_over() or [self.text.strip()]
            return
        text = " ".join(token.text for token in clause.tagged.tokens)
        period = next(iter(clause.tagged.of("period")), None)
        keys = [token.key for token in clause.tagged.tokens]
        if not topic and period is not None and "about" in keys[: period.first]:  # "about the 12th of September"
            topic = tuple(key for key in keys[period.first : period.last] if key not in STOPWORDS)
        elif not topic and accounts and period is not None:
            self._in_time(clause, period, text, accounts, about)
            return
        before = self.steps[-1] if self.steps else None
        they = clause.tagged.marker("they") is not None and isinstance(before, RecordStep)
        follows = they and isinstance(before, RecordStep) and before.query.base in ("deal_roles", "contacts")
        names = self._said_names(clause)
        search = NoteSearch(text, topic, accounts, about, follows=follows, names=names)
        self.steps.append(search)
        self.fallbacks += [] if forced else [search]

    def _in_time(self, clause: Clause, period: Mention, text: str, accounts: tuple[int, ...], about: str) -> None:
        """`what did Halden say in May`: the notes written in that time; `what happened at Halden this month`: what was
        done there in it as well."""
        if any(token.key in _HAPPENS for token in clause.tagged.tokens):
            of_rows = [token for token in clause.tagged.tokens if token.key not in NOTE_MARKERS | _OPENS_A_QUESTION]
            said = self._tag([*tokenize(ENTITIES["activities"].plural), *of_rows])
            done = Clause(said, self.lexicon, self.today, self.me, Scope())
            steps = read(done)
            self.steps += steps if not done.left_over() else []
        time = period.meaning.towards(past=True, today=self.today)
        self.steps.append(NoteSearch(text, (), accounts, about, since=time.start, before=time.end))

    def _said_names(self, clause: Clause) -> tuple[str, ...]:
        """The words by which a clause names people and products."""
        return tuple(
            clause.tagged.tokens[place].key
            for one in clause.tagged.of("name")
            if any(entry in clause.named for entry in one.meaning)
            for place in range(one.first, one.last)
            if clause.tagged.tokens[place].key.isalnum()
        )

    # --- what leans on the question before --------------------------------------------------------------------------

    def _follows(self, tagged: Tagged, *, first: bool) -> bool:
        """`and Lukas?`, `only healthcare`, `by revenue`, `who owns those`: the question before, one thing changed."""
        earlier = self.last.steps if first and self.last is not None else () if first else self.steps
        if first and asks_the_rest(tagged):
            self.unknown.append(self.text.strip())
            return True
        of_notes = first and bool(earlier) and all(isinstance(step, NoteSearch) for step in earlier)
        if of_notes and self._about_notes(tagged, earlier):
            return True
        if earlier and isinstance(earlier[-1], RecordStep):
            lost = told_why(tagged, earlier[-1], self.lexicon.catalog)
            if lost is not None:
                self.steps = [*self.steps[:-1], lost] if not first else [*self.steps, lost]
                return True
        if not earlier or _places_of_notes(tagged, NOTE_MARKERS | NOTE_TOPICS | WISHES):
            return False
        before = next((step for step in reversed(earlier) if isinstance(step, RecordStep)), None)
        if before is None:
            return False
        if isinstance(earlier[-1], RecordStep) and self._most_of_rows(tagged, earlier[-1]):
            return True
        if asks_of_which(tagged):
            told = told_of_rows(tagged, before, self.lexicon.catalog)
            if told is None:
                self.unknown += [token.text for token in tagged.tokens if token.key not in STOPWORDS]
            elif first:
                self.steps.append(told)
            else:
                self.steps[-1] = told
            return True
        leaning = lean(tagged, before.query.base, corrects=first and self.corrects)
        if leaning is None and not first and before.shape == "fact" and asks_more(tagged, before.query.base):
            leaning = "same"
        if leaning is None:
            return False
        if first and leaning == "narrow" and is_one_row(before) and asks_some(tagged):
            self.unknown.append(self.text.strip())  # one row has no "which of those"
            return True
        clause = Clause(Tagged(tagged.tokens, list(tagged.mentions)), self.lexicon, self.today, self.me, Scope())
        if leaning == "narrow":
            before = some_of_first(tagged, before, self.find)
        step = follow(clause, before, leaning=leaning)
        if step is None and first and leaning == "narrow" and not tagged.of("name"):
            self.unknown.append(self.text.strip())  # of the rows before; to be told all there are would be wrong
            return True
        if step is None:  # "..., which are they" adds nothing to what was asked before it
            figure = tagged.marker("howmany", "howmuch", "howlong", "when", "share") is not None
            figure = figure and before.shape != "ranking"  # "our largest account by revenue, which and how much"
            only_markers = not figure and all(one.kind == "marker" for one in tagged.mentions)
            return not first and not clause.left_over() and only_markers
        if not first and replace(step.query, select=()) == replace(before.query, select=()):
            select = tuple(dict.fromkeys((*before.query.select, *step.query.select)))
            self.steps[-1] = replace(before, query=replace(before.query, select=select))
        else:
            self.steps.append(step)
        known = clause.named or (self._still_visible() if first else ())
        self.named += [one for one in known if one not in self.named]
        return True

    def _goes_on(self, tagged: Tagged) -> bool:
        """`which accounts?`, after a list of support cases: the accounts of those, and no others."""
        before = self.last.steps[-1] if self.last is not None and self.last.steps else None
        if not isinstance(before, RecordStep) or not before.query.where:
            return False
        behind = accounts_behind(before)
        if not goes_on(tagged, behind.query.base):
            return False
        clause = Clause(Tagged(tagged.tokens, list(tagged.mentions)), self.lexicon, self.today, self.me, Scope())
        steps = read(clause)
        base, catalog = before.query.base, self.lexicon.catalog
        if len(steps) != 1 or clause.left_over() or clause.named or steps[0].query.base == base:
            return False
        if not catalog.path(base, steps[0].query.base):
            if names_accounts(before):
                return False  # "any tickets?", after the contacts of Halden: those of Halden
            before = behind
        step = of_rows(steps[0], before, catalog, self.find) if not before.query.group_by else None
        if step is None and tagged.tokens[0].key == "and" and not before.query.group_by:
            return False  # "and products?", after the number of customers: another question
        if step is None:
            self.unknown.append(self.text.strip())
        else:
            self.steps.append(step)
        return True

    def _most_of_rows(self, tagged: Tagged, before: RecordStep) -> bool:
        """`which account has the most?`, after a list of tickets: the most of those."""
        query = before.query
        last = next((one for one in tagged.of("superlative") if one.last == len(tagged.tokens)), None)
        if last is not None and query.group_by and query.measures and not query.limit:
            first_group = most_of_groups(tagged, before, last, self.lexicon.catalog)
            self.steps += [first_group] if first_group is not None else []
            return first_group is not None
        nouns = {table_of(one) for one in tagged.mentions if table_of(one) is not None}
        if last is None or last.meaning.about or query.base in nouns or query.limit or query.group_by:
            return False
        if tagged.of("name") or not (nouns or tagged.of("attribute") or tagged.tokens[0].key == "who"):
            return False
        more = self._tag([*tagged.tokens, *tokenize(ENTITIES[query.base].plural)])
        clause = Clause(more, self.lexicon, self.today, self.me, Scope())
        steps = read(clause)
        if len(steps) != 1 or clause.left_over() or steps[0].query.base != query.base:
            return False
        where = tuple(dict.fromkeys((*query.where, *steps[0].query.where)))
        self.steps.append(replace(steps[0], query=replace(steps[0].query, where=where)))
        return True

    def _about_notes(self, tagged: Tagged, earlier: Sequence[Step]) -> bool:
        """`who wrote that?` after what notes say: their source tells; `and Brellwood?`: the same of another account."""
        if _ASKS_SOURCE.match(" ".join(token.key for token in tagged.tokens if token.key.isalnum())):
            self.steps += earlier
            self.named += [one for one in self._still_visible() if one not in self.named]
            return True
        keys = [token.key for token in tagged.tokens]
        while keys[:1] and keys[0] in _AND_WHAT:
            keys = keys[1:]
        if keys[:1] == ["about"] and not tagged.of("name") and not tagged.of("period"):  # "and about pricing?"
            clause = Clause(tagged, self.lexicon, self.today, self.me, Scope(self._still_visible()))
            self._notes(clause, forced=True, more=False)
            self.named += [one for one in clause.named if one not in self.named]
            return True
        return tagged.of("name") != [] and lean(tagged, "") == "change" and self._same_notes(tagged)

    def _same_notes(self, tagged: Tagged) -> bool:
        assert self.last is not None
        entries = [one for mention in tagged.of("name") for one in mention.meaning if one.table == "accounts"]
        searches = [step for step in self.last.steps if isinstance(step, NoteSearch)]
        if len({one.id for one in entries}) != 1 or not searches:
            return False
        old = searches[0]
        topic = " ".join(old.topic)
        self.steps.append(NoteSearch(f"{entries[0].name} {topic}", old.topic, (entries[0].id,), entries[0].name))
        self.named.append(entries[0])
        return True

    # --- asking back ------------------------------------------------------------------------------------------------

    def _clarify(self, ambiguous: Ambiguous, tokens: list[Token], offset: int) -> Understood:
        mention = ambiguous.mention
        start, end = tokens[mention.first].start + offset, tokens[mention.last - 1].end + offset
        said = self.text[start:end]
        options = []
        for entry in sorted(ambiguous.entries, key=lambda one: one.name)[:8]:
            account = self._account_of(entry)
            apart = self.lexicon.apart.get(entry.id) if entry.table == "accounts" else None
            name = _with_detail(entry.name, apart) if apart else entry.name
            name += f" at {account}" if account else "'s" if tokens[mention.last - 1].possessive else ""
            detail = account or apart
            label = f"{entry.name} ({detail})" if detail else entry.name
            row = (entry.table, entry.id)
            options.append(Option(label, self.text[:start] + name + self.text[end:], row))
        notes = None
        if not self.of_option:
            chosen = _Conversation(
                options[0].question, self.lexicon, self.today, self.me, (), self.find, of_option=True
            )
            notes = search_of_all(chosen.understood().plan, ambiguous.entries, said, self.text)
        return Understood(options=tuple(options), ambiguous=said, notes=notes)

    def _account_of(self, entry: Named) -> str | None:
        """The account of a contact, to tell two of one name apart."""
        if entry.account_id is None:
            return None
        return self.lexicon.names.get(("accounts", entry.account_id))


def _with_detail(name: str, detail: str) -> str:
    """A name with what tells it apart, as a question understands it."""
    words = name_words(detail)
    plain = tuple(token.key for token in tokenize(detail)) == words
    return f"{name}, {detail if plain else ' '.join(words)}"


# --- parts of a text --------------------------------------------------------------------------------------------------


def _places_of_notes(tagged: Tagged, words: frozenset[str]) -> list[int]:
    """Where words stand that ask for notes; "reason" may be a column of the CRM's own."""
    own = [one for one in tagged.of("attribute") if one.meaning.field.custom]
    return [
        place
        for place, token in enumerate(tagged.tokens)
        if token.key in words and not any(one.first <= place < one.last for one in own)
    ]


def _unsaid(clause: Clause) -> list[str]:
    """The words of a clause that its records were found without, and that are more than the putting of a question."""
    said = {place for one in clause.tagged.mentions for place in range(one.first, one.last)} | clause.used
    return [
        token.text
        for place, token in enumerate(clause.tagged.tokens)
        if place not in said and token.key not in FILLERS and token.key.isalpha() and len(token.key) > 1
    ]


def _not_broken_down(clause: Clause) -> list[str]:
    """`lost deals by reason`, where no field tells reasons: words that ask for notes elsewhere, but not after "by"."""
    tokens = clause.tagged.tokens
    after = [one.last for one in clause.tagged.of("marker") if one.meaning in ("by", "per") and one.last < len(tokens)]
    return [tokens[at].text for at in after if tokens[at].stem in NOTE_MARKERS and at not in clause.used]


_KINDS_OF_NOTES = frozenset("card cards battlecard playbook memo minutes policy guide faq wiki transcript".split())


_THE = frozenset("the our my their".split())
_AND_WHAT = frozenset("and also what how anything something or".split())
_ASKS_SOURCE = re.compile(
    r"^(?:and )?(?:who (?:wrote|said|noted|logged|recorded|told us|reported) (?:that|this|it)|says who|(?:the )?source"
    r"|when (?:was|is) (?:that|this|it)(?: (?:said|written|noted|from))?"
    r"|where (?:is|does|did) (?:that|this|it) (?:come )?from"
    r"|whats (?:the|your) source|what is (?:the|your) source|how old is (?:that|this|it))$"
)
_HOW_MANY_WAS_THAT = re.compile(
    r"^(?:and )?how many(?: \w+)? (?:(?:was|is|were|are) (?:that|it|this|those|they|there)|did (?:he|she|they) \w+)$"
)


_NOTE_VERBS = frozenset(
    "add added file filed take taken keep kept log logged write wrote written record recorded make made".split()
)

_ENOUGH_TOPIC = 2
"""Words of a topic from which a question that names nobody is worth a search of the notes."""
_HAPPENS = frozenset("happen happens happened happening going gone went".split())
_OPENS_YES_OR_NO = frozenset("will are is".split())
_OPENS_A_QUESTION = frozenset("what whats who whos when whens where wheres why how hows which".split())
