"""Checks Block Kit against the limits that Slack keeps, all of them data: blockkit_limits.json.

Every check returns problems, each a sentence and a JSON pointer, as Slack words them in
`response_metadata.messages`. Nothing here changes a block but `fill_in`, which adds what Slack adds.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.workspace.model import Json


@dataclass(frozen=True)
class Problem:
    pointer: str
    text: str

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


@cache
def limits() -> Json:
    """The table of limits, as read from the file beside this module."""
    text = files("bot.workspace").joinpath("blockkit_limits.json").read_text(encoding="utf-8")
    table: Json = json.loads(text)
    return table


def check_blocks(blocks: Any, surface: str = "message", at: str = "/blocks") -> list[Problem]:
    """The problems of a list of blocks on a surface: message, modal or home."""
    if not isinstance(blocks, list):
        return [Problem(at, "must be an array")]
    rules = limits()["surfaces"][surface]
    found = []
    if len(blocks) > rules["max_blocks"]:
        found.append(Problem(at, f"no more than {rules['max_blocks']} items allowed"))
    for number, block in enumerate(blocks):
        found += check_block(block, tuple(rules["allowed_blocks"]), f"{at}/{number}")
    if not found:
        found += _across(blocks, surface, at)
    return found


def check_block(block: Any, allowed: tuple[str, ...] = ("*",), at: str = "") -> list[Problem]:
    """The problems of one block, which must be of an allowed type ("*": any)."""
    return list(_typed(block, limits()["blocks"], allowed, at, "block"))


def check_element(element: Any, at: str = "") -> list[Problem]:
    """The problems of one interactive element or image."""
    return list(_typed(element, limits()["elements"], ("*",), at, "element"))


def check_object(name: str, value: Any, at: str = "") -> list[Problem]:
    """The problems of one composition object, such as `option` or `confirm`."""
    return list(_object(value, limits()["objects"][name], at))


def check_view(view: Any, at: str = "/view") -> list[Problem]:
    """The problems of a modal or a home tab."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return [Problem(f"{at}/type", "must be one of: modal, home")]
    kind = view["type"]
    rules = limits()["views"][kind]
    found = [Problem(at, f"missing required field: {name}") for name in rules["required"] if name not in view]
    for name in ("title", "close", "submit"):
        if name in view:
            rule = rules.get(name)
            found += (
                _value(view[name], rule, f"{at}/{name}")
                if rule
                else [Problem(at, f"invalid additional property: {name}")]
            )
    for name in ("private_metadata", "callback_id", "external_id"):
        most = rules[name]["max"] if isinstance(rules[name], dict) else rules[name]
        found += _value(view.get(name, ""), {"kind": "string", "max_len": most}, f"{at}/{name}")
    blocks = view.get("blocks", [])
    found += check_blocks(blocks, kind, f"{at}/blocks")
    if "blocks" in view and not blocks:
        found.append(Problem(f"{at}/blocks", "must provide at least 1 item"))
    if not found and kind == "modal" and "submit" not in view and any(b["type"] == "input" for b in blocks):
        found.append(Problem(at, "missing required field: submit"))
    return found


def fill_in(blocks: list[Json]) -> list[Json]:
    """The blocks as Slack stores them: with a block_id each, an action_id on every element, text flags spelled out."""
    return [_filled(block) for block in blocks]


def _filled(block: Json) -> Json:
    block = {key: _text_flags(value) for key, value in block.items()}
    block.setdefault("block_id", secrets.token_urlsafe(3)[:5])
    for key in ("elements", "actions"):
        if block["type"] not in ("rich_text", "context", "carousel") and isinstance(block.get(key), list):
            block[key] = [_with_action(e) for e in block[key]]
    if "accessory" in block:
        block["accessory"] = _with_action(block["accessory"])
    if "child_blocks" in block:
        block["child_blocks"] = fill_in(block["child_blocks"])
    return block


def _with_action(element: Json) -> Json:
    if element["type"] == "image":
        return element
    return {"action_id": secrets.token_urlsafe(3)[:5], **element}


def _text_flags(value: Any) -> Any:
    if isinstance(value, list):
        return [_text_flags(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "plain_text":
        return {"emoji": True, **value}
    if value.get("type") == "mrkdwn":
        return {"verbatim": False, **value}
    return {key: _text_flags(item) for key, item in value.items()}


# -- values by kind


def _typed(value: Any, table: Json, allowed: tuple[str, ...], at: str, what: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(at, "must be an object")
        return
    kind = value.get("type")
    if not isinstance(kind, str):
        yield Problem(at, "missing required field: type")
    elif kind not in table or ("*" not in allowed and kind not in allowed):
        yield Problem(f"{at}/type", f"unsupported type: {kind} ({what})")
    else:
        yield from _object(value, table[kind], at, extra=("type", "block_id"))
        if kind in _EXTRA:
            yield from _EXTRA[kind](value, at)


def _object(value: Any, rules: Json, at: str, extra: tuple[str, ...] = ()) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(at, "must be an object")
        return
    fields = rules["fields"]
    if "block_id" in extra:
        fields = {"block_id": limits()["common"]["block_id"], **fields}
    for name in rules["required"]:
        if name not in value:
            yield Problem(at, f"missing required field: {name}")
    for names in rules.get("exactly_one_of", ()):
        if sum(name in value for name in names) != 1:
            yield Problem(at, f"must provide exactly one of: {', '.join(names)}")
    for names in rules.get("at_least_one_of", ()):
        if not any(value.get(name) for name in names):
            yield Problem(at, f"must provide at least one of: {', '.join(names)}")
    for name, item in value.items():
        if name in fields:
            yield from _value(item, fields[name], f"{at}/{name}")
        elif name not in extra:
            yield Problem(at, f"invalid additional property: {name}")


def _value(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    if value is None:
        if not rule.get("nullable"):
            yield Problem(at, "must not be null")
        return
    yield from _KINDS[rule["kind"]](value, rule, at)


def _string(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(at, "must be a string")
    elif len(value) < rule.get("min_len", 0):
        yield Problem(at, f"must be more than {rule['min_len'] - 1} characters")
    elif len(value) > rule.get("max_len", len(value)):
        yield Problem(at, f"must be less than {rule['max_len'] + 1} characters")
    elif "pattern" in rule and not re.search(rule["pattern"], value):
        yield Problem(at, f"does not match the pattern {rule['pattern']}")


def _text(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(at, "must be an object")
    elif value.get("type") not in rule["types"]:
        yield Problem(f"{at}/type", f"must be one of: {', '.join(rule['types'])}")
    else:
        tight = {"kind": "string", "min_len": rule.get("min_len", 1), "max_len": rule.get("max_len", 3000)}
        object_rules = limits()["objects"][value["type"]]
        yield from _object(value, {**object_rules, "fields": {**object_rules["fields"], "text": tight}}, at)


def _number(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    whole = rule["kind"] == "integer"
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        yield Problem(at, "must be an integer" if whole else "must be a number")
    elif value < rule.get("min", value):
        yield Problem(at, f"must be at least {rule['min']}")
    elif value > rule.get("max", value):
        yield Problem(at, f"must be at most {rule['max']}")


def _boolean(value: Any, _rule: Json, at: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(at, "must be a boolean")


def _enum(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    if value not in rule["values"]:
        yield Problem(at, f"must be one of: {', '.join(rule['values'])}")


def _array(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(at, "must be an array")
        return
    if len(value) < rule.get("min_items", 0):
        yield Problem(at, f"no fewer than {rule['min_items']} items allowed")
    if len(value) > rule.get("max_items", len(value)):
        yield Problem(at, f"no more than {rule['max_items']} items allowed")
        return
    for number, item in enumerate(value):
        yield from _value(item, rule["item"], f"{at}/{number}")


def _element(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    kind = value.get("type") if isinstance(value, dict) else None
    if (
        isinstance(kind, str)
        and kind.startswith("rich_text_")
        and kind in rule["allowed"]
        and kind != "rich_text_input"
    ):
        yield from check_rich_text(value, at)
    else:
        yield from _typed(value, limits()["elements"], tuple(rule["allowed"]), at, "element")


def _element_or_text(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    if isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn"):
        yield from _text(value, {"types": rule["allowed"], "max_len": 3000}, at)
    else:
        yield from _element(value, rule, at)


def _block(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    yield from check_block(value, tuple(rule["allowed"]), at)


def _cell(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in rule["allowed"]:
        yield Problem(f"{at}/type", f"must be one of: {', '.join(rule['allowed'])}")
    elif kind == "rich_text":
        yield from check_block(value, ("rich_text",), at)
    else:
        yield from check_object(str(kind), value, at)


def _reference(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    yield from check_object(rule["ref"], value, at)


def _column(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    yield from _object(value, {"required": [], "fields": rule["fields"]}, at)


def _task(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    card = limits()["blocks"]["task_card"]
    yield from _object(value, {"required": rule["required"], "fields": card["fields"]}, at, ("type", "block_id"))


def _chart(value: Any, rule: Json, at: str) -> Iterator[Problem]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in rule["types"]:
        yield Problem(f"{at}/type", f"must be one of: {', '.join(rule['types'])}")
    elif kind == "pie":
        yield from _points(value.get("segments"), rule["types"]["pie"]["segments"], f"{at}/segments")
    else:
        yield from _series(value, rule["series_chart"], at)


def _points(points: Any, rule: Json, at: str) -> Iterator[Problem]:
    point = {"kind": "any"}
    yield from _array(points, {**rule, "item": point}, at)
    for number, item in enumerate(points if isinstance(points, list) else []):
        if not isinstance(item, dict):
            yield Problem(f"{at}/{number}", "must be an object")
            continue
        label = {"kind": "string", "min_len": 1, "max_len": rule["label_max"]}
        yield from _value(item.get("label"), label, f"{at}/{number}/label")
        yield from _value(item.get("value"), {"kind": "number"}, f"{at}/{number}/value")
        least = rule.get("value_exclusive_min")
        if least is not None and isinstance(item.get("value"), (int, float)) and item["value"] <= least:
            yield Problem(f"{at}/{number}/value", f"must be more than {least}")


def _series(chart: Json, rule: Json, at: str) -> Iterator[Problem]:
    for name in rule["required"]:
        if name not in chart:
            yield Problem(at, f"missing required field: {name}")
            return
    axis, series = chart["axis_config"], chart["series"]
    if not isinstance(axis, dict):
        yield Problem(f"{at}/axis_config", "must be an object")
        return
    label = {"kind": "string", "min_len": 1, "max_len": rule["axis_config"]["categories"]["label_max"]}
    categories = {**rule["axis_config"]["categories"], "item": label}
    yield from _array(axis.get("categories"), categories, f"{at}/axis_config/categories")
    for name in ("x_label", "y_label"):
        most = {"kind": "string", "max_len": rule["axis_config"][f"{name}_max"]}
        yield from _value(axis.get(name, ""), most, f"{at}/axis_config/{name}")
    yield from _array(series, {**rule["series"], "item": {"kind": "any"}}, f"{at}/series")
    for number, line in enumerate(series if isinstance(series, list) else []):
        where = f"{at}/series/{number}"
        if not isinstance(line, dict):
            yield Problem(where, "must be an object")
            continue
        name_rule = {"kind": "string", "min_len": 1, "max_len": rule["series"]["name_max"]}
        yield from _value(line.get("name"), name_rule, f"{where}/name")
        yield from _points(line.get("data"), rule["series"]["data"], f"{where}/data")


def _anything(_value: Any, _rule: Json, _at: str) -> Iterator[Problem]:
    return iter(())


_KINDS = {
    "string": _string,
    "text": _text,
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "enum": _enum,
    "array": _array,
    "element": _element,
    "element_or_text": _element_or_text,
    "block": _block,
    "cell": _cell,
    "object": _reference,
    "column_settings": _column,
    "task": _task,
    "chart": _chart,
    "any": _anything,
}


# -- rich text

_INLINE_NEEDS = {"text": "text", "link": "url", "user": "user_id", "channel": "channel_id", "emoji": "name"} | {
    "usergroup": "usergroup_id",
    "broadcast": "range",
    "date": "timestamp",
    "color": "value",
    "team": "team_id",
}


def check_rich_text(element: Any, at: str = "") -> list[Problem]:
    """The problems of a rich_text_section, _list, _quote or _preformatted, or of an inline element."""
    if not isinstance(element, dict):
        return [Problem(at, "must be an object")]
    kind = str(element.get("type"))
    if kind in limits()["rich_text"]["inline"]:
        needed = _INLINE_NEEDS[kind]
        if needed not in element:
            return [Problem(at, f"missing required field: {needed}")]
        whole = needed == "timestamp"
        rule = {"kind": "integer"} if whole else {"kind": "string", "min_len": 1}
        return list(_value(element[needed], rule, f"{at}/{needed}"))
    rules = limits()["rich_text"].get(kind, {})
    if kind != "rich_text_section" and not (rules and kind.startswith("rich_text_")):
        return [Problem(f"{at}/type", f"unsupported type: {kind} (rich text)")]
    children = element.get("elements")
    if not isinstance(children, list):
        return [Problem(at, "missing required field: elements")]
    found: list[Problem] = []
    for name in ("indent", "offset", "border"):
        if name in element and name in rules:
            found += _value(element[name], {"kind": "integer", **rules[name]}, f"{at}/{name}")
    if "style" in rules:
        found += _value(element.get("style"), rules["style"], f"{at}/style")
    inside = ("rich_text_section",) if kind == "rich_text_list" else tuple(limits()["rich_text"]["inline"])
    for number, child in enumerate(children):
        where = f"{at}/elements/{number}"
        if not isinstance(child, dict) or child.get("type") not in inside:
            found.append(Problem(f"{where}/type", f"must be one of: {', '.join(inside)}"))
        else:
            found += check_rich_text(child, where)
    return found


# -- rules that one field alone cannot show


def _check_table(table: Json, at: str) -> Iterator[Problem]:
    rows = table.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return
    if len({len(row) for row in rows}) > 1:
        yield Problem(f"{at}/rows", "all rows must have the same number of cells")
    settings = table.get("column_settings")
    if isinstance(settings, list) and rows and len(settings) > len(rows[0]):
        yield Problem(f"{at}/column_settings", "no more items than columns allowed")


def _check_options(element: Json, at: str) -> Iterator[Problem]:
    options = element.get("options")
    if not isinstance(options, list):
        return
    chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    if isinstance(chosen, list) and any(option not in options for option in chosen):
        yield Problem(at, "initial options must be among the options")


def _check_number_input(element: Json, at: str) -> Iterator[Problem]:
    try:
        low, high = float(element["min_value"]), float(element["max_value"])
    except (KeyError, TypeError, ValueError):
        return
    if low > high:
        yield Problem(at, "min_value must not be more than max_value")


_EXTRA = {
    "table": _check_table,
    "data_table": _check_table,
    "static_select": _check_options,
    "multi_static_select": _check_options,
    "checkboxes": _check_options,
    "radio_buttons": _check_options,
    "number_input": _check_number_input,
}


def _across(blocks: list[Json], surface: str, at: str) -> Iterator[Problem]:
    ids = [b["block_id"] for b in blocks if "block_id" in b]
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        yield Problem(at, f"block_id already exists: {name}")
    for number, block in enumerate(blocks):
        actions = [e["action_id"] for e in block.get("elements", ()) if isinstance(e, dict) and "action_id" in e]
        for name in sorted({a for a in actions if actions.count(a) > 1}):
            yield Problem(f"{at}/{number}", f"action_id already exists: {name}")
    if surface != "message":
        return
    rules = limits()["message"]
    everything = [*blocks, *(child for b in blocks for child in b.get("child_blocks", ()))]
    for kind in ("table", "data_visualization"):
        most = rules[kind].get("max_per_message")
        if sum(b["type"] == kind for b in everything) > most:
            yield Problem(at, f"no more than {most} {kind} blocks allowed")
    for kind, most in (("table", rules["table"]["cells_total"]), ("data_table", rules["data_table_cells_total"])):
        if sum(_letters(b["rows"]) for b in everything if b["type"] == kind) > most:
            yield Problem(at, f"the cells of a {kind} must be less than {most + 1} characters together")
    if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > rules["markdown_blocks_total"]:
        yield Problem(at, f"markdown blocks must be less than {rules['markdown_blocks_total'] + 1} characters together")


def _letters(node: Any) -> int:
    """The characters of every text under a node."""
    if isinstance(node, list):
        return sum(_letters(item) for item in node)
    if isinstance(node, dict):
        return sum(len(v) if k in ("text", "value") and isinstance(v, str) else _letters(v) for k, v in node.items())
    return 0


def total_letters(blocks: list[Json]) -> int:
    """The characters over all blocks of one message, which Slack caps (msg_blocks_too_long)."""
    return sum(_letters({k: v for k, v in block.items() if k not in ("type", "block_id")}) for block in blocks)
