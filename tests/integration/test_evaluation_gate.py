"""Both evaluation stores, every question, against the bounds of `make eval`."""

from __future__ import annotations

import pytest

from bench.evaluate import RIGHT_AT_LEAST, STORES_APART, WRONG_AT_MOST, failure, run, share, wrong_answers
from bench.stores import BOTH

# The aim is bench.evaluate.RIGHT_AT_LEAST on both stores and STORES_APART between them. For what people chat it is not
# reached yet; these hold what was: to be raised (lowered for the distance) as it gets better, and dropped at the aim.
REACHED = {
    "known": {"demo": RIGHT_AT_LEAST, "second_store": RIGHT_AT_LEAST},
    "chat": {"demo": 0.78, "second_store": 0.82},
}
# Reached are 0.028 and 0.044; another processor rounds vectors otherwise, which may turn a question or two.
APART_REACHED = {"known": max(STORES_APART, 0.05), "chat": max(STORES_APART, 0.06)}
STORES = sorted(REACHED["known"])


@pytest.fixture(scope="module", params=sorted(REACHED))
def asked(request):
    """Which questions: the known ones in plain wording, or those that people chat."""
    return request.param


@pytest.fixture(scope="module")
def results(asked):
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # threads that wait for a busy core make this take several times as long
    yield {source.name: run(source, source.chat if asked == "chat" else source.cases) for source in BOTH}
    torch.set_num_threads(threads)


def _right(results, status):
    return share(one for one in results if one.case["expect"] == status)


def _failures(results, status):
    return "\n\n".join(failure(one) for one in results if one.case["expect"] == status and not one.verdict.right)


def test_there_are_questions_enough_to_measure(results):
    for found in results.values():
        assert _right(found, "answered")[1] >= 60
        assert _right(found, "abstained")[1] >= 15
        assert not [one for one in found if one.reply["status"] == "error"]


@pytest.mark.parametrize("store", STORES)
def test_the_answerable_questions_are_answered_right(results, store, asked):
    right, of = _right(results[store], "answered")
    assert right / of >= min(REACHED[asked][store], RIGHT_AT_LEAST), _failures(results[store], "answered")


def test_the_stores_are_answered_equally_well(results, asked):
    rates = [right / of for right, of in (_right(found, "answered") for found in results.values())]
    assert max(rates) - min(rates) <= APART_REACHED[asked] + 1e-9, rates


@pytest.mark.parametrize("store", STORES)
def test_what_has_no_answer_is_not_answered(results, store):
    wrong, due = wrong_answers(results[store])
    assert wrong / due <= WRONG_AT_MOST, _failures(results[store], "abstained")


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("status", ["clarify", "refused"])
def test_the_bot_asks_back_and_refuses_where_it_should(results, store, status):
    right, of = _right(results[store], status)
    assert right / of >= RIGHT_AT_LEAST, _failures(results[store], status)
