"""users.*: who is in the workspace."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.workspace import lookup
from bot.workspace.errors import SlackRefused
from bot.workspace.methods.conversations import page_of
from bot.workspace.model import Json, User
from bot.workspace.webapi import Call, method


@method("users.info")
def info(call: Call) -> Json:
    user = described(call, lookup.user(call.state, call.args.text("user")))
    if call.args.flag("include_locale"):
        user["locale"] = "en-US"
    return {"user": user}


@method("users.list")
def list_(call: Call) -> Json:
    page, cursor = page_of(call, list(call.state.users.values()), 200)
    members = [described(call, user) for user in page]
    now = int(call.state.clock())
    return {"members": members, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail")
def lookup_by_email(call: Call) -> Json:
    wanted = call.args.text("email").casefold()
    for user in call.state.users.values():
        if user.email and user.email.casefold() == wanted:
            return {"user": described(call, user)}
    raise SlackRefused("users_not_found")


def described(call: Call, user: User) -> Json:
    """A user as Slack's samples have it."""
    first, _, last = user.real_name.partition(" ")
    profile: Json = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": f"{zlib.crc32(user.id.encode()):08x}",
        "team": call.app.team_id,
    }
    if user.email:
        profile["email"] = user.email
    offset = _offset(user.tz, call.state.clock())
    return {
        "id": user.id,
        "team_id": call.app.team_id,
        "name": user.name,
        "deleted": False,
        "color": f"{zlib.crc32(user.id.encode()) & 0xFFFFFF:06x}",
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": offset,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
    }


def _offset(tz: str, at: float) -> int:
    """Seconds east of UTC at a moment."""
    try:
        zone = ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    offset = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
