"""A whole country: 100,000 stations and 300,000 reports, and a hundredth and a tenth of it, so that growth can be seen.

Each size is built once in a folder of its own and kept; the figures are processor time, because a machine is seldom alone."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from analysis.disclosure import Audience
from bench import people, posting
from bench.meter import Meter
from bench.people import Person
from bench.reading import Reading, percentile
from bench.server import ROOT, Server, loaded, running
from bench.session import Session
from data.store.tables import report
from schemas.election import Election
from schemas.person import Actor, Role
from services import (
    clock,
    copies,
    coverage,
    export,
    follow,
    forensics,
    house,
    many,
    reading,
    registry,
    results,
    robustness,
    sample,
    station,
    station_sums,
    turnout,
    violations,
)

SIZES = (1_000, 10_000, 100_000)
WHOLE = SIZES[-1]
OBSERVERS_A_STATION = 0.267
"""An observer of the demonstration sends eleven reports: so many give three reports a station."""
FIRST_SECONDS, COLD_SECONDS, EXPORT_SECONDS = 3.0, 2.0, 60.0
WARM_MILLISECONDS, FIND_MILLISECONDS, MEMORY_MEGABYTES, WAIT_RATIO = 100.0, 100.0, 1_536.0, 2.0
QUIET_SECONDS = 1.0
WARMING, RERUNS, SENDERS, SENT_BEFORE = 4, 12, 8, 40
PAGES = (
    "overview", "turnout", "violations", "station", "official", "results", "download", "sums", "copies", "sample", "many", "robustness",
    "screens", "seats", "consistency",
)
FOLLOWED = ("silent", "conflicts")
DRAWN = 300
"""Stations of the planner's draw, as its page proposes them."""
WORDS = ("0417", "KZ-79", "1", "No such place")


def _results(actor: Actor, election: Election) -> object:
    return results.of(actor, election.election_id, election.leading_contest.contest_id, results.levels(election)[0])


def _turnout(actor: Actor, election: Election) -> object:
    """With what its other views show."""
    found = turnout.read(actor, election.election_id).value
    return found.intervals, found.hours


def _copies(actor: Actor, election: Election) -> object:
    return copies.of(actor, election.election_id, election.leading_contest.contest_id, copies.pairings(election)[0])


COLD: dict[str, Callable[[Actor, Election], object]] = {
    "overview": lambda actor, election: coverage.overview(actor, election.election_id),
    "turnout": _turnout,
    "violations": lambda actor, election: violations.seen(actor, election.election_id),
    "results": _results,
    "sums": lambda actor, election: station_sums.of(actor, election.election_id),
    "copies": _copies,
    "screens": lambda actor, election: forensics.of(actor, election.election_id, election.leading_contest.contest_id),
    "sample": lambda actor, election: sample.of(actor, election.election_id),
    "planner": lambda actor, election: sample.plan(actor, election.election_id, DRAWN, by_region=True, seed=election.election_id),
    "many": lambda actor, election: many.of(actor, election.election_id),
    "robustness": lambda actor, election: robustness.of(actor, election.election_id),
    "silent": lambda actor, election: follow.contacts(actor, election.election_id),
    "conflicts": lambda actor, election: follow.compared(actor, election.election_id),
}
"""What each page computes when no result is kept, as after a new report; the overview's includes the turnout comparison that it counts."""


def built(folder: Path, stations: int) -> Path:
    """The installation of a size, made once by the command that people use."""
    made = folder / f"size-{stations}"
    if not (made / "complete").exists():
        made.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"BAQYLAU_VAR": str(made), "BAQYLAU_MODE": "demo"}
        environment.pop("DATABASE_URL", None)
        observers = round(stations * OBSERVERS_A_STATION)
        command = [sys.executable, "manage.py", "demo", "--stations", str(stations), "--observers", str(observers)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        (made / "complete").touch()
    return made


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def computed(var: Path, election_id: str) -> tuple[float, dict[str, float], float]:
    """Processor seconds of the first page of all, which reads the registry and the reports too; of each page's computation with no
    result kept; and milliseconds of a search in the registry."""
    actor = Actor(account_id="bench", role=Role.ANALYST)
    with people.store_in(var):
        election, found = registry.election(election_id), {}
        reading.forget()
        first = _seconds(lambda: COLD["overview"](actor, election))
        for name, work in COLD.items():
            work(actor, election)
            reading.forget_results()
            found[name] = _seconds(lambda work=work: work(actor, election))  # type: ignore[misc]
        station.find(actor, election_id, "")
        searches = [_seconds(lambda word=word: station.find(actor, election_id, word)) for word in WORDS]  # type: ignore[misc]
    return first, found, 1000 * max(searches)


async def _first(server: Server, person: Person) -> float:
    """Processor seconds of the first page that anybody opens, once the server does nothing by itself any more."""
    meter = Meter(server.process_id)
    before = -QUIET_SECONDS
    while meter.cpu_seconds() - before > QUIET_SECONDS / 10:
        before = meter.cpu_seconds()
        await asyncio.sleep(QUIET_SECONDS)
    before = meter.cpu_seconds()
    async with Session(server.url, "overview", cookie=person.cookie) as session:
        run = await session.run()
    if run.exceptions or not run.finished:
        raise RuntimeError(f"overview: {run.exceptions or run.status}")
    return meter.cpu_seconds() - before


def read_ahead(var: Path) -> float:
    """Processor seconds of the first page after a start, when what it is made of was read meanwhile (docs/adr/0067)."""
    analyst = people.sign_in(var, Role.ANALYST)[0]
    with running(var=var) as server:
        return asyncio.run(_first(server, analyst))


async def _warm(server: Server, page: str, person: Person, query: str) -> float:
    """Processor milliseconds of a rerun once the page is warm."""
    meter = Meter(server.process_id)
    async with Session(server.url, page, query=query, cookie=person.cookie) as session:
        for _ in range(WARMING):
            run = await session.run()
            if run.exceptions or not run.finished or run.page_not_found:
                raise RuntimeError(f"{page}: {run.exceptions or run.status}")
        before = meter.cpu_seconds()
        for _ in range(RERUNS):
            await session.run()
        return 1000 * (meter.cpu_seconds() - before) / RERUNS


def warm(var: Path) -> tuple[dict[str, float], float]:
    """Processor milliseconds of each page's rerun, and the megabytes the server holds when all pages have been looked at."""
    analyst, coordinator = people.sign_in(var, Role.ANALYST)[0], people.sign_in(var, Role.COORDINATOR)[0]
    station_id = people.sign_in(var, Role.OBSERVER)[0].station_ids[0]
    with loaded(var=var) as server:
        found = {page: asyncio.run(_warm(server, page, analyst, f"station={station_id}" if page == "station" else "")) for page in PAGES}
        found |= {page: asyncio.run(_warm(server, page, coordinator, "")) for page in FOLLOWED}
        return found, Meter(server.process_id).resident_bytes() / 2**20


def _export(var: Path, election_id: str) -> subprocess.Popen[bytes]:
    """The process that the download page starts."""
    environment = os.environ | {"BAQYLAU_VAR": str(var), "BAQYLAU_MODE": "demo"}
    command = export.command(election_id, Audience.INTERNAL, var / "exports", clock.now(), var / "export.json")
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


async def _sent(server: Server, observers: list[Person], begin: int, until: Callable[[int], bool]) -> tuple[list[float], int]:
    """Waits of reports that several programs send one after another, round by round, until told to stop; and the next number."""
    waits: list[float] = []
    number = begin
    while until(number - begin):
        sent = [posting.send(server, observers[place::SENDERS], range(number, number + 1)) for place in range(SENDERS)]
        for each in await asyncio.gather(*sent):
            waits.extend(each)
        number += 1
    return waits, number


def _unused(var: Path, observers: list[Person]) -> int:
    """The first number that none of them has sent a report under: a country is kept from one measuring to the next."""
    numbers = select(func.count().label("number")).where(report.c.author_id.in_([each.account_id for each in observers])).group_by(
        report.c.author_id)
    with people.store_in(var):
        return max(house.store().frame(numbers)["number"].tolist(), default=0)


def exported(var: Path, election_id: str) -> tuple[float, float, float]:
    """Processor seconds of a download of everything; the 99th percentile of a report's wait, in ms, before it and while it is made."""
    observers = people.sign_in(var, Role.OBSERVER, SENDERS)
    with loaded(var=var) as server:
        _, number = asyncio.run(_sent(server, observers, _unused(var, observers), lambda sent: sent < 5))
        before, number = asyncio.run(_sent(server, observers, number, lambda sent: sent < SENT_BEFORE))
        worker = _export(var, election_id)
        children = os.times()
        during, _ = asyncio.run(_sent(server, observers, number, lambda sent: worker.poll() is None))
        worker.wait()
        spent = os.times()
        if worker.returncode != 0:
            raise RuntimeError(f"the download ended with {worker.returncode}")
    seconds = spent.children_user + spent.children_system - children.children_user - children.children_system
    return seconds, percentile(before, 99), percentile(during, 99)


def _name(stations: int) -> str:
    return f"{stations:,} stations"


def measure(folder: Path, election_id: str = "demo-2029") -> list[Reading]:
    """All sizes. Limits hold for the whole country; growth compares it with a tenth."""
    found: list[Reading] = []
    cold_of: dict[int, dict[str, float]] = {}
    # What the first computation of a process loads is no part of any size.
    computed(built(folder, SIZES[0]), election_id)
    for stations in SIZES:
        var, whole = built(folder, stations), stations == WHOLE
        first, cold_of[stations], search = computed(var, election_id)
        warm_of, memory = warm(var)
        limit = FIRST_SECONDS if whole else None
        found.append(Reading(f"{_name(stations)}: the first page with nothing read", round(first, 2), "s", limit))
        found.append(Reading(f"{_name(stations)}: the first page a few seconds after a start", round(read_ahead(var), 2), "s", limit))
        found += [
            Reading(f"{_name(stations)}, {page}: computed cold", round(seconds, 2), "s", COLD_SECONDS if whole else None)
            for page, seconds in cold_of[stations].items()
        ]
        found += [
            Reading(f"{_name(stations)}, {page}: a warm rerun", round(spent), "ms", WARM_MILLISECONDS if whole else None)
            for page, spent in warm_of.items()
        ]
        found.append(Reading(f"{_name(stations)}: a search in the registry", round(search, 1), "ms", FIND_MILLISECONDS if whole else None))
        found.append(Reading(f"{_name(stations)}: memory after all pages", round(memory), "MB", MEMORY_MEGABYTES if whole else None))
    for page, seconds in cold_of[WHOLE].items():
        found.append(Reading(f"{page}: ten times the data costs", round(seconds / cold_of[SIZES[-2]][page], 1), "times", 10.0))
    seconds, before, during = exported(built(folder, WHOLE), election_id)
    found.append(Reading(f"{_name(WHOLE)}: download of everything, processor time", round(seconds, 1), "s", EXPORT_SECONDS))
    found.append(Reading("wait for a receipt, 99 of 100", round(before, 1), "ms"))
    found.append(Reading("the same while a download is made", round(during, 1), "ms"))
    found.append(Reading("of these two, the second to the first", round(during / before, 1), "times", WAIT_RATIO))
    return found
