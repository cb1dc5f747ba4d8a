"""Questions that only notes can answer, though their words are those of records; and some the other way round."""

import datetime as dt

import pytest

from skills.ask.plan import NoteSearch, RecordStep
from skills.ask.understand import understand

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def steps(sales):
    """The steps of a question."""

    def read(text):
        plan = understand(text, sales, today=TODAY, me=None).plan
        assert plan is not None, text
        return plan.steps

    return read


@pytest.mark.parametrize("said", ["who is buying Talvera Energy?", "who acquired Talvera"])
def test_who_takes_an_account_over_is_no_deal(steps, said):
    (search,) = steps(said)
    assert isinstance(search, NoteSearch)
    assert search.accounts == (1,)


def test_why_one_account_was_lost_is_asked_of_its_notes(steps):
    (search,) = steps("why did we lose Talvera?")
    assert isinstance(search, NoteSearch)
    assert search.accounts == (1,)


def test_what_is_asked_under_a_kind_of_note_is_asked_of_the_notes(steps):
    (search,) = steps("battle card: where does Talvera lose?")
    assert isinstance(search, NoteSearch)
    assert {"battle", "card", "lose"} <= set(search.topic)


@pytest.mark.parametrize(
    "said",
    ["what was the Talvera deal worth before?", "what was the Talvera deal worth before the last price cut?"],
)
def test_what_a_deal_was_worth_before_is_its_history(steps, said):
    (step,) = steps(said)
    assert isinstance(step, RecordStep)
    assert step.query.base == "changes"


def test_words_that_no_record_has_are_looked_for_in_notes_beside_it(steps):
    (step,) = steps("what does the renewal date of Talvera depend on?")
    assert isinstance(step, RecordStep)
    assert step.loose
    assert step.otherwise is not None
    (plain,) = steps("renewal date of Talvera")
    assert isinstance(plain, RecordStep)
    assert not plain.loose
