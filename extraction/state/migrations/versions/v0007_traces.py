"""The span that queued a job, so that the job is part of its trace after a restart, too."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("ingest_job", sa.Column("traceparent", sa.String(64), nullable=False, server_default=""))
