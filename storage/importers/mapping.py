"""The mapping file: which column of which file feeds which field.

Everything is checked when it is loaded, so that a wrong mapping is turned away before a single row is read; the error
names the file, the key and what is allowed there.
"""

from __future__ import annotations

import datetime as dt
import difflib
import fnmatch
import functools
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar

import yaml

from storage.audience import parse_label
from storage.errors import MappingInvalid
from storage.importers.fields import CODED, CREATABLE, NAMED, Field, fields_of
from storage.importers.headers import meaning, squash
from storage.importers.values import CURRENCIES, DateOrder, DecimalMark, Unreadable, parse_moment
from storage.tables import EVERYONE, IMPORTED

CustomType = Literal["integer", "number", "date", "boolean", "text", "list"]
StageKind = Literal["open", "qualified", "won", "lost"]

CUSTOM_TYPES: tuple[CustomType, ...] = ("integer", "number", "date", "boolean", "text", "list")
STAGES: tuple[StageKind, ...] = ("open", "qualified", "won", "lost")
BY = ("id", "name", "email")
_Read = TypeVar("_Read")
DEFAULT_LIST = "target accounts"


@dataclass(frozen=True)
class Dates:
    """How dates are written: a strptime `pattern`, or which of day and month comes first; neither: found out."""

    pattern: str | None = None
    order: DateOrder | None = None


@dataclass(frozen=True)
class FromColumn:
    """A value that stands in a column of each row."""

    header: str


@dataclass(frozen=True)
class ToField:
    """A column, or a constant, that feeds a field."""

    field: Field
    by: Literal["id", "name", "email"] | None = None
    create: bool = False
    scale: float = 1.0
    currency: str | None = None
    dates: Dates | None = None
    numbers: DecimalMark | None = None
    list_name: str = DEFAULT_LIST


@dataclass(frozen=True)
class ToCustom:
    """A column that has no place here and is kept as a custom field; `type` None is found out from its values."""

    name: str | None = None
    type: CustomType | None = None
    label: str | None = None
    dates: Dates | None = None
    numbers: DecimalMark | None = None


@dataclass(frozen=True)
class ToNote:
    """Free text that becomes a note of the row's account."""

    title: str


@dataclass(frozen=True)
class Ignore:
    """A column that is left out."""


Rule = ToField | ToCustom | ToNote | Ignore


@dataclass(frozen=True)
class FileMapping:
    """What one kind of file holds."""

    pattern: str
    table: str
    columns: dict[str, tuple[Rule, ...]]
    first_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    id: tuple[str, ...] = ()
    link: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    dates: Dates = Dates()
    numbers: DecimalMark | None = None
    as_of: dt.datetime | FromColumn | None = None
    visibility: str | FromColumn | None = None
    currency: str | None = None
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    stages: dict[str, StageKind] = field(default_factory=dict)
    constants: tuple[tuple[ToField, str], ...] = ()
    skip_when: dict[str, frozenset[str]] = field(default_factory=dict)
    digest: str = ""
    """What the mapping says of the file, but for `as_of`, in 32 letters: another mapping has another."""


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file."""

    source: str
    files: tuple[FileMapping, ...]
    path: str = "mapping"
    as_of: dt.datetime | FromColumn | None = None
    visibility: str | FromColumn = EVERYONE
    currency: str | None = None

    def for_file(self, name: str) -> FileMapping:
        """The entry for a file of this name: its exact name first, else the first pattern that fits."""
        for exact in (True, False):
            for entry in self.files:
                if entry.pattern.casefold() == name.casefold() if exact else _fits(name, entry.pattern):
                    return entry
        patterns = ", ".join(entry.pattern for entry in self.files) or "none"
        raise MappingInvalid(
            f"{self.path} has no entry for the file {name} (it has: {patterns}). Nothing was imported. "
            f"Add one under files, or run: abmbot import --suggest {name}"
        )


def _fits(name: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(name.casefold(), pattern.casefold())


def load_mapping(path: Path) -> Mapping:
    """Read and check a mapping file. Raises MappingInvalid with file, key and what is allowed there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MappingInvalid(f"The mapping {path} cannot be read ({error.strerror}). Nothing was imported.") from error
    except UnicodeDecodeError as error:
        raise MappingInvalid(
            f"The mapping {path} is not UTF-8 text. Nothing was imported. Save it as UTF-8."
        ) from error
    return parse_mapping(text, path.name)


def parse_mapping(text: str, origin: str = "mapping") -> Mapping:
    """`load_mapping` of a text; `origin` is named in errors."""
    try:
        tree = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" at line {where.line + 1}" if where is not None else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise MappingInvalid(
            f"{origin} is not a YAML file{line}: {problem}. Nothing was imported. Correct it and try again."
        ) from error
    except RecursionError as error:
        raise MappingInvalid(f"{origin} is nested too deeply to be a mapping. Nothing was imported.") from error
    try:
        return _Reader(origin).mapping(tree)
    except _Wrong as wrong:
        raise MappingInvalid(f"{origin}: {'; '.join(wrong.told)}. Nothing was imported.") from wrong


class _Loader(yaml.BaseLoader):
    """Leaves every scalar as it is written (`no` and `2026-11-20` stay text) and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key.value!r} is given twice", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_TOP = ("source", "as_of", "visibility", "currency", "dates", "numbers", "files")
_FILE = (
    "table", "id", "link", "delimiter", "encoding", "dates", "numbers", "as_of", "visibility", "currency", "columns",
    "first_of", "values", "stages", "set", "skip_when",
)  # fmt: skip
_FIELD_OPTIONS = ("field", "by", "create", "scale", "currency", "dates", "numbers", "list")
_CUSTOM_OPTIONS = ("custom", "type", "label", "dates", "numbers")


def _digest(tree: Any) -> str:
    return hashlib.sha256(json.dumps(tree, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class _Wrong(Exception):
    """Mistakes in a mapping; each of `told` says where and what."""

    def __init__(self, told: list[str]) -> None:
        self.told = told


class _Reader:
    """Walks the parsed YAML; `at` is always the path of keys to what is being read."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def wrong(self, at: str, why: str) -> NoReturn:
        raise _Wrong([f"{at}: {why}"])

    def each(self, entries: dict[str, Any], read: Callable[[str, Any], _Read]) -> list[tuple[str, _Read]]:
        """Every entry read; what is wrong in any of them is told together."""
        found, told = [], []
        for key, value in entries.items():
            try:
                found.append((key, read(key, value)))
            except _Wrong as wrong:
                told += wrong.told
        if told:
            raise _Wrong(told)
        return found

    def mapping(self, tree: Any) -> Mapping:
        top = self.keys("the file", tree, _TOP)
        source = self.text("source", top.get("source", ""))
        files = self.dictionary("files", top.get("files", {}))
        if not files:
            self.wrong("files", 'at least one file pattern is needed, such as "accounts*.csv"')
        shared = {name: top.get(name) for name in ("visibility", "currency", "dates", "numbers")}
        dates = self.dates("dates", top["dates"]) if "dates" in top else Dates()
        numbers = self.numbers("numbers", top["numbers"]) if "numbers" in top else None
        entries = self.each(
            files, lambda name, entry: self.file(f"files > {name}", name, entry, dates, numbers, shared)
        )
        return Mapping(
            source=source,
            files=tuple(entry for _name, entry in entries),
            path=self.origin,
            as_of=self.as_of("as_of", top["as_of"]) if "as_of" in top else None,
            visibility=self.visibility("visibility", top["visibility"]) if "visibility" in top else EVERYONE,
            currency=self.currency("currency", top["currency"]) if "currency" in top else None,
        )

    def file(
        self, at: str, pattern: str, tree: Any, dates: Dates, numbers: DecimalMark | None, shared: dict[str, Any]
    ) -> FileMapping:
        entry = self.keys(at, tree, _FILE)
        table = self.choice(f"{at} > table", entry.get("table", ""), tuple(IMPORTED))
        if "stages" in entry and table != "opportunities":
            self.wrong(f"{at} > stages", "only opportunities have stages")
        specs = self.dictionary(f"{at} > columns", entry.get("columns", {}))
        read = self.each(specs, lambda header, spec: self.rules(f"{at} > columns > {header}", table, spec))
        columns = {header.strip(): rules for header, rules in read}
        constants = tuple(
            (ToField(self.field(f"{at} > set > {name}", table, name)), self.text(f"{at} > set > {name}", value))
            for name, value in self.dictionary(f"{at} > set", entry.get("set", {})).items()
        )
        first_of = self.first_of(f"{at} > first_of", table, entry.get("first_of", {}), columns)
        self.check_fields(at, table, columns, constants, first_of)
        ids = entry.get("id", [])
        mapping = FileMapping(
            pattern=pattern,
            table=table,
            columns=columns,
            first_of=first_of,
            id=tuple(self.text(f"{at} > id", part) for part in (ids if isinstance(ids, list) else [ids])),
            link=self.text(f"{at} > link", entry["link"]) if "link" in entry else None,
            delimiter=self.delimiter(f"{at} > delimiter", entry["delimiter"]) if "delimiter" in entry else None,
            encoding=self.encoding(f"{at} > encoding", entry["encoding"]) if "encoding" in entry else None,
            dates=self.dates(f"{at} > dates", entry["dates"]) if "dates" in entry else dates,
            numbers=self.numbers(f"{at} > numbers", entry["numbers"]) if "numbers" in entry else numbers,
            as_of=self.as_of(f"{at} > as_of", entry["as_of"]) if "as_of" in entry else None,
            visibility=self.visibility(f"{at} > visibility", entry["visibility"]) if "visibility" in entry else None,
            currency=self.currency(f"{at} > currency", entry["currency"]) if "currency" in entry else None,
            values=self.values(f"{at} > values", table, entry.get("values", {})),
            stages={
                stage.strip().casefold(): self.choice(f"{at} > stages > {stage}", kind, STAGES)
                for stage, kind in self.dictionary(f"{at} > stages", entry.get("stages", {})).items()
            },
            constants=constants,
            skip_when={
                header.strip(): frozenset(
                    word.strip().casefold()
                    for word in self.texts(
                        f"{at} > skip_when > {header}", words if isinstance(words, list) else [words]
                    )
                )
                for header, words in self.dictionary(f"{at} > skip_when", entry.get("skip_when", {})).items()
            },
            digest=_digest([shared, {key: value for key, value in entry.items() if key != "as_of"}]),
        )
        if table in NAMED or mapping.id or table not in {"contacts", "leads"}:
            return mapping
        fed = {rule.field.name for rules in columns.values() for rule in rules if isinstance(rule, ToField)}
        if not fed & {"email", "name", "first_name", "last_name"}:
            self.wrong(f"{at} > id", "without an id column, a name or an email column must tell the rows apart")
        return mapping

    def first_of(
        self, at: str, table: str, tree: Any, columns: dict[str, tuple[Rule, ...]]
    ) -> dict[str, tuple[str, ...]]:
        """The columns of each field that several feed, the first filled one counting. Those that `columns` says nothing
        about feed it plainly."""
        found: dict[str, tuple[str, ...]] = {}
        for name, listed in self.dictionary(at, tree).items():
            known = self.field(f"{at} > {name}", table, name)
            headers = [
                header.strip() for header in self.texts(f"{at} > {name}", self.sequence(f"{at} > {name}", listed))
            ]
            if len(set(headers)) < 2 or not all(headers):
                self.wrong(f"{at} > {name}", "two or more columns are needed, as in [close_time, expected_close_date]")
            found[name] = tuple(dict.fromkeys(headers))
            for header in found[name]:
                rules = columns.get(header, ())
                if not any(isinstance(rule, ToField) and rule.field.name == name for rule in rules):
                    columns[header] = (*rules, ToField(known))
        return found

    def check_fields(
        self,
        at: str,
        table: str,
        columns: dict[str, tuple[Rule, ...]],
        constants: tuple[tuple[ToField, str], ...],
        first_of: dict[str, tuple[str, ...]],
    ) -> None:
        fed: dict[str, str] = {rule.field.name: "set" for rule, _value in constants}
        for header, rules in columns.items():
            for rule in rules:
                if not isinstance(rule, ToField):
                    continue
                name = rule.field.name
                shared = header in first_of.get(name, ()) and fed.get(name) in first_of.get(name, ())
                if name in fed and rule.field.kind != "list" and not shared:
                    self.wrong(
                        f"{at} > columns > {header}",
                        f"the field {name} is fed by {fed[name]!r} already; where the first filled one counts, say "
                        f"first_of: {{{name}: [{fed[name]}, {header}]}}",
                    )
                fed[rule.field.name] = header
        stand_ins = {"name": {"first_name", "last_name", "email"}, "list_name": {"list_name"}}
        for name, known in fields_of(table).items():
            derived = table == "opportunities" or (table, name) == ("list_memberships", "list_name")
            if not known.required or derived or name in fed:
                continue
            usable = stand_ins.get(name, set()) & set(fields_of(table))
            if not usable & set(fed):
                instead = f" (or {', '.join(sorted(usable))})" if usable else ""
                self.wrong(f"{at} > columns", f"no column feeds {name}{instead}, which every row of {table} needs")

    def rules(self, at: str, table: str, spec: Any) -> tuple[Rule, ...]:
        specs = spec if isinstance(spec, list) else [spec]
        if not specs:
            self.wrong(at, "a field name is needed")
        return tuple(self.rule(at, table, one) for one in specs)

    def rule(self, at: str, table: str, spec: Any) -> Rule:
        if isinstance(spec, str):
            return Ignore() if spec.strip() == "ignore" else ToField(self.field(at, table, spec))
        if not isinstance(spec, dict):
            self.wrong(at, "a field name, ignore, or one of {field: ...}, {custom: ...}, {note: ...} is allowed")
        if "note" in spec:
            options = self.keys(at, spec, ("note",))
            if table != "accounts" and "account" not in fields_of(table):
                self.wrong(at, f"rows of {table} belong to no account, so they can have no notes")
            return ToNote(self.text(f"{at} > note", options["note"]))
        if "custom" in spec:
            options = self.keys(at, spec, _CUSTOM_OPTIONS)
            return ToCustom(
                name=self.text(f"{at} > custom", options["custom"]),
                type=self.choice(f"{at} > type", options["type"], CUSTOM_TYPES) if "type" in options else None,
                label=self.text(f"{at} > label", options["label"]) if "label" in options else None,
                dates=self.dates(f"{at} > dates", options["dates"]) if "dates" in options else None,
                numbers=self.numbers(f"{at} > numbers", options["numbers"]) if "numbers" in options else None,
            )
        options = self.keys(at, spec, _FIELD_OPTIONS)
        known = self.field(f"{at} > field", table, options.get("field", ""))
        self.only(at, options, "by", known.kind == "reference", "a reference to another table")
        self.only(at, options, "create", known.target in CREATABLE, f"a reference to {' or '.join(sorted(CREATABLE))}")
        self.only(at, options, "scale", known.kind in {"money", "number", "integer"}, "a number")
        self.only(at, options, "currency", known.kind == "money", "an amount of money")
        self.only(at, options, "list", known.name == "tier", "the tier of an account")
        return ToField(
            field=known,
            by=self.choice(f"{at} > by", options["by"], BY) if "by" in options else None,
            create=self.truth(f"{at} > create", options["create"]) if "create" in options else False,
            scale=self.number(f"{at} > scale", options["scale"]) if "scale" in options else 1.0,
            currency=self.currency(f"{at} > currency", options["currency"]) if "currency" in options else None,
            dates=self.dates(f"{at} > dates", options["dates"]) if "dates" in options else None,
            numbers=self.numbers(f"{at} > numbers", options["numbers"]) if "numbers" in options else None,
            list_name=self.text(f"{at} > list", options["list"]) if "list" in options else DEFAULT_LIST,
        )

    def field(self, at: str, table: str, name: Any) -> Field:
        known = fields_of(table)
        wanted = self.text(at, name)
        if wanted not in known:
            near = difflib.get_close_matches(wanted, known, n=1)
            guess = f" Did you mean {near[0]}?" if near else ""
            self.wrong(at, f"{table} has no field {wanted!r}.{guess} Allowed: {', '.join(sorted(known))}, or ignore")
        return known[wanted]

    def only(self, at: str, options: dict[str, Any], option: str, allowed: bool, what: str) -> None:
        if option in options and not allowed:
            self.wrong(f"{at} > {option}", f"only {what} takes the option {option}")

    def values(self, at: str, table: str, tree: Any) -> dict[str, dict[str, str]]:
        found = {}
        for name, words in self.dictionary(at, tree).items():
            known = self.field(f"{at} > {name}", table, name).name
            ours = functools.partial(self.ours, f"{at} > {known}", table, known)
            read = self.each(self.dictionary(f"{at} > {name}", words), ours)
            found[known] = {word.strip().casefold(): becomes for word, becomes in read}
        return found

    def ours(self, at: str, table: str, name: str, word: str, value: Any) -> str:
        """What a word of the export becomes: any text, but one of our words in a field that has such; "" leaves it
        empty."""
        becomes = self.anything(f"{at} > {word}", value)
        allowed = CODED.get((table, name))
        if allowed is not None and becomes and squash(becomes) not in {squash(word) for word in allowed}:
            near = [meaning(table, name, becomes), *difflib.get_close_matches(becomes, allowed, n=1)]
            guess = next((f" Did you mean {one}?" for one in near if one is not None), "")
            self.wrong(
                f"{at} > {word}",
                f"{becomes!r} is not a value of {name}.{guess} Allowed: {', '.join(allowed)}; a word that is left out "
                "here stays as it is",
            )
        return becomes

    # --- single values

    def keys(self, at: str, tree: Any, allowed: Iterable[str]) -> dict[str, Any]:
        found = self.dictionary(at, tree)
        for key in found:
            if key not in allowed:
                near = difflib.get_close_matches(key, list(allowed), n=1)
                guess = f" Did you mean {near[0]}?" if near else ""
                self.wrong(f"{at} > {key}", f"there is no such key.{guess} Allowed: {', '.join(allowed)}")
        return found

    def dictionary(self, at: str, tree: Any) -> dict[str, Any]:
        if tree == "" or tree is None:
            return {}
        if not isinstance(tree, dict) or not all(isinstance(key, str) for key in tree):
            self.wrong(at, "keys and values are needed here (key: value)")
        return tree

    def anything(self, at: str, value: Any) -> str:
        if not isinstance(value, str):
            self.wrong(at, "a single value is needed")
        return value.strip()

    def text(self, at: str, value: Any) -> str:
        found = self.anything(at, value)
        if not found:
            self.wrong(at, "a value is needed")
        return found

    def sequence(self, at: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            self.wrong(at, "a list is needed, such as [this column, that column]")
        return value

    def texts(self, at: str, values: list[Any]) -> list[str]:
        return [self.anything(at, value) for value in values]

    def choice(self, at: str, value: Any, allowed: tuple[Any, ...]) -> Any:
        found = self.anything(at, value)
        if found not in allowed:
            near = difflib.get_close_matches(found, allowed, n=1)
            guess = f" Did you mean {near[0]}?" if near else ""
            self.wrong(at, f"{found!r} is not allowed.{guess} Allowed: {', '.join(allowed)}")
        return found

    def truth(self, at: str, value: Any) -> bool:
        word = self.anything(at, value).casefold()
        if word not in {"true", "false", "yes", "no"}:
            self.wrong(at, "true or false is needed")
        return word in {"true", "yes"}

    def number(self, at: str, value: Any) -> float:
        try:
            found = float(self.anything(at, value))
        except ValueError:
            self.wrong(at, f"a number is needed, not {value!r}")
        if not 0 < abs(found) < 1e15:
            self.wrong(at, f"{value!r} is no usable factor")
        return found

    def currency(self, at: str, value: Any) -> str:
        code = self.text(at, value).upper()
        if code not in CURRENCIES:
            self.wrong(at, f"{code!r} is not a known currency code such as EUR or USD")
        return code

    def numbers(self, at: str, value: Any) -> DecimalMark:
        written = self.text(at, value)
        comma = written.rfind(",") > written.rfind(".")
        if written not in {"1,234.56", "1.234,56", "1234.56", "1234,56", "1 234,56", "1'234.56"}:
            self.wrong(at, f'{written!r} is not allowed. Allowed: "1,234.56" or "1.234,56"')
        return "," if comma else "."

    def dates(self, at: str, value: Any) -> Dates:
        written = self.text(at, value)
        if written == "iso":
            return Dates()
        if written in {"day-first", "month-first"}:
            return Dates(order="day" if written == "day-first" else "month")
        if "%" not in written:
            self.wrong(
                at, f"{written!r} is not allowed. Allowed: day-first, month-first, iso, or a form such as %d/%m/%Y"
            )
        try:
            dt.datetime.strptime(dt.datetime(2026, 11, 20, tzinfo=dt.UTC).strftime(written), written)
        except ValueError as error:
            self.wrong(at, f"{written!r} is no form of a date ({error})")
        return Dates(pattern=written)

    def as_of(self, at: str, value: Any) -> dt.datetime | FromColumn:
        if isinstance(value, dict):
            return FromColumn(self.text(f"{at} > column", self.keys(at, value, ("column",)).get("column", "")))
        written = self.text(at, value)
        try:
            return parse_moment(written)[0]
        except Unreadable:
            self.wrong(at, f"{written!r} is not a date such as 2026-11-20, nor {{column: NAME}}")

    def visibility(self, at: str, value: Any) -> str | FromColumn:
        if isinstance(value, dict):
            return FromColumn(self.text(f"{at} > column", self.keys(at, value, ("column",)).get("column", "")))
        try:
            return parse_label(self.anything(at, value))
        except ValueError as error:
            self.wrong(at, str(error))

    def delimiter(self, at: str, value: Any) -> str:
        if value in ("tab", "\\t"):
            return "\t"
        if not isinstance(value, str) or len(value) != 1 or value.isalnum() or value in '"\r\n':
            self.wrong(at, 'one character is needed, such as ",", ";" or tab')
        return value

    def encoding(self, at: str, value: Any) -> str:
        name = self.text(at, value)
        try:
            "".encode(name)
            b"".decode(name)
        except (LookupError, UnicodeError, AttributeError, ValueError):
            self.wrong(at, f"{name!r} is no known encoding; try utf-8 or windows-1252")
        return name
