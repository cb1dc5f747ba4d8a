"""Rows that a list before brought, where a question about something else points to them: "do they have open deals",
"who is the economic buyer in those"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from skills.ask.choosing import Find
from skills.ask.plan import RecordStep, Step
from skills.ask.reading.following import among_table, amongs, says_some
from skills.ask.reading.nouns import table_of
from skills.ask.tagged import Mention, Tagged
from storage.catalog import Catalog, FieldRef
from storage.lexicon import Named
from storage.query import Among, Compare, Condition, Order, RecordQuery, Related

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


_OPENS = frozenset("which what who any and how at for from in with the or".split())
_ASKS_OF_ALL = frozenset("we us our ours i me my mine all every everybody everything total overall".split())
_ELSE = frozenset("else other others another more rest".split())


def goes_on(tagged: Tagged, base: str) -> bool:
    """Whether a clause asks for rows of another table and says nothing of which: `which accounts?`, `any support
    cases?`, `who was invited?`. After a list of accounts, `any open deals this month?` does too."""
    keys = [token.key for token in tagged.tokens]
    if keys[0] not in _OPENS or (_ASKS_OF_ALL | _ELSE) & set(keys):
        return False
    if "how" in keys[:2] and {"there", "do", "does"} & set(keys):
        return False  # "how many open deals are there": of all
    telling = [one for one in tagged.mentions if one.kind not in ("noun", "marker")]
    places = {(one.first, one.last) for one in tagged.mentions if table_of(one) is not None}
    more = [one for one in telling if (one.first, one.last) not in places]
    kinds = {"value", "period"} if "any" in keys[:2] else {"value"}
    said = any(one.kind == "value" and _tells_of_invitation(one) for one in more)
    return (not more or said or base == "accounts" or keys[0] == "any") and all(one.kind in kinds for one in more)


def _tells_of_invitation(mention: Mention) -> bool:
    return {value.table for value in mention.meaning} == {"campaign_invitations"}


def of_rows(step: RecordStep, before: RecordStep, catalog: Catalog, find: Find) -> RecordStep | None:
    """A question, asked only of what belongs to the rows before; None where nothing says how it does."""
    base, query = step.query.base, before.query
    listed = RecordQuery(query.base, query.where, order=query.order, limit=query.limit)
    if query.limit is not None or query.having:
        listed = RecordQuery(query.base, (Among((), tuple(find(listed))),))
    way = catalog.path(base, query.base)
    rows: Condition
    if way and query.base != "accounts":
        rows = Among(way, tuple(find(listed)))
    elif (
        way
        or catalog.path(query.base, base)
        or (catalog.path(base, "accounts") and catalog.path(query.base, "accounts"))
    ):
        rows = Related(query.base, listed.where)
    else:
        return None
    return replace(step, query=replace(step.query, where=(rows, *step.query.where)))


def some_of_first(tagged: Tagged, before: RecordStep, find: Find) -> RecordStep:
    """`which of them have tickets?`, after the five biggest: of those five, not the five biggest that have some."""
    query = before.query
    if not says_some(tagged) or query.measures or (query.limit or 1) < 2 or tagged.of("superlative"):
        return before
    rows = Among((), tuple(find(query)))
    return replace(before, query=replace(query, where=(*query.where, rows)))


def accounts_behind(before: RecordStep) -> RecordStep:
    """Of `any support cases?`, asked of accounts listed before it: those accounts."""
    behind = next((one for one in before.query.where if isinstance(one, Related) and one.table == "accounts"), None)
    if behind is None or before.query.base == "accounts":
        return before
    return RecordStep(RecordQuery("accounts", behind.where), "list")


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


def most_of_groups(tagged: Tagged, before: RecordStep, most: Mention, catalog: Catalog) -> RecordStep | None:
    """`which region has the most?`, after a figure by region: the first of those; None where it asks something else."""
    query = before.query
    group = query.group_by[0]
    if tagged.of("name") or most.meaning.about or not isinstance(group, FieldRef) or len(query.group_by) > 1:
        return None
    asked = {one.meaning.ref.name for one in tagged.of("attribute") if one.meaning.ref.name != "name"}
    asked |= {str(table_of(one)) for one in tagged.of("noun")}
    known = {group.name, catalog.table_at(query.base, group.steps), *group.steps}
    if (asked or tagged.tokens[0].key != "who") and not asked & known:
        return None
    order = (Order(most.meaning.descending, measure=0),)
    return replace(before, query=replace(query, order=order, limit=most.meaning.limit or 1), shape="ranking")


def is_of(step: Step, rows: Sequence[Named]) -> bool:
    """Whether a step asks about these rows and no others."""
    ids = tuple(one.id for one in rows)
    if not isinstance(step, RecordStep):
        return False
    return any(one.ids == ids for _, one in amongs(step.query.base, step.query.where))


_SOME = re.compile(r"\b(?:of|among|from|out of) (?:them|those|these|the above)\b|\bwhich ones\b")


def asks_some(tagged: Tagged) -> bool:
    """`which of those`, `which ones`: some of several rows."""
    return _SOME.search(" ".join(token.key for token in tagged.tokens)) is not None


_ASKS = frozenset("who whos whom whose when where why how which".split())
_SAYS_WHO = re.compile(
    r"^(?:who|whos|whom|which|how|where)(?: (?:is|are|was|were|s))? (?:he|she|they|it|that|this|those|them|these)"
    r"(?: (?:again|guys|people|doing|going))*$"
)


def asks_nothing_of_them(tagged: Tagged) -> bool:
    """`who was there?`, `when?`, `who else?`: all that is known of whom the answer before named is no answer; it is
    one to `who is she?`."""
    words = [token.key for token in tagged.tokens if token.key.isalnum()]
    if tagged.tokens[0].key in ("and", "so", "ok"):
        words = words[1:]
    if {"one", "ones"} & set(words):
        return True  # "the one before?"
    return words[:1] != [] and words[0] in _ASKS and _SAYS_WHO.match(" ".join(words)) is None


_REST = re.compile(
    r"^(?:and |what about |how about |who are |which are |show me |list )*(?:the |all )*"
    r"(?:rest|others?|other ones|remaining(?: ones)?)(?: of (?:them|those|these|it))?$"
)


def asks_the_rest(tagged: Tagged) -> bool:
    """`and the rest?`: of what, nothing tells."""
    return _REST.match(" ".join(token.key for token in tagged.tokens if token.key.isalnum())) is not None


def is_one_row(step: RecordStep) -> bool:
    """Whether a question was about one row, by its name or as the first of all."""
    named = any(isinstance(one, Among) and not one.steps and len(one.ids) == 1 for one in step.query.where)
    return step.query.limit == 1 or (named and not step.query.measures)


def names_accounts(step: RecordStep) -> bool:
    """Whether a question named the accounts that it is about."""
    query = step.query
    return any(isinstance(one, Among) and among_table(query.base, one) == "accounts" for one in query.where)
