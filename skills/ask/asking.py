"""What kind of question a clause is, by its mentions: a figure, a forecast, leave to write, what is mine."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from skills.ask.reading.dates import LOOKS_BACK
from skills.ask.tagged import Tagged
from skills.ask.vocabulary import NOTE_MARKERS, WISHES
from skills.ask.words import Token
from skills.contracts import Option


def two_coverages(text: str) -> tuple[Option, ...]:
    """Coverage means two things in account-based marketing (design: metrics), so the word alone is asked back."""
    match = re.search(r"\bcoverage\b", text, re.IGNORECASE)
    if match is None or re.search(r"\b(?:quota|pipeline|committee|role|contact)s?\b", text, re.IGNORECASE):
        return ()
    readings = (
        ("Open pipeline against the remaining quota", "open pipeline and what is the quota"),
        ("Committee roles that we have contact with", "committee roles"),
    )
    return tuple(Option(label, text[: match.start()] + words + text[match.end() :]) for label, words in readings)


def worths_of_account(tagged: Tagged, filled: Container[str]) -> tuple[Option, ...]:
    """`how much is Halden worth`: its open deals, what it pays a year, what was won there, and what it turns over are
    four figures, so the word alone is asked back. `filled` are the tables that hold rows."""
    names = tagged.of("name")
    said = [one for one in tagged.of("attribute") if (one.meaning.table, one.meaning.ref.name) in _WORTHS]
    if len({(one.first, one.last) for one in names}) != 1 or not said or len(names[0].meaning) != 1:
        return ()
    (entry,) = names[0].meaning
    used = {place for one in (names[0], said[0]) for place in range(one.first, one.last)}
    others = {token.key for place, token in enumerate(tagged.tokens) if place not in used and token.key.isalnum()}
    if entry.table != "accounts" or not others <= _OF_WORTH or tagged.tokens[said[0].first].key not in _WORTH:
        return ()
    readings = (
        ("opportunities", "open deals", "total amount of open deals at"),
        ("contracts", "running contracts (a year)", "total amount of active contracts of"),
        ("opportunities", "won so far", "won revenue at"),
        ("accounts", "its own annual revenue", "revenue of"),
    )
    return tuple(Option(label, f"{words} {entry.name}") for table, label, words in readings if table in filled)


_WORTHS = {("opportunities", "amount"), ("contracts", "amount")}
_WORTH = ("worth", "value")
_OF_WORTH = frozenset(
    "how much what whats is are was the a account customer company to us of for our in total s".split()
)


def speaks_of_mine(tagged: Tagged) -> bool:
    """Whether "my" and "I have" speak of records: "my deals", not "before my call at three"."""
    for one in tagged.of("marker"):
        if one.meaning != "mine":
            continue
        if tagged.tokens[one.first].key != "my":
            return True
        near = [
            other for other in tagged.mentions if one.last <= other.first <= one.last + 3 and other.kind != "marker"
        ]
        if any(other.kind in ("noun", "metric", "attribute", "name") for other in near):
            return True
        if any(tagged.tokens[other.last - 1].key.endswith("s") for other in near):
            return True
    return False


_ASKS_HOW = frozenset("did do does can may should long often many much far close near".split())


def asks_how(tokens: Sequence[Token]) -> bool:
    """`how did they get in`, `how long does a call-off take`, `how many steps does an order take`."""
    return len(tokens) > 1 and tokens[0].key == "how" and tokens[1].key in _ASKS_HOW


def asked_day(tokens: Sequence[Token]) -> str | None:
    """The word of `by what date`, `on which days`, where a clause asks so."""
    days = ("day", "days", "date", "dates", "weekday", "deadline")
    return next((two.text for one, two in pairwise(tokens) if one.key in ("what", "which") and two.key in days), None)


_SEAT = frozenset("based located headquartered seated sitting come comes coming from hail hails".split())


def asks_for_seat(tagged: Tagged) -> bool:
    """`where is Threadwise based`, `which city does Threadwise come from`: where a thing that customers use is from, no
    record says; where its users are is another question."""
    keys = [token.key for token in tagged.tokens]
    values = {value.table for one in tagged.of("value") for value in one.meaning}
    things = bool(values) and values <= {"technographics", "opportunities"}
    if not things or any(tagged.of(kind) for kind in ("name", "noun", "metric", "aggregate")):
        return False
    asks = any(key in ("where", "wheres") for key in keys) or (
        {"which", "what"} & set(keys) and {"city", "country", "town"} & set(keys)
    )
    return bool(asks and _SEAT & set(keys))


def kind_of_figure(tagged: Tagged) -> str | None:
    """What a clause counts or adds up: deals that ended, or rows of a table; None where it asks for no figure."""
    if not tagged.marker("howmany", "howmuch") and not tagged.of("aggregate"):
        return None
    values = [value for one in tagged.of("value") for value in one.meaning]
    if any(one.meaning == "support_cases" for one in tagged.of("noun")):
        return "support_cases"
    if any((value.table, value.field) == ("opportunities", "status") and value.value != "open" for value in values):
        return "ended deals"
    tables = [str(one.meaning) for one in tagged.of("noun")] + [value.table for value in values]
    return tables[0] if tables and tables[0] in ("activities", "campaign_invitations", "support_cases") else None


def counts(tagged: Tagged) -> bool:
    """Whether a clause asks for a figure or a ranking: then a word that is not understood spoils the answer."""
    return bool(
        tagged.of("aggregate")
        or tagged.of("metric")
        or tagged.marker("howmany", "howmuch", "share", "order")
        or (tagged.of("superlative") and tagged.of("noun"))
        or (tagged.marker("by", "per") and (tagged.of("attribute") or tagged.of("noun")))
    )


_LEAVE = re.compile(
    r"\b(?:may|can|could|allowed|permitted|ok|okay|fine)\b(?: not)?(?: (?:i|we|be|to|it|is))*"
    r" (?:e-?mail(?:ed)?|mail(?:ed)?|call(?:ed)?|phone[d]?|contact(?:ed)?|write|written|reached?|approach(?:ed)?)\b"
)


def not_told_of_colleague(tagged: Tagged) -> str | None:
    """The words of what is asked of a colleague where only rows of other people have it: `Marcus's phone number` is
    not that of contacts of his, `is Callum still active` asks of no contract."""
    named = [one for one in tagged.of("name") if all(entry.table == "people" for entry in one.meaning)]
    if not named or len(tagged.of("name")) > len(named) or tagged.of("noun") or tagged.of("metric"):
        return None
    for one in named:
        whose = tagged.tokens[one.last - 1].possessive
        asked = [other for other in tagged.of("attribute") if whose and other.first == one.last]
        if asked and {"contacts"} <= {other.meaning.table for other in asked} <= _PERSONS - {"people"}:
            return tagged.said(asked[0])
        states = [other for other in tagged.of("value") if 0 <= other.first - one.last <= 1]
        is_so = one.first == 1 and tagged.tokens[0].key in ("is", "are", "was") and len(tagged.mentions) <= 3
        if is_so and states and all(value.table == "contracts" for other in states for value in other.meaning):
            return tagged.said(states[0])
    return None


_PERSONS = frozenset({"contacts", "leads", "people"})


def asks_leave(tagged: Tagged) -> bool:
    """Whether a clause asks who may be written to or called."""
    return _LEAVE.search(" ".join(token.key for token in tagged.tokens)) is not None


def foretells(tagged: Tagged) -> bool:
    """Whether a clause asks what will be: records say what is planned, not what will happen."""
    keys = [token.key for token in tagged.tokens]
    future = any(word in keys for word in ("forecast", "predict", "prediction", "likely", "odds", "chances"))
    future = future and not any(
        one.kind in ("attribute", "value")
        for one in tagged.mentions
        if tagged.tokens[one.first].key in ("forecast", "likely")
    )
    if "will" in keys[:6] or "gonna" in keys or ("going" in keys and "to" in keys[keys.index("going") :][:2]):
        dates = [
            one.meaning.ref.name
            for one in tagged.mentions
            if one.kind == "attribute" and one.meaning.field.type in ("date", "moment")
        ]
        dated = any(name not in LOOKS_BACK for name in dates)
        told = any(key in NOTE_MARKERS or key in WISHES for key in keys)
        future = future or (not dated and not told and (keys[0] in ("will", "are", "is") or counts(tagged)))
    return future
