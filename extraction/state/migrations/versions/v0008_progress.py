"""Where a running job is, for the processes that do not run it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("ingest_job", sa.Column("stage", sa.Text))
    op.add_column("ingest_job", sa.Column("moved_at", sa.String(40)))
