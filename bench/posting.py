"""Reports sent by programs: 64 clients at once on `POST /api/v1/reports`, each acknowledged only after its commit is on the disk."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, uuid5

from bench.meter import Meter
from bench.people import Person
from bench.reading import Reading, percentile
from bench.server import Server
from bench.submitting import stored

CLIENTS = 64
WARMING, REPORTS_EACH = 10, 90
DURABLE_A_SECOND = 1000.0


def report(person: Person, number: int) -> bytes:
    """A turnout report of this person; another number is another report."""
    made = {
        "report_id": str(uuid5(NAMESPACE_OID, f"{person.account_id} {number}")),
        "kind": "turnout",
        "election_id": person.election_id,
        "station_id": person.station_ids[0],
        "observed_at": "2029-01-14T05:00:00Z",
        "body": {
            "counting_method": "hand_counter",
            "counting_unit": "at_box",
            "counting_since_at": "2029-01-14T02:00:00Z",
            "voters_counted": 100 + number,
            "counted_at": "2029-01-14T05:00:00Z",
            "stated_voters": 104 + number,
            "nothing_wrong": "nothing_to_report",
        },
    }
    return json.dumps(made).encode()


class Client:
    """One program on one kept connection. A bare one, so that the sender costs little of the shared machine."""

    def __init__(self, server: Server) -> None:
        self._place = urlsplit(server.url)

    async def __aenter__(self) -> Client:
        self._reader, self._writer = await asyncio.open_connection(self._place.hostname, self._place.port)
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._writer.close()
        # A server that was killed leaves nobody to say goodbye to.
        with suppress(OSError):
            await self._writer.wait_closed()

    async def post(self, person: Person, number: int) -> int:
        """Send a report and wait for its answer; the status."""
        status, _ = await self.exchange(person, number)
        return status

    async def exchange(self, person: Person, number: int) -> tuple[int, bytes]:
        """Send a report and wait for its answer; status and body."""
        body = report(person, number)
        head = (
            f"POST /api/v1/reports HTTP/1.1\r\nHost: {self._place.netloc}\r\nAuthorization: Bearer {person.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        answered = (await self._reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
        length = next((int(line.split(b":")[1]) for line in answered if line.startswith(b"content-length:")), 0)
        answer = await self._reader.readexactly(length)
        return int(answered[0].split(b" ", 2)[1]), answer


async def send(server: Server, people: list[Person], numbers: range) -> list[float]:
    """One program sends reports one after another; how long each waited for its receipt, in milliseconds."""
    waits: list[float] = []
    async with Client(server) as client:
        for number in numbers:
            person = people[number % len(people)]
            started = time.perf_counter()
            status = await client.post(person, number)
            if status != 201:
                raise RuntimeError(f"report {number} of {person.account_id} was answered {status}")
            waits.append(1000 * (time.perf_counter() - started))
    return waits


async def everybody(server: Server, people: list[Person]) -> tuple[list[float], float, float]:
    """Every report's wait once the server is warm, and what all took: wall seconds and processor seconds."""

    async def all_send(numbers: range) -> list[float]:
        walked = await asyncio.gather(*(send(server, people[place::CLIENTS], numbers) for place in range(CLIENTS)))
        return [wait for waits in walked for wait in waits]

    await all_send(range(WARMING))
    meter, started = Meter(server.process_id), time.perf_counter()
    cpu = meter.cpu_seconds()
    waits = await all_send(range(WARMING, WARMING + REPORTS_EACH))
    return waits, time.perf_counter() - started, meter.cpu_seconds() - cpu


def measure(server: Server, var: Path, people: list[Person]) -> list[Reading]:
    """Raises RuntimeError unless every acknowledged report is in the database, once."""
    before = stored(var)
    waits, seconds, cpu = asyncio.run(everybody(server, people))
    kept = stored(var) - before
    acknowledged = len(waits) + WARMING * CLIENTS
    if kept != acknowledged:
        raise RuntimeError(f"{acknowledged} reports were acknowledged, {kept} are stored")
    return [
        Reading(f"{CLIENTS} clients at once: reports stored", round(len(waits) / seconds), "a second", DURABLE_A_SECOND, True),
        Reading("processor time a report", round(1000 * cpu / len(waits), 2), "ms"),
        Reading("wait for the receipt, half of them", round(percentile(waits, 50), 1), "ms"),
        Reading("wait for the receipt, 95 of 100", round(percentile(waits, 95), 1), "ms"),
        Reading("processor in use", round(100 * cpu / seconds), "% of a core"),
    ]
