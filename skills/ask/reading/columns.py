"""What a list or a fact shows, and in which order its rows come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.ask.mentions import Tagged
from skills.ask.reading.clause import Clause
from skills.ask.reading.fields import best_path, in_use
from skills.ask.reading.nouns import is_noun, table_of
from skills.ask.reading.state import Reading
from skills.ask.words import stem
from storage.catalog import ENTITIES, FieldRef
from storage.names import name_words
from storage.query import Order, RecordQuery


def columns(
    reading: Reading, base: str, *, only: Sequence[FieldRef] = (), extra: Sequence[FieldRef | None] = ()
) -> tuple[FieldRef, ...]:
    """The columns of a list: the row's name first, then what was asked for; a currency follows its amount."""
    entity = ENTITIES[base]
    usual = [ref for ref in entity.shows if in_use(reading, base, ref.steps)]
    if only:
        head = [usual[0]] if usual else []
        if base not in ("accounts", "contacts", "people", "products", "campaigns"):
            head = [ref for ref in usual if ref.name in ("name", "subject", entity.title)][:3]
        usual = [*head, *only]
    chosen = list(dict.fromkeys([*usual, *(ref for ref in extra if ref is not None)]))
    for ref in list(chosen):
        field = reading.catalog.resolve(base, ref)
        currency = FieldRef(ref.steps, "currency")
        known = (field.table, "currency") in reading.catalog.fields
        if field.type == "money" and not field.custom and known and currency not in chosen:
            chosen.insert(chosen.index(ref) + 1, currency)
    return tuple(chosen)


def natural_order(base: str) -> tuple[Order, ...]:
    when = ENTITIES[base].when
    if when is None:
        return (Order(False, FieldRef((), "name")),) if ENTITIES[base].title == "name" else ()
    descending = base not in ("opportunities", "contracts", "consents")
    return (Order(descending, FieldRef((), when)),)


_BETWEEN = frozenset("and , please their his her its the too also plus with name what whats is are".split())
_SIGNS = (",", "-", "–", "—", ":")


def columns_from(tagged: Tagged) -> int | None:
    """The token from which the end of a clause says what to show of the rows before: "open deals over 200k, account
    and value". None where it says nothing of the kind."""
    fields = {place for one in tagged.of("attribute") for place in range(one.first, one.last)}
    fields |= {place for one in tagged.of("noun") for place in range(one.first, one.last)}
    start = len(tagged.tokens)
    while start and (start - 1 in fields or tagged.tokens[start - 1].stem in _BETWEEN):
        start -= 1
    signs = [place for place, token in enumerate(tagged.tokens) if place >= start - 1 and token.key in _SIGNS]
    before = [one for one in tagged.mentions if signs and one.last <= signs[0]]
    one_deal = any(one.kind == "name" for one in before)  # "Havelbruck renewal - amount and close date"
    rows = any(
        one.kind == "comparison"
        or (is_noun(one) and not (one_deal and one.kind == "value" and table_of(one) == "opportunities"))
        for one in before
    )
    return signs[0] + 1 if rows and any(place > signs[0] for place in fields) else None


def only_columns(tagged: Tagged) -> bool:
    """`Account and fee, please`: a sentence that does nothing but name what to show of the rows before."""
    fields = {place for one in (*tagged.of("attribute"), *tagged.of("noun")) for place in range(one.first, one.last)}
    others = [token for place, token in enumerate(tagged.tokens) if place not in fields]
    return bool(tagged.of("attribute")) and all(one.stem in _BETWEEN or not one.key[:1].isalnum() for one in others)


def with_columns(query: RecordQuery, clause: Clause) -> RecordQuery | None:
    """The query with the fields that a clause names shown too; None where one of them belongs to other rows."""
    reading = Reading(clause)
    shown: list[FieldRef] = []
    for span in dict.fromkeys((one.first, one.last) for one in clause.tagged.mentions if one.kind != "marker"):
        here = [one for one in clause.tagged.mentions if (one.first, one.last) == span]
        tables = [one.meaning for one in here if one.kind == "noun"]
        ref = best_path(reading, query.base, [one.meaning for one in here if one.kind == "attribute"])
        if tables and (way := reading.catalog.path(query.base, tables[0])) is not None:
            ref = FieldRef(way, ENTITIES[tables[0]].title) if way else None
        elif ref is None and not _shown_already(reading, query, clause.tagged.said(here[0])):
            return None
        clause.use(*here)
        shown += [ref] if ref is not None else []
    return None if clause.left_over() else replace(query, select=tuple(dict.fromkeys((*query.select, *shown))))


def _shown_already(reading: Reading, query: RecordQuery, said: str) -> bool:
    """`health below 70, names and scores`: the score is the health score that the rows are chosen by."""
    words = {stem(word) for word in name_words(said)}
    labels = [reading.catalog.resolve(query.base, ref).label for ref in query.select]
    return any(words <= {stem(word) for word in name_words(label)} for label in labels)
