"""Who said which e-mail a Slack user has in ChartMogul: until now only they themselves could."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("aliases", sa.Column("set_by", KEY, nullable=False, server_default=""))
    op.execute("UPDATE aliases SET set_by = person")
