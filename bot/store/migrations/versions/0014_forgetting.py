"""What is forgotten: on which night, of whom, and whether the app was removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "upkeep",
        sa.Column("name", KEY, primary_key=True),
        sa.Column("done_on", KEY, nullable=False),
    )
    op.create_table(
        "forgotten",
        sa.Column("person", KEY, primary_key=True),
        sa.Column("at", sa.Double(), nullable=False),
    )
    op.create_table(
        "removals",
        sa.Column("app", KEY, primary_key=True),
        sa.Column("team", KEY, nullable=False),
        sa.Column("said_at", sa.Double(), nullable=False),
        sa.Column("asked_at", sa.Double(), nullable=False),
        sa.Column("confirmed_at", sa.Double(), nullable=False),
        sa.Column("erased_at", sa.Double(), nullable=False),
    )
