"""Jobs that are no ingests: the kind of each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; every job of before was an ingest."""
    op.add_column("ingest_job", sa.Column("kind", sa.String(16), nullable=False, server_default="ingest"))
