"""Cases for tests: material of every strength, without a store."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from schemas.case import (
    CaseCheck,
    CaseContent,
    CheckWay,
    ComparisonRow,
    Event,
    Evidence,
    EvidenceKind,
    GatheredReport,
    Origin,
    Side,
)
from schemas.figure import FigureCode
from schemas.voice import Voice

AT = datetime(2029, 1, 14, 18, tzinfo=UTC)


def sha(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def paper(word: str, kind: EvidenceKind = EvidenceKind.SIGNED_COPY, origin: Origin = Origin.PRECINCT) -> Evidence:
    return Evidence(sha256=sha(word), kind=kind, origin=origin, shows=word)


COPY = paper("copy")
PUBLISHED = paper("published", EvidenceKind.PUBLICATION, Origin.HIGHER_COMMISSION)
VIDEO = paper("video", EvidenceKind.VIDEO, Origin.OBSERVERS)
ACT = paper("act", EvidenceKind.WRITTEN_ACT, Origin.OBSERVERS)
COMPLAINT = paper("complaint", EvidenceKind.COMPLAINT, Origin.AUTHORITY)
REPORT = GatheredReport(
    report_id="11111111-1111-4111-8111-111111111111", revision=1, revision_id=1, sha256=sha("report"), kind="count",
    station_id="KZ-79/0417", observer_code="SHY-0417-A", organisation_code="ORG-1", received_at=AT,
)  # fmt: skip


def row(
    protocol: int, published: int, *, of: tuple[str, ...] = (COPY.sha256,), against: tuple[str, ...] = (PUBLISHED.sha256,)
) -> ComparisonRow:
    return ComparisonRow(
        unit_id="KZ-79/0417", contest_id="list", figure_code=FigureCode.VOTES, option_code="A",
        sides=(
            Side(voice=Voice.PROTOCOL, value=protocol, source="copy of the protocol", documents=of),
            Side(voice=Voice.PUBLISHED, value=published, source="results, 15 January", documents=against),
        ),
    )  # fmt: skip


def refused(*documents: Evidence) -> Event:
    return Event(class_code="PRT-01", at=AT, station_id="KZ-79/0417", documents=tuple(each.sha256 for each in documents))


def case(**parts: object) -> CaseContent:
    values: dict[str, object] = {
        "title": "Votes of the copy and of the publication", "question": "Does the published figure agree with the copy?",
        "class_code": "PRT-03", "station_ids": ("KZ-79/0417",), "reports": (REPORT,),
    }  # fmt: skip
    return CaseContent.model_validate(values | parts)


def pair() -> CaseContent:
    return case(evidence=(COPY, PUBLISHED), comparisons=(row(512, 612),))


def check(content: CaseContent, who: str, *, confirmed: bool = True, minutes: int = 0) -> CaseCheck:
    return CaseCheck(
        way=CheckWay.READ_DOCUMENT, confirmed=confirmed, checker_id=who, checker_code=who.upper(), material_sha256=content.material_sha256,
        version=1, note="" if confirmed else "another number", checked_at=AT + timedelta(minutes=minutes),
    )  # fmt: skip
