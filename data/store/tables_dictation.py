"""Tables of dictated reports: who typed a revision for its observer, and that the observer has said it is right."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from data.store.tables import UtcInstant, metadata

report_dictation = Table(
    "report_dictation",
    metadata,
    Column("revision_id", Integer, ForeignKey("report_revision.revision_id"), primary_key=True, autoincrement=False),
    Column("entered_by_id", String(32), nullable=False),
    Column("entered_by_code", String(24), nullable=False),
)
report_confirmation = Table(
    "report_confirmation",
    metadata,
    Column("revision_id", Integer, ForeignKey("report_revision.revision_id"), primary_key=True, autoincrement=False),
    Column("account_id", String(32), nullable=False),
    Column("confirmed_at", UtcInstant, nullable=False),
)

APPEND_ONLY = (report_dictation, report_confirmation)
