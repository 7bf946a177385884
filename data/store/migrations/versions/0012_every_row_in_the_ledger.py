"""From here on every row of a logged table stands in an entry of the ledger. Rows that were stored before are taken in by
data.store.ledger_adoption once this revision is reached; no table changes."""

revision: str = "0012"
down_revision: str | None = "0011"


def upgrade() -> None:
    """Nothing but the mark."""


def downgrade() -> None:
    """Forward only: what is stored stays."""
