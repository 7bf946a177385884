"""Tables that are imported in turns: what is under way, and figures that stand there before their source does."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0002"
down_revision: str | None = "0001"

INSTANT = sa.String(length=27)


def upgrade() -> None:
    op.create_table(
        "table_import",
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("mapping_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("rows_n", sa.Integer(), nullable=False),
        sa.Column("stored_n", sa.Integer(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("import_id", name="pk_table_import"),
    )
    # Figures of a large table are stored in turns and their source last: a figure without its source is shown to nobody.
    with op.batch_alter_table("official_figure") as table:
        table.drop_constraint("fk_official_figure_source_id", type_="foreignkey")
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":  # the table was made anew, its triggers were not
        for statement in create(dialect, ("official_figure",)):
            op.execute(statement)


def downgrade() -> None:
    """Forward only: what is stored stays."""
