"""A Slack workspace on this machine: Web API, Socket Mode and a page, so that the bot can be used and tested alone."""

from bot.workspace.errors import SlackRefused, WorkspaceError
from bot.workspace.model import Message, Person, Room
from bot.workspace.workspace import Workspace

__all__ = ["Message", "Person", "Room", "SlackRefused", "Workspace", "WorkspaceError"]
