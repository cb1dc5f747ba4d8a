"""Clauses that ask for a share: `what part of the open deals are tenders`."""

from __future__ import annotations

from skills.ask.plan import RecordStep
from skills.ask.reading.conditions import NOT_UNDONE, conditions_on, is_state, name_conditions
from skills.ask.reading.fields import nearest, numeric_fields
from skills.ask.reading.nouns import head_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.reading.values import valued
from skills.ask.tagged import Mention
from storage.catalog import ENTITIES, FieldRef
from storage.query import Compare, Condition, During, Measure, RecordQuery

_SHARE_VERBS = frozenset(
    """
    is are was were has have had come comes came do does did got get gets turned went ended became sits sit live
    lives belong belongs opted attended showed made closed won lost stem stems fall falls bought use uses involve
    """.split()
)
"""Where "share of A that is B" passes from A to B."""


def share_step(reading: Reading) -> RecordStep | None:
    """`share of customers in EMEA`, `what part of the open deals are tenders`, `percentage of the value of...`."""
    marker = reading.tagged.marker("share")
    tokens = reading.tagged.tokens
    if marker is None or (marker.first and tokens[marker.first - 1].key == "by"):
        return None  # "by how many percent did we come down" is a difference
    nouns = [one for one in reading.free() if one.first >= marker.last and table_of(one)]
    nouns.sort(key=lambda one: (one.first, one.kind != "noun"))
    special = _of_the_invited(reading, marker) or _share_by_value(reading, marker)
    if special is not None:
        return special
    among = _among(reading, marker)
    if among is not None:
        return among
    if not nouns:
        return _share_of_before(reading, marker)
    base = str(table_of(nouns[0]))
    if not reading.filled(base):
        return None
    verb = next((at for at, token in enumerate(tokens) if at >= nouns[0].last and token.key in _SHARE_VERBS), None)
    ended = [one.first for one in reading.free("value") if is_outcome(one) and one.first >= nouns[0].last]
    verb = ended[-1] if len(ended) > 1 else verb  # "of the deals closed in Q3 what share did we win"
    verb = verb if verb is not None else _last_part(reading, nouns[0].last)
    if verb is None:
        return None
    reading.take(marker, reading.tagged.marker("percent"))
    names = reading.names
    reading.names = [one for one in names if one[0] is not None and one[0].first >= verb]
    of = [*name_conditions(reading, base), *conditions_on(reading, base, first=verb)]
    reading.names = [one for one in names if one not in reading.names]
    where = conditions_on(reading, base, last=verb) if of else []
    reading.names = names
    if not of:
        return None
    timed = any(isinstance(one, During) for one in (*of, *where))
    if timed and _says_how_it_ended(of) and not _says_how_it_ended(where):
        where.append(_DECIDED)  # what is open is neither won nor lost yet
    if _says_how_it_ended(of):  # "what share of our deals did we lose in 2025": of those that ended then
        times = [one for one in of if isinstance(one, During)]
        where += times
        of = [one for one in of if one not in times]
    if base == "activities" and any(isinstance(one, Compare) and is_state(one.ref) for one in of):
        where = [one for one in where if one != NOT_UNDONE]  # "what share of the meetings were cancelled"
        of = [one for one in of if one != NOT_UNDONE]
    label = f"share of {ENTITIES[base].plural}"
    query = RecordQuery(base, tuple(where), measures=(Measure("share", label, of=tuple(of)),))
    return RecordStep(query, "figure", reading.about())


_INVITED = "campaign_invitations"
_AROUND = frozenset({"contacts", "people", "campaigns", _INVITED})


def _of_the_invited(reading: Reading, marker: Mention) -> RecordStep | None:
    """`what share of the people in the Cold Chain campaign responded`: of those who were invited to it."""
    told = [one for one in reading.free("value") if any(value.table == _INVITED for value in one.meaning)]
    nouns = [one for one in reading.free("noun") if one.first >= marker.last]
    named = reading.scoped("campaigns") and all(one.meaning in _AROUND for one in nouns)
    if not told or not named or not reading.filled(_INVITED):
        return None
    reading.take(marker, reading.tagged.marker("percent"), *nouns)
    of = valued(reading, _INVITED, told[-1:], strict=True)
    reading.take(*told)  # "of those invited how many responded": all are whom we invited
    where = conditions_on(reading, _INVITED)
    measure = Measure("share", f"share of {ENTITIES[_INVITED].plural}", of=tuple(of))
    return RecordStep(RecordQuery(_INVITED, tuple(where), measures=(measure,)), "figure", reading.about())


_DECIDED = Compare(FieldRef((), "status"), "eq", ("won", "lost"))


def _says_how_it_ended(conditions: list[Condition]) -> bool:
    return any(
        isinstance(one, Compare) and one.ref == _DECIDED.ref and set(one.values) <= {"won", "lost"}
        for one in conditions
    )


def _among(reading: Reading, marker: Mention) -> RecordStep | None:
    """`share of customers among accounts`: the rows that the part is a part of are named after it."""
    tokens = reading.tagged.tokens
    for at in range(marker.last + 1, len(tokens)):
        all_of = tokens[at].key == "of" and at + 1 < len(tokens) and tokens[at + 1].key == "all"
        within = tokens[at].key in ("in", "within") and _rows_follow(reading, at)
        head = head_noun(reading, after=at) if all_of or within or tokens[at].key in ("among", "amongst") else None
        base = str(table_of(head)) if head is not None else None
        if base is None or not reading.filled(base):
            continue
        reading.take(marker, reading.tagged.marker("percent"))
        names, reading.names = reading.names, []
        of = conditions_on(reading, base, first=marker.last, last=at)
        where = conditions_on(reading, base, first=at) if of else []
        reading.names = names
        if not of:
            return None
        where += name_conditions(reading, base)
        measure = Measure("share", f"share of {ENTITIES[base].plural}", of=tuple(of))
        return RecordStep(RecordQuery(base, tuple(where), measures=(measure,)), "figure", reading.about())
    return None


def _rows_follow(reading: Reading, place: int) -> bool:
    """`share of tenders in our open deals`; but not `share of customers in EMEA`."""
    return any(one.kind == "noun" and 1 <= one.first - place <= 3 for one in reading.free())


def _share_by_value(reading: Reading, marker: Mention) -> RecordStep | None:
    """`what percentage of the value of our open pipeline is renewals`: a part of an amount, not of rows."""
    tokens = reading.tagged.tokens
    metric = next(
        (one for one in reading.free("metric") if one.first >= marker.last and one.meaning.measure.function == "sum"),
        None,
    )
    amounts = [one for one in numeric_fields(reading, reading.free("attribute")) if one[0].first >= marker.last]
    if metric is not None and reading.filled(metric.meaning.base):
        said, base, field = metric, metric.meaning.base, metric.meaning.measure.field
        conditions: tuple[Condition, ...] = metric.meaning.where
    elif amounts and amounts[0][0].first - marker.last <= 2:
        said, attribute = nearest(reading, [one for one in amounts if one[0].first == amounts[0][0].first])
        base, field, conditions = attribute.table, attribute.ref, ()
    else:
        return None
    verb = next((at for at, token in enumerate(tokens) if at >= said.last and token.key in _SHARE_VERBS), None)
    if verb is None and said.first - marker.last >= 2 and tokens[said.first - 1].key in ("in", "of", "our", "the"):
        return _share_in(reading, marker, said, base, field, conditions)
    verb = verb if verb is not None else _last_part(reading, said.last)
    if verb is None or field is None:
        return None
    reading.take(marker, reading.tagged.marker("percent"), said, *reading.same_span(said))
    reading.take(*[one for one, attribute in amounts if attribute.ref == field and one.first < verb])
    names = reading.names
    reading.names = [one for one in names if one[0] is not None and one[0].first >= verb]
    of = [*name_conditions(reading, base), *conditions_on(reading, base, first=verb)]
    reading.names = [one for one in names if one not in reading.names]
    told = {one.ref for one in of if isinstance(one, Compare)}
    where = [one for one in conditions if not (isinstance(one, Compare) and one.ref in told)]
    where += [one for one in conditions_on(reading, base, last=verb) if one not in where]
    reading.names = names
    if not of:
        return None
    label = f"share of the {field.name.replace('_', ' ')} of {ENTITIES[base].plural}"
    measure = Measure("share", label, field, of=tuple(of))
    return RecordStep(RecordQuery(base, tuple(where), measures=(measure,)), "figure", reading.about())


def _share_in(
    reading: Reading,
    marker: Mention,
    said: Mention,
    base: str,
    field: FieldRef | None,
    conditions: tuple[Condition, ...],
) -> RecordStep | None:
    """`share of tenders in open pipeline`: the part is named before the amount."""
    if field is None:
        return None
    reading.take(marker, reading.tagged.marker("percent"), said, *reading.same_span(said))
    names, reading.names = reading.names, []
    of = conditions_on(reading, base, first=marker.last, last=said.first)
    reading.names = names
    told = {one.ref for one in of if isinstance(one, Compare)}
    where = [one for one in conditions if not (isinstance(one, Compare) and one.ref in told)]
    where += conditions_on(reading, base)
    if not of:
        return None
    label = f"share of the {field.name.replace('_', ' ')} of {ENTITIES[base].plural}"
    measure = Measure("share", label, field, of=tuple(of))
    return RecordStep(RecordQuery(base, tuple(where), measures=(measure,)), "figure", reading.about())


def _share_of_before(reading: Reading, marker: Mention) -> RecordStep | None:
    """`of everybody invited to the summit, what percentage showed up`: the rows are named before the word."""
    nouns = [one for one in reading.free("noun") if one.last <= marker.first]
    invited = {value.table for one in reading.free("value") for value in one.meaning} == {"campaign_invitations"}
    if invited and reading.scoped("campaigns"):
        base = "campaign_invitations"
        reading.take(*nouns)
    elif nouns:
        base = str(nouns[0].meaning)
    else:
        return None
    if not reading.filled(base):
        return None
    reading.take(marker)
    of = conditions_on(reading, base, first=marker.last)
    if not of:
        return None
    where = conditions_on(reading, base, last=marker.first)
    measure = Measure("share", f"share of {ENTITIES[base].plural}", of=tuple(of))
    return RecordStep(RecordQuery(base, tuple(where), measures=(measure,)), "figure", reading.about())


def _last_part(reading: Reading, start: int) -> int | None:
    """Without a verb ("share of customers in EMEA") the last thing said is what the rows are a share by."""
    telling = [one.first for one in reading.free() if one.first >= start and one.kind in ("value", "comparison")]
    flags = [one for one in reading.free("attribute") if one.first >= start and one.meaning.field.type == "boolean"]
    owned = [one.first for one in reading.free("attribute") if one.first >= start and one.meaning.ref.steps]
    named = [one.first for one, _ in reading.names if one is not None and one.first >= start]
    return max([*telling, *(one.first for one in flags)], default=min([*owned, *named], default=None))
