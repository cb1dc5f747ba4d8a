"""The term bank: its list is well kept, and stretches of words mean what they mean in any language and order."""

import pytest

from skills.ask.words import LIGHT, STOPWORDS
from storage.names import fold, name_words
from storage.terms import bank, concepts, entries, inflected, meant_by, shorter


def bag(text):
    meant = meant_by(name_words(text))
    return set(meant.bag) if meant else None


def test_no_two_concepts_claim_the_same_words():
    claimed = {}
    for one in entries():
        assert claimed.setdefault(name_words(one.term), one.concept) == one.concept, one


def test_every_term_is_found_as_it_is_folded():
    for one in entries():
        words = name_words(one.term)
        assert words, one
        assert all(word == fold(word) for word in words)
        meant = meant_by(words)
        assert meant is None or one.concept in meant.bag or one.common, one


def test_the_list_covers_the_field():
    assert len({one.concept for one in entries()}) > 500


def test_a_word_of_talk_says_nothing_alone():
    for one in entries():
        words = name_words(one.term)
        if len(words) == 1 and words[0] in STOPWORDS | LIGHT:
            assert one.common, one


def test_each_line_has_a_column_for_each_language():
    from importlib.resources import files

    lines = files("storage").joinpath("terms.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.strip() and line[0] not in "#[":
            assert line.count("|") == 6, line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hochschule", "universities"),
        ("Krankenhäuser", "hospital"),
        ("Krankenhaeuser", "hôpitaux"),
        ("Silber", "silver"),
        ("Einkauf", "purchasing"),
        ("Sterilverfahren", "method of sterilisation"),
        ("Sterilisation method", "méthode de stérilisation"),
        ("Lieferzeit", "delivery time"),
        ("Lieferzeit", "time of delivery"),
        ("Procurement portal", "portal for purchasing"),
        ("Beschaffungsportal", "purchasing portal"),
        ("Leitung Einkauf", "head of purchasing"),
        ("Letztes Audit", "last audit"),
        ("Geschäftsjahresende", "end of fiscal year"),
        ("Westeuropa", "western Europe"),
        ("Messe", "trade shows"),
        ("nivel de servicio", "service level"),
        ("verksamhetsledare", "manager"),
    ],
)
def test_the_same_thing_in_other_words_or_another_order(one, other):
    assert bag(one) == bag(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("CIO", "head of IT"), ("hospital", "healthcare"), ("energy", "electricity"), ("service", "support")],
)
def test_near_things_are_not_the_same(one, other):
    assert bag(one) != bag(other)


def test_a_compound_is_taken_apart_only_where_all_its_pieces_are_known():
    assert concepts("heissluftsterilisator") == ("hot air", "sterilisation")
    assert concepts("sterilwumpe") == ()
    assert concepts("donaublick") == ()


def test_common_words_say_nothing_alone():
    assert meant_by(("service",)).common
    assert not meant_by(("service", "level")).common
    assert shorter(meant_by(("anzahl", "labore")).bag) == {"laboratory"}
    assert shorter(frozenset({"number"})) is None


def test_a_stretch_does_not_begin_or_end_in_a_filler():
    assert meant_by(("of", "sterilisation")) is None
    assert meant_by(("wumpe",)) is None


def test_a_plural_is_another_form():
    assert inflected("hospitals")
    assert not inflected("hospital")
    assert not inflected("wumpes")


def test_the_bank_is_read_once():
    assert bank() is bank()
