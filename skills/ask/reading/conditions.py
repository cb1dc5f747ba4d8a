"""Every mention that has no other part in a clause, as conditions on the rows that are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from skills.ask.reading.current import RUNNING, as_of_today, running, running_contracts
from skills.ask.reading.dates import dated, is_due, run_out
from skills.ask.reading.directions import directed
from skills.ask.reading.fields import belongs, reaches
from skills.ask.reading.nouns import is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.reading.values import absent_field, compared, flagged, says_new, valued
from skills.ask.tagged import Comparing, Mention
from skills.ask.vocabulary import SMALL_NUMBERS
from storage.catalog import ENTITIES, Attribute, FieldRef
from storage.lexicon import Named
from storage.query import Among, AnyOf, Compare, Condition, During, NoneOf, Related

_BRIDGES = ("opportunities", "contracts", "activities", "contacts", "deal_roles")
_TEAM = ("team", "teams", "reports", "crew", "guys", "folks", "people", "reps")
_THEIR = ("his", "her", "their")
NOT_UNDONE = Compare(FieldRef((), "done"), "ne", (False,))


def conditions_on(
    reading: Reading, base: str, when: FieldRef | None = None, *, first: int = 0, last: int | None = None
) -> list[Condition]:
    """Every mention between tokens `first` and `last` that has no part yet, as conditions on `base`."""
    end = len(reading.tagged.tokens) if last is None else last
    where: list[Condition] = []
    if first == 0:
        _find_doers(reading, base)
    anchors = _anchors(reading, base, first, end)
    if first == 0:
        where += name_conditions(reading, base, [table_of(one) for one in anchors])
    for anchor in anchors:
        where.append(_related(reading, base, anchor, end))
    while reading.absent:
        way = reading.absent.pop()
        where.append(Compare(FieldRef(way, ENTITIES[reading.catalog.table_at(base, way)].title), "empty"))
    if reading.tagged.marker("pushed") is None:
        where += _own_conditions(reading, base, first, end, when)
        where += _stated_by_marker(reading, base, where)
    else:
        where += _stated_by_marker(reading, base, where)
        where += _own_conditions(reading, base, first, end, when)
    if base == "activities":
        where += directed(reading, where)
        where += _happened(reading, where)
    if base == "people":
        where += _role_said(reading)
    if base == "opportunities":
        where += _lacking_now(where)
    return _where_daughters_are(where)


def _where_daughters_are(where: list[Condition]) -> list[Condition]:
    """`the holding with its daughters in Linz`: the place is one of the daughters, not of the holding."""
    group = next((one for one in where if isinstance(one, AnyOf) and one.conditions[-1:] == _daughters_of(one)), None)
    if group is None:
        return where
    return [
        AnyOf((group.conditions[0], one)) if isinstance(one, Compare) and one.ref in _PLACES else one for one in where
    ]


def _lacking_now(where: Sequence[Condition]) -> list[Condition]:
    """`deals without a champion`, `deals with no activity in 30 days`: what a deal lacks matters while it is open."""
    lacks = any(isinstance(one, Related) and (one.op, one.count) == ("eq", 0) for one in where)
    ended = FieldRef((), "status"), FieldRef((), "close_date"), FieldRef((), "stage")
    told = any(isinstance(one, Compare | During) and one.ref in ended for one in where)
    return [Compare(FieldRef((), "status"), "eq", ("open",))] if lacks and not told else []


def _daughters_of(group: AnyOf) -> tuple[Condition, ...]:
    own = group.conditions[0]
    return (Among(("parent",), own.ids),) if isinstance(own, Among) and not own.steps else ()


_PLACES = tuple(FieldRef((), name) for name in ("city", "region", "country"))


def _find_doers(reading: Reading, base: str) -> None:
    """`how many customers did Jonas visit`: who visited, not who owns them."""
    if base in ("activities", "people") or ("activities", "person") not in reading.catalog.used:
        return
    kinds = [one.first for one in reading.free("value") if table_of(one) == "activities"]
    for named in list(reading.names):
        mention, entries = named
        if mention is None or entries[0].table != "people":
            continue
        after = reading.tagged.tokens[mention.last - 1 : mention.last]
        if any(0 <= place - mention.last <= 1 for place in kinds) and not after[0].possessive:
            reading.names.remove(named)
            reading.doers.append(named)


def _happened(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """What an activity must be where the question does not say: not ahead of us, and no plan that was never done."""
    tomorrow = reading.clause.today + dt.timedelta(days=1)
    past = During(FieldRef((), "occurred_at"), None, tomorrow)
    found: list[Condition] = [] if any(isinstance(one, During) for one in where) else [past]
    return [*found, *not_undone(reading, [*where, *found])]


def not_undone(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """That activities took place, where the store tells it and neither asked for nor a matter of the future."""
    today = reading.clause.today
    asked = any(isinstance(one, Compare) and one.ref == NOT_UNDONE.ref for one in where)
    ahead = any(isinstance(one, During) and one.start is not None and one.start > today for one in where)
    told = ("activities", NOT_UNDONE.ref.name) in reading.catalog.fields
    return [NOT_UNDONE] if told and not asked and not ahead else []


def _role_said(reading: Reading) -> list[Condition]:
    """`reps without a win`: a list of reps is one of those whose role is rep, where the store tells roles."""
    values = reading.clause.lexicon.values.get(("rep",), ())
    known = any((one.table, one.field) == ("people", "role") for one in values)
    if not known or not any(token.stem in ("rep", "seller") for token in reading.tagged.tokens):
        return []
    return [Compare(FieldRef((), "role"), "eq", ("rep",))]


def _stated_by_marker(reading: Reading, base: str, where: Sequence[Condition]) -> list[Condition]:
    """Conditions that a single word stands for: overdue, upcoming, gone quiet, running."""
    found: list[Condition] = []
    today = reading.clause.today
    tomorrow = today + dt.timedelta(days=1)
    entity = ENTITIES[base]
    if reading.tagged.marker("overdue") is not None and base == "opportunities":
        reading.take(*[one for one in reading.free("attribute") if one.meaning.ref.name == "close_date"])
        found += [Compare(FieldRef((), "status"), "eq", ("open",)), During(FieldRef((), "close_date"), None, today)]
    ahead = reading.tagged.marker("ahead")
    told = any(isinstance(one, During) and one.ref == FieldRef((), entity.when or "") and one.start for one in where)
    if ahead is not None and entity.when is not None and not told:
        found.append(During(FieldRef((), entity.when), tomorrow if base == "activities" else today, None))
    if (
        reading.tagged.marker("pushed") is not None
        and base == "opportunities"
        and reading.filled("opportunity_changes")
    ):
        reading.take(reading.tagged.marker("pushed"))
        reading.take(*[one for one in reading.free("attribute") if one.meaning.ref.name == "close_date"])
        changed: list[Condition] = [Compare(FieldRef((), "field"), "eq", ("close_date",))]
        for one in reading.free("period"):
            reading.take(one)
            changed.append(During(FieldRef((), "changed_at"), one.meaning.start, one.meaning.end))
        times = times_said(reading)
        op, count = (times.op, int(times.value)) if times is not None else ("ge", 1)
        found.append(Related("opportunity_changes", tuple(changed), op, count))
    if reading.tagged.marker("silent") is not None and not any(isinstance(one, Related) for one in where):
        since = During(FieldRef((), "occurred_at"), today - dt.timedelta(days=30), tomorrow)
        found.append(Related("activities", (since, *_happened(reading, [since])), "eq", 0))
    group = reading.tagged.marker("subsidiaries")
    if group is not None and base == "accounts" and not reading.scoped("accounts"):
        found += _has_parent(reading, group)
    said = [place for place, token in enumerate(reading.tagged.tokens) if token.key in RUNNING]
    denied = any(isinstance(one, Compare) and one.op == "ne" and one.ref.name == "status" for one in where)
    if said and not denied:
        runs = running(reading, base)
        reading.clause.used |= set(said if runs else ())
        found += runs
    return found


_GROUPS = frozenset("another other bigger larger someone somebody else company group firm concern corporation".split())


def _has_parent(reading: Reading, said: Mention) -> list[Condition]:
    """`which accounts are daughters of another company`: those that have a parent, whichever it is."""
    if ("accounts", "parent") not in reading.catalog.used:
        reading.clause.lost.append(reading.tagged.said(said))
        return []
    place = said.last
    tokens = reading.tagged.tokens
    while place < len(tokens) and tokens[place].key in (*_GROUPS, "of", "to", "a", "an"):
        reading.clause.used.add(place)
        place += 1
    return [Compare(FieldRef(("parent",), "name"), "filled")]


def name_conditions(reading: Reading, base: str, related: Sequence[str | None] = ()) -> list[Condition]:
    """The names of a clause as conditions. Products of rows of a `related` table are kept for those: `accounts with a
    running contract for Quay Connect`."""
    where: list[Condition] = []
    for mention, entries in reading.names:
        inner = next((one for one in related if one and reading.catalog.path(one, "products")), None)
        if entries[0].table == "products" and inner and reading.catalog.path(base, "products") is None:
            ids = tuple(one.id for one in entries)
            way = reading.catalog.path(inner, "products") or ()
            kinds = {one for one in related if one and reading.catalog.path(one, "products")}
            if len(kinds) > 1 and len(reading.tagged.of("name")) > 1:
                reading.clause.lost += [one.name for one in entries]  # which is of which cannot be told
            reading.inside.setdefault(inner, []).append(Among(way, ids))
            continue
        condition = _name_condition(reading, base, mention, entries)
        if condition is not None:
            where.append(condition)
        elif mention is not None and entries[0].table in ("products", "campaigns"):
            reading.clause.used -= set(range(mention.first, mention.last))  # a name without a part is left over
    for mention, entries in reading.excluded:
        condition = _name_condition(reading, base, mention, entries)
        if condition is None:
            reading.clause.used -= set(range(mention.first, mention.last)) if mention is not None else set()
        else:
            where.append(NoneOf((condition,)))
    return where


def _name_condition(
    reading: Reading, base: str, mention: Mention | None, entries: tuple[Named, ...]
) -> Condition | None:
    table = entries[0].table
    ids = tuple(one.id for one in entries)
    if table == "people":
        return _person_condition(reading, base, mention, ids)
    if base == "accounts" == table and reading.tagged.marker("subsidiaries") is not None:
        own, daughters = Among((), ids), Among(("parent",), ids)
        return AnyOf((own, daughters)) if _with_daughters(reading, mention) else daughters
    way = reading.catalog.path(base, table)
    if way is not None:
        return Among(way, ids)
    if table == "products" and (deals := _deals_called(reading, base, entries)) is not None:
        return deals
    if {table, base} == {"products", "accounts"} and (bought := _bought(reading, table, ids)) is not None:
        return bought
    for bridge in (table, *_BRIDGES):
        inner = reading.catalog.path(bridge, table)
        if inner is not None and bridge in reading.clause.lexicon.filled and belongs(reading, bridge, base):
            return Related(bridge, (Among(inner, ids),))
    return None


def _bought(reading: Reading, table: str, ids: tuple[int, ...]) -> Condition | None:
    """`customers with Quay Connect`, `what products does Halden have`: what is under contract, or was bought where no
    contracts are kept; a deal that is open or lost is none of theirs."""
    said = [one for one in reading.tagged.of("noun") if one.meaning in ("opportunities", "contracts")]
    if said or any(value.table == "opportunities" for one in reading.tagged.of("value") for value in one.meaning):
        return None
    filled = reading.clause.lexicon.filled
    of = Among(("product",) if table == "products" else ("account",), ids)
    if "contracts" in filled and ("contracts", "product") in reading.catalog.used:
        return Related("contracts", (of, *running_contracts(reading, ())))
    if "opportunities" in filled and ("opportunities", "product") in reading.catalog.used:
        return Related("opportunities", (of, Compare(FieldRef((), "status"), "eq", ("won",))))
    return None


def _deals_called(reading: Reading, base: str, entries: Sequence[Named]) -> Condition | None:
    """`the Phish Drill deal`, where no deal states its product: the one whose own name says it."""
    way = reading.catalog.path(base, "opportunities")
    about_deals = base == "opportunities" or any(
        one.kind == "noun" and one.meaning == "opportunities" for one in reading.tagged.mentions
    )
    called = [
        one.id
        for deals in reading.clause.lexicon.deals.values()
        for one in deals.values()
        if any(set(product.words) <= set(one.words) for product in entries)
    ]
    if way is None or not about_deals or not called:
        return None
    return Compare(FieldRef(way, "name"), "contains", tuple(dict.fromkeys(one.name for one in entries)))


def _with_daughters(reading: Reading, mention: Mention | None) -> bool:
    """`Mediveritas together with its two daughters`, `the holding plus subsidiaries`: the group as a whole."""
    marker = reading.tagged.marker("subsidiaries")
    if marker is None or mention is None or mention.last > marker.first:
        return False
    tokens = reading.tagged.tokens
    between = {token.key for token in tokens[mention.last : marker.first]}
    joined = bool(between & {"with", "plus", "and", "including", "incl", "+", "&"})
    if joined:
        numbers = {at for at in range(mention.last, marker.first) if tokens[at].key in SMALL_NUMBERS}
        reading.clause.used |= numbers
    return joined


def _person_condition(reading: Reading, base: str, mention: Mention | None, ids: tuple[int, ...]) -> Condition | None:
    team = _team_word(reading, mention)
    part = _relation_word(reading, base)
    if base == "people" and not team:
        return Among((), ids)
    ways = [part] if part is not None else reading.catalog.paths(base, "people")
    if base == "people":
        ways = [()]
    if not ways:
        for bridge in _BRIDGES:
            inner = reading.catalog.path(bridge, "people")
            if inner is not None and bridge in reading.clause.lexicon.filled and belongs(reading, bridge, base):
                return Related(bridge, (Among(inner, ids),))
        return None
    if team:
        ways = [(*way, "manager") for way in ways]
    conditions: tuple[Condition, ...] = tuple(Among(way, ids) for way in ways)
    return conditions[0] if len(conditions) == 1 else AnyOf(conditions)


def _team_word(reading: Reading, mention: Mention | None) -> bool:
    """`Dana's team`: the people who report to her."""
    if reading.tagged.marker("reports") is not None:
        return True
    places = range(mention.last, mention.last + 2) if mention is not None else range(len(reading.tagged.tokens))
    tokens = reading.tagged.tokens
    theirs = [at for at in range(1, len(tokens)) if tokens[at].key in _TEAM and tokens[at - 1].key in _THEIR]
    for place in (*places, *theirs):  # "what each of his people has"
        if place < len(reading.tagged.tokens) and reading.tagged.tokens[place].key in _TEAM:
            reading.clause.used.add(place)
            return True
    return False


def _relation_word(reading: Reading, base: str) -> tuple[str, ...] | None:
    for one in reading.free("attribute"):
        attribute: Attribute = one.meaning
        if attribute.ref.steps and attribute.field.table == "people":
            if (base, attribute.ref.steps[0]) in reading.catalog.used:  # "deals owned by": the deal's owner
                reading.take(one, *reading.same_span(one))
                return attribute.ref.steps[:1]
            way = reading.catalog.path(base, attribute.table)
            if way is not None:
                reading.take(one, *reading.same_span(one))
                return (*way, *attribute.ref.steps)
    return None


def _anchors(reading: Reading, base: str, first: int, last: int) -> list[Mention]:
    """Mentions of tables whose rows belong to base rows: "with open opportunities", "without any activity"."""
    anchors: dict[int, Mention] = {}
    for one in reading.free():
        table = table_of(one)
        if table is None and base in ("people", "accounts", "products", "contacts") and one.kind == "value":
            deals = any(other.kind == "noun" and other.meaning == "opportunities" for other in reading.tagged.mentions)
            table = "opportunities" if not deals and is_outcome(one) and reading.just_negated(one) else None
        if table is None or not first <= one.first < last:
            continue
        if table == base:
            if one.kind == "noun":
                reading.take(one)
            continue
        if one.kind == "value" and any(reaches(reading, base, value.table) for value in one.meaning):
            continue
        if says_new(reading, base, one):
            continue
        said = any(other.first == one.last and other.meaning == table for other in reading.free("noun"))
        if one.kind == "value" and (said or absent_field(reading, base, one)):
            continue  # "email activity" is one thing
        if reading.catalog.path(base, table) is not None and not reading.catalog.path(table, base):
            if one.kind == "noun":
                if reading.just_negated(one) and reading.negated(one):
                    reading.absent.append(reading.catalog.path(base, table) or ())
                reading.take(one)  # "deals at healthcare accounts": only a bridge to its own conditions
            continue
        if belongs(reading, table, base) and reading.filled(table):
            anchors.setdefault(one.first, one)
    return [anchors[place] for place in sorted(anchors)]


def _related(reading: Reading, base: str, anchor: Mention, end: int) -> Related:
    table = table_of(anchor) or "opportunities"
    by_account = base == "opportunities" and any(
        token.stem in ("account", "company") for token in reading.tagged.tokens
    )
    others = [one.first for one in _anchors(reading, base, 0, end) if one.first > anchor.first]
    start = _extent_start(reading, anchor.first)
    stop = min([_extent_start(reading, place) for place in others] or [end])
    if anchor.kind == "noun":
        reading.take(anchor)
    negated = reading.negated(anchor)
    reading.negations.discard((anchor.first, anchor.last))  # the row is missing, its value is meant as it stands
    count = _count_before(reading, anchor)
    where = [*reading.inside.pop(table, ()), *_own_conditions(reading, table, start, stop, None, strict=True)]
    said = [place for place in range(start, stop) if reading.tagged.tokens[place].key in RUNNING]
    if table in ("contracts", "campaigns") and said and (runs := running_contracts(reading, where, table)):
        reading.clause.used |= set(said)
        where += runs
    where += as_of_today(reading, table, where)
    if table == "activities":
        where += [Among(("person",), tuple(one.id for one in entries)) for _, entries in reading.doers]
        where += _happened(reading, where)
    if negated:
        return Related(table, tuple(where), "eq", 0, by_account)
    if count is not None:
        op = count.op if count.op != "between" else "ge"
        return Related(table, tuple(where), op, int(count.value), by_account)
    return Related(table, tuple(where), by_account=by_account)


def _extent_start(reading: Reading, place: int) -> int:
    """Where the part of the clause around the noun at `place` begins: its nearest marker before it."""
    before = [
        one.first
        for one in reading.tagged.mentions
        if one.kind == "marker" and one.meaning in ("with", "without", "nobody", "not", "who") and one.last <= place
    ]
    joined = [
        at + 1
        for at, token in enumerate(reading.tagged.tokens[:place])
        if token.key in ("and", "but", "yet") and at < place
    ]
    near = [one for one in (*before, *joined) if place - one <= 6]
    return max(near, default=max(0, place - 2))


def _count_before(reading: Reading, anchor: Mention) -> Comparing | None:
    for one in reading.free("comparison"):
        near = 0 <= anchor.first - one.last <= 2 and not one.meaning.times
        if near and one.meaning.currency is None and one.meaning.value < 1000:
            reading.take(one)
            return one.meaning  # type: ignore[no-any-return]
    return times_said(reading) if anchor.kind == "value" or table_of(anchor) == "activities" else None


def times_said(reading: Reading) -> Comparing | None:
    """`more than once`, `at least three times`."""
    for one in reading.free("comparison"):
        if one.meaning.times:
            reading.take(one)
            return one.meaning  # type: ignore[no-any-return]
    return None


def _own_conditions(
    reading: Reading, table: str, first: int, last: int, when: FieldRef | None, *, strict: bool = False
) -> list[Condition]:
    """Conditions of mentions between two tokens. `strict` takes only what is a field of `table` itself."""
    where: list[Condition] = []
    inside = [one for one in reading.free() if first <= one.first < last]
    where += compared(reading, table, inside, strict)
    where += valued(reading, table, [one for one in inside if id(one) not in reading.taken], strict)
    where += flagged(reading, table, [one for one in inside if id(one) not in reading.taken], strict)
    where += run_out(reading, table, inside)
    where += dated(reading, table, [one for one in inside if id(one) not in reading.taken], when, where)
    if table == "opportunities" and is_due(reading, where):
        where.append(Compare(FieldRef((), "status"), "eq", ("open",)))
    if reading.newly:
        where = [one for one in where if not (isinstance(one, Compare) and one.ref.name == "type" and one.op == "eq")]
    return where
