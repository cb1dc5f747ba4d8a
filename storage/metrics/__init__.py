"""Certified metrics: one definition each, used wherever the word is said.

A metric is declared once, as data, and compiled by `storage.query`. Each file of this package declares some in a
module-level `METRICS`; they are collected here.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from storage.metrics.definition import Metric


@cache
def all_metrics() -> tuple[Metric, ...]:
    """Every declared metric, sorted by name. Two of one name or synonym are refused (ValueError)."""
    found: dict[str, Metric] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name == "definition":
            continue
        for metric in importlib.import_module(f"{__name__}.{module.name}").METRICS:
            for word in (metric.name, *metric.synonyms):
                if word in found:
                    raise ValueError(f"two metrics are called {word!r}: {metric.name} and {found[word].name}")
                found[word] = metric
    return tuple(sorted(set(found.values()), key=lambda metric: metric.name))


__all__ = ["Metric", "all_metrics"]
