"""The directory of customers, people and channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("uuid", KEY, nullable=False),
        sa.Column("id", sa.BigInteger()),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("website_url", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_customers"),
        sa.UniqueConstraint("uuid", name="uq_customers_uuid"),
    )
    op.create_index("ix_customers_id", "customers", ["id"])
    op.create_table(
        "customer_keys",
        sa.Column("customer", SERIAL, nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.number"], name="fk_customer_keys_customer", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer", "kind", "key", name="pk_customer_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_customer_keys_key_kind_customer", "customer_keys", ["key", "kind", "customer"])
    op.create_table(
        "customer_words",
        sa.Column("customer", SERIAL, nullable=False),
        sa.Column("word", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.number"], name="fk_customer_words_customer", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer", "word", name="pk_customer_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_customer_words_word_customer", "customer_words", ["word", "customer"])
    op.create_table(
        "words",
        sa.Column("length", sa.SmallInteger(), nullable=False),
        sa.Column("word", KEY, nullable=False),
        sa.Column("backwards", KEY, nullable=False),
        sa.Column("middle", KEY, nullable=False),
        sa.PrimaryKeyConstraint("length", "word", name="pk_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_words_length_backwards_word", "words", ["length", "backwards", "word"])
    op.create_index("ix_words_length_middle_word", "words", ["length", "middle", "word"])
    op.create_table(
        "contacts",
        sa.Column("uuid", KEY, nullable=False),
        sa.Column("customer_uuid", KEY, nullable=False),
        sa.Column("email", KEY, nullable=False),
        sa.Column("domain", KEY, nullable=False),
        sa.Column("seen_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_contacts"),
    )
    op.create_index("ix_contacts_customer_uuid", "contacts", ["customer_uuid"])
    op.create_index("ix_contacts_email", "contacts", ["email"])
    op.create_index("ix_contacts_domain", "contacts", ["domain"])
    op.create_table(
        "known_emails",
        sa.Column("email", KEY, nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_known_emails"),
    )
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", KEY, nullable=False),
        sa.Column("tz", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("is_stranger", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_index("ix_people_email", "people", ["email"])
    op.create_table(
        "aliases",
        sa.Column("person", KEY, nullable=False),
        sa.Column("email", KEY, nullable=False),
        sa.Column("set_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_aliases"),
    )
    op.create_index("ix_aliases_email", "aliases", ["email"])
    op.create_table(
        "channels",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_im", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("is_ext_shared", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
    )
    op.create_table(
        "links",
        sa.Column("channel", KEY, nullable=False),
        sa.Column("customer_uuid", KEY, nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.Column("set_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_links"),
    )
    op.create_table(
        "uses",
        sa.Column("channel", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("customer_uuid", KEY, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "person", "customer_uuid", name="pk_uses"),
    )
    op.create_index("ix_uses_channel_at", "uses", ["channel", "at"])
    op.create_index("ix_uses_person_at", "uses", ["person", "at"])
