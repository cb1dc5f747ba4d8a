"""Words for a state of rows, where those beside them tell more: whose state it is, or that something was done.

Deals and support cases are both open and closed: in "no open tickets" the tickets are. "Did Halden open a ticket" and
"tickets closed in October" are about a day, not about how the rows stand now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.ask.tagged import Mention
from skills.ask.words import Token
from storage.catalog import Attribute, Catalog

_STATE = "status"
_BETWEEN = frozenset(
    "still now currently yet already right and or not is are was were be been being that which".split()
)
"""What may stand between rows and their state: "tickets that are still open"."""

_HELPERS = frozenset("did do does didnt dont doesnt".split())
_HOLDING = frozenset("have has had got get keep leave hold left kept is are was were be".split())
_LONGEST_SUBJECT = 5
_OPENS: dict[str, dict[str, str]] = {
    "open": {"support_cases": "opened_at", "opportunities": "created_at"},
    **{verb: {"support_cases": "opened_at"} for verb in ("raise", "file", "log")},
    **{verb: {"support_cases": "closed_at"} for verb in ("close", "resolve", "solve", "fix", "settle")},
}
"""By verb and table the date on which it was done."""
_DONE: dict[str, dict[str, str]] = {
    **{word: {"support_cases": "closed_at"} for word in ("closed", "resolved", "solved", "fixed", "settled")},
    "signed": {"contracts": "start_date"},
}
_NO_SALES = {"support_cases", "leads", "contracts", "campaigns"}
"""Rows that take their time too: how long it takes to close a ticket is no sales cycle."""
_BEFORE_TIMES = frozenset("in on during since within before after over for the , between until by".split())


def states_of_rows(tokens: Sequence[Token], found: list[Mention], catalog: Catalog) -> list[Mention]:
    """The mentions with every state as that of the rows it stands beside, and what was done as its date."""
    nouns = [one for one in found if one.kind == "noun"]
    tables = {str(one.meaning) for one in nouns}
    if tables & _NO_SALES and "opportunities" not in tables:
        found = [one for one in found if not _is_cycle(one)]
    dated: list[Mention] = []
    for place, token in enumerate(tokens):
        done = _done_at(tokens, place, found)
        before_rows = any(one.first == place + 1 for one in nouns)  # "does no open deal exist"
        words = _OPENS if _is_verb(tokens, place) and not before_rows else _DONE if done else {}
        said = [table for table in words.get(token.key, {}) if table in tables]
        if len(said) != 1:
            continue
        meant = _date_of(catalog, said[0], words[token.key][said[0]])
        if meant is not None:
            timed = any(one.kind == "period" for one in found)
            found = [one for one in found if not one.first <= place < one.last]
            span = (place, place + 1)
            dated.append(Mention(*span, "attribute", meant) if timed else Mention(*span, "marker", "filler"))
    if "support_cases" in tables and "opportunities" not in tables:
        found = _of_cases(found)
    if not tables - {"activities", "people"} and (("activities" in tables) or _names_channel(found)):
        found = _undone(tokens, found)
    if tables & _NOT_OPEN and not tables & {"opportunities", "support_cases"}:
        found = [one for one in found if not _is_state_of_deals(one)]
    return [_of_rows_beside(tokens, one, nouns) for one in found] + dated


def _names_channel(found: Sequence[Mention]) -> bool:
    return any(
        one.kind == "value" and all((value.table, value.field) == ("activities", "channel") for value in one.meaning)
        for one in found
    )


def _undone(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`open tasks`, `how many activities are open`: those that are still to be done, not those of open deals."""
    if any(one.kind == "metric" for one in found):
        return found
    states = [one for one in found if one.kind == "value" and (_is_state_of_deals(one) or _says_open(tokens, one))]
    open_ones = [
        one
        for one in states
        if _says_open(tokens, one) or all(value.value in ("open", "pending") for value in one.meaning)
    ]
    if not open_ones or len({one.first for one in open_ones}) != len({one.first for one in states}):
        return found
    kept = [one for one in found if one not in open_ones]
    return [*kept, *(Mention(one.first, one.last, "marker", "undone") for one in open_ones[:1])]


def _of_cases(found: Sequence[Mention]) -> list[Mention]:
    """`accounts with a closed case`: of the case alone, where no deals are spoken of."""
    stated = {
        (one.first, one.last)
        for one in found
        if one.kind == "value" and any((two.table, two.field) == ("support_cases", _STATE) for two in one.meaning)
    }
    return [
        one
        for one in found
        if one.kind != "value"
        or (one.first, one.last) not in stated
        or not all((two.table, two.field) == ("opportunities", _STATE) for two in one.meaning)
    ]


def _says_open(tokens: Sequence[Token], mention: Mention) -> bool:
    """`open tasks`, where something else may be in a state `Open`, too."""
    said = mention.kind == "value" and mention.length == 1 and tokens[mention.first].key == "open"
    return said and all(value.table != "activities" for value in mention.meaning)


def _is_cycle(mention: Mention) -> bool:
    """How long deals take, as a metric or a field."""
    metric = mention.kind == "metric" and "cycle" in mention.meaning.name
    return metric or (mention.kind == "attribute" and mention.meaning.ref.name == "cycle_days")


_NOT_OPEN = {"leads", "campaigns"}
"""Rows with states of their own: an open lead is none with an open deal."""


def _is_state_of_deals(mention: Mention) -> bool:
    states = {(value.table, value.field) for value in mention.meaning} if mention.kind == "value" else set()
    return bool(states) and states <= {("opportunities", _STATE), ("support_cases", _STATE)}


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    """`how many tickets did Halden open`; but not `does Halden have open`."""
    before = [token.key for token in tokens[max(0, place - _LONGEST_SUBJECT) : place]]
    helper = max((at for at, key in enumerate(before) if key in _HELPERS), default=None)
    return helper is not None and len(before) > helper + 1 and not _HOLDING & set(before[helper:])


def _done_at(tokens: Sequence[Token], place: int, found: Sequence[Mention]) -> bool:
    """Whether a time follows a word that says what was done: `closed last week`, `signed a contract this year`."""
    times = [one.first for one in found if one.kind == "period" and one.first > place]
    beside = [token.key for token in tokens[max(0, place - 2) : place]]
    if "open" in beside or any(tokens[at].possessive for at in range(min(times, default=0), len(tokens))):
        return False  # "open and closed", "closed this year's tickets" are states
    between = tokens[place + 1 : min(times)] if times else []
    nouns = {at for one in found if one.kind == "noun" for at in range(one.first, one.last)}
    return bool(times) and all(
        token.key in _BEFORE_TIMES or token.key in ("a", "an", "new") or at in nouns
        for at, token in enumerate(between, place + 1)
    )


def _date_of(catalog: Catalog, table: str, name: str) -> Attribute | None:
    return next((one for one in catalog.attributes() if one.table == table and one.ref.name == name), None)


def _of_rows_beside(tokens: Sequence[Token], mention: Mention, nouns: Sequence[Mention]) -> Mention:
    """`no open tickets`, `which tickets are still open`: of several tables with that state, the one that is named."""
    if mention.kind != "value" or len({value.table for value in mention.meaning if value.field == _STATE}) < 2:
        return mention
    tables = {value.table for value in mention.meaning}
    own = [one for one in nouns if one.meaning in tables]
    beside = [one for one in own if one.first == mention.last or _follows(tokens, one, mention)]
    meant = {str(one.meaning) for one in beside or own}
    if len(meant) != 1:
        return mention
    return replace(mention, meaning=tuple(value for value in mention.meaning if value.table in meant))


def _follows(tokens: Sequence[Token], noun: Mention, state: Mention) -> bool:
    between = tokens[noun.last : state.first]
    return noun.last <= state.first and all(token.key in _BETWEEN for token in between)
