"""What people are called in full."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("real_name", sa.Text(), nullable=False, server_default=""))
    # Slack is asked anew about everybody, for the new column.
    op.execute("UPDATE people SET fetched_at = 0")
