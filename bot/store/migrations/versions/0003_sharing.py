"""What instances share: leases, ChartMogul's limits, and how far the sync has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", KEY, nullable=False),
        sa.Column("holder", KEY, nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    slots = op.create_table(
        "request_slots",
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("in_flight_until", sa.Double(), nullable=False),
        sa.Column("free_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_request_slots"),
    )
    op.bulk_insert(
        slots,
        [
            {"number": number, "priority": 0, "token": 0, "in_flight_until": 0.0, "free_at": 0.0}
            for number in range(1, 41)
        ],
    )
    queue = op.create_table(
        "request_queue",
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("waiting_until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("priority", name="pk_request_queue"),
    )
    op.bulk_insert(queue, [{"priority": priority, "waiting_until": 0.0} for priority in range(3)])
    op.create_table(
        "sync_progress",
        sa.Column("name", KEY, nullable=False),
        sa.Column("stage", KEY, nullable=False),
        sa.Column("cursor", sa.Text()),
        sa.Column("customers", sa.BigInteger(), nullable=False),
        sa.Column("contacts", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("finished_at", sa.Double(), nullable=False),
        sa.Column("last_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sync_progress"),
    )
