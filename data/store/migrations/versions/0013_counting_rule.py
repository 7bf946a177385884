"""Which reports enter results: the decisions on an election's rule."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0013"
down_revision: str | None = "0016"

INSTANT = sa.String(length=27)


def upgrade() -> None:
    op.create_table(
        "counting_rule",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name="pk_counting_rule"),
    )
    op.create_index("ix_counting_rule_election", "counting_rule", ["election_id"])
    for statement in create(op.get_bind().dialect.name, ("counting_rule",)):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
