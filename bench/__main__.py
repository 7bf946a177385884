"""`python -m bench [NAME …]`: measure, say what was found, write docs/performance.md. Ends with 1 when a limit does not hold."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench import document, first_visit, form, georgia, methods, people, posting, rerun, size, starting, submitting, tables_in
from bench.reading import NotPossible, Reading, write
from bench.server import ROOT, loaded, running
from schemas.person import Role

FOLDER = ROOT / "var" / "bench"
SESSIONS = 200
ANALYST_CPU_MILLISECONDS = 60.0
ANALYST_PAGES = ("overview", "turnout", "violations", "station", "official", "results", "download")


@dataclass(frozen=True)
class Measure:
    title: str
    work: Callable[[Path], list[Reading]]


def demonstration() -> Path:
    """The demonstration, made once; each measure works on a copy, so that none finds what another left."""
    made = FOLDER / "demonstration"
    if not (made / "complete").exists():
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        people.fill_demonstration(made)
        # A first start compresses Streamlit's bundles in the background; it ends only when that is done.
        with running(var=made):
            (made / "server.log").touch()
        (made / "complete").touch()
    return made


def first_visits(var: Path) -> list[Reading]:
    observer, analyst = people.sign_in(var, Role.OBSERVER)[0], people.sign_in(var, Role.ANALYST)[0]
    with loaded(var=var) as server:
        return first_visit.measure(server, observer, analyst, observer_page="my-day", analyst_page="turnout")


def turnout_form(var: Path) -> list[Reading]:
    observer = people.sign_in(var, Role.OBSERVER)[0]
    with loaded(var=var) as server:
        return form.measure(server, observer)


def analyst_pages(var: Path) -> list[Reading]:
    analyst, observer = people.sign_in(var, Role.ANALYST)[0], people.sign_in(var, Role.OBSERVER)[0]
    query = {"station": f"station={observer.station_ids[0]}"}
    found: list[Reading] = []
    with loaded(var=var) as server:
        for page in ANALYST_PAGES:
            found += rerun.measure(server, page, query=query.get(page, ""), cookie=analyst.cookie, cpu_limit=ANALYST_CPU_MILLISECONDS)
    return found


def sessions(var: Path) -> list[Reading]:
    observers = people.sign_in(var, Role.OBSERVER, SESSIONS)
    with loaded(var=var) as server:
        return submitting.measure(server, var, observers)


def posts(var: Path) -> list[Reading]:
    observers = people.sign_in(var, Role.OBSERVER, posting.CLIENTS)
    with loaded(var=var) as server:
        return posting.measure(server, var, observers)


def sizes(var: Path) -> list[Reading]:
    """In folders of their own, which are kept: a country takes minutes to make."""
    return size.measure(FOLDER)


def national_tables(var: Path) -> list[Reading]:
    observers = people.sign_in(var, Role.OBSERVER, posting.CLIENTS)
    with loaded(var=var) as server:
        return tables_in.measure(server, var, observers)


MEASURES = {
    "starting": Measure("Starting", starting.measure),
    "first-visit": Measure("A first visit, empty cache", first_visits),
    "form": Measure("The turnout form", turnout_form),
    "analyst-pages": Measure("Analysts' pages, warm, at the demonstration's size", analyst_pages),
    "sessions": Measure("Two hundred observers at once", sessions),
    "posts": Measure("Reports from programs", posts),
    "size": Measure("A whole country", sizes),
    "tables-in": Measure("National tables brought in while observers send", national_tables),
    "georgia": Measure("A real election brought in", georgia.measure),
    "methods": Measure("Methods, checks and refusals", methods.measure),
}


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
        write(result, found)
        for reading in found:
            print(reading, flush=True)
            failed = failed or not reading.holds
    document.write(ROOT / "docs" / "performance.md", {measure.title: FOLDER / f"{name}.json" for name, measure in MEASURES.items()})
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
