"""The way through a clause: from its names over the shapes a question can have to the queries it asks for."""

from __future__ import annotations

from skills.ask.plan import RecordStep
from skills.ask.reading.clause import Clause
from skills.ask.reading.facts import fact_steps, profile_step
from skills.ask.reading.figures import figure_step, invitation_step, share_step
from skills.ask.reading.lists import list_step
from skills.ask.reading.names import choose_names
from skills.ask.reading.rankings import ranking_step
from skills.ask.reading.state import Reading


def read(clause: Clause) -> list[RecordStep]:
    """The queries that a clause asks for; none when it asks for no record. Raises Ambiguous."""
    reading = _begin(clause)
    for shape in (share_step, ranking_step, invitation_step, figure_step):
        step = shape(reading)
        if step is not None:
            return [step]
    facts = fact_steps(reading)
    if facts:
        return facts
    listing = list_step(reading)
    return [listing] if listing is not None else []


def read_profile(clause: Clause) -> RecordStep | None:
    """The main facts of the one row that a clause names; None when it names none."""
    return profile_step(_begin(clause))


def _begin(clause: Clause) -> Reading:
    clause.used.clear()
    clause.named.clear()
    clause.denied_names.clear()
    reading = Reading(clause)
    choose_names(reading)
    return reading
