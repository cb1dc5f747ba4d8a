import datetime as dt
import sqlite3
import threading

import pytest

from bot.delivery.inbox import Inbox, Incoming
from bot.delivery.workers import TryLater, Workers
from bot.listeners import actions, messages
from bot.owner import AlreadyRunning, ownership
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.outbox import NewPost, due_posts, enqueue, find_key, mark_failed, mark_sent, next_due, postpone

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def incoming(key, lane="one", kind="question", **body):
    return Incoming(key, lane, kind, body)


@pytest.fixture
def inbox(tmp_path):
    made = Inbox(tmp_path / "inbox.db")
    yield made
    made.close()


def test_an_item_of_a_known_key_is_written_once(inbox):
    assert inbox.record(incoming("a"), now=NOW)
    assert not inbox.record(incoming("a"), now=NOW)
    assert inbox.waiting() == 1


def test_items_of_a_lane_are_taken_in_order_and_lanes_do_not_wait_for_each_other(inbox):
    for key, lane in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        inbox.record(incoming(key, lane), now=NOW)
    first = inbox.take((), now=NOW)
    assert first.key == "a1"
    assert inbox.take({"a"}, now=NOW).key == "b1"
    assert inbox.take({"a", "b"}, now=NOW) is None
    inbox.finish(first)
    assert inbox.take({"b"}, now=NOW).key == "a2"


def test_what_follows_a_postponed_item_in_its_lane_waits_too(inbox):
    inbox.record(incoming("a1", "a"), now=NOW)
    inbox.record(incoming("a2", "a"), now=NOW)
    inbox.postpone(inbox.take((), now=NOW), NOW + dt.timedelta(seconds=5))
    assert inbox.take((), now=NOW) is None
    assert inbox.take((), now=NOW + dt.timedelta(seconds=6)).key == "a1"


def test_an_item_that_was_begun_is_there_again_after_a_restart(tmp_path):
    before = Inbox(tmp_path / "inbox.db")
    before.record(incoming("a", text="who?"), now=NOW)
    before.take((), now=NOW)
    before.close()
    after = Inbox(tmp_path / "inbox.db")
    item = after.take((), now=NOW)
    assert (item.key, item.body, item.attempts) == ("a", {"text": "who?"}, 2)
    after.close()


def test_the_words_of_a_done_item_are_wiped_and_its_key_is_kept_for_a_while(inbox, tmp_path):
    inbox.record(incoming("a", text="a secret question"), now=NOW)
    inbox.finish(inbox.take((), now=NOW))
    rows = sqlite3.connect(tmp_path / "inbox.db").execute("SELECT key, body FROM inbox").fetchall()
    assert rows == [("a", "{}")]
    assert not inbox.record(incoming("a"), now=NOW)
    assert inbox.prune(NOW + dt.timedelta(seconds=1)) == 1
    assert inbox.record(incoming("a"), now=NOW)


def test_an_inbox_that_is_no_database_is_told(tmp_path):
    (tmp_path / "inbox.db").write_text("this is not a database, it only looks like a file of one " * 20)
    with pytest.raises(DatabaseUnavailable):
        Inbox(tmp_path / "inbox.db")


class Clock:
    """A clock that is put forward by hand, or by every look at it."""

    def __init__(self, step=0.0):
        self.now, self.step = NOW, step

    def __call__(self):
        self.now += dt.timedelta(seconds=self.step)
        return self.now


def working(inbox, handle, give_up=lambda item: None, clock=None, threads=4):
    workers = Workers(inbox, handle, give_up, clock=clock or Clock(), threads=threads)
    workers.start()
    return workers


def emptied(inbox):
    with inbox.arrived:
        assert inbox.arrived.wait_for(lambda: inbox.waiting() == 0, timeout=10)


def test_workers_keep_the_order_of_a_lane(inbox):
    done = []
    for number in range(30):
        inbox.record(incoming(f"{number}", f"lane{number % 3}"), now=NOW)
    workers = working(inbox, lambda item: done.append((item.lane, int(item.key))))
    emptied(inbox)
    workers.stop()
    for lane in ("lane0", "lane1", "lane2"):
        numbers = [number for name, number in done if name == lane]
        assert numbers == sorted(numbers)
        assert len(numbers) == 10


def test_a_slow_item_does_not_hold_up_the_others(inbox):
    gate, others = threading.Event(), threading.Event()

    def handle(item):
        if item.key == "slow":
            assert gate.wait(10)
        else:
            others.set()

    inbox.record(incoming("slow", "a"), now=NOW)
    workers = working(inbox, handle, threads=2)
    inbox.record(incoming("quick", "b"), now=NOW)
    assert others.wait(10)
    gate.set()
    workers.stop()


def test_an_item_that_fails_is_given_up_with_a_word_and_the_worker_lives_on(inbox):
    told = []

    def handle(item):
        if item.key == "bad":
            raise ValueError("broken")

    inbox.record(incoming("bad"), now=NOW)
    inbox.record(incoming("good"), now=NOW)
    workers = working(inbox, handle, told.append, threads=1)
    emptied(inbox)
    workers.stop()
    assert [item.key for item in told] == ["bad"]


def test_what_may_pass_is_tried_again_and_not_for_ever(inbox):
    tries, told = [], []

    def handle(item):
        tries.append(item.attempts)
        raise TryLater("Slack is away")

    inbox.record(incoming("a"), now=NOW)
    workers = working(inbox, handle, told.append, clock=Clock(step=20), threads=1)
    emptied(inbox)
    workers.stop()
    assert tries == [1, 2, 3, 4, 5]
    assert len(told) == 1


# --- outbox rows ------------------------------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path):
    made = Database(f"sqlite:///{tmp_path}/store.db")
    made.upgrade()
    yield made
    made.close()


def post(key, channel="C1"):
    return NewPost(key, channel, "1.0", {"text": key})


def test_a_post_of_a_known_key_is_not_written_again(database):
    with database.write() as connection:
        assert enqueue(connection, [post("a"), post("a"), post("b")], now=NOW) == 2
        assert enqueue(connection, [post("a")], now=NOW) == 0


def test_posts_of_a_channel_wait_for_the_one_before(database):
    with database.write() as connection:
        enqueue(connection, [post("a1"), post("a2"), post("b1", "C2")], now=NOW)
        first, other = due_posts(connection, now=NOW)
        assert (first.key, other.key) == ("a1", "b1")
        postpone(connection, first.id, not_before=NOW + dt.timedelta(seconds=9), error="ratelimited")
        assert [one.key for one in due_posts(connection, now=NOW)] == ["b1"]
        mark_sent(connection, other.id, ts="5.5", now=NOW)
        assert next_due(connection) == NOW + dt.timedelta(seconds=9)
        assert find_key(connection, channel="C2", ts="5.5") == "b1"
        mark_failed(connection, first.id, error="channel_not_found")
        assert [one.key for one in due_posts(connection, now=NOW)] == ["a2"]


def test_a_post_is_undone_with_the_transaction_it_tells_of(database):
    with pytest.raises(ValueError, match="no"), database.write() as connection:
        enqueue(connection, [post("a")], now=NOW)
        raise ValueError("no")
    with database.read() as connection:
        assert due_posts(connection, now=NOW) == []


# --- one owner --------------------------------------------------------------------------------------------------------


def test_a_second_process_on_the_same_data_folder_is_turned_away(tmp_path):
    with ownership(tmp_path), pytest.raises(AlreadyRunning, match="already runs"), ownership(tmp_path):
        pass
    with ownership(tmp_path):
        pass


# --- what Slack tells, translated -------------------------------------------------------------------------------------


def event(**more):
    return {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": "U1",
        "ts": "9.1",
        "text": "hi",
    } | more


def test_a_mention_is_one_item_whichever_of_its_two_events_comes():
    by_mention = messages.mention(event(type="app_mention", text="<@UB> hi"), "T1", "UB")
    by_message = messages.message(event(text="<@UB> hi"), "T1", "UB")
    assert by_mention == by_message
    assert by_mention.kind == messages.QUESTION


def test_what_is_said_in_a_channel_without_a_mention_is_not_for_us():
    assert messages.message(event(), "T1", "UB") is None


def test_what_is_said_in_a_thread_may_be_a_follow_up_unless_it_speaks_to_another():
    assert messages.message(event(thread_ts="1.0"), "T1", "UB").kind == messages.OVERHEARD
    assert messages.message(event(thread_ts="1.0", text="<@U2> can you?"), "T1", "UB") is None
    assert messages.message(event(thread_ts="1.0", text="<@U2> ask <@UB>"), "T1", "UB").kind == messages.QUESTION


def test_a_direct_message_is_a_question():
    assert messages.message(event(channel_type="im"), "T1", "UB").kind == messages.QUESTION


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"user": "UB"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"text": None},
        {"user": None},
    ],
)
def test_bots_edits_and_deletions_are_not_for_us(more):
    assert messages.message(event(channel_type="im", **more), "T1", "UB") is None


def clicked(**more):
    action = {"action_id": "show_query", "value": "7", "action_ts": "10.0"}
    body = {"team": {"id": "T1"}, "user": {"id": "U1"}, "channel": {"id": "C1"}, "actions": [action]}
    return body | {"message": {"ts": "9.5", "thread_ts": "9.1"}} | more


def test_two_clicks_on_one_button_are_one_item():
    later = clicked(actions=[{"action_id": "show_query", "value": "7", "action_ts": "11.0"}])
    assert actions.show_query(clicked()).key == actions.show_query(later).key


def test_a_click_without_a_message_is_nothing():
    assert actions.show_query(clicked(message=None)) is None
