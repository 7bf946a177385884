"""Dictated reports: the code of whoever typed a revision for its observer, and the observer's own word that it is right."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0008"
down_revision: str | None = "0007"

INSTANT = sa.String(length=27)
APPEND_ONLY = ("report_dictation", "report_confirmation")


def upgrade() -> None:
    op.create_table(
        "report_dictation",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entered_by_id", sa.String(length=32), nullable=False),
        sa.Column("entered_by_code", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.revision_id"], name="fk_report_dictation_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", name="pk_report_dictation"),
    )
    op.create_table(
        "report_confirmation",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.revision_id"], name="fk_report_confirmation_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", name="pk_report_confirmation"),
    )
    for statement in create(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
