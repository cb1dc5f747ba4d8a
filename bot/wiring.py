"""The composition root: the only place that builds clients and hands them out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from bot.config import Settings
from skills.contracts import Context, Skill
from storage.database import Database

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.index import VectorIndex
    from knowledge.search import NoteSearcher


class House:
    """Everything one process works with, each made on first use and once.

    A process that takes the vector index calls `take_index`; without it, searches are exact over the vectors in SQL.
    """

    def __init__(
        self, settings: Settings, *, skills: Mapping[str, Skill] | None = None, embedder: Embedder | None = None
    ) -> None:
        """`skills`: other ones than those that discovery finds; `embedder`: another one than the packaged."""
        self.settings = settings
        self._given_skills = skills
        self._given_embedder = embedder
        self._index: VectorIndex | None = None
        self._searcher: NoteSearcher | None = None
        self._making = Lock()

    @cached_property
    def database(self) -> Database:
        """The account store, brought up to date. Raises DatabaseUnavailable."""
        database = Database(self.settings.database_url)
        database.upgrade()
        return database

    @cached_property
    def skills(self) -> Mapping[str, Skill]:
        if self._given_skills is not None:
            return self._given_skills
        import skills
        from bot.discovery import find_skills

        return find_skills(skills)

    @cached_property
    def context(self) -> Context:
        return Context(database=self.database, searcher=self.searcher)

    @cached_property
    def embedder(self) -> Embedder:
        """The packaged model; it is loaded at the first text."""
        if self._given_embedder is not None:
            return self._given_embedder
        from knowledge.embedding import PackagedMiniLM

        return PackagedMiniLM()

    def searcher(self) -> NoteSearcher:
        with self._making:
            if self._searcher is None:
                from knowledge.search import NoteSearcher

                self._searcher = NoteSearcher(self.database, self.embedder, self._index)
            return self._searcher

    def take_index(self) -> VectorIndex:
        """Own the vector index, in step with SQL when this returns. Raises IndexOwned or NotesFailed."""
        from knowledge.index import open_index

        home, url = self.settings.folder, self.settings.chroma or None
        index = open_index(self.database, home, model=self.embedder.name, url=url)
        with self._making:
            self._index, self._searcher = index, None
        return index

    def apply_index_tasks(self) -> None:
        """Do the index work that this and other processes queued."""
        if self._index is not None:
            self._index.sync()

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = self._searcher = None
        if "database" in self.__dict__:
            self.database.close()
