"""What all tests share: things that are slow to make, made once."""

from __future__ import annotations

import pytest

from knowledge.embedding import PackagedMiniLM


@pytest.fixture(scope="session")
def embedder() -> PackagedMiniLM:
    """The packaged embedding model, loaded at its first use and once."""
    return PackagedMiniLM()
