"""A question as words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.ask.words import root, stem, tokenize


def keys(text):
    return [token.key for token in tokenize(text)]


def test_words_keep_their_place_in_the_text():
    text = "  who owns  Talvera-Energy's plant? "
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text


def test_keys_are_folded():
    assert keys("Größe von KRÖGER, Hôpital") == ["grosse", "von", "kroger", ",", "hopital"]


@pytest.mark.parametrize("said", ["Talvera's", "Talvera’s", "talvera's"])
def test_a_possessive_is_the_name_and_says_so(said):
    (token,) = tokenize(said)
    assert (token.key, token.possessive) == ("talvera", True)


def test_a_possessive_of_a_name_in_s_is_the_name():
    assert tokenize("Osprey Labs' owner")[1].key == "labs"


def test_a_contraction_becomes_one_word():
    assert keys("don't") == ["dont"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        *(("$1,100.04", "$1,100.04"), ("€1.5m", "€1.5m"), ("200k", "200k"), ("1.200.000,50", "1.200.000,50")),
        *(("40%", "40%"), ("£3bn", "£3bn"), ("1'200", "1'200"), ("100,000,", "100,000"), ("30.", "30")),
    ],
)
def test_a_number_is_one_word_with_its_sign_and_scale(text, first):
    assert tokenize(text)[0].text == first


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        *(("e-mail", ["e-mail"]), ("follow-up", ["follow", "up"]), ("2026-03-05", ["2026-03-05"])),
        *(("cross-selling", ["cross", "selling"]), ("10-20", ["10-20"]), ("Q1-2026", ["q1-2026"])),
    ],
)
def test_hyphens_part_words_but_not_numbers_and_short_words(text, parts):
    assert keys(text) == parts


@pytest.mark.parametrize("text", ["rita@brightwater.example", "brightwater.example", "mara.lind-quist@us.example"])
def test_an_address_is_one_word(text):
    assert [token.text for token in tokenize(f"who is {text}?")] == ["who", "is", text, "?"]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        *(("industries", "industry"), ("companies", "company"), ("cases", "case"), ("boxes", "box")),
        *(("branches", "branch"), ("deals", "deal"), ("loss", "loss"), ("status", "status"), ("is", "is")),
        *(("analysis", "analysis"), ("bus", "bus"), ("classes", "class"), ("ties", "tie"), ("employees", "employee")),
    ],
)
def test_a_plural_and_its_singular_share_a_stem(word, base):
    assert stem(word) == base


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("renewing", "renewal"), ("left", "leave"), ("bought", "buying"), ("lost", "loss"), ("audited", "audit")),
        *(("won", "winning"), ("paid", "payment"), ("decided", "decision"), ("analyzer", "analysers")),
    ],
)
def test_two_forms_of_one_word_meet_in_their_root(one, other):
    assert root(one) == root(other)


@pytest.mark.parametrize(("one", "other"), [("plan", "plant"), ("contact", "contract"), ("account", "amount")])
def test_different_words_have_different_roots(one, other):
    assert root(one) != root(other)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_becomes_tokens_that_stand_in_it_in_order(text):
    tokens = tokenize(text)
    for token in tokens:
        assert text[token.start : token.end] == token.text
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    said = "".join("".join(token.text for token in tokens).split())
    assert set(said) <= set("".join(text.split()))
