"""A note's text cut into passages that follow its structure.

Each passage is a span of the text, `text[start:end] == chunk.text`, under the headings it stands below. Sections,
paragraphs, list items, tables and sentences are kept whole as far as the size allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.sentences import sentence_spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

VERSION = 1
"""Raised when the same text would be cut differently: stored notes are then cut anew when they are added again."""

TARGET_WORDS = 140
MAX_WORDS = 200
_MAX_TABLE_WORDS = 260
_MAX_CHARACTERS = 2_400
_HEADING_LIMIT = 200
_LONG_HEADING = 12
"""A heading of more words says something: it is kept as text too, and shortened in the path."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Chunk:
    """A passage: `text` is the note's text from `start` to `end` in characters; `path` the headings above it."""

    path: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Unit:
    """A piece that is not cut any further, with the section it stands in."""

    start: int
    end: int
    words: int
    section: int
    path: tuple[str, ...]
    opens: bool  # a new block begins here: the better place to cut


def chunk_text(text: str) -> list[Chunk]:
    """Cut `text` (Markdown or plain, lines ended by \\n) into chunks of about 120 to 200 words, in reading order."""
    chunks = []
    for group in _packed(list(_units(text))):
        start, end = group[0].start, group[-1].end
        chunks.append(Chunk(group[0].path, start, end, text[start:end]))
    return chunks


def heading_line(title: str, path: tuple[str, ...]) -> str:
    """What stands above a chunk in one line: "Title > H1 > H2". A first heading that repeats the title is left out."""
    parts = list(path)
    if parts and parts[0].casefold() == title.casefold():
        parts = parts[1:]
    names = [title, *parts]
    while len(names) > 2 and len(" > ".join(names)) > _HEADING_LIMIT:
        del names[1]  # the title and what stands nearest tell the most
    return " > ".join(names)[:_HEADING_LIMIT]


def _packed(units: list[_Unit]) -> Iterator[list[_Unit]]:
    """Units put together within their section: as few chunks as the size allows, of about equal length."""
    section: list[_Unit] = []
    for unit in units:
        if section and unit.section != section[0].section:
            yield from _packed_section(section)
            section = []
        section.append(unit)
    if section:
        yield from _packed_section(section)


def _packed_section(units: list[_Unit]) -> Iterator[list[_Unit]]:
    left = sum(unit.words for unit in units)
    goal = left / max(1, round(left / TARGET_WORDS))
    group: list[_Unit] = []
    words = 0
    for unit in units:
        size = words + unit.words
        too_long = size > MAX_WORDS or unit.end - (group[0].start if group else unit.start) > _MAX_CHARACTERS
        full = words >= goal * 0.75 and unit.opens and size > goal * 1.1
        if group and (too_long or full):
            yield group
            group, words = [], 0
        group.append(unit)
        words += unit.words
    if group:
        yield group


def _units(text: str) -> Iterator[_Unit]:
    offsets = _line_offsets(text)
    path: list[tuple[int, str]] = []
    section = 0
    for kind, first, last, level in _blocks(text):
        start, end = offsets[first], offsets[min(last, len(offsets) - 1)]
        if kind == "heading":
            title = _plain(text[start:end])
            path = [(depth, name) for depth, name in path if depth < level]
            if title:
                path.append((level, _shortened(title)))
            section += 1
            if len(title.split()) <= _LONG_HEADING:
                continue
        names = tuple(name for _, name in path)
        limit = _MAX_TABLE_WORDS if kind == "table" else MAX_WORDS
        for number, (left, right) in enumerate(_pieces(text, start, end, kind, limit)):
            yield _Unit(left, right, len(_WORD.findall(text, left, right)), section, names, opens=number == 0)


def _pieces(text: str, start: int, end: int, kind: str, limit: int) -> Iterator[tuple[int, int]]:
    """A block as one span if it is small enough, else by rows or sentences, else by words."""
    left, right = _trimmed(text, start, end)
    if left >= right:
        return
    if _fits(text, left, right, limit):
        yield left, right
        return
    parts = _lines(text, left, right) if kind == "table" else sentence_spans(text, left, right)
    for part_start, part_end in parts:
        if _fits(text, part_start, part_end, MAX_WORDS):
            yield part_start, part_end
        else:
            yield from _by_words(text, part_start, part_end)


def _fits(text: str, start: int, end: int, limit: int) -> bool:
    return end - start <= _MAX_CHARACTERS and len(_WORD.findall(text, start, end)) <= limit


def _by_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of at most TARGET_WORDS words; a word longer than a chunk may be is cut too."""
    begin, stop, words = start, start, 0
    for match in _WORD.finditer(text, start, end):
        if words and (words >= TARGET_WORDS or match.end() - begin > _MAX_CHARACTERS):
            yield begin, stop
            begin, words = match.start(), 0
        while match.end() - begin > _MAX_CHARACTERS:
            yield begin, begin + _MAX_CHARACTERS
            begin += _MAX_CHARACTERS
        stop = match.end()
        words += 1
    if begin < stop:
        yield begin, stop


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for line in text[start:end].split("\n"):
        left, right = _trimmed(text, position, position + len(line))
        if left < right:
            yield left, right
        position += len(line) + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _line_offsets(text: str) -> list[int]:
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    offsets[-1] = len(text)
    return offsets


def _plain(heading: str) -> str:
    return re.sub(r"\s+", " ", heading.strip().strip("#").strip())


def _shortened(heading: str) -> str:
    words = heading.split()
    return heading if len(words) <= _LONG_HEADING else " ".join(words[:_LONG_HEADING]) + " …"


def _blocks(text: str) -> Iterator[tuple[str, int, int, int]]:
    """The blocks of the text: kind, first line, line after the last, level of a heading. Items of lists count as
    blocks, so that a list can be cut between them. Lines that belong to no block (link definitions) form one."""
    done = 0
    for token in _top_blocks(_parser().parse(text)):
        first, last = token.map or (done, done)
        if first > done:
            yield "text", done, first, 0
        if token.type == "heading_open":
            yield "heading", first, last, int(token.tag[1:])
        elif token.type != "hr":
            yield ("table" if token.type == "table_open" else "text"), first, last, 0
        done = max(done, last)
    total = text.count("\n") + 1
    if done < total:
        yield "text", done, total, 0


def _top_blocks(tokens: list[Token]) -> Iterator[Token]:
    """Blocks that stand directly in the document, lists opened into their items."""
    for token in tokens:
        if token.map is None:
            continue
        is_item = token.type == "list_item_open" and token.level == 1
        is_list = token.type in {"bullet_list_open", "ordered_list_open"}
        if is_item or (token.level == 0 and not is_list):
            yield token


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Underlined headings are off: in mails and transcripts a row of dashes under a paragraph is a separator.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "lheading"])
