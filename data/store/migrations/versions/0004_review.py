"""What a second person does: claims, calls back, second entries, settled figures, quarantines, incidents."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0004"
down_revision: str | None = "0003"

INSTANT = sa.String(length=27)
APPEND_ONLY = ("call_back", "second_entry", "adjudication", "quarantine", "incident_join")


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), nullable=False)


def _of_one_report() -> None:
    op.create_table(
        "review_claim",
        _text("report_id", 36),
        _text("account_id", 32),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name="fk_review_claim_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_review_claim"),
    )
    op.create_table(
        "call_back",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        _text("account_id", 32),
        _text("outcome", 16),
        _text("note", 500),
        sa.Column("called_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.revision_id"], name="fk_call_back_revision_id"),
        sa.PrimaryKeyConstraint("call_id", name="pk_call_back"),
    )
    op.create_index("ix_call_back_revision", "call_back", ["revision_id"])
    op.create_table(
        "second_entry",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        _text("election_id", 60),
        _text("station_id", 60),
        _text("contest_id", 40),
        _text("account_id", 32),
        _text("typed_from", 8),
        sa.Column("payload", sa.Text(), nullable=False),
        _text("sha256", 64),
        sa.Column("typed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.revision_id"], name="fk_second_entry_revision_id"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_second_entry"),
        sa.UniqueConstraint("revision_id", "account_id", name="uq_second_entry_revision_id_account_id"),
    )
    op.create_index("ix_second_entry_election", "second_entry", ["election_id", "contest_id"])


def _of_several() -> None:
    op.create_table(
        "adjudication",
        sa.Column("adjudication_id", sa.Integer(), nullable=False),
        _text("election_id", 60),
        _text("station_id", 60),
        _text("contest_id", 40),
        _text("figure_code", 32),
        _text("option_code", 24),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        _text("reason", 500),
        _text("account_id", 32),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("adjudication_id", name="pk_adjudication"),
    )
    op.create_index("ix_adjudication_election", "adjudication", ["election_id", "station_id"])
    op.create_table(
        "quarantine",
        sa.Column("quarantine_id", sa.Integer(), nullable=False),
        _text("election_id", 60),
        _text("author_id", 32),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        _text("reason", 500),
        _text("account_id", 32),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("quarantine_id", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_author", "quarantine", ["author_id"])
    op.create_table(
        "incident_join",
        sa.Column("join_id", sa.Integer(), nullable=False),
        _text("election_id", 60),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        _text("report_id", 36),
        sa.Column("is_joined", sa.Boolean(), nullable=False),
        _text("reason", 500),
        _text("account_id", 32),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name="fk_incident_join_report_id"),
        sa.PrimaryKeyConstraint("join_id", name="pk_incident_join"),
    )
    op.create_index("ix_incident_join_election", "incident_join", ["election_id"])
    op.create_index("ix_incident_join_report", "incident_join", ["report_id"])


def upgrade() -> None:
    _of_one_report()
    _of_several()
    op.add_column("report_head", sa.Column("in_quarantine", sa.Boolean(), nullable=False, server_default="0"))
    for statement in create(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
