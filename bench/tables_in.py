"""A national table of published figures brought in while observers send: 100,000 stations with twenty figures each, CSV and XLSX."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from bench.people import Person
from bench.posting import Client
from bench.reading import Reading, percentile
from bench.server import ROOT, Server

STATIONS, REGIONS, OPTIONS = 100_000, 20, 16
FIGURES = OPTIONS + 4
CSV_SECONDS, XLSX_SECONDS, MOST_MEGABYTES, HELD_MILLISECONDS = 60.0, 180.0, 1_000.0, 200.0
AS_LONG_AGAIN = 2.0
"""How much longer than alone a report may wait for its receipt, 99 of 100."""
ALONE_SECONDS, PAUSE_SECONDS, FIRST_NUMBER = 10.0, 0.05, 1_000_000
ELECTION = """election_id = "bench-{kind}"
kind = "parliamentary"
name = {{en = "SIMULATED national table"}}
held_on = 2029-01-14
is_simulated = true
[published]
by_station = true
[[contests]]
contest_id = "list"
name = {{en = "List"}}
leading = true
options = [{options}]
"""
HEADINGS = ("region", "number", "place", "list", "received", "issued", "invalid", *(f"votes O{code}" for code in range(OPTIONS)))
KEY = '[station]\nregion = {column = "region"}\nnumber = {column = "number"}\n'
STATIONS_MAPPING = 'kind = "stations"\nsource = "SIMULATED"\nplace = {column = "place"}\nregistered_voters = {column = "list"}\n' + KEY
OFFICIAL_MAPPING = (
    'kind = "official"\nstatus = "final"\ncontest = "list"\n[source]\npublisher = "SIMULATED"\ntitle = "National table"\n' + KEY
    + "".join(f'[[figures]]\ncode = "{code}"\ntake = {{column = "{heading}"}}\n' for code, heading in (
        ("registered_voters", "list"), ("ballots_received", "received"), ("ballots_issued", "issued"), ("ballots_invalid", "invalid")))
    + '[votes]\n"*" = {column = "votes *"}\n'
)


def rows(stations: int) -> Iterator[tuple[object, ...]]:
    """Invented stations whose lines add up; the same at every run."""
    chance = Random(2029)
    for number in range(stations):
        votes = [chance.randrange(0, 60) for _ in range(OPTIONS)]
        invalid, issued = chance.randrange(0, 12), sum(votes)
        issued += invalid
        listed = issued + chance.randrange(20, 400)
        yield (f"R{number % REGIONS:02d}", f"{number:06d}", f"School {number}", listed, listed + 20, issued, invalid, *votes)


def fill(folder: Path, stations: int = STATIONS) -> tuple[Path, Path]:
    """The table as CSV and as XLSX."""
    folder.mkdir(parents=True, exist_ok=True)
    text, book = folder / "table.csv", folder / "table.xlsx"
    with text.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADINGS) + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows(stations))
    made = xlsxwriter.Workbook(str(book), {"constant_memory": True})
    sheet = made.add_worksheet("Results")
    sheet.write_row(0, 0, HEADINGS)
    for place, row in enumerate(rows(stations), 1):
        sheet.write_row(place, 0, row)
    made.close()
    return text, book


@dataclass(frozen=True)
class Spent:
    """What a verb of the shell took: seconds, of these its processor's, and the most megabytes it held."""

    seconds: float
    processor_seconds: float
    megabytes: float


def shell(var: Path, *arguments: str) -> Spent:
    """Runs a verb of manage.py, or a module (`-m`), to its end. RuntimeError when it ends with another code than 0."""
    environment = os.environ | {"BAQYLAU_VAR": str(var), "BAQYLAU_MODE": "demo"}
    environment.pop("DATABASE_URL", None)
    began = time.perf_counter()
    program = () if arguments[0] == "-m" else ("manage.py",)
    process = subprocess.Popen([sys.executable, *program, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments[:2])} ended with {process.returncode}")
    return Spent(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


async def _sending(server: Server, people: list[Person], numbers: Iterator[int], until: asyncio.Event) -> list[float]:
    """One program sends a report, waits a moment, sends the next, until it is told to stop; each wait in milliseconds."""
    waits: list[float] = []
    async with Client(server) as client:
        while not until.is_set():
            number = next(numbers)
            began = time.perf_counter()
            if await client.post(people[number % len(people)], number) != 201:
                raise RuntimeError(f"report {number} was not stored")
            waits.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(PAUSE_SECONDS)
    return waits


async def _during(
    server: Server, people: list[Person], numbers: Iterator[int], var: Path, arguments: tuple[str, ...]
) -> tuple[list[float], Spent]:
    """The waits of reports while a verb of the shell works, and what it took; without a verb, for a while alone."""
    until = asyncio.Event()
    sending = asyncio.create_task(_sending(server, people, numbers, until))
    spent = Spent(ALONE_SECONDS, 0.0, 0.0)
    if arguments:
        spent = await asyncio.to_thread(shell, var, *arguments)
    else:
        await asyncio.sleep(ALONE_SECONDS)
    until.set()
    return await sending, spent


def measure(server: Server, var: Path, people: list[Person], stations: int = STATIONS) -> list[Reading]:
    """Each table in an election of its own, so that neither is a newer version of the other."""
    folder = var / "tables"
    text, book = fill(folder, stations)
    (folder / "stations.toml").write_text(STATIONS_MAPPING)
    (folder / "official.toml").write_text(OFFICIAL_MAPPING)
    options = ", ".join(f'{{code = "O{code}", name = {{en = "Option {code}"}}}}' for code in range(OPTIONS))
    for kind in ("csv", "xlsx"):
        (folder / f"{kind}.toml").write_text(ELECTION.format(kind=kind, options=options))
        shell(var, "import-election", str(folder / f"{kind}.toml"))
        shell(var, "import-stations", "--election", f"bench-{kind}", "--mapping", str(folder / "stations.toml"), str(text))
    numbers = iter(range(FIRST_NUMBER, 10 * FIRST_NUMBER))
    alone, _ = asyncio.run(_during(server, people, numbers, var, ()))
    quiet = percentile(alone, 99)
    found = [Reading("reports alone: wait for the receipt, 99 of 100", round(quiet, 1), "ms")]
    for kind, path, limit in (("csv", text, CSV_SECONDS), ("xlsx", book, XLSX_SECONDS)):
        note = folder / f"{kind}.json"
        verb = ("-m", "bench.importing", f"bench-{kind}", str(folder / "official.toml"), str(path), str(note))
        waits, spent = asyncio.run(_during(server, people, numbers, var, verb))
        name = f"{kind.upper()}, {stations:,} stations × {FIGURES} figures"
        found += _said(name, spent, waits, json.loads(note.read_text()), (limit, quiet))
    return found


def _said(name: str, spent: Spent, waits: list[float], note: dict[str, Any], limits: tuple[float, float]) -> list[Reading]:
    """`limits`: seconds for the whole, and what 99 of 100 reports wait for when nothing is brought in."""
    turns, (seconds, quiet) = note["seconds"], limits
    return [
        Reading(f"{name}: brought in", round(spent.seconds, 1), "s", seconds),
        Reading(f"{name}: processor time", round(spent.processor_seconds, 1), "s"),
        Reading(f"{name}: memory", round(spent.megabytes), "MB", MOST_MEGABYTES),
        Reading(f"{name}: turns of the writer, together", round(sum(turns), 1), "s"),
        Reading(f"{name}: the longest turn of the writer", round(1000 * max(turns)), "ms", HELD_MILLISECONDS),
        Reading(f"{name}: waited for the writer, together", round(note["waited"], 1), "s"),
        Reading(f"{name}: meanwhile, wait for the receipt, half", round(percentile(waits, 50), 1), "ms"),
        Reading(f"{name}: meanwhile, wait for the receipt, 99 of 100", round(percentile(waits, 99), 1), "ms", AS_LONG_AGAIN * quiet),
    ]
