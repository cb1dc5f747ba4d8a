"""Clauses that lean on what was asked before: `only healthcare`, `and last year?`, `who owns those?`, `how many?`.

The question before is a query; such a clause changes one thing of it. What it adds are conditions, another figure,
another order, other fields. A clause that stands on its own, or that has a word without a part, is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from skills.ask.plan import RecordStep, Shape
from skills.ask.reading.clause import Clause
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import NOT_UNDONE, conditions_on, not_undone
from skills.ask.reading.cycles import cycle_order
from skills.ask.reading.dates import is_closed
from skills.ask.reading.fields import MEASURED, NUMERIC, best_path
from skills.ask.reading.figure import count_of
from skills.ask.reading.grouping import groups_of
from skills.ask.reading.names import choose_names
from skills.ask.reading.nouns import table_of
from skills.ask.reading.ranked_by import order_by_about
from skills.ask.reading.state import Reading
from skills.ask.reading.values import has_one
from skills.ask.tagged import Mention, Tagged
from skills.ask.vocabulary import Superlative
from storage.catalog import ENTITIES, RELATIONS, Catalog, FieldRef
from storage.query import Among, AnyOf, Bucket, Compare, Condition, During, Measure, NoneOf, Order, RecordQuery, Related

_STATUS = FieldRef((), "status")
Leaning = Literal["narrow", "change", "same"]
"""`narrow`: some of those rows; `change`: another value of what was asked; `same`: more about those rows."""

_CORRECTION = re.compile(
    r"""^\W*(?: (?: no | nope | nah | not[ ](?:that|those|this)(?:[ ]ones?)? | sorry | oops | wait | actually | hm+
        | my[ ](?:bad|mistake) | wrong[ ]\w+ ) (?=[,;.!?\s–-]) [,;.!?\s–-]+
    | i[ ](?:meant?|was[ ]asking[ ](?:for|about)|wanted)[ ,:]+ (?:to[ ]say[ ,:]+)? )+""",
    re.IGNORECASE | re.VERBOSE,
)
"""How people begin who put right what they asked: "no, for Halden", "sorry, I meant last year"."""


def without_correction(text: str) -> str:
    """The text with the beginning of a correction as blanks, so that places stay."""
    said = _CORRECTION.match(text)
    corrects = said is not None and re.search(r"[a-z]{2}", said.group(), re.IGNORECASE) and said.end() < len(text)
    if said is None or not corrects or _STILL_DENIES.match(said.group()):
        return text
    return " " * said.end() + text[said.end() :]


_STILL_DENIES = re.compile(r"^\W*no\s+$", re.IGNORECASE)
"""`no deals there` denies; `no, deals there` puts right."""
_NARROW = re.compile(r"\b(?:of|among|from|out of) (?:them|those|these|the above)\b|\bwhich (?:ones?|of)\b")
_THOSE_WITH = re.compile(
    r"^(?:and |but )?"
    r"(?:(?:the )?(?:ones|those) (?:with|without|that|who|which|in|from|of|at)|with(?:out)?|that (?:have|has))\b"
    r"|^(?:and|but) no\b"
)
"""`the ones with an open deal`, `and without a meeting this month`: some of the rows before."""
_WHICH_HAVE = re.compile(r"^(?:and |but )?which (?:do not |dont |also |still )*(?:have|has|had|havent|hasnt)\b")
_ONLY = ("only ", "just ", "but only ", "now only ", "and only ", "but ")
_CHANGE = (
    "and ",
    "what about ",
    "how about ",
    "same for ",
    "same ",
    "ok and ",
    "now ",
    "make it ",
    "make that ",
    "or ",
)
_SORT = ("sort", "sorted", "rank", "ranked", "order", "ordered", "sortiert")
_LIST = frozenset("list show name names details which table them those these".split())
_SUMS = frozenset("worth total together altogether sum combined".split())
_PERSONS = frozenset("she he him his".split())
_WHETHER = frozenset("has have had did is are was were".split())
_SIZES = frozenset("big bigger large larger small smaller".split())
_POINTERS = frozenset("they them their theirs those these it its her him his she he ones one".split())
_NARROWING = frozenset("with without".split())
"""What some of the rows before have: "without an open deal"."""
_LONGEST_FRAGMENT = 4


def lean(tagged: Tagged, base: str, *, corrects: bool = False) -> Leaning | None:
    """How a clause leans on a question about `base`; None when it stands on its own. What puts a question right
    (`corrects`) changes it."""
    leaning = _lean(tagged, base)
    if corrects and leaning != "narrow" and _fragment(tagged):
        return "change"
    return leaning


def _fragment(tagged: Tagged) -> bool:
    """Names, values and times without a question of their own."""
    asking = tagged.marker("howmany", "howmuch", "who", "which", "what", "when", "share")
    return asking is None and not tagged.of("noun") and not tagged.of("metric")


def _lean(tagged: Tagged, base: str) -> Leaning | None:
    keys = [token.key for token in tagged.tokens]
    said = " ".join(keys)
    grouping = {one.last for one in tagged.of("marker") if one.meaning in ("by", "per", "order")}
    nouns = {str(one.meaning) for one in tagged.of("noun") if one.first not in grouping}
    if tagged.marker("who") is not None:
        nouns |= {str(table_of(one)) for one in tagged.of("value") if table_of(one) is not None}
    foreign = bool(nouns) and base not in nouns
    of_persons = any(
        one.meaning.field.table in ("people", "contacts") and one.meaning.ref.name != "last_activity"
        for one in tagged.of("attribute")
    )
    of_rows = {"ones", "those"} & set(keys)  # "and the ones he lost"
    if (
        {"she", "he", "him"} & set(keys)
        and base not in ("contacts", "people", "deal_roles")
        and not (of_persons or of_rows)
    ):
        return None  # it asks what somebody did whom the rows before name
    plays = any(value.table == "deal_roles" for one in tagged.of("value") for value in one.meaning)
    if plays and {"she", "he"} & set(keys) and _WHETHER & set(keys[:2]):
        return None  # "is she the champion too" asks of her, not who it is
    if _NARROW.search(said) is not None or _WHICH_HAVE.match(said) is not None:
        return "narrow"
    having = _THOSE_WITH.match(said) is not None or (keys[0] in _NARROWING and not {"who", "which"} & set(keys))
    if having and not _with_another(tagged):
        return "narrow"
    if foreign and said.startswith(_ONLY) and keys[0] == "only":
        return "narrow"  # "only webinars", of leads
    if foreign or (nouns and _PERSONS & set(keys)):
        return None
    if _HOW_MANY_ARE_THEY.match(said) is not None:
        return "same"
    if said.startswith(_ONLY) or said.endswith(" only"):
        return "narrow"
    if said.startswith(_CHANGE):
        return "change"
    if _POINTERS & set(keys):
        return "same"
    telling = [one for one in tagged.mentions if one.kind != "marker"]
    if keys[0] in _SORT or (tagged.marker("by", "per", "order") and len(telling) <= 2 and not nouns):
        return "same"
    if not nouns and not tagged.of("metric") and len(keys) <= _LONGEST_FRAGMENT:
        return "change"
    return None


_HOW_MANY_ARE_THEY = re.compile(
    r"^(?:and )?how many(?: \w+)? (?:is|was|are|were|does|do) (?:that|this|it|those|they)(?: make| in total| all)?$"
)


def _with_another(tagged: Tagged) -> bool:
    """`and with Halden?`, after meetings with somebody else: another name, and nothing that some of the rows have."""
    told = [one for one in tagged.mentions if one.kind not in ("marker", "name")]
    tables = {entry.table for one in tagged.of("name") for entry in one.meaning}
    return not told and bool(tables) and tables <= {"accounts", "contacts", "people"}


def says_some(tagged: Tagged) -> bool:
    """Whether a clause asks for some of the rows before by more words than "only": `which of them`, `the ones with`."""
    said = " ".join(token.key for token in tagged.tokens)
    return any(one is not None for one in (_NARROW.search(said), _WHICH_HAVE.match(said), _THOSE_WITH.match(said)))


_OF_WHICH = re.compile(
    r"^(?:and )?(?:(?:for|at|with|from|of|about|on|in|under) (?:which|what) \w+"
    r"|(?:which|what) \w+ (?:was|is|were|are) (?:it|that|this|they|those)(?: (?:with|at|from|for|of|in))?)$"
)


def told_of_rows(tagged: Tagged, before: RecordStep, catalog: Catalog) -> RecordStep | None:
    """`and for which product?` after a list: the rows before, with that shown too; None where they have none."""
    base = before.query.base
    last = [one for one in tagged.mentions if one.kind != "marker"]
    refs = [
        FieldRef((*way, *one.meaning.ref.steps), one.meaning.ref.name)
        for one in last
        if one.kind == "attribute" and (way := catalog.path(base, one.meaning.table)) is not None
    ]
    for one in last:
        table = table_of(one)
        way = catalog.path(base, table) if table not in (None, base) else None
        if way and table is not None:
            refs.append(FieldRef(way, ENTITIES[table].title))
    if not refs or before.query.measures:
        return None
    shown = min(refs, key=lambda ref: len(ref.steps))
    return replace(before, query=replace(before.query, select=tuple(dict.fromkeys((*before.query.select, shown)))))


def asks_of_which(tagged: Tagged) -> bool:
    """Whether a clause asks but for something of the rows before: `and for which product`, `which company was it`."""
    return _OF_WHICH.match(" ".join(token.key for token in tagged.tokens if token.key.isalnum())) is not None


def follow(clause: Clause, before: RecordStep, *, leaning: Leaning) -> RecordStep | None:
    """The question `before` with what `clause` changes of it; None when the clause cannot be read that way in full.

    Raises Ambiguous."""
    return _Following(clause, before, leaning).step()


@dataclass
class _Following:
    clause: Clause
    before: RecordStep
    leaning: Leaning

    def __post_init__(self) -> None:
        self.query = self.before.query
        self.base = self.query.base
        self.renamed = self.query.where
        self._prefer_known_kinds()
        self.reading = Reading(self.clause)
        self.reading.spoken_of = frozenset(one.table for one in self.query.where if isinstance(one, Related))
        choose_names(self.reading)
        self.clause.lost.clear()  # "her" is somebody of the rows before
        self.reading.looks_back = is_closed(self.query.where) or any(
            isinstance(one, During) and one.end is not None and one.end <= self.clause.today for one in self.query.where
        )

    def _prefer_known_kinds(self) -> None:
        """`and Marcus?`, after a question about colleagues, means the colleague."""
        tables = {among_table(base, one) for base, one in amongs(self.base, self.query.where)}
        tagged = self.clause.tagged
        for place, one in enumerate(tagged.mentions):
            known = tuple(entry for entry in one.meaning if entry.table in tables) if one.kind == "name" else ()
            if known:
                tagged.mentions[place] = replace(one, meaning=known)

    def step(self) -> RecordStep | None:
        query = self.query
        if any(token.key == "else" for token in self.clause.tagged.tokens):
            return None  # more than what was told
        if self.clause.tagged.of("comparison"):  # "only the big ones, over 100k"
            self.clause.used |= {at for at, one in enumerate(self.clause.tagged.tokens) if one.key in _SIZES}
        if self.clause.tagged.marker("when") is not None:
            self.clause.used |= {at for at, one in enumerate(self.clause.tagged.tokens) if one.key == "should"}
        superlative = next(iter(self.reading.free("superlative")), None) or self._first_of_all()
        if query.limit is not None and superlative is None:
            self.clause.used |= set(self.numbers)
        figure = self._figure()
        if superlative is not None and (self._most_of_others(superlative) or not self._turn_round(superlative)):
            return None
        query = self.query
        order = self._order(superlative)
        if superlative is not None and order is None:
            return None
        broken_down = self.clause.tagged.marker("by", "per") is not None and order is None
        groups = groups_of(self.reading, self.base) if broken_down else []
        asked = self._asked()
        if asked and query.group_by:
            return None  # "who owns those" asks of the groups, not of all rows
        where = self._where()
        if self.clause.left_over():
            return None
        narrowed = self.leaning == "narrow" and _NARROW.search(" ".join(one.key for one in self.clause.tagged.tokens))
        few = any(isinstance(one, Among) and not one.steps for one in query.where)
        if query.limit is not None and (figure or groups or (narrowed and where != query.where and not few)):
            return None  # the first few of all are not the first few of some
        if self.leaning != "narrow" and any(isinstance(one, Related) for one in set(where) - set(self.renamed)):
            return None  # it asks about rows of another table
        changed = self._changed(where, figure, order, superlative, groups, asked)
        if changed is None and self.leaning == "narrow" and self.clause.tagged.of("value") and where == query.where:
            changed = query  # "for won deals only", of which it was already
        elif changed is None or (changed == query and order is None):
            return None
        about = ", ".join(dict.fromkeys(one.name for one in self.clause.named)) or self.before.about
        return RecordStep(changed, self._shape(changed, asked), about)

    def _first_of_all(self) -> Mention | None:
        """`which one should close first`, `which of them ended last`: the earliest or latest by the date it names."""
        tokens = self.clause.tagged.tokens
        dates = [one for one in self.reading.free("attribute") if one.meaning.field.type in ("date", "moment")]
        for place, token in enumerate(tokens):
            final = place + 1 == len(tokens) or not tokens[place + 1].key[:1].isalnum()
            if token.key in ("first", "last") and final and any(one.last <= place for one in dates):
                shall = {at for at, one in enumerate(tokens) if one.key in ("should", "will")}
                self.clause.used |= shall
                return Mention(place, place + 1, "superlative", Superlative(token.key == "last", ("when",)))
        return None

    def _most_of_others(self, superlative: Mention) -> bool:
        """`which one had the most responses`: ranked by how many rows of another table there are."""
        after = [one for one in self.reading.free() if one.first == superlative.last and one.kind in ("noun", "value")]
        tables = {table_of(one) for one in after if one.kind == "noun"}
        tables |= {value.table for one in after if one.kind == "value" for value in one.meaning}
        return not superlative.meaning.about and bool(tables) and self.base not in tables

    def _turn_round(self, superlative: Mention) -> bool:
        """`next one?`, after the last meeting: the other side of today; whether it can be told."""
        query, about = self.query, superlative.meaning.about
        sides = [one for one in query.where if isinstance(one, During) and (one.start is None) != (one.end is None)]
        if query.limit is None or "when" not in about or len(sides) != 1:
            return "ahead" not in about or not self.reading.looks_back
        side = sides[0]
        if ("ahead" in about) == (side.start is not None) or (
            "ahead" not in about and not superlative.meaning.descending
        ):
            return True
        if self.base != "activities":
            return False
        other = replace(side, start=side.end, end=side.start)
        kept = (one for one in query.where if not (isinstance(one, Compare) and one.ref.name == "done"))
        self.query = replace(query, where=tuple(other if one == side else one for one in kept))
        return True

    @property
    def numbers(self) -> list[int]:
        """`make it 3`: the places of bare numbers."""
        tokens = self.clause.tagged.tokens
        return [at for at, token in enumerate(tokens) if token.key.isdigit() and 0 < int(token.key) <= 200]

    # --- what the clause asks for ------------------------------------------------------------------------------------

    def _figure(self) -> Measure | None:
        """`how many?`, `total?`, `what are they worth?`"""
        reading, tagged = self.reading, self.clause.tagged
        entity = ENTITIES[self.base]
        counted, much = tagged.marker("howmany"), tagged.marker("howmuch")
        aggregate = next((one for one in reading.free("aggregate") if one.meaning not in ("worst", "best")), None)
        worth = [
            one
            for one in reading.free("attribute")
            if one.meaning.ref == FieldRef((), entity.measure or "")
            and one.meaning.table == self.base
            and tagged.tokens[one.last - 1].key in _SUMS
        ]
        numeric = [one for one in reading.free("attribute") if one.meaning.field.type in NUMERIC]
        if counted is not None and not any(best_path(reading, self.base, [one.meaning]) for one in numeric):
            reading.take(counted, aggregate)
            return count_of(self.base).measure
        if entity.measure is None or (aggregate is None and much is None and not worth):
            return None
        if self.base == "accounts" and not numeric:
            return None  # "how much is it", of customers who renew, is not what they turn over
        numeric = [one for one in numeric if one.meaning.table == self.base and not one.meaning.ref.steps]
        reading.take(aggregate, much, *worth, *numeric[:1])
        function = aggregate.meaning if aggregate is not None else "sum"
        field = numeric[0].meaning.ref if numeric else FieldRef((), entity.measure)
        label = {"avg": "average", "sum": "total", "median": "median"}[function]
        return Measure(function, f"{label} {field.name.replace('_', ' ')}", field)

    def _order(self, superlative: Mention | None) -> Order | None:
        """`the biggest one`, `sort by amount`, `by revenue`."""
        reading, tagged = self.reading, self.clause.tagged
        marker = tagged.marker("order", "by")
        sorts = any(token.key in _SORT for token in tagged.tokens)
        meaning: Superlative = superlative.meaning if superlative is not None else Superlative(True)
        wanted = [
            one
            for one in reading.free("attribute")
            if (superlative is not None or (marker is not None and one.first >= marker.last))
            and ((sorts and superlative is None) or one.meaning.field.type in MEASURED)
        ]
        found = [(one, best_path(reading, self.base, [one.meaning])) for one in wanted]
        near = min((pair for pair in found if pair[1]), key=lambda pair: len(pair[1].steps), default=None)  # type: ignore[union-attr]
        if superlative is None and near is None:
            return None
        reading.take(superlative, marker)
        reading.clause.used |= {at for at, token in enumerate(tagged.tokens) if token.key in _SORT}
        if near is not None:
            reading.take(near[0], *reading.same_span(near[0]))
            kind = near[0].meaning.field.type
            down = meaning.descending if superlative is not None else kind in NUMERIC
            return Order(down, near[1])
        if self.query.measures and self.query.group_by:
            return Order(meaning.descending, measure=0)
        if self.query.limit and self.query.order and not meaning.about:
            return replace(self.query.order[0], descending=meaning.descending)  # "top 2", of what was ranked
        return cycle_order(reading, meaning, self.base) or order_by_about(reading, meaning, self.base)

    def _asked(self) -> list[FieldRef]:
        """Fields of the rows: `who owns them`, `their industries`, `her email`."""
        reading = self.reading
        found: list[FieldRef] = []
        for one in reading.free("attribute"):
            if self._is_condition(one) or self._is_kind(one) or has_one(reading, one):
                continue
            options = [one.meaning, *(other.meaning for other in reading.same_span(one) if other.kind == "attribute")]
            ref = best_path(reading, self.base, options)
            if ref is not None:
                reading.take(one, *reading.same_span(one))
                found.append(ref)
        return list(dict.fromkeys(found))

    def _is_kind(self, mention: Mention) -> bool:
        """`and emails?` after calls: what else was done, nobody's address."""
        same = [one for one in self.reading.same_span(mention) if one.kind == "value"]
        return self.base == "activities" and any(value.table == self.base for one in same for value in one.meaning)

    def _is_condition(self, mention: Mention) -> bool:
        """`closing this month`, `over 500 employees`, `owned by Dana`, `opted out`: which rows, not what of them."""
        if mention.meaning.field.type == "boolean" or self.reading.just_negated(mention):
            return True
        if mention.meaning.ref.steps and self.reading.scoped("people"):
            return True
        keys = [token.key for token in self.clause.tagged.tokens[: mention.first]]
        if mention.meaning.field.type in ("date", "moment") and keys:
            asks = keys[0] in _WHETHER or "who" in keys or {"which", "any"} & set(keys[:-1])
            if asks and self.clause.tagged.marker("when") is None:
                return True  # "has any of them left", "who opted out"
        bounds = [one for one in self.clause.tagged.mentions if one.kind in ("comparison", "period")]
        return any(-1 <= one.first - mention.last <= 1 or 0 <= mention.first - one.last <= 1 for one in bounds)

    def _where(self) -> tuple[Condition, ...]:
        """The conditions of before, with those of the clause in their place or beside them."""
        reading = self.reading
        where = self.query.where
        for _, entries in list(reading.names):
            table = entries[0].table
            known = any(among_table(base, one) == table for base, one in amongs(self.base, where))
            if known and self.leaning == "change":
                where = _renamed(where, self.base, table, tuple(one.id for one in entries))
                reading.names = [one for one in reading.names if one[1] is not entries]
        self.renamed = where
        for mention in (one for one in reading.free("noun") if table_of(one) == self.base):
            reading.take(mention)
        when = next((one.ref for one in where if isinstance(one, During)), None)
        added = conditions_on(reading, self.base, when)
        if any(one.function == "share" for one in self.query.measures) and is_closed(
            where
        ):  # "and of those closed in Q2"
            added = [one for one in added if not (isinstance(one, Compare) and one.ref == _STATUS)]
        if self.base == "activities" and any(isinstance(one, During) for one in where):
            added = [one for one in added if not _until_now(one)]
        for one in added:
            inside = _changed_inside(where, one) if self.leaning == "change" else None
            if inside is not None:
                where = self.renamed = inside
                continue
            if self.leaning == "change" and self._is_day(one):  # "who opted out?", after "who left?"
                where = tuple(old for old in where if not self._is_day(old))
            if self.leaning != "narrow" or _only_value(where, one):
                where = tuple(old for old in where if not _replaces(one, old))
            where = where if one in where else (*where, one)
        if self.base == "activities":
            where = tuple(one for one in where if one != NOT_UNDONE)
            where = (*where, *not_undone(reading, where))
        return where

    def _is_day(self, condition: Condition) -> bool:
        """Whether a condition says but that something happened, once."""
        if not isinstance(condition, Compare) or condition.op != "filled" or condition.ref.steps:
            return False
        return self.reading.catalog.resolve(self.base, condition.ref).type in ("date", "moment")

    # --- the new question -------------------------------------------------------------------------------------------

    def _changed(
        self,
        where: tuple[Condition, ...],
        figure: Measure | None,
        order: Order | None,
        superlative: Mention | None,
        groups: Sequence[FieldRef | Bucket],
        asked: Sequence[FieldRef],
    ) -> RecordQuery | None:
        query = replace(self.query, where=where)
        if figure is not None or groups:
            measures = (figure,) if figure is not None else query.measures or (count_of(self.base).measure,)
            kept = query.metric if measures == query.measures else None
            by_measure = (Order(True, measure=0),) if groups and not isinstance(groups[0], Bucket) else ()
            return RecordQuery(
                self.base, where, measures=measures, group_by=tuple(groups), order=by_measure, metric=kept
            )
        if order is not None and order.measure is not None:
            return replace(query, order=(order,), limit=self._limit(superlative))
        if order is not None:
            assert order.field is not None
            ordered = {one.field for one in query.order}
            where = tuple(
                one for one in where if not (isinstance(one, Compare) and one.op == "filled" and one.ref in ordered)
            )
            filled = (*where, Compare(order.field, "filled")) if superlative is not None or query.limit else where
            limit = self._limit(superlative) if superlative is not None else query.limit
            shown = columns(self.reading, self.base, extra=[*asked, order.field])
            return RecordQuery(self.base, filled, select=shown, order=(order,), limit=limit)
        if asked:
            ranked = [one.field for one in query.order if query.limit and one.field is not None]
            shown = columns(self.reading, self.base, only=[*asked, *ranked])
            if query.measures:
                return RecordQuery(self.base, where, select=shown, order=natural_order(self.base))
            return replace(query, select=shown)
        if query.measures and _LIST & {token.key for token in self.clause.tagged.tokens}:
            shown = columns(self.reading, self.base)
            return RecordQuery(self.base, where, select=shown, order=natural_order(self.base))
        number = next((at for at in self.numbers if query.limit is not None), None)
        if number is not None:
            query = replace(query, limit=int(self.clause.tagged.tokens[number].key))
        return query if query != self.query else None

    def _limit(self, superlative: Mention | None) -> int | None:
        if superlative is None:
            return self.query.limit
        return superlative.meaning.limit or 1

    def _shape(self, changed: RecordQuery, asked: Sequence[FieldRef]) -> Shape:
        if changed.measures:
            return "ranking" if changed.limit else "figure"
        if changed.limit and (not asked or changed.limit > 1):
            return "ranking"
        one_row = self.before.shape in ("fact", "profile") or changed.limit == 1
        if asked:
            return "fact" if one_row else "list"
        return self.before.shape if self.before.shape in ("fact", "yesno") else "list"


def _until_now(condition: Condition) -> bool:
    return isinstance(condition, During) and condition.start is None


def _replaces(new: Condition, old: Condition) -> bool:
    """Whether a condition says of a field what another said of it before."""
    if isinstance(new, During) and isinstance(old, During):
        return new.ref == old.ref
    if isinstance(new, Compare) and isinstance(old, Compare):
        if new.ref == old.ref and any({new.op, old.op} <= bounds for bounds in _BOUNDS):
            return True
        return new.ref == old.ref and new.op in ("eq", "contains") and old.op in ("eq", "ne", "contains")
    return False


_BOUNDS = ({"gt", "ge"}, {"lt", "le"})


def _changed_inside(where: tuple[Condition, ...], new: Condition) -> tuple[Condition, ...] | None:
    """`same for budget cuts`, after accounts with deals lost because of price: the conditions with those of the related
    rows changed; None where none of them is about the same."""
    if not isinstance(new, Related) or (new.op, new.count) != ("ge", 1):
        return None
    for place, old in enumerate(where):
        if not isinstance(old, Related) or old.table != new.table:
            continue
        kept = tuple(one for one in old.where if not any(_replaces(two, one) for two in new.where))
        if len(kept) + len(new.where) == len(old.where):
            return (*where[:place], replace(old, where=(*kept, *new.where)), *where[place + 1 :])
    return None


def _only_value(where: Sequence[Condition], new: Condition) -> bool:
    """`only logistics` after a list of healthcare: two values of one field at once would be none."""
    return isinstance(new, Compare) and any(_replaces(new, old) and old != new for old in where)


def amongs(base: str, where: Sequence[Condition]) -> Iterator[tuple[str, Among]]:
    """Every condition that names rows, with the table it is about."""
    for one in where:
        if isinstance(one, Among):
            yield base, one
        elif isinstance(one, AnyOf | NoneOf):
            yield from amongs(base, one.conditions)
        elif isinstance(one, Related):
            yield from amongs(one.table, one.where)


def among_table(base: str, condition: Among) -> str:
    """The table whose rows a condition names."""
    for step in condition.steps:
        base = RELATIONS[(base, step)].target
    return base


def _renamed(where: Sequence[Condition], base: str, table: str, ids: tuple[int, ...]) -> tuple[Condition, ...]:
    """The conditions about other rows of the same table."""

    def renamed(condition: Condition, base: str) -> Condition:
        if isinstance(condition, AnyOf | NoneOf):
            return type(condition)(tuple(renamed(one, base) for one in condition.conditions))
        if isinstance(condition, Related):
            return replace(condition, where=tuple(renamed(one, condition.table) for one in condition.where))
        if isinstance(condition, Among) and among_table(base, condition) == table:
            return replace(condition, ids=ids)
        return condition

    return tuple(renamed(one, base) for one in where)
