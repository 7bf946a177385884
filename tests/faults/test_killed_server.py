"""A server that is killed in the middle of an election day: what it acknowledged is there, once, and a resend doubles nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench.people import Person, sign_in, store_in
from bench.posting import Client
from bench.server import ROOT, Server, running
from data.store.tables import report_revision
from schemas.person import Role
from services import house

CLIENTS = 16
REPORTS_EACH = 400
ENOUGH = 300
"""Acknowledged reports after which the server is killed: in the middle of the work."""

pytestmark = pytest.mark.fault


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A small demonstration in a folder of its own."""
    made = tmp_path / "var"
    environment = os.environ | {"BAQYLAU_VAR": str(made), "BAQYLAU_MODE": "demo"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "demo", "--stations", "120", "--observers", "60"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return made


async def send(server: Server, person: Person, numbers: range, statuses: dict[tuple[str, int], int]) -> None:
    """One program's reports, one after another, until the server is gone; what each was answered."""
    async with Client(server) as client:
        for number in numbers:
            statuses[person.account_id, number] = await client.post(person, number)


async def send_until_killed(server: Server, people: list[Person]) -> dict[tuple[str, int], int]:
    acknowledged: dict[tuple[str, int], int] = {}

    async def kill() -> None:
        while len(acknowledged) < ENOUGH:
            await asyncio.sleep(0.005)
        os.kill(server.process_id, signal.SIGKILL)

    work = [send(server, person, range(REPORTS_EACH), acknowledged) for person in people]
    await asyncio.gather(kill(), *work, return_exceptions=True)
    return acknowledged


async def resend(server: Server, people: list[Person], upto: int) -> dict[tuple[str, int], int]:
    statuses: dict[tuple[str, int], int] = {}
    await asyncio.gather(*(send(server, person, range(upto), statuses) for person in people))
    return statuses


def stored(var: Path, people: list[Person]) -> int:
    with store_in(var):
        wanted = [person.account_id for person in people]
        query = select(func.count().label("number")).select_from(report_revision)
        return int(house.store().frame(query.where(report_revision.c.author_id.in_(wanted)))["number"].iloc[0])


def test_what_was_acknowledged_before_the_kill_is_there_once(var: Path) -> None:
    people = sign_in(var, Role.OBSERVER, CLIENTS)
    before = stored(var, people)
    with running(var=var) as server:
        acknowledged = asyncio.run(send_until_killed(server, people))
    assert set(acknowledged.values()) == {201}
    assert len(acknowledged) < CLIENTS * REPORTS_EACH, "the server was killed too late to prove anything"
    after = stored(var, people) - before
    # A commit may stand whose answer was never sent; an answer without its commit may not.
    assert len(acknowledged) <= after <= len(acknowledged) + CLIENTS

    # One more than the highest acknowledged: a commit whose answer was lost is sent again too.
    upto = 2 + max(number for _, number in acknowledged)
    with running(var=var) as server:
        again = asyncio.run(resend(server, people, upto))
    lost = [place for place in acknowledged if again[place] != 202]
    assert not lost, f"acknowledged, and yet not there: {lost}"
    assert set(again.values()) <= {201, 202}
    assert stored(var, people) - before == CLIENTS * upto
