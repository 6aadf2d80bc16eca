"""The tables as they were before versions were counted; those that are there stay as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of jobs and extractions where they are missing."""
    op.create_table(
        "ingest_job",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("document_ids", sa.Text, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("finished_at", sa.String(40)),
        if_not_exists=True,
    )
    op.create_table(
        "job_graph",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("folder", sa.Text),
        if_not_exists=True,
    )
    _create_extraction_tables()
    for table, column in (
        ("ingest_job", "content"),
        ("ingest_job", "state"),
        ("extraction_outcome", "document_id"),
        ("extraction_outcome", "cache_key"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], if_not_exists=True)


def _create_extraction_tables() -> None:
    op.create_table(
        "extraction_outcome",
        sa.Column("pass_name", sa.String(16), primary_key=True),
        sa.Column("chunk_id", sa.String(64), primary_key=True),
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("cache_key", sa.String(64), nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("failure", sa.Text),
        sa.Column("dropped", sa.Text),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("model_calls", sa.Integer, nullable=False),
        sa.Column("input_tokens", sa.Integer, nullable=False),
        sa.Column("output_tokens", sa.Integer, nullable=False),
        sa.Column("latency_ms", sa.Float, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "document_left_out",
        sa.Column("document_id", sa.String(64), primary_key=True),
        sa.Column("dropped", sa.Text, nullable=False),
        if_not_exists=True,
    )
