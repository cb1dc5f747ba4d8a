"""A Reply as Slack messages: pure functions, nothing here knows a client.

Everything that came from data stands in places that Slack does not parse (rich text, table cells, plain text) or is
escaped. A long answer becomes several messages rather than being refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.text import age, cut, day, escape, plain, web_link
from skills.contracts import Reply, Table
from storage.evidence import Evidence

Block = dict[str, Any]

SHOW_QUERY = "show_query"
ASK_OPTION = "ask_option"

_MESSAGE_LETTERS = 11_000
_MESSAGE_BLOCKS = 45
_TEXT_LETTERS = 2_800
_FALLBACK_LETTERS = 3_500
_TABLE_ROWS = 99
_TABLE_COLUMNS = 20
_TABLE_LETTERS = 8_000
_CELL_LETTERS = 500
_SOURCES = 9
_OPTIONS = 20
_SENTENCES_AS_LINES = 3
_STALE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Outgoing:
    """One message: `text` is what notifications and screen readers say, `blocks` what is seen."""

    text: str
    blocks: tuple[Block, ...]

    def payload(self) -> dict[str, Any]:
        return {"text": self.text, "blocks": list(self.blocks)}


def reply_messages(reply: Reply, *, entry: int, now: dt.datetime) -> list[Outgoing]:
    """The messages of a reply, in order. `entry` is its audit entry, which the buttons name; `now` is what ages count
    from."""
    cited = _cited(reply)
    blocks = [*_understood(reply), *_answer(reply, cited)]
    for table in reply.tables:
        blocks += _table(table)
    blocks += [*_sources(cited, now), *_buttons(reply, entry)]
    parts = _packed(blocks)
    first = cut(escape(cut(reply.text, _FALLBACK_LETTERS)) or "Here is what I found.", 3_900)
    texts = [first, *("The answer goes on." for _ in parts[1:])]
    return [Outgoing(text, tuple(part)) for text, part in zip(texts, parts, strict=True)]


def private_notice(slack_id: str) -> Outgoing:
    """What a channel is told of an answer that its asker alone may read."""
    words = [{"type": "text", "text": "An answer went to "}, {"type": "user", "user_id": slack_id}]
    words.append({"type": "text", "text": " privately."})
    return Outgoing("An answer went to the one who asked, privately.", (_rich(words),))


def private_heading(channel: str, question: str) -> Outgoing:
    """What stands above a private answer: where it was asked. Goes with it to the asker alone."""
    words: list[Block] = [{"type": "text", "text": "You asked in "}, {"type": "channel", "channel_id": channel}]
    words.append({"type": "text", "text": f": {cut(question, 300)}\nNot everyone there may see all of the answer."})
    return Outgoing(f"Your question: {escape(cut(question, 300))}", (_rich(words),))


def query_message(sql: str, *, certified: bool) -> Outgoing:
    """The query behind an answer, as code."""
    head = "The query behind this answer, a certified metric:" if certified else "The query behind this answer:"
    code = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": cut(sql, 10_000) or " "}]}
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": head}]}
    return Outgoing(head, ({"type": "rich_text", "elements": [section, code]},))


def plain_message(text: str) -> Outgoing:
    """A sentence of the bot's own."""
    return Outgoing(escape(cut(text, _FALLBACK_LETTERS)), (_rich([{"type": "text", "text": cut(text, 2_000)}]),))


# --- parts ------------------------------------------------------------------------------------------------------------


def _understood(reply: Reply) -> list[Block]:
    return [_context(f"Understood: {plain(cut(reply.understood, 500))}")] if reply.understood.strip() else []


def _answer(reply: Reply, cited: Mapping[str, tuple[int, Evidence]]) -> list[Block]:
    """The text; where there are several sources, each sentence is followed by the numbers of its own, and many
    sentences stand on a line each."""
    several = len({number for number, _ in cited.values()}) > 1
    lines = len(reply.sentences) >= _SENTENCES_AS_LINES
    said, rest = "", reply.text
    for sentence in reply.sentences:
        before, found, after = rest.partition(sentence.text)
        if not found:
            continue
        numbers = sorted({cited[one][0] for one in sentence.evidence if one in cited}) if several else []
        said += before + found + (" " if numbers else "") + "".join(f"[{number}]" for number in numbers[:4])
        rest = "\n" + after[1:] if lines and after.startswith(" ") else after
    return [_rich([{"type": "text", "text": part}]) for part in _parts(said + rest)]


def _parts(text: str) -> Iterator[str]:
    """The text in pieces that are not too long for one block, broken between lines or words where there are any."""
    while len(text) > _TEXT_LETTERS:
        at = max(text.rfind("\n", 0, _TEXT_LETTERS), text.rfind(" ", 0, _TEXT_LETTERS)) + 1 or _TEXT_LETTERS
        yield text[:at]
        text = text[at:]
    if text.strip():
        yield text


def _table(table: Table) -> list[Block]:
    width = min(len(table.columns), _TABLE_COLUMNS)
    if width == 0:
        return []
    head = _row(table.columns, width)
    rows = [head]
    letters = _letters(head)
    for row in table.rows[:_TABLE_ROWS]:
        cells = _row(row, width)
        letters += _letters(cells)
        if letters > _TABLE_LETTERS:
            break
        rows.append(cells)
    block: Block = {
        "type": "table",
        "rows": rows,
        "column_settings": [_alignment(table, column) for column in range(width)],
    }
    shown, width_all = len(rows) - 1, len(table.columns)
    said = [f"the first {shown} of {len(table.rows)} rows"] if shown < len(table.rows) else []
    said += [f"the first {width} of {width_all} columns"] if width < width_all else []
    return [block, *([_context(f"Shown: {' and '.join(said)}.")] if said else [])]


def _row(cells: Sequence[str], width: int) -> list[Block]:
    padded = [*cells[:width], *([""] * (width - len(cells)))]
    return [{"type": "raw_text", "text": cut(cell.strip(), _CELL_LETTERS) or "–"} for cell in padded]


def _letters(cells: Sequence[Block]) -> int:
    return sum(len(cell["text"]) for cell in cells)


def _alignment(table: Table, column: int) -> Block:
    cells = [row[column].strip() for row in table.rows if len(row) > column and row[column].strip()]
    numeric = bool(cells) and all(any(one.isdigit() for one in cell) and _is_figure(cell) for cell in cells)
    return {"align": "right" if numeric else "left", "is_wrapped": not numeric}


def _is_figure(cell: str) -> bool:
    letters = sum(one.isalpha() for one in cell)
    return letters <= 3 and "/" not in cell and cell[:1] not in "(" and not cell.count("-") > 1


def _cited(reply: Reply) -> dict[str, tuple[int, Evidence]]:
    """The evidence that the reply leans on, by id, with the number of its source (from 1, in order of mention)."""
    known = {one.id: one for one in reply.evidence}
    order = [name for sentence in reply.sentences for name in sentence.evidence]
    order += [name for table in reply.tables for name in table.evidence]
    numbers: dict[tuple[str, str | None], int] = {}
    cited: dict[str, tuple[int, Evidence]] = {}
    for name in order or list(known):
        if name in known and name not in cited:
            one = known[name]
            cited[name] = (numbers.setdefault((one.source, one.link), len(numbers) + 1), one)
    return cited


def _sources(cited: Mapping[str, tuple[int, Evidence]], now: dt.datetime) -> list[Block]:
    by_number: dict[int, list[Evidence]] = {}
    for number, one in cited.values():
        by_number.setdefault(number, []).append(one)
    if not by_number:
        return []
    lines = [_source_line(group, now) for _, group in sorted(by_number.items())]
    if len(lines) > 1:
        lines = [f"[{number}] {line}" for number, line in enumerate(lines, start=1)]
    elements = lines[:_SOURCES]
    if len(lines) > _SOURCES:
        elements.append(f"and {len(lines) - _SOURCES} more sources")
    blocks = [{"type": "context", "elements": [_mrkdwn(line) for line in elements]}]
    stale = _stale_line([one for group in by_number.values() for one in group], now)
    return [*blocks, *([_context(stale)] if stale else [])]


def _source_line(group: Sequence[Evidence], now: dt.datetime) -> str:
    one = group[0]
    label = plain(cut(one.source, 200)) or "source"
    link = web_link(one.link)
    words = [f"<{link}|{label}>" if link else label]
    newest = max((each.as_of for each in group if each.as_of), default=None)
    if newest is not None:
        words += [] if day(newest) in one.source else [day(newest)]
        words.append(age(newest, now))
    return ", ".join(words)


def _stale_line(evidence: Sequence[Evidence], now: dt.datetime) -> str | None:
    """Says that exports behind the answer are older than a day; notes carry their date themselves."""
    moments = [one.as_of for one in evidence if one.kind != "note" and one.as_of is not None]
    oldest = min(moments, default=None)
    if oldest is None or now - oldest <= _STALE:
        return None
    return f":warning: The export of {day(oldest)} behind this is {age(oldest, now)}: later changes are not in it."


def _buttons(reply: Reply, entry: int) -> list[Block]:
    buttons = [
        _button(option.label, f"{ASK_OPTION}_{number}", f"{entry}:{number}")
        for number, option in enumerate(reply.options[:_OPTIONS])
    ]
    if reply.query is not None:
        buttons.append(_button("Show query", SHOW_QUERY, str(entry)))
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _button(label: str, action: str, value: str) -> Block:
    text = {"type": "plain_text", "text": cut(label.strip(), 75) or "This one", "emoji": False}
    return {"type": "button", "action_id": action, "value": value, "text": text}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _rich(words: Sequence[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(words)}]}


# --- packing ----------------------------------------------------------------------------------------------------------


def _packed(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in as few messages as Slack's limits allow, in their order."""
    messages: list[list[Block]] = [[]]
    letters = tables = 0
    for block in blocks:
        size = _size(block)
        table = block["type"] == "table"
        full = letters + size > _MESSAGE_LETTERS or len(messages[-1]) >= _MESSAGE_BLOCKS or (table and tables)
        if full and messages[-1]:
            messages.append([])
            letters = tables = 0
        messages[-1].append(block)
        letters += size
        tables += table
    return messages


def _size(node: Any) -> int:
    """The characters of every string under a node that a reader or a server counts."""
    if isinstance(node, list):
        return sum(_size(item) for item in node)
    if isinstance(node, dict):
        return sum(len(v) if k in ("text", "value") and isinstance(v, str) else _size(v) for k, v in node.items())
    return 0
