"""Which type a column of its own gets, by all of its values."""

import pytest

from storage.importers.profile import ColumnProfile


def seen(*cells, header="Kündigungsfrist"):
    profile = ColumnProfile(header)
    for cell in cells:
        profile.see(cell)
    return profile


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("31.12.2026", "31.03.2027"), "date"),
        (("31.12.2026", "", "15.10.2027"), "date"),
        (("12.31.2026",), "date"),
        (("1.250.000", "12.300.400"), "integer"),
        (("1.250.000,50", "12,25"), "number"),
        (("1,250,000", "12,300,000"), "integer"),
        (("12,34,567",), "integer"),  # lakhs
        (("10.20.30.40", "10.20.30.41"), "text"),
    ],
)
def test_dates_of_two_dots_are_no_numbers_and_numbers_of_two_dots_are(cells, kind):
    assert seen(*cells).custom_type(",") == kind


def test_a_date_says_nothing_of_how_numbers_are_written():
    assert not seen("31.12.2026").marks


TICKED = ("Linen, Mats", "Linen", "Mats, Towels", "Linen, Towels", "Linen, Mats, Towels", "Towels", "Mats")


def test_boxes_that_were_ticked_may_stand_between_commas():
    profile = seen(*TICKED)
    assert profile.custom_type(None) == "list"
    assert profile.parted_by_commas()


@pytest.mark.parametrize(
    "cells",
    [
        ("Austin, Texas", "Dallas, Texas", "Houston, Texas", "Austin, Texas", "Dallas, Texas", "Boise, Idaho"),
        ("Ash, Ann", "Cole, Cat", "Dale, Dot", "Ash, Bea"),
        ("Please call first, then write", "They moved, again", "No answer, no mail"),
    ],
)
def test_places_names_and_sentences_with_commas_are_text(cells):
    assert seen(*cells).custom_type(None) == "text"


def test_parts_between_stronger_signs_keep_their_commas():
    profile = seen("Linen, white; Mats", "Linen, white", "Mats; Linen, white", "Mats")
    assert profile.custom_type(None) == "list"
    assert not profile.parted_by_commas()
