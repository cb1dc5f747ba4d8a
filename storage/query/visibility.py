"""Which rows an audience may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, and_, not_, or_, select

from storage.catalog import RELATIONS
from storage.tables import IMPORTED

_GUARDS: dict[str, tuple[str, ...]] = {
    "contacts": ("account",),
    "leads": ("account",),
    "opportunities": ("account",),
    "opportunity_changes": ("opportunity",),
    "deal_roles": ("opportunity", "contact"),
    "contracts": ("account", "opportunity"),
    "activities": ("account", "opportunity", "contact"),
    "campaign_invitations": ("contact",),
    "support_cases": ("account", "contact"),
    "list_memberships": ("account",),
    "intent_signals": ("account",),
    "technographics": ("account",),
    "consents": ("contact",),
}
"""Whoever may not see the row behind one of these relations may not see the row either."""


def visible(table: FromClause, name: str, labels: Sequence[str]) -> ColumnElement[bool]:
    """The rows of `name` (as `table`) that carry one of `labels`, and whose account, deal and contact do too."""
    conditions: list[ColumnElement[bool]] = [table.c.visibility.in_(labels)]
    for step in _GUARDS.get(name, ()):
        relation = RELATIONS[(name, step)]
        target = IMPORTED[relation.target].__table__.alias()
        hidden = select(target.c.id).where(not_(visible(target, relation.target, labels)))
        column = table.c[relation.column]
        conditions.append(or_(column.is_(None), column.not_in(hidden)))
    return and_(*conditions)
