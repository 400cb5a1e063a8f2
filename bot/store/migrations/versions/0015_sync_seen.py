"""Which customers and contacts a sync has seen, by their numbers; contacts are numbered for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sync_seen",
        sa.Column("what", KEY, nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("what", name="pk_sync_seen"),
    )
    # Under a name of its own: an instance of the version before must not end a sync that this one has begun,
    # for it would look for marks that are no longer made, and forget everybody.
    op.execute(
        "INSERT INTO sync_progress (name, stage, cursor, customers, contacts, started_at, finished_at,"
        " last_count, doubt, kept) SELECT 'customers', 'idle', NULL, customers, contacts, started_at,"
        " finished_at, last_count, doubt, kept FROM sync_progress WHERE name = 'directory'"
    )
    # A sync numbers those that it finds without.
    op.add_column("contacts", sa.Column("number", sa.BigInteger(), nullable=True))
    op.create_index("ix_contacts_number", "contacts", ["number"])
