"""The outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("state", "post", "notice")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("route", "attempts")),
        *(
            sa.Column(name, sa.Double(), nullable=False)
            for name in ("next_try_at", "form_until", "settles_at", "sent_at", "lease_until")
        ),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("task_uuid", KEY),
        sa.Column("reason", sa.Text(), nullable=False),
        *(
            sa.Column(name, KEY, nullable=False)
            for name in ("field", "reference", "problem", "channel", "ts")
        ),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("task_uuid", name="uq_deliveries_task_uuid"),
    )
    op.create_index("ix_deliveries_state_next_try_at", "deliveries", ["state", "next_try_at"])
    op.create_index("ix_deliveries_created_at", "deliveries", ["created_at"])
