"""Which station is mine? Observers say once that the station of their link is right; the last one said is the one they report from. A
coordinator may send them to another."""

from collections.abc import Iterable

from data.store import elections, people
from data.store.people import Account
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.unit import PollingStation
from services import clock, house, reading, registry
from services.parsing import code_typed
from services.permissions import Act, require

WHO_IS_WHERE = "observers_at"
"""Under this name the list of all assignments is kept (services.follow)."""


def own_stations(actor: Actor) -> list[PollingStation]:
    """The stations this observer is assigned to, in the order of the registry."""
    require(actor, Act.SUBMIT_REPORT)
    with house.store().read() as connection:
        return elections.get_stations(connection, actor.election_id, actor.station_ids)


def present_station(actor: Actor) -> PollingStation | None:
    """The station this observer said is right, the last one if there are several; None before anything was said."""
    require(actor, Act.SUBMIT_REPORT)
    with house.store().read() as connection:
        said = people.confirmed(connection, actor.account_id)
    mine = [station_id for station_id in said if station_id in actor.station_ids]
    return registry.station(actor.election_id, mine[0]) if mine else None


def confirm(actor: Actor, station_id: str) -> None:
    """The observer says: yes, this is my station. Raises Problem (forbidden) for a station that is not assigned."""
    require(actor, Act.SUBMIT_REPORT)
    if station_id not in actor.station_ids:
        raise not_assigned(station_id)
    house.store().write(lambda connection: people.confirm_station(connection, actor.account_id, station_id, clock.now()))


def observer(election_id: str, code: str) -> Account:
    """The observer of a pseudonym, however it was typed. Raises Problem (not found)."""
    with house.store().read() as connection:
        typed = code_typed(code)
        found = people.account_by_code(connection, election_id, typed) or people.account_by_code(connection, election_id, typed.upper())
    if found is None or found.role != Role.OBSERVER:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no observer with this code."))
    return found


def send(actor: Actor, election_id: str, code: str, station_id: str) -> None:
    """Assigns an observer to one more station; the earlier ones stay, as do the reports from there.
    Raises Problem: forbidden, not found, conflict where it is so already."""
    require(actor, Act.INVITE, election_id=election_id)
    whose, station = observer(election_id, code), registry.station(election_id, station_id)
    row = {"election_id": election_id, "account_id": whose.account_id, "station_id": station.station_id}
    if not house.store().write(lambda connection: people.send(connection, row, clock.now())):
        raise Problem(ProblemCode.CONFLICT, Message("{code} is assigned to this station already."), values={"code": whose.observer_code})
    reading.let_go(WHO_IS_WHERE, election_id)


def not_assigned(number: str, own: Iterable[str] = ()) -> Problem:
    """`own`: the stations that are assigned, as the registry writes them, for a program that has to know how."""
    known = ", ".join(sorted(own))
    if known:
        message = Message("You are assigned to {stations}, not to station “{station}”. Tell your coordinator if this is wrong.")
    else:
        message = Message("You are not assigned to station “{station}”. Tell your coordinator if this is wrong.")
    return Problem(ProblemCode.FORBIDDEN, message, values={"station": number[:20], "stations": known})


def by_number(actor: Actor, number: str) -> PollingStation:
    """The assigned station with this number. Raises Problem (forbidden) with what to do where there is none."""
    wanted = number.strip().removeprefix("№").removeprefix("No.").strip().lstrip("0")
    for station in own_stations(actor):
        if station.number.lstrip("0") == wanted:
            return station
    raise not_assigned(number.strip()[:40])
