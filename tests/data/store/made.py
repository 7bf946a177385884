"""Rows for store tests: the test election and revisions that are ready to be stored."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from data.store import elections
from data.store.reports import NewRevision
from data.store.store import Store
from schemas.figure import Figure, FigureCode
from schemas.missing import MissingReason
from schemas.voice import Voice
from tests.people import ELECTION, STATIONS, UNITS

NOW = datetime(2029, 1, 14, 7, tzinfo=UTC)
FIGURES = (
    Figure(Voice.COUNT, FigureCode.VOTERS_COUNTED, NOW, value=610),
    Figure(Voice.STATED, FigureCode.VOTERS_STATED, NOW, missing=MissingReason.REFUSED),
)


def fill(store: Store) -> None:
    """Three ledger entries: the election, its units, the stations of its one region."""
    def work(connection) -> None:
        elections.save(connection, ELECTION, NOW)
        elections.replace_registry(connection, ELECTION.election_id, UNITS, STATIONS, "test", NOW)

    store.write(work)


def revision(
    report_id: str | None = None, number: int = 1, *, author: str = "author", said: object = 610, received_at: datetime = NOW,
    withdrawn: bool = False, figures: tuple[Figure, ...] = FIGURES, **more: Any,
) -> NewRevision:
    """A turnout report; the same id, number and `said` are the same bytes."""
    report_id = report_id or str(uuid4())
    payload = json.dumps({"report_id": report_id, "revision": number, "said": said})
    sha256 = hashlib.sha256(payload.encode()).hexdigest()
    row = {
        "report_id": report_id, "revision": number, "payload": payload, "sha256": sha256, "author_id": author, "observer_code": "OBS",
        "organisation_code": "ORG-1", "entered_by": "observer", "channel": "page", "receipt_code": sha256[:6].upper(), "observed_at": NOW,
        "received_at": received_at, "sent_at": None, "schema_version": 1, "withdrawn": withdrawn, "reason": "", "findings": "[]",
        "answers": "[]", "import_id": None,
    } | more
    return NewRevision(ELECTION.election_id, STATIONS[0].station_id, "turnout", "", row, () if withdrawn else figures, None)
