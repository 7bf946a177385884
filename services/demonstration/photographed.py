"""What some observers of the demonstration photographed: their protocol copies and acts as drawn sheets, SIMULATED across each."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from data.formats import photo_sheet
from data.formats.photo_sheet import Sheet
from data.store import evidence
from data.store.evidence_files import EvidenceFiles, Shelf
from data.store.reports import NewRevision
from data.store.store import Store
from schemas.evidence import PHOTOS_A_REPORT, KeptAs, MediaType, PhotoState
from schemas.report import Channel, EnteredBy
from schemas.reports.body import ReportKind
from services.demonstration.told import Told
from services.demonstration.truth import Truth

COPIES_OF_CASES, OTHER_COPIES, ACTS = 14, 6, 3
"""How many sheets of each kind, where there are as many reports."""
MAKER = "SIMULATED sheet"
Sent = tuple[Told, NewRevision]


def store(into: Store, told: Sequence[Sent], planted: Truth, leading: str, until: datetime) -> int:
    """Draws and stores the photos; what is there already stays as it is. Returns how many there are."""
    files = EvidenceFiles(into.var)
    drawn = [(each, revision, _sheet(each, revision)) for each, revision in _chosen(told, planted, leading)]
    names = [(files.put(Shelf.COPIES, sheet.picture), files.put(Shelf.COPIES, sheet.thumb)) for _, _, sheet in drawn]

    def work(connection: Any) -> int:
        for (each, revision, sheet), (picture, thumb) in zip(drawn, names, strict=True):
            at = min(each.received_at + timedelta(minutes=1), until)
            _, created = evidence.add(connection, _row(each, revision, sheet, at), PHOTOS_A_REPORT)
            if created:
                evidence.add_copy(connection, {
                    "sha256": hashlib.sha256(sheet.picture).hexdigest(), "outcome": PhotoState.READY, "width": sheet.width,
                    "height": sheet.height, "viewer_sha256": picture, "thumb_sha256": thumb, "maker": MAKER, "made_at": at})  # fmt: skip
        return len(drawn)

    return into.write(work)


def _row(each: Told, revision: NewRevision, sheet: Sheet, at: datetime) -> dict[str, object]:
    actor = each.watcher.actor
    return {
        "election_id": revision.election_id, "station_id": revision.station_id, "report_id": str(each.submission.report_id),
        "revision": each.submission.revision, "field_id": "photo", "sha256": hashlib.sha256(sheet.picture).hexdigest(),
        "size_bytes": len(sheet.picture), "media_type": MediaType.JPEG, "author_id": actor.account_id,
        "observer_code": actor.observer_code, "organisation_code": actor.organisation_code, "entered_by": EnteredBy.OBSERVER,
        "channel": Channel.PAGE, "received_at": at, "kept_as": KeptAs.NOT_KEPT, "kept_sha256": "", "key_sha256": "",
    }  # fmt: skip


def _chosen(told: Sequence[Sent], planted: Truth, leading: str) -> Iterator[Sent]:
    """The newest revision of each report that stands: signed copies where a case may rest on one, others, and written acts."""
    standing = _standing(told)
    yield from copies(told, planted, leading)
    acts = [sent for sent in standing if sent[1].kind == ReportKind.VIOLATION and sent[0].submission.body.get("act_written") == "yes"]
    yield from acts[-ACTS:]


def _standing(told: Sequence[Sent]) -> list[Sent]:
    newest = {each.submission.report_id: (each, revision) for each, revision in told}
    return [sent for sent in newest.values() if not sent[0].submission.withdrawn and not sent[0].watcher.is_demo]


def copies(told: Sequence[Sent], planted: Truth, leading: str) -> Iterator[Sent]:
    """The signed copies that are photographed: where a case may rest on one, then others."""
    of_leading = [sent for sent in _standing(told) if sent[1].contest_id == leading]
    signed = [sent for sent in of_leading if sent[0].submission.body.get("protocol_source") == "signed_copy"]
    of_cases = sorted((sent for sent in signed if sent[1].station_id in planted.protocol_above), key=lambda sent: sent[1].station_id)
    others = [sent for sent in signed if sent[1].station_id not in planted.protocol_above]
    yield from of_cases[:COPIES_OF_CASES]
    yield from others[-OTHER_COPIES:]


def _sheet(each: Told, revision: NewRevision) -> Sheet:
    """The very figures that were typed, so that a second entry from the photo agrees."""
    place = f"{photo_sheet.WORD} · station {each.watcher.station.station_id} · report {str(each.submission.report_id)[:8]}"
    if revision.kind == ReportKind.VIOLATION:
        body = each.submission.body
        lines = [("Class", str(body.get("what", ""))), ("Happened at", str(body.get("happened_at", ""))),
                 ("Signatures", str(body.get("act_signatures", "")))]  # fmt: skip
        return photo_sheet.draw("Act of observers", place, lines)
    lines = [
        (" ".join([figure.code.replace("_", " "), figure.option_code]).strip(), f"{figure.value:,.0f}".replace(",", " "))
        for figure in revision.figures
        if figure.value is not None
    ]
    return photo_sheet.draw("Protocol of results", place, lines)
