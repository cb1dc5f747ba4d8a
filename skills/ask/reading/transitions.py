"""From which value to which a row went: `moved to Negotiation`, `became customers`, `moved from Dana to Kofi`."""

from __future__ import annotations

from dataclasses import dataclass

from skills.ask.reading.state import Reading
from skills.ask.reading.watched import NEW, OLD, TABLES, fields_said, on_record, pairs_of, record_said, values_of
from skills.ask.tagged import Mention
from storage.lexicon import Named
from storage.query import Compare, Condition

BECAME = frozenset("became become becomes becoming turned".split())
_GOES = frozenset("go goes went gone get got".split())
_MOVES = frozenset(
    "move moved moves change changed changes switch switched upgraded downgraded promoted demoted "
    "dropped fell slipped rose raised lowered bumped".split()
)
_PASSES = frozenset("move moved changed switched transferred reassigned handed passed went".split())
_LEADS_TO = frozenset("a an the our be to into as tier in of".split())

_Name = tuple[Mention | None, tuple[Named, ...]]


@dataclass(frozen=True)
class Transition:
    """A field that went from one value to another, and the words that say so."""

    record: str
    field: str
    verb: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    kept: bool
    """whether any change of the field is on record"""
    mentions: tuple[Mention, ...] = ()
    names: tuple[_Name, ...] = ()

    def where(self, reading: Reading) -> list[Condition]:
        """The transition as conditions on changes; its words have their part then."""
        for one in self.mentions:
            reading.take(one, *reading.same_span(one))
        for named in self.names:
            reading.names.remove(named)
            reading.take(named[0])
        reading.clause.used.add(self.verb)
        found: list[Condition] = [Compare(OLD, "eq", self.old)] if self.old else []
        return [*found, Compare(NEW, "eq", self.new)] if self.new else found


def transition(reading: Reading) -> Transition | None:
    """The transition that a clause speaks of; None where it speaks of none."""
    keys = [token.key for token in reading.tagged.tokens]
    since = next((at for at in range(len(keys)) if keys[at : at + 2] == ["since", "when"]), None)
    if since is not None:
        found = _since_when(reading, since)
        return found if found is not None and (found.kept or found.field != "lifecycle") else None
    verb = next((at for at, key in enumerate(keys) if key in BECAME | _GOES | _MOVES), None)
    if verb is not None:
        found = _of_values(reading, keys, verb)
        if found is not None:
            return found
        if keys[verb] in BECAME and (found := _to_owner(reading, verb)) is not None:
            return found
    verb = next((at for at, key in enumerate(keys) if key in _PASSES), None)
    return _of_owners(reading, keys, verb) if verb is not None else None


def _since_when(reading: Reading, place: int) -> Transition | None:
    """`since when is Halden a customer`, `since when does Kofi own it`: the last change, whatever it was to."""
    record = record_said(reading)
    people = [one for one in reading.names if one[0] is not None and one[1][0].table == "people"]
    told = [(one, pair) for one in reading.free("value") for pair in pairs_of(one) if pair[0] == record]
    if record is None or not reading.scoped(TABLES[record]):
        return None
    if len(people) == 1 and any(one.field == "owner" for one in fields_said(reading)):
        return Transition(record, "owner", place, (), (), on_record(reading, record, "owner"), (), (people[0],))
    if len({pair for _, pair in told}) == 1:
        one, pair = told[0]
        return Transition(record, pair[1], place, (), (), on_record(reading, *pair), (one,))
    return None


def _of_values(reading: Reading, keys: list[str], verb: int) -> Transition | None:
    became = keys[verb] in BECAME
    sides: dict[str, tuple[tuple[str, str], tuple[str, ...], Mention]] = {}
    subject = next((one for one in reading.free("value") if one.last <= verb and pairs_of(one)), None)
    said = record_said(reading) or ("account" if subject is not None and "account" in dict(pairs_of(subject)) else None)
    for one in reading.free("value"):
        if one.first <= verb:
            continue
        between = keys[verb + 1 : one.first]
        leading = [key for key in between if key in ("to", "into", "from")]
        tells = leading[-1] if leading else "to" if became else ""
        near = (
            set(keys[one.first - 3 : one.first]) & {"to", "into", "from"} if not became else set(between) <= _LEADS_TO
        )
        fitting = [pair for pair in pairs_of(one) if pair[0] == said] or pairs_of(one)
        if keys[verb] in _GOES or said is None:
            fitting = [pair for pair in fitting if pair == ("opportunity", "stage")]
        if not tells or not near or not fitting:
            continue
        pair = fitting[0]
        sides.setdefault("old" if tells == "from" else "new", (pair, values_of(one, pair), one))
    if subject is not None and "new" in sides and sides["new"][0] in pairs_of(subject):  # "prospects became customers"
        pair = sides["new"][0]
        sides.setdefault("old", (pair, values_of(subject, pair), subject))
    if not sides or len({pair for pair, _, _ in sides.values()}) > 1:
        return None
    (record, field) = next(iter(sides.values()))[0]
    old, new = (sides[side][1] if side in sides else () for side in ("old", "new"))
    kept = on_record(reading, record, field)
    return Transition(record, field, verb, old, new, kept, tuple(one for _, _, one in sides.values()))


def _to_owner(reading: Reading, verb: int) -> Transition | None:
    """`when did Kofi become the owner of Halden`: the change to him."""
    owner = [one for one in fields_said(reading) if one.field == "owner" and 0 < one.mention.first - verb <= 2]
    before = [one for one in reading.names if one[0] is not None and verb - 1 <= one[0].last <= verb]
    people = [one for one in before if all(entry.table == "people" for entry in one[1])]
    if not owner or len(people) != 1:
        return None
    new = tuple(entry.name for entry in people[0][1])
    record = record_said(reading) or "account"
    return Transition(record, "owner", verb, (), new, on_record(reading, record, "owner"), (), (people[0],))


def _of_owners(reading: Reading, keys: list[str], verb: int) -> Transition | None:
    """`accounts that moved from Dana to Kofi`, `reassigned to Kofi`: who owned them and who owns them."""
    sides: dict[str, Mention] = {}
    for one in reading.free("name") + [one for one in reading.tagged.of("name") if one not in reading.free("name")]:
        side = {"from": "old", "to": "new"}.get(keys[one.first - 1]) if one.first > verb else None
        if side is not None and all(entry.table == "people" for entry in one.meaning):
            sides.setdefault(side, one)
    if not sides:
        return None
    record = record_said(reading) or "account"
    old, new = (tuple(one.name for one in sides[side].meaning) if side in sides else () for side in ("old", "new"))
    mentions = tuple(sides.values())
    meant = {entry for one in mentions for entry in one.meaning}
    names = tuple(named for named in reading.names if meant.issuperset(named[1]))
    return Transition(record, "owner", verb, old, new, on_record(reading, record, "owner"), mentions, names)
