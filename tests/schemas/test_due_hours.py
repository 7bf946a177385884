"""When a station is asked for its turnout: by the capital's hours, unless one of them is no hour of voting there."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.day import due_at_place, due_instants, observation_day
from tests.people import ELECTION

DAY = date(2029, 1, 14)


def local(zone: str, on: date = DAY, hours: tuple[int, ...] = ELECTION.turnout_hours) -> list[str]:
    election = ELECTION.model_copy(update={"held_on": on, "turnout_hours": hours})
    return [observation_day(election, zone).local(at).strftime("%H:%M") for at in due_at_place(election, zone)]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Seoul", "Europe/Berlin"])
def test_far_away_the_hours_are_those_of_the_stations_own_clock(zone: str) -> None:
    assert local(zone) == ["10:00", "12:00", "14:00", "16:00", "18:00", "20:00"]


def test_nearby_they_stay_the_instants_that_are_announced() -> None:
    for zone in ("Asia/Almaty", "Europe/Istanbul", "Asia/Tashkent"):
        assert due_at_place(ELECTION, zone) == due_instants(ELECTION)
    assert local("Europe/Istanbul") == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_an_hour_set_after_the_capitals_own_closing_moves_nobody() -> None:
    """22:00 was announced in 2021, two hours after the closing; the western regions were an hour behind."""
    with_night = (*ELECTION.turnout_hours, 22)
    assert local("Asia/Aqtau", date(2021, 1, 10), with_night) == ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00", "21:00"]
