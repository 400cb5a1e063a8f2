"""Deliveries whose person was not told: they wait, or an operator has to see to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("uncertain", KEY, nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("telling_at", sa.Double(), nullable=False, server_default="0"))
    # Until now one word stood for all that is known of the channel.
    op.execute("UPDATE deliveries SET uncertain = 'channel' WHERE problem = 'uncertain'")
    op.execute(
        "UPDATE deliveries SET state = 'untold', route = 0, notice = 'new'"
        " WHERE state IN ('done', 'failed') AND notice <> 'posted'"
    )
