"""Frames of what waits for a second person, and what is kept beside a report: conflicts under its number."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, String, select, type_coerce

from data.store.frames_coverage import bodies
from data.store.quarantines import IN_FIGURES
from data.store.store import Store
from data.store.tables import account, report_conflict, report_head, report_revision
from schemas.counting import CountRule
from schemas.report import RevisionState
from schemas.reports.body import ReportKind

TELLING = ("what", "danger", "left_because", "check_bundle_in_box")
"""Answers that put a report into the red lane whatever its figures say."""
TOLD_IN = (ReportKind.VIOLATION, ReportKind.LEAVING, ReportKind.CLOSING)


def waiting(store: Store, election_id: str) -> pd.DataFrame:
    """Visible reports that nobody has decided on, or whose observer was asked: report_id, revision_id, revision, kind, contest_id,
    station_id, author_id, observer_code, state, worst_level, received_at (UTC), and TELLING, empty where it was not asked."""
    query = (
        select(
            *[report_head.c[name] for name in (
                "report_id", "revision_id", "revision", "kind", "contest_id", "station_id", "author_id", "state", "worst_level")],
            report_revision.c.observer_code,
            type_coerce(report_head.c.received_at, String).label("received_at"),
        )
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id, IN_FIGURES,
            report_head.c.state.in_([RevisionState.SUBMITTED, RevisionState.RETURNED]),
        )
        .order_by(report_head.c.received_at, report_head.c.revision_id)
    )
    frame = store.frame(query)
    told = bodies(store, election_id, TOLD_IN, TELLING, rule=CountRule.ALL).set_index("revision_id")[list(TELLING)]
    frame = frame.assign(received_at=pd.to_datetime(frame["received_at"], utc=True, format="ISO8601"))
    return frame.join(told, on="revision_id")


def conflicts_of(connection: Connection, report_id: str) -> Sequence[Row[Any]]:
    """Other bytes that arrived under a report's number, oldest first: report_conflict's columns and the author's code."""
    query = select(report_conflict, account.c.observer_code).join(
        account, account.c.account_id == report_conflict.c.author_id, isouter=True)
    return connection.execute(query.where(report_conflict.c.report_id == report_id).order_by(report_conflict.c.conflict_id)).all()
