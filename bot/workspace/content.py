"""What an app wants to say, checked: text, markdown_text, blocks and metadata of one message."""

from __future__ import annotations

from typing import Any

from bot.workspace import blockkit
from bot.workspace.arguments import Arguments
from bot.workspace.errors import SlackRefused
from bot.workspace.model import Json

TEXT_MAX = 40_000
MARKDOWN_MAX = 12_000
BLOCKS_LETTERS_MAX = 13_200
METADATA_MAX = 16_000


def content_of(args: Arguments, *, cut: bool) -> Json:
    """The `text`, `blocks` and `metadata` of a message. Text over 40,000 characters is cut or refused (`cut`)."""
    text = args.text("text", "")
    blocks = args.array("blocks")
    if "markdown_text" in args:
        if text or blocks:
            raise SlackRefused("markdown_text_conflict")
        text = args.text("markdown_text")
        if len(text) > MARKDOWN_MAX:
            raise SlackRefused("msg_too_long")
        blocks = [{"type": "markdown", "text": text}] if text else None
    if len(text) > TEXT_MAX:
        if not cut:
            raise SlackRefused("msg_too_long")
        text = text[:TEXT_MAX]
    if args.array("attachments"):
        raise SlackRefused("invalid_attachments", ("[ERROR] the local Slack takes blocks only",))
    if not text.strip() and not blocks:
        raise SlackRefused("no_text")
    body: Json = {"text": text}
    if blocks:
        body["blocks"] = checked(blocks)
    if "metadata" in args:
        body["metadata"] = _metadata(args.values["metadata"], args)
    return body


def checked(blocks: list[Any]) -> list[Json]:
    """The blocks as Slack stores them, or the refusal that names what is wrong with them."""
    problems = blockkit.check_blocks(blocks)
    if problems:
        tables = sum(isinstance(b, dict) and b.get("type") == "table" for b in blocks)
        code = "invalid_attachments" if tables > 1 else "invalid_blocks"
        raise SlackRefused(code, tuple(f"[ERROR] {problem}" for problem in problems))
    if blockkit.total_letters(blocks) > BLOCKS_LETTERS_MAX:
        raise SlackRefused("msg_blocks_too_long")
    return blockkit.fill_in(blocks)


def _metadata(value: Any, args: Arguments) -> Json:
    try:
        metadata = args.object("metadata")
    except SlackRefused as refused:
        raise SlackRefused("invalid_metadata_format") from refused
    if not metadata or not isinstance(metadata.get("event_type"), str):
        raise SlackRefused("invalid_metadata_schema")
    if not isinstance(metadata.get("event_payload"), dict) or set(metadata) - {"event_type", "event_payload"}:
        raise SlackRefused("invalid_metadata_schema")
    if len(str(value)) > METADATA_MAX:
        raise SlackRefused("metadata_too_large")
    return metadata
