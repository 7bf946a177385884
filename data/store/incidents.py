"""Joined incidents: a row says that a report tells of an incident, or no longer does; the last row of a report counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, String, func, insert, select, type_coerce

from data.store import ledger
from data.store.quarantines import IN_FIGURES
from data.store.report_rows import body_of
from data.store.store import Store
from data.store.tables import account, report_head, report_revision
from data.store.tables_dictation import report_dictation
from data.store.tables_review import incident_join
from schemas.reports.body import ReportKind


@dataclass(frozen=True, slots=True)
class NewJoin:
    """`is_joined`: the report tells of this incident from now on; else no longer."""

    election_id: str
    incident_id: int
    report_id: str
    is_joined: bool
    reason: str
    account_id: str
    decided_at: datetime


def next_id(connection: Connection) -> int:
    """The number of the next incident. Runs only inside the writer."""
    return int(connection.execute(select(func.coalesce(func.max(incident_join.c.incident_id), 0))).scalar_one()) + 1


def append(connection: Connection, joins: Sequence[NewJoin]) -> None:
    """Stores decisions in order, with their ledger rows. Runs only inside the writer."""
    first = int(connection.execute(select(func.coalesce(func.max(incident_join.c.join_id), 0))).scalar_one()) + 1
    rows: list[dict[str, Any]] = [
        {
            "join_id": number, "election_id": each.election_id, "incident_id": each.incident_id, "report_id": each.report_id,
            "is_joined": each.is_joined, "reason": each.reason, "account_id": each.account_id, "decided_at": each.decided_at,
        }
        for number, each in enumerate(joins, first)
    ]
    if rows:
        connection.execute(insert(incident_join), rows)
        ledger.record(connection, [ledger.Entry("incident_join", str(row["join_id"]), row) for row in rows], joins[-1].decided_at)


def now(connection: Connection, election_id: str) -> dict[str, int]:
    """The incident of each report that is joined to one."""
    query = (
        select(incident_join.c.report_id, incident_join.c.incident_id, incident_join.c.is_joined)
        .where(incident_join.c.election_id == election_id)
        .order_by(incident_join.c.join_id)
    )
    last = {row.report_id: (row.incident_id, bool(row.is_joined)) for row in connection.execute(query)}
    return {report_id: number for report_id, (number, joined) in last.items() if joined}


def current(store: Store, election_id: str) -> pd.DataFrame:
    """The same as a frame: report_id, incident_id (Int64)."""
    with store.read() as connection:
        found = now(connection, election_id)
    return pd.DataFrame({"report_id": list(found), "incident_id": pd.array(list(found.values()), dtype="Int64")}, dtype=object).astype(
        {"incident_id": "Int64"})


def every(store: Store, election_id: str) -> pd.DataFrame:
    """Every decision of an election, oldest first: incident_id, report_id, is_joined, reason, decided_at, by_code."""
    query = (
        select(
            incident_join.c.incident_id, incident_join.c.report_id, incident_join.c.is_joined, incident_join.c.reason,
            incident_join.c.decided_at, account.c.observer_code.label("by_code"),
        )
        .join(account, account.c.account_id == incident_join.c.account_id, isouter=True)
        .where(incident_join.c.election_id == election_id)
        .order_by(incident_join.c.join_id)
    )
    return store.frame(query).astype({"is_joined": bool})


def tellers(store: Store, election_id: str, report_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Who typed each current message about a violation (of these reports, or all), and when: report_id, observer_code, typed_by (account
    of a coordinator; empty where the observer typed), typed_at (UTC; when it was sent, where the device said so, else when it came)."""
    these = () if report_ids is None else (report_head.c.report_id.in_(sorted(report_ids)),)
    query = (
        select(
            report_head.c.report_id, report_revision.c.observer_code, report_dictation.c.entered_by_id.label("typed_by"),
            type_coerce(func.coalesce(report_revision.c.sent_at, report_revision.c.received_at), String).label("typed_at"),
        )
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .join(report_dictation, report_dictation.c.revision_id == report_head.c.revision_id, isouter=True)
        .where(report_head.c.election_id == election_id, report_head.c.kind == ReportKind.VIOLATION.value, IN_FIGURES, *these)
    )
    frame = store.frame(query)
    return frame.assign(typed_at=pd.to_datetime(frame["typed_at"], utc=True, format="ISO8601"))


def watching(store: Store, election_id: str, author_ids: Collection[str]) -> pd.DataFrame:
    """Who of ours these observers said at arrival that they watch with: author_id, station_id, others_watching, pair_code."""
    query = (
        select(report_head.c.author_id, report_head.c.station_id, report_revision.c.payload)
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id, report_head.c.kind == ReportKind.PRESENCE.value, IN_FIGURES,
            report_head.c.author_id.in_(sorted(author_ids)),
        )
        .order_by(report_head.c.revision_id)
    )
    with store.read() as connection:
        rows = [(row.author_id, row.station_id, body_of(row.payload)) for row in connection.execute(query)]
    columns = ["author_id", "station_id", "others_watching", "pair_code"]
    made = [(author, station, body.get("others_watching"), body.get("pair_code")) for author, station, body in rows]
    return pd.DataFrame(made, columns=columns, dtype=object).drop_duplicates(["author_id", "station_id"], keep="last")
