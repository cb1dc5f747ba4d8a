"""The local Slack's Web API over real HTTP: tokens, bodies, limits, shapes, errors."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.workspace import Person, Room, SlackRefused, Workspace, WorkspaceError

SHAPES = Path(__file__).parents[2] / ".." / "shared" / "data" / "slack-shapes" / "third_party" / "java-slack-sdk"

PEOPLE = [
    Person("Dana Reyes", "dana@x.example", "Account executive", tz="Europe/Berlin"),
    Person("Priya Natarajan", "priya@x.example", slack_id="UPRIYA00001"),
    Person("Luc Moreau", "luc@agency.example", is_restricted=True),
]
ROOMS = [
    Room("general", topic="Everything"),
    Room("deal-desk", members=("dana@x.example",), private=True),
    Room("secret", members=("dana@x.example",), private=True, bot=False),
    Room("random", bot=False),
    Room("with-guest", members=("dana@x.example", "luc@agency.example")),
]
TOO_MUCH = [
    {"type": "markdown", "text": "x" * 11_000},
    {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}},
]
OPEN = build_opener(ProxyHandler({}))


@pytest.fixture(scope="module")
def ws():
    with Workspace(PEOPLE, ROOMS) as workspace:
        yield workspace


@pytest.fixture
def client(ws):
    return WebClient(token=ws.bot_token, base_url=ws.api_url)


def call(ws, method, body=b"", *, token=None, kind="application/json", **headers):
    headers = {"Content-Type": kind, **headers}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    request = Request(ws.api_url + method, data=body, headers=headers, method="POST")
    try:
        with OPEN.open(request, timeout=10) as response:
            return json.loads(response.read())
    except HTTPError as error:
        return {"status": error.code, "headers": dict(error.headers), **json.loads(error.read() or b"{}")}


def error_of(work, *args, **kwargs):
    with pytest.raises(SlackApiError) as caught:
        work(*args, **kwargs)
    return caught.value.response["error"]


def test_only_the_two_tokens_of_the_workspace_are_taken(ws):
    assert call(ws, "auth.test")["error"] == "not_authed"
    assert call(ws, "auth.test", token="xoxb-somebody-else")["error"] == "invalid_auth"
    assert call(ws, "auth.test", token=ws.app_token)["error"] == "not_allowed_token_type"
    assert call(ws, "apps.connections.open", token=ws.bot_token)["error"] == "not_allowed_token_type"
    assert call(ws, "auth.test", token=ws.bot_token)["bot_id"] == ws.bot_id


def test_an_empty_body_called_json_is_a_call_without_arguments(ws):
    assert call(ws, "apps.connections.open", b"", token=ws.app_token)["url"].startswith("ws://127.0.0.1:")


def test_json_and_form_bodies_say_the_same(ws):
    channel = ws.channel("general").id
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]
    as_json = {"channel": channel, "text": "hello", "blocks": blocks}
    form = urlencode({**as_json, "blocks": json.dumps(blocks), "unfurl_links": "0"}).encode()
    one = call(ws, "chat.postMessage", json.dumps(as_json).encode(), token=ws.bot_token)
    two = call(ws, "chat.postMessage", form, token=ws.bot_token, kind="application/x-www-form-urlencoded")
    assert one["message"]["text"] == two["message"]["text"] == "hello"
    assert one["message"]["blocks"][0]["text"] == two["message"]["blocks"][0]["text"]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[" * 100_000, "application/json", "invalid_json"),
        (b"[1]", "application/json", "json_not_object"),
        (b"\xff\xfe", "application/json", "invalid_charset"),
        (b"<a/>", "text/xml", "invalid_post_type"),
        (b'{"channel": 7, "text": "x"}', "application/json", "invalid_arguments"),
        (b'{"text": "x"}', "application/json", "invalid_arguments"),
        (b'{"channel": "C404", "text": "x"}', "application/json", "channel_not_found"),
    ],
)
def test_a_broken_body_gets_slacks_error(ws, body, kind, error):
    assert call(ws, "chat.postMessage", body, token=ws.bot_token, kind=kind)["error"] == error


def test_an_unknown_method_is_named_so(ws):
    assert call(ws, "chat.shout", token=ws.bot_token)["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "random", "text": "x"}, "not_in_channel"),
        ({"channel": "secret", "text": "x"}, "channel_not_found"),
        ({"channel": "general", "text": " ", "blocks": []}, "no_text"),
        ({"channel": "general", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": "general", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "general", "markdown_text": "y" * 12_001}, "msg_too_long"),
        ({"channel": "general", "text": "x", "blocks": [{"type": "header"}]}, "invalid_blocks"),
        ({"channel": "general", "text": "x", "blocks": "nonsense"}, "invalid_blocks_format"),
        ({"channel": "general", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"channel": "general", "text": "x", "metadata": "nonsense"}, "invalid_metadata_format"),
        ({"channel": "general", "text": "x", "blocks": TOO_MUCH}, "msg_blocks_too_long"),
    ],
)  # fmt: skip
def test_a_post_slack_would_refuse_is_refused_and_nothing_is_shown(ws, client, arguments, error):
    before = len(ws.messages("general"))
    assert error_of(client.chat_postMessage, **arguments) == error
    assert len(ws.messages("general")) == before


def test_a_refused_block_is_pointed_at(ws, client):
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="general", text="x", blocks=blocks)
    line = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.response["errors"] == [line]
    assert caught.value.response["response_metadata"]["messages"] == [f"[ERROR] {line}"]


def test_long_text_is_cut_when_posted_and_refused_when_it_replaces(client):
    posted = client.chat_postMessage(channel="general", text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    arguments = {"channel": posted["channel"], "ts": posted["ts"], "text": "x" * 40_001}
    assert error_of(client.chat_update, **arguments) == "msg_too_long"


def test_metadata_is_kept_and_returned_when_all_of_it_is_asked_for(ws, client):
    metadata = {"event_type": "answer", "event_payload": {"key": "a1"}}
    posted = client.chat_postMessage(channel="general", text="with metadata", metadata=metadata)
    key = {"channel": posted["channel"], "inclusive": True, "oldest": posted["ts"], "latest": posted["ts"]}
    (bare,) = client.conversations_history(**key)["messages"]
    (full,) = client.conversations_history(**key, include_all_metadata=True)["messages"]
    assert "metadata" not in bare
    assert full["metadata"] == metadata
    replies = client.conversations_replies(channel=posted["channel"], ts=posted["ts"], include_all_metadata=True)
    assert replies["messages"][0]["metadata"] == metadata


def test_a_message_is_changed_and_deleted_by_its_author_only(ws, client):
    mine = client.chat_postMessage(channel="general", text="first")
    client.chat_update(channel=mine["channel"], ts=mine["ts"], text="second")
    assert ws.messages("general")[-1].text == "second"
    theirs = ws.post("mine", by="dana")
    where = {"channel": theirs.channel, "ts": theirs.ts}
    assert error_of(client.chat_update, **where, text="x") == "cant_update_message"
    assert error_of(client.chat_delete, **where) == "cant_delete_message"
    client.chat_delete(channel=mine["channel"], ts=mine["ts"])
    assert mine["ts"] not in [m.ts for m in ws.messages("general")]
    assert error_of(client.chat_delete, channel=mine["channel"], ts=mine["ts"]) == "message_not_found"


def test_a_deleted_message_leaves_a_stone_for_its_replies(ws, client):
    root = client.chat_postMessage(channel="general", text="root")
    client.chat_postMessage(channel="general", text="reply", thread_ts=root["ts"])
    client.chat_delete(channel=root["channel"], ts=root["ts"])
    stone, reply = client.conversations_replies(channel=root["channel"], ts=root["ts"])["messages"]
    assert (stone["subtype"], reply["text"]) == ("tombstone", "reply")


def test_a_thread_counts_its_replies(ws, client):
    root = ws.post("root", by="dana")
    first = client.chat_postMessage(channel=root.channel, text="one", thread_ts=root.ts)
    ws.reply(root, "two", by="priya")
    (shown,) = client.conversations_history(channel=root.channel, limit=1)["messages"]
    assert (shown["ts"], shown["reply_count"], shown["reply_users_count"]) == (root.ts, 2, 2)
    replies = client.conversations_replies(channel=root.channel, ts=root.ts)["messages"]
    assert [m["text"] for m in replies] == ["root", "one", "two"]
    assert error_of(client.chat_postMessage, channel=root.channel, text="x", thread_ts=first["ts"]) == (
        "cannot_reply_to_message"
    )
    assert error_of(client.conversations_replies, channel=root.channel, ts="1.000001") == "thread_not_found"


def test_history_is_read_page_by_page_newest_first(ws, client):
    channel = ws.channel("with-guest").id
    sent = [ws.post(f"m{n}", by="dana", channel="with-guest").ts for n in range(5)]
    first = client.conversations_history(channel=channel, limit=2)
    rest = client.conversations_history(channel=channel, limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert first["has_more"] is True
    assert rest["has_more"] is False
    assert [m["ts"] for m in [*first["messages"], *rest["messages"]]] == sent[::-1]
    assert error_of(client.conversations_history, channel=channel, cursor="??") == "invalid_cursor"
    newer = client.conversations_history(channel=channel, oldest=sent[2])["messages"]
    assert [m["ts"] for m in newer] == [sent[4], sent[3]]


def test_the_bot_sees_public_channels_and_its_own_but_no_other_private_one(client):
    kinds = "public_channel,private_channel"
    names = {c["name"] for c in client.conversations_list(types=kinds)["channels"]}
    assert names == {"general", "random", "deal-desk", "with-guest"}
    assert {c["name"] for c in client.conversations_list()["channels"]} == {"general", "random", "with-guest"}


def test_members_are_the_full_members_unless_they_are_named(ws, client):
    general = client.conversations_members(channel=ws.channel("general").id)["members"]
    named = client.conversations_members(channel=ws.channel("with-guest").id)["members"]
    assert set(general) == {ws.user("dana").id, "UPRIYA00001", ws.bot_user_id}
    assert ws.user("luc").id in named


def test_people_are_found_by_id_and_by_address(ws, client):
    dana = client.users_lookupByEmail(email="DANA@x.example")["user"]
    assert (dana["id"], dana["profile"]["title"]) == (ws.user("dana").id, "Account executive")
    assert dana["tz_offset"] in (3600, 7200)
    assert client.users_info(user=ws.user("luc").id)["user"]["is_restricted"] is True
    assert len(client.users_list()["members"]) == 4
    assert error_of(client.users_info, user="U404") == "user_not_found"
    assert error_of(client.users_lookupByEmail, email="no@x.example") == "users_not_found"


def test_a_direct_message_is_opened_once_and_posting_to_a_person_reaches_it(ws, client):
    dana = ws.user("dana").id
    opened = client.conversations_open(users=dana)["channel"]["id"]
    assert client.conversations_open(users=dana)["already_open"] is True
    assert client.chat_postMessage(channel=dana, text="psst")["channel"] == opened
    assert ws.messages(opened)[-1].text == "psst"
    assert error_of(client.conversations_open, users="U404") == "user_not_found"


def test_an_ephemeral_message_reaches_one_member_and_no_history(ws, client):
    channel, dana = ws.channel("general").id, ws.user("dana").id
    sent = client.chat_postEphemeral(channel=channel, user=dana, text="only you")
    assert sent["message_ts"] == ws.ephemerals("dana")[-1].ts
    assert ws.ephemerals("priya") == []
    assert "only you" not in [m["text"] for m in client.conversations_history(channel=channel)["messages"]]
    luc = ws.user("luc").id
    assert error_of(client.chat_postEphemeral, channel=channel, user=luc, text="x") == "user_not_in_channel"


def test_a_status_shows_until_a_post_or_its_time_is_up():
    now = [1_800_000_000.0]
    with Workspace(PEOPLE, ROOMS, clock=lambda: now[0]) as ws:
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        asked = ws.mention("slow one", by="dana")
        where = {"channel_id": asked.channel, "thread_ts": asked.ts}
        client.assistant_threads_setStatus(**where, status="is reading")
        assert ws.status(asked).text == "is reading"
        client.chat_postMessage(channel=asked.channel, thread_ts=asked.ts, text="done")
        assert ws.status(asked) is None
        client.agents_sessions_setStatus(**where, status="processing")
        assert ws.status(asked) is not None
        now[0] += 121
        assert ws.status(asked) is None
        assert error_of(client.agents_sessions_setStatus, **where, status="thinking") == "invalid_arguments"
        assert error_of(client.assistant_threads_setStatus, channel_id=asked.channel, thread_ts="9.9", status="x") == (
            "invalid_thread_ts"
        )


def test_suggested_prompts_are_at_most_four(ws, client):
    channel = client.conversations_open(users=ws.user("dana").id)["channel"]["id"]
    prompt = {"title": "Renewals", "message": "Which renewals are due?"}
    client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=[prompt] * 4)
    assert len(ws.state.prompts[channel]["prompts"]) == 4
    refused = {"channel_id": channel, "prompts": [prompt] * 5}
    assert error_of(client.assistant_threads_setSuggestedPrompts, **refused) == "invalid_arguments"


def test_an_archived_channel_is_closed_for_everybody():
    with Workspace(PEOPLE, ROOMS) as ws:
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        ws.archive("general")
        assert error_of(client.chat_postMessage, channel="general", text="x") == "is_archived"
        with pytest.raises(SlackRefused, match="is_archived"):
            ws.post("x", by="dana")


def test_injected_faults_are_what_a_client_meets(ws):
    ws.fail("users.list", times=1, status=429, retry_after=7)
    refused = call(ws, "users.list", token=ws.bot_token)
    assert (refused["status"], refused["error"]) == (429, "ratelimited")
    assert {k.lower(): v for k, v in refused["headers"].items()}["retry-after"] == "7"
    ws.fail("users.list", times=1, error="internal_error")
    assert call(ws, "users.list", token=ws.bot_token)["error"] == "internal_error"
    ws.fail("users.list", times=2, retry_after=0)
    patient = WebClient(token=ws.bot_token, base_url=ws.api_url)
    patient.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
    assert patient.users_list()["ok"] is True


def test_a_permalink_opens_the_page_and_names_its_thread(ws, client):
    root = ws.post("root", by="dana")
    reply = ws.reply(root, "reply", by="dana")
    link = client.chat_getPermalink(channel=root.channel, message_ts=reply.ts)["permalink"]
    assert link.endswith(f"?thread_ts={root.ts}&cid={root.channel}")
    with OPEN.open(link) as page:
        assert b"<title>Local Slack</title>" in page.read()


def test_a_reaction_is_added_once(ws, client):
    message = ws.post("nice", by="dana")
    where = {"channel": message.channel, "timestamp": message.ts, "name": "eyes"}
    client.reactions_add(**where)
    assert error_of(client.reactions_add, **where) == "already_reacted"


def test_messages_outlive_a_restart(tmp_path):
    store = tmp_path / "slack" / "workspace.db"
    with Workspace(PEOPLE, ROOMS, store=store) as ws:
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        root = ws.post("kept", by="dana")
        client.chat_postMessage(channel=root.channel, text="gone", thread_ts=root.ts)
        gone = client.chat_postMessage(channel=root.channel, text="gone")
        client.chat_delete(channel=root.channel, ts=gone["ts"])
        ws.direct("in private", by="priya")
    with Workspace(PEOPLE, ROOMS, store=store) as ws:
        assert [m.text for m in ws.messages("general")] == ["kept"]
        assert ws.messages("general")[0].body["reply_count"] == 1
        again = ws.direct("still here", by="priya")
        assert [m.text for m in ws.messages(again.channel)] == ["in private", "still here"]


def test_a_store_that_is_no_database_is_an_error_that_says_so(tmp_path):
    store = tmp_path / "workspace.db"
    store.write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(WorkspaceError, match="cannot keep its messages"):
        Workspace(PEOPLE, ROOMS, store=store)


def test_a_port_in_use_and_an_unknown_member_are_errors_that_say_what_to_do(ws):
    with pytest.raises(WorkspaceError, match="choose another one"):
        Workspace(PEOPLE, ROOMS).start(port=int(ws.url.rpartition(":")[2]))
    with pytest.raises(WorkspaceError, match=r"nobody@x\.example"):
        Workspace(PEOPLE, [Room("general", members=("nobody@x.example",))])


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"Host": "evil.example"}, 403),
        ("/page/boot", {"Host": "evil.example:80"}, 403),
        ("/page/boot", {}, 200),
        ("/static/app.js", {}, 200),
        ("/static/..%2fserver.py", {}, 404),
        ("/static/.hidden", {}, 404),
    ],
)
def test_only_this_machines_names_are_answered(ws, path, headers, status):
    try:
        with OPEN.open(Request(ws.url + path, headers=headers)) as response:
            got = response.status
            assert "default-src 'none'" in response.headers["content-security-policy"]
    except HTTPError as error:
        got = error.code
    assert got == status


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_another_website_cannot_write_through_the_page(ws, origin):
    body = json.dumps({"user": ws.user("dana").id, "channel": "general", "text": "forged"}).encode()
    headers = {"Content-Type": "application/json"} | ({"Origin": origin} if origin else {})
    with pytest.raises(HTTPError) as caught:
        OPEN.open(Request(ws.url + "/page/post", data=body, headers=headers))
    assert caught.value.code == 403
    assert "forged" not in [m.text for m in ws.messages("general")]


def test_a_form_of_another_content_type_is_not_taken_by_the_page(ws):
    body = json.dumps({"user": ws.user("dana").id, "channel": "general", "text": "forged"}).encode()
    headers = {"Content-Type": "text/plain", "Origin": ws.url}
    with pytest.raises(HTTPError) as caught:
        OPEN.open(Request(ws.url + "/page/post", data=body, headers=headers))
    assert caught.value.code == 400


def test_a_guest_reads_only_the_channels_of_a_guest(ws):
    with OPEN.open(f"{ws.url}/page/channels?user={ws.user('luc').id}") as response:
        seen = {c["name"] for c in json.loads(response.read())["channels"] if not c["is_im"]}
    assert seen == {"with-guest"}
    with pytest.raises(HTTPError) as caught:
        OPEN.open(f"{ws.url}/page/messages?user={ws.user('luc').id}&channel={ws.channel('general').id}")
    assert json.loads(caught.value.read()) == {"error": "channel_not_found"}


# -- shapes: no key that Slack's samples lack

CUT = {"blocks", "attachments", "files", "event_payload", "args"}
DOCUMENTED = {
    "conversations.info": {"channel.user"}
}  # docs.slack.dev shows it for a direct message; the sample has none


def paths_of(value, prefix=""):
    if isinstance(value, dict):
        for key, item in value.items():
            path = f"{prefix}.{key}" if prefix else key
            yield path
            if key not in CUT:
                yield from paths_of(item, path)
    elif isinstance(value, list):
        for item in value:
            yield from paths_of(item, f"{prefix}[]")


@pytest.mark.skipif(not SHAPES.is_dir(), reason="the shared Slack samples are not beside the repository")
def test_no_answer_has_a_key_that_slacks_samples_lack(ws, client):
    known = json.loads((SHAPES / "api_key_paths.json").read_text(encoding="utf-8"))
    channel, dana = ws.channel("general").id, ws.user("dana").id
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]
    metadata = {"event_type": "a", "event_payload": {"k": 1}}
    posted = client.chat_postMessage(channel=channel, text="x", blocks=blocks, metadata=metadata)
    ts = posted["ts"]
    ws.reply(ws.messages("general")[-1], "reply", by="dana")
    im = client.conversations_open(users=dana)["channel"]["id"]
    answers = {
        "chat.postMessage": [posted, client.chat_postMessage(channel=channel, text="x", thread_ts=ts)],
        "chat.postEphemeral": [client.chat_postEphemeral(channel=channel, user=dana, text="x")],
        "chat.update": [client.chat_update(channel=channel, ts=ts, text="y", blocks=blocks, metadata=metadata)],
        "chat.getPermalink": [client.chat_getPermalink(channel=channel, message_ts=ts)],
        "conversations.list": [client.conversations_list(types="public_channel,im,private_channel")],
        "conversations.info": [client.conversations_info(channel=c, include_num_members=True) for c in (channel, im)],
        "conversations.members": [client.conversations_members(channel=channel)],
        "conversations.history": [client.conversations_history(channel=channel, include_all_metadata=True)],
        "conversations.replies": [client.conversations_replies(channel=channel, ts=ts, include_all_metadata=True)],
        "conversations.open": [client.conversations_open(users=dana, return_im=True)],
        "conversations.join": [client.conversations_join(channel=channel)],
        "users.info": [client.users_info(user=dana, include_locale=True)],
        "users.list": [client.users_list()],
        "users.lookupByEmail": [client.users_lookupByEmail(email="dana@x.example")],
        "auth.test": [client.auth_test()],
        "api.test": [client.api_test(foo="bar")],
        "reactions.add": [client.reactions_add(channel=channel, timestamp=ts, name="+1")],
        "chat.delete": [client.chat_delete(channel=channel, ts=ts)],
    }
    for method, responses in answers.items():
        for response in responses:
            strange = set(paths_of(response.data)) - known[method].keys() - DOCUMENTED.get(method, set())
            assert not strange, method
