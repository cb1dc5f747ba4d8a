"""What stands in files nobody has described: which table their rows are of, and which column feeds which field.

A file's name and headers tell most; the rest is told by values, and by other files: columns that hold the keys or names
of another file's rows are links to it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage.importers.fields import NAMED, Field, fields_of
from storage.importers.headers import (
    COUNTRIES,
    ENTITIES,
    FILE_WORDS,
    FIRST_OF,
    LINE_ITEMS,
    NOT_RECORDS,
    PLACES,
    SYNONYMS,
    bare,
    bare_in,
    header_words,
    id_headers,
    meaning,
    names_ids,
    squash,
    unitless,
)
from storage.importers.profile import ColumnProfile
from storage.importers.reading import Sheet, rows
from storage.importers.values import (
    Unreadable,
    is_empty,
    parse_boolean,
    parse_date_cell,
    parse_integer,
    parse_list,
    parse_money,
    parse_number,
    parse_quarter,
)
from storage.names import domain_key, email_domain, fold, person_key

_LOOKED_AT = 5_000
_KEYS_LOOKED_AT = 200_000
_KEPT = 400
_OUTCOMES = 30
_MOSTLY = 0.9
_WRITTEN_BY = re.compile(r"creat|modif|updat|delet|edit|(?<![^\W_])by(?![^\W_])", re.IGNORECASE)
"""Headers of those who wrote a row, which are not those whom it belongs to."""
_FROM_WORDS = frozenset({"pipeline", "pipelinename", "dealpipeline"})
"""Headers that tell the type of deals only where their values do."""


@dataclass
class Column:
    """A column with a sample of its different values."""

    header: str
    profile: ColumnProfile
    values: Counter[str] = field(default_factory=Counter)
    filled: int = 0

    def see(self, cell: str) -> None:
        text = cell.strip()
        if not text:
            return
        self.filled += 1
        self.profile.see_date(text)
        if len(self.values) < _KEPT or text in self.values:
            self.values[text] += 1

    def said(self) -> list[str]:
        """Its different values but those that say nothing."""
        return [value for value in self.values if not is_empty(value)]

    def fits(self, reads: Callable[[str], object]) -> bool:
        """Whether nearly all values can be read so; a column without values fits everything."""
        values = self.said()
        good = 0
        for value in values:
            try:
                good += reads(value) is not None
            except Unreadable:
                continue
        return good >= 0.96 * len(values)

    def among(self, known: set[str], key: Callable[[str], str] = str) -> bool:
        """Whether nearly all values are among these."""
        values = self.said()
        return bool(values) and sum(key(value) in known for value in values) >= _MOSTLY * len(values)

    def distinct(self) -> bool:
        """Whether no two of its values are the same."""
        return bool(self.filled) and max(self.values.values()) == 1

    def repeats(self) -> bool:
        """Whether many of its values stand there more than once."""
        return self.filled > 2 and len(self.values) < 0.7 * min(self.filled, _KEPT)


@dataclass
class File:
    """A file with the table its rows are of and, for each field, the columns that feed it: the first that is filled.
    `own` is the column of its ids; `keys` are all of these; `links` are the tables that columns lead to by ids."""

    sheet: Sheet
    path: Path
    columns: list[Column]
    rows: int
    table: str = ""
    chosen: dict[str, Column] = field(default_factory=dict)
    after: dict[str, list[Column]] = field(default_factory=dict)
    own: Column | None = None
    keys: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)

    def feeding(self) -> dict[str, str]:
        """Field by the header of each column that feeds one."""
        fed = {column.header: name for name, column in self.chosen.items()}
        return fed | {column.header: name for name, columns in self.after.items() for column in columns}

    def cells(self, *headers: str, most: int = _LOOKED_AT) -> list[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        places = [self.sheet.headers.index(header) for header in headers]
        return [
            tuple(row.cells[place].strip() for place in places)
            for row in itertools.islice(rows(self.sheet), most)
            if row.fault is None
        ]


class Unknown(Exception):
    """What a file holds cannot be told; the message says why."""


def look(sheet: Sheet, path: Path) -> File:
    """A file with a sample of its values."""
    columns = [Column(header, ColumnProfile(header)) for header in sheet.headers]
    count = 0
    for row in itertools.islice(rows(sheet), _LOOKED_AT):
        if row.fault is None:
            count += 1
            for column, cell in zip(columns, row.cells, strict=True):
                column.see(cell)
    return File(sheet, path, columns, count)


def understand_together(files: Sequence[File]) -> list[str]:
    """Find out for each file which table it fills and what feeds its fields; why that is not known of some, each
    beginning with the file's name."""
    unknown: list[str] = []
    found: list[File] = []
    for file in files:
        try:
            file.table = _table(file)
        except Unknown as why:
            unknown.append(f"{file.path.name} holds could not be guessed: {why}")
            continue
        found.append(file)
    for step in ("persons", "tables", "done"):  # what a file links to tells what it is, and that again what it links to
        for file in found:
            file.chosen = _fields(file)
            own = _id_column(file)
            if own is not file.own:
                ids = file.cells(own.header, most=_KEYS_LOOKED_AT) if own is not None else []
                file.own, file.keys = own, {cells[0] for cells in ids} - {""}
        for file in found:
            file.links = {
                column.header: other.table
                for column in file.columns
                for other in found
                if _leads_to(file, column, other) > 1
            }
        ours = _colleagues(found)
        for file in found if step != "done" else ():
            file.table = _ours_or_theirs(file, _table(file) if step == "tables" else file.table, ours)
    for file in found:
        _follow(file, found)
        _choose_alternatives(file)
    return unknown


# --- which table ----------------------------------------------------------------------------------------------------


def _table(file: File) -> str:
    columns = file.columns
    name = re.sub(r"[_\-.]+", " ", fold(file.path.stem))
    if NOT_RECORDS.search(name):
        raise Unknown("it looks like a CRM's own setup, not like records of accounts, people or deals")
    if LINE_ITEMS.search(name):
        raise Unknown("the lines of deals have no table here")
    scores: dict[str, float] = {}
    named = next((table for pattern, table in FILE_WORDS if re.search(rf"\b(?:sf |hs )?(?:{pattern})", name)), None)
    for table in SYNONYMS:
        chosen = _columns_of(table, columns)
        if not _sufficient(table, set(chosen)) and (table, named) != ("activities", "activities"):
            continue
        scores[table] = sum(1.5 if fields_of(table)[one].required else 1.0 for one in chosen)
        words = {squash(word) for word in ENTITIES[table]}
        if any(bare(column.header) in {f"{word}id" for word in words} for column in columns[:1]):
            scores[table] += 2
        leads = {one.target for one in fields_of(table).values() if one.kind == "reference"}
        scores[table] += sum(1.5 if target in leads else -3 for target in set(file.links.values()))
        if table in {"products", "people"} and "name" in chosen and chosen["name"].repeats():
            scores[table] -= 20  # they go by their names, and do not share them
    for rank, (pattern, table) in enumerate(FILE_WORDS):
        if table in scores and re.search(rf"\b(?:sf |hs )?(?:{pattern})", name):
            scores[table] += 12 - rank / 10
            break
    if not scores:
        raise Unknown("no table fits its headers")
    return max(scores, key=lambda table: scores[table])


def _named_as_ours(files: Sequence[File]) -> set[str]:
    """Ids, names and e-mail addresses of those whom the files name as owner, assignee or manager of something."""
    found: set[str] = set()
    for file in files:
        for name, column in file.chosen.items():
            known = fields_of(file.table)[name]
            if known.target == "people" and known.name != "manager" and file.table not in {"people", "contacts"}:
                found.update(column.said())
    return found


def _colleagues(files: Sequence[File]) -> File | None:
    """The file of persons that holds those whom the files name as owners; of several, as ids may be alike, the one with
    the fewest rows."""
    named = _named_as_ours(files)
    fitting = []
    for file in files:
        if file.table in {"people", "contacts"}:
            known = names_in(file) | file.keys | {value for column in file.columns if column.distinct()
                                                  for value in column.values}  # fmt: skip
            if named and sum(one in known or person_key(one) in known for one in named) > len(named) / 2:
                fitting.append(file)
    return min(fitting, key=lambda file: file.rows, default=None)


def _ours_or_theirs(file: File, table: str, ours: File | None) -> str:
    """Whether a file of persons lists colleagues or contacts. Colleagues are named as owners, and share one e-mail
    domain and employer; contacts belong to accounts."""
    if table not in {"people", "contacts"}:
        return table
    theirs = 0.0
    as_contacts = {name: column for name, column in _columns_of("contacts", file.columns).items() if column.filled}
    if "accounts" in file.links.values():
        theirs += 3
    elif "account" in as_contacts and len(as_contacts["account"].values) > max(2, file.rows // 10):
        theirs += 2
    email = as_contacts.get("email")
    domains = Counter(domain for value in (email.said() if email else ()) if (domain := email_domain(value)))
    if len(domains) > 2 and max(domains.values()) <= 0.5 * sum(domains.values()):
        theirs += 2
    elif sum(domains.values()) > 2 and max(domains.values()) >= 0.8 * sum(domains.values()):
        theirs -= 2
    theirs += 0.5 * len({"phone", "opted_out_at", "left_at"} & set(as_contacts))
    theirs += 0.5 * any(re.search(r"consent|opt.?(in|out)|mailing|subscri", one.header, re.I) for one in file.columns)
    as_people = {name for name, column in _columns_of("people", file.columns).items() if column.filled}
    theirs -= 0.5 * len({"manager", "team", "slack_id", "office", "active"} & as_people)
    theirs -= 4 * (file is ours)
    if table == "people":
        return "contacts" if theirs >= 2 else "people"
    return "people" if theirs <= -3 else "contacts"


def names_in(file: File) -> set[str]:
    """The names of a file's rows, as references would write them."""
    columns = [file.chosen[name] for name in ("name", "first_name", "last_name") if name in file.chosen]
    columns = columns[:1] if "name" in file.chosen else columns
    if not columns:
        return set()
    return {person_key(" ".join(cells)) for cells in file.cells(*(column.header for column in columns))} - {""}


def _sufficient(table: str, chosen: set[str]) -> bool:
    if table == "opportunities":
        return bool(chosen & {"name", "stage", "amount", "close_date"}) or {"account"} <= chosen
    if table == "activities":
        return len(chosen & {"account", "contact", "subject", "occurred_at", "person", "channel"}) >= 1
    if table in {"support_cases", "contracts"}:
        return len(chosen) >= 2
    needed = {one.name for one in fields_of(table).values() if one.required}
    if table in {"contacts", "leads", "people"} and chosen & {"first_name", "last_name", "email"}:
        needed.discard("name")
    needed -= {"list_name"} if table == "list_memberships" else set()
    needed -= {"role"} if table == "deal_roles" and {"contact", "opportunity"} <= chosen else set()
    if table == "opportunity_changes" and {"new", "changed_at", "opportunity"} <= chosen:
        needed.discard("field")
    return bool(chosen) and needed <= chosen


# --- which field ----------------------------------------------------------------------------------------------------


def _fields(file: File) -> dict[str, Column]:
    """For each field the column that feeds it best. Where one half of a person's name has a column of its own, the
    column that could hold whole names holds the other half: `Prénom` beside `Nom`, `Vorname` beside `Name`."""
    chosen = _columns_of(file.table, file.columns)
    halves = {"first_name", "last_name"}
    if "name" in chosen and len(halves & set(chosen)) == 1:
        half, other = *(halves & set(chosen)), *(halves - set(chosen))
        pairs = [
            (one.casefold(), whole.casefold()) for one, whole in file.cells(chosen[half].header, chosen["name"].header)
        ]
        both = [one in whole for one, whole in pairs if one and whole]
        if both and sum(both) < len(both) / 2:
            chosen[other] = chosen.pop("name")
    return chosen


def _columns_of(table: str, columns: Sequence[Column]) -> dict[str, Column]:
    """For each field the column that feeds it best: by the rank of its header, a filled column before an empty one."""
    ids = id_headers(table)
    offers: list[tuple[int, int, str, Column]] = []
    for name, words in SYNONYMS[table].items():
        known = fields_of(table)[name]
        ranks = {word: rank for rank, word in enumerate(dict.fromkeys((squash(name), *words)))}
        for column in columns:
            rank = _rank(table, known, column, ranks)
            if rank is None or (bare(column.header) in ids and known.kind != "reference"):
                continue
            if _holds(table, known, column):
                offers.append((0 if column.filled else 1, rank, name, column))
    chosen: dict[str, Column] = {}
    taken: set[str] = set()
    for _empty, _place, name, column in sorted(offers, key=lambda offer: offer[:2]):
        if name not in chosen and column.header not in taken:
            chosen[name] = column
            taken.add(column.header)
    return chosen


def _rank(table: str, known: Field, column: Column, ranks: dict[str, int]) -> int | None:
    """How well a header names a field (0: best), None where it does not."""
    words = [*bare_in(table, column.header)]
    if known.kind in {"money", "number", "integer"}:
        words.append(unitless(column.header))
    said = [ranks[word] for word in words if word in ranks]
    if said:
        return said[0]
    last = header_words(column.header)[-1:]
    if known.name == "tier" and last and last[0].casefold() == "tier" and len(column.values) <= 10:
        return len(ranks)
    return None


def _holds(table: str, known: Field, column: Column) -> bool:
    """Whether the values of a column are such as the field can take."""
    if (table, known.name) == ("opportunities", "type") and bare(column.header) in _FROM_WORDS:
        told = sum(meaning(table, "type", value) is not None for value in column.values)
        return 0 < 0.8 * len(column.values) <= told
    if (table, known.name) == ("accounts", "lifecycle") and "label" in bare_in(table, column.header):
        return bool(column.values) and all(meaning(table, "lifecycle", value) for value in column.values)
    if known.name == "done":
        missed = any(meaning(table, "done", value) == "no" for value in column.values)
        return bool(column.filled) and (column.fits(parse_boolean) or (missed and 0 < len(column.values) <= _OUTCOMES))
    if known.name == "domains":
        return column.fits(lambda text: next(map(domain_key, parse_list(text.replace(",", ";"))), None))
    if known.name == "quarter":
        return column.fits(parse_quarter)
    if known.name == "currency":
        return column.fits(lambda text: text if re.fullmatch(r"[A-Za-z]{3}", text) else None)
    if known.name in {"country", "city"} and bare(column.header) in PLACES:
        countries = sum(squash(value) in COUNTRIES for value in column.values)
        return (2 * countries > len(column.values)) == (known.name == "country")
    if known.name == "founded":
        return column.fits(lambda text: True if 1000 <= parse_integer(text) <= 2100 else None)
    reads: dict[str, Callable[[str], object]] = {
        "integer": parse_integer,
        "number": parse_number,
        "money": parse_money,
        "boolean": parse_boolean,
        "date": parse_date_cell,
        "moment": parse_date_cell,
    }
    return known.kind not in reads or column.fits(reads[known.kind])


def _id_column(file: File) -> Column | None:
    """The column whose values tell the rows apart: one that is called the table's id, else a first column of ids."""
    ranks = id_headers(file.table)
    taken = {column.header for column in file.chosen.values()}
    free = [column for column in file.columns if column.header not in taken and column.filled]
    fitting = [
        column
        for column in free
        if bare(column.header) in ranks and max(column.values.values()) <= max(1, column.filled // 20)
    ]
    if fitting:
        return min(fitting, key=lambda column: ranks[bare(column.header)])
    first = file.columns[0]
    whole = first.filled == file.rows and len(first.values) >= _MOSTLY * min(file.rows, _KEPT)
    return first if first in free and whole and names_ids(first.header) and file.rows > 1 else None


# --- links between files --------------------------------------------------------------------------------------------


def _leads_to(file: File, column: Column, other: File) -> int:
    """How surely a column holds ids of another file's rows: 3 its header is that of the ids, 2 it ends with it or names
    the thing, 1 only the values say so, 0 it does not."""
    key = other.own
    if key is None or not column.filled or (file is other and column is key) or not other.keys:
        return 0
    ours, theirs = squash(column.header), squash(key.header)
    special = bare(key.header) not in {"id", "recordid", "uuid"} and len(theirs) >= 4
    header = bare(column.header).removesuffix("s")  # `Associated Company IDs`
    named = any(header.endswith(f"{squash(word)}id") for word in ENTITIES[other.table])
    values = column.said()
    hits = sum(value in other.keys for value in values)
    if special and ours == theirs and file is not other and column is not file.own:
        return 3 if 2 * hits >= len(values) > 0 else 0
    if not values or hits < _MOSTLY * len(values):
        return 0
    if ((special and ours.endswith(theirs)) or named) and column is not file.own:
        return 2
    telling = sum(not value.isdecimal() for value in values) > len(values) / 2
    return 1 if telling and len(values) >= 3 and column is not file.own else 0


def _follow(file: File, files: Sequence[File]) -> None:
    """Let columns that hold the ids, or else the names, of another file's rows feed the fields that refer to it."""
    offers = [
        (how, other, column)
        for column in file.columns
        for other in files
        if (how := _leads_to(file, column, other))
    ]  # fmt: skip
    settled: set[str] = set()
    for how, other, column in sorted(offers, key=lambda offer: -offer[0]):
        name = _referring(file, column, other)
        current = file.chosen.get(name) if name is not None else None
        if name is None or name in settled or (current is not None and (how == 1 or current is column)):
            continue
        if current is not None and any(_leads_to(file, current, one) for one in files):
            continue
        fed = next((field for field, one in file.chosen.items() if one is column), None)
        if fed is not None and (fields_of(file.table)[fed].kind == "reference" or how == 1):
            continue
        if fed is not None:
            del file.chosen[fed]
        file.chosen[name] = column
        settled.add(name)
    _follow_names(file, files)


def _referring(file: File, column: Column, other: File) -> str | None:
    """The field of a file's table that a column of another file's ids feeds."""
    fitting = [one.name for one in fields_of(file.table).values() if one.target == other.table]
    if not fitting or (file is other and not re.search(r"parent|manager|report|mutter|ultimate", column.header, re.I)):
        return None
    if other.table == "people" and _WRITTEN_BY.search(column.header):
        return None
    if {"owner", "marketer"} <= set(fitting):
        return "marketer" if "market" in column.header.casefold() else "owner"
    return fitting[0]


def _follow_names(file: File, files: Sequence[File]) -> None:
    names = {one.table: names_in(one) for one in files if one.table in NAMED}
    taken = set(file.feeding())
    for known in fields_of(file.table).values():
        if known.name in file.chosen or known.target == file.table or known.target not in names:
            continue
        for column in file.columns:
            if known.name == "marketer" and "market" not in column.header.casefold():
                continue  # colleagues have other parts in an account as well
            if column.header not in taken and column.among(names[known.target], person_key):
                file.chosen[known.name] = column
                taken.add(column.header)
                break


# --- several columns for one field ----------------------------------------------------------------------------------


def _choose_alternatives(file: File) -> None:
    """Where a field has a column that is better but not always filled, and another for the rest: both, in order."""
    for (table, name), kinds in FIRST_OF.items():
        if table != file.table:
            continue
        taken = {column.header for field, column in file.chosen.items() if field != name}
        known = fields_of(table)[name]
        found: list[Column] = []
        for words in kinds:
            fitting = [
                column
                for column in file.columns
                if words.intersection(bare_in(table, column.header)) and column.header not in taken and column.filled
            ]
            found += [column for column in fitting[:1] if column not in found and _holds(table, known, column)]
        if len(found) > 1 and found[0].filled < file.rows:
            file.chosen[name], file.after[name] = found[0], found[1:]
        elif found and name not in file.chosen:
            file.chosen[name] = found[0]
