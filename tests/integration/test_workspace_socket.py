"""Socket Mode of the local Slack: with a real slack_bolt app, and with a bare socket where the wire itself matters."""

from __future__ import annotations

import contextlib
import json
import threading
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bot.workspace import Person, Room, SlackRefused, Workspace, WorkspaceError

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
EVENTS = SHARED / "slack-shapes" / "third_party" / "java-slack-sdk" / "events"
APP_BACKEND = SHARED / "slack_payloads" / "app_backend.jsonl"
PEOPLE = [Person("Dana Reyes", "dana@x.example"), Person("Priya Natarajan", "priya@x.example")]
ROOMS = [Room("general"), Room("deal-desk", members=("dana@x.example",), private=True), Room("random", bot=False)]
BUTTONS = {
    "type": "actions",
    "elements": [
        {"type": "button", "text": {"type": "plain_text", "text": "Show"}, "action_id": "show", "value": "q1"},
        {"type": "button", "text": {"type": "plain_text", "text": "Nobody listens"}, "action_id": "deaf"},
    ],
}


@contextlib.contextmanager
def echoing(ws):
    """A real bolt app on a real socket: says back what it hears, with a button."""
    app = App(client=WebClient(token=ws.bot_token, base_url=ws.api_url))

    @app.event("app_mention")
    def on_mention(event, say):
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": event["text"]}}, BUTTONS]
        say(text=event["text"], blocks=blocks, thread_ts=event.get("thread_ts", event["ts"]))

    @app.event("message")
    def on_message(event, say):
        if event.get("channel_type") == "im":
            say(text=f"you said {event['text']}")

    @app.action("show")
    def on_show(ack, respond, action):
        ack()
        respond(text=f"query {action['value']}", response_type="ephemeral", replace_original=False)

    handler = SocketModeHandler(app, ws.app_token, ping_interval=1)
    handler.connect()
    try:
        ws.wait_until_connected()
        yield handler
    finally:
        handler.client.auto_reconnect_enabled = False  # a closed socket ends the client at once, an open one in 3 s
        ws.stop()
        handler.close()


@contextlib.contextmanager
def bare(ws):
    """A socket by hand, past its hello."""
    url = WebClient(token=ws.app_token, base_url=ws.api_url).apps_connections_open(app_token=ws.app_token)["url"]
    with connect(url, proxy=None) as socket:
        assert json.loads(socket.recv(5))["type"] == "hello"
        yield socket


def envelope(socket):
    return json.loads(socket.recv(10))


def acknowledge(socket, got, **more):
    socket.send(json.dumps({"envelope_id": got["envelope_id"], **more}))


def test_a_mention_is_answered_in_its_thread_and_a_direct_message_beside_it():
    with Workspace(PEOPLE, ROOMS) as ws, echoing(ws):
        asked = ws.mention("what is <new> & old?", by="dana")
        answer = ws.wait_for_reply(asked)
        assert answer.thread_ts == asked.ts
        assert answer.content.startswith(f"<@{ws.bot_user_id}> what is &lt;new&gt; &amp; old?")
        assert ws.last_reply == answer
        assert ws.wait_for_reply(ws.direct("hello", by="priya")).text == "you said hello"


def test_a_button_reaches_the_app_and_its_answer_only_the_one_who_pressed():
    with Workspace(PEOPLE, ROOMS, ack_seconds=0.5) as ws, echoing(ws):
        answer = ws.wait_for_reply(ws.mention("x", by="dana"))
        assert ws.click(answer, "Show", by="dana") is True
        assert ws.wait_for_ephemeral("dana", after=answer).text == "query q1"
        assert ws.ephemerals("priya") == []
        assert ws.click(answer, "deaf", by="dana") is False
        with pytest.raises(WorkspaceError, match="it has: Show, Nobody listens"):
            ws.click(answer, "Buy", by="dana")


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", None])
def test_the_app_comes_back_after_a_disconnect_and_misses_nothing(reason):
    with Workspace(PEOPLE, ROOMS) as ws, echoing(ws):
        ws.disconnect(reason)
        assert ws.wait_for_reply(ws.direct("are you there?", by="dana"), timeout=30).text == "you said are you there?"


def test_an_event_waits_for_an_app_that_is_not_there_yet():
    with Workspace(PEOPLE, ROOMS) as ws:
        early = ws.direct("early bird", by="dana")
        with echoing(ws):
            assert ws.wait_for_reply(early).text == "you said early bird"


def test_a_mention_comes_as_two_events_with_two_ids_and_the_same_ts():
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        ws.mention("hi", by="dana", channel="deal-desk")
        one, two = envelope(socket), envelope(socket)
    assert [e["payload"]["event"]["type"] for e in (one, two)] == ["message", "app_mention"]
    assert one["payload"]["event"]["channel_type"] == "group"
    assert one["payload"]["event"]["ts"] == two["payload"]["event"]["ts"]
    assert one["payload"]["event_id"] != two["payload"]["event_id"]


def test_the_bot_hears_its_own_words_but_nothing_of_rooms_it_is_not_in():
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        ws.mention("psst", by="dana", channel="random")
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        posted = client.chat_postMessage(channel="general", text="mine")
        heard = envelope(socket)["payload"]["event"]
    assert (heard["ts"], heard["bot_id"]) == (posted["ts"], ws.bot_id)


def test_a_people_only_direct_message_is_none_of_the_bots_business():
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        private = ws.state.open_im(ws.user("dana").id, ws.user("priya").id).id
        ws.post("between us", by="dana", channel=private)
        with pytest.raises(SlackRefused):
            ws.invite(private, "abmbot")
        ws.direct("to the bot", by="dana")
        assert envelope(socket)["payload"]["event"]["text"] == "to the bot"


def test_an_unacknowledged_event_comes_three_times_more_and_an_acknowledged_one_never():
    with Workspace(PEOPLE, ROOMS, ack_seconds=0.05, retry_delays=(0.0, 0.05, 0.1)) as ws, bare(ws) as socket:
        ws.post("deaf ears", by="dana")
        got = [envelope(socket) for _ in range(4)]
        (lost,) = ws.deliveries
        assert lost.acked.result(10) is None
        ws.post("good ears", by="dana")
        last = envelope(socket)
        acknowledge(socket, last, payload={"text": "ok"})
        assert ws.deliveries[-1].acked.result(10) == {"text": "ok"}
    assert [(e["retry_attempt"], e["retry_reason"]) for e in got] == [(0, ""), *((n, "timeout") for n in (1, 2, 3))]
    assert len({e["payload"]["event_id"] for e in got}) == 1
    assert len({e["envelope_id"] for e in got}) == 4
    assert last["retry_attempt"] == 0


def test_a_late_acknowledgement_of_an_earlier_attempt_ends_the_retries():
    with Workspace(PEOPLE, ROOMS, ack_seconds=0.05, retry_delays=(0.0, 60.0)) as ws, bare(ws) as socket:
        ws.post("slow ears", by="dana")
        first = envelope(socket)
        assert envelope(socket)["retry_attempt"] == 1
        acknowledge(socket, first)
        assert ws.deliveries[0].acked.result(10) == {}


def test_an_event_lost_with_its_socket_is_sent_to_the_next_one():
    with Workspace(PEOPLE, ROOMS) as ws:
        with bare(ws) as socket:
            ws.post("hold on", by="dana")
            before = envelope(socket)
        with bare(ws) as socket:
            after = envelope(socket)
            acknowledge(socket, after)
    assert after["payload"]["event_id"] == before["payload"]["event_id"]
    assert (after["retry_attempt"], after["retry_reason"]) == (1, "connection_failed")


def test_noise_on_the_socket_is_passed_over():
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        for noise in ("", "{", "[1]", '{"envelope_id": 7}', '{"envelope_id": "unknown"}'):
            socket.send(noise)
        ws.post("still here", by="dana")
        acknowledge(socket, envelope(socket))
        assert ws.deliveries[0].acked.result(10) == {}


def test_a_ticket_opens_one_socket_and_a_made_up_one_none():
    with Workspace(PEOPLE, ROOMS) as ws:
        url = WebClient(token=ws.app_token, base_url=ws.api_url).apps_connections_open(app_token=ws.app_token)["url"]
        with connect(url, proxy=None) as first:
            first.recv(5)
            for wrong in (url, url.replace("ticket=", "ticket=x")):
                with pytest.raises(Exception, match="403"):
                    connect(wrong, proxy=None)


def test_the_eleventh_socket_is_sent_away():
    with Workspace(PEOPLE, ROOMS) as ws, contextlib.ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(bare(ws))
        url = WebClient(token=ws.app_token, base_url=ws.api_url).apps_connections_open(app_token=ws.app_token)["url"]
        with connect(url, proxy=None) as socket:
            assert json.loads(socket.recv(5)) == {"type": "disconnect", "reason": "too_many_websockets"}
            with pytest.raises(ConnectionClosed):
                socket.recv(5)
        assert ws.connections == 10


def pressed(ws, socket, **post):
    """A button pressed on a fresh message: its payload, acknowledged."""
    client = WebClient(token=ws.bot_token, base_url=ws.api_url)
    client.chat_postMessage(channel="general", text="choose", blocks=[BUTTONS], **post)
    acknowledge(socket, envelope(socket))
    pending = ws.press(ws.last_reply, "Show", by="dana")
    got = envelope(socket)
    acknowledge(socket, got)
    assert pending.result(10) == {}
    return got["payload"]


def respond(url, body):
    data = json.dumps(body).encode()
    request = Request(url, data=data, headers={"Content-Type": "application/json"})
    with build_opener(ProxyHandler({})).open(request) as response:
        return response.read()


def test_a_response_url_replaces_deletes_and_wears_out():
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        payload = pressed(ws, socket)
        url = payload["response_url"]
        assert respond(url, {"text": "chosen", "replace_original": True}) == b"ok"
        assert ws.last_reply.text == "chosen"
        assert ws.last_reply.blocks == []
        respond(url, {"text": "to all", "response_type": "in_channel"})
        assert ws.last_reply.text == "to all"
        respond(url, {"text": "to one"})
        (only,) = ws.ephemerals("dana")
        assert only.text == "to one"
        with pytest.raises(HTTPError) as refused:
            respond(url, {"text": " "})
        assert (refused.value.code, refused.value.read()) == (400, b"no_text")
        respond(url, {"delete_original": True})
        assert "chosen" not in [m.text for m in ws.messages("general")]
        with pytest.raises(HTTPError) as used:
            respond(url, {"text": "a sixth time"})
        assert (used.value.code, used.value.read()) == (404, b"used_url")


def test_an_ephemeral_message_with_a_button_is_replaced_and_taken_away():
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        dana = ws.user("dana").id
        client.chat_postEphemeral(channel=ws.channel("general").id, user=dana, text="?", blocks=[BUTTONS])
        pending = ws.press(ws.ephemerals("dana")[0], "Show", by="dana")
        got = envelope(socket)
        acknowledge(socket, got)
        assert pending.result(10) == {}
        payload = got["payload"]
        assert payload["container"]["is_ephemeral"] is True
        assert "message" not in payload
        respond(payload["response_url"], {"text": "done", "replace_original": True})
        assert [m.text for m in ws.ephemerals("dana")] == ["done"]
        respond(payload["response_url"], {"delete_original": True})
        assert ws.ephemerals("dana") == []


def test_a_press_on_a_workspace_that_stops_is_given_up():
    ws = Workspace(PEOPLE, ROOMS)
    ws.start()
    WebClient(token=ws.bot_token, base_url=ws.api_url).chat_postMessage(channel="general", text="x", blocks=[BUTTONS])
    pending = ws.press(ws.last_reply, "Show", by="dana")
    ws.stop()
    assert pending.result(10) is None
    ws.stop()


def test_many_people_talking_at_once_lose_and_mix_nothing():
    with Workspace(PEOPLE, ROOMS) as ws, echoing(ws):

        def talk(who):
            for number in range(20):
                ws.direct(f"{who} {number}", by=who)

        threads = [threading.Thread(target=talk, args=(who,)) for who in ("dana", "priya")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for who in ("dana", "priya"):
            channel = ws.open_app(who).id
            ws.wait_for(lambda channel=channel: len(ws.messages(channel)) == 40, timeout=20)
            said = {m.text for m in ws.messages(channel) if m.is_bot}
            assert said == {f"you said {who} {number}" for number in range(20)}
            stamps = [m.ts for m in ws.messages(channel)]
            assert stamps == sorted(set(stamps))


# -- shapes: no key that Slack's samples lack

FREE = {"blocks", "attachments", "files", "event_payload", "values"}


def keys_of(value, prefix=""):
    if isinstance(value, dict):
        for key, item in value.items():
            path = f"{prefix}.{key}" if prefix else key
            yield path
            if key not in FREE:
                yield from keys_of(item, path)
    elif isinstance(value, list):
        for item in value:
            yield from keys_of(item, f"{prefix}[]")


@pytest.mark.skipif(not EVENTS.is_dir(), reason="the shared Slack samples are not beside the repository")
def test_no_event_has_a_key_that_slacks_samples_lack():
    samples = {p.stem: set(keys_of(json.loads(p.read_text(encoding="utf-8")))) for p in EVENTS.glob("*.json")}
    wrapper = {k for keys in samples.values() for k in keys if not k.startswith("event.")}
    kinds = {
        "message": "MessagePayload",
        "app_mention": "AppMentionPayload",
        "message/message_changed": "MessageChangedPayload",
        "message/message_deleted": "MessageDeletedPayload",
        "message/thread_broadcast": "MessageThreadBroadcastPayload",
        "reaction_added": "ReactionAddedPayload",
        "member_joined_channel": "MemberJoinedChannelPayload",
        "member_left_channel": "MemberLeftChannelPayload",
        "app_home_opened": "AppHomeOpenedPayload",
    }
    with Workspace(PEOPLE, ROOMS) as ws:
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        asked = ws.mention("hi", by="dana")
        answer = client.chat_postMessage(
            channel="general", text="a", thread_ts=asked.ts, metadata={"event_type": "a", "event_payload": {}}
        )
        client.chat_postMessage(channel="general", text="b", thread_ts=asked.ts, reply_broadcast=True)
        client.chat_update(channel=answer["channel"], ts=answer["ts"], text="c")
        client.reactions_add(channel=asked.channel, timestamp=asked.ts, name="eyes")
        client.chat_delete(channel=answer["channel"], ts=answer["ts"])
        ws.leave("general", "priya")
        ws.join("general", "priya")
        ws.open_app("dana")
        seen = set()
        for delivery in ws.deliveries:
            event = delivery.payload["event"]
            kind = "/".join(filter(None, (event["type"], event.get("subtype"))))
            seen.add(kind)
            allowed = wrapper | samples[kinds[kind]] | {"event.metadata.event_payload"}
            if kind == "message/thread_broadcast":  # a message like any other, sent to the channel too
                allowed |= samples["MessagePayload"]
            assert not set(keys_of(delivery.payload)) - allowed, kind
    assert seen == kinds.keys()


@pytest.mark.skipif(not APP_BACKEND.is_file(), reason="the shared Slack samples are not beside the repository")
def test_no_interaction_has_a_key_that_slacks_sample_lacks():
    lines = map(json.loads, APP_BACKEND.read_text(encoding="utf-8").splitlines())
    sample = next(line["payload"] for line in lines if line["name"].endswith("BlockActionPayload"))
    allowed = set(keys_of(sample)) | {"state.values"}  # the sample leaves `state` empty
    with Workspace(PEOPLE, ROOMS) as ws, bare(ws) as socket:
        payload = pressed(ws, socket)
    strange = {k for k in set(keys_of(payload)) - allowed if not k.startswith("actions[]")}
    assert not strange
    assert payload["actions"][0]["value"] == "q1"
    assert payload["actions"][0]["action_id"] == "show"
