"""Reading files as notes."""

from __future__ import annotations

import datetime as dt
import os

import pytest

from knowledge.loader import LoadedNote, NoteSkipped, cleaned, load_note, note_files, read_note_bytes


def load(folder, content: str | bytes, name: str = "note.md") -> LoadedNote:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_note(path, read_note_bytes(path))


def why_skipped(folder, content: str | bytes, name: str = "note.md") -> str:
    with pytest.raises(NoteSkipped) as caught:
        load(folder, content, name)
    return str(caught.value)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_front_matter_tells_title_author_link_date_tags_account_and_readers(tmp_path):
    note = load(
        tmp_path,
        "---\ntitle: Discovery call\nauthor: [Dana Ruiz, Lee Chen]\nurl: https://notes.example/7\ndate: 2026-10-03\n"
        "tags: [renewal, '#risk']\naccount: '[[Halden Freight]]'\nkind: call\nvisibility: team:Sales\n---\n"
        "Ines wants it.\n",
    )
    assert note == LoadedNote(
        title="Discovery call",
        text="Ines wants it.",
        as_of=utc(2026, 10, 3),
        author="Dana Ruiz, Lee Chen",
        link="https://notes.example/7",
        kind="call",
        tags=("renewal", "risk"),
        account="Halden Freight",
        visibility="team:Sales",
    )


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("publishedOn: 2023-03-02", utc(2023, 3, 2)),
        ("updated: 2024-01-01\ncreated: 2023-01-01", utc(2023, 1, 1)),
        ("date: 2026-10-03T14:30:00+02:00", utc(2026, 10, 3, 12, 30)),
        ("date: October 3, 2026", utc(2026, 10, 3)),
        ("date: 3rd Oct 2026", utc(2026, 10, 3)),
        ("date: 05.11.2026", utc(2026, 11, 5)),
        ("date: 1er août 2026", utc(2026, 8, 1)),
        ("date: 3 de marzo de 2026", utc(2026, 3, 3)),
        ("date: Sat, 3 Oct 2026 14:30:00 +0000", utc(2026, 10, 3, 14, 30)),
    ],
)
def test_a_note_is_as_old_as_its_front_matter_says(tmp_path, front, expected):
    assert load(tmp_path, f"---\n{front}\n---\nText.").as_of == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2026-10-03 call.md", "Text.", utc(2026, 10, 3)),
        ("20261003_call.md", "Text.", utc(2026, 10, 3)),
        ("call.md", "# QBR, 14 November 2026\n\nText.", utc(2026, 11, 14)),
        ("call.md", "# Call\n\n**Date:** 5 May 2025\n\nText.", utc(2025, 5, 5)),
        ("call.md", "# Gespräch\n\nDatum: 05.11.2020\n\nText.", utc(2020, 11, 5)),
        ("account 12345678 call.md", "Text of 2026.", utc(2021, 2, 3)),
    ],
)
def test_without_front_matter_the_date_comes_from_title_name_header_or_file(tmp_path, name, text, expected):
    path = tmp_path / name
    path.write_text(text)
    os.utime(path, (utc(2021, 2, 3).timestamp(),) * 2)
    assert load_note(path, path.read_bytes()).as_of == expected


def test_the_title_is_the_first_heading_a_first_line_or_the_name_of_the_file(tmp_path):
    assert load(tmp_path, "Text.\n\n# Renewal at risk\n").title == "Renewal at risk"
    assert load(tmp_path, "Account plan for Halden\nThey buy a lot.", "a.txt").title == "Account plan for Halden"
    assert load(tmp_path, "They buy a lot. And more.", "halden-call_notes.md").title == "halden call notes"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_unicode_encoding_is_read(tmp_path, encoding):
    assert load(tmp_path, "Größe: 5 €, “quoted”".encode(encoding)).text == "Größe: 5 €, “quoted”"


def test_windows_1252_is_read(tmp_path):
    text = "Die Gespräche über die Verlängerung laufen – Müller prüft das Angebot für 1.500 €."
    assert load(tmp_path, text.encode("cp1252")).text == text


def test_line_ends_of_any_system_are_one(tmp_path):
    assert load(tmp_path, b"One\r\n\r\nTwo\rThree").text == "One\n\nTwo\nThree"


def test_wiki_links_highlights_links_and_images_become_what_they_say():
    text = (
        "[[people/ines|Ines Okafor]] and [[Dana]] said ==we renew== in the **second** _quarter_, see "
        "[the plan](https://x.example/a_b), ![Org chart](img/o.png)![[Pasted.png]] <!-- hidden --> snake_case 2*3*4"
    )
    assert cleaned(text) == (
        "Ines Okafor and Dana said we renew in the second quarter, see the plan, Org chart  snake_case 2*3*4"
    )


def test_tables_lists_and_code_stay_as_they_are():
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n  - two\n\n```\n[[x|y]] ==z==\n```"
    assert cleaned(text) == text


def test_an_underlined_title_becomes_a_heading_and_a_separator_does_not():
    assert cleaned("Renewal notes\n=============\n\nText.").startswith("# Renewal notes\n")
    assert cleaned("A long paragraph that ends here, with a comma and some more\n---\nNext.").startswith("A long")


def test_the_metadata_of_readwise_become_fields_and_its_summary_text(tmp_path):
    note = load(
        tmp_path,
        "# Why ABM\n\n![rw-book-cover](https://x.example/c)\n\n## Metadata\n\n- Author: [[Kim Lund]]\n"
        "- Full Title: Why ABM works\n"
        "- Category: #articles\n- Document Tags: [[abm]] [[b2b]]\n- Summary: It aligns.\n- URL: https://x.example/abm\n\n"
        "## Highlights\n\n- Directs resources. ([View Highlight](https://read.example/1))\n",
    )
    assert (note.title, note.author, note.kind, note.tags) == ("Why ABM works", "Kim Lund", "articles", ("abm", "b2b"))
    assert note.link == "https://x.example/abm"
    assert note.text == "# Why ABM\n\n## Summary\n\nIt aligns.\n\n## Highlights\n\n- Directs resources."


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"---\ntitle: x\n---\n\n", b"---\n---\n", b"![](a.png)\n***\n", b"\xef\xbb\xbf"]
)
def test_an_empty_note_is_skipped(tmp_path, content):
    assert "empty" in why_skipped(tmp_path, content)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(1, 256)) * 20, b"\xff\xfe\xd8\x00\xd8"]
)
def test_a_binary_file_named_md_is_skipped(tmp_path, content):
    assert "binary" in why_skipped(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("---\ntitle: Call: Halden\n---\nText", 2),
        ("---\ntitle: ok\ntags: [a, b\nauthor: x\n---\nText", 4),
        ("\n\n---\ntitle: ok\n\tauthor: x\n---\nText", 5),
        ("---\n- a\n- b\n---\nText", 2),
        ("---\ndate: 2026-13-45\n---\nText", 1),
        ("---\nx: !!python/object/apply:os.system ['true']\n---\nText", 2),
        ("---\ntitle: never closed\n\nText", 1),
    ],
)
def test_front_matter_that_is_not_yaml_is_skipped_with_its_line(tmp_path, content, line):
    why = why_skipped(tmp_path, content)
    assert "front matter" in why
    assert f"line {line}" in why


def test_front_matter_nested_too_deep_is_skipped(tmp_path):
    assert "front matter" in why_skipped(tmp_path, f"---\nx: {'[' * 5_000}\n---\nText")


def test_a_rule_at_the_top_is_no_front_matter(tmp_path):
    assert "Some prose" in load(tmp_path, "---\nSome prose between two rules.\n---\nMore.").text


def test_a_label_that_cannot_be_read_skips_the_note_rather_than_showing_it_to_all(tmp_path):
    assert "visibility label" in why_skipped(tmp_path, "---\nvisibility: secret\n---\nText")


def test_a_note_of_50_mb_in_one_line_is_skipped_without_being_read(tmp_path):
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(NoteSkipped, match="too large"):
        read_note_bytes(path)


def test_a_folder_gives_its_notes_in_order_and_reports_documents_it_cannot_read(tmp_path):
    for name in ["b.md", "a/c.txt", ".git/x.md", "a/~$d.docx", "a/e.PDF", "picture.png", "z/Z.MD"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in note_files(tmp_path)]
    assert found == ["a/c.txt", "a/e.PDF", "b.md", "z/Z.MD"]
    with pytest.raises(NoteSkipped, match="save it as"):
        read_note_bytes(tmp_path / "a/e.PDF")


def test_a_pipe_named_md_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(NoteSkipped, match="not a file"):
        read_note_bytes(tmp_path / "pipe.md")


@pytest.mark.parametrize(
    ("opening", "as_of", "author"),
    [
        ("*by Marcus Yelland, 6 November 2026*", utc(2026, 11, 6), "Marcus Yelland"),
        ("Owen Trask, July 10, 2026", utc(2026, 7, 10), None),
        ("Account research, Marcus Yelland, 2026-08-19", utc(2026, 8, 19), None),
        ("Written by Delphine after talking to Silas Inkpenn on 2026-09-15.", utc(2026, 9, 15), None),
        ("Source: a talk with Jérôme Boissel at the Tour des Chefs, 8 October 2026.", utc(2026, 10, 8), None),
        ("They renewed for a year on 8 October 2019.", utc(2026, 11, 20), None),
        ("Opening planned, 9 June 2027", utc(2026, 11, 20), None),
        ("They buy a lot, and we met\nfor the first time on 3 May 2020", utc(2026, 11, 20), None),
    ],
)
def test_a_line_of_its_own_under_the_heading_tells_when_and_by_whom_a_note_was_written(
    tmp_path, opening, as_of, author
):
    path = tmp_path / "note.md"
    path.write_text(f"# Marrow Creek\n\n{opening}\n\nThey open on 4 May 2021. Then more.\n", encoding="utf-8")
    os.utime(path, (utc(2026, 11, 20).timestamp(),) * 2)
    note = load_note(path, path.read_bytes())
    assert (note.as_of, note.author) == (as_of, author)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Wexford, 28 Oct 2026. Yasmin.", utc(2026, 10, 28)),
        ("**1 Sept 2026** - lunch with the two of them", utc(2026, 9, 1)),
        ("2026-10-28: a call with Ines.", utc(2026, 10, 28)),
        ("Tue, 3 Nov 2026 - on the phone, short.", utc(2026, 11, 3)),
        ("Halden Freight, Hull docks, 3 Nov 2026. Met Ines.", None),
        ("# Visit\n\nBristol Temple Meads, October 3, 2026\nwith Ines and Ruud", utc(2026, 10, 3)),
        ("Halden Freight\n3 November 2026, by phone", utc(2026, 11, 3)),
        ("_12 Nov 2026_", utc(2026, 11, 12)),
        ("Renewal, 31 Oct 2026. They are late.", None),
        ("1 Jan 2026 - 31 Dec 2026 is their year.", None),
        ("They began on 3 Nov 2026. It went well.", None),
        ("The audit of 3 Nov 2026 went well.", None),
        ("3 Nov 2026 was the day it broke.", None),
        ("Wexford, 28 Oct 2031. Yasmin.", None),
    ],
)
def test_the_first_lines_may_open_with_the_date(tmp_path, first, expected):
    path = tmp_path / "note.md"
    path.write_text(f"{first}\n\nThey like it, mostly.\n", encoding="utf-8")
    written = utc(2026, 11, 22)
    os.utime(path, (written.timestamp(), written.timestamp()))
    note = load_note(path, read_note_bytes(path))
    assert (note.as_of, note.dated) == (expected or written, expected is not None)
