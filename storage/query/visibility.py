"""Which rows an audience may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, and_, not_, or_, select

from storage.catalog import RELATIONS
from storage.tables import READ

_GUARDS: dict[str, tuple[str, ...]] = {
    "contacts": ("account",),
    "leads": ("account",),
    "opportunities": ("account",),
    "changes": ("opportunity", "contact"),
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
        target = READ[relation.target].alias()
        hidden = select(target.c.id).where(not_(visible(target, relation.target, labels)))
        column = table.c[relation.column]
        conditions.append(or_(column.is_(None), column.not_in(hidden)))
    if name == "changes":
        conditions += [_names_no_hidden(table, fields, target, labels) for fields, target in _NAMING]
    return and_(*conditions)


_NAMING = (
    (("parent", "account"), "accounts"),
    (("owner", "marketer"), "people"),
    (("product",), "products"),
)
"""The fields whose old and new value are names of rows, which an audience may not know of."""


def _names_no_hidden(
    table: FromClause, fields: Sequence[str], target_name: str, labels: Sequence[str]
) -> ColumnElement[bool]:
    """That a change of one of `fields` names no row that is hidden. Accounts change their names, and are told only by
    one that a row which may be seen has today."""
    target = READ[target_name].alias()
    seen = visible(target, target_name, labels)
    names = select(target.c.name).where(seen if target_name == "accounts" else not_(seen))
    told = [table.c.old, table.c.new]
    if target_name == "accounts":
        clear = and_(*(or_(one.is_(None), one.in_(names)) for one in told))
    else:
        clear = and_(*(or_(one.is_(None), one.not_in(names)) for one in told))
    return or_(table.c.field.not_in(fields), clear)
