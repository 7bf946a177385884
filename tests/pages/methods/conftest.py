"""The house of the methods' pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people import People


@pytest.fixture
def full(lived_in: Callable[[Path], People], demonstration_of: Callable[..., Path]) -> People:
    return lived_in(demonstration_of(stations=400, observers=160, seed=7))
