"""The evening of the test election, when a second person looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from services import clock
from tests.people import NOON


@pytest.fixture
def night(house_dir: object) -> Iterator[None]:
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        yield
