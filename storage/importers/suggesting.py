"""Proposing a mapping for files nobody has described: from their names, their headers and their values."""

from __future__ import annotations

import itertools
import re
import shlex
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from storage.audience import parse_label
from storage.errors import ImportFailed
from storage.importers.fields import VOCABULARY, Field, fields_of
from storage.importers.headers import (
    COUNTRIES,
    DELETED_HEADERS,
    ENTITIES,
    FILE_WORDS,
    INACTIVE_HEADERS,
    LINE_ITEMS,
    NOT_RECORDS,
    NOTE_HEADERS,
    PLACES,
    SYNONYMS,
    bare,
    bare_in,
    meaning,
    squash,
)
from storage.importers.mapping import DEFAULT_LIST
from storage.importers.parsing import known_stage
from storage.importers.profile import ColumnProfile
from storage.importers.reading import Sheet, inspect_file, rows
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
from storage.names import domain_key, person_key, slug

_LOSS = re.compile(
    r"(?:lost|loss|verlust|verloren).*(?:reason|grund)|(?:reason|grund).*(?:lost|loss|verl)", re.IGNORECASE
)
_LOOKED_AT = 5_000
_KEPT = 400
_MANY = 40


@dataclass
class _Column:
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

    def fits(self, reads: Callable[[str], object]) -> bool:
        """Whether nearly all values can be read so; a column without values fits everything."""
        values = [value for value in self.values if not is_empty(value)]
        good = 0
        for value in values:
            try:
                good += reads(value) is not None
            except Unreadable:
                continue
        return good >= 0.96 * len(values)


@dataclass
class _File:
    """A file with the table its rows are of and, for each field, the column that feeds it."""

    sheet: Sheet
    path: Path
    table: str
    columns: list[_Column]
    chosen: dict[str, _Column]


_Names = dict[str, set[str]]
"""Per table that one of the files fills, the names in it."""

_NAMING = ("people", "accounts", "products", "campaigns")


class _Unknown(Exception):
    """What a file holds cannot be told; the message says why."""


def suggest_mapping(*paths: Path) -> str:
    """A mapping for these files as YAML text to edit; it can be used as it is. Raises ImportFailed for a file that
    cannot be read or whose content cannot be guessed; what stands in one file tells what another refers to."""
    files: list[tuple[Sheet, Path]] = []
    for path in paths:
        sheet = inspect_file(path)
        same = next((other for other, known in files if known.name == path.name), None)
        if same is None:
            files.append((sheet, path))
        elif same.headers != sheet.headers:
            raise ImportFailed(
                f"Two files are called {path.name}, with other columns: a mapping tells files by their names. Nothing "
                "was changed. Rename one."
            )
    found: list[_File] = []
    unknown: list[str] = []
    for sheet, path in files:
        columns = _look(sheet)
        try:
            table = _table(path, columns)
        except _Unknown as why:
            unknown.append(f"{path.name} holds could not be guessed: {why}")
            continue
        found.append(_File(sheet, path, table, columns, _fields(table, columns)))
    if unknown:
        raise ImportFailed(
            f"What {'; what '.join(unknown)}. Nothing was changed. Leave it out, or write its entry by hand; the "
            f"tables are {', '.join(sorted(SYNONYMS))}."
        )
    names = {file.table: _names(file) for file in found if file.table in _NAMING}
    for file in found:
        _join(file, names)
    blocks = [_block(file, names) for file in found]
    opening = [
        "# Proposed from the headers and values of the files. Look it over, then:",
        f"#   abmbot import {shlex.join(path.name for _sheet, path in files)} --map MAP.yaml",
        f"source: {_source(paths, [sheet for sheet, _path in files])}   # the system the files come from",
        "# as_of: 2026-01-31   # when the export was made; left out: the date of each file",
        "visibility: everyone",
        "# currency: USD   # of amounts that name none",
        "files:",
    ]
    return "\n".join([*opening, *(line for block in blocks for line in block)]) + "\n"


def _look(sheet: Sheet) -> list[_Column]:
    columns = [_Column(header, ColumnProfile(header)) for header in sheet.headers]
    for row in itertools.islice(rows(sheet), _LOOKED_AT):
        if row.fault is None:
            for column, cell in zip(columns, row.cells, strict=True):
                column.see(cell)
    return columns


def _names(file: _File) -> set[str]:
    """The names of a file's rows, as references would write them."""
    columns = [file.chosen[name] for name in ("name", "first_name", "last_name") if name in file.chosen]
    places = [file.sheet.headers.index(column.header) for column in columns]
    places = places[:1] if "name" in file.chosen else places
    return {
        person_key(" ".join(row.cells[place] for place in places))
        for row in itertools.islice(rows(file.sheet), _LOOKED_AT)
        if row.fault is None
    } - {""}


def _among(column: _Column, names: set[str]) -> bool:
    """Whether nearly all values of a column are among these names."""
    values = [value for value in column.values if not is_empty(value)]
    return bool(values) and sum(person_key(value) in names for value in values) >= 0.9 * len(values)


def _join(file: _File, names: _Names) -> None:
    """Let columns that hold the names of another file's rows feed the fields that refer to it."""
    taken = {column.header for column in file.chosen.values()}
    for known in fields_of(file.table).values():
        if known.name in file.chosen or known.target == file.table or known.target not in names:
            continue
        for column in file.columns:
            if column.header not in taken and _among(column, names[known.target]):
                file.chosen[known.name] = column
                taken.add(column.header)
                break


def _source(paths: tuple[Path, ...], sheets: list[Sheet]) -> str:
    text = " ".join(str(path.resolve()).casefold() for path in paths)
    headers = {header.casefold() for sheet in sheets for header in sheet.headers}
    if "salesforce" in text or any(path.name.startswith("sf_") for path in paths) or "master_record_id" in headers:
        return "salesforce"
    if "hubspot" in text or any(header.startswith("property_") for header in headers):
        return "hubspot"
    return "crm"


# --- which table ----------------------------------------------------------------------------------------------------


def _table(path: Path, columns: list[_Column]) -> str:
    name = re.sub(r"[_\-.]+", " ", path.stem.casefold())
    if NOT_RECORDS.search(name):
        raise _Unknown("it looks like a CRM's own setup, not like records of accounts, people or deals")
    if LINE_ITEMS.search(name):
        raise _Unknown("the lines of deals have no table here")
    scores: dict[str, float] = {}
    named = next((table for pattern, table in FILE_WORDS if re.search(rf"\b(?:sf |hs )?(?:{pattern})", name)), None)
    for table in SYNONYMS:
        chosen = _fields(table, columns)
        if not _sufficient(table, set(chosen)) and (table, named) != ("activities", "activities"):
            continue
        scores[table] = sum(1.5 if fields_of(table)[one].required else 1.0 for one in chosen)
        words = {squash(word) for word in ENTITIES[table]}
        if any(bare(column.header) in {f"{word}id" for word in words} for column in columns[:1]):
            scores[table] += 2
    for rank, (pattern, table) in enumerate(FILE_WORDS):
        if table in scores and re.search(rf"\b(?:sf |hs )?(?:{pattern})", name):
            scores[table] += 12 - rank / 10
            break
    if not scores:
        raise _Unknown("no table fits its headers")
    return max(scores, key=lambda table: scores[table])


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


def _fields(table: str, columns: list[_Column]) -> dict[str, _Column]:
    """For each field the column that feeds it best: by the rank of its header, a filled column before an empty one."""
    ids = _id_headers(table)
    offers: list[tuple[int, int, str, _Column]] = []
    for name, words in SYNONYMS[table].items():
        known = fields_of(table)[name]
        ranks = {word: rank for rank, word in enumerate(dict.fromkeys((squash(name), *words)))}
        for column in columns:
            said = [ranks[word] for word in bare_in(table, column.header) if word in ranks]
            rank = said[0] if said else None
            if rank is None or (bare(column.header) in ids and known.kind != "reference"):
                continue
            if _holds(known, column):
                offers.append((0 if column.filled else 1, rank, name, column))
    chosen: dict[str, _Column] = {}
    taken: set[str] = set()
    for _empty, _rank, name, column in sorted(offers, key=lambda offer: offer[:2]):
        if name not in chosen and column.header not in taken:
            chosen[name] = column
            taken.add(column.header)
    return chosen


def _holds(known: Field, column: _Column) -> bool:
    """Whether the values of a column are such as the field can take."""
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


def _id_headers(table: str) -> dict[str, int]:
    """Headers of a table's own id, with their rank."""
    words = [squash(word) for word in ENTITIES[table]]
    found = ["id", *(f"{word}id" for word in words), "recordid", "uuid"]
    found += [f"{word}{end}" for word in words for end in ("number", "nr", "no", "code", "key", "nummer")]
    return {word: rank for rank, word in reversed(list(enumerate(found)))}


def _id_column(table: str, columns: list[_Column], chosen: dict[str, _Column]) -> _Column | None:
    """The column whose values tell the rows apart."""
    ranks = _id_headers(table)
    taken = {column.header for column in chosen.values()}
    fitting = [
        column
        for column in columns
        if bare(column.header) in ranks
        and column.header not in taken
        and column.filled
        and max(column.values.values()) <= max(1, column.filled // 20)
    ]
    return min(fitting, key=lambda column: ranks[bare(column.header)], default=None)


# --- writing it down ------------------------------------------------------------------------------------------------


def _block(file: _File, names: _Names) -> list[str]:
    path, table, columns, chosen = file.path, file.table, file.columns, file.chosen
    own = _id_column(table, columns, chosen)
    feeds = {column.header: name for name, column in chosen.items()}
    lines = [f"  {_quoted(path.name)}:", f"    table: {table}"]
    if own is not None:
        lines.append(f"    id: {_quoted(own.header)}")
    labels = next((column for column in columns if column.header not in feeds and _holds_labels(column)), None)
    if labels is not None:
        lines.append(f"    visibility: {{column: {_quoted(labels.header)}}}")
    order = _date_order([chosen[name] for name in chosen if fields_of(table)[name].kind in {"date", "moment"}])
    if order:
        lines.append(f"    dates: {order}   # some dates could be read either way: check")
    listed: list[str] = []
    customs: list[str] = []
    skips: list[str] = []
    for column in columns:
        word = bare(column.header)
        if column.header in feeds:
            listed.append(f"      {_quoted(column.header)}: {_spec(table, feeds[column.header], column, names)}")
        elif squash(column.header) in DELETED_HEADERS and column.fits(parse_boolean):
            skips.append(f'      {_quoted(column.header)}: ["true", "1", "yes"]')
        elif squash(column.header) in INACTIVE_HEADERS and column.fits(parse_boolean):
            skips.append(f'      {_quoted(column.header)}: ["false", "0"]')
        elif column.header.startswith("_fivetran"):
            listed.append(f"      {_quoted(column.header)}: ignore")
        elif word in NOTE_HEADERS and (table == "accounts" or "account" in fields_of(table)):
            listed.append(f"      {_quoted(column.header)}: {{note: {_quoted(_note_title(table, column.header))}}}")
        elif column is not own and column is not labels:
            if not column.header.startswith("property_"):
                customs.append(column.header)
            else:
                label = column.header.removeprefix("property_").replace("_", " ")
                listed.append(
                    f"      {_quoted(column.header)}: {{custom: {_quoted(column.header)}, label: {_quoted(label)}}}"
                )
    lines += ["    columns:", *listed] if listed else ["    columns: {}"]
    if customs:
        shown = ", ".join(customs[:12]) + (f" and {len(customs) - 12} more" if len(customs) > 12 else "")
        lines.append(f"      # kept as custom fields: {' '.join(shown.split())}")
    left = sorted(set(fields_of(table)) - set(chosen) - {"changed_by"})
    lines += [f"      # fields that nothing feeds: {', '.join(left)}"] if left else []
    lines += _constants(path, table, set(chosen))
    lines += _values(file)
    lines += ["    skip_when:", *skips] if skips else []
    return lines


def _holds_labels(column: _Column) -> bool:
    """Whether a column says who may see each row."""

    def reads(text: str) -> object:
        try:
            return parse_label(text)
        except ValueError as error:
            raise Unreadable(str(error)) from None

    return any(value.casefold().startswith(("team:", "people:")) for value in column.values) and column.fits(reads)


def _spec(table: str, name: str, column: _Column, names: _Names) -> str:
    known = fields_of(table)[name]
    if known.kind == "reference":
        by = _by(known, column)
        if by is None:
            return name
        told = _among(column, names.get("people", set()))
        create = ", create: true" if by == "name" and known.target == "people" and not told else ""
        return f"{{field: {name}, by: {by}{create}}}"
    if name == "tier" and table == "accounts":
        return f'{name}   # puts every account with a tier on the list "{DEFAULT_LIST}"'
    guessed = _guessed(table, name, column)
    if len(set(guessed.values())) < len(guessed):  # several words become one of ours: how they were stays askable
        return f"[{name}, {{custom: {_quoted(_custom_name(table, column.header))}, label: {_quoted(column.header)}}}]"
    options = []
    if known.kind in {"money", "integer", "number"}:
        scale, currency = _unit(column.header)
        options += [f"scale: {scale}"] if scale else []
        options += [f"currency: {currency}"] if currency and known.kind == "money" else []
    return f"{{field: {name}, {', '.join(options)}}}" if options else name


def _by(known: Field, column: _Column) -> str | None:
    values = list(column.values)
    if values and sum("@" in value for value in values) > 0.8 * len(values):
        return "email"
    word = bare(column.header)
    if word.endswith(("id", "nr", "number", "nummer")):
        return None
    if not values:
        return None
    named = sum(
        bool(re.search(r"[^\W\d_]{2,}", value)) and not re.fullmatch(r"[A-Za-z]+[-_ ]?\d+", value) for value in values
    )
    return "name" if named > 0.8 * len(values) and known.target != "opportunities" else None


def _unit(header: str) -> tuple[int | None, str | None]:
    """Scale and currency that a header names: `Umsatz (Mio EUR)`, `revenue_k_usd`."""
    words = re.findall(r"[^\W\d_]+|[€$£]", header)
    small = {word.casefold() for word in words}
    scale = None
    if small & {"mio", "million", "millions", "millionen", "mn", "mm"} or re.search(
        r"\(\s*M\b|M[€$£]|[€$£]M\b", header
    ):
        scale = 1_000_000
    elif small & {"tsd", "thousand", "thousands", "teur", "keur", "kusd"} or re.search(
        r"\(\s*[kK]\b|[kT][€$£]", header
    ):
        scale = 1_000
    codes = [
        word for word in words if word in {"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "JPY"}
    ]
    symbols = {"€": "EUR", "$": "USD", "£": "GBP"}
    found = codes or [symbols[word] for word in words if word in symbols]
    return scale, found[0] if found else None


def _date_order(columns: list[_Column]) -> str | None:
    """day-first or month-first, where a column leaves it open and no other tells."""
    orders = sum((column.profile.dates for column in columns), Counter[str]())
    if not orders["ambiguous"] or (any(c.profile.dates["day"] or c.profile.dates["month"] for c in columns)):
        return None
    example = next(column.profile.example for column in columns if column.profile.dates["ambiguous"])
    return "day-first" if "." in (example or "") else "month-first"


def _note_title(table: str, header: str) -> str:
    thing = {"opportunities": "Deal", "activities": "Activity", "support_cases": "Case"}.get(
        table, table.rstrip("s").title()
    )
    return f"{thing} {bare(header)}"


def _constants(path: Path, table: str, chosen: set[str]) -> list[str]:
    """What the file's name tells about every row of it."""
    name = re.sub(r"[_\-.]+", " ", path.stem.casefold())
    fixed: dict[str, str] = {}
    if table == "activities":
        if re.search(r"email event|form submission|marketing|web", name):
            fixed |= {"side": "marketing"}
        elif re.search(r"tasks?\b|meetings?|calls?\b|events?\b|sales", name):
            fixed |= {"side": "sales"}
        for word, channel in (
            ("email", "email"),
            ("meeting", "meeting"),
            ("call", "call"),
            ("form", "web"),
            ("web", "web"),
        ):
            if re.search(rf"\b{word}", name):
                fixed |= {"channel": channel}
                break
        if re.search(r"\b(open|opened|click|clicks|form)\b", name):
            fixed |= {"direction": "inbound"}
        if re.search(r"\b(sent|send)\b", name):
            fixed |= {"direction": "outbound"}
        if re.search(r"\bopen(ed)?\b", name):
            fixed |= {"human": "false"}
    elif table == "deal_roles":
        fixed |= {"role": "participant"}
    elif table == "opportunity_changes":
        fixed |= {"field": "stage"}
    elif table == "campaigns" and "email" in name:
        fixed |= {"channel": "email"}
    left = {name: value for name, value in fixed.items() if name not in chosen}
    return ["    set:", *(f"      {name}: {_quoted(value)}" for name, value in left.items())] if left else []


def _guessed(table: str, name: str, column: _Column) -> dict[str, str]:
    """Our words for those of a column, where they are not the same already."""
    if not 0 < len(column.values) <= _MANY:
        return {}
    known = {squash(word) for word in VOCABULARY.get((table, name), ())}
    unknown = [value for value in column.values if squash(value) not in known]
    return {value: told for value in unknown if (told := meaning(table, name, value)) is not None}


def _custom_name(table: str, header: str) -> str:
    name = slug(header)
    return f"{name}_in_export" if name in fields_of(table) else name


def _values(file: _File) -> list[str]:
    lines: list[str] = []
    for name, column in file.chosen.items():
        if guessed := _guessed(file.table, name, column):
            lines += [] if lines else ["    values:"]
            lines.append(f"      {name}:")
            lines += [f"        {_quoted(value)}: {told}" for value, told in guessed.items()]
    stages = file.chosen.get("stage")
    if stages is not None and file.table == "opportunities" and 0 < len(stages.values) <= _MANY:
        lines.append("    stages:   # open | qualified | won | lost; qualified means open and in the pipeline")
        lost = _lost_stages(file, stages)
        for value in stages.values:
            told = known_stage(value) or ("lost" if value in lost else None)
            lines.append(f"      {_quoted(value)}: {told or 'qualified   # a guess: check'}")
    return lines


def _lost_stages(file: _File, stages: _Column) -> set[str]:
    """Stages whose deals mostly have a reason why they were lost."""
    reason = next((one for one in file.columns if _LOSS.search(one.header) and one.filled), None)
    if reason is None:
        return set()
    stage, why = file.sheet.headers.index(stages.header), file.sheet.headers.index(reason.header)
    total, given = Counter[str](), Counter[str]()
    for row in itertools.islice(rows(file.sheet), _LOOKED_AT):
        if row.fault is None:
            total[row.cells[stage].strip()] += 1
            given[row.cells[stage].strip()] += not is_empty(row.cells[why])
    return {value for value, count in total.items() if given[value] > count / 2}


def _quoted(text: str) -> str:
    """A YAML scalar that reads back as exactly this text."""
    if re.fullmatch(r"[^\W\d][\w ./%()*-]*(?<! )", text) and ": " not in text and " #" not in text:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    escaped = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in escaped)
    return f'"{escaped}"'
