"""The whole process `abmbot ask`, from the shell's return key to its end: time and peak memory.

python -m bench.cold_start [--quick]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import median, tell
from bench.stores import DEMO, build, opened

AIM_SECONDS = 2.0
_WITHOUT_NOTES = ("fact", "grouped", "top_n")
_WITH_NOTES = ("notes_account", "notes_topic")


def build_demo(home: Path) -> None:
    with opened(home) as house:
        build(DEMO, house, now=dt.datetime.now(dt.UTC))


def run(home: Path, question: str, today: dt.date) -> tuple[float, float, str]:
    """One process: seconds, peak memory in MB and the status of its answer."""
    command = [sys.executable, "-m", "bot.cli", "ask", question, "--json", "--today", today.isoformat()]
    environment = {**os.environ, "ABMBOT_HOME": str(home)}
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        told = process.stdout.read() if process.stdout else b""
        _, code, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        taken = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"abmbot ask failed: {told.decode()[:400]}")
    return taken, used.ru_maxrss / 1024, json.loads(told)["status"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.cold_start", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="once instead of five times")
    times = 1 if parser.parse_args().quick else 5
    with tempfile.TemporaryDirectory(prefix="abmbot-bench-") as name:
        home = Path(name)
        # Built in a process of its own: a child's peak memory counts what its parent held when it was forked.
        builder = multiprocessing.get_context("spawn").Process(target=build_demo, args=(home,))
        builder.start()
        builder.join()
        if builder.exitcode:
            raise SystemExit("the demo company could not be built")
        answered = [case for case in DEMO.cases if case["expect"] == "answered" and not case.get("thread")]
        open_to_all = [case for case in answered if not case.get("ask_as")]
        for what, categories in (("without notes", _WITHOUT_NOTES), ("with notes", _WITH_NOTES)):
            case = next(case for case in open_to_all if case["category"] in categories)
            runs = [run(home, case["question"], case["today"]) for _ in range(times)]
            about: dict[str, object] = {"question": case["question"], "status": runs[0][2], "runs": times}
            if what == "without notes":
                about["aim"] = AIM_SECONDS
            tell("cold start", what, median([taken for taken, _, _ in runs]), "s", **about)
            tell("cold start", f"{what}: peak memory", max(memory for _, memory, _ in runs), "MB")


if __name__ == "__main__":
    main()
