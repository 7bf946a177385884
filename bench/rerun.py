"""What one rerun of a page costs the server: processor time, messages and bytes, once everything is warm."""

from __future__ import annotations

import asyncio
from statistics import median

from bench.meter import Meter
from bench.reading import Reading
from bench.server import Server
from bench.session import Run, Session

WARMING = 5
RERUNS = 50


async def reruns(server: Server, page: str, *, query: str, cookie: str) -> tuple[list[Run], float]:
    """The runs after the page is warm, and the processor seconds that the server spent on them."""
    meter = Meter(server.process_id)
    async with Session(server.url, page, query=query, cookie=cookie) as session:
        for _ in range(WARMING):
            run = await session.run()
            if run.exceptions or not run.finished or run.page_not_found:
                raise RuntimeError(f"{page}: {run.exceptions or run.status}")
        before = meter.cpu_seconds()
        runs = [await session.run() for _ in range(RERUNS)]
        return runs, meter.cpu_seconds() - before


def measure(
    server: Server, page: str, *, query: str = "", cookie: str, cpu_limit: float, message_limit: int | None = None
) -> list[Reading]:
    runs, seconds = asyncio.run(reruns(server, page, query=query, cookie=cookie))
    return [
        Reading(f"{page}: processor time a rerun", round(1000 * seconds / len(runs), 1), "ms", limit=cpu_limit),
        Reading(f"{page}: messages a rerun", median(run.messages for run in runs), "messages", limit=message_limit),
        Reading(f"{page}: answer of the socket", round(median(run.received_bytes for run in runs) / 1000, 1), "kB"),
        Reading(f"{page}: time to the last message", round(1000 * median(run.seconds for run in runs), 1), "ms"),
    ]
