"""What jobs that run side by side, are estimated, confirmed and cancelled need to remember."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; a job of before was queued when it was made, and its sources are not known here."""
    op.add_column("ingest_job", sa.Column("sources", sa.Text, nullable=False, server_default="[]"))
    op.add_column("ingest_job", sa.Column("estimate", sa.Text))
    op.add_column("ingest_job", sa.Column("warnings", sa.Text, nullable=False, server_default="[]"))
    op.add_column(
        "ingest_job", sa.Column("cancelling", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("ingest_job", sa.Column("queued_at", sa.String(40), nullable=False, server_default=""))
    op.execute("UPDATE ingest_job SET queued_at = created_at")
