"""The commands as scripts use them: exit codes, and exactly one JSON object on stdout."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import bot.cli
from bot.workspace import Person, Workspace
from skills.contracts import Reply, Sentence, Skill
from storage.database import Database
from storage.tables import IMPORTED

PEOPLE = """Name,Email,Team
Dana Reyes,dana@x.example,Sales
Lee Grant,lee@x.example,Marketing
"""
ACCOUNTS = """Id,Name,Site,Sharing,About
1,Halden Freight,halden.example,everyone,Halden moves freight by rail.
2,Quiet Works,quiet.example,team:Sales,Quiet Works talks to nobody.
"""
MAP = """
source: crm
as_of: 2026-11-20
files:
  people.csv: {table: people, columns: {Name: name, Email: email, Team: team}}
  accounts.csv:
    table: accounts
    id: Id
    visibility: {column: Sharing}
    columns: {Name: name, Site: domains, About: {note: Description}}
"""


@pytest.fixture
def home(empty_home):
    for name, text in (("people.csv", PEOPLE), ("accounts.csv", ACCOUNTS), ("map.yaml", MAP)):
        (empty_home / name).write_text(text, encoding="utf-8")
    return empty_home


@pytest.fixture
def store(run):
    run("import", "people.csv", "accounts.csv", "--map", "map.yaml")
    return run


@pytest.fixture
def asks(monkeypatch):
    seen = []

    def scripted(ask, context):
        seen.append(ask)
        text = f"Answer to: {ask.text}"
        return Reply("answered", "what was asked", text, (Sentence(text, ()),), plan={"question": ask.text})

    monkeypatch.setattr("bot.discovery.find_skills", lambda package: {"ask": Skill("ask", "scripted", scripted)})
    return seen


def test_an_import_tells_what_became_of_each_file_and_a_second_changes_nothing(run):
    first = run("import", "people.csv", "accounts.csv", "--map", "map.yaml")
    assert [(one["file"], one["created"]) for one in first["files"]] == [("people.csv", 2), ("accounts.csv", 2)]
    second = run("import", "people.csv", "accounts.csv", "--map", "map.yaml")
    assert [(one["read"], one["unchanged"]) for one in second["files"]] == [(2, 2), (2, 2)]


def test_an_import_that_is_turned_away_is_an_error_and_leaves_nothing(run, home):
    (home / "bad.yaml").write_text(MAP.replace("table: people", "table: persons"))
    told = run("import", "people.csv", "--map", "bad.yaml", code=1)
    assert told["error"]["type"] == "MappingInvalid"
    assert run("import", "gone.csv", "--map", "map.yaml", code=1)["error"]["message"]


def test_a_mapping_is_proposed(run, home, capsys):
    assert "accounts.csv" in run("import", "--suggest", "accounts.csv")["mapping"]
    assert bot.cli.main(["import", "--suggest", "accounts.csv"]) == 0
    assert "columns:" in capsys.readouterr().out


def test_tables_fields_and_their_values_are_listed(run, home, capsys):
    tables = run("import", "--fields")["tables"]
    assert set(tables) == set(IMPORTED)
    (status,) = [
        one for one in run("import", "--fields", "contracts")["tables"]["contracts"] if one["name"] == "status"
    ]
    assert "active" in status["values"]
    assert bot.cli.main(["import", "--fields", "accounts", "opportunities"]) == 0
    out = capsys.readouterr().out
    assert "lifecycle     text: prospect | opportunity | customer | former\n" in out
    assert "owner         -> people, by id or name or e-mail\n" in out
    assert "stage        text, each open | qualified | won | lost (key stages)\n" in out
    assert "There is no table 'persons'" in run("import", "--fields", "persons", code=1)["error"]["message"]
    assert "--fields stands alone" in run("import", "a.csv", "--fields", "accounts", code=2)["error"]["message"]


def test_rows_that_the_store_knows_to_be_newer_are_taken_anew_when_told_so(run, home):
    (home / "old.yaml").write_text(MAP.replace("as_of: 2026-11-20", "as_of: 2026-11-10"))
    run("import", "people.csv", "--map", "map.yaml")
    (home / "people.csv").write_text((home / "people.csv").read_text().replace("Sales", "West"))
    (told,) = run("import", "people.csv", "--map", "old.yaml")["files"]
    assert (told["older"], told["updated"]) == (2, 0)
    (told,) = run("import", "people.csv", "--map", "old.yaml", "--anew")["files"]
    assert (told["older"], told["updated"]) == (0, 1)


def test_one_mapping_is_proposed_for_all_files_together_and_imports_them(run, home):
    proposed = run("import", "--suggest", "people.csv", "accounts.csv")["mapping"]
    (home / "proposed.yaml").write_text(proposed, encoding="utf-8")
    assert "abmbot import people.csv accounts.csv --map MAP.yaml" in proposed
    done = run("import", "people.csv", "accounts.csv", "--map", "proposed.yaml")["files"]
    assert [(one["table"], one["created"]) for one in done] == [("people", 2), ("accounts", 2)]


def test_a_question_is_answered_with_the_keys_that_scripts_rely_on(store, asks):
    told = store("ask", "who owns Halden?", "--today", "2026-11-21")
    keys = "status understood text sentences options table tables charts evidence query removed writer seconds"
    assert set(keys.split()) <= set(told)
    assert told["text"] == "Answer to: who owns Halden?"
    assert asks[0].now.date().isoformat() == "2026-11-21"


def test_who_asks_where_decides_who_reads(store, asks):
    store("ask", "x")
    store("ask", "x", "--as", "DANA@x.example")
    store("ask", "x", "--as", "dana@x.example", "--dm")
    store("ask", "x", "--as", "dana@x.example", "--channel", "general")
    may = [(one.asker, one.audience.may_see("everyone"), one.audience.may_see("team:Sales")) for one in asks]
    dana = "dana@x.example"
    assert may == [(None, True, False), (dana, True, True), (dana, True, True), (dana, True, False)]


def test_an_asker_nobody_knows_is_told(store, asks):
    assert store("ask", "x", "--as", "who@x.example", code=1)["error"]["type"] == "UnknownPerson"
    assert asks == []


def test_questions_of_one_thread_are_one_conversation_and_not_another_asker_s(store, asks):
    store("ask", "who owns Halden?", "--thread", "t", "--as", "dana@x.example")
    store("ask", "and since when?", "--thread", "t", "--as", "dana@x.example")
    store("ask", "and since when?", "--thread", "t")
    store("ask", "and since when?")
    assert [[turn.question for turn in one.thread] for one in asks] == [[], ["who owns Halden?"], [], []]


def test_a_pasted_novel_and_broken_characters_are_read_calmly(store, asks):
    told = store("ask", "word " * 8_000)
    assert told["status"] == "abstained"
    assert "characters long" in told["text"]
    assert asks == []
    assert store("ask", "who \udce9\x00 owns?")["text"] == "Answer to: who \ufffd owns?"


def test_notes_are_added_and_found_under_who_may_read_them(store, home):
    notes = home / "notes"
    notes.mkdir()
    (notes / "call.md").write_text("# Call\n\nHalden Freight wants a renewal at four percent.\n")
    report = store("notes", "add", "notes", "--account", "Halden Freight")
    assert (report["read"], report["added"]) == (1, 1)
    (hit,) = store("notes", "search", "renewal percent", "--account", "halden freight", "-k", "1")["hits"]
    assert hit["account"] == "Halden Freight"
    assert set(hit) >= {"note", "account", "source", "as_of", "score", "text"}
    assert store("notes", "search", "talks", "--account", "Quiet Works", code=1)["error"]["type"] == "UnknownAccount"
    theirs = store("notes", "search", "talks", "--account", "Quiet Works", "--as", "dana@x.example")["hits"]
    assert "Quiet Works talks to nobody." in theirs[0]["text"]
    assert store("notes", "reindex")["chunks"] == 3


def test_the_doctor_finds_everything_in_order(store):
    told = store("doctor")
    assert told["ok"]
    assert "error" not in told


def test_the_doctor_says_what_is_amiss_and_what_to_do(store, monkeypatch, home):
    with Workspace([Person("Dana", "dana@x.example")]) as workspace:
        monkeypatch.setenv("SLACK_API_URL", workspace.api_url)
        monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-wrong")
        told = store("doctor", code=1)
        slack = next(one for one in told["checks"] if one["name"] == "Slack")
        assert not slack["ok"]
        assert "SLACK_APP_TOKEN" in slack["advice"]
        monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
        assert store("doctor")["ok"]


def test_a_file_that_is_no_database_is_a_clear_error(run, home, asks):
    (home / "data").mkdir()
    (home / "data" / "abmbot.db").write_bytes(b"this is no database at all, but long enough to look" * 40)
    told = run("ask", "x", code=1)
    assert told["error"]["type"] == "DatabaseUnavailable"


def test_a_database_that_can_only_be_read_is_a_clear_error(store, home, asks, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///file:{home}/data/abmbot.db?mode=ro&uri=true")
    told = store("ask", "x", code=1)["error"]
    assert told["type"] == "DatabaseUnavailable"
    assert "only be read" in told["message"]


def test_a_database_that_another_program_holds_is_a_clear_error(store, home, asks, monkeypatch):
    monkeypatch.setattr("storage.database._BUSY_SECONDS", 0)
    with closing(sqlite3.connect(home / "data" / "abmbot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = store("ask", "x", code=1)["error"]
    assert told["type"] == "DatabaseUnavailable"
    assert "Another program holds it" in told["message"]


def test_other_commands_work_beside_a_running_bot(store, home):
    from bot.owner import ownership

    with ownership(home / "data"):
        assert store("import", "people.csv", "--map", "map.yaml")["files"]
        told = store("demo", "--build-only", "--examples", str(_examples(home)), code=1)
    assert told["error"]["type"] == "AlreadyRunning"


def test_the_demo_company_is_built_once(run, home):
    examples = _examples(home)
    assert run("demo", "--build-only", "--examples", str(examples))["built"]
    assert not run("demo", "--build-only", "--examples", str(examples))["built"]
    (examples / "notes" / "call.md").write_text("# Call\n\nHalden Freight called again, and at length.\n")
    again = run("demo", "--build-only", "--examples", str(examples))
    assert again["notes"]["updated"] == 1
    assert run("demo", "--build-only", "--examples", "nowhere", code=1)["error"]["type"] == "NoExamples"


def _examples(home):
    folder = home / "examples"
    (folder / "crm").mkdir(parents=True)
    (folder / "notes").mkdir()
    for name, text in (("people.csv", PEOPLE), ("accounts.csv", ACCOUNTS)):
        (folder / "crm" / name).write_text(text)
    (folder / "map.yaml").write_text(MAP)
    (folder / "notes" / "call.md").write_text("# Call\n\nHalden Freight called.\n")
    return folder


def test_the_demo_serves_a_local_slack_in_which_the_bot_answers(run, home):
    import signal
    import urllib.request

    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "demo", "--json", "--port", "0", "--examples", str(_examples(home))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        address = json.loads(line)["address"]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=10) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (out, process.returncode) == ("", 0), err
    assert "Traceback" not in err


def test_a_question_loads_nothing_heavy(store, home):
    program = (
        "import sys; from bot.cli import main; main(['ask', 'how many accounts do we have?', '--json']);"
        "heavy = {'chromadb', 'torch', 'sentence_transformers', 'slack_bolt', 'slack_sdk', 'alembic', 'apscheduler',"
        " 'uvicorn', 'starlette', 'tqdm'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environ, timeout=60)
    json.loads(done.stdout)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_what_was_asked_stands_in_the_audit_log(store, asks, home):
    store("ask", "who owns Halden?", "--as", "dana@x.example")
    database = Database(f"sqlite:///{home}/data/abmbot.db")
    with database.read() as connection:
        row = connection.exec_driver_sql("SELECT asker, place, question FROM audit_log").one()
    database.close()
    assert tuple(row) == ("dana@x.example", "cli:dana@x.example", "who owns Halden?")
