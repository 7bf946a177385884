"""Cases: identity, whole versions and checks, all append-only."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0003"
down_revision: str | None = "0002"

INSTANT = sa.String(length=27)


def upgrade() -> None:
    op.create_table(
        "case_file",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_file"),
        sa.UniqueConstraint("election_id", "number", name="uq_case_file_election_id_number"),
    )
    op.create_table(
        "case_version",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("material_sha256", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("author_code", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.case_id"], name="fk_case_version_case_id"),
        sa.PrimaryKeyConstraint("version_id", name="pk_case_version"),
        sa.UniqueConstraint("case_id", "version", name="uq_case_version_case_id_version"),
    )
    op.create_table(
        "case_check",
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("material_sha256", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("checker_id", sa.String(length=32), nullable=False),
        sa.Column("checker_code", sa.String(length=24), nullable=False),
        sa.Column("organisation_code", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("checked_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.case_id"], name="fk_case_check_case_id"),
        sa.PrimaryKeyConstraint("check_id", name="pk_case_check"),
    )
    op.create_index("ix_case_check_case_id", "case_check", ["case_id"], unique=False)
    for statement in create(op.get_bind().dialect.name, ("case_file", "case_version", "case_check")):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
