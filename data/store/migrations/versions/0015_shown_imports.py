"""An import is shown by one row, and a quarantine by its own: no flag in every head says it again."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0015"
down_revision: str | None = "0014"

APPEND_ONLY = ("shown_import", "carried_report")
SHOWN_BEFORE = "INSERT INTO shown_import SELECT subject, min(recorded_at) FROM ledger WHERE kind = 'import_shown' GROUP BY subject"
SHOWN_WITH_ANOTHER = """
INSERT INTO carried_report
SELECT head.report_id, coalesce((
    SELECT max(other.import_id) FROM table_import AS other JOIN shown_import ON shown_import.import_id = other.import_id
    WHERE other.election_id = head.election_id AND other.kind = 'reports'), head.import_id)
FROM report_head AS head
WHERE head.is_visible AND head.import_id IS NOT NULL AND head.import_id NOT IN (SELECT import_id FROM shown_import)
"""
"""Rows of an import that was broken off were shown one by one with the import that brought them again; which one is not known any more,
so one of the election that was shown carries them."""


def upgrade() -> None:
    op.create_table(
        "shown_import",
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("shown_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("import_id", name="pk_shown_import"),
    )
    op.create_table(
        "carried_report",
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name="fk_carried_report_report_id"),
        sa.PrimaryKeyConstraint("report_id", "import_id", name="pk_carried_report"),
    )
    op.execute(SHOWN_BEFORE)
    op.execute(SHOWN_WITH_ANOTHER)
    for statement in create(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    op.drop_index("ix_report_head_kind", "report_head")
    with op.batch_alter_table("report_head") as table:
        table.drop_column("is_visible")
        table.drop_column("in_quarantine")
    op.create_index("ix_report_head_kind", "report_head", ["election_id", "kind"])


def downgrade() -> None:
    """Forward only: what is stored stays."""
