"""The local Slack's page in a real browser, with a real slack_bolt app behind it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace import Person, Room, Workspace

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no Chromium at {CHROMIUM} (apt-get install chromium)"),
]

PEOPLE = [
    Person("Dana Reyes", "dana@x.example", "Account executive"),
    Person("Priya Natarajan", "priya@x.example", "Marketing lead"),
    Person("Luc Moreau", "luc@agency.example", "Agency", is_restricted=True),
    Person("Mia Stone", "mia@agency.example", is_restricted=True),
]
ROOMS = [
    Room("general", topic="Everything about our target accounts"),
    Room("deal-desk", members=("dana@x.example",), private=True),
    Room("with-agency", members=("dana@x.example", "luc@agency.example")),
    Room("random", bot=False),
]
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><b>& bold?"


def plain(text):
    return {"type": "plain_text", "text": text}


def answer_blocks(question):
    def button(text, action, **more):
        return {"type": "button", "text": plain(text), "action_id": action, "value": "q1", **more}

    def row(*words):
        return [{"type": "raw_text", "text": word} for word in words]

    source = {"type": "mrkdwn", "text": "Source: <https://notes.example/2|Discovery call>"}
    confirm = {
        "title": plain("Forget it?"),
        "text": plain("Gone is gone."),
        "confirm": plain("Forget"),
        "deny": plain("Keep"),
    }
    return [
        {"type": "header", "text": plain("Halden Freight")},
        {"type": "markdown", "text": "**Ines Okafor** is your champion.\n\n- one\n- `two`\n\n[The record](https://crm.example/1)"},
        {"type": "section", "text": {"type": "mrkdwn", "text": f"You asked: {question}"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Owner*\nDana"}, plain("Stage: won")]},
        {"type": "table", "rows": [row("Contact", "Role"), row("Ines Okafor", "Champion"), row("Marcus", HOSTILE)]},
        {"type": "image", "image_url": "https://elsewhere.example/chart.png", "alt_text": "A chart"},
        {"type": "divider"},
        {"type": "context", "elements": [source]},
        {
            "type": "actions",
            "elements": [
                button("Show the query", "show", style="primary"),
                button("Forget", "forget", style="danger", confirm=confirm),
                {
                    "type": "static_select",
                    "action_id": "pick",
                    "placeholder": plain("Pick an account"),
                    "options": [{"text": plain(name), "value": name} for name in ("Halden", "Haldane")],
                },
            ],
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": {"text": plain("Good answer"), "value": "good"},
                    "negative_button": {"text": plain("Bad answer"), "value": "bad"},
                }
            ],
        },
    ]  # fmt: skip


def bolt_app(ws, heard):
    app = App(client=WebClient(token=ws.bot_token, base_url=ws.api_url))

    @app.event("app_mention")
    def on_mention(event, say, client):
        thread = event.get("thread_ts", event["ts"])
        if "slowly" in event["text"]:
            client.assistant_threads_setStatus(
                channel_id=event["channel"], thread_ts=thread, status="is reading 14 notes"
            )
            return
        question = event["text"].partition("> ")[2]
        say(text="Ines Okafor", blocks=answer_blocks(question), thread_ts=thread)

    @app.event("message")
    def on_message(event, say):
        if event.get("channel_type") == "im":
            say(text=f"You said *{event['text']}*")

    @app.event("app_home_opened")
    def on_open(event, client):
        prompts = [{"title": "Renewals", "message": "Which renewals are due?"}]
        client.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], prompts=prompts)

    @app.action(re.compile("forget|pick|feedback"))
    def on_any(ack, action):
        ack()
        heard.append((action["action_id"], action.get("selected_option", action).get("value")))

    @app.action("show")
    def on_show(ack, respond):
        ack()
        respond(text="```select name from contacts```", replace_original=False)

    return app


@pytest.fixture
def heard():
    return []


@pytest.fixture
def ws(heard):
    with Workspace(PEOPLE, ROOMS, name="Northwind", ack_seconds=1.0) as workspace:
        handler = SocketModeHandler(bolt_app(workspace, heard), workspace.app_token)
        handler.connect()
        workspace.wait_until_connected()
        yield workspace
        handler.client.auto_reconnect_enabled = False  # a closed socket ends the client at once, an open one in 3 s
        workspace.stop()
        handler.close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, ws):
    """A page as Dana; anything the browser complains of, and any address but ours, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-US")
    tab = context.new_page()
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    tab.on("request", lambda request: request.url.startswith(ws.url) or complaints.append(request.url))
    tab.goto(ws.url)
    expect(tab.get_by_role("heading", name="general", level=2)).to_be_visible()
    yield tab
    context.close()
    assert complaints == []


def become(page, name):
    page.get_by_label("Who am I").select_option(label=name)
    expect(page.locator(".whoami-name")).to_contain_text(re.split(r" \(| –", name)[0])  # shown once they have arrived


def test_a_question_typed_in_the_page_is_answered_with_blocks_in_its_thread(page, ws):
    field = page.get_by_role("textbox", name="Message #general")
    field.fill("@ab")
    field.press("End")
    field.type("m")
    expect(page.get_by_role("option", name="abmbot")).to_be_visible()
    field.press("Enter")
    field.type(f"who is our champion? {HOSTILE}")
    field.press("Shift+Enter")
    field.type("second line")
    field.press("Enter")
    expect(field).to_have_value("")
    asked = page.get_by_label("Messages in general").get_by_role("article").filter(has_text="who is our champion?")
    expect(asked.locator(".mention")).to_have_text("@abmbot")
    expect(asked).to_contain_text(HOSTILE)
    asked.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    answer = thread.get_by_role("article").last
    expect(answer.locator("h3")).to_have_text("Halden Freight")
    expect(answer.locator("strong").first).to_have_text("Ines Okafor")
    expect(answer.locator(".markdown li")).to_have_text(["one", "two"])
    expect(answer.get_by_role("link", name="The record")).to_have_attribute("href", "https://crm.example/1")
    expect(answer.get_by_role("link", name="Discovery call")).to_have_attribute("rel", "noopener noreferrer")
    expect(answer.get_by_role("columnheader")).to_have_text(["Contact", "Role"])
    expect(answer.get_by_role("cell").last).to_have_text(HOSTILE)
    expect(answer.get_by_role("link", name="A chart")).to_be_visible()
    assert page.title() == "Northwind – Local Slack"
    assert page.locator(".content img").count() == 0
    assert ws.messages("general")[-1].text.startswith(f"<@{ws.bot_user_id}> who is our champion? &lt;img")


def open_answer(page, ws):
    asked = ws.mention("who?", by="dana")
    ws.wait_for_reply(asked)
    page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    return asked, thread


def test_buttons_menus_and_feedback_reach_the_app(page, ws, heard):
    asked, thread = open_answer(page, ws)
    thread.get_by_role("button", name="Show the query").click()
    expect(thread.get_by_text("Only visible to you")).to_be_visible()
    expect(thread.locator("pre")).to_have_text("select name from contacts")
    thread.get_by_label("Pick an account").select_option("Haldane")
    thread.get_by_role("button", name="Good answer").click()
    expect(thread.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    thread.get_by_role("button", name="Forget").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    thread.get_by_role("button", name="Forget").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    ws.wait_for(lambda: sum(d.kind == "interactive" and d.acked.done() for d in ws.deliveries) == 4)
    assert heard == [("pick", "Haldane"), ("feedback", "good"), ("forget", "q1")]
    become(page, "Priya Natarajan – Marketing lead")
    page.get_by_role("button", name="1 reply").click()
    expect(thread.get_by_role("article")).to_have_count(2)
    assert asked.ts in page.url


def test_an_app_that_does_not_answer_a_click_is_told_of(page, ws):
    _, thread = open_answer(page, ws)
    deaf = {"type": "button", "text": plain("Deaf"), "action_id": "deaf"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [deaf]}]
    ws.state.change_message(ws.last_reply.channel, ws.last_reply.ts, blocks=blocks)
    thread.get_by_role("button", name="Deaf").click()
    expect(thread.get_by_role("alert")).to_have_text("abmbot did not answer in time. Try again.")


def test_a_follow_up_goes_into_the_thread_and_a_status_shows_while_the_bot_thinks(page, ws):
    asked, thread = open_answer(page, ws)
    field = thread.get_by_role("textbox", name="Reply in thread")
    field.fill("@abmbot slowly please")
    field.press("Enter")
    expect(thread.get_by_role("status")).to_have_text("abmbot is reading 14 notes")
    client = WebClient(token=ws.bot_token, base_url=ws.api_url)
    client.chat_postMessage(channel=asked.channel, thread_ts=asked.ts, text="Here it is")
    expect(thread.get_by_role("article").last).to_contain_text("Here it is")
    expect(thread.get_by_role("status")).to_have_text("")
    expect(page.get_by_role("button", name="3 replies")).to_be_visible()
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()
    expect(page.get_by_role("button", name="3 replies")).to_be_focused()


def test_a_direct_message_to_the_bot_is_answered_and_a_suggestion_can_be_pressed(page, ws):
    page.get_by_role("button", name="Direct message with abmbot").click()
    page.get_by_role("button", name="Renewals").click()
    said = page.get_by_role("log", name="Messages in abmbot").get_by_role("article")
    expect(said.last).to_contain_text("You said Which renewals are due?")
    field = page.get_by_role("textbox", name="Message abmbot")
    field.fill("hello")
    page.get_by_role("button", name="Send message").click()
    expect(said.last).to_contain_text("You said hello")


def test_each_person_sees_their_own_channels_and_unread_counts(page, ws):
    sidebar = page.get_by_role("navigation", name="Channels and direct messages")
    ws.post("psst", by="dana", channel="with-agency")
    ws.post("for all", by="priya", channel="random")
    expect(sidebar.get_by_role("button", name="Channel random, 1 unread")).to_be_visible()
    sidebar.get_by_role("button", name="Private channel deal-desk").click()
    expect(page.get_by_role("heading", name="deal-desk", level=2)).to_be_visible()
    become(page, "Luc Moreau (guest) – Agency")
    expect(page.get_by_role("heading", name="with-agency", level=2)).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("psst")
    expect(sidebar.get_by_role("button", name=re.compile("hannel"))).to_have_count(1)
    become(page, "Mia Stone (guest)")
    expect(page.get_by_role("heading", name="abmbot", level=2)).to_be_visible()
    expect(sidebar).to_contain_text("Mia Stone")
    expect(page.get_by_role("log")).not_to_contain_text("psst")
    become(page, "Priya Natarajan – Marketing lead")
    sidebar.get_by_role("button", name="Channel with-agency").click()
    page.get_by_role("button", name="Join channel").click()
    expect(page.get_by_role("textbox", name="Message #with-agency")).to_be_visible()


def test_mentioning_the_bot_where_it_is_not_offers_to_bring_it_in(page, ws):
    page.get_by_role("button", name="Channel random").click()
    field = page.get_by_role("textbox", name="Message #random")
    field.fill("@abmbot hello?")
    field.press("Enter")
    page.get_by_role("button", name="Add abmbot").click()
    ws.wait_for(lambda: ws.bot_user_id in ws.channel("random").members)
    field.fill("@abmbot hello again")
    field.press("Enter")
    expect(page.get_by_role("button", name="1 reply")).to_be_visible()


def test_what_was_half_written_and_where_one_was_are_kept(page, ws):
    field = page.get_by_role("textbox", name="Message #general")
    field.fill("half a thought")
    page.get_by_role("button", name="Channel random").click()
    page.get_by_role("button", name="Channel general").click()
    expect(field).to_have_value("half a thought")
    asked, thread = open_answer(page, ws)
    become(page, "Priya Natarajan – Marketing lead")
    expect(field).to_have_value("")
    page.goto(ws.api_url.replace("/api/", f"/#{asked.channel}/{asked.ts}"))
    page.reload()
    expect(thread.locator("h3")).to_have_text("Halden Freight")
    expect(page.get_by_label("Who am I")).to_have_value(ws.user("priya").id)


def test_the_address_keeps_the_thread_while_it_loads(page, ws):
    asked, thread = open_answer(page, ws)
    thread.get_by_role("button", name="Close thread").click()
    expect(thread).to_be_hidden()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/page/thread*", hold)
    with page.expect_request("**/page/thread*"):
        page.goto(f"{ws.url}/#{asked.channel}/{asked.ts}")
    expect(page).to_have_url(f"{ws.url}/#{asked.channel}/{asked.ts}")
    held.pop().continue_()
    expect(thread.locator("h3")).to_have_text("Halden Freight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_is_in_reach_on_a_phone(browser, ws, scheme):
    context = browser.new_context(
        viewport={"width": 360, "height": 700}, color_scheme=scheme, has_touch=True, is_mobile=True, locale="en-US"
    )
    tab = context.new_page()
    ws.wait_for_reply(ws.mention("who?", by="dana"))
    tab.goto(ws.url)
    tab.get_by_role("button", name="1 reply").tap()
    thread = tab.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("button", name="Show the query")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    thread.get_by_role("button", name="Close thread").tap()
    tab.get_by_role("button", name="Open the channel list").tap()
    tab.get_by_role("button", name="Channel random").tap()
    expect(tab.get_by_role("heading", name="random", level=2)).to_be_visible()
    expect(tab.get_by_role("navigation")).to_be_hidden()
    context.close()


NAMELESS = """() => [...document.querySelectorAll('button, a, select, textarea, [role=log]')]
  .filter((node) => node.checkVisibility())
  .filter((node) => !(node.ariaLabel || node.getAttribute('aria-labelledby') || node.textContent.trim()))
  .map((node) => node.outerHTML)"""


def test_every_control_has_a_name_and_the_keyboard_reaches_it(page, ws):
    _, thread = open_answer(page, ws)
    expect(thread.get_by_role("button", name="Show the query")).to_be_visible()
    assert page.evaluate(NAMELESS) == []
    thread.get_by_role("button", name="Close thread").focus()
    page.keyboard.press("Enter")
    expect(thread).to_be_hidden()
    page.get_by_role("button", name="Channel random").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="random", level=2)).to_be_visible()
