"""activities that were never done; what an import was told of a file, so that a corrected mapping is noticed"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activities", sa.Column("done", sa.Boolean(), nullable=True))
    op.add_column("import_runs", sa.Column("entry", sa.String(), nullable=True))
    op.add_column("import_runs", sa.Column("mapping", sa.String(length=64), nullable=True))
    op.add_column("import_runs", sa.Column("content", sa.String(length=64), nullable=True))
