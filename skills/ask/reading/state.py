"""What is known of a clause at any point of its reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from skills.ask.reading.clause import Clause
from skills.ask.tagged import Mention, Tagged
from storage.catalog import Catalog
from storage.lexicon import Named
from storage.query import Condition


@dataclass
class Reading:
    """A clause while it is read: what its names mean, and which of its mentions have their part already."""

    clause: Clause
    taken: set[int] = field(default_factory=set)
    """ids of mentions that have their part"""
    names: list[tuple[Mention | None, tuple[Named, ...]]] = field(default_factory=list)
    """the rows that are named, by the first of the words that name them"""
    excluded: list[tuple[Mention | None, tuple[Named, ...]]] = field(default_factory=list)
    """the rows that are named to be left out (`not owned by Dana`)"""
    doers: list[tuple[Mention | None, tuple[Named, ...]]] = field(default_factory=list)
    """the colleagues who did what related rows tell of (`customers that Dana visited`)"""
    inside: dict[str, list[Condition]] = field(default_factory=dict)
    """by related table the names that are of its rows (`accounts with a contract for Quay Connect`)"""
    absent: list[tuple[str, ...]] = field(default_factory=list)
    """ways to rows that are not there (`deals without account`)"""
    negations: set[tuple[int, int]] = field(default_factory=set)
    preferred: dict[int, str] = field(default_factory=dict)
    """of a value's tables, the one that its place in the clause tells"""
    spoken_of: frozenset[str] = frozenset()
    """the tables of rows beside its own that the question before, on which the clause leans, speaks of"""
    looks_back: bool = False
    """whether the figure is about what is over"""
    with_renewals: bool = False
    """whether renewals are said to count too"""
    newly: bool = False
    """whether "new" says when a deal was created, not of which type it is"""

    @property
    def tagged(self) -> Tagged:
        return self.clause.tagged

    @property
    def catalog(self) -> Catalog:
        return self.clause.catalog

    def take(self, *mentions: Mention | None) -> None:
        for mention in mentions:
            if mention is not None:
                self.taken.add(id(mention))
                self.clause.use(mention)

    def free(self, kind: str | None = None) -> list[Mention]:
        return [
            one
            for one in self.tagged.mentions
            if id(one) not in self.taken
            and (kind is None or one.kind == kind)
            and not any(place in self.clause.used for place in range(one.first, one.last))
        ]

    def same_span(self, mention: Mention) -> list[Mention]:
        return [
            one
            for one in self.tagged.mentions
            if one is not mention and (one.first, one.last) == (mention.first, mention.last)
        ]

    def scoped(self, table: str) -> tuple[Named, ...]:
        return tuple(entry for _, entries in self.names for entry in entries if entry.table == table)

    def about(self) -> str:
        return ", ".join(dict.fromkeys(entry.name for _, entries in self.names for entry in entries))

    def filled(self, table: str, *, note: bool = True) -> bool:
        """Whether the store holds any row of a table; a question about an empty one cannot be answered by zero."""
        if table in self.clause.lexicon.filled:
            return True
        if note and table not in self.clause.empty_tables:
            self.clause.empty_tables.append(table)
        return False

    def negated(self, mention: Mention) -> bool:
        """Whether a word of negation belongs to a mention; it belongs to no other then."""
        span = (mention.first, mention.last)
        after = self.denial_after(mention) if span not in self.negations else None
        if after is not None:
            self.take(after, *[one for one in self.tagged.mentions if after.first <= one.first < after.last])
            self.negations.add(span)
        denial = self._denial_before(mention) if span not in self.negations else None
        if denial is not None:
            self.take(denial)
            self.negations.add(span)
        return span in self.negations

    def seems_negated(self, mention: Mention) -> bool:
        """Whether a word of negation may belong to a mention; it stays free to belong to another."""
        span = (mention.first, mention.last)
        return span in self.negations or bool(self.denial_after(mention) or self._denial_before(mention))

    def denial_after(self, mention: Mention) -> Mention | None:
        """The words after a mention that leave it out: `renewals left out`, `leave renewals out`, `renewals aside`."""
        tokens = self.tagged.tokens
        keys = [token.key for token in tokens[mention.last : mention.last + 2]]
        before = {token.key for token in tokens[max(0, mention.first - 2) : mention.first]}
        length = next((size for size in (2, 1) if tuple(keys[:size]) in _LEFT_OUT), 0)
        if not length and keys[:1] == ["out"] and before & _LEAVING:
            length = 1
        return Mention(mention.last, mention.last + length, "marker", "not") if length else None

    def _denial_before(self, mention: Mention) -> Mention | None:
        """The "without", "no", "not", "nobody" before, with no other noun between."""
        for one in reversed(self.tagged.mentions):
            if one.kind != "marker" or one.meaning not in ("without", "nobody", "not") or one.last > mention.first:
                continue
            if self._denies_kind(one, mention):
                return None  # "non-customers with open deals"
            if id(one) in self.taken:
                return None  # it already says what is missing: "no open deal" is not "deals that are not open"
            between = [
                other
                for other in self.tagged.mentions
                if one.last <= other.first < mention.first
                and other.kind in ("noun", "attribute", "name", *(("value",) if mention.kind == "attribute" else ()))
                and other.first > one.first
                and not (other.kind == "attribute" and any(same.kind == "value" for same in self.same_span(other)))
                and not (other.last == mention.first and _field_of(other, mention))
                and (other.first, other.last) != (mention.first, mention.last)
            ]
            return one if mention.first - one.last <= 5 and not between else None
        return None

    def _denies_kind(self, denial: Mention, mention: Mention) -> bool:
        """Whether a denial is that of a value right after it, and the mention is what such rows are with."""
        own = any(
            one.kind == "value" and one.first == denial.last and one is not mention for one in self.tagged.mentions
        )
        apart = (one.first for one in self.tagged.of("marker") if one.meaning == "with" and one.first > denial.last)
        return denial.meaning == "not" and own and any(place < mention.first for place in apart)

    def just_negated(self, mention: Mention) -> bool:
        return any(
            one.kind == "marker" and one.meaning in ("without", "nobody") and 0 <= mention.first - one.last <= 2
            for one in self.tagged.mentions
        )


def _field_of(attribute: Mention, value: Mention) -> bool:
    """`not cyber essentials certified`: the value's own field stands between it and its denial."""
    if attribute.kind != "attribute" or value.kind != "value":
        return False
    field = (attribute.meaning.field.table, attribute.meaning.field.name)
    return any((one.table, one.field) == field for one in value.meaning)


_LEFT_OUT = {
    ("aside",),
    ("excluded",),
    ("omitted",),
    ("ignored",),
    ("disregarded",),
    ("left", "out"),
    ("set", "aside"),
    ("put", "aside"),
    ("left", "aside"),
    ("kept", "out"),
    ("taken", "out"),
    ("not", "included"),
    ("not", "counted"),
}
_LEAVING = frozenset("leave leaving keep keeping take taking throw filter strip".split())
