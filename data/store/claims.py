"""Claims: who is looking at a report, so that two people do not do the same. A lease that ends by itself, not a fact of the ledger."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from data.store.tables import account, report_head
from data.store.tables_review import review_claim

_WITH_CODE = select(
    review_claim.c.report_id, review_claim.c.account_id, review_claim.c.claimed_at, review_claim.c.expires_at, account.c.observer_code
).join(account, account.c.account_id == review_claim.c.account_id, isouter=True)


def live(connection: Connection, report_id: str, now: datetime) -> Any:
    """report_id, account_id, claimed_at, expires_at, observer_code of the claim that has not run out; None where there is none."""
    return connection.execute(_WITH_CODE.where(review_claim.c.report_id == report_id, review_claim.c.expires_at > now)).first()


def live_of_election(connection: Connection, election_id: str, now: datetime) -> list[Row[Any]]:
    """Every claim of an election's reports that has not run out, the oldest first."""
    query = _WITH_CODE.join(report_head, report_head.c.report_id == review_claim.c.report_id)
    query = query.where(report_head.c.election_id == election_id, review_claim.c.expires_at > now)
    return list(connection.execute(query.order_by(review_claim.c.claimed_at)))


def take(connection: Connection, report_id: str, account_id: str, now: datetime, expires_at: datetime) -> bool:
    """Claims a report, or makes one's own claim last longer; False where somebody else holds it. Runs only inside the writer."""
    held = live(connection, report_id, now)
    if held is not None:
        if held.account_id == account_id:
            connection.execute(update(review_claim).where(review_claim.c.report_id == report_id).values(expires_at=expires_at))
        return bool(held.account_id == account_id)
    connection.execute(delete(review_claim).where(review_claim.c.report_id == report_id))
    connection.execute(
        insert(review_claim).values(report_id=report_id, account_id=account_id, claimed_at=now, expires_at=expires_at))
    return True


def release(connection: Connection, report_id: str, account_id: str) -> None:
    """Gives up one's own claim; nobody else's."""
    connection.execute(delete(review_claim).where(review_claim.c.report_id == report_id, review_claim.c.account_id == account_id))
