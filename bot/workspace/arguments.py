"""The arguments of one Web API call, whatever body carried them, read by type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.workspace.errors import SlackRefused
from bot.workspace.model import Json


def parse_body(content_type: str, body: bytes, query: Mapping[str, str]) -> Arguments:
    """Read a JSON, form or empty body; the query string adds to it. Refuses what Slack refuses."""
    kind = content_type.partition(";")[0].strip().lower()
    if not body:  # slack_sdk sends an empty body as application/json
        return Arguments(dict(query), typed=kind == "application/json")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SlackRefused("invalid_charset") from error
    if kind == "application/json":
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SlackRefused("invalid_json") from error
        if not isinstance(values, dict):
            raise SlackRefused("json_not_object")
        return Arguments({**query, **values}, typed=True)
    if kind == "application/x-www-form-urlencoded":
        return Arguments({**query, **dict(parse_qsl(text, keep_blank_values=True))}, typed=False)
    raise SlackRefused("invalid_post_type" if kind else "missing_post_type")


class Arguments:
    """Typed access to the arguments of a call. A form carries everything as text: JSON, numbers and 0/1 booleans.

    Every getter raises `SlackRefused("invalid_arguments")` with Slack's line about the field.
    """

    def __init__(self, values: Json, *, typed: bool) -> None:
        self.values = values
        self._typed = typed

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without a default it is required."""
        value = self._get(name, default)
        if not isinstance(value, str):
            raise wrong(name, "must be a string")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._get(name, default)
        if not self._typed and value in ("1", "true", "True"):
            return True
        if not self._typed and value in ("0", "false", "False", ""):
            return False
        if not isinstance(value, bool):
            raise wrong(name, "must be a boolean")
        return value

    def whole(self, name: str, default: int) -> int:
        value = self._get(name, default)
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(name, "must be an integer")
        return value

    def array(self, name: str) -> list[Any] | None:
        """A list, or None when it was not given."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, list):
            raise wrong(name, "must be an array")
        return value

    def object(self, name: str) -> Json | None:
        """An object, or None when it was not given."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, dict):
            raise wrong(name, "must be an object")
        return value

    def names(self, name: str) -> list[str]:
        """Words joined by commas, or a list of them."""
        value = self._get(name, "")
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        if not isinstance(value, str):
            raise wrong(name, "must be a string")
        return [word.strip() for word in value.split(",") if word.strip()]

    def _get(self, name: str, default: Any) -> Any:
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise SlackRefused("invalid_arguments", (f"[ERROR] missing required field: {name}",))
            return default
        return value

    def _decoded(self, name: str) -> Any:
        value = self.values.get(name)
        if isinstance(value, str):  # Slack takes JSON text in a JSON body too
            try:
                return json.loads(value) if value else None
            except (ValueError, RecursionError) as error:
                if name == "blocks":
                    raise SlackRefused("invalid_blocks_format") from error
                raise wrong(name, "must be valid JSON") from error
        return value


def wrong(name: str, text: str) -> SlackRefused:
    """The refusal of one argument."""
    return SlackRefused("invalid_arguments", (f"[ERROR] {text} [json-pointer:/{name}]",))
