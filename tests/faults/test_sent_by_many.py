"""The same reports sent by many clients at once, as impatient phones and programs do: each is stored once, all hold one receipt."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from bench.people import Person, sign_in
from bench.posting import Client
from bench.server import Server, running
from schemas.person import Role
from tests.faults.load import SMALL, Place, demonstration, report_id, size, stored

CLIENTS = size(16, 64)
OBSERVERS = size(10, 50)
REPORTS = size(100, 1_000)

pytestmark = pytest.mark.fault


async def send_all(server: Server, people: list[Person]) -> tuple[dict[Place, Counter[int]], dict[Place, set[bytes]]]:
    """Each client sends every report, in an order of its own: how each report was answered, and with which receipts."""
    statuses: dict[Place, Counter[int]] = defaultdict(Counter)
    receipts: dict[Place, set[bytes]] = defaultdict(set)

    async def one(place: int) -> None:
        order = list(range(REPORTS))
        # Two neighbours share an order, so that the same report is under way twice at the same time.
        Random(place // 2).shuffle(order)
        async with Client(server) as client:
            for each in order:
                person, number = people[each % len(people)], each // len(people)
                status, receipt = await client.exchange(person, number)
                statuses[person.account_id, number][status] += 1
                receipts[person.account_id, number].add(receipt)

    await asyncio.gather(*(one(place) for place in range(CLIENTS)))
    return statuses, receipts


def test_a_report_sent_by_many_at_once_is_stored_once_with_one_receipt(demonstration_of: Callable[..., Path], tmp_path: Path) -> None:
    var = demonstration(demonstration_of, tmp_path / "var", size(SMALL, 2 * OBSERVERS))
    people = sign_in(var, Role.OBSERVER, OBSERVERS)
    before = stored(var, people)
    with running(var=var) as server:
        statuses, receipts = asyncio.run(send_all(server, people))
    assert len(statuses) == REPORTS
    assert all(answers == {201: 1, 202: CLIENTS - 1} for answers in statuses.values())
    assert all(len(different) == 1 for different in receipts.values())
    kept = stored(var, people) - before
    assert kept == Counter(report_id(people[each % len(people)], each // len(people)) for each in range(REPORTS))
