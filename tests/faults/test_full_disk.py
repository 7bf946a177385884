"""A disk that takes no more in the middle of the day: the sender hears "later", nothing acknowledged is lost, and it goes on by itself."""

from __future__ import annotations

import asyncio
import resource
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.people import Person, sign_in
from bench.posting import Client
from bench.server import Server, answers, running
from schemas.person import Role
from tests.faults.load import SMALL, Place, demonstration, report_id, size, stored

CLIENTS = 8
EACH = size(15, 300)
"""Reports that each client sends before, during and after."""

pytestmark = pytest.mark.fault


def largest_file(server: Server, limit: int) -> None:
    """From now on this server's process cannot write a file beyond `limit` bytes, as on a full disk; -1: as large as it likes."""
    _, hard = resource.prlimit(server.process_id, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process_id, resource.RLIMIT_FSIZE, (limit, hard))


async def send(server: Server, people: list[Person], numbers: range) -> dict[Place, int]:
    """How each report was answered."""
    statuses: dict[Place, int] = {}

    async def one(person: Person) -> None:
        async with Client(server) as client:
            for number in numbers:
                statuses[person.account_id, number] = await client.post(person, number)

    await asyncio.gather(*(one(person) for person in people))
    return statuses


def test_a_full_disk_refuses_loses_nothing_and_is_over_when_there_is_room(demonstration_of: Callable[..., Path], tmp_path: Path) -> None:
    var = demonstration(demonstration_of, tmp_path / "var", SMALL)
    people = sign_in(var, Role.OBSERVER, CLIENTS)
    before = stored(var, people)
    with running(var=var) as server:
        good = asyncio.run(send(server, people, range(EACH)))
        assert set(good.values()) == {201}
        largest_file(server, 0)
        full = asyncio.run(send(server, people, range(EACH, 2 * EACH)))
        assert set(full.values()) == {503}
        assert answers(f"{server.url}/healthz"), "who reads is not to notice"
        kept = stored(var, people) - before
        assert kept == Counter(report_id(person, number) for person in people for number in range(EACH))
        largest_file(server, resource.RLIM_INFINITY)
        again = asyncio.run(send(server, people, range(2 * EACH)))
        known = {place for place, status in again.items() if status == 202}
        assert set(again.values()) == {201, 202}
        assert known == good.keys(), "known are exactly those that were acknowledged before"
        assert set(asyncio.run(send(server, people, range(2 * EACH, 3 * EACH))).values()) == {201}
    kept = stored(var, people) - before
    assert kept == Counter(report_id(person, number) for person in people for number in range(3 * EACH))
