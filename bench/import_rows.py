"""How fast rows come in, and how long somebody else who writes has to wait meanwhile.

python -m bench.import_rows [--quick]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import multiprocessing
import random
import resource
import tempfile
import time
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from bench.figures import percentile, say, tell
from storage.database import Database, bump_revision
from storage.importers import load_mapping, run_import

_MAPPING = """
source: bench
as_of: 2026-11-20
files:
  accounts.csv:
    table: accounts
    id: Account ID
    columns:
      Account Name: name
      Industry: industry
      Employees: employees
      Annual Revenue: {field: revenue, currency: EUR}
      Owner: {field: owner, by: name, create: true}
  activities.csv:
    table: activities
    id: Activity ID
    columns:
      Account: account
      Kind: channel
      Direction: direction
      Subject: subject
      Date: occurred_at
      Rep: {field: person, by: name, create: true}
"""
_INTERVAL = 0.02


def write_exports(folder: Path, accounts: int, activities: int, changed: float = 0.0) -> list[Path]:
    """The two files of an export; `changed` is the share of activities that differ from those without it."""
    chance = random.Random(11)
    reps = [f"Rep {number:02d}" for number in range(40)]
    files = [folder / "accounts.csv", folder / "activities.csv"]
    with files[0].open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Account ID", "Account Name", "Industry", "Employees", "Annual Revenue", "Owner", "Health"])
        for number in range(accounts):
            revenue = f"${chance.randint(1, 900_000):,}.00"
            employees = chance.randint(10, 9000)
            writer.writerow(
                [f"A{number}", f"Company {number}", "Retail", employees, revenue, chance.choice(reps), number % 100]
            )
    with files[1].open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Activity ID", "Account", "Kind", "Direction", "Subject", "Date", "Rep", "Minutes"])
        for number in range(activities):
            moment = dt.datetime(2025, 1, 1) + dt.timedelta(minutes=chance.randint(0, 900_000))
            subject = f"About {number}" + (" again" if number < changed * activities else "")
            account, rep = f"A{chance.randrange(accounts)}", chance.choice(reps)
            writer.writerow([f"T{number}", account, "Email", "outbound", subject, f"{moment:%Y-%m-%d %H:%M}", rep, 15])
    return files


def write_now_and_then(url: str, pipe: Pipe) -> None:
    """Another process: a small write every 20 ms until told to stop; sends back how long each took."""
    database = Database(url)
    waits = []
    pipe.send("ready")
    while not pipe.poll(_INTERVAL):
        started = time.perf_counter()
        with database.write() as connection:
            bump_revision(connection, "bench")
        waits.append(time.perf_counter() - started)
    pipe.send(waits)
    database.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.import_rows", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows")
    accounts, activities = (500, 10_000) if parser.parse_args().quick else (5_000, 100_000)
    with tempfile.TemporaryDirectory(prefix="abmbot-bench-") as name:
        folder = Path(name)
        mapping_file = folder / "map.yaml"
        mapping_file.write_text(_MAPPING, encoding="utf-8")
        mapping = load_mapping(mapping_file)
        url = f"sqlite:///{folder / 'abmbot.db'}"
        database = Database(url)
        database.upgrade()
        rows = accounts + activities
        for what, changed in (("new rows", 0.0), ("unchanged rows", 0.0), ("a tenth changed", 0.1)):
            files = write_exports(folder, accounts, activities, changed)
            say(f"importing {rows:,} rows: {what}")
            ours, theirs = multiprocessing.get_context("spawn").Pipe()
            writer = multiprocessing.get_context("spawn").Process(target=write_now_and_then, args=(url, theirs))
            writer.start()
            ours.recv()
            started = time.perf_counter()
            reports = run_import(database, files, mapping, now=dt.datetime.now(dt.UTC))
            taken = time.perf_counter() - started
            ours.send("stop")
            waits: list[float] = ours.recv()
            writer.join()
            read = sum(report.read for report in reports)
            if read != rows:
                raise SystemExit(f"{rows} rows were written and {read} read")
            tell("import", f"{what}", rows / taken, "rows/s", rows=rows)
            tell("import", f"{what}: longest wait of another writer", 1000 * max(waits), "ms", writes=len(waits))
            tell("import", f"{what}: p95 wait of another writer", 1000 * percentile(waits, 0.95), "ms")
        tell("import", "peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", rows=rows)
        database.close()


if __name__ == "__main__":
    main()
