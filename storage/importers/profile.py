"""What the values of a column have in common: how dates and numbers are written in it, and which type it has."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from storage.importers.headers import asks_yes_or_no
from storage.importers.mapping import CustomType
from storage.importers.values import (
    CURRENCIES,
    TRUTH_WORDS,
    DateOrder,
    DecimalMark,
    Unreadable,
    date_evidence,
    is_empty,
    number_evidence,
    parse_list,
    parse_money,
)

_UNIT = r"[$€£¥₹]|[A-Z]{3}"
_NUMBER = re.compile(
    rf"^\(?[-−+]?\s*(?P<cur>{_UNIT}(?=\W|\d))?\s*-?\d[\d.,'’ \u00a0\u202f]*(?:\s*(?P<unit>%|{_UNIT}))?\)?$"
)
_LEADING_ZERO = re.compile(r"^0\d")
_CODE_HEADER = re.compile(
    r"(^|[^a-z])(id|ids|nr|no|number|nummer|code|zip|plz|postal|postleitzahl|phone|telefon|tel|fax|mobile|ean|sku|vat|"
    r"iban|duns|sic|naics)$",
    re.IGNORECASE,
)

_MOST_PARTS = 100
_LONGEST_PART = 60


@dataclass
class Ticked:
    """What the cells of a column look like as lists of the boxes that were ticked, parted by `;` or by `commas` too."""

    commas: bool
    possible: bool = True
    parts: Counter[str] = field(default_factory=Counter)
    cells: set[str] = field(default_factory=set)
    """The different cells, of which only so many are kept as there may be parts."""
    several: int = 0
    """How many cells have more than one part."""

    def see(self, text: str) -> None:
        if not self.possible:
            return
        parts = parse_list(text, commas=self.commas)
        self.parts.update(parts)
        self.several += len(parts) > 1
        if len(self.cells) <= _MOST_PARTS:
            self.cells.add(text)
        if len(self.parts) > _MOST_PARTS or any(len(part) > _LONGEST_PART for part in parts):
            self.possible = False
            self.parts.clear()
            self.cells.clear()

    def repeats(self) -> bool:
        """Whether few words come again and again. Words between commas must also stand together in more ways than
        there are words: of places ("Austin, TX") and names there are fewer."""
        if not self.possible or not self.several:
            return False
        if self.commas:
            return len(self.cells) > len(self.parts) and self.parts.total() >= 3 * len(self.parts)
        return self.parts.total() >= 2 * len(self.parts)


@dataclass
class ColumnProfile:
    """Evidence gathered over every value of a column."""

    header: str
    filled: int = 0
    dates: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    units: set[str] = field(default_factory=set)
    may_be_date: bool = True
    may_be_number: bool = True
    may_be_boolean: bool = True
    may_be_flag: bool = True
    """Whether it holds nothing but 0 and 1."""
    ticked: Ticked = field(default_factory=lambda: Ticked(commas=False))
    listed: Ticked = field(default_factory=lambda: Ticked(commas=True))
    fraction: bool = False
    example: str | None = None

    def see(self, cell: str) -> None:
        text = cell.strip()
        if is_empty(text):
            return
        self.filled += 1
        if self.may_be_boolean and text.casefold() not in TRUTH_WORDS:
            self.may_be_boolean = False
        self.may_be_flag = self.may_be_flag and text in {"0", "1"}
        if self.may_be_number:
            self._see_number(text)
        if self.may_be_date:
            self._see_date(text)
        self.ticked.see(text)
        self.listed.see(text)

    def see_date(self, cell: str) -> None:
        """Only how dates are written is wanted; what is no date is another's concern."""
        text = cell.strip()
        evidence = None if is_empty(text) else date_evidence(text)
        if evidence is not None:
            self._count_date(evidence, text)

    def see_number(self, cell: str) -> None:
        """Only how numbers are written is wanted."""
        text = cell.strip()
        evidence = None if is_empty(text) else number_evidence(text)
        if evidence is not None:
            self._count_mark(evidence, text)

    def _see_number(self, text: str) -> None:
        found = _NUMBER.match(text)
        digits = sum(map(str.isdigit, text))
        units = {unit for unit in (found["cur"], found["unit"]) if unit} if found else set()
        if (
            found is None
            or digits > 15
            or _LEADING_ZERO.match(text)
            or any(unit.isalpha() and unit not in CURRENCIES for unit in units)
            or not _is_grouped(text)
        ):
            self.may_be_number = False
            return
        self.units |= units or {""}
        evidence = number_evidence(text)
        if evidence is not None:
            self._count_mark(evidence, text)
            self.fraction = self.fraction or _has_fraction(text, evidence)

    def _see_date(self, text: str) -> None:
        evidence = date_evidence(text)
        if evidence is None:
            self.may_be_date = False
        else:
            self._count_date(evidence, text)

    def _count_date(self, evidence: str, text: str) -> None:
        self.dates[evidence] += 1
        if evidence == "ambiguous" and self.example is None:
            self.example = text

    def _count_mark(self, evidence: str, text: str) -> None:
        if evidence == "ambiguous":
            evidence = "dot?" if "." in text else "comma?"
            self.example = self.example or text
        self.marks[evidence] += 1

    # --- conclusions

    def date_order(self, elsewhere: DateOrder | None) -> tuple[DateOrder, list[str]]:
        """Which of day and month comes first, and what the user should know about it. `elsewhere` is what other
        columns of the file say; without any evidence a file is taken to be month-first only if nothing speaks
        against it."""
        day, month, open_ = self.dates["day"], self.dates["month"], self.dates["ambiguous"]
        if day and month:
            chosen: DateOrder = "day" if day >= month else "month"
            return chosen, [
                f"column {self.header!r} mixes day-first ({day}) and month-first ({month}) dates; the {open_} that "
                f"could be either (such as {self.example}) were read {chosen}-first"
            ] if open_ else []
        if day or month:
            return ("day" if day else "month"), []
        chosen = elsewhere or ("day" if "." in (self.example or "") else "month")
        if not open_:
            return chosen, []
        because = "as in other columns of the file" if elsewhere else "for want of any other sign"
        return chosen, [
            f"{open_} dates in column {self.header!r} could be day-first or month-first (such as {self.example}): read "
            f"{chosen}-first {because}; declare it with dates: day-first or month-first"
        ]

    def decimal_mark(self, elsewhere: DecimalMark | None) -> DecimalMark | None:
        """`.` or `,` where the column or else the file tells; None when nothing does."""
        if self.marks["."] or self.marks[","]:
            return "." if self.marks["."] >= self.marks[","] else ","
        return elsewhere

    def ambiguous_numbers(self) -> int:
        return 0 if self.marks["."] or self.marks[","] else self.marks["dot?"] + self.marks["comma?"]

    def custom_type(self, mark: DecimalMark | None) -> CustomType | None:
        """The narrowest type that every value has; None for a column without values."""
        if not self.filled:
            return None
        if self.may_be_boolean or (self.may_be_flag and asks_yes_or_no(self.header)):
            return "boolean"
        plain_number = self.may_be_number and not _CODE_HEADER.search(self.header)
        if plain_number and len(self.units - {""}) <= 1:
            decimals = self.fraction or (self.marks["dot?"] and mark == ".") or (self.marks["comma?"] and mark == ",")
            return "number" if decimals or self.units - {""} else "integer"
        if self.may_be_date:
            return "date"
        return "list" if self.ticked.repeats() or self.listed.repeats() else "text"

    def parted_by_commas(self) -> bool:
        """Whether the parts of a list stand between commas: none stands between the stronger signs."""
        return not self.ticked.several and bool(self.listed.several)


def _is_grouped(text: str) -> bool:
    """Whether the dots and commas of a cell can be those of one number: `1.250.000`, not `31.12.2026`."""
    if text.count(".") < 2 and text.count(",") < 2:
        return True
    try:
        parse_money(text)
    except Unreadable:
        return False
    return True


def _has_fraction(text: str, evidence: str) -> bool:
    if evidence == "ambiguous":
        return False
    return evidence in text


def file_mark(profiles: list[ColumnProfile]) -> DecimalMark | None:
    """The decimal mark most columns of a file agree on."""
    total = sum((profile.marks for profile in profiles), Counter[str]())
    if not total["."] and not total[","]:
        return None
    return "." if total["."] >= total[","] else ","


def file_order(profiles: list[ColumnProfile]) -> DateOrder | None:
    total = sum((profile.dates for profile in profiles), Counter[str]())
    if not total["day"] and not total["month"]:
        return None
    return "day" if total["day"] >= total["month"] else "month"
