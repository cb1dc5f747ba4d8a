"""What the notes say: which passages answer, whether they do at all, and which of their sentences are quoted.

A passage answers when it has the telling words of the question close together (rare words tell more than common ones),
or some of them in a sentence that means nearly the same. What falls short of that bar is not shown: the nearest thing
is no answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skills.ask.plan import NoteSearch
from skills.ask.words import Token, root, tokenize
from storage.audience import Audience
from storage.evidence import Evidence
from storage.names import name_words

if TYPE_CHECKING:
    from knowledge.search import NoteHit, NoteSearcher

_WANTED = 8
_WANTED_OF_ACCOUNT = 16
_COMPARED = 10
_COMPARED_LENGTH = 240
_QUOTES = 3
_QUOTES_A_NOTE = 2
_SENTENCES = 3
_NEAR_END = 200
_BRIEF = 280
_SHORT_PASSAGE = 420
_LONGEST_QUOTE = 600


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

    @property
    def missing(self) -> str:
        """What was looked for, in words."""
        about = f" of {self.step.about}" if self.step.about else ""
        topic = f" about {' '.join(self.step.topic)}" if self.step.topic else ""
        return f"notes{about}{topic}"


def find(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> Passages:
    """What the notes that this audience may read say to a search."""
    accounts = step.accounts or None
    if not step.topic:
        hits = searcher.search(step.text, audience, account_ids=accounts, k=_WANTED_OF_ACCOUNT)
        return Passages(step, _newest(hits))
    sought = wanted(step, searcher, audience)
    k = _WANTED_OF_ACCOUNT if accounts else _WANTED
    hits = searcher.search(sought.core, audience, account_ids=accounts, k=k)
    return Passages(step, choose(step, sought, rate(sought, hits, searcher)))


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

_FILLERS = frozenset(
    """
    a about after again against ago all already also although am among an and any anybody anyone anything are
    around as ask asked asking asks at away back be because been before being between both but by
    can could did different do does doing done down during each either else enough ever every everybody everyone
    everything few for from further get gets give gives go goes going gone got had has have having he hear heard her
    here hers him his how i if in instead into is it its just keep kind know last latest learned learnt let like likely
    ll long lot made make makes many may me mean means might mine more most much must my near need needs no nobody none
    nor not nothing now of off often ok okay on once one only onto or other our ours out over own per please pls put
    quite rather re really recent recently regarding right s said same say saying says see she should show side so some
    somebody someone something soon still such sure t take takes tell than thanks that the their theirs them then there
    these they thing things think thinks this those thought thoughts through till to today together told too toward
    towards under until up upon us use used uses using usual usually very via vs want wanted wants was we well went were
    what whats when whens where wheres whether which while who whom whos whose why will with within without would yes
    yet you your yours mention mentioned mentioning mentions note notes wrote written happen
    happened happening happens explain summary summarize summarise summarized summarised brief prep prepare background
    story context news feedback discuss discussed talk talked opinion reason reasons currently actually should whatever
    """.split()
)
"""Words a question is put with: that a sentence has them too says little."""

_NOW = frozenset("now latest current currently newest recent recently lately today still nowadays".split())
_ASKS_YES_OR_NO = re.compile(r"(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b")
_OTHER = 0.5
"""What a word weighs that is no part of the topic: a person's or a product's name."""


@dataclass(frozen=True)
class Wanted:
    """What a search looks for: the telling words with their weights (0..1, rare ones weigh more), those of them that
    are its topic, the question without the account's name, and what kinds of things an answer has to hold."""

    weights: Mapping[str, float]
    topic: frozenset[str]
    core: str
    kinds: frozenset[str]
    now: bool
    yes_or_no: bool


def wanted(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> Wanted:
    """The words of a search, weighed by how rare they are in what the audience may read."""
    tokens = [token for token in tokenize(step.text) if any(one.isalnum() for one in token.key)]
    names = {key_of(word) for word in name_words(step.about)}
    unnamed = [token for token in tokens if token.key in step.topic or key_of(token.key) not in names]
    topic = [word for word in step.topic if word not in _FILLERS and "/" not in word]
    others = [token.key for token in unnamed if token.key not in _FILLERS and token.key not in step.topic]
    if not topic:
        topic, others = others or list(step.topic), []
    topic += [word for word in others if _DAY.fullmatch(word)]
    rarity = searcher.rarities(list(dict.fromkeys([*topic, *others])), audience)
    # A word that stands in no note, and is no part of the topic, may be another spelling of a name.
    weights = {key_of(word): _OTHER * rarity[word] for word in others if rarity[word] < 1}
    weights |= {key_of(word): rarity[word] for word in topic}
    return Wanted(
        weights=weights,
        topic=frozenset(key_of(word) for word in topic),
        core=" ".join(token.text for token in unnamed) or step.text,
        kinds=_kinds(tokens),
        now=any(token.key in _NOW for token in tokens),
        yes_or_no=_ASKS_YES_OR_NO.match(" ".join(token.key for token in tokens)) is not None,
    )


def _kinds(tokens: Sequence[Token]) -> frozenset[str]:
    said = " ".join(token.key for token in tokens)
    return frozenset(kind for kind, pattern in _ASKED_KINDS.items() if pattern.search(said))


_ASKED_KINDS = {
    "day": re.compile(r"\b(?:when|whens|date|dates|deadline|due|which (?:day|month)|how soon)\b"),
    "figure": re.compile(
        r"\b(?:how (?:many|much|long|far|big|high|low|often|old|large)|prices?|costs?|rate|amount|number|percent)\b"
    ),
    "name": re.compile(r"\b(?:who|whos|whom|whose|names?|anybody|anyone|somebody)\b"),
    "words": re.compile(r"\b(?:say|says|said|tell|told|think|thinks|mention|mentioned|opinion|objections?|words)\b"),
}
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|\d{4}-\d\d-\d\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|winter|q[1-4]|20\d\d"
    r"|week \d+|christmas|easter)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|"
    r"thousand|million|half|third|dozen|nobody|none)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<=[a-z,;:(\"“] )[A-Z][\w'’-]+|\b[A-Z][\w'’-]+ (?:[A-Z][\w'’-]+|and|is|was|says|said|has|wants)\b"
)
_WORDS = re.compile(r"[\"“”„]|\b(?:said|says|told|asked|asks|wants|thinks|expects|mentioned|complained)\b")
_SHAPES = {"day": _DAY, "figure": _FIGURE, "name": _NAME, "words": _WORDS}


# --- words and sentences of a note ------------------------------------------------------------------------------------

_MARKUP = re.compile(r"^\s*(?:[-*+>]+\s+|#{1,6}\s+|>+|\|)+|\*\*|__|`|\|\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_HEAD_OF_MAIL = re.compile(r"(?:from|to|cc|date|sent|subject|von|an|datum|betreff): ", re.IGNORECASE)


def key_of(word: str) -> str:
    """What forms of one word have in common. Unlike `root`, who does a thing is not the doing: no merger merges."""
    if word.endswith(("er", "ers")) and len(word) > 4:
        return word.removesuffix("s")
    for ending in ("nesses", "ness", "ures", "ure"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return root(word.removesuffix(ending))
    return root(word)


def keys_of(text: str) -> set[str]:
    """The words of a text as keys; a hyphenated one also as a whole."""
    keys = {key_of(token.key) for token in tokenize(text)}
    for match in _HYPHENATED.finditer(text):
        keys |= {key_of(token.key) for token in tokenize(match.group().replace("-", ""))}
    return keys


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

_LEAST = 0.25
"""A passage with less of the topic's words does not answer, whatever it means."""
_BESIDE, _ABOVE, _ELSEWHERE = 0.6, 0.5, 0.35


@dataclass
class Rated:
    """A sentence of a passage, and shares (0..1) of the weight of the wanted words: `met` that it has, less for those
    that only stand around it; `own` of the topic, that it and the heading have; `near` that it, its neighbours and the
    heading have; `near_topic` the same of the topic alone. `cosine` says how near its meaning is (None: not compared).
    """

    hit: NoteHit
    place: int
    piece: Piece
    met: float
    own: float
    near: float
    near_topic: float
    kinds: frozenset[str]
    cosine: float | None = None

    @property
    def score(self) -> float:
        return self.met + 0.9 * max(0.0, (self.cosine or 0.0) - 0.15)


def rate(sought: Wanted, hits: Sequence[NoteHit], searcher: NoteSearcher) -> list[Rated]:
    """Every sentence of the hits; the meaning is compared for the most promising only, for it takes time."""
    rated = [one for hit in hits for one in _by_words(sought, hit)]
    ranks = {hit.chunk_id: rank for rank, hit in enumerate(hits)}

    def promise(one: Rated) -> tuple[float, int, int]:
        return -one.met - (0.1 if one.met and one.kinds else 0), ranks[one.hit.chunk_id], one.place

    promising = sorted((one for one in rated if one.near_topic >= _LEAST), key=promise)[:_COMPARED]
    cosines = searcher.similarities(sought.core, [one.piece.text[:_COMPARED_LENGTH] for one in promising])
    for one, cosine in zip(promising, cosines, strict=True):
        one.cosine = cosine
    return rated


def _by_words(sought: Wanted, hit: NoteHit) -> list[Rated]:
    pieces = sentences_of(hit.text)
    words = [_forms(sought.weights, keys_of(one.text)) for one in pieces]
    above = _forms(sought.weights, keys_of(hit.heading))
    everywhere = above.union(*words)
    found = []
    for place, piece in enumerate(pieces):
        beside = set().union(*words[max(0, place - 1) : place + 2])
        met = 0.0
        for word, weight in sought.weights.items():
            if word in words[place]:
                met += weight
            elif word in beside:
                met += weight * _BESIDE
            elif word in above:
                met += weight * _ABOVE
            elif word in everywhere:
                met += weight * _ELSEWHERE
        near = beside | above
        found.append(
            Rated(
                hit,
                place,
                piece,
                met=met / (sum(sought.weights.values()) or 1.0),
                own=_share(sought.weights, words[place] | above, sought.topic),
                near=_share(sought.weights, near, sought.weights),
                near_topic=_share(sought.weights, near, sought.topic),
                kinds=frozenset(kind for kind in sought.kinds if _SHAPES[kind].search(piece.text)),
            )
        )
    return found


def _forms(weights: Mapping[str, float], keys: set[str]) -> set[str]:
    """Which of the wanted words are among `keys`; one that stands in no note may be the beginning of a longer one."""
    found = {word for word in weights if word in keys}
    for word, weight in weights.items():
        if weight == 1 and len(word) >= 4 and any(key.startswith(word) for key in keys):
            found.add(word)
    return found


def _share(weights: Mapping[str, float], present: set[str], of: Iterable[str]) -> float:
    wanted_words = list(of)
    total = sum(weights[word] for word in wanted_words)
    return sum(weights[word] for word in wanted_words if word in present) / total if total else 0.0


# --- the bar ----------------------------------------------------------------------------------------------------------


def answers(step: NoteSearch, sought: Wanted, one: Rated) -> bool:
    """Whether a sentence and what stands around it answer."""
    cosine = one.cosine or 0.0
    if step.strict:
        return _has_all(step, sought, one.hit) and one.near >= 0.7
    if sought.yes_or_no:  # what is claimed has to stand together
        return one.own >= 0.55 and one.near_topic >= 0.7
    if one.near_topic >= 0.6 and one.near >= 0.5:
        return True
    if step.accounts and step.asked:
        return one.near_topic >= 0.3 and one.near >= 0.35 and cosine >= 0.35
    if step.accounts:
        return one.near_topic >= 0.3 and cosine >= 0.45
    # A word that stands in no note at all is what is asked about: the others around it do not stand for it.
    unheard = any(sought.weights[word] == 1 for word in sought.topic)
    return one.near_topic >= (0.5 if unheard else _LEAST) and cosine >= 0.6


def _has_all(step: NoteSearch, sought: Wanted, hit: NoteHit) -> bool:
    """Whether a passage has every telling word of the topic."""
    topic = {key_of(word) for word in step.topic if word not in _FILLERS} or set(sought.topic)
    weights = {word: sought.weights.get(word, 0.0) for word in topic}
    return topic == _forms(weights, keys_of(f"{hit.heading} {hit.text}"))


# --- what is quoted ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Window:
    first: int
    last: int
    score: float
    best: Rated


def choose(step: NoteSearch, sought: Wanted, rated: Sequence[Rated]) -> tuple[Passage, ...]:
    """The quotes that answer, best first (newest first where the question is about now)."""
    chunks: dict[int, list[Rated]] = {}
    for one in rated:
        chunks.setdefault(one.hit.chunk_id, []).append(one)
    ages = sorted({one.hit.as_of for one in rated})
    windows = []
    for sentences in chunks.values():
        fresh = _freshness(sentences[0].hit.as_of, ages) if step.accounts else 0.0
        windows += _windows(step, sought, sentences, fresh)
    windows.sort(key=lambda window: (-window.score, window.best.hit.chunk_id, window.first))
    chosen: list[_Window] = []
    for window in windows:
        if len(chosen) == _QUOTES or window.score < 0.55 * windows[0].score:
            break
        same_note = [one for one in chosen if one.best.hit.note_id == window.best.hit.note_id]
        same = [one for one in same_note if one.best.hit.chunk_id == window.best.hit.chunk_id]
        if len(same_note) < _QUOTES_A_NOTE and all(window.last < one.first or one.last < window.first for one in same):
            chosen.append(window)
    if sought.now:
        chosen.sort(key=lambda window: window.best.hit.as_of, reverse=True)
    passages = []
    for window in chosen:
        pieces = [one.piece for one in chunks[window.best.hit.chunk_id]]
        passages.append(Passage(window.best.hit, _cut(pieces[window.first : window.last + 1])))
    return tuple(passages)


def _freshness(as_of: dt.datetime, ages: Sequence[dt.datetime]) -> float:
    """0 for the oldest, 1 for the newest."""
    return ages.index(as_of) / (len(ages) - 1) if len(ages) > 1 else 1.0


def _windows(step: NoteSearch, sought: Wanted, sentences: Sequence[Rated], fresh: float) -> list[_Window]:
    """Every run of sentences of a passage around one that answers; a short passage is one run."""
    found = []
    whole = _length(sentences) <= _SHORT_PASSAGE
    for anchor in sentences:
        if not answers(step, sought, anchor):
            continue
        for first in range(max(0, anchor.place - _SENTENCES + 1), anchor.place + 1):
            last = min(first + _SENTENCES - 1, len(sentences) - 1)
            if last < anchor.place:
                continue
            run = sentences[first : last + 1]
            beside = sum(one.score for one in run) - anchor.score
            kinds = frozenset().union(*(one.kinds for one in run))
            score = anchor.score + 0.2 * beside + 0.15 * len(kinds) + 0.1 * fresh - 0.1 * (anchor.place - first)
            span = (0, len(sentences) - 1) if whole else _whole(sentences, first, last)
            found.append(_Window(*span, score, anchor))
    return found


def _whole(sentences: Sequence[Rated], first: int, last: int) -> tuple[int, int]:
    """A run made whole: from the beginning and to the end of its paragraph where these are near, and on to the items
    of a list that it announces; a brief one goes on a little."""
    if sentences[last].piece.text.endswith(":"):
        return first, min(last + _SENTENCES, len(sentences) - 1)
    ahead = last
    while ahead + 1 < len(sentences) and _same_paragraph(sentences[ahead], sentences[ahead + 1]):
        ahead += 1
    if _length(sentences[last + 1 : ahead + 1]) <= _NEAR_END:
        last = ahead
    while last + 1 < len(sentences) and _length(sentences[first : last + 2]) <= _BRIEF:
        last += 1
    back = first
    while back and _same_paragraph(sentences[back - 1], sentences[back]):
        back -= 1
    if _length(sentences[back:first]) <= _NEAR_END and _length(sentences[back : last + 1]) <= _LONGEST_QUOTE:
        first = back
    return first, last


def _length(sentences: Sequence[Rated]) -> int:
    return sum(len(one.piece.text) for one in sentences)


def _same_paragraph(one: Rated, following: Rated) -> bool:
    between = one.hit.text[one.piece.end : following.piece.start]
    return not between.strip() and between.count("\n") < 2


def _cut(sentences: Sequence[Piece]) -> tuple[Piece, ...]:
    """As many whole sentences as make a short quote; the first in any case, shortened at a word where it is endless."""
    kept: list[Piece] = []
    for one in sentences:
        if kept and sum(len(piece.text) for piece in kept) + len(one.text) > _LONGEST_QUOTE:
            break
        endless = len(one.text) > 2 * _LONGEST_QUOTE
        kept.append(replace(one, text=one.text[: 2 * _LONGEST_QUOTE].rsplit(" ", 1)[0]) if endless else one)
    return tuple(kept)
