"""Nothing is made public before the last station has closed (product brief §6): an election setting, on by default."""

from datetime import datetime

from data.store import elections, releases
from schemas.day import observation_day
from schemas.election import Election
from services import clock, house, reading, registry


def ends_at(election: Election) -> datetime | None:
    """The instant at which the last station closes, those abroad included; None where there is no embargo."""
    return last_close(election) if election.embargo else None


def last_close(election: Election) -> datetime:
    """The instant at which the last station closes, those abroad included; by capital time where there are no stations."""
    zones = reading.read("time zones", election.election_id, (), lambda: _zones(election.election_id)).value
    return max(observation_day(election, zone).closes_at for zone in {*zones, election.capital_zone})


def is_over(election: Election, at: datetime) -> bool:
    """Whether figures of our own may be made public at this instant."""
    ends = ends_at(election)
    return ends is None or at >= ends


def anything_public() -> bool:
    """Whether there is a release that everybody may read: the page of signing in asks, nobody is asked who they are."""
    with house.store().read() as connection:
        released = releases.released(connection)
    return any(is_over(registry.election(election_id), clock.now()) for election_id in released)


def _zones(election_id: str) -> frozenset[str]:
    with house.store().read() as connection:
        return frozenset(elections.time_zones(connection, election_id))
