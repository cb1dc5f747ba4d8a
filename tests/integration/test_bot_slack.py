"""The real bolt app over real Socket Mode against the local workspace; only the skill is scripted."""

import datetime as dt
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from bot.app import Bot
from bot.config import Settings
from bot.owner import AlreadyRunning
from bot.wiring import House
from bot.workspace import Person, Room, Workspace
from bot.workspace.socketmode import Delivery
from skills.contracts import Option, Query, Reply, Sentence, Skill, Table
from storage.audience import register_labels
from storage.database import Database
from storage.errors import ModelMissing, SettingsInvalid, SlackUnreachable
from storage.evidence import Evidence
from storage.tables import Person as PersonRow

AS_OF = dt.datetime(2026, 10, 3, tzinfo=dt.UTC)
PEOPLE = [
    Person("Dana Reyes", "dana@x.example"),
    Person("Lee Grant", "lee@x.example"),
    Person("Gale Visitor", "gale@agency.example", is_restricted=True),
]
ROOMS = [
    Room("general"),
    Room("deal-desk", members=("dana@x.example", "lee@x.example"), private=True),
    Room("with-guest", members=("dana@x.example", "gale@agency.example")),
]
EVIL = "<!channel> <@U0000000001> <https://evil.example|here> *bold* & more"


class Scripted:
    """A skill that answers by rule; `gate` holds it, `begun` tells that it was asked."""

    def __init__(self):
        self.asks = []
        self.begun = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def questions(self):
        """What was asked: once each, although a question is looked at for the place and for the asker."""
        return list(dict.fromkeys(ask.text for ask in self.asks))

    def __call__(self, ask, context):
        self.asks.append(ask)
        self.begun.set()
        assert self.gate.wait(30)
        said = self.said(ask)
        if isinstance(said, Reply):
            return said
        found = Evidence("note:1#0", "note", "Halden", "Discovery call", "https://crm.example/1", AS_OF, said)
        return Reply(
            "answered",
            "champion at Halden",
            said,
            sentences=(Sentence(said, ("note:1#0",)),),
            tables=(Table(("Account", "Deals"), (("Halden", "3"), ("Brix", ""))),),
            evidence=(found,),
            query=Query("SELECT name FROM accounts -- <!channel>", True),
            plan={"question": ask.text},
        )

    def said(self, ask):
        if "boom" in ask.text:
            raise ValueError("a fault in the skill")
        if "no model" in ask.text:
            raise ModelMissing("The embedding model is not installed. Nothing was read. Install it.")
        if "which" in ask.text:
            options = (
                Option("Halden Freight", "who owns Halden Freight?"),
                Option("Halden Foods", "who owns Halden Foods?"),
            )
            return Reply("clarify", "owner of Halden", "Which Halden?", options=options)
        if "evil" in ask.text:
            return EVIL
        parts = [f"Answer to: {ask.text}"]
        parts += ["after " + "; ".join(turn.question for turn in ask.thread)] if ask.thread else []
        parts += ["[sales only]"] if "what about" in ask.text and ask.audience.may_see("team:Sales") else []
        parts += ["[nothing to be told here]"] if not ask.audience.may_see("everyone") else []
        return " ".join(parts)


class NoModel:
    """Nothing is looked up in notes here: no model needs to be loaded for it."""

    name, dimension = "none", 2

    def encode(self, texts):
        return np.ones((len(texts), 2), dtype=np.float32)


@pytest.fixture(scope="module")
def workspace():
    with Workspace(PEOPLE, ROOMS, retry_delays=(0.0, 0.2, 0.2)) as made:
        yield made


@pytest.fixture
def skill():
    return Scripted()


@pytest.fixture
def house(tmp_path, workspace, skill):
    database = Database(f"sqlite:///{tmp_path}/abmbot.db")
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"everyone", "team:Sales"})
        about = {"source_system": "t", "as_of": AS_OF, "visibility": "everyone", "custom": {}, "active": True}
        for name, email, team in (
            ("Dana Reyes", "Dana@x.example", "Sales"),
            ("Lee Grant", "lee@x.example", "Marketing"),
        ):
            connection.execute(
                PersonRow.__table__.insert().values(source_id=email, name=name, email=email, team=team, **about)
            )
    database.close()
    made = House(settings_for(tmp_path, workspace), skills={"ask": Skill("ask", "scripted", skill)}, embedder=NoModel())
    yield made
    made.close()


def settings_for(folder, workspace):
    return Settings(home=str(folder)).for_workspace(
        api=workspace.api_url, bot_token=workspace.bot_token, app_token=workspace.app_token
    )


@pytest.fixture
def bot(house, workspace, skill):
    running = Bot(house)
    running.start()
    workspace.wait_until_connected()
    yield running
    skill.gate.set()
    running.close()


def replies(workspace, message):
    return [one for one in workspace.thread(message) if one.is_bot]


def test_a_mention_is_answered_in_its_thread_with_sources_table_and_status(workspace, bot, skill):
    skill.gate.clear()
    asked = workspace.mention("who is our champion at Halden & Co?", by="dana")
    workspace.wait_for(lambda: workspace.status(asked))
    skill.gate.set()
    answer = workspace.wait_for_reply(asked)
    assert answer.thread_ts == asked.ts
    assert "Answer to: who is our champion at Halden & Co?" in answer.content
    assert "Discovery call" in answer.content
    assert "3 Oct 2026" in answer.content
    assert "Halden | 3" in answer.content
    assert answer.text.startswith("Answer to: who is our champion at Halden &amp; Co?")
    assert workspace.status(asked) is None
    payload = answer.metadata["event_payload"]
    assert list(payload) == ["key"]
    assert "Halden" not in str(payload)


def test_a_mention_that_arrives_as_two_events_is_answered_once(workspace, bot):
    asked = workspace.mention("once?", by="dana")
    workspace.wait_for_reply(asked)
    kinds = [one.payload["event"]["type"] for one in _about(workspace, asked)]
    assert sorted(kinds) == ["app_mention", "message"]
    assert _settled(workspace, bot, asked) == 1


def test_an_event_that_is_delivered_again_is_answered_once(workspace, bot):
    asked = workspace.mention("again?", by="dana")
    workspace.wait_for_reply(asked)
    for earlier in _about(workspace, asked):
        assert workspace.sockets.deliver(Delivery(earlier.kind, earlier.payload)).acked.result(10) is not None
    assert _settled(workspace, bot, asked) == 1


def _about(workspace, message):
    """The deliveries that told of a message."""
    return [
        one
        for one in workspace.deliveries
        if one.kind == "events_api"
        and one.payload["event"].get("ts") == message.ts
        and one.payload["event"].get("channel") == message.channel
    ]


def _settled(workspace, bot, message):
    """How many replies a message has once a later question of the same thread is answered: the order of a thread is
    kept, so that nothing can come after it."""
    last = workspace.reply(message, "@abmbot and finally", by="dana")
    workspace.wait_for_reply(last)
    return len(replies(workspace, message)) - 1


def test_a_direct_message_is_answered(workspace, bot):
    asked = workspace.direct("who owns Halden?", by="lee")
    assert "Answer to: who owns Halden?" in workspace.wait_for_reply(asked).content


def test_a_follow_up_in_the_thread_needs_no_mention_and_knows_what_came_before(workspace, bot):
    asked = workspace.mention("who owns Halden?", by="dana")
    workspace.wait_for_reply(asked)
    more = workspace.reply(asked, "and their renewal date?", by="dana")
    assert "after who owns Halden?" in workspace.wait_for_reply(more).content


def test_what_others_say_in_the_thread_is_left_alone_unless_they_mention_the_bot(workspace, bot, skill):
    asked = workspace.mention("who owns Halden?", by="dana")
    workspace.wait_for_reply(asked)
    workspace.reply(asked, "I think it is me", by="lee")
    workspace.reply(asked, "@lee are you sure?", by="dana")
    theirs = workspace.reply(asked, "@abmbot is it?", by="lee")
    workspace.wait_for_reply(theirs)
    assert skill.questions() == ["who owns Halden?", "is it?"]


def test_talk_in_a_channel_and_in_other_threads_is_left_alone(workspace, bot, skill):
    talk = workspace.post("shall we have lunch?", by="dana")
    workspace.reply(talk, "yes", by="dana")
    asked = workspace.reply(talk, "@abmbot who owns Halden?", by="dana")
    workspace.wait_for_reply(asked)
    workspace.reply(talk, "thanks", by="dana")
    assert _settled(workspace, bot, asked) == 1
    assert skill.questions() == ["who owns Halden?", "and finally"]


def test_what_only_the_asker_may_know_goes_to_them_and_the_channel_learns_no_more(workspace, bot, skill):
    asked = workspace.mention("what about Halden?", by="dana")
    told = workspace.wait_for_reply(asked)
    assert "privately" in told.content
    assert "Halden" not in told.content + told.text
    assert "sales only" not in str([one.body for one in workspace.messages("general")])
    private = workspace.wait_for(lambda: _private(workspace, "dana", "[sales only]"))
    assert "Answer to: what about Halden?" in private.content

    assert workspace.click(private, "Show query", by="dana")
    workspace.wait_for(lambda: [one for one in replies(workspace, private) if "SELECT" in one.content] or None)
    more = workspace.post("and since when?", by="dana", channel=private.channel, thread=private)
    assert "after what about Halden?" in workspace.wait_for_reply(more).content


def _private(workspace, who, words):
    room = workspace.open_app(who)
    return next((one for one in workspace.messages(room.id) if words in one.content), None)


def test_a_private_channel_is_told_what_all_its_members_may_know(workspace, bot, skill):
    asked = workspace.mention("what about Halden?", by="lee", channel="deal-desk")
    assert "sales only" not in workspace.wait_for_reply(asked).content
    assert {reader.email for reader in skill.asks[0].audience.readers} == {"dana@x.example", "lee@x.example"}


def test_in_a_direct_message_the_asker_is_told_what_they_may_know(workspace, bot):
    asked = workspace.direct("what about Halden?", by="dana")
    assert "[sales only]" in workspace.wait_for_reply(asked).content


def test_where_a_guest_reads_nothing_of_the_store_is_told(workspace, bot, skill):
    asked = workspace.mention("what about Halden?", by="gale", channel="with-guest")
    assert "nothing to be told here" in workspace.wait_for_reply(asked).content
    assert not skill.asks[0].audience.may_see("everyone")


def test_the_query_is_shown_once_however_often_the_button_is_pressed(workspace, bot):
    asked = workspace.mention("who owns Halden?", by="lee")
    answer = workspace.wait_for_reply(asked)
    assert all(workspace.click(answer, "Show query", by=who) for who in ("lee", "lee", "dana"))
    assert _settled_query(workspace, bot, asked) == 1
    shown = next(one for one in replies(workspace, asked) if "SELECT name FROM accounts" in one.content)
    assert "<!channel>" not in shown.text


def _settled_query(workspace, bot, message):
    last = workspace.reply(message, "@abmbot and finally", by="lee")
    workspace.wait_for_reply(last)
    return sum("SELECT name FROM accounts" in one.content for one in replies(workspace, message))


def test_a_button_carried_to_another_place_shows_nothing(workspace, bot, caplog):
    asked = workspace.mention("who owns Halden?", by="lee", channel="deal-desk")
    answer = workspace.wait_for_reply(asked)
    elsewhere = workspace.mention("hello there", by="lee", channel="general")
    workspace.wait_for_reply(elsewhere)
    workspace.click(answer, "Show query", by="lee")
    workspace.wait_for(lambda: [one for one in replies(workspace, asked) if "SELECT" in one.content] or None)
    click = next(one for one in reversed(workspace.deliveries) if one.kind == "interactive").payload
    forged = click | {"channel": {"id": elsewhere.channel, "name": "general"}}
    forged["message"] = click["message"] | {"ts": elsewhere.ts, "thread_ts": elsewhere.ts}
    assert workspace.sockets.deliver(Delivery("interactive", forged)).acked.result(10) is not None
    assert _settled_query(workspace, bot, elsewhere) == 0


def test_an_option_asks_its_question_in_the_same_thread(workspace, bot):
    asked = workspace.mention("which Halden?", by="lee")
    answer = workspace.wait_for_reply(asked)
    assert workspace.click(answer, "Halden Foods", by="lee")
    found = workspace.wait_for(
        lambda: [one for one in replies(workspace, asked) if "Answer to: who owns Halden Foods?" in one.content] or None
    )
    assert len(found) == 1


def test_markup_in_question_and_answer_comes_out_harmless(workspace, bot):
    asked = workspace.mention(f"evil {EVIL}", by="dana")
    answer = workspace.wait_for_reply(asked)
    sent = workspace.calls("chat.postMessage")[-1]
    assert EVIL in answer.content
    for parsed in (sent["text"], *_mrkdwn(sent["blocks"])):
        assert "<!" not in parsed
        assert "<@" not in parsed
        assert "<https://evil" not in parsed


def _mrkdwn(node):
    if isinstance(node, list):
        return [text for item in node for text in _mrkdwn(item)]
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "mrkdwn" else []
        return own + [text for value in node.values() for text in _mrkdwn(value)]
    return []


def test_a_pasted_novel_gets_a_clear_answer(workspace, bot, skill):
    asked = workspace.direct("word " * 7_900, by="dana")
    assert "characters long" in workspace.wait_for_reply(asked).content
    assert skill.asks == []


def test_a_mentioned_colleague_goes_by_name(workspace, bot, skill):
    asked = workspace.mention("does @lee own Halden?", by="dana")
    workspace.wait_for_reply(asked)
    assert skill.questions() == ["does Lee Grant own Halden?"]


def test_an_empty_mention_is_the_skills_to_answer(workspace, bot, skill):
    asked = workspace.post("@abmbot", by="dana")
    workspace.wait_for_reply(asked)
    assert skill.questions() == [""]


def test_a_fault_in_the_skill_is_owned_up_to_and_logged(workspace, bot, caplog):
    asked = workspace.mention("boom", by="dana")
    assert "went wrong on my side" in workspace.wait_for_reply(asked).content
    assert "a fault in the skill" in caplog.text


def test_an_error_with_a_sentence_for_the_user_is_passed_on(workspace, bot):
    asked = workspace.mention("no model", by="dana")
    assert "The embedding model is not installed" in workspace.wait_for_reply(asked).content


def test_a_connection_that_is_dropped_while_answering_is_survived(workspace, bot, skill):
    skill.gate.clear()
    asked = workspace.mention("before the drop", by="lee")
    assert skill.begun.wait(10)
    workspace.disconnect(None)
    skill.gate.set()
    assert "before the drop" in workspace.wait_for_reply(asked, timeout=30).content
    workspace.wait_until_connected(timeout=30)
    later = workspace.mention("after the drop", by="lee")
    assert "after the drop" in workspace.wait_for_reply(later, timeout=30).content


def test_posts_survive_what_may_pass_and_stay_in_order(workspace, bot, caplog):
    workspace.fail("chat.postMessage", times=1, status=429, retry_after=1)
    first = workspace.mention("first", by="lee")
    workspace.reply(first, "@abmbot second", by="lee")
    workspace.wait_for(lambda: len(replies(workspace, first)) == 2 or None, timeout=30)
    said = [one.content for one in replies(workspace, first)]
    assert "Answer to: first" in said[0]
    assert "Answer to: second" in said[1]
    workspace.fail("chat.postMessage", times=2, status=500)
    third = workspace.reply(first, "@abmbot third", by="lee")
    workspace.wait_for_reply(third, timeout=30)
    assert len(replies(workspace, first)) == 3


def test_a_post_that_arrived_although_slack_failed_is_not_made_twice(workspace, bot, house, monkeypatch):
    from slack_sdk import WebClient

    real, failed = WebClient.chat_postMessage, []

    def posts_and_then_times_out(self, **arguments):
        made = real(self, **arguments)
        if not failed:
            failed.append(made)
            raise TimeoutError("the answer was lost")
        return made

    monkeypatch.setattr(WebClient, "chat_postMessage", posts_and_then_times_out)
    asked = workspace.mention("how often?", by="lee")
    workspace.wait_for_reply(asked)
    last = workspace.reply(asked, "@abmbot and finally", by="lee")
    workspace.wait_for_reply(last, timeout=30)
    assert failed
    assert len(replies(workspace, asked)) == 2


def test_blocks_that_slack_refuses_go_out_as_text(workspace, bot, caplog):
    workspace.fail("chat.postMessage", times=1, error="invalid_blocks")
    asked = workspace.mention("as text", by="lee")
    answer = workspace.wait_for_reply(asked)
    assert "Answer to: as text" in answer.text
    assert "goes out as text" in caplog.text


def test_a_post_that_can_never_be_made_is_given_up_and_the_next_goes_out(workspace, bot, caplog):
    workspace.fail("chat.postMessage", times=1, error="is_archived")
    lost = workspace.mention("lost", by="lee")
    after = workspace.reply(lost, "@abmbot not lost", by="lee")
    workspace.wait_for_reply(after)
    (said,) = replies(workspace, lost)
    assert "Answer to: not lost" in said.content
    assert "given up: is_archived" in caplog.text


def test_an_event_that_cannot_be_written_down_is_not_acknowledged(workspace, bot, house, monkeypatch, caplog):
    from bot.delivery.inbox import Inbox

    broken = threading.Event()
    real = Inbox.record

    def cannot(self, incoming, *, now):
        if not broken.is_set():
            broken.set()
            raise OSError("disk full")
        return real(self, incoming, now=now)

    monkeypatch.setattr(Inbox, "record", cannot)
    asked = workspace.direct("is it safe?", by="lee")
    assert "Answer to: is it safe?" in workspace.wait_for_reply(asked, timeout=30).content
    assert [one.attempt for one in _about(workspace, asked)] == [1]


def test_a_status_that_slack_refuses_stops_no_answer(workspace, bot):
    workspace.fail("assistant.threads.setStatus", times=1, error="missing_scope")
    asked = workspace.mention("without status", by="lee")
    assert "Answer to: without status" in workspace.wait_for_reply(asked).content


def test_where_slack_does_not_say_who_reads_nothing_is_told(workspace, bot, skill):
    workspace.fail("conversations.members", times=1, error="missing_scope")
    asked = workspace.mention("who reads this?", by="lee")
    assert "privately" in workspace.wait_for_reply(asked).content
    assert not skill.asks[0].audience.may_see("everyone")


def test_a_second_bot_on_the_same_data_folder_is_turned_away(workspace, bot, house):
    with pytest.raises(AlreadyRunning):
        Bot(House(house.settings)).start()


def test_tokens_that_slack_does_not_know_are_told(tmp_path, workspace):
    settings = Settings(home=str(tmp_path)).for_workspace(
        api=workspace.api_url, bot_token="xoxb-wrong", app_token="xapp-wrong"
    )
    house = House(settings, skills={})
    with pytest.raises(SlackUnreachable, match="invalid_auth"):
        Bot(house).start()
    with pytest.raises(SettingsInvalid, match="SLACK_APP_TOKEN"):
        Bot(House(Settings(home=str(tmp_path)), skills={})).start()
    house.close()


def test_a_slack_that_is_not_there_is_told(tmp_path):
    settings = Settings(home=str(tmp_path)).for_workspace(
        api="http://127.0.0.1:9/api/", bot_token="xoxb-1", app_token="xapp-1"
    )
    house = House(settings, skills={})
    with pytest.raises(SlackUnreachable, match="could not be reached"):
        Bot(house).start()
    house.close()


def test_the_process_ends_when_it_is_told_to_though_its_model_is_still_being_loaded(tmp_path, workspace):
    program = (
        "import sys, threading, bot.app, bot.cli\n"
        "bot.app._warm_up = lambda house: threading.Event().wait()\n"
        "sys.argv = ['abmbot', 'run', '--json']\n"
        "bot.cli.run_and_exit()"
    )
    environ = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "ABMBOT_HOME": str(tmp_path),
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ
    )
    try:
        assert "connected" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (out, process.returncode) == ("", 0), err


@pytest.fixture(autouse=True)
def _quiet():
    logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)
