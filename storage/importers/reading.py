"""Reading a CSV that somebody's CRM wrote: its encoding, its delimiter, its rows with their true line numbers.

A file is read line by line, never whole. What is not a table of text is turned away with the reason.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.errors import ImportFailed

MAX_LINE = 2_000_000
"""Characters of one line or one cell: ten times what the largest text field of a CRM holds."""

_SAMPLE = 262_144
_DELIMITERS = ",;\t|"
_MAGIC = {
    b"PK\x03\x04": "an Excel workbook or ZIP archive: save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save the sheet as CSV",
    b"\x1f\x8b": "compressed: unpack it first",
    b"%PDF": "a PDF: export the table as CSV",
    b"SQLite format 3": "a database: export the table as CSV",
}


@dataclass(frozen=True)
class Sheet:
    """How a file has to be read, and its header."""

    path: Path
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    size: int
    warnings: tuple[str, ...] = ()
    damaged: bool = False
    first_line: int = 1


@dataclass(frozen=True)
class Row:
    """A data row: the line it starts on, its cells (as many as there are headers) or what is wrong with it."""

    line: int
    cells: list[str]
    fault: str | None
    position: int


def inspect_file(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """Find out encoding and delimiter where they are not given, and read the header. Raises ImportFailed for a file
    that is missing, empty, binary, or holds a line of millions of characters."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise _turned_away(path, f"cannot be read ({error.strerror})", "Check the name and the rights.") from error
    if not sample.strip():
        raise _turned_away(path, "is empty", "Export it again.")
    for magic, what in _MAGIC.items():
        if sample.startswith(magic):
            raise _turned_away(path, f"is {what}", "Then import the CSV.")
    warnings: list[str] = []
    damaged = False
    if encoding is None:
        encoding, damaged = _detect_encoding(path, sample)
        if damaged:
            warnings.append("some bytes are not UTF-8: rows that hold them are skipped")
        elif encoding == "cp1252":
            warnings.append("not UTF-8: read as windows-1252")
    if not encoding.startswith("utf-16") and b"\x00" in sample:
        raise _turned_away(path, "is not text (it holds NUL bytes)", "Export the table as CSV.")
    lines = _lines(path, encoding, damaged)
    opening = [line for _number, line in zip(range(50), lines, strict=False)]
    if not opening:
        raise _turned_away(path, "is empty", "Export it again.")
    first_line = 1
    if opening[0].casefold().startswith("sep=") and len(opening[0].strip()) == 5:
        delimiter = delimiter or opening[0].strip()[4]
        opening, first_line = opening[1:], 2
    while opening and not opening[0].strip(" \t\r\n,;|\ufeff"):
        opening, first_line = opening[1:], first_line + 1
    if not opening:
        raise _turned_away(path, "has no header line", "Export it again with column names in the first line.")
    chosen = delimiter or _detect_delimiter(opening)
    headers = _header(path, opening, chosen)
    names = _named(headers, warnings)
    return Sheet(path, encoding, chosen, names, size, tuple(warnings), damaged, first_line)


def rows(sheet: Sheet) -> Iterator[Row]:
    """The data rows in order. Blank lines are no rows. A row whose quotes or number of cells are wrong carries its
    fault instead of stopping the rest. Raises ImportFailed for a line or cell beyond MAX_LINE."""
    csv.field_size_limit(MAX_LINE)
    feed = _Feed(sheet)
    reader = csv.reader(feed, delimiter=sheet.delimiter, strict=True)
    width = len(sheet.headers)
    started = False
    while True:
        before = feed.number
        fault: str | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise _unclosed(sheet.path, before + 1) from error
            cells, fault = [], f"its quotation marks are not closed or doubled ({error})"
        if not started:
            started = True
            continue
        if not fault and not any(cell.strip() for cell in cells):
            continue
        if not fault and len(cells) != width:
            extra = cells[width:]
            if len(cells) > width and not any(cell.strip() for cell in extra):
                cells = cells[:width]
            else:
                fault = f"it has {len(cells)} cells where the header has {width}"
        if not fault and any("\x00" in cell for cell in cells):
            fault = "it holds NUL bytes"
        if not fault and sheet.damaged and any("\ufffd" in cell for cell in cells):
            fault = "it holds bytes that are not UTF-8"
        yield Row(before + 1, cells, fault, feed.position())


class _Feed:
    """The lines from the header on, counted as an editor counts them."""

    def __init__(self, sheet: Sheet) -> None:
        self.path = sheet.path
        self.file = sheet.path.open("rb")
        self.text = io.TextIOWrapper(
            self.file, sheet.encoding, errors="replace" if sheet.damaged else "strict", newline=""
        )
        self.number = 0
        for _ in range(sheet.first_line - 1):
            self._next()

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = "" if self.text.closed else self._next()
        if not line:
            self.text.close()
            raise StopIteration
        return line

    def _next(self) -> str:
        line = _read_line(self.path, self.text, self.number + 1)
        self.number += 1
        return line

    def position(self) -> int:
        return 0 if self.file.closed else self.file.tell()


def _lines(path: Path, encoding: str, damaged: bool) -> Iterator[str]:
    with path.open("r", encoding=encoding, errors="replace" if damaged else "strict", newline="") as text:
        number = 0
        while True:
            number += 1
            line = _read_line(path, text, number)
            if not line:
                return
            yield line


def _read_line(path: Path, text: io.TextIOBase, number: int) -> str:
    try:
        line = text.readline(MAX_LINE + 1)
    except UnicodeError as error:
        raise _turned_away(path, f"cannot be read as text near line {number} ({error.args[-1]})",
                           "Declare its encoding in the mapping (encoding: windows-1252).") from error  # fmt: skip
    if len(line) > MAX_LINE:
        raise _turned_away(
            path,
            f"has a line of more than {MAX_LINE:,} characters (line {number})",
            "It is no table of text; export it again.",
        )
    return line


def _detect_encoding(path: Path, sample: bytes) -> tuple[str, bool]:
    """The encoding, and whether it is UTF-8 with some broken bytes."""
    if sample.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    elif sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", False
    elif b"\x00" in sample:
        return "utf-8", False
    else:
        name = "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = broken = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            text = decoder.decode(block)
            if text.isascii():
                continue
            foreign = [letter for letter in text if letter > "\x7f"]
            bad = sum("\udc80" <= letter <= "\udcff" for letter in foreign)
            broken += bad
            good += len(foreign) - bad
        broken += len(decoder.decode(b"", final=True))
    if not broken:
        return name, False
    if name == "utf-8-sig" or good > 3 * broken:
        return name, True
    return "cp1252" if _decodes(path, "cp1252") else "latin-1", False


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _detect_delimiter(lines: list[str]) -> str:
    """The delimiter that cuts the header into most cells while the rows below agree with it."""
    best, chosen = (0.0, 0), ","
    for delimiter in _DELIMITERS:
        try:
            table = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        width = len(table[0]) if table else 0
        if width < 2:
            continue
        # the last row may be cut short by the sample, inside a quoted cell
        body = table[1:-1] or table[1:]
        agreeing = sum(len(row) == width for row in body) / len(body) if body else 1.0
        if (score := (agreeing if agreeing > 0.5 else agreeing / 2, width)) > best:
            best, chosen = score, delimiter
    return chosen


def _header(path: Path, opening: list[str], delimiter: str) -> list[str]:
    csv.field_size_limit(MAX_LINE)
    try:
        return next(csv.reader(opening, delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        raise _turned_away(path, f"has a header line that cannot be read ({error})", "Export it again.") from error


def _named(headers: list[str], warnings: list[str]) -> tuple[str, ...]:
    """Headers without blanks around them, each once, each with a name."""
    while headers and not headers[-1].strip():
        headers = headers[:-1]
    names: list[str] = []
    for position, header in enumerate(headers, start=1):
        name = " ".join(header.replace("\ufeff", "").split()) or f"column {position}"
        if name in names:
            count = 2
            while f"{name} ({count})" in names:
                count += 1
            warnings.append(f"the header {name!r} stands there twice: the later one is called '{name} ({count})'")
            name = f"{name} ({count})"
        names.append(name)
    return tuple(names)


def _turned_away(path: Path, what: str, advice: str) -> ImportFailed:
    return ImportFailed(f"{path.name} {what}. Nothing was imported. {advice}")


def _unclosed(path: Path, line: int) -> ImportFailed:
    return _turned_away(
        path,
        f"has a cell of more than {MAX_LINE:,} characters from line {line} on",
        "A quotation mark there is probably never closed; export it again.",
    )
