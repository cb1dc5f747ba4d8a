"""From the cells of a row to values of fields: the mapping, compiled for one file."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from storage.audience import parse_label
from storage.errors import ImportFailed
from storage.importers.fields import IDENTITY, NAMED, VOCABULARY, Field, fields_of
from storage.importers.headers import ENTITIES, meaning, squash
from storage.importers.mapping import (
    CustomType,
    Dates,
    FileMapping,
    FromColumn,
    Ignore,
    Mapping,
    Rule,
    StageKind,
    ToCustom,
    ToField,
    ToNote,
)
from storage.importers.profile import ColumnProfile, file_mark, file_order
from storage.importers.reading import Sheet
from storage.importers.stages import guess_stage
from storage.importers.values import (
    DateOrder,
    DecimalMark,
    Unreadable,
    is_empty,
    parse_boolean,
    parse_date_cell,
    parse_integer,
    parse_list,
    parse_money,
    parse_number,
    parse_quarter,
    parse_text,
)
from storage.names import domain_key, email_key, exact_key, person_key, slug

Feeder = Callable[[str, dict[str, Any], dict[str, str], list[str]], None]
LATEST = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
_MOST_WORDS = 50
_LONGEST_WORD = 60


class Parsed(NamedTuple):
    """A row read: values by field name, references as they are written, custom values by name."""

    fields: dict[str, Any]
    references: dict[str, str]
    custom: dict[str, Any]
    notes: list[tuple[str, str, str]]
    visibility: str
    as_of: dt.datetime
    link: str | None
    source_id: str
    changed_by: str | None
    changed_at: dt.datetime | None


class BadRow(Exception):
    """A row that cannot be kept; the message says why."""


class SkippedRow(Exception):
    """A row that the mapping says to skip; the message says by which rule."""


@dataclass
class CustomColumn:
    """A column kept as custom field `name`; `type` is decided once every file has been looked at."""

    index: int
    name: str
    label: str
    rule: ToCustom
    profile: ColumnProfile
    type: CustomType | None = None


@dataclass
class _Target:
    index: int
    header: str
    rule: ToField
    profile: ColumnProfile | None = None


@dataclass
class Plan:
    """One file of a run: how it is read and what its columns feed."""

    sheet: Sheet
    entry: FileMapping
    mapping: Mapping
    as_of: dt.datetime
    targets: list[_Target] = field(default_factory=list)
    custom: list[CustomColumn] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    labels: set[str] = field(default_factory=set)
    content: str = ""
    """A digest of the file."""
    again: bool = False
    """Whether the file was imported before as it is now: what its rows say anew comes from the mapping, not the CRM."""
    skipped_before: int | None = None
    """How many rows of just this file were not taken when it was last imported."""
    remapped: bool = False
    """Whether the mapping said something else of such files when they were last imported."""
    words: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """(field, value) -> what this file calls the value, for fields whose words may be translated; never endlessly many,
    as it only matters whether there is more than one."""
    _parsers: list[tuple[int, str, Feeder, tuple[int, ...]]] = field(default_factory=list)
    """Column, header, parser, and the columns of the same field that count before this one where they are filled."""

    @property
    def table(self) -> str:
        return self.entry.table

    @cached_property
    def fed(self) -> set[str]:
        """Fields this file says something about."""
        return {rule.field.name for rule in self._rules()}

    def _rules(self) -> list[ToField]:
        return [target.rule for target in self.targets] + [rule for rule, _text in self.entry.constants]

    def references(self) -> dict[str, ToField]:
        return {rule.field.name: rule for rule in self._rules() if rule.field.kind == "reference"}

    @cached_property
    def _tells_status(self) -> bool:
        return self.table == "opportunities" and bool(self.fed & {"stage", "status", "is_won", "is_closed"})

    @cached_property
    def tells_tiers(self) -> bool:
        """Whether a column of an accounts file says at which tier of the target list each account is."""
        return self.table == "accounts" and "tier" in self.fed

    @property
    def digest(self) -> str:
        """What the mapping says of the file, and of its time, in 64 letters."""
        as_of = self.entry.as_of or self.mapping.as_of or self.as_of
        return self.entry.digest + hashlib.sha256(str(as_of).encode()).hexdigest()[:32]

    def unused(self) -> set[str]:
        """Names under which columns of the file would be custom fields, but are not."""
        names = {slug(header) for header in self.sheet.headers}
        return {*names, *(f"{name}_in_export" for name in names)} - {column.name for column in self.custom}

    def list_name(self) -> str:
        return next(rule.list_name for rule in self._rules() if rule.field.name == "tier")

    # --- looking at the values first

    def observe(self, cells: list[str]) -> None:
        for column in self.custom:
            column.profile.see(cells[column.index])
        for target in self.targets:
            if target.profile is not None:
                if target.rule.field.kind in {"date", "moment"}:
                    target.profile.see_date(cells[target.index])
                else:
                    target.profile.see_number(cells[target.index])

    def conclude(self) -> None:
        """Decide how dates and numbers are written, and the types of custom columns as this file has them."""
        profiles = [column.profile for column in self.custom]
        profiles += [target.profile for target in self.targets if target.profile is not None]
        # a custom column that turned out to hold text tells nothing
        self._mark = file_mark([one for one in profiles if not one.may_be_number or one.marks])
        self._order = file_order([one for one in profiles if one.may_be_date])
        for column in self.custom:
            column.type = column.rule.type or column.profile.custom_type(column.profile.decimal_mark(self._mark))

    def compile(self) -> None:
        """Make the parser of every column; custom types are final now."""
        self._parsers = []
        self.words = {
            (rule.field.name, value): set() for rule in self._rules() for value in self._translated(rule.field)
        }
        self._custom_parsers = [
            (column.index, column.name, column.label, self._custom_parser(column))
            for column in self.custom
            if column.type is not None
        ]
        # of the columns that share a field an empty one is read before the one that fills it
        for target in sorted(self.targets, key=lambda one: len(self._before(one))):
            self._parsers.append((target.index, target.header, self._feeder(target), self._before(target)))
        self._index = {header: index for index, header in enumerate(self.sheet.headers)}
        self._fold = {header.casefold(): index for header, index in self._index.items()}
        self._ids = [self.find(header, "id") for header in self.entry.id]
        self._skip = [(self.find(h, "skip_when"), h, words) for h, words in self.entry.skip_when.items()]
        self._link = self._link_maker(self.entry.link)
        as_of = self.entry.as_of if self.entry.as_of is not None else self.mapping.as_of
        self._as_of = self.find(as_of.header, "as_of") if isinstance(as_of, FromColumn) else None
        label = self.entry.visibility if self.entry.visibility is not None else self.mapping.visibility
        self._label = self.find(label.header, "visibility") if isinstance(label, FromColumn) else None
        self._fixed_label = label if isinstance(label, str) else ""
        self._constants = [(rule.field, self._parser(rule, None), value) for rule, value in self.entry.constants]
        self._required = [one.name for one in fields_of(self.table).values() if one.required]
        for rule, value in self.entry.constants:
            known = self.words.get((rule.field.name, value))
            if known is not None:
                known.add(value[:_LONGEST_WORD])
        self._currency = self.entry.currency or self.mapping.currency
        self._identity = self._identity_fields()

    def _before(self, target: _Target) -> tuple[int, ...]:
        """The columns that count before this one for its field."""
        found: list[int] = []
        for header in self.entry.first_of.get(target.rule.field.name, ()):
            index = self.find(header, "first_of")
            if index == target.index:
                return tuple(found)
            found.append(index)
        return ()

    def find(self, header: str, key: str) -> int:
        """The position of a column by its header; raises ImportFailed when the file has none."""
        index = column_index(self.sheet, header)
        if index is None:
            raise no_column(self.sheet, header, key)
        return index

    # --- one row

    def parse(self, cells: list[str]) -> Parsed:
        """Raises BadRow or SkippedRow."""
        for index, header, words in self._skip:
            if cells[index].strip().casefold() in words:
                raise SkippedRow(f"skip_when: {header} is {cells[index].strip() or 'empty'}")
        fields: dict[str, Any] = {}
        references: dict[str, str] = {}
        found_currency: list[str] = []
        for index, header, feed, before in self._parsers:
            if any(not is_empty(cells[other]) for other in before):
                continue  # a column that comes first is filled
            try:
                feed(cells[index], fields, references, found_currency)
            except Unreadable as error:
                raise BadRow(f"{header}: {error}") from None
        for constant, parse, text in self._constants:
            if constant.kind == "reference":
                references[constant.name] = text
            else:
                fields[constant.name] = parse(text)
        self._settle_currency(fields, found_currency)
        self._settle_name(fields)
        if self._tells_status:
            self._settle_stage(fields)
        for name in self._required:
            if fields.get(name) is None and not self._filled_later(name):
                raise BadRow(f"it has no {name}")
        label = self._visibility(cells)
        self.labels.add(label)
        return Parsed(
            fields=fields,
            references=references,
            custom=self._custom_values(cells),
            notes=[(title, header, text) for index, title, header in self.notes if (text := cells[index].strip())],
            visibility=label,
            as_of=self._moment_of(cells),
            link=self._link(cells) if self._link else None,
            source_id=self._source_id(cells, fields, references),
            changed_by=fields.pop("changed_by", None) if self.table != "opportunity_changes" else None,
            changed_at=fields.pop("changed_at", None) if self.table != "opportunity_changes" else None,
        )

    def _filled_later(self, name: str) -> bool:
        return self.table == "opportunities" and name == "name"

    def _custom_values(self, cells: list[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for index, name, label, parse in self._custom_parsers:
            cell = cells[index]
            try:
                values[name] = parse(cell) if cell else None
            except Unreadable as error:
                raise BadRow(f"{label}: {error}") from None
        return values

    def _visibility(self, cells: list[str]) -> str:
        if self._label is None:
            return self._fixed_label
        try:
            return parse_label(cells[self._label])
        except ValueError as error:
            raise BadRow(str(error)) from None

    def _moment_of(self, cells: list[str]) -> dt.datetime:
        if self._as_of is None or is_empty(cells[self._as_of]):
            return self.as_of
        try:
            return parse_date_cell(cells[self._as_of], self.entry.dates.order or self._order, self.entry.dates.pattern)[
                0
            ]
        except Unreadable as error:
            raise BadRow(f"{self.sheet.headers[self._as_of]}: {error}") from None

    def _link_maker(self, template: str | None) -> Callable[[list[str]], str | None] | None:
        if template is None:
            return None
        parts = re.split(r"\{([^{}]+)\}", template)
        places = [self.find(header.strip(), "link") for header in parts[1::2]]
        whole = len(places) == 1 and not parts[0] and not parts[2]

        def make(cells: list[str]) -> str | None:
            values = [cells[place].strip() for place in places]
            if not all(values):
                return None
            safe = values if whole else [quote(value, safe="") for value in values]
            text = "".join(part for pair in zip(parts[::2], [*safe, ""], strict=True) for part in pair)
            return text if text.startswith(("https://", "http://")) else None

        return make

    def _source_id(self, cells: list[str], fields: dict[str, Any], references: dict[str, str]) -> str:
        if self._ids:
            parts = [cells[index].strip() for index in self._ids]
            if not all(parts):
                raise BadRow(f"it has no id ({', '.join(self.entry.id)})")
            return "/".join(parts)
        return natural_key(self.table, fields, references, self._identity, cells)

    def _identity_fields(self) -> tuple[str, ...]:
        usable = tuple(name for name in IDENTITY.get(self.table, ()) if name in self.fed)
        return usable if len(usable) >= 2 else ()

    def _settle_currency(self, fields: dict[str, Any], found: list[str]) -> None:
        money = next((one.name for one in fields_of(self.table).values() if one.kind == "money"), None)
        if money is None or fields.get(money) is None:
            return
        column = next((t.rule.currency for t in self.targets if t.rule.field.kind == "money"), None)
        fields["currency"] = (found[0] if found else None) or fields.get("currency") or column or self._currency

    def _settle_name(self, fields: dict[str, Any]) -> None:
        first, last = fields.pop("first_name", None), fields.pop("last_name", None)
        if "name" in self._required and fields.get("name") is None:
            fields["name"] = " ".join(part for part in (first, last) if part) or None
            if fields["name"] is None and self.table in {"contacts", "leads", "people"}:
                fields["name"] = fields.get("email")
        if self.table == "list_memberships" and fields.get("list_name") is None:
            fields["list_name"] = "target accounts"

    def _settle_stage(self, fields: dict[str, Any]) -> None:
        won, closed = fields.pop("is_won", None), fields.pop("is_closed", None)
        stage, status = fields.get("stage"), fields.get("status")
        said: StageKind | None = None
        if stage is not None:
            said = self.entry.stages.get(stage.casefold())
            if said is None:
                said = guess_stage(stage)
                if self.entry.stages or won is None:
                    self.counted["stage", f"{stage}: read as {said}"] += 1
        if status is None:
            if won:
                status = "won"
            elif closed:  # that it is closed does not say how: its stage may
                status = "won" if won is None and said == "won" else "lost"
            elif won is False and closed is False:
                status = "open"
            elif said is not None:
                status = "open" if said == "qualified" else said
        fields["status"] = status or "open"
        if fields.get("qualified") is None:
            if fields["status"] == "open":
                fields["qualified"] = said == "qualified" if said is not None else None
            else:
                fields["qualified"] = True if fields["status"] == "won" else None

    def _translated(self, known: Field) -> set[str]:
        """The values of a field for which an export may have other words."""
        if known.kind != "text" or known.column is None:
            return set()
        return {*VOCABULARY.get((self.table, known.name), ()), *self.entry.values.get(known.name, {}).values()}

    # --- making parsers

    def _feeder(self, target: _Target) -> Feeder:
        name = target.rule.field.name
        words = self.entry.values.get(name, {})
        kind = target.rule.field.kind
        parse = self._parser(target.rule, target.profile)
        said = {value: heard for (of, value), heard in self.words.items() if of == name}

        def feed(cell: str, fields: dict[str, Any], references: dict[str, str], currency: list[str]) -> None:
            written = cell
            if words:
                cell = words.get(cell.strip().casefold(), cell)
            if kind == "reference":
                text = parse_text(cell)
                if text is not None and not is_empty(text):
                    references[name] = text
            elif kind == "money":
                value, code = parse(cell)
                fields[name] = value
                if code is not None:
                    currency.append(code)
            elif kind == "list":
                fields[name] = list(dict.fromkeys([*fields.get(name, []), *parse(cell)]))
            else:
                fields[name] = value = parse(cell)
                if value in said and len(said[value]) < _MOST_WORDS:
                    said[value].add(written.strip()[:_LONGEST_WORD])

        return feed

    def _parser(self, rule: ToField, profile: ColumnProfile | None) -> Callable[[str], Any]:
        known = rule.field
        kind = known.kind
        if kind in {"date", "moment"}:
            return self._date_parser(known, rule.dates or self.entry.dates, profile)
        if kind in {"integer", "number", "money"}:
            return self._number_parser(rule, profile)
        if kind == "boolean":
            return lambda cell: None if is_empty(cell) else parse_boolean(cell)
        if kind == "list":
            return self._domains if known.name == "domains" else parse_list
        return self._text_parser(known)

    def _text_parser(self, known: Field) -> Callable[[str], Any]:
        if known.name == "email":
            return lambda cell: _email(parse_text(cell))
        if known.name == "quarter":
            return lambda cell: None if is_empty(cell) else parse_quarter(cell)
        if known.name == "currency":
            return lambda cell: None if is_empty(cell) else cell.strip().upper()[:3]
        words = {squash(word): word for word in VOCABULARY.get((self.table, known.name), ())}
        if not words:
            return parse_text
        if self.table == "opportunities":
            return lambda cell: self._closed_choice(cell, known.name, words)

        def choose(cell: str) -> str | None:
            text = parse_text(cell)
            return None if text is None else words.get(squash(text), text)

        return choose

    def _closed_choice(self, cell: str, name: str, words: dict[str, str]) -> str | None:
        text = parse_text(cell)
        if text is None:
            return None
        known = words.get(squash(text)) or meaning(self.table, name, text)
        if known is None:
            self.counted[name, f"{text}: left empty, it is none of {', '.join(words.values())}"] += 1
        return known

    def _domains(self, cell: str) -> list[str]:
        found = []
        for part in parse_list(cell.replace(",", ";")):
            domain = domain_key(part)
            if domain is None:
                self.counted["domains", f"{part[:60]}: no domain, left out"] += 1
            else:
                found.append(domain)
        return list(dict.fromkeys(found))

    def _date_parser(self, known: Field, dates: Dates, profile: ColumnProfile | None) -> Callable[[str], Any]:
        pattern, order = dates.pattern, dates.order
        if pattern is None and order is None and profile is not None:
            order, said = profile.date_order(self._order)
            self.warnings += said
        as_date = known.kind == "date"

        def parse(cell: str) -> dt.date | dt.datetime | None:
            if is_empty(cell):
                return None
            moment = parse_date_cell(cell, order, pattern)[0]
            if moment >= LATEST:  # the usual way of writing "no end"
                return None
            return moment.date() if as_date else moment

        return parse

    def _number_parser(self, rule: ToField, profile: ColumnProfile | None) -> Callable[[str], Any]:
        declared = rule.numbers or self.entry.numbers
        mark: DecimalMark | None = declared or (profile.decimal_mark(self._mark) if profile is not None else None)
        bound = declared is not None
        kind, scale, name = rule.field.kind, rule.scale, rule.field.name
        if not bound and mark is None and kind != "integer" and profile is not None and profile.ambiguous_numbers():
            self.warnings.append(
                f"{profile.ambiguous_numbers()} numbers in column {profile.header!r} could have thousands or decimals "
                f'(such as {profile.example}): read as thousands; declare it with numbers: "1,234.56" or "1.234,56"'
            )
        if kind == "money":
            default = rule.currency or self._currency_of_file()

            def money(cell: str) -> tuple[float | None, str | None]:
                if is_empty(cell):
                    return None, None
                value, code = parse_money(cell, mark, declared=bound, default=default)
                return _sane(round(value * scale, 2), cell), code

            return money
        if kind == "number":
            return lambda cell: (
                None if is_empty(cell) else _sane(round(parse_number(cell, mark, declared=bound) * scale, 6), cell)
            )

        def integer(cell: str) -> int | None:
            if is_empty(cell):
                return None
            try:
                value = (
                    parse_number(cell, mark, declared=bound) * scale
                    if scale != 1.0
                    else parse_integer(cell, mark, declared=bound)
                )
            except Unreadable:
                if name != "founded":
                    raise
                value = parse_date_cell(cell, self._order)[0].year
            return int(_sane(round(value), cell))

        return integer

    def _currency_of_file(self) -> str | None:
        return self.entry.currency or self.mapping.currency

    def _custom_parser(self, column: CustomColumn) -> Callable[[str], Any]:
        kind = column.type
        if kind == "text" or kind is None:
            return parse_text
        if kind == "list":
            commas = column.profile.parted_by_commas()
            return lambda cell: parse_list(cell, commas=commas) or None
        if kind == "boolean":
            return lambda cell: None if is_empty(cell) else parse_boolean(cell)
        if kind == "date":
            return self._custom_date_parser(column)
        declared = column.rule.numbers or (self.entry.numbers if column.rule.type else None)
        mark = declared or self.entry.numbers or column.profile.decimal_mark(self._mark)
        bound = declared is not None

        def number(cell: str) -> float | int | None:
            if is_empty(cell):
                return None
            value = _sane(parse_money(cell, mark, declared=bound)[0], cell)
            if kind == "integer":
                if value != int(value):
                    raise Unreadable(f"{cell.strip()!r} is not a whole number")
                return int(value)
            return value

        return number

    def _custom_date_parser(self, column: CustomColumn) -> Callable[[str], str | None]:
        own, shared = column.rule.dates or Dates(), self.entry.dates
        order = own.order or _order_of(own.pattern) or shared.order or _order_of(shared.pattern)
        if order is None:
            order, said = column.profile.date_order(self._order)
            self.warnings += said
        hint = shared.pattern if column.rule.type == "date" else None

        def parse(cell: str) -> str | None:
            if is_empty(cell):
                return None
            if own.pattern is None and hint is not None:
                try:
                    return parse_date_cell(cell, order, hint)[0].date().isoformat()
                except Unreadable:
                    pass  # a pattern of the whole file need not fit a column with no place here
            return parse_date_cell(cell, order, own.pattern)[0].date().isoformat()

        return parse


def _order_of(pattern: str | None) -> DateOrder | None:
    if pattern is None or "%d" not in pattern or "%m" not in pattern:
        return None
    return "day" if pattern.index("%d") < pattern.index("%m") else "month"


def _sane(value: float, cell: str) -> float:
    if not abs(value) < 1e14:
        raise Unreadable(f"{cell.strip()[:40]!r} is too large a number")
    return value


def _email(text: str | None) -> str | None:
    if text is None or "@" not in text:
        return text
    return text.removeprefix("mailto:").strip().casefold()


def natural_key(
    table: str, fields: dict[str, Any], references: dict[str, str], identity: tuple[str, ...], cells: list[str]
) -> str:
    """What identifies a row that has no id: the same row of a later export has the same key."""
    name = fields.get("name")
    if table in NAMED and name:
        return "name:" + (person_key(name) if table == "people" else exact_key(name))
    if table in {"contacts", "leads"}:
        if fields.get("email"):
            return "email:" + email_key(fields["email"])
        place = references.get("account") or fields.get("company") or ""
        return f"name:{exact_key(name or '')}|{exact_key(place)}"
    if table == "opportunities" and name:
        return f"name:{exact_key(name)}|{exact_key(references.get('account', ''))}"
    if identity:
        parts = [exact_key(references.get(one, "")) or _plain(fields.get(one)) for one in identity]
    else:
        parts = [cell.strip() for cell in cells]
    digest = hashlib.sha1("\x1f".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return "key:" + digest.hexdigest()[:20]


def _plain(value: Any) -> str:
    return "" if value is None else exact_key(str(value))


# --- making a plan --------------------------------------------------------------------------------------------------


def column_index(sheet: Sheet, header: str) -> int | None:
    """Where a column stands, whatever the case and spacing of its header."""
    wanted = " ".join(header.split())
    if wanted in sheet.headers:
        return sheet.headers.index(wanted)
    folded = [one.casefold() for one in sheet.headers]
    return folded.index(wanted.casefold()) if wanted.casefold() in folded else None


def no_column(sheet: Sheet, header: str, key: str) -> ImportFailed:
    return ImportFailed(
        f"{sheet.path.name} has no column {header!r}, which the mapping names under {key}. Nothing was imported. "
        f"Its columns are: {', '.join(sheet.headers[:60])}{', ...' if len(sheet.headers) > 60 else ''}"
    )


def make_plan(sheet: Sheet, entry: FileMapping, mapping: Mapping) -> Plan:
    """Match the mapping with the header of a file. Raises ImportFailed when the mapping names a column it lacks."""
    plan = Plan(sheet, entry, mapping, as_of=_file_as_of(sheet, entry, mapping), warnings=list(sheet.warnings))
    with sheet.path.open("rb") as file:
        plan.content = hashlib.file_digest(file, "sha256").hexdigest()
    rules: dict[int, tuple[Rule, ...]] = {}
    for header, found in entry.columns.items():
        index = column_index(sheet, header)
        if index is None:
            raise no_column(sheet, header, "columns")
        rules[index] = found
    spoken_for = _used_elsewhere(sheet, entry, mapping)
    names: set[str] = set()
    for index, header in enumerate(sheet.headers):
        default: tuple[Rule, ...] = () if index in spoken_for else (ToCustom(),)
        for rule in rules.get(index, default):
            if isinstance(rule, ToField):
                plan.targets.append(_Target(index, header, rule, _profile_for(header, rule, entry)))
            elif isinstance(rule, ToNote):
                plan.notes.append((index, rule.title, header))
            elif not isinstance(rule, Ignore):
                name = _custom_name(rule.name or header, entry.table, names, given=rule.name is not None)
                names.add(name)
                plan.custom.append(
                    CustomColumn(index, name, rule.label or spoken(header, entry.table), rule, ColumnProfile(header))
                )
    return plan


def spoken(header: str, table: str) -> str:
    """A header as one would say it: `up_against` is "up against", `Deal - Label` of deals is "Label"."""
    thing, dash, rest = header.partition(" - ")
    if dash and rest.strip() and squash(thing) in ENTITIES[table]:
        return rest.strip()
    return header if " " in header else header.removesuffix("__c").replace("_", " ").strip() or header


def _used_elsewhere(sheet: Sheet, entry: FileMapping, mapping: Mapping) -> set[int]:
    """Columns that the mapping uses for something else than a field: they become no custom field."""
    headers = list(entry.id) + list(entry.skip_when)
    for choice in (entry.as_of or mapping.as_of, entry.visibility or mapping.visibility):
        if isinstance(choice, FromColumn):
            headers.append(choice.header)
    return {index for header in headers if (index := column_index(sheet, header)) is not None}


def _custom_name(wanted: str, table: str, taken: set[str], *, given: bool) -> str:
    name = slug(wanted)
    if not given and (name in fields_of(table) or f"{name}_id" in fields_of(table)):
        name = f"{name}_in_export"
    base, count = name, 2
    while name in taken:
        name, count = f"{base}_{count}", count + 1
    return name


def _profile_for(header: str, rule: ToField, entry: FileMapping) -> ColumnProfile | None:
    kind = rule.field.kind
    if kind in {"date", "moment"}:
        dates = rule.dates or entry.dates
        return ColumnProfile(header) if dates.pattern is None and dates.order is None else None
    if kind in {"integer", "number", "money"}:
        return ColumnProfile(header) if (rule.numbers or entry.numbers) is None else None
    return None


def _file_as_of(sheet: Sheet, entry: FileMapping, mapping: Mapping) -> dt.datetime:
    for choice in (entry.as_of, mapping.as_of):
        if isinstance(choice, dt.datetime):
            return choice
    return dt.datetime.fromtimestamp(int(sheet.path.stat().st_mtime), dt.UTC)
