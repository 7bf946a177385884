"""What is on record about a case's material beside the case itself, and may be newer: photos with their copies, openings of originals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.store import evidence as stored
from data.store.evidence_files import Shelf
from schemas.case import CaseContent, CustodyAct, CustodyStep, Evidence, EvidenceKind, Origin
from schemas.evidence import KeptAs, OriginalStep, Photo, PhotoState
from schemas.message import Message
from schemas.model import LINE_LENGTH
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import house, photos
from services.cases import Case
from services.parsing import at_most
from services.permissions import Act, may, require

SERVER = "SERVER"
"""Who sealed a photo on arrival: no person."""


@dataclass(frozen=True, slots=True)
class Records:
    """`photos` and `openings` by the SHA-256 of the evidence; `evidence_ids` of everything named; `newest_at` of the latest opening."""

    photos: Mapping[str, Photo]
    openings: Mapping[str, tuple[CustodyStep, ...]]
    newest_at: datetime | None

    @property
    def evidence_ids(self) -> tuple[int, ...]:
        return tuple(sorted(each.evidence_id for each in self.photos.values()))


NOTHING = Records({}, {}, None)


def _code(typed: str) -> str:
    """As a case writes codes."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", typed)[:40] or "-"


def _openings(rows: Any) -> tuple[CustodyStep, ...]:
    """Every time a sealed original was handed out: by whom, and the two people who asked and agreed."""
    people: dict[int, list[str]] = {}
    steps = []
    for row in rows:
        code = _code(row.observer_code or row.account_id)
        if row.step != OriginalStep.OPENED:
            people.setdefault(row.request_id or row.access_id, []).append(code)
        else:
            asked = " + ".join(people.get(row.request_id, []))
            steps.append(CustodyStep(act=CustodyAct.OPENED, at=row.happened_at, by_code=code, note=asked))
    return tuple(steps)


def of(case: Case) -> Records:
    """For whoever may read the case: the caller has asked."""
    held = [each.sha256 for each in case.content.evidence]
    reports = {each.report_id for each in case.content.reports}
    with house.store().read() as connection:
        rows = [row for row in stored.with_hashes(connection, held) if row.report_id in reports]
        openings = {row.sha256: steps for row in rows if (steps := _openings(stored.accesses_of(connection, row.evidence_id)))}
    times = [step.at for steps in openings.values() for step in steps]
    return Records({row.sha256: photos.photo_of(row) for row in reversed(rows)}, openings, max(times, default=None))


def trail(each: Evidence, records: Records) -> tuple[CustodyStep, ...]:
    """The custody of an original as it stands now: what the case says, and every opening on record, in the order of time."""
    return tuple(sorted((*each.custody, *records.openings.get(each.sha256, ())), key=lambda step: step.at))


def pictures(actor: Actor, records: Records) -> dict[str, bytes]:
    """The copies of the photos as JPEG by the SHA-256 of their originals; empty for whom photos are not open to."""
    if not may(actor, Act.READ_PHOTOS):
        return {}
    found = {
        sha256: photos.files().get(Shelf.COPIES, photo.viewer_sha256)
        for sha256, photo in records.photos.items()
        if photo.state is PhotoState.READY
    }
    return {sha256: content for sha256, content in found.items() if content is not None}


def offered(actor: Actor, case: Case) -> list[Photo]:
    """Photos of the case's reports that are not in it yet, in the order of arrival. Raises Problem: forbidden."""
    require(actor, Act.READ_PHOTOS, election_id=case.election_id)
    held = {each.sha256 for each in case.content.evidence}
    found = [photo for report in case.content.reports for photo in photos.of_report(actor, report.report_id)]
    fresh = {photo.sha256: photo for photo in reversed(found) if photo.sha256 not in held and photo.state is not PhotoState.WITHDRAWN}
    return sorted(fresh.values(), key=lambda photo: photo.evidence_id)


def evidence_of(content: CaseContent, photo: Photo, kind: EvidenceKind, origin: Origin, shows: str) -> Evidence:
    """A photo of one of the case's reports as a case holds it, its custody begun with what is on record.
    Raises Problem: impossible (it says nothing of what it shows, or belongs to another report)."""
    if not shows.strip():
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say what it shows."))
    if photo.report_id not in {each.report_id for each in content.reports}:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("This photo belongs to no report of the case."))
    steps = [CustodyStep(act=CustodyAct.RECEIVED, at=photo.received_at, by_code=SERVER, note=_code(photo.observer_code))]
    if photo.kept_as is KeptAs.SEALED:
        steps.append(CustodyStep(act=CustodyAct.SEALED, at=photo.received_at, by_code=SERVER))
    return Evidence(
        sha256=photo.sha256, kind=kind, origin=origin, shows=at_most(shows, LINE_LENGTH), media_type=photo.media_type,
        made_at=photo.received_at, held_by=photo.organisation_code, report_id=photo.report_id, custody=tuple(steps),
    )  # fmt: skip
