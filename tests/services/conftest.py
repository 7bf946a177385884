"""The test election in the evening of its day, on both databases; and an observer of it who has taken photos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.store import elections
from schemas.person import Actor, Role
from schemas.report import Channel
from services import clock, house, photo_copies, photos, registry, sealing
from services.photos import Target
from tests import people as persons
from tests import photos as made
from tests.papers import COUNTED
from tests.people import ELECTION, NOON, STATIONS, People

PHOTOGRAPHED = Target(ELECTION.election_id, STATIONS[0].station_id, "11111111-2222-4333-8444-555555555555")


@pytest.fixture
def both(people: People, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    persons.registry()
    registry._election.cache_clear()
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        yield people
    house.close()


@pytest.fixture
def counted(both: People) -> People:
    """The same election with a line on its protocols that is counted."""
    house.store().write(lambda connection: elections.save(connection, COUNTED, clock.now()))
    registry._election.cache_clear()
    return both


@pytest.fixture
def photographer(people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    """An observer with two photos at noon, sealed and drawn: six files."""
    monkeypatch.setenv(sealing.VARIABLE, sealing.new_pair().public)
    with clock.fixed(NOON, everywhere=True):
        actor = people.account(Role.OBSERVER)
        for mark in range(2):
            photos.receive(actor, PHOTOGRAPHED, made.jpeg(mark=mark), Channel.PAGE)
        photo_copies.wait()
        yield actor
