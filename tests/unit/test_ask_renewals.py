"""What was not renewed is over and has no successor; a store that does not say which were renewed cannot tell."""

from __future__ import annotations

import copy
import datetime as dt

import pytest

from skills.ask.plan import RecordStep
from skills.ask.understand import understand
from storage.catalog import FieldRef
from storage.query import Compare, During, Related

TODAY = dt.date(2026, 11, 20)
D = dt.date
STATUS, LAST_DAY = FieldRef((), "status"), FieldRef((), "renewal_date")
OVER = (Compare(STATUS, "ne", ("renewed",)), During(LAST_DAY, None, TODAY))
ROWS = {
    "accounts": [
        {"name": "Talvera Energy", "lifecycle": "customer", "custom": {"certificate": "Expired"}},
        {"name": "Quessel Foods", "lifecycle": "former"},
    ],
    "contracts": [
        {"account_id": 1, "amount": 9, "renewal_date": D(2027, 1, 3), "status": "active"},
        {"account_id": 1, "amount": 9, "renewal_date": D(2026, 1, 3), "status": "renewed"},
        {"account_id": 2, "amount": 9, "renewal_date": D(2026, 3, 1), "status": "ended"},
    ],
}
CUSTOM = (("certificate", "Certificate", "text"),)


@pytest.fixture(scope="module")
def ask(lexicon_of):
    told = lexicon_of(ROWS, CUSTOM)
    silent = copy.deepcopy(ROWS)
    silent["contracts"][1]["status"] = "ended"
    untold = lexicon_of(silent, CUSTOM)

    def asked(question, *, tells=True):
        plan = understand(question, told if tells else untold, today=TODAY, me=None).plan
        step = plan.steps[0] if plan is not None else None
        return step.query.where if isinstance(step, RecordStep) else None

    return asked


@pytest.mark.parametrize(
    "question",
    [
        "which contracts were not renewed",
        "contracts not renewed",
        "which contracts did not renew",
        "non-renewed contracts",
        "how many contracts did we not renew",
    ],
)
def test_contracts_that_were_not_renewed_are_over(ask, question):
    assert ask(question) == OVER
    assert ask(question, tells=False) is None


def test_the_time_is_that_of_their_last_day(ask):
    assert ask("contracts that weren't renewed this year") == (OVER[0], During(LAST_DAY, D(2026, 1, 1), TODAY))


@pytest.mark.parametrize(
    "question", ["who didn't renew", "which customers did not renew", "customers that haven't renewed"]
)
def test_whoever_did_not_renew_need_be_a_customer_no_more(ask, question):
    assert ask(question) == (Related("contracts", OVER),)
    assert ask(question, tells=False) is None


def test_renewed_is_what_the_status_says_and_no_renewal_is_no_missing_date(ask):
    assert ask("renewed contracts") == (Compare(STATUS, "eq", ("renewed",)),)
    assert ask("contracts without renewal") is None


def test_expired_contracts_are_not_those_of_an_account_with_something_expired(ask):
    assert ask("expired contracts") == (During(LAST_DAY, None, TODAY),)
