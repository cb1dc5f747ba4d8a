"""The names and values that stand in the store, as an audience may see them: what words in a question can mean."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from threading import Lock
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, cast, func, literal, not_, select
from sqlalchemy.types import String

from storage.catalog import ENUMERATED, Catalog, Field, load_catalog
from storage.countries import country_code, country_spellings
from storage.database import Database
from storage.names import name_key, name_words, umlaut_spelling, without_legal_form
from storage.query import visible
from storage.tables import EVERYONE, READ, READ_AS, ValueLabel
from storage.terms import Bag, meant_by

_NAMED = ("accounts", "people", "contacts", "products", "campaigns", "opportunities")
_NOT_VALUES = {
    *("name", "email", "phone", "slack_id", "subject", "proof", "company"),
    *("old", "new", "changed_by", "changed_record", "field"),
}
_MOST_VALUES = 400
_LONGEST_VALUE = 60
_LONGEST_LIST, _MOST_LISTS = 2000, 5000
_LOOKED_AT = 2_000
_MOST_TOGETHER = 2_000
_MOST_SUBJECTS = 1_000

_NOT_TRANSLATED = frozenset({"city", "country", "currency", "list_name", "quarter", "sku"})
"""Fields whose values are names, or are known in other words already."""
_TWOFOLD = frozenset({"industry", "department"})
_BOTH = re.compile(r"\s*(?:&|,|/|\+|\b(?:and|und|et|og|och|en|y|e)\b)\s*")

_NUMBERED = re.compile(r"^\d{1,2}\s*[-–.:)]\s*(?=[^\W\d])(.+)$")
"""A value that its place in a row of values stands before: "3 - Angebot" is called "Angebot"."""

_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept")


class _Over(MutableMapping[_Key, _Kept]):
    """A dictionary laid over another one, which it never changes: what is to be added to is copied first."""

    def __init__(self, base: MutableMapping[_Key, _Kept]) -> None:
        self.base = base
        self.own: dict[_Key, _Kept] = {}

    def __getitem__(self, key: _Key) -> _Kept:
        return self.own[key] if key in self.own else self.base[key]

    def __setitem__(self, key: _Key, value: _Kept) -> None:
        self.own[key] = value

    def __delitem__(self, key: _Key) -> None:
        raise TypeError("what lies below cannot be taken away")

    def __contains__(self, key: object) -> bool:
        return key in self.own or key in self.base

    def __iter__(self) -> Iterator[_Key]:
        return chain(self.base, (key for key in self.own if key not in self.base))

    def __len__(self) -> int:
        return len(self.base) + sum(key not in self.base for key in self.own)

    def setdefault(self, key: _Key, default: _Kept) -> _Kept:
        if key not in self.own:
            self.own[key] = copy(self.base[key]) if key in self.base else default
        return self.own[key]


@dataclass(frozen=True, slots=True)
class Named:
    """One row that has a name. `name` is its full name, `words` the folded words of the spelling that matched."""

    table: str
    id: int
    name: str
    words: tuple[str, ...]
    account_id: int | None = None


@dataclass(frozen=True)
class Value:
    """A value that stands in a field of the store."""

    table: str
    field: str
    value: str


@dataclass
class Lexicon:
    """What may be meant by a word. `by_word` leads from a folded word to the names that contain it, `values` from the
    folded words of a value to the fields it stands in, `title_words` from a word to the job titles that contain it."""

    catalog: Catalog
    labels: tuple[str, ...]
    by_word: MutableMapping[str, list[Named]] = field(default_factory=dict)
    by_key: MutableMapping[str, list[Named]] = field(default_factory=dict)
    values: dict[tuple[str, ...], list[Value]] = field(default_factory=dict)
    title_words: dict[str, set[str]] = field(default_factory=dict)
    domains: MutableMapping[str, list[Named]] = field(default_factory=dict)
    emails: MutableMapping[str, list[Named]] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()
    open_stages: frozenset[str] = frozenset()
    """The stages that open deals are in."""
    changed: frozenset[tuple[str, str]] = frozenset()
    """The fields of accounts and contacts (as `changed_record`, field) of which changes are on record."""
    unclear: set[tuple[str, ...]] = field(default_factory=set)
    """Words of an export of which several became one value: none of them means all of it."""
    names: MutableMapping[tuple[str, int], str] = field(default_factory=dict)
    deals: MutableMapping[int, dict[int, Named]] = field(default_factory=dict)
    """Account -> its opportunities by id."""
    apart: dict[int, str] = field(default_factory=dict)
    """Account -> what tells it apart from the others of its very name; with that behind its name it is known too."""
    by_first: MutableMapping[str, list[str]] = field(default_factory=dict)
    """The keys and words of names by their first letter: where a misspelt name is looked for."""
    subjects: tuple[tuple[str, str], ...] = ()
    """The channels and subjects of activities; none where nearly every activity has a subject of its own."""
    titles: frozenset[str] = frozenset()
    """The subjects that only one activity has: they are called by no part of them."""

    def over(self, labels: tuple[str, ...]) -> Lexicon:
        """One that begins with these names, for labels that open all that these do."""
        return Lexicon(
            self.catalog,
            labels,
            by_word=_Over(self.by_word),
            by_key=_Over(self.by_key),
            domains=_Over(self.domains),
            emails=_Over(self.emails),
            names=_Over(self.names),
            deals=_Over(self.deals),
            by_first=_Over(self.by_first),
        )

    def put_in_order(self) -> None:
        """Names stand in the order of their tables and rows, whichever came first."""
        places = {name: place for place, name in enumerate(_NAMED)}
        for mapping in (self.by_word, self.by_key, self.domains, self.emails):
            for named in mapping.own.values() if isinstance(mapping, _Over) else ():
                named.sort(key=lambda one: (places[one.table], one.id))
        for account, deals in list(self.deals.own.items()) if isinstance(self.deals, _Over) else ():
            self.deals[account] = dict(sorted(deals.items()))

    def finish(self) -> None:
        """Derive what is looked up by first letter; to be called once everything is added."""
        for spelling in sorted({*_added(self.by_key), *_added(self.by_word)}):
            if len(spelling) > 4:
                self.by_first.setdefault(spelling[0], []).append(spelling)

    def add_name(self, table: str, number: int, name: str, spelling: str, account: int | None = None) -> None:
        self.names[(table, number)] = name
        for typed in filter(None, (spelling, umlaut_spelling(spelling))):
            words = name_words(typed)
            if not words:
                continue
            short = without_legal_form(words)
            entry = Named(table, number, name, words, account)
            if table == "opportunities" and account is not None:
                self.deals.setdefault(account, {}).setdefault(number, entry)
            for key in {" ".join(words), " ".join(short), "".join(short)}:
                self.by_key.setdefault(key, []).append(entry)
            for word in set(words):
                self.by_word.setdefault(word, []).append(entry)

    def entries(self, name: str) -> list[Named]:
        """The rows of that very name."""
        return [one for one in self.by_key.get(" ".join(name_words(name)), ()) if one.name == name]

    def tell_apart(self, account: int, name: str, detail: str) -> None:
        """`Halden Freight, Leeds` is that one of two. The detail alone names nobody."""
        self.apart[account] = detail
        words = name_words(f"{name} {detail}")
        entry = Named("accounts", account, name, words)
        self.by_key.setdefault(" ".join(words), []).append(entry)
        self.by_word.setdefault(words[0], []).append(entry)

    def add_value(self, table: str, name: str, value: str) -> None:
        numbered = _NUMBERED.match(value)
        for text in (value, numbered[1]) if numbered is not None else (value,):
            if words := name_words(text):
                self.values.setdefault(words, []).append(Value(table, name, value))

    @cached_property
    def by_meaning(self) -> dict[Bag, tuple[Value, ...]]:
        """What the values go by in other words: the concepts of their words (or of one half of `Food & Beverage`), of
        which no two fields of one table lay claim to the same. Made when it is first asked for."""
        found: dict[Bag, dict[Value, None]] = {}
        for words, values in self.values.items():
            meant = meant_by(words)
            if meant is not None and meant.known:
                found.setdefault(meant.bag, {}).update(dict.fromkeys(_translated(values)))
        for values in list(self.values.values()):
            for value in _translated(values):
                for half in _halves(value):
                    meant = meant_by(half)
                    if meant is not None and meant.known and half not in self.values:
                        found.setdefault(meant.bag, {}).setdefault(value)
        return {bag: _of_one_field(values) for bag, values in found.items() if values}


def _translated(values: Iterable[Value]) -> Iterator[Value]:
    return (one for one in values if one.field not in _NOT_TRANSLATED)


def _halves(value: Value) -> Iterator[tuple[str, ...]]:
    """The two things that one industry or department is named after."""
    if value.field in _TWOFOLD:
        halves = _BOTH.split(value.value)
        yield from filter(None, map(name_words, halves)) if len(halves) > 1 else ()


def _of_one_field(values: Iterable[Value]) -> tuple[Value, ...]:
    """The values whose table has no other field among them."""
    fields: dict[str, set[str]] = {}
    for value in values:
        fields.setdefault(value.table, set()).add(value.field)
    return tuple(value for value in values if len(fields[value.table]) == 1)


def _added(mapping: MutableMapping[str, list[Named]]) -> Iterable[str]:
    """The keys that a mapping does not have from the one below it."""
    return (key for key in mapping.own if key not in mapping.base) if isinstance(mapping, _Over) else mapping


def load_names(connection: Connection, catalog: Catalog, labels: Sequence[str]) -> Lexicon:
    """Read the names alone that carry one of `labels`: what `load_lexicon` may be laid over."""
    lexicon = Lexicon(catalog, tuple(labels))
    for table in _NAMED:
        _load_names(connection, lexicon, table, ())
    lexicon.finish()
    return lexicon


def load_lexicon(
    connection: Connection, catalog: Catalog, labels: Sequence[str], base: Lexicon | None = None
) -> Lexicon:
    """Read names and values that carry one of `labels`. The names of `base`, whose labels are among these, are shared
    with it."""
    lexicon = Lexicon(catalog, tuple(labels)) if base is None else base.over(tuple(labels))
    if base is None or base.labels != lexicon.labels:
        for table in _NAMED:
            _load_names(connection, lexicon, table, () if base is None else base.labels)
        lexicon.put_in_order()
    _load_apart(connection, lexicon)
    fields: dict[str, list[Field]] = {}
    for one in catalog.fields.values():
        told = one.type == "text" or (one.type == "list" and one.custom)
        if told and one.name not in _NOT_VALUES and (one.table, one.name) != ("accounts", "tier"):
            fields.setdefault(one.table, []).append(one)
    found: dict[tuple[str, str], set[str]] = {}
    for table, several in fields.items():
        found |= _values_of(connection, lexicon, table, several)
    for one in chain.from_iterable(fields.values()):
        _add_values(lexicon, one, found[one.table, one.name])
    seen = {value for values in lexicon.values.values() for value in values}
    for path, values in ENUMERATED.items():
        table, name = path.split(".")
        for value in values if (table, name) in lexicon.catalog.fields else ():
            if Value(table, name, value) not in lexicon.values.get(name_words(value), []):
                lexicon.add_value(table, name, value)
    _load_labels(connection, lexicon, seen)
    lexicon.subjects, lexicon.titles = _subjects(connection, lexicon)
    lexicon.finish()
    lexicon.filled = frozenset(name for name in READ if _has_rows(connection, lexicon, name))
    lexicon.open_stages = _open_stages(connection, lexicon)
    lexicon.changed = _changed(connection, lexicon) if "changes" in lexicon.filled else frozenset()
    return lexicon


def _open_stages(connection: Connection, lexicon: Lexicon) -> frozenset[str]:
    table = READ["opportunities"].alias()
    seen = visible(table, "opportunities", lexicon.labels)
    chosen = select(table.c.stage).distinct().where(table.c.status == "open", table.c.stage.is_not(None), seen)
    return frozenset(connection.execute(chosen).scalars())


def _changed(connection: Connection, lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    table = READ["changes"].alias()
    chosen = select(table.c.changed_record, table.c.field).distinct()
    seen = visible(table, "changes", lexicon.labels)
    found = connection.execute(chosen.where(table.c.changed_record != "opportunity", seen))
    return frozenset((record, name) for record, name in found)


def _load_names(connection: Connection, lexicon: Lexicon, name: str, known: tuple[str, ...]) -> None:
    """The names of a table that the labels of the lexicon open, but for those that the labels `known` open."""
    table = READ[name]
    columns = [table.c.id, table.c.name, table.c.account_id if "account_id" in table.c else literal(None)]
    extra = [column for column in ("aliases", "former_names", "domains", "email") if column in table.c]
    chosen = select(*columns, *(table.c[column] for column in extra)).where(visible(table, name, lexicon.labels))
    if known:
        chosen = chosen.where(not_(visible(table, name, known)))
    for row in connection.execute(chosen.order_by(table.c.id)):
        number, full, account, *others = row
        lexicon.add_name(name, number, full, full, account)
        for column, value in zip(extra, others, strict=True):
            spellings: Iterable[str] = value if isinstance(value, list) else filter(None, [value])
            for spelling in spellings:
                entry = Named(name, number, full, name_words(spelling), account)
                if column == "domains":
                    lexicon.domains.setdefault(spelling.casefold(), []).append(entry)
                elif column == "email":
                    lexicon.emails.setdefault(spelling.casefold(), []).append(entry)
                else:
                    lexicon.add_name(name, number, full, spelling)


def _load_apart(connection: Connection, lexicon: Lexicon) -> None:
    """What differs between accounts of one name: of two systems, or twice in one."""
    by_name: dict[str, list[int]] = {}
    for number in sorted(number for table, number in lexicon.names if table == "accounts"):
        name = lexicon.names["accounts", number]
        by_name.setdefault(" ".join(name.casefold().split()), []).append(number)
    groups = [numbers for numbers in by_name.values() if len(numbers) > 1]
    rows = _facts_of(connection, lexicon, [number for numbers in groups for number in numbers])
    for numbers in groups:
        for details in zip(*(rows[number] for number in numbers), strict=True):
            if len({name_words(detail or "") for detail in details} - {()}) == len(numbers):
                for number, detail in zip(numbers, details, strict=True):
                    lexicon.tell_apart(number, lexicon.names["accounts", number], detail or "")
                break


def _facts_of(connection: Connection, lexicon: Lexicon, accounts: list[int]) -> dict[int, tuple[str | None, ...]]:
    """Of each account what people tell it from others by, the best first; the last is unique."""
    table = READ["accounts"]
    names = ("id", "country", "city", "domains", "owner_id", "source_system", "source_id")
    found: dict[int, tuple[str | None, ...]] = {}
    for start in range(0, len(accounts), 400):
        chosen = select(*(table.c[name] for name in names)).where(table.c.id.in_(accounts[start : start + 400]))
        for number, country, city, domains, owner, system, key in connection.execute(chosen):
            person = lexicon.names.get(("people", owner))
            found[number] = (country, city, next(iter(domains), None), person, system, f"{system} {key}")
    return found


def _values_of(
    connection: Connection, lexicon: Lexicon, table_name: str, fields: Sequence[Field]
) -> dict[tuple[str, str], set[str]]:
    """The values of the fields of a table, of each at most one more than are kept. A short table is read once, and so
    are the fields of a long one that have few values: only where values are many is each field a statement."""
    table = READ[table_name]
    seen = visible(table, table_name, lexicon.labels)
    columns = {one: _text_of(table, one) for one in fields}
    rows = connection.execute(select(*columns.values()).where(seen).limit(_LOOKED_AT)).all()
    found = {one: _distinct(one, (row[place] for row in rows)) for place, one in enumerate(fields)}
    if len(rows) == _LOOKED_AT:
        together: list[Field] = []
        combinations = 1
        for one in sorted(fields, key=lambda one: len(found[one])):
            combinations *= len(found[one]) + 1
            if combinations <= _MOST_TOGETHER:
                together.append(one)
            else:
                found[one] = _distinct(
                    one, (row[0] for row in connection.execute(_distinct_values(one, columns[one], seen)))
                )
        if together:
            rows = connection.execute(select(*(columns[one] for one in together)).where(seen).distinct()).all()
            found |= {one: _distinct(one, (row[place] for row in rows)) for place, one in enumerate(together)}
    return {(one.table, one.name): _elements(values) if one.type == "list" else values for one, values in found.items()}


def _elements(lists: Iterable[str]) -> set[str]:
    """The values that stand in lists, which are kept as JSON."""
    return {str(value) for one in lists for value in json.loads(one)}


def _text_of(table: FromClause, one: Field) -> ColumnElement[str]:
    return cast(table.c.custom[one.name].as_string() if one.custom else table.c[one.name], String)


def _distinct_values(one: Field, value: ColumnElement[str], seen: ColumnElement[bool]) -> Select[str]:
    longest, most = (_LONGEST_LIST, _MOST_LISTS) if one.type == "list" else (_LONGEST_VALUE, _MOST_VALUES)
    short = and_(value.is_not(None), value != "", func.length(value) <= longest)
    return select(value).where(short, seen).distinct().limit(most + 1)


def _distinct(one: Field, values: Iterable[str | None]) -> set[str]:
    longest = _LONGEST_LIST if one.type == "list" else _LONGEST_VALUE
    return {value for value in values if value and len(value) <= longest}


def _add_values(lexicon: Lexicon, one: Field, found: set[str]) -> None:
    if one.name == "title":
        for title in found:
            for word in name_words(title):
                lexicon.title_words.setdefault(word, set()).add(title)
    if len(found) <= _MOST_VALUES:
        for value in sorted(found):
            lexicon.add_value(one.table, one.name, value)
            if one.name == "country":
                _add_country(lexicon, one.table, value)


def _add_country(lexicon: Lexicon, table: str, stored: str) -> None:
    code = country_code(stored)
    for words in country_spellings(code) if code is not None else ():
        value = Value(table, "country", stored)
        known = lexicon.values.setdefault(words, [])
        if value not in known:
            known.append(value)


def _load_labels(connection: Connection, lexicon: Lexicon, seen: set[Value]) -> None:
    """What an export calls the values that this audience sees. Of several words for one value none means all of it,
    and a word of ours for another value of the field goes on meaning that."""
    chosen = select(ValueLabel.table, ValueLabel.field, ValueLabel.value, ValueLabel.label)
    labels: dict[Value, set[tuple[str, ...]]] = {}
    for table, name, value, label in connection.execute(chosen.order_by(*chosen.selected_columns)):
        labels.setdefault(Value(READ_AS.get(table, table), name, value), set()).add(name_words(label))
    fields = {words: {(one.table, one.field) for one in known} for words, known in lexicon.values.items()}
    for meant, found in labels.items():
        if len(found) > 1 and meant in seen:
            lexicon.unclear |= found
        words = next(iter(found))
        new = meant in seen and (meant.table, meant.field) not in fields.get(words, ())
        if len(found) == 1 and new and any(part.isalpha() for part in words):
            several = (*words[:-1], f"{words[-1]}s")
            for spelling in dict.fromkeys((words, several) if len(words) > 1 else (words,)):
                lexicon.values.setdefault(spelling, []).append(meant)


def _subjects(connection: Connection, lexicon: Lexicon) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """The subjects of activities by their channels, if they are few enough to be kinds rather than texts: a part of
    them would make a wrong count; and those of one activity alone."""
    table = READ["activities"]
    seen = visible(table, "activities", lexicon.labels)
    chosen = select(func.coalesce(table.c.channel, ""), table.c.subject, func.count()).group_by(
        table.c.channel, table.c.subject
    )
    rows = connection.execute(chosen.where(table.c.subject.is_not(None), seen).limit(_MOST_SUBJECTS + 1)).all()
    if len(rows) > _MOST_SUBJECTS:
        return (), frozenset()
    once = frozenset(subject for _, subject, count in rows if count == 1)
    return tuple(sorted({(channel, subject) for channel, subject, _ in rows})), once


def _has_rows(connection: Connection, lexicon: Lexicon, name: str) -> bool:
    table = READ[name]
    return (
        connection.execute(select(table.c.id).where(visible(table, name, lexicon.labels)).limit(1)).first() is not None
    )


class LexiconCache:
    """The lexicons of a process: one per set of labels, made again when records were written. They share the names
    that everyone may see, which are nearly all."""

    def __init__(self, database: Database, *, most: int = 16) -> None:
        self._database = database
        self._most = most
        self._revision = -1
        self._catalog: Catalog | None = None
        self._open: Lexicon | None = None
        self._kept: OrderedDict[tuple[str, ...], Lexicon] = OrderedDict()
        self._lock = Lock()

    def get(self, connection: Connection, labels: tuple[str, ...]) -> Lexicon:
        revision = self._database.revision(connection, "records")
        with self._lock:
            if self._catalog is None or self._revision != revision:
                self._kept.clear()
                self._open = None
                self._catalog = load_catalog(connection)
                self._revision = revision
            if labels not in self._kept:
                if EVERYONE in labels and self._open is None:
                    self._open = load_names(connection, self._catalog, (EVERYONE,))
                base = self._open if EVERYONE in labels else None
                self._kept[labels] = load_lexicon(connection, self._catalog, labels, base)
            self._kept.move_to_end(labels)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[labels]


__all__ = ["Lexicon", "LexiconCache", "Named", "Value", "load_lexicon", "load_names", "name_key"]
