"""Who may see a label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.audience import Audience, Reader, parse_label

ANN = Reader("Ann@x.example", "North")
BOB = Reader("bob@x.example", "South")
GUEST = Reader("ann@x.example", "North", member=False)


@pytest.mark.parametrize(
    ("audience", "label", "seen"),
    [
        (Audience.stranger(), "everyone", True),
        (Audience.stranger(), "team:North", False),
        (Audience.stranger(), "people:ann@x.example", False),
        (Audience.of(ANN), "everyone", True),
        (Audience.of(ANN), "team:north", True),
        (Audience.of(ANN), "team: North ", True),
        (Audience.of(ANN), "team:Northern", False),
        (Audience.of(ANN), "people:ann@x.example", True),
        (Audience.of(ANN), "people:ann@x.example,bob@x.example", True),
        (Audience.of(ANN), "people:joann@x.example", False),
        (Audience.of(ANN, BOB), "team:North", False),
        (Audience.of(ANN, BOB), "people:ann@x.example", False),
        (Audience.of(ANN, BOB), "people:bob@x.example, ann@x.example", True),
        (Audience((ANN,), whole_workspace=True), "people:ann@x.example", False),
        (Audience((ANN,), whole_workspace=True), "everyone", True),
    ],
)
def test_an_audience_sees_what_each_of_its_readers_may(audience, label, seen):
    assert audience.may_see(label) is seen


@pytest.mark.parametrize("label", ["everyone", "team:North", "people:ann@x.example"])
@pytest.mark.parametrize(
    "audience", [Audience.of(GUEST), Audience.of(ANN, GUEST), Audience((GUEST,), True), Audience()]
)
def test_a_guest_among_the_readers_or_nobody_at_all_sees_nothing(audience, label):
    assert not audience.may_see(label)


@pytest.mark.parametrize("label", ["", "Everyone", "team", "team:", "people:", "people:,", "private", "north", "all:x"])
@pytest.mark.parametrize("reader", [ANN, Reader(None, None), Reader("", "")])
def test_a_label_that_cannot_be_read_is_seen_by_nobody(label, reader):
    assert not Audience.of(reader).may_see(label)


@given(st.lists(st.sampled_from([ANN, BOB, GUEST, Reader(None)]), max_size=3), st.booleans())
def test_another_reader_never_adds_to_what_is_seen(readers, whole):
    for label in ("everyone", "team:North", "team:South", "people:ann@x.example", "people:ann@x.example,bob@x.example"):
        more = Audience((*readers, BOB), whole)
        if readers and more.may_see(label):
            assert Audience(tuple(readers), whole).may_see(label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (None, "everyone"),
        (" ", "everyone"),
        ("EVERYONE", "everyone"),
        ("Team: North ", "team:North"),
        ("people: B@x.example ,a@x.example,", "people:a@x.example,b@x.example"),
    ],
)
def test_a_label_has_one_spelling(text, label):
    assert parse_label(text) == label
    assert parse_label(label) == label


@pytest.mark.parametrize("text", ["team:", "people:", "people:ann", "everybody", "group:x", "team", ":x"])
def test_what_is_no_label_is_refused(text):
    with pytest.raises(ValueError, match="is no visibility label"):
        parse_label(text)
