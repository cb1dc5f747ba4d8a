"""Messages that ask nothing: what is one, and what is said back."""

from __future__ import annotations

import pytest

from skills.ask.small_talk import small_reply, small_talk
from storage.catalog import load_catalog
from storage.database import Database
from storage.lexicon import Lexicon, Named
from storage.tables import Base


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("hi", "greeting"),
        ("Hello abmbot!", "greeting"),
        ("good morning team", "greeting"),
        ("thanks!", "thanks"),
        ("ok great, thank you so much", "thanks"),
        ("thanks for your help :tada:", "thanks"),
        ("help", "help"),
        ("What can you do?", "help"),
        ("how do I use this", "help"),
        ("", "help"),
        (":wave:", "help"),
        ("?", "help"),
    ],
)
def test_a_message_that_asks_nothing_is_known(text, talk):
    assert small_talk(text) == talk


@pytest.mark.parametrize(
    "text",
    [
        "hi, who owns Talvera?",
        "thanks, and the owner?",
        "help desk tickets of Talvera",
        "who are you losing to?",
        "Talvera",
    ],
)
def test_a_question_is_no_small_talk(text):
    assert small_talk(text) is None


@pytest.fixture
def lexicon():
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.read() as connection:
        yield Lexicon(load_catalog(connection), ("everyone",))
    database.close()


def test_a_greeting_is_answered_with_questions_that_this_store_can_answer(lexicon):
    lexicon.names["accounts", 1] = Named("accounts", 1, "Talvera Energy", ("talvera", "energy")).name
    lexicon.filled = frozenset({"accounts"})
    reply = small_reply("greeting", lexicon)
    assert reply.status == "clarify"
    assert [one.question for one in reply.options] == [
        "Who owns Talvera Energy?",
        "What do the notes say about Talvera Energy?",
    ]


def test_over_an_empty_store_a_greeting_says_what_to_do(lexicon):
    reply = small_reply("help", lexicon)
    assert not reply.options
    assert "abmbot import" in reply.text


def test_thanks_are_answered_without_a_question(lexicon):
    assert not small_reply("thanks", lexicon).options
