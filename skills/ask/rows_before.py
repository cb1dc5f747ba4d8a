"""Rows that a list before brought, where a question about something else points to them: "do they have open deals",
"who is the economic buyer in those"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from skills.ask.plan import RecordStep, Step
from skills.ask.tagged import Tagged
from storage.catalog import Catalog, FieldRef
from storage.lexicon import Named
from storage.query import Among, AnyOf, Compare, Condition, NoneOf, Order, RecordQuery, Related

_THINGS = frozenset({"those", "these"})
_ANYTHING = frozenset({"them", "they", "their", "theirs"})
_PERSONS = frozenset("she he her him his hers".split())
_WHO_THEY_ARE = frozenset({"accounts", "contacts", "people", "leads"})
_BEFORE_THEM = frozenset("of in for at on from with to by about among".split())


def rows_pointed_to(tagged: Tagged, before: RecordStep, catalog: Catalog) -> RecordQuery | None:
    """The rows that a clause speaks of as "they" or "those accounts", as a query: what `before` listed or counted, or
    what that belongs to. None where nothing points to a list, or the clause names rows of its own."""
    query = before.query
    if before.shape not in ("list", "figure", "ranking") or query.group_by:
        return None
    if query.measures and query.measures[0].function not in ("count", "sum", "avg"):
        return None
    if any(entry.table != "products" for one in tagged.of("name") for entry in one.meaning):
        return None
    listed = replace(query, select=(), measures=(), metric=None)
    keys = [token.key for token in tagged.tokens]
    if _PERSONS & set(keys):
        return None
    for place, key in enumerate(keys):
        if key in _THINGS:
            noun = next((one for one in tagged.of("noun") if one.first == place + 1), None)
            table = str(noun.meaning) if noun is not None else query.base
            return listed if table == query.base else _that_belongs(listed, table, catalog)
        living = query.base in _WHO_THEY_ARE
        if key in _ANYTHING and (living or keys[max(0, place - 1)] in _BEFORE_THEM):
            return listed
        if key == "there" and query.base == "accounts" and not {"is", "are", "was", "were"} & set(keys[:place][-1:]):
            return listed
    return None


def _that_belongs(listed: RecordQuery, table: str, catalog: Catalog) -> RecordQuery | None:
    """The rows of `table` that those of a list belong to: "those accounts", of deals."""
    if listed.limit is not None or catalog.path(listed.base, table) is None:
        return None
    return RecordQuery(table, (Related(listed.base, listed.where),))


_WHY = re.compile(
    r"^(?:and |but )?(?:why|how come|for (?:what|which) reasons?|(?:what (?:was|were) )?the reasons?(?: why)?"
    r"|why did we lose (?:it|that|this|them|those|these)(?: ones?)?)$"
)


def told_why(tagged: Tagged, before: RecordStep, catalog: Catalog) -> RecordStep | None:
    """`and why?` after deals that were lost: with the reason that the CRM has of each, or by it where they were
    counted; None where it has none."""
    query = before.query
    said = " ".join(token.key for token in tagged.tokens if token.key.isalnum())
    lost = any(isinstance(one, Compare) and (one.ref.name, one.values) == ("status", ("lost",)) for one in query.where)
    if _WHY.match(said) is None or query.base != "opportunities" or not lost or query.group_by:
        return None
    fields = [field for (table, _), field in catalog.fields.items() if table == query.base and field.type == "text"]
    reasons = [FieldRef((), field.name) for field in fields if "reason" in field.label.casefold().split()]
    if not reasons:
        return None
    if query.measures:
        by_reason = replace(query, group_by=(reasons[0],), order=(Order(True, measure=0),))
        return replace(before, query=by_reason, shape="figure")
    select = tuple(dict.fromkeys((*query.select[:1], reasons[0], *query.select[1:])))
    return replace(before, query=replace(query, select=select), shape="fact" if query.limit == 1 else before.shape)


def is_of(step: Step, rows: Sequence[Named]) -> bool:
    """Whether a step asks about these rows and no others."""
    ids = tuple(one.id for one in rows)
    return isinstance(step, RecordStep) and any(one.ids == ids for one in _amongs(step.query.where))


def _amongs(where: Sequence[Condition]) -> Iterator[Among]:
    for one in where:
        if isinstance(one, Among):
            yield one
        elif isinstance(one, AnyOf | NoneOf):
            yield from _amongs(one.conditions)
        elif isinstance(one, Related):
            yield from _amongs(one.where)
