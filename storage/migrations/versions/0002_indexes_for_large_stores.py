"""indexes for large stores: who may see a row is read off an index, and so is the channel of an activity"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REPLACED = (
    ("accounts", ["owner_id"], ["owner_id", "visibility"]),
    ("contacts", ["account_id"], ["account_id", "visibility"]),
    ("opportunities", ["account_id"], ["account_id", "visibility"]),
    ("notes", ["account_id"], ["account_id", "visibility"]),
    ("activities", ["occurred_at", "account_id"], ["occurred_at", "channel", "account_id"]),
)


def upgrade() -> None:
    for table, old, new in _REPLACED:
        op.drop_index(op.f(_name(table, old)), table)
        op.create_index(op.f(_name(table, new)), table, new, unique=False)


def _name(table: str, columns: list[str]) -> str:
    return "_".join(("ix", table, *columns))
