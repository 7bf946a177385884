"""The observation day: from 05:00 to 12:00 of the next day, because protocols have been handed over at 08:00. Everything by instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from schemas.election import Election

DAY_BEGINS, DAY_ENDS_NEXT = time(5), time(12)


def instant(on: date, at: time, zone: str) -> datetime:
    """Local date and time of a zone as a UTC instant."""
    return datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ObservationDay:
    """The day of one election at one place."""

    begins_at: datetime
    opens_at: datetime
    closes_at: datetime
    ends_at: datetime
    zone: str

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))


def observation_day(election: Election, zone: str) -> ObservationDay:
    return _day(election.held_on, election.voting_opens, election.voting_closes, zone)


@lru_cache(maxsize=256)
def _day(on: date, opens: time, closes: time, zone: str) -> ObservationDay:
    return ObservationDay(
        begins_at=instant(on, DAY_BEGINS, zone), opens_at=instant(on, opens, zone), closes_at=instant(on, closes, zone),
        ends_at=instant(on + timedelta(days=1), DAY_ENDS_NEXT, zone), zone=zone)


def due_instants(election: Election) -> tuple[datetime, ...]:
    """The instants of the turnout hours, which are capital time; shown in each station's own hours."""
    return tuple(instant(election.held_on, time(hour), election.capital_zone) for hour in election.turnout_hours)


def due_at_place(election: Election, zone: str) -> tuple[datetime, ...]:
    """The instants at which a station of this time zone is asked for its turnout: the set ones. Where one of them, set within the
    capital's voting hours, is outside the station's (New York sleeps then), the same hours of its own clock. ADR 0120."""
    due, capital, hours = due_instants(election), observation_day(election, election.capital_zone), observation_day(election, zone)
    voting = [at for at in due if capital.opens_at < at <= capital.closes_at]
    if all(hours.opens_at < at <= hours.closes_at for at in voting):
        return due
    return tuple(instant(election.held_on, time(hour), zone) for hour in election.turnout_hours)


def second_morning(election: Election, zone: str) -> datetime:
    """From when on a time before noon may be of either morning of the observation day."""
    return instant(election.held_on + timedelta(days=1), DAY_BEGINS, zone)


def moment(election: Election, zone: str, local_time: time, night_until: time = DAY_BEGINS) -> datetime:
    """The instant of a local time typed by an observer: before `night_until` it belongs to the night and morning after voting day."""
    on = election.held_on if local_time >= night_until else election.held_on + timedelta(days=1)
    return instant(on, local_time, zone)
