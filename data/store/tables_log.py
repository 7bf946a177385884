"""Tables of the evidence log: what has been signed, and each time an older copy was put back on purpose. Facts, only appended."""

from sqlalchemy import Column, Integer, String, Table, Text

from data.store.tables import UtcInstant, metadata

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("root", String(64), nullable=False),
    Column("key_id", String(8), nullable=False),
    Column("note", Text, nullable=False),
    Column("signed_at", UtcInstant, nullable=False),
)
restoration = Table(
    "restoration",
    metadata,
    Column("restoration_id", Integer, primary_key=True),
    Column("reason", String(500), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("ledger_length", Integer, nullable=False),
    Column("abandoned_sha256", String(64), nullable=False),
    Column("restored_at", UtcInstant, nullable=False),
)
APPEND_ONLY = (checkpoint, restoration)
