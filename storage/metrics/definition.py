"""What a certified metric is made of."""

from __future__ import annotations

from dataclasses import dataclass

from storage.catalog import FieldRef
from storage.query import Condition, Measure


@dataclass(frozen=True)
class Metric:
    """A figure with one meaning. `where` and `when` are fields of `base`; `when` is the date that a period in the
    question means (None: it is a state of today); `source` says where the definition comes from."""

    name: str
    synonyms: tuple[str, ...]
    base: str
    measure: Measure
    where: tuple[Condition, ...]
    when: FieldRef | None
    meaning: str
    source: str
    scope: str = ""
    """What of `where` its name does not say: told with each figure, so that nobody holds it against another one."""
