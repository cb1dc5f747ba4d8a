"""The names and values that stand in the store, as an audience may see them: what words in a question can mean."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection, cast, func, literal, select
from sqlalchemy.types import String

from storage.catalog import ENUMERATED, Catalog, load_catalog
from storage.countries import country_code, country_spellings
from storage.database import Database
from storage.names import name_key, name_words, umlaut_spelling, without_legal_form
from storage.query import visible
from storage.tables import IMPORTED, ValueLabel

_NAMED = ("accounts", "people", "contacts", "products", "campaigns", "opportunities")
_NOT_VALUES = {"name", "email", "phone", "slack_id", "subject", "proof", "old", "new", "company", "changed_by", "field"}
_MOST_VALUES = 400
_LONGEST_VALUE = 60


@dataclass(frozen=True)
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
    by_word: dict[str, list[Named]] = field(default_factory=dict)
    by_key: dict[str, list[Named]] = field(default_factory=dict)
    values: dict[tuple[str, ...], list[Value]] = field(default_factory=dict)
    title_words: dict[str, set[str]] = field(default_factory=dict)
    domains: dict[str, list[Named]] = field(default_factory=dict)
    emails: dict[str, list[Named]] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    deals: dict[int, dict[int, Named]] = field(default_factory=dict)
    """Account -> its opportunities by id."""
    apart: dict[int, str] = field(default_factory=dict)
    """Account -> what tells it apart from the others of its very name; with that behind its name it is known too."""
    by_first: dict[str, list[str]] = field(default_factory=dict)
    """The keys and words of names by their first letter: where a misspelt name is looked for."""

    def finish(self) -> None:
        """Derive what is looked up by first letter; to be called once everything is added."""
        for spelling in {*self.by_key, *self.by_word}:
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
        words = name_words(value)
        if words:
            self.values.setdefault(words, []).append(Value(table, name, value))


def load_lexicon(connection: Connection, catalog: Catalog, labels: Sequence[str]) -> Lexicon:
    """Read names and values that carry one of `labels`."""
    lexicon = Lexicon(catalog, tuple(labels))
    for table in _NAMED:
        _load_names(connection, lexicon, table)
    _load_apart(connection, lexicon)
    for one in catalog.fields.values():
        if one.type != "text" or one.name in _NOT_VALUES or (one.table, one.name) == ("accounts", "tier"):
            continue
        _load_values(connection, lexicon, one.table, one.name, custom=one.custom)
    seen = {value for values in lexicon.values.values() for value in values}
    for path, values in ENUMERATED.items():
        table, name = path.split(".")
        for value in values:
            if Value(table, name, value) not in lexicon.values.get(name_words(value), []):
                lexicon.add_value(table, name, value)
    _load_labels(connection, lexicon, seen)
    lexicon.finish()
    lexicon.filled = frozenset(name for name in IMPORTED if _has_rows(connection, lexicon, name))
    return lexicon


def _load_names(connection: Connection, lexicon: Lexicon, name: str) -> None:
    table = IMPORTED[name].__table__
    columns = [table.c.id, table.c.name, table.c.account_id if "account_id" in table.c else literal(None)]
    extra = [column for column in ("aliases", "former_names", "domains", "email") if column in table.c]
    chosen = select(*columns, *(table.c[column] for column in extra)).where(visible(table, name, lexicon.labels))
    for row in connection.execute(chosen):
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
    for (table, number), name in lexicon.names.items():
        if table == "accounts":
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
    table = IMPORTED["accounts"].__table__
    names = ("id", "country", "city", "domains", "owner_id", "source_system", "source_id")
    found: dict[int, tuple[str | None, ...]] = {}
    for start in range(0, len(accounts), 400):
        chosen = select(*(table.c[name] for name in names)).where(table.c.id.in_(accounts[start : start + 400]))
        for number, country, city, domains, owner, system, key in connection.execute(chosen):
            person = lexicon.names.get(("people", owner))
            found[number] = (country, city, next(iter(domains), None), person, system, f"{system} {key}")
    return found


def _load_values(connection: Connection, lexicon: Lexicon, table_name: str, name: str, *, custom: bool) -> None:
    table = IMPORTED[table_name].__table__
    column = table.c.custom[name].as_string() if custom else table.c[name]
    value = cast(column, String)
    chosen = (
        select(value)
        .where(column.is_not(None), func.length(value) <= _LONGEST_VALUE, visible(table, table_name, lexicon.labels))
        .distinct()
        .limit(_MOST_VALUES + 1)
    )
    found = [one for one in connection.execute(chosen).scalars() if one]
    if name == "title":
        for one in found:
            for word in name_words(one):
                lexicon.title_words.setdefault(word, set()).add(one)
    if len(found) <= _MOST_VALUES:
        for one in sorted(found):
            lexicon.add_value(table_name, name, one)
            if name == "country":
                _add_country(lexicon, table_name, one)


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
        labels.setdefault(Value(table, name, value), set()).add(name_words(label))
    fields = {words: {(one.table, one.field) for one in known} for words, known in lexicon.values.items()}
    for meant, found in labels.items():
        words = next(iter(found))
        new = meant in seen and (meant.table, meant.field) not in fields.get(words, ())
        if len(found) == 1 and new and any(part.isalpha() for part in words):
            several = (*words[:-1], f"{words[-1]}s")
            for spelling in dict.fromkeys((words, several) if len(words) > 1 else (words,)):
                lexicon.values.setdefault(spelling, []).append(meant)


def _has_rows(connection: Connection, lexicon: Lexicon, name: str) -> bool:
    table = IMPORTED[name].__table__
    return (
        connection.execute(select(table.c.id).where(visible(table, name, lexicon.labels)).limit(1)).first() is not None
    )


class LexiconCache:
    """The lexicons of a process: one per set of labels, made again when records were written."""

    def __init__(self, database: Database, *, most: int = 16) -> None:
        self._database = database
        self._most = most
        self._kept: OrderedDict[tuple[str, ...], tuple[int, Lexicon]] = OrderedDict()
        self._catalog: tuple[int, Catalog] | None = None
        self._lock = Lock()

    def get(self, connection: Connection, labels: tuple[str, ...]) -> Lexicon:
        revision = self._database.revision(connection, "records")
        with self._lock:
            if self._catalog is None or self._catalog[0] != revision:
                self._catalog = (revision, load_catalog(connection))
            kept = self._kept.get(labels)
            if kept is None or kept[0] != revision:
                kept = (revision, load_lexicon(connection, self._catalog[1], labels))
                self._kept[labels] = kept
            self._kept.move_to_end(labels)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return kept[1]


__all__ = ["Lexicon", "LexiconCache", "Named", "Value", "load_lexicon", "name_key"]
