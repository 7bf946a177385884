"""What every test may ask for: an empty database of either kind, a Chromium, and last lines that name what could not run."""

from __future__ import annotations

import functools
import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from data.store import migrate
from tests import chromium, postgres, tables
from tests.once import once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.people import People

# The same examples on every run: a failure in CI is a failure at every desk. `make faults` takes many, and others each time.
settings.register_profile("baqylau", derandomize=True, max_examples=40, deadline=None, database=None, print_blob=True)
settings.register_profile("full", max_examples=1_000, deadline=None, database=None, print_blob=True)
settings.load_profile("full" if os.environ.get("BAQYLAU_FAULTS") == "full" else "baqylau")
tables.read_own_tables()


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if not is_worker(config):
        postgres.reserve()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_worker(config):
        postgres.discard()


def pytest_collection_finish() -> None:
    """What was imported and collected lives to the end: looking through it for rubbish again and again is a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def own_priority() -> Iterator[None]:
    """What brings in a table steps back behind everybody else, for as long as its process lives. Here that process is the tests' own, and
    a third of all tests would wait for the types to be checked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.nice", lambda increment: os.getpriority(os.PRIO_PROCESS, 0) + increment)
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Say, after pytest's own summary, which tests did not run and why."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if is_worker(session.config) or reporter is None:
        return
    reasons: Counter[str] = Counter()
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] += 1
    reporter.ensure_newline()
    for reason, number in sorted(reasons.items()):
        reporter.write_line(f"NOT RUN: {number} {'test' if number == 1 else 'tests'}: {reason}", yellow=True)
    if not reasons:
        reporter.write_line("Every test ran.")


@pytest.fixture(scope="session")
def shared_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole run, the same for every worker: see tests/once.py."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if is_worker(request.config) else own


@pytest.fixture(scope="session")
def migrated_file(shared_dir: Path) -> Path:
    """An SQLite database with every table and no row, made once: a copy costs a test a hundredth of its migrations."""
    name = "baqylau.sqlite3"
    return once(shared_dir, "migrated", lambda folder: migrate.upgrade(f"sqlite:///{folder / name}", folder / "writer.lock")) / name


@pytest.fixture(scope="session")
def demonstration_of(shared_dir: Path, migrated_file: Path) -> Callable[..., Path]:
    """demonstration_of(stations=400, observers=160, seed=7): a folder with the demonstration of that size and the test election, made
    once for the whole run; `released=False`: without its releases. It is copied, never opened."""
    from services import demo
    from tests import people as persons
    from tests.unreleased import unreleased

    def make(folder: Path, size: dict[str, int], *, released: bool) -> None:
        shutil.copy(migrated_file, folder)
        with in_house(folder), nullcontext() if released else unreleased():
            persons.registry()
            demo.build(**size)

    def once_made(*, released: bool = True, **size: int) -> Path:
        name = "-".join(map(str, ("demonstration", *size.values(), *(() if released else ("unreleased",)))))
        return once(shared_dir, name, lambda folder: make(folder, size, released=released))

    return once_made


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A PostgreSQL database of this worker's own; made anew before each test that takes `database_url`."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    try:
        migrate.upgrade(postgres.database(f"baqylau_{worker}{postgres.MIGRATED}"), None)
        return postgres.database(f"baqylau_{worker}")
    except (ImportError, OSError, RuntimeError) as error:
        pytest.skip(f"PostgreSQL tests: no PostgreSQL ({error})")


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database with every table and no row: every test that takes it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        copied = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "baqylau.db")
        return f"sqlite:///{copied}"
    return postgres.renew(request.getfixturevalue("postgres_url"), migrated=True)


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, for the migrations themselves."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'baqylau.db'}"
    return postgres.renew(request.getfixturevalue("postgres_url"), migrated=False)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    found = chromium.find()
    if found is None:
        pytest.skip("browser tests: no Chromium (none on the PATH, from the distribution or from Playwright)")
    return found


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One headless Chromium for the tests of a module; each opens its own context in it.

    Not for the whole run: while Playwright is open, this thread has a running loop, and `asyncio.run` in another test would fail.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=list(chromium.ARGUMENTS))
        yield opened
        opened.close()


@contextmanager
def in_house(var: Path, database_url: str = "") -> Iterator[pytest.MonkeyPatch]:
    """The house of this folder in mode demo, begun: services and pages find their store there, or at `database_url`; the clock is the
    demonstration's."""
    from services import access, house, opening

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAQYLAU_VAR", str(var))
        patch.setenv("BAQYLAU_MODE", "demo")
        patch.setenv("DATABASE_URL", database_url)
        if not database_url:
            patch.delenv("DATABASE_URL")
        house.close()
        access.forget()
        opening.end()
        opening.begin()
        yield patch
        house.close()
        opening.end()


@pytest.fixture
def house_dir(tmp_path: Path, migrated_file: Path) -> Iterator[Path]:
    """An empty house of its own: see `in_house`."""
    shutil.copy(migrated_file, tmp_path)
    with in_house(tmp_path):
        yield tmp_path


@pytest.fixture(scope="session")
def known_components() -> Iterator[None]:
    """Every AppTest looks for Streamlit components in the description of every installed package: one look is enough for all. And it
    asks a thousand times a second whether its script has ended, which is the script's own time: here it waits for the end."""
    from streamlit.components.v2 import manifest_scanner
    from streamlit.testing.v1 import local_script_runner

    asking = local_script_runner.require_widgets_deltas

    def waiting(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        asking(runner, 1)  # where it has not ended: says so, and stops it

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", functools.cache(manifest_scanner.scan_component_manifests))
        patch.setattr(local_script_runner, "require_widgets_deltas", waiting)
        yield


@pytest.fixture
def people(house_dir: Path, known_components: None, monkeypatch: pytest.MonkeyPatch) -> People:
    """The test election, and being any of its people: see tests/people.py."""
    from tests import people as persons
    from ui import guard

    made = persons.People(monkeypatch)
    monkeypatch.setattr(guard, "read_cookie", made.cookies.get)
    persons.registry()
    return made


@pytest.fixture
def demonstration(people: People, house_dir: Path, demonstration_of: Callable[..., Path]) -> Callable[..., None]:
    """demonstration(stations=400, observers=160, seed=7): into the open house of `people`, before anybody signs in."""
    from services import house, opening, reading

    def put(**size: int) -> None:
        house.close()
        shutil.rmtree(house_dir)
        shutil.copytree(demonstration_of(**size), house_dir)
        opening.end()
        opening.begin()
        reading.forget()

    return put
