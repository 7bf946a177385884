"""`python -m bench [NAME …]`: measure, say what was found, write docs/performance.md. Ends with 1 when a limit does not hold."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import document
from bench.measures import FOLDER, MEASURES, demonstration
from bench.reading import NotPossible, Reading, write
from bench.server import ROOT


def alone(work: Callable[[Path], list[Reading]], var: Path) -> list[Reading]:
    """One measure in a process of its own: the most memory that a process held never goes down, and a program that it starts begins with
    it, so that what one measure read would count for the next."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, var).result()


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(MEASURES))
    if unknown:
        sys.stderr.write(f"No such measure: {', '.join(unknown)}. There are {', '.join(MEASURES)}.\n")
        return 2
    made, failed = demonstration(), False
    for name in names or list(MEASURES):
        copy = FOLDER / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(made, copy)
        result = FOLDER / f"{name}.json"
        result.unlink(missing_ok=True)
        try:
            found = alone(MEASURES[name].work, copy)
        except NotPossible as reason:
            print(f"{name} is not measured: {reason}", flush=True)
            continue
        write(result, document.machine(), found)
        for reading in found:
            print(reading, flush=True)
            failed = failed or not reading.holds
    document.write(ROOT / "docs" / "performance.md", {measure.title: FOLDER / f"{name}.json" for name, measure in MEASURES.items()})
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
