"""Table of calls to silent stations: one row a call, only appended."""

from sqlalchemy import Column, Index, Integer, String, Table

from data.store.tables import UtcInstant, metadata

station_call = Table(
    "station_call",
    metadata,
    Column("call_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("station_id", String(60), nullable=False),
    Column("observer_code", String(24), nullable=False),
    Column("due_at", UtcInstant, nullable=False),
    Column("result", String(16), nullable=False),
    Column("note", String(200), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("called_at", UtcInstant, nullable=False),
    Index("ix_station_call_election", "election_id", "station_id"),
)

APPEND_ONLY = (station_call,)
