"""The evaluation behind `make eval`: both stores are built, every question is asked, and what is right is counted.

    python -m bench.evaluate [--store demo|second_store] [--category NAME] [--only ID ...] [--held-out]

Failures stand on stderr with what was expected and what came; at the end one JSON line a figure on stdout. Exit code 1
when a figure misses its bound: 90 % of the answerable right on each store, the stores within 3 points of each other, a
wrong answer to at most 1 in 20 of the questions that have none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.figures import say, tell
from bench.scoring import Verdict, Words, judge
from bench.stores import BOTH, Source, ask, build, opened
from bot.wiring import House

RIGHT_AT_LEAST = 0.90
STORES_APART = 0.03
WRONG_AT_MOST = 0.05
_NAMED = {"accounts": "name", "people": "name", "contacts": "name", "products": "name", "campaigns": "name"}


@dataclass(frozen=True)
class Result:
    """One case asked: the reply as JSON and the verdict on it."""

    store: str
    case: Mapping[str, Any]
    reply: Mapping[str, Any]
    verdict: Verdict

    @property
    def answerable(self) -> bool:
        return bool(self.case["expect"] == "answered")


def words_of(source: Source, house: House) -> Words:
    """What the store calls things: its names by table, and the translated values of its mapping."""
    from sqlalchemy import text

    with house.database.read() as connection:
        names = {
            table: frozenset(connection.execute(text(f"SELECT DISTINCT {column} FROM {table}")).scalars())
            for table, column in _NAMED.items()
        }
    same: dict[tuple[str, str], set[str]] = defaultdict(set)
    mapping = yaml.safe_load(source.mapping.read_text(encoding="utf-8"))
    for entry in mapping["files"].values():
        for field, translated in (entry.get("values") or {}).items():
            for word, meaning in translated.items():
                same[(field, str(meaning))] |= {str(word), str(meaning)}
    return Words(names=names, same=[frozenset(group) for group in same.values()])


def run(source: Source, cases: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Build the store in a folder of its own and ask it the cases."""

    with tempfile.TemporaryDirectory(prefix="abmbot-eval-") as folder, opened(Path(folder)) as house:
        say(f"{source.name}: building the store")
        build(source, house, now=dt.datetime.now(dt.UTC))
        words = words_of(source, house)
        say(f"{source.name}: asking {len(cases)} questions")
        return [_asked(source, house, case, words) for case in cases]


def _asked(source: Source, house: House, case: Mapping[str, Any], words: Words) -> Result:
    try:
        reply = ask(house, case).to_json()
    except Exception as error:  # noqa: BLE001 - one question that breaks must not end the evaluation
        failed: dict[str, Any] = {
            "status": "error",
            "text": f"{type(error).__name__}: {error}",
            "sentences": [],
            "table": None,
        }
        return Result(source.name, case, failed, Verdict(False, str(failed["text"])))
    return Result(source.name, case, reply, judge(case, reply, words))


# --- telling ----------------------------------------------------------------------------------------------------------


def failure(result: Result) -> str:
    """A failed case for people: the question, what was expected, what came, and why that is not right."""
    case, reply = result.case, result.reply
    expected = {key: case[key] for key in ("gold", "must_contain", "must_not_contain", "source") if case.get(key)}
    thread = " > ".join((*(case.get("thread") or ()), case["question"]))
    lines = [
        f"{result.store} {case['id']} ({case['category']}): {thread}",
        f"  why       {result.verdict.why}",
        f"  expected  {case['expect']} {json.dumps(expected, ensure_ascii=False, default=str)[:600]}",
        f"  got       {reply['status']}: {' '.join(reply['text'].split())[:600]}",
    ]
    if reply.get("table"):
        rows = reply["table"]["rows"]
        lines.append(f"  table     {reply['table']['columns']} {len(rows)} rows, first {rows[:6]}")
    if reply.get("understood"):
        lines.append(f"  read as   {reply['understood']}")
    return "\n".join(lines)


def share(results: Iterable[Result]) -> tuple[int, int]:
    """How many are right, of how many."""
    verdicts = [one.verdict.right for one in results]
    return sum(verdicts), len(verdicts)


def wrong_answers(results: Iterable[Result]) -> tuple[int, int]:
    """How many were answered of those that have no answer."""
    due = [one for one in results if one.case["expect"] == "abstained"]
    return sum(one.reply["status"] == "answered" for one in due), len(due)


def report(results: Sequence[Result]) -> bool:
    """Print the tables and figures; whether every bound that can be told is kept."""
    stores = list(dict.fromkeys(one.store for one in results))
    by_category: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for one in results:
        by_category[one.case["category"]][one.store].append(one)
    say("\n" + f"{'category':16}" + "".join(f"{store:>16}" for store in stores))
    for category, found in sorted(by_category.items()):
        cells = [f"{right}/{of}" for right, of in (share(found[store]) for store in stores)]
        say(f"{category:16}" + "".join(f"{cell:>16}" for cell in cells))
    kept, rates = True, []
    for store in stores:
        mine = [one for one in results if one.store == store]
        for status in ("answered", "abstained", "clarify", "refused"):
            right, of = share(one for one in mine if one.case["expect"] == status)
            if of:
                tell("eval", f"{status} right", right / of, "share", store=store, right=right, of=of)
        right, of = share(one for one in mine if one.answerable)
        if of:
            rates.append(right / of)
            kept &= rates[-1] >= RIGHT_AT_LEAST
        wrong, due = wrong_answers(mine)
        if due:
            tell("eval", "answered where an abstention was due", wrong / due, "share", store=store, wrong=wrong, of=due)
            kept &= wrong / due <= WRONG_AT_MOST
    if len(rates) > 1:
        tell("eval", "stores apart", max(rates) - min(rates), "share")
        kept &= max(rates) - min(rates) <= STORES_APART + 1e-9
    tell("eval", "bounds kept", "yes" if kept else "no", "")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.evaluate", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--store", choices=[source.name for source in BOTH], help="one store alone")
    parser.add_argument("--category", help="one category alone")
    parser.add_argument("--only", nargs="+", metavar="ID", help="these cases alone")
    others = parser.add_mutually_exclusive_group()
    others.add_argument("--chat", action="store_true", help="ask the questions as people chat instead")
    others.add_argument("--held-out", action="store_true", help="ask the held-out questions instead")
    parser.add_argument("--quiet", action="store_true", help="do not list the failures")
    options = parser.parse_args()
    results: list[Result] = []
    for source in BOTH:
        if options.store in (None, source.name):
            asked = source.held_out if options.held_out else source.chat if options.chat else source.cases
            cases = [
                case
                for case in asked
                if options.category in (None, case["category"]) and (not options.only or case["id"] in options.only)
            ]
            results += run(source, cases) if cases else []
    if not options.quiet:
        for one in results:
            if not one.verdict.right:
                say(failure(one) + "\n")
    return 0 if report(results) else 1


if __name__ == "__main__":
    sys.exit(main())
