"""A value of several words is meant by the first, where no other begins with it."""

import datetime as dt

import pytest

from skills.ask.mentions import tag
from skills.ask.words import tokenize
from storage.lexicon import Value

TECHNOLOGIES = ["Brockmeyer Instruments", "Quessant Core", "Quessant Cloud", "Storage Plus"]
ROWS = {
    "accounts": [{"name": "Talvera Energy"}],
    "technographics": [{"account_id": 1, "technology": one} for one in TECHNOLOGIES],
}


@pytest.fixture(scope="module")
def meant(lexicon_of):
    """The values that a text means."""
    lexicon = lexicon_of(ROWS)
    today = dt.date(2026, 11, 20)
    return lambda text: {value for one in tag(tokenize(text), lexicon, today).of("value") for value in one.meaning}


def test_a_first_word_that_nothing_else_begins_with_is_enough(meant):
    assert meant("accounts using Brockmeyer") == {Value("technographics", "technology", "Brockmeyer Instruments")}


@pytest.mark.parametrize("text", ["accounts using Quessant", "accounts short of storage"])
def test_a_first_word_of_two_values_or_of_everyday_language_means_none(meant, text):
    assert meant(text) == set()
