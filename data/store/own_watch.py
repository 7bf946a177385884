"""What observers reported of the time they watched: as it was sent, for the checks of their counts."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from data.store.series import SeriesPoint, of_series
from data.store.tables import report_figure, report_head, report_revision
from schemas.checks.check import Point
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


NAMED_MOST = 500
"""People named in one question; of more, the election's turnout is read through once: each question would look at all of it anyway."""


def series_of(connection: Connection, election_id: str, author_ids: Collection[str]) -> dict[tuple[str, str], list[SeriesPoint]]:
    """`data.store.series.turnout_series` of these people, by (author, station), all of it however much one of them sent: for an import,
    where nobody waits for a receipt."""
    head, figure = report_head.c, report_figure.c
    query = (
        select(head.author_id, head.station_id, head.report_id, figure.voice, figure.figure_code, figure.as_of_at, figure.value)
        .join(report_figure, figure.revision_id == head.revision_id)
        .where(
            head.election_id == election_id, of_series(head.kind, figure.figure_code),
            head.state.not_in([RevisionState.WITHDRAWN, RevisionState.REJECTED]), figure.value.is_not(None),
        )
        .order_by(figure.as_of_at)
    )  # fmt: skip
    if len(author_ids) <= NAMED_MOST:
        query = query.where(head.author_id.in_(author_ids))
    found: dict[tuple[str, str], list[SeriesPoint]] = {}
    for author_id, station_id, report_id, voice, code, at, value in connection.execute(query):
        if author_id in author_ids:
            found.setdefault((author_id, station_id), []).append(SeriesPoint(report_id, voice, code, Point(at, value)))
    return found
