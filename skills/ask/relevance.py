"""How well a sentence of a note answers a question: a few features, one score.

The score is the utility in a conditional logit with an outside option (McFadden 1974, "Conditional logit analysis of
qualitative choice behavior"): of all sentences that were found, the chance that sentence i is the one that answers is
exp(s_i) / (1 + sum of exp(s_j)), and the 1 stands for "none does". So the one fit settles both which sentence to quote
and when to abstain. `python -m bench.fit_notes` fits the weights; what it measured stands in its docstring.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise

from skills.ask.kin import FIELDS
from skills.ask.words import Token, root, tokenize

WEIGHTS = {
    "meaning": 1.93,
    "meaning_of_rest": 4.08,
    "meaning_of_passage": 2.76,
    "near": 2.44,
    "passage": 1.77,
    "title": 1.29,
    "kind": 1.24,
    "lacking": -1.09,
    "named": 1.19,
    "unnamed": -2.69,
    "length": 0.22,
    "in_account": 1.24,
    "titled": 1.7,
}
CONSTANT = -7.27


@dataclass(frozen=True)
class Features:
    """What speaks for a sentence. All from 0 to 1, the cosines from -1.

    `meaning` is the cosine of the sentence and the question, `meaning_of_rest` the same for the question without
    names, `meaning_of_passage` that of the whole passage. `near`, `passage` and `title` are the share of the telling
    words (weighed by how rare they are) that stand in the sentence, its neighbours or the title; in the passage; in
    the title. `kind` says whether the sentence has what is asked for, a day or an amount; `lacking` that it has not,
    where an answer without it is hardly one. `named` is the share of the names in the question, accounts apart, that
    stand near the sentence; `unnamed` the share that the whole passage lacks. `titled` is the share of the words of the
    title that stand in a question which names no account, where the note is of no account either: a note called
    "Threadwise" tells of it.
    """

    meaning: float
    meaning_of_rest: float
    meaning_of_passage: float
    near: float
    passage: float
    title: float
    kind: float
    lacking: float
    named: float
    unnamed: float
    length: float
    in_account: float
    titled: float

    @property
    def score(self) -> float:
        """The log odds of this sentence against "nothing answers"."""
        return CONSTANT + sum(WEIGHTS[one.name] * float(getattr(self, one.name)) for one in fields(self))


# --- words ------------------------------------------------------------------------------------------------------------

FILLERS = frozenset(
    """
    a about after again against ago all already also although am among an and any anybody anyone anything are
    around as ask asked asking asks at away back be because been before being between both but by
    can could did different do does doing done down during each either else enough ever every everybody everyone
    everything few for from further get gets give gives go goes going gone got had has have having he hear heard her
    here hers him his how i if in into is it its itself just keep kind know last latest learned learnt let like
    likely ll long lot made make makes many may me mean means might mine more most much must my near need needs no
    nobody none
    nor not nothing now of often on once one only onto or other our ours out over own per please pls put
    quite rather re really recent recently regarding right s said same say saying says see she should show side so some
    somebody someone something soon still such sure t take takes tell than thanks that the their theirs them then there
    these they thing things think thinks this those thought thoughts through till to today together told too toward
    towards under until up upon us use used uses using usual usually very via vs want wanted wants was we well went were
    what whats when whens where wheres whether which while who whom whos whose why will with within without would yes
    yet you your yours mention mentioned mentioning mentions note notes wrote written happen
    happened happening happens explain summary summarize summarise summarized summarised brief prep prepare background
    story context news feedback discuss discussed talk talked opinion reason reasons currently actually whatever
    getting got gotten keeping taking making saying coming being having ever exactly precisely probably perhaps anyway
    somewhere someplace whoever anyways amount number
    dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt cant couldnt shouldnt wont wouldnt theyll theyre theyve
    youll youre youve weve were well ill ive im id hes shes itll thats theres heres lets
    remember recall forget forgot forgotten blanked guy fellow bloke folk
    lol btw hi hey hello guys folks sorry help somehow smwhere tmrw u r ur w
    """.split()
)
"""Words a question is put with: that a sentence has them too says little."""

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """What forms of one word have in common. Unlike `root`, who does a thing is not the doing: no merger merges."""
    if word.endswith(("er", "ers")) and len(word) > 4:
        return word.removesuffix("s")
    for ending in ("nesses", "ness", "ures", "ure"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    key = root(word)
    key = key.removesuffix("e") if len(key) > 4 else key
    return key[:-1] if len(key) > 4 and key[-1] == key[-2] else key


@lru_cache(maxsize=5_000)
def keys_of(text: str) -> frozenset[str]:
    """The words of a text as keys; a hyphenated one also as a whole."""
    keys = {key_of(token.key) for token in tokenize(text)}
    for match in _HYPHENATED.finditer(text):
        keys |= {key_of(token.key) for token in tokenize(match.group().replace("-", ""))}
    return frozenset(keys)


def _fields() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in FIELDS.strip().splitlines():
        keys = {key_of(word) for word in line.split()}
        for key in keys:
            found.setdefault(key, set()).update(keys)
    return found


_KIN = _fields()
_BY_KIN = 0.8
"""What a word of the same field counts, where the word itself would count 1."""


def share(weights: Mapping[str, float], present: Set[str]) -> float:
    """How much of the weight of the wanted words is among `present`."""
    total = sum(weights.values())
    return sum(weight * _met(key, weight, present) for key, weight in weights.items()) / total if total else 0.0


def _met(key: str, weight: float, present: Set[str]) -> float:
    if key in present:
        return 1.0
    if weight >= 1 and len(key) >= 4 and any(one.startswith(key) for one in present):
        return 1.0  # a word that stands in no note may be the beginning of a longer one
    return _BY_KIN if _KIN.get(key, set()) & present else 0.0


# --- what is asked for ------------------------------------------------------------------------------------------------

_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"hundred|thousand|million|half|third|dozen)"
)
_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_KINDS = {
    "day": (
        r"\b(?:when|whens|dates?|deadline|due|which (?:day|month|year)|how soon)\b",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTHS})[a-z]*|jan(?:uary|uar)|feb(?:ruary|ruar)|march|april"
        r"|may (?=20)|june|july|august|september|october|november|december|\d{4}-\d\d-\d\d"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|spring|summer|autumn|winter|q[1-4]|20\d\d|week \d+"
        r"|christmas|easter|thanksgiving|the \d{1,2}(?:st|nd|rd|th)|year.?end)\b",
    ),
    "time": (
        r"\bhow (?:long|old|fast|quick|quickly|slow)\b",
        rf"\b{_NUMBER}[\w -]{{0,12}}\b(?:seconds?|minutes?|min|hours?|days?|weeks?|months?|years?|s)\b",
    ),
    "count": (
        r"\b(?:how (?:many|often|big|high|low|far|large|full)|(?:^|the |total )number of|count)\b",
        rf"\b{_NUMBER}\b|\d",
    ),
    "money": (
        r"\b(?:how much|prices?|costs?|pays?|paid|budget|spend|worth|charges?|expensive|salary|credit|damage|amount)\b",
        r"[€£$]\s?\d|\b\d[\d.,]*\s?(?:k|m|mn|eur|usd|gbp|chf|euros?|dollars?|pounds?|million|thousand|billion)\b"
        r"|\b\d{1,3}[.,]\d{3}\b(?!\s[a-z-]+s\b)|\d\s?%|\d percent",  # 3,100 growers are no money
    ),
    "share": (
        r"\b(?:discounts?|percent|off|rebate|uplift|rate|share|bonus)\b|%",
        r"\d ?%|\bpercent|\bpoints?\b|prozent",
    ),
    "place": (
        r"\b(?:where|wheres|which (?:city|country|town))\b",
        r"\b(?-i:(?:in|to|at|from|into|near|on) (?:the )?[A-ZÄÖÜ]\w+)",
    ),
    "language": (
        r"\blanguages?\b",
        r"\b(?:English|German|French|Spanish|Portuguese|Italian|Dutch|Welsh|Norwegian|Swedish|Danish|Finnish|Polish"
        r"|Czech|Chinese|Japanese)\b",
    ),
    "reason": (
        r"\b(?:why|reasons?|caused?|causes|how come)\b",
        r"\b(?:because|since|reason|due to|so that|therefore|why|caused?|causes|as)\b|: ",
    ),
}
_ASKED = {kind: re.compile(asked) for kind, (asked, _) in _KINDS.items()}
_SHAPES = {kind: re.compile(shape, re.IGNORECASE) for kind, (_, shape) in _KINDS.items()}
_ASKED["name"] = re.compile(r"\b(?:who|whos|whom|whose|anybody|anyone|somebody)\b")
_SOFT = frozenset({"reason", "place"})
"""Kinds that an answer often has without a word that shows it."""

PLACING = frozenset("based located headquartered headquarters situated seated city country town".split())
"""Words a question for a place is put with: "Rotterdam" answers where somebody is based."""

_BESIDES = re.compile(r"\b((?:what|which|who|how|why)\b.*?) (?:when|where)\b")
"""What do I answer when they insist: that asks for no day."""


def kinds_asked(tokens: Sequence[Token]) -> frozenset[str]:
    """What kinds of thing a question asks for."""
    said = _BESIDES.sub(r"\1", " ".join(token.key for token in tokens))
    kinds = {kind for kind, pattern in _ASKED.items() if pattern.search(said)}
    if "time" in kinds:
        return frozenset({"time"})
    return frozenset(kinds - {"money"} if "share" in kinds else kinds)


def kinds_met(text: str, kinds: Iterable[str], counted: Sequence[str]) -> tuple[bool, bool]:
    """Whether a sentence has all of the kinds that can be told by their looks, and whether it lacks one that an answer
    has to have. Of `counted` things there has to be a number."""
    met = {one: _SHAPES[one].search(text) is not None for one in kinds if one in _SHAPES}
    if counted and "count" in met:
        met["count"] = _counts(text, counted)
    return bool(met) and all(met.values()), any(not has for one, has in met.items() if one not in _SOFT)


_IS_NUMBER = re.compile(rf"{_NUMBER}|\d.*", re.IGNORECASE)
_BEFORE, _BEHIND = 4, 2
_NAMED_BY = 3
_NO_MORE_COUNTED = frozenset(
    "do does did is are was were has have had will would can could should at in on of for from to with we they you i"
    " he she".split()
)


def counted_things(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What "how many" asks the number of, as keys: `how many field orders a day did...` the field orders, the day."""
    keys = [token.key for token in tokens]
    opening = next((at for at, pair in enumerate(pairwise(keys)) if pair == ("how", "many")), None)
    if opening is None:
        return ()
    found: list[str] = []
    for key in keys[opening + 2 :]:
        if key in _NO_MORE_COUNTED or len(found) == _NAMED_BY:
            break
        if key not in FILLERS:
            found.append(key_of(key))
    return tuple(found)


_ASKS_FOR_A_THING = frozenset(("what", "which"))
_NO_THING = frozenset(
    "kind sort type way part thing other else exactly additional extra new different total sum figure value size"
    " problem issue reason point condition".split()
)
"""What stands for whatever the answer is, or only describes it: a note tells it without the word."""
_NO_THING_KEYS = frozenset(key_of(word) for word in _NO_THING)


def things_asked(tokens: Sequence[Token]) -> frozenset[str]:
    """What a question asks for by name, as keys: `which architect is building it` the architect, `how many vacation
    days do i have` the vacation and the days. What can be told by its looks (a price, a language) is not among them."""
    keys = [token.key for token in tokens]
    opening = next((at for at, key in enumerate(keys) if key in _ASKS_FOR_A_THING), None)
    found = list(counted_things(tokens))
    if not found and opening is not None:
        behind = keys[opening + 1 : opening + 2 + _NAMED_BY]
        end = next((at for at, key in enumerate(behind) if key in _NO_MORE_COUNTED), None)
        if end is None:  # "which carrier brings it", but "what annoys them"
            end = 1 if keys[opening] == "which" else 0
        if not kinds_asked(tokens[opening : opening + 1 + end]):
            found = [key_of(key) for key in behind[:end] if key not in FILLERS]
    return frozenset(found) - _NO_THING_KEYS


def _counts(text: str, counted: Sequence[str]) -> bool:
    """Whether a number stands a few words before one of the things, or right behind it."""
    words = [token.key for token in tokenize(text)]
    keys = [key_of(word) for word in words]
    for at, word in enumerate(words):
        if _IS_NUMBER.fullmatch(word):
            near = {*keys[max(0, at - _BEHIND) : at], *keys[at + 1 : at + 1 + _BEFORE]}
            if any(one in near or _KIN.get(one, set()) & near for one in counted):
                return True
    return False
