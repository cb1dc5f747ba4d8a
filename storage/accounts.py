"""Which accounts an audience may know of."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.audience import Audience, allowed_labels
from storage.tables import Account


def visible_accounts(connection: Connection, audience: Audience) -> set[int]:
    """The ids of the accounts whose label the audience may see."""
    labels = allowed_labels(connection, audience)
    return set(connection.execute(select(Account.id).where(Account.visibility.in_(labels))).scalars())
