"""auth.*, api.* and apps.*: who calls, and where the socket is."""

from __future__ import annotations

from bot.workspace.errors import SlackRefused
from bot.workspace.model import Json
from bot.workspace.webapi import Call, method


@method("api.test", token="any")
def api_test(call: Call) -> Json:
    if "error" in call.args:
        raise SlackRefused(call.args.text("error"))
    shown = {k: v for k, v in call.args.values.items() if k != "token"}
    return {"args": shown} if shown else {}


@method("auth.test")
def auth_test(call: Call) -> Json:
    return {
        "url": f"{call.url}/",
        "team": call.app.team_name,
        "user": call.app.bot.name,
        "team_id": call.app.team_id,
        "user_id": call.app.bot.id,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", token="app")
def connections_open(call: Call) -> Json:
    return {"url": call.open_socket()}
