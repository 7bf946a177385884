"""Protocols with a photo that can be shown, for tests of the second entry."""

from __future__ import annotations

from uuid import UUID

from data.store import evidence
from data.store.evidence_files import EvidenceFiles, Shelf
from schemas.election import ProtocolLine
from schemas.evidence import PHOTOS_A_REPORT, KeptAs, PhotoState
from schemas.figure import FigureCode
from schemas.person import Actor
from schemas.photo import MediaType
from schemas.report import Channel, EnteredBy
from schemas.reports.body import ReportKind
from services import clock, house
from tests import photos as pictures
from tests.people import ELECTION
from tests.reviewing import STATION, sent

COUNTED = ELECTION.model_copy(update={"protocol_lines": (ProtocolLine(code=FigureCode.BALLOTS_ISSUED),)})
CONTEST = "list"
PAPER = {"lines.ballots_issued": "1 200", "votes.A": "300", "votes.B": "50"}
"""As somebody types what `count` says."""
REPORT = str(UUID(int=1))


def photographed(author: Actor, number: int = 1, state: PhotoState = PhotoState.READY) -> None:
    """A photo beside a report, with its copy drawn."""
    content, at = pictures.jpeg(64, 48, mark=number), clock.now()
    sha256 = EvidenceFiles(house.store().var).put(Shelf.COPIES, content)
    row = {
        "election_id": ELECTION.election_id,
        "station_id": STATION, "report_id": str(UUID(int=number)), "revision": 1, "field_id": "photo", "sha256": sha256,
        "size_bytes": len(content), "media_type": MediaType.JPEG, "author_id": author.account_id, "observer_code": author.observer_code,
        "organisation_code": author.organisation_code, "entered_by": EnteredBy.OBSERVER, "channel": Channel.PAGE, "received_at": at,
        "kept_as": KeptAs.NOT_KEPT, "kept_sha256": "", "key_sha256": "",
    }
    copy = {"sha256": sha256, "outcome": state, "width": 64, "height": 48, "viewer_sha256": sha256, "thumb_sha256": sha256,
            "maker": "test", "made_at": at}
    house.store().write(lambda connection: (evidence.add(connection, row, PHOTOS_A_REPORT), evidence.add_copy(connection, copy)))


def count(author: Actor, number: int = 1, votes: int = 300, *, revision: int = 1, dictated_by: Actor | None = None) -> None:
    body = {"count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given", "votes": {"A": votes, "B": 50},
            "lines": {"ballots_issued": 1_200}}
    sent(author, number, revision=revision, kind=ReportKind.COUNT, body=body, contest=CONTEST, dictated_by=dictated_by)
