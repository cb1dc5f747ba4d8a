"""The reply to "which one?" is taken as the choice that it is, and anything else as a new question."""

import pytest

WHO = "who owns Brightwater?"


@pytest.mark.parametrize(
    "reply",
    [
        "the second one",
        "2",
        "the last",
        "Logistics",
        "Brightwater Logistics Ltd",
        "I meant Brightwater Logistics, sorry",
        "the BRITISH one",
        "the one Teo owns",
    ],
)
def test_a_choice_answers_the_question_that_was_asked_back(colleague, reply):
    asked, answered = colleague.talk(WHO, reply)
    assert asked.status == "clarify"
    assert answered.text == colleague(asked.options[1].question).text
    assert answered.status == "answered"


def test_a_question_after_the_choice_builds_on_the_answer(colleague):
    *_, answered = colleague.talk(WHO, "the second", "and its country?")
    assert answered.text == colleague("country of Brightwater Logistics Ltd").text


@pytest.mark.parametrize("reply", ["the third one", "the Peruvian one", "the Brightwater one", "no idea"])
def test_a_reply_that_fits_none_or_both_chooses_none(colleague, reply):
    assert colleague.talk(WHO, reply)[-1].status != "answered"


def test_another_question_is_no_choice(colleague):
    asked = colleague("open deals")
    assert colleague.talk(WHO, "open deals")[-1].text == asked.text


def test_what_was_asked_before_the_bot_asked_back_is_still_built_on(colleague):
    *_, asked_back, last = colleague.talk("open deals", WHO, "only those over 100k")
    assert asked_back.status == "clarify"
    assert last.text == colleague.talk("open deals", "only those over 100k")[-1].text
