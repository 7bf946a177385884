"""What one observer reported of the time they watched at one station: as it was sent, for the checks of their count."""

import json
from typing import Any

from sqlalchemy import Connection, select

from data.store.tables import report_head, report_revision
from schemas.report import RevisionState
from schemas.reports.body import ReportKind

KINDS = (ReportKind.TURNOUT.value, ReportKind.AWAY.value)


def bodies(connection: Connection, election_id: str, station_id: str, author_id: str) -> list[tuple[ReportKind, dict[str, Any]]]:
    """Kind and body of their turnout reports and breaks as they stand now; withdrawn and rejected left out."""
    head = report_head.c
    query = (
        select(head.kind, report_revision.c.payload)
        .join(report_revision, report_revision.c.revision_id == head.revision_id)
        .where(
            head.election_id == election_id, head.station_id == station_id, head.kind.in_(KINDS), head.author_id == author_id,
            head.state.not_in([RevisionState.WITHDRAWN, RevisionState.REJECTED]),
        )
    )  # fmt: skip
    return [(ReportKind(row.kind), dict(json.loads(row.payload)["body"])) for row in connection.execute(query)]
