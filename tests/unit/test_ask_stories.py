"""Sentences told beside a question: they go where it needs none of them, and stay where they may narrow it."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)
OPEN = "How many deals are open?"
WON = "How many deals did we win this year?"
BY_COUNTRY = "How many customers do we have per country?"


@pytest.fixture
def read(sales):
    """What becomes of a question asked by nobody known."""
    return lambda text: understand(text, sales, today=TODAY, me=None)


@pytest.mark.parametrize(
    ("story", "question"),
    [
        ("The intern is building a wall chart of our customers.", BY_COUNTRY),
        ("My laptop died halfway through the report.", WON),
        ("A prospect in Rotterdam wants to phone somebody who already uses us.", "Which accounts are customers?"),
        ("Our new CFO does not believe in pipelines.", OPEN),
        ("The auditors are here until Friday.", WON),
        ("Somebody left a sticky note on my desk.", OPEN),
        ("Two journalists are coming by tomorrow.", BY_COUNTRY),
        ("We are printing the Christmas cards tomorrow.", BY_COUNTRY),
        ("Nobody in this office agrees on the number -", OPEN),
        ("I promised the new hire a list to start with:", "which deals are open?"),
        ("I'm cleaning up my mailing list, so:", "which contacts opted out this year?"),
        ("Before I go on holiday tomorrow:", "which deals are open?"),
        ("There is a rumour that half of our deals are stale.", OPEN),
        ("Teo keeps asking how busy Mara is.", "How many deals does Mara Lindqvist have?"),
        ("We're doing the raffle for Talvera Energy tomorrow.", "Who owns Talvera Energy?"),
        ("Planning a dinner, seats for two companies only.", "Which two accounts have the most employees?"),
    ],
)
def test_a_story_beside_a_question_that_stands_alone_goes(read, story: str, question: str) -> None:
    alone = read(question).plan
    assert alone is not None
    assert read(f"{story} {question}").plan == alone


@pytest.mark.parametrize(
    "story",
    [
        "We are working on the southern accounts.",
        "We're reviewing the Benelux deals.",
        "Trying to understand the deals in Scotland.",
        "Teo keeps asking about Benelux.",
        "Everybody is asking about dishwashers.",
        "My team is under pressure.",
        "My patch covers benelux.",
        "Teo is building a deck for Benelux.",
        "Talking about Energy.",
        "We only care about energy.",
        "Teo has to look at energy only.",
        "The energy people are complaining.",
        "Ines Robledo is getting ready for Quessel Foods.",
        "Someone at Quessel Foods is asking for a list.",
        "The board is waiting for the midmarket numbers.",
        "A few of our clients are in Benelux.",
    ],
)
def test_a_story_that_may_narrow_the_question_is_never_dropped(read, story: str) -> None:
    plain = read(OPEN).plan
    assert plain is not None
    assert read(f"{story} {OPEN}").plan != plain


@pytest.mark.parametrize(
    "text",
    [
        "The intern is making a poster of Talvera Energy. What is their industry?",
        "Somebody is telling stories of a huge deal. Is the deal still open?",
        "My laptop died halfway through the report. What is the amount?",
        "The auditors are here until Friday. How many of those are open?",
    ],
)
def test_a_question_that_points_back_keeps_what_is_before_it(read, text: str) -> None:
    question = text.split(". ")[1]
    plan = read(text).plan
    assert plan is None or plan != read(question).plan


@pytest.mark.parametrize(
    "text",
    [
        "Suppose all open deals of Teo come through: how many deals is that?",
        "Let's say we win all open deals of Teo - how many deals is that?",
        "Assuming that all open deals of Teo are won, how many deals is that?",
        "If all open deals of Teo are signed, how many deals is that?",
    ],
)
def test_what_open_deals_are_supposed_to_become_is_no_state_of_theirs(read, text: str) -> None:
    plan = read("How many open deals does Teo have?").plan
    assert plan is not None
    assert [one.query.where for one in read(text).plan.steps] == [one.query.where for one in plan.steps]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("I want to plan my calls for the holidays. Which deals are open?", "Which deals are open?"),
        ("Writing the marketing recap and need one line: which deals are open?", "which deals are open?"),
        ("Budget review tomorrow and I can't find my sheet. Which deals are open?", "Which deals are open?"),
        ("I have a call with Talvera Energy in an hour. Who owns their account?", "Who owns Talvera Energy?"),
        ("I'm new here and have a question about Talvera Energy. Who owns that account?", "Who owns Talvera Energy?"),
        ("Teo wants a number before his talk with Mara: how many deals does she own?", "how many deals does Mara own?"),
    ],
)
def test_of_a_story_the_one_name_stays_that_the_question_points_to(read, said: str, plain: str) -> None:
    meant, alone = read(said).plan, read(plain).plan
    assert meant is not None and alone is not None
    assert [step.query.where for step in meant.steps] == [step.query.where for step in alone.steps]


@pytest.mark.parametrize(
    "said",
    [
        "I have a call with Talvera Energy and Kroeger tomorrow. Who owns their account?",
        "I have a call with Talvera Energy about the Nordics. Which deals are open?",
    ],
)
def test_a_story_that_names_two_or_narrows_is_not_dropped(read, said: str) -> None:
    alone = read("Which deals are open?").plan
    plan = read(said).plan
    assert plan is None or plan.steps != alone.steps
