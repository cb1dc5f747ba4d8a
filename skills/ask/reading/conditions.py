"""Every mention that has no other part in a clause, as conditions on the rows that are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from skills.ask.reading.current import RUNNING, as_of_today, running, running_contracts
from skills.ask.reading.dates import dated, is_due, run_out, until_today, without_state_then
from skills.ask.reading.directions import directed, talked
from skills.ask.reading.fields import belongs, contact_events, reaches
from skills.ask.reading.nouns import is_outcome, table_of
from skills.ask.reading.renewals import not_renewed, says_unrenewed
from skills.ask.reading.state import Reading
from skills.ask.reading.values import absent_field, compared, flagged, of_new_deals, says_new, stated_field, valued
from skills.ask.tagged import Comparing, Mention
from skills.ask.vocabulary import SMALL_NUMBERS
from storage.catalog import ENTITIES, OF_CONTACTS, Attribute, FieldRef
from storage.lexicon import Named
from storage.names import name_words
from storage.query import Among, AnyOf, Compare, Condition, During, NoneOf, Related

_BRIDGES = ("opportunities", "contracts", "activities", "contacts", "deal_roles")
_TEAM = ("team", "teams", "reports", "crew", "guys", "folks", "people", "reps")
_UNDER = ("of", "under", "below")
_LEADS = ("have", "has", "had", "got", "lead", "leads", "manage", "manages")
_THEIR = ("his", "her", "their")
NOT_UNDONE = Compare(FieldRef((), "done"), "ne", (False,))
_UNDONE = Compare(FieldRef((), "done"), "eq", (False,))


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
        where += name_conditions(reading, base, [table_of(one) or "opportunities" for one in anchors])
        anchors = [one for one in anchors if one in reading.free()]  # "Anke's people" are her team, no contacts
    for at, anchor in enumerate(anchors):
        if id(anchor) in reading.taken:
            continue
        own = anchors[at + 1] if at + 1 < len(anchors) and _of_each(reading, anchor, anchors[at + 1]) else None
        where.append(_related(reading, base, anchor, end, own=own))
    where += _without_metric(reading, base)
    while reading.absent:
        way = reading.absent.pop()
        where.append(Compare(FieldRef(way, ENTITIES[reading.catalog.table_at(base, way)].title), "empty"))
    if reading.tagged.marker("pushed") is None:
        where += own_conditions(reading, base, first, end, when)
        where += _stated_by_marker(reading, base, where)
    else:
        where += _stated_by_marker(reading, base, where)
        where += own_conditions(reading, base, first, end, when)
    if base == "activities":
        where += directed(reading, where)
        where += _still_to_do(reading)
        where += talked(reading, where)
        where += happened(reading, where)
    if base == "people":
        where += _role_said(reading) or _who_sells(where)
    if base == "opportunities":
        where += _lacking_now(where)
        where += _qualified_now(reading, where)
        where += _in_stage_now(reading, where)
        where += _ended(reading, where)
    if base == "contacts":
        where += _still_there(reading, where)
    return _where_daughters_are(at_one_time(reading, list(dict.fromkeys(where))))


def _without_metric(reading: Reading, base: str) -> list[Condition]:
    """`key accounts with no open pipeline`: those with no row that the metric adds up."""
    found: list[Condition] = []
    for one in reading.free("metric"):
        metric = one.meaning
        summed = metric.measure.function in ("sum", "count") and metric.base != base
        if summed and reading.just_negated(one) and belongs(reading, metric.base, base):
            reading.negated(one)
            reading.take(one)
            found.append(Related(metric.base, tuple(metric.where), "eq", 0))
    return found


def at_one_time(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """`customers with calls but no meetings this quarter`, `reps without wins or losses this quarter`: a time that is
    said once is that of both."""
    if any(token.key in ("ever", "never") for token in reading.tagged.tokens):
        return list(where)
    past = During(FieldRef((), "occurred_at"), None, reading.clause.today + dt.timedelta(days=1))
    done = [one for one in where if isinstance(one, Related) and one.table == "activities"]
    ended = [one for one in where if isinstance(one, Related) and one.op == "eq" and _is_of_ended(one)]
    timed: dict[Condition, Condition] = {}
    for linked in (done, ended):
        times = {part for one in linked for part in one.where if isinstance(part, During) and part != past}
        if len(linked) > 1 and len(times) == 1:
            (time,) = times
            for one in linked:
                parts = [part for part in one.where if part not in (past, time)]
                timed[one] = replace(one, where=(*parts, time))
    return [timed.get(one, one) for one in where]


def _is_of_ended(related: Related) -> bool:
    """Whether it is about deals that were won or lost."""
    states = [one for one in related.where if isinstance(one, Compare) and one.ref == FieldRef((), "status")]
    return related.table == "opportunities" and any({"won", "lost"} & set(one.values) for one in states)


def _where_daughters_are(where: list[Condition]) -> list[Condition]:
    """`the holding with its daughters in Linz`: the place is one of the daughters, not of the holding."""
    group = next((one for one in where if isinstance(one, AnyOf) and one.conditions[-1:] == _daughters_of(one)), None)
    if group is None:
        return where
    return [
        AnyOf((group.conditions[0], one)) if isinstance(one, Compare) and one.ref in _PLACES else one for one in where
    ]


_WHEN_OVER = frozenset("loss lost lose reason won".split())


def _still_there(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """`how many contacts do we still have there`: those who have not left."""
    left = FieldRef((), "left_at")
    still = any(token.key == "still" for token in reading.tagged.tokens)
    told = any(isinstance(one, Compare | During) and one.ref == left for one in where)
    asked = still and not told and not reading.scoped("contacts")
    return [Compare(left, "empty")] if asked and ("contacts", left.name) in reading.catalog.fields else []


def _lacking_now(where: Sequence[Condition]) -> list[Condition]:
    """`deals without a champion`, `deals with no next step`: what a deal lacks matters while it is open."""
    lacks = any(
        (isinstance(one, Related) and (one.op, one.count) == ("eq", 0))
        or (isinstance(one, Compare) and one.op == "empty" and not _WHEN_OVER & set(one.ref.name.split("_")))
        for one in where
    )
    ended = FieldRef((), "status"), FieldRef((), "close_date"), FieldRef((), "stage")
    told = any(isinstance(one, Compare | During) and one.ref in ended for one in where)
    return [Compare(FieldRef((), "status"), "eq", ("open",))] if lacks and not told else []


def _ended(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """`deals that ended in October`: won or lost; what is open has not ended, whatever its close date."""
    said = any(token.key == "ended" for token in reading.tagged.tokens)
    dated = any(isinstance(one, During) and one.ref == FieldRef((), "close_date") for one in where)
    told = any(isinstance(one, Compare) and one.ref == FieldRef((), "status") for one in where)
    return [Compare(FieldRef((), "status"), "eq", ("won", "lost"))] if said and dated and not told else []


def _qualified_now(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """`our qualified deals`: those that are in the pipeline, as the metric has it; what is qualified may be won as
    well. Whether a deal that is lost once was, its stage does not tell."""
    if not any(isinstance(one, Compare) and one.ref == FieldRef((), "qualified") for one in where):
        return []
    states = {
        str(value)
        for one in (*where, *(part for metric in reading.tagged.of("metric") for part in metric.meaning.where))
        if isinstance(one, Compare) and one.ref == FieldRef((), "status")
        for value in one.values
    }
    if "lost" in states or any(token.key in _ONCE for token in reading.tagged.tokens):
        reading.clause.lost.append("qualified")
    return [] if states else [Compare(FieldRef((), "status"), "eq", ("open",))]


def _in_stage_now(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """`deals in negotiation`: those that are in it; some CRMs keep the last stage of a deal that is won or lost."""
    stages = [one for one in where if isinstance(one, Compare) and one.ref == FieldRef((), "stage") and one.op == "eq"]
    told = any(isinstance(one, Compare) and one.ref == FieldRef((), "status") for one in where)
    open_stages = reading.clause.lexicon.open_stages
    if told or not stages or not all(str(value) in open_stages for one in stages for value in one.values):
        return []
    if any(token.key in _ONCE - {"got"} for token in reading.tagged.tokens):
        return []
    return [Compare(FieldRef((), "status"), "eq", ("open",))]


_ONCE = frozenset("was were been ever got became once".split())


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


def happened(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """What an activity must be where the question does not say: not ahead of us, and no plan that was never done."""
    tomorrow = reading.clause.today + dt.timedelta(days=1)
    past = During(FieldRef((), "occurred_at"), None, tomorrow)
    undone = _UNDONE in where
    found: list[Condition] = [] if undone or any(isinstance(one, During) for one in where) else [past]
    return [*found, *not_undone(reading, [*where, *found])]


def _still_to_do(reading: Reading) -> list[Condition]:
    """`overdue tasks`, `open tasks`, `tasks due this week`: what was planned and is not done, where the store tells."""
    tokens = reading.tagged.tokens
    late = reading.tagged.marker("overdue")
    said = {at for at, token in enumerate(tokens) if token.key in _TO_DO}
    undone = reading.tagged.marker("undone")
    said |= {undone.first} if undone is not None else set()
    if late is None and not said:
        return []
    if ("activities", NOT_UNDONE.ref.name) not in reading.catalog.fields:
        reading.clause.lost.append("overdue" if late is not None else tokens[min(said)].text)
        return []
    reading.clause.used |= said
    reading.take(undone)
    waiting: list[Condition] = [_UNDONE]
    if late is not None:
        reading.take(late)
        waiting.append(During(FieldRef((), "occurred_at"), None, reading.clause.today))
    return waiting


_TO_DO = frozenset("due outstanding undone unfinished".split())


def not_undone(reading: Reading, where: Sequence[Condition]) -> list[Condition]:
    """That activities took place, where the store tells it and neither asked for (`cancelled meetings`, of a status of
    the CRM's own) nor a matter of the future."""
    today = reading.clause.today
    asked = any(isinstance(one, Compare) and (one.ref == NOT_UNDONE.ref or is_state(one.ref)) for one in where)
    ahead = any(isinstance(one, During) and one.start is not None and one.start > today for one in where)
    told = ("activities", NOT_UNDONE.ref.name) in reading.catalog.fields
    return [NOT_UNDONE] if told and not asked and not ahead else []


def is_state(ref: FieldRef) -> bool:
    """Whether a field of activities, by its name, tells what became of them."""
    return not ref.steps and bool({"status", "outcome", "state", "result"} & set(ref.name.split("_")))


def _role_said(reading: Reading) -> list[Condition]:
    """`reps without a win`: a list of reps is one of those whose role is rep, where the store tells roles."""
    for noun in reading.tagged.of("noun"):
        said = tuple(token.stem for token in reading.tagged.tokens[noun.first : noun.last])
        words = _ROLES.get(said, said) if noun.meaning == "people" else ()
        values = reading.clause.lexicon.values.get(words, ())
        roles = tuple(one.value for one in values if (one.table, one.field) == ("people", "role"))
        if roles:
            return [Compare(FieldRef((), "role"), "eq", roles)]
    return []


_ROLES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("seller",): ("rep",),
    ("ae",): ("account", "executive"),
    ("sale", "rep"): ("rep",),
    ("sale", "people"): ("rep",),
    ("sale", "person"): ("rep",),
    ("salesperson",): ("rep",),
    ("salespeople",): ("rep",),
}
"""What roles are called by, by their stems."""


def _who_sells(where: Sequence[Condition]) -> list[Condition]:
    """`who hasn't won anything this year`: of those who have deals at all."""
    none = any(
        isinstance(one, Related) and (one.table, one.op, one.count) == ("opportunities", "eq", 0) for one in where
    )
    return [Related("opportunities", ())] if none else []


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
    if reading.tagged.marker("pushed") is not None and base == "opportunities" and reading.filled("changes"):
        reading.take(reading.tagged.marker("pushed"))
        reading.take(*[one for one in reading.free("attribute") if one.meaning.ref.name == "close_date"])
        changed: list[Condition] = [Compare(FieldRef((), "field"), "eq", ("close_date",))]
        for one in reading.free("period"):
            reading.take(one)
            if reading.tagged.tokens[one.first - 1].key in _PUSHED_TO:
                period = one.meaning.towards(past=False, today=today)
                found.append(During(FieldRef((), "close_date"), period.start, period.end))
                continue
            period = until_today(one.meaning.towards(past=True, today=today), today)
            changed.append(During(FieldRef((), "changed_at"), period.start, period.end))
        times = times_said(reading)
        op, count = (times.op, int(times.value)) if times is not None else ("ge", 1)
        found.append(Related("changes", tuple(changed), op, count))
    stuck = reading.tagged.marker("silent")
    if stuck is not None and any(isinstance(one, Compare) and one.ref == FieldRef((), "stage") for one in where):
        reading.take(stuck)  # "stuck in negotiation": that they are in it
    elif stuck is not None and not any(isinstance(one, Related) for one in where):
        since = During(FieldRef((), "occurred_at"), today - dt.timedelta(days=30), tomorrow)
        found.append(Related("activities", (since, *happened(reading, [since])), "eq", 0))
    group = reading.tagged.marker("subsidiaries")
    if group is not None and base == "accounts" and not reading.scoped("accounts"):
        found += _has_parent(reading, group)
    own = {  # "a running proof of value"
        place
        for one in reading.tagged.of("value")
        if any(reading.catalog.fields[value.table, value.field].custom for value in one.meaning)
        for place in range(one.first, one.last)
    }
    said = [at for at, token in enumerate(reading.tagged.tokens) if token.key in RUNNING and at not in own]
    denied = any(isinstance(one, Compare) and one.op == "ne" and one.ref.name == "status" for one in where)
    denied = denied or any(isinstance(one, AnyOf) for one in where if base in ("contracts", "campaigns"))
    if said and not denied:
        runs = running(reading, base) or _running_deals(reading, base, said, where)
        reading.clause.used |= set(said if runs else ())
        found += runs
    return found


def _running_deals(reading: Reading, base: str, said: Sequence[int], where: Sequence[Condition]) -> list[Condition]:
    """`tenders still running`, `live renewals`: open ones, where the word is said of deals and nothing else tells."""
    others = [
        one for one in reading.tagged.mentions if one.kind in ("noun", "value") and table_of(one) not in (None, base)
    ]
    of_others = any(one.first == place + 1 for one in others for place in said)
    told = any(isinstance(one, Compare) and one.ref == FieldRef((), "status") for one in where)
    if base != "opportunities" or of_others or told:
        return []
    return [Compare(FieldRef((), "status"), "eq", ("open",))]


_PUSHED_TO = frozenset("to into till until out".split())
"""What stands before the time to which deals were pushed, not in which."""
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
        if _signs_for_us(reading, base, entries) or _of_the_deals(base, entries, related):
            condition = _name_condition(reading, "opportunities", mention, entries)
            reading.inside.setdefault("opportunities", []).extend([condition] if condition is not None else [])
            continue
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
        elif mention is not None:
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
        return person_condition(reading, base, mention, ids)
    if base == "accounts" == table and reading.tagged.marker("subsidiaries") is not None:
        own, daughters = Among((), ids), Among(("parent",), ids)
        return AnyOf((own, daughters)) if _with_daughters(reading, mention) else daughters
    way = reading.catalog.path(base, table)
    if way is not None:
        return Among(way, ids)
    if table == "products" and (deals := _deals_called(reading, base, entries)) is not None:
        return deals
    members = {base, table} == {"opportunities", "contacts"} and "deal_roles" in reading.clause.lexicon.filled
    if members:  # who is on a deal, not who works where it is
        return Related("deal_roles", (Among(reading.catalog.path("deal_roles", table) or (), ids),))
    buyers = {table, base} == {"products", "accounts"} or (table, base) == ("products", "contacts")
    if buyers and (bought := _bought(reading, table, ids)) is not None:
        return bought
    if base == "campaigns" and table in ("accounts", "contacts"):
        return _reached(reading, table, ids)
    for bridge in (table, *_BRIDGES):
        inner = reading.catalog.path(bridge, table)
        if inner is not None and bridge in reading.clause.lexicon.filled and belongs(reading, bridge, base):
            return Related(bridge, (Among(inner, ids),))
    return None


def _reached(reading: Reading, table: str, ids: tuple[int, ...]) -> Condition | None:
    """`which campaigns was Halden part of`: those that invited somebody there, or that something was done in."""
    for bridge in ("campaign_invitations", "activities"):
        way = reading.catalog.path(bridge, table)
        if way is not None and bridge in reading.clause.lexicon.filled and reading.catalog.path(bridge, "campaigns"):
            return Related(bridge, (Among(way, ids),))
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


def person_condition(reading: Reading, base: str, mention: Mention | None, ids: tuple[int, ...]) -> Condition | None:
    team = _team_word(reading, mention) or (base == "people" and _leads_them(reading, mention))
    own = _named_in_own_field(reading, base, ids) if not team else None
    part = _relation_word(reading, base)
    if own is not None:
        return own
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


def _named_in_own_field(reading: Reading, base: str, ids: tuple[int, ...]) -> Condition | None:
    """Rows may tell of colleagues in fields of the CRM's own. One that is named with the colleague is meant; else such
    as `Owner` of tickets, where rows tell of none by a relation of their own, not what belongs to their accounts."""
    if base == "people":
        return None
    lexicon = reading.clause.lexicon
    said: dict[str, list[str]] = {}
    for number in ids:
        for value in lexicon.values.get(name_words(lexicon.names.get(("people", number), "")), ()):
            if value.table == base and reading.catalog.fields[base, value.field].custom:
                said.setdefault(value.field, []).append(value.value)
    called = [one for one in reading.free("attribute") if (one.meaning.table, one.meaning.ref.steps) == (base, ())]
    called = [one for one in called if one.meaning.ref.name in said]
    if called:  # "customers that Noor looks after as CSM"
        reading.take(*called)
        said = {one.meaning.ref.name: said[one.meaning.ref.name] for one in called}
    elif not said or any(len(way) == 1 for way in reading.catalog.paths(base, "people")):
        return None
    compared = tuple(Compare(FieldRef((), field), "eq", tuple(values)) for field, values in said.items())
    return compared[0] if len(compared) == 1 else AnyOf(compared)


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


def _leads_them(reading: Reading, mention: Mention | None) -> bool:
    """`how many reps does Matthias have`, `the SDRs of Renee`: those who report to the one that is named."""
    if mention is None or not any(table_of(one) == "people" for one in reading.tagged.mentions):
        return False
    tokens = reading.tagged.tokens
    following = tokens[mention.last].key if mention.last < len(tokens) else ""
    before = tokens[mention.first - 1].key if mention.first else ""
    return following in _LEADS or before in _UNDER


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
    accounts = any(one.kind == "noun" and one.meaning == "accounts" for one in reading.tagged.mentions)
    for one in reading.free():
        table = table_of(one)
        if table is None and base in ("people", "accounts", "products", "contacts") and one.kind == "value":
            deals = any(other.kind == "noun" and other.meaning == "opportunities" for other in reading.tagged.mentions)
            told = is_outcome(one) and (
                reading.just_negated(one) or _signed(reading, base, one) or (base == "products" and bool(reading.names))
            )
            table = "opportunities" if not deals and told else None
        if one.kind == "value" and base in ("accounts", "contracts") and says_unrenewed(reading, one):
            continue
        if table is None or not first <= one.first < last or (base in ("contacts", "people") and of_new_deals(one)):
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
        if one.kind == "value" and (said or absent_field(reading, base, one) or stated_field(reading, base, one)):
            continue  # "email activity" is one thing
        if reading.catalog.path(base, table) is not None and not reading.catalog.path(table, base):
            if one.kind == "noun":
                if reading.just_negated(one) and reading.negated(one):
                    reading.absent.append(reading.catalog.path(base, table) or ())
                reading.take(one)  # "deals at healthcare accounts": only a bridge to its own conditions
            continue
        if base == "activities" and table in OF_CONTACTS and not accounts:
            continue  # "calls to champions" are no calls to the company of one
        if belongs(reading, table, base) and reading.filled(table):
            anchors.setdefault(one.first, one)
    return [anchors[place] for place in sorted(anchors)]


_SIGNS = frozenset("close closed closes sign signed signs ink inked bought buy order purchase".split())


def _signed(reading: Reading, base: str, mention: Mention) -> bool:
    """`which accounts did we close in Q3`: those with a deal that was. Who was won is a matter of first deals."""
    said = reading.tagged.tokens[mention.first].key in _SIGNS and mention.length == 1
    return base == "accounts" and said


def _of_the_deals(base: str, entries: Sequence[Named], related: Sequence[str | None]) -> bool:
    """`which products did we lose at Pellworth`: those of deals that were lost there, not those of any two deals."""
    return base == "products" and entries[0].table != "products" and "opportunities" in related


def _signs_for_us(reading: Reading, base: str, entries: Sequence[Named]) -> bool:
    """`the accounts Kofi closed this year`: who closed the deals, not who owns the accounts."""
    signed = any(_signed(reading, base, one) for one in reading.free("value") if is_outcome(one))
    deals = any(other.kind == "noun" and other.meaning == "opportunities" for other in reading.tagged.mentions)
    return entries[0].table == "people" and signed and not deals


def _said_of_member(reading: Reading, anchor: Mention, first: int, last: int) -> list[Mention]:
    """`deals where the champion is a VP`: the title, level or department of that member itself."""
    tokens = reading.tagged.tokens
    found = []
    for one in reading.free("value"):
        ends = sorted((anchor.last, one.first)) if one.first >= anchor.last else (one.last, anchor.first)
        joined = any(tokens[at].key in ("and", "but", ",", "or") for at in range(*ends))
        if first <= one.first < last and not joined and all(value.table == "contacts" for value in one.meaning):
            found.append(one)
    return found


def _on_a_deal(reading: Reading, anchor: Mention) -> bool:
    """`contacts on more than one deal`: those who have a part in it, not those of its company."""
    tokens = reading.tagged.tokens
    before = {token.key for token in tokens[max(0, anchor.first - 5) : anchor.first]}
    return bool(before & {"on", "involved"}) and "deal_roles" in reading.clause.lexicon.filled


def _of_each(reading: Reading, deals: Mention, members: Mention) -> bool:
    """`reps with deals without a champion`: a deal is without one, not the rep."""
    if table_of(deals) != "opportunities" or table_of(members) != "deal_roles":
        return False
    markers = [one for one in reading.tagged.of("marker") if deals.last <= one.first < members.first]
    told = [one for one in markers if one.meaning in ("with", "without")]
    words = {token.key for token in reading.tagged.tokens[deals.last : members.first]}
    return len(told) == 1 and told[0].first == deals.last and not words & {"and", "but", ",", "or"}


def _related(reading: Reading, base: str, anchor: Mention, end: int, *, own: Mention | None = None) -> Related:
    table = table_of(anchor) or "opportunities"
    part = base == "contacts" and table == "opportunities" and _on_a_deal(reading, anchor)
    by_account = base == "opportunities" and any(
        token.stem in ("account", "company") for token in reading.tagged.tokens
    )
    by_account = by_account or (base == "contacts" and table in _OF_COMPANIES and _of_companies(reading, anchor))
    inner: list[Condition] = []
    if own is not None:
        inner.append(_related(reading, "opportunities", own, end))
        reading.taken.add(id(own))
    others = [one.first for one in _anchors(reading, base, 0, end) if one.first > anchor.first]
    others += [own.first] if own is not None else []
    start = _extent_start(reading, anchor.first)
    stop = min([*(_extent_start(reading, place) for place in others), _until_but(reading, anchor, end)])
    if anchor.kind == "noun":
        reading.take(anchor)
    negated = reading.negated(anchor)
    reading.negations.discard((anchor.first, anchor.last))  # the row is missing, its value is meant as it stands
    count = _count_before(reading, anchor)
    table = "deal_roles" if part else table
    where = [
        *reading.inside.pop(table, ()),
        *own_conditions(reading, table, start, stop, None, strict=not part),
        *inner,
    ]
    said = [place for place in range(start, stop) if reading.tagged.tokens[place].key in RUNNING]
    if table in ("contracts", "campaigns") and said and (runs := running_contracts(reading, where, table)):
        reading.clause.used |= set(said)
        where += runs
    if table == "consents" and not any(isinstance(one, Compare) and one.ref.name == "status" for one in where):
        where.append(Compare(FieldRef((), "status"), "eq", ("granted",)))  # who declined has no consent
    if table == "deal_roles":  # "accounts whose champion left"
        gone = [one for one in contact_events(reading) if start <= one.first < stop]
        where += flagged(reading, table, gone, strict=False)
        if base in ("accounts", "opportunities"):
            where += valued(reading, table, _said_of_member(reading, anchor, start, stop), strict=False)
    where += as_of_today(reading, table, where)
    if table == "activities":
        where += [Among(("person",), tuple(one.id for one in entries)) for _, entries in reading.doers]
        where += talked(reading, where)
        if reading.tagged.marker("ahead") is not None and not any(isinstance(one, During) for one in where):
            where.append(During(FieldRef((), "occurred_at"), reading.clause.today + dt.timedelta(days=1), None))
        where += happened(reading, where)
    if negated:
        return Related(table, tuple(where), "eq", 0, by_account)
    if count is not None:
        op = count.op if count.op != "between" else "ge"
        return Related(table, tuple(where), op, int(count.value), by_account)
    return Related(table, tuple(where), by_account=by_account)


def _until_but(reading: Reading, anchor: Mention, end: int) -> int:
    """Where what is said of the rows of an anchor ends: "contacts but no CFO" are not contacts that are no CFO."""
    tokens = reading.tagged.tokens
    denials = {one.first for one in reading.tagged.of("marker") if one.meaning in ("without", "nobody")}
    return next((at for at in range(anchor.last, end) if tokens[at].key == "but" and at + 1 in denials), end)


_OF_COMPANIES = ("support_cases", "contracts", "opportunities")


def _of_companies(reading: Reading, anchor: Mention) -> bool:
    """`contacts at customers with an open case`: the case is the customer's, whoever of them reported it."""
    having = [
        one for one in reading.tagged.of("marker") if one.meaning in ("with", "without") and one.last <= anchor.first
    ]
    between = having[-1].first if having else 0
    return any(
        one.last in (between, between - 1) and one.first and reading.tagged.tokens[one.first - 1].key in _AT_COMPANIES
        for one in reading.tagged.mentions
        if (one.kind == "noun" and one.meaning == "accounts")
        or (one.kind == "value" and any(value.field == "lifecycle" for value in one.meaning))
    )


_AT_COMPANIES = frozenset("at of from in our the all".split())


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


def own_conditions(
    reading: Reading, table: str, first: int, last: int, when: FieldRef | None, *, strict: bool = False
) -> list[Condition]:
    """Conditions of mentions between two tokens. `strict` takes only what is a field of `table` itself."""
    where: list[Condition] = []
    inside = [one for one in reading.free() if first <= one.first < last]
    where += not_renewed(reading, table, inside) if not strict else []
    inside = [one for one in inside if id(one) not in reading.taken]
    where += compared(reading, table, inside, strict)
    where += valued(reading, table, [one for one in inside if id(one) not in reading.taken], strict)
    where += flagged(reading, table, [one for one in inside if id(one) not in reading.taken], strict)
    where += run_out(reading, table, inside)
    where += dated(reading, table, [one for one in inside if id(one) not in reading.taken], when, where)
    where = without_state_then(table, where)
    if table == "opportunities" and is_due(reading, where):
        where.append(Compare(FieldRef((), "status"), "eq", ("open",)))
    if reading.newly:
        where = [one for one in where if not (isinstance(one, Compare) and one.ref.name == "type" and one.op == "eq")]
    return where
