"""Everyday, roundabout wordings mean what their plain wording means, and look-alikes do not."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.sayings import SAYINGS
from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def lexicon(sales):
    return sales


def queries(text, lexicon):
    """What a plan asks for, without the order in which its conditions were said."""
    plan = understand(text, lexicon, today=TODAY, me=None).plan
    if plan is None or not all(hasattr(step, "query") for step in plan.steps):
        return None
    found = [step.query for step in plan.steps]
    return [(one.base, set(map(str, one.where)), one.select, one.measures, one.group_by, one.limit) for one in found]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("how many new business deals did we fail to land in 2026", "how many new business deals did we lose in 2026"),
        ("how many deals got away from us in 2026", "how many deals were lost in 2026"),
        ("deals that fell by the wayside in 2026", "deals lost in 2026"),
        ("how many deals did we manage to close in 2026", "how many deals did we win in 2026"),
        ("how many deals have gone through in 2026", "how many deals did we win in 2026"),
        ("how many support cases are still unresolved", "how many support cases are open"),
        ("which deals are still hanging", "which deals are open"),
        ("which deals are we chasing", "which deals are open"),
        ("how many open deals is Teo chasing", "how many open deals does Teo have"),
        ("which deals ought to have been signed by now", "which deals are overdue"),
        ("which deals should have been wrapped up by now", "which deals are overdue"),
        ("open deals whose close date has come and gone", "open deals overdue"),
        ("who should I pass Talvera Energy on to", "who owns Talvera Energy"),
        ("who is our point person for Talvera Energy", "who owns Talvera Energy"),
        ("how many customers (current ones only) do we have", "how many customers do we have"),
        ("which accounts used to be customers", "which accounts are former customers"),
        ("which contacts walked out of their company this year", "which contacts left this year"),
        ("contacts who told us this year that they want no more advertising", "contacts who opted out this year"),
        ("who is against it at Ordway Mills", "who is the blocker at Ordway Mills"),
        ("who decides about the money at Talvera Energy", "who is the economic buyer at Talvera Energy"),
        ("who puts in a good word for us at Talvera Energy", "who is the champion at Talvera Energy"),
        ("open deals where we do not know who signs off the money", "open deals without economic buyer"),
        ("where has nothing at all happened since 1 September", "which accounts without activity since 1 September"),
        (
            "where has nothing happened since 1 September, neither from sales nor from marketing",
            "which accounts without activity since 1 September",
        ),
        ("how many leads did we end up disqualifying in 2026", "how many leads were disqualified in 2026"),
        ("what did our campaigns set us back in 2026", "cost of our campaigns in 2026"),
        ("which customer employs the fewest people", "which customer has the fewest employees"),
        ("top 3 open deals, renewals left out", "top 3 open deals without renewals"),
        ("top 3 open deals, leave the renewals out", "top 3 open deals without renewals"),
        ("how many open deals do we have, renewals as well", "how many open deals do we have, renewals included"),
        ("who has how many open deals on their desk, all stages", "number of open deals by owner"),
        ("how many accounts does each of our reps look after", "number of accounts by owner"),
        ("which open deal of Talvera Energy should close first", "which open deal of Talvera Energy closes soonest"),
        ("when should the open deal of Talvera Energy close", "when does the open deal of Talvera Energy close"),
    ],
)
def test_a_roundabout_wording_is_read_as_the_plain_one(lexicon, said, plain):
    assert queries(plain, lexicon)
    assert queries(said, lexicon) == queries(plain, lexicon)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("open pipeline, early stages included", "open pipeline"),
        ("how many customers are left", "how many former customers do we have"),
        ("deals that came through partners", "won deals"),
        ("deals we are not chasing", "open deals"),
        ("how many deals were there in 2026", "how many deals did we win in 2026"),
        ("let me see the deals", "lost deals"),
        ("contacts who went on holiday", "contacts who left"),
        ("which contracts are still running", "which deals are open"),
    ],
)
def test_a_look_alike_is_not_read_as_the_saying(lexicon, said, other):
    assert queries(other, lexicon)
    assert queries(said, lexicon) != queries(other, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "how many trucks has Talvera Energy got on the road",
        "what does Talvera Energy run its books on",
        "where may the data of Talvera Energy sit",
        "how does Talvera Energy rate us",
    ],
)
def test_what_no_field_of_the_store_holds_is_not_answered_from_its_records(lexicon, text):
    assert not queries(text, lexicon)


def test_no_saying_is_a_single_letter():
    assert not [said for _, sayings in SAYINGS for said in sayings if len(said) < 3]
