"""Reports: appended once, revised by number, found again by id. Idempotent by UNIQUE (report_id, revision), decided in the writer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from data.store import ledger, ledger_rows, report_rows
from data.store.prepared import PreparedInsert
from data.store.quarantines import IN_FIGURES
from data.store.tables import report, report_conflict, report_figure, report_head, report_revision
from data.store.tables_dictation import report_confirmation, report_dictation
from schemas.figure import Figure
from schemas.report import EnteredBy, RevisionState


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A revision ready to be stored. `row` has the columns of report_revision except revision_id. `entered_by_id` and its code: who
    typed it for the author, where somebody did."""

    election_id: str
    station_id: str
    kind: str
    contest_id: str
    row: Mapping[str, Any]
    figures: tuple[Figure, ...]
    worst_level: str | None
    entered_by_id: str = ""
    entered_by_code: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    revision_id: int
    receipt_code: str
    received_at: datetime
    sha256: str
    created: bool
    line: tuple[Any, ...] = ()
    """The line of the ledger that was written for it; nothing where it stood there before."""


class OtherBytes(Exception):
    """Other bytes under a stored report and revision, or a correction of a revision that is not the newest. Kept as a conflict."""

    def __init__(self, current_revision: int) -> None:
        super().__init__(f"current revision is {current_revision}")
        self.current_revision = current_revision


class NotTheAuthor(Exception):
    """The report id belongs to somebody else."""


class SentByTheObserver(NotTheAuthor):
    """What an observer sent is corrected by the observer, not by whoever types for them."""


@dataclass(slots=True)
class _Known:
    """`row`: the report's own."""

    row: Mapping[str, Any]
    revisions: dict[int, Stored]
    dictated: set[int]

    @property
    def newest(self) -> int:
        return max(self.revisions, default=0)


@dataclass(slots=True)
class _Batch:
    """What one commit adds."""

    next_id: int
    reports: list[dict[str, Any]]
    revisions: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    new_heads: list[dict[str, Any]]
    moved_heads: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    dictations: list[dict[str, Any]]
    entries: list[ledger.Entry]


NEWEST = select(func.coalesce(func.max(report_revision.c.revision_id), 0))
REPORTS = select(report).where(report.c.report_id.in_(bindparam("ids", expanding=True)))
REVISIONS = select(
    report_revision.c.report_id, report_revision.c.revision, report_revision.c.revision_id, report_revision.c.receipt_code,
    report_revision.c.received_at, report_revision.c.sha256, report_revision.c.entered_by,
).where(report_revision.c.report_id.in_(bindparam("ids", expanding=True)))


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, _Known]:
    known = {row["report_id"]: _Known(dict(row), {}, set()) for row in connection.execute(REPORTS, {"ids": ids}).mappings()}
    if known:
        for row in connection.execute(REVISIONS, {"ids": list(known)}):
            known[row.report_id].revisions[row.revision] = Stored(row.revision_id, row.receipt_code, row.received_at, row.sha256, False)
            if row.entered_by != EnteredBy.OBSERVER:
                known[row.report_id].dictated.add(row.revision)
    return known


def _head(new: NewRevision, revision_id: int) -> dict[str, Any]:
    row = new.row
    head = {
        "report_id": row["report_id"], "revision_id": revision_id, "revision": row["revision"], "election_id": new.election_id,
        "station_id": new.station_id, "kind": new.kind, "contest_id": new.contest_id, "author_id": row["author_id"],
        "organisation_code": row["organisation_code"], "state": RevisionState.WITHDRAWN if row["withdrawn"] else RevisionState.SUBMITTED,
        "observed_at": row["observed_at"], "received_at": row["received_at"], "worst_level": new.worst_level,
        "import_id": row["import_id"],
    }
    return {**head, **report_rows.of(head, row["payload"])}


def _figure_rows(new: NewRevision, revision_id: int) -> list[dict[str, Any]]:
    # Codes as bare words: a member of an enum is looked at three times on its way into the hash and the table.
    return ledger_rows.in_order(report_figure, [{
        "revision_id": revision_id, "contest_id": figure.contest_id, "voice": str(figure.voice), "figure_code": str(figure.code),
        "option_code": figure.option_code, "as_of_at": figure.as_of_at, "election_id": new.election_id, "station_id": new.station_id,
        "value": figure.value, "missing_code": None if figure.missing is None else str(figure.missing),
    } for figure in new.figures])


def _add(batch: _Batch, known: dict[str, _Known], new: NewRevision) -> Stored | Exception:
    row = new.row
    of_report = known.get(row["report_id"])
    if of_report is not None and of_report.row["author_id"] != row["author_id"]:
        return NotTheAuthor()
    same = of_report.revisions.get(row["revision"]) if of_report else None
    if same is not None and same.sha256 == row["sha256"]:
        return same
    newest = of_report.newest if of_report else 0
    if row["revision"] != newest + 1:
        batch.conflicts.append({name: row[name] for name in (
            "report_id", "revision", "payload", "sha256", "author_id", "channel", "received_at")})
        return OtherBytes(newest)
    if of_report is not None and new.entered_by_id and newest not in of_report.dictated:
        return SentByTheObserver()
    revision_id, batch.next_id = batch.next_id, batch.next_id + 1
    stored = Stored(revision_id, row["receipt_code"], row["received_at"], row["sha256"], True)
    if of_report is None:
        identity = {"report_id": row["report_id"], "election_id": new.election_id, "station_id": new.station_id, "kind": new.kind,
                    "contest_id": new.contest_id, "author_id": row["author_id"], "created_at": row["received_at"]}
        of_report = known[row["report_id"]] = _Known(identity, {}, set())
        batch.reports.append(identity)
        batch.new_heads.append(_head(new, revision_id))
    else:
        batch.moved_heads.append({f"new_{name}": value for name, value in _head(new, revision_id).items()})
    of_report.revisions[row["revision"]] = Stored(revision_id, row["receipt_code"], row["received_at"], row["sha256"], False)
    full, figures = {"revision_id": revision_id, **row}, _figure_rows(new, revision_id)
    batch.revisions.append(full)
    batch.figures.extend(figures)
    fact = ledger_rows.report_fact(of_report.row, full, figures)
    batch.entries.append(ledger.Entry("report_revision", str(revision_id), fact, is_plain=True))
    if new.entered_by_id:
        of_report.dictated.add(row["revision"])
        typed = {"revision_id": revision_id, "entered_by_id": new.entered_by_id, "entered_by_code": new.entered_by_code}
        batch.dictations.append(typed)
        batch.entries.append(ledger.Entry("report_dictation", str(revision_id), typed))
    return stored


MOVE_HEAD = update(report_head).where(report_head.c.report_id == bindparam("new_report_id")).values(
    {name: bindparam(f"new_{name}") for name in (
        "revision_id", "revision", "state", "observed_at", "received_at", "worst_level", "organisation_code", "import_id",
        "body_line", "body_layout")})


APPENDED = [PreparedInsert(table) for table in (report, report_revision, report_figure, report_head, report_dictation)]


def append_revisions(connection: Connection, items: Sequence[NewRevision]) -> list[Stored | Exception]:
    """Stores the revisions of one group commit. For each: Stored (created or the same bytes again), OtherBytes (the conflict is
    kept) or NotTheAuthor (SentByTheObserver). Runs only inside the writer."""
    known = _known(connection, sorted({item.row["report_id"] for item in items}))
    next_id = int(connection.execute(NEWEST).scalar_one()) + 1
    batch = _Batch(next_id, [], [], [], [], [], [], [], [])
    results = [_add(batch, known, item) for item in items]
    for rows, into in zip((batch.reports, batch.revisions, batch.figures, batch.new_heads, batch.dictations), APPENDED, strict=True):
        into.store(connection, rows)
    for moved in batch.moved_heads:
        connection.execute(MOVE_HEAD, moved)
    for conflict in batch.conflicts:
        batch.entries.extend(_keep_conflict(connection, conflict))
    if not batch.entries:
        return results
    lines = ledger.record_lines(connection, batch.entries, items[-1].row["received_at"])
    own = {line["subject"]: line for line in lines if line["kind"] == "report_revision"}
    return [
        replace(each, line=ledger.line_of(own[str(each.revision_id)])) if isinstance(each, Stored) and each.created else each
        for each in results
    ]


def _keep_conflict(connection: Connection, conflict: dict[str, Any]) -> list[ledger.Entry]:
    """The same conflicting bytes sent again are one conflict."""
    same = select(report_conflict.c.conflict_id).where(*(
        report_conflict.c[name] == conflict[name] for name in ("report_id", "revision", "sha256")))
    if connection.execute(same).first() is not None:
        return []
    conflict_id = connection.execute(insert(report_conflict).values(conflict)).inserted_primary_key[0]  # type: ignore[index]
    return [ledger.Entry("report_conflict", str(conflict_id), {"conflict_id": conflict_id, **conflict})]


CURRENT = (
    select(report_revision, report_head.c.state, report_head.c.kind, report_head.c.election_id, report_head.c.station_id,
           report_head.c.contest_id, report_head.c.revision_id.label("head_revision_id"),
           report_dictation.c.entered_by_code, report_confirmation.c.confirmed_at)
    .join(report_head, report_head.c.report_id == report_revision.c.report_id)
    .outerjoin(report_dictation, report_dictation.c.revision_id == report_revision.c.revision_id)
    .outerjoin(report_confirmation, report_confirmation.c.revision_id == report_revision.c.revision_id)
)
"""Every revision with its report's identity and current state, who typed it for its author and when that was confirmed; is_current
where revision_id == head_revision_id."""


def revisions_of(connection: Connection, report_id: str) -> Sequence[Row[Any]]:
    """All revisions of one report, oldest first."""
    return connection.execute(CURRENT.where(report_revision.c.report_id == report_id).order_by(report_revision.c.revision)).all()


def newest_of(connection: Connection, report_id: str) -> Row[Any] | None:
    """The newest revision of one report; None where there is no such report."""
    own = CURRENT.where(report_revision.c.report_id == report_id)
    return connection.execute(own.order_by(report_revision.c.revision.desc()).limit(1)).first()


def current_of_author(connection: Connection, election_id: str, author_id: str) -> Sequence[Row[Any]]:
    """Current revisions of one person's reports, newest first."""
    query = CURRENT.where(report_head.c.election_id == election_id, report_head.c.author_id == author_id,
                          report_head.c.revision_id == report_revision.c.revision_id)
    return connection.execute(query.order_by(report_revision.c.received_at.desc())).fetchall()


def current_at_station(connection: Connection, election_id: str, station_id: str) -> Sequence[Row[Any]]:
    """Current revisions of every report of one station, in the order of observation."""
    query = CURRENT.where(report_head.c.election_id == election_id, report_head.c.station_id == station_id, IN_FIGURES,
                          report_head.c.revision_id == report_revision.c.revision_id)
    return connection.execute(query.order_by(report_revision.c.observed_at)).fetchall()
