"""Sayings of sales talk are read as the plain words they stand for, in any store."""

from __future__ import annotations

import datetime as dt

import pytest

from skills.ask.plainly import in_plain_words
from skills.ask.sayings import SAYINGS
from skills.ask.understand import understand
from skills.ask.words import tokenize

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def lexicon(sales):
    return sales


def queries(text, lexicon):
    plan = understand(text, lexicon, today=TODAY, me=None).plan
    return None if plan is None else [step.query for step in plan.steps if hasattr(step, "query")]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("which deals got over the line this year", "which deals were won this year"),
        ("how many deals did we land this year", "how many deals did we win this year"),
        ("how much did Teo bring in this year", "how much did Teo win this year"),
        ("which rep landed the most deals", "which rep won the most deals"),
        ("which deals went south this year", "which deals were lost this year"),
        ("deals that fell through in 2026", "deals lost in 2026"),
        ("how many deals slipped through our fingers", "how many deals were lost"),
        ("total amount of deals that died", "total amount of deals lost"),
        ("deals still up for grabs", "open deals"),
        ("live deals", "open deals"),
        ("how many deals are in the funnel", "how many open deals"),
        ("customers with nothing in the pipeline", "customers without open deal"),
        ("total amount of deals being negotiated", "total amount of deals in negotiation"),
        ("how many open deals has Teo got on his plate", "how many open deals does Teo have"),
        ("open deals on Teo's plate", "open deals of Teo"),
        ("who is on the hook for Talvera Energy", "who owns Talvera Energy"),
        ("wer betreut eigentlich Talvera Energy", "who owns Talvera Energy"),
        ("wer ist für Talvera Energy zuständig", "who owns Talvera Energy"),
        ("whose account is Talvera Energy", "who owns Talvera Energy"),
        ("who does Teo Navarro answer to", "who is the manager of Teo Navarro"),
        ("reps working under Mara", "reps who report to Mara"),
        ("how many paying customers do we have", "how many customers do we have"),
        ("wie viele Kunden haben wir", "how many customers do we have"),
        ("churned accounts", "former customers"),
        ("list our ex-clients", "list our former customers"),
        ("contacts who are still there", "contacts who have not left"),
        ("contacts who asked us to stop mailing them", "contacts who opted out"),
        ("who is standing in our way at Ordway Mills", "who is the blocker at Ordway Mills"),
        ("who signs the cheque at Talvera Energy", "who is the economic buyer at Talvera Energy"),
        ("who is fighting for us at Talvera Energy", "who is the champion at Talvera Energy"),
        ("how many c-levels do we know", "how many c-level contacts do we know"),
        ("accounts with nothing logged in the last 30 days", "accounts without activity in the last 30 days"),
        ("accounts that went off the radar", "accounts that went quiet"),
        ("contracts that roll over next year", "contracts that renew next year"),
        ("trouble tickets this year", "support cases this year"),
        ("upsells won this year", "expansion deals won this year"),
        ("new logos landed this year", "new business deals won this year"),
        ("how long has Talvera Energy been around", "when was Talvera Energy founded"),
        ("where does Talvera Energy sit", "where is Talvera Energy based"),
        ("wo sitzt Talvera Energy", "city of Talvera Energy"),
        ("how many people does Talvera Energy employ", "how many employees does Talvera Energy have"),
        ("customers mit mehr als 500 Mitarbeiter", "customers with more than 500 employees"),
        ("gewonnene Geschäfte in 2026", "won deals in 2026"),
        ("most valuable open deal", "largest open deal"),
        ("which customers, because they matter, are honestly in Spain", "which customers are in Spain"),
    ],
)
def test_a_saying_is_read_as_its_plain_words(lexicon, said, plain):
    assert queries(plain, lexicon)
    assert queries(said, lexicon) == queries(plain, lexicon)


@pytest.mark.parametrize("text", ["deals on her plate", "deals on hold", "deals put on ice"])
def test_what_is_not_known_of_deals_is_no_list_of_all_deals(lexicon, text):
    assert not queries(text, lexicon)


PEOPLE = [{"name": "Mara Lindqvist", "role": "lead"}, {"name": "Teo Navarro", "role": "rep", "manager_id": 1}]


def test_a_store_keeps_the_meaning_of_its_own_words(lexicon_of):
    deal = {"account_id": 1, "name": "Grid", "stage": "Still up for grabs", "status": "open"}
    rows = {"people": PEOPLE, "accounts": [{"name": "Talvera Energy", "owner_id": 2}], "opportunities": [deal]}
    (query,) = queries("deals still up for grabs", lexicon_of(rows))
    assert "Still up for grabs" in str(query.where)


def test_a_name_is_no_saying(lexicon_of):
    rows = {"people": PEOPLE, "accounts": [{"name": "Dead Deals", "owner_id": 2}]}
    (query,) = queries("who owns Dead Deals", lexicon_of(rows))
    assert query.base == "accounts"


def test_what_was_said_stays_known_where_it_was_said():
    tokens = in_plain_words(tokenize("deals of Teo that walked away from us, when?"), lambda _: ())
    (token,) = [one for one in tokens if one.heard is not None]
    assert (token.key, token.heard) == ("lost", ("walked", "away", "from", "us"))
    assert token.text == "walked away from us"
    assert (token.start, token.end) == (18, 37)


def test_words_in_a_gap_come_back_as_they_were():
    tokens = in_plain_words(tokenize("how much did Teo Navarro bring in"), lambda _: ())
    assert [one.key for one in tokens] == ["how", "much", "did", "teo", "navarro", "win"]
    assert [one.text for one in tokens][3:5] == ["Teo", "Navarro"]


@pytest.mark.parametrize("said", [said for _, sayings in SAYINGS for said in sayings])
def test_a_saying_begins_and_ends_with_words_of_its_own(said):
    assert not said.startswith("*")
    assert not said.endswith("*")


@pytest.mark.parametrize("plain", [plain for plain, _ in SAYINGS])
def test_plain_words_are_no_saying_themselves(plain):
    tokens = tokenize(plain.replace("*", "Talvera"))
    assert [one.key for one in in_plain_words(tokens, lambda _: ())] == [one.key for one in tokens]
