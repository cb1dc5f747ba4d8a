"""What a thread goes on about: the rows that the answer before listed, the note it quoted, the time it was of."""

import pytest


def rows(reply):
    return sorted(str(row[0]) for row in reply.tables[0].rows) if reply.tables else []


def told(reply):
    return reply.sentences[0].text


@pytest.mark.parametrize(
    ("thread", "parts"),
    [
        (("customers", "do they have open deals?"), ("Cold Chain", "Grid Rollout")),
        (("open deals", "who are the champions in those?"), ("Rita Calder", "Marco Pires")),
        (("open deals over 200k", "who are the champions in those?"), ("Marco Pires",)),
        (("how many open deals does Teo have?", "who is the economic buyer in those?"), ("Inés Robledo",)),
        (("contracts", "who owns those accounts?"), ("Mara Lindqvist",)),
        (("customers", "how many contacts do we have there?"), ("Kröger & Söhne GmbH 2",)),
        (("top 2 accounts by employees", "do they have support cases?"), ("Sensor gap",)),
        (("prospects", "any open deals at those?"), ("No",)),
        (("top 5 accounts by revenue", "which of those are in Germany?"), ("Kröger & Söhne GmbH", "Ferrum Castings")),
        (("customers", "how many open deals do they have?"), ("Brightwater Foods Inc 1", "Talvera Energy 1")),
    ],
    ids=str,
)
def test_a_question_about_something_else_is_about_the_rows_before(colleague, thread, parts):
    reply = colleague.talk(*thread)[-1]
    for part in parts:
        assert part in reply.text


@pytest.mark.parametrize(
    ("thread", "hidden"),
    [
        (("open deals over 200k", "who are the champions in those?"), "Rita Calder"),
        (("how many open deals does Teo have?", "who is the champion in those?"), "Rita Calder"),
        (("customers in Germany", "do they have support cases?"), "Sensor gap"),
    ],
    ids=str,
)
def test_rows_that_were_not_listed_are_left_out(colleague, thread, hidden):
    assert hidden not in colleague.talk(*thread)[-1].text


def test_where_nothing_was_listed_nothing_is_told_of_it(colleague):
    assert colleague.talk("customers in Portugal", "do they have open deals?")[-1].status == "abstained"


def test_whoever_may_not_see_a_row_learns_nothing_of_it_from_a_list_before(colleague, mara):
    question = "open deals over 400k"
    reply = colleague(question, by=mara, dm=True)
    assert "Radar Shield" in str(reply.tables[0].rows)
    after = colleague("who are the champions in those?", thread=[(question, reply)])
    assert "Zelda" not in str(after)


@pytest.mark.parametrize(
    ("thread", "answer"),
    [
        (("open deals", "who has the most?"), "Teo Navarro 2"),
        (("open deals", "which owner has the fewest?"), "Mara Lindqvist 1"),
        (("won deals this year", "which industry has the most?"), "Machinery 2"),
        (("number of deals by status", "which status has the most?"), "open 3"),
    ],
    ids=str,
)
def test_the_most_is_the_most_of_what_was_listed(colleague, thread, answer):
    assert answer in told(colleague.talk(*thread)[-1])


@pytest.mark.parametrize(
    ("thread", "names"),
    [
        (("accounts in Logistics", "ones with an open deal"), ["Nimbus Rail plc"]),
        (("accounts in Logistics", "and without an open deal"), ["Brightwater Logistics Ltd"]),
        (("customers", "the ones with open support cases"), ["Talvera Energy"]),
        (("open deals", "only the big ones, over 200k"), ["Grid Rollout", "Signal Suite"]),
        (("deals of Mara", "for won deals only"), ["Press Line", "Service Extension"]),
    ],
    ids=str,
)
def test_a_fragment_narrows_the_list_before(colleague, thread, names):
    assert rows(colleague.talk(*thread)[-1]) == names


def test_a_narrowing_that_was_true_already_changes_nothing(colleague):
    first, second = colleague.talk("total amount of won deals", "for won deals only")
    assert told(first) == told(second)


@pytest.mark.parametrize(
    ("thread", "period"),
    [
        (("activities in October 2026", "and the month before?"), "1 Sep 2026 to 30 Sep 2026"),
        (("how many support cases were opened this month?", "and the month before that"), "1 Oct 2026 to 31 Oct 2026"),
        (("what did Mara do last week?", "and the week before"), "2 Nov 2026 to 8 Nov 2026"),
        (("deals won in Q3 2026", "the quarter before?"), "1 Apr 2026 to 30 Jun 2026"),
        (("deals won in 2025", "and the year after"), "1 Jan 2026 to 31 Dec 2026"),
    ],
    ids=str,
)
def test_the_time_before_is_the_one_before_the_time_that_was_asked_about(colleague, thread, period):
    assert period in colleague.talk(*thread)[-1].understood


@pytest.mark.parametrize("said", ["who wrote that?", "when was that?", "source?", "says who?"])
def test_the_source_of_a_note_is_told_again(colleague, said):
    first, second = colleague.talk("what did Rita say about the renewal?", said)
    assert second.text == first.text
    assert "Mara Lindqvist, 3 Oct 2026" in second.text


@pytest.mark.parametrize("said", ["and about the night alarms?", "anything about ThermaNet?"])
def test_another_topic_is_looked_up_in_the_notes_of_the_same_account(colleague, said):
    reply = colleague.talk("what do notes say about the renewal at Brightwater Foods?", said)[-1]
    assert reply.understood.startswith("Notes of Brightwater Foods Inc")
    assert "ThermaNet" in reply.text


@pytest.mark.parametrize("thread", [("when does it close",), ("open deals", "what colour")])
def test_a_word_that_leans_on_nothing_is_not_searched_for(colleague, thread):
    assert colleague.talk(*thread)[-1].status == "abstained"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("email of the champion at Nimbus", "marco@nimbusrail.example"),
        ("what's the phone number of our champion at Brightwater Foods?", "+1 208 555 0142"),
        ("who owns the open deals over 200k?", "Grid Rollout: account Talvera Energy; owner Teo Navarro."),
        ("who owns accounts in Germany?", "Ferrum Castings: owner Mara Lindqvist."),
        ("who owns the accounts with open support cases?", "Talvera Energy: owner Teo Navarro."),
    ],
)
def test_whose_rows_are_and_how_to_reach_who_plays_a_part_is_told(colleague, question, answer):
    assert answer in colleague(question).text


@pytest.mark.parametrize(
    ("thread", "line"),
    [
        (("open deals", "which accounts?"), "Accounts where with opportunities where status is open"),
        (("customers", "any support cases?"), "Support cases where with accounts where lifecycle is customer"),
        (
            ("customers", "any support cases?", "any meetings this month?"),
            "Activities where with accounts where lifecycle is customer and channel is meeting"
            " and when 1 Nov 2026 to 20 Nov 2026",
        ),
        (("open deals", "which products?"), "Products where with opportunities where status is open"),
        (
            ("customers", "which have open deals?"),
            "Accounts where lifecycle is customer and with opportunities where status is open",
        ),
        (("contacts at Brightwater Foods", "who left?"), "left is stated"),
        (("contacts at Brightwater Foods", "any of them opted out?"), "opted out is stated"),
        (
            ("customers", "only open deals"),
            "Accounts where lifecycle is customer and with opportunities where status is open",
        ),
        (("meetings with Talvera this year", "and with Nimbus Rail?"), "Activities where account is Nimbus Rail plc"),
    ],
    ids=str,
)
def test_what_is_asked_of_the_rows_before_is_asked_of_no_others(colleague, thread, line):
    assert line in colleague.talk(*thread)[-1].understood


@pytest.mark.parametrize(
    "thread",
    [
        ("open deals by stage", "which accounts?"),
        ("who owns Talvera?", "which of those are customers?"),
        ("biggest open deal", "which of those are in Germany?"),
        ("who owns Talvera?", "who was there?"),
        ("who owns Talvera?", "who else?"),
        ("who owns Talvera?", "when?"),
        ("who owns Talvera?", "what else does he own?"),
        ("open deals by account", "top 2 only", "who owns those?"),
        ("open deals", "and the rest?"),
        ("Talvera", "the one before?"),
        ("last deal we won", "next one?"),
    ],
    ids=str,
)
def test_what_the_answer_before_does_not_tell_is_not_guessed(colleague, thread):
    assert colleague.talk(*thread)[-1].status == "abstained"


LOST = """Id,Name,Account,Stage,Amount,Close Date,Loss reason,Owner
D1,Pump,Acme,Lost,10,2026-10-02,Price,Ada Berg
D2,Valve,Acme,Lost,30,2026-10-03,No budget,Ada Berg
D3,Seal,Bold,Lost,20,2026-10-04,Price,Bo Carl
D4,Pipe,Bold,Won,50,2026-10-05,,Bo Carl
"""


@pytest.fixture(scope="module")
def loser(colleague_over):
    return colleague_over({"accounts.csv": "Id,Name\nA1,Acme\nA2,Bold\n", "deals.csv": LOST})


@pytest.mark.parametrize(
    ("thread", "part"),
    [
        (("biggest deal we lost this year, and why?",), "Valve: Loss reason No budget"),
        (("biggest deal we lost this year", "why did we lose it?"), "Valve: Loss reason No budget"),
        (("how many deals did we lose in October and why?",), "Price 2, No budget 1"),
        (("how many deals did we lose in October?", "and why?"), "Price 2, No budget 1"),
    ],
    ids=str,
)
def test_why_deals_were_lost_is_what_the_crm_has_as_reason(loser, thread, part):
    assert part in loser.talk(*thread)[-1].text


@pytest.mark.parametrize("question", ["which deals did we lose in October and why?", "deals we lost and the reasons"])
def test_each_deal_that_was_lost_has_its_reason_beside_it(loser, question):
    table = loser(question).tables[0]
    at = table.columns.index("Loss reason")
    assert sorted((row[0], row[at]) for row in table.rows) == [
        ("Pump", "Price"),
        ("Seal", "Price"),
        ("Valve", "No budget"),
    ]


def test_open_deals_that_somebody_has_are_those_that_are_open(colleague):
    assert "status is open" in colleague("do we have open deals?").understood
    assert "status is open" in colleague.talk("Talvera", "do they have open deals?")[-1].understood


def test_the_next_one_after_the_last_is_ahead_and_the_other_way_round(colleague):
    last, ahead, back = colleague.talk("last meeting at Talvera", "next one?", "and the last one?")
    assert "when from" in ahead.understood
    assert "lowest when first" in ahead.understood
    assert (back.understood, back.text) == (last.understood, last.text)


def test_whether_she_plays_another_part_too_is_asked_of_her(colleague):
    reply = colleague.talk("who is the champion at Nimbus?", "is he the economic buyer too?")[-1]
    assert "contact is Marco Pires" in reply.understood
    assert reply.status == "abstained"


def test_which_of_the_first_few_are_some_of_those_few(colleague):
    first, some = colleague.talk("top 2 open deals", "which have support cases?")
    assert set(rows(some)) <= set(rows(first))
