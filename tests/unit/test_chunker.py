"""Cutting notes into chunks."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.chunker import MAX_WORDS, chunk_text, heading_line
from knowledge.sentences import sentence_spans

WORDS = st.sampled_from(
    "renewal pipeline Ines Okafor said. budget? 1,200 EUR - | # > * ``` e.g. ---\n 2. “quoted” ü".split(" ")
)
MARKDOWN = st.lists(
    st.one_of(WORDS, st.sampled_from(["\n", "\n\n", "\n- ", "\n# ", "\n| a | b |\n|---|---|\n", "\t"])), max_size=400
)


def sentence(number: int, words: int = 12) -> str:
    return " ".join(["Sentence", str(number), *["word"] * (words - 3), "ends."])


@settings(max_examples=150, deadline=None)
@given(MARKDOWN.map(" ".join) | st.text(max_size=3_000))
def test_every_chunk_is_its_span_of_the_text(text):
    chunks = chunk_text(text)
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.text.strip() == chunk.text != ""
    assert all(left.end <= right.start for left, right in pairwise(chunks))


@settings(max_examples=150, deadline=None)
@given(MARKDOWN.map(" ".join))
def test_no_word_outside_headings_and_rules_is_lost(text):
    chunks = chunk_text(text)
    covered = "".join(chunk.text for chunk in chunks) + "".join(name for chunk in chunks for name in chunk.path)
    outside = "".join(
        text[left:right]
        for left, right in zip(
            [0, *(chunk.end for chunk in chunks)], [*(chunk.start for chunk in chunks), len(text)], strict=True
        )
    )
    lost = [
        line for line in outside.split("\n") if re.search(r"\w", line) and not re.match(r"\s{0,3}#{1,6}(\s|$)", line)
    ]
    assert not lost, covered


def test_chunks_stay_between_the_headings_and_carry_their_path():
    text = (
        "# Halden Freight\n\nIntro here.\n\n## Budget\n\nThey have 40,000 EUR.\n\n### Approval\n\nBy the board.\n\n"
        "## Next steps\n\nCall."
    )
    assert [(chunk.path, chunk.text) for chunk in chunk_text(text)] == [
        (("Halden Freight",), "Intro here."),
        (("Halden Freight", "Budget"), "They have 40,000 EUR."),
        (("Halden Freight", "Budget", "Approval"), "By the board."),
        (("Halden Freight", "Next steps"), "Call."),
    ]


def test_a_long_section_is_cut_between_sentences_into_chunks_of_about_equal_size():
    text = " ".join(sentence(number) for number in range(40))
    chunks = chunk_text(text)
    assert all(chunk.text.startswith("Sentence") and chunk.text.endswith("ends.") for chunk in chunks)
    sizes = [len(chunk.text.split()) for chunk in chunks]
    assert max(sizes) <= MAX_WORDS
    assert min(sizes) >= 80


def test_paragraphs_are_kept_whole_where_they_fit():
    paragraphs = [" ".join(sentence(number) for number in range(start, start + 5)) for start in range(0, 30, 5)]
    for chunk in chunk_text("\n\n".join(paragraphs)):
        assert all(part in paragraphs for part in chunk.text.split("\n\n"))


def test_a_small_table_is_one_chunk_and_a_large_one_is_cut_between_rows():
    head = "| Name | Role |\n|---|---|\n"
    small = head + "\n".join(f"| Person {number} | Champion |" for number in range(20))
    assert small in [chunk.text for chunk in chunk_text(f"Before.\n\n{small}\n\nAfter.")] or any(
        small in chunk.text for chunk in chunk_text(f"Before.\n\n{small}\n\nAfter.")
    )
    large = head + "\n".join(f"| Person {number} | Champion of the deal |" for number in range(200))
    chunks = chunk_text(large)
    assert len(chunks) > 2
    assert all(chunk.text.startswith("|") and chunk.text.endswith("|") for chunk in chunks)


def test_a_list_is_cut_between_its_items():
    items = [f"- Item {number}: " + " ".join(["word"] * 20) for number in range(30)]
    for chunk in chunk_text("\n".join(items)):
        assert all(line in items for line in chunk.text.split("\n"))


def test_a_transcript_is_cut_between_turns():
    turns = [f"{'Dana' if number % 2 else 'Ines Okafor'}: " + " ".join(["yes"] * 25) for number in range(30)]
    for chunk in chunk_text("\n".join(turns)):
        assert all(line in turns for line in chunk.text.split("\n"))


def test_a_row_of_dashes_below_a_paragraph_does_not_make_it_a_heading():
    text = "Thanks, and see you on Monday.\nBest, Dana\n---\nFrom: Ines\nWe will sign in March."
    assert "see you on Monday" in " ".join(chunk.text for chunk in chunk_text(text))


def test_a_word_longer_than_a_chunk_is_cut_and_lost_nowhere():
    text = "x" * 10_000
    assert "".join(chunk.text for chunk in chunk_text(text)) == text


def test_a_heading_that_is_a_sentence_is_text_too():
    heading = "Marketing to named accounts can help companies achieve a better return than all other ways to market"
    assert any(heading in chunk.text for chunk in chunk_text(f"## {heading}\n\nMore."))


def test_nothing_gives_no_chunks():
    assert chunk_text("") == [] == chunk_text(" \n\n ")


def test_the_heading_line_begins_with_the_title_and_does_not_repeat_it():
    assert heading_line("QBR", ("QBR", "Risks")) == "QBR > Risks"
    assert heading_line("Call", ("Budget",)) == "Call > Budget"
    assert heading_line("T", tuple("x" * 90 for _ in range(5))).endswith("x" * 90)


def spans(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences_end_where_people_would_end_them():
    text = (
        "Dr. Okafor of Halden Inc. called at 3.30 p.m. on Monday. “We sign.” Why? e.g. the price is 1.5 times higher."
    )
    assert spans(text) == [
        "Dr. Okafor of Halden Inc. called at 3.30 p.m. on Monday.",
        "“We sign.”",
        "Why? e.g. the price is 1.5 times higher.",
    ]


def test_a_wrapped_line_goes_on_and_a_turn_does_not():
    wrapped = "The committee meets in the second week of March and will\ndecide about the renewal then."
    assert len(spans(wrapped)) == 1
    assert spans("Dana: shall we meet next week to talk about the renewal in person\nInes: yes") == [
        "Dana: shall we meet next week to talk about the renewal in person",
        "Ines: yes",
    ]
