"""Finds what a call names, and refuses as Slack does when it is not there or not for the caller."""

from __future__ import annotations

from bot.workspace.errors import SlackRefused
from bot.workspace.model import Conversation, Json, User
from bot.workspace.state import State


def user(state: State, key: str) -> User:
    found = state.users.get(key)
    if found is None:
        raise SlackRefused("user_not_found")
    return found


def readable(state: State, reader: str, key: str) -> Conversation:
    """A conversation that the reader may know of: what is hidden and what is not there look the same."""
    conversation = state.conversations.get(key)
    if conversation is None or not state.may_read(reader, conversation):
        raise SlackRefused("channel_not_found")
    return conversation


def writable(state: State, writer: str, key: str) -> Conversation:
    """A conversation that the writer is a member of and that is not archived. Names and user ids work too."""
    if key in state.users and key != writer:
        return state.open_im(writer, key)
    named = state.channel_named(key) if key not in state.conversations else None
    conversation = readable(state, writer, named.id if named else key)
    if conversation.is_archived:
        raise SlackRefused("is_archived")
    if writer not in conversation.members:
        raise SlackRefused("not_in_channel")
    return conversation


def thread_root(conversation: Conversation, ts: str) -> str:
    """The ts of an existing message that replies can hang on."""
    parent = conversation.messages.get(ts)
    if parent is None:
        raise SlackRefused("thread_not_found")
    if parent.get("thread_ts", ts) != ts:
        raise SlackRefused("cannot_reply_to_message")
    return ts


def message(conversation: Conversation, ts: str) -> Json:
    found = conversation.messages.get(ts)
    if found is None:
        raise SlackRefused("message_not_found")
    return found
