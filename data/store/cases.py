"""Cases: opened once, followed by whole versions and checks; every row is in the ledger."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from data.store import ledger
from data.store.ledger_rows import KINDS
from data.store.tables import ledger as ledger_table
from data.store.tables import report_revision
from data.store.tables_cases import case_check, case_file, case_version
from data.store.tables_dictation import report_dictation
from data.store.tables_evidence import evidence, evidence_access, evidence_copy
from schemas.case import CaseCheck, CaseContent


@dataclass(frozen=True, slots=True)
class NewVersion:
    """`version` is the one after the version it was made from."""

    case_id: str
    version: int
    content: CaseContent
    author_id: str
    author_code: str
    reason: str
    made_at: datetime


class NotNewest(Exception):
    """Somebody else's version came first; `current` is its number."""

    def __init__(self, current: int) -> None:
        super().__init__(f"current version is {current}")
        self.current = current


def _next(connection: Connection, column: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def open_case(connection: Connection, election_id: str, first: NewVersion) -> int:
    """Opens a case with its first version; the same id again is the same case. Returns its number in the election. In the writer."""
    known = connection.execute(select(case_file.c.number).where(case_file.c.case_id == first.case_id)).scalar()
    if known is not None:
        return int(known)
    highest = select(func.coalesce(func.max(case_file.c.number), 0)).where(case_file.c.election_id == election_id)
    number = int(connection.execute(highest).scalar_one()) + 1
    row: dict[str, Any] = {
        "case_id": first.case_id, "election_id": election_id, "number": number,
        "author_id": first.author_id, "opened_at": first.made_at,
    }  # fmt: skip
    connection.execute(insert(case_file).values(row))
    ledger.record(connection, [ledger.Entry("case_file", first.case_id, row)], first.made_at)
    append_version(connection, first)
    return number


def append_version(connection: Connection, new: NewVersion) -> int:
    """Appends a version; the newest one's very bytes again add nothing. Returns its number. Raises NotNewest. In the writer."""
    newest = connection.execute(
        select(case_version.c.version, case_version.c.sha256)
        .where(case_version.c.case_id == new.case_id)
        .order_by(case_version.c.version.desc())
        .limit(1)
    ).first()
    payload = new.content.payload()
    sha256 = hashlib.sha256(payload.encode()).hexdigest()
    current = 0 if newest is None else int(newest.version)
    if newest is not None and newest.sha256 == sha256:
        return current
    if new.version != current + 1:
        raise NotNewest(current)
    row: dict[str, Any] = {
        "version_id": _next(connection, case_version.c.version_id), "case_id": new.case_id, "version": new.version, "payload": payload,
        "sha256": sha256, "material_sha256": new.content.material_sha256, "author_id": new.author_id, "author_code": new.author_code,
        "reason": new.reason, "made_at": new.made_at,
    }  # fmt: skip
    connection.execute(insert(case_version).values(row))
    ledger.record(connection, [ledger.Entry("case_version", str(row["version_id"]), row)], new.made_at)
    return new.version


def append_check(connection: Connection, case_id: str, check: CaseCheck) -> int:
    """Appends one person's check. Returns its id. In the writer."""
    row: dict[str, Any] = {"check_id": _next(connection, case_check.c.check_id), "case_id": case_id, **check.model_dump()}
    connection.execute(insert(case_check).values(row))
    ledger.record(connection, [ledger.Entry("case_check", str(row["check_id"]), row)], check.checked_at)
    return int(row["check_id"])


def extent(connection: Connection) -> tuple[int, int]:
    """The newest version's and the newest check's id: what changes when any case does."""
    return _next(connection, case_version.c.version_id) - 1, _next(connection, case_check.c.check_id) - 1


def every(connection: Connection, election_id: str) -> Sequence[Row[Any]]:
    """Every version of every case of an election by number and version: columns of case_version with number, opened_at."""
    query = select(case_version, case_file.c.number, case_file.c.opened_at).join(case_file, case_file.c.case_id == case_version.c.case_id)
    return connection.execute(
        query.where(case_file.c.election_id == election_id).order_by(case_file.c.number, case_version.c.version)
    ).all()


def versions(connection: Connection, case_id: str) -> Sequence[Row[Any]]:
    """Every version of one case, oldest first: columns of case_version with election_id, number, opened_at."""
    query = select(case_version, case_file.c.election_id, case_file.c.number, case_file.c.opened_at)
    query = query.join(case_file, case_file.c.case_id == case_version.c.case_id)
    return connection.execute(query.where(case_version.c.case_id == case_id).order_by(case_version.c.version)).all()


def checks(connection: Connection, election_id: str) -> dict[str, list[CaseCheck]]:
    """The checks of an election's cases by case, oldest first."""
    query = select(case_check).join(case_file, case_file.c.case_id == case_check.c.case_id)
    found: dict[str, list[CaseCheck]] = {}
    for row in connection.execute(query.where(case_file.c.election_id == election_id).order_by(case_check.c.check_id)).mappings():
        values = {name: row[name] for name in CaseCheck.model_fields}
        found.setdefault(row["case_id"], []).append(CaseCheck.model_validate(values))
    return found


def writers_of(connection: Connection, revision_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Account ids of who reported each of these revisions: its author, and who typed it for them by phone."""
    query = (
        select(report_revision.c.revision_id, report_revision.c.author_id, report_dictation.c.entered_by_id)
        .join(report_dictation, report_dictation.c.revision_id == report_revision.c.revision_id, isouter=True)
        .where(report_revision.c.revision_id.in_(revision_ids))
    )
    return {row.revision_id: frozenset({row.author_id, row.entered_by_id} - {None}) for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What stands in the ledger as one entry: `sha256` is over `salt` and the canonical JSON of `row`, a whole row, or for a revision of
    a report the rows of the report, the revision and its figures."""

    seq: int
    kind: str
    subject: str
    sha256: str
    salt: str
    recorded_at: datetime
    row: Mapping[str, Any]


def ledger_rows(
    connection: Connection, case_id: str, revision_ids: Sequence[int], evidence_ids: Sequence[int] = ()
) -> list[LedgerRow]:
    """Every row a case rests on, in the order of the ledger: its identity, versions and checks, the revisions of reports it
    names, and the photos among its evidence with their copies and every step towards their originals."""
    found: dict[tuple[str, str], Any] = {}
    photos = select(evidence.c.sha256).where(evidence.c.evidence_id.in_(evidence_ids))
    for kind, query in (
        ("case_file", select(case_file.c.case_id).where(case_file.c.case_id == case_id)),
        ("case_version", select(case_version.c.version_id).where(case_version.c.case_id == case_id)),
        ("case_check", select(case_check.c.check_id).where(case_check.c.case_id == case_id)),
        ("report_revision", select(report_revision.c.revision_id).where(report_revision.c.revision_id.in_(revision_ids))),
        ("evidence", select(evidence.c.evidence_id).where(evidence.c.evidence_id.in_(evidence_ids))),
        ("evidence_copy", select(evidence_copy.c.copy_id).where(evidence_copy.c.sha256.in_(photos))),
        ("evidence_access", select(evidence_access.c.access_id).where(evidence_access.c.evidence_id.in_(evidence_ids))),
    ):
        rebuilt = KINDS[kind].rebuilt(connection, [str(each) for each in connection.execute(query).scalars()])
        found.update({(kind, subject): row for subject, row in rebuilt.items()})
    entries = select(ledger_table).where(ledger_table.c.subject.in_({subject for _, subject in found})).order_by(ledger_table.c.seq)
    newest = {
        (entry["kind"], entry["subject"]): LedgerRow(**entry, row=found[entry["kind"], entry["subject"]])
        for entry in connection.execute(entries).mappings()
        if (entry["kind"], entry["subject"]) in found
    }
    return sorted(newest.values(), key=lambda each: each.seq)
