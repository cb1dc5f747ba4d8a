"""What the notes say: which passages answer, whether they do at all, and which of their sentences are quoted.

A passage answers when it has the telling words of the question (rare words tell more than common ones), or when one of
its sentences means nearly the same. What falls short of that bar is not shown: the nearest thing is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skills.ask.plan import NoteSearch
from skills.ask.words import Token, root, tokenize
from storage.audience import Audience
from storage.evidence import Evidence
from storage.names import name_words

if TYPE_CHECKING:
    from knowledge.search import NoteHit, NoteSearcher


@dataclass(frozen=True)
class Passage:
    """A passage that answers, with the sentences of it that are quoted: whole ones, in reading order."""

    hit: NoteHit
    sentences: tuple[str, ...]
    score: float

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
        return f"{self.hit.source}: {' … '.join(f'“{one}”' for one in self.sentences)}"


@dataclass(frozen=True)
class Passages:
    """The passages that answer a search of notes, best first; none when nothing is near enough."""

    step: NoteSearch
    hits: tuple[Passage, ...]


# --- the question -----------------------------------------------------------------------------------------------------

_ASKING = frozenset(
    """
    a about above after again all also am an and any anybody anyone anything are as at be because been before being
    between both but by can could did do does doing each else ever everything few for from further get give gets got had
    has have having he her here hers him his how i if in into is it its just kind know last let like ll long made make
    many may me mean might more most much must my need no nor not now of off on once one only or other our ours out over
    own please pls put really s same say said says saying she should show so some somebody someone something still such
    sure t take tell than that the their them then there these they thing things think this those thoughts to told too
    under until up us use used very via want wants was we were what whats when where which while who whom whose why will
    with would yet you your yours since whos whens hows re ve im today currently actually going go goes goin w vs
    mention mentions mentioned note notes wrote written write happen happened happening explain summary summarize
    summarise summarised brief prep prepare background story context news feedback learned learnt heard hear discussed
    discuss talked talk thought opinion reason reasons latest anything's
    """.split()
)
"""Words a question is put with; that a sentence has them says nothing."""


@dataclass(frozen=True)
class Wanted:
    """What a search looks for. `topic` are the roots that carry the question and `other` further words of it, each
    with its weight (0..1, rare words weigh more); `core` is the question without the account's name."""

    topic: Mapping[str, float]
    other: Mapping[str, float]
    core: str
    kinds: frozenset[str]
    now: bool


_NOW = frozenset("now latest current currently newest recent recently lately today still nowadays".split())


def wanted(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> Wanted:
    """The words of a search weighed by how rare they are in what the audience may read."""
    tokens = [token for token in tokenize(step.text) if any(one.isalnum() for one in token.key)]
    names = {root(word) for word in name_words(step.about)}
    named = [token for token in tokens if root(token.key) not in names or token.key in step.topic]
    others = [token.key for token in named if token.key not in _ASKING and token.key not in step.topic]
    rarities = searcher.rarities(list(dict.fromkeys([*step.topic, *others])), audience) if tokens else {}
    topic = {root(word): rarities.get(word, 1.0) for word in step.topic}
    known = {root(word): rarities[word] for word in others if rarities[word] < 1 and root(word) not in topic}
    core = " ".join(token.text for token in named) or step.text
    return Wanted(topic, known, core, _kinds(tokens), any(token.key in _NOW for token in tokens))


def _kinds(tokens: Sequence[Token]) -> frozenset[str]:
    """What the answer has to hold: a day, a figure, a name."""
    keys = [token.key for token in tokens]
    said = " ".join(keys)
    kinds = set()
    if re.search(r"\b(?:when|date|deadline|due|until when|which day|how soon)\b", said):
        kinds.add("day")
    if re.search(
        r"\b(?:how (?:many|much|long|far|big|high|often|old)|price|prices|cost|costs|rate|amount|number|seats)\b", said
    ):
        kinds.add("figure")
    if re.search(r"\b(?:who|whos|whom|whose|name|names)\b", said):
        kinds.add("name")
    return frozenset(kinds)


_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\d{4}-\d\d-\d\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|winter|q[1-4]|20\d\d"
    r"|week \d+|christmas|easter)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|"
    r"thousand|million|half|third|quarter|dozen|nobody|none)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<=[a-z,;:(\"“] )[A-Z][\w'’-]+|^[A-Z][\w'’-]+ [A-Z][\w'’-]+|\b[A-Z][\w'’-]+ (?:and|is|was|says|said)\b"
)
_SHAPES = {"day": _DAY, "figure": _FIGURE, "name": _NAME}


# --- the notes --------------------------------------------------------------------------------------------------------

_MARKUP = re.compile(r"^\s*(?:[-*+>]+\s+|#{1,6}\s+|\d+[.)]\s+|>+|\|)+|\*\*|__|`|\|\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def clean(text: str) -> str:
    """A sentence of a note without Markdown."""
    plain = _LINK.sub(r"\1", text)
    return " ".join(_MARKUP.sub("", plain).replace(" | ", ", ").split())


def sentences_of(text: str) -> list[str]:
    """The sentences, list items and table rows of a passage that say something, without markup."""
    from knowledge.sentences import sentence_spans

    found = []
    for start, end in sentence_spans(text):
        raw = text[start:end]
        if raw.lstrip().startswith("#"):
            continue
        said = clean(raw)
        if any(one.isalnum() for one in said):
            found.append(said)
    return found


@dataclass
class Rated:
    """A sentence with what speaks for it."""

    hit: NoteHit
    place: int
    text: str
    met: float
    """Share of the weight of topic and other words that it and what stands around it have."""
    cosine: float = 0.0
    kind: float = 0.0

    @property
    def score(self) -> float:
        return self.met + 0.9 * max(0.0, self.cosine - 0.15) + self.kind


_WANTED = 8
_WANTED_OF_ACCOUNT = 16
_COMPARED = 12
_BESIDE, _ABOVE, _ELSEWHERE = 0.6, 0.5, 0.35
_OTHER = 0.5


def find(step: NoteSearch, searcher: NoteSearcher, audience: Audience) -> Passages:
    """The passages of notes that answer a search, best first, under an audience."""
    sought = wanted(step, searcher, audience)
    k = _WANTED_OF_ACCOUNT if step.accounts else _WANTED
    if not step.topic:
        return Passages(step, _newest(searcher.search(step.text, audience, account_ids=step.accounts or None, k=k)))
    hits = searcher.search(sought.core, audience, account_ids=step.accounts or None, k=k)
    rated = rate(sought, hits, searcher)
    return Passages(step, choose(step, sought, rated))


def rate(sought: Wanted, hits: Sequence[NoteHit], searcher: NoteSearcher) -> list[Rated]:
    """Every sentence of the hits with what speaks for it; the meaning is compared for the most promising only."""
    rated = [one for hit in hits for one in _by_words(sought, hit)]
    ranks = {hit.chunk_id: rank for rank, hit in enumerate(hits)}
    promising = sorted(rated, key=lambda one: (-one.met - one.kind, ranks[one.hit.chunk_id], one.place))[:_COMPARED]
    for one, cosine in zip(promising, searcher.similarities(sought.core, [one.text for one in promising]), strict=True):
        one.cosine = cosine
    return rated


def _by_words(sought: Wanted, hit: NoteHit) -> list[Rated]:
    texts = sentences_of(hit.text)
    roots = [_roots(text) for text in texts]
    heading = _roots(hit.heading)
    everywhere = set().union(heading, *roots)
    weights = {word: weight * _OTHER for word, weight in sought.other.items()} | dict(sought.topic)
    total = sum(weights.values()) or 1.0
    found = []
    for place, text in enumerate(texts):
        beside = set().union(*roots[max(0, place - 1) : place + 2])
        met = 0.0
        for word, weight in weights.items():
            if word in roots[place]:
                met += weight
            elif word in beside:
                met += weight * _BESIDE
            elif word in heading:
                met += weight * _ABOVE
            elif word in everywhere:
                met += weight * _ELSEWHERE
        kind = 0.1 if met and any(_SHAPES[one].search(text) for one in sought.kinds) else 0.0
        found.append(Rated(hit, place, text, met / total, kind=kind))
    return found


def _roots(text: str) -> set[str]:
    return {root(token.key) for token in tokenize(text)}
