"""By which version of the terms a customer is found: those of the first are to be written anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("terms", sa.SmallInteger(), nullable=False, server_default="0"))
