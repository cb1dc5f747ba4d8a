"""What is asked of notes: by the words of a clause, by their date, or instead of records that do not tell."""

from __future__ import annotations

from dataclasses import replace

from skills.ask.asking import counts
from skills.ask.conversation import Conversation
from skills.ask.plan import NoteSearch, RecordStep, Step
from skills.ask.reading import Clause, Scope, read, read_profile
from skills.ask.relevance import FILLERS
from skills.ask.tagged import Mention, Tagged
from skills.ask.vocabulary import NOTE_MARKERS
from skills.ask.words import STOPWORDS, tokenize
from storage.catalog import ENTITIES
from storage.names import name_words


def notes_by_date(talk: Conversation, clause: Clause) -> bool:
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
    periods = [one.meaning.towards(past=True, today=talk.today) for one in tagged.of("period")]
    if len(periods) > 1 or (tagged.of("name") and not clause.named):
        return False
    accounts, about = talk.accounts_of(clause)
    hidden = {at for one in (*newest, counted) if one is not None for at in range(one.first, one.last)}
    topic = [word for word in talk.topic(clause) if word not in {tagged.tokens[at].key for at in hidden}]
    topic = [word for word in topic if word not in ("most", *_NOTE_VERBS)]
    period = periods[0] if periods else None
    if counted is not None and len(topic) > 1:
        return False
    search = NoteSearch(
        " ".join(token.text for token in tagged.tokens),
        tuple(topic),
        accounts,
        about,
        names=talk.said_names(clause),
        wants="count" if counted is not None else "newest",
        since=period.start if period is not None else None,
        before=period.end if period is not None else None,
    )
    talk.steps.append(search)
    return True


def with_notes_behind(talk: Conversation, clause: Clause, step: RecordStep) -> RecordStep:
    """What no record states may stand in a note; and what a record states, in other words than were asked for."""
    accounts, about = talk.accounts_of(clause)
    topic = talk.topic(clause)
    if not topic or step.shape == "yesno" or not (accounts or step.query.measures):
        return step
    text = " ".join(token.text for token in clause.tagged.tokens)
    search = NoteSearch(text, topic, accounts, about, names=talk.said_names(clause))
    return replace(step, otherwise=search, loose=bool(_unsaid(clause)))


def asked_of(talk: Conversation, clause: Clause) -> list[str]:
    """The words that say what a question wants of the one that it names; none where it wants all there is."""
    tokens = clause.tagged.tokens
    opens = tokens[0].key in _OPENS_A_QUESTION or any(token.possessive for token in tokens)
    if not opens or talk.last is not None:
        return []
    return [word for word in talk.topic(clause) if word not in FILLERS]


def tell_profile(talk: Conversation, clause: Clause, *, more: bool) -> None:
    """Only a name: the row's main facts, and the newest notes where it is an account."""
    if more:
        return
    profile = read_profile(clause)
    if profile is None:
        ask_notes_instead(talk, clause, [token.text for token in clause.tagged.tokens if token.key not in STOPWORDS])
        return
    talk.steps.append(profile)
    accounts = [one for one in clause.named if one.table == "accounts"]
    contacts = [one for one in clause.named if one.table == "contacts" and one.account_id is not None]
    if accounts:
        ids = tuple(one.id for one in accounts)
        talk.steps.append(NoteSearch(accounts[0].name, (), ids, accounts[0].name))
    elif contacts:
        words = tuple(name_words(contacts[0].name))
        talk.steps.append(NoteSearch(contacts[0].name, words, (contacts[0].account_id or 0,), contacts[0].name))


def ask_notes_instead(talk: Conversation, clause: Clause, words: list[str]) -> None:
    """`how many clerks at the gate at Bexley`: no record counts clerks, but a note may say. Where none does, the
    words are reported."""
    if clause.lost:  # who "she" is cannot be told, and a note on somebody else is no answer
        talk.unknown += words
        return
    text = " ".join(token.text for token in clause.tagged.tokens)
    topic = talk.topic(clause)
    if not topic:  # "..., how much was it": the matter stands in what was said before it
        text, topic = talk.text.strip(), tuple(words)
    accounts, about = talk.accounts_of(clause)
    rows = counts(clause.tagged) or "or" in words  # a choice of rows that was not understood stands in no note
    if not accounts and rows and clause.tagged.of("noun"):
        talk.unknown += words  # rows are counted where rows are, whatever a note says of them
        return
    names = talk.said_names(clause)
    talk.steps.append(NoteSearch(text, topic, accounts, about, names=names, instead=tuple(words)))


def ask_notes(talk: Conversation, clause: Clause, *, forced: bool, more: bool) -> None:
    if not clause.named:
        read(clause)  # finds the names
    topic = talk.topic(clause)
    accounts, about = talk.accounts_of(clause)
    people = [one for one in clause.named if one.table in ("contacts", "people", "products")]
    if not topic and not accounts and not people:
        talk.unknown += clause.left_over() or [talk.text.strip()]
        return
    if not topic and forced and more:
        return
    if not topic and any(token.key in ("tell", "brief", "background", "summary") for token in clause.tagged.tokens):
        tell_profile(talk, clause, more=more)
        return
    alone = not accounts and bool(people)
    if alone or (not topic and people):  # "what happened at Halden": its newest notes
        topic = (*talk.said_names(clause), *topic)
    if all(word.isdigit() for word in topic) and not accounts:
        talk.unknown += clause.left_over() or [talk.text.strip()]
        return
    text = " ".join(token.text for token in clause.tagged.tokens)
    period = next(iter(clause.tagged.of("period")), None)
    keys = [token.key for token in clause.tagged.tokens]
    if not topic and period is not None and "about" in keys[: period.first]:  # "about the 12th of September"
        topic = tuple(key for key in keys[period.first : period.last] if key not in STOPWORDS)
    elif not topic and accounts and period is not None:
        _in_time(talk, clause, period, text, accounts, about)
        return
    before = talk.steps[-1] if talk.steps else None
    they = clause.tagged.marker("they") is not None and isinstance(before, RecordStep)
    follows = they and isinstance(before, RecordStep) and before.query.base in ("deal_roles", "contacts")
    names = talk.said_names(clause)
    search = NoteSearch(text, topic, accounts, about, follows=follows, names=names)
    talk.steps.append(search)
    talk.fallbacks += [] if forced else [search]


def _in_time(
    talk: Conversation, clause: Clause, period: Mention, text: str, accounts: tuple[int, ...], about: str
) -> None:
    """`what did Halden say in May`: the notes written in that time; `what happened at Halden this month`: what was
    done there in it as well."""
    if any(token.key in _HAPPENS for token in clause.tagged.tokens):
        of_rows = [token for token in clause.tagged.tokens if token.key not in NOTE_MARKERS | _OPENS_A_QUESTION]
        said = talk.tag([*tokenize(ENTITIES["activities"].plural), *of_rows])
        done = Clause(said, talk.lexicon, talk.today, talk.me, Scope())
        steps = read(done)
        talk.steps += steps if not done.left_over() else []
    time = period.meaning.towards(past=True, today=talk.today)
    talk.steps.append(NoteSearch(text, (), accounts, about, since=time.start, before=time.end))


def of_people_in_general(talk: Conversation, clause: Clause) -> bool:
    """`what do I answer when they insist on three offers`: "they" are customers as such, and a note may say. Of a
    question before it that went to the notes it is the rest: `can a customer pay quarterly and what does it cost
    them`."""
    tokens = clause.tagged.tokens
    before = talk.steps[-1] if talk.steps else None
    topic = talk.topic(clause)
    if isinstance(before, NoteSearch) and topic:
        text = f"{before.text} {' '.join(token.text for token in tokens)}"
        talk.steps[-1] = replace(before, text=text, topic=tuple(dict.fromkeys((*before.topic, *topic))))
        return True
    if topic and talk.heading and talk.last is None and not counts(clause.tagged):
        talk.steps.clear()
        talk.steps.append(NoteSearch(talk.text.strip(), topic, instead=(talk.text.strip(),)))
        return True
    asked = [word for word in topic if word not in FILLERS]
    if talk.steps or tokens[0].key in ("and", "also") or len(asked) < ENOUGH_TOPIC or counts(clause.tagged):
        return False
    ask_notes_instead(talk, clause, [talk.text.strip()])
    return True


def under_heading(talk: Conversation, clause: Clause, between: str) -> bool:
    """`battle card: where does Threadwise lose`: what is asked of a kind of note is asked of the notes."""
    before = talk.steps[-1] if talk.steps else None
    if ":" not in between or not isinstance(before, NoteSearch) or before.accounts:
        return False
    if not _KINDS_OF_NOTES & set(before.topic):
        return False
    read(clause)  # finds the names
    accounts, about = talk.accounts_of(clause)
    text = f"{before.text} {' '.join(token.text for token in clause.tagged.tokens)}"
    topic = tuple(dict.fromkeys((*before.topic, *talk.topic(clause))))
    names = talk.said_names(clause)
    talk.steps[-1] = replace(before, text=text, topic=topic, accounts=accounts, about=about, names=names)
    return True


def about_those_named(talk: Conversation, step: Step) -> Step:
    """`how many weeks, and how much discount, did we put into the deal with Halden`: where records do not tell the
    first, only a note on whom the question names may, wherever in it they are named."""
    if not isinstance(step, NoteSearch) or step.accounts or not (step.instead or step in talk.fallbacks):
        return step
    accounts = [one for one in talk.named if one.table == "accounts"]
    about = ", ".join(one.name for one in accounts)
    return replace(step, accounts=tuple(one.id for one in accounts), about=about)


def places_of_notes(tagged: Tagged, words: frozenset[str]) -> list[int]:
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


_KINDS_OF_NOTES = frozenset("card cards battlecard playbook memo minutes policy guide faq wiki transcript".split())


_NOTE_VERBS = frozenset(
    "add added file filed take taken keep kept log logged write wrote written record recorded make made".split()
)


ENOUGH_TOPIC = 2
"""Words of a topic from which a question that names nobody is worth a search of the notes."""


_HAPPENS = frozenset("happen happens happened happening going gone went".split())


_OPENS_A_QUESTION = frozenset("what whats who whos when whens where wheres why how hows which".split())
