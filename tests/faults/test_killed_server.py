"""A server that is killed in the middle of an election day, again and again: what it acknowledged is there, once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import pytest

from bench.meter import Meter
from bench.people import Person, sign_in
from bench.posting import Client
from bench.server import Server, running
from schemas.person import Role
from tests.faults.load import SMALL, Place, demonstration, report_id, size, stored

CLIENTS = 16
KILLS = size(2, 200)
OBSERVERS = size(16, 256)
FEWEST, MOST = 255, 345
"""Acknowledged reports of one life, drawn between these: 200 lives acknowledge more than 50,000."""
SENT_AGAIN = 40
"""The newest acknowledged reports that are sent once more at the end, of each program."""

pytestmark = pytest.mark.fault


@pytest.fixture
def var(demonstration_of: Callable[..., Path], tmp_path: Path) -> Path:
    return demonstration(demonstration_of, tmp_path / "var", size(SMALL, 2 * OBSERVERS))


def reports_of(people: list[Person]) -> Iterator[tuple[Person, int]]:
    """One more of each, round by round, without an end."""
    return ((person, number) for number in count() for person in people)


@dataclass
class Program:
    """Like a phone with a queue: it keeps a report until it is acknowledged, and after an interruption sends that one first."""

    people: list[Person]
    acknowledged: list[tuple[Person, int]] = field(default_factory=list)
    statuses: dict[Place, int] = field(default_factory=dict)
    unanswered: tuple[Person, int] | None = None

    def __post_init__(self) -> None:
        self._coming = reports_of(self.people)

    async def send(self, client: Client) -> None:
        repeated = self.unanswered is not None
        self.unanswered = self.unanswered or next(self._coming)
        person, number = self.unanswered
        status = await client.post(person, number)
        # A commit may stand whose answer was never sent: only what was sent before may be answered as known.
        assert status in ((201, 202) if repeated else (201,)), f"report {number} of {person.account_id} was answered {status}"
        self.statuses[person.account_id, number] = status
        self.acknowledged.append(self.unanswered)
        self.unanswered = None

    async def send_until_killed(self, server: Server) -> None:
        async with Client(server) as client:
            while True:
                try:
                    await self.send(client)
                except (OSError, EOFError):
                    return


def together(programs: list[Program]) -> int:
    return sum(len(program.acknowledged) for program in programs)


async def one_life(server: Server, programs: list[Program], enough: int) -> None:
    """All send until `enough` more reports are acknowledged; then the server is killed in the middle of the others."""
    before = together(programs)

    async def kill() -> None:
        while together(programs) < before + enough and any(not each.done() for each in work):
            await asyncio.sleep(0.002)
        os.kill(server.process_id, signal.SIGKILL)

    work = [asyncio.create_task(program.send_until_killed(server)) for program in programs]
    await asyncio.gather(kill(), *work)


async def settle(server: Server, programs: list[Program]) -> set[int]:
    """Everything unanswered is sent until it is answered; how the newest acknowledged ones are answered when they come again."""

    async def one(program: Program) -> set[int]:
        async with Client(server) as client:
            if program.unanswered is not None:
                await program.send(client)
            return {await client.post(person, number) for person, number in program.acknowledged[-SENT_AGAIN:]}

    return set().union(*await asyncio.gather(*(one(program) for program in programs)))


def told(name: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"{name} {ordered[len(ordered) // 2]:.2f} s in the middle, {ordered[-1]:.2f} s at most"


def test_what_was_acknowledged_before_a_kill_is_there_once(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = sign_in(var, Role.OBSERVER, OBSERVERS)
    before = stored(var, people)
    programs = [Program(people[place::CLIENTS]) for place in range(CLIENTS)]
    random, ready, spent = Random(2029), [], []
    for _ in range(KILLS):
        with running(var=var) as server:
            ready.append(server.start_seconds)
            spent.append(Meter(server.process_id).cpu_seconds())
            asyncio.run(one_life(server, programs, random.randint(FEWEST, MOST)))
        kept = stored(var, people) - before
        ids = {report_id(person, number) for program in programs for person, number in program.acknowledged}
        assert not ids - kept.keys(), "acknowledged, and yet not there"
        assert set(kept.values()) == {1}
        # Beside them only commits whose answers were cut off.
        assert kept.keys() - ids <= {report_id(*program.unanswered) for program in programs if program.unanswered}
    assert together(programs) >= KILLS * FEWEST
    with capsys.disabled():
        print(f"\n{KILLS} kills, {together(programs)} acknowledged; {told('ready after', ready)}; {told('of it processor time', spent)}")  # noqa: T201
    assert any(program.unanswered for program in programs), "nothing was under way at the kill: it proves nothing"

    with running(var=var) as server:
        assert asyncio.run(settle(server, programs)) == {202}
    after = stored(var, people) - before
    assert set(after.values()) == {1}
    assert len(after) == together(programs)
