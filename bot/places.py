"""Who can read a place in Slack: asked at the moment of answering, because it changes."""

from __future__ import annotations

import http.client
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.delivery.workers import TryLater
from storage.audience import Audience, Reader
from storage.people import find_people, reader

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from storage.database import Database

_LOG = logging.getLogger(__name__)
_PROFILE_SECONDS = 60.0
_MANY = 20


@dataclass(frozen=True)
class Profile:
    """A user of the workspace. `member` is False for a guest and for somebody from another workspace; `present` is
    False for an app and for somebody who was deactivated, who read nothing."""

    slack_id: str
    name: str
    email: str | None
    member: bool
    present: bool

    @property
    def recorded_name(self) -> str:
        """What they are called in the records."""
        return self.email.casefold() if self.email else self.slack_id


class Places:
    """Resolves users and the readers of conversations. Raises TryLater when Slack does not answer."""

    def __init__(
        self, database: Database, client: WebClient, *, team: str, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._client = client
        self._team = team
        self._seconds = seconds
        self._profiles: dict[str, tuple[float, Profile]] = {}
        self._lock = Lock()

    def profile(self, slack_id: str) -> Profile:
        return self._profiles_of([slack_id])[slack_id]

    def name(self, slack_id: str) -> str:
        """What a user is called; their id if Slack will not say."""
        try:
            return self.profile(slack_id).name
        except SlackApiError:
            return slack_id

    def reader(self, profile: Profile) -> Reader:
        """A user as the visibility rules know them: their team stands in our people."""
        return self._readers([profile])[0]

    def audience(self, channel: str) -> Audience:
        """Everyone who can read a conversation now. If Slack will not say, nobody may see anything there."""
        try:
            info = self._call(self._client.conversations_info, channel=channel)["channel"]
            if info.get("is_im"):
                return Audience.of(self.reader(self.profile(str(info["user"]))))
            profiles = [one for one in self._profiles_of(self._members(channel)).values() if one.present]
        except SlackApiError as error:
            _LOG.error("who reads %s is unknown (%s): nothing is told there", channel, error.response.get("error"))
            return Audience()
        shared = any(info.get(word) for word in ("is_ext_shared", "is_pending_ext_shared"))
        outsiders = (Reader(email=None, member=False),) if shared else ()
        if info.get("is_private") or info.get("is_mpim") or info.get("is_group"):
            return Audience(readers=(*self._readers(profiles), *outsiders))
        guests = [one for one in profiles if not one.member]
        return Audience(readers=(*self._readers(guests), *outsiders), whole_workspace=True)

    def can_read(self, slack_id: str, channel: str) -> bool:
        """Whether a user can read a conversation now: its members, and full members where it is public."""
        try:
            info = self._call(self._client.conversations_info, channel=channel)["channel"]
            if info.get("is_im"):
                return bool(info["user"] == slack_id)
            closed = info.get("is_private") or info.get("is_mpim") or info.get("is_group")
            if not closed and self.profile(slack_id).member:
                return True
            return slack_id in self._members(channel)
        except SlackApiError:
            return False

    def _readers(self, profiles: Sequence[Profile]) -> list[Reader]:
        emails = [one.email for one in profiles if one.email]
        with self._database.read() as connection:
            cards = find_people(connection, emails)
        return [
            reader(one.email, cards.get(one.email.casefold()), member=one.member)
            if one.email
            else Reader(email=None, member=one.member)
            for one in profiles
        ]

    def _members(self, channel: str) -> list[str]:
        found: list[str] = []
        cursor = ""
        while True:
            page = self._call(self._client.conversations_members, channel=channel, limit=1000, cursor=cursor)
            found += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found

    def _profiles_of(self, ids: Sequence[str]) -> dict[str, Profile]:
        missing = [one for one in ids if self._known(one) is None]
        if len(missing) > _MANY:
            self._read_everybody()
            missing = [one for one in ids if self._known(one) is None]
        for slack_id in missing:
            self._keep(_profile(self._call(self._client.users_info, user=slack_id)["user"], self._team))
        with self._lock:
            return {one: self._profiles[one][1] for one in ids}

    def _read_everybody(self) -> None:
        cursor = ""
        while True:
            page = self._call(self._client.users_list, limit=1000, cursor=cursor)
            for user in page["members"]:
                self._keep(_profile(user, self._team))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _known(self, slack_id: str) -> Profile | None:
        with self._lock:
            kept = self._profiles.get(slack_id)
        fresh = kept is not None and self._seconds() - kept[0] < _PROFILE_SECONDS
        return kept[1] if kept is not None and fresh else None

    def _keep(self, profile: Profile) -> None:
        with self._lock:
            self._profiles[profile.slack_id] = (self._seconds(), profile)

    def _call(self, method: Callable[..., Any], **arguments: Any) -> Any:
        """One Web API call; what may pass becomes TryLater, what is final stays SlackApiError."""
        try:
            return method(**arguments)
        except SlackApiError as error:
            status = error.response.status_code
            if status == 429 or status >= 500 or error.response.get("error") in ("internal_error", "ratelimited"):
                raise TryLater(f"{error.response.get('error') or status}") from error
            raise
        except (OSError, http.client.HTTPException) as error:
            raise TryLater(f"Slack did not answer ({type(error).__name__})") from error


def _profile(user: dict[str, Any], team: str) -> Profile:
    about = user.get("profile") or {}
    elsewhere = user.get("team_id", team) != team and not user.get("enterprise_user")
    guest = any(user.get(word) for word in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    app = user.get("is_bot") or user["id"] == "USLACKBOT"
    return Profile(
        slack_id=str(user["id"]),
        name=str(about.get("real_name") or user.get("real_name") or user.get("name") or user["id"]),
        email=about.get("email") or None,
        member=not (guest or elsewhere),
        present=not (app or user.get("deleted")),
    )
