"""How names and countries are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.countries import country_code, country_spellings
from storage.names import (
    domain_key,
    email_domain,
    exact_key,
    fold,
    loose_key,
    loose_keys,
    name_key,
    name_words,
    person_key,
    slug,
    umlaut_spelling,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hôpital", "hopital"),
        ("Größe", "grosse"),
        ("GROẞE", "grosse"),
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"),
        ("Đorđe", "dorde"),
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("Þór", "thor"),
        ("Ｈａｌｄｅｎ", "halden"),
    ],
)
def test_case_and_accents_do_not_count(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Halden Freight, Inc.", "halden-freight"),
        ("Halden Freight GmbH & Co. KG", "Halden Freight"),
        ("O'Brien Ltd", "OBrien"),
        ("U.S. Steel Corp.", "US Steel"),
        ("Novo A/S", "Novo"),
        ("Müller AG", "MULLER"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(left, right):
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(("left", "right"), [("Halden", "Holden"), ("AG", "KG"), ("Halden North", "Halden South")])
def test_two_names_have_two_keys(left, right):
    assert name_key(left) != name_key(right)


def test_a_name_that_is_nothing_but_a_legal_form_stays():
    assert name_key("SAP SE") == "sap"
    assert name_key("SE") == "se"


def test_words_are_letters_and_digits_alone():
    assert name_words("Labor Dr. Hasenöhrl & Partner_2") == ("labor", "dr", "hasenohrl", "partner", "2")
    assert name_words("?!") == ()


def test_umlauts_are_typed_without_them_where_there_are_any():
    assert umlaut_spelling("Hasenöhrl") == "Hasenoehrl"
    assert umlaut_spelling("Halden") is None


def test_an_exact_key_forgives_case_and_spacing_alone():
    assert exact_key("  Halden   FREIGHT ") == exact_key("Halden Freight")
    assert exact_key("Halden Freight, Inc.") != exact_key("Halden Freight")


def test_a_loose_key_forgives_everything_but_letters():
    assert loose_key("Halden Freight, Inc.") == loose_key("halden-freight")
    assert loose_key("GTXPro") == loose_key("GTX Pro")
    assert loose_key("Kröger and Söhne GmbH") == loose_key("KROGER & SOHNE")
    assert loose_keys("Müller") == {"muller", "mueller"}


def test_people_are_compared_whichever_name_comes_first():
    assert person_key("Whitlock, Dana") == person_key("Dana Whitlock")


def test_domains_are_read_from_addresses():
    assert domain_key("https://www.Acme.example/de?x=1") == "acme.example"
    assert domain_key("no domain") is None
    assert email_domain(" Dana@X.example ") == "x.example"
    assert email_domain("dana") is None


def test_a_header_becomes_a_name():
    assert slug("Umsatz (Mio EUR)") == "umsatz_mio_eur"
    assert slug("?!") == "column"


@pytest.mark.parametrize("text", ["Germany", "Deutschland", "de", "DE", "Allemagne", "Niemcy", "Tyskland", "german"])
def test_a_country_has_many_names(text):
    assert country_code(text) == "DE"


@pytest.mark.parametrize(
    ("text", "code"), [("USA", "US"), ("U.S.", "US"), ("United States", "US"), ("UK", "GB"), ("Holland", "NL")]
)
def test_what_everybody_calls_a_country_names_it(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["Bavaria", "", "?", "Halden"])
def test_what_is_no_country_has_no_code(text):
    assert country_code(text) is None


def test_a_country_is_said_in_the_words_for_its_people_too():
    said = country_spellings("DE")
    assert {("germany",), ("german",), ("deutschland",)} <= set(said)
    assert ("de",) not in said
    assert country_spellings("XX") == ()
