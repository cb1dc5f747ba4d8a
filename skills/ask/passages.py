"""What the notes say: which passages answer, whether they do at all, and which of their sentences are quoted.

Every sentence of the passages that were found gets a score (`relevance`), and a quote is grown around the best. What
falls short of the bar is not shown: the nearest thing is no answer.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from skills.ask.describe import written
from skills.ask.plan import NoteSearch
from skills.ask.relevance import (
    FILLERS,
    PLACING,
    Features,
    counted_things,
    key_of,
    keys_of,
    kinds_asked,
    kinds_met,
    share,
    things_asked,
)
from skills.ask.takeovers import tells_of_takeover
from skills.ask.words import Token, tokenize
from storage.audience import Audience
from storage.evidence import Evidence
from storage.names import name_words

if TYPE_CHECKING:
    from knowledge.search import NoteHit, NoteSearcher

_WANTED = 12
_WANTED_OF_ACCOUNT = 16
_COMPARED = 20
_NEAREST = 0.85
"""The cosine that no sentence has to a question: what would fall short even with it is not compared."""
_COMPARED_LENGTH = 240
_QUOTES = 3
_SENTENCES = 3
_LONGEST_QUOTE = 400
_LONGEST_LIST = 700
"""Characters of a quote with the list that it announces."""
_ENDLESS = 1_000
_FAR_BEHIND = 2.5
"""Log odds by which a further quote may fall short of the best one."""
_LEAST_SHARE = 0.005
"""Of the chance that a quote holds the answer: sentences at its ends that have less are left off."""
_ALSO_SHARE = 0.1
"""What a sentence further off needs of that to be quoted too."""
_MET = 0.5
"""The share of what no note has by its name that has to stand near a sentence in other words."""
_CERTAIN = 20.0
_LEANS = re.compile(r"\b(?:s?he|they|his|her|their)\b", re.IGNORECASE)
BAR = 0.2
"""Log odds from which a sentence is shown: it answers rather than nothing does."""
_BAR_FOR_A_MENTION = -2.0
"""The same where all that is asked is what the notes say of something, and the sentence speaks of all of it."""
BAR_BEHIND_A_FACT = 0.7
"""The same where a record has the place for what is asked and holds nothing: that is most of an answer already."""
BAR_BESIDE_RECORDS = 1.5
"""The same where records answer already."""


@dataclass(frozen=True)
class Piece:
    """A sentence, list item or table row of a passage: its text without markup, and where it stands in the passage."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A passage that answers, and the sentences of it that are quoted: whole ones, in reading order."""

    hit: NoteHit
    sentences: tuple[Piece, ...]

    @property
    def evidence(self) -> Evidence:
        hit = self.hit
        return Evidence(
            id=f"note:{hit.note_id}#{hit.position}",
            kind="note",
            account=hit.account,
            source=hit.source,
            link=hit.link,
            as_of=hit.as_of,
            span=hit.text,
        )

    @property
    def said(self) -> str:
        """The passage in words: where it stands, and what it says there."""
        quotes: list[str] = []
        end = 0
        for one in self.sentences:
            if quotes and not any(letter.isalnum() for letter in self.hit.text[end : one.start]):
                quotes[-1] += f" {one.text}"
            else:
                quotes.append(one.text)
            end = one.end
        return f"{self.hit.source}: {' … '.join(f'“{quote}”' for quote in quotes)}"


@dataclass(frozen=True)
class Passages:
    """The passages that answer a search of notes, best first; none when nothing is near enough."""

    step: NoteSearch
    hits: tuple[Passage, ...]
    counted: int | None = None
    """How many notes there are, where that is asked; `hits` is then the newest."""

    @property
    def missing(self) -> str:
        """What was looked for, in words."""
        about = f" of {self.step.about}" if self.step.about else ""
        topic = f" about {' '.join(self.step.topic)}" if self.step.topic else ""
        return f"notes{about}{topic}{written(self.step)}"


def find(step: NoteSearch, searcher: NoteSearcher, audience: Audience, *, bar: float = BAR) -> Passages:
    """What the notes that this audience may read say to a search; sentences whose log odds fall short of `bar` say
    nothing."""
    if step.wants != "passages":
        return _written(step, searcher, audience, bar=bar)
    if not step.topic and (step.since or step.before):
        return Passages(step, _newest(_of_time(step, searcher, audience)))
    if not step.topic:
        hits = searcher.search(step.text, audience, account_ids=step.accounts or None, k=_WANTED_OF_ACCOUNT)
        return Passages(step, _newest(hits))
    sought = wanted(step, searcher, audience)
    rated = rate(sought, search(sought, searcher, audience), searcher)
    if step.bought:
        rated = [replace(one, tells=one.tells and tells_of_takeover(one.piece.text, step.bought)) for one in rated]
    return Passages(step, choose(sought, rated, bar=bar, telling=bool(step.bought)))


def _written(step: NoteSearch, searcher: NoteSearcher, audience: Audience, *, bar: float) -> Passages:
    """The note with the latest date, or how many there are. Words that are no kind of note are a topic: of what the
    notes say about it the newest is told."""
    found = _of_time(step, searcher, audience)
    if step.wants == "count" and (found or not step.topic):
        return Passages(step, _newest(found[:1]), counted=len(found))
    if found or not step.topic or step.wants == "count":  # none of a kind that may be no kind is not counted as 0
        return Passages(step, _newest(found[:1]))
    passages = find(replace(step, wants="passages"), searcher, audience, bar=bar)
    newest = sorted(passages.hits, key=lambda one: (one.hit.as_of, one.hit.note_id), reverse=True)
    return replace(passages, hits=tuple(newest[:1]))


def _of_time(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> list[NoteHit]:
    """How the notes of a kind begin that were written in a time, newest first."""
    since, before = _midnight(step.since), _midnight(step.before)
    return searcher.written(audience, account_ids=step.accounts or None, words=step.topic, since=since, before=before)


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day is not None else None


def search(sought: Wanted, searcher: NoteSearcher, audience: Audience) -> list[NoteHit]:
    """The passages that may answer."""
    if sought.accounts:
        return searcher.search(sought.rest, audience, account_ids=sought.accounts, k=_WANTED_OF_ACCOUNT)
    return searcher.search(sought.text, audience, k=_WANTED)


def _newest(hits: Sequence[NoteHit]) -> tuple[Passage, ...]:
    """How the newest notes begin."""
    first: dict[int, NoteHit] = {}
    for hit in hits:
        if hit.note_id not in first or hit.position < first[hit.note_id].position:
            first[hit.note_id] = hit
    newest = sorted(first.values(), key=lambda hit: (hit.as_of, hit.note_id), reverse=True)[:_QUOTES]
    quoted = [Passage(hit, _cut(sentences_of(hit.text)[:_SENTENCES])) for hit in newest]
    return tuple(one for one in quoted if one.sentences)


# --- the question -----------------------------------------------------------------------------------------------------

_NOW = frozenset("now current currently latest newest recent recently meanwhile still today".split())
_OPENS_YES_OR_NO = frozenset("is are was were does do did has have had can could may should will would".split())
_ASKS_FOR_MENTIONS = frozenset(
    "note notes mention mentions mentioned mentioning say says said hear heard know story news".split()
)


@dataclass(frozen=True)
class Wanted:
    """A question as it is held against sentences. `rest` is it without the names of rows; `telling` and `names` weigh
    its words and the words of names (accounts apart) by how rare they are, and `full_names` are those that stand
    together; `kinds` are the kinds of thing asked for.
    `unheard` are the things asked for by a name that stands in no note: one that answers has it in other words.
    `mention` says whether it only asks what is said of something."""

    text: str
    rest: str
    accounts: tuple[int, ...]
    words: frozenset[str]
    telling: dict[str, float]
    names: dict[str, float]
    full_names: tuple[frozenset[str], ...]
    kinds: frozenset[str]
    counted: tuple[str, ...]
    unheard: dict[str, float]
    now: bool
    yes_or_no: bool
    mention: bool


def wanted(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> Wanted:
    """The words of a search, weighed by how rare they are in what the audience may read. Where there is nothing but a
    name, the name is what is asked about."""
    tokens = [token for token in tokenize(step.text) if any(one.isalnum() for one in token.key)]
    accounts = {key_of(word) for word in name_words(step.about)}
    named = accounts | {key_of(word) for word in step.names}
    rarity = searcher.rarities(list(dict.fromkeys(token.key for token in tokens)), audience)
    rest = [token for token in tokens if key_of(token.key) not in named]
    kinds = kinds_asked(tokens)
    putting = FILLERS | PLACING if "place" in kinds else FILLERS
    telling = {key_of(one.key): rarity[one.key] for one in rest if one.key not in putting and "/" not in one.key}
    others = [token for token in tokens if key_of(token.key) in named - accounts]
    names = {key_of(one.key): rarity[one.key] for one in others}
    every = {key_of(one.key): rarity[one.key] for one in tokens if one.key not in FILLERS}
    asked = things_asked(rest)
    return Wanted(
        text=step.text,
        rest=" ".join(token.text for token in rest) or step.text,
        accounts=step.accounts,
        words=frozenset(every),
        telling=telling or names or every,
        names=names if telling else {},
        full_names=tuple(_standing_together(tokens, {id(one) for one in others})),
        kinds=kinds,
        counted=counted_things(tokens),
        unheard={key: weight for key, weight in telling.items() if key in asked and weight >= 1},
        now=any(token.key in _NOW for token in tokens),
        yes_or_no=bool(tokens) and tokens[0].key in _OPENS_YES_OR_NO,
        mention=bool(telling) and not kinds and any(token.key in _ASKS_FOR_MENTIONS for token in tokens),
    )


def _standing_together(tokens: Sequence[Token], of_names: Set[int]) -> Iterator[frozenset[str]]:
    """The words of names of several words: "Annegret Obermayr"."""
    for named, words in groupby(tokens, key=lambda one: id(one) in of_names):
        keys = frozenset(key_of(one.key) for one in words)
        if named and len(keys) > 1:
            yield keys


def _with_names_in_full(sought: Wanted, present: Set[str]) -> Set[str]:
    """The words of a note on an account, and those of names that it calls by a part: "Annegret blocks the order"."""
    part = [one for one in sought.full_names if sought.accounts and one & present]
    return set(present).union(*part) if part else present


# --- the sentences of a note ------------------------------------------------------------------------------------------

_MARKUP = re.compile(r"^\s*(?:[-*+>]+\s+|#{1,6}\s+|>+|\|)+|\*\*|__|`|\|\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HEAD_OF_MAIL = re.compile(r"(?:from|to|cc|date|sent|subject|von|an|datum|betreff): ", re.IGNORECASE)


def clean(text: str) -> str:
    """A sentence of a note without Markdown."""
    plain = _LINK.sub(r"\1", text)
    cells = " ".join(_MARKUP.sub("", plain).split()).split(" | ")
    return ", ".join(cell.strip(" |") for cell in cells if cell.strip(" |"))


def sentences_of(text: str) -> list[Piece]:
    """The sentences, list items and table rows of a passage, without markup, headings and the heads of mails."""
    from knowledge.sentences import sentence_spans

    found = []
    for start, end in sentence_spans(text):
        raw = text[start:end]
        said = clean(raw)
        if not raw.startswith("#") and any(one.isalnum() for one in said) and not _HEAD_OF_MAIL.match(said):
            found.append(Piece(said, start, end))
    return found


# --- what speaks for a sentence ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rated:
    """A sentence of a passage (its `place`-th) and what speaks for it. `tells` says whether what is asked for stands
    near it, where no note has the word itself."""

    hit: NoteHit
    place: int
    piece: Piece
    tells: bool
    features: Features

    @property
    def score(self) -> float:
        return self.features.score


def rate(sought: Wanted, hits: Sequence[NoteHit], searcher: NoteSearcher) -> list[Rated]:
    """Every sentence of the hits in order; the meaning is compared for the most promising only, for it takes time."""
    rated = [one for hit in hits for one in _by_words(sought, hit)]
    hopeful = [place for place, one in enumerate(rated) if _at_best(one).score >= BAR]
    promising = sorted(hopeful, key=lambda place: (-rated[place].score, place))[:_COMPARED]
    texts = [rated[place].piece.text[:_COMPARED_LENGTH] for place in promising]
    cosines = searcher.similarities((sought.text, sought.rest), texts)
    for place, (whole, rest) in zip(promising, cosines, strict=True):
        features = replace(rated[place].features, meaning=whole, meaning_of_rest=rest)
        rated[place] = replace(rated[place], features=features)
    return rated


def _at_best(one: Rated) -> Rated:
    return replace(one, features=replace(one.features, meaning=_NEAREST, meaning_of_rest=_NEAREST))


def _by_words(sought: Wanted, hit: NoteHit) -> list[Rated]:
    pieces = sentences_of(hit.text)
    words = [keys_of(one.text) for one in pieces]
    title = keys_of(f"{hit.heading} {hit.note}")
    everywhere = title.union(*words)
    in_passage = share(sought.telling, everywhere)
    in_title = share(sought.telling, title)
    called = {key_of(one.key) for one in tokenize(hit.note) if one.key.isalnum() and one.key not in FILLERS}
    strange = {key: weight for key, weight in sought.telling.items() if weight >= 1}  # words that stand in no note
    about_it = hit.account_id is None and not sought.accounts and (not strange or share(strange, everywhere) >= _MET)
    titled = len(called & sought.words) / len(called) if called and about_it else 0.0
    told_by = title | keys_of(hit.source)  # who wrote a note is named by it
    in_note = _with_names_in_full(sought, everywhere | told_by)
    unnamed = 1 - share(sought.names, in_note) if sought.names else 0.0
    found = []
    for place, piece in enumerate(pieces):
        beside = 0 if sought.yes_or_no else 1  # what is claimed has to stand together
        near = title.union(*words[max(0, place - beside) : place + beside + 1])
        kind, lacking = kinds_met(piece.text, sought.kinds, sought.counted)
        features = Features(
            meaning=0.0,
            meaning_of_rest=0.0,
            meaning_of_passage=hit.cosine or 0.0,
            near=share(sought.telling, near),
            passage=in_passage,
            title=in_title,
            kind=float(kind),
            lacking=float(lacking),
            named=share(sought.names, _with_names_in_full(sought, near | told_by)),
            unnamed=unnamed,
            length=min(1.0, len(piece.text) / 80),
            in_account=float(bool(sought.accounts)),
            titled=titled,
        )
        tells = not sought.unheard or share(sought.unheard, near) >= _MET
        found.append(Rated(hit, place, piece, tells, features))
    return found


# --- what is quoted ---------------------------------------------------------------------------------------------------


def choose(sought: Wanted, rated: Sequence[Rated], *, bar: float, telling: bool = False) -> tuple[Passage, ...]:
    """The quotes that answer, best first (newest first where the question is about now): one of a note. `telling`:
    sentences that do not tell are passed over for weaker ones that do."""
    passages: dict[int, list[Rated]] = {}
    for one in rated:
        passages.setdefault(one.hit.chunk_id, []).append(one)
    best = [
        max(sentences, key=lambda one: (not telling or one.tells, one.score, -one.place))
        for sentences in passages.values()
    ]
    best = sorted((one for one in best if _answers(sought, one, bar)), key=lambda one: (-one.score, one.hit.chunk_id))
    of_notes: dict[int, Rated] = {}
    for one in best:
        of_notes.setdefault(one.hit.note_id, one)
    best = [one for one in of_notes.values() if sought.now or one.score >= best[0].score - _FAR_BEHIND][:_QUOTES]
    if sought.now:  # what was said last may be said in passing
        best.sort(key=lambda one: one.hit.as_of, reverse=True)
    return tuple(Passage(one.hit, _around(passages[one.hit.chunk_id], one.place)) for one in best)


def _answers(sought: Wanted, one: Rated, bar: float) -> bool:
    speaks_of_all = one.features.near > 0.99 and one.features.unnamed < 0.01
    return one.tells and one.score >= (_BAR_FOR_A_MENTION if sought.mention and speaks_of_all else bar)


def _around(sentences: Sequence[Rated], place: int) -> tuple[Piece, ...]:
    """The sentences around one that most likely hold the answer, as many as make a short quote; what hardly adds to
    them is left off at both ends, unless an announcement announces it."""
    chances = [math.exp(min(one.score, _CERTAIN)) for one in sentences]
    lengths = [len(one.piece.text) for one in sentences]
    windows = [(place, place)] + [
        (first, last)
        for first in range(place + 1)
        for last in range(place, len(sentences))
        if sum(lengths[first : last + 1]) <= _LONGEST_QUOTE
    ]
    first, last = max(windows, key=lambda one: sum(chances[one[0] : one[1] + 1]))
    least = _LEAST_SHARE * sum(chances[first : last + 1])
    while first < place and chances[first] < least and not sentences[first].piece.text.endswith(":"):
        first += 1
    while last > place and chances[last] < least and not sentences[last - 1].piece.text.endswith(":"):
        last -= 1
    while first and _LEANS.search(sentences[first].piece.text) and sum(lengths[first - 1 : last + 1]) <= _LONGEST_QUOTE:
        first -= 1  # who "she" is, the sentence before may say
    last = _announced(sentences, first, last)
    beside = [at for at in range(len(sentences)) if not first <= at <= last]
    other = max(beside, key=lambda at: chances[at], default=place)
    chosen = set(range(first, last + 1))
    if chances[other] >= _ALSO_SHARE * sum(chances[first : last + 1]) and beside:
        chosen |= set(range(other, _announced(sentences, other, other) + 1))
    return tuple(_shortened(sentences[at].piece) for at in sorted(chosen))


def _announced(sentences: Sequence[Rated], first: int, last: int) -> int:
    """The end of a quote that stops at an announcement ("my three points:"): the end of the paragraph it announces."""
    if not sentences[last].piece.text.endswith(":"):
        return last
    start = last + 1
    while last + 1 < len(sentences):
        between = sentences[last].hit.text[sentences[last].piece.end : sentences[last + 1].piece.start]
        length = sum(len(one.piece.text) for one in sentences[first : last + 2])
        if length > _LONGEST_LIST or (last >= start and _ENDS_PARAGRAPH.search(between)):
            break
        last += 1
    return last


_ENDS_PARAGRAPH = re.compile(r"\n\s*\n")


def _cut(sentences: Sequence[Piece]) -> tuple[Piece, ...]:
    """As many whole sentences as make a short quote; the first in any case."""
    kept: list[Piece] = []
    for one in sentences:
        if kept and sum(len(piece.text) for piece in kept) + len(one.text) > _LONGEST_QUOTE:
            break
        kept.append(_shortened(one))
    return tuple(kept)


def _shortened(one: Piece) -> Piece:
    """An endless sentence up to a word."""
    endless = len(one.text) > _ENDLESS
    return replace(one, text=one.text[:_ENDLESS].rsplit(" ", 1)[0]) if endless else one
