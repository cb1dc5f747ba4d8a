"""Words for Slack: text from data made harmless, and dates and ages as people say them."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote, urlsplit

_MARKUP = "*_~`"
_NO_JOIN = "\u200b"


def escape(text: str) -> str:
    """Text for a field that Slack parses: no mention, link or broadcast can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """Text for mrkdwn that comes out as it stands: as `escape`, and nothing turns bold, struck or code."""
    return "".join(one + _NO_JOIN if one in _MARKUP else one for one in escape(text))


def web_link(address: str | None) -> str | None:
    """The address, if it is one a reader may be sent to (http or https), fit for Slack's `<address|label>`."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    link = quote(address.strip(), safe="%/:=&?~#+!$,;'@()[]*-._")
    return link if len(link) <= 2000 else None


def cut(text: str, most: int) -> str:
    """At most `most` characters, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def day(moment: dt.datetime | dt.date) -> str:
    """A date as it is written in a source: 3 Oct 2026."""
    return f"{moment.day} {moment:%b %Y}"


def age(as_of: dt.datetime, now: dt.datetime) -> str:
    """How old something is: today, 1 day old, 9 days old, 7 weeks old, 5 months old, 3 years old."""
    days = (now.date() - as_of.date()).days
    if days <= 0:
        return "today"
    if days < 14:
        return _count(days, "day")
    if days < 63:
        return _count(days // 7, "week")
    if days < 730:
        return _count(round(days / 30.44), "month")
    return _count(days // 365, "year")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} old"
