"""Which reports have changed since they were read: those with a newer revision, and those whose revision has been reviewed."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from data.store.prepared import Prepared
from data.store.tables import report_head, review

NEWEST = Prepared(
    select(
        select(func.coalesce(func.max(report_head.c.revision_id), 0)).scalar_subquery(),
        select(func.coalesce(func.max(review.c.review_id), 0)).scalar_subquery(),
    )
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest revision and the newest review of all, of whatever kind of report: of a kind that is sent in the morning nothing is
    looked for in the evening among all that has come since."""

    revision_id: int
    review_id: int

    @property
    def values(self) -> dict[str, object]:
        """What `CHANGED` is asked with."""
        return {"after": self.revision_id, "reviewed": self.review_id}


def mark(connection: Connection) -> Mark:
    """Where the reports stand now. Asked before they are read: what is stored in between is read twice rather than never."""
    return Mark(*NEWEST.rows(connection, {})[0])


CHANGED: ColumnElement[bool] = or_(
    report_head.c.revision_id > bindparam("after", None),
    report_head.c.revision_id.in_(select(review.c.revision_id).where(review.c.review_id > bindparam("reviewed", None))),
)
"""Of a head: it has changed since a mark."""
