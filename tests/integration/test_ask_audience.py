"""What a reader may not see and what does not exist look the same; so does a thread that somebody else started."""

from __future__ import annotations

import pytest

from storage.audience import Audience, Reader

SECRET = ("quillon", "radar", "zelda", "quist", "zerp", "stealth", "999,000", "reston", "briefing")
GUEST = Reader("guest@them.example", "North", member=False)


def whole(reply):
    """All that a reply holds, its plan for follow-ups too."""
    return repr((reply.to_json(), dict(reply.plan))).casefold()


TWINS = [
    ("who owns {}?", "Quillon Defence", "Zorvath Trading"),
    ("industry of {}", "Quillon Defence", "Zorvath Trading"),
    ("{}", "Quillon Defence", "Zorvath Trading"),
    ("how many contacts are there at {}?", "Quillon Defence", "Zorvath Trading"),
    ("what do the notes say about {}?", "Quillon Defence", "Zorvath Trading"),
    ("who is the champion at {}?", "Quillon Defence", "Zorvath Trading"),
    ("who owns {}?", "QD", "ZX"),
    ("who owns {}?", "quillon.example", "zorvath.example"),
    ("who is {}?", "Zelda Quist", "Zorva Quint"),
    ("email of {}", "Zelda Quist", "Zorva Quint"),
    ("amount of {}", "Radar Shield", "Zorva Quint"),
    ("which accounts run {}?", "Zerp", "Zyrx"),
    ("what do we know about {}?", "stealth coating", "velvet coating"),
    ("what happened in {}?", "Reston", "Zurich"),
]


@pytest.mark.parametrize(("question", "hidden", "unknown"), TWINS)
def test_what_is_hidden_is_answered_like_what_does_not_exist(colleague, teo, question, hidden, unknown):
    for how in ({}, {"by": teo}, {"by": teo, "dm": True}):
        one, other = colleague(question.format(hidden), **how), colleague(question.format(unknown), **how)
        assert one.status == other.status == "abstained"
        assert one.text.casefold().replace(hidden.casefold(), "?") == other.text.casefold().replace(
            unknown.casefold(), "?"
        ) or _same_words(one.text, other.text, hidden, unknown)
        assert one.evidence == other.evidence == ()


def _same_words(one, other, hidden, unknown):
    """The same text where the name's words are told one by one."""
    for text, name in ((one, hidden), (other, unknown)):
        assert set(name.casefold().split()) <= set(
            "".join(c if c.isalnum() or c == "." else " " for c in text.casefold()).split()
        )
    pairs = zip(hidden.split(), unknown.split(), strict=True)
    for mine, theirs in pairs:
        one, other = one.casefold().replace(mine.casefold(), "?"), other.casefold().replace(theirs.casefold(), "?")
    return one.casefold() == other.casefold()


def test_who_may_see_it_is_told(colleague, mara):
    reply = colleague("who owns Quillon Defence?", by=mara, dm=True)
    assert (reply.status, "Mara Lindqvist" in reply.text) == ("answered", True)
    assert colleague("how many accounts do we have?", by=mara, dm=True).text == "Number of accounts: 9."
    assert "stealth coating" in colleague("what does Zelda Quist want?", by=mara, dm=True).text


def test_in_a_channel_that_all_read_nobody_is_told_more_than_all_may_see(colleague, mara):
    assert colleague("who owns Quillon Defence?", by=mara).status == "abstained"
    assert colleague("how many accounts do we have?", by=mara).text == "Number of accounts: 8."


def test_beside_a_colleague_of_another_team_one_is_told_what_both_may_see(colleague, mara, teo):
    together = Audience.of(mara, teo)
    assert not together.may_see("team:North")
    assert colleague("biggest open deal", by=teo, dm=True).text.startswith("Grid Rollout")
    assert colleague("biggest open deal", by=mara, dm=True).text.startswith("Radar Shield")


def test_a_guest_is_told_nothing(colleague):
    for question in ("who owns Talvera Energy?", "how many accounts do we have?", "notes about stakeholders"):
        assert colleague(question, by=GUEST, dm=True).status == "abstained"


AGGREGATES = [
    *("how many accounts do we have?", "total amount of open deals", "number of accounts by industry", "win rate"),
    *(
        "biggest open deal",
        "average number of employees",
        "list our customers",
        "which accounts passed our security review",
    ),
    *("champions", "activities in November 2026", "open pipeline by rep", "Mara's accounts"),
]


@pytest.mark.parametrize("question", AGGREGATES)
def test_no_figure_or_list_counts_what_is_hidden(colleague, mara, question):
    public, private = colleague(question), colleague(question, by=mara, dm=True)
    assert public.status == private.status == "answered"
    assert not [word for word in SECRET if word in whole(public)]
    if question != "win rate":
        assert public.text != private.text


OPENINGS = [
    "who owns Quillon Defence?",
    "Quillon Defence",
    "who is Zelda Quist?",
    "what does Zelda Quist want?",
    "open deals of Quillon Defence",
    "how many open deals does Quillon Defence have?",
    "biggest open deal",
]
ASIDES = [
    "and their revenue?",
    "what is their industry?",
    "how many employees do they have?",
    "who works there?",
    "what did they say?",
    "and what do the notes say?",
    "and the champion?",
    "summarize it",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_thread_that_somebody_else_started_tells_nothing_hidden(colleague, mara, opening):
    first = colleague(opening, by=mara, dm=True)
    assert first.status == "answered"
    for aside in ASIDES:
        reply = colleague(aside, thread=[(opening, first)])
        assert not [word for word in SECRET if word in whole(reply)], (aside, reply.text)
        assert not [one for one in reply.evidence if one.account == "Quillon Defence"]


CHANGES = ["only customers", "only last year", "and in 2026?", "by stage", "lost"]


@pytest.mark.parametrize(
    "opening",
    ["who owns Quillon Defence?", "open deals of Quillon Defence", "how many open deals does Quillon Defence have?"],
)
def test_a_changed_question_of_somebody_else_tells_nothing_hidden(colleague, mara, opening):
    first = colleague(opening, by=mara, dm=True)
    for change in CHANGES:
        reply = colleague(change, thread=[(opening, first)])
        assert not [word for word in SECRET if word in whole(reply)], (change, reply.text)
        assert not [one for one in reply.evidence if one.account == "Quillon Defence"]


def test_in_such_a_thread_what_all_may_see_can_still_be_asked(colleague, mara):
    opening = "who owns Quillon Defence?"
    first = colleague(opening, by=mara, dm=True)
    assert "Teo Navarro" in colleague("and Talvera Energy?", thread=[(opening, first)]).text
    assert "Mara Lindqvist" in colleague("who owns Osprey Labs?", thread=[(opening, first)]).text
