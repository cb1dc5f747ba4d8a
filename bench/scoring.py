"""Whether a reply is right: compared with the gold of its case, strictly enough that a wrong answer cannot pass.

`set`     the main table has exactly the gold rows: each gold column is found in one of its columns, the rows are as
          many, and in order where order matters. A short list may stand in the text instead, and then nothing else of
          its kind may stand there.
`values`  every value of the gold rows stands in the text, or in the first rows of the main table.
`first`   the one value is what the first sentence says, or the single row of the main table holds.

Numbers are equal after rounding to what is shown (three digits at least), dates in any spelling, text without case
and accents; an empty gold value stands for a blank.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.shown import BLANK, CURRENCIES, Shown, dates, fold, has_phrase, numbers

Row = Sequence[Any]
LONGEST_LIST_IN_TEXT = 12
NUMBERS_IN_AN_ANSWER = 4


@dataclass(frozen=True)
class Verdict:
    right: bool
    why: str = ""


@dataclass(frozen=True)
class Words:
    """What a store calls things: its names by kind (to notice one too many), and the words that mean the same."""

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    same: Sequence[frozenset[str]] = ()

    def kind_of(self, value: Any) -> frozenset[str]:
        """All names of the kind that `value` is one of; empty where it is no name."""
        wanted = fold(str(value))
        for names in self.names.values():
            if any(fold(name) == wanted for name in names):
                return names
        return frozenset()

    def spellings(self, value: str) -> set[str]:
        wanted = fold(value)
        groups = [group for group in self.same if any(fold(word) == wanted for word in group)]
        return {wanted, *(fold(word) for group in groups for word in group)}


def judge(case: Mapping[str, Any], reply: Mapping[str, Any], words: Words) -> Verdict:
    """The verdict on a reply (as JSON) to a case of tests/cases."""
    if reply["status"] != case["expect"]:
        return Verdict(False, f"{reply['status']} instead of {case['expect']}")
    said = everything_said(reply)
    for unwanted in case.get("must_not_contain") or ():
        if has_phrase(said, str(unwanted)):
            return Verdict(False, f"says {unwanted!r}")
    for wanted in case.get("must_contain") or ():
        if not has_phrase(visible(reply), str(wanted)):
            return Verdict(False, f"does not say {wanted!r}")
    if case.get("source") and not cites(reply, str(case["source"])):
        return Verdict(False, f"does not cite {case['source']!r}")
    if case["expect"] != "answered" or case.get("gold") is None:
        return Verdict(True)
    first = Verdict(True)
    for gold in (case["gold"], *(case.get("gold_alternatives") or ())):
        verdict = compare(case, gold, reply, words)
        if verdict.right:
            return verdict
        first = first if not first.right else verdict
    return first


def compare(case: Mapping[str, Any], gold: Sequence[Row], reply: Mapping[str, Any], words: Words) -> Verdict:
    """Whether the reply gives these gold rows, in the manner the case asks for."""
    question = " ".join((*case.get("thread", ()), case["question"]))
    if case["compare"] == "set":
        return compare_set(gold, reply, words, question, ordered=bool(case.get("ordered")))
    if case["compare"] == "values":
        return compare_values(gold, reply, words)
    return compare_first(gold[0][0], reply, words, question)


# --- the three ways to compare ----------------------------------------------------------------------------------------


def compare_set(
    gold: Sequence[Row], reply: Mapping[str, Any], words: Words, question: str, *, ordered: bool
) -> Verdict:
    table = reply.get("table")
    if table is None or not table["rows"]:
        return list_in_text(gold, reply["text"], words, question, ordered=ordered)
    rows: list[list[str]] = [[str(cell) for cell in row] for row in table["rows"]]
    if len(rows) != len(gold):
        if len(gold) == 1 and list_in_text(gold, first_sentence(reply), words, question, ordered=False).right:
            return Verdict(True)
        return Verdict(False, f"{len(rows)} rows instead of {len(gold)}")
    candidates = []
    for at in range(len(gold[0])):
        wanted = [row[at] for row in gold]
        fitting = [
            column
            for column in range(len(rows[0]))
            if pairing([[is_cell(value, row[column], words) for row in rows] for value in wanted])
        ]
        if not fitting:
            return Verdict(False, f"no column of the table holds {wanted[:4]}")
        candidates.append(fitting)
    for chosen in itertools.product(*candidates):
        fits = [
            [all(is_cell(value, row[at], words) for value, at in zip(wanted, chosen, strict=True)) for row in rows]
            for wanted in gold
        ]
        if all(fits[at][at] for at in range(len(rows))) if ordered else pairing(fits):
            return Verdict(True)
    return Verdict(False, "the rows of the table are not those of the gold" + (", or not in its order" * ordered))


def list_in_text(gold: Sequence[Row], text: str, words: Words, question: str, *, ordered: bool) -> Verdict:
    """Whether a short list stands in the text, whole, with nothing of its kind beside it."""
    if not gold or len(gold) > LONGEST_LIST_IN_TEXT:
        return Verdict(False, f"no table, and {len(gold)} rows are no short list")
    values = [value for row in gold for value in row]
    for value in values:
        if not is_in_text(value, text, words):
            return Verdict(False, f"{value!r} is neither in a table nor in the text")
    for row in gold:
        for kind in map(words.kind_of, row):
            extra = [name for name in names_in(text, kind) if fold(name) not in {fold(str(value)) for value in values}]
            extra = [name for name in extra if not mentions(question, name)]
            if extra:
                return Verdict(False, f"also lists {extra[0]!r}")
    allowed = [value for value in values if is_number(value)]
    for one in figures(text, words, question, allowed) if allowed else ():
        if one.value != len(gold) and not any(one.is_gold(value) for value in allowed):
            return Verdict(False, f"also says {one.value:g}")
    if ordered:
        places = [fold(text).find(fold(str(row[0]))) for row in gold]
        if places != sorted(places):
            return Verdict(False, "not in the order of the gold")
    return Verdict(True)


def compare_values(gold: Sequence[Row], reply: Mapping[str, Any], words: Words) -> Verdict:
    table = reply.get("table") or {"rows": []}
    top = [str(cell) for row in table["rows"][: len(gold)] for cell in row]
    for value in (value for row in gold for value in row):
        if not is_in_text(value, reply["text"], words) and not any(is_cell(value, cell, words) for cell in top):
            return Verdict(False, f"{value!r} is neither in the text nor first in the table")
        rivals = words.kind_of(value)
        wrong = [name for name in names_in(first_sentence(reply), rivals) if fold(name) != fold(str(value))]
        if wrong and not has_phrase(first_sentence(reply), str(value)):
            return Verdict(False, f"says {wrong[0]!r} instead of {value!r}")
    return Verdict(True)


def compare_first(value: Any, reply: Mapping[str, Any], words: Words, question: str) -> Verdict:
    sentence = first_sentence(reply)
    table = reply.get("table") or {"rows": []}
    if len(table["rows"]) == 1 and any(is_cell(value, str(cell), words) for cell in table["rows"][0]):
        return Verdict(True)
    if is_number(value):
        said = figures(sentence, words, question, (value,))
        if len({one.value for one in said}) > NUMBERS_IN_AN_ANSWER:
            return Verdict(False, f"{value!r} is not the one number of the first sentence")
        if not said or not (said[0].is_gold(value) or (len(said) > 1 and said[-1].is_gold(value))):
            return Verdict(False, f"{value!r} is not what the first sentence says")
        return Verdict(True)
    if not is_in_text(value, sentence, words):
        return Verdict(False, f"{value!r} is not in the first sentence")
    clause = clause_of(str(value), sentence)
    rivals = [name for name in names_in(clause, words.kind_of(value)) if fold(name) != fold(str(value))]
    rivals = [name for name in rivals if not mentions(question, name)]
    return Verdict(False, f"says {rivals[0]!r} beside {value!r}") if rivals else Verdict(True)


def clause_of(value: str, sentence: str) -> str:
    """The sentence up to the end of the clause that holds the value: `owner A; marketer B` says both, apart."""
    clauses = sentence.split(";")
    held = next((at for at, clause in enumerate(clauses) if has_phrase(clause, value)), len(clauses) - 1)
    return ";".join(clauses[: held + 1])


# --- one value --------------------------------------------------------------------------------------------------------


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}( .*)?", value):
        return dt.date.fromisoformat(value[:10])
    return None


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def is_cell(value: Any, cell: str, words: Words) -> bool:
    """Whether a table cell shows this gold value and no other."""
    if is_blank(value):
        return fold(cell).strip("().") in BLANK
    if is_number(value):
        found = numbers(cell)
        return bool(found) and found[0].is_gold(float(value))
    if (date := as_date(value)) is not None:
        return dates(cell)[:1] == [date]
    if value in CURRENCIES:
        return has_phrase(cell, value)
    if fold(cell) in words.spellings(str(value)):
        return True
    named = names_in(cell, words.kind_of(value))
    return [fold(name) for name in named] == [fold(str(value))]


def is_in_text(value: Any, text: str, words: Words) -> bool:
    """Whether a gold value stands somewhere in a text."""
    if is_blank(value):
        return any(has_phrase(text, word) for word in BLANK if word.isalpha())
    if is_number(value):
        return any(one.is_gold(float(value)) for one in numbers(without_names(text, words)))
    if (date := as_date(value)) is not None:
        return date in dates(text)
    if words.kind_of(value):
        return fold(str(value)) in {fold(name) for name in names_in(text, words.kind_of(value))}
    return any(has_phrase(text, spelling) for spelling in words.spellings(str(value)))


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """The names that stand in a text; of two where one is a part of the other, the longer."""
    found = [name for name in names if name and has_phrase(text, name)]
    return [name for name in found if not any(name != other and has_phrase(other, name) for other in found)]


def figures(text: str, words: Words, question: str, gold: Sequence[float]) -> list[Shown]:
    """The numbers that a text states: no years, none that the question brought along, unless they are the gold."""
    asked = {one.value for one in numbers(question)}
    return [
        one
        for one in numbers(without_names(text, words))
        if any(one.is_gold(value) for value in gold) or (one.value not in asked and not 1900 <= one.value <= 2100)
    ]


def without_names(text: str, words: Words) -> str:
    """The text without names that hold a digit: the 450 of a product is no figure."""
    for names in words.names.values():
        for name in names:
            if any(letter.isdigit() for letter in name) and has_phrase(text, name):
                text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return text


def mentions(question: str, name: str) -> bool:
    """Whether a question holds the first word of a name: people do not type names in full."""
    return has_phrase(question, re.split(r"[\s,]+", name.strip())[0])


# --- what a reply says ------------------------------------------------------------------------------------------------


def first_sentence(reply: Mapping[str, Any]) -> str:
    """The first sentence that answers, as the reply itself divides its text."""
    sentences = reply.get("sentences") or ()
    return str(sentences[0]["text"]) if sentences else str(reply["text"])


def visible(reply: Mapping[str, Any]) -> str:
    """What is read in Slack: text, tables and the labels of buttons."""
    cells = [str(cell) for table in reply.get("tables") or () for row in table["rows"] for cell in row]
    return "\n".join((str(reply["text"]), *cells, *(str(one["label"]) for one in reply.get("options") or ())))


def everything_said(reply: Mapping[str, Any]) -> str:
    """All that leaves the house with a reply: what is visible, and the evidence under it."""
    spans = [str(one.get(key) or "") for one in reply.get("evidence") or () for key in ("account", "source", "span")]
    options = [str(one["question"]) for one in reply.get("options") or ()]
    return "\n".join((visible(reply), *spans, *options))


def cites(reply: Mapping[str, Any], source: str) -> bool:
    return any(
        has_phrase(str(one.get(key) or ""), source)
        for one in reply.get("evidence") or ()
        for key in ("source", "account")
    )


def pairing(fits: Sequence[Sequence[bool]]) -> bool:
    """Whether every row of the matrix can be given a column of its own among those that fit it."""
    taken: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if fit and column not in tried:
                tried.add(column)
                if column not in taken or place(taken[column], tried):
                    taken[column] = row
                    return True
        return False

    return all(place(row, set()) for row in range(len(fits)))
