"""`abmbot doctor` looks into the database file and says what to do about what it finds."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import bot.cli


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "CHROMA_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "ABMBOT_LOG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ABMBOT_HOME", str(tmp_path / "data"))
    Path("accounts.csv").write_text("Id,Name\n1,Halden Freight\n2,Quiet Works\n")
    Path("map.yaml").write_text("source: crm\nfiles: {accounts.csv: {table: accounts, id: Id, columns: {Name: name}}}")
    Path("call.md").write_text("Halden Freight wants cobalt.")

    def ran(*arguments, code=0):
        assert bot.cli.main([*arguments, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    ran("import", "accounts.csv", "--map", "map.yaml")
    ran("notes", "add", "call.md")
    return ran


def harm(*statements):
    with closing(sqlite3.connect("data/abmbot.db", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def integrity(told):
    return next(one for one in told["checks"] if one["name"] == "integrity")


def test_a_sound_database_is_in_order_and_looked_through_beside_one_who_writes(run, monkeypatch):
    assert run("doctor")["ok"]
    monkeypatch.setattr("storage.database._BUSY_SECONDS", 0)
    with closing(sqlite3.connect("data/abmbot.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE accounts SET city = 'Leeds'")
        told = run("doctor", code=1)
        assert integrity(told)["ok"]
        assert "Another program holds it" in next(one["what"] for one in told["checks"] if one["name"] == "database")
        writer.execute("COMMIT")
    assert run("doctor")["ok"]


def test_a_damaged_file_is_told_with_what_to_do(run):
    harm("PRAGMA wal_checkpoint(TRUNCATE)")
    file = Path("data/abmbot.db")
    with closing(sqlite3.connect(file)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_accounts_name'").fetchone()
        page = page or connection.execute("SELECT max(rootpage) FROM sqlite_master").fetchone()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(file.read_bytes())
    content[(page[0] - 1) * size : page[0] * size] = b"\xff" * size
    file.write_bytes(content)
    told = run("doctor", code=1)
    assert not integrity(told)["ok"]
    assert "backup" in integrity(told)["advice"] + integrity(told)["what"]
    assert "integrity" in told["error"]["message"]


def test_a_row_that_refers_to_nothing_is_told(run):
    harm("PRAGMA foreign_keys = OFF", "UPDATE accounts SET owner_id = 99 WHERE id = 1")
    told = integrity(run("doctor", code=1))
    assert "1 of accounts refer to people that are not there" in told["what"]
    assert told["advice"]


def test_a_search_index_that_lacks_passages_is_told_and_reindex_mends_it(run):
    harm("INSERT INTO note_chunks_fts(note_chunks_fts) VALUES ('delete-all')")
    told = integrity(run("doctor", code=1))
    assert "differ in 1 passages" in told["what"]
    assert "abmbot notes reindex" in told["advice"]
    run("notes", "reindex")
    assert integrity(run("doctor"))["ok"]
    assert "cobalt" in run("notes", "search", "cobalt")["hits"][0]["text"]
