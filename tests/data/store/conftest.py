"""What the tests of the store begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store.store import Store
from tests.data.store.made import fill


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """An open store with the test election and its people, on each kind of database."""
    opened = Store(database_url, tmp_path / "var")
    fill(opened)
    yield opened
    opened.close()
