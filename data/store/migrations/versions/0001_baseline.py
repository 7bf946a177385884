"""The first tables, and the triggers that keep facts append-only."""

import sqlalchemy as sa
from alembic import op

from data.store.triggers import create

revision: str = "0001"
down_revision: str | None = None

INSTANT = sa.String(length=27)
APPEND_ONLY = (
    "report",
    "report_revision",
    "report_conflict",
    "report_figure",
    "review",
    "official_source",
    "official_figure",
    "ledger",
)


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("observer_code", sa.String(length=24), nullable=False),
        sa.Column("organisation_code", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_account"),
    )
    op.create_index("ix_account_election_code", "account", ["election_id", "observer_code"], unique=False)


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("form_key", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "form_key", name="pk_draft"),
    )


def _election() -> None:
    op.create_table(
        "election",
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("election_id", name="pk_election"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_ledger"),
    )


def _official_source() -> None:
    op.create_table(
        "official_source",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("published_text", sa.String(length=60), nullable=False),
        sa.Column("retrieved_at", INSTANT, nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_official_source"),
        sa.UniqueConstraint("sha256", "title", "address", name="uq_official_source_sha256_title_address"),
    )


def _preference() -> None:
    op.create_table(
        "preference",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_preference"),
    )


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("station_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("contest_id", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("report_id", name="pk_report"),
    )


def _report_conflict() -> None:
    op.create_table(
        "report_conflict",
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("conflict_id", name="pk_report_conflict"),
        sa.UniqueConstraint("report_id", "revision", "sha256", name="uq_report_conflict_report_id_revision_sha256"),
    )


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=60), nullable=False),
        sa.Column("in_sample", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("stratum", sa.String(length=60), nullable=True),
        sa.Column("sample_weight", sa.Float(), nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_assignment_account_id"),
        sa.PrimaryKeyConstraint("election_id", "account_id", "station_id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_account", "assignment", ["account_id"], unique=False)
    op.create_index("ix_assignment_station", "assignment", ["election_id", "station_id"], unique=False)


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_invitation_account_id"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_invitation"),
        sa.UniqueConstraint("code_sha256", name="uq_invitation_code_sha256"),
    )


def _official_figure() -> None:
    op.create_table(
        "official_figure",
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("contest_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("option_code", sa.String(length=24), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("as_printed", sa.String(length=60), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("as_of_at", INSTANT, nullable=True),
        sa.Column("locator", sa.String(length=200), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("speaker", sa.String(length=200), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["official_source.source_id"], name="fk_official_figure_source_id"),
        sa.PrimaryKeyConstraint("figure_id", name="pk_official_figure"),
    )
    op.create_index("ix_official_figure_code", "official_figure", ["election_id", "code"], unique=False)
    op.create_index("ix_official_figure_unit", "official_figure", ["election_id", "unit_id", "code"], unique=False)


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("organisation_code", sa.String(length=16), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.election_id"], name="fk_organisation_election_id"),
        sa.PrimaryKeyConstraint("election_id", "organisation_code", name="pk_organisation"),
    )


def _report_head() -> None:
    op.create_table(
        "report_head",
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("station_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("contest_id", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_code", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("observed_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("worst_level", sa.String(length=8), nullable=True),
        sa.Column("is_visible", sa.Boolean(), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name="fk_report_head_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_head"),
        sa.UniqueConstraint("revision_id", name="uq_report_head_revision_id"),
    )
    op.create_index("ix_report_head_author", "report_head", ["author_id"], unique=False)
    op.create_index("ix_report_head_import", "report_head", ["import_id"], unique=False)
    op.create_index("ix_report_head_kind", "report_head", ["election_id", "kind", "is_visible"], unique=False)
    op.create_index("ix_report_head_station", "report_head", ["election_id", "station_id", "kind"], unique=False)


def _report_revision() -> None:
    op.create_table(
        "report_revision",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("observer_code", sa.String(length=24), nullable=False),
        sa.Column("organisation_code", sa.String(length=16), nullable=False),
        sa.Column("entered_by", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("receipt_code", sa.String(length=6), nullable=False),
        sa.Column("observed_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name="fk_report_revision_report_id"),
        sa.PrimaryKeyConstraint("revision_id", name="pk_report_revision"),
        sa.UniqueConstraint("report_id", "revision", name="uq_report_revision_report_id_revision"),
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("session_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_session_account_id"),
        sa.PrimaryKeyConstraint("session_sha256", name="pk_session"),
    )


def _station() -> None:
    op.create_table(
        "station",
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("station_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=20), nullable=False),
        sa.Column("district_code", sa.String(length=40), nullable=False),
        sa.Column("place_en", sa.String(length=200), nullable=False),
        sa.Column("place_ru", sa.String(length=200), nullable=False),
        sa.Column("place_kk", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("station_type", sa.String(length=12), nullable=False),
        sa.Column("registered_voters", sa.Integer(), nullable=True),
        sa.Column("registered_voters_source", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.election_id"], name="fk_station_election_id"),
        sa.PrimaryKeyConstraint("election_id", "station_id", name="pk_station"),
    )
    op.create_index("ix_station_number", "station", ["election_id", "number"], unique=False)
    op.create_index("ix_station_region", "station", ["election_id", "region_code"], unique=False)


def _unit() -> None:
    op.create_table(
        "unit",
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("parent_id", sa.String(length=60), nullable=True),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_ru", sa.String(length=200), nullable=False),
        sa.Column("name_kk", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("registered_voters", sa.Integer(), nullable=True),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.election_id"], name="fk_unit_election_id"),
        sa.PrimaryKeyConstraint("election_id", "unit_id", name="pk_unit"),
    )


def _report_figure() -> None:
    op.create_table(
        "report_figure",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.String(length=40), nullable=False),
        sa.Column("voice", sa.String(length=10), nullable=False),
        sa.Column("figure_code", sa.String(length=32), nullable=False),
        sa.Column("option_code", sa.String(length=24), nullable=False),
        sa.Column("as_of_at", INSTANT, nullable=False),
        sa.Column("election_id", sa.String(length=60), nullable=False),
        sa.Column("station_id", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("missing_code", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.revision_id"], name="fk_report_figure_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "contest_id", "voice", "figure_code", "option_code", "as_of_at", name="pk_report_figure"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_figure_code", "report_figure", ["election_id", "figure_code", "voice"], unique=False)
    op.create_index("ix_report_figure_station", "report_figure", ["election_id", "station_id"], unique=False)


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("reviewer_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.revision_id"], name="fk_review_revision_id"),
        sa.PrimaryKeyConstraint("review_id", name="pk_review"),
    )
    op.create_index("ix_review_revision", "review", ["revision_id"], unique=False)


def upgrade() -> None:
    for table in (
        _account,
        _draft,
        _election,
        _ledger,
        _official_source,
        _preference,
        _report,
        _report_conflict,
        _assignment,
        _invitation,
        _official_figure,
        _organisation,
        _report_head,
        _report_revision,
        _session,
        _station,
        _unit,
        _report_figure,
        _review,
    ):
        table()
    for statement in create(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
