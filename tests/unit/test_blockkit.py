"""The Block Kit validator against Slack's published limits, other people's fixtures and random input."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workspace import blockkit

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "slack-shapes"
FIXTURES = SHARED / "third_party" / "slackblocks" / "fixtures" / "valid"
VIEWS = SHARED / "third_party" / "python-slack-sdk"

# Fixtures that break a rule Slack itself keeps, each with the part of our message that says so.
BREAK_A_RULE = {
    "elements/image_slack_file_id": "does not match the pattern",
    "elements/rich_text_input_basic": "unsupported type: text",
    "messages/webhook_message_basic": "block_id already exists",
    "messages/webhook_message_delete": "block_id already exists",
    "rich_text/rich_text_list_ordered": "must be at most 1",
}
OBJECTS = {
    "confirmation_dialogue_basic": "confirm",
    "conversation_filter_basic": "conversation_filter",
    "dispatch_action_configuration_basic": "dispatch_action_config",
    "option_basic": "option",
    "option_group_basic": "option_group",
    "option_value_at_limit": "option",
    "text_markdown_basic": "mrkdwn",
    "text_markdown_verbatim": "mrkdwn",
    "text_plaintext_basic": "plain_text",
    "text_plaintext_emoji": "plain_text",
    "workflow_basic": "workflow",
}


def plain(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: object) -> dict:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: object) -> dict:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: dict) -> dict:
    return {"type": "actions", "elements": list(elements)}


def table(rows: int = 2, columns: int = 2, cell: str = "x") -> dict:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell}] * columns] * rows}


def problems_of_fixture(path: Path) -> list[blockkit.Problem]:
    value, kind = json.loads(path.read_text(encoding="utf-8")), path.parent.name
    if kind == "elements":
        return blockkit.check_element(value)
    if kind == "objects":
        return blockkit.check_object(OBJECTS[path.stem], value) if path.stem in OBJECTS else []
    if kind == "rich_text":
        whole = value["type"] == "rich_text"
        return blockkit.check_block(value) if whole else blockkit.check_rich_text(value)
    if kind in ("attachments", "messages"):
        return blockkit.check_blocks(value.get("blocks", []))
    if kind in ("views", "python-slack-sdk"):
        return blockkit.check_view(value)
    return blockkit.check_block(value)


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not beside the repository")
def test_the_fixtures_of_others_are_valid_but_for_those_that_break_slacks_own_rules():
    paths = [*sorted(FIXTURES.rglob("*.json")), *sorted(VIEWS.glob("view_*.json"))]
    assert len(paths) > 100
    found = {f"{p.parent.name}/{p.stem}": " ".join(map(str, problems_of_fixture(p))) for p in paths}
    refused = {name: text for name, text in found.items() if text}
    assert refused.keys() == BREAK_A_RULE.keys()
    for name, words in BREAK_A_RULE.items():
        assert words in refused[name]


LONG = [
    ("section text", lambda n: [section("x" * n)], 3000),
    ("section field", lambda n: [{"type": "section", "fields": [plain("x" * n)]}], 2000),
    ("header", lambda n: [{"type": "header", "text": plain("x" * n)}], 150),
    ("context text", lambda n: [{"type": "context", "elements": [plain("x" * n)]}], 3000),
    ("markdown", lambda n: [{"type": "markdown", "text": "x" * n}], 12_000),
    ("button text", lambda n: [actions(button(text=plain("x" * n)))], 75),
    ("button value", lambda n: [actions(button(value="x" * n))], 2000),
    ("action_id", lambda n: [actions(button(action_id="x" * n))], 255),
    ("block_id", lambda n: [section("x", block_id="x" * n)], 255),
    ("image alt text", lambda n: [{"type": "image", "image_url": "https://a.example", "alt_text": "x" * n}], 2000),
    ("blocks", lambda n: [section("x")] * n, 50),
    ("section fields", lambda n: [{"type": "section", "fields": [plain("x")] * n}], 10),
    ("context elements", lambda n: [{"type": "context", "elements": [plain("x")] * n}], 10),
    ("buttons", lambda n: [actions(*(button(action_id=f"a{i}") for i in range(n)))], 25),
    ("table rows", lambda n: [table(rows=n)], 100),
    ("table columns", lambda n: [table(columns=n)], 20),
    ("table letters", lambda n: [table(rows=2, columns=1, cell="x" * (n // 2))], 10_000),
    ("tables", lambda n: [table()] * n, 1),
    ("markdown together", lambda n: [{"type": "markdown", "text": "x" * (n // 2)}] * 2, 12_000),
]


@pytest.mark.parametrize(("make", "most"), [(make, most) for _, make, most in LONG], ids=[name for name, *_ in LONG])
def test_the_limit_itself_passes_and_beyond_it_is_refused(make, most):
    assert blockkit.check_blocks(make(most)) == []
    assert blockkit.check_blocks(make(most + 2 if most > 1000 else most + 1))


WRONG = {
    "a section without text or fields": [{"type": "section"}],
    "an unknown block type": [{"type": "sektion", "text": plain("x")}],
    "a block without a type": [{"text": plain("x")}],
    "a block that is not an object": ["x"],
    "an empty text": [section("")],
    "null for a field": [section("x", accessory=None)],
    "an unknown field": [section("x", colour="red")],
    "mrkdwn in a header": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "emoji on mrkdwn": [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
    "a number as text": [section(3)],  # type: ignore[arg-type]
    "a button style Slack has not": [actions(button(style="blue"))],
    "an image without a source": [{"type": "image", "alt_text": "x"}],
    "an image with two sources": [
        {"type": "image", "alt_text": "x", "image_url": "https://a.example", "slack_file": {"url": "https://b.example"}}
    ],
    "an input element among actions": [actions({"type": "plain_text_input"})],
    "an empty table cell": [table(cell="")],
    "ragged rows": [
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 2, [{"type": "raw_text", "text": "b"}]]}
    ],
    "more column settings than columns": [{**table(), "column_settings": [{"align": "left"}] * 3}],
    "an alert in a message": [{"type": "alert", "text": plain("x")}],
    "one block_id twice": [section("x", block_id="a"), section("y", block_id="a")],
    "one action_id twice in a block": [actions(button(), button())],
    "options and groups": [actions({"type": "static_select", "action_id": "s", "options": [], "option_groups": []})],
    "an initial option that is no option": [
        actions(
            {
                "type": "static_select",
                "action_id": "s",
                "options": [{"text": plain("a"), "value": "a"}],
                "initial_option": {"text": plain("b"), "value": "b"},
            }
        )
    ],
}


@pytest.mark.parametrize("blocks", WRONG.values(), ids=WRONG.keys())
def test_what_slack_refuses_is_refused(blocks):
    assert blockkit.check_blocks(blocks)


def test_a_problem_is_worded_and_pointed_at_as_slack_does_it():
    (problem,) = blockkit.check_blocks([section("x"), section("x" * 3001)])
    assert str(problem) == "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"


def test_a_modal_with_an_input_needs_a_submit_button():
    field = {"type": "input", "label": plain("x"), "element": {"type": "plain_text_input", "action_id": "a"}}
    modal = {"type": "modal", "title": plain("x"), "blocks": [field]}
    assert [p.text for p in blockkit.check_view(modal)] == ["missing required field: submit"]
    assert blockkit.check_view({**modal, "submit": plain("Save")}) == []


def test_filling_in_adds_ids_and_flags_and_keeps_what_is_there():
    given_blocks = [section("x", block_id="mine", accessory=button()), actions({"type": "button", "text": plain("b")})]
    before = copy.deepcopy(given_blocks)
    first, second = blockkit.fill_in(given_blocks)
    assert given_blocks == before
    assert first["block_id"] == "mine"
    assert first["text"] == {"type": "mrkdwn", "text": "x", "verbatim": False}
    assert first["accessory"]["action_id"] == "go"
    assert second["block_id"]
    assert second["elements"][0]["action_id"]
    assert second["elements"][0]["text"]["emoji"] is True
    assert blockkit.check_blocks([first, second]) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
texts = st.builds(lambda t, kind: {"type": kind, "text": t}, words, st.sampled_from(["plain_text", "mrkdwn"]))
buttons = st.builds(lambda t, i: button(text=plain(t), action_id=i), words, st.uuids().map(str))
good_blocks = st.one_of(
    texts.map(lambda t: {"type": "section", "text": t}),
    st.lists(texts, min_size=1, max_size=10).map(lambda f: {"type": "section", "fields": f}),
    st.lists(texts, min_size=1, max_size=10).map(lambda e: {"type": "context", "elements": e}),
    words.map(lambda t: {"type": "header", "text": plain(t)}),
    words.map(lambda t: {"type": "markdown", "text": t}),
    st.just({"type": "divider"}),
    st.lists(buttons, min_size=1, max_size=5).map(lambda e: actions(*e)),
)


@given(st.lists(good_blocks, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_blocks_within_the_limits_pass_before_and_after_filling_in(blocks):
    assert blockkit.check_blocks(blocks) == []
    assert blockkit.check_blocks(blockkit.fill_in(blocks)) == []


@given(good_blocks, json_values, st.data())
@settings(max_examples=200, deadline=None)
def test_any_value_in_any_place_is_judged_without_an_exception(block, value, data):
    broken = copy.deepcopy(block)
    node, path = broken, data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))
    for step in path[:-1]:
        children = list(node.values()) if isinstance(node, dict) else node
        inner = [c for c in children if isinstance(c, (dict, list)) and c]
        if not inner:
            break
        node = inner[step % len(inner)]
    key = list(node)[path[-1] % len(node)] if isinstance(node, dict) else path[-1] % len(node)
    node[key] = value
    found = blockkit.check_blocks([broken])
    assert all(str(problem).endswith("]") for problem in found)
    if not found:
        blockkit.fill_in([broken])
        assert blockkit.total_letters([broken]) >= 0


@given(json_values)
@settings(max_examples=100, deadline=None)
def test_what_is_not_a_list_of_blocks_is_refused(value):
    if value != []:
        assert blockkit.check_blocks(value)
