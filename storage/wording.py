"""How values are written, in evidence and in replies alike, so that one can be found in the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from storage.catalog import FieldType

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def say_date(day: dt.date) -> str:
    """`3 Oct 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_number(value: float) -> str:
    """`1,204,000`, `12.5`, `0.04`: no more digits than matter, none cut off a whole number."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    digits = 2 if abs(value) >= 1 else 4
    said = f"{value:,.{digits}f}"
    exact = float(said.replace(",", "")) == value  # zeros of a rounded figure tell how far it was rounded
    return _unsigned_zero(said.rstrip("0").rstrip(".") if exact else said)


def say_money(value: float, currency: str | None) -> str:
    """`1,204,000 USD`; cents only where there are any."""
    amount = _unsigned_zero(f"{value:,.2f}".removesuffix(".00"))
    return f"{amount} {currency}" if currency else amount


def _unsigned_zero(said: str) -> str:
    return said if said.strip("-0.,") else said.removeprefix("-")


def say_value(value: Any, kind: FieldType, currency: str | None = None) -> str:
    """A value as people read it; nothing (None) is "not stated"."""
    if value is None or value == "":
        return "not stated"
    if isinstance(value, bool) or kind == "boolean":
        return "yes" if value else "no"
    if isinstance(value, dt.datetime | dt.date):
        return say_date(value)
    if kind == "year":
        return str(int(value))
    if kind == "money":
        return say_money(float(value), currency)
    if isinstance(value, int | float):
        return say_number(value)
    return str(value)


def say_row(
    columns: Sequence[tuple[str, FieldType]],
    row: Sequence[Any],
    currency: str | None,
    *,
    bare_first: bool = False,
    blanks: bool = False,
) -> str:
    """`industry: Logistics, employees: 1,200`; with `bare_first` the first value stands without its label, with
    `blanks` a field that is empty is told so."""
    parts = []
    for position, ((label, kind), value) in enumerate(zip(columns, row, strict=True)):
        if value is None and not (bare_first and position == 0):
            parts += [f"{label}: not stated"] if blanks else []
            continue
        said = say_value(value, kind, currency)
        parts.append(said if bare_first and position == 0 else f"{label}: {said}")
    return ", ".join(parts)
