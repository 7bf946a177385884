"""The tables of evidence: photos as they arrived, the copies drawn of them, what their authors took away, who opened an original."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from data.store.tables import UtcInstant, metadata


def _key(name: str, length: int) -> Column[str]:
    return Column(name, String(length), nullable=False)


evidence = Table(
    "evidence",
    metadata,
    Column("evidence_id", Integer, primary_key=True),
    _key("election_id", 60),
    _key("station_id", 60),
    # No foreign key: a photo is taken while its report is still being filled.
    _key("report_id", 36),
    Column("revision", Integer, nullable=False),
    _key("field_id", 40),
    _key("sha256", 64),
    Column("size_bytes", Integer, nullable=False),
    _key("media_type", 16),
    _key("author_id", 32),
    _key("observer_code", 24),
    _key("organisation_code", 16),
    _key("entered_by", 12),
    _key("channel", 8),
    Column("received_at", UtcInstant, nullable=False),
    _key("kept_as", 8),
    _key("kept_sha256", 64),
    _key("key_sha256", 64),
    UniqueConstraint("report_id", "sha256"),
    Index("ix_evidence_station", "election_id", "station_id"),
    Index("ix_evidence_sha256", "sha256"),
)
"""`kept_sha256` names the file of the sealed original, `key_sha256` the public key it is sealed to; both empty where none is kept."""
evidence_copy = Table(
    "evidence_copy",
    metadata,
    Column("copy_id", Integer, primary_key=True),
    _key("sha256", 64),
    _key("outcome", 12),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    _key("viewer_sha256", 64),
    _key("thumb_sha256", 64),
    _key("maker", 60),
    Column("made_at", UtcInstant, nullable=False),
    Index("ix_evidence_copy_sha256", "sha256"),
)
"""What came of drawing the photo with this hash; the latest row counts."""
evidence_change = Table(
    "evidence_change",
    metadata,
    Column("change_id", Integer, primary_key=True),
    Column("evidence_id", Integer, ForeignKey("evidence.evidence_id"), nullable=False),
    _key("change", 12),
    _key("account_id", 32),
    Column("changed_at", UtcInstant, nullable=False),
    Index("ix_evidence_change_evidence", "evidence_id"),
)
evidence_access = Table(
    "evidence_access",
    metadata,
    Column("access_id", Integer, primary_key=True),
    Column("evidence_id", Integer, ForeignKey("evidence.evidence_id"), nullable=False),
    Column("request_id", Integer),
    _key("step", 12),
    _key("account_id", 32),
    _key("reason", 500),
    Column("happened_at", UtcInstant, nullable=False),
    Index("ix_evidence_access_evidence", "evidence_id"),
)
"""Opening an original: requested by one, approved by another, opened. `request_id` is the access_id of the request."""

APPEND_ONLY = (evidence, evidence_copy, evidence_change, evidence_access)
"""Append-only, like every fact."""
