"""Who has not reported: a station abroad that sleeps at the capital's hours is followed by its own clock (ADR 0120)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pandas as pd

from analysis import silence
from analysis.silence import Contact
from schemas.day import due_at_place, due_instants, instant
from tests.people import ELECTION

HOME, AWAY = "KZ-79/0417", "ABROAD/0107"
NEW_YORK = "America/New_York"


def at_place(hour: int) -> datetime:
    return instant(ELECTION.held_on, time(hour), NEW_YORK)


def contacts(reported: list[tuple[str, datetime]], now: datetime) -> pd.DataFrame:
    assigned = pd.DataFrame({"station_id": [HOME, AWAY], "region_code": ["KZ-79", "ABROAD"], "time_zone": ["Asia/Almaty", NEW_YORK],
                             "observers_n": 1, "in_sample": False})
    last = pd.DataFrame({"station_id": [], "last_contact_at": pd.Series([], dtype="datetime64[us, UTC]")})
    absent = pd.DataFrame({"station_id": [], "state": [], "from_at": pd.Series([], dtype="datetime64[us, UTC]")})
    own = {NEW_YORK: due_at_place(ELECTION, NEW_YORK)}
    return silence.contacts(
        assigned, pd.DataFrame(reported, columns=["station_id", "observed_at"]), last, absent, due_instants(ELECTION), now, own)


def states(found: pd.DataFrame, station: str) -> list[str]:
    return found.loc[found["station_id"] == station].sort_values("due_at")["state"].tolist()


def test_nobody_is_silent_while_the_station_sleeps() -> None:
    """The evening of the capital: its whole day is over, New York has had its first hour."""
    found = contacts([], at_place(10) + timedelta(minutes=20))
    hours = len(due_instants(ELECTION))
    assert states(found, HOME) == [Contact.SILENT] * hours
    assert states(found, AWAY) == [Contact.SILENT, *[Contact.NOT_DUE] * (hours - 1)]
    assert found.loc[found["station_id"].eq(AWAY), "asked_at"].tolist() == list(due_at_place(ELECTION, NEW_YORK))


def test_a_report_answers_the_hour_of_the_stations_own_clock() -> None:
    """Twelve in New York is three in the night of the capital, long after its last hour."""
    found = contacts([(AWAY, at_place(12))], at_place(20) + timedelta(hours=1))
    told = states(found, AWAY)
    assert told[ELECTION.turnout_hours.index(12)] == Contact.REPORTED
    assert told.count(Contact.SILENT) == len(told) - 1
    order = silence.call_order(found, due_instants(ELECTION)[ELECTION.turnout_hours.index(12)])
    assert order["station_id"].tolist() == [HOME]
