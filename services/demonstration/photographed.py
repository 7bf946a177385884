"""What some observers of the demonstration photographed: their protocol copies and acts as drawn sheets, SIMULATED across each."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from data.formats import photo_sheet
from data.formats.photo_sheet import Both, Paper, Sheet, SheetLine
from data.store import evidence
from data.store.evidence_files import EvidenceFiles, Shelf
from data.store.reports import NewRevision
from data.store.store import Store
from locales import clock, text, using
from schemas.evidence import PHOTOS_A_REPORT, KeptAs, PhotoState
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.photo import MediaType
from schemas.report import Channel, EnteredBy
from schemas.reports.body import ReportKind
from schemas.violation_class import BY_CODE
from services import registry
from services.demonstration.told import Told
from services.demonstration.truth import Truth
from services.wording import begun

COPIES_OF_CASES, OTHER_COPIES, ACTS = 14, 6, 3
"""How many sheets of each kind, where there are as many reports."""
MAKER = "SIMULATED sheet"
PROTOCOL, ACT = Message("results protocol"), Message("act written by observers", "case_evidence")
Sent = tuple[Told, NewRevision]
Photo = tuple[Told, NewRevision, Sheet]


def drawn(told: Sequence[Sent], planted: Truth, leading: str) -> Callable[[], list[Photo]]:
    """Begins to draw, beside whatever else is done meanwhile; the answer waits for the last sheet. Raises what drawing raises."""
    chosen = list(_chosen(told, planted, leading))
    papers = [_paper(each, revision) for each, revision in chosen]
    hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
    sheets = hand.submit(photo_sheet.draw, papers)
    hand.shutdown(wait=False)
    return lambda: [(each, revision, sheet) for (each, revision), sheet in zip(chosen, sheets.result(), strict=True)]


def store(into: Store, drawn: Sequence[Photo], until: datetime) -> int:
    """Stores the photos; what is there already stays as it is. Returns how many there are."""
    files = EvidenceFiles(into.var)
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


def _paper(each: Told, revision: NewRevision) -> Paper:
    """The very figures that were typed, so that a second entry from the photo agrees."""
    station, body = each.watcher.station, each.submission.body
    code = f"{station.station_id} · {str(each.submission.report_id)[:8]}"
    where = _both(lambda spoken: f"{text('Polling station')}: {code} · {station.place.in_language(spoken)}")
    heading, lines = ACT, tuple(_told_in_act(body, station.time_zone))
    if revision.kind != ReportKind.VIOLATION:
        heading, lines = PROTOCOL, tuple(_printed(revision))
    return Paper(_both(lambda _: begun(text(heading))), where, [*_both(lambda _: text("SIMULATED DATA")), photo_sheet.WORD], lines)


def _both(said: Callable[[str], str]) -> Both:
    """In the two languages of the place."""
    made = []
    for spoken in ("kk", "ru"):
        with using(spoken):
            made.append(said(spoken))
    return made[0], made[1]


def _told_in_act(body: Mapping[str, Any], zone: str) -> Iterator[SheetLine]:
    what, happened = BY_CODE.get(body.get("what", "")), body.get("happened_at")
    if what is not None:
        yield SheetLine(_both(lambda _: text(what.sentence)), "")
    yield SheetLine(_both(lambda _: text("When", "happened_at_label")), clock(datetime.fromisoformat(happened), zone) if happened else "")
    yield SheetLine(_both(lambda _: text("Signatures on the act")), str(body.get("act_signatures", "")))


def _printed(revision: NewRevision) -> Iterator[SheetLine]:
    election = registry.election(revision.election_id)
    contest = election.contest(revision.contest_id)
    numbers = {line.code: line.printed_number for line in election.protocol_lines}
    options = {} if contest is None else {each.code: each.name for each in contest.options}
    for figure in revision.figures:
        if figure.value is None:
            continue
        named = options.get(figure.option_code)
        name = FIGURE_NAMES[FigureCode(figure.code)]
        words = _both(named.in_language) if named else _both(lambda _, name=name: begun(text(name)))  # type: ignore[misc]
        yield SheetLine(words, f"{figure.value:,.0f}".replace(",", " "), numbers.get(figure.code, ""))
