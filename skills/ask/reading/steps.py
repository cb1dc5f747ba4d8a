"""The way through a clause: from its names over the shapes a question can have to the queries it asks for."""

from __future__ import annotations

from dataclasses import replace

from skills.ask.plan import RecordStep
from skills.ask.reading.beside import says_than
from skills.ask.reading.best_times import best_time_step
from skills.ask.reading.clause import Clause
from skills.ask.reading.counting import threshold_step
from skills.ask.reading.current import running_contracts
from skills.ask.reading.customers import customers_step
from skills.ask.reading.facts import fact_steps, profile_step
from skills.ask.reading.figures import figure_steps
from skills.ask.reading.history import history_step
from skills.ask.reading.invitations import invitation_step
from skills.ask.reading.lists import list_step
from skills.ask.reading.names import choose_names
from skills.ask.reading.rankings import ranking_steps
from skills.ask.reading.shares import share_step
from skills.ask.reading.state import Reading
from skills.ask.reading.touches import touch_step
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.lexicon import Value
from storage.query import Among


def read(clause: Clause) -> list[RecordStep]:
    """The queries that a clause asks for; none when it asks for no record. Raises Ambiguous."""
    reading = begin(clause)
    steps = _steps(reading)
    for step in steps:
        _take_said_relations(reading, step)
    if not steps:  # what the shapes tried has no part in anything
        clause.used = {place for one, _ in reading.names if one is not None for place in range(one.first, one.last)}
    return steps


def _steps(reading: Reading) -> list[RecordStep]:
    for shape in (
        touch_step,
        share_step,
        history_step,
        threshold_step,
        best_time_step,
        ranking_steps,
        customers_step,
        invitation_step,
        figure_steps,
    ):
        found = shape(reading)
        if found:
            return found if isinstance(found, list) else [found]
    reading.clause.uncompared = says_than(reading)
    facts = fact_steps(reading)
    if facts:
        return [_only_running(reading, step) for step in facts]
    listing = list_step(reading)
    return [listing] if listing is not None else []


def _only_running(reading: Reading, step: RecordStep) -> RecordStep:
    """`ARR of Halden Freight`: what an account pays is what its contracts bring that run today."""
    amount = ("contracts", FieldRef((), "amount"))
    asked = any((one.meaning.table, one.meaning.ref) == amount for one in reading.tagged.of("attribute"))
    if step.query.base != "contracts" or not asked or amount[1] not in step.query.select:
        return step
    where = (*step.query.where, *running_contracts(reading, step.query.where))
    return replace(step, query=replace(step.query, where=where))


def _take_said_relations(reading: Reading, step: RecordStep) -> None:
    """`by which rep are the most accounts owned`: the verb says no more than the owner that the rows are grouped by."""
    used = {ref.steps[:1] for ref in step.query.group_by if isinstance(ref, FieldRef) and ref.steps}
    used |= {one.steps[:1] for one in step.query.where if isinstance(one, Among) and one.steps}
    for mention in reading.free("attribute"):
        if mention.meaning.table == step.query.base and mention.meaning.ref.steps in used:
            reading.take(mention, *reading.same_span(mention))


def read_profile(clause: Clause) -> RecordStep | None:
    """The main facts of the one row that a clause names; None when it names none."""
    return profile_step(begin(clause))


def begin(clause: Clause) -> Reading:
    """A clause with its names chosen and nothing else read. Raises Ambiguous."""
    clause.used.clear()
    clause.named.clear()
    clause.lost.clear()
    reading = Reading(clause)
    _join_members(reading)
    _keep_rows_apart(reading)
    choose_names(reading)
    _take_included(reading)
    _take_row_numbers(reading)
    _lose_rank(reading)
    return reading


def _lose_rank(reading: Reading) -> None:
    """`our main contact at Halden`: no field says which of several is."""
    tokens = reading.tagged.tokens
    for noun in reading.tagged.of("noun"):
        word = tokens[noun.first - 1] if noun.first else None
        if noun.meaning == "contacts" and word is not None and word.key in ("main", "primary", "principal"):
            reading.clause.lost.append(word.text)


def _join_members(reading: Reading) -> None:
    """`how many people are on the committee`: its members, no other contacts."""
    mentions, tokens = reading.tagged.mentions, reading.tagged.tokens
    for one in reading.tagged.of("noun"):
        if one.meaning != "deal_roles":
            continue
        for other in reading.tagged.of("noun"):
            between = [token.key for token in tokens[other.last : one.first]]
            if other.meaning == "contacts" and between and set(between) <= _ON_IT and {"on", "in"} & set(between):
                rest = [two for two in mentions if two.last <= other.first or two.first >= one.last]
                members = Mention(other.first, one.last, "noun", "deal_roles", one.weight)
                mentions[:] = sorted([*rest, members], key=lambda two: (two.first, -two.weight))
                return


_ON_IT = frozenset("are is do does we have on in the their its our of buying".split())


def _keep_rows_apart(reading: Reading) -> None:
    """`new leads this year` where no leads are kept: not the colleagues whose role is "lead"."""
    for noun in reading.free("noun"):
        if reading.tagged.tokens[noun.last - 1].plural and not reading.filled(noun.meaning, note=False):
            values = [one for one in reading.same_span(noun) if one.kind == "value"]
            reading.tagged.mentions[:] = [one for one in reading.tagged.mentions if one not in values]


def _take_row_numbers(reading: Reading) -> None:
    """`ticket numbers of whatever is open`: what rows are called, no figure."""
    tokens = reading.tagged.tokens
    for one in reading.tagged.of("marker"):
        named = any(
            noun.last == one.first and tokens[noun.last - 1].key == tokens[noun.last - 1].stem
            for noun in reading.tagged.of("noun")
        )
        if one.meaning == "howmany" and named and tokens[one.first].key in ("number", "numbers"):
            reading.take(one)
            reading.tagged.mentions.remove(one)


_INCLUDED = frozenset("included including incl inclusive count counts too leave".split())
_AS_DEALS = frozenset("as deal deals too well".split())


def _take_included(reading: Reading) -> None:
    """`renewals included`, `leave renewals in`: they count too, and are not all that counts."""
    tokens = reading.tagged.tokens
    for one in reading.free("value"):
        if Value("opportunities", "type", "renewal") not in one.meaning:
            continue
        around = range(max(0, one.first - 2), min(len(tokens), one.last + 2))
        said = {place for place in around if tokens[place].key in _INCLUDED}
        if (
            one.first > 1
            and one.last == len(tokens)
            and [token.key for token in tokens[one.first - 2 : one.first]]
            == [
                ",",
                "with",
            ]
        ):
            said |= {one.first - 1}  # "Dana's revenue this year, with renewals"
        if said and reading.denial_after(one) is None:
            reading.with_renewals = True
            reading.take(one, *reading.same_span(one))
            said |= {at for at in range(one.last, min(one.last + 4, len(tokens))) if tokens[at].key in _AS_DEALS}
            reading.clause.used |= said
            for other in list(reading.tagged.mentions):  # "renewals count as deals too" counts nothing
                if said.intersection(range(other.first, other.last)):
                    reading.tagged.mentions.remove(other)
