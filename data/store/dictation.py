"""An observer's word that a report typed for them is right: one row a revision, appended once."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from data.store import ledger
from data.store.tables import report_revision
from data.store.tables_dictation import report_confirmation, report_dictation


def typed_by(connection: Connection, account_id: str) -> dict[int, str]:
    """What this account typed for others: the report of each such revision."""
    query = (
        select(report_revision.c.revision_id, report_revision.c.report_id)
        .join(report_dictation, report_dictation.c.revision_id == report_revision.c.revision_id)
        .where(report_dictation.c.entered_by_id == account_id)
    )
    return {row.revision_id: row.report_id for row in connection.execute(query)}


def confirm(connection: Connection, revision_id: int, account_id: str, at: datetime) -> datetime:
    """Keeps that the observer confirmed this revision; said twice, it is the first that stands. Returns when it was confirmed.
    Runs only inside the writer."""
    query = select(report_confirmation.c.confirmed_at).where(report_confirmation.c.revision_id == revision_id)
    known: datetime | None = connection.execute(query).scalar()
    if known is not None:
        return known
    row = {"revision_id": revision_id, "account_id": account_id, "confirmed_at": at}
    connection.execute(insert(report_confirmation).values(row))
    ledger.record(connection, [ledger.Entry("report_confirmation", str(revision_id), row)], at)
    return at
