"""Reviews: a second person's decision on one revision; the head follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from data.store import ledger
from data.store.tables import report_head, review
from schemas.report import RevisionState


@dataclass(frozen=True, slots=True)
class NewReview:
    revision_id: int
    decision: RevisionState
    reviewer_id: str
    reason: str
    decided_at: datetime


def append(connection: Connection, reviews: Sequence[NewReview]) -> list[int]:
    """Stores the decisions in order and moves the heads that still stand at the reviewed revision: a newer revision is not
    decided by a review of the one before. Runs only inside the writer. Returns the ids."""
    first = int(connection.execute(select(func.coalesce(func.max(review.c.review_id), 0))).scalar_one()) + 1
    rows: list[dict[str, Any]] = [
        {
            "review_id": number,
            "revision_id": each.revision_id,
            "decision": each.decision,
            "reviewer_id": each.reviewer_id,
            "reason": each.reason,
            "decided_at": each.decided_at,
        }
        for number, each in enumerate(reviews, first)
    ]
    if not rows:
        return []
    connection.execute(insert(review), rows)
    move = update(report_head).where(report_head.c.revision_id == bindparam("of_revision"), report_head.c.state != RevisionState.WITHDRAWN)
    connection.execute(
        move.values(state=bindparam("decided")), [{"of_revision": each.revision_id, "decided": each.decision} for each in reviews]
    )
    ledger.record(connection, [ledger.Entry("review", str(row["review_id"]), row) for row in rows], reviews[-1].decided_at)
    return [row["review_id"] for row in rows]


def of_revision(connection: Connection, revision_id: int) -> Sequence[Row[Any]]:
    """Every decision on one revision, oldest first."""
    return connection.execute(select(review).where(review.c.revision_id == revision_id).order_by(review.c.review_id)).all()


def any_by(connection: Connection, reviewer_id: str) -> bool:
    return connection.execute(select(review.c.review_id).where(review.c.reviewer_id == reviewer_id).limit(1)).first() is not None
