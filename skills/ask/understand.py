"""From a question to a plan: which rows it names, which clauses it has, and what each asks for.

Without a language model. What cannot be read in full is not guessed at: it is looked for in the notes, or reported.
"""

from __future__ import annotations

import datetime as dt
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
from skills.ask.clauses import Clauses
from skills.ask.conversation import Conversation
from skills.ask.leaning import (
    counted_already,
    follows,
    goes_on_from,
    leans_on_nothing,
    leans_on_thread,
    point,
    refers_to_nothing,
    rows_meant,
)
from skills.ask.noted import (
    ENOUGH_TOPIC,
    about_those_named,
    ask_notes,
    ask_notes_instead,
    asked_of,
    notes_by_date,
    of_people_in_general,
    places_of_notes,
    tell_profile,
    under_heading,
    with_notes_behind,
)
from skills.ask.plan import NoteSearch, Plan, RecordStep, plan_from_json
from skills.ask.reading import Ambiguous, Clause, Scope, columns_from, read, says_columns, with_columns
from skills.ask.rows_before import asks_nothing_of_them, is_of
from skills.ask.several import search_of_all
from skills.ask.stories import without_stories
from skills.ask.takeovers import bought_account
from skills.ask.touching import done_at, talks_about
from skills.ask.vocabulary import NOTE_MARKERS, WISHES
from skills.ask.wishes import refused_wish
from skills.ask.words import STOPWORDS, Token, tokenize
from skills.contracts import LONGEST_QUESTION, Option, Turn
from storage.catalog import ENTITIES
from storage.lexicon import Lexicon, Named
from storage.names import fold, name_words


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


class _Conversation(Conversation):
    """A message that is read to its end."""

    def understood(self) -> Understood:
        inherited = Scope(self.still_visible())
        clauses = Clauses(self.text, self.tag).tagged()
        scope = Scope()
        for position, (span, whole) in enumerate(clauses):
            tokens = whole.tokens
            if position and counted_already(self, whole):
                continue
            worths = worths_of_account(whole, self.lexicon.filled) if len(clauses) == 1 else ()
            if worths:
                return Understood(options=worths, ambiguous="worth")
            asked = None if counts(whole) else columns_from(whole)
            tagged = self.tag(tokens[: asked - 1]) if asked is not None else whole
            pointed = point(self, tagged, first=not position)
            self.heading = position == 1 and len(clauses[0][1].tokens) <= 3 and len(clauses[0][1].of("value")) == 1
            context = scope if position else inherited if leans_on_thread(self, tagged) else Scope()
            context = Scope() if self.points_to_value else context  # "in that country": not only who was told
            rows = rows_meant(self, tagged, first=not position)
            try:
                if position and says_columns(whole) and self._show(tokens):
                    continue
                if not pointed and follows(self, tagged, first=not position):
                    scope = Scope((*self.named,)) if self.named else scope
                    continue
                if not position and not pointed and rows is None and goes_on_from(self, tagged):
                    continue
                if rows == ():
                    return Understood(unknown=(self.text.strip(),))  # there are none
                context = Scope(rows) if rows is not None else context
                clause = Clause(tagged, self.lexicon, self.today, self.me, context)
                if refers_to_nothing(self, tagged, context):
                    if not of_people_in_general(self, clause):
                        return Understood(unknown=(self.text.strip(),))
                    continue
                if position and under_heading(self, clause, self.text[clauses[position - 1][0][1] : span[0]]):
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
            signs = [one for one in self.unknown if any(map(str.isalnum, one))]
            self.unknown = signs or self.unknown
            return Understood(unknown=tuple(dict.fromkeys(self.unknown)), empty=tuple(dict.fromkeys(self.empty)))
        named = tuple((one.table, one.id, one.name) for one in self.named)
        return Understood(plan=Plan(tuple(about_those_named(self, step) for step in self.steps), named))

    def without_stories(self) -> str | None:
        """The text without the sentences that only tell something beside what it asks; None where it has none."""
        return without_stories(self.text, lambda said: self.tag(tokenize(said)))

    def _show(self, tokens: list[Token]) -> bool:
        """Show also the fields that these words name; whether that could be done."""
        step = self.steps[-1] if self.steps else None
        fact = isinstance(step, RecordStep) and step.shape == "fact" and step.query.base != "deal_roles"
        if not tokens or not isinstance(step, RecordStep) or step.query.measures or fact:
            return False
        query = with_columns(step.query, Clause(self.tag(tokens), self.lexicon, self.today, self.me, Scope()))
        if query is None:
            return False
        self.steps[-1] = replace(step, query=query)
        return True

    def _read(self, clause: Clause, *, more: bool) -> None:
        tokens = clause.tagged.tokens
        self._ask_back_bare_name(clause, more=more)
        bought = bought_account(clause.tagged)
        if bought is not None or asks_for_seat(clause.tagged):
            read(clause)  # finds the names
            ask_notes_instead(self, clause, [self.text.strip()])
            search = self.steps[-1] if self.steps else None
            if isinstance(search, NoteSearch) and bought is not None:
                whole = [name_words(one.name)[0] for one in clause.named if one.table == "accounts"]
                words = dict.fromkeys((fold(tokens[bought.start].text), *whole))
                self.steps[-1] = replace(search, bought=tuple(words))
            return
        asks_notes = places_of_notes(clause.tagged, NOTE_MARKERS)
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
        if asks_notes and notes_by_date(self, clause):
            return
        if asks_notes and not counts(clause.tagged):
            ask_notes(self, clause, forced=True, more=more)
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
                ask_notes_instead(self, clause, [self.text.strip()])
                return
            self.unknown.append(self.text.strip())
            return
        mine = speaks_of_mine(clause.tagged)
        if mine and self.me is None and not asks_notes:
            read(clause)  # finds the names
            ask_notes_instead(self, clause, ["my (nobody known asks)"])
            return
        steps = read(clause)
        rows = any(step.shape == "list" for step in steps)
        day = asked_day(tokens)
        if (rows and asks_how(tokens)) or (day and any(self._tells_no_day(step) for step in steps)):
            ask_notes_instead(
                self, clause, [day or self.text.strip()]
            )  # rows are no way, no length of time and no number
            return
        left = [word for word in clause.left_over() if word.casefold() not in NOTE_MARKERS] + _not_broken_down(clause)
        if steps and not left:
            self.steps += [with_notes_behind(self, clause, step) for step in steps]
            return
        if clause.empty_tables and not steps and not (left and not clause.tagged.of("noun")):
            self.empty += clause.empty_tables
            self.unknown += left or [ENTITIES[table].plural for table in clause.empty_tables]
            return
        if counts(clause.tagged) or ((steps or clause.empty_tables) and left):
            ask_notes_instead(self, clause, left or [self.text.strip()])
            return
        if not left and not steps and self._asks_of_changes_told(tokens):
            return
        if not left and not steps and self.steps and {token.key for token in tokens} <= _ONLY_WHEN:
            return  # "which meetings does Dana have coming up, and when?": the rows say when
        if not left and clause.named:
            if self.last is not None and not clause.tagged.of("name") and asks_nothing_of_them(clause.tagged):
                self.unknown.append(self.text.strip())
                return
            asked = asked_of(self, clause)
            if asked:  # "what does Ines like to eat": all that is known of her is no answer
                ask_notes_instead(self, clause, asked)
            else:
                tell_profile(self, clause, more=more)
            return
        if not left and not steps and self.steps and not any(one.kind != "marker" for one in clause.tagged.mentions):
            return  # "... - who?" adds nothing to what was asked before it
        if not left and not steps:
            said = [token.text for token in tokens if token.key not in STOPWORDS]
            ask_notes_instead(self, clause, said or [self.text.strip()])
            return
        if not clause.named and len(self.topic(clause)) < ENOUGH_TOPIC and leans_on_nothing(self, tokens):
            self.unknown += left or [self.text.strip()]
            return
        ask_notes(self, clause, forced=False, more=more)

    def _ask_back_bare_name(self, clause: Clause, *, more: bool) -> None:
        """`hochschule - who owns it`: alone before a question, a word that several names share means one of them."""
        names = clause.tagged.of("name")
        if not more or len(clause.tagged.tokens) > 3 or len(names) != 1:
            return
        accounts = [one for one in names[0].meaning if one.table == "accounts"]
        if len(accounts) > 1:
            raise Ambiguous(names[0], accounts)

    def _asks_of_changes_told(self, tokens: Sequence[Token]) -> bool:
        """`who changed the owner, and when`: a list of changes says when, and by whom."""
        before = self.steps[-1] if self.steps else None
        told = isinstance(before, RecordStep) and before.query.base == "changes" and not before.query.measures
        return told and {token.key for token in tokens} <= {"and", "when", "who", "by", "whom", "to", "from", "?"}

    def _tells_no_day(self, step: RecordStep) -> bool:
        """Whether a fact has no date among its fields: "by what day must the bids be in" asks not whether there are."""
        catalog, base = self.lexicon.catalog, step.query.base
        types = [catalog.field(catalog.table_at(base, ref.steps), ref.name).type for ref in step.query.select]
        return step.shape == "fact" and not step.query.measures and not {"date", "moment"} & set(types)

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


def _not_broken_down(clause: Clause) -> list[str]:
    """`lost deals by reason`, where no field tells reasons: words that ask for notes elsewhere, but not after "by"."""
    tokens = clause.tagged.tokens
    after = [one.last for one in clause.tagged.of("marker") if one.meaning in ("by", "per") and one.last < len(tokens)]
    return [tokens[at].text for at in after if tokens[at].stem in NOTE_MARKERS and at not in clause.used]


_OPENS_YES_OR_NO = frozenset("will are is".split())
_ONLY_WHEN = frozenset(["and", "when", "?", ",", "where", "who"])
