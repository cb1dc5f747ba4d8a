"""What is so today, where a clause says no other time: contracts that run, lists an account is on, systems in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from skills.ask.reading.state import Reading
from storage.catalog import FieldRef
from storage.query import AnyOf, Compare, Condition, During

RUNNING = ("running", "live", "active", "ongoing", "current")
_ONCE = frozenset("ever used had been history historically previously formerly former once tried".split())


def as_of_today(reading: Reading, table: str, where: Sequence[Condition]) -> list[Condition]:
    """A list that an account was once on is no list it is on; a system it has given up is none that it uses."""
    today = reading.clause.today
    if any(isinstance(one, During) for one in where):
        return []
    if table == "list_memberships":
        ends = FieldRef((), "to_date")
        return [AnyOf((Compare(ends, "empty"), During(ends, today + dt.timedelta(days=1), None)))]
    stated = any(isinstance(one, Compare) and one.ref.name == "status" for one in where)
    once = any(token.key in _ONCE for token in reading.tagged.tokens)
    if table == "technographics" and where and not stated and not once:
        return _in_state(reading, table)
    return []


def _in_state(reading: Reading, table: str) -> list[Condition]:
    """The state that says that rows of a table are live, if the store has one."""
    stated = [
        value for words in RUNNING for value in reading.clause.lexicon.values.get((words,), ()) if value.table == table
    ]
    return [Compare(FieldRef((), stated[0].field), "eq", (stated[0].value,))] if stated else []


def running(reading: Reading, base: str) -> list[Condition]:
    """What runs today: by the status that says so, or between its first and its last day."""
    today = reading.clause.today
    stated = _in_state(reading, base)
    if base in ("contracts", "campaigns", "support_cases") and stated:
        return stated
    end = {"contracts": "renewal_date"}.get(base, "end_date")
    if (base, end) not in reading.catalog.fields or (base, "start_date") not in reading.catalog.fields:
        return []
    open_end = AnyOf((Compare(FieldRef((), end), "empty"), During(FieldRef((), end), today, None)))
    started = AnyOf(
        (
            Compare(FieldRef((), "start_date"), "empty"),
            During(FieldRef((), "start_date"), None, today + dt.timedelta(days=1)),
        )
    )
    return [started, open_end]


def running_contracts(reading: Reading, where: Sequence[Condition], table: str = "contracts") -> list[Condition]:
    """That contracts (or campaigns) run today, unless a state or time of theirs is said already."""
    if any(isinstance(one, During) or (isinstance(one, Compare) and one.ref.name == "status") for one in where):
        return []
    return running(reading, table)
