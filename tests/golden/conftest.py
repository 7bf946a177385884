"""Where the real data for trying the software lies: beside the project, never inside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

REAL = Path(__file__).parents[2] / ".." / "shared" / "real"


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    """The path of one real file; the test is skipped, saying so, where it is absent."""

    def find(name: str) -> Path:
        path = REAL / name
        if not path.exists():
            pytest.skip(f"real data: ../shared/real/{name} is not beside the project")
        return path

    return find
