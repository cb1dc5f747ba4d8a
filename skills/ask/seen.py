"""Whether an earlier turn of a thread may be used by whoever reads the next answer."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.plan import NoteSearch, Plan
from storage.lexicon import Lexicon
from storage.names import name_words
from storage.query import Among, AnyOf, Compare, Condition, NoneOf, Related


def seen_by(lexicon: Lexicon, plan: Plan) -> Plan | None:
    """The plan of an earlier turn, if this audience may see every row and value that it names. Who asked it may have
    seen more; a plan with a hidden name in it is as good as none."""
    named = [(table, number) for table, number, _ in plan.named]
    values: list[str] = []
    for step in plan.steps:
        if isinstance(step, NoteSearch):
            named += [("accounts", number) for number in step.accounts]
        else:
            rows, told = _mentioned(lexicon, step.query.base, step.query.where)
            named += rows
            values += told
    if any(one not in lexicon.names for one in named):
        return None
    known = {subject for _, subject in lexicon.subjects}
    return plan if all(one in known or name_words(one) in lexicon.values for one in values) else None


_WORDS_OF_OURS = frozenset({("targets", "quarter"), ("changes", "field")})
"""Fields whose values are no words of the store."""


def _mentioned(lexicon: Lexicon, base: str, where: Sequence[Condition]) -> tuple[list[tuple[str, int]], list[str]]:
    """The rows (table, id) and the text values that conditions name."""
    rows: list[tuple[str, int]] = []
    values: list[str] = []
    for one in where:
        inner: tuple[Sequence[Condition], str] = ((), base)
        if isinstance(one, Among):
            rows += [(lexicon.catalog.table_at(base, one.steps), number) for number in one.ids]
        elif isinstance(one, AnyOf | NoneOf):
            inner = (one.conditions, base)
        elif isinstance(one, Related):
            inner = (one.where, one.table)
        elif isinstance(one, Compare) and one.op in ("eq", "ne") and (base, one.ref.name) not in _WORDS_OF_OURS:
            values += [value for value in one.values if isinstance(value, str)]
        found = _mentioned(lexicon, inner[1], inner[0]) if inner[0] else ([], [])
        rows += found[0]
        values += found[1]
    return rows, values
