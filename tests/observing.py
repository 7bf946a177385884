"""An observer's day in tests: the test election with two ballots, announced figures, and reports sent through the one way in."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from data.store import elections, official
from schemas.day import due_instants
from schemas.election import Contest, LocalName, Option, ProtocolLine
from schemas.figure import FigureCode, FigureUnit
from schemas.official import Basis, OfficialFigure, OfficialSource, OfficialStatus
from schemas.person import Actor
from schemas.report import Receipt, Submission
from schemas.reports.body import ReportKind
from services import clock, house, registry, reports
from tests.people import ELECTION

STATION = "KZ-79/0417"
TWO_BALLOTS = ELECTION.model_copy(
    update={
        "contests": (
            *ELECTION.contests,
            Contest(contest_id="single", name=LocalName(en="Single seat"), options=(Option(code="C", name=LocalName(en="C")),)),
        ),
        "protocol_lines": (
            ProtocolLine(code=FigureCode.REGISTERED_VOTERS, printed_number="1"),
            ProtocolLine(code=FigureCode.BALLOTS_ISSUED),
        ),
    }
)
DUE = due_instants(ELECTION)
"""10, 12, 14, 16, 18 and 20 h in Almaty."""


def election_with_two_ballots() -> None:
    house.store().write(lambda connection: elections.save(connection, TWO_BALLOTS, clock.now()))
    registry._election.cache_clear()


def announce(at: datetime, country: float, region: float) -> None:
    figures = [
        OfficialFigure(
            election_id=ELECTION.election_id,
            unit_id=unit,
            code=FigureCode.TURNOUT_ISSUED_SHARE,
            unit=FigureUnit.SHARE,
            value=value,
            basis=Basis.ISSUED_OF_LIST,
            status=OfficialStatus.INTERIM,
            as_of_at=at,
        )
        for unit, value in (("KZ", country), ("KZ-79", region))
    ]
    source = OfficialSource(publisher="Commission", title=f"Briefing {at:%H:%M}", sha256="0" * 64, published_at=at + timedelta(minutes=15))
    house.store().write(lambda connection: official.add(connection, source, figures, clock.now()))


def turnout_body(counted: int, at: datetime, *, due_at: datetime | None = None, stated: int | None = None) -> dict[str, object]:
    return {
        "counting_method": "tally",
        "counting_unit": "at_box",
        "counting_since_at": (DUE[0] - timedelta(hours=3)).isoformat(),
        "voters_counted": counted,
        "counted_at": at.isoformat(),
        "nothing_wrong": "nothing_to_report",
        **({"due_at": due_at.isoformat()} if due_at else {}),
        **({"stated_voters": stated} if stated is not None else {}),
        **({"missing": {"stated_voters": "refused"}} if stated is None else {}),
    }


def send(
    actor: Actor, kind: ReportKind, body: dict[str, object], observed_at: datetime, *, number: int = 1, station: str = STATION
) -> Receipt:
    """A stored report; a finding on the way is a mistake of the test."""
    outcome = reports.submit(
        actor,
        Submission(
            report_id=UUID(int=number), kind=kind, election_id=ELECTION.election_id, station_id=station, observed_at=observed_at, body=body
        ),
    )
    assert isinstance(outcome, Receipt), outcome
    return outcome


def arrive(actor: Actor, at: datetime, admission: str = "at_once", number: int = 900) -> Receipt:
    return send(actor, ReportKind.PRESENCE, {"admission": admission, "arrived_at": at.isoformat()}, at, number=number)
