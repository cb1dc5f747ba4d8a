"""Notes as rows: what was read, its chunks with their vectors, full-text search, and work for the vector index.

Every function that returns text of a note takes an `Audience` or a `NoteScope` made from one, and filters inside its
query: the label of the note and the label of its account must both be allowed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
    union_all,
    update,
)

from storage.audience import Audience, allowed_labels, register_labels
from storage.database import bump_revision
from storage.tables import Account, IndexTask, Note, NoteChunk, UtcDateTime

_BATCH = 4_000
_AnySelect: TypeAlias = Select[*tuple[Any, ...]]
_FULL_TEXT = table("note_chunks_fts", column("rowid"))


@dataclass(frozen=True)
class NewNote:
    """A note to be written. `key` is its stable name, `digest` tells whether it changed, `as_of` is aware UTC."""

    key: str
    digest: str
    title: str
    text: str
    author: str | None
    link: str | None
    kind: str | None
    tags: tuple[str, ...]
    account_id: int | None
    assigned_by: str | None
    as_of: dt.datetime
    visibility: str


@dataclass(frozen=True)
class NewChunk:
    """A passage to be written: `text` is the note's text from `start` to `end`; `embedding` is float32, little-endian,
    of unit length."""

    heading: str
    start: int
    end: int
    text: str
    embedding: bytes


@dataclass(frozen=True)
class KnownNote:
    """What is needed to tell whether a note has to be written again."""

    id: int
    key: str
    digest: str
    account_id: int | None
    assigned_by: str | None


@dataclass(frozen=True)
class AccountNames:
    """By which names a text may call an account."""

    id: int
    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True)
class NoteScope:
    """Which chunks a query may touch: those of notes and accounts with an allowed label, and, when `account_ids` is
    given, of these accounts alone."""

    labels: tuple[str, ...]
    account_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class ChunkRow:
    """A chunk with what is worth telling about its note."""

    chunk_id: int
    note_id: int
    position: int
    heading: str
    start: int
    end: int
    text: str
    title: str
    author: str | None
    kind: str | None
    link: str | None
    as_of: dt.datetime
    account_id: int | None
    account: str | None
    entry: str


@dataclass(frozen=True)
class NoteLine:
    """A note in a list of notes."""

    id: int
    title: str
    as_of: dt.datetime
    author: str | None
    kind: str | None
    link: str | None


@dataclass(frozen=True)
class PendingTask:
    """A chunk that the vector index has yet to take up or to drop. Ids are used again: the moment tells tasks apart."""

    id: int
    chunk_id: int
    queued_at: dt.datetime


@dataclass(frozen=True)
class IndexEntry:
    """A chunk as the vector index keeps it. `entry` names chunk and content, so that an entry of an older text of the
    same chunk id is recognised; the two labels say which collection it belongs to."""

    chunk_id: int
    entry: str
    note_label: str
    account_label: str
    embedding: bytes


# --- writing --------------------------------------------------------------------------------------------------------


def known_notes(connection: Connection) -> dict[str, KnownNote]:
    """Every stored note by key."""
    rows = connection.execute(select(Note.id, Note.key, Note.digest, Note.account_id, Note.assigned_by))
    return {row.key: KnownNote(*row) for row in rows}


def known_note(connection: Connection, key: str) -> KnownNote | None:
    """The stored note of this key."""
    query = select(Note.id, Note.key, Note.digest, Note.account_id, Note.assigned_by).where(Note.key == key)
    row = connection.execute(query).first()
    return KnownNote(*row) if row else None


def save_note(
    connection: Connection, note: NewNote, chunks: Sequence[NewChunk], *, model: str, now: dt.datetime
) -> int:
    """Write a note and its chunks in place of what stood under its key; returns its id.

    `model` names what made the embeddings. To be called in one writing transaction; work for the vector index is
    queued in the same one.
    """
    register_labels(connection, {note.visibility})
    values = {
        "key": note.key,
        "digest": note.digest,
        "title": note.title,
        "text": note.text,
        "author": note.author,
        "link": note.link,
        "kind": note.kind,
        "tags": list(note.tags),
        "account_id": note.account_id,
        "assigned_by": note.assigned_by,
        "as_of": note.as_of,
        "added_at": now,
        "visibility": note.visibility,
    }
    note_id = connection.execute(select(Note.id).where(Note.key == note.key)).scalar()
    if note_id is None:
        note_id = connection.execute(insert(Note).values(values).returning(Note.id)).scalar_one()
    else:
        connection.execute(update(Note).where(Note.id == note_id).values(values))
        gone = list(connection.execute(select(NoteChunk.id).where(NoteChunk.note_id == note_id)).scalars())
        connection.execute(delete(NoteChunk).where(NoteChunk.note_id == note_id))
        _queue(connection, gone, "remove", now)
    rows = [
        {
            "note_id": note_id,
            "account_id": note.account_id,
            "position": position,
            "heading": chunk.heading,
            "start_char": chunk.start,
            "end_char": chunk.end,
            "text": chunk.text,
            "embedding": chunk.embedding,
            "model": model,
        }
        for position, chunk in enumerate(chunks)
    ]
    if rows:
        connection.execute(insert(NoteChunk), rows)
    _queue_note(connection, note_id, now)
    bump_revision(connection, "notes")
    return int(note_id)


def assign_note(
    connection: Connection, note_id: int, account_id: int | None, assigned_by: str | None, *, now: dt.datetime
) -> None:
    """Give a note and its chunks to an account (or to none), leaving text and vectors as they are."""
    connection.execute(update(Note).where(Note.id == note_id).values(account_id=account_id, assigned_by=assigned_by))
    connection.execute(update(NoteChunk).where(NoteChunk.note_id == note_id).values(account_id=account_id))
    _queue_note(connection, note_id, now)
    bump_revision(connection, "notes")


def rename_note(connection: Connection, note_id: int, key: str) -> None:
    """Give a note another key: its file was moved."""
    connection.execute(update(Note).where(Note.id == note_id).values(key=key))
    bump_revision(connection, "notes")


def save_embeddings(
    connection: Connection, embeddings: Sequence[tuple[int, bytes]], *, model: str, now: dt.datetime
) -> None:
    """Give chunks new vectors: pairs of chunk id and vector made by `model`."""
    if not embeddings:
        return
    chunk_table = NoteChunk.__table__
    connection.execute(
        update(chunk_table)  # type: ignore[arg-type]
        .where(chunk_table.c.id == bindparam("chunk"))
        .values(embedding=bindparam("vector"), model=model),
        [{"chunk": chunk_id, "vector": vector} for chunk_id, vector in embeddings],
    )
    _queue(connection, [chunk_id for chunk_id, _ in embeddings], "add", now)
    bump_revision(connection, "notes")


def _queue_note(connection: Connection, note_id: int, now: dt.datetime) -> None:
    ids = connection.execute(select(NoteChunk.id).where(NoteChunk.note_id == note_id)).scalars()
    _queue(connection, list(ids), "add", now)


def _queue(connection: Connection, chunk_ids: Sequence[int], action: str, now: dt.datetime) -> None:
    """At most one task a chunk: the newest wins, so the queue never outgrows the chunks."""
    for start in range(0, len(chunk_ids), _BATCH):
        batch = chunk_ids[start : start + _BATCH]
        connection.execute(delete(IndexTask).where(IndexTask.chunk_id.in_(_ids(batch))))
        connection.execute(
            insert(IndexTask), [{"chunk_id": chunk_id, "action": action, "queued_at": now} for chunk_id in batch]
        )


# --- accounts as they are named in texts ----------------------------------------------------------------------------


def account_names(connection: Connection) -> list[AccountNames]:
    """Every account with all its names (the present one first) and domains, by id."""
    query = select(Account.id, Account.name, Account.aliases, Account.former_names, Account.domains)
    return [
        AccountNames(
            row.id,
            row.name,
            tuple(dict.fromkeys([row.name, *(row.aliases or ()), *(row.former_names or ())])),
            tuple(row.domains or ()),
        )
        for row in connection.execute(query.order_by(Account.id))
    ]


# --- reading under an audience --------------------------------------------------------------------------------------


def scope_for(connection: Connection, audience: Audience, account_ids: Sequence[int] | None = None) -> NoteScope:
    """What this audience may read, within these accounts when given."""
    ids = None if account_ids is None else tuple(sorted(set(account_ids)))
    return NoteScope(allowed_labels(connection, audience), ids)


def has_chunks(connection: Connection, scope: NoteScope) -> bool:
    """Whether there is anything to search."""
    query = _visible(select(NoteChunk.id), scope).limit(1)
    return connection.execute(query).first() is not None


def lexical_hits(
    connection: Connection,
    scope: NoteScope,
    words: Sequence[str],
    *,
    limit: int,
    chunk_ids: Sequence[int] | None = None,
) -> list[tuple[int, float]]:
    """Chunks that contain any of `words` (stemmed, accents ignored), best first, with their BM25: positive, more is
    better. `words` are plain words; nothing in them is read as query syntax. With `chunk_ids`, of these chunks only.
    """
    match = match_any(words)
    if not match or not scope.labels:
        return []
    # The plus keeps SQLite from looking the ids up one by one, and the filter stands before the costly BM25.
    rowid: ColumnElement[int] = literal_column("+note_chunks_fts.rowid")
    rank: ColumnElement[float] = literal_column("bm25(note_chunks_fts)")
    query = select(_FULL_TEXT.c.rowid, rank).where(text("note_chunks_fts MATCH :match"))
    if scope.account_ids is None:
        query = query.where(rowid.not_in(_hidden(scope)))
        if chunk_ids is not None:
            query = query.where(rowid.in_(_ids(chunk_ids)))
    else:
        inside = _visible(select(NoteChunk.id), scope)
        if chunk_ids is not None:
            inside = inside.where(NoteChunk.id.in_(_ids(chunk_ids)))
        query = query.where(rowid.in_(inside))
    query = query.order_by(rank, _FULL_TEXT.c.rowid).limit(limit)
    return [(row[0], -float(row[1])) for row in connection.execute(query, {"match": match})]


def document_counts(
    connection: Connection, scope: NoteScope, words: Sequence[str], *, most: int
) -> tuple[int, dict[str, int]]:
    """How many chunks the labels of the scope open, and how many of these contain each word (stemmed, accents
    ignored), both counted up to `most`. The accounts of the scope are not looked at: a word's rarity is a property of
    the language of the whole store."""
    if not scope.labels:
        return 0, dict.fromkeys(words, 0)
    everything = NoteScope(scope.labels)
    some = _visible(select(NoteChunk.id), everything).limit(most).subquery()
    total = connection.execute(select(func.count()).select_from(some)).scalar_one()
    rowid: ColumnElement[int] = literal_column("+note_chunks_fts.rowid")
    counts = {}
    for word in words:
        match = match_any([word])
        if not match:
            counts[word] = 0
            continue
        found = select(_FULL_TEXT.c.rowid).where(text("note_chunks_fts MATCH :match"))
        found = found.where(rowid.not_in(_hidden(everything))).limit(most)
        counted = select(func.count()).select_from(found.subquery())
        counts[word] = connection.execute(counted, {"match": match}).scalar_one()
    return total, counts


def match_any(words: Sequence[str]) -> str:
    """The full-text query (SQLite's FTS5) for any of `words`: each one quoted, so that all of it is data."""
    quoted = []
    for word in words:
        clean = word.replace("\0", "").encode("utf-8", "replace").decode("utf-8").replace('"', '""').strip()
        if any(character.isalnum() for character in clean):
            quoted.append(f'"{clean}"')
    return " OR ".join(quoted)


def vectors(
    connection: Connection, scope: NoteScope, *, model: str, chunk_ids: Sequence[int] | None = None
) -> Iterator[tuple[list[int], bytes]]:
    """The vectors made by `model` in the scope, in batches: chunk ids, and their vectors one after the other."""
    if chunk_ids is not None and not chunk_ids:
        return
    query = _visible(select(NoteChunk.id, NoteChunk.embedding), scope).where(NoteChunk.model == model)
    if chunk_ids is not None:
        query = query.where(NoteChunk.id.in_(_ids(chunk_ids)))
    yield from _vector_batches(connection, query)


def all_vectors(connection: Connection, *, model: str) -> Iterator[tuple[list[int], bytes]]:
    """All vectors made by `model`, whoever may see their chunks: to be filtered by `hidden_chunks` at each search."""
    yield from _vector_batches(connection, select(NoteChunk.id, NoteChunk.embedding).where(NoteChunk.model == model))


def hidden_chunks(connection: Connection, scope: NoteScope) -> list[int]:
    """The ids of the chunks that the labels of the scope do not open; some may come twice."""
    return list(connection.execute(_hidden(scope)).scalars())


def _vector_batches(connection: Connection, query: _AnySelect) -> Iterator[tuple[list[int], bytes]]:
    result = connection.execution_options(stream_results=True).execute(query)
    for rows in result.partitions(_BATCH):
        found = [(row[0], row[1]) for row in rows if row[1] is not None]
        if found:
            yield [chunk_id for chunk_id, _ in found], b"".join(vector for _, vector in found)


def chunks(connection: Connection, scope: NoteScope, chunk_ids: Sequence[int]) -> dict[int, ChunkRow]:
    """Those of the chunks that lie in the scope, by id."""
    if not chunk_ids:
        return {}
    query = _visible(_chunk_columns(), scope).where(NoteChunk.id.in_(_ids(chunk_ids)))
    return {row.chunk_id: row for row in _chunk_rows(connection, query)}


def neighbours(connection: Connection, audience: Audience, chunk_id: int) -> tuple[ChunkRow | None, ChunkRow | None]:
    """The chunks before and after this one in its note, as far as there are any."""
    centre = select(NoteChunk.note_id, NoteChunk.position).where(NoteChunk.id == chunk_id)
    found = connection.execute(centre).first()
    if found is None:
        return None, None
    query = _visible(_chunk_columns(), scope_for(connection, audience)).where(
        NoteChunk.note_id == found.note_id, NoteChunk.position.in_([found.position - 1, found.position + 1])
    )
    by_position = {row.position: row for row in _chunk_rows(connection, query)}
    return by_position.get(found.position - 1), by_position.get(found.position + 1)


def notes_of_account(
    connection: Connection, audience: Audience, account_id: int, *, limit: int | None = None
) -> list[NoteLine]:
    """The notes of an account that this audience may read, newest first."""
    labels = allowed_labels(connection, audience)
    query = (
        select(Note.id, Note.title, Note.as_of, Note.author, Note.kind, Note.link)
        .join(Account, Account.id == Note.account_id)
        .where(Note.account_id == account_id, Note.visibility.in_(labels), Account.visibility.in_(labels))
        .order_by(Note.as_of.desc(), Note.id.desc())
    )
    if limit is not None:
        query = query.limit(limit)
    return [NoteLine(*row) for row in connection.execute(query)]


def newest_notes(
    connection: Connection,
    scope: NoteScope,
    *,
    since: dt.datetime | None = None,
    before: dt.datetime | None = None,
) -> list[ChunkRow]:
    """How the notes that somebody wrote begin, newest first; what an export tells of an account (its date is that of
    the export) is none of them."""
    query = _visible(_chunk_columns(), scope).where(
        NoteChunk.position == 0, func.coalesce(Note.assigned_by, "") != "import"
    )
    if since is not None:
        query = query.where(Note.as_of >= since)
    if before is not None:
        query = query.where(Note.as_of < before)
    return _chunk_rows(connection, query.order_by(Note.as_of.desc(), Note.id.desc()))


# --- for the owner of the vector index ------------------------------------------------------------------------------


def index_entries(
    connection: Connection, *, model: str, chunk_ids: Sequence[int] | None = None
) -> Iterator[list[IndexEntry]]:
    """The chunks with a vector made by `model`, in batches by id: all of them, or these."""
    if chunk_ids is not None and not chunk_ids:
        return
    query = _entries(NoteChunk.embedding).where(NoteChunk.model == model, NoteChunk.embedding.is_not(None))
    if chunk_ids is not None:
        query = query.where(NoteChunk.id.in_(_ids(chunk_ids)))
    for rows in connection.execution_options(stream_results=True).execute(query).partitions(_BATCH):
        yield [IndexEntry(row.id, _entry(row), row.note_label, row.account_label, row.embedding) for row in rows]


def index_places(connection: Connection, *, model: str) -> dict[str, tuple[int, str, str]]:
    """Where every chunk with a vector made by `model` belongs: entry -> chunk id, label of the note, of the account."""
    query = _entries().where(NoteChunk.model == model, NoteChunk.embedding.is_not(None))
    return {_entry(row): (row.id, row.note_label, row.account_label) for row in connection.execute(query)}


def account_labels(connection: Connection) -> dict[int, str]:
    """The label of every account that has notes."""
    with_notes = select(Note.account_id).where(Note.account_id.is_not(None))
    query = select(Account.id, Account.visibility).where(Account.id.in_(with_notes))
    return {row.id: row.visibility for row in connection.execute(query)}


def chunks_of_accounts(connection: Connection, account_ids: Sequence[int]) -> list[int]:
    """The ids of all chunks of these accounts."""
    query = select(NoteChunk.id).where(NoteChunk.account_id.in_(_ids(account_ids))).order_by(NoteChunk.id)
    return list(connection.execute(query).scalars())


def pending_tasks(connection: Connection, *, limit: int | None = None) -> list[PendingTask]:
    """Work for the owner of the vector index, oldest first."""
    query = select(IndexTask.id, IndexTask.chunk_id, IndexTask.queued_at).order_by(IndexTask.id).limit(limit)
    return [PendingTask(*row) for row in connection.execute(query)]


def clear_tasks(connection: Connection, tasks: Sequence[PendingTask]) -> None:
    """Take tasks that are done from the queue; one that was queued again meanwhile stays."""
    if tasks:
        query = delete(IndexTask).where(
            IndexTask.id == bindparam("task"), IndexTask.queued_at == bindparam("queued", type_=UtcDateTime())
        )
        connection.execute(query, [{"task": task.id, "queued": task.queued_at} for task in tasks])


def queue_everything(connection: Connection, *, now: dt.datetime) -> None:
    """Queue every chunk for the vector index: its owner is to build it anew."""
    _queue(connection, list(connection.execute(select(NoteChunk.id).order_by(NoteChunk.id)).scalars()), "add", now)


def stale_chunks(connection: Connection, *, model: str) -> list[tuple[int, str, str]]:
    """Chunks without a vector made by `model`: id, heading, text."""
    query = select(NoteChunk.id, NoteChunk.heading, NoteChunk.text).order_by(NoteChunk.id)
    query = query.where(or_(NoteChunk.embedding.is_(None), NoteChunk.model.is_(None), NoteChunk.model != model))
    return [(row.id, row.heading, row.text) for row in connection.execute(query)]


def count_chunks(connection: Connection) -> int:
    """How many chunks there are."""
    return connection.execute(select(func.count()).select_from(NoteChunk)).scalar_one()


def rebuild_full_text(connection: Connection) -> None:
    """Build the full-text index anew from the chunks."""
    connection.execute(text("INSERT INTO note_chunks_fts(note_chunks_fts) VALUES ('rebuild')"))


# --- parts of queries -----------------------------------------------------------------------------------------------


def _visible(query: _AnySelect, scope: NoteScope) -> _AnySelect:
    """The query over `note_chunks`, joined to note and account, and narrowed to the scope."""
    query = (
        query.select_from(NoteChunk)
        .join(Note, Note.id == NoteChunk.note_id)
        .outerjoin(Account, Account.id == Note.account_id)
        .where(
            Note.visibility.in_(scope.labels),
            or_(Note.account_id.is_(None), Account.visibility.in_(scope.labels)),
        )
    )
    if scope.account_ids is not None:
        query = query.where(NoteChunk.account_id.in_(_ids(scope.account_ids)))
    return query


def _hidden(scope: NoteScope) -> CompoundSelect[int]:
    """The chunks that the labels of the scope do not open: mostly few, so leaving them out costs less than joining
    all others to their notes and accounts."""
    notes = select(Note.id).where(Note.visibility.not_in(scope.labels))
    accounts = select(Account.id).where(Account.visibility.not_in(scope.labels))
    return union_all(
        select(NoteChunk.id).where(NoteChunk.note_id.in_(notes)),
        select(NoteChunk.id).where(NoteChunk.account_id.in_(accounts)),
    )


def _ids(ids: Sequence[int]) -> BindParameter[Any]:
    """Ids written into the statement: their number is not bounded by how many parameters a statement may have."""
    return bindparam(None, list(ids), expanding=True, literal_execute=True)


def _chunk_columns() -> _AnySelect:
    return select(
        NoteChunk.id.label("chunk_id"),
        NoteChunk.note_id,
        NoteChunk.position,
        NoteChunk.heading,
        NoteChunk.start,
        NoteChunk.end,
        NoteChunk.text,
        Note.title,
        Note.author,
        Note.kind,
        Note.link,
        Note.as_of,
        Note.digest,
        Note.account_id,
        Account.name.label("account"),
    )


def _chunk_rows(connection: Connection, query: _AnySelect) -> list[ChunkRow]:
    return [
        ChunkRow(
            chunk_id=row.chunk_id,
            note_id=row.note_id,
            position=row.position,
            heading=row.heading,
            start=row.start_char,
            end=row.end_char,
            text=row.text,
            title=row.title,
            author=row.author,
            kind=row.kind,
            link=row.link,
            as_of=row.as_of,
            account_id=row.account_id,
            account=row.account,
            entry=f"{row.chunk_id}-{row.start_char}-{row.digest[:16]}",
        )
        for row in connection.execute(query)
    ]


def _entries(*columns: Any) -> _AnySelect:
    return (
        select(
            NoteChunk.id,
            NoteChunk.start,
            Note.digest,
            Note.visibility.label("note_label"),
            func.coalesce(Account.visibility, "").label("account_label"),
            *columns,
        )
        .select_from(NoteChunk)
        .join(Note, Note.id == NoteChunk.note_id)
        .outerjoin(Account, Account.id == Note.account_id)
        .order_by(NoteChunk.id)
    )


def _entry(row: Any) -> str:
    return f"{row.id}-{row.start_char}-{row.digest[:16]}"
