"""Files that are given away stand in the ledger; an entry of the ledger is found by its subject; who has looked at a report's figures."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0014"
down_revision: str | None = "0013"

INSTANT = sa.String(length=27)


def upgrade() -> None:
    op.create_table(
        "file_made",
        sa.Column("made_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("ledger_length", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("made_id", name="pk_file_made"),
        sa.UniqueConstraint("sha256", name="uq_file_made_sha256"),
    )
    op.create_index("ix_file_made_name", "file_made", ["name"])
    op.create_table(
        "file_handed",
        sa.Column("handed_id", sa.Integer(), nullable=False),
        sa.Column("made_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("handed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("handed_id", name="pk_file_handed"),
        sa.ForeignKeyConstraint(["made_id"], ["file_made.made_id"], name="fk_file_handed_made_id_file_made"),
    )
    op.create_index("ix_file_handed_made", "file_handed", ["made_id"])
    op.create_table(
        "report_seen",
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "account_id", name="pk_report_seen"),
    )
    op.create_index("ix_ledger_subject", "ledger", ["subject"])
    for statement in create(op.get_bind().dialect.name, ("file_made", "file_handed")):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
