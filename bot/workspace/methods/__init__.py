"""The Web API methods, a file for each family of names. A new file here is found by itself."""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every file of this package, so that its methods are declared."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
