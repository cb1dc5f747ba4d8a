"""A bot process that is killed, and one that is asked to end: the real program in a process of its own."""

import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest

from bot.workspace import Person, Room, Workspace

# The bot with a skill that, while the file `hold` is there, says that it was asked and never comes back.
PROGRAM = textwrap.dedent(
    """
    import os, sys, threading
    from contextlib import closing
    from pathlib import Path
    from bot.app import Bot, until_told_to_end
    from bot.config import Settings
    from bot.wiring import House
    from skills.contracts import Reply, Sentence, Skill

    settings = Settings.read(os.environ)
    hold = settings.folder / "hold"

    def answer(ask, context):
        if hold.exists():
            print("asked", flush=True)
            threading.Event().wait()
        return Reply("answered", "what was asked", f"Answer to: {ask.text}", (Sentence(f"Answer to: {ask.text}", ()),))

    skills = {"ask": Skill("ask", "scripted", answer)}
    with closing(House(settings, skills=skills)) as house, closing(Bot(house)) as bot:
        bot.start()
        end = until_told_to_end()
        print("connected", flush=True)
        end()
    print("ended", flush=True)
    os._exit(0)
    """
)


@pytest.fixture
def workspace():
    with Workspace([Person("Dana Reyes", "dana@x.example")], [Room("general")], retry_delays=(0.0, 0.2)) as made:
        yield made


@pytest.fixture
def start(tmp_path, workspace):
    environ = {
        "ABMBOT_HOME": str(tmp_path),
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
    }
    running = []

    def started():
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout.readline() == "connected\n", process.stderr.read()
        workspace.wait_until_connected()
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


def test_a_bot_that_is_killed_before_it_answered_answers_after_the_restart(tmp_path, workspace, start):
    (tmp_path / "hold").touch()
    first = start()
    asked = workspace.mention("are you there?", by="dana")
    assert first.stdout.readline() == "asked\n"
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    (waiting,) = sqlite3.connect(tmp_path / "inbox.db").execute("SELECT status FROM inbox").fetchall()
    assert waiting == ("waiting",)
    assert all(one.acked.result(10) is not None for one in workspace.deliveries if one.kind == "events_api")

    (tmp_path / "hold").unlink()
    start()
    assert "Answer to: are you there?" in workspace.wait_for_reply(asked, timeout=30).content
    last = workspace.reply(asked, "@abmbot and now?", by="dana")
    assert "Answer to: and now?" in workspace.wait_for_reply(last, timeout=30).content
    assert sum(one.is_bot for one in workspace.thread(asked)) == 2


def test_a_bot_that_is_killed_before_it_posted_posts_after_the_restart(tmp_path, workspace, start):
    workspace.fail("chat.postMessage", times=1000, status=500)
    first = start()
    asked = workspace.mention("are you there?", by="dana")
    workspace.wait_for(lambda: workspace.calls("chat.postMessage") or None, timeout=20)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    workspace.fail("chat.postMessage", times=0, status=500)
    start()
    assert "Answer to: are you there?" in workspace.wait_for_reply(asked, timeout=60).content


def test_a_bot_that_is_asked_to_end_ends_in_good_order_and_frees_its_data_folder(workspace, start):
    first = start()
    asked = workspace.mention("hello?", by="dana")
    workspace.wait_for_reply(asked, timeout=30)
    first.send_signal(signal.SIGTERM)
    out, err = first.communicate(timeout=20)
    assert out == "ended\n"
    assert "Traceback" not in err
    assert first.returncode == 0
    start()
