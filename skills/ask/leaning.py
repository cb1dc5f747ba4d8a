"""Clauses that lean on what was said before: on a row, a time or a value that was told, or on the question itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from skills.ask.clauses import asks_more
from skills.ask.conversation import Conversation
from skills.ask.noted import ask_notes, places_of_notes
from skills.ask.plan import NoteSearch, RecordStep, Step
from skills.ask.pointing import row_pointed_to, time_pointed_to, value_pointed_to
from skills.ask.reading import Clause, Scope, asks_of_which, follow, lean, read, told_of_rows
from skills.ask.reading.nouns import table_of
from skills.ask.rows_before import (
    accounts_behind,
    asks_some,
    asks_the_rest,
    goes_on,
    is_one_row,
    most_of_groups,
    names_accounts,
    of_rows,
    rows_pointed_to,
    some_of_first,
    told_why,
)
from skills.ask.tagged import Mention, Tagged
from skills.ask.vocabulary import NOTE_MARKERS, NOTE_TOPICS, WISHES
from skills.ask.words import STOPWORDS, Token, tokenize
from storage.catalog import ENTITIES
from storage.lexicon import Named


def point(talk: Conversation, tagged: Tagged, *, first: bool) -> bool:
    """Put in what "that month" and "the second one" point to; whether a row is pointed to."""
    earlier = (*(talk.last.steps if talk.last is not None else ()), *talk.steps)
    records = [step for step in earlier if isinstance(step, RecordStep)]
    time = time_pointed_to(tagged, records)
    value, nothing = value_pointed_to(tagged, records)
    talk.unknown += [nothing] if nothing is not None else []
    talk.points_to_value = value is not None
    listed = talk.last.listed if first and talk.last is not None else ()
    row = row_pointed_to(tagged.tokens, listed, talk.lexicon) or _first_of_a_ranking(talk, tagged)
    for one in (time, value, row):
        if one is not None:
            span = range(one.first, one.last)
            kept = [two for two in tagged.mentions if two.last <= span.start or two.first >= span.stop]
            tagged.mentions = sorted([*kept, one], key=lambda two: (two.first, -two.weight))
    return row is not None


def _first_of_a_ranking(talk: Conversation, tagged: Tagged) -> Mention | None:
    """The deal or account in `who is the champion on the biggest open deal`, which is told first."""
    roles = [one for one in tagged.of("value") if any(value.table == "deal_roles" for value in one.meaning)]
    most = next((one for one in tagged.of("superlative") if roles and one.first > roles[0].last), None)
    if most is None or tagged.tokens[most.first - 1].key not in _THE or tagged.of("name"):
        return None
    ranked = Clause(talk.tag(tagged.tokens[most.first :]), talk.lexicon, talk.today, talk.me, Scope())
    steps = read(ranked)
    if len(steps) != 1 or ranked.left_over() or steps[0].query.limit != 1 or steps[0].query.measures:
        return None
    base = steps[0].query.base
    found = talk.find(replace(steps[0].query, select=()))
    if len(found) != 1:
        return None
    talk.steps.append(steps[0])
    entry = Named(base, found[0], talk.lexicon.names.get((base, found[0]), ""), ())
    return Mention(most.first - 1, len(tagged.tokens), "name", (entry,), 9)


def rows_meant(talk: Conversation, tagged: Tagged, *, first: bool) -> tuple[Named, ...] | None:
    """The rows of the list before that a clause points to: "do they have open deals", "who is the buyer in those";
    none where that list was empty, None where nothing points to a list."""
    earlier = talk.last.steps if first and talk.last is not None else talk.steps
    before = earlier[-1] if earlier else None
    if not isinstance(before, RecordStep):
        return None
    query = rows_pointed_to(tagged, before, talk.lexicon.catalog)
    if query is None:
        return None
    names, base = talk.lexicon.names, query.base
    return tuple(Named(base, number, names.get((base, number), ""), ()) for number in talk.find(query))


def leans_on_thread(talk: Conversation, tagged: Tagged) -> bool:
    if talk.last is None:
        return False
    if any(entry.table != "products" for one in tagged.of("name") for entry in one.meaning):
        return False
    first = tagged.tokens[0].key
    nouns = [one for one in tagged.of("noun") if one.meaning in ("accounts", "people")]
    return first in ("and", "also", "what") or tagged.marker("they", "those") is not None or not nouns


def refers_to_nothing(talk: Conversation, tagged: Tagged, context: Scope) -> bool:
    """`and their revenue?` after an answer that named nobody: to guess whom would be to answer another question."""
    if context.entries or tagged.of("name"):
        return False
    earlier = talk.steps or (talk.last.steps if talk.last is not None else ())
    if tagged.tokens[0].key in ("and", "also") and not earlier:
        return True
    words = _POINTING | (
        {"there"} if talk.steps and not _EXISTENTIAL.search(" ".join(one.key for one in tagged.tokens)) else set()
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


def follows(talk: Conversation, tagged: Tagged, *, first: bool) -> bool:
    """`and Lukas?`, `only healthcare`, `by revenue`, `who owns those`: the question before, one thing changed."""
    earlier = talk.last.steps if first and talk.last is not None else () if first else talk.steps
    if first and asks_the_rest(tagged):
        talk.unknown.append(talk.text.strip())
        return True
    of_notes = first and bool(earlier) and all(isinstance(step, NoteSearch) for step in earlier)
    if of_notes and _about_notes(talk, tagged, earlier):
        return True
    if earlier and isinstance(earlier[-1], RecordStep):
        lost = told_why(tagged, earlier[-1], talk.lexicon.catalog)
        if lost is not None:
            talk.steps = [*talk.steps[:-1], lost] if not first else [*talk.steps, lost]
            return True
    if not earlier or places_of_notes(tagged, NOTE_MARKERS | NOTE_TOPICS | WISHES):
        return False
    before = next((step for step in reversed(earlier) if isinstance(step, RecordStep)), None)
    if before is None:
        return False
    if isinstance(earlier[-1], RecordStep) and _most_of_rows(talk, tagged, earlier[-1]):
        return True
    if asks_of_which(tagged):
        told = told_of_rows(tagged, before, talk.lexicon.catalog)
        if told is None:
            talk.unknown += [token.text for token in tagged.tokens if token.key not in STOPWORDS]
        elif first:
            talk.steps.append(told)
        else:
            talk.steps[-1] = told
        return True
    leaning = lean(tagged, before.query.base, corrects=first and talk.corrects)
    if leaning is None and not first and before.shape == "fact" and asks_more(tagged, before.query.base):
        leaning = "same"
    if leaning is None and not first and before.shape == "list" and _only_counts(tagged, before.query.base):
        leaning = "same"
    if leaning is None:
        return False
    if first and leaning == "narrow" and is_one_row(before) and asks_some(tagged):
        talk.unknown.append(talk.text.strip())  # one row has no "which of those"
        return True
    clause = Clause(Tagged(tagged.tokens, list(tagged.mentions)), talk.lexicon, talk.today, talk.me, Scope())
    if leaning == "narrow":
        before = some_of_first(tagged, before, talk.find)
    step = follow(clause, before, leaning=leaning)
    if step is None and first and leaning == "narrow" and not tagged.of("name"):
        talk.unknown.append(talk.text.strip())  # of the rows before; to be told all there are would be wrong
        return True
    if step is None:  # "..., which are they" adds nothing to what was asked before it
        figure = tagged.marker("howmany", "howmuch", "howlong", "when", "share") is not None
        figure = figure and before.shape != "ranking"  # "our largest account by revenue, which and how much"
        only_markers = not figure and all(one.kind == "marker" for one in tagged.mentions)
        return not first and not clause.left_over() and only_markers
    if not first and replace(step.query, select=()) == replace(before.query, select=()):
        select = tuple(dict.fromkeys((*before.query.select, *step.query.select)))
        talk.steps[-1] = replace(before, query=replace(before.query, select=select))
    elif not first and step.shape == "figure" and _counted(step) and step.query.where == before.query.where:
        talk.steps.insert(len(talk.steps) - 1, step)  # "Rory's leads in status Working: how many?"
    else:
        talk.steps.append(step)
    known = clause.named or (talk.still_visible() if first else ())
    talk.named += [one for one in known if one not in talk.named]
    return True


def goes_on_from(talk: Conversation, tagged: Tagged) -> bool:
    """`which accounts?`, after a list of support cases: the accounts of those, and no others."""
    before = talk.last.steps[-1] if talk.last is not None and talk.last.steps else None
    if not isinstance(before, RecordStep) or not before.query.where:
        return False
    behind = accounts_behind(before)
    if not goes_on(tagged, behind.query.base):
        return False
    clause = Clause(Tagged(tagged.tokens, list(tagged.mentions)), talk.lexicon, talk.today, talk.me, Scope())
    steps = read(clause)
    base, catalog = before.query.base, talk.lexicon.catalog
    if len(steps) != 1 or clause.left_over() or clause.named or steps[0].query.base == base:
        return False
    if not catalog.path(base, steps[0].query.base):
        if names_accounts(before):
            return False  # "any tickets?", after the contacts of Halden: those of Halden
        before = behind
    step = of_rows(steps[0], before, catalog, talk.find) if not before.query.group_by else None
    if step is None and tagged.tokens[0].key == "and" and not before.query.group_by:
        return False  # "and products?", after the number of customers: another question
    if step is None:
        talk.unknown.append(talk.text.strip())
    else:
        talk.steps.append(step)
    return True


def _most_of_rows(talk: Conversation, tagged: Tagged, before: RecordStep) -> bool:
    """`which account has the most?`, after a list of tickets: the most of those."""
    query = before.query
    last = next((one for one in tagged.of("superlative") if one.last == len(tagged.tokens)), None)
    if last is not None and query.group_by and query.measures and not query.limit:
        first_group = most_of_groups(tagged, before, last, talk.lexicon.catalog)
        talk.steps += [first_group] if first_group is not None else []
        return first_group is not None
    nouns = {table_of(one) for one in tagged.mentions if table_of(one) is not None}
    if last is None or last.meaning.about or query.base in nouns or query.limit or query.group_by:
        return False
    if tagged.of("name") or not (nouns or tagged.of("attribute") or tagged.tokens[0].key == "who"):
        return False
    more = talk.tag([*tagged.tokens, *tokenize(ENTITIES[query.base].plural)])
    clause = Clause(more, talk.lexicon, talk.today, talk.me, Scope())
    steps = read(clause)
    if len(steps) != 1 or clause.left_over() or steps[0].query.base != query.base:
        return False
    where = tuple(dict.fromkeys((*query.where, *steps[0].query.where)))
    talk.steps.append(replace(steps[0], query=replace(steps[0].query, where=where)))
    return True


def _about_notes(talk: Conversation, tagged: Tagged, earlier: Sequence[Step]) -> bool:
    """`who wrote that?` after what notes say: their source tells; `and Brellwood?`: the same of another account."""
    if _ASKS_SOURCE.match(" ".join(token.key for token in tagged.tokens if token.key.isalnum())):
        talk.steps += earlier
        talk.named += [one for one in talk.still_visible() if one not in talk.named]
        return True
    keys = [token.key for token in tagged.tokens]
    while keys[:1] and keys[0] in _AND_WHAT:
        keys = keys[1:]
    if keys[:1] == ["about"] and not tagged.of("name") and not tagged.of("period"):  # "and about pricing?"
        clause = Clause(tagged, talk.lexicon, talk.today, talk.me, Scope(talk.still_visible()))
        ask_notes(talk, clause, forced=True, more=False)
        talk.named += [one for one in clause.named if one not in talk.named]
        return True
    return tagged.of("name") != [] and lean(tagged, "") == "change" and _same_notes(talk, tagged)


def _same_notes(talk: Conversation, tagged: Tagged) -> bool:
    assert talk.last is not None
    entries = [one for mention in tagged.of("name") for one in mention.meaning if one.table == "accounts"]
    searches = [step for step in talk.last.steps if isinstance(step, NoteSearch)]
    if len({one.id for one in entries}) != 1 or not searches:
        return False
    old = searches[0]
    topic = " ".join(old.topic)
    talk.steps.append(NoteSearch(f"{entries[0].name} {topic}", old.topic, (entries[0].id,), entries[0].name))
    talk.named.append(entries[0])
    return True


def counted_already(talk: Conversation, tagged: Tagged) -> bool:
    """`who made the most calls, and how many calls was that`: the figure stands beside whom it ranks."""
    step = talk.steps[-1] if talk.steps else None
    if not isinstance(step, RecordStep) or step.shape != "ranking":
        return False
    nouns = {table_of(one) for one in tagged.mentions if table_of(one) is not None}
    counts = bool(step.query.measures) and step.query.measures[0].function == "count"
    said = " ".join(token.key for token in tagged.tokens)
    return counts and nouns <= {step.query.base} and _HOW_MANY_WAS_THAT.match(said) is not None


def leans_on_nothing(talk: Conversation, tokens: Sequence[Token]) -> bool:
    """`when does it close`, `and what stage`: one word is no topic where it leans on what is not there."""
    return talk.last is not None or bool({"it", "that", "this"} & {token.key for token in tokens})


_EXISTENTIAL = re.compile(r"\bthere (?:is|are|was|were|any)\b|\b(?:is|are|was|were|isnt|arent) there\b")


_HAVING = re.compile(r"^(?:do|does|did|have|has) (?:they|she|he) (?:have|own|need|want|use|buy|got|hold|run)$")


_POINTING = frozenset("their they them his her she he him theirs those these".split())
"""Words that point to what was said before."""


def _only_counts(tagged: Tagged, base: str) -> bool:
    """`..., how many accounts`: of those that were asked for before it."""
    told = [one for one in tagged.mentions if one.kind not in ("marker", "attribute")]
    return tagged.marker("howmany") is not None and bool(told) and all(one.meaning == base for one in told)


def _counted(step: RecordStep) -> bool:
    return not step.query.group_by and [one.function for one in step.query.measures] == ["count"]


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
