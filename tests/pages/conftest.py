"""The demonstration for pages: built once for each size, copied into the house of every further test."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from services import demo, house, opening, reading


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """demonstration(stations=400, observers=120, seed=7), in the open house of `people`, before anybody signs in."""
    made: dict[str, str] = {}

    def put(**size: int) -> None:
        var, name = house.store().var, "-".join(map(str, size.values()))
        if name not in made:
            demo.build(**size)
            house.close()
            made[name] = str(shutil.copytree(var, tmp_path_factory.mktemp("demonstration") / name))
        else:
            house.close()
            shutil.rmtree(var)
            shutil.copytree(made[name], var)
        opening.end()
        opening.begin()
        reading.forget()

    return put
