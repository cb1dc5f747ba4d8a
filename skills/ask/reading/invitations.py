"""Clauses about who was invited to a campaign that they name, and who came."""

from __future__ import annotations

from skills.ask.plan import RecordStep
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.figure import count_of
from skills.ask.reading.nouns import table_of
from skills.ask.reading.state import Reading
from skills.ask.reading.values import valued
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.query import Among, Compare, Condition, RecordQuery, Related

_BASE = "campaign_invitations"
_GUESTS = frozenset("came come attend attended attendees invited invite invitees guests participants".split())
_AROUND = ("people", "contacts", "accounts", "campaigns", _BASE)
_WERE = frozenset("was were been".split())
_THERE = frozenset("at in on the our to".split())


def invitation_step(reading: Reading) -> RecordStep | None:
    """`who attended the Boston summit`, `how many responses did it get`, `which accounts were at it`: invitations of a
    campaign by status, or the accounts of those who have one."""
    if not reading.scoped("campaigns") and not _kinds(reading):
        return None
    if any(one.meaning in ("by", "per") for one in reading.tagged.of("marker")) or reading.tagged.of("superlative"):
        return None
    asked = reading.tagged.marker("who", "howmany") is not None
    said = any(token.key in _GUESTS for token in reading.tagged.tokens)
    if not reading.filled(_BASE, note=asked and said):
        return None
    told = [one for one in reading.free("value") if any(value.table == _BASE for value in one.meaning)]
    nouns = [one for one in reading.free("noun") if one.meaning == _BASE]
    members = not told and not nouns and _asks_for_members(reading)
    present = _present(reading) if not told and not nouns and not members else []
    if not told and not nouns and not present and not members:
        return None
    others = [one for one in reading.free() if table_of(one) not in (None, *_AROUND)]
    if others:  # "deals from people who attended": through whom, no field says
        reading.clause.lost += [reading.tagged.said(one) for one in told or nouns]
        return None
    counted = reading.tagged.marker("howmany")
    firms = [one for one in reading.free() if table_of(one) == "accounts"]
    persons = any(
        one.meaning in ("people", "contacts", _BASE)
        and reading.tagged.tokens[one.first].key not in ("invite", "invited")
        for one in reading.free("noun")
    )
    base = "accounts" if firms and not persons else _BASE
    if base == "accounts":
        where = _of_accounts(reading, [*told, *nouns], present)
    else:
        reading.take(*[one for one in reading.free("noun") if one.meaning in _AROUND])
        held = FieldRef(("campaign",), "start_date")
        where = [*conditions_on(reading, _BASE, None if reading.scoped("campaigns") else held), *present]
    if counted is not None:
        reading.take(counted)
        return RecordStep(
            RecordQuery(base, tuple(where), measures=(count_of(base).measure,)), "figure", reading.about()
        )
    query = RecordQuery(base, tuple(where), select=columns(reading, base), order=natural_order(base))
    return RecordStep(query, "list", reading.about())


def _kinds(reading: Reading) -> list[Mention]:
    """`our events`, `webinars`: campaigns by their kind."""
    return [one for one in reading.free("value") if {value.table for value in one.meaning} == {"campaigns"}]


def _of_accounts(reading: Reading, told: list[Mention], present: list[Condition]) -> list[Condition]:
    """The accounts of people whom the campaign's invitations of some status are of."""
    ids = tuple(one.id for one in reading.scoped("campaigns"))
    inner: list[Condition] = [Among(("campaign",), ids)] if ids else []
    inner += [
        *present,
        *valued(reading, _BASE, told, strict=True),
        *valued(reading, _BASE, _kinds(reading), strict=False),
    ]
    reading.take(*told)
    names = reading.names
    reading.names = [one for one in names if one[1][0].table != "campaigns"]
    where = [Related(_BASE, tuple(inner)), *conditions_on(reading, "accounts")]
    reading.names = names
    return where


def _asks_for_members(reading: Reading) -> bool:
    """`how many people were in the Cold Chain campaign`, `members of the Cold Chain campaign`: whoever it was for."""
    tokens = reading.tagged.tokens
    members = {at for at, token in enumerate(tokens) if token.stem in ("member", "recipient")}
    called = any(one.meaning == "campaigns" for one in reading.free("noun"))
    people = any(one.meaning in ("contacts", "people") for one in reading.free("noun"))
    within = any(
        tokens[at].key in ("in", "on", "of") and any(one and one.first - at in (1, 2) for one, _ in reading.names)
        for at in range(len(tokens))
    )
    if not reading.scoped("campaigns") or not (members or (called and people and within)):
        return False
    reading.clause.used |= members
    return True


def _present(reading: Reading) -> list[Condition]:
    """`who was at the Boston summit`: those who attended, where the store tells it."""
    tokens = reading.tagged.tokens
    first = next((one.first for one, entries in reading.names if one and entries[0].table == "campaigns"), None)
    asked = reading.tagged.marker("who", "howmany", "which") is not None
    known = any(one.table == _BASE for one in reading.clause.lexicon.values.get(("attended",), ()))
    if first is None or not asked or not known:
        return []
    place = first
    while place and tokens[place - 1].key in _THERE:
        place -= 1
    if place == first or not place or tokens[place - 1].key not in _WERE:
        return []
    return [Compare(FieldRef((), "status"), "eq", ("attended",))]
