"""Houses for pages: the demonstration and the reference figures, made once for the whole run and copied; readers of a module share one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from charts import rendering
from services import clock, opening, reference
from tests import people as persons
from tests.conftest import in_house
from tests.once import once
from tests.people import People


@pytest.fixture(scope="session", autouse=True)
def charts_held_against_the_schema() -> Iterator[None]:
    """Each place that draws a chart is held against Vega-Lite's schema the first time it draws: in the product none is."""
    known: set[CodeType] = set()

    def specification(chart: Any) -> rendering.Spec:
        place = sys._getframe(1).f_code
        first = place not in known
        known.add(place)
        return dict(chart.to_dict(validate=first))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "specification", specification)
        yield


@pytest.fixture(scope="session")
def reference_dir(shared_dir: Path, migrated_file: Path) -> Path:
    """A folder with the reference figures and the test election, made once for the whole run."""

    def make(folder: Path) -> None:
        shutil.copy(migrated_file, folder)
        with in_house(folder):
            persons.registry()
            reference.load(clock.now())

    return once(shared_dir, "reference", make)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory, known_components: None) -> Iterator[Callable[[Path], People]]:
    """lived_in(folder): a copy of the folder as the house of all tests of a module that only read: what one of them lets be computed is
    there for the next. One folder a module; tests with a house of their own stand before or after them."""
    from ui import guard

    with ExitStack() as stack:
        found: dict[Path, People] = {}

        def move_in(folder: Path) -> People:
            if folder not in found:
                assert not found, "one house a module"
                patch = stack.enter_context(in_house(shutil.copytree(folder, tmp_path_factory.mktemp("house") / folder.name)))
                found[folder] = made = People(patch, staff={})
                patch.setattr(guard, "read_cookie", made.cookies.get)
            opening.begin()
            found[folder].nobody()
            return found[folder]

        yield move_in


@pytest.fixture
def loaded(lived_in: Callable[[Path], People], reference_dir: Path) -> People:
    """The reference figures of the real elections, for tests that only read."""
    return lived_in(reference_dir)
