"""What kind of activity people mean: their everyday words, the words of the CRM and the subjects of its rows.

A CRM says `Besuch` where people say "visit", and keeps a download as the subject of a web activity. What is meant is
always something that this store holds: a channel, or subjects of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from skills.ask.words import LIGHT, STOPWORDS, Token, root, stem
from storage.lexicon import Lexicon, Value
from storage.names import name_words

CALLED: tuple[tuple[str, ...], ...] = (
    (
        *(
            "visit",
            "visited",
            "visiting",
            "site visit",
            "customer visit",
            "on site visit",
            "onsite visit",
            "house call",
        ),
        *("in person visit", "besuch", "kundenbesuch", "visite", "visite client", "visita", "bezoek", "besok"),
    ),
    (
        *("trade show", "tradeshow", "trade fair", "fair", "exhibition", "expo"),
        *("messe", "fachmesse", "salon", "salon professionnel", "foire", "feria", "fiera", "beurs"),
    ),
    (
        *("call", "phone call", "telephone call", "phone conversation", "telephone conversation", "ring", "phoned"),
        *("anruf", "telefonat", "appel", "llamada", "chiamata"),
    ),
    ("email", "mail", "e mail", "mailed", "courriel", "correo", "correo electronico"),
    (
        *("meeting", "appointment", "sit down", "face to face", "face to face meeting", "in person meeting"),
        *("termin", "besprechung", "treffen", "reunion", "rendez vous", "riunione", "cita"),
    ),
    ("event", "veranstaltung", "evenement", "evento"),
    ("webinar", "web seminar", "online seminar", "webinaire", "seminario web"),
    ("web", "web activity", "website activity", "web traffic", "website traffic", "online activity", "webseite"),
    ("ad", "advert", "advertisement", "ad impression", "impression", "anzeige", "annonce", "anuncio"),
    ("linkedin", "linkedin message", "linkedin touch", "inmail"),
    ("task", "to do", "todo", "aufgabe", "tache", "tarea"),
    ("letter", "brief", "postal letter", "lettre", "carta"),
    ("demo", "demonstration", "product demo", "vorfuhrung"),
)
"""Words for one kind of activity, in the languages of CRMs. Where an export calls a channel by one of them, the others
mean it too. "brief" and "fair" are other words as well: they count only as the CRM's."""

_ONLY_THEIRS = frozenset({"brief", "salon", "termin", "ring", "to do", "cita"})
"""Words of a CRM that say something else in a question."""

_WEB = frozenset(
    map(root, "page pages visit visited view viewed look looked browse browsed open opened website".split())
)
_WEB |= frozenset(map(root, "web site online internet hit hits traffic webpage landing homepage click clicked".split()))
"""Words that say that something was looked at on the web: a subject need not say them again."""
_VISITED = frozenset(map(root, "visit visited view viewed looked opened besuch besucht page".split()))
_TELLING = frozenset(
    map(root, "page webpage download downloaded downloads voicemail subscribed subscription request requested".split())
)
"""Words that say by themselves that an activity is meant."""
_ASKED = frozenset(map(root, "ask asked request requests requested requesting book booked".split()))
_DOWNLOAD = frozenset(map(root, "download downloads downloaded heruntergeladen grabbed telecharge".split()))
_ALIKE = (_ASKED, _DOWNLOAD, frozenset(map(root, "subscribe subscribed signed signup".split())))
_PRICE = frozenset(map(root, "price prices pricing".split()))
_SAME = (*_ALIKE, _PRICE)


@dataclass(frozen=True)
class Kind:
    """Tokens from `first` to before `last`, and the values of activities that they mean."""

    first: int
    last: int
    values: tuple[Value, ...]


def called(words: tuple[str, ...], lexicon: Lexicon) -> tuple[Value, ...]:
    """The channel that the CRM calls by another word for the same thing."""
    said = " ".join(words)
    for group in CALLED:
        if said in _ONLY_THEIRS or not (said in group or said.removesuffix("s") in group):
            continue
        for other in group:
            found = tuple(one for one in lexicon.values.get(tuple(other.split()), ()) if _is_channel(one))
            if found:
                return found
    return ()


def _is_channel(value: Value) -> bool:
    return (value.table, value.field) == ("activities", "channel")


def subjects_said(
    tokens: Sequence[Token],
    taken: set[int],
    breaks: set[int],
    channels: Sequence[Value],
    about: bool,
    lexicon: Lexicon,
    kept: frozenset[int] = frozenset(),
) -> Iterator[Kind]:
    """The subjects that open words of a question name: "pricing page", "whitepaper downloaded", "asked for a demo".
    The words at `kept` count though they are fillers elsewhere ("Connect" of a product's name).

    `taken` are the places of words that mean something else, `breaks` of others that stand between, `channels` the
    channels that are named beside them, `about` says whether the question is about activities for other reasons."""
    places = [
        at
        for at, token in enumerate(tokens)
        if at not in taken
        and any(one.isalpha() for one in token.key)
        and (
            at in kept
            or root(token.key) in _WEB | _ASKED | _DOWNLOAD | {_LEAVE}
            or (token.key not in STOPWORDS and token.key not in LIGHT)
        )
    ]
    for run in _runs(places):
        yield from _matched(tokens, run, taken | breaks, channels, about, lexicon)


def subjects_named(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Kind]:
    """Subjects that are said word for word: "discovery calls", "site walk"."""
    whole: dict[tuple[str, ...], list[Value]] | None = lexicon.__dict__.get("_whole_subjects")
    if whole is None:
        whole = {}
        for _, subject in lexicon.subjects:
            words = tuple(stem(word) for word in name_words(subject))
            value = Value("activities", "subject", subject)
            if len(words) > 1 and value not in whole.setdefault(words, []):
                whole[words].append(value)
        lexicon.__dict__["_whole_subjects"] = whole
    for first in range(len(tokens)):
        for last in range(first + 2, min(first + 5, len(tokens)) + 1):
            found = whole.get(tuple(token.stem for token in tokens[first:last]))
            if found:
                yield Kind(first, last, tuple(found))


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Places that stand together, but for a few fillers."""
    run: list[int] = []
    for place in places:
        if run and place - run[-1] > _FARTHEST:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


_FARTHEST = 4
_LEAVE = root("leave")
"""Voicemails and messages are left: the subject may say so or not."""


def _matched(
    tokens: Sequence[Token],
    run: list[int],
    breaks: set[int],
    channels: Sequence[Value],
    about: bool,
    lexicon: Lexicon,
) -> Iterator[Kind]:
    words = [word for at in run for word in _roots_of(tokens[at].key) if word != _LEAVE]
    if not words:
        return
    telling = set(words) & _TELLING or (set(words) & _ASKED and len(words) > 1)
    if not (telling or (set(words) & _WEB and len(words) > 1) or about):
        return
    wanted = {one.value for one in channels}
    found = []
    for channel, subject in lexicon.subjects:
        if wanted and channel not in wanted:
            continue
        roots = _with_compounds(subject)
        needed = [one for one in words if not (one in _WEB and channel == "web")]
        looked_at = channel == "web" and not needed and bool(roots & _VISITED)
        if looked_at or (needed and all(_met(one, roots) for one in needed)):
            found.append(Value("activities", "subject", subject))
    for first, last in _stretches(run, breaks) if found else ():
        yield Kind(first, last, tuple(dict.fromkeys(found)))


def _stretches(run: list[int], breaks: set[int]) -> Iterator[tuple[int, int]]:
    """The parts of a run between words that have a meaning of their own: "left the most voicemails"."""
    first = run[0]
    for place, following in zip(run, [*run[1:], None], strict=True):
        if following is None or breaks & set(range(place, following)):
            yield first, place + 1
            first = following or 0


def _met(word: str, roots: frozenset[str]) -> bool:
    return word in roots or any(word in group and group & roots for group in _SAME)


def _roots_of(text: str) -> list[str]:
    return [root(word) for word in name_words(text)]


@lru_cache(maxsize=10_000)
def _with_compounds(subject: str) -> frozenset[str]:
    """The roots of a subject's words, and of two that are one elsewhere: "white paper", "whitepaper"."""
    words = name_words(subject)
    pairs = [first + second for first, second in pairwise(words)]
    return frozenset(map(root, (*words, *pairs)))
