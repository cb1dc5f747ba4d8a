import json

import pytest

import bot.cli
from bot.answering import clean_question
from bot.terminal import printable, reply_text, table_text
from skills.contracts import LONGEST_QUESTION, Reply, Table


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ABMBOT_HOME", str(tmp_path / "data"))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "ask",
        "ask x --channel a --dm",
        "ask x --dm",
        "ask x --today yesterday",
        "ask  ",
        "import",
        "import a.csv",
        "import a.csv --map m.yaml --max-bad 2",
        "import a.csv --suggest b.csv",
        "notes",
        "notes add",
        "notes search x -k 0",
        "demo --port x",
    ],
)
def test_wrong_usage_ends_with_2_and_one_json_object(line, capsys):
    words = line.split(" ") if line else []
    assert bot.cli.main([*words, "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["error"]["type"] == "WrongUsage"


def test_without_json_an_error_goes_to_stderr_alone(capsys):
    assert bot.cli.main(["ask", "x", "--dm"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--dm needs --as" in err


def test_a_setting_that_cannot_work_is_an_error_object(monkeypatch, capsys):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "nonsense")
    assert bot.cli.main(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["type"] == "SettingsInvalid"


def test_every_command_has_its_help(capsys):
    for command in (["ask"], ["import"], ["notes", "add"], ["notes", "search"], ["demo"], ["run"], ["doctor"]):
        with pytest.raises(SystemExit) as ended:
            bot.cli.main([*command, "--help"])
        assert ended.value.code == 0
        assert "--json" in capsys.readouterr().out


def test_something_unforeseen_is_a_sentence_for_the_user_and_a_trace_for_the_log(monkeypatch, capsys):
    def broken(options, settings):
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(bot.cli, "_doctor", broken)
    assert bot.cli.main(["doctor", "--json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["error"]["type"] == "ZeroDivisionError"
    assert "Traceback" in err


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  who\n owns\tit? ", "who owns it?"),
        ("who\x00 owns\x1b[31m it", "who owns [31m it"),
        ("Cafe\u0301 \ud800 x", "Café \ufffd x"),
        ("a\u200bb\u202ec", "abc"),
        ("\x07\x00", ""),
        ("who owns *Halden Freight*, `Q3` _only_?", "who owns Halden Freight, Q3 only?"),
        ("3 * 4 * 5 of a_b_c and **", "3 * 4 * 5 of a_b_c and **"),
    ],
)
def test_a_question_is_one_line_of_valid_characters(typed, read):
    assert clean_question(typed) == read
    clean_question("x" * (10 * LONGEST_QUESTION)).encode()


def test_text_from_data_cannot_move_the_cursor():
    reply = Reply("answered", "x\x1b[2J", "evil \x1b]0;title\x07", tables=(Table(("a\x1b",), (("\x9b31m",),)),))
    shown = reply_text(reply, None)
    assert not any(one in shown for one in "\x1b\x07\x9b")
    assert printable("a\u202eb") == "a b"


def test_a_table_is_shown_in_columns():
    lines = table_text(Table(("Account", "Deals"), (("Halden Freight", "3"), ("Brix", "")))).splitlines()
    assert lines == ["Account         Deals", "--------------  -----", "Halden Freight  3", "Brix"]
