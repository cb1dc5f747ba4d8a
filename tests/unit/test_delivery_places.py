import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.workers import TryLater
from bot.places import Places
from storage.database import Database


def user(slack_id, email=None, **more):
    return {
        "id": slack_id,
        "team_id": "T1",
        "name": slack_id,
        "profile": {"real_name": slack_id, "email": email},
    } | more


USERS = [
    user("U1", "dana@x.example"),
    user("U2", "lee@x.example"),
    user("UG", "gale@agency.example", is_restricted=True),
    user("US", "sam@other.example", team_id="T2"),
    user("UE", "eve@x.example", team_id="T2", enterprise_user={"id": "W1"}),
    user("UB", is_bot=True),
    user("UX", "gone@x.example", deleted=True),
]


def refused(code, status=200):
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={"ok": False, "error": code}, headers={},
        status_code=status,
    )  # fmt: skip
    return SlackApiError("refused", response)


class FakeSlack:
    """The four methods that tell who reads what."""

    def __init__(self, info, members=()):
        self.info, self.members, self.asked = info, list(members), 0
        self.error = None

    def conversations_info(self, channel):
        if self.error:
            raise self.error
        return {"channel": {"id": channel} | self.info}

    def conversations_members(self, channel, limit, cursor):
        start = int(cursor or 0)
        rest = str(start + 2) if start + 2 < len(self.members) else ""
        return {"members": self.members[start : start + 2], "response_metadata": {"next_cursor": rest}}

    def users_info(self, user):
        self.asked += 1
        return {"user": next(one for one in USERS if one["id"] == user)}


@pytest.fixture
def database(tmp_path):
    made = Database(f"sqlite:///{tmp_path}/store.db")
    made.upgrade()
    yield made
    made.close()


def audience(database, info, members=()):
    return Places(database, FakeSlack(info, members), team="T1").audience("C1")


def test_a_public_channel_is_read_by_all_full_members(database):
    found = audience(database, {}, ["U1", "U2", "UB"])
    assert found.whole_workspace
    assert found.may_see("everyone")
    assert not found.may_see("people:dana@x.example,lee@x.example")


@pytest.mark.parametrize("outsider", ["UG", "US"])
def test_with_a_guest_or_a_stranger_nothing_may_be_told(database, outsider):
    for info in ({}, {"is_private": True}):
        assert not audience(database, info, ["U1", "U2", outsider]).may_see("everyone")


def test_a_channel_shared_with_another_workspace_is_told_nothing(database):
    assert not audience(database, {"is_ext_shared": True}, ["U1"]).may_see("everyone")
    assert not audience(database, {"is_private": True, "is_pending_ext_shared": True}, ["U1"]).may_see("everyone")


def test_a_private_channel_is_read_by_its_members_on_every_page_of_the_list(database):
    found = audience(database, {"is_private": True}, ["U1", "U2", "UB", "UX", "UE"])
    assert {one.email for one in found.readers} == {"dana@x.example", "lee@x.example", "eve@x.example"}
    assert found.may_see("people:dana@x.example,lee@x.example,eve@x.example")
    assert not found.may_see("people:dana@x.example,lee@x.example")


def test_a_direct_message_is_read_by_its_person_and_a_guest_s_tells_nothing(database):
    assert audience(database, {"is_im": True, "user": "U1"}).may_see("people:dana@x.example")
    assert not audience(database, {"is_im": True, "user": "UG"}).may_see("everyone")


def test_when_slack_will_not_say_nobody_may_see_anything(database):
    slack = FakeSlack({}, ["U1"])
    slack.error = refused("missing_scope")
    assert not Places(database, slack, team="T1").audience("C1").may_see("everyone")


@pytest.mark.parametrize("error", [refused("ratelimited", 429), refused("fatal", 503), TimeoutError(), OSError()])
def test_when_slack_is_away_the_question_waits(database, error):
    slack = FakeSlack({}, ["U1"])
    slack.error = error
    with pytest.raises(TryLater):
        Places(database, slack, team="T1").audience("C1")


def test_who_can_read_a_place_is_its_members_and_where_it_is_public_every_full_member(database):
    public = Places(database, FakeSlack({}, ["U1"]), team="T1")
    private = Places(database, FakeSlack({"is_private": True}, ["U1"]), team="T1")
    assert [public.can_read(one, "C1") for one in ("U1", "U2", "UG")] == [True, True, False]
    assert [private.can_read(one, "C1") for one in ("U1", "U2", "UG")] == [True, False, False]
    direct = Places(database, FakeSlack({"is_im": True, "user": "U1"}), team="T1")
    assert [direct.can_read(one, "D1") for one in ("U1", "U2")] == [True, False]


def test_a_profile_is_asked_for_once_a_minute_and_a_new_guest_is_noticed(database):
    moment = [0.0]
    slack = FakeSlack({"is_im": True, "user": "U1"})
    places = Places(database, slack, team="T1", seconds=lambda: moment[0])
    places.audience("D1")
    places.audience("D1")
    assert slack.asked == 1
    moment[0] = 61.0
    places.audience("D1")
    assert slack.asked == 2
