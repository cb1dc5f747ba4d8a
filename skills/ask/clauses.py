"""The clauses of a message: where it is split, and what of it belongs together after all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from skills.ask.asides import without_asides
from skills.ask.asking import counts, kind_of_figure
from skills.ask.tagged import Tagged
from skills.ask.words import STOPWORDS, Token, stem, tokenize
from storage.names import name_words


@dataclass(frozen=True)
class Clauses:
    """A message and how its words are tagged."""

    text: str
    tag: Callable[[list[Token]], Tagged]

    def tagged(self) -> list[tuple[tuple[int, int], Tagged]]:
        """The clauses that have words, each with its place in the text. Of two figures of one kind in one sentence
        ("how many did we win and how many did we lose this year") a time said once is meant for both."""
        found = []
        text = without_asides(self.text, lambda said: self.tag(tokenize(said)))
        for span in _clauses(text):
            tokens = tokenize(text[span[0] : span[1]])
            if tokens:
                found.append((span, self.tag(tokens)))
        found = [(span, self.tag(tokens)) for span, tagged in found for tokens in counted_both(tagged)]
        found = self._with_cases_before(found)
        found = self._with_headings(text, self._restated(self._with_leading_times(found)))
        for position, ((start, end), tagged) in enumerate(found):
            for (other_start, other_end), other in found[max(0, position - 1) : position + 2]:
                between = self.text[min(end, other_end) : max(start, other_start)]
                said = other.of("period")
                if other is tagged or "?" in between or tagged.of("period") or len(said) != 1:
                    continue
                if kind_of_figure(tagged) is not None and kind_of_figure(tagged) == kind_of_figure(other):
                    time = other.tokens[max(0, said[0].first - 1) : said[0].last]
                    time = time if time[0].key in _BEFORE_TIMES else time[-said[0].length :]
                    found[position] = ((start, end), self.tag([*tagged.tokens, *time]))
        return found

    def _with_cases_before(self, found: list[tuple[tuple[int, int], Tagged]]) -> list[tuple[tuple[int, int], Tagged]]:
        """`how many cases were opened in October and how many closed`: cases both times; what is closed may be a deal
        as well."""
        joined: list[tuple[tuple[int, int], Tagged]] = []
        for span, said in found:
            tagged = said
            counted = said.marker("howmany")
            before = joined[-1][1].of("noun") if joined else []
            closed = any(token.key in ("closed", "resolved", "solved") for token in tagged.tokens)
            if (
                counted is not None
                and closed
                and not tagged.of("noun")
                and [one.meaning for one in before] == ["support_cases"]
            ):
                noun = joined[-1][1].tokens[before[0].first : before[0].last]
                tagged = self.tag([*tagged.tokens[: counted.last], *noun, *tagged.tokens[counted.last :]])
            joined.append((span, tagged))
        return joined

    def _with_leading_times(self, found: list[tuple[tuple[int, int], Tagged]]) -> list[tuple[tuple[int, int], Tagged]]:
        """`Q3 this year: how many deals did we win`, `in November so far: calls and visits`: a clause that says a time
        and nothing else tells when the next one is about."""
        joined: list[tuple[tuple[int, int], Tagged]] = []
        for span, tagged in found:
            before = joined[-1] if joined else None
            if before is not None and not tagged.of("period") and _only_says_when(before[1]):
                said = before[1].of("period")[0]
                time = before[1].tokens[said.first : said.last]
                joined[-1] = (span, self.tag([*tagged.tokens, *time]))
            else:
                joined.append((span, tagged))
        return joined

    def _with_headings(
        self, text: str, found: list[tuple[tuple[int, int], Tagged]]
    ) -> list[tuple[tuple[int, int], Tagged]]:
        """`Genovia PlasmaCube deal: who decides, and when does it close?`: what is asked first is of the row before the
        colon (or comma, or dash)."""
        joined: list[tuple[tuple[int, int], Tagged]] = []
        for span, tagged in found:
            before = joined[-1] if joined else None
            if before is not None and _says_of_which(tagged) and _ranks_first(before[1]):
                joined[-1] = (span, self.tag([*tagged.tokens, *before[1].tokens]))
                continue  # "most support tickets this year - which account?"
            colon = before is not None and text[before[0][1] : span[0]].strip() in (":", ",", "-", "–", "—")
            said = {place for one in tagged.mentions for place in range(one.first, one.last)}
            whole = tagged.marker("which") is None or len(said) < len(tagged.tokens)  # "which stage" leans by itself
            if before is not None and colon and whole and heads(before[1]) and not tagged.of("name"):
                joined[-1] = (span, self.tag([*tagged.tokens, *before[1].tokens]))
            else:
                joined.append((span, tagged))
        return joined

    def _asks_at(self, end: int) -> bool:
        """Whether the words before a place end in a question mark."""
        return self.text[end : end + 2].strip().startswith("?")

    def _restated(self, found: list[tuple[tuple[int, int], Tagged]]) -> list[tuple[tuple[int, int], Tagged]]:
        """`deals won in 2026: West vs Nordics, number each`, `why did we lose deals? The number for each reason`,
        `how often does he win? This year, renewals aside`: what is asked of, and what is wished of it, are one."""
        joined: list[tuple[tuple[int, int], Tagged]] = []
        for span, tagged in found:
            (start, end), before = joined[-1] if joined else ((0, 0), None)
            if before is None:
                joined.append((span, tagged))
            elif counts(before) and not self._asks_at(span[1]) and _only_restricts(tagged):
                first = before.marker("share") is not None  # what is said after it is the part, not the whole
                said = [*tagged.tokens, *before.tokens] if first else [*before.tokens, *tagged.tokens]
                joined[-1] = ((start, span[1]), self.tag(said))
            elif not _told_apart(tagged):
                joined.append((span, tagged))
            elif _ranks_already(before, tagged) or (
                self.text[end : span[0]].strip() == ":" and _only_names_rows(before) and not tagged.of("noun")
            ):
                joined[-1] = ((start, span[1]), self.tag([*before.tokens, *tagged.tokens]))
            elif _asks_way(before) and not tagged.of("name") and not tagged.of("period"):
                nouns = [str(one.meaning) for one in tagged.of("noun")]
                ours = {str(one.meaning) for one in before.of("noun")}
                told = {one.key for one in tagged.tokens}
                if nouns and ours and not ours & set(nouns):
                    joined.append((span, tagged))
                    continue
                kinds = ("period", "name", "value", *(() if nouns else ("noun",)))
                kept = sorted({at for kind in kinds for one in before.of(kind) for at in range(one.first, one.last)})
                tokens = [before.tokens[at] for at in kept if before.tokens[at].key not in told]
                joined[-1] = (span, self.tag([*tagged.tokens, *tokens]))
            else:
                joined.append((span, tagged))
        return joined


def counted_both(tagged: Tagged) -> list[list[Token]]:
    """`how many deals and contracts does Halden have`: each is counted by itself."""
    counted = tagged.marker("howmany")
    nouns = [one for one in tagged.of("noun") if counted is not None and one.length and one.first >= counted.last]
    nouns.sort(key=lambda one: one.first)
    if counted is None or len(nouns) < 2 or nouns[0].first != counted.last or nouns[0].meaning == nouns[1].meaning:
        return [tagged.tokens]
    first, second = nouns[:2]
    joined = second.first == first.last + 1 and tagged.tokens[first.last].key in ("and", "&", "plus")
    if not joined or not tagged.tokens[second.last - 1].plural:
        return [tagged.tokens]
    tokens = tagged.tokens
    return [[*tokens[: first.last], *tokens[second.last :]], [*tokens[: first.first], *tokens[second.first :]]]


_QUESTION = r"(?:what|who|when|where|why|how|which)\b"


_WORTH = r"(?:how[ ]much|what)[ ](?:are|is)[ ](?:they|it|those)[ ]worth\b[^?]*\b(?:by|per|each|every)\b"
"""A second figure of the rows that were counted before it, broken down as they are."""


_STILL = (
    r"(?:is|are|has)[ ](?:still|not|no|now|already|currently|never|open|closed|overdue|due|in|at|over|under|\w+ed)\b"
)
"""More of the rows asked for, no question of its own: "which leads came from the webinar and are still open"."""


_OWN_QUESTION = (
    r"(?:up[ ]to|until|till|by|on|at|in|from|for|with|through|via|to|since|under|about)[ ](?:which|what|whom)[ ]"
    r"[^?,;]*?\b(?:do|does|did|is|are|was|were|can|could|may|must|will|would|should|has|have)[ ]"
    r"(?!(?:they|them|those|these|it|the[ ](?:accounts|deals|customers|companies|opportunities))\b)\w"
    r"|(?:was|were)[ ](?:the|our|their|his|her)\b"
)
"""What is asked in a sentence of its own behind "and": "... and on which days does Isaac take calls"."""


_SPLIT = re.compile(
    rf"""
    \?\s+ | \?$ | ;\s* | \n+ | :\s+
    | (?:,\s*|\s+) (?:and|plus|&|\+) \s+ (?! {_WORTH} ) (?! {_STILL} )
      (?= {_QUESTION} | (?:does|did|do|is|are|has|the[ ]notes|any[ ]notes)\b )
    | (?:,\s*|\s+) (?:and|&) \s+ (?= {_OWN_QUESTION} )
    | (?:,\s*|\s+) (?:and|&) \s+ (?= (?:for|at|with|from|of|about|on|in|under) \s+ (?:which|what) \s+ \w+ \W*$ )
    | ,\s+ (?! which\s+\w+\s*\??$ )
      (?= {_QUESTION} (?! \s+(?:many|much) (?:\s+(?:each|in[ ]total|so[ ]far))? \s*\??$ ) )
    | \s+[-–—]\s+ (?= {_QUESTION} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Where one message holds several questions; ", how many?" at its end is no other one."""


def asks_more(tagged: Tagged, base: str) -> bool:
    """`and which reason did we log?` after a fact of a deal: another field of the same rows; no more is said."""
    said = [one for one in tagged.mentions if one.kind not in ("marker", "attribute")]
    fields = [one for one in tagged.of("attribute") if one.meaning.table == base and not one.meaning.ref.steps]
    return bool(fields) and all(
        one.kind == "value" and any((one.first, one.last) == (two.first, two.last) for two in fields) for one in said
    )


def _says_of_which(tagged: Tagged) -> bool:
    """Whether a clause only says which rows are asked for: "which account?"."""
    words = [token.key for token in tagged.tokens if token.key.isalnum()]
    return len(words) == 2 and words[0] in ("which", "what") and bool(tagged.of("noun") or tagged.of("attribute"))


def _ranks_first(tagged: Tagged) -> bool:
    """Whether a clause begins with what ranks: "most support tickets this year"."""
    ranked = tagged.of("superlative")
    return bool(ranked) and ranked[0].first == 0 and not tagged.marker("which", "what", "who")


def heads(tagged: Tagged) -> bool:
    """Whether a clause only names one row that is no account: "Genovia PlasmaCube deal", "the Halden contract"."""
    rows = [one for one in tagged.of("noun") if one.meaning in ("opportunities", "contracts", "support_cases")]
    others = [one for one in tagged.mentions if one.kind not in ("name", "noun", "value", "attribute", "filler")]
    last = len(tagged.tokens)
    singular = any(one.last == last and tagged.tokens[last - 1].key == tagged.tokens[last - 1].stem for one in rows)
    return bool(tagged.of("name")) and singular and not others


def _clauses(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _SPLIT.finditer(text):
        said = text[start : match.start()]
        leads = _LEADING.match(said) or _OF_ALL_WHO.match(said)
        if _OF_THOSE.match(said) or (match.group().startswith(",") and leads):
            continue  # "of those, which are...", "over the last 90 days, how many..." are one question
        if said.strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


_LEADING = re.compile(
    rf"^\W*(?:(?:(?:out )?of|for|in|on|over|since|during|from|among|within|at|with|besides|not|except|excluding"
    rf"|(?:apart|aside) from|other than|if)\b"
    rf"|when(?:ever)? (?!(?:did|do|does|is|are|was|were|will|has|have|had|can|should|would)\b))(?!.*{_QUESTION})",
    re.IGNORECASE,
)


_OF_ALL_WHO = re.compile(
    r"^\W*(?:out )?of (?:all|everyone|everybody|anyone|those|(?:the|our|all our) \w+) (?:who|that|which)\b",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(r"^\W*(?:and |so |ok )?(?:of|among|from|out of) (?:those|them|these)\W*$", re.IGNORECASE)


def _told_apart(tagged: Tagged) -> bool:
    """Whether a clause wishes a figure of what was said before it, told apart: "the number per source"."""
    figure = tagged.marker("howmany") or any(token.key in ("number", "numbers", "count") for token in tagged.tokens)
    return bool(figure) and tagged.marker("by", "per", "vs") is not None and tagged.marker("they", "those") is None


def _only_restricts(tagged: Tagged) -> bool:
    """`leave renewals out`, `this year, renewals aside, in percent`: times and values, and words that keep or drop."""
    known = [one for one in tagged.mentions if one.kind in ("period", "value")]
    places = {at for one in known for at in range(one.first, one.last)}
    leaves = any(token.key in _LEAVES for token in tagged.tokens)
    others = [token.key for at, token in enumerate(tagged.tokens) if at not in places]
    plain = all(one in STOPWORDS or one in _LEAVES or one in _RESTRICTS or not one[:1].isalnum() for one in others)
    return bool(known) and leaves and plain and tagged.tokens[0].key not in ("and", "also", "but", "what", "or")


_LEAVES = frozenset(
    "leave leaving aside out excluded exclude excluding only without included including include".split()
)


_RESTRICTS = frozenset("please in percent all just years left not no too renewals counted ignore skip".split())


def _only_names_rows(tagged: Tagged) -> bool:
    asking = tagged.marker("howmany", "howmuch", "who", "which", "what", "when", "share")
    return asking is None and bool(tagged.of("noun")) and not tagged.of("metric") and tagged.tokens[0].key not in _WAYS


def _ranks_already(before: Tagged, tagged: Tagged) -> bool:
    """`most common loss reasons this year? Count per reason`: by what its values are told apart already."""
    top = any("often" in one.meaning.about or one.meaning.limit is not None for one in before.of("superlative"))
    labels = {stem(word) for one in before.of("attribute") for word in name_words(one.meaning.label)}
    by = next((one for one in tagged.of("marker") if one.meaning in ("by", "per")), None)
    return top and by is not None and any(token.stem in labels for token in tagged.tokens[by.last :])


def _asks_way(tagged: Tagged) -> bool:
    """`why did we lose deals`, `how did the leads come to us`: a question that a figure for each way answers."""
    counts = tagged.marker("howmany", "howmuch", "howlong", "share")
    first = tagged.tokens[0]
    return (
        (first.heard or (first.key,))[0] in _WAYS and counts is None and bool(tagged.of("noun") or tagged.of("value"))
    )


_WAYS = ("why", "how", "where")


def _only_says_when(tagged: Tagged) -> bool:
    times = tagged.of("period")
    covered = {place for one in times for place in range(one.first, one.last)}
    others = [token.key for place, token in enumerate(tagged.tokens) if place not in covered]
    happened = ("happen", "happened", "happening", "went", "going")
    return len(times) == 1 and all(one in STOPWORDS or one in happened or not one[:1].isalnum() for one in others)


_BEFORE_TIMES = frozenset("in during for over within since before after until by on".split())
