from pathlib import Path

import pytest

from bot.config import Settings, settings_table
from storage.errors import SettingsInvalid

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_has_the_settings_as_they_are():
    between = README.read_text(encoding="utf-8").partition("<!-- settings -->")[2].partition("<!-- /settings -->")[0]
    assert between.strip() == settings_table()


def test_everything_has_a_default(tmp_path):
    settings = Settings.read({}, folder=tmp_path)
    assert settings.folder == Path("~/.abmbot").expanduser()
    assert settings.database_url == f"sqlite:///{settings.folder}/abmbot.db"
    assert settings.slack_api_url == "https://slack.com/api/"


def test_the_environment_goes_before_the_env_file(tmp_path):
    (tmp_path / ".env").write_text("ABMBOT_HOME=/from/file\nSLACK_API_URL=http://127.0.0.1:1/api\n")
    settings = Settings.read({"ABMBOT_HOME": str(tmp_path / "data")}, folder=tmp_path)
    assert settings.folder == tmp_path / "data"
    assert settings.slack_api_url == "http://127.0.0.1:1/api/"


@pytest.mark.parametrize(
    "environ",
    [
        {"SLACK_BOT_TOKEN": "xapp-1"},
        {"SLACK_APP_TOKEN": "xoxb-1"},
        {"SLACK_API_URL": "slack.com"},
        {"CHROMA_URL": "localhost:8000"},
        {"CHROMA_URL": "http://host:notaport"},
        {"DATABASE_URL": "abmbot.db"},
        {"ABMBOT_LOG": "loud"},
        {"ABMBOT_HOME": __file__},
    ],
)
def test_a_value_that_cannot_work_is_told_with_its_name(environ):
    with pytest.raises(SettingsInvalid) as told:
        Settings.read(environ)
    assert next(iter(environ)) in str(told.value)


def test_a_token_is_never_part_of_an_error():
    with pytest.raises(SettingsInvalid) as told:
        Settings.read({"SLACK_BOT_TOKEN": "secret-thing"})
    assert "secret-thing" not in str(told.value)


def test_the_demo_uses_nothing_but_its_own_data_folder(tmp_path):
    real = {"DATABASE_URL": "postgresql://u@host/real", "SLACK_BOT_TOKEN": "xoxb-1", "CHROMA_URL": "http://host:1"}
    demo = Settings.read(real, home=str(tmp_path)).for_demo()
    assert demo.database_url == f"sqlite:///{tmp_path}/abmbot.db"
    assert not demo.slack_bot_token
    assert not demo.chroma


def test_an_env_file_that_is_not_text_is_told(tmp_path):
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00A")
    with pytest.raises(SettingsInvalid):
        Settings.read({}, folder=tmp_path)
