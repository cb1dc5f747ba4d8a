"""Whose change is meant, and of which of the fields whose history is kept."""

from __future__ import annotations

from dataclasses import dataclass

from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.lexicon import Value
from storage.query import Compare, Condition
from storage.watched import WATCHED

RECORDS = {"opportunities": "opportunity", "contacts": "contact", "accounts": "account"}
"""The tables whose changes can be asked for, with what a change calls its record."""
TABLES = {record: table for table, record in RECORDS.items()}
FIELD, OLD, NEW, WHEN = (FieldRef((), name) for name in ("field", "old", "new", "changed_at"))


@dataclass(frozen=True)
class Said:
    """A field that is named, and the records that have one of that name."""

    field: str
    records: frozenset[str]
    mention: Mention


def fields_said(reading: Reading) -> list[Said]:
    """The watched fields that are named: amount, owner, tier, title."""
    found: dict[str, Said] = {}
    for one in reading.free("attribute"):
        table, name = one.meaning.table, _name_of(one)
        if table in RECORDS and name in WATCHED[table] and name not in found:
            found[name] = Said(name, _having(name), one)
    for one in reading.free("marker"):
        if one.meaning == "howmuch" and reading.tagged.tokens[one.first].key == "amount":  # "the amount of the renewal"
            found.setdefault("amount", Said("amount", _having("amount"), one))
    spans = {(one.mention.first, one.mention.last) for one in found.values()}
    if len(spans) < len(found):  # "title" of a contact or "name" of a deal: the one that the record has
        record = record_said(reading)
        return [one for one in found.values() if record is None or record in one.records]
    return list(found.values())


def _name_of(attribute: Mention) -> str:
    ref: FieldRef = attribute.meaning.ref
    return ref.steps[0] if ref.steps else ref.name


def take_fields(reading: Reading, fields: list[Said]) -> None:
    names = {one.field for one in fields}
    for one in reading.free("attribute"):  # "from tier A to tier B" names it twice
        if one.meaning.table in RECORDS and _name_of(one) in names:
            reading.take(one, *reading.same_span(one))
    reading.take(*[one.mention for one in fields])


def _having(field: str) -> frozenset[str]:
    return frozenset(record for table, record in RECORDS.items() if field in WATCHED[table])


def record_said(reading: Reading) -> str | None:
    """The record that a noun or a name tells: a deal before the account that it is of."""
    for table, record in RECORDS.items():
        if reading.scoped(table) or any(one.meaning == table for one in reading.tagged.of("noun")):
            return record
    return None


def record_of(reading: Reading, options: list[frozenset[str]]) -> str | None:
    """Whose change is meant where these are the records that have the fields; None where it may be any."""
    said = record_said(reading)
    shared = frozenset.intersection(*options) if options else frozenset(TABLES)
    if not options:
        return said if said != "account" or _asks_rows(reading) else None
    if said in shared:
        return said
    return next(iter(shared)) if len(shared) == 1 else None


def _asks_rows(reading: Reading) -> bool:
    """`which accounts changed`: not all that changed at an account."""
    return not reading.scoped("accounts")


def of_record(record: str | None) -> list[Condition]:
    return [Compare(FieldRef((), "changed_record"), "eq", (record,))] if record is not None else []


def of_fields(fields: list[str]) -> list[Condition]:
    return [Compare(FIELD, "eq", tuple(dict.fromkeys(fields)))] if fields else []


def watched_value(value: Value) -> tuple[str, str] | None:
    """The record and the field that a value of the store is of, where its changes are kept."""
    if (value.table, value.field) == ("list_memberships", "tier"):
        return ("account", "tier")
    record = RECORDS.get(value.table)
    return (record, value.field) if record is not None and value.field in WATCHED[value.table] else None


def pairs_of(mention: Mention) -> list[tuple[str, str]]:
    """The records and watched fields that a value can be of."""
    pairs = dict.fromkeys(pair for value in mention.meaning if (pair := watched_value(value)) is not None)
    return [(record, field) for record, field in pairs if record != "opportunity" or field == "stage"]


def values_of(mention: Mention, pair: tuple[str, str]) -> tuple[str, ...]:
    """Those of its values that are of this record and field."""
    return tuple(dict.fromkeys(value.value for value in mention.meaning if watched_value(value) == pair))


def on_record(reading: Reading, record: str | None, field: str | None = None) -> bool:
    """Whether any change of a record (and field) is kept. A question about what is not kept has no zero for answer."""
    if record in (None, "opportunity"):
        return reading.filled("changes", note=False)
    known = reading.clause.lexicon.changed
    return any(one == record and field in (None, name) for one, name in known)
