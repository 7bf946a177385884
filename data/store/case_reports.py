"""Where the reports that cases rest on stand now, and which incident they tell of."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from data.store.quarantines import in_quarantine
from data.store.tables import report_head, review
from data.store.tables_review import incident_join, quarantine
from schemas.report import RevisionState

DEAD = (RevisionState.WITHDRAWN, RevisionState.REJECTED)
AT_ONCE = 5_000
"""Names in one question: below SQLite's limit of variables."""


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))


def not_as_gathered(connection: Connection, report_ids: Sequence[str]) -> list[Any]:
    """Those of these reports that are in quarantine, withdrawn, rejected or in a later revision than their first: report_id, revision,
    state, in_quarantine, received_at, decided_at (the last review of that revision), quarantined_at (the author's last decision)."""
    decided = (
        select(func.max(review.c.decided_at)).where(review.c.revision_id == report_head.c.revision_id).scalar_subquery()
    )
    quarantined = (
        select(func.max(quarantine.c.decided_at))
        .where(quarantine.c.author_id == report_head.c.author_id, quarantine.c.election_id == report_head.c.election_id)
        .scalar_subquery()
    )
    aside = in_quarantine()
    query = select(
        report_head.c.report_id, report_head.c.revision, report_head.c.state, aside.label("in_quarantine"), report_head.c.received_at,
        decided.label("decided_at"), quarantined.label("quarantined_at"),
    ).where(or_(aside, report_head.c.state.in_(DEAD), report_head.c.revision > 1))
    found: list[Any] = []
    for names in _parts(report_ids):
        found += connection.execute(query.where(report_head.c.report_id.in_(names))).all()
    return found


def incidents(connection: Connection, report_ids: Sequence[str]) -> dict[str, int]:
    """The incident of each of these reports that is joined to one."""
    query = select(incident_join.c.report_id, incident_join.c.incident_id, incident_join.c.is_joined).order_by(incident_join.c.join_id)
    rows = [row for names in _parts(report_ids) for row in connection.execute(query.where(incident_join.c.report_id.in_(names)))]
    last = {row.report_id: (int(row.incident_id), bool(row.is_joined)) for row in rows}
    return {report_id: number for report_id, (number, joined) in last.items() if joined}
