"""How long a search of the notes takes on a large store: across accounts and within one, with the index and without.

python -m bench.search [--quick]
"""

from __future__ import annotations

import argparse
import random
import time

from sqlalchemy import text

from bench.figures import median, percentile, tell
from bench.large_store import FULL, QUICK, large_store
from bench.stores import DEMO, opened
from knowledge.search import NoteSearcher
from storage.audience import Audience


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a small store, few questions")
    options = parser.parse_args()
    chance = random.Random(3)
    questions = [case["question"] for case in DEMO.cases][: 10 if options.quick else 60]
    with opened(large_store(QUICK if options.quick else FULL)) as house:
        with house.database.read() as connection:
            noted = "SELECT DISTINCT account_id FROM note_chunks WHERE account_id IS NOT NULL ORDER BY 1"
            accounts = list(connection.execute(text(noted)).scalars())
        embedding = []
        for question in ("warm", *questions):
            started = time.perf_counter()
            house.embedder.encode([question])
            embedding.append(1000 * (time.perf_counter() - started))
        tell("search", "embedding the question, p50", median(embedding[1:]), "ms")
        index = house.take_index()
        for way, searcher in (
            ("with the index", house.searcher()),
            ("without the index", NoteSearcher(house.database, house.embedder)),
        ):
            for scope in ("all accounts", "one account"):
                taken = []
                for question in (questions[0], *questions):
                    within = [chance.choice(accounts)] if scope == "one account" else None
                    started = time.perf_counter()
                    searcher.search(question, Audience.stranger(), account_ids=within)
                    taken.append(1000 * (time.perf_counter() - started))
                about = {"scope": scope, "index": way == "with the index", "chunks": index.count()}
                tell("search", "p50", median(taken[1:]), "ms", **about)
                tell("search", "p95", percentile(taken[1:], 0.95), "ms", **about)


if __name__ == "__main__":
    main()
