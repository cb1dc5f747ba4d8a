"""Settings: the environment, read once. `python -m bot.config` prints the table that stands in the README."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from storage.errors import SettingsInvalid

DATABASE_FILE = "abmbot.db"


def _setting(variable: str, shown_default: str, help: str) -> str:
    """A field read from `variable`; `shown_default` is what the table says of leaving it out."""
    text: str = field(default="", metadata={"variable": variable, "default": shown_default, "help": help})
    return text


@dataclass(frozen=True)
class Settings:
    """What this process was told by its environment. An empty string means: not set."""

    home: str = _setting(
        "ABMBOT_HOME",
        "`~/.abmbot` (`abmbot demo`: `.demo`)",
        "Data folder: the database, the index and the inbox live here.",
    )
    database: str = _setting(
        "DATABASE_URL",
        "SQLite in the data folder",
        "SQLAlchemy URL of the account store: an SQLite file, such as `sqlite:////srv/abmbot/abmbot.db`.",
    )
    chroma: str = _setting(
        "CHROMA_URL",
        "embedded, in the data folder",
        "Address of a Chroma server (`http://host:8000`) that several processes may share.",
    )
    slack_bot_token: str = _setting("SLACK_BOT_TOKEN", "none", "Bot token of the Slack app (`xoxb-...`).")
    slack_app_token: str = _setting(
        "SLACK_APP_TOKEN", "none", "App-level token with `connections:write` (`xapp-...`), for Socket Mode."
    )
    slack_api: str = _setting(
        "SLACK_API_URL", "`https://slack.com/api/`", "Address of the Slack Web API; another one for a local workspace."
    )
    log: str = _setting("ABMBOT_LOG", "`warning` (`run`, `demo`: `info`)", "Log level: debug, info, warning or error.")

    @classmethod
    def read(cls, environ: Mapping[str, str], *, folder: Path | None = None, home: str | None = None) -> Settings:
        """The settings in `environ`, completed from a `.env` file in `folder`; `home` is the data folder where none is
        set. Raises SettingsInvalid."""
        values: dict[str, str] = {}
        if folder is not None and (folder / ".env").is_file():
            from dotenv import dotenv_values

            try:
                values = {name: value for name, value in dotenv_values(folder / ".env").items() if value is not None}
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsInvalid(
                    f"The file {folder / '.env'} cannot be read ({error}). Nothing was started. Mend or remove it."
                ) from error
        values |= environ
        settings = cls(**{one.name: values.get(one.metadata["variable"], "").strip() for one in fields(cls)})
        if home is not None and not settings.home:
            settings = replace(settings, home=home)
        settings.check()
        return settings

    def for_demo(self) -> Settings:
        """The same data folder, and nothing that is not the demo's own: no other database, no real Slack."""
        return Settings(home=self.home, log=self.log)

    def for_workspace(self, *, api: str, bot_token: str, app_token: str) -> Settings:
        """These settings, pointed at a local workspace."""
        return replace(self, slack_api=api, slack_bot_token=bot_token, slack_app_token=app_token)

    def check(self) -> None:
        """Raises SettingsInvalid for a value that cannot work."""
        for name, value, start in (
            ("SLACK_BOT_TOKEN", self.slack_bot_token, "xoxb-"),
            ("SLACK_APP_TOKEN", self.slack_app_token, "xapp-"),
        ):
            if value and not value.startswith(start):
                raise SettingsInvalid(
                    f"{name} does not start with {start}. Nothing was started. "
                    "Copy the token again from the app's pages at api.slack.com/apps."
                )
        for name, value in (("SLACK_API_URL", self.slack_api), ("CHROMA_URL", self.chroma)):
            if value and not _is_web_address(value):
                raise SettingsInvalid(f"{name} is {value!r}, which is no http address. Nothing was started.")
        if self.database and "://" not in self.database:
            raise SettingsInvalid(
                f"DATABASE_URL is {self.database!r}, which is no database URL. Nothing was opened. "
                "Write it like sqlite:////folder/abmbot.db."
            )
        if self.log and self.log.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise SettingsInvalid(
                f"ABMBOT_LOG is {self.log!r}. Nothing was started. Say debug, info, warning or error."
            )
        if self.folder.exists() and not self.folder.is_dir():
            raise SettingsInvalid(f"ABMBOT_HOME is {self.folder}, which is a file. Nothing was changed. Name a folder.")

    @property
    def folder(self) -> Path:
        """The data folder; it may not exist yet."""
        return (Path(self.home) if self.home else Path("~/.abmbot")).expanduser().absolute()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.folder / DATABASE_FILE}"

    @property
    def slack_api_url(self) -> str:
        url = self.slack_api or "https://slack.com/api/"
        return url if url.endswith("/") else url + "/"

    def log_level(self, default: int) -> int:
        """The log level as the logging module counts."""
        return int(getattr(logging, self.log.upper())) if self.log else default


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def settings_table() -> str:
    """The settings as a Markdown table."""
    lines = ["| variable | default | what it does |", "| --- | --- | --- |"]
    about = [one.metadata for one in fields(Settings)]
    lines += [f"| `{one['variable']}` | {one['default']} | {one['help']} |" for one in about]
    return "\n".join(lines)


if __name__ == "__main__":
    print(settings_table())
