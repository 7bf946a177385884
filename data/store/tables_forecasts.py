"""Table of forecasts: one row each, only appended."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from data.store.tables import UtcInstant, metadata

forecast = Table(
    "forecast",
    metadata,
    Column("forecast_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("payload", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("author_code", String(24), nullable=False),
    Column("registered_at", UtcInstant, nullable=False),
    Index("ix_forecast_election", "election_id"),
)
APPEND_ONLY = (forecast,)
