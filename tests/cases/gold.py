"""Fills and verifies the gold answers of a case file by SQL over the raw CSV files, without any code of the product.

    python tests/cases/gold.py tests/cases/second_store.yaml --fill     writes `gold` (and `gold_alternatives`)
    python tests/cases/gold.py tests/cases/second_store.yaml --check    exit 1 where they differ

The CSV files of a store are loaded into SQLite in memory: one table a file, named after its stem, columns named
as the headers, all TEXT. The store is the folder of the case file's name beside it (`second_store/`), or
`examples/crm` for `demo.yaml`, or `--store`; `_heldout` or `_chat` at its end do not count. A `views.sql` in the folder
of that name is run after loading. Delimiter and encoding are found from the file; a `csv.yaml` in the store
may name them:
`{firmen.csv: {delimiter: ";", encoding: windows-1252}}`.

SQL functions for the parsing of cells, each NULL for an empty or unreadable cell:
`eu_number('1.234,5')`, `us_number('$1,234.5')`, `day_first('31/12/2026' or '31.12.2026 14:00')`,
`month_first('12/31/2026')`; dates come back as ISO text. `median(x)` is an aggregate.

A case has `gold_sql` and, where a question can be read in two ways, `gold_sql_alternatives` (a list of SQL).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import statistics
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

Row = list[Any]
HERE = Path(__file__).parent


def eu_number(cell: str | None) -> float | None:
    """`1.234,50 EUR` becomes 1234.5."""
    return us_number((cell or "").translate(str.maketrans(".,", ",.")))


def us_number(cell: str | None) -> float | None:
    """`$1,234.50` becomes 1234.5."""
    found = re.search(r"-?[\d,]*\.?\d+", cell or "")
    return float(found[0].replace(",", "")) if found else None


def iso_date(cell: str | None, day_is_first: bool) -> str | None:
    """A date written with dots, slashes or dashes, with or without a time, as ISO text; ISO stays as it is."""
    text = (cell or "").strip()
    found = re.match(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T](\d{1,2}:\d{2}))?", text)
    if not found:
        return text if re.match(r"\d{4}-\d{2}-\d{2}", text) else None
    first, second, year, clock = found.groups()
    day, month = (first, second) if day_is_first else (second, first)
    moment = datetime(int(year), int(month), int(day))
    return f"{moment:%Y-%m-%d}" + (f" {clock:0>5}" if clock else "")


class Median:
    """The SQL aggregate `median`."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        if value is not None:
            self.values.append(value)

    def finalize(self) -> float | None:
        return statistics.median(self.values) if self.values else None


def read_text(path: Path, encoding: str | None) -> str:
    if encoding:
        return path.read_text(encoding=encoding)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return path.read_text(encoding="cp1252")


def load_file(connection: sqlite3.Connection, path: Path, options: dict[str, str]) -> None:
    """Makes one table of one CSV file."""
    text = read_text(path, options.get("encoding"))
    header_line = text.split("\n", 1)[0]
    delimiter = options.get("delimiter") or max(";,\t|", key=header_line.count)
    header, *rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    columns = ", ".join('"' + name.strip().replace('"', '""') + '" TEXT' for name in header)
    connection.execute(f'CREATE TABLE "{path.stem}" ({columns})')
    marks = ", ".join("?" * len(header))
    full = [row for row in rows if len(row) == len(header)]
    if len(full) < sum(bool(row) for row in rows):
        print(f"{path.name}: {len(rows) - len(full)} rows of another length left out", file=sys.stderr)
    connection.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', full)


def load_store(store: Path, views: Path) -> sqlite3.Connection:
    """All CSV files of a store and the views over them, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.create_function("eu_number", 1, eu_number, deterministic=True)
    connection.create_function("us_number", 1, us_number, deterministic=True)
    connection.create_function("day_first", 1, lambda cell: iso_date(cell, True), deterministic=True)
    connection.create_function("month_first", 1, lambda cell: iso_date(cell, False), deterministic=True)
    connection.create_aggregate("median", 1, Median)  # type: ignore[arg-type]
    declared = store / "csv.yaml"
    options = yaml.safe_load(declared.read_text(encoding="utf-8")) if declared.exists() else {}
    for path in sorted(store.glob("*.csv")):
        load_file(connection, path, options.get(path.name, {}))
    if views.exists():
        connection.executescript(views.read_text(encoding="utf-8"))
    return connection


def tidy(value: Any) -> Any:
    """Sums of binary fractions without their tail, whole numbers as integers."""
    if not isinstance(value, float):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def answer(connection: sqlite3.Connection, sql: str) -> list[Row]:
    return [[tidy(value) for value in row] for row in connection.execute(sql)]


def same(left: list[Row], right: list[Row], ordered: bool) -> bool:
    def key(row: Row) -> str:
        return json.dumps(row, ensure_ascii=False)

    first, second = [key(row) for row in left], [key(row) for row in right]
    return first == second if ordered else sorted(first) == sorted(second)


def flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def block(key: str, value: list[Any]) -> list[str]:
    """The lines of one key of a case: one row a line."""
    if not value:
        return [f"  {key}: []"]
    return [f"  {key}:", *(f"    - {flow(item)}" for item in value)]


def replace_key(lines: list[str], key: str, value: list[Any]) -> list[str]:
    """Replaces the key of one case's lines, or adds it at the end, leaving everything else as it was written."""
    start = next((at for at, line in enumerate(lines) if line.startswith(f"  {key}:")), None)
    if start is None:
        end = len(lines)
        while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
            end -= 1
        return [*lines[:end], *block(key, value), *lines[end:]]
    end = start + 1
    while end < len(lines) and lines[end].startswith("   "):
        end += 1
    return [*lines[:start], *block(key, value), *lines[end:]]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--store", type=Path, help="folder of the CSV files")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fill", action="store_true", help="write the gold answers into the case file")
    mode.add_argument("--check", action="store_true", help="compare only (the default)")
    arguments = parser.parse_args()

    cases_file: Path = arguments.cases
    name = cases_file.stem.removesuffix("_heldout").removesuffix("_chat")
    beside = cases_file.parent / name
    demo = HERE.parent.parent / "examples" / "crm"
    store = arguments.store or (demo if name == "demo" else beside)
    connection = load_store(store, beside / "views.sql")

    text = cases_file.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=- id:)", text)
    written, wrong, checked = [parts[0]], 0, 0
    for part in parts[1:]:
        case = yaml.safe_load(part)[0]
        lines = part.split("\n")
        if case.get("gold_sql"):
            checked += 1
            ordered = bool(case.get("ordered"))
            try:
                gold = answer(connection, case["gold_sql"])
                others = [answer(connection, sql) for sql in case.get("gold_sql_alternatives", [])]
            except sqlite3.Error as error:
                print(f"{case['id']}: {error}", file=sys.stderr)
                wrong += 1
                written.append(part)
                continue
            kept = case.get("gold") or []
            kept_others = case.get("gold_alternatives") or []
            fits = same(gold, kept, ordered) and len(others) == len(kept_others)
            fits = fits and all(same(a, b, ordered) for a, b in zip(others, kept_others, strict=True))
            if not fits and not arguments.fill:
                wrong += 1
                print(f"{case['id']}: the data says {flow(gold)}, the file {flow(kept)}", file=sys.stderr)
            lines = replace_key(lines, "gold", gold)
            if others:
                lines = replace_key(lines, "gold_alternatives", others)
        written.append("\n".join(lines))
    if arguments.fill:
        cases_file.write_text("".join(written), encoding="utf-8")
    print(f"{len(parts) - 1} cases, {checked} with SQL, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
