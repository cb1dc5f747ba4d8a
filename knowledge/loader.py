"""A file read as a note: Markdown or plain text, with what its front matter, its header lines or its name tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.dates import date_in, first_date, opening_date, parsed_date
from storage.audience import parse_label

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".txt", ".text"})
DOCUMENTS = frozenset({".docx", ".doc", ".pdf", ".rtf", ".odt", ".html", ".htm", ".eml", ".msg", ".pptx", ".xlsx"})
MAX_BYTES = 5_000_000
_MAX_FRONT_MATTER = 64_000
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DATE_KEYS = ("date", "asof", "published", "publishedon", "publisheddate", "created", "createdat", "createdon",
              "updated", "updatedat", "updatedon", "lastmodified", "modified", "saved", "savedat")  # fmt: skip


class NoteSkipped(Exception):
    """A file is not taken as a note; the message says why in a sentence for the person who added it."""


@dataclass(frozen=True)
class LoadedNote:
    """A note as it was read. `text` has lines ended by \\n, wiki links and highlights resolved, images replaced by
    their descriptions; `as_of` is aware UTC, of the file where the note states no date (`dated` is false); `account`
    is a name or domain as written, `visibility` a parsed label, None where the note says nothing about who may read
    it."""

    title: str
    text: str
    as_of: dt.datetime
    author: str | None = None
    link: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] = ()
    account: str | None = None
    visibility: str | None = None
    dated: bool = True


def note_files(path: Path) -> Iterator[Path]:
    """The files to read at `path`: itself, or what lies below a folder in order of names, hidden files left out.
    Pictures and the like beside notes are passed over; documents of other kinds are not, so that they get reported."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir()):
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from note_files(entry)
        elif entry.suffix.lower() in SUFFIXES | DOCUMENTS:
            yield entry


def read_note_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a note. Raises NoteSkipped for what cannot be one."""
    if path.suffix.lower() not in SUFFIXES:
        raise NoteSkipped(f"not Markdown or plain text ({path.suffix or 'no ending'}): save it as .md or .txt")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NoteSkipped("not a file")
        if size > MAX_BYTES:
            raise NoteSkipped(f"{size / 1e6:.0f} MB is too large for a note (at most {MAX_BYTES / 1e6:.0f} MB)")
        return path.read_bytes()
    except OSError as error:
        raise NoteSkipped(f"cannot be read: {error.strerror}") from error


def load_note(path: Path, data: bytes) -> LoadedNote:
    """The note in `data`, read from `path`. Raises NoteSkipped if it is empty, binary or its front matter is broken."""
    content = decoded(data)
    fields, line, body = _front_matter(content)
    metadata, body = _readwise(body)
    text = cleaned(body)
    if not any(character.isalnum() for character in text):
        raise NoteSkipped("empty: there is no text in it")
    facts = {**metadata, **fields}
    title = _title(facts, text, path)
    as_of, dated = _as_of(facts, title, text, path)
    return LoadedNote(
        title=title,
        text=text,
        as_of=as_of,
        dated=dated,
        author=_author(facts, text),
        link=_link(facts),
        kind=_word(facts, "kind", "type", "category"),
        tags=_tags(facts),
        account=_word(facts, "account", "accounts", "company", "customer", "accountname"),
        visibility=_visibility(facts, line),
    )


# --- bytes to text --------------------------------------------------------------------------------------------------


def decoded(data: bytes) -> str:
    """The text in `data` with lines ended by \\n. Raises NoteSkipped for empty and binary data."""
    if not data.strip():
        raise NoteSkipped("empty: there is no text in it")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _lines(data.decode(encoding))
            except UnicodeDecodeError as error:
                raise NoteSkipped(f"binary: not text in {encoding}, as its first bytes say") from error
    if b"\0" in data:
        raise NoteSkipped("binary: not a text file")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guessed(data)
    strange = sum(1 for character in text[:20_000] if character < " " and character not in "\n\r\t\f\v\x1b")
    if strange > len(text[:20_000]) * 0.02:
        raise NoteSkipped("binary: not a text file")
    return _lines(text)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=["cp1252", "cp1250", "cp1251", "iso8859_15", "mac_roman"]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")


# --- front matter ---------------------------------------------------------------------------------------------------


def _front_matter(content: str) -> tuple[dict[str, Any], int, str]:
    """The fields of the front matter (keys in small letters without - _ and spaces), the line it begins in, and the
    text after it."""
    body = content.lstrip("\n")
    skipped = len(content) - len(body)
    match = re.match(r"---[ \t]*\n", body)
    if match is None:
        return {}, 0, content
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(body, match.end())
    if end is None:
        if re.match(r"[\w -]+:(?:\s|$)", body[match.end() :]):
            raise NoteSkipped(f"front matter that begins in line {skipped + 1} is never closed by ---")
        return {}, 0, content
    block = body[match.end() : end.start()]
    fields = _yaml(block, first_line=skipped + 2)
    if fields is None:  # a rule, some prose and another rule: no front matter at all
        return {}, 0, content
    names = {re.sub(r"[\s_-]", "", str(key)).casefold(): value for key, value in fields.items()}
    return names, skipped + 2, body[end.end() :]


def _yaml(block: str, *, first_line: int) -> Mapping[str, Any] | None:
    import yaml

    if len(block) > _MAX_FRONT_MATTER:
        raise NoteSkipped(f"front matter of {len(block)} characters (at most {_MAX_FRONT_MATTER})")
    try:
        found = yaml.safe_load(block)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise NoteSkipped(f"front matter is not YAML: line {line}: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoteSkipped(f"front matter is not YAML: after line {first_line - 1}: {reason}") from error
    if found is None:
        return {}
    if isinstance(found, Mapping):
        return found
    if isinstance(found, str) and not re.match(r"[\w -]+:(?:\s|$)", found):
        return None
    raise NoteSkipped(f"front matter is not YAML: line {first_line}: expected lines of the form `name: value`")


def _word(facts: Mapping[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = facts.get(key)
        while isinstance(value, list) and len(value) == 1:  # [[X]] without quotes is a list in a list
            value = value[0]
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value)
        if isinstance(value, (str, int, float)) and str(value).strip():
            return _inline(str(value)).strip().strip('"#').strip() or None
    return None


def _title(facts: Mapping[str, Any], text: str, path: Path) -> str:
    stated = _word(facts, "title", "fulltitle", "subject")
    if stated:
        return _shortened(stated)
    opaque = re.search(r"[0-9a-f]{10}", path.stem) is not None  # a name given by a program tells nothing
    heading = re.search(rf"^#{{1,{6 if opaque else 1}}}[ \t]([^\n]{{1,300}})", text, re.MULTILINE)
    if heading and heading.group(1).strip(" \t#"):
        return _shortened(heading.group(1).strip(" \t#"))
    first, _, rest = text.lstrip().partition("\n")
    words = first.split()
    if path.suffix.lower() in {".txt", ".text"} and rest.strip() and 1 < len(words) <= 12 and first[-1] not in ".!?,;:":
        return _shortened(first.strip("# *="))
    if re.search(r"\s", path.stem):
        return " ".join(path.stem.split())
    return re.sub(r"_+|(?<=[^\W\d])-|-(?=[^\W\d])", " ", path.stem).strip() or path.name


def _shortened(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= 160 else title[:159].rstrip() + "…"


def _author(facts: Mapping[str, Any], text: str) -> str | None:
    for key in ("author", "authors", "by", "writtenby", "from", "owner"):
        value = facts.get(key)
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value if one)
        if isinstance(value, str) and value.strip():
            return _inline(value).strip()
    header = re.search(r"^\W*(?:Author|By|From|Written by|Notes by)\W*:\W*\s*(.{2,80}?)\W*$", _head(text), re.MULTILINE)
    if header is None:
        byline = _BY.match(_byline(text))
        return byline.group(1) if byline else None
    return re.sub(r"\s*<[^>]*>?$", "", header.group(1)).strip() or None


def _link(facts: Mapping[str, Any]) -> str | None:
    for key in ("url", "link", "href", "source", "sourceurl"):
        value = facts.get(key)
        if isinstance(value, str) and re.match(r"https?://\S+$", value.strip()):
            return value.strip()
    return None


def _tags(facts: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    for key in ("tags", "tag", "keywords", "topics", "documenttags"):
        value = facts.get(key)
        if isinstance(value, str):
            value = re.split(r"[,;]", value) if re.search(r"[,;]", value) else value.split()
        if isinstance(value, list):
            found += [_inline(str(one)).strip().lstrip("#") for one in value if one is not None]
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _visibility(facts: Mapping[str, Any], line: int) -> str | None:
    """The label the front matter asks for. A label that cannot be read skips the note: it was meant for few."""
    value = facts.get("visibility")
    if isinstance(value, list):
        value = ",".join(str(one) for one in value)
    if (
        isinstance(value, Mapping) and len(value) == 1
    ):  # `visibility: {team: Sales}` is what YAML makes of `team: Sales`
        kind, names = next(iter(value.items()))
        value = f"{kind}:{names}"
    if value is None or value == "":
        return None
    try:
        return parse_label(str(value))
    except ValueError as error:
        raise NoteSkipped(f"front matter from line {line}: {error}") from error


def _as_of(facts: Mapping[str, Any], title: str, text: str, path: Path) -> tuple[dt.datetime, bool]:
    """When a note was true, and whether it says so itself; else it is as old as its file."""
    for key in _DATE_KEYS:
        found = parsed_date(facts.get(key))
        if found:
            return found, True
    named = date_in(title) or date_in(path.stem) or first_date(_head(text))
    if named:
        return named, True
    try:
        written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).replace(microsecond=0)
    except OSError as error:
        raise NoteSkipped(f"cannot be read: {error.strerror}") from error
    opening = [line for line in _head(text).split("\n") if line.strip() and not line.startswith("#")][:2]
    for told in (date_in(_byline(text)), *map(opening_date, opening)):
        if told and told <= written:
            return told, True
    return written, False


_BY = re.compile(
    r"(?:[Ww]ritten |[Nn]otes )?[Bb]y ([A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){1,3}),? (?:on )?[\w., /-]*\d\W*$"
)
_OPENS_BYLINE = re.compile(r"(?:written|noted?s?|recorded|by|source|from|call|meeting|visit|survey)\b", re.IGNORECASE)


def _byline(text: str) -> str:
    """The line under the headings that ends with a date and says no more than who wrote when; else nothing."""
    first = next((part for part in text[:2_000].split("\n\n") if part.strip() and not part.startswith("#")), "").strip()
    if "\n" in first or len(first) > 120 or not re.search(r"\d\W*$", first):
        return ""
    return first if first[-1] not in ".!?" or _OPENS_BYLINE.match(first) else ""


def _head(text: str) -> str:
    return "\n".join(text[:2_000].split("\n")[:12])


# --- Markdown of note-taking programs -------------------------------------------------------------------------------

_READWISE = re.compile(r"^## Metadata[ \t]*\n(?P<fields>(?:[ \t]*\n|- [^\n]*(?:\n|$))+)", re.MULTILINE)
_FIELD = re.compile(r"^- ([^:\n]{2,30}):[ \t]*(.+)$", re.MULTILINE)


def _readwise(body: str) -> tuple[dict[str, Any], str]:
    """Readwise writes what it knows as a list below `## Metadata`: taken as fields; the summary stays as text."""
    match = _READWISE.search(body)
    if match is None:
        return {}, body
    fields = {re.sub(r"[\s_-]", "", key).casefold(): value for key, value in _FIELD.findall(match["fields"])}
    if "documenttags" in fields:
        wiki = re.findall(r"\[\[([^\]]+)\]\]", fields["documenttags"])
        fields["documenttags"] = ", ".join(wiki) if wiki else fields["documenttags"]
    summary = fields.get("summary")
    kept = f"## Summary\n\n{summary}\n\n" if summary else ""
    return fields, body[: match.start()] + kept + body[match.end() :]


_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=mark)[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_UNDERLINED = re.compile(r"(?:(?<=\n\n)|\A)([^\n#>|\-*=][^\n]{0,80})\n(={3,}|-{3,})[ \t]*(?=\n|\Z)")


def cleaned(body: str) -> str:
    """The text of a note as it is stored, searched and cited: Markdown structure kept, inline marks resolved."""
    parts: list[str] = []
    position = 0
    for fence in _FENCE.finditer(body):
        parts += [_prose(body[position : fence.start()]), fence.group()]
        position = fence.end()
    parts.append(_prose(body[position:]))
    text = "\n".join(line.rstrip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _prose(text: str) -> str:
    text = _without(_without(text, "<!--", "-->"), "%%", "%%")
    text = _UNDERLINED.sub(_as_heading, text)
    return _inline(text)


def _without(text: str, opening: str, closing: str) -> str:
    """The text without comments. Searched by hand: a pattern would start over at every opening."""
    parts: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        parts.append(text[position:start])
        position = end + len(closing)
    return "".join([*parts, text[position:]])


def _as_heading(match: re.Match[str]) -> str:
    title, line = match.group(1), match.group(2)
    if len(line) * 2 < len(title):  # a separator, not an underline
        return match.group()
    return f"{'#' if line[0] == '=' else '##'} {title}"


# Lengths are bounded, so that a line of nothing but opening marks takes no longer than any other.
_INLINE = (
    (re.compile(r" ?\(\[View Highlight\]\([^)\s]{0,2000}\)\)"), ""),
    (re.compile(r"!\[\[[^\]\n]{0,500}\]\]"), ""),  # an embedded file of Obsidian
    (
        re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)"),
        lambda found: "" if found[1] == "rw-book-cover" else found[1],
    ),
    (re.compile(r"\[\[(?:[^\]|\n]{1,300}\|)?([^\]|\n]{1,300})\]\]"), r"\1"),
    (
        re.compile(
            r"\[([^\]\n]{1,500})\]\((?:https?:|mailto:|tel:|[/.#]|[\w/-]{1,200}\.)[^)\s]{0,2000}"
            r"(?: \"[^\"\n]{0,300}\")?\)"
        ),
        r"\1",
    ),
    (re.compile(r"<(https?://[^>\s]{1,2000}|[\w.+-]{1,100}@[\w.-]{1,200})>"), r"\1"),
    (re.compile(r"==(?=\S)([^=\n]{1,2000}?)(?<=\S)=="), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])\1(?![\w_])"), r"\2"),
    (re.compile(r"(?<=\S) \^[\w-]{1,64}$", re.MULTILINE), ""),  # a block id of Obsidian
)


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
