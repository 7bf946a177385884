"""Photos: as they arrived, the copies drawn of them, what their authors took away, who opened an original."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0007"
down_revision: str | None = "0006"

INSTANT = sa.String(length=27)
APPEND_ONLY = ("evidence", "evidence_copy", "evidence_change", "evidence_access")


def _key(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        _key("election_id", 60),
        _key("station_id", 60),
        _key("report_id", 36),
        sa.Column("revision", sa.Integer(), nullable=False),
        _key("field_id", 40),
        _key("sha256", 64),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        _key("media_type", 16),
        _key("author_id", 32),
        _key("observer_code", 24),
        _key("organisation_code", 16),
        _key("entered_by", 12),
        _key("channel", 8),
        sa.Column("received_at", INSTANT, nullable=False),
        _key("kept_as", 8),
        _key("kept_sha256", 64),
        _key("key_sha256", 64),
        sa.PrimaryKeyConstraint("evidence_id", name="pk_evidence"),
        sa.UniqueConstraint("report_id", "sha256", name="uq_evidence_report_id_sha256"),
    )
    op.create_index("ix_evidence_station", "evidence", ["election_id", "station_id"], unique=False)
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"], unique=False)


def upgrade() -> None:
    _evidence()
    op.create_table(
        "evidence_copy",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        _key("sha256", 64),
        _key("outcome", 12),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        _key("viewer_sha256", 64),
        _key("thumb_sha256", 64),
        _key("maker", 60),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("copy_id", name="pk_evidence_copy"),
    )
    op.create_index("ix_evidence_copy_sha256", "evidence_copy", ["sha256"], unique=False)
    op.create_table(
        "evidence_change",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        _key("change", 12),
        _key("account_id", 32),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.evidence_id"], name="fk_evidence_change_evidence_id"),
        sa.PrimaryKeyConstraint("change_id", name="pk_evidence_change"),
    )
    op.create_index("ix_evidence_change_evidence", "evidence_change", ["evidence_id"], unique=False)
    op.create_table(
        "evidence_access",
        sa.Column("access_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        _key("step", 12),
        _key("account_id", 32),
        _key("reason", 500),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.evidence_id"], name="fk_evidence_access_evidence_id"),
        sa.PrimaryKeyConstraint("access_id", name="pk_evidence_access"),
    )
    op.create_index("ix_evidence_access_evidence", "evidence_access", ["evidence_id"], unique=False)
    for statement in create(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
