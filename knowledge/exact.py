"""Exact search over all vectors: what a process without the vector index uses across accounts."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage import notes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from storage.database import Database

_MOST_CACHED = 200_000
"""Chunks whose vectors are kept in memory (1.5 kB each); beyond, they are read for every search."""


@dataclass(frozen=True)
class _Vectors:
    revision: int
    ids: NDArray[np.int64]
    matrix: NDArray[np.float32]


class ExactVectors:
    """The vectors of one model, kept in memory as long as no note changes. Who may see what is asked anew for every
    search. Safe to share between threads."""

    def __init__(self, database: Database, model: str) -> None:
        self._database = database
        self._model = model
        self._lock = threading.Lock()
        self._kept: _Vectors | None = None

    def nearest(self, connection: Any, scope: notes.NoteScope, vector: NDArray[np.float32], k: int) -> dict[int, float]:
        """The `k` nearest chunks that the labels of the scope open, with their cosines, nearest first."""
        import numpy as np

        kept = self._current(connection)
        if kept is None:
            return nearest_of(notes.vectors(connection, scope, model=self._model), vector, k)
        if not scope.labels or not len(kept.ids):
            return {}
        cosines = kept.matrix @ vector
        hidden = np.fromiter(notes.hidden_chunks(connection, scope), dtype=np.int64)
        cosines[np.isin(kept.ids, hidden)] = -np.inf
        order = np.lexsort((kept.ids, -cosines))[:k]
        return {int(kept.ids[place]): float(cosines[place]) for place in order if np.isfinite(cosines[place])}

    def _current(self, connection: Any) -> _Vectors | None:
        import numpy as np

        revision = self._database.revision(connection, "notes")
        with self._lock:
            if self._kept is not None and self._kept.revision == revision:
                return self._kept
            self._kept = None
            if notes.count_chunks(connection) > _MOST_CACHED:
                return None
            ids: list[int] = []
            parts = []
            for batch, data in notes.all_vectors(connection, model=self._model):
                ids += batch
                parts.append(np.frombuffer(data, dtype="<f4").reshape(len(batch), -1))
            matrix = np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)
            self._kept = _Vectors(revision, np.asarray(ids, dtype=np.int64), matrix)
            return self._kept


def nearest_of(batches: Any, vector: NDArray[np.float32], k: int | None) -> dict[int, float]:
    """Exact cosines of the vectors in `batches` (ids, and float32 bytes one after the other), nearest first, at most
    `k`."""
    import numpy as np

    ids: list[int] = []
    parts: list[NDArray[np.float32]] = []
    for batch, data in batches:
        ids += batch
        parts.append(np.frombuffer(data, dtype="<f4").reshape(len(batch), -1) @ vector)
    if not ids:
        return {}
    cosines = np.concatenate(parts)
    order = np.lexsort((np.asarray(ids), -cosines))[:k]
    return {ids[place]: float(cosines[place]) for place in order}
