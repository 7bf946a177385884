"""What the turnout form costs: one rerun of the screen on which the number counted is typed, with the official panel beside it."""

from __future__ import annotations

import asyncio
from statistics import median

from bench.meter import Meter
from bench.people import Person
from bench.reading import Reading
from bench.rerun import RERUNS, WARMING
from bench.server import Server
from bench.session import Run, Session
from bench.walking import filled, to_the_count

CPU_MILLISECONDS = 12.0
MESSAGES = 40
KILOBYTES = 15.0


async def reruns(server: Server, person: Person) -> tuple[list[Run], float]:
    meter = Meter(server.process_id)
    async with Session(server.url, "report", query=f"form={person.turnout_form}", cookie=person.cookie) as session:
        await to_the_count(session)
        states = filled(session)
        for _ in range(WARMING):
            await session.run(states)
        before = meter.cpu_seconds()
        runs = [await session.run(states) for _ in range(RERUNS)]
        return runs, meter.cpu_seconds() - before


def measure(server: Server, person: Person) -> list[Reading]:
    runs, seconds = asyncio.run(reruns(server, person))
    broken = [run for run in runs if run.exceptions or not run.finished]
    if broken:
        raise RuntimeError(f"{len(broken)} reruns failed: {broken[0].exceptions or broken[0].status}")
    return [
        Reading("turnout form: processor time a rerun", round(1000 * seconds / len(runs), 1), "ms", CPU_MILLISECONDS),
        Reading("turnout form: messages a rerun", median(run.messages for run in runs), "messages", MESSAGES),
        Reading("turnout form: answer of the socket", round(median(run.received_bytes for run in runs) / 1000, 1), "kB", KILOBYTES),
        Reading("turnout form: time to the last message", round(1000 * median(run.seconds for run in runs), 1), "ms"),
    ]
