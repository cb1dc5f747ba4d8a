"""Who turned to whom: those who called, those who were visited, those whom nobody has met."""

from __future__ import annotations

import pytest


def rows(reply, column=0):
    assert reply.status == "answered", (reply.understood, reply.text)
    assert reply.removed == ()
    return sorted(row[column] for table in reply.tables for row in table.rows)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("who called Kröger in november?", ["Mara Lindqvist"]),
        ("who from our side called Kröger in november?", ["Mara Lindqvist"]),
        ("who in the South team has met Talvera?", ["Teo Navarro"]),
        ("which reps visited Talvera in October?", ["Teo Navarro"]),
        ("who has talked to Talvera since october?", ["Mara Lindqvist", "Teo Navarro"]),
        ("who emailed us in October?", ["Inés Robledo"]),
        ("which accounts emailed us in October?", ["Talvera Energy"]),
        ("who replied to us in october?", ["Inés Robledo"]),
        ("who wrote to us in october?", ["Inés Robledo"]),
        ("who did Teo meet in October?", ["Inés Robledo"]),
        ("people Mara called in november", ["Lena Fuchs", "Rita Calder"]),
        ("customers visited by Teo this year", ["Talvera Energy"]),
        ("customers Teo visited this year", ["Talvera Energy"]),
        ("who at Kröger have we not met?", ["Jonas Weber", "Lena Fuchs"]),
        ("who at Kröger haven't we talked to yet?", ["Jonas Weber"]),
        ("who hasn't been called at Kröger since june?", ["Jonas Weber"]),
        ("which champions have we never met?", ["Marco Pires"]),
        ("which customers has nobody on the South team met?", ["Brightwater Foods Inc", "Kröger & Söhne GmbH"]),
        ("accounts only marketing has touched this year", ["Osprey Labs"]),
        ("accounts that only sales has touched this year", ["Brightwater Foods Inc", "Talvera Energy"]),
        (
            "which of our customers has nobody from the sales side called, mailed or met since 10 November?",
            ["Kröger & Söhne GmbH"],
        ),
        ("prospects nobody from sales has touched", ["Brightwater Logistics Ltd", "Ferrum Castings", "Osprey Labs"]),
        ("which reps haven't called anyone in november?", ["Teo Navarro"]),
    ],
)
def test_who_turned_to_whom_is_told_apart(diligent, question, names):
    assert rows(diligent(question)) == names


def test_the_last_to_talk_to_them_is_a_person(diligent):
    assert "by Teo Navarro; when 18 Nov 2026" in diligent("who last talked to Talvera?").text
    assert "by Mara Lindqvist" in diligent("who from our side called Kröger last?").text


def test_how_many_were_met_counts_them_not_the_meetings(diligent):
    assert ": 2." in diligent("how many contacts did Mara call in november?").text


def test_to_talk_is_no_visit_of_a_page(diligent):
    assert "20 Aug 2026" in diligent("when did we last talk to Nimbus Rail?").text


def test_an_email_that_came_in_was_written_by_somebody(diligent):
    assert "human" in diligent("how many emails did Talvera send us in October?").understood


def test_what_is_planned_is_missing_where_nothing_lies_ahead(diligent):
    names = ["Brightwater Foods Inc", "Kröger & Söhne GmbH"]
    assert rows(diligent("which customers have no meeting planned?")) == names
    assert rows(diligent("customers without an upcoming visit")) == names
    assert rows(diligent("which customers have a meeting coming up?")) == ["Talvera Energy"]


def test_just_one_is_no_more_than_one(colleague):
    assert rows(colleague("which customers have just one contact?")) == ["Talvera Energy"]
    assert rows(colleague("customers with only two contacts")) == ["Brightwater Foods Inc", "Kröger & Söhne GmbH"]


@pytest.mark.parametrize(
    "question",
    ["who can't we mail at Brightwater Foods?", "who should we not email at Brightwater Foods?"],
)
def test_who_may_not_be_written_to_opted_out(colleague, question):
    assert rows(colleague(question)) == ["Samuel Obi"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which accounts did we call more than once this year?", ["Kröger & Söhne GmbH"]),
        ("accounts with more than 2 calls this year", []),
        ("accounts with more than 1 call in november", ["Kröger & Söhne GmbH"]),
        ("who is visiting Talvera next week?", ["Teo Navarro"]),
        ("who's meeting customers next week?", ["Teo Navarro"]),
        ("reps of Olin", ["Mara Lindqvist", "Teo Navarro"]),
        ("which reps does Olin have?", ["Mara Lindqvist", "Teo Navarro"]),
        ("who works in the Porto office?", ["Pia Sorel", "Teo Navarro"]),
        ("who is a marketer?", ["Pia Sorel"]),
        ("who opted out at Brightwater Foods?", ["Samuel Obi"]),
        ("who opted out at our customers?", ["Samuel Obi"]),
        ("heads of IT at customers", ["Jonas Weber"]),
        ("heads of IT", ["Jonas Weber", "Marco Pires"]),
    ],
)
def test_those_who_are_asked_for_are_listed(diligent, question, names):
    assert rows(diligent(question)) == names


def test_mails_from_customers_came_in_and_mails_to_them_went_out(diligent):
    assert "1 activity" in diligent("emails we got from customers this year").text
    assert "2 activities" in diligent("emails to customers this year").text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which contacts emailed Teo in October?", ["Inés Robledo"]),
        ("who talked to Mara in november?", ["Lena Fuchs", "Rita Calder"]),
        ("who have we heard from this year?", ["Inés Robledo"]),
        ("customers we haven't heard from since 1 November", ["Brightwater Foods Inc", "Kröger & Söhne GmbH"]),
        ("accounts we have only emailed", ["Nimbus Rail plc"]),
        ("contacts we only called in november", ["Rita Calder"]),
        ("customers last met in October", ["Brightwater Foods Inc"]),
        ("customers last met before October", []),
        ("customers nobody on Olin's team has met", ["Kröger & Söhne GmbH"]),
        ("customers Mara has not called since october", ["Talvera Energy"]),
        ("champions without a meeting", ["Marco Pires"]),
    ],
)
def test_whom_they_turned_to_and_what_else_was_done_is_told_apart(diligent, question, names):
    assert rows(diligent(question)) == names


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("when did we last visit Talvera?", "18 Nov 2026"),
        ("when was Kröger last called?", "4 Nov 2026"),
        ("when did we last hear from Talvera?", "18 Nov 2026"),
        ("when did Mara last email Talvera?", "21 Oct 2026"),
        ("last activity of Jonas Weber", "30 Oct 2026"),
        ("has anyone talked to Nimbus Rail this year?", "Yes: 1 activity"),
    ],
)
def test_the_last_time_is_theirs(diligent, question, part):
    assert part in diligent(question).text


@pytest.mark.parametrize(
    "question",
    [
        "calls to champions",
        "customers nobody from legal has called",
        "accounts the board has touched",
        "did anyone talk to Talvera about pricing?",
    ],
)
def test_who_is_none_of_us_and_what_was_talked_about_is_not_told_by_another_row(diligent, question):
    assert diligent(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("who calls Kröger the most?", ["Mara Lindqvist"]),
        ("who do we call most often at Kröger?", ["Lena Fuchs"]),
        ("which accounts do we visit in december?", ["Osprey Labs"]),
        ("which deals is Inés Robledo on?", ["Grid Rollout"]),
        ("deals with a VP as champion", ["Cold Chain"]),
        ("deals where the economic buyer is a COO", ["Grid Rollout"]),
        ("contacts on open deals", ["Inés Robledo", "Marco Pires", "Rita Calder", "Samuel Obi"]),
        ("contacts on more than one deal", []),
        ("open deals with only one person on the committee", ["Grid Rollout", "Signal Suite"]),
    ],
)
def test_who_has_a_part_in_a_deal_is_no_one_else_of_the_company(diligent, question, names):
    assert rows(diligent(question)) == names


def test_the_highest_ranking_is_no_figure(diligent):
    assert diligent("who is the highest ranking person at Kröger?").status == "abstained"


def test_words_that_are_no_kind_of_activity_are_not_taken_for_a_subject(diligent):
    for question in (
        "on what alarms would Talvera take calls?",  # an e-mail is called "Question on alarms"
        "does Talvera have an alarms visit this year?",
    ):
        assert diligent(question).status == "abstained", question
    assert "Site walk" in diligent("site walks this year").text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which reps have open deals without an economic buyer?", ["Mara Lindqvist", "Teo Navarro"]),
        ("accounts with open deals without a champion", ["Talvera Energy"]),
        ("which accounts called us in october?", []),
        ("contacts who emailed in October", ["Inés Robledo"]),
        ("which customers emailed in October?", ["Talvera Energy"]),
        ("contacts called more than once in november", ["Lena Fuchs"]),
    ],
)
def test_who_did_it_and_what_lacks_it_is_the_row_it_is_said_of(diligent, question, names):
    assert rows(diligent(question)) == names


@pytest.mark.parametrize(
    "question",
    ["who's new at Kröger?", "which customers replied to our quotes this year?"],
)
def test_a_list_is_no_answer_to_another_question(diligent, question):
    assert diligent(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which accounts did we call and meet this year?", ["Brightwater Foods Inc", "Talvera Energy"]),
        ("which accounts did we call or email in november?", ["Brightwater Foods Inc", "Kröger & Söhne GmbH"]),
        ("customers with calls but no emails in november", ["Brightwater Foods Inc"]),
        ("contacts called but not emailed in november", ["Rita Calder"]),
        ("who visited the pricing page in october?", ["Pricing page visited"]),
    ],
)
def test_each_thing_said_is_done_at_the_time_that_is_said_once(diligent, question, names):
    column = 6 if "page" in question else 0
    assert rows(diligent(question), column) == names


@pytest.mark.parametrize(
    "question",
    [
        "new contacts at Kröger",
        "nobody from the sales side called, mailed or met them since august",
        "has Teo met anyone new this year?",
        "accounts Mara and Teo both emailed",
        "has marketing invited anyone from Talvera?",
    ],
)
def test_a_word_that_has_no_part_spoils_the_answer(diligent, question):
    assert diligent(question).status == "abstained"


def test_the_most_meetings_with_customers_are_meetings(diligent):
    assert diligent("who had the most meetings with customers this year?").text.startswith("Teo Navarro 2")


def test_who_is_away_has_not_left(diligent):
    assert diligent("who is on leave?").status == "abstained"
    assert diligent("who has Mara called since?").status == "abstained"
