"""Who is of the same enterprise, e-mails as they are written, and only those that people told themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("people", sa.Column("enterprise_id", sa.Text(), nullable=False, server_default=""))
    op.add_column("people", sa.Column("teams", sa.Text(), nullable=False, server_default=""))
    # Slack is asked anew about everybody: for the new columns, and for the e-mails as they are written.
    op.execute("UPDATE people SET fetched_at = 0")
    # What somebody told of somebody else served one task, and is not what that person said.
    op.execute("DELETE FROM aliases WHERE set_by <> person")
    op.drop_column("aliases", "set_by")
    for table in ("people", "aliases"):
        op.drop_index(f"ix_{table}_email", table)
        op.add_column(table, sa.Column("email_key", KEY, nullable=False, server_default=""))
        op.execute(f"UPDATE {table} SET email_key = email")
        op.create_index(f"ix_{table}_email_key", table, ["email_key"])
