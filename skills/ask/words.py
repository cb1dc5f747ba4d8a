"""A question as words: tokens with their place in the text, stems, and the words that carry no meaning of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.names import fold

_TOKEN = re.compile(
    r"[€$£]?\d[\d.,'’]*\d%?|[€$£]?\d%?|[^\W\d_]+(?:[.'’&+-][^\W\d_]+)*\+?|\d?[^\W_]+|[^\s\w]", re.UNICODE
)


@dataclass(frozen=True)
class Token:
    """A word or mark. `key` is folded without possessive, `stem` also without plural ending."""

    text: str
    key: str
    stem: str
    start: int
    end: int
    possessive: bool = False


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order, hyphenated words kept together unless both halves stand alone (`e-mail`)."""
    tokens = []
    for match in re.finditer(r"[^\s]+", text):
        for part in _split(match.group()):
            start = match.start() + part[1]
            tokens.append(_token(part[0], start))
    return tokens


_PIECES = re.compile(r"\w+(?:[.@'’:/+-]\w+)*%?|[€$£]\d[\w.,'’]*|[^\w\s]", re.UNICODE)
_NUMBER = re.compile(r"[€$£]?\d[\d.,'’]*(?:\s?(?:k|m|mn|mio|bn|b))?%?", re.IGNORECASE)


def _split(word: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    position = 0
    while position < len(word):
        number = _NUMBER.match(word, position)
        if number and number.end() > position and _ends_well(word, number.end()):
            end = number.end()
            while end - position > 1 and word[end - 1] in ".,'’":
                end -= 1
            found.append((word[position:end], position))
            position = end
            continue
        piece = _PIECES.match(word, position)
        assert piece is not None or word[position] == "_"
        end = piece.end() if piece else position + 1
        text = word[position:end]
        if "-" in text and not any(one.isdigit() for one in text) and "@" not in text and len(text) > 6:
            offset = position
            for half in text.split("-"):
                found.append((half, offset))
                offset += len(half) + 1
        else:
            found.append((text, position))
        position = end
    return found


def _ends_well(word: str, end: int) -> bool:
    return end >= len(word) or not (word[end].isalnum() or word[end] in "-/:@+_")


def _token(text: str, start: int) -> Token:
    key = fold(text).replace("’", "'")
    possessive = key.endswith("'s") or key.endswith("'")
    if possessive:
        key = key.removesuffix("'s").removesuffix("'")
    key = key.replace("'", "")
    return Token(text, key, stem(key), start, start + len(text), possessive)


def stem(word: str) -> str:
    """A word without its plural ending: `industries` -> `industry`, `companies` -> `company`, `cases` -> `case`."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s"):
        return word[:-1]
    return word


_SUFFIXES = (
    "als",
    "al",
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ed",
    "er",
    "ers",
    "es",
    "s",
    "ly",
    "ion",
    "ions",
    "e",
)


_IRREGULAR = {
    form: base
    for base, forms in {
        "leave": "left leaves leaving",
        "buy": "bought buys buying",
        "sell": "sold sells selling",
        "win": "won wins winning",
        "lose": "lost loses losing loss",
        "choose": "chose chosen chooses choice",
        "build": "built builds building",
        "meet": "met meets",
        "grow": "grew grown growth",
        "begin": "began begun",
        "pay": "paid pays payment",
        "spend": "spent spends spending",
        "break": "broke broken",
        "go": "went gone",
        "send": "sent sends",
        "keep": "kept keeps",
        "hold": "held",
        "write": "wrote written",
        "run": "ran runs running",
        "speak": "spoke spoken",
        "drive": "drove driven",
        "rise": "rose risen",
        "fall": "fell fallen",
        "get": "got gotten",
        "know": "knew known",
        "find": "found",
        "feel": "felt",
        "lead": "led",
        "decide": "decision decided deciding",
        "complain": "complaint complaints complained",
        "move": "moved moving migration",
    }.items()
    for form in forms.split()
}


def root(word: str) -> str:
    """A coarse root, to tell whether two forms of one word meet (`renewing`, `renewal`): never shown."""
    word = _IRREGULAR.get(word, word)
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


STOPWORDS = frozenset(
    """
    rn against w w/ atm nobody
    date dates
    typically books same gimme speak speaks speaking buys buying thru through per-cent thats whos hows theyre were whatve
    weve youve hasnt sofar roughly approx approximately exactly precisely latest-ever meanwhile
    stuff behind atm held hold instead before after while still yet anyway once half-way around usual usually rather
    ended ends end becoming became turned getting across whole entire main key major
    sit sits sitting logged log bring brings brought stand standing stands look looking landed live located locate
    bei der die das den dem des ist sind hat haben wir uns unser unsere und oder fur im am auf zu zum zur wie was wo alle
    happen happens been worth half tally rundown rank ranked ranking order ordered sort sorted standings column columns
    came run runs running using use used everything cover covered sth gotta wanna gonna u r ur thx cheers btw fyi asap got
    a an the this that these those some any all every each both either of to in on at by for from with as into
    about over and or but so then than if is are was were be been being am do does did done have has had having
    will would shall can could may might must i me my mine we us our ours you your yours he him his she her hers
    it its they them their theirs who whom whose what which when where why how there here please pls plz thanks
    thank hi hello hey ok okay just show list give tell get find see display pull lookup look up let know want
    need like name names named also too again now currently right actually really exactly overall together
    altogether total combined sum count number many much more most less least few out off down not no nor none
    without never anything anyone anybody something someone somebody everyone everybody else one ones got gotten
    still yet ever already today s t re ve ll d m im ive whats whos hows wheres theres lets w vs versus per via
    etc eg quick quickly question wondering wonder help possibly maybe moment time times far go going goes come
    comes put make makes made take takes use say overview breakdown broken split figure figures data record
    records entry entries info information detail details respectively across among amongst between within
    inside under pretty bit lot lots kind sort way ways new-ish thing things only file supposed expected
    scheduled slated hold holds contain contains belong belongs due apart since until days
    """.split()
)
"""Words that may be left over without a part of the question having been missed."""
