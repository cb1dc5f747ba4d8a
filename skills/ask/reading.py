"""One clause of a question, read: from its mentions to a query.

The reading goes from what is certain to what follows from it: the figure that is asked for (a metric, a count, an
average, a superlative), the table that holds it, what it is broken down by, and then every other mention becomes a
condition on that table or on rows related to it. A word that ends up with no part in the query is left over; whoever
calls decides what that means, and the rule is: an answer that ignores a word of the question is no answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from skills.ask.mentions import Attribute, Comparing, Mention, Superlative, Tagged
from skills.ask.periods import Period
from skills.ask.plan import RecordStep, Shape
from skills.ask.words import STOPWORDS, stem
from storage.catalog import ENTITIES, RELATIONS, Catalog, FieldRef, FieldType, quarter_of
from storage.lexicon import Lexicon, Named, Value
from storage.metrics import Metric, all_metrics
from storage.query import (
    Among,
    AnyOf,
    Bucket,
    Compare,
    Condition,
    During,
    Measure,
    Order,
    RecordQuery,
    Related,
)

NUMERIC: frozenset[FieldType] = frozenset({"integer", "year", "number", "money"})
_LOOKS_BACK = {
    "occurred_at",
    "created_at",
    "opened_at",
    "seen_at",
    "changed_at",
    "invited_at",
    "closed_at",
    "last_activity",
}
_BRIDGES = ("opportunities", "contracts", "activities", "contacts", "deal_roles")


class Ambiguous(Exception):
    """A name fits several rows; `entries` are those, `mention` the words."""

    def __init__(self, mention: Mention, entries: Sequence[Named]) -> None:
        super().__init__(f"{len(entries)} readings")
        self.mention = mention
        self.entries = tuple(entries)


@dataclass(frozen=True)
class Scope:
    """Rows that a clause is about, because it or an earlier one named them."""

    entries: tuple[Named, ...] = ()

    def of(self, table: str) -> tuple[Named, ...]:
        return tuple(one for one in self.entries if one.table == table)


@dataclass
class Clause:
    """A clause with what is known around it. `me` is the asker's own row among the people."""

    tagged: Tagged
    lexicon: Lexicon
    today: dt.date
    me: Named | None
    scope: Scope
    used: set[int] = field(default_factory=set)
    named: list[Named] = field(default_factory=list)
    empty_tables: list[str] = field(default_factory=list)
    denied_names: list[str] = field(default_factory=list)

    @property
    def catalog(self) -> Catalog:
        return self.lexicon.catalog

    def use(self, *mentions: Mention | None) -> None:
        for mention in mentions:
            if mention is not None:
                self.used |= set(range(mention.first, mention.last))

    def _open_choice(self, marker: Mention) -> bool:
        """Whether an "or" stands between things that are no choice of one field: to read it as "and" would be wrong."""
        before = [one for one in self.tagged.mentions if one.last == marker.first and one.kind != "marker"]
        after = [one for one in self.tagged.mentions if one.first == marker.last and one.kind != "marker"]
        for one in before:
            for other in after:
                if one.kind == other.kind == "name":
                    return False
                if one.kind == other.kind == "value":
                    fields = {(value.table, value.field) for value in one.meaning}
                    if fields & {(value.table, value.field) for value in other.meaning}:
                        return False
        inside = any(one.kind == "comparison" and one.first < marker.first < one.last for one in self.tagged.mentions)
        return not inside and (bool(before) or bool(after))

    def left_over(self) -> list[str]:
        """Words that carry meaning and have no part in the reading."""
        words = [
            self.tagged.said(one)
            for one in self.tagged.of("marker")
            if one.meaning in ("without", "nobody", "not") and not self.used.issuperset(range(one.first, one.last))
        ]  # a denial that found no place would turn the answer into its opposite
        words += self.denied_names
        words += ["or" for one in self.tagged.of("marker") if one.meaning == "or" and self._open_choice(one)]
        markers = {place for one in self.tagged.of("marker") for place in range(one.first, one.last)}
        for place, token in enumerate(self.tagged.tokens):
            if place in markers and not any(
                one.kind not in ("marker", "superlative")
                for one in self.tagged.mentions
                if one.first <= place < one.last
            ):
                continue
            if place in self.used or not any(one.isalnum() for one in token.key):
                continue
            if token.key in STOPWORDS or token.stem in STOPWORDS:
                continue
            words.append(token.text)
        return words


@dataclass(frozen=True)
class _Figure:
    """What is measured: `base` is the table whose rows are counted or added."""

    base: str
    measure: Measure
    where: tuple[Condition, ...] = ()
    when: FieldRef | None = None
    metric: str | None = None


def read(clause: Clause) -> list[RecordStep]:
    """The queries that a clause asks for; none when it asks for no record. Raises Ambiguous."""
    return _Reader(clause).steps()


def read_profile(clause: Clause) -> RecordStep | None:
    """The main facts of the one row that a clause names; None when it names none."""
    return _Reader(clause).profile()


class _Reader:
    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.tagged = clause.tagged
        self.catalog = clause.catalog
        self.taken: set[int] = set()  # ids of mentions that have their part
        clause.used.clear()
        clause.named.clear()
        clause.denied_names.clear()
        self.absent: list[tuple[str, ...]] = []  # ways to rows that are not there: "deals without account"
        self.newly = False
        self.looks_back = False  # whether the figure is about what is over
        self.negations: set[tuple[int, int]] = set()
        self.preferred: dict[int, str] = {}  # of a value's tables, the one that its place in the clause tells
        self.names: list[tuple[Mention | None, tuple[Named, ...]]] = []
        self._choose_names()

    # --- names ------------------------------------------------------------------------------------------------------

    def _choose_names(self) -> None:
        mentions = self.tagged.of("name")
        mentions.sort(key=lambda one: not any(entry.table == "accounts" for entry in one.meaning))
        for mention in mentions:  # accounts first: they tell which Edith is meant
            entries = self._readings(mention)
            if not entries:
                continue
            self.names.append((mention, entries))
            self._take(mention)
            denial = self._denial_of(mention)
            if denial is not None:
                self.clause.denied_names.append(f"{self.tagged.said(denial)} {self.tagged.said(mention)}")
            self.clause.named += entries
        mine = self.tagged.marker("mine")
        me = self.clause.me
        if mine is not None and me is not None:
            self.names.append((None, (me,)))
            self._take(mine)
        self._join_names()
        self._choose_deal()
        if all(
            entry.table == "products" for mention, entries in self.names if mention is not None for entry in entries
        ):
            for table in ("accounts", "contacts", "people", "campaigns", "products", "opportunities"):
                inherited = self.clause.scope.of(table)
                if inherited:
                    self.names.append((None, inherited))
                    self.clause.named += inherited
                    break

    def _denial_of(self, mention: Mention) -> Mention | None:
        """`not owned by Dana`, `except those of Quay Connect`: the word that denies a name, if one does."""
        for one in self.tagged.of("marker"):
            if one.meaning not in ("not", "without", "nobody") or not 0 <= mention.first - one.last <= 3:
                continue
            between = [
                other
                for other in self.tagged.mentions
                if one.last <= other.first < mention.first
                and (other.kind in ("noun", "value") or (other.kind == "attribute" and not other.meaning.ref.steps))
            ]
            if not between:
                return one
        return None

    def _join_names(self) -> None:
        """`Dana or Marcus`, `Halden and Tallgrass`: rows of one table named side by side mean any of them."""
        joined: dict[str, tuple[Mention | None, tuple[Named, ...]]] = {}
        for mention, entries in self.names:
            table = entries[0].table
            known = joined.get(table)
            joined[table] = (mention, entries) if known is None else (known[0], (*known[1], *entries))
        self.names = list(joined.values())

    def _choose_deal(self) -> None:
        """`the outage mgmt opp at Nordalen`: words that mean nothing else pick the deal of that account."""
        accounts = [
            one.id for one in (*self.clause.named, *self.clause.scope.of("accounts")) if one.table == "accounts"
        ]
        deals = [deal for number in accounts for deal in self.clause.lexicon.deals.get(number, {}).values()]
        about_deals = any(
            self._table_of(one) in ("opportunities", "deal_roles")
            or (one.kind == "attribute" and one.meaning.table == "opportunities")
            for one in self.tagged.mentions
        )
        if not deals or not about_deals:
            return
        covered = {place for one in self.tagged.mentions for place in range(one.first, one.last)}
        met: dict[int, set[int]] = {}
        for place, token in enumerate(self.tagged.tokens):
            if place in covered or token.key in STOPWORDS or len(token.key) < 3:
                continue
            for deal in deals:
                if any(_abbreviates(token.key, word) for word in deal.words):
                    met.setdefault(deal.id, set()).add(place)
        if not met:
            return
        most = max(map(len, met.values()))
        chosen = tuple(deal for deal in deals if len(met.get(deal.id, ())) == most)
        self.clause.used |= {place for deal in chosen for place in met[deal.id]}
        self.names.append((None, chosen))

    def _readings(self, mention: Mention) -> tuple[Named, ...]:
        """The rows a name means: one, or Ambiguous. Empty when another meaning of the words is likelier."""
        entries = [one for one in mention.meaning if self._plausible(one, mention)]
        if not entries:
            return ()
        other = [one for one in self._same_span(mention) if one.kind in ("value", "attribute", "noun", "metric")]
        capital = self.tagged.tokens[mention.first].text[:1].isupper() and mention.first > 0
        whole = mention.weight >= 0.5
        if other and not whole and not capital:
            return ()
        by_table: dict[str, list[Named]] = {}
        for one in entries:
            by_table.setdefault(one.table, []).append(one)
        accounts = {
            one.id for one in (*self.clause.scope.of("accounts"), *self.clause.named) if one.table == "accounts"
        }
        there = [one for one in by_table.get("contacts", ()) if one.account_id in accounts]
        if there:
            by_table["contacts"] = there
        order = self._table_order()
        table = min(by_table, key=order.index)
        chosen = by_table[table]
        if len(chosen) > 1 and table not in ("products", "campaigns"):  # "HemaScan deals" are those of every HemaScan
            raise Ambiguous(mention, chosen)
        return tuple(chosen)

    def _table_order(self) -> list[str]:
        ours = self.tagged.marker("mine") is None and any(
            token.key in ("own", "owns", "owned", "rep", "team", "win", "won", "deals", "close", "closed", "accounts")
            for token in self.tagged.tokens
        )
        order = ["accounts", "people", "contacts", "products", "campaigns", "opportunities"]
        if not ours and self.clause.scope.of("accounts"):
            order[1:3] = ["contacts", "people"]
        return order

    def _plausible(self, entry: Named, mention: Mention) -> bool:
        if entry.table == "opportunities":
            return mention.weight >= 0.5 and mention.length >= 2
        return entry.table != "campaigns" or mention.length >= 2

    def _same_span(self, mention: Mention) -> list[Mention]:
        return [
            one
            for one in self.tagged.mentions
            if one is not mention and (one.first, one.last) == (mention.first, mention.last)
        ]

    def _take(self, *mentions: Mention | None) -> None:
        for mention in mentions:
            if mention is not None:
                self.taken.add(id(mention))
                self.clause.use(mention)

    def _free(self, kind: str | None = None) -> list[Mention]:
        return [
            one
            for one in self.tagged.mentions
            if id(one) not in self.taken
            and (kind is None or one.kind == kind)
            and not any(place in self.clause.used for place in range(one.first, one.last))
        ]

    def _scoped(self, table: str) -> tuple[Named, ...]:
        return tuple(entry for _, entries in self.names for entry in entries if entry.table == table)

    # --- the way through --------------------------------------------------------------------------------------------

    def steps(self) -> list[RecordStep]:
        share = self._share()
        if share is not None:
            return [share]
        ranking = self._ranking()
        if ranking is not None:
            return [ranking]
        invited = self._invitations()
        if invited is not None:
            return [invited]
        figure = self._cycle() or self._won_in_all() or self._figure() or self._broken_down()
        if figure is not None:
            return [self._figures(figure)]
        facts = self._facts()
        if facts:
            return facts
        listing = self._listing()
        return [listing] if listing is not None else []

    # --- what is measured -------------------------------------------------------------------------------------------

    def _share(self) -> RecordStep | None:
        marker = self.tagged.marker("share")
        if marker is None:
            return None
        nouns = [one for one in self._free() if one.first >= marker.last and self._table_of(one)]
        nouns.sort(key=lambda one: (one.first, one.kind != "noun"))
        if not nouns:
            return None
        base = str(self._table_of(nouns[0]))
        if not self._filled(base):
            return None
        verb = next(
            (
                place
                for place, token in enumerate(self.tagged.tokens)
                if place > nouns[0].first
                and token.key
                in (
                    "is",
                    "are",
                    "was",
                    "were",
                    "has",
                    "have",
                    "come",
                    "comes",
                    "do",
                    "got",
                    "get",
                    "turned",
                    "went",
                    "ended",
                    "became",
                )
            ),
            None,
        )
        if verb is None:
            return None
        self._take(marker)
        of = self._conditions(base, first=verb)
        if not of:
            return None
        where = self._conditions(base, last=verb)
        label = f"share of {ENTITIES[base].plural}"
        query = RecordQuery(base, tuple(where), measures=(Measure("share", label, of=tuple(of)),))
        return RecordStep(query, "figure", self._about())

    def _figure(self) -> _Figure | None:
        """A metric, a count, a sum, an average, a ratio; None when the clause asks for no figure."""
        metric = self._metric()
        if metric is not None:
            return metric
        per = self._ratio()
        aggregate = next(iter(self._free("aggregate")), None)
        howmany = self.tagged.marker("howmany", "howmuch")
        if per is not None:
            upper, lower = per
            base = upper.table
            self._take(aggregate, howmany)
            lower_ref = self._path_to(base, lower)
            label = f"{upper.label} per {lower.label.removesuffix('s')}"
            return _Figure(base, Measure("sum", label, upper.ref, per=lower_ref)) if lower_ref else None
        counted = howmany is not None and howmany.meaning == "howmany"
        start = howmany if counted and aggregate is not None and aggregate.meaning == "sum" else aggregate or howmany
        if start is None:
            return self._implied_sum()
        measured = self._measured_after(start)
        if measured is None:
            outcome = next((one for one in self._free("value") if _is_outcome(one)), None)
            sums = start.meaning in ("sum", "howmuch") or start.meaning in ("avg", "median")
            if sums and outcome is not None and self._filled("opportunities") and not self._nouns_but("opportunities"):
                return self._count_or_sum(start, "opportunities", summed=True)
            if aggregate is not None and howmany is None:
                return None
            counted = self._head_noun(after=start.last) or self._head_noun(after=0)
            return self._count_or_sum(start, str(self._table_of(counted))) if counted is not None else None
        self._take(start, measured[0])
        self._take(*[one for one in (aggregate, howmany) if one is not None])
        attribute = measured[1]
        function = aggregate.meaning if aggregate is not None else "sum"
        label = {"avg": "average", "sum": "total", "median": "median"}[function] + f" {attribute.label}"
        return _Figure(attribute.table, Measure(function, label, attribute.ref))

    def _nouns_but(self, table: str) -> bool:
        return any(self._table_of(one) not in (None, table) for one in self._free() if one.kind in ("noun", "value"))

    def _count_or_sum(self, start: Mention, base: str, *, summed: bool = False) -> _Figure | None:
        entity = ENTITIES[base]
        if not self._filled(base):
            return None
        self._take(start)
        if start.kind == "aggregate" and start.meaning in ("avg", "median") and entity.measure:
            label = f"{'average' if start.meaning == 'avg' else 'median'} {entity.measure}"
            return _Figure(base, Measure(start.meaning, label, FieldRef((), entity.measure)))
        if (summed or (start.kind == "marker" and start.meaning == "howmuch")) and entity.measure:
            return _Figure(base, Measure("sum", f"total {entity.measure}", FieldRef((), entity.measure)))
        return _Figure(base, Measure("count", f"number of {entity.plural}"))

    def _broken_down(self) -> _Figure | None:
        """`open deals per stage`, `installed analyzers by country`: a count or sum that only its "by" gives away."""
        marker = next(
            (one for one in self.tagged.mentions if one.kind == "marker" and one.meaning in ("by", "per")), None
        )
        if marker is None or self._scoped_by(marker):
            return None
        numeric = [one for one in self._numeric(self._free("attribute")) if one[0].last <= marker.first]
        nouns = [one for one in self._free() if one.last <= marker.first and self._is_noun(one)]
        if numeric and self._group_at(numeric[-1][1].table, marker.last) is not None:
            mention, attribute = self._nearest([one for one in numeric if one[0].first == numeric[-1][0].first])
            self._take(mention, *self._same_span(mention))
            return _Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
        won = [
            one for one in self._free("value") if _is_outcome(one) and {value.value for value in one.meaning} == {"won"}
        ]
        if won and not nouns and self._group_at("opportunities", marker.last) is not None:
            metric = next(one for one in all_metrics() if one.name == "won revenue")
            self._take(won[0])
            return _Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)
        if nouns:
            base = self._table_of(self._plain_noun(nouns))
            if base is not None and self._filled(base) and self._group_at(base, marker.last) is not None:
                return self._counted(base)
        return None

    def _plain_noun(self, nouns: list[Mention]) -> Mention:
        return next((one for one in nouns if one.kind == "noun"), nouns[0])

    def _scoped_by(self, marker: Mention) -> bool:
        """`deals by Dana`: the "by" names who, not what to break down by."""
        return any(mention is not None and mention.first == marker.last for mention, _ in self.names)

    def _invitations(self) -> RecordStep | None:
        """`who attended the Boston summit`, `how many responses did it get`: invitations of a campaign by status."""
        if not self._scoped("campaigns") or not self._filled("campaign_invitations", note=False):
            return None
        base = "campaign_invitations"
        told = [one for one in self._free("value") if any(value.table == base for value in one.meaning)]
        nouns = [one for one in self._free("noun") if one.meaning == base]
        if not told and not nouns:
            return None
        counted = self.tagged.marker("howmany")
        self._take(*[one for one in self._free("noun") if one.meaning in ("people", "contacts", "accounts", base)])
        where = tuple(self._conditions(base))
        if counted is not None:
            self._take(counted)
            measure = Measure("count", f"number of {ENTITIES[base].plural}")
            return RecordStep(RecordQuery(base, where, measures=(measure,)), "figure", self._about())
        return RecordStep(RecordQuery(base, where, select=self._columns(base)), "list", self._about())

    def _cycle(self) -> _Figure | None:
        """`how long does a deal take`: the sales cycle, by whatever words."""
        marker = self.tagged.marker("howlong")
        deals = [one for one in self._free() if self._table_of(one) == "opportunities" or _is_outcome(one)]
        took = [
            place for place, token in enumerate(self.tagged.tokens) if token.key in ("take", "takes", "took", "taken")
        ]
        if marker is None or not deals or not took or self._scoped("opportunities"):
            return None
        metric = next(one for one in all_metrics() if one.name == "median sales cycle")
        self._take(marker)
        self.clause.used |= {
            place
            for place, token in enumerate(self.tagged.tokens)
            if token.key
            in (
                "take",
                "takes",
                "took",
                "taken",
                "close",
                "closed",
                "created",
                "signed",
                "creation",
                "day",
                "days",
                "first",
                "engagement",
                "contact",
                "start",
                "end",
            )
        }
        return _Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)

    def _won_in_all(self) -> _Figure | None:
        """`what have we won this quarter`: nobody is named and nothing listed, so the sum is meant."""
        keys = [token.key for token in self.tagged.tokens]
        won = [
            one for one in self._free("value") if _is_outcome(one) and {value.value for value in one.meaning} == {"won"}
        ]
        nouns = [one for one in self._free() if self._is_noun(one)]
        if not won or nouns or self.names or self.tagged.marker("what") is None or "we" not in keys:
            return None
        metric = next(one for one in all_metrics() if one.name == "won revenue")
        self._take(won[0])
        return _Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)

    def _metric(self) -> _Figure | None:
        for mention in self._free("metric"):
            metric: Metric = mention.meaning
            if not self._filled(metric.base):
                continue
            self._take(mention, *self._same_span(mention))
            self._take(*self._free("aggregate")[:1])
            self._take(self.tagged.marker("howmuch"), self.tagged.marker("howmany"))
            return _Figure(metric.base, metric.measure, metric.where, metric.when, metric.name)
        return None

    def _ratio(self) -> tuple[Attribute, Attribute] | None:
        """`revenue per employee`: two numeric fields around "per"."""
        marker = self.tagged.marker("per")
        if marker is None:
            return None
        before = [one for one in self._numeric(self._free("attribute")) if one[0].last <= marker.first]
        after = [one for one in self._numeric(self._free("attribute")) if one[0].first == marker.last]
        if not before or not after:
            return None
        for mention, attribute in before[-1:]:
            for other, lower in after:
                if lower.table == attribute.table or self.catalog.path(attribute.table, lower.table):
                    self._take(marker, mention, other, *self._same_span(mention), *self._same_span(other))
                    return attribute, lower
        return None

    def _numeric(self, mentions: Iterable[Mention]) -> list[tuple[Mention, Attribute]]:
        found = [
            (one, one.meaning) for one in mentions if one.meaning.field.type in NUMERIC and not one.meaning.ref.steps
        ]
        return [one for one in found if self._filled(one[1].table, note=False)]

    def _measured_after(self, start: Mention) -> tuple[Mention, Attribute] | None:
        """The numeric field that an aggregate or "how many" measures: the first after it, before another noun."""
        candidates = [one for one in self._numeric(self._free("attribute")) if one[0].first >= start.last]
        if not candidates:
            if start.kind == "marker":
                return None
            candidates = [one for one in self._numeric(self._free("attribute")) if one[0].last <= start.first][-1:]
            if not candidates:
                return None
        place = candidates[0][0].first
        nouns = [one for one in self._free() if start.last <= one.first < place and self._is_noun(one)]
        counted = start.kind == "marker" and start.meaning == "howmany"
        if nouns and counted:
            return None
        here = [one for one in candidates if one[0].first == place]
        same = [one for one in self._free("noun") if one.first == place and one.last >= here[0][0].last]
        if counted and same:
            return None
        return self._nearest(here)

    def _nearest(self, candidates: list[tuple[Mention, Attribute]]) -> tuple[Mention, Attribute]:
        """Of fields of one word in several tables, the one of the table that the rest of the clause is about."""
        nouns = [self._table_of(one) for one in self._free() if self._is_noun(one)]
        values = {value.table for one in self._free("value") for value in one.meaning}

        def rank(one: tuple[Mention, Attribute]) -> tuple[bool, bool, bool, int]:
            table = one[1].table
            scoped = any(self._scoped(table))
            return (table not in nouns, table not in values, not scoped, list(ENTITIES).index(table))

        return min(candidates, key=rank)

    def _implied_sum(self) -> _Figure | None:
        """`value of open deals`: a money field of several rows, asked for as one figure."""
        alone = not self.names and not any(self._is_noun(one) for one in self._free())
        asks_rows = self.tagged.marker("which", "who", "by", "per", "order") or self.tagged.of("superlative")
        for mention, attribute in self._numeric(self._free("attribute")):
            tokens = self.tagged.tokens
            if alone and not asks_rows and not self.tagged.of("comparison") and attribute.field.type == "money":
                self._take(mention, *self._same_span(mention))
                return _Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
            if tokens[mention.first].key in ("spend", "spent") or tokens[mention.last - 1].key in ("spend", "spent"):
                self._take(mention, *self._same_span(mention))
                return _Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
            following = tokens[mention.last].key if mention.last < len(tokens) else ""
            nouns = [one for one in self._free("noun") if one.first > mention.last and one.meaning == attribute.table]
            if following not in ("of", "in", "for", "across", "over") or not nouns or self._scoped(attribute.table):
                continue
            plural = tokens[nouns[0].last - 1]
            if plural.key == plural.stem or self.tagged.marker("which") is not None:
                continue
            self._take(mention, *self._same_span(mention))
            return _Figure(attribute.table, Measure("sum", f"total {attribute.label}", attribute.ref))
        return None

    # --- rankings ---------------------------------------------------------------------------------------------------

    def _ranking(self) -> RecordStep | None:
        """`top 5 accounts by revenue`, `which rep has the most open deals`, `largest open deal`."""
        mention = next(iter(self._free("superlative")), None)
        order = self.tagged.marker("order")
        if mention is None and order is None:
            return None
        superlative: Superlative = mention.meaning if mention is not None else Superlative(True)
        start = mention or order
        assert start is not None
        if start is mention and start.length == 1 and "when" in superlative.about and self._not_ranking(start):
            return None
        head = self._head(start)
        if head is None:
            return None
        limit = superlative.limit or self._number_before(head) or self._default_limit(head, start)
        head_table = self._table_of(head)
        figure = self._ranked_figure(start, superlative, head)
        if isinstance(figure, _Figure):
            self._take(mention, order)
            self._take_head(head)
            return self._grouped_ranking(figure, head, superlative, limit)
        if head_table is None or not self._filled(head_table):
            return None
        ordering = figure or self._order_by_about(superlative, head_table)
        if ordering is None and head.kind == "value":  # "event" is a kind of campaign where something costs
            tables = [value.table for value in head.meaning if ENTITIES[value.table].measure]
            head_table = next((one for one in tables if self._filled(one, note=False)), head_table)
            ordering = self._order_by_about(superlative, head_table)
            self.taken.discard(id(head))
            self.clause.used -= set(range(head.first, head.last))
            head = Mention(head.first, head.first, "noun", head_table)
        if ordering is None:
            return None
        self._take(mention, order)
        self._take_head(head)
        where = self._conditions(head_table)
        if not any(isinstance(one, Compare) and one.ref == ordering.field for one in where) and ordering.field:
            where.append(Compare(ordering.field, "filled"))
        select = self._columns(head_table, extra=[ordering.field] if ordering.field else [])
        if ordering.per is not None:
            select = self._columns(head_table, extra=[ordering.field, ordering.per] if ordering.field else [])
        query = RecordQuery(head_table, tuple(where), select=select, order=(ordering,), limit=limit)
        return RecordStep(query, "ranking", self._about())

    def _number_before(self, head: Mention) -> int | None:
        """`which 4 accounts did we meet most`."""
        word = self.tagged.tokens[head.first - 1].key if head.first else ""
        number = int(word) if word.isdigit() else _NUMBER_WORDS.get(word)
        if number is None or not 0 < number <= 200:
            return None
        self.clause.used.add(head.first - 1)
        return number

    def _not_ranking(self, mention: Mention) -> bool:
        """`latest` alone ("what's the latest on X") asks for news, not for a ranking."""
        return self._head_noun(after=mention.first) is None

    def _head(self, start: Mention) -> Mention | None:
        """What is ranked: the noun (or text field: "industries") after "which", before "with the most", or after."""
        head = self._head_at(start)
        if head is None:
            numeric = self._numeric(self._free("attribute"))
            return Mention(0, 0, "noun", self._nearest(numeric)[1].table) if numeric else None
        if head is not None and head.kind in ("attribute", "value"):
            return next((one for one in self._same_span(head) if one.kind == "noun"), head)
        return head

    def _head_at(self, start: Mention) -> Mention | None:
        which = self.tagged.marker("which", "what")
        if which is not None and which.first < start.first:
            first = next(
                (one for one in self._free() if which.last <= one.first < start.first and self._rankable(one)), None
            )
            if first is not None:
                return first
        before = [one for one in self._free() if one.last <= start.first and self._rankable(one)]
        after = [one for one in self._free() if one.first >= start.last and self._rankable(one)]
        with_marker = any(
            one.kind == "marker" and one.meaning in ("with", "by", "order") and one.last <= start.first
            for one in self.tagged.mentions
        )
        if before and (with_marker or self.tagged.marker("who") or not after or start.kind == "marker"):
            return before[0]
        numeric = self._numeric(self._free("attribute"))
        if self.tagged.marker("who") and not before and numeric and start.kind == "superlative":
            return Mention(0, 0, "noun", self._nearest(numeric)[1].table)
        if self.tagged.marker("who") and not before and start.kind == "superlative" and not start.meaning.about:
            return Mention(0, 0, "noun", "people")
        return after[0] if after else None

    def _rankable(self, mention: Mention) -> bool:
        if self._is_noun(mention):
            return True
        return mention.kind == "attribute" and mention.meaning.field.type in ("text", "boolean")

    def _default_limit(self, head: Mention, start: Mention) -> int | None:
        if any(token.key in ("split", "ranking", "ranked", "rank", "breakdown") for token in self.tagged.tokens):
            return None
        word = self.tagged.tokens[head.last - 1] if head.last else None
        plural = word is not None and word.key != word.stem
        if start.kind == "marker":
            return None
        if plural:
            return 5 if self.tagged.tokens[start.first].key in ("top", "bottom", "best", "worst") else 10
        return 1

    def _ranked_figure(self, start: Mention, superlative: Superlative, head: Mention) -> _Figure | Order | None:
        """What the ranking goes by: an order of the head's own rows, or a figure of rows that belong to the head."""
        by = next(
            (
                one
                for one in self.tagged.mentions
                if one.kind == "marker" and one.meaning in ("by", "order", "with") and one.first >= head.last
            ),
            None,
        )
        from_place = by.last if by is not None and by.first >= start.last else start.last
        down = superlative.descending
        head_table = self._table_of(head)
        ratio = self._ratio()
        if ratio is not None:
            upper, lower = ratio
            if by is not None:
                self._take(by)
            if head_table == upper.table and not self._free("aggregate"):
                return Order(down, upper.ref, self._path_to(upper.table, lower))
            return _Figure(upper.table, Measure("sum", f"{upper.label} per {lower.label}", upper.ref, per=lower.ref))
        self._take_head(head)
        aggregate = next((one for one in self._free("aggregate")), None)
        metric = next((one for one in self._free("metric") if self._filled(one.meaning.base, note=False)), None)
        attribute = next(
            (
                one
                for one in self._numeric(self._free("attribute"))
                if one[0].first >= from_place and one[0] is not head
            ),
            None,
        )
        if attribute is None and not superlative.about:
            elsewhere = [one for one in self._numeric(self._free("attribute")) if one[0] is not head]
            attribute = elsewhere[0] if elsewhere and self.tagged.marker("howmany") is None else None
        dates = [
            one
            for one in self._free("attribute")
            if one.first >= from_place and one.meaning.field.type in ("date", "moment") and not one.meaning.ref.steps
        ]
        nouns = [
            one
            for one in self._free()
            if one.first >= from_place and one is not head and self._is_noun(one) and self._table_of(one) != head_table
        ]
        if not nouns and attribute is None and not superlative.about:
            nouns = [
                one
                for one in self._free()
                if one is not head and self._is_noun(one) and self._table_of(one) != head_table
            ]
        longer = attribute is not None and metric is not None and attribute[0].length > metric.length
        if metric is not None and not longer and head_table != metric.meaning.base:
            self._take(by)
            return self._metric()
        if attribute is not None and (not nouns or attribute[0].first <= nouns[0].first):
            same = [one for one in self._numeric(self._free("attribute")) if one[0].first == attribute[0].first]
            if head_table is not None:
                same.sort(key=lambda one: (one[1].table != head_table, list(ENTITIES).index(one[1].table)))
            else:
                same.sort(key=lambda one: one[1].table != self._owner_table(head))
            mention, chosen = same[0]
            self._take(by, mention, *self._same_span(mention))
            if chosen.table == head_table and aggregate is None:
                return Order(down, chosen.ref)
            function = aggregate.meaning if aggregate is not None else "sum"
            self._take(aggregate)
            label = {"avg": "average", "sum": "total", "median": "median"}[function] + f" {chosen.label}"
            return _Figure(chosen.table, Measure(function, label, chosen.ref))
        if dates and head_table is not None:
            own = [one for one in dates if one.meaning.table == head_table]
            if own:
                self._take(by, own[0], *self._same_span(own[0]))
                return Order(down, own[0].meaning.ref)
        if nouns:
            table = self._table_of(nouns[0])
            assert table is not None
            if self._filled(table) and (head_table is None or self.catalog.path(table, head_table) is not None):
                counted = self.tagged.marker("howmany")
                self._take(by, counted, nouns[0] if nouns[0].kind == "noun" else None)
                return self._counted(table)
        return None

    def _take_head(self, head: Mention) -> None:
        """What is ranked is spoken for, unless it is a value ("last meeting"): that is a condition as well."""
        self._take(head if head.last and head.kind != "value" else None)

    def _counted(self, table: str) -> _Figure:
        return _Figure(table, Measure("count", f"number of {ENTITIES[table].plural}"))

    def _owner_table(self, head: Mention) -> str:
        return str(head.meaning.table) if head.kind == "attribute" else str(head.meaning)

    def _order_by_about(self, superlative: Superlative, table: str) -> Order | None:
        entity = ENTITIES[table]
        down = superlative.descending
        if "age" in superlative.about:
            for name in ("created_at", "opened_at", "start_date", entity.when):
                if name and (table, name) in self.catalog.fields:
                    return Order(down, FieldRef((), name))
        if "when" in superlative.about:
            if table == "accounts":
                return Order(down, FieldRef((), "founded"))
            return Order(down, FieldRef((), entity.when)) if entity.when else None
        if "price" in superlative.about:
            name = "price" if (table, "price") in self.catalog.fields else entity.measure
            return Order(down, FieldRef((), name)) if name else None
        return Order(down, FieldRef((), entity.measure)) if entity.measure else None

    def _grouped_ranking(
        self, figure: _Figure, head: Mention, superlative: Superlative, limit: int | None
    ) -> RecordStep | None:
        self.looks_back = _is_closed(figure.where)
        group = self._group_for(figure.base, head)
        if group is None:
            return None
        where = [*figure.where, *self._conditions(figure.base, figure.when)]
        query = RecordQuery(
            figure.base,
            tuple(where),
            measures=(figure.measure,),
            group_by=(group,),
            order=(Order(superlative.descending, measure=0),),
            limit=limit,
            metric=figure.metric,
            skip_empty_groups=True,
        )
        return RecordStep(query, "ranking", self._about())

    def _group_for(self, base: str, head: Mention) -> FieldRef | None:
        if head.kind == "attribute":
            options = [head.meaning, *(one.meaning for one in self._same_span(head) if one.kind == "attribute")]
            return self._best_path(base, options)
        table = self._table_of(head)
        if table is None:
            return None
        way = self.catalog.path(base, table)
        return FieldRef(way, ENTITIES[table].title) if way is not None else None

    def _best_path(self, base: str, attributes: Sequence[Attribute]) -> FieldRef | None:
        found = []
        for one in attributes:
            ref = self._path_to(base, one)
            if ref is not None:
                found.append((len(ref.steps) - len(one.ref.steps), len(ref.steps), ref))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def _path_to(self, base: str, attribute: Attribute) -> FieldRef | None:
        way = self.catalog.path(base, attribute.table)
        if way is None or len(way) > 2:
            return None
        steps = (*way, *attribute.ref.steps)
        table = base
        for step in steps:
            if (table, step) not in self.catalog.used:
                return None
            table = RELATIONS[(table, step)].target
        return FieldRef(steps, attribute.ref.name)

    # --- figures ----------------------------------------------------------------------------------------------------

    def _figures(self, figure: _Figure) -> RecordStep:
        self.looks_back = _is_closed(figure.where)
        groups = self._groups(figure.base)
        order: tuple[Order, ...] = ()
        where = [*figure.where, *self._conditions(figure.base, figure.when)]
        if groups and not isinstance(groups[0], Bucket):
            order = (Order(True, measure=0),)
        single = len(self._scoped(figure.base)) == 1 and not groups
        if single and figure.measure.function == "sum" and figure.measure.per is None and figure.measure.field:
            own = self._columns(figure.base, only=[figure.measure.field])
            return RecordStep(RecordQuery(figure.base, tuple(where), select=own), "fact", self._about())
        query = RecordQuery(
            figure.base,
            tuple(where),
            measures=(figure.measure,),
            group_by=tuple(groups),
            order=order,
            metric=figure.metric,
        )
        return RecordStep(query, "figure", self._about())

    def _groups(self, base: str) -> list[FieldRef | Bucket]:
        """What a figure is broken down by: after "by", "per", "for each"; several joined by "and"."""
        groups: list[FieldRef | Bucket] = []
        markers = [one for one in self.tagged.mentions if one.kind == "marker" and one.meaning in ("by", "per")]
        for marker in markers:
            place = marker.last
            while place < len(self.tagged.tokens):
                found = self._group_at(base, place)
                if found is None:
                    break
                mention, group = found
                groups.append(group)
                self._take(marker, mention, *(self._same_span(mention) if mention.kind != "marker" else ()))
                place = mention.last
                if place < len(self.tagged.tokens) and self.tagged.tokens[place].key in ("and", ",", "&"):
                    place += 1
                    continue
                break
        which = self.tagged.marker("which", "what")
        if not groups and which is not None:
            found = self._group_at(base, which.last)
            if found is not None and found[0].kind == "attribute":
                groups.append(found[1])
                self._take(found[0], *self._same_span(found[0]))
        return groups

    def _group_at(self, base: str, place: int) -> tuple[Mention, FieldRef | Bucket] | None:
        tokens = self.tagged.tokens
        while (
            place < len(tokens)
            and tokens[place].key in ("the", "each", "our", "their", "account", "deal")
            and any(one.first == place + 1 and one.kind in ("attribute", "noun") for one in self.tagged.mentions)
        ):
            self.clause.used.add(place)
            place += 1
        if place >= len(tokens):
            return None
        if tokens[place].stem in ("month", "quarter", "year"):
            when = ENTITIES[base].when
            if when is not None:
                unit = tokens[place].stem
                return Mention(place, place + 1, "marker", unit), Bucket(FieldRef((), when), unit)
        lead = next((one for one in self._free("value") if one.first == place), None)
        if lead is not None and any(one.first == lead.last and one.kind == "noun" for one in self._free()):
            inner = self._group_at(base, lead.last)
            if inner is not None and isinstance(inner[1], FieldRef):
                self.preferred[id(lead)] = self.catalog.table_at(base, inner[1].steps)
                return inner
        here = [one for one in self._free() if one.first == place]
        attributes = [
            one
            for one in here
            if one.kind == "attribute" and one.meaning.field.type not in (*NUMERIC, "date", "moment")
        ]
        if attributes:
            ref = self._best_path(base, [one.meaning for one in attributes])
            nouns = [one for one in here if one.kind == "noun" and self.catalog.path(base, one.meaning) is not None]
            if ref is not None and not (nouns and nouns[0].last > attributes[0].last):
                return attributes[0], ref
        for one in here:
            if one.kind == "noun":
                way = self.catalog.path(base, one.meaning)
                if way is not None:
                    return one, FieldRef(way, ENTITIES[one.meaning].title)
        return None

    # --- facts ------------------------------------------------------------------------------------------------------

    def _facts(self) -> list[RecordStep]:
        """Fields of rows that the clause names: `industry and owner of Halden`, `who is the champion there`."""
        if not self.names:
            return []
        if self.tagged.marker("which") is not None and any(self._is_noun(one) for one in self._free()):
            return []
        if self.tagged.marker("subsidiaries", "reports") is not None:
            return []
        roles = self._roles()
        if roles:
            return roles
        requested = self._requested()
        deals = [one for one in self._free("noun") if one.meaning == "opportunities"]
        if not requested and self.tagged.marker("size") is not None and deals:
            amount = self._columns("opportunities", only=[FieldRef((), "amount")])
            return [
                RecordStep(
                    RecordQuery("opportunities", tuple(self._conditions("opportunities")), amount),
                    "fact",
                    self._about(),
                )
            ]
        if not requested and self.tagged.marker("size") is not None and self._scoped("accounts"):
            size = tuple(FieldRef((), name) for name in ("employees", "revenue"))
            query = RecordQuery(
                "accounts", tuple(self._conditions("accounts")), select=self._columns("accounts", only=size)
            )
            return [RecordStep(query, "fact", self._about())]
        if not requested:
            return []
        noun = self._head_noun(after=0)
        base_hint = self._table_of(noun) if noun is not None else None
        by_base: dict[str, list[FieldRef]] = {}
        for mention, options in requested:
            base, ref = self._fact_base(options, base_hint)
            if base is None or ref is None:
                continue
            self._take(mention, *self._same_span(mention))
            by_base.setdefault(base, []).append(ref)
        steps = []
        for base, refs in by_base.items():
            where = self._conditions(base)
            where += self._still_to_come(base, refs, where)
            shape: Shape = "fact" if base == base_hint or self._scoped(base) or base_hint is None else "list"
            order = self._natural_order(base)
            query = RecordQuery(base, tuple(where), select=self._columns(base, only=refs), order=order)
            steps.append(RecordStep(query, shape, self._about()))
        return steps

    def _still_to_come(self, base: str, refs: Sequence[FieldRef], where: Sequence[Condition]) -> list[Condition]:
        """`when does it renew`, `when is it supposed to close`: what is over is not asked for."""
        dated = any(isinstance(one, During) for one in where)
        if base == "contracts" and FieldRef((), "renewal_date") in refs and not dated:
            return [During(FieldRef((), "renewal_date"), self.clause.today, None)]
        expected = any(token.key in ("supposed", "expected", "due", "scheduled") for token in self.tagged.tokens)
        stated = any(isinstance(one, Compare) and one.ref.name == "status" for one in where)
        if base == "opportunities" and FieldRef((), "close_date") in refs and expected and not stated:
            return [Compare(FieldRef((), "status"), "eq", ("open",))]
        return []

    def _requested(self) -> list[tuple[Mention, list[Attribute]]]:
        """Fields asked for by name, each with the tables it could be of; fields that a comparison or a value of
        their own follows are conditions, not wishes."""
        found: dict[tuple[int, int], tuple[Mention, list[Attribute]]] = {}
        comparisons = [one for one in self.tagged.mentions if one.kind == "comparison"]
        owners = any(entries and entries[0].table == "people" for _, entries in self.names)
        for one in self._free("attribute"):
            if any(0 <= other.first - one.last <= 1 or 0 <= one.first - other.last <= 0 for other in comparisons):
                continue
            if (
                owners
                and one.meaning.field.table == "people"
                and one.meaning.ref.steps
                and not self.tagged.marker("who")
            ):
                continue
            if one.meaning.ref.steps and any(other.kind == "noun" for other in self._same_span(one)):
                continue  # "deals" are deals, though contracts have one each
            contacts = any(other.kind == "noun" and other.meaning == "contacts" for other in self.tagged.mentions)
            if contacts and _is_event(one.meaning):
                continue  # "contacts who opted out": which contacts, not when
            if self._follows_person(one) or self._renewal_deal(one) or self._just_negated(one):
                continue
            if not self._filled(one.meaning.table, note=True):
                continue
            found.setdefault((one.first, one.last), (one, []))[1].append(one.meaning)
        return list(found.values())

    def _follows_person(self, mention: Mention) -> bool:
        """`Anke's team`: whose team it is, not which team somebody is in."""
        if mention.meaning.ref.name not in ("team", "name") or self.tagged.tokens[mention.first].key not in (
            "team",
            "teams",
        ):
            return False
        return any(one is not None and one.last == mention.first for one, _ in self.names)

    def _renewal_deal(self, mention: Mention) -> bool:
        """`when is the Aldergate renewal supposed to close`: what closes is a deal, not the contract's date."""
        if mention.meaning.ref.name != "renewal_date":
            return False
        typed = any(
            value.table == "opportunities"
            for one in self._same_span(mention)
            if one.kind == "value"
            for value in one.meaning
        )
        deal = [
            one
            for one in self._free("attribute")
            if one.meaning.table == "opportunities"
            and one.meaning.ref.name in ("close_date", "stage", "amount", "probability")
        ]
        return typed and bool(deal)

    def _fact_base(self, options: list[Attribute], hint: str | None) -> tuple[str, FieldRef] | tuple[None, None]:
        named = [entry.table for _, entries in self.names for entry in entries]
        tables: list[str] = [hint, *named] if hint else named
        for table in tables:
            for one in options:
                if one.table == table:
                    return one.table, one.ref
        for one in options:
            if any(self._reaches(one.table, table) for table in named):
                return one.table, one.ref
        for table in tables:
            ref = self._best_path(table, options)
            if ref is not None:
                return table, ref
        return None, None

    def _reaches(self, base: str, table: str) -> bool:
        return base == table or self.catalog.path(base, table) is not None

    def _roles(self) -> list[RecordStep]:
        """`who is the champion at Halden`, `economic buyer on the renewal`: contacts by their part in a deal."""
        roles = [one for one in self._free("value") if any(value.table == "deal_roles" for value in one.meaning)]
        around = ("people", "contacts", "opportunities", "deal_roles", "contracts")
        nouns = [one for one in self._free() if one.kind == "noun" and one.meaning not in around]
        if roles and not nouns and self._filled("deal_roles"):
            where = self._conditions("deal_roles")
            refs = [FieldRef(("contact",), "name"), FieldRef((), "role"), FieldRef(("contact",), "title")]
            refs += [FieldRef(("opportunity",), "name"), FieldRef(("contact",), "left_at")]
            order = (
                Order(True, FieldRef(("contact",), "left_at"), empty_first=True),
                Order(False, FieldRef(("opportunity",), "status")),
                Order(True, FieldRef(("opportunity",), "created_at")),
            )
            query = RecordQuery("deal_roles", tuple(where), select=tuple(refs), order=order)
            return [RecordStep(query, "fact", self._about())]
        return []

    def profile(self) -> RecordStep | None:
        """The main facts of the one row that is named, for a question that names nothing else."""
        for table in ("accounts", "contacts", "people", "products", "campaigns", "opportunities"):
            entries = self._scoped(table)
            if entries:
                where = (Among((), tuple(one.id for one in entries)),)
                return RecordStep(RecordQuery(table, where, select=self._columns(table)), "profile", self._about())
        return None

    # --- lists ------------------------------------------------------------------------------------------------------

    def _listing(self) -> RecordStep | None:
        head = self._list_head()
        if head is None:
            return None
        base = self._table_of(head)
        assert base is not None
        if not self._filled(base):
            return None
        if head.kind == "noun":
            self._take(head)
        grouped = self._distinct(base)
        if grouped is not None:
            return grouped
        extra = self._extra_columns(base)
        asked = self._yes_no(base) or ("who" if self.tagged.marker("who") is not None and self.names else None)
        where = self._conditions(base)
        if not where and head.kind == "value":
            return None
        told = [one.ref for one in where if isinstance(one, Compare | During) and self._worth_showing(base, one.ref)]
        select = self._columns(base, extra=[*extra, *told])
        query = RecordQuery(base, tuple(where), select=select, order=self._natural_order(base))
        return RecordStep(query, asked or "list", self._about())

    def _worth_showing(self, base: str, ref: FieldRef) -> bool:
        return self.catalog.resolve(base, ref).type in (*NUMERIC, "date", "moment", "boolean")

    def _list_head(self) -> Mention | None:
        if self.tagged.marker("subsidiaries") is not None and self._scoped("accounts"):
            return Mention(0, 0, "noun", "accounts")
        if self.tagged.marker("reports") is not None and self._scoped("people"):
            return Mention(0, 0, "noun", "people")
        nouns = [one for one in self._free() if self._is_noun(one)]
        members = any(token.key in ("team", "teams", "crew") for token in self.tagged.tokens)
        if members and not nouns and self._scoped("people") and self.tagged.marker("who") is not None:
            return Mention(0, 0, "noun", "people")
        which = self.tagged.marker("which", "what")
        if which is not None:
            after = [one for one in nouns if one.first >= which.last]
            nouns = after or nouns
        nouns = [
            one
            for one in nouns
            if one.kind == "noun" or not any(other.kind == "noun" for other in self._same_span(one))
        ]
        plain = [one for one in nouns if self._filled(str(self._table_of(one)), note=False) and self._stands_alone(one)]
        missing = [one for one in plain if self._just_negated(one)]
        lacking = str(self._table_of(missing[0])) if missing and len(missing) == len(plain) else "accounts"
        if lacking != "accounts" and self._belongs(lacking, "accounts"):
            return Mention(0, 0, "noun", "accounts")
        if plain:
            first = plain[0]
            if (
                first.kind == "noun"
                and first.meaning == "people"
                and len(plain) > 1
                and self.tagged.marker("who") is None
                and which is None
            ):
                return plain[1]
            return first
        for one in self._free("noun"):
            self._filled(one.meaning)
        if nouns:
            return nouns[0]
        outcome = next((one for one in self._free("value") if _is_outcome(one)), None)
        if outcome is not None and self._filled("opportunities", note=False):
            return Mention(outcome.first, outcome.first, "noun", "opportunities")
        who = self.tagged.marker("who")
        titles = [one for one in self._free("value") if any(v.table in ("contacts", "deal_roles") for v in one.meaning)]
        if who is not None and self._scoped("accounts") and titles:
            table = "contacts" if any(v.table == "contacts" for v in titles[0].meaning) else "deal_roles"
            return Mention(titles[0].first, titles[0].first, "noun", table)
        if who is not None and (self._free("attribute") or self._free("value")) and not self.names:
            return Mention(who.first, who.last, "noun", "accounts")
        if self.tagged.marker("overdue") is not None:
            return Mention(0, 0, "noun", "opportunities")
        if (who is not None or self.tagged.marker("where")) and self.tagged.of("comparison"):
            return Mention(0, 0, "noun", "accounts")
        dated = [
            one.meaning.table
            for one in self._free("attribute")
            if one.meaning.field.type == "date"
            and not one.meaning.ref.steps
            and self._filled(one.meaning.table, note=False)
        ]
        if dated and self.tagged.of("period") and not self.names:
            return Mention(0, 0, "noun", dated[0])
        return self._head_of_value() if self.names else None

    def _head_of_value(self) -> Mention | None:
        """`what does Anke's team have in commit`: the table whose field holds the value."""
        for one in self._free("value"):
            for table in ("opportunities", "accounts", "contracts", "technographics", "contacts", "support_cases"):
                if any(value.table == table for value in one.meaning) and self._filled(table, note=False):
                    return Mention(one.first, one.first, "noun", table)
        return None

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether a value is used as a noun ("customers", "meetings") and not before one ("customer accounts")."""
        if mention.kind == "noun":
            return True
        token = self.tagged.tokens[mention.last - 1]
        following = [one for one in self.tagged.mentions if one.first == mention.last]
        return token.key != token.stem or not any(one.kind in ("noun", "value", "attribute") for one in following)

    def _just_negated(self, mention: Mention) -> bool:
        return any(
            one.kind == "marker" and one.meaning in ("without", "nobody") and 0 <= mention.first - one.last <= 2
            for one in self.tagged.mentions
        )

    def _distinct(self, base: str) -> RecordStep | None:
        """`which industries are we in`: the values of a field, with how many rows each."""
        which = self.tagged.marker("which", "what")
        if which is None:
            return None
        found = self._group_at(base, which.last)
        if found is None or found[0].kind != "attribute":
            return None
        self._take(found[0], *self._same_span(found[0]))
        where = self._conditions(base)
        measure = Measure("count", f"number of {ENTITIES[base].plural}")
        query = RecordQuery(
            base,
            tuple(where),
            measures=(measure,),
            group_by=(found[1],),
            order=(Order(True, measure=0),),
            skip_empty_groups=True,
        )
        return RecordStep(query, "figure", self._about())

    def _extra_columns(self, base: str) -> list[FieldRef]:
        """`accounts with their industry and owner`: fields to show beside the usual ones."""
        extra = []
        comparisons = [one for one in self.tagged.mentions if one.kind in ("comparison", "period")]
        for one in self._free("attribute"):
            if one.meaning.field.type == "boolean" or any(0 <= other.first - one.last <= 1 for other in comparisons):
                continue
            if self._negated(one) or self._owner_of_name(one):
                continue
            before = self.tagged.tokens[one.first - 1].key if one.first else ""
            if before in (
                "their",
                "its",
                "the",
                "and",
                ",",
                "with",
                "show",
                "including",
                "plus",
                "list",
                "by",
                "per",
                "give",
            ) or (one.first == 0):
                ref = self._best_path(base, [one.meaning])
                if ref is not None:
                    extra.append(ref)
                    self._take(one, *self._same_span(one))
        return extra

    def _owner_of_name(self, mention: Mention) -> bool:
        """`marketer is Ana`: the relation says in which part a person is meant."""
        return bool(mention.meaning.ref.steps) and bool(self._scoped("people"))

    def _yes_no(self, base: str) -> Shape | None:
        first = self.tagged.tokens[0].key if self.tagged.tokens else ""
        asks = first in (
            "is",
            "are",
            "does",
            "do",
            "did",
            "has",
            "have",
            "was",
            "were",
            "any",
            "anything",
            "isnt",
            "arent",
        )
        return "yesno" if asks else None

    def _natural_order(self, base: str) -> tuple[Order, ...]:
        when = ENTITIES[base].when
        if when is None:
            return (Order(False, FieldRef((), "name")),) if ENTITIES[base].title == "name" else ()
        descending = base not in ("opportunities", "contracts", "consents")
        return (Order(descending, FieldRef((), when)),)

    def _columns(
        self, base: str, *, only: Sequence[FieldRef] = (), extra: Sequence[FieldRef | None] = ()
    ) -> tuple[FieldRef, ...]:
        """The columns of a list: the row's name first, then what was asked for; a currency follows its amount."""
        entity = ENTITIES[base]
        usual = [ref for ref in entity.shows if self._known(base, ref)]
        if only:
            head = [usual[0]] if usual else []
            if base not in ("accounts", "contacts", "people", "products", "campaigns"):
                head = [ref for ref in usual if ref.name in ("name", "subject", entity.title)][:3]
            usual = [*head, *only]
        chosen = list(dict.fromkeys([*usual, *(ref for ref in extra if ref is not None)]))
        for ref in list(chosen):
            field = self.catalog.resolve(base, ref)
            currency = FieldRef(ref.steps, "currency")
            known = (field.table, "currency") in self.catalog.fields
            if field.type == "money" and not field.custom and known and currency not in chosen:
                chosen.insert(chosen.index(ref) + 1, currency)
        return tuple(chosen)

    def _known(self, base: str, ref: FieldRef) -> bool:
        table = base
        for step in ref.steps:
            if (table, step) not in self.catalog.used:
                return False
            table = RELATIONS[(table, step)].target
        return True

    # --- nouns ------------------------------------------------------------------------------------------------------

    def _is_noun(self, mention: Mention) -> bool:
        return self._table_of(mention) is not None

    def _table_of(self, mention: Mention) -> str | None:
        """The table a mention stands for: a noun's own; "meetings" stands for activities, "customers" for accounts."""
        if mention.kind == "noun":
            return str(mention.meaning)
        if mention.kind == "value":
            for value in mention.meaning:
                table = _STANDS_FOR.get((value.table, value.field))
                if table is not None:
                    return table
        return None

    def _head_noun(self, after: int) -> Mention | None:
        candidates = [one for one in self._free() if one.first >= after and self._is_noun(one)]
        nouns = [one for one in candidates if one.kind == "noun"]
        return next(iter(nouns or candidates), None)

    def _filled(self, table: str, *, note: bool = True) -> bool:
        """Whether the store holds any row of a table; a question about an empty one cannot be answered by zero."""
        if table in self.clause.lexicon.filled:
            return True
        if note and table not in self.clause.empty_tables:
            self.clause.empty_tables.append(table)
        return False

    # --- conditions -------------------------------------------------------------------------------------------------

    def _conditions(
        self, base: str, when: FieldRef | None = None, *, first: int = 0, last: int | None = None
    ) -> list[Condition]:
        """Every mention between tokens `first` and `last` that has no part yet, as conditions on `base`."""
        end = len(self.tagged.tokens) if last is None else last
        where: list[Condition] = []
        if first == 0:
            where += self._name_conditions(base)
        for anchor in self._anchors(base, first, end):
            where.append(self._related(base, anchor, end))
        while self.absent:
            way = self.absent.pop()
            where.append(Compare(FieldRef(way, ENTITIES[self.catalog.table_at(base, way)].title), "empty"))
        if self.tagged.marker("pushed") is None:
            where += self._own_conditions(base, first, end, when)
            where += self._stated_by_marker(base, where)
        else:
            where += self._stated_by_marker(base, where)
            where += self._own_conditions(base, first, end, when)
        if base == "activities" and not any(isinstance(one, During) for one in where):
            where.append(During(FieldRef((), "occurred_at"), None, self.clause.today + dt.timedelta(days=1)))
        return where

    def _stated_by_marker(self, base: str, where: Sequence[Condition]) -> list[Condition]:
        """Conditions that a single word stands for: overdue, upcoming, gone quiet, running."""
        found: list[Condition] = []
        today = self.clause.today
        tomorrow = today + dt.timedelta(days=1)
        entity = ENTITIES[base]
        if self.tagged.marker("overdue") is not None and base == "opportunities":
            found += [Compare(FieldRef((), "status"), "eq", ("open",)), During(FieldRef((), "close_date"), None, today)]
        ahead = self.tagged.marker("ahead")
        if ahead is not None and entity.when is not None:
            found.append(During(FieldRef((), entity.when), tomorrow if base == "activities" else today, None))
        if self.tagged.marker("pushed") is not None and base == "opportunities" and self._filled("opportunity_changes"):
            self._take(*[one for one in self._free("attribute") if one.meaning.ref.name == "close_date"])
            changed: list[Condition] = [Compare(FieldRef((), "field"), "eq", ("close_date",))]
            for one in self._free("period"):
                self._take(one)
                changed.append(During(FieldRef((), "changed_at"), one.meaning.start, one.meaning.end))
            found.append(Related("opportunity_changes", tuple(changed)))
        if self.tagged.marker("silent") is not None and not any(isinstance(one, Related) for one in where):
            since = During(FieldRef((), "occurred_at"), today - dt.timedelta(days=30), tomorrow)
            found.append(Related("activities", (since,), "eq", 0))
        running = [place for place, token in enumerate(self.tagged.tokens) if token.key in _RUNNING]
        stated = [
            value for words in _RUNNING for value in self.clause.lexicon.values.get((words,), ()) if value.table == base
        ]
        if running and base in ("contracts", "campaigns", "support_cases") and stated:
            self.clause.used |= set(running)
            found.append(Compare(FieldRef((), stated[0].field), "eq", (stated[0].value,)))
        elif running and (base, "end_date") in self.catalog.fields:
            self.clause.used |= set(running)
            open_end = AnyOf(
                (Compare(FieldRef((), "end_date"), "empty"), During(FieldRef((), "end_date"), today, None))
            )
            found += [During(FieldRef((), "start_date"), None, tomorrow), open_end]
        return found

    def _name_conditions(self, base: str) -> list[Condition]:
        where = []
        for mention, entries in self.names:
            condition = self._name_condition(base, mention, entries)
            if condition is not None:
                where.append(condition)
        return where

    def _name_condition(self, base: str, mention: Mention | None, entries: tuple[Named, ...]) -> Condition | None:
        table = entries[0].table
        ids = tuple(one.id for one in entries)
        if table == "people":
            return self._person_condition(base, mention, ids)
        if base == "accounts" == table and self.tagged.marker("subsidiaries") is not None:
            return Among(("parent",), ids)
        way = self.catalog.path(base, table)
        if way is not None:
            return Among(way, ids)
        for bridge in (table, *_BRIDGES):
            inner = self.catalog.path(bridge, table)
            if inner is not None and bridge in self.clause.lexicon.filled and self._belongs(bridge, base):
                return Related(bridge, (Among(inner, ids),))
        return None

    def _belongs(self, inner: str, outer: str) -> bool:
        if self.catalog.path(inner, outer):
            return True
        ours, theirs = self.catalog.path(outer, "accounts"), self.catalog.path(inner, "accounts")
        return ours is not None and theirs is not None

    def _person_condition(self, base: str, mention: Mention | None, ids: tuple[int, ...]) -> Condition | None:
        team = self._team_word(mention)
        part = self._relation_word(base)
        if base == "people" and not team:
            return Among((), ids)
        ways = [part] if part is not None else self.catalog.paths(base, "people")
        if base == "people":
            ways = [()]
        if not ways:
            for bridge in _BRIDGES:
                inner = self.catalog.path(bridge, "people")
                if inner is not None and bridge in self.clause.lexicon.filled and self._belongs(bridge, base):
                    return Related(bridge, (Among(inner, ids),))
            return None
        if team:
            ways = [(*way, "manager") for way in ways]
        conditions: tuple[Condition, ...] = tuple(Among(way, ids) for way in ways)
        return conditions[0] if len(conditions) == 1 else AnyOf(conditions)

    def _team_word(self, mention: Mention | None) -> bool:
        """`Dana's team`: the people who report to her."""
        if self.tagged.marker("reports") is not None:
            return True
        places = range(mention.last, mention.last + 2) if mention is not None else range(len(self.tagged.tokens))
        for place in places:
            if place < len(self.tagged.tokens) and self.tagged.tokens[place].key in _TEAM:
                self.clause.used.add(place)
                return True
        return False

    def _relation_word(self, base: str) -> tuple[str, ...] | None:
        for one in self._free("attribute"):
            attribute: Attribute = one.meaning
            if attribute.ref.steps and attribute.field.table == "people":
                if (base, attribute.ref.steps[0]) in self.catalog.used:  # "deals owned by": the deal's owner
                    self._take(one, *self._same_span(one))
                    return attribute.ref.steps[:1]
                way = self.catalog.path(base, attribute.table)
                if way is not None:
                    self._take(one, *self._same_span(one))
                    return (*way, *attribute.ref.steps)
        return None

    def _anchors(self, base: str, first: int, last: int) -> list[Mention]:
        """Mentions of tables whose rows belong to base rows: "with open opportunities", "without any activity"."""
        anchors: dict[int, Mention] = {}
        for one in self._free():
            table = self._table_of(one)
            if table is None and base in ("people", "accounts", "products", "contacts") and one.kind == "value":
                deals = any(other.kind == "noun" and other.meaning == "opportunities" for other in self.tagged.mentions)
                table = "opportunities" if not deals and _is_outcome(one) and self._just_negated(one) else None
            if table is None or not first <= one.first < last:
                continue
            if table == base:
                if one.kind == "noun":
                    self._take(one)
                continue
            if one.kind == "value" and any(self._reaches(base, value.table) for value in one.meaning):
                continue
            if self.catalog.path(base, table) is not None and not self.catalog.path(table, base):
                if one.kind == "noun":
                    if self._just_negated(one) and self._negated(one):
                        self.absent.append(self.catalog.path(base, table) or ())
                    self._take(one)  # "deals at healthcare accounts": only a bridge to its own conditions
                continue
            if self._belongs(table, base) and self._filled(table):
                anchors.setdefault(one.first, one)
        return [anchors[place] for place in sorted(anchors)]

    def _related(self, base: str, anchor: Mention, end: int) -> Related:
        table = self._table_of(anchor) or "opportunities"
        by_account = base == "opportunities" and any(
            token.stem in ("account", "company") for token in self.tagged.tokens
        )
        others = [one.first for one in self._anchors(base, 0, end) if one.first > anchor.first]
        start = self._extent_start(anchor)
        stop = min([self._extent_start_at(place) for place in others] or [end])
        if anchor.kind == "noun":
            self._take(anchor)
        negated = self._negated(anchor)
        self.negations.discard((anchor.first, anchor.last))  # the row is missing, its value is meant as it stands
        count = self._count_before(anchor)
        where = self._own_conditions(table, start, stop, None, strict=True)
        if table == "activities" and not any(isinstance(one, During) for one in where):
            where.append(During(FieldRef((), "occurred_at"), None, self.clause.today + dt.timedelta(days=1)))
        if negated:
            return Related(table, tuple(where), "eq", 0, by_account)
        if count is not None:
            op = count.op if count.op != "between" else "ge"
            return Related(table, tuple(where), op, int(count.value), by_account)
        return Related(table, tuple(where), by_account=by_account)

    def _extent_start(self, anchor: Mention) -> int:
        return self._extent_start_at(anchor.first)

    def _extent_start_at(self, place: int) -> int:
        """Where the part of the clause around the noun at `place` begins: its nearest marker before it."""
        before = [
            one.first
            for one in self.tagged.mentions
            if one.kind == "marker" and one.meaning in ("with", "without", "nobody", "not", "who") and one.last <= place
        ]
        joined = [
            at + 1
            for at, token in enumerate(self.tagged.tokens[:place])
            if token.key in ("and", "but", "yet") and at < place
        ]
        near = [one for one in (*before, *joined) if place - one <= 6]
        return max(near, default=max(0, place - 2))

    def _count_before(self, anchor: Mention) -> Comparing | None:
        for one in self._free("comparison"):
            if 0 <= anchor.first - one.last <= 2 and one.meaning.currency is None and one.meaning.value < 1000:
                self._take(one)
                return one.meaning  # type: ignore[no-any-return]
        return None

    def _negated(self, mention: Mention) -> bool:
        """Whether a word of negation belongs to a mention; it belongs to no other then."""
        span = (mention.first, mention.last)
        if span not in self.negations and self._denied(mention):
            self.negations.add(span)
        return span in self.negations

    def _denied(self, mention: Mention) -> bool:
        """Whether "without", "no", "not", "nobody" stands before, with no other noun between."""
        for one in reversed(self.tagged.mentions):
            if one.kind != "marker" or one.meaning not in ("without", "nobody", "not") or one.last > mention.first:
                continue
            if id(one) in self.taken:
                return False  # it already says what is missing: "no open deal" is not "deals that are not open"
            between = [
                other
                for other in self.tagged.mentions
                if one.last <= other.first < mention.first
                and other.kind in ("noun", "attribute", "name")
                and other.first > one.first
                and (other.first, other.last) != (mention.first, mention.last)
            ]
            if mention.first - one.last <= 5 and not between:
                self._take(one)
                return True
            return False
        return False

    def _own_conditions(
        self, table: str, first: int, last: int, when: FieldRef | None, *, strict: bool = False
    ) -> list[Condition]:
        """Conditions of mentions between two tokens. `strict` takes only what is a field of `table` itself."""
        where: list[Condition] = []
        inside = [one for one in self._free() if first <= one.first < last]
        where += self._compared(table, inside, strict)
        where += self._valued(table, [one for one in inside if id(one) not in self.taken], strict)
        where += self._flagged(table, [one for one in inside if id(one) not in self.taken], strict)
        where += self._dated(table, [one for one in inside if id(one) not in self.taken], when, where)
        if table == "opportunities" and self._due(where):
            where.append(Compare(FieldRef((), "status"), "eq", ("open",)))
        if self.newly:
            where = [one for one in where if not (isinstance(one, Compare) and one.ref.name == "type")]
        return where

    def _ref_of(self, table: str, attributes: Sequence[Attribute], strict: bool) -> FieldRef | None:
        own = [one for one in attributes if one.table == table]
        if own:
            return own[0].ref
        return None if strict else self._best_path(table, attributes)

    def _compared(self, table: str, inside: list[Mention], strict: bool) -> list[Condition]:
        where: list[Condition] = []
        for one in inside:
            if one.kind != "comparison" or id(one) in self.taken:
                continue
            comparing: Comparing = one.meaning
            near = self._field_near(table, one, inside, strict)
            if near is not None:
                ref = near
            elif ENTITIES[table].measure and self._measure_fits(table, comparing):
                ref = FieldRef((), ENTITIES[table].measure or "")
            else:
                continue
            self._take(one)
            where += _bounds(ref, comparing, self.catalog.resolve(table, ref).type)
            if comparing.currency and (self.catalog.table_at(table, ref.steps), "currency") in self.catalog.fields:
                where.append(Compare(FieldRef(ref.steps, "currency"), "eq", (comparing.currency,)))
        return where

    def _measure_fits(self, table: str, comparing: Comparing) -> bool:
        return comparing.currency is not None or comparing.value >= 1000 or table in ("intent_signals",)

    def _field_near(self, table: str, comparison: Mention, inside: list[Mention], strict: bool) -> FieldRef | None:
        """The numeric field a comparison is about: just before it ("revenue over 5m") or after ("1,000 employees")."""
        numeric = [one for one in inside if one.kind == "attribute" and one.meaning.field.type in NUMERIC]
        numeric = [one for one in numeric if id(one) not in self.taken]
        after = [one for one in numeric if 0 <= one.first - comparison.last <= 1]
        before = [one for one in numeric if 0 <= comparison.first - one.last <= 3]
        for group in (after, before[::-1]):
            if not group:
                continue
            place = group[0].first
            same = [one for one in group if one.first == place]
            ref = self._ref_of(table, [one.meaning for one in same], strict)
            if ref is not None:
                self._take(*same)
                return ref
        return None

    def _valued(self, table: str, inside: list[Mention], strict: bool) -> list[Condition]:
        """Values as conditions: those of one field together mean any of them."""
        chosen: dict[FieldRef, list[str]] = {}
        refused: dict[FieldRef, list[str]] = {}
        related: list[Condition] = []
        for one in sorted(inside, key=self._value_order):
            if one.kind != "value" or any(place in self.clause.used for place in range(one.first, one.last)):
                continue
            if self._absent_field(one):
                continue
            found = self._value_ref(table, one, strict)
            if found is None:
                if strict:
                    continue
                bridged = self._value_related(table, one)
                if bridged is not None:
                    self._take(one)
                    related.append(bridged)
                continue
            ref, values = found
            target = refused if self._negated(one) else chosen
            target.setdefault(ref, []).extend(values)
            self._take(one, *(other for other in self._same_span(one) if other.kind != "comparison"))
            self._take_field_word(one, ref)
        where: list[Condition] = []
        for ref, values in chosen.items():
            where.append(_one_of(ref, values, "eq"))
        for ref, values in refused.items():
            where.append(_one_of(ref, values, "ne"))
        return [*where, *related]

    def _value_order(self, mention: Mention) -> tuple[int, int]:
        """Left to right; of two readings of the same words the field that people mean first."""
        return mention.first, self._value_rank(mention.meaning[0]) if mention.kind == "value" else 0

    def _absent_field(self, mention: Mention) -> bool:
        """`no competitor on them`: the field called so is empty, though some other field has a value of that word."""
        named = [one for one in self._same_span(mention) if one.kind == "attribute" and one.meaning.field.custom]
        return bool(named) and self._just_negated(mention)

    def _take_field_word(self, mention: Mention, ref: FieldRef) -> None:
        """`stage Negotiation`, `the healthcare industry`: the field's own name beside its value says nothing new."""
        for one in self._free("attribute"):
            near = 0 <= one.first - mention.last <= 1 or 0 <= mention.first - one.last <= 1
            if near and one.meaning.ref.name == ref.name:
                self._take(one, *self._same_span(one))

    def _value_ref(self, table: str, mention: Mention, strict: bool) -> tuple[FieldRef, list[str]] | None:
        best: tuple[int, FieldRef, list[str]] | None = None
        for value in mention.meaning:
            source, name = value.table, value.field
            if source == "list_memberships" and name == "tier":
                source, name = "accounts", "tier"
            if source == table:
                way: tuple[str, ...] | None = ()
            elif strict:
                way = None
            else:
                way = self.catalog.path(table, source)
            if way is None or len(way) > 2:
                continue
            ref = FieldRef(way, name)
            rank = len(way) * 10 + self._value_rank(value)
            if self.preferred.get(id(mention)) == value.table:
                rank = -1
            if best is None or rank < best[0]:
                best = (rank, ref, [value.value])
            elif rank == best[0] and ref == best[1]:
                best[2].append(value.value)
        return (best[1], best[2]) if best is not None else None

    def _value_rank(self, value: Value) -> int:
        """Of equal values in several fields of a row, the field that people mean."""
        order = ("status", "type", "lifecycle", "industry", "role", "channel", "country", "region", "stage", "source")
        return order.index(value.field) if value.field in order else 9

    def _value_related(self, table: str, mention: Mention) -> Condition | None:
        """A value of rows that belong to the base row: "accounts with a champion", "accounts using Ledgerline"."""
        for value in mention.meaning:
            if value.table in self.clause.lexicon.filled and self._belongs(value.table, table):
                inner = _one_of(FieldRef((), value.field), [value.value], "eq")
                if self._negated(mention):
                    return Related(value.table, (inner,), "eq", 0)
                return Related(value.table, (inner,))
        return None

    def _flagged(self, table: str, inside: list[Mention], strict: bool) -> list[Condition]:
        """Yes/no fields by their name ("iso certified"), and fields that are or are not filled ("no audit date")."""
        where: list[Condition] = []
        done: set[tuple[int, int]] = set()
        for one in inside:
            if one.kind != "attribute" or (one.first, one.last) in done:
                continue
            same = [other for other in inside if (other.first, other.last) == (one.first, one.last)]
            options = [other.meaning for other in same if other.kind == "attribute"]
            event = next((option for option in options if _is_event(option)), None)
            if event is not None and not self._negated(one) and not any(other.kind == "period" for other in inside):
                ref = self._ref_of(table, [event], strict)
                if ref is not None:
                    done.add((one.first, one.last))
                    self._take(*same)
                    where.append(Compare(ref, "filled"))
                    continue
            flags = [option for option in options if option.field.type == "boolean"]
            ref = self._ref_of(table, flags, strict) if flags else None
            if ref is not None:
                done.add((one.first, one.last))
                yes = not self._negated(one)
                self._take(*same)
                self._certified(one)
                where.append(Compare(ref, "eq" if yes else "ne", (True,)))
                continue
            if not self._negated(one):
                continue
            ref = self._ref_of(table, options, strict)
            if ref is not None:
                done.add((one.first, one.last))
                self._take(*same)
                where.append(Compare(ref, "empty"))
        return where

    def _certified(self, mention: Mention) -> None:
        for place in range(mention.last, min(mention.last + 2, len(self.tagged.tokens))):
            if self.tagged.tokens[place].key in (
                "certified",
                "certification",
                "enabled",
                "compliant",
                "ready",
                "certificate",
            ):
                self.clause.used.add(place)

    def _dated(
        self, table: str, inside: list[Mention], when: FieldRef | None, where: Sequence[Condition]
    ) -> list[Condition]:
        conditions: list[Condition] = []
        for one in inside:
            if one.kind != "period":
                continue
            years = self._year_near(table, one, inside)
            if years is not None:
                conditions += years
                continue
            ref = self._date_near(table, one, inside) or when
            if ref is None and table == "opportunities" and self._is_new(where):
                ref = FieldRef((), "created_at")  # "new since October" are those created since, of whatever type
                self.newly = True
            if ref is None and table != "targets":
                own = ENTITIES[table].when
                ref = FieldRef((), own) if own else None
            if ref is None and table != "targets":
                continue
            ref = ref or FieldRef((), "quarter")
            period: Period = one.meaning
            if table == "targets":
                self._take(one)
                conditions.append(Compare(FieldRef((), "quarter"), "eq", _quarters(period, self.clause.today)))
                continue
            past = (
                self.looks_back
                or ref.name in _LOOKS_BACK
                or _is_closed(where)
                or ref.name in ("founded", "start_date", "last_audit")
            )
            period = period.towards(past=past, today=self.clause.today)
            if ref.name in _LOOKS_BACK and self.tagged.marker("ahead") is None:
                period = _until_today(period, self.clause.today)
            self._take(one)
            conditions.append(During(ref, period.start, period.end))
        return conditions

    def _year_near(self, table: str, period: Mention, inside: list[Mention]) -> list[Condition] | None:
        """`founded after 2010`: a year kept as a number."""
        near = [
            one
            for one in inside
            if one.kind == "attribute"
            and one.meaning.field.type in ("integer", "year")
            and (one.meaning.ref.name == "founded" or "year" in one.meaning.label.casefold())
            and abs(one.last - period.first) <= 2
        ]
        ref = self._ref_of(table, [one.meaning for one in near], strict=False) if near else None
        if ref is None:
            return None
        self._take(period, *near)
        told: Period = period.meaning
        start = [Compare(ref, "ge", (told.start.year,))] if told.start else []
        return [*start, *([Compare(ref, "lt", (told.end.year,))] if told.end else [])]

    def _due(self, where: Sequence[Condition]) -> bool:
        """`what's due to close by year end`: only what is open is due."""
        if not any(
            token.key in ("due", "closing", "expected", "supposed", "scheduled") for token in self.tagged.tokens
        ):
            return False
        ahead = any(
            isinstance(one, During)
            and one.ref.name == "close_date"
            and (one.end is None or one.end > self.clause.today)
            for one in where
        )
        return ahead and not any(isinstance(one, Compare) and one.ref.name == "status" for one in where)

    def _is_new(self, where: Sequence[Condition]) -> bool:
        return any(isinstance(one, Compare) and one.ref.name == "type" and one.values == ("new",) for one in where)

    def _date_near(self, table: str, period: Mention, inside: list[Mention]) -> FieldRef | None:
        """The date field that a period is about: "closing in December", "renewal date before March"."""
        dates = [
            one
            for one in inside
            if one.kind == "attribute" and one.meaning.field.type in ("date", "moment") and id(one) not in self.taken
        ]
        dates.sort(key=lambda one: abs(one.first - period.first))
        for one in dates:
            same = [other for other in dates if (other.first, other.last) == (one.first, one.last)]
            ref = self._ref_of(table, [other.meaning for other in same], strict=False)
            if ref is not None:
                self._take(*same)
                return ref
        return None

    def _about(self) -> str:
        return ", ".join(dict.fromkeys(entry.name for _, entries in self.names for entry in entries))


_TEAM = ("team", "teams", "reports", "crew", "guys", "folks", "people", "reps")
_RUNNING = ("running", "live", "active", "ongoing", "current")
_NUMBER_WORDS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}

_STANDS_FOR = {
    ("accounts", "lifecycle"): "accounts",
    ("activities", "channel"): "activities",
    ("deal_roles", "role"): "deal_roles",
    ("people", "role"): "people",
    ("opportunities", "type"): "opportunities",
    ("technographics", "technology"): "technographics",
    ("intent_signals", "topic"): "intent_signals",
}
"""Values that people use as nouns: "customers", "meetings", "champions", "renewals"."""


def _abbreviates(said: str, word: str) -> bool:
    """The word itself, its start, or its letters in order between the same ends: `mgmt` for `management`."""
    if word.startswith(said) or stem(word) == stem(said):
        return True
    if len(said) < 4 or len(word) <= len(said) or (said[0], said[-1]) != (word[0], word[-1]):
        return False
    letters = iter(word)
    return all(letter in letters for letter in said)


def _is_event(attribute: Attribute) -> bool:
    """A date whose being there says that something happened: opted out, left, review passed."""
    if attribute.field.type not in ("date", "moment"):
        return False
    return attribute.ref.name in ("opted_out_at", "left_at", "closed_at") or (
        attribute.field.custom and attribute.label.casefold().endswith(("ed", "passed", "done", "signed"))
    )


def _until_today(period: Period, today: dt.date) -> Period:
    """What was done this year is what was done so far: a planned meeting is none yet."""
    ongoing = period.end is None or today < period.end
    if period.start is None or period.start > today or not ongoing:
        return period
    return Period(period.start, today + dt.timedelta(days=1), period.said)


def _quarters(period: Period, today: dt.date) -> tuple[str, ...]:
    """The quarters that a period touches, as targets name them."""
    day = period.start or dt.date(today.year, 1, 1)
    end = period.end or today + dt.timedelta(days=1)
    found: list[str] = []
    while day < end and len(found) < 40:
        found.append(quarter_of(day))
        month = (day.month - 1) // 3 * 3 + 4
        day = dt.date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
    return tuple(found)


def _is_outcome(mention: Mention) -> bool:
    """`what did Pieter win`: the verb alone says that deals are meant."""
    return mention.kind == "value" and any(
        (value.table, value.field) == ("opportunities", "status") for value in mention.meaning
    )


def _bounds(ref: FieldRef, comparing: Comparing, kind: FieldType) -> list[Condition]:
    def number(value: float) -> float | int:
        return int(value) if kind == "integer" else value

    if comparing.op == "between":
        assert comparing.upper is not None
        return [Compare(ref, "ge", (number(comparing.value),)), Compare(ref, "le", (number(comparing.upper),))]
    return [Compare(ref, comparing.op, (number(comparing.value),))]


def _one_of(ref: FieldRef, values: Sequence[str], op: str) -> Condition:
    unique = tuple(dict.fromkeys(values))
    words = tuple(value.removeprefix("*") for value in unique if value.startswith("*"))
    whole = tuple(value for value in unique if not value.startswith("*"))
    if words and not whole:
        return Compare(ref, "contains", words)
    return Compare(ref, op, whole)


def _is_closed(where: Sequence[Condition]) -> bool:
    return any(
        isinstance(one, Compare) and one.ref.name == "status" and set(one.values) <= {"won", "lost"} and one.values
        for one in where
    )
