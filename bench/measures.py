"""What `python -m bench` measures, by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import first_visit, form, georgia, methods, people, posting, rerun, size, starting, submitting, tables_in
from bench.reading import Reading
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
