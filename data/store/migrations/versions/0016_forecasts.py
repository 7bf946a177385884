"""Forecasts, sealed before the result; and a publication may come back to bytes it had before: the same source at another time."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0016"
down_revision: str | None = "0012"

INSTANT = sa.String(length=27)
BEFORE = "uq_official_source_sha256_title_address"


def upgrade() -> None:
    op.create_table(
        "forecast",
        sa.Column("forecast_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("author_code", sa.String(length=24), nullable=False),
        sa.Column("registered_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("forecast_id", name="pk_forecast"),
    )
    op.create_index("ix_forecast_election", "forecast", ["election_id"])
    dialect = op.get_bind().dialect.name
    for statement in create(dialect, ("forecast",)):
        op.execute(statement)
    with op.batch_alter_table("official_source") as table:
        table.drop_constraint(BEFORE, type_="unique")
        table.create_unique_constraint(f"{BEFORE}_imported_at", ["sha256", "title", "address", "imported_at"])
    if dialect == "sqlite":
        # SQLite changes a constraint by making the table again, and the guards go with the old one.
        for statement in create(dialect, ("official_source",)):
            op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
