"""How often a task was sent without an answer, and whether a person has looked for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("sendings", "unclear"):
        op.add_column("deliveries", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("deliveries", sa.Column("looked", sa.Boolean(), nullable=False, server_default=sa.false()))
