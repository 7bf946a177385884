"""Reviews: a second person's decision on one revision, which the head follows; and what was heard when the observer was called back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from data.store import ledger
from data.store.quarantines import in_quarantine
from data.store.shown import is_shown
from data.store.tables import account, report_head, review
from data.store.tables_review import call_back
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


def head_of(connection: Connection, report_id: str) -> Row[Any] | None:
    """Where a report stands: every column of report_head, is_shown and in_quarantine; None where there is no such report."""
    query = select(report_head, is_shown().label("is_shown"), in_quarantine().label("in_quarantine"))
    return connection.execute(query.where(report_head.c.report_id == report_id)).first()


def of_revisions(connection: Connection, revision_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Every decision on these revisions with the code of who took it, oldest first."""
    query = select(review, account.c.observer_code).join(account, account.c.account_id == review.c.reviewer_id, isouter=True)
    return connection.execute(query.where(review.c.revision_id.in_(revision_ids)).order_by(review.c.review_id)).all()


@dataclass(frozen=True, slots=True)
class NewCall:
    revision_id: int
    account_id: str
    outcome: str
    note: str
    called_at: datetime


def add_calls(connection: Connection, calls: Sequence[NewCall]) -> None:
    """Stores calls back, in order, with their ledger rows. Runs only inside the writer."""
    first = int(connection.execute(select(func.coalesce(func.max(call_back.c.call_id), 0))).scalar_one()) + 1
    rows: list[dict[str, Any]] = [
        {
            "call_id": number, "revision_id": each.revision_id, "account_id": each.account_id, "outcome": each.outcome,
            "note": each.note, "called_at": each.called_at,
        }
        for number, each in enumerate(calls, first)
    ]
    if rows:
        connection.execute(insert(call_back), rows)
        ledger.record(connection, [ledger.Entry("call_back", str(row["call_id"]), row) for row in rows], calls[-1].called_at)


def calls_of(connection: Connection, revision_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Every call back about these revisions with the code of who called, oldest first."""
    query = select(call_back, account.c.observer_code).join(account, account.c.account_id == call_back.c.account_id, isouter=True)
    return connection.execute(query.where(call_back.c.revision_id.in_(revision_ids)).order_by(call_back.c.call_id)).all()


def any_by(connection: Connection, reviewer_id: str) -> bool:
    return connection.execute(select(review.c.review_id).where(review.c.reviewer_id == reviewer_id).limit(1)).first() is not None
