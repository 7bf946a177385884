"""Tables of what was given away: each file by its bytes, and each time somebody was given it. Both are facts and only appended.

A file's row names no person: it can be shown to whoever holds the file."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from data.store.tables import UtcInstant, metadata

file_made = Table(
    "file_made",
    metadata,
    Column("made_id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", String(200), nullable=False),
    Column("election_id", String(60), nullable=False),
    Column("rule", String(16), nullable=False),
    Column("ledger_length", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("made_at", UtcInstant, nullable=False),
    UniqueConstraint("sha256"),
    Index("ix_file_made_name", "name"),
)
file_handed = Table(
    "file_handed",
    metadata,
    Column("handed_id", Integer, primary_key=True),
    Column("made_id", Integer, ForeignKey("file_made.made_id"), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("role", String(16), nullable=False),
    Column("handed_at", UtcInstant, nullable=False),
    Index("ix_file_handed_made", "made_id"),
)
APPEND_ONLY = (file_made, file_handed)
