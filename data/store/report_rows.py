"""Each report's current body as one line of text beside its head: what pages read when they ask a whole country.

A projection: written with the revision in one transaction, made again from the payloads by `rebuild`. A line of an older layout is
stale: readers take such a report from its payload until the line is made again (docs/adr/0045)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update

from data.store.tables import report_head, report_revision
from schemas.reports.body import ReportKind
from schemas.reports.cells import BETWEEN, cells, code, instant, signature

OWN = ("revision_id", "report_id", "station_id", "contest_id", "author_id", "organisation_code", "observed_at")
"""What stands in a line before the cells of the body."""
CHUNK = 1_000


def body_of(payload: str) -> Mapping[str, Any]:
    """The body in a payload; empty where the payload has none."""
    return orjson.loads(payload).get("body") or {}


def line(head: Mapping[str, Any], payload: str) -> str:
    """The line of one report: its OWN cells, then those of its body. `head` has the columns OWN and `kind`."""
    observed_at = head["observed_at"]
    own = (
        str(head["revision_id"]),
        *[code(head[name]) for name in OWN[1:-1]],
        instant(observed_at) if isinstance(observed_at, datetime) else instant(str(observed_at)),
    )
    return BETWEEN.join((*own, cells(ReportKind(head["kind"]), body_of(payload))))


def of(head: Mapping[str, Any], payload: str) -> dict[str, str]:
    """The two columns that a head gets: body_line and the layout it was written in."""
    return {"body_line": line(head, payload), "body_layout": signature(ReportKind(head["kind"]))}


def is_current(kind: ReportKind) -> ColumnElement[bool]:
    return report_head.c.body_layout == signature(kind)


def stale_heads() -> ColumnElement[bool]:
    """Heads whose line is of another layout than the present one of their kind, or that have none."""
    return or_(*[and_(report_head.c.kind == kind.value, report_head.c.body_layout != signature(kind)) for kind in ReportKind])


def rebuild_next(connection: Connection, after: int, *, everything: bool = False) -> tuple[int, int]:
    """Makes the next CHUNK lines with a revision id above `after` again from their payloads: how many, and where to go on. Stale
    lines, or with `everything` all. Only inside the writer, or where no writer is."""
    wanted = [] if everything else [stale_heads()]
    query = (
        select(*[report_head.c[name] for name in (*OWN, "kind")], report_revision.c.payload)
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .where(report_head.c.revision_id > after, *wanted)
        .order_by(report_head.c.revision_id)
        .limit(CHUNK)
    )
    rows = connection.execute(query).mappings().all()
    if rows:
        change = update(report_head).where(report_head.c.revision_id == bindparam("of_revision"))
        change = change.values(body_line=bindparam("body_line"), body_layout=bindparam("body_layout"))
        connection.execute(change, [{"of_revision": row["revision_id"], **of(dict(row), row["payload"])} for row in rows])
    return len(rows), int(rows[-1]["revision_id"]) if rows else after


def rebuild(connection: Connection) -> int:
    """Makes every stale line again; how many."""
    made, (number, after) = 0, rebuild_next(connection, 0)
    while number:
        made += number
        number, after = rebuild_next(connection, after)
    return made


def stale(connection: Connection) -> int:
    """How many lines are not of the present layout."""
    return int(connection.execute(select(func.count()).select_from(report_head).where(stale_heads())).scalar_one())
