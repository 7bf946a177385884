"""The table of snapshots: which file was seen under which name, when, and what became of it. A fact, only appended."""

from sqlalchemy import Column, Index, Integer, String, Table

from data.store.tables import UtcInstant, metadata

official_snapshot = Table(
    "official_snapshot",
    metadata,
    Column("snapshot_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("name", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("mapping_sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("seen_at", UtcInstant, nullable=False),
    Index("ix_official_snapshot_name", "election_id", "name"),
)
APPEND_ONLY = (official_snapshot,)
