"""Elections and stations, read often and changed seldom: kept for a minute."""

import time
from functools import lru_cache

from data.store import elections
from schemas.election import Election, LocalName
from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from schemas.unit import PollingStation, UnitLevel
from services import house

KEPT_SECONDS = 60


def _bucket() -> int:
    return int(time.monotonic() // KEPT_SECONDS)


@lru_cache(maxsize=64)
def _election(store: int, election_id: str, bucket: int) -> Election | None:
    with house.store().read() as connection:
        return elections.get(connection, election_id)


@lru_cache(maxsize=50_000)
def _station(store: int, election_id: str, station_id: str, bucket: int) -> PollingStation | None:
    with house.store().read() as connection:
        return elections.get_station(connection, election_id, station_id)


def election(election_id: str) -> Election:
    """Raises Problem (not found)."""
    found = _election(id(house.store()), election_id, _bucket())
    if found is None:
        raise Problem(
            ProblemCode.NOT_FOUND, Message("There is no election “{election}” here. Check the link."), values={"election": election_id}
        )
    return found


def station(election_id: str, station_id: str) -> PollingStation:
    """Raises Problem (not found)."""
    found = _station(id(house.store()), election_id, station_id, _bucket())
    if found is None:
        raise Problem(
            ProblemCode.NOT_FOUND,
            Message("There is no station “{station}” in this election. Check its number."),
            values={"station": station_id},
        )
    return found


def every_election() -> list[Election]:
    """All elections, the latest first."""
    with house.store().read() as connection:
        return elections.every(connection)


@lru_cache(maxsize=64)
def _regions(store: int, election_id: str, language: str, bucket: int) -> tuple[tuple[str, str], ...]:
    with house.store().read() as connection:
        found = elections.units(connection, election_id)
    return tuple((each.unit_id, each.name.in_language(language)) for each in found if each.level is UnitLevel.REGION)


@lru_cache(maxsize=64)
def _units(store: int, election_id: str, language: str, bucket: int) -> tuple[tuple[str, str], ...]:
    with house.store().read() as connection:
        found = elections.units(connection, election_id)
    return tuple((each.unit_id, each.name.in_language(language)) for each in found)


@lru_cache(maxsize=64)
def _organisations(store: int, election_id: str, bucket: int) -> tuple[tuple[str, LocalName], ...]:
    with house.store().read() as connection:
        found = elections.organisations(connection, election_id)
    return tuple((each.organisation_code, each.name) for each in found)


def zones(election_id: str) -> list[str]:
    """The time zones of the election's stations."""
    with house.store().read() as connection:
        return sorted(elections.time_zones(connection, election_id))


def organisations(election_id: str) -> dict[str, LocalName]:
    """Organisation code to its name in every language."""
    return dict(_organisations(id(house.store()), election_id, _bucket()))


def organisation_names(election_id: str, language: str) -> dict[str, str]:
    """Organisation code to its name."""
    return {code: name.in_language(language) for code, name in organisations(election_id).items()}


def unit_names(election_id: str, language: str) -> dict[str, str]:
    """Name of every country, region and district by its code."""
    return dict(_units(id(house.store()), election_id, language, _bucket()))


def region_names(election_id: str, language: str) -> dict[str, str]:
    """Region code to its name, in the registry's order."""
    return dict(_regions(id(house.store()), election_id, language, _bucket()))
