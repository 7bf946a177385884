"""The tables of cases: identity, whole versions, checks. All three are facts and only appended."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from data.store.tables import UtcInstant, metadata

case_file = Table(
    "case_file",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("author_id", String(32), nullable=False),
    Column("opened_at", UtcInstant, nullable=False),
    UniqueConstraint("election_id", "number"),
)
case_version = Table(
    "case_version",
    metadata,
    Column("version_id", Integer, primary_key=True),
    Column("case_id", String(36), ForeignKey("case_file.case_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("material_sha256", String(64), nullable=False),
    Column("author_id", String(32), nullable=False),
    Column("author_code", String(24), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("made_at", UtcInstant, nullable=False),
    UniqueConstraint("case_id", "version"),
)
case_check = Table(
    "case_check",
    metadata,
    Column("check_id", Integer, primary_key=True),
    Column("case_id", String(36), ForeignKey("case_file.case_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("material_sha256", String(64), nullable=False),
    Column("way", String(16), nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("checker_id", String(32), nullable=False),
    Column("checker_code", String(24), nullable=False),
    Column("organisation_code", String(16), nullable=False),
    Column("note", String(500), nullable=False),
    Column("checked_at", UtcInstant, nullable=False),
    Index("ix_case_check_case_id", "case_id"),
)
APPEND_ONLY = (case_file, case_version, case_check)
