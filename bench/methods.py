"""What must stay quick inside a page or a request: a screen over a country, the other stations of a count, refusals, a silent database.

Invented inputs, the same at every run; processor time where nothing is waited for."""

from __future__ import annotations

import logging
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis.forensics import integer_anomaly
from api import health
from bench.reading import Reading
from data.formats import table, table_size
from schemas.checks.neighbours import Told
from schemas.mapping import TableSettings
from schemas.problem import ProblemCode
from schemas.table_problem import TableProblem
from services.check_context import LATEST_COUNTS, Heard

STATIONS = 95_000
ANOMALY_SECONDS, NEIGHBOURS_MILLISECONDS, REFUSAL_SECONDS, SILENCE_SECONDS = 2.5, 0.3, 2.0, 0.9
TIMES, PATIENCE_SECONDS = 200, 0.05
LARGE_BYTES, BOMB_PIECES, BOMB_PIECE_BYTES = 200_000_000, 40, 8_000_000


def _processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def anomaly(stations: int = STATIONS) -> float:
    """Seconds of the integer-percentage screen over a country of the size of Russia's."""
    chance = np.random.default_rng(2029)
    voters = chance.integers(100, 3_000, stations)
    issued = chance.binomial(voters, 0.6)
    cast = chance.binomial(issued, 0.99)
    return _processor_seconds(lambda: integer_anomaly(voters, issued, cast, chance.binomial(cast, 0.5)))


def neighbours() -> float:
    """Milliseconds that the other stations' counts cost one count: as many are heard of a region as are kept."""
    heard = Heard()
    for place in range(LATEST_COUNTS):
        heard.add(str(place), Told({"registered_voters": 2_494, "ballots_received": 2_550 + place}, {"A": 700 + place, "B": 200}))
    votes = {"A": 710, "B": 200}

    def asked() -> None:
        for place in range(TIMES):
            heard.usual(str(LATEST_COUNTS - 1 - place % 2), 10, is_region=True)
            heard.same(votes, str(place))

    return 1000 * _processor_seconds(asked) / TIMES


def _refused(work: Callable[[], object]) -> float:
    began = time.process_time()
    try:
        work()
    except TableProblem as problem:
        if problem.code is ProblemCode.TOO_LARGE:
            return time.process_time() - began
        raise
    raise RuntimeError("a file that is too large was taken")


def refusals(folder: Path) -> tuple[float, float]:
    """Seconds until a file of 200 MB is refused, and a workbook that grows to 320 MB."""
    large, bomb = folder / "large.csv", folder / "bomb.xlsx"
    with large.open("wb") as file:
        file.truncate(LARGE_BYTES)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(BOMB_PIECES):
                member.write(b"\0" * BOMB_PIECE_BYTES)
    found = _refused(lambda: table_size.content_of(large)), _refused(lambda: table.every_row(table_size.content_of(bomb), TableSettings()))
    large.unlink()
    bomb.unlink()
    return found


def silence() -> float:
    """Seconds until /healthz answers while the database does not: its patience, and what comes on top."""
    released = Event()

    def hang() -> bool:
        return released.wait(30)

    logging.getLogger(health.__name__).setLevel(logging.CRITICAL)  # it would say, rightly, that the database does not answer
    with TestClient(Starlette(routes=health.routes(hang, mode="demo", version="", patience_seconds=PATIENCE_SECONDS))) as client:
        began = time.perf_counter()
        answer = client.get("/healthz")
        took = time.perf_counter() - began
        released.set()
    if answer.status_code != 503:
        raise RuntimeError(f"/healthz answered {answer.status_code} while the database was silent")
    return took


def measure(var: Path) -> list[Reading]:
    """Each once; the screen twice, because the first loads what it needs."""
    anomaly(1_000)
    large, bomb = refusals(var)
    return [
        Reading(f"integer-percentage screen of {STATIONS:,} stations: processor time", round(anomaly(), 2), "s", ANOMALY_SECONDS),
        Reading("a count held against its region's others: processor time", round(neighbours(), 3), "ms", NEIGHBOURS_MILLISECONDS),
        Reading("a file of 200 MB: processor time until it is refused", round(large, 3), "s", REFUSAL_SECONDS),
        Reading("a workbook that grows to 320 MB: processor time until it is refused", round(bomb, 3), "s", REFUSAL_SECONDS),
        Reading(f"/healthz while the database is silent, patience {PATIENCE_SECONDS:g} s", round(silence(), 2), "s", SILENCE_SECONDS),
    ]
