"""How long an answer takes: the evaluation questions, on the demo company and on a large store.

python -m bench.ask [--quick] [--store demo|large]
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.figures import median, percentile, say, tell
from bench.large_store import FULL, QUICK, large_store
from bench.stores import DEMO, build, opened, prepared
from bot.wiring import House

AIM_MS = 400
STAGES = ("understand", "gather", "compose", "verify")


def measure(house: House, cases: Sequence[Mapping[str, Any]], store: str, repeat: int) -> None:
    """Ask every case `repeat` times and tell p50 and p95, in all and by stage; a case counts with its median."""
    question = prepared(house, cases[0])
    started = time.perf_counter()
    question()  # reads the names and values of the store
    tell("ask", "first question", time.perf_counter() - started, "s", store=store)
    house.embedder.encode(["warm"])
    totals: list[float] = []
    stages: dict[str, list[float]] = defaultdict(list)
    slowest: list[tuple[float, str]] = []
    for case in cases:
        question = prepared(house, case)
        taken, parts = [], defaultdict(list)
        for _ in range(repeat):
            started = time.perf_counter()
            reply = question()
            taken.append(1000 * (time.perf_counter() - started))
            for stage in STAGES:
                parts[stage].append(1000 * reply.seconds.get(stage, 0.0))
        totals.append(median(taken))
        slowest.append((totals[-1], f"{case['id']} {case['question']}"))
        for stage in STAGES:
            stages[stage].append(median(parts[stage]))
    tell("ask", "p50", median(totals), "ms", store=store, questions=len(cases))
    tell("ask", "p95", percentile(totals, 0.95), "ms", store=store, questions=len(cases), aim=AIM_MS)
    tell("ask", "slowest", max(totals), "ms", store=store, questions=len(cases))
    for stage in STAGES:
        tell("ask", f"{stage} p50", median(stages[stage]), "ms", store=store)
        tell("ask", f"{stage} p95", percentile(stages[stage], 0.95), "ms", store=store)
    tell("ask", "peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", store=store)
    for taken_ms, asked in sorted(slowest, reverse=True)[:5]:
        say(f"  {taken_ms:8.0f} ms  {asked}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.ask", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the questions, a small large store")
    parser.add_argument("--store", choices=["demo", "large"], help="one store alone")
    options = parser.parse_args()
    cases = DEMO.cases[:: 10 if options.quick else 1]
    repeat = 1 if options.quick else 3
    if options.store in (None, "demo"):
        with tempfile.TemporaryDirectory(prefix="abmbot-bench-") as folder, opened(Path(folder)) as house:
            build(DEMO, house, now=dt.datetime.now(dt.UTC))
            house.take_index()
            measure(house, cases, "demo", repeat)
    if options.store in (None, "large"):
        with opened(large_store(QUICK if options.quick else FULL)) as house:
            house.take_index()
            measure(house, cases, "large", repeat)


if __name__ == "__main__":
    main()
