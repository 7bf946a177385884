"""Each report's current body as one line beside its head, so that a page over a whole country reads no payloads.

The lines themselves are made when the store opens (data.store.report_rows): until then pages read the payloads."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    op.add_column("report_head", sa.Column("body_line", sa.Text(), server_default="", nullable=False))
    op.add_column("report_head", sa.Column("body_layout", sa.String(length=8), server_default="", nullable=False))


def downgrade() -> None:
    """Forward only: what is stored stays."""
