"""docs/performance.md, written from what was measured last: nobody copies a number by hand."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from bench.reading import Reading, figure, read

HEAD = """# Performance

Written by `make bench` from its last run; a number here was measured, not promised. What is measured and how stands in `bench/`,
one module for each section. The load and the server share the machine, so the absolute numbers are on the careful side.

"""
LIBRARIES = ("streamlit", "starlette", "uvicorn", "uvloop", "pandas", "altair", "SQLAlchemy", "pydantic")


def processor() -> str:
    """The processor's name as Linux tells it, else as Python does."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"Measured on {processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; {libraries}.\n"


def row(reading: Reading) -> str:
    limit = "" if reading.limit is None else f"{'≥' if reading.at_least else '≤'} {figure(reading.limit)}"
    verdict = "" if reading.limit is None else ("holds" if reading.holds else "**fails**")
    return f"| {reading.measure} | {figure(reading.value)} {reading.unit} | {limit} | {verdict} |"


def section(title: str, readings: list[Reading]) -> str:
    rows = "\n".join(row(reading) for reading in readings)
    return f"## {title}\n\n| measure | measured | limit | |\n|---|---|---|---|\n{rows}\n"


def written(results: dict[str, list[Reading]], missing: list[str]) -> str:
    """The whole document; `results` by the section's title, `missing` the titles without a result."""
    left_out = f"\nNot measured in this run: {', '.join(missing)}.\n" if missing else ""
    return HEAD + machine() + "\n" + "\n".join(section(title, readings) for title, readings in results.items()) + left_out


def write(document: Path, results: dict[str, Path]) -> None:
    """Put together the results that are there, and name those that are not."""
    found = {title: read(path) for title, path in results.items() if path.exists()}
    document.write_text(written(found, [title for title in results if title not in found]), encoding="utf-8")
