"""What is told to the place and what to the asker alone, with the real skill."""

import datetime as dt
import types

import pytest

from bot.answering import Answerer, Question
from skills.ask import ask as ask_skill
from storage.audience import Audience


@pytest.fixture
def answer(colleague, mara):
    """The answer to a question that Mara, who may see more than others, asks where everybody reads."""
    house = types.SimpleNamespace(
        database=colleague.context.database, skills={"ask": ask_skill}, context=colleague.context
    )
    everybody = Audience(readers=(mara,), whole_workspace=True)

    def answered(text):
        now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
        return Answerer(house).answer(
            Question(text=text, audience=everybody, place="general", asked_at=now, now=now, asker=mara, name="Mara")
        )

    return answered


@pytest.mark.parametrize(
    "question",
    [
        "number of support cases by account",
        "number of contracts by account",
        "win rate by owner",
        "who owns Talvera Energy?",
        "open deals in Germany",
    ],
)
def test_what_the_asker_would_be_told_alone_in_the_same_words_is_told_to_all(answer, question):
    found = answer(question)
    assert found.public.status == "answered"
    assert found.private is None


@pytest.mark.parametrize(
    "question", ["how many accounts do we have?", "number of open deals by owner", "Quillon Defence"]
)
def test_what_differs_for_the_asker_goes_to_them_alone(answer, question):
    assert answer(question).private is not None
