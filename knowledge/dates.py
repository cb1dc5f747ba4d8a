"""Dates as notes state them, to aware UTC moments."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from storage.importers.values import MONTHS

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = (
    re.compile(rf"(?<!\d){_YEAR}[-_./]?(?P<m>0[1-9]|1[0-2])[-_./]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<![\d.])(?P<day>[12]\d|3[01]|0?[1-9])\. ?(?P<m>1[0-2]|0?[1-9])\. ?{_YEAR}(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?\.?[ -]+(?:de )?{_MONTH}[ ,-]+(?:de )?{_YEAR}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}[ -]+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?,?[ -]+{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"\b(?!mag |set |gen |lug )(?:de )?{_MONTH}[ ,-]+{_YEAR}(?!\d)", re.IGNORECASE),
)
_HEADER = re.compile(
    r"^\W*(?:Date|When|Sent|Published|Created|Datum|Fecha|Data|Envoyé|Gesendet|Held on|As of)\W*:\W*\s*(.{4,60})$",
    re.MULTILINE | re.IGNORECASE,
)


def date_in(text: str) -> dt.datetime | None:
    """The first date written out in `text`: 2026-10-03, 3 Oct 2026, 3.10.2026, October 3, 2026, Oct 2026 (its 1st)."""
    found: list[tuple[int, dt.datetime]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            moment = _moment(match)
            if moment:
                found.append((match.start(), moment))
                break
    return min(found)[1] if found else None


_PLACE = re.compile(r"(?:[A-ZÀ-Þ][\w'’.&-]*(?: [\w'’.&-]+){0,4}, ?)?(?:[A-Za-z]{3,9},? )?")
_AFTER = re.compile(r"\s*(?:$|[.,;:|)\]]|[-–—](?!\s*\d)|(?:with|at|by|in|from) )")
_OF_SOMETHING = re.compile(
    r"renew|expir|\bend|start|begin|due|found|deadline|since|until|contract|valid|effective|launch|born", re.IGNORECASE
)


def opening_date(line: str) -> dt.datetime | None:
    """The date that a line opens with, after a place at most: `Wexford, 28 Oct 2026. Yasmin.`, `1 Sept 2026 - lunch`.
    A line that says what happens on the date, or gives a span of time, is not dated by it."""
    plain = line.strip(" \t*_>#-–—([")
    for form in _FORMS:
        match = form.search(plain)
        if match is None or match.start() > 60:
            continue
        before = plain[: match.start()]
        if _PLACE.fullmatch(before) and not _OF_SOMETHING.search(before) and _AFTER.match(plain, match.end()):
            return _moment(match)
    return None


def first_date(head: str) -> dt.datetime | None:
    """The date of a header line such as `Date: 3 October 2026`."""
    for match in _HEADER.finditer(head):
        moment = parsed_date(match.group(1).strip(" *_"))
        if moment:
            return moment
    return None


def parsed_date(value: Any) -> dt.datetime | None:
    """A date field of front matter: a date, a moment (without a zone: UTC) or a text that is one; else None."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    if not isinstance(value, str) or len(value) > 60 or not re.search(r"\d{4}", value):
        return None
    written = date_in(value)
    if written and not re.search(r"\d:\d\d", value):
        return written
    from dateutil import parser

    try:
        return parsed_date(parser.parse(value, default=dt.datetime(2000, 1, 1)))
    except (ValueError, OverflowError, TypeError):
        return written


def _moment(match: re.Match[str]) -> dt.datetime | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else MONTHS[parts["month"].casefold()]
    try:
        return dt.datetime(int(parts["year"]), month, int(parts.get("day") or 1), tzinfo=dt.UTC)
    except ValueError:
        return None
