"""Which word a misspelt one means, and which words are left as they are."""

from __future__ import annotations

import pytest

from knowledge import spelling as known_words
from knowledge.spelling import written_words
from skills.ask import spelling
from skills.ask.spelling import Spelling
from skills.ask.words import tokenize
from storage.errors import ModelMissing

VOCABULARY = """average revenue customer open deal stage lead industry renewal prospect contact contract close closed
closing support region""".split()


def spelt(text, known=()):
    """The keys of a text's words after their slips are undone; `known` holds the words of names."""
    tokens = Spelling([[word] for word in VOCABULARY]).respelled(tokenize(text), lambda word: word in known)
    return [token.key for token in tokens]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("averge", "average"),
        ("aevrage", "average"),
        ("averagge", "average"),
        ("avrrage", "average"),
        ("renwal", "renewal"),
        ("custoemrs", "customer"),
        ("prospetc", "prospect"),
        ("clsoe", "close"),
    ],
)
def test_a_misspelt_word_counts_as_the_one_it_means(said, meant):
    assert spelt(f"the {said}") == ["the", meant]


@pytest.mark.parametrize(("said", "meant"), [("prospcts", "prospect"), ("indutsries", "industry"), ("delas", "deal")])
def test_a_misspelt_plural_counts_as_the_word_in_the_singular(said, meant):
    assert spelt(f"the {said}")[1] == meant


@pytest.mark.parametrize("word", ["leases", "lease", "lodge", "religion", "stare", "contacts", "contract", "revenge"])
def test_a_word_that_exists_is_left_alone(word):
    assert spelt(f"the {word}") == ["the", word]


def test_a_word_of_a_name_is_left_alone():
    assert spelt("the averag") == ["the", "average"]
    assert spelt("the averag", known={"averag"}) == ["the", "averag"]
    assert spelt("the renwals") == ["the", "renewal"]
    assert spelt("the renwals", known={"renwals"}) == ["the", "renwals"]
    assert spelt("the renwals", known={"renwal"}) == ["the", "renwals"]


def test_a_capitalised_word_in_the_sentence_is_no_slip():
    assert spelt("the renwal") == ["the", "renewal"]
    assert spelt("the Renwal") == ["the", "renwal"]
    assert spelt("the RENWAL") == ["the", "renwal"]


def test_the_first_word_of_a_question_may_be_a_capitalised_slip():
    assert spelt("Averge of the Averge") == ["average", "of", "the", "averge"]


@pytest.mark.parametrize(("said", "meant"), [("oepn", "open"), ("opne", "open"), ("dael", "deal"), ("laed", "lead")])
def test_of_four_letters_two_may_have_changed_places(said, meant):
    assert spelt(f"the {said}") == ["the", meant]


@pytest.mark.parametrize("said", ["opdn", "opxn", "dexl", "opnn"])
def test_of_four_letters_none_may_be_another(said):
    assert spelt(f"the {said}") == ["the", said]


@pytest.mark.parametrize("said", ["opn", "dea", "cse"])
def test_three_letters_are_too_few_to_tell(said):
    assert spelt(f"the {said}") == ["the", said]


def test_two_slips_are_undone_in_a_long_word_only():
    assert spelt("the custoemsr") == ["the", "customer"]
    assert spelt("the renwl") == ["the", "renwl"]


@pytest.mark.parametrize("said", ["conract", "conttact", "closd"])
def test_a_slip_that_may_be_of_two_words_is_not_guessed(said):
    assert spelt(f"the {said}") == ["the", said]


def test_two_forms_of_one_word_are_no_two_words():
    tokens = Spelling([["customer"], ["customers"]]).respelled(tokenize("the customrrs"), lambda _: False)
    assert tokens[1].stem == "customer"


def test_a_slip_in_the_first_letter_is_not_undone():
    assert spelt("the vaerage") == ["the", "vaerage"]


@pytest.mark.parametrize("said", ["r3newal", "averge2", "a-verge"])
def test_what_is_no_plain_word_is_left_alone(said):
    assert "renewal" not in spelt(f"the {said}")
    assert "average" not in spelt(f"the {said}")


def test_a_token_keeps_its_text_and_its_place():
    token = Spelling([["average"]]).respelled(tokenize("the averge"), lambda _: False)[1]
    assert (token.text, token.start, token.end) == ("averge", 4, 10)
    assert (token.key, token.stem) == ("average", "average")


def test_short_words_of_the_vocabulary_are_not_what_a_slip_means():
    tokens = Spelling([["opn"], ["opens"]]).respelled(tokenize("the oepns"), lambda _: False)
    assert [token.key for token in tokens] == ["the", "opens"]


def test_the_packaged_model_tells_which_words_exist():
    words = written_words()
    assert {"leases", "deals", "industry"} <= words
    assert not {"averge", "indutsry", "[CLS]", "##ing", "2019"} & words
    assert len(words) > 20_000


def test_without_the_model_no_word_is_taken_for_a_slip(monkeypatch):
    def missing():
        raise ModelMissing("no model")

    monkeypatch.setattr(known_words, "model_folder", missing)
    assert known_words.written_words.__wrapped__() == frozenset()
    monkeypatch.setattr(spelling, "written_words", frozenset)
    assert spelt("the averge of the custoemrs") == ["the", "averge", "of", "the", "custoemrs"]
