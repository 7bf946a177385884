"""Snapshots of watched files of the official side."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    op.create_table(
        "official_snapshot",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mapping_sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("seen_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("snapshot_id", name="pk_official_snapshot"),
    )
    op.create_index("ix_official_snapshot_name", "official_snapshot", ["election_id", "name"], unique=False)
    for statement in create(op.get_bind().dialect.name, ("official_snapshot",)):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
