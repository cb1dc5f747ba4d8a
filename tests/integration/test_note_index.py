"""The vector index: one owner, in step with SQL, and never the only place anything is kept."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, update

from knowledge.index import open_index
from knowledge.ingest import add_notes, reindex
from knowledge.search import NoteSearcher
from storage import notes
from storage.audience import Audience, Reader, register_labels
from storage.database import Database
from storage.errors import IndexOwned, NotesFailed
from storage.tables import Account

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
ALL = Audience.stranger()


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture
def database(home, embedder):
    database = Database(f"sqlite:///{home}/store.db")
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"everyone", "team:Sales"})
        connection.execute(insert(Account).values(id=1, source_system="crm", source_id="1", name="Halden", as_of=NOW))
    add(database, home, embedder, {"halden": "Halden renews in March.", "reading": "Plans need owners."})
    yield database
    database.close()


def add(database, home, embedder, texts):
    folder = home / "notes"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)
    return add_notes(database, [folder], embedder=embedder, now=dt.datetime.now(dt.UTC))


@pytest.fixture
def opened(database, home, embedder):
    """Opens the index of the database; closes what was opened."""
    made = []

    def open_it():
        made.append(open_index(database, home, model=embedder.name))
        return made[-1]

    yield open_it
    for index in made:
        index.close()


def entries(index, embedder, query="renewal"):
    return {hit.entry for hit in index.search(embedder.encode([query])[0], ["everyone", "team:Sales"], k=50)}


def expected(database, embedder):
    with database.read() as connection:
        return set(notes.index_places(connection, model=embedder.name))


def test_opening_brings_it_in_step_and_empties_the_queue(database, opened, embedder):
    index = opened()
    assert entries(index, embedder) == expected(database, embedder)
    with database.read() as connection:
        assert notes.pending_tasks(connection) == []


def test_what_is_added_later_is_found_at_once_and_indexed_by_sync(database, home, opened, embedder):
    index = opened()
    add(database, home, embedder, {"more": "The champion is Ines Okafor.", "halden": "Halden leaves in March."})
    found = NoteSearcher(database, embedder, index).search("champion", ALL)
    assert found[0].text == "The champion is Ines Okafor."
    assert "Halden renews in March." not in [hit.text for hit in found]
    assert index.sync() > 0
    assert entries(index, embedder) == expected(database, embedder)
    assert index.sync() == 0


def test_an_account_that_is_hidden_later_is_gone_at_once_and_moves_with_the_next_sync(database, opened, embedder):
    index = opened()
    searcher = NoteSearcher(database, embedder, index)
    with database.write() as connection:
        connection.execute(update(Account).values(visibility="team:Sales"))
    seller = Audience.of(Reader("ana@x.example", "Sales"))
    assert "Halden" not in [hit.account for hit in searcher.search("renews in March", ALL)]
    index.sync()
    assert "Halden" not in [hit.account for hit in searcher.search("renews in March", ALL)]
    assert searcher.search("renews in March", seller)[0].account == "Halden"
    assert len(index.search(embedder.encode(["March"])[0], ["everyone"], k=9)) == 1


def test_a_second_process_is_told_who_owns_it_and_what_to_set(database, home, opened, embedder):
    opened()
    script = f"""
import pathlib
from knowledge.index import open_index
from storage.database import Database
from storage.errors import IndexOwned
try:
    open_index(Database({str(database.url)!r}), pathlib.Path({str(home)!r}), model={embedder.name!r})
except IndexOwned as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert "CHROMA_URL" in done.stdout
    assert "Another process owns the index" in done.stdout


def test_beside_the_owner_notes_are_added_and_searched_and_reindex_is_queued(database, home, opened, embedder):
    index = opened()
    with pytest.raises(IndexOwned):
        opened()
    add(database, home, embedder, {"more": "The champion is Ines Okafor."})
    assert NoteSearcher(database, embedder).search("champion", ALL)[0].text == "The champion is Ines Okafor."
    assert reindex(database, embedder=embedder, index=None, now=NOW).indexed is None
    assert index.sync() == 3


def test_when_the_owner_ends_the_next_takes_over(database, opened, embedder):
    opened().close()
    assert entries(opened(), embedder) == expected(database, embedder)


def test_after_a_kill_the_index_is_opened_as_it_is(database, home, opened, embedder):
    script = f"""
import os, pathlib, signal
from knowledge.index import open_index
from storage.database import Database
open_index(Database({str(database.url)!r}), pathlib.Path({str(home)!r}), model={embedder.name!r})
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    before = sorted(path.name for path in (home / "index").iterdir())
    assert entries(opened(), embedder) == expected(database, embedder)
    assert sorted(path.name for path in (home / "index").iterdir()) == before == ["1"]


def test_a_deleted_index_is_built_from_sql(database, home, opened, embedder):
    opened().close()
    shutil.rmtree(home / "index")
    assert entries(opened(), embedder) == expected(database, embedder)


@pytest.mark.parametrize("what", ["chroma.sqlite3", "everything"])
def test_a_damaged_index_is_built_from_sql(database, home, opened, embedder, what):
    opened().close()
    for file in sorted((home / "index").rglob("*")):
        if file.is_file() and what in (file.name, "everything"):
            file.write_bytes(b"damaged" * 100)
    assert entries(opened(), embedder) == expected(database, embedder)


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "index_metadata.pickle"])
def test_damaged_vector_files_are_noticed_at_the_start(tmp_path, name):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    rows = np.random.default_rng(1).normal(size=(1_500, 8)).astype("<f4")
    chunks = [notes.NewChunk("", place, place + 1, f"x{place}", row.tobytes()) for place, row in enumerate(rows)]
    note = notes.NewNote("key", "0" * 64, "Note", "x", None, None, None, (), None, None, NOW, "everyone")
    with database.write() as connection:
        notes.save_note(connection, note, chunks, model="m", now=NOW)
    open_index(database, tmp_path, model="m").close()
    files = list((tmp_path / "index").rglob(name))
    assert files
    for file in files:
        file.write_bytes(b"damaged" * 50)
    index = open_index(database, tmp_path, model="m")
    assert index.search(rows[7], ["everyone"], k=1)[0].chunk_id == 8
    index.close()
    database.close()


def test_nothing_reaches_for_the_network(tmp_path):
    (tmp_path / "note.md").write_text("# Call\n\nThey renew in March.")
    script = f"""
import datetime as dt, pathlib, sys
reached = []
def heard(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        reached.append((event, args))
sys.addaudithook(heard)
from knowledge.embedding import PackagedMiniLM
from knowledge.index import open_index
from knowledge.ingest import add_notes
from knowledge.search import NoteSearcher
from storage.audience import Audience
from storage.database import Database
home = pathlib.Path({str(tmp_path)!r})
database, embedder = Database(f"sqlite:///{{home}}/store.db"), PackagedMiniLM()
database.upgrade()
add_notes(database, [home / "note.md"], embedder=embedder, now=dt.datetime.now(dt.UTC))
index = open_index(database, home, model=embedder.name)
print(len(NoteSearcher(database, embedder, index).search("renewal", Audience.stranger())), reached)
index.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert done.stdout.strip() == "1 []"


def test_an_index_deleted_under_a_running_owner_costs_no_answer(database, home, opened, embedder):
    index = opened()
    shutil.rmtree(home / "index")
    searcher = NoteSearcher(database, embedder, index)
    assert searcher.search("renews in March", ALL)[0].account == "Halden"
    add(database, home, embedder, {"more": "The champion is Ines Okafor."})
    index.sync()
    assert searcher.search("champion", ALL)[0].text == "The champion is Ines Okafor."


def test_entries_of_another_model_are_thrown_out(database, home, opened, embedder):
    opened().close()
    other = open_index(database, home, model="another")
    assert other.count() == 0
    other.close()
    assert entries(opened(), embedder) == expected(database, embedder)


def test_reindex_builds_everything_anew(database, opened, embedder):
    index = opened()
    stages = []
    report = reindex(
        database,
        embedder=embedder,
        index=index,
        now=NOW,
        progress=lambda stage, done, total: stages.append((stage, done, total)),
    )
    assert report.to_json() == {"chunks": 2, "embedded": 0, "indexed": 2}
    assert stages[-1] == ("index", 2, 2)
    assert entries(index, embedder) == expected(database, embedder)


def test_searches_go_on_while_the_index_is_rebuilt(database, opened, embedder):
    index = opened()
    searcher = NoteSearcher(database, embedder, index)
    failures, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            if searcher.search("renews in March", ALL)[0].account != "Halden":
                failures.append("not found")

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        index.rebuild()
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert all(not thread.is_alive() for thread in threads)


@pytest.fixture
def server(tmp_path):
    """A Chroma server of our own on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("chroma"), "run", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*command, "--path", tmp_path / "server"], stdout=subprocess.DEVNULL)
    for _ in range(600):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert process.poll() is None
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def test_a_server_is_shared_by_several_processes(database, home, embedder, server):
    first = open_index(database, home, model=embedder.name, url=server)
    second = open_index(database, home, model=embedder.name, url=server)
    assert entries(first, embedder) == entries(second, embedder) == expected(database, embedder)
    first.rebuild()
    assert NoteSearcher(database, embedder, second).search("renews in March", ALL)[0].account == "Halden"
    second.sync()
    assert entries(second, embedder) == entries(first, embedder) == expected(database, embedder)
    first.close()
    second.close()


def test_a_server_that_does_not_answer_is_named(database, home, embedder):
    with pytest.raises(NotesFailed, match="CHROMA_URL"):
        open_index(database, home, model=embedder.name, url="http://127.0.0.1:9")
