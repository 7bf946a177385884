"""Tables of what a second person does: who is looking, calls back, settled figures, second entries, quarantines, joined incidents.

Facts here are only appended, like the reports they speak of; a claim is a lease and may change."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from data.store.tables import UtcInstant, metadata

review_claim = Table(
    "review_claim",
    metadata,
    Column("report_id", String(36), ForeignKey("report.report_id"), primary_key=True),
    Column("account_id", String(32), nullable=False),
    Column("claimed_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
)
report_seen = Table(
    "report_seen",
    metadata,
    Column("report_id", String(36), primary_key=True),
    Column("account_id", String(32), primary_key=True),
    Column("seen_at", UtcInstant, nullable=False),
)
call_back = Table(
    "call_back",
    metadata,
    Column("call_id", Integer, primary_key=True),
    Column("revision_id", Integer, ForeignKey("report_revision.revision_id"), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("note", String(500), nullable=False),
    Column("called_at", UtcInstant, nullable=False),
    Index("ix_call_back_revision", "revision_id"),
)
second_entry = Table(
    "second_entry",
    metadata,
    Column("entry_id", Integer, primary_key=True),
    Column("revision_id", Integer, ForeignKey("report_revision.revision_id"), nullable=False),
    Column("election_id", String(60), nullable=False),
    Column("station_id", String(60), nullable=False),
    Column("contest_id", String(40), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("typed_from", String(8), nullable=False),
    Column("payload", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("typed_at", UtcInstant, nullable=False),
    UniqueConstraint("revision_id", "account_id"),
    Index("ix_second_entry_election", "election_id", "contest_id"),
)
adjudication = Table(
    "adjudication",
    metadata,
    Column("adjudication_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("station_id", String(60), nullable=False),
    Column("contest_id", String(40), nullable=False),
    Column("figure_code", String(32), nullable=False),
    Column("option_code", String(24), nullable=False),
    Column("value", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("decided_at", UtcInstant, nullable=False),
    Index("ix_adjudication_election", "election_id", "station_id"),
)
quarantine = Table(
    "quarantine",
    metadata,
    Column("quarantine_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("author_id", String(32), nullable=False),
    Column("is_out", Boolean, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("decided_at", UtcInstant, nullable=False),
    Index("ix_quarantine_author", "author_id"),
)
incident_join = Table(
    "incident_join",
    metadata,
    Column("join_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("incident_id", Integer, nullable=False),
    Column("report_id", String(36), ForeignKey("report.report_id"), nullable=False),
    Column("is_joined", Boolean, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("decided_at", UtcInstant, nullable=False),
    Index("ix_incident_join_election", "election_id"),
    Index("ix_incident_join_report", "report_id"),
)
APPEND_ONLY = (call_back, second_entry, adjudication, quarantine, incident_join)
"""Guarded by the same triggers as the facts of data.store.tables."""
