"""Whether a sync's lists were whole, and how many it therefore kept that it did not find."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_progress", sa.Column("doubt", sa.Text(), nullable=False, server_default=""))
    op.add_column("sync_progress", sa.Column("kept", sa.BigInteger(), nullable=False, server_default="0"))
