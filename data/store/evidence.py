"""Evidence: photos appended once, found by report, station and hash. Idempotent by UNIQUE (report_id, sha256), decided in the writer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, insert, select

from data.store import ledger
from data.store.evidence_files import Shelf
from data.store.reports import NotTheAuthor
from data.store.tables import account, report, report_revision
from data.store.tables_evidence import evidence, evidence_access, evidence_change, evidence_copy
from schemas.evidence import PhotoState

RESTORED = "restored"
MOST_TRIES = 48
"""Photos of one report with those taken away again: above any person's, against a program gone wild."""


class TooMany(Exception):
    """The report holds as many photos as one may."""


_latest_copy = select(func.max(evidence_copy.c.copy_id)).group_by(evidence_copy.c.sha256)
_latest_change = select(func.max(evidence_change.c.change_id)).group_by(evidence_change.c.evidence_id)
_copy = select(evidence_copy).where(evidence_copy.c.copy_id.in_(_latest_copy)).subquery("latest_copy")
_change = select(evidence_change).where(evidence_change.c.change_id.in_(_latest_change)).subquery("latest_change")
_state = func.coalesce(_copy.c.outcome, PhotoState.RECEIVED.value).label("copy_state")
_is_withdrawn = (func.coalesce(_change.c.change, "") == PhotoState.WITHDRAWN.value).label("is_withdrawn")
PHOTOS: Select[Any] = (
    select(evidence, _state, _is_withdrawn, _copy.c.width, _copy.c.height, _copy.c.viewer_sha256, _copy.c.thumb_sha256)
    .outerjoin(_copy, _copy.c.sha256 == evidence.c.sha256)
    .outerjoin(_change, _change.c.evidence_id == evidence.c.evidence_id)
)
"""Every photo with the state of its copy and whether its author took it away."""
SENT = PHOTOS.join(report, (report.c.report_id == evidence.c.report_id) & (report.c.author_id == evidence.c.author_id)).where(
    func.coalesce(_change.c.change, "") != PhotoState.WITHDRAWN.value
)
"""Photos of reports that were sent: what others than the author may see."""


def _append(connection: Connection, table: Table, row: Mapping[str, Any], at: datetime) -> int:
    """One fact with its entry in the ledger; returns its id."""
    name = str(next(iter(table.primary_key.columns)).name)
    number = int(connection.execute(select(func.coalesce(func.max(table.c[name]), 0))).scalar_one()) + 1
    full = {name: number, **row}
    connection.execute(insert(table), [full])
    ledger.record(connection, [ledger.Entry(table.name, str(number), full)], at)
    return number


def add(connection: Connection, row: Mapping[str, Any], most: int) -> tuple[Row[Any], bool]:
    """Stores one photo, or finds the same one in the same report; the second value is whether it is new to it. Runs only inside the
    writer. Raises NotTheAuthor, TooMany."""
    known = connection.execute(PHOTOS.where(evidence.c.report_id == row["report_id"])).all()
    author = connection.execute(select(report.c.author_id).where(report.c.report_id == row["report_id"])).scalar()
    if ({each.author_id for each in known} | {author or row["author_id"]}) - {row["author_id"]}:
        raise NotTheAuthor
    same = next((each for each in known if each.sha256 == row["sha256"]), None)
    if same is not None and not same.is_withdrawn:
        return same, False
    if sum(not each.is_withdrawn for each in known) >= most or len(known) >= MOST_TRIES:
        raise TooMany
    if same is None:
        number = _append(connection, evidence, row, row["received_at"])
    else:
        number = same.evidence_id
        change(connection, number, RESTORED, row["author_id"], row["received_at"])
    return connection.execute(PHOTOS.where(evidence.c.evidence_id == number)).one(), True


def change(connection: Connection, evidence_id: int, said: str, account_id: str, at: datetime) -> int:
    """What its author did with a photo before sending: took it away, put it back."""
    row = {"evidence_id": evidence_id, "change": said, "account_id": account_id, "changed_at": at}
    return _append(connection, evidence_change, row, at)


def add_copy(connection: Connection, row: Mapping[str, Any]) -> int:
    """What came of drawing a photo; the same outcome again is no new fact."""
    last = connection.execute(
        select(evidence_copy).where(evidence_copy.c.sha256 == row["sha256"]).order_by(evidence_copy.c.copy_id.desc()).limit(1)
    ).first()
    if last is not None and all(last._mapping[name] == value for name, value in row.items() if name != "made_at"):
        return int(last.copy_id)
    return _append(connection, evidence_copy, row, row["made_at"])


def add_access(connection: Connection, row: Mapping[str, Any]) -> int:
    """One step of opening an original."""
    return _append(connection, evidence_access, row, row["happened_at"])


_ACCESSES: Select[Any] = (
    select(evidence_access, account.c.observer_code)
    .outerjoin(account, account.c.account_id == evidence_access.c.account_id)
    .order_by(evidence_access.c.access_id)
)


def accesses(connection: Connection, request_id: int) -> Sequence[Row[Any]]:
    """The request with this id and the steps that followed it, oldest first, each with the code of who took it."""
    mine = (evidence_access.c.access_id == request_id) | (evidence_access.c.request_id == request_id)
    return connection.execute(_ACCESSES.where(mine)).all()


def accesses_of(connection: Connection, evidence_id: int) -> Sequence[Row[Any]]:
    """Every step taken towards one original, oldest first: its custody trail."""
    return connection.execute(_ACCESSES.where(evidence_access.c.evidence_id == evidence_id)).all()


def get(connection: Connection, evidence_id: int) -> Row[Any] | None:
    return connection.execute(PHOTOS.where(evidence.c.evidence_id == evidence_id)).first()


def is_sent(connection: Connection, report_id: str) -> bool:
    return connection.execute(select(report_revision.c.revision_id).where(report_revision.c.report_id == report_id)).first() is not None


def of_report(connection: Connection, report_id: str) -> Sequence[Row[Any]]:
    """The photos of one report that were not taken away, in the order of arrival."""
    query = PHOTOS.where(evidence.c.report_id == report_id, func.coalesce(_change.c.change, "") != PhotoState.WITHDRAWN.value)
    return connection.execute(query.order_by(evidence.c.evidence_id)).all()


def at_station(connection: Connection, election_id: str, station_id: str) -> Sequence[Row[Any]]:
    """The photos of one station's sent reports, in the order of arrival."""
    query = SENT.where(evidence.c.election_id == election_id, evidence.c.station_id == station_id)
    return connection.execute(query.order_by(evidence.c.evidence_id)).all()


def with_hash(connection: Connection, sha256: str) -> Sequence[Row[Any]]:
    """Every report's photo with this hash, also those taken away."""
    return connection.execute(PHOTOS.where(evidence.c.sha256 == sha256).order_by(evidence.c.evidence_id)).all()


def with_hashes(connection: Connection, sha256s: Sequence[str]) -> Sequence[Row[Any]]:
    """Photos of sent reports with any of these hashes, in the order of arrival."""
    return connection.execute(SENT.where(evidence.c.sha256.in_(sha256s)).order_by(evidence.c.evidence_id)).all()


def twice(connection: Connection, election_id: str) -> Sequence[Row[Any]]:
    """Photos of sent reports whose very bytes stand at more than one station of the election, by hash."""
    sent = SENT.where(evidence.c.election_id == election_id).subquery("sent")
    several = select(sent.c.sha256).group_by(sent.c.sha256).having(func.count(sent.c.station_id.distinct()) > 1)
    return connection.execute(select(sent).where(sent.c.sha256.in_(several)).order_by(sent.c.sha256, sent.c.evidence_id)).all()


def hashes(connection: Connection, election_id: str) -> dict[str, list[tuple[int, str]]]:
    """(revision, SHA-256) of the photos of each sent report, in the order of arrival, by report."""
    found: dict[str, list[tuple[int, str]]] = {}
    query = SENT.where(evidence.c.election_id == election_id).order_by(evidence.c.evidence_id)
    for row in connection.execute(query):
        found.setdefault(row.report_id, []).append((row.revision, row.sha256))
    return found


def files_of(row: Any) -> list[tuple[Shelf, str]]:
    """What must be there for one photo: its sealed original, and its pictures unless its author took it away."""
    names = [(Shelf.ORIGINALS, row.kept_sha256)] if row.kept_sha256 else []
    if row.is_withdrawn:
        return names
    if row.copy_state == PhotoState.READY:
        names += [(Shelf.COPIES, row.viewer_sha256), (Shelf.COPIES, row.thumb_sha256)]
    elif row.copy_state == PhotoState.RECEIVED:
        names.append((Shelf.ARRIVING, row.sha256))
    return names


def kept(connection: Connection) -> Sequence[Row[Any]]:
    """Every photo, for whoever checks the files against the records."""
    return connection.execute(PHOTOS.order_by(evidence.c.evidence_id)).all()
