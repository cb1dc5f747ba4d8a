"""Adding notes: files and imported free text become rows, chunks and vectors."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from knowledge import chunker
from knowledge.assignment import Assigner, Assignment
from knowledge.loader import LoadedNote, NoteSkipped, cleaned, load_note, note_files, read_note_bytes
from storage import notes
from storage.audience import parse_label
from storage.errors import NotesFailed, UnknownAccount
from storage.people import all_people, nobody_has

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.index import VectorIndex
    from storage.database import Database

Progress = Callable[[str, int, int], None]

_WINDOW = 512
"""Chunks embedded together: sorted by length in the engine, so that little of a batch is padding."""


@dataclass
class NotesReport:
    """What became of the notes that were read: read = added + updated + unchanged + skipped. `warnings` tell what a
    note says about its account or its readers that fits nobody; `undated` are as old as their files, naming no date."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    chunks: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list)
    assigned: list[dict[str, str]] = field(default_factory=list)
    """The account of each note that has one, and what told it."""
    unassigned: list[dict[str, str]] = field(default_factory=list)
    undated: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "chunks": self.chunks,
            "skipped": self.skipped,
            "assigned": self.assigned,
            "unassigned": self.unassigned,
            "undated": self.undated,
            "warnings": self.warnings,
        }


@dataclass(frozen=True)
class ReindexReport:
    """`chunks` there are, `embedded` of them anew, `indexed` by this process (None: left to the index's owner)."""

    chunks: int
    embedded: int
    indexed: int | None

    def to_json(self) -> dict[str, Any]:
        return {"chunks": self.chunks, "embedded": self.embedded, "indexed": self.indexed}


class ImportedText(Protocol):
    """Free text of a CRM row, as an importer hands it over."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def account_id(self) -> int | None: ...
    @property
    def as_of(self) -> dt.datetime: ...
    @property
    def visibility(self) -> str: ...
    @property
    def link(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...


def add_notes(
    database: Database,
    paths: Sequence[Path],
    *,
    embedder: Embedder,
    now: dt.datetime,
    account: str | None = None,
    visibility: str | None = None,
    progress: Progress | None = None,
) -> NotesReport:
    """Read the files at `paths` (folders with all below them) as notes.

    A file that was added before and is the same costs no embedding; a changed one takes the place of its earlier
    text. Each note is written in one transaction. What cannot be read is reported, and the rest is added.
    `account` (a name) is for notes whose front matter names none, `visibility` (a label) for those that carry none.

    Raises UnknownAccount, ModelMissing, NotesFailed (a path that does not exist, a label that is none): in these
    cases nothing is written.
    """
    label = _parsed(visibility)
    for path in paths:
        if not path.exists():
            raise NotesFailed(f"There is no file or folder {path}. No note was added. Check the path.")
    with database.read() as connection:
        assigner = Assigner(notes.account_names(connection))
        known = notes.known_notes(connection)
        people = all_people(connection)
    option = _option(assigner, account)
    report = NotesReport()
    if label is not None:
        report.warnings += ({"path": "--visibility", "why": why} for why in nobody_has(label, people))
    writer = _Writer(database, embedder, now, report, known, progress)
    files = _files(paths)
    for number, (root, path) in enumerate(files, start=1):
        report.read += 1
        try:
            data = read_note_bytes(path)
            loaded = load_note(path, data)
        except NoteSkipped as reason:
            report.skipped.append({"path": str(path), "why": str(reason)})
            continue
        given = assigner.assign(
            stated=loaded.account, option=option, folders=_folders(root, path), title=loaded.title, text=loaded.text
        )
        assigned = writer.take(_note(path.resolve().as_posix(), data, loaded, given, label))
        if given.account_id is not None:
            name = assigner.account_name(given.account_id)
            report.assigned.append({"path": str(path), "account": name, "by": given.by or ""})
        if assigned is None:
            report.unassigned.append({"path": str(path), "why": given.why or ""})
        if not loaded.dated:
            report.undated.append({"path": str(path), "as_of": f"{loaded.as_of:%Y-%m-%d}"})
        if loaded.account and given.account_id is None:
            kept = "kept without an account" if assigned is None else "it stays with the account it had"
            report.warnings.append({"path": str(path), "why": f"{given.why}: {kept}"})
        if loaded.visibility is not None:
            report.warnings += ({"path": str(path), "why": why} for why in nobody_has(loaded.visibility, people))
        if progress:
            progress("read", number, len(files))
    writer.flush()
    return report


class ImportedNotes:
    """Collects the free text of imported rows and adds it as notes. `add` may embed and write when enough has come
    together, so it is to be called outside any transaction; `flush` writes the rest and returns what became of all."""

    def __init__(
        self, database: Database, embedder: Embedder, *, now: dt.datetime, progress: Progress | None = None
    ) -> None:
        with database.read() as connection:
            known = notes.known_notes(connection)
        self._report = NotesReport()
        self._writer = _Writer(database, embedder, now, self._report, known, progress)

    def add(self, note: ImportedText) -> None:
        """Take one note; its key is stable, so that the same text of the same row is one note."""
        self._report.read += 1
        text = cleaned(note.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
        if not any(character.isalnum() for character in text):
            self._report.skipped.append({"path": note.key, "why": "empty: there is no text in it"})
            return
        values = [note.title, text, note.visibility, note.link or ""]  # a newer export of the same text is no change
        self._writer.take(
            notes.NewNote(
                key=note.key,
                digest=_digest("\0".join(values).encode("utf-8", "replace")),
                title=note.title,
                text=text,
                author=None,
                link=note.link,
                kind=note.source,
                tags=(),
                account_id=note.account_id,
                assigned_by="import" if note.account_id is not None else None,
                as_of=note.as_of,
                visibility=parse_label(note.visibility),
            )
        )

    def flush(self) -> NotesReport:
        """Write what is still waiting; the report covers everything added so far."""
        self._writer.flush()
        return self._report


def add_imported_note(database: Database, note: ImportedText, *, embedder: Embedder, now: dt.datetime) -> NotesReport:
    """Add one imported note at once. For many, `ImportedNotes` embeds them together."""
    collected = ImportedNotes(database, embedder, now=now)
    collected.add(note)
    return collected.flush()


def reindex(
    database: Database,
    *,
    embedder: Embedder,
    index: VectorIndex | None,
    now: dt.datetime,
    progress: Progress | None = None,
) -> ReindexReport:
    """Build everything that is derived from the notes anew: vectors of another model, full text, vector index.

    Without an `index` (another process owns it) the work on it is queued for its owner.
    """
    with database.read() as connection:
        stale = notes.stale_chunks(connection, model=embedder.name)
    done = 0
    for window in _windows(stale, _WINDOW):
        vectors = embedder.encode([_embedded_text(heading, text) for _, heading, text in window])
        pairs = [(chunk, vector.astype("<f4").tobytes()) for (chunk, _, _), vector in zip(window, vectors, strict=True)]
        with database.write() as connection:
            notes.save_embeddings(connection, pairs, model=embedder.name, now=now)
        done += len(window)
        if progress:
            progress("embed", done, len(stale))
    with database.write() as connection:
        notes.rebuild_full_text(connection)
        total = notes.count_chunks(connection)
        if index is None:
            notes.queue_everything(connection, now=now)
    indexed = index.rebuild(progress) if index is not None else None
    return ReindexReport(total, len(stale), indexed)


class _Writer:
    """Gathers changed notes until there are enough chunks to embed at full speed, then writes them note by note."""

    def __init__(self, database: Database, embedder: Embedder, now: dt.datetime, report: NotesReport,
                 known: dict[str, notes.KnownNote], progress: Progress | None) -> None:  # fmt: skip
        self._database = database
        self._embedder = embedder
        self._now = now
        self._report = report
        self._known = known
        self._by_digest = {note.digest: note for note in known.values()}
        self._progress = progress
        self._waiting: list[tuple[notes.NewNote, list[chunker.Chunk]]] = []
        self._chunks = 0

    def take(self, note: notes.NewNote) -> int | None:
        """Write the note, soon; returns the account it belongs to."""
        known = self._known.get(note.key) or self._moved(note)
        if known and known.digest == note.digest:
            return self._keep(known, note)
        pieces = chunker.chunk_text(note.text)
        self._waiting.append((note, pieces))
        self._chunks += len(pieces)
        if self._chunks >= _WINDOW:
            self.flush()
        return note.account_id

    def flush(self) -> None:
        waiting, self._waiting, self._chunks = self._waiting, [], 0
        if not waiting:
            return
        texts = [
            _embedded_text(chunker.heading_line(note.title, piece.path), piece.text)
            for note, pieces in waiting
            for piece in pieces
        ]
        vectors = self._embedder.encode(texts)
        place = 0
        for number, (note, pieces) in enumerate(waiting, start=1):
            rows = [
                notes.NewChunk(
                    heading=chunker.heading_line(note.title, piece.path),
                    start=piece.start,
                    end=piece.end,
                    text=piece.text,
                    embedding=vectors[place + offset].astype("<f4").tobytes(),
                )
                for offset, piece in enumerate(pieces)
            ]
            place += len(pieces)
            with self._database.write() as connection:
                before = notes.known_note(connection, note.key)
                note_id = notes.save_note(connection, note, rows, model=self._embedder.name, now=self._now)
            self._remember(note_id, note)
            if before is None:
                self._report.added += 1
            else:
                self._report.updated += 1
            self._report.chunks += len(rows)
            if self._progress:
                self._progress("write", number, len(waiting))

    def _keep(self, known: notes.KnownNote, note: notes.NewNote) -> int | None:
        """The same text: at most its account is another one by now. It never loses one: the account decides with the
        note who may read it."""
        if note.account_id is None or (known.account_id, known.assigned_by) == (note.account_id, note.assigned_by):
            self._report.unchanged += 1
            return known.account_id
        with self._database.write() as connection:
            notes.assign_note(connection, known.id, note.account_id, note.assigned_by, now=self._now)
        self._remember(known.id, note)
        self._report.updated += 1
        return note.account_id

    def _moved(self, note: notes.NewNote) -> notes.KnownNote | None:
        """The note under its old path, when the file has only been moved."""
        known = self._by_digest.get(note.digest)
        if known is None or not known.key.startswith("/") or Path(known.key).exists():
            return None
        with self._database.write() as connection:
            notes.rename_note(connection, known.id, note.key)
        self._remember(known.id, note, known)
        return self._known[note.key]

    def _remember(self, number: int, note: notes.NewNote, like: notes.KnownNote | None = None) -> None:
        kept = like or note
        known = notes.KnownNote(number, note.key, note.digest, kept.account_id, kept.assigned_by)
        self._known[note.key] = known
        self._by_digest[note.digest] = known


def _note(key: str, data: bytes, loaded: LoadedNote, given: Assignment, label: str | None) -> notes.NewNote:
    visibility = label if label is not None and loaded.visibility is None else (loaded.visibility or "everyone")
    return notes.NewNote(
        key=key,
        digest=_digest(visibility.encode() + b"\0" + data),
        title=loaded.title,
        text=loaded.text,
        author=loaded.author,
        link=loaded.link,
        kind=loaded.kind,
        tags=loaded.tags,
        account_id=given.account_id,
        assigned_by=given.by,
        as_of=loaded.as_of,
        visibility=visibility,
    )


def _digest(data: bytes) -> str:
    """Changes when the note does, and when it would be cut differently."""
    return hashlib.sha256(b"%d\0" % chunker.VERSION + data).hexdigest()


def _embedded_text(heading: str, text: str) -> str:
    return f"{heading}\n{text}"


def _parsed(visibility: str | None) -> str | None:
    if visibility is None:
        return None
    try:
        return parse_label(visibility)
    except ValueError as error:
        raise NotesFailed(f"{str(error)[0].upper()}{str(error)[1:]}. No note was added.") from error


def _option(assigner: Assigner, account: str | None) -> int | None:
    if account is None:
        return None
    found = assigner.named(account)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(assigner.account_name(number) for number in found)
        raise UnknownAccount(f"{account!r} may be {names}. No note was added. Write the name in full.")
    raise UnknownAccount(f"No account is called {account!r}. No note was added. Import the accounts first.")


def _files(paths: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Every file once, with the path it was found under."""
    found: dict[Path, tuple[Path, Path]] = {}
    for root in paths:
        for path in note_files(root):
            found.setdefault(path.resolve(), (root, path))
    return list(found.values())


def _folders(root: Path, path: Path) -> list[str]:
    """The folders a file stands in, nearest first, up to the one that was named."""
    top = root if root.is_dir() else root.parent
    names = []
    for folder in path.resolve().parents:
        names.append(folder.name)
        if folder == top.resolve():
            break
    return [name for name in names if name]


def _windows(rows: Sequence[tuple[int, str, str]], size: int) -> Iterator[Sequence[tuple[int, str, str]]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
