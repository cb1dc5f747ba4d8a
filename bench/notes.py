"""How fast notes are read, against the bare embedding engine on the same passages in the same run.

python -m bench.notes [--quick]
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from bench.figures import say, tell
from bench.stores import DEMO
from knowledge.embedding import PackagedMiniLM
from knowledge.ingest import add_notes
from storage.database import Database


def write_notes(folder: Path, count: int) -> None:
    """Notes of paragraphs taken at random from those of the demo company: their lengths and words are as in life."""
    chance = random.Random(7)
    texts = [file.read_text(encoding="utf-8") for file in sorted(DEMO.notes.rglob("*.md"))]
    paragraphs = [part for one in texts for part in one.split("---\n", 2)[-1].split("\n\n") if len(part) > 80]
    for number in range(count):
        body = "\n\n".join(chance.sample(paragraphs, 8))
        (folder / f"note-{number:05d}.md").write_text(f"# Note {number}\n\n{body}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.notes", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the notes")
    count = 30 if parser.parse_args().quick else 300
    now = dt.datetime.now(dt.UTC)
    embedder = PackagedMiniLM()
    with tempfile.TemporaryDirectory(prefix="abmbot-bench-") as name:
        folder = Path(name) / "notes"
        folder.mkdir()
        write_notes(folder, count)
        started = time.perf_counter()
        embedder.encode(["warm"])
        tell("notes", "model loaded", time.perf_counter() - started, "s")
        database = Database(f"sqlite:///{Path(name) / 'abmbot.db'}")
        database.upgrade()
        say(f"reading {count} notes")
        started = time.perf_counter()
        report = add_notes(database, [folder], embedder=embedder, now=now)
        adding = time.perf_counter() - started
        if report.added != count:
            raise SystemExit(f"{count} notes were written and {report.added} added")
        with database.read() as connection:
            passages = list(connection.execute(text("SELECT heading || char(10) || text FROM note_chunks")).scalars())
        say(f"embedding their {len(passages)} passages alone")
        started = time.perf_counter()
        embedder.encode(sorted(passages, key=len))
        bare = time.perf_counter() - started
        started = time.perf_counter()
        again = add_notes(database, [folder], embedder=embedder, now=now)
        unchanged = time.perf_counter() - started
        if again.unchanged != count:
            raise SystemExit("notes that did not change were read anew")
        tell("notes", "added", count / adding, "notes/s", notes=count, chunks=len(passages))
        tell("notes", "chunks written", len(passages) / adding, "chunks/s")
        tell("notes", "bare engine", len(passages) / bare, "chunks/s")
        tell("notes", "share of the bare engine's speed", bare / adding, "ratio")
        tell("notes", "added again, unchanged", count / unchanged, "notes/s")
        database.close()


if __name__ == "__main__":
    main()
