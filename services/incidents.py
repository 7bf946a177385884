"""Joining reports that tell one event into one incident, and taking them apart again; the reports stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import incidents as analysis
from analysis.incidents import INCIDENT_COLUMNS, Standing, Tie
from data.store import dictation, frames_violations, reviews
from data.store import incidents as stored
from schemas.counting import CountRule
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.reports.body import ReportKind
from services import clock, house, reading
from services.permissions import Act, require
from services.reading import Reading
from services.review import reason_of

__all__ = [
    "INCIDENT_COLUMNS", "STANDING_NAMES", "TIE_NAMES", "Board", "Standing", "Tie", "board", "decisions", "join", "known", "numbers", "part",
    "ties",
]

TIE_NAMES: dict[Tie, Message] = {
    Tie.SAME_OBSERVER: Message("no: one observer told both", "tie"),
    Tie.HEARSAY: Message("no: one of them did not see it, but was told", "tie"),
    Tie.PAIR: Message("no: the two watch as a pair", "tie"),
    Tie.SAME_ORGANISATION: Message("no: one organisation, and they did not say that they watch apart", "tie"),
    Tie.ONE_TYPIST: Message("no: one person typed both", "tie"),
    Tie.TYPED_TOGETHER: Message("no: typed within three minutes of each other", "tie"),
    Tie.INDEPENDENT: Message("yes: two observers who saw it, and nothing says that one copied the other", "tie"),
}
STANDING_NAMES: dict[Standing, Message] = {
    Standing.CONFIRMED: Message("two reports confirm each other", "standing"),
    Standing.CHECKED: Message("checked by a second person", "standing"),
    Standing.UNVERIFIED: Message("not yet checked", "standing"),
}


@dataclass(frozen=True, slots=True)
class Board:
    """`told`: every listed message with its incident (analysis.incidents.told) and what is known of who told it; `incidents`: a row an
    incident (INCIDENT_COLUMNS); `suggested`: groups of rows of `told` that may tell one event."""

    told: pd.DataFrame
    incidents: pd.DataFrame
    suggested: tuple[pd.DataFrame, ...]

    @property
    def joined(self) -> pd.DataFrame:
        """Incidents that a person has joined, the newest number first."""
        return self.incidents[self.incidents["incident_id"].notna()].sort_values("incident_id", ascending=False)


def known(election_id: str, messages: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The listed of these messages (data.store.frames_violations.messages) with their incident, and a row an incident: what every page
    and file counts. For other services: without a question of who asks."""
    store = house.store()
    told = analysis.told(messages, stored.current(store, election_id))
    of_joined = told[told["incident_id"].notna()]
    confirmed = analysis.confirmed(_with_tellers(election_id, of_joined, set(of_joined["report_id"]))) if len(of_joined) else set()
    return told, analysis.listed(told, confirmed)


def _with_tellers(election_id: str, told: pd.DataFrame, report_ids: set[str] | None = None) -> pd.DataFrame:
    """`report_ids`: where `told` is only some of the messages."""
    store = house.store()
    watching = stored.watching(store, election_id, set(told["author_id"]))
    return told.merge(stored.tellers(store, election_id, report_ids), on="report_id", how="left").merge(
        watching, on=["author_id", "station_id"], how="left")


def numbers(election_id: str, report_ids: pd.Series) -> pd.Series:
    """The incident of each report, empty where nobody joined it; for other services."""
    joined = stored.current(house.store(), election_id).set_index("report_id")["incident_id"]
    return report_ids.map(joined).astype("Int64")


def _build(election_id: str) -> Board:
    told, incidents = known(election_id, frames_violations.messages(house.store(), election_id, rule=CountRule.ALL))
    told = _with_tellers(election_id, told)
    return Board(told, incidents, tuple(analysis.suggested(told)))


def board(actor: Actor, election_id: str) -> Reading[Board]:
    """What is told and what is joined, now. Raises Problem: forbidden."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    return reading.read("incidents", election_id, (), lambda: _build(election_id), ttl=0.0)


def ties(rows: pd.DataFrame) -> list[tuple[str, str, Tie]]:
    """Every two of these rows of `Board.told`: report ids, and whether they confirm each other."""
    return analysis.ties(rows)


def decisions(actor: Actor, election_id: str) -> pd.DataFrame:
    """Every decision, oldest first (data.store.incidents.every). Raises Problem: forbidden."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    return stored.every(house.store(), election_id)


def _one_station(connection: Any, actor: Actor, election_id: str, report_ids: Sequence[str]) -> None:
    """Messages about violations that count, of one station, none of them typed by the actor."""
    typed = set(dictation.typed_by(connection, actor.account_id).values())
    stations = set()
    for report_id in report_ids:
        head = reviews.head_of(connection, report_id)
        if head is None or head.election_id != election_id or head.kind != ReportKind.VIOLATION or not head.is_shown:
            raise Problem(ProblemCode.NOT_FOUND, Message("There is no such report."))
        if head.author_id == actor.account_id or report_id in typed:
            raise Problem(ProblemCode.FORBIDDEN, Message("One of these reports is your own: a second person decides."))
        if head.state not in CountRule.ALL.states:
            raise Problem(ProblemCode.IMPOSSIBLE, Message("A report that was withdrawn or rejected tells of no incident."))
        stations.add(head.station_id)
    if len(stations) != 1:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Reports of one station make an incident: choose at least one of them."))


def join(actor: Actor, election_id: str, report_ids: Sequence[str], reason: str, incident_id: int | None = None) -> int:
    """These reports tell one event: a new incident, or the one named. A report alone can be an incident of its own, where another report
    of its class and station tells of something else. Returns the incident's number. Raises Problem: impossible (no reason, nothing chosen,
    several stations), forbidden (also one's own report), not found, conflict (a report is joined already)."""
    require(actor, Act.REVIEW_REPORT, election_id=election_id)
    words, now, chosen = reason_of(reason), clock.now(), list(dict.fromkeys(report_ids))

    def work(connection: Any) -> int:
        joined = stored.now(connection, election_id)
        held = [report_id for report_id, number in joined.items() if number == incident_id]
        if incident_id is not None and not held:
            raise Problem(ProblemCode.NOT_FOUND, Message("There is no such incident."))
        if any(report_id in joined for report_id in chosen):
            raise Problem(ProblemCode.CONFLICT, Message("One of these reports is joined already. Look at it again."))
        _one_station(connection, actor, election_id, chosen)
        if held and reviews.head_of(connection, held[0]).station_id != reviews.head_of(connection, chosen[0]).station_id:  # type: ignore[union-attr]
            raise Problem(ProblemCode.IMPOSSIBLE, Message("Reports of one station make an incident: choose at least one of them."))
        number = incident_id or stored.next_id(connection)
        stored.append(connection, [
            stored.NewJoin(election_id, number, each, True, words, actor.account_id, now) for each in chosen])
        return number

    made = house.store().write(work)
    reading.look_again()
    return made


def part(actor: Actor, election_id: str, incident_id: int, report_ids: Sequence[str], reason: str) -> None:
    """These reports tell no longer of this incident; without any left it is no more. Raises Problem: impossible (no reason, nothing
    chosen), forbidden, conflict (they are no longer joined)."""
    require(actor, Act.REVIEW_REPORT, election_id=election_id)
    words, now = reason_of(reason), clock.now()
    if not report_ids:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Choose the reports to take out."))

    def work(connection: Any) -> None:
        joined = stored.now(connection, election_id)
        if any(joined.get(report_id) != incident_id for report_id in report_ids):
            raise Problem(ProblemCode.CONFLICT, Message("Somebody has decided this meanwhile. Look at it again."))
        typed = set(dictation.typed_by(connection, actor.account_id).values())
        if typed.intersection(report_ids):
            raise Problem(ProblemCode.FORBIDDEN, Message("One of these reports is your own: a second person decides."))
        stored.append(connection, [
            stored.NewJoin(election_id, incident_id, each, False, words, actor.account_id, now) for each in dict.fromkeys(report_ids)])

    house.store().write(work)
    reading.look_again()
