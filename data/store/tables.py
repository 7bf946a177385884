"""The tables. Facts are only appended; what may change is a projection (`report_head`) or an access right.

Instants are text of fixed width in UTC, so that both databases sort, compare and hash them alike."""

from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def written(instant: datetime) -> str:
    """An aware instant as stored: `2021-01-10T04:00:00.000000Z`. Raises ValueError for a naive one. Remembered: a report holds the same one
    in six rows."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone is not a fact")
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


@lru_cache(maxsize=4096)
def read_instant(text: str) -> datetime:
    """An instant as it is stored, read. Remembered: the same few are read again with each report of a person."""
    return datetime.fromisoformat(text)


class UtcInstant(TypeDecorator[datetime]):
    """Aware UTC on the way in and out; text of fixed width in the table."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else read_instant(value)


def _key(name: str, length: int = 60) -> Column[str]:
    return Column(name, String(length), nullable=False)


election = Table(
    "election",
    metadata,
    Column("election_id", String(60), primary_key=True),
    Column("settings", Text, nullable=False),
    Column("is_simulated", Boolean, nullable=False),
    Column("held_on", String(10), nullable=False),
    Column("imported_at", UtcInstant, nullable=False),
)
unit = Table(
    "unit",
    metadata,
    Column("election_id", String(60), ForeignKey("election.election_id"), primary_key=True),
    Column("unit_id", String(60), primary_key=True),
    _key("level", 10),
    Column("parent_id", String(60)),
    _key("name_en", 200),
    _key("name_ru", 200),
    _key("name_kk", 200),
    _key("time_zone", 40),
    Column("registered_voters", Integer),
    Column("sort", Integer, nullable=False, server_default="0"),
)
station = Table(
    "station",
    metadata,
    Column("election_id", String(60), ForeignKey("election.election_id"), primary_key=True),
    Column("station_id", String(60), primary_key=True),
    _key("number", 20),
    _key("region_code", 20),
    _key("district_code", 40),
    _key("place_en", 200),
    _key("place_ru", 200),
    _key("place_kk", 200),
    _key("time_zone", 40),
    _key("station_type", 12),
    Column("registered_voters", Integer),
    Column("registered_voters_source", String(200), nullable=False, server_default=""),
    Index("ix_station_region", "election_id", "region_code"),
    Index("ix_station_number", "election_id", "number"),
)
organisation = Table(
    "organisation",
    metadata,
    Column("election_id", String(60), ForeignKey("election.election_id"), primary_key=True),
    Column("organisation_code", String(16), primary_key=True),
    Column("details", Text, nullable=False),
)
account = Table(
    "account",
    metadata,
    Column("account_id", String(32), primary_key=True),
    _key("election_id"),
    _key("role", 16),
    _key("observer_code", 24),
    _key("organisation_code", 16),
    Column("password_hash", String(200)),
    Column("totp_secret", String(64)),
    Column("totp_last_step", Integer),
    Column("created_at", UtcInstant, nullable=False),
    Column("revoked_at", UtcInstant),
    Index("ix_account_election_code", "election_id", "observer_code"),
)
assignment = Table(
    "assignment",
    metadata,
    Column("election_id", String(60), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.account_id"), primary_key=True),
    Column("station_id", String(60), primary_key=True),
    Column("in_sample", Boolean, nullable=False, server_default="0"),
    Column("stratum", String(60)),
    Column("sample_weight", Float),
    Column("confirmed_at", UtcInstant),
    Index("ix_assignment_station", "election_id", "station_id"),
    Index("ix_assignment_account", "account_id"),
)
invitation = Table(
    "invitation",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("code_sha256", String(64), nullable=False, unique=True),
    Column("account_id", String(32), ForeignKey("account.account_id"), nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("used_at", UtcInstant),
    Column("revoked_at", UtcInstant),
)
session = Table(
    "session",
    metadata,
    Column("session_sha256", String(64), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.account_id"), nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("revoked_at", UtcInstant),
)
preference = Table(
    "preference",
    metadata,
    Column("account_id", String(32), primary_key=True),
    Column("language", String(2)),
)
draft = Table(
    "draft",
    metadata,
    Column("account_id", String(32), primary_key=True),
    Column("form_key", String(200), primary_key=True),
    Column("payload", Text, nullable=False),
    Column("saved_at", UtcInstant, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("report_id", String(36), primary_key=True),
    _key("election_id"),
    _key("station_id"),
    _key("kind", 12),
    _key("contest_id", 40),
    _key("author_id", 32),
    Column("created_at", UtcInstant, nullable=False),
)
report_revision = Table(
    "report_revision",
    metadata,
    Column("revision_id", Integer, primary_key=True),
    Column("report_id", String(36), ForeignKey("report.report_id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    _key("sha256", 64),
    _key("author_id", 32),
    _key("observer_code", 24),
    _key("organisation_code", 16),
    _key("entered_by", 12),
    _key("channel", 8),
    _key("receipt_code", 6),
    Column("observed_at", UtcInstant, nullable=False),
    Column("received_at", UtcInstant, nullable=False),
    Column("sent_at", UtcInstant),
    Column("schema_version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    _key("reason", 200),
    Column("findings", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("import_id", String(36)),
    UniqueConstraint("report_id", "revision"),
)
report_conflict = Table(
    "report_conflict",
    metadata,
    Column("conflict_id", Integer, primary_key=True),
    _key("report_id", 36),
    Column("revision", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    _key("sha256", 64),
    _key("author_id", 32),
    _key("channel", 8),
    Column("received_at", UtcInstant, nullable=False),
    UniqueConstraint("report_id", "revision", "sha256"),
)
report_figure = Table(
    "report_figure",
    metadata,
    Column("revision_id", Integer, ForeignKey("report_revision.revision_id"), primary_key=True),
    Column("contest_id", String(40), primary_key=True),
    Column("voice", String(10), primary_key=True),
    Column("figure_code", String(32), primary_key=True),
    Column("option_code", String(24), primary_key=True),
    Column("as_of_at", UtcInstant, primary_key=True),
    _key("election_id"),
    _key("station_id"),
    Column("value", Integer),
    Column("missing_code", String(16)),
    Index("ix_report_figure_station", "election_id", "station_id"),
    Index("ix_report_figure_code", "election_id", "figure_code", "voice"),
    sqlite_with_rowid=False,
)
report_head = Table(
    "report_head",
    metadata,
    Column("report_id", String(36), ForeignKey("report.report_id"), primary_key=True),
    Column("revision_id", Integer, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    _key("election_id"),
    _key("station_id"),
    _key("kind", 12),
    _key("contest_id", 40),
    _key("author_id", 32),
    _key("organisation_code", 16),
    _key("state", 16),
    Column("observed_at", UtcInstant, nullable=False),
    Column("received_at", UtcInstant, nullable=False),
    Column("worst_level", String(8)),
    Column("import_id", String(36)),
    Column("body_line", Text, nullable=False, server_default=""),
    Column("body_layout", String(8), nullable=False, server_default=""),
    Index("ix_report_head_station", "election_id", "station_id", "kind"),
    Index("ix_report_head_kind", "election_id", "kind"),
    Index("ix_report_head_author", "author_id"),
    Index("ix_report_head_import", "import_id"),
)
review = Table(
    "review",
    metadata,
    Column("review_id", Integer, primary_key=True),
    Column("revision_id", Integer, ForeignKey("report_revision.revision_id"), nullable=False),
    _key("decision", 16),
    _key("reviewer_id", 32),
    _key("reason", 500),
    Column("decided_at", UtcInstant, nullable=False),
    Index("ix_review_revision", "revision_id"),
)

official_source = Table(
    "official_source",
    metadata,
    Column("source_id", Integer, primary_key=True),
    _key("publisher", 200),
    _key("title", 400),
    _key("address", 500),
    Column("published_at", UtcInstant),
    _key("published_text", 60),
    Column("retrieved_at", UtcInstant),
    _key("language", 8),
    _key("sha256", 64),
    Column("imported_at", UtcInstant, nullable=False),
    # A page may come back to bytes it held before: the same source, seen at another time.
    UniqueConstraint("sha256", "title", "address", "imported_at"),
)
official_figure = Table(
    "official_figure",
    metadata,
    Column("figure_id", Integer, primary_key=True),
    # No foreign key: a large table's figures are stored in turns and its source last, which is what shows them.
    Column("source_id", Integer, nullable=False),
    _key("election_id"),
    _key("unit_id"),
    _key("contest_id", 40),
    _key("code", 32),
    _key("option_code", 24),
    _key("unit", 12),
    Column("value", Float, nullable=False),
    _key("as_printed"),
    _key("basis", 20),
    _key("status", 12),
    Column("as_of_at", UtcInstant),
    _key("locator", 200),
    _key("confidence", 8),
    _key("note", 500),
    _key("speaker", 200),
    Column("supersedes_id", Integer),
    Index("ix_official_figure_unit", "election_id", "unit_id", "code"),
    Index("ix_official_figure_code", "election_id", "code"),
)
table_import = Table(
    "table_import",
    metadata,
    Column("import_id", String(36), primary_key=True),
    _key("election_id"),
    _key("kind", 12),
    _key("file_sha256", 64),
    _key("mapping_sha256", 64),
    _key("account_id", 32),
    Column("source_id", Integer),
    Column("rows_n", Integer, nullable=False),
    Column("stored_n", Integer, nullable=False),
    Column("started_at", UtcInstant, nullable=False),
    Column("finished_at", UtcInstant),
)
shown_import = Table(
    "shown_import",
    metadata,
    Column("import_id", String(36), primary_key=True),
    Column("shown_at", UtcInstant, nullable=False),
)
carried_report = Table(
    "carried_report",
    metadata,
    Column("report_id", String(36), ForeignKey("report.report_id"), primary_key=True),
    Column("import_id", String(36), primary_key=True),
)
ledger = Table(
    "ledger",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _key("kind", 24),
    _key("subject", 80),
    _key("sha256", 64),
    _key("salt", 32),
    Column("recorded_at", UtcInstant, nullable=False),
    Index("ix_ledger_subject", "subject"),
)

APPEND_ONLY = (
    report,
    report_revision,
    report_conflict,
    report_figure,
    review,
    official_source,
    official_figure,
    shown_import,
    carried_report,
    ledger,
)
"""Guarded by triggers against UPDATE and DELETE in both databases."""
