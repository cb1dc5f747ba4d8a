import importlib
import json
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import skills
from bot.discovery import TwoOfOneName, find_skills

SHAPES = Path(__file__).parents[3] / "shared/data/slack-shapes/third_party"
SCHEMA = SHAPES / "manifest-schema/schemas/manifest.schema.2.0.0.json"
SKILL = """
from skills.contracts import Reply, skill

@skill("{}", help="x")
def run(ask, context):
    return Reply("answered", "", "")
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    def made(**folders):
        root = tmp_path / "somewhere"
        root.mkdir()
        (root / "__init__.py").touch()
        for folder, name in folders.items():
            (root / folder).mkdir()
            (root / folder / "__init__.py").write_text(SKILL.format(name))
        monkeypatch.syspath_prepend(str(tmp_path))
        importlib.invalidate_caches()
        for loaded in [one for one in sys.modules if one.startswith("somewhere")]:
            monkeypatch.delitem(sys.modules, loaded)
        return importlib.import_module("somewhere")

    return made


def test_a_skill_is_found_in_its_folder(package):
    assert list(find_skills(package(one="first", two="second"))) == ["first", "second"]


def test_two_skills_of_one_name_are_refused_with_both_places(package):
    with pytest.raises(TwoOfOneName, match=r"somewhere\.one.*somewhere\.two"):
        find_skills(package(one="same", two="same"))


def test_the_package_has_the_ask_skill():
    assert "ask" in find_skills(skills)


def test_the_manifest_for_slack_is_one_slack_accepts():
    if not SCHEMA.exists():
        pytest.skip(f"the schema of Slack's manifests is not here ({SCHEMA})")
    jsonschema = pytest.importorskip("jsonschema")
    manifest = json.loads(files("bot").joinpath("manifest.json").read_text(encoding="utf-8"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(manifest)] == []


def test_the_manifest_asks_for_what_the_listeners_hear():
    manifest = json.loads(files("bot").joinpath("manifest.json").read_text(encoding="utf-8"))
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]
    heard = settings["event_subscriptions"]["bot_events"]
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    needed = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
    }
    needed |= {"message.im": "im:history", "message.mpim": "mpim:history"}
    assert set(heard) == set(needed)
    assert {needed[event] for event in heard} <= set(scopes)
    assert {"chat:write", "im:write", "users:read", "users:read.email", "channels:read", "groups:read"} <= set(scopes)
