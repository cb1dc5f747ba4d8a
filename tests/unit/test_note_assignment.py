"""Which account a note is about."""

from __future__ import annotations

import pytest

from knowledge.assignment import Assigner, Assignment
from storage.notes import AccountNames

ASSIGNER = Assigner(
    [
        AccountNames(
            1, "Halden Freight, Inc.", ("Halden Freight, Inc.", "Halden", "HF Logistics"), ("halden.example",)
        ),
        AccountNames(2, "Halden Freight Systems GmbH", ("Halden Freight Systems GmbH", "Halden"), ("hfs.example",)),
        AccountNames(3, "Summit", ("Summit",), ()),
        AccountNames(4, "McArthur's", ("McArthur's",), ("www.mcarthurs.example",)),
        AccountNames(5, "eLogix", ("eLogix",), ()),
    ]
)


def assign(text: str = "", title: str = "Note", **options) -> Assignment:
    given = {"stated": None, "option": None, "folders": [], **options}
    return ASSIGNER.assign(title=title, text=text, **given)


def test_front_matter_goes_before_option_folder_and_names():
    found = assign("Summit is here", stated="halden freight", option=3, folders=["Summit"])
    assert (found.account_id, found.by) == (1, "front matter")


def test_front_matter_that_names_no_account_leaves_the_note_unassigned_and_says_so():
    found = assign("Summit is here", stated="Nowhere Ltd")
    assert found.account_id is None
    assert "Nowhere Ltd" in found.why


def test_the_option_goes_before_the_folder_and_the_folder_before_names():
    assert assign(option=3, folders=["halden-freight"]).by == "option"
    found = assign("Summit is here", folders=["calls", "halden-freight-systems"])
    assert (found.account_id, found.by) == (2, "folder")


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("Met Halden Freight today.", 1),
        ("Met Halden Freight Systems today.", 2),
        ("HALDEN FREIGHT INC is growing.", 1),
        ("Talked to HF Logistics.", 1),
        ("McArthur’s board agreed.", 4),
        ("eLogix grows.", 5),
        ("Halden will sign, says Halden Freight Systems.", 2),
        ("Mail from ines@sales.halden.example arrived.", 1),
        ("See https://www.mcarthurs.example/news.", 4),
    ],
)
def test_one_account_clearly_named_in_the_text_is_it(text, account):
    assert assign(text) == Assignment(account, "name")


@pytest.mark.parametrize(
    "text",
    [
        "Met Halden.",
        "Halden Freight competes with Summit.",
        "We reached the summit.",
        "Nothing.",
        "not.halden.example.org",
        "my-halden.example",
    ],
)
def test_what_is_not_clear_stays_unassigned_with_a_reason(text):
    found = assign(text)
    assert found.account_id is None
    assert found.why


def test_the_title_decides_over_the_text():
    assert assign("Halden Freight Systems and Summit came up.", title="Halden Freight: discovery call").account_id == 1
    assert "several" in assign("Summit.", title="Halden Freight against Summit").why


def test_an_account_named_once_in_passing_in_a_long_text_is_not_what_it_is_about():
    long = "word " * 200
    assert "in passing" in assign(f"{long} Summit {long}").why
    assert assign(f"{long} Summit {long} Summit").account_id == 3
