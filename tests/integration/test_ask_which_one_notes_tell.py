"""A name that fits two accounts, in a question to the notes: where the notes of one answer, nobody is asked back."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "question",
    ["what did Brightwater say about alarms at night", "does Brightwater's other vendor have alarms at night?"],
)
def test_the_notes_of_one_account_tell_which_is_meant(colleague, question: str) -> None:
    reply = colleague(question)
    assert reply.status == "answered"
    assert "no alarms at night" in reply.text
    assert "Brightwater Foods Inc" in reply.understood


@pytest.mark.parametrize(
    "question", ["what did Brightwater say about forklifts", "who owns Brightwater?", "open deals at Brightwater"]
)
def test_it_is_asked_back_where_no_note_answers_or_records_do(colleague, question: str) -> None:
    assert colleague(question).status == "clarify"


def test_what_comes_after_it_is_about_the_one_that_was_meant(colleague) -> None:
    first, then = colleague.talk("what did Brightwater say about alarms at night", "and who owns it?")
    assert first.status == "answered"
    assert (then.status, "Brightwater Foods Inc" in then.understood) == ("answered", True)
