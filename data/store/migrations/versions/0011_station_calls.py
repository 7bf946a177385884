"""Calls to silent stations."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0011"
down_revision: str | None = "0010"

INSTANT = sa.String(length=27)


def upgrade() -> None:
    op.create_table(
        "station_call",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("station_id", sa.String(length=60), nullable=False),
        sa.Column("observer_code", sa.String(length=24), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("called_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("call_id", name="pk_station_call"),
    )
    op.create_index("ix_station_call_election", "station_call", ["election_id", "station_id"])
    for statement in create(op.get_bind().dialect.name, ("station_call",)):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
