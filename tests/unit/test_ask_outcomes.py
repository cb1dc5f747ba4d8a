"""Verbs of winning and losing say how deals ended: to close a deal is to win it, to close a ticket is not."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Among, Compare, During, Related

TODAY = dt.date(2026, 11, 20)
STATUS = FieldRef((), "status")
CLOSE_DATE = FieldRef((), "close_date")
Q3 = (dt.date(2026, 7, 1), dt.date(2026, 10, 1))


@pytest.fixture(scope="module")
def lexicon(sales):
    return sales


def queries(text, lexicon):
    plan = understand(text, lexicon, today=TODAY, me=None).plan
    return [one.query for one in plan.steps if hasattr(one, "query")] if plan is not None else []


def meaning(text, lexicon):
    """What a plan asks for, without the order in which its conditions were said."""
    return [
        (one.base, set(map(str, one.where)), one.measures, one.group_by, one.limit) for one in queries(text, lexicon)
    ]


def states(query):
    found = {(one.op, one.values) for one in query.where if isinstance(one, Compare) and one.ref == STATUS}
    assert len(found) <= 1
    return next(((op, set(values)) for op, values in found), None)


def times(query):
    return [(one.start, one.end) for one in query.where if isinstance(one, During) and one.ref == CLOSE_DATE]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("what has Teo closed this year", "which deals has Teo won this year"),
        ("deals Teo closed in Q3", "deals Teo won in Q3"),
        ("what did Teo close last quarter", "which deals did Teo win last quarter"),
        ("has Teo closed anything this quarter", "has Teo won anything this quarter"),
        ("did Teo close anything in october", "did Teo win anything in october"),
        ("which deals did Mara's reps close since july", "which deals did Mara's reps win since july"),
        ("how many deals did Mara's team close this year", "how many deals did Mara's team win this year"),
        ("deals closed in september", "deals won in september"),
        ("what closed last week", "which deals were won last week"),
        ("biggest deals closed this year", "biggest deals won this year"),
        ("average size of deals closed this year", "average size of deals won this year"),
        ("number of deals closed per rep this year", "number of deals won per rep this year"),
        ("closed deals by month 2026", "won deals by month 2026"),
        ("who closed the most in Q3", "who won the most in Q3"),
        ("how many deals did Teo sign in 2026", "how many deals did Teo win in 2026"),
        ("which deals did Teo land in Q3", "which deals did Teo win in Q3"),
        ("did Teo drop any deals this year", "did Teo lose any deals this year"),
        ("which deals has Teo dropped this year", "which deals has Teo lost this year"),
        ("when did Teo last close a deal", "when did Teo last win a deal"),
        ("who closed nothing in Q3", "who has not won a deal in Q3"),
        ("which reps didn't close anything in Q3", "which reps have not won a deal in Q3"),
        ("of the deals closed this year how many did we lose", "how many deals did we lose this year"),
    ],
)
def test_a_verb_of_closing_is_read_as_winning(lexicon, said, plain):
    assert meaning(plain, lexicon)
    assert meaning(said, lexicon) == meaning(plain, lexicon)


@pytest.mark.parametrize("said", ["deals Teo closed in Q3", "what did Teo close in Q3", "Q3 deals closed by Teo"])
def test_a_quarter_in_which_something_was_closed_is_the_one_that_is_over(lexicon, said):
    (query,) = queries(said, lexicon)
    assert states(query) == ("eq", {"won"})
    assert times(query) == [Q3]


@pytest.mark.parametrize(
    "said",
    [
        "win rate of deals closed in Q3",
        "closed deals by outcome this year",
        "closed deals by status",
        "deals closed this year, won and lost",
    ],
)
def test_closed_is_won_and_lost_where_deals_are_told_apart_by_how_they_ended(lexicon, said):
    for query in queries(said, lexicon):
        assert states(query) == ("eq", {"won", "lost"})


def test_of_the_closed_deals_a_share_is_won(lexicon):
    (query,) = queries("what % of the deals closed in Q3 did we win", lexicon)
    assert states(query) == ("eq", {"won", "lost"})
    assert query.measures[0].of == (Compare(STATUS, "eq", ("won",)),)


@pytest.mark.parametrize("said", ["deals that haven't closed", "which of Teo's deals are not closed yet"])
def test_deals_that_are_not_closed_are_open(lexicon, said):
    (query,) = queries(said, lexicon)
    assert states(query) in (("ne", {"won", "lost"}), ("eq", {"open"}))


@pytest.mark.parametrize(
    "said", ["closed tickets", "which cases were closed this year", "how many tickets did we close"]
)
def test_tickets_that_are_closed_are_no_deals(lexicon, said):
    for query in queries(said, lexicon):
        assert query.base == "support_cases"


def test_tickets_closed_in_a_month_were_closed_then(lexicon):
    (query,) = queries("tickets closed in october", lexicon)
    assert [one.ref.name for one in query.where if isinstance(one, During)] == ["closed_at"]


def test_who_closed_nothing_is_asked_of_those_who_have_deals(lexicon):
    (query,) = queries("who hasn't closed anything this quarter", lexicon)
    assert query.base == "people"
    assert {(one.op, one.count) for one in query.where if isinstance(one, Related)} == {("eq", 0), ("ge", 1)}


def test_accounts_that_a_colleague_closed_have_a_deal_that_he_won(lexicon):
    (query,) = queries("which accounts did Teo close in Q3", lexicon)
    (related,) = query.where
    assert query.base == "accounts"
    assert isinstance(related, Related)
    assert related.table == "opportunities"
    assert len(related.where) == 3


@pytest.mark.parametrize(
    ("said", "states_meant"),
    [
        ("when did the Talvera Energy deal close", {"won", "lost"}),
        ("when did we close Talvera Energy", {"won"}),
        ("when will the Talvera Energy deal close", {"open"}),
        ("when did we lose Talvera Energy", {"lost"}),
    ],
)
def test_when_a_deal_closed_is_asked_of_deals_that_did(lexicon, said, states_meant):
    (query,) = queries(said, lexicon)
    assert states(query) == ("eq", states_meant)
    assert CLOSE_DATE in query.select


@pytest.mark.parametrize(
    "said", ["close date of Grid Rollout", "when does Grid Rollout close", "deals with a close date in december"]
)
def test_a_close_date_says_nothing_of_how_a_deal_ended(lexicon, said):
    (query,) = queries(said, lexicon)
    assert states(query) is None


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("what should close before christmas", "open deals with a close date before christmas"),
        ("which deals are going to close next month", "open deals with a close date next month"),
        ("what closes next week", "open deals with a close date next week"),
        ("what will Teo close in december", "Teo's open deals with a close date in december"),
        ("how many deals will Teo close next quarter", "how many open deals of Teo have a close date next quarter"),
    ],
)
def test_what_is_to_close_is_open(lexicon, said, plain):
    assert meaning(plain, lexicon)
    assert [(base, where) for base, where, *_ in meaning(said, lexicon)] == [
        (base, where) for base, where, *_ in meaning(plain, lexicon)
    ]


@pytest.mark.parametrize(
    "said",
    ["which deals did Teo open in Q3", "deals opened by Teo in Q3", "deals Teo created in Q3", "deals Teo added in Q3"],
)
def test_deals_that_a_colleague_opened_came_to_be_then(lexicon, said):
    (query,) = queries(said, lexicon)
    assert [(one.ref.name, one.start, one.end) for one in query.where if isinstance(one, During)] == [
        ("created_at", *Q3)
    ]
    assert states(query) is None


@pytest.mark.parametrize("said", ["who do we lose most deals to", "who did we lose the most deals to this year"])
def test_whom_we_lose_to_is_no_colleague(lexicon, said):
    assert queries(said, lexicon) == []


def test_deals_pushed_to_a_time_have_their_close_date_then(lexicon):
    (query,) = queries("which deals got pushed to next year", lexicon)
    assert times(query) == [(dt.date(2027, 1, 1), dt.date(2028, 1, 1))]
    (query,) = queries("which deals got pushed this month", lexicon)
    assert times(query) == []


@pytest.mark.parametrize("said", ["deals pulled in this quarter", "which deals were brought forward this month"])
def test_deals_that_were_pulled_in_are_not_told(lexicon, said):
    assert queries(said, lexicon) == []


@pytest.mark.parametrize(
    ("said", "days"),
    [("deals in Negotiation for more than 60 days", 60), ("how many deals have been in Negotiation for 30 days", 30)],
)
def test_how_long_a_deal_has_been_in_its_stage_is_told_by_its_changes(lexicon, said, days):
    (query,) = queries(said, lexicon)
    start = TODAY - dt.timedelta(days=days)
    (unmoved,) = [one for one in query.where if isinstance(one, Related)]
    assert (unmoved.table, unmoved.op, unmoved.count) == ("changes", "eq", 0)
    assert [one.start for one in unmoved.where if isinstance(one, During)] == [start]
    assert [one.end for one in query.where if isinstance(one, During)] == [start]


@pytest.mark.parametrize(
    "said", ["deals open for more than 90 days", "deals older than 90 days", "deals that have been open for 90 days"]
)
def test_how_long_a_deal_has_been_open_counts_from_its_creation(lexicon, said):
    (query,) = queries(said, lexicon)
    assert states(query) == ("eq", {"open"})
    assert [one.ref.name for one in query.where if isinstance(one, During)] == ["created_at"]


@pytest.mark.parametrize(
    "said", ["which deals have not moved since september", "deals with no stage change since september"]
)
def test_deals_that_did_not_move_are_open_and_had_no_change(lexicon, said):
    (query,) = queries(said, lexicon)
    assert states(query) == ("eq", {"open"})
    assert [(one.op, one.count) for one in query.where if isinstance(one, Related)] == [("eq", 0)]


def test_changes_that_a_store_does_not_keep_are_not_made_up(lexicon_of):
    rows = {
        "accounts": [{"name": "Ordway Mills"}],
        "opportunities": [{"name": "Mill", "stage": "Proposal", "status": "open"}],
    }
    lexicon = lexicon_of(rows)
    assert queries("deals in Proposal", lexicon)
    assert queries("which deals moved to Proposal this month", lexicon) == []
    assert queries("deals in Proposal for more than 60 days", lexicon) == []


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("what is Teo working on", "Teo's open deals"),
        ("which deals is Teo chasing", "Teo's open deals"),
        ("how many deals are we working on", "how many open deals do we have"),
        ("how many deals is Mara's team working", "how many open deals does Mara's team have"),
        ("what did Teo sell in Q3", "which deals did Teo win in Q3"),
        ("top rep in Q3", "who won the most in Q3"),
        ("who's our best rep this year", "who won the most this year"),
        ("rank the reps by deals won this year", "reps ranked by deals won this year"),
        ("how many new logos in Q3", "how many won new business deals in Q3"),
        ("what did we win from existing customers", "which deals did we win at customers"),
        ("how much business did we lose in Q3", "how much did we lose in Q3"),
        ("what can we still close this year", "open deals with a close date this year"),
    ],
)
def test_talk_of_work_and_of_winning_is_read_as_the_plain_question(lexicon, said, plain):
    assert meaning(plain, lexicon)
    assert meaning(said, lexicon) == meaning(plain, lexicon)


@pytest.mark.parametrize(
    ("said", "measure", "unit"),
    [
        ("in which month did we win the most", "sum", "month"),
        ("best quarter for renewals", "sum", "quarter"),
        ("which quarter did we win the most deals", "count", "quarter"),
        ("worst month this year", "sum", "month"),
        ("which month had the most meetings", "count", "month"),
    ],
)
def test_the_best_time_is_the_one_with_most_of_it(lexicon, said, measure, unit):
    (query,) = queries(said, lexicon)
    assert query.measures[0].function == measure
    assert [one.unit for one in query.group_by] == [unit]
    assert query.limit == 1
    assert query.order[0].descending == ("worst" not in said)


@pytest.mark.parametrize(
    ("said", "year"), [("deals in Q3", 2026), ("open deals in september", 2026), ("renewals in january", 2027)]
)
def test_a_time_without_a_year_is_the_nearest_one(lexicon, said, year):
    (query,) = queries(said, lexicon)
    assert [start.year for start, _ in times(query)] == [year]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("did the Talvera Energy deal close", ("eq", {"won"})),
        ("which deals didn't close in Q3", ("ne", {"won"})),
        ("what did Talvera Energy buy from us", ("eq", {"won"})),
        ("how many deals have we done with Talvera Energy", ("eq", {"won"})),
        ("how much do we stand to win at Talvera Energy", ("eq", {"open"})),
        ("which deals could we still win this quarter", ("eq", {"open"})),
    ],
)
def test_what_was_done_is_won_and_what_may_be_is_open(lexicon, said, meant):
    (query,) = queries(said, lexicon)
    assert states(query) == meant


@pytest.mark.parametrize("said", ["which deals will we win", "how many deals should we win this quarter"])
def test_what_will_be_won_nobody_knows(lexicon, said):
    assert queries(said, lexicon) == []


def test_before_new_year_is_the_next_one_for_what_is_due(lexicon):
    (query,) = queries("which deals close before new year", lexicon)
    assert times(query) == [(TODAY, dt.date(2027, 1, 1))]
    (query,) = queries("deals won before new year", lexicon)
    assert times(query) == [(None, dt.date(2026, 1, 1))]


def test_products_of_deals_at_an_account_are_of_the_same_deals(lexicon_of):
    rows = {
        "accounts": [{"name": "Ordway Mills"}],
        "products": [{"name": "FrostTrack"}],
        "opportunities": [{"name": "Mill", "status": one, "account_id": 1, "product_id": 1} for one in ("won", "lost")],
    }
    lexicon = lexicon_of(rows)
    (query,) = queries("which products did we lose at Ordway Mills", lexicon)
    (related,) = query.where
    assert len(related.where) == 2
    (query,) = queries("which products does Ordway Mills have", lexicon)
    (related,) = query.where
    assert Compare(STATUS, "eq", ("won",)) in related.where


def test_who_bought_is_asked_of_accounts(lexicon_of):
    rows = {
        "accounts": [{"name": "Ordway Mills", "industry": "Hospitals", "lifecycle": "customer"}],
        "products": [{"name": "FrostTrack"}],
        "opportunities": [{"name": "Mill", "status": "won", "type": "new", "account_id": 1, "product_id": 1}],
    }
    lexicon = lexicon_of(rows)
    for said in ("which hospitals bought FrostTrack", "how many customers bought FrostTrack in 2026"):
        (query,) = queries(said, lexicon)
        assert query.base == "accounts"
        (related,) = [one for one in query.where if isinstance(one, Related)]
        assert Compare(STATUS, "eq", ("won",)) in related.where
        assert len(query.where) == 2
    (query,) = queries("how much have hospitals bought", lexicon)
    assert query.metric == "won revenue"


@pytest.mark.parametrize("said", ["renewals still running", "ongoing renewals", "live renewals"])
def test_deals_that_run_are_open(lexicon, said):
    (query,) = queries(said, lexicon)
    assert states(query) == ("eq", {"open"})


@pytest.mark.parametrize(
    "said", ["pipeline generated in Q3", "how much pipeline did we add in Q3", "pipeline created in Q3"]
)
def test_pipeline_that_was_added_was_created_then(lexicon, said):
    (query,) = queries(said, lexicon)
    assert query.metric == "open pipeline"
    assert [one.ref.name for one in query.where if isinstance(one, During)] == ["created_at"]


def test_what_i_closed_is_mine(lexicon):
    me = next(one for one in lexicon.entries("Teo Navarro") if one.table == "people")
    plan = understand("deals I closed in Q3", lexicon, today=TODAY, me=me).plan
    assert states(plan.steps[0].query) == ("eq", {"won"})
    assert [one.ids for one in plan.steps[0].query.where if isinstance(one, Among)] == [(me.id,)]
    assert queries("deals I closed in Q3", lexicon) == []


@pytest.mark.parametrize("said", ["what deals closed at Talvera Energy", "anything closed at Talvera Energy lately"])
def test_what_closed_at_an_account_are_its_deals(lexicon, said):
    (query,) = queries(said, lexicon)
    assert query.base == "opportunities"
    assert states(query) == ("eq", {"won"})


@pytest.mark.parametrize("said", ["what did we close with customers this year", "what did we win from customers in Q3"])
def test_what_was_won_from_customers_are_deals(lexicon, said):
    (query,) = queries(said, lexicon)
    assert query.base == "opportunities"
    assert states(query) == ("eq", {"won"})


@pytest.mark.parametrize(
    "said", ["how many meetings did Teo book this quarter", "which contracts did we sign this year"]
)
def test_what_is_done_with_other_rows_wins_no_deal(lexicon, said):
    assert all("won" not in str(query) for query in queries(said, lexicon))


def test_who_signed_up_signed_no_deal(lexicon):
    assert queries("which contacts signed up for the newsletter", lexicon) == []


@pytest.mark.parametrize("said", ["how many deals did we lose in 2026, by reason", "lost deals per reason"])
def test_reasons_that_no_field_tells_are_not_left_out(lexicon, said):
    assert queries(said, lexicon) == []
