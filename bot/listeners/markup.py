"""Text as Slack sends it, turned into the words a person sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_ANGLES = re.compile(r"<([^<>]*)>")
_USER = re.compile(r"^@([UW][A-Z0-9]+)(?:\|(.*))?$", re.DOTALL)


def mentioned_users(text: str) -> list[str]:
    """The ids of the users a text mentions, in order."""
    marks = (_USER.match(part) for part in _ANGLES.findall(text))
    return [mark.group(1) for mark in marks if mark]


def words(text: str, *, bot: str, name_of: Callable[[str], str]) -> str:
    """What a person meant to say: mentions of the bot are gone, other users go by name, links by their label.

    `name_of` turns a user's id into a name.
    """
    return unescape(_ANGLES.sub(lambda mark: _said(mark.group(1), bot, name_of), text)).strip()


def _said(mark: str, bot: str, name_of: Callable[[str], str]) -> str:
    user = _USER.match(mark)
    if user:
        return "" if user.group(1) == bot else user.group(2) or name_of(user.group(1))
    target, bar, label = mark.partition("|")
    if target.startswith("#"):
        return "#" + (label or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return label if bar else target.removeprefix("mailto:")
