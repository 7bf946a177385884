"""Two hundred observers send a turnout report in the same minute: how many screens the pages answer in a second, on one core."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from sqlalchemy import func, select

from bench.meter import Meter
from bench.people import Person, store_in
from bench.reading import Reading, percentile
from bench.server import Server
from bench.session import Run, Session
from bench.walking import to_the_receipt
from data.store.tables import report_revision
from services import house

SCREENS_A_SECOND = 60.0
OPENING_SECONDS = 10.0


async def one(server: Server, person: Person, delay: float, opened: asyncio.Barrier) -> list[Run]:
    await asyncio.sleep(delay)
    async with Session(server.url, "report", query=f"form={person.turnout_form}", cookie=person.cookie) as session:
        await session.run()
        await opened.wait()
        return await to_the_receipt(session)


async def everybody(server: Server, people: list[Person]) -> tuple[list[list[Run]], float, float]:
    """Every session's runs, and what the sending took: wall seconds and processor seconds."""
    meter, opened = Meter(server.process_id), asyncio.Barrier(len(people) + 1)
    tasks = [
        asyncio.create_task(one(server, person, OPENING_SECONDS * place / len(people), opened)) for place, person in enumerate(people)
    ]
    await opened.wait()
    cpu, started = meter.cpu_seconds(), time.perf_counter()
    walked = await asyncio.gather(*tasks)
    return walked, time.perf_counter() - started, meter.cpu_seconds() - cpu


def stored(var: Path) -> int:
    with store_in(var):
        return int(house.store().frame(select(func.count().label("number")).select_from(report_revision))["number"].iloc[0])


def measure(server: Server, var: Path, people: list[Person]) -> list[Reading]:
    """Raises RuntimeError unless exactly one report of each person is in the database afterwards."""
    before = stored(var)
    walked, seconds, cpu = asyncio.run(everybody(server, people))
    sent = stored(var) - before
    if sent != len(people):
        raise RuntimeError(f"{len(people)} people sent a report, {sent} are stored")
    runs = [run for walk in walked for run in walk]
    waits = [1000 * run.seconds for run in runs]
    return [
        Reading(f"{len(people)} sessions at once: screens answered", round(len(runs) / seconds, 1), "a second", SCREENS_A_SECOND, True),
        Reading("reports stored", round(sent / seconds, 1), "a second"),
        Reading("processor time a screen", round(1000 * cpu / len(runs), 1), "ms"),
        Reading("wait for a screen, half of them", round(percentile(waits, 50)), "ms"),
        Reading("wait for a screen, 95 of 100", round(percentile(waits, 95)), "ms"),
        Reading("processor in use", round(100 * cpu / seconds), "% of a core"),
    ]
