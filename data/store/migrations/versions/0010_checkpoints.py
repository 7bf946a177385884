"""Signed checkpoints of the evidence log, and older copies that were put back on purpose."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0010"
down_revision: str | None = "0009"

INSTANT = sa.String(length=27)


def upgrade() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoint"),
    )
    op.create_table(
        "restoration",
        sa.Column("restoration_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("ledger_length", sa.Integer(), nullable=False),
        sa.Column("abandoned_sha256", sa.String(length=64), nullable=False),
        sa.Column("restored_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("restoration_id", name="pk_restoration"),
    )
    for statement in create(op.get_bind().dialect.name, ("checkpoint", "restoration")):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
