"""What a person types, as Slack stores it: `@name` and `#channel` become references, links and emphasis are marked.

Two forms of the same line are made: the `text` with Slack's markup, and the `rich_text` block that goes with it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from bot.workspace.model import Json

_CODE_BLOCK = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_TOKEN = re.compile(
    r"""(?P<code>`[^`\n]+`)
      | (?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'"])
      | (?<![\w.])@(?P<name>[\w.-]*\w)
      | (?<![\w&])\#(?P<channel>[\w-]+)
      | (?<!\w)(?P<mark>[*_~])(?P<inner>[^\s*_~](?:[^*_~\n]*[^\s*_~])?)(?P=mark)(?!\w)""",
    re.VERBOSE,
)
_STYLES = {"*": "bold", "_": "italic", "~": "strike"}


def escaped(text: str) -> str:
    """`& < >` as Slack escapes them in `text`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(typed: str, users: Mapping[str, str], channels: Mapping[str, str]) -> tuple[str, list[Json]]:
    """The `text` and the `blocks` of a typed message; `users` and `channels` map what may be typed to ids."""
    text: list[str] = []
    parts: list[Json] = []
    at = 0
    for block in _CODE_BLOCK.finditer(typed):
        _line(typed[at : block.start()], users, channels, text, parts)
        text.append(f"```{escaped(block[1])}```")
        parts.append({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": block[1] or " "}]})
        at = block.end()
    _line(typed[at:], users, channels, text, parts)
    rich = {"type": "rich_text", "block_id": secrets.token_urlsafe(3)[:5], "elements": parts}
    return "".join(text), [rich]


def _line(
    typed: str, users: Mapping[str, str], channels: Mapping[str, str], text: list[str], parts: list[Json]
) -> None:
    if not typed:
        return
    elements: list[Json] = []

    def plain(piece: str, style: Json | None = None) -> None:
        if piece:
            elements.append({"type": "text", "text": piece, **({"style": style} if style else {})})

    at = 0
    for token in _TOKEN.finditer(typed):
        element, sent = _reference(token, users, channels)
        if element is None:
            continue
        plain(typed[at : token.start()])
        text.append(escaped(typed[at : token.start()]) + sent)
        elements.append(element)
        at = token.end()
    plain(typed[at:])
    text.append(escaped(typed[at:]))
    parts.append({"type": "rich_text_section", "elements": elements})


def _reference(token: re.Match[str], users: Mapping[str, str], channels: Mapping[str, str]) -> tuple[Json | None, str]:
    if token["code"]:
        return {"type": "text", "text": token["code"][1:-1], "style": {"code": True}}, escaped(token["code"])
    if token["url"]:
        return {"type": "link", "url": token["url"]}, f"<{token['url'].replace('&', '&amp;')}>"
    if token["mark"]:
        style = {_STYLES[token["mark"]]: True}
        return {"type": "text", "text": token["inner"], "style": style}, escaped(token[0])
    if token["channel"]:
        key = channels.get(token["channel"].lower())
        return ({"type": "channel", "channel_id": key}, f"<#{key}|{token['channel']}>") if key else (None, "")
    name = token["name"].lower()
    if name in ("here", "channel", "everyone"):
        return {"type": "broadcast", "range": name}, f"<!{name}>"
    key = users.get(name)
    return ({"type": "user", "user_id": key}, f"<@{key}>") if key else (None, "")
