"""Which words exist: the vocabulary of the packaged model tells a rare word from a misspelt one."""

from __future__ import annotations

from functools import cache

from knowledge.embedding import model_folder
from storage.errors import ModelMissing


@cache
def written_words() -> frozenset[str]:
    """The whole words that the packaged model knows, in lower case (about 24,000); none when it is not installed, so
    that a question needs no model."""
    try:
        lines = (model_folder() / "vocab.txt").read_text(encoding="utf-8").split()
    except (ModelMissing, OSError):
        return frozenset()
    return frozenset(line for line in lines if line.isalpha())
