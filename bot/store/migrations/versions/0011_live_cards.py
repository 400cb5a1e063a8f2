"""Tasks as last seen, where they are shown, what people want changed of them, and what they set."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("uuid", KEY, nullable=False),
        sa.Column("customer_uuid", KEY, nullable=False),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("customer_url", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("assignee_key", KEY, nullable=False),
        sa.Column("assignee_user", KEY, nullable=False),
        sa.Column("due_date", KEY, nullable=False),
        sa.Column("completed_at", sa.Double(), nullable=False),
        sa.Column("completed_by", KEY, nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("gone_by", KEY, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("message_url", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.Double(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.Column("show_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_tasks"),
    )
    for columns in (["customer_uuid"], ["assignee_key"], ["asked_by"]):
        op.create_index(f"ix_tasks_{'_'.join(columns)}", "tasks", columns)
    op.create_table(
        "cards",
        sa.Column("channel", KEY, nullable=False),
        sa.Column("ts", KEY, nullable=False),
        sa.Column("task_uuid", KEY, nullable=False),
        sa.Column("is_beside", sa.Boolean(), nullable=False),
        sa.Column("is_ephemeral", sa.Boolean(), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("response_url", sa.Text(), nullable=False),
        sa.Column("response_until", sa.Double(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("turns_at", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Double(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "ts", name="pk_cards"),
    )
    op.create_index("ix_cards_task_uuid", "cards", ["task_uuid"])
    op.create_table(
        "changes",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("task_uuid", KEY, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Double(), nullable=False),
        sa.Column("settles_at", sa.Double(), nullable=False),
        sa.Column("form_until", sa.Double(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("key", name="uq_changes_key"),
    )
    op.create_index("ix_changes_state_next_try_at", "changes", ["state", "next_try_at"])
    op.create_index("ix_changes_task_uuid_id", "changes", ["task_uuid", "id"])
    op.create_table(
        "boards",
        sa.Column("place", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("ts", KEY, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("response_url", sa.Text(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("content", KEY, nullable=False),
        sa.Column("turns_at", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Double(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_boards"),
    )
    op.create_index("ix_boards_person", "boards", ["person"])
    op.create_index("ix_boards_until", "boards", ["until"])
    op.create_table(
        "board_tasks",
        sa.Column("place", KEY, nullable=False),
        sa.Column("task_uuid", KEY, nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", "task_uuid", name="pk_board_tasks"),
    )
    op.create_index("ix_board_tasks_task_uuid", "board_tasks", ["task_uuid"])
    op.create_table(
        "preferences",
        sa.Column("person", KEY, nullable=False),
        sa.Column("reminder_at", KEY, nullable=False),
        sa.Column("reminded_on", KEY, nullable=False),
        sa.Column("direct_messages", sa.Boolean(), nullable=False),
        sa.Column("due", KEY, nullable=False),
        sa.Column("announce", KEY, nullable=False),
        sa.Column("set_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_preferences"),
    )
    op.create_table(
        "digests",
        sa.Column("channel", KEY, nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.Column("set_at", sa.Double(), nullable=False),
        sa.Column("posted_on", KEY, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_digests"),
    )
