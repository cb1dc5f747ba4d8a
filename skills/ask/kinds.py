"""What kind of activity people mean: their everyday words, the words of the CRM and the subjects of its rows.

A CRM says `Besuch` where people say "visit", and keeps a download as the subject of a web activity. What is meant is
always something that this store holds: a channel, or subjects of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from skills.ask.tagged import Mention
from skills.ask.vocabulary import Superlative
from skills.ask.words import LIGHT, STOPWORDS, Token, root, stem
from storage.lexicon import Lexicon, Value
from storage.names import name_words

_VISITS = (
    *("visit", "visited", "visiting", "site visit", "customer visit", "on site visit", "onsite visit", "house call"),
    *("in person visit", "besuch", "besuche", "kundenbesuch", "visite", "visite client", "visita", "bezoek", "besok"),
)
_CALLED: tuple[tuple[str, ...], ...] = (
    _VISITS,
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
        *_VISITS,
    ),
    ("event", "veranstaltung", "evenement", "evento"),
    ("webinar", "web seminar", "online seminar", "webinaire", "seminario web"),
    (
        "web",
        "web visit",
        "website visit",
        "site visit",
        "page view",
        "visit to our website",
        "web activity",
        "website activity",
        "web traffic",
        "website traffic",
        "online activity",
        "webseite",
    ),
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


def is_channel(value: Value) -> bool:
    return (value.table, value.field) == ("activities", "channel")


def is_source(value: Value) -> bool:
    return value.table in ("opportunities", "leads") and value.field == "source"


def called(words: tuple[str, ...], lexicon: Lexicon, meant: Callable[[Value], bool] = is_channel) -> tuple[Value, ...]:
    """The channel (or another thing that is `meant`) that the CRM calls by another word for the same thing."""
    said = " ".join(words)
    for group in _CALLED:  # a kind of its own goes before one that it is also a part of: visits, if not, are meetings
        if said in _ONLY_THEIRS or not (said in group or said.removesuffix("s") in group):
            continue
        for other in group:
            found = tuple(one for one in lexicon.values.get(tuple(other.split()), ()) if meant(one))
            if found:
                return found
    return ()


def came_from(tokens: Sequence[Token], found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """`deals from trade fairs`, `which of them came in through a trade fair`: where deals and leads came from, and not
    what was done besides."""
    kept = []
    for one in found:
        before = {token.key for token in tokens[max(0, one.first - 3) : one.first]}
        sources: tuple[Value, ...] = ()
        if one.kind == "value" and any(map(is_channel, one.meaning)) and before & _FROM:
            said = tuple(word for token in tokens[one.first : one.last] for word in name_words(token.key))
            sources = called(said, lexicon, is_source)
        kept.append(replace(one, meaning=sources) if sources else one)
    return kept


_FROM = frozenset("from through via source sourced".split())


_ON_THE_WEB = frozenset("page pages webpage website web online homepage".split())


def without_channels_of_addresses(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`email of the champion`, `contacts with no email`: an address, nothing that was sent."""
    spans = {
        (one.first, one.last)
        for one in found
        if one.kind == "attribute" and one.meaning.ref.name in ("email", "phone") and not tokens[one.last - 1].plural
    }
    asked = {span for span in spans if tokens[span[1] : span[1] + 1] and tokens[span[1]].key in ("of", "for")}
    persons = [one.last for one in found if one.kind == "noun" and one.meaning in ("contacts", "people", "leads")]
    for first, last in spans:
        had = [[token.key for token in tokens[end:first]] for end in persons if end < first <= end + 3]
        if any(words[0] in _HAVING and set(words[1:]) <= _ONE_OF_THEM for words in had):
            asked.add((first, last))
    return [one for one in found if one.kind != "value" or (one.first, one.last) not in asked]


_HAVING = frozenset("with without have has had that who".split())
_ONE_OF_THEM = frozenset("a an any no have has valid known".split())


def find_subjects(tokens: list[Token], lexicon: Lexicon, found: list[Mention]) -> Iterator[Mention]:
    """Activities by the subject that they have in this store, where the words mean nothing else."""
    kinds = [one for one in found if one.kind == "value" and all(map(is_channel, one.meaning))]
    nouns = [one for one in found if one.kind == "noun" and one.meaning == "activities"]
    on_web = any(token.key in _ON_THE_WEB for token in tokens)
    theirs = {id(one) for one in kinds} if on_web else set()  # who visits a page is not met
    taken = {
        place
        for one in found
        if id(one) not in theirs
        and (one.kind == "marker" or (one.kind != "superlative" and one.weight > -0.4))
        and not (one.kind == "attribute" and one.meaning.ref.name in ("left_at", "domains"))  # "voicemails left"
        for place in range(one.first, one.last)
    }
    channels = [value for one in kinds if id(one) not in theirs for value in one.meaning]
    about = {place for one in (*kinds, *nouns) for place in range(one.first, one.last)}
    breaks = {place for one in found if one.kind == "superlative" for place in range(one.first, one.last)}
    said = list(_subjects_said(tokens, taken, breaks, channels, about, lexicon))
    titles = {
        place
        for one in found
        if one.kind in ("name", "value") and {entry.table for entry in one.meaning} <= {"campaigns", "products"}
        for place in range(one.first, one.last)
    }
    if said and titles:  # "who downloaded the cold chain field guide": that guide, not every download
        said = list(_subjects_said(tokens, taken - titles, breaks, channels, about, lexicon, frozenset(titles))) or said
    yield from said
    told = about or any(
        one.kind in ("period", "superlative") or (one.kind == "marker" and one.meaning in ("howmany", "when"))
        for one in found
    )
    if told:
        yield from _subjects_named(tokens, lexicon)


def _subjects_said(
    tokens: Sequence[Token],
    taken: set[int],
    breaks: set[int],
    channels: Sequence[Value],
    about: set[int],
    lexicon: Lexicon,
    kept: frozenset[int] = frozenset(),
) -> Iterator[Mention]:
    """The subjects that open words of a question name: "pricing page", "whitepaper downloaded", "asked for a demo".
    The words at `kept` count though they are fillers elsewhere ("Connect" of a product's name).

    `taken` are the places of words that mean something else, `breaks` of others that stand between, `channels` the
    channels that are named beside them, `about` the places of words that say otherwise that activities are meant."""
    places = [
        at
        for at, token in enumerate(tokens)
        if at not in taken
        and any(one.isalpha() for one in token.key)
        and (
            at in kept
            or root(token.key) in _WEB | _ASKED | _DOWNLOAD | {_LEAVE}
            or (token.key not in STOPWORDS and token.key not in LIGHT and token.key not in _ADVISING)
        )
    ]
    for run in _runs(places):
        if breaks.issuperset(run):
            continue  # "who talked to them last" asks for no "last note"
        yield from _matched(tokens, run, taken | breaks, channels, about, lexicon)


def _subjects_named(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
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
                yield Mention(first, last, "value", tuple(found), 0.3)


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
_ADVISING = frozenset("should would could might must shall ought".split())
"""Words for advice, which no subject is known by: "who should I talk to"."""
_LEAVE = root("leave")
"""Voicemails and messages are left: the subject may say so or not."""


def _matched(
    tokens: Sequence[Token],
    run: list[int],
    breaks: set[int],
    channels: Sequence[Value],
    about: set[int],
    lexicon: Lexicon,
) -> Iterator[Mention]:
    words = [word for at in run for word in _roots_of(tokens[at].key) if word != _LEAVE]
    if not words:
        return
    telling = set(words) & _TELLING or (set(words) & _ASKED and len(words) > 1)
    web = set(words) & _WEB and len(words) > 1
    if not (telling or web or _beside(tokens, run, about)):
        return
    wanted = {one.value for one in channels}
    found = []
    for channel, subject in lexicon.subjects:
        if wanted and channel not in wanted:
            continue
        roots = _with_compounds(subject)
        needed = [one for one in words if not (one in _WEB and channel == "web")]
        looked_at = channel == "web" and not needed and bool(roots & _VISITED)
        whole = telling or web or subject not in lexicon.titles or _all_said(subject, words)
        if looked_at or (whole and needed and all(_met(one, roots) for one in needed)):
            found.append(Value("activities", "subject", subject))
    for first, last in _stretches(run, breaks) if found else ():
        yield Mention(first, last, "value", tuple(dict.fromkeys(found)), -0.1)


def _beside(tokens: Sequence[Token], run: list[int], about: set[int]) -> bool:
    """Whether words stand beside those for activities, or after "about": "site visits", "calls about the budget"; but
    not "on what terms would they take calls"."""
    near = range(run[0] - _NEAR, run[-1] + _NEAR + 1)
    return bool(about & set(near)) or (bool(about) and tokens[max(0, run[0] - 1)].key in _INTRODUCING)


_NEAR = 2
_INTRODUCING = frozenset("about titled called named regarding the".split())


def _all_said(subject: str, words: Sequence[str]) -> bool:
    """Whether all words of a subject are said, but for fillers and for what kind of activity it is."""
    kinds = {word for group in _CALLED for name in group for word in name.split()}
    needed = {root(word) for word in name_words(subject) if word not in STOPWORDS and word not in kinds}
    return needed - _WEB - {_LEAVE} <= set(words)


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


_CONTACTING = {
    word: (Value("activities", "channel", channel),)
    for channel, words in {"email": "email mail", "call": "call called phone ring rang"}.items()
    for word in words.split()
}
_IS = frozenset("is are was were be been being".split())
_PAST = frozenset({"called", "rang"})
_DOES = frozenset("did does do has have havent hasnt didnt dont doesnt".split())
_BEFORE_VERBS = frozenset("ever already even actually not never havent hasnt didnt have has did last first".split())
_DOERS = frozenset("anyone anybody someone somebody nobody we they you i she he been sales marketing".split())


def verb_of_contact(tokens: list[Token], found: list[Mention]) -> int | None:
    """`did anyone email Lena`, `has Dana called them`, `did we phone Halden`: where the verb stands."""
    names = {one.last for one in found if one.kind == "name"}
    for place, token in enumerate(tokens):
        if place < 2 or token.key not in _CONTACTING or tokens[place - 1].key in ("a", "an", "the", "any", "no"):
            continue
        if any(one.stem == "consent" for one in tokens[place + 1 : place + 2]):
            continue
        before = place - 1
        while before > 0 and tokens[before].key in _BEFORE_VERBS:
            before -= 1
        helped = any(one.key in _DOES for one in tokens[max(0, before - 4) : place])
        passive = any(
            one.text.casefold() in _IS for one in tokens[max(0, before - 1) : place]
        )  # "what are they called"
        past = token.key in _PAST and not passive and (tokens[before].key in (*_DOERS, "who") or helped)
        if past or (helped and (tokens[before].key in _DOERS or before + 1 in names)):
            return place
    return None


def contact_had(tokens: list[Token], found: list[Mention]) -> list[Mention]:
    """`accounts that had no contact since August`, `any contact with Halden this month`: what was done in a time, for
    nobody is a contact in it."""
    timed = any(one.kind == "period" for one in found)
    for place, token in enumerate(tokens):
        before = tokens[place - 1].key if place else ""
        if timed and token.text.casefold() == "contact" and before in _SUCH:
            found = [one for one in found if not one.first <= place < one.last or one.last - one.first > 1]
            found.append(Mention(place, place + 1, "noun", "activities", 0.2))
    return found


_SUCH = frozenset("no any without had much little some zero".split())


def contacted(tokens: list[Token], verb: int, found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions where the word at `verb` says what was done, not whose address is wanted."""
    kept = [one for one in found if (one.first, one.last) != (verb, verb + 1)]
    kept.append(Mention(verb, verb + 1, "value", _CONTACTING[tokens[verb].key], 0.2))
    return [one for one in kept if one.kind != "value" or _known(one, lexicon)]


def _known(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the store has the channels that a value means."""
    return all(
        value in lexicon.values.get(name_words(value.value), ()) for value in mention.meaning if is_channel(value)
    )


def find_firsts(tokens: list[Token], found: list[Mention]) -> Iterator[Mention]:
    """`first meeting with Halden`, `when did we first talk to them`: the earliest."""
    for place, token in enumerate(tokens):
        kinds = [one for one in found if one.first == place + 1 and _is_activity(one)]
        span = any(one.kind == "marker" and one.meaning == "howlong" for one in found)  # "from first call to won"
        if (
            token.key == "first"
            and kinds
            and not span
            and (tokens[place - 1].key if place else "") not in ("from", "since", "after")
        ):
            yield Mention(place, place + 1, "superlative", Superlative(False, ("when",)), 0.1)


def _is_activity(mention: Mention) -> bool:
    if mention.kind == "noun":
        return bool(mention.meaning == "activities")
    return mention.kind == "value" and any(value.table == "activities" for value in mention.meaning)
