"""The official side of an observer's screen: list and own earlier figures from the start, announced turnout when it may be seen.

By default (`reveal_official = after_own_figure`) the figure announced for an hour is given out only when the observer's own
figure for that hour is stored, so that no count is led."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.store import announced as official
from data.store.series import turnout_series
from schemas.checks.check import Point
from schemas.day import due_instants
from schemas.election import Election, LocalName, Reveal
from schemas.figure import FigureCode
from schemas.person import Actor
from schemas.report import Revision
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation, UnitLevel
from schemas.voice import Voice
from services import house, registry, reports
from services.permissions import Act, require


@dataclass(frozen=True, slots=True)
class Announced:
    """One announced share of the list, as of one instant; `share` is None where nothing was published."""

    level: UnitLevel
    unit: LocalName
    as_of_at: datetime
    share: float | None = None
    publisher: str = ""
    title: str = ""
    address: str = ""
    published_at: datetime | None = None
    published_text: str = ""


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """This observer's figures at this station, oldest first, and the list as this observer heard it in the morning."""

    counted: tuple[Point, ...] = ()
    stated: tuple[Point, ...] = ()
    list_stated: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a form. `locked`: the announced figure waits for the own one."""

    station: PollingStation
    list_source: str
    own: OwnFigures
    due_at: datetime | None
    locked: bool
    announced: tuple[Announced, ...]

    @property
    def list_voters(self) -> int | None:
        """The list of the morning where it was stated, else the registry's."""
        return self.own.list_stated if self.own.list_stated is not None else self.station.registered_voters


def own_figures(actor: Actor, station: PollingStation, own: Sequence[Revision], *, without: str = "") -> OwnFigures:
    """Own earlier figures; `own` are the actor's reports from there, newest first. `without` leaves out the report that is corrected."""
    require(actor, Act.READ_OWN_REPORTS)
    with house.store().read() as connection:
        rows = turnout_series(connection, actor.election_id, station.station_id, actor.account_id)
    rows = [row for row in rows if row.report_id != without]
    return OwnFigures(
        tuple(row.point for row in rows if row.figure_code == FigureCode.VOTERS_COUNTED and row.voice == Voice.COUNT),
        tuple(row.point for row in rows if row.figure_code == FigureCode.VOTERS_STATED),
        _list_stated(own),
    )


def _list_stated(own: Sequence[Revision]) -> int | None:
    opening = next((each for each in own if each.kind is ReportKind.OPENING), None)
    listed = None if opening is None else reports.submission_of(opening).body.get("registered_voters")
    return listed if isinstance(listed, int) else None


def _own_is_stored(own: Sequence[Revision], due_at: datetime) -> bool:
    """Whether this observer's turnout for that hour is stored, or the reason why there is none."""
    given = (reports.submission_of(each).body.get("due_at") for each in own if each.kind is ReportKind.TURNOUT)
    return any(isinstance(each, str) and datetime.fromisoformat(each) == due_at for each in given)


def _announced(election: Election, station: PollingStation, due_at: datetime) -> tuple[Announced, ...]:
    levels = {station.region_code: UnitLevel.REGION, election.country_code: UnitLevel.COUNTRY}
    with house.store().read() as connection:
        rows = official.turnout(connection, election.election_id, list(levels), due_at)
        names = {row.unit_id: row for row in official.unit_names(connection, election.election_id, list(levels))}
    found: list[Announced] = []
    for unit_id, level in levels.items():
        row = names.get(unit_id)
        name = LocalName(en=row.name_en, ru=row.name_ru, kk=row.name_kk) if row else LocalName(en=unit_id)
        of_unit = [figure for figure in rows if figure.unit_id == unit_id]
        found.extend(
            Announced(
                level,
                name,
                due_at,
                figure.value,
                figure.publisher,
                figure.title,
                figure.address,
                figure.published_at,
                figure.published_text,
            )
            for figure in of_unit
        )
        if not of_unit:
            found.append(Announced(level, name, due_at))
    return tuple(found)


def beside(actor: Actor, station_id: str, due_at: datetime | None, *, without: str = "") -> Beside:
    """Everything an observer may see beside the own figure of one hour. Raises Problem (forbidden, not found)."""
    require(actor, Act.READ_OFFICIAL)
    election, station = registry.election(actor.election_id), registry.station(actor.election_id, station_id)
    with house.store().read() as connection:
        source = official.registry_source(connection, election.election_id, station_id)
    if due_at not in due_instants(election):
        due_at = None  # an hour of the station's own clock (schemas.day.due_at_place): nobody announces a figure for it
    own = [each for each in reports.mine(actor, election.election_id) if each.station_id == station_id and not each.withdrawn]
    open_now = due_at is not None and (election.reveal_official is Reveal.AT_ONCE or _own_is_stored(own, due_at))
    return Beside(
        station,
        source,
        own_figures(actor, station, own, without=without),
        due_at,
        due_at is not None and not open_now,
        _announced(election, station, due_at) if due_at is not None and open_now else (),
    )
