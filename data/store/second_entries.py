"""Second entries: a protocol typed again from its photo, one row for a version and person; the report's own figures beside them.

They stand in no table of figures: a second entry is the same paper read again, never another witness."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, String, func, insert, select, type_coerce

from data.store import ledger
from data.store.counting import counted
from data.store.evidence import SENT
from data.store.store import Store
from data.store.tables import account, report_figure, report_head, report_revision, review
from data.store.tables_review import report_seen, second_entry
from schemas import canonical
from schemas.counting import CountRule
from schemas.evidence import PhotoState
from schemas.reports.body import ReportKind
from schemas.voice import Voice

Key = tuple[str, str]
FROM_PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """`values` and `missing` by field of the form; `figures` the same values by (figure_code, option_code)."""

    revision_id: int
    election_id: str
    station_id: str
    contest_id: str
    account_id: str
    values: Mapping[str, int]
    missing: Mapping[str, str]
    figures: Mapping[Key, int | None]
    typed_at: datetime


def see(connection: Connection, report_id: str, account_id: str, at: datetime) -> None:
    """Remembers that somebody has looked at a report's figures. Only inside the writer."""
    if not has_seen(connection, report_id, account_id):
        connection.execute(insert(report_seen).values(report_id=report_id, account_id=account_id, seen_at=at))


def has_seen(connection: Connection, report_id: str, account_id: str) -> bool:
    own = select(report_seen.c.report_id).where(report_seen.c.report_id == report_id, report_seen.c.account_id == account_id)
    return connection.execute(own).first() is not None


def counts_at(connection: Connection, election_id: str, station_id: str, contest_id: str = "") -> list[tuple[str, int, str]]:
    """(report_id, revision_id, author_id) of the counts of a station as they stand now, of one contest or of all."""
    head = report_head.c
    query = select(head.report_id, head.revision_id, head.author_id).where(
        head.election_id == election_id, head.station_id == station_id, head.kind == ReportKind.COUNT.value)
    found = connection.execute(query.where(head.contest_id == contest_id) if contest_id else query)
    return [(str(row.report_id), int(row.revision_id), str(row.author_id)) for row in found]


def seen(connection: Connection, account_id: str) -> set[str]:
    """Every report whose figures somebody has looked at."""
    return set(connection.execute(select(report_seen.c.report_id).where(report_seen.c.account_id == account_id)).scalars())


def append(connection: Connection, new: NewEntry) -> None:
    """Stores one entry with its ledger row. Runs only inside the writer."""
    number = int(connection.execute(select(func.coalesce(func.max(second_entry.c.entry_id), 0))).scalar_one()) + 1
    payload = canonical.dumps({
        "schema_version": 1, "values": dict(new.values), "missing": dict(new.missing),
        "figures": [[code, option, value] for (code, option), value in sorted(new.figures.items())],
    })
    row: dict[str, Any] = {
        "entry_id": number, "revision_id": new.revision_id, "election_id": new.election_id, "station_id": new.station_id,
        "contest_id": new.contest_id, "account_id": new.account_id, "typed_from": FROM_PHOTO, "payload": payload.decode(),
        "sha256": hashlib.sha256(payload).hexdigest(), "typed_at": new.typed_at,
    }
    connection.execute(insert(second_entry), row)
    ledger.record(connection, [ledger.Entry("second_entry", str(number), row)], new.typed_at)


def figures_of(payload: str) -> dict[Key, int | None]:
    """What an entry says, by figure and option."""
    return {(code, option): value for code, option, value in json.loads(payload)["figures"]}


def of_revision(connection: Connection, revision_id: int) -> Sequence[Row[Any]]:
    """The entries of one version, oldest first, with the code of who typed."""
    query = select(second_entry, account.c.observer_code).join(
        account, account.c.account_id == second_entry.c.account_id, isouter=True)
    return connection.execute(query.where(second_entry.c.revision_id == revision_id).order_by(second_entry.c.entry_id)).all()


def paper_of(connection: Connection, revision_id: int) -> dict[Key, int | None]:
    """The report's own protocol figures."""
    query = select(report_figure.c.figure_code, report_figure.c.option_code, report_figure.c.value).where(
        report_figure.c.revision_id == revision_id, report_figure.c.voice == Voice.PROTOCOL.value)
    return {(row.figure_code, row.option_code): row.value for row in connection.execute(query)}


def observer_code(connection: Connection, report_id: str) -> str:
    """The code under which a report's present version was sent."""
    query = (
        select(report_revision.c.observer_code)
        .join(report_head, report_head.c.revision_id == report_revision.c.revision_id)
        .where(report_head.c.report_id == report_id)
    )
    return str(connection.execute(query).scalar_one())


def any_by(connection: Connection, account_id: str) -> bool:
    """Whether this account has typed any."""
    query = select(second_entry.c.entry_id).where(second_entry.c.account_id == account_id)
    return connection.execute(query.limit(1)).first() is not None


def has_decided(connection: Connection, report_id: str, account_id: str) -> bool:
    """Whether this account has decided on any version of a report."""
    query = (
        select(review.c.review_id)
        .join(report_revision, report_revision.c.revision_id == review.c.revision_id)
        .where(report_revision.c.report_id == report_id, review.c.reviewer_id == account_id)
    )
    return connection.execute(query.limit(1)).first() is not None


def decided(connection: Connection, election_id: str, account_id: str) -> set[str]:
    """Every report on which this account has decided."""
    query = (
        select(report_revision.c.report_id)
        .join(review, review.c.revision_id == report_revision.c.revision_id)
        .join(report_head, report_head.c.report_id == report_revision.c.report_id)
        .where(report_head.c.election_id == election_id, review.c.reviewer_id == account_id)
    )
    return set(connection.execute(query).scalars())


_HEAD = ("report_id", "revision_id", "station_id", "contest_id", "author_id", "state")


def waiting(store: Store, election_id: str) -> pd.DataFrame:
    """Protocols with a photo that can be shown and no second entry of their present version: report_id, revision_id, station_id,
    contest_id, author_id, state, observer_code, received_at (UTC); the oldest first."""
    sent = SENT.subquery("sent")
    photographed = select(sent.c.report_id).where(sent.c.election_id == election_id, sent.c.copy_state == PhotoState.READY.value)
    told = select(report_figure.c.revision_id).where(
        report_figure.c.revision_id == report_head.c.revision_id, report_figure.c.voice == Voice.PROTOCOL.value,
        report_figure.c.value.is_not(None))
    again = select(second_entry.c.revision_id).where(second_entry.c.election_id == election_id)
    query = (
        select(*[report_head.c[name] for name in _HEAD], report_revision.c.observer_code,
               type_coerce(report_head.c.received_at, String).label("received_at"))
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id, report_head.c.kind == ReportKind.COUNT.value, counted(CountRule.ALL),
            report_head.c.report_id.in_(photographed), told.exists(), report_head.c.revision_id.not_in(again),
        )
        .order_by(report_head.c.received_at, report_head.c.revision_id)
    )
    frame = store.frame(query)
    return frame.assign(received_at=pd.to_datetime(frame["received_at"], utc=True, format="ISO8601"))


def typed(store: Store, election_id: str) -> pd.DataFrame:
    """The newest second entry of each report's present version: as `waiting`, with payload, by_code, account_id, typed_at (UTC)."""
    query = (
        select(*[report_head.c[name] for name in _HEAD], report_revision.c.observer_code, second_entry.c.payload,
               second_entry.c.account_id, account.c.observer_code.label("by_code"),
               type_coerce(second_entry.c.typed_at, String).label("typed_at"))
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .join(second_entry, second_entry.c.revision_id == report_head.c.revision_id)
        .join(account, account.c.account_id == second_entry.c.account_id, isouter=True)
        .where(report_head.c.election_id == election_id, counted(CountRule.ALL))
        .order_by(second_entry.c.entry_id)
    )
    frame = store.frame(query).drop_duplicates("report_id", keep="last", ignore_index=True)
    return frame.assign(typed_at=pd.to_datetime(frame["typed_at"], utc=True, format="ISO8601"))


def papers(store: Store, election_id: str) -> dict[int, dict[Key, int | None]]:
    """The reports' own protocol figures wherever there is a second entry, by revision."""
    again = select(second_entry.c.revision_id).where(second_entry.c.election_id == election_id)
    query = select(report_figure.c.revision_id, report_figure.c.figure_code, report_figure.c.option_code, report_figure.c.value).where(
        report_figure.c.revision_id.in_(again), report_figure.c.voice == Voice.PROTOCOL.value)
    found: dict[int, dict[Key, int | None]] = {}
    with store.read() as connection:
        for row in connection.execute(query):
            found.setdefault(row.revision_id, {})[row.figure_code, row.option_code] = row.value
    return found
