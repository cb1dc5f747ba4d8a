"""The vector index across accounts: Chroma, embedded or as a server, built from the vectors in the SQL store.

Chunks that the same people may see share a collection (label of the note and label of its account), so that a search
asks only the collections its audience may read: the filter is part of the query, and fast. Nothing here is the truth:
whatever is wrong or missing can be built again from SQL.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from storage import notes
from storage.errors import BotError, IndexOwned, NotesFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from storage.database import Database

log = logging.getLogger(__name__)

_PREFIX = "notes-"
_ADD_BATCH = 2_000
_HNSW = {"space": "cosine", "ef_search": 200}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class IndexHit:
    """A chunk that the index found near; `entry` tells which text of the chunk it was."""

    chunk_id: int
    entry: str


class VectorIndex:
    """Chroma with this process as its owner. Made by `open_index`; `close` gives the ownership back.

    Safe to share between threads: one at a time changes the index, any number search.
    """

    def __init__(
        self,
        database: Database,
        *,
        model: str,
        connect: Callable[[], Any],
        discard: Callable[[], None],
        release: Callable[[bool], None],
    ) -> None:
        self._database = database
        self._model = model
        self._connect = connect
        self._discard = discard
        self._release = release
        self._lock = threading.Lock()
        self._client: Any = None
        self._ready = False
        self._collections: dict[tuple[str, str], Any] = {}
        self._labels: dict[int, str] = {}

    def start(self) -> None:
        """Open the index and bring it in step with SQL. One that cannot be opened or read is built anew."""
        with self._lock:
            self._bring_up()

    def sync(self) -> int:
        """Do the work that was queued for the index, and move the chunks of accounts whose label changed; returns how
        many chunks were touched. Meant to be called every few seconds by the process that owns the index.

        Raises NotesFailed when the index cannot be built; search works without it."""
        with self._lock:
            if not self._ready:
                return self._bring_up()
            try:
                with _guarded():
                    return self._apply_queue()
            except IndexBroken as error:
                log.warning("the index could not be brought up to date (%s): it is opened again", error)
                return self._bring_up()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the index away and build it from SQL; returns the number of chunks in it."""
        with self._lock:
            return self._rebuild(progress)

    def search(self, vector: NDArray[np.float32], labels: Collection[str], *, k: int) -> list[IndexHit]:
        """The `k` nearest chunks of every collection whose two labels are both in `labels`; `vector` has shape (dim,).

        Raises NotesFailed when the index is being built or cannot be read; it is then rebuilt by the next `sync`.
        """
        if not self._ready:
            raise NotesFailed("The index is being built. Search works on the notes themselves until it is there.")
        allowed = set(labels)
        hits: list[tuple[float, IndexHit]] = []
        try:
            for (note_label, account_label), collection in list(self._collections.items()):
                if note_label not in allowed or (account_label and account_label not in allowed):
                    continue
                with _guarded():
                    found = collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
                hits += [
                    (distance, IndexHit(int(entry.partition("-")[0]), entry))
                    for entry, distance in zip(found["ids"][0], found["distances"][0], strict=True)
                ]
        except IndexBroken as error:
            self._ready = False
            raise NotesFailed(f"The index cannot be read ({error}). It is built anew from the notes.") from error
        hits.sort(key=lambda hit: (hit[0], hit[1].chunk_id))
        return [hit for _, hit in hits]

    def count(self) -> int:
        """How many chunks the index holds."""
        return sum(collection.count() for collection in self._collections.values())

    def close(self) -> None:
        """Give the ownership back."""
        with self._lock:
            sound = self._ready
            self._disconnect()
            self._release(sound)

    # --- with the lock held -----------------------------------------------------------------------------------------

    def _bring_up(self) -> int:
        """Open and compare; what cannot be opened, compared or asked is built anew."""
        self._disconnect()
        try:
            with _guarded():
                self._open()
                return self._reconcile()
        except IndexBroken as error:
            log.warning("the index cannot be used (%s): it is built anew from the notes", error)
            return self._rebuild()

    def _disconnect(self) -> None:
        client, self._client, self._collections, self._ready = self._client, None, {}, False
        if client is not None:
            with suppress(IndexBroken), _guarded():
                client.close()

    def _open(self) -> None:
        self._client = self._connect()
        self._collections = {}
        for collection in self._client.list_collections():
            if not collection.name.startswith(_PREFIX):
                continue
            labels = collection.metadata or {}
            if labels.get("model") == self._model:
                self._collections[labels.get("note", ""), labels.get("account", "")] = collection
            else:
                self._client.delete_collection(collection.name)

    def _reconcile(self) -> int:
        """Compare every entry with SQL: what is not there any more goes, what is missing comes; returns how many."""
        with self._database.read() as connection:
            tasks = notes.pending_tasks(connection)
            wanted = notes.index_places(connection, model=self._model)
            self._labels = notes.account_labels(connection)
        missing = set(wanted)
        for labels, collection in self._collections.items():
            present = collection.get(include=[])["ids"]
            right = {entry for entry in present if entry in wanted and wanted[entry][1:] == labels}
            _delete(collection, [entry for entry in present if entry not in right])
            missing -= right
        self._add(sorted(wanted[entry][0] for entry in missing))
        for collection in self._collections.values():
            _probe(collection)
        self._done(tasks)
        return len(missing)

    def _apply_queue(self) -> int:
        with self._database.read() as connection:
            tasks = notes.pending_tasks(connection)
            labels = notes.account_labels(connection)
            moved = [account for account, label in labels.items() if self._labels.get(account, label) != label]
            touched = sorted({task.chunk_id for task in tasks} | set(notes.chunks_of_accounts(connection, moved)))
        if touched:
            self._remove(touched)
            self._add(touched)
        self._labels = labels
        self._done(tasks)
        return len(touched)

    def _rebuild(self, progress: Progress | None = None) -> int:
        self._disconnect()
        try:
            with _guarded():
                self._discard()
                self._client = self._connect()
                for collection in self._client.list_collections():
                    if collection.name.startswith(_PREFIX):
                        self._client.delete_collection(collection.name)
                with self._database.read() as connection:
                    tasks = notes.pending_tasks(connection)
                    self._labels = notes.account_labels(connection)
                added = self._add(None, progress)
        except IndexBroken as error:
            self._disconnect()
            raise NotesFailed(
                f"The index of notes cannot be built: {error}. The notes are unchanged and can be searched without it. "
                "Check that the data folder can be written and the disk is not full (or the server at CHROMA_URL)."
            ) from error
        self._done(tasks)
        return added

    def _done(self, tasks: Sequence[notes.PendingTask]) -> None:
        if tasks:
            with self._database.write() as connection:
                notes.clear_tasks(connection, tasks)
        self._ready = True

    def _remove(self, chunk_ids: Iterable[int]) -> None:
        """Take all entries of these chunks out, whatever text they were of: found by the chunk's id."""
        numbers = list(chunk_ids)
        for collection in self._collections.values():
            for start in range(0, len(numbers), _ADD_BATCH):
                collection.delete(where={"chunk": {"$in": numbers[start : start + _ADD_BATCH]}})

    def _add(self, chunk_ids: Sequence[int] | None, progress: Progress | None = None) -> int:
        """Put these chunks (None: all) where they belong; returns how many there are in SQL."""
        import numpy as np

        added = 0
        with self._database.read() as connection:
            total = notes.count_chunks(connection) if chunk_ids is None else len(chunk_ids)
            for batch in notes.index_entries(connection, model=self._model, chunk_ids=chunk_ids):
                by_labels: dict[tuple[str, str], list[notes.IndexEntry]] = {}
                for entry in batch:
                    by_labels.setdefault((entry.note_label, entry.account_label), []).append(entry)
                for labels, entries in by_labels.items():
                    collection = self._collection(labels)
                    for start in range(0, len(entries), _ADD_BATCH):
                        part = entries[start : start + _ADD_BATCH]
                        collection.upsert(
                            ids=[entry.entry for entry in part],
                            embeddings=[np.frombuffer(entry.embedding, dtype="<f4") for entry in part],
                            metadatas=[{"chunk": entry.chunk_id} for entry in part],
                        )
                added += len(batch)
                if progress:
                    progress("index", added, total)
        return added

    def _collection(self, labels: tuple[str, str]) -> Any:
        if labels not in self._collections:
            name = hashlib.sha256("\0".join([self._model, *labels]).encode()).hexdigest()[:24]
            self._collections[labels] = self._client.get_or_create_collection(
                _PREFIX + name,
                metadata={"model": self._model, "note": labels[0], "account": labels[1]},
                configuration={"hnsw": _HNSW},
                embedding_function=None,
            )
        return self._collections[labels]


def _probe(collection: Any) -> None:
    """Ask something: damage of the vector files shows only now, and the first real question finds them loaded."""
    some = collection.get(limit=1, include=["embeddings"])
    if len(some["ids"]):
        collection.query(query_embeddings=[some["embeddings"][0]], n_results=1, include=["distances"])


def _delete(collection: Any, entries: Sequence[str]) -> None:
    for start in range(0, len(entries), _ADD_BATCH):
        collection.delete(ids=list(entries[start : start + _ADD_BATCH]))


class IndexBroken(Exception):
    """Chroma could not do what was asked: its files are damaged, or its server is gone."""


@contextmanager
def _guarded() -> Iterator[None]:
    """What Chroma throws, as IndexBroken. Its Rust part panics with an exception that is no Exception."""
    try:
        yield
    except BotError:
        raise
    except Exception as error:
        raise IndexBroken(str(error) or type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexBroken(str(error)) from error


def open_index(database: Database, home: Path, *, model: str, url: str | None = None) -> VectorIndex:
    """The vector index, in step with SQL when this returns: embedded in `home`/index, or the Chroma server at `url`.

    `model` is the name of the embedder whose vectors it holds. Raises IndexOwned when another process has the embedded
    index, NotesFailed when the server does not answer.
    """
    index = _server(database, url, model) if url else _embedded(database, home, model)
    try:
        index.start()
    except BaseException:
        index.close()
        raise
    return index


def _embedded(database: Database, home: Path, model: str) -> VectorIndex:
    from filelock import FileLock, Timeout

    lock = FileLock(home / "index.lock")
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexOwned(
            f"Another process owns the index in {home / 'index'}. Nothing was changed; notes added now wait "
            "for that process to index it. Stop it, or set CHROMA_URL to a Chroma server that several processes share."
        ) from error
    except OSError as error:
        raise NotesFailed(
            f"The index of notes cannot be owned: {home / 'index.lock'} cannot be written ({error.strerror}). "
            "The notes are unchanged. Give this user the right to write that folder and what is in it."
        ) from error

    folder = home / "index"

    def connect() -> Any:
        import chromadb
        from chromadb.config import Settings

        current = folder / str(max(_generations(folder), default=1))
        current.mkdir(parents=True, exist_ok=True)
        seal = _seal_of(current)
        if any(current.iterdir()) and not (seal.is_file() and seal.read_text() == _state_of(current)):
            _try_elsewhere(current)
        seal.unlink(missing_ok=True)
        return chromadb.PersistentClient(current, settings=Settings(anonymized_telemetry=False))

    def discard() -> None:
        """The next generation gets a folder of its own: the files of this one may still be open."""
        old = _generations(folder)
        (folder / str(max(old, default=0) + 1)).mkdir(parents=True)
        for number in old:
            shutil.rmtree(folder / str(number), ignore_errors=True)
            _seal_of(folder / str(number)).unlink(missing_ok=True)

    def release(sound: bool) -> None:
        """Seal what was closed in order: it is opened next time without being tried first."""
        current = folder / str(max(_generations(folder), default=1))
        if sound and current.is_dir():
            _seal_of(current).write_text(_state_of(current))
        lock.release()

    return VectorIndex(database, model=model, connect=connect, discard=discard, release=release)


def _seal_of(generation: Path) -> Path:
    return generation.with_suffix(".closed")


def _state_of(generation: Path) -> str:
    """Names, sizes and times of the files of an index: another one means that they were written to since."""
    files = sorted(path for path in generation.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(generation)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


_TRIAL = """
import sys
import chromadb
from chromadb.config import Settings
client = chromadb.PersistentClient(sys.argv[1], settings=Settings(anonymized_telemetry=False))
for collection in client.list_collections():
    some = collection.get(limit=1, include=["embeddings"])
    if len(some["ids"]):
        collection.query(query_embeddings=[some["embeddings"][0]], n_results=1, include=["distances"])
"""
_TRIAL_SECONDS = 300


def _try_elsewhere(generation: Path) -> None:
    """Open an index that was not closed in order in a process of its own: damaged vector files can bring the process
    that reads them down. Raises IndexBroken."""
    command = [sys.executable, "-c", _TRIAL, str(generation)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TRIAL_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise IndexBroken("it does not open") from error
    if done.returncode:
        raise IndexBroken((done.stderr.strip().splitlines() or [f"opening it ended with {done.returncode}"])[-1])


def _generations(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    return sorted(int(entry.name) for entry in folder.iterdir() if entry.is_dir() and entry.name.isdigit())


def _server(database: Database, url: str, model: str) -> VectorIndex:
    parts = urlsplit(url)

    def connect() -> Any:
        import chromadb
        from chromadb.config import Settings

        try:
            return chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        except Exception as error:
            raise NotesFailed(
                f"The Chroma server at CHROMA_URL ({url}) does not answer: {error}. Nothing was changed. "
                "Start it, or unset CHROMA_URL to use the index in the data folder."
            ) from error

    return VectorIndex(database, model=model, connect=connect, discard=lambda: None, release=lambda _: None)
