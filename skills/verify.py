"""The gate before every reply: a sentence stays only if the evidence it cites carries it.

Every number, date, name, address and quotation of a sentence is looked for in its evidence: the span, the source line,
the account, the date it was true. Both sides are read by the same reader, so that `1.2M`, `1,200,000` and `1.2 million`
are one number, `3 Oct 2026` and `2026-10-03` one day, `Okafor's` and `OKAFOR` one name. What has digits and is neither
number nor date (`x4`, `03/26`, `14:05`) must stand there as it is. Who wrote the sentence makes no difference.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from knowledge.stopwords import STOPWORDS
from skills.contracts import Removed, Sentence, Table
from storage.evidence import Evidence
from storage.names import fold


@dataclass(frozen=True)
class Verified:
    """Sentences that stand, tables that stand, and what was taken out with the reason."""

    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    removed: tuple[Removed, ...]


def verify(sentences: Sequence[Sentence], tables: Sequence[Table], evidence: Iterable[Evidence]) -> Verified:
    """Keep what its evidence carries: whole sentences with their claims, and whole tables.

    A table that cites one piece of evidence for each row has each row held against its own; otherwise all cells are
    held against all it cites.
    """
    known = _Library(evidence)
    kept: list[Sentence] = []
    standing: list[Table] = []
    removed: list[Removed] = []
    for sentence in sentences:
        why = _cites(sentence.evidence, known) or known.lacks(sentence.evidence, sentence.text)
        why = why or _unclaimed(sentence, known)
        if why is None:
            kept.append(sentence)
        else:
            removed.append(Removed(sentence.text, why))
    for table in tables:
        why = _cites(table.evidence, known) or _table_lacks(table, known)
        if why is None:
            standing.append(table)
        else:
            removed.append(Removed(" | ".join(table.columns), why))
    return Verified(tuple(kept), tuple(standing), tuple(removed))


def objection(text: str, cited: Sequence[str], known: Mapping[str, Evidence]) -> str | None:
    """Why a sentence may not be said; None if it may."""
    library = _Library(known[one] for one in cited if one in known)
    return _cites(cited, library) or library.lacks(cited, text)


def _cites(cited: Sequence[str], known: Container[str]) -> str | None:
    if not cited:
        return "it cites no evidence"
    return next((f"it cites {one}, which was not gathered" for one in cited if one not in known), None)


def _unclaimed(sentence: Sentence, known: _Library) -> str | None:
    """What the claims of a sentence say beyond the one piece of evidence that each of them names."""
    for claim in sentence.claims:
        why = _cites((claim.evidence,), known) or known.lacks((claim.evidence,), claim.value)
        if why is not None:
            return why
    return None


def _table_lacks(table: Table, known: _Library) -> str | None:
    own = len(table.evidence) == len(table.rows)
    for place, row in enumerate(table.rows):
        cited = table.evidence[place : place + 1] if own else table.evidence
        for cell in row:
            why = None if known.states(cited, cell) else known.lacks(cited, cell)
            if why is not None:
                return why
    return None


class _Library:
    """The evidence at hand, each piece read when a sentence needs it and once: of what a long table cites, most is
    never more than looked at."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._evidence = {one.id: one for one in evidence}
        self._read: dict[str, _Read] = {}
        self._values: dict[str, frozenset[str]] = {}
        self._supports: dict[tuple[str, ...], Support] = {}
        self._nothing = Support(())
        self._needless: dict[str, bool] = {}

    def __contains__(self, cited: object) -> bool:
        return cited in self._evidence

    def states(self, cited: Sequence[str], cell: str) -> bool:
        """Whether a cell is, to the letter, one of the values that a piece of evidence lists, or says nothing that
        could be wrong."""
        if any(cell in self._values_of(one) for one in cited):
            return True
        if cell not in self._needless:
            self._needless[cell] = self._nothing.lacks(cell) is None
        return self._needless[cell]

    def lacks(self, cited: Sequence[str], text: str) -> str | None:
        """The first thing in `text` that the cited evidence does not carry. What a part of it carries, all of it does:
        so a sentence about the first few of many rows is held against these first."""
        if len(cited) > _FIRST and self._support(tuple(cited[:_FIRST])).lacks(text) is None:
            return None
        return self._support(tuple(cited)).lacks(text)

    def _support(self, cited: tuple[str, ...]) -> Support:
        if cited not in self._supports:
            for one in cited:
                if one not in self._read:
                    self._read[one] = _Read.of(self._evidence[one])
            self._supports[cited] = Support(self._read[one] for one in cited)
        return self._supports[cited]

    def _values_of(self, cited: str) -> frozenset[str]:
        """The values of a span as `storage.wording.say_row` lists them: `label: value`, the first perhaps bare."""
        if cited not in self._values:
            rows = [row.split(", ") for row in self._evidence[cited].span.split("; ")]
            labelled = (part.partition(": ")[2] for row in rows for part in row if ": " in part)
            self._values[cited] = frozenset((*labelled, *(row[0] for row in rows)))
        return self._values[cited]


_FIRST = 8
"""More than a sentence names."""


# --- what evidence carries --------------------------------------------------------------------------------------------


class Support:
    """What some pieces of evidence carry together."""

    def __init__(self, evidence: Iterable[_Read]) -> None:
        self._read = list(evidence)
        facts = [one.facts for one in self._read]
        self._days = {day for one in facts for day in one.days} | {one.as_of for one in self._read if one.as_of}
        self._months = {month for one in facts for month in one.months} | {(d.year, d.month) for d in self._days}
        self._birthdays = {day for one in facts for day in one.birthdays} | {(d.month, d.day) for d in self._days}
        self._quarters = {quarter for one in facts for quarter in one.quarters}
        self._numbers = {figure.value for one in facts for figure in (*one.figures, *one.parts)}
        self._words = {form for one in facts for word in one.words for form in word.forms}
        self._symbols = {symbol for one in facts for symbol in one.symbols}
        self._pairs: set[tuple[str, str]] = set()
        self._ends: set[str] = set()
        self._starts: set[str] = set()
        for one in facts:
            self._learn_order(one.words)

    def _learn_order(self, words: Sequence[_Word]) -> None:
        for before, word in zip((None, *words), (*words, None), strict=True):
            joined = word is not None and word.joined and before is not None and before.named and word.named
            if before is not None and not joined:
                self._ends |= before.forms
            if word is not None and not joined:
                self._starts |= word.forms
            if before is not None and word is not None and not word.parted:
                self._pairs |= {(left, right) for left in before.forms for right in word.forms}

    def lacks(self, text: str) -> str | None:
        """The first thing in `text` that the evidence does not carry, in words; None when it carries all."""
        quotes, rest = _quotations(_plain(text))
        for quote in quotes:
            if not any(one.has_quotation(quote) for one in self._read):
                return f"the quotation “{quote[:60]}” is not in its evidence"
        facts = _Facts.of(rest)
        for literal in facts.literals:
            if not self._has_literal(literal):
                return f"{literal!r} is not in its evidence"
        return self._lacks_date(facts) or self._lacks_number(facts) or self._lacks_name(facts)

    def _has_literal(self, literal: str) -> bool:
        """Whether it stands there as it is, not as a part of something longer. The letters of `T-2026-8816` are a word
        of their own."""
        before = r"(?<![\w@.])(?<!\d-)" if literal[:1].isdigit() else r"(?<![\w@.-])"
        pattern = re.compile(rf"{before}{re.escape(literal)}(?![\w@]|\.\w|[,:/-]\d)")
        return any(literal in one.text and pattern.search(one.text) for one in self._read)

    def _lacks_date(self, facts: _Facts) -> str | None:
        for day in facts.days:
            if day not in self._days:
                return f"the date {day.isoformat()} is not in its evidence"
        for year, month in facts.months:
            if (year, month) not in self._months:
                return f"the month {year}-{month:02} is not in its evidence"
        for month, number in facts.birthdays:
            if (month, number) not in self._birthdays:
                return f"the day {number} {_MONTH_NAMES[month - 1].capitalize()} is not in its evidence"
        for year, quarter in facts.quarters:
            if (year, quarter) not in self._quarters:
                return f"the quarter {year}-Q{quarter} is not in its evidence"
        return None

    def _lacks_number(self, facts: _Facts) -> str | None:
        for figure in facts.figures:
            if figure.value not in self._numbers and not any(map(figure.rounds, self._numbers)):
                return f"the number {figure.said} is not in its evidence"
        for symbol in facts.symbols:
            if symbol not in self._symbols and symbol not in self._words:
                return f"the currency {symbol.upper()} is not in its evidence"
        for word in facts.words:
            number = _NUMBER_WORDS.get(word.said.lower())
            if number is not None and number not in self._numbers and not word.forms & self._words:
                return f"the number {word.said!r} is not in its evidence"
        return None

    def _lacks_name(self, facts: _Facts) -> str | None:
        before: _Word | None = None
        for word in facts.words:
            if not word.named or (word.opens and word.ordinary):
                before = None
                continue
            if not self._has_word(word):
                return f"the name {word.said!r} is not in its evidence"
            if before is not None and word.joined and not self._has_pair(before, word):
                return f"the name “{before.said} {word.said}” is not in its evidence"
            before = word
        return None

    def _has_word(self, word: _Word) -> bool:
        if word.forms & self._words or word.forms & self._symbols:
            return True
        month = _MONTH_NUMBERS.get(word.said.lower())
        if month is not None and any(one == month for _, one in self._months):
            return True
        return word.caseless and any(word.said in one.text for one in self._read)

    def _has_pair(self, before: _Word, word: _Word) -> bool:
        """Two names side by side stand so in the evidence, or one ends there and the other begins."""
        if any((left, right) in self._pairs for left in before.forms for right in word.forms):
            return True
        return bool(before.forms & self._ends and word.forms & self._starts)


@dataclass(frozen=True)
class _Read:
    """One piece of evidence as it was read: its text in lower case, its facts, and how it may be quoted."""

    text: str
    facts: _Facts
    as_of: dt.date | None
    wording: str

    @classmethod
    def of(cls, evidence: Evidence) -> _Read:
        parts = (evidence.span, evidence.source, evidence.account or "", evidence.link or "")
        text = _plain("\n".join(parts))
        as_of = evidence.as_of.date() if evidence.as_of else None
        return cls(text.lower(), _Facts.of(text), as_of, f" {_wording(_LIST_NUMBER.sub(_MARKED, text))} ")

    def has_quotation(self, quote: str) -> bool:
        """Whether its pieces (between ellipses) stand here word for word, in order. Whoever quotes a numbered list may
        keep its numbers or leave them out."""
        at = 0
        for piece in filter(None, map(_wording, _ELLIPSIS.split(quote))):
            between = rf" (?:{_MARK}\d+ )?{_MARK}?"
            pattern = re.compile(f" {_MARK}?" + between.join(map(re.escape, piece.split(" "))) + "(?= )")
            found = pattern.search(self.wording, at)
            if found is None:
                return False
            at = found.end()
        return True


# --- reading ----------------------------------------------------------------------------------------------------------

_DASHES = re.compile(r"[‐‑‒–—―−]")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f\u2009'’](?=\d{3}(?!\d))")
_MARK = "\x01"
_LIST_NUMBER = re.compile(r"^[ \t]*(\d{1,3})[.)][ \t]+", re.MULTILINE)
_MARKED = rf"{_MARK}\1 "
_ELLIPSIS = re.compile(r"\[?(?:…|\.\.\.)\]?")
_MARKUP = re.compile(r"\]\([^)\s]*\)|\*\*|__|`")
_QUOTED_TOKEN = re.compile(rf"{_MARK}?[^\W_]+|(?<=\d)[.,:/-](?=\d)|(?<![^\s(])-(?=\d)|[%$€£¥]")
_ADDRESS = re.compile(
    r"https?://[^\s<>\"“”|)\]]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@.])[\w-]{2,}(?:\.[\w-]+)*\.[a-z]{2,}(?![\w@])"
)


def _plain(text: str) -> str:
    """One spelling of spaces, dashes, ligatures, full-width characters and thousands separators."""
    text = unicodedata.normalize("NFKC", _THOUSANDS.sub(",", text.replace("…", "...")))
    return _DASHES.sub("-", text).replace("’", "'").replace("‘", "'")


def _wording(text: str) -> str:
    """The words and figures of a quotation, without case, markup and punctuation that says nothing."""
    return " ".join(_QUOTED_TOKEN.findall(fold(_MARKUP.sub("", text))))


def _quotations(text: str) -> tuple[list[str], str]:
    """What stands in quotation marks, and the text without it. A quotation may quote; one that never ends goes on to
    the end."""
    found: list[str] = []
    rest: list[str] = []
    depth = start = at = 0
    for place, mark in enumerate(text):
        if mark == "“":
            if depth == 0:
                rest.append(text[at:place])
                start = place + 1
            depth += 1
        elif mark == "”" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:place])
                at = place + 1
    if depth:
        found.append(text[start:])
    else:
        rest.append(text[at:])
    outside = _CUT.join(rest)
    for marks in _OTHER_MARKS:
        found += marks.findall(outside)
        outside = marks.sub(_CUT, outside)
    return [one for one in found if one.strip()], outside


_OTHER_MARKS = (re.compile(r"«([^»]+)»"), re.compile(r"\"([^\"]+)\""))
_CUT = " \n "
"""Stands where something was taken out: what is left on both sides does not belong together."""

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_WORDS = "january february march april may june july august september october november december".split()
_MONTH_NUMBERS = {name: at for names in (_MONTH_NAMES, _MONTH_WORDS) for at, name in enumerate(names, 1)} | {"sept": 9}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = (
    re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)(?P<by>[-/.])(?P<number>\d\d)(?P=by)(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\w.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\w/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"),
    re.compile(rf"(?<![\w.,]){_DAY}\.?[ -](?:of )?{_MONTH},?[ -]{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH},? (?:of )?{_YEAR}", re.IGNORECASE),
    re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])(?![\w-])"),
    re.compile(r"\bQ(?P<quarter>[1-4])[ /-]?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)[ /-]?Q(?P<quarter>[1-4])\b", re.IGNORECASE),
    re.compile(rf"(?<![\w.,]){_DAY} (?:of )?{_MONTH}"),
    re.compile(rf"\b{_MONTH} {_DAY}(?![\w.,:/%-]*\d)"),
)
_SCALES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 10**3),
    **dict.fromkeys(("m", "mn", "mm", "million", "millions", "mio"), 10**6),
    **dict.fromkeys(("b", "bn", "billion", "billions", "mrd"), 10**9),
}
_FIGURE = re.compile(
    r"(?P<sign>(?<![^\s(])-)?(?P<symbol>[$€£¥])?(?P<run>(?<!\w)\w*\d\w*(?:[.,:/'+-]\w+)*)"
    r"(?: ?(?P<scale>thousand|millions?|billions?|mn|bn|mio|mrd)\b)?(?: ?(?P<percent>%|percent\b|per cent\b))?"
    r"(?: ?(?P<behind>[$€£¥]))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<tail>[a-z]*)", re.IGNORECASE)
_CONTINENTAL = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:\.\d{3}){2,}|\d+)(?:,(?P<part>\d+))?(?P<tail>)"
)
_ORDINALS = {"st", "nd", "rd", "th"}
_SYMBOLS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy"}
_NUMBER_WORDS = {
    **dict(zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True)),
    **{"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6},
}
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_PARTICLES = frozenset("af al av bin da das de del den der di dos du el la le ten ter van vom von y zu zum zur".split())
_JOINERS = frozenset((" ", "-", " & ", "&"))
_OPENING = re.compile(r"[.:;?!(/\n]")
_ORDINARY = (
    STOPWORDS
    | _NUMBER_WORDS.keys()
    | frozenset(
        """according account accounts activities activity additionally although among amount answer another average both
    committee company contact contacts contract contracts currently date deal deals despite different earliest either
    every everybody everyone exactly few fewest figures first former found highest however instead last
    latest least lists longest lowest matches maximum mean meanwhile median minimum neither newest next nobody none
    nothing notes note number oldest one open opportunities opportunity otherwise overall people percent plus record
    records rows row share shortest shown shows since smallest largest still sum summary table their therefore thus
    together total unknown value whether within without won lost yes yet""".split()
    )
)
"""Words that may open a sentence without being anybody's name."""


@dataclass(frozen=True)
class _Figure:
    """A number as it was said. `step` is half a unit of its last digit, `near` bounds how much of the number rounding
    may take away."""

    said: str
    value: Decimal
    step: Decimal
    near: Decimal

    def rounds(self, known: Decimal) -> bool:
        """Whether `known`, rounded to the digits that were said, gives this number."""
        off = abs(known - self.value)
        return off <= self.step and off <= self.near * abs(known)


@dataclass(frozen=True)
class _Word:
    """A word: what it is looked up by, whether it is written as a name, whether it opens a sentence, whether it stands
    side by side with the word before, and whether something was taken out between them."""

    said: str
    forms: frozenset[str]
    named: bool
    opens: bool
    joined: bool
    parted: bool

    @property
    def ordinary(self) -> bool:
        return not self.forms.isdisjoint(_ORDINARY)

    @property
    def caseless(self) -> bool:
        return any(unicodedata.category(one) == "Lo" for one in self.said)


@dataclass
class _Facts:
    """What a text states that can be right or wrong. `literals` are found again only as they are."""

    days: list[dt.date] = field(default_factory=list)
    months: list[tuple[int, int]] = field(default_factory=list)
    birthdays: list[tuple[int, int]] = field(default_factory=list)
    """A month and a day without a year."""
    quarters: list[tuple[int, int]] = field(default_factory=list)
    figures: list[_Figure] = field(default_factory=list)
    parts: list[_Figure] = field(default_factory=list)
    """Numbers inside of literals: the 90 of `90-day`."""
    symbols: list[str] = field(default_factory=list)
    literals: list[str] = field(default_factory=list)
    words: list[_Word] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> _Facts:
        """The facts of a plain text."""
        facts = cls()
        for address in _ADDRESS.findall(text):
            facts.literals.append(address.lower())
        text = _ADDRESS.sub(_CUT, text)
        for pattern in _DATES:
            text = pattern.sub(facts._take_date, text)
        text = _FIGURE.sub(facts._take_figure, text)
        facts.words = list(_words(text))
        return facts

    def _take_date(self, match: re.Match[str]) -> str:
        """Note what a date says; one that does not exist, or can be read in two ways, is taken as it is written."""
        groups = match.groupdict()
        year = int(groups.get("year") or 0)
        if groups.get("quarter"):
            self.quarters.append((year, int(groups["quarter"])))
            return _CUT
        if groups.get("first"):
            month, day = sorted((int(groups["first"]), int(groups["second"])))
            if day <= 12 and day != month:
                return match.group()
        else:
            month = int(groups["number"]) if groups.get("number") else _MONTH_NUMBERS[groups["month"].lower()]
            day = int(groups.get("day") or 0)
        try:
            exists = dt.date(year or 2000, month, day or 1)
        except ValueError:
            self.literals.append(match.group().lower())
            return _CUT
        if year and day:
            self.days.append(exists)
        elif year:
            self.months.append((year, month))
        else:
            self.birthdays.append((month, day))
        return _CUT

    def _take_figure(self, match: re.Match[str]) -> str:
        self.symbols += [_SYMBOLS[one] for one in (match["symbol"], match["behind"]) if one]
        figure = _figure(match["run"], match["sign"], match["scale"], percent=bool(match["percent"]))
        if figure is not None:
            self.figures.append(figure)
        else:
            self.literals.append(match["run"].lower())
            parts = [_figure(part) for part in match["run"].split("-")]
            self.parts += [one for one in parts if one is not None]
        return _CUT


def _figure(run: str, sign: str | None = None, scale: str | None = None, *, percent: bool = False) -> _Figure | None:
    """A number as it is written, in English or continental fashion; None when it is none."""
    match = _NUMBER.fullmatch(run) or _CONTINENTAL.fullmatch(run)
    if match is None:
        return None
    tail = (match["tail"] or scale or "").lower()
    if tail not in _SCALES and tail not in ("", *_ORDINALS):
        return None
    part = match["part"] or ""
    unit = Decimal(_SCALES.get(tail, 1)) / (100 if percent else 1)
    value = Decimal(f"{sign or ''}{match['whole'].replace(',', '').replace('.', '')}.{part or 0}") * unit
    step = Decimal(5).scaleb(-len(part) - 1) * unit
    if not part and unit == 1:
        step = _HIDDEN
    said = f"{sign or ''}{run}{f' {scale}' if scale else ''}{'%' if percent else ''}"
    return _Figure(said, value, step, Decimal(1) if percent else _NEAR)


_HIDDEN = Decimal("0.005")
"""A whole number may have been written for one with decimals that do not show; for no other."""
_NEAR = Decimal("0.02")
"""1.2M may be said for 1,204,000, but not 1M. Shares are kept to the digit they are said with."""


def _words(text: str) -> Iterator[_Word]:
    matches = list(_WORD.finditer(text))
    gaps = [text[: matches[0].start()]] if matches else []
    gaps += [text[one.end() : other.start()] for one, other in pairwise(matches)]
    capital = [_is_capital(one.group()) for one in matches]
    for at, (match, gap) in enumerate(zip(matches, gaps, strict=True)):
        said = match.group()
        joined = at > 0 and gap in _JOINERS
        named = capital[at] or (said in _PARTICLES and _inside_name(at, capital, gaps, matches))
        bare = said.replace(".", "").replace("'", "")
        forms = {fold(bare), fold(said[:-2])} if said.lower().endswith("'s") else {fold(bare)}
        opens = at == 0 or _OPENING.search(gap) is not None
        yield _Word(said, frozenset(forms), named and said != "I", opens, joined, at > 0 and "\n" in gap)


def _is_capital(word: str) -> bool:
    """Whether a word has a capital, or letters that know none."""
    return word != word.lower() or any(unicodedata.category(one) == "Lo" for one in word)


def _inside_name(at: int, capital: Sequence[bool], gaps: Sequence[str], words: Sequence[re.Match[str]]) -> bool:
    """Whether a particle stands between the capitalised words of one name: the `van der` of Jan van der Berg."""
    for way in (-1, 1):
        place = at + way
        while 0 <= place < len(words) and gaps[max(place, place - way)] in _JOINERS:
            if capital[place]:
                break
            if words[place].group() not in _PARTICLES:
                return False
            place += way
        else:
            return False
    return True
