"""`abmbot notes add` as people and scripts see it: what is skipped, and what was not understood."""

import pytest

import bot.cli

PEOPLE = "Name,Email,Team\nDana Reyes,dana@x.example,Sales\n"
ACCOUNTS = "Id,Name,Sharing\n1,Halden Freight,everyone\n2,Quiet Works,team:Sales\n"
MAP = """
source: crm
as_of: 2026-11-20
files:
  people.csv: {table: people, columns: {Name: name, Email: email, Team: team}}
  accounts.csv: {table: accounts, id: Id, visibility: {column: Sharing}, columns: {Name: name}}
"""
UNKNOWN_ACCOUNT = "---\naccount: Nowhere Ltd\n---\nThey like seaweed.\n"
UNKNOWN_TEAM = "---\naccount: Halden Freight\nvisibility: team:Saless\n---\nThey like bamboo.\n"
UNKNOWN_PERSON = "---\nvisibility: people:dana@x.example,dan@x.example\n---\nThey like copper.\n"


@pytest.fixture
def home(empty_home):
    for name, text in (("people.csv", PEOPLE), ("accounts.csv", ACCOUNTS), ("map.yaml", MAP)):
        (empty_home / name).write_text(text, encoding="utf-8")
    assert bot.cli.main(["import", "people.csv", "accounts.csv", "--map", "map.yaml", "--json"]) == 0
    (empty_home / "notes").mkdir()
    return empty_home


def write(home, **notes):
    for name, text in notes.items():
        (home / "notes" / f"{name}.md").write_text(text, encoding="utf-8")


def test_when_no_file_can_be_read_the_command_fails_and_says_which_and_why(run, home, capsys):
    write(home, broken="---\ntitle: a: b\n---\nText", empty="")
    told = run("notes", "add", "notes", code=1)
    assert told["error"]["type"] == "NotesFailed"
    assert "No file could be read" in told["error"]["message"]
    assert "notes/broken.md: front matter is not YAML" in told["error"]["message"]
    assert [one["path"] for one in told["skipped"]] == ["notes/broken.md", "notes/empty.md"]
    assert bot.cli.main(["notes", "add", "notes"]) == 1
    out, err = capsys.readouterr()
    assert "front matter is not YAML" in out
    assert "No file could be read, so no note was added." in err


def test_a_folder_without_notes_is_an_error_not_a_success(run, home):
    assert "no Markdown or text file" in run("notes", "add", "notes", code=1)["error"]["message"]


def test_what_is_skipped_beside_notes_that_are_read_is_listed_and_no_failure(run, home):
    write(home, broken="---\ntitle: a: b\n---\nText", good="Halden Freight is well.")
    told = run("notes", "add", "notes")
    assert (told["read"], told["added"], len(told["skipped"])) == (2, 1, 1)
    assert "error" not in told
    assert run("notes", "add", "notes")["unchanged"] == 1


def test_an_account_in_front_matter_that_nobody_knows_is_warned_of_and_the_note_kept(run, home, capsys):
    write(home, lost=UNKNOWN_ACCOUNT, general="Talk to three people.")
    told = run("notes", "add", "notes")
    assert told["added"] == 2
    (warning,) = told["warnings"]
    assert warning["path"] == "notes/lost.md"
    assert "'Nowhere Ltd'" in warning["why"]
    assert "kept without an account" in warning["why"]
    assert bot.cli.main(["notes", "add", "notes"]) == 0
    assert "2 belong to no account: notes/general.md, notes/lost.md" in capsys.readouterr().out
    assert "seaweed" in run("notes", "search", "seaweed")["hits"][0]["text"]
    assert bot.cli.main(["notes", "add", "notes"]) == 0
    assert "Warning: notes/lost.md: the front matter says 'Nowhere Ltd'" in capsys.readouterr().err


def test_a_visibility_that_nobody_has_is_warned_of_and_the_note_stays_closed(run, home):
    write(home, team=UNKNOWN_TEAM, person=UNKNOWN_PERSON)
    told = run("notes", "add", "notes")
    assert told["added"] == 2
    why = {one["path"]: one["why"] for one in told["warnings"]}
    assert "team:Saless" in why["notes/team.md"]
    assert "dan@x.example" in why["notes/person.md"]
    assert "dana@x.example" not in why["notes/person.md"]
    assert run("notes", "search", "bamboo", "--as", "dana@x.example")["hits"][0]["text"] == "They like copper."
    assert run("notes", "search", "bamboo")["hits"] == []
    told = run("notes", "add", "notes", "--visibility", "team:Nobody")
    assert told["warnings"][0]["path"] == "--visibility"


def test_a_team_that_somebody_is_in_is_not_warned_of_whatever_its_case(run, home):
    write(home, team="---\nvisibility: 'team: SALES'\n---\nThey like tin.\n")
    assert run("notes", "add", "notes", "--visibility", "people:DANA@x.example")["warnings"] == []


def test_a_note_that_can_no_longer_be_told_to_be_of_its_account_keeps_it_and_who_may_read_it(run, home):
    write(home, call="They like zinc.")
    run("notes", "add", "notes/call.md", "--account", "Quiet Works")
    assert run("notes", "search", "zinc")["hits"] == []
    told = run("notes", "add", "notes")
    assert (told["unchanged"], told["unassigned"]) == (1, [])
    assert run("notes", "search", "zinc")["hits"] == []


def test_notes_that_name_no_date_are_told_of(run, home, capsys):
    write(home, plain="Halden Freight is well.", dated="Hull, 3 Oct 2025. Halden Freight is well.")
    told = run("notes", "add", "notes")
    assert [one["path"] for one in told["undated"]] == ["notes/plain.md"]
    assert bot.cli.main(["notes", "add", "notes"]) == 0
    assert "1 name no date and are as old as their files: notes/plain.md (" in capsys.readouterr().out
