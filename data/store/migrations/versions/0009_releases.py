"""Releases: proposed by one person, confirmed by another."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0009"
down_revision: str | None = "0008"


def upgrade() -> None:
    op.create_table(
        "release_proposal",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("ledger_length", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("own_correction", sa.String(length=1000), nullable=False),
        sa.Column("proposer_id", sa.String(length=32), nullable=False),
        sa.Column("proposer_code", sa.String(length=24), nullable=False),
        sa.Column("proposed_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_release_proposal"),
    )
    op.create_index("ix_release_proposal_election", "release_proposal", ["election_id"], unique=False)
    op.create_table(
        "release_confirmation",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("confirmer_id", sa.String(length=32), nullable=False),
        sa.Column("confirmer_code", sa.String(length=24), nullable=False),
        sa.Column("confirmed_at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["release_proposal.proposal_id"], name="fk_release_confirmation_proposal_id_release_proposal"
        ),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_release_confirmation"),
        sa.UniqueConstraint("election_id", "number", name="uq_release_confirmation_election_id_number"),
    )
    for statement in create(op.get_bind().dialect.name, ("release_proposal", "release_confirmation")):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
