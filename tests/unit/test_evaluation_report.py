"""The evaluation counts what it says it counts, and keeps its bounds."""

import json

import pytest

from bench.evaluate import Result, failure, report
from bench.figures import percentile
from bench.scoring import Verdict


def results(store, right, wrong, *, abstained=0, invented=0):
    def one(expect, status, is_right, at):
        case = {"id": f"x{at}", "category": expect, "question": "how many?", "expect": expect, "gold": [[4]]}
        reply = {"status": status, "text": "a long\nanswer", "table": {"columns": ["n"], "rows": [["5"]]}}
        return Result(store, case, reply, Verdict(is_right, "" if is_right else "5 instead of 4"))

    made = [("answered", "answered", True)] * right + [("answered", "answered", False)] * wrong
    made += [("abstained", "abstained", True)] * abstained + [("abstained", "answered", False)] * invented
    return [one(*made_of, at) for at, made_of in enumerate(made)]


def figures(capsys):
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {(line["figure"], line.get("store")): line["value"] for line in lines}


def test_both_stores_at_nine_tenths_keep_the_bounds(capsys):
    assert report(results("a", 18, 2, abstained=19, invented=1) + results("b", 37, 3))
    told = figures(capsys)
    assert told["answered right", "a"] == 0.9
    assert told["answered right", "b"] == 0.925
    assert told["stores apart", None] == 0.025
    assert told["abstained right", "a"] == 0.95
    assert told["answered where an abstention was due", "a"] == 0.05
    assert told["bounds kept", None] == "yes"


@pytest.mark.parametrize(
    "found",
    [
        results("a", 17, 3) + results("b", 20, 0),
        results("a", 91, 9) + results("b", 95, 5),
        results("a", 20, 0, abstained=18, invented=2),
    ],
    ids=["too few right", "stores too far apart", "too much invented"],
)
def test_a_missed_bound_is_told(found, capsys):
    assert not report(found)
    assert figures(capsys)["bounds kept", None] == "no"


def test_a_failure_says_what_was_asked_expected_and_got():
    told = failure(results("a", 0, 1)[0])
    for part in ("a x0 (answered): how many?", "5 instead of 4", "[[4]]", "answered: a long answer", "1 rows"):
        assert part in told


def test_a_percentile_lies_between_its_neighbours():
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    assert percentile([1], 0.95) == 1
    assert percentile(list(range(101)), 0.95) == 95
