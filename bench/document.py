"""docs/performance.md, written from what was measured last: nobody copies a number by hand."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

from bench.reading import Reading, Section, figure, read

HEAD = """# Performance

Written by `make bench` from the last run of each section; a number here was measured, not promised. What is measured and how stands in
`bench/`, one module for each section. The load and the server share the machine, so the absolute numbers are on the careful side. Machines
differ, and one differs from hour to hour: a section says where it was measured, and where it can, how long a plain loop took there.
"""
LOOP_STEPS = 5_000_000
LIBRARIES = ("streamlit", "starlette", "uvicorn", "uvloop", "pandas", "altair", "SQLAlchemy", "pydantic")


def processor() -> str:
    """The processor's name as Linux tells it, else as Python does."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def loop_seconds() -> float:
    """Processor seconds of a plain loop: a yardstick between machines, and between hours of one."""
    begun, total = time.process_time(), 0
    for each in range(LOOP_STEPS):
        total += each & 3
    return time.process_time() - begun


def machine() -> str:
    """Where a section is measured, and what its processor can do at that minute."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()} "
        f"({LOOP_STEPS:,} steps of a plain loop: {loop_seconds():.2f} s); {libraries}."
    )


def row(reading: Reading) -> str:
    limit = "" if reading.limit is None else f"{'≥' if reading.at_least else '≤'} {figure(reading.limit)}"
    verdict = "" if reading.limit is None else ("holds" if reading.holds else "**fails**")
    return f"| {reading.measure} | {figure(reading.value)} {reading.unit} | {limit} | {verdict} |"


def section(title: str, found: Section) -> str:
    rows = "\n".join(row(reading) for reading in found.readings)
    return f"## {title}\n\n{found.machine}\n\n| measure | measured | limit | |\n|---|---|---|---|\n{rows}\n"


def written(results: dict[str, Section], missing: list[str]) -> str:
    """The whole document; `results` by the section's title, `missing` the titles without a result."""
    left_out = f"\nNot measured in this run: {', '.join(missing)}.\n" if missing else ""
    return HEAD + "\n" + "\n".join(section(title, found) for title, found in results.items()) + left_out


def write(document: Path, results: dict[str, Path]) -> None:
    """Put together the results that are there, and name those that are not."""
    found = {title: read(path) for title, path in results.items() if path.exists()}
    document.write_text(written(found, [title for title in results if title not in found]), encoding="utf-8")
