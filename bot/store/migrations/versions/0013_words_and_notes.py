"""What people's words are read by, what of a conversation is kept, and what a customer is like."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("people", sa.Column("locale", KEY, nullable=False, server_default=""))
    # Slack is asked anew about everybody, for the new column.
    op.execute("UPDATE people SET fetched_at = 0")
    op.add_column(
        "preferences", sa.Column("keep_note", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("deliveries", sa.Column("source", KEY, nullable=False, server_default=""))
    op.create_index("ix_deliveries_source", "deliveries", ["source"])
    op.add_column("customers", sa.Column("mrr", sa.BigInteger(), nullable=True))
    op.add_column("customers", sa.Column("currency", sa.Text(), nullable=False, server_default=""))
    op.add_column("customers", sa.Column("since", sa.Date(), nullable=True))
    op.create_table(
        "drafts",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("person", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
    )
    op.create_index("ix_drafts_at", "drafts", ["at"])
    op.create_table(
        "notes",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("draft", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Double(), nullable=False),
        sa.Column("begun_at", sa.Double(), nullable=False),
        sa.Column("sent_at", sa.Double(), nullable=False),
        sa.Column("settles_at", sa.Double(), nullable=False),
        sa.Column("sendings", sa.Integer(), nullable=False),
        sa.Column("unclear", sa.Integer(), nullable=False),
        sa.Column("lack", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
    )
    op.create_index("ix_notes_draft", "notes", ["draft"])
    op.create_index("ix_notes_state_next_try_at", "notes", ["state", "next_try_at"])
