"""What is said side by side, to be told apart: `Jonas vs Beat`, `Germany and Spain`, `2025 against 2026`."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.periods import add_months
from skills.ask.reading.state import Reading
from storage.catalog import FieldRef
from storage.query import AnyOf, Bucket, Compare, Condition, During

_TOGETHER = frozenset("together combined or total altogether nor".split())


def rows_beside(reading: Reading, base: str) -> list[FieldRef | Bucket]:
    """`deals of Dana and Marcus`: a figure of several rows of one kind is told for each, unless they are meant
    together."""
    for _, entries in reading.names:
        if len({one.id for one in entries}) < 2 or _together(reading) or entries[0].table in _NOT_APART:
            continue
        ways = reading.catalog.paths(base, entries[0].table)
        if len(ways) >= 1 and (ways[0] or base != entries[0].table):
            reading.take(reading.tagged.marker("vs"))
            return [FieldRef(ways[0], "name")]
        if base == entries[0].table == "accounts":
            return [FieldRef((), "name")]
    return []


_NOT_APART = ("products", "opportunities")


def compares(reading: Reading) -> bool:
    """Whether the clause asks to compare: then what stands side by side is never added up."""
    return says_than(reading) or reading.tagged.marker("vs") is not None


def says_than(reading: Reading) -> bool:
    """`did we win more in 2026 than in 2025`: two figures against each other, no number that is a limit."""
    inside = {place for one in reading.tagged.mentions for place in range(one.first, one.last)}
    keys = [token.key for token in reading.tagged.tokens]
    return any(
        key == "than"
        and place not in inside
        and keys[place - 1] not in ("other", "rather", "later", "earlier", "older")
        for place, key in enumerate(keys)
    )


def values_beside(reading: Reading, base: str, where: Sequence[Condition]) -> list[FieldRef | Bucket]:
    """The fields of which the conditions allow several values or times that were said one by one."""
    if _together(reading) and not compares(reading):
        return []
    found: list[FieldRef | Bucket] = []
    for one in where:
        if isinstance(one, Compare) and one.op == "eq" and len(one.values) > 1 and _said_apart(reading, base, one):
            found.append(one.ref)
        elif isinstance(one, AnyOf) and all(isinstance(part, During) for part in one.conditions):
            times = [part for part in one.conditions if isinstance(part, During)]
            unit = _unit_of(times)
            if unit is not None and len({part.ref for part in times}) == 1:
                found.append(Bucket(times[0].ref, unit))
    return found


def _said_apart(reading: Reading, base: str, condition: Compare) -> bool:
    """Whether the values were said by words of their own: "closed" alone means both won and lost."""
    field = reading.catalog.resolve(base, condition.ref)
    said: list[set[str]] = []
    for one in reading.tagged.of("value"):
        meant = {value.value for value in one.meaning if (value.table, value.field) == (field.table, field.name)}
        if meant & set(condition.values) and meant not in said:
            said.append(meant & set(condition.values))
    return len(said) > 1 and not any(said[0] & other for other in said[1:])


def _unit_of(times: Sequence[During]) -> str | None:
    """The calendar unit that times are whole ones of (the running one may end today): year, quarter or month."""
    if any(one.start is None or one.end is None for one in times):
        return None
    for unit, months in (("year", 12), ("quarter", 3), ("month", 1)):
        starts = [one.start for one in times if one.start is not None]
        ends = [add_months(start, months) for start in starts]
        begins = all(start.day == 1 and (start.month - 1) % months == 0 for start in starts)
        inside = all(one.end is not None and one.end <= end for one, end in zip(times, ends, strict=True))
        whole = any(one.end == end for one, end in zip(times, ends, strict=True))
        if begins and inside and whole:
            return unit
    return None


def _together(reading: Reading) -> bool:
    added = any(one.meaning == "sum" for one in reading.tagged.of("aggregate"))
    return added or any(token.key in _TOGETHER for token in reading.tagged.tokens)
