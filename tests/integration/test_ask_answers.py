"""Questions to a small company, in people's own words, and what has to come back."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from skills.contracts import Reply


def check(reply: Reply, status: str, contain: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> None:
    """`contain` has to stand in the text or the tables, `never` must not."""
    cells = [cell for table in reply.tables for row in table.rows for cell in row]
    said = " | ".join([reply.text, *cells])
    assert reply.status == status, said
    for part in contain:
        assert part in said, (part, said)
    for part in never:
        assert part not in said, (part, said)
    supported(reply)


def supported(reply: Reply) -> None:
    """Every sentence cites evidence that came along, and no evidence came along uncited."""
    known = {one.id for one in reply.evidence}
    cited = {one for sentence in reply.sentences for one in sentence.evidence}
    assert known == cited
    assert all(sentence.evidence for sentence in reply.sentences)
    assert len(known) == len(reply.evidence)
    assert all(one.source and one.span for one in reply.evidence)
    assert bool(reply.sentences) == (reply.status == "answered")
    assert {"understand", "gather", "compose", "verify", "total"} == set(reply.seconds)
    assert all(value >= 0 for value in reply.seconds.values())
    assert reply.removed == ()


FACTS = [
    ("what is the industry and owner of Talvera Energy?", "Energy", "Teo Navarro"),
    ("who owns Osprey Labs?", "Mara Lindqvist"),
    ("who looks after osprey", "Mara Lindqvist"),
    ("where is kroeger & soehne based", "Köln"),
    ("how many employees does nimbus rail have?", "2,400"),
    ("which sector is Osprey Labs in?", "Pharma"),
    ("owner of BWF", "Mara Lindqvist"),
    ("who owns the old Clearbrook Foods account?", "Mara Lindqvist"),
    ("who owns brightwater.example?", "Mara Lindqvist"),
    ("Talvera's city", "Sevilla"),
    ("what is Rita Calder's phone number?", "+1 208 555 0142"),
    ("email of lena fuchs", "lena@kroeger.example"),
    ("what is the title of Inés Robledo", "COO"),
    ("who is rita@brightwater.example?", "Rita Calder", "VP Operations"),
    ("who is Marco Pires?", "Head of IT", "Nimbus Rail plc"),
    ("price of SignalOne 300", "9,000 EUR"),
    ("renewal date of Brightwater Foods", "1 Mar 2027"),
    ("when did we last talk to Talvera?", "18 Nov 2026"),
    ("who owns the account of Rita Calder?", "Mara Lindqvist"),
    ("who is our champion at Brightwater Foods?", "Rita Calder"),
    ("who is the economic buyer at Kröger & Söhne?", "Lena Fuchs"),
    ("what is the fleet size of Talvera?", "310"),
    ("how many trucks does Nimbus Rail have?", "75"),
    ("did Nimbus Rail pass the security review?", "no"),
    ("when was the last audit of Brightwater Foods?", "15 Sep 2026"),
    ("any high severity cases at Talvera?", "Sensor gap"),
]

LISTS = [
    ("list our customers", 3, "Brightwater Foods Inc", "Kröger & Söhne GmbH", "Talvera Energy"),
    ("which accounts are in Germany?", 2, "Ferrum Castings", "Kröger & Söhne GmbH"),
    ("show me our customers in Spain", 1, "Talvera Energy"),
    ("list open deals", 3, "Cold Chain", "Grid Rollout", "Signal Suite"),
    ("deals in stage Negotiation", 1, "Grid Rollout"),
    ("which contacts do we have at Kröger?", 2, "Jonas Weber", "Lena Fuchs"),
    ("what products do we sell?", 3, "FrostTrack", "PressGuard", "SignalOne 300"),
    ("contacts who are Head of IT", 2, "Jonas Weber", "Marco Pires"),
    ("contacts that opted out", 1, "Samuel Obi"),
    ("champions at accounts in Logistics", 1, "Marco Pires"),
    ("accounts in Food with more than 500 employees", 1, "Brightwater Foods Inc"),
    ("customers with more than 1,000 employees", 2, "Brightwater Foods Inc", "Talvera Energy"),
    ("accounts founded before 1970", 3, "Ferrum Castings", "Kröger & Söhne GmbH", "Nimbus Rail plc"),
    ("open deals closing before 2027", 1, "Cold Chain"),
    ("deals between 100k and 350k", 3, "Press Line", "Cold Chain", "Signal Suite"),
    ("lost deals this year", 2, "Grid Pilot", "Mould Monitor", "80,000 USD", "40,000 EUR"),
    ("deals created in the last 90 days", 1, "Signal Suite"),
    ("contracts renewing in the next 60 days", 1, "Kröger & Söhne GmbH", "20 Dec 2026"),
    ("which contract renews in December?", 1, "40,000 EUR"),
    ("open support cases", 1, "Sensor gap"),
    ("activities in November 2026", 4, "18 Nov 2026", "12 Nov 2026", "5 Nov 2026", "2 Nov 2026"),
    ("which technologies does Nimbus Rail use?", 1, "RailSoft"),
    ("deals of Teo", 4, "Reefer Fleet", "Grid Pilot", "Grid Rollout", "Signal Suite"),
    ("Mara's accounts", 4, "Brightwater Foods Inc", "Ferrum Castings", "Kröger & Söhne GmbH", "Osprey Labs"),
    ("accounts in team North", 4, "Brightwater Foods Inc", "Ferrum Castings", "Kröger & Söhne GmbH", "Osprey Labs"),
    ("which accounts run SAP?", 3, "Brightwater Foods Inc", "Ferrum Castings", "Kröger & Söhne GmbH"),
    ("which accounts passed our security review?", 2, "Brightwater Foods Inc", "Kröger & Söhne GmbH"),
    ("accounts audited since September 2026", 2, "Brightwater Foods Inc", "Nimbus Rail plc"),
    ("accounts with a health score below 5", 2, "Brightwater Logistics Ltd", "Ferrum Castings"),
    ("accounts without any activity in 30 days that have open opportunities", 1, "Nimbus Rail plc"),
    ("which accounts have no contacts?", 3, "Brightwater Logistics Ltd", "Osprey Labs", "Pomona Orchards"),
    ("accounts without revenue", 1, "Pomona Orchards"),
    ("which of our customers have we never met?", 1, "Kröger & Söhne GmbH"),
    ("accounts without a contract", 6, "Ferrum Castings", "Osprey Labs", "Talvera Energy"),
]

FIGURES = [
    ("how many accounts do we have?", "8"),
    ("how many open deals are there?", "3"),
    ("how many contacts are there at Brightwater Foods?", "2"),
    ("how many accounts does Mara own?", "4"),
    ("how many deals did Mara win this year?", "2"),
    ("how many deals did we lose in Q2?", "1"),
    ("how many meetings did we have in the last 90 days?", "2"),
    ("total amount of open deals", "300,000 EUR", "570,000 USD"),
    ("how much did we win this year?", "250,000 EUR"),
    ("sum of won deals in EUR", "340,000 EUR"),
    ("average number of employees", "1,328.75"),
    ("median employees", "745"),
    ("average health score of customers", "7.53"),
    ("revenue per employee of Talvera Energy", "180,000 USD"),
    ("what percentage of accounts are customers?", "37.5%"),
    ("win rate", "50.0%"),
    ("open pipeline of team South", "450,000 USD"),
]

GROUPS = [
    ("number of accounts by industry", ("Food", "2"), ("Logistics", "2"), ("Machinery", "2"), ("Energy", "1")),
    ("average employees by industry", ("Energy", "5,000"), ("Logistics", "1,350"), ("Machinery", "745")),
    ("which industries have the highest average employees", ("Energy", "5,000"), ("Logistics", "1,350")),
    ("won revenue by owner", ("Mara Lindqvist", "250,000 EUR"), ("Teo Navarro", "90,000 EUR")),
    ("won revenue by manager this year", ("Olin Brandt", "250,000 EUR")),
    ("open pipeline by rep", ("Teo Navarro", "450,000 USD"), ("Mara Lindqvist", "120,000 USD")),
    ("deals by stage", ("Won", "3"), ("Lost", "2")),
    ("total fleet size by ERP system", ("Oracle", "530"), ("Infor", "75"), ("SAP", "60")),
    ("average fleet size by industry", ("Energy", "310"), ("Logistics", "147.5")),
    ("total revenue by country", ("ES", "900,000,000 USD"), ("GB", "470,000,000 EUR")),
]

RANKINGS = [
    ("top 3 accounts by employees", "Talvera Energy", "Nimbus Rail plc", "Brightwater Foods Inc"),
    ("top 2 accounts by revenue per employee", "Brightwater Foods Inc", "Brightwater Logistics Ltd"),
    ("which account has the most employees?", "Talvera Energy"),
    ("smallest account by employees", "Osprey Labs"),
    ("biggest open deal", "Grid Rollout"),
    ("which rep has the most open deals?", "Teo Navarro"),
]

NOTES = [
    ("what did Rita Calder say about the renewal?", "depends on the cold chain pilot"),
    ("what do the notes say about ThermaNet?", "no alarms at night"),
    ("what does Lena Fuchs fear?", "downtime"),
    ("why does Marco Pires want a demonstration?", "before Christmas"),
    ("notes about stakeholders", "at least three stakeholders"),
    ("how many technicians does Talvera hire?", "40 technicians"),
    ("who is our champion at Brightwater Foods and what did they say about renewal?", "Rita Calder", "pilot in Boise"),
    ("industry of Talvera Energy and what do the notes say about the solar plant?", "industry Energy", "near Sevilla"),
]

FOLLOW_UPS = [
    (("who owns Talvera Energy?", "and Osprey Labs?"), "Mara Lindqvist"),
    (("who owns Talvera Energy?", "and their industry?"), "industry Energy"),
    (("who owns Talvera Energy?", "how many employees do they have?"), "5,000"),
    (("industry of Nimbus Rail", "what about Ferrum?"), "Machinery"),
    (("list our customers", "only in Germany"), "1 account: Kröger & Söhne GmbH."),
    (("how many deals did we win this year?", "and last year?"), "opportunities: 1"),
    (("won deals", "only this year"), "2 opportunities"),
    (("how many customers do we have?", "and prospects?"), "accounts: 3"),
    (("top 3 accounts by employees", "top 2"), "Talvera Energy (employees 5,000); Nimbus Rail plc (employees 2,400)."),
    (("deals by owner", "by stage"), "Won 3"),
    (("what is the industry of Nimbus Rail?", "and what did Marco Pires ask for?"), "demonstration"),
]

ABSTAINED = [
    "who owns Zebulon Trading?",
    "revenue of Hexagon Mills",
    "revenue of Pomona Orchards",
    "who is Tobias Quentin?",
    "who is Marta Weber?",
    "who is Lena Kowalski?",
    "SignalOne 900 price",
    "favourite colour of Talvera Energy",
    "what is the NPS of Nimbus Rail?",
    "average shoe size by industry",
    "how many robots does Talvera have?",
    "who is the economic buyer at Nimbus Rail?",
    "what did Lena Fuchs say about cryptocurrency?",
    "how many campaigns do we have?",
    "list all leads",
    "which intent signals did we see?",
    "will Talvera Energy buy next year?",
    "how much will we win next quarter?",
    "what is the capital of Brazil?",
    "weather tomorrow",
]

WISHES = [
    "update the stage of Cold Chain to Won",
    "delete Talvera Energy",
    "send an email to Rita Calder",
    "please assign Osprey Labs to Teo",
    "can you create a task for Mara",
    "email Lena Fuchs about the renewal",
    "give Teo access to Quillon Defence",
]

CLARIFY = [
    ("who owns Brightwater?", "Mara Lindqvist", "Teo Navarro"),
    ("industry of Brightwater", "Food", "Logistics"),
    ("how many open deals does Brightwater have?", "1", "0"),
    ("title of Weber", "Plant Manager", "Head of IT"),
]


@pytest.mark.parametrize(("question", "expected"), [(one[0], one[1:]) for one in FACTS], ids=lambda one: str(one)[:60])
def test_a_fact_is_told_with_its_source(colleague, question, expected):
    check(colleague(question), "answered", expected)


@pytest.mark.parametrize(
    ("question", "count", "expected"), [(one[0], one[1], one[2:]) for one in LISTS], ids=lambda one: str(one)[:60]
)
def test_a_list_has_all_that_match_and_nothing_else(colleague, question, count, expected):
    reply = colleague(question)
    check(reply, "answered", expected)
    assert len(reply.tables[0].rows) == count
    assert reply.sentences[0].text.startswith(f"{count} ")


@pytest.mark.parametrize(
    ("question", "expected"), [(one[0], one[1:]) for one in FIGURES], ids=lambda one: str(one)[:60]
)
def test_a_figure_is_the_figure_of_the_rows(colleague, question, expected):
    reply = colleague(question)
    check(reply, "answered")
    figure = reply.text.removesuffix(".").rsplit(": ", 1)[1]
    assert sorted(figure.split(" and ")) == sorted(expected)


@pytest.mark.parametrize(("question", "rows"), [(one[0], one[1:]) for one in GROUPS], ids=lambda one: str(one)[:60])
def test_a_grouped_figure_is_a_table_with_the_highest_first(colleague, question, rows):
    reply = colleague(question)
    check(reply, "answered")
    found = [(row[0], row[-1]) for row in reply.tables[0].rows]
    assert set(rows) <= set(found)
    assert found[0] == rows[0] or dict(found)[rows[0][0]] == found[0][1]


@pytest.mark.parametrize(("question", "names"), [(one[0], one[1:]) for one in RANKINGS], ids=lambda one: str(one)[:60])
def test_a_ranking_has_its_order(colleague, question, names):
    reply = colleague(question)
    check(reply, "answered")
    assert [row[0] for row in reply.tables[0].rows] == list(names)


@pytest.mark.parametrize(("question", "expected"), [(one[0], one[1:]) for one in NOTES], ids=lambda one: str(one)[:60])
def test_notes_are_quoted_with_their_title_and_date(colleague, question, expected):
    reply = colleague(question)
    check(reply, "answered", expected)
    quotes = [one for one in reply.evidence if one.kind == "note"]
    assert quotes
    assert all(one.as_of is not None and str(one.as_of.year) in reply.text for one in quotes)


@pytest.mark.parametrize(("thread", "expected"), FOLLOW_UPS, ids=lambda one: str(one)[:70])
def test_a_follow_up_is_read_in_its_thread(colleague, thread, expected):
    for reply in (replies := colleague.talk(*thread)):
        assert reply.status == "answered"
    check(replies[-1], "answered", (expected,))


@pytest.mark.parametrize("question", ABSTAINED)
def test_what_the_data_cannot_answer_is_not_answered(colleague, question):
    reply = colleague(question)
    check(reply, "abstained", ("Not in our data",))
    assert reply.tables == ()


def test_an_abstention_says_what_was_looked_for(colleague):
    assert "Zebulon" in colleague("who owns Zebulon Trading?").text
    assert "campaigns" in colleague("how many campaigns do we have?").text
    assert "revenue" in colleague("revenue of Pomona Orchards").text


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_to_change_something_is_refused(colleague, wish):
    check(colleague(wish), "refused", ("Nothing was changed",))


@pytest.mark.parametrize("question", ["which deals did we update?", "email of lena fuchs", "close date of Cold Chain"])
def test_a_question_that_opens_like_a_wish_is_not_refused(colleague, question):
    assert colleague(question).status != "refused"


@pytest.mark.parametrize(("question", "answers"), [(one[0], one[1:]) for one in CLARIFY], ids=lambda one: str(one)[:60])
def test_where_two_fit_both_are_offered_and_either_can_be_asked(colleague, question, answers):
    reply = colleague(question)
    check(reply, "clarify")
    assert len(reply.options) == 2
    assert all(option.label in reply.text for option in reply.options)
    for option, answer in zip(reply.options, answers, strict=True):
        check(colleague(option.question), "answered", (answer,))


def test_the_age_of_an_old_export_is_told_once(colleague):
    later = colleague("who owns Osprey Labs?", now=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    check(later, "answered", ("Records as of 20 Nov 2026.",))
    assert later.text.count("Records as of") == 1
    assert "Records as of" not in colleague("who owns Osprey Labs?").text


def test_my_means_the_one_who_asks(colleague, mara, teo):
    check(colleague("my open deals", by=teo, dm=True), "answered", ("Grid Rollout", "Signal Suite"), ("Cold Chain",))
    check(colleague("how many accounts do I own?", by=teo, dm=True), "answered", ("4",))
    check(colleague("my open deals", by=mara), "answered", ("Cold Chain",), ("Grid Rollout", "Radar Shield"))


KEYS = "status understood text sentences options table tables charts evidence query removed writer seconds".split()


@pytest.mark.parametrize(
    "question",
    [
        *("who owns Osprey Labs?", "list open deals", "deals by stage", "who owns Brightwater?", "delete Talvera"),
        *("who owns Zebulon?", "notes about stakeholders", "", "x" * 5000),
    ],
    ids=lambda one: one[:20],
)
def test_a_reply_as_json_has_the_agreed_keys(colleague, question):
    reply = colleague(question)
    told = json.loads(json.dumps(reply.to_json()))
    assert list(told) == KEYS
    assert told["status"] in ("answered", "clarify", "abstained", "refused")
    assert told["writer"] == "embedded"
    assert told["table"] == (told["tables"][0] if told["tables"] else None)
    assert set(told["seconds"]) == {"understand", "gather", "compose", "verify", "total"}
    for one in told["evidence"]:
        assert set(one) == {"id", "kind", "account", "source", "link", "as_of", "span"}
        assert one["kind"] in ("metric", "record", "note")
    for one in told["sentences"]:
        assert set(one) == {"text", "evidence"}
    assert "\n" not in told["understood"]


def test_a_certified_metric_says_so_and_shows_its_query(colleague):
    assert colleague("win rate").query.certified
    plain = colleague("how many accounts do we have?").query
    assert not plain.certified
    assert plain.sql.lstrip().upper().startswith("SELECT")


def test_the_same_question_twice_has_the_same_answer(colleague):
    for question in ("list open deals", "notes about stakeholders", "deals by stage"):
        one, other = colleague(question), colleague(question)
        assert (one.text, one.evidence, one.tables) == (other.text, other.evidence, other.tables)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when was Ferrum Castings founded?", "founded 1950"),
        ("last meeting with Brightwater Foods", "3 Oct 2026"),
        ("tell me about Talvera Energy", "Teo Navarro"),
    ],
)
def test_years_last_meetings_and_profiles_are_told(colleague, question, expected):
    check(colleague(question), "answered", (expected,))


@pytest.mark.parametrize("narrowing", ["only Teo", "just the ones of Teo"])
def test_a_list_is_narrowed_to_one_colleague(colleague, narrowing):
    check(colleague.talk("list open deals", narrowing)[-1], "answered", ("2 opportunities",))


MORE_FOLLOW_UPS = [
    (("list open deals", "of those, which are in Negotiation?"), "1 opportunity", "Grid Rollout"),
    (("list our customers", "how many are there?"), "Number of accounts: 3"),
    (("number of accounts by industry", "and by country?"), "GB 2"),
    (("open deals", "sort by amount"), "Grid Rollout, Signal Suite, Cold Chain"),
    (("top 3 accounts by employees", "by revenue"), "900,000,000 USD"),
    (("open deals of Teo Navarro", "which one is the biggest?"), "Grid Rollout (amount 450,000 USD)"),
    (("open deals of Teo Navarro", "total?"), "300,000 EUR and 450,000 USD"),
    (("open deals of Teo Navarro", "and Mara?"), "Cold Chain"),
    (("open deals of Teo Navarro", "who owns those?"), "Grid Rollout"),
    (("what's the biggest open deal?", "who owns it?"), "Teo Navarro"),
    (("what's the biggest open deal?", "when does it close?"), "31 Jan 2027"),
    (("what's the biggest open deal?", "and the second biggest?"), "Signal Suite"),
    (("who owns Talvera Energy?", "what is his email?"), "teo@us.example"),
    (("who owns Talvera Energy?", "which other accounts does he own?"), "Nimbus Rail plc"),
    (("won revenue", "by rep?"), "Mara Lindqvist"),
    (("how many customers are in Germany?", "which ones?"), "Kröger & Söhne GmbH"),
]


@pytest.mark.parametrize(
    ("thread", "expected"), [(one[0], one[1:]) for one in MORE_FOLLOW_UPS], ids=lambda one: str(one)[:70]
)
def test_a_follow_up_changes_one_thing_of_the_question_before(colleague, thread, expected):
    check(colleague.talk(*thread)[-1], "answered", expected)


@pytest.mark.parametrize(
    "thread",
    [
        ("list our accounts", "how many open deals do they have?"),
        ("who owns Quillon Defence?", "and how many employees?"),
    ],
    ids=str,
)
def test_a_follow_up_that_cannot_be_read_is_not_guessed(colleague, thread):
    check(colleague.talk(*thread)[-1], "abstained")


@pytest.mark.parametrize(
    ("question", "expected", "never"),
    [
        ("open deals not owned by Teo Navarro", "Cold Chain", "Grid Rollout"),
        ("which customers are not in Germany", "Talvera Energy", "Kröger"),
        ("avrage employes of custmers", "2,350", "no such"),
        ("just curious, who owns Talvera Energy?", "Teo Navarro", "no such"),
        ("what share of our accounts is in Germany?", "25.0%", "no such"),
        ("how many deals did we win and how many did we lose in 2026", "lost", "no such"),
        ("accounts with nothing open, which are they", "Osprey Labs", "Talvera"),
        ("which country has the fewest accounts", "ES", "no such"),
    ],
)
def test_what_people_say_beside_the_question_changes_no_answer(colleague, question, expected, never):
    check(colleague(question), "answered", (expected,), (never,))


def test_her_is_the_person_who_was_the_answer(colleague):
    reply = colleague.talk("who is the champion at Brightwater Foods?", "what is her email?")[-1]
    check(reply, "answered", ("rita@brightwater.example",), ("Samuel Obi",))


def test_a_slip_in_the_second_word_of_a_name_is_forgiven(colleague):
    check(colleague("talvera enrgy owner"), "answered", ("Teo Navarro",))


def test_the_role_that_somebody_plays_is_told(colleague):
    check(colleague("which role does Jonas Weber play?"), "answered", ("technical evaluator",))


def test_my_of_a_stranger_is_nobodys(colleague):
    check(colleague("my open deals"), "abstained")


def test_a_technology_is_named_in_the_sentence(colleague):
    assert "RailSoft" in colleague("which technologies does Nimbus Rail use?").text
