"""The turns of conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "conversation_turn",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("turn", sa.Text, nullable=False),
    )
    op.create_index("ix_conversation_turn_conversation_id", "conversation_turn", ["conversation_id"])
    op.create_index("ix_conversation_turn_at", "conversation_turn", ["at"])
