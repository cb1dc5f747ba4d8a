"""A name that several rows share, in a question to the notes: where the notes of one alone answer, it is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.ask.passages import Passages
from skills.ask.plan import NoteSearch, Plan
from storage.lexicon import Lexicon, Named
from storage.names import name_words


def search_of_all(plan: Plan | None, entries: Sequence[Named], said: str, text: str) -> NoteSearch | None:
    """The search in the notes of all the rows (`entries`) that `said` may mean. `plan` is that of the question `text`
    with one of them put in its place: only where it asks the notes and nothing else is there such a search."""
    steps = [step for step in plan.steps if isinstance(step, NoteSearch)] if plan is not None else []
    if plan is None or not steps or len(steps) < len(plan.steps):
        return None
    if any(step.wants != "passages" or not step.topic or step.since or step.before for step in steps):
        return None
    accounts = [one.id if one.table == "accounts" else one.account_id for one in entries]
    known = tuple(dict.fromkeys(one for one in accounts if one is not None))
    if len(known) < len(accounts):  # two of one house: its notes do not tell which
        return None
    topic = tuple(dict.fromkeys(word for step in steps for word in step.topic))
    names = dict.fromkeys((*name_words(said), *(word for step in steps for word in step.names)))
    about = said if all(one.table == "accounts" for one in entries) else ""
    return NoteSearch(text, topic, known, about, names=tuple(names))


def told_of_one(found: Passages, lexicon: Lexicon) -> Plan | None:
    """The plan of a search that the notes of one account alone answer; none where it stays open which is meant."""
    accounts = {(one.hit.account_id, one.hit.account) for one in found.hits}
    if len(accounts) != 1:
        return None
    number, name = accounts.pop()
    if number is None or name is None or ("accounts", number) not in lexicon.names:
        return None
    return Plan((replace(found.step, accounts=(number,), about=name),), (("accounts", number, name),))
