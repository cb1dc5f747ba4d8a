"""What notes say, asked in other words than theirs: what is quoted of them, how much of it, and when nothing is."""

from __future__ import annotations

import pytest

from skills.ask.relevance import counted_things, key_of, kinds_asked, kinds_met, share, things_asked
from skills.ask.words import tokenize


@pytest.mark.parametrize(
    ("question", "text", "met"),
    [
        ("how many drivers do they employ", "The company runs 1,410 trucks and 900 drivers.", True),
        ("how many nurses work there", "At night her nurses look for old files in a cellar with 2 keys.", False),
        ("what is the price of the oil", "Olive oil cooperative of 3,100 growers.", False),
        ("what is the price of the oil", "We had come down to 44,000 in September.", True),
        ("how much did they pay", "They spend about 64 million on it.", True),
    ],
)
def test_a_number_answers_only_when_it_is_of_the_thing_that_was_asked_for(question: str, text: str, met: bool) -> None:
    tokens = tokenize(question)
    has, lacks = kinds_met(text, kinds_asked(tokens), counted_things(tokens))
    assert (has, lacks) == (met, not met)


def test_when_in_the_middle_of_a_question_asks_for_no_day() -> None:
    assert "day" not in kinds_asked(tokenize("what do I answer when they insist on three offers"))
    assert "day" in kinds_asked(tokenize("when does the board meet"))


@pytest.mark.parametrize(("asked", "said"), [("phone", "call"), ("postpone", "delay"), ("pick", "choose")])
def test_a_word_meets_one_that_stands_for_it_nearly_as_well_as_itself(asked: str, said: str) -> None:
    assert 0.5 < share({key_of(asked): 1.0}, {key_of(said)}) < 1.0
    assert share({key_of(asked): 1.0}, {key_of("orchard")}) == 0.0


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which architect is building the plant?", {"architect"}),
        ("which carrier brings it", {"carrier"}),
        ("what commission does she get", {"commission"}),
        ("how many vacation days do i have left", {"vacation", "days"}),
        ("with how many additional jobs do they reckon", {"jobs"}),
        ("what annoys them", set()),  # no thing by a name
        ("what is the price of the oil", set()),  # told by its looks
        ("in which language does she write", set()),
        ("what problem do they have", set()),  # a note tells of one without the word
    ],
)
def test_what_is_asked_for_by_its_name_is_known(question: str, asked: set[str]) -> None:
    assert things_asked(tokenize(question)) == {key_of(one) for one in asked}


@pytest.mark.parametrize(
    "question",
    [
        "what does the renewal at Brightwater Foods depend on",
        "on what does the renewal of Brightwater Foods depend?",
        "renewal of Brightwater Foods, depending on what",
    ],
)
def test_what_a_note_says_to_the_whole_question_stands_beside_the_records_of_a_part(colleague, question: str) -> None:
    reply = colleague(question)
    assert "1 Mar 2027" in str(reply.tables)
    assert "the renewal depends on the cold chain pilot in Boise" in reply.text


@pytest.mark.parametrize("question", ["when is the renewal of Brightwater Foods?", "renewal date of Brightwater Foods"])
def test_records_that_answer_every_word_stand_alone(colleague, question: str) -> None:
    assert "pilot" not in colleague(question).text


def test_an_open_question_of_somebody_is_no_open_deal(colleague) -> None:
    assert colleague("how many of Rita Calder's questions are still open").status == "abstained"
