"""Hybrid search over notes: BM25 and vectors, fused by reciprocal rank, under an audience."""

from __future__ import annotations

import datetime as dt
import logging
import math
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.exact import ExactVectors, nearest_of
from knowledge.stopwords import STOPWORDS
from storage import notes
from storage.errors import NotesFailed
from storage.names import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.embedding import Embedder
    from knowledge.index import VectorIndex
    from storage.audience import Audience
    from storage.database import Database

log = logging.getLogger(__name__)

_RANK = 10
"""The k of reciprocal rank fusion: 1 / (k + rank)."""
_POOL = 50
_FURTHER = 8
"""How much further to look where what was found first is mostly one text over and over."""
_MOST_PENDING = 2_000
_MOST_WORDS = 64
_MOST_CHARACTERS = 2_000
_MOST_COUNTED = 5_000
_MOST_REMEMBERED = 8_000
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class NoteHit:
    """A passage that was found. `text` is the note's text from `start` to `end`; `source` says in a line where it
    stands; `score` is the fused one (comparable within one search only); `cosine` (-1..1) and `bm25` (positive, more
    is better) are the raw ones: None when the passage has no vector of the model, or none of the words."""

    chunk_id: int
    note_id: int
    note: str
    account: str | None
    account_id: int | None
    source: str
    link: str | None
    as_of: dt.datetime
    score: float
    heading: str
    text: str
    start: int
    end: int
    position: int
    cosine: float | None
    bm25: float | None

    def to_json(self) -> dict[str, Any]:
        return {
            "note": self.note,
            "account": self.account,
            "source": self.source,
            "link": self.link,
            "as_of": self.as_of.isoformat(),
            "score": round(self.score, 6),
            "heading": self.heading,
            "text": self.text,
            "cosine": None if self.cosine is None else round(self.cosine, 4),
            "bm25": None if self.bm25 is None else round(self.bm25, 4),
        }


class NoteSearcher:
    """Finds passages of notes. Without an `index` (another process owns it) every search is exact over the vectors in
    SQL; with one, a search across accounts asks it. Safe to share between threads."""

    def __init__(self, database: Database, embedder: Embedder, index: VectorIndex | None = None) -> None:
        self._database = database
        self._embedder = embedder
        self._index = index
        self._exact = ExactVectors(database, embedder.name)
        self._sentences = _Remembered(embedder)

    def search(
        self, query: str, audience: Audience, *, account_ids: Sequence[int] | None = None, k: int = 8
    ) -> list[NoteHit]:
        """The `k` best passages for `query`, best first; the same store gives the same order every time.

        With `account_ids`, exact within these accounts; without, over everything the audience may see, notes of no
        account included. Any text is a valid query. Raises ModelMissing when the embedding model cannot be loaded.
        """
        words = query_words(query)
        if k < 1 or not words:
            return []
        with self._database.read() as connection:
            if not notes.has_chunks(connection, notes.scope_for(connection, audience, account_ids)):
                return []
        vector = self._sentences.encode([_readable(query)[:_MOST_CHARACTERS]])[0]
        most = max(_POOL, 4 * k)
        with self._database.read() as connection:
            scope = notes.scope_for(connection, audience, account_ids)
            for pool in (most, _FURTHER * most):
                lexical = notes.lexical_hits(connection, scope, words, limit=pool)
                cosines = self._nearest(connection, scope, vector, pool)
                scores = _fused([chunk for chunk, _ in lexical], list(cosines))
                ranked = sorted(scores, key=lambda chunk: (-scores[chunk], chunk))
                rows = self._each_text_once(connection, scope, ranked, k)
                if len(rows) == k or len(ranked) < pool:
                    break
            best = list(rows)
            cosines |= self._cosines(connection, scope, vector, [one for one in best if one not in cosines])
            bm25 = dict(lexical)
            if len(lexical) == pool:  # the others may contain the words too, only less
                others = [chunk for chunk in best if chunk not in bm25]
                bm25 |= dict(notes.lexical_hits(connection, scope, words, limit=k, chunk_ids=others))
        return [
            _hit(row, score=scores[chunk], cosine=cosines.get(chunk), bm25=bm25.get(chunk))
            for chunk, row in rows.items()
        ]

    def _each_text_once(
        self, connection: Any, scope: notes.NoteScope, ranked: Sequence[int], k: int
    ) -> dict[int, notes.ChunkRow]:
        """The first `k` chunks of a ranking, in its order, but of those with the very same text the first alone: what a
        CRM logs in set phrases would leave no room for anything else."""
        kept: dict[int, notes.ChunkRow] = {}
        told: set[str] = set()
        for start in range(0, len(ranked), k):
            rows = notes.chunks(connection, scope, ranked[start : start + k])
            for chunk in ranked[start : start + k]:
                row = rows.get(chunk)
                if row is not None and row.text.strip() not in told and len(kept) < k:
                    told.add(row.text.strip())
                    kept[chunk] = row
            if len(kept) == k:
                break
        return kept

    def written(
        self,
        audience: Audience,
        *,
        account_ids: Sequence[int] | None = None,
        words: Sequence[str] = (),
        since: dt.datetime | None = None,
        before: dt.datetime | None = None,
    ) -> list[NoteHit]:
        """How the notes that were written begin, newest first: those whose title or kind has all of `words`."""
        with self._database.read() as connection:
            scope = notes.scope_for(connection, audience, account_ids)
            rows = notes.newest_notes(connection, scope, since=since, before=before)
        wanted = {fold(word) for word in words}
        kept = [row for row in rows if wanted <= set(re.findall(r"\w+", fold(f"{row.title} {row.kind or ''}")))]
        return [_hit(row, score=0.0, cosine=None, bm25=None) for row in kept]

    def similarities(self, queries: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        """For each text its cosines (-1..1) to the queries. Vectors of recent texts are remembered; a new one costs
        some ten milliseconds, so a caller asks about few. Raises ModelMissing when the model cannot be loaded."""
        if not texts:
            return []
        vectors = self._sentences.encode([_readable(one)[:_MOST_CHARACTERS] for one in (*queries, *texts)])
        found = vectors[len(queries) :] @ vectors[: len(queries)].T
        return [[float(value) for value in row] for row in found]

    def rarities(self, words: Sequence[str], audience: Audience) -> dict[str, float]:
        """How rare each word is in what the audience may see: 1 in no passage, near 0 in most of them."""
        with self._database.read() as connection:
            scope = notes.scope_for(connection, audience)
            total, counts = notes.document_counts(connection, scope, words, most=_MOST_COUNTED)
        return {word: math.log(1 + total / (1 + count)) / math.log(1 + max(total, 1)) for word, count in counts.items()}

    def _nearest(
        self, connection: Any, scope: notes.NoteScope, vector: NDArray[np.float32], k: int
    ) -> dict[int, float]:
        """The nearest chunks in the scope with their cosines, nearest first."""
        if scope.account_ids is not None:
            return self._cosines(connection, scope, vector, None, k)
        if self._index is None:
            return self._exact.nearest(connection, scope, vector, k)
        pending = notes.pending_tasks(connection, limit=_MOST_PENDING + 1)
        if len(pending) > _MOST_PENDING:
            return self._exact.nearest(connection, scope, vector, k)
        try:
            found = self._index.search(vector, scope.labels, k=k)
        except NotesFailed as error:
            log.info("search without the index: %s", error)
            return self._exact.nearest(connection, scope, vector, k)
        rows = notes.chunks(connection, scope, [hit.chunk_id for hit in found])
        current = {hit.chunk_id for hit in found if hit.chunk_id in rows and rows[hit.chunk_id].entry == hit.entry}
        current |= {task.chunk_id for task in pending}  # what the index has yet to learn is compared exactly
        return self._cosines(connection, scope, vector, sorted(current), k)

    def _cosines(
        self,
        connection: Any,
        scope: notes.NoteScope,
        vector: NDArray[np.float32],
        chunk_ids: Sequence[int] | None,
        k: int | None = None,
    ) -> dict[int, float]:
        """Exact cosines of the chunks in the scope (of `chunk_ids` when given), nearest first, at most `k`."""
        batches = notes.vectors(connection, scope, model=self._embedder.name, chunk_ids=chunk_ids)
        return nearest_of(batches, vector, k)


class _Remembered:
    """The vectors of the texts that were asked about last: people ask on about the same notes."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 array of shape (len(texts), dimension), rows of length 1."""
        import numpy as np

        with self._lock:
            found = {one: self._known[one] for one in texts if one in self._known}
        fresh = [one for one in dict.fromkeys(texts) if one not in found]
        found |= dict(zip(fresh, self._embedder.encode(fresh), strict=True)) if fresh else {}
        with self._lock:
            for one in texts:
                self._known[one] = found[one]
                self._known.move_to_end(one)
            while len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([found[one] for one in texts])


def query_words(query: str) -> list[str]:
    """The words of a query worth looking up, each once: without stop words, unless there are no others."""
    found = list(dict.fromkeys(fold(word) for word in re.findall(r"[^\W_]+", _readable(query))))
    telling = [word for word in found if word not in STOPWORDS]
    return (telling or found)[:_MOST_WORDS]


def source_line(title: str, author: str | None, as_of: dt.datetime) -> str:
    """Where something stands, for people: `Discovery call, Dana Ruiz, 3 Oct 2026`."""
    day = f"{as_of.day} {_MONTHS[as_of.month - 1]} {as_of.year}"
    return ", ".join(part for part in (title, author, day) if part)


def _readable(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _fused(*rankings: Sequence[int]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, chunk in enumerate(ranking, start=1):
            scores[chunk] = scores.get(chunk, 0.0) + 1 / (_RANK + rank)
    return scores


def _hit(row: notes.ChunkRow, *, score: float, cosine: float | None, bm25: float | None) -> NoteHit:
    return NoteHit(
        chunk_id=row.chunk_id,
        note_id=row.note_id,
        note=row.title,
        account=row.account,
        account_id=row.account_id,
        source=source_line(row.title, row.author, row.as_of),
        link=row.link,
        as_of=row.as_of,
        score=score,
        heading=row.heading,
        text=row.text,
        start=row.start,
        end=row.end,
        position=row.position,
        cosine=cosine,
        bm25=bm25,
    )
