"""What was done and when: kinds of activities in everyday words, who turned to whom, plans, changes of deals, notes by
their date, and follow-ups that point at what was said."""

from __future__ import annotations

import pytest


def told(reply):
    assert reply.status == "answered", (reply.understood, reply.text)
    assert reply.removed == ()
    return reply.text


def rows(reply, column=0):
    assert reply.status == "answered", (reply.understood, reply.text)
    return [row[column] for table in reply.tables for row in table.rows]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many visits in October?", 2),  # the CRM's word for a meeting is Besuch
        ("how many in-person visits did Teo have this year?", 2),
        ("how often was a whitepaper downloaded back in October?", 2),
        ("white paper downloads in October, how many?", 2),
        ("how often was the pricing page looked at in the past 30 days?", 1),
        ("how many visits to the pricing page this year?", 1),
        ("over the last 90 days, how often did somebody ask for a demo on the website?", 1),
        ("how many voicemails did we leave in november?", 2),
        ("how many site walks this year?", 1),
        ("how many emails did Mara send this year?", 2),
        ("how many emails did Talvera send us in October?", 1),
        ("how many emails were sent to Talvera in October?", 1),
        ("how many phone calls in november so far?", 3),
        ("how many mails did we get from Talvera this year?", 1),
        ("how often was Cold Chain pushed?", 2),
    ],
)
def test_activities_are_counted_by_whatever_they_are_called(diligent, question, number):
    assert f": {number}." in told(diligent(question))


@pytest.mark.parametrize(
    "question",
    [
        "how many webinars did we hold in October?",
        "how many brochures were downloaded in October?",
        "how often was the careers page looked at this year?",
        "how many visitors walked past our stand in October?",
    ],
)
def test_a_kind_of_activity_that_nobody_logs_is_not_counted_as_another(diligent, question):
    assert diligent(question).status == "abstained"


def test_without_a_log_of_the_kind_nothing_is_counted(colleague):
    assert colleague("how often was the pricing page looked at this year?").status == "abstained"
    assert colleague("how many visits in October?").status == "abstained"


def test_who_left_the_most_is_a_person(diligent):
    assert told(diligent("who left the most voicemails this year?")).startswith("Mara Lindqvist 2")


def test_accounts_are_chosen_by_what_they_did(diligent):
    assert rows(diligent("which accounts downloaded a white paper in October?")) == ["Nimbus Rail plc", "Osprey Labs"]


def test_kinds_with_totals_are_told_apart(diligent):
    reply = diligent("what happened in november so far: calls, visits, mails etc with totals")
    found = {row[0]: row[-1] for row in reply.tables[0].rows}
    assert found == {"call": "3", "email": "1", "event": "1", "meeting": "1", "web": "1"}


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("planned meetings next week", ["Contract talk"]),
        ("whats Teo got coming up next week w customers", ["Contract talk"]),
        ("anything coming up with Osprey Labs?", ["First talk"]),
        ("upcoming visits", ["First talk", "Contract talk"]),
    ],
)
def test_what_is_planned_lies_ahead(diligent, question, subjects):
    table = diligent(question).tables[0]
    assert [row[table.columns.index("subject")] for row in table.rows] == subjects


def test_the_next_meeting_is_the_first_to_come(diligent):
    assert "25 Nov 2026" in told(diligent("when is the next meeting with Talvera?"))
    assert "Cold Chain" in told(diligent("next deal to close"))


def test_who_was_written_to_is_no_address(colleague):
    assert told(colleague("did anyone email Lena Fuchs?")).startswith("Yes: 1 activity")
    assert told(colleague("did anyone call Lena Fuchs?")).startswith("No: ")
    assert "lena@kroeger.example" in told(colleague("do we have an email for Lena Fuchs?"))


# --- changes ----------------------------------------------------------------------------------------------------------


def test_what_changed_is_told_with_old_and_new(diligent):
    text = told(diligent("what changed at Talvera this month?"))
    assert "stage from Proposal to Negotiation on 2 Nov 2026" in text
    assert "amount from 400000 to 450000 on 3 Nov 2026" in text
    assert "close date from 2026-12-31 to 2027-01-31 on 12 Nov 2026" in text


@pytest.mark.parametrize(
    ("question", "deals"),
    [
        ("which deals were pushed?", ["Cold Chain", "Grid Rollout"]),
        ("which deals were pushed more than once?", ["Cold Chain"]),
        ("which deals were pushed at least twice?", ["Cold Chain"]),
        ("which deals changed stage this month?", ["Grid Rollout"]),
        ("deals whose amount changed this year", ["Grid Rollout"]),
        ("which deals moved to Negotiation in november?", ["Grid Rollout"]),
    ],
)
def test_deals_are_chosen_by_their_changes(diligent, question, deals):
    assert rows(diligent(question)) == deals


def test_whether_a_field_changed_is_not_told_by_another(diligent):
    assert told(diligent("did the amount of Cold Chain change?")).startswith("No: ")
    assert told(diligent("did the close date of Cold Chain change?")).startswith("Yes: 2 changes")


def test_how_often_counts(diligent):
    assert rows(diligent("which accounts did we call more than once this year?")) == ["Kröger & Söhne GmbH"]
    assert rows(diligent("contacts we called twice in november")) == ["Lena Fuchs"]


def test_how_often_is_not_dropped_where_it_has_no_part(diligent):
    assert diligent("which customers in Spain are big more than once").status == "abstained"


# --- notes by date ----------------------------------------------------------------------------------------------------


def test_the_latest_note_goes_by_its_date(colleague):
    assert "Press clipping, 10 Nov 2026" in told(colleague("latest note on Talvera"))
    assert "Discovery call, Mara Lindqvist, 3 Oct 2026" in told(colleague("most recent call note at Brightwater Foods"))


def test_notes_are_counted(colleague):
    assert told(colleague("how many notes do we have on Talvera?")).startswith("1 note of Talvera Energy")
    assert told(colleague("how many notes do we have on Osprey Labs?")).startswith("0 notes of Osprey Labs")


def test_notes_that_may_not_be_read_are_not_counted(colleague, mara):
    assert told(colleague("how many notes are there?")).startswith("5 notes")
    assert told(colleague("how many notes are there?", by=mara, dm=True)).startswith("6 notes")


# --- times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("which contracts come to an end before 1 March?", "1 contract: Kröger & Söhne GmbH"),
        ("since what year does Talvera exist?", "1988"),
        ("until when does the contract with Kröger run?", "20 Dec 2026"),
        ("since when has Cold Chain been in the system?", "1 Jun 2026"),
        ("Q3 last year: how many deals did each rep win", "Teo Navarro 1"),
    ],
)
def test_times_are_read_as_people_mean_them(colleague, question, part):
    assert part in told(colleague(question))


# --- follow-ups -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thread", "part"),
    [
        (("list open deals", "no, for Talvera"), "1 opportunity: Grid Rollout"),
        (("open deals at Talvera", "no, I meant Nimbus Rail"), "1 opportunity: Signal Suite"),
        (("deals won this year", "no, I meant last year"), "1 opportunity: Reefer Fleet"),
        (("open deals over 100k", "actually over 200k"), "2 opportunities"),
        (("list open deals", "who is the champion in the first one?"), "Rita Calder"),
        (("list open deals", "the second one's owner"), "Teo Navarro"),
        (("list open deals", "which account is the last one with?"), "Nimbus Rail plc"),
        (("how many deals did we win in March?", "how many deals were created that month?"), ": 0."),
        (("who owns Talvera?", "when did he last speak to them?"), "18 Nov 2026"),
        (("list open deals", "sort by close date"), "Cold Chain, Grid Rollout, Signal Suite"),
        (("not Teo, who owns open deals?",), "Cold Chain: account Brightwater Foods Inc; owner Mara Lindqvist."),
    ],
)
def test_a_follow_up_leans_on_what_it_points_to(colleague, thread, part):
    assert part in told(colleague.talk(*thread)[-1])


def test_a_row_beyond_the_list_is_not_guessed(colleague):
    assert colleague.talk("list open deals", "who owns the seventh one?")[-1].status == "abstained"


def test_nobody_is_not_taken_for_somebody(colleague):
    assert colleague.talk("list our customers", "when did we last call him?")[-1].status == "abstained"


def test_a_row_pointed_to_is_hidden_from_whoever_may_not_see_it(colleague, mara):
    question = "list open deals in stage Proposal"
    first = colleague(question, by=mara, dm=True)
    assert rows(first) == ["Cold Chain", "Radar Shield"]
    reply = colleague("who owns the second one?", thread=((question, first),))
    assert reply.status == "abstained"
    assert "Mara" not in reply.text


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("visits in October vs November", ("2026-10 2", "2026-11 1")),
        ("calls vs visits this year", ("call 4", "meeting 3")),
        ("how many mails and calls each in november", ("call 3", "email 1")),
    ],
)
def test_two_kinds_or_times_are_told_side_by_side(diligent, question, parts):
    text = told(diligent(question))
    assert all(part in text for part in parts), text


def test_who_did_it_is_not_who_owns_it(diligent):
    assert rows(diligent("which customers did Mara email this year?")) == ["Kröger & Söhne GmbH", "Talvera Energy"]


@pytest.mark.parametrize(
    ("thread", "part"),
    [
        (("how many calls in november?", "and emails?"), ": 1."),
        (("who is the economic buyer at Talvera?", "what is her title?"), "COO"),
    ],
)
def test_a_fragment_after_activities_or_people_is_about_them(diligent, thread, part):
    assert part in told(diligent.talk(*thread)[-1])


def test_colleagues_are_managed_and_accounts_are_owned(colleague):
    assert "Olin" in told(colleague("who manages Mara?"))
    assert "Teo Navarro" in told(colleague("who manages Talvera?"))
