"""How a benchmark tells what it measured: one JSON line a figure."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence


def tell(bench: str, figure: str, value: float | str | None, unit: str, **about: object) -> None:
    """Print one figure. `about` says under which conditions it holds."""
    shown = round(value, 4) if isinstance(value, float) else value
    print(json.dumps({"bench": bench, "figure": figure, "value": shown, "unit": unit, **about}), flush=True)


def say(text: str) -> None:
    """A line for the person who waits; figures alone go to stdout."""
    print(text, file=sys.stderr, flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, between neighbours in proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
