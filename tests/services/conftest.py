"""The test election in the evening of its day, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from services import clock, house, registry
from tests import people as persons
from tests.people import NOON, People


@pytest.fixture
def both(people: People, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    persons.registry()
    registry._election.cache_clear()
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        yield people
    house.close()
