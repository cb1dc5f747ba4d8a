"""A store of a large team: the demo company, and around it accounts, deals, work and notes in great number.

Every added row is one of the demo's with another name, place and time, so fields and custom fields are filled as
they are in life and the evaluation questions find as many rows as they would there. Vectors are random. Written in
bulk past the importer, and kept in `.bench/` under a name that says what is inside.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, insert, select

from bench.figures import say
from bench.stores import DEMO, ROOT, build, opened
from storage.database import bump_revision
from storage.tables import Base

VERSION = 1
TODAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
CONTACTS_EACH = 5
DEALS_EACH = 2
CHUNKS_EACH = 5
WORDS_EACH = 110
_BATCH = 20_000

RowData = dict[str, Any]


@dataclass(frozen=True)
class Size:
    accounts: int
    activities: int
    chunks: int

    @property
    def name(self) -> str:
        """Of the folder: the parameters, and the state of the generator and of the demo company. A store of an older
        schema is upgraded when it is opened, like any other."""
        return f"large-{self.accounts}-{self.activities}-{self.chunks}-v{VERSION}-{DEMO.digest}"


FULL = Size(10_000, 1_000_000, 100_000)
QUICK = Size(500, 20_000, 2_000)


def large_store(size: Size) -> Path:
    """The data folder of the store, made if it is not there yet (minutes at full size, most of them for the index)."""
    home = ROOT / ".bench" / size.name
    if home.exists():
        return home
    unfinished = home.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    started = time.perf_counter()
    with opened(unfinished) as house:
        say(f"{size.name}: the demo company")
        build(DEMO, house, now=TODAY)
        with house.database.write() as connection:
            _Mass(connection, size).add_all(house.embedder.name, house.embedder.dimension)
        written = time.perf_counter()
        say(f"{size.name}: written in {written - started:.0f} s; building the index, which takes longer")
        house.take_index()
        say(f"{size.name}: indexed in {time.perf_counter() - written:.0f} s")
    unfinished.rename(home)
    return home


class _Mass:
    """Adds the mass. Ids are laid out so that a row finds its relatives by arithmetic."""

    def __init__(self, connection: Connection, size: Size) -> None:
        self.connection = connection
        self.size = size
        self.chance = random.Random(20261120)
        self.accounts = size.accounts - self._count("accounts")
        self.people = list(connection.execute(select(_table("people").c.id)).scalars())
        self.account0 = self._next_id("accounts")
        self.contact0 = self._next_id("contacts")
        self.deal0 = self._next_id("opportunities")
        # Some accounts are busy and most are not: an account is drawn by a power law over its place.
        places = np.arange(1, self.accounts + 1, dtype=np.float64)
        self.weights = 1.0 / places**0.6
        self.weights /= self.weights.sum()
        self.vectors = np.random.default_rng(20261120)

    def add_all(self, model: str, dimension: int) -> None:
        self._multiply("accounts", self.accounts, self._account)
        self._multiply("contacts", self.accounts * CONTACTS_EACH, self._contact)
        self._multiply("opportunities", self.accounts * DEALS_EACH, self._deal)
        self._multiply("opportunity_changes", self.accounts * DEALS_EACH * 2, self._deal_row)
        self._multiply("deal_roles", self.accounts * DEALS_EACH * 2, self._deal_row)
        self._multiply("contracts", self.accounts // 2, self._account_row)
        self._multiply("intent_signals", self.accounts * 4, self._account_row)
        self._multiply("list_memberships", self.accounts, self._account_row)
        self._multiply("support_cases", self.accounts * 2, self._account_row)
        self._multiply("technographics", self.accounts * 3, self._account_row)
        self._multiply("activities", self.size.activities - self._count("activities"), self._account_row)
        bump_revision(self.connection, "records")
        self._add_notes(model, dimension)
        bump_revision(self.connection, "notes")

    def _count(self, table: str) -> int:
        return int(self.connection.execute(select(func.count()).select_from(_table(table))).scalar_one())

    def _next_id(self, table: str) -> int:
        return int(self.connection.execute(select(func.coalesce(func.max(_table(table).c.id), 0))).scalar_one()) + 1

    def _multiply(self, name: str, count: int, change: Callable[[RowData, int], None]) -> None:
        """Add `count` rows to a table, each made of one that is there, altered by `change(row, number)`."""
        table = _table(name)
        models = [dict(row) for row in self.connection.execute(select(table)).mappings()]
        if not models or count <= 0:
            return
        say(f"  {count:>9,} {name}")
        first = self._next_id(name)
        self.places = np.searchsorted(np.cumsum(self.weights), self.vectors.random(count)).clip(max=self.accounts - 1)
        for start in range(0, count, _BATCH):
            rows = []
            for number in range(start, min(start + _BATCH, count)):
                row = dict(self.chance.choice(models))
                row |= {"id": first + number, "source_system": "bench", "source_id": f"{name}-{number}", "link": None}
                change(row, number)
                rows.append(row)
            self.connection.execute(insert(table), rows)

    def _account(self, row: RowData, number: int) -> None:
        name = _invented(number)
        row |= {"name": name, "aliases": [], "former_names": [], "parent_id": None, "owner_id": self._person()}
        row["domains"] = [name.lower().replace(" ", "-") + ".example"]
        for field in ("employees", "revenue"):
            row[field] = row[field] and round(row[field] * self.chance.lognormvariate(0, 0.8))

    def _contact(self, row: RowData, number: int) -> None:
        name = f"{self.chance.choice(_FIRST)} {_word(number * 7 + 3)}"
        email = name.lower().replace(" ", ".") + f"@{number}.example"
        row |= {"account_id": self.account0 + number // CONTACTS_EACH, "name": name, "email": email}

    def _deal(self, row: RowData, number: int) -> None:
        place = number // DEALS_EACH
        row |= {"account_id": self.account0 + place, "owner_id": self._person()}
        row["name"] = f"{_invented(place)} {row['name'].rsplit(' ', 1)[-1]}"
        row["amount"] = row["amount"] and round(row["amount"] * self.chance.lognormvariate(0, 0.5), 2)
        if row["close_date"]:
            row["close_date"] += dt.timedelta(days=self.chance.randint(-20, 20))

    def _deal_row(self, row: RowData, number: int) -> None:
        deal = number // 2
        row["opportunity_id"] = self.deal0 + deal
        if "contact_id" in row:
            row["contact_id"] = self.contact0 + deal // DEALS_EACH * CONTACTS_EACH + number % CONTACTS_EACH

    def _account_row(self, row: RowData, number: int) -> None:
        place = int(self.places[number])
        row["account_id"] = self.account0 + place
        if row.get("contact_id"):
            row["contact_id"] = self.contact0 + place * CONTACTS_EACH + number % CONTACTS_EACH
        if row.get("opportunity_id"):
            row["opportunity_id"] = self.deal0 + place * DEALS_EACH + number % DEALS_EACH
        if row.get("person_id"):
            row["person_id"] = self._person()
        for moment in ("occurred_at", "seen_at", "opened_at"):
            if row.get(moment):
                row[moment] += dt.timedelta(minutes=self.chance.randint(-20_000, 20_000))

    def _person(self) -> int:
        return int(self.chance.choice(self.people))

    def _add_notes(self, model: str, dimension: int) -> None:
        """Notes of words drawn as often as the demo's notes use them, with random unit vectors."""
        notes, chunks = _table("notes"), _table("note_chunks")
        words = " ".join(self.connection.execute(select(chunks.c.text)).scalars()).split()
        labels = list(self.connection.execute(select(notes.c.visibility)).scalars())
        count = (self.size.chunks - self._count("note_chunks")) // CHUNKS_EACH
        say(f"  {count * CHUNKS_EACH:>9,} note_chunks")
        note0, chunk0 = self._next_id("notes"), self._next_id("note_chunks")
        for start in range(0, count, _BATCH // CHUNKS_EACH):
            numbers = range(start, min(start + _BATCH // CHUNKS_EACH, count))
            drawn = self._unit_vectors(len(numbers) * CHUNKS_EACH, dimension)
            note_rows, chunk_rows = [], []
            for number in numbers:
                account = None if number % 10 == 0 else self.account0 + self.chance.randrange(self.accounts)
                title = f"Note {number} {_word(number)}"
                passages = [" ".join(self.chance.choices(words, k=WORDS_EACH)) for _ in range(CHUNKS_EACH)]
                note_rows.append(_note_row(note0 + number, title, "\n\n".join(passages), account))
                note_rows[-1]["visibility"] = self.chance.choice(labels)
                at = 0
                for position, passage in enumerate(passages):
                    chunk_rows.append(
                        {
                            "id": chunk0 + number * CHUNKS_EACH + position,
                            "note_id": note0 + number,
                            "account_id": account,
                            "position": position,
                            "heading": title,
                            "start_char": at,
                            "end_char": at + len(passage),
                            "text": passage,
                            "embedding": next(drawn),
                            "model": model,
                        }
                    )
                    at += len(passage) + 2
            self.connection.execute(insert(notes), note_rows)
            self.connection.execute(insert(chunks), chunk_rows)

    def _unit_vectors(self, count: int, dimension: int) -> Iterator[bytes]:
        drawn = self.vectors.standard_normal((count, dimension), dtype=np.float32)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        return (row.astype("<f4").tobytes() for row in drawn)


def _note_row(id: int, title: str, text: str, account: int | None) -> RowData:
    return {
        "id": id,
        "key": f"bench/{id}",
        "title": title,
        "text": text,
        "author": None,
        "link": None,
        "kind": None,
        "tags": [],
        "account_id": account,
        "assigned_by": None if account is None else "option",
        "as_of": TODAY - dt.timedelta(days=id % 700),
        "added_at": TODAY,
        "digest": f"{id:064d}",
    }


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


_STARTS: Sequence[str] = (
    "Bral Corv Drev Elm Falk Grun Harl Iver Jask Kelm Lorv Mord Nark Ostr Prav Quel Rusk Strov Tarn Ulv".split()
)
_MIDDLES: Sequence[str] = "ando efri imba okla unde aris elto ipra ovan ulme ysta aque".split()
_ENDS: Sequence[str] = "berg dahl feld gard holm kirk land mark nau polt rode stad thal vik walt".split()
_KINDS: Sequence[str] = "Group Systems Foods Energy Marine Textiles Mining Optics Tools Paper".split()
_FIRST: Sequence[str] = (
    "Aino Bela Ciro Dara Edda Finn Gita Hugo Ilse Joan Kaya Leif Mila Nils Olga Pia Rafa Suri Timo Vera".split()
)


def _word(number: int) -> str:
    """An invented word, another one for each number below 3,600."""
    middles, ends = len(_MIDDLES), len(_ENDS)
    start, rest = divmod(number % (len(_STARTS) * middles * ends), middles * ends)
    return _STARTS[start] + _MIDDLES[rest // ends] + _ENDS[rest % ends]


def _invented(number: int) -> str:
    """An invented company name, another one for each number below 36,000."""
    words = len(_STARTS) * len(_MIDDLES) * len(_ENDS)
    return f"{_word(number)} {_KINDS[number // words % len(_KINDS)]}"
