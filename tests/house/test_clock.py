"""Rules: only services/clock.py reads the clock; chance comes from a generator that is handed over, never from a module's state."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import Source, dotted, product, report, source

CLOCK = "CLOCK: only services/clock.py asks what time it is; elsewhere the instant is a parameter"
CHANCE = "CHANCE: no module-level random state; take a random.Random or numpy Generator as a parameter"
THE_CLOCK = "services/clock.py"
READERS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "Timestamp.now", "Timestamp.utcnow", "Timestamp.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime", "func.now", "func.current_timestamp",
}  # fmt: skip
GENERATORS = {"Random", "SystemRandom", "default_rng", "Generator", "SeedSequence", "PCG64", "BitGenerator"}


def clock_readings(found: Source) -> list[str]:
    """`time.monotonic` and `time.perf_counter` measure how long something took, not when, and are free."""
    if str(found.path) == THE_CLOCK:
        return []
    broken = []
    for node in found.nodes:
        if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in READERS:
            broken.append(f"{found.at(node)} {dotted(node)}")
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            broken.extend(f"{found.at(node)} from time import {alias.name}" for alias in node.names if f"time.{alias.name}" in READERS)
    return broken


def chances(found: Source) -> list[str]:
    broken = []
    for node in found.nodes:
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name.startswith(("random.", "np.random.", "numpy.random.")) and name.rpartition(".")[2] not in GENERATORS:
                broken.append(f"{found.at(node)} {name}")
        elif isinstance(node, ast.ImportFrom) and node.module in ("random", "numpy.random"):
            broken.extend(f"{found.at(node)} {alias.name}" for alias in node.names if alias.name not in GENERATORS)
    return broken


def test_only_the_clock_reads_the_clock() -> None:
    broken = [line for found in product() for line in clock_readings(found)]
    assert not broken, report(CLOCK, broken)


def test_chance_is_handed_over() -> None:
    broken = [line for found in product() for line in chances(found)]
    assert not broken, report(CHANCE, broken)


@pytest.mark.parametrize(
    "text",
    [
        "datetime.now(UTC)", "datetime.datetime.utcnow()", "dt.date.today()", "time.time()", "from time import time", "pd.Timestamp.now()",
        "default_factory = datetime.now", "sa.func.now()",
    ],
)  # fmt: skip
def test_the_clock_rule_refuses(text: str) -> None:
    assert clock_readings(source("schemas/report.py", text))


def test_the_clock_rule_lets_the_clock_and_stop_watches_pass() -> None:
    assert clock_readings(source(THE_CLOCK, "datetime.now(UTC)")) == []
    assert clock_readings(source("services/reports.py", "time.monotonic()\ntime.perf_counter()\nclock.now()\nfrom time import sleep")) == []


@pytest.mark.parametrize(
    "text", ["random.choice(xs)", "random.random()", "np.random.normal()", "from random import shuffle", "np.random.seed(1)"]
)
def test_the_chance_rule_refuses(text: str) -> None:
    assert chances(source("services/demo.py", text))


def test_the_chance_rule_lets_generators_pass() -> None:
    assert chances(source("services/demo.py", "random.Random(7)\nnp.random.default_rng(7)\nrng: np.random.Generator\nrng.random()")) == []
