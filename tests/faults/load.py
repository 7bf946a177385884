"""What the fault tests share: a small demonstration, people to send for, and what is stored of what they sent.

Each fault has two sizes: the small one runs with every `make test`, the full one with `make faults` (BAQYLAU_FAULTS=full)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from bench.people import Person, store_in
from bench.posting import report
from bench.server import ROOT
from data.store.tables import report_revision
from services import house
from tests.once import once

FULL = os.environ.get("BAQYLAU_FAULTS") == "full"

Place = tuple[str, int]
"""Account and number: which report."""


SMALL = 32
"""Stations and observers of the day that the small faults share."""


def size(small: int, full: int) -> int:
    return full if FULL else small


def demonstration(shared_dir: Path, var: Path, size: int) -> Path:
    """A demonstration of so many stations and as many observers in a folder of its own; made once for the whole run, and copied."""

    def make(folder: Path) -> None:
        environment = os.environ | {"BAQYLAU_VAR": str(folder), "BAQYLAU_MODE": "demo", "DATABASE_URL": ""}
        command = [sys.executable, "manage.py", "demo", "--stations", str(size), "--observers", str(size)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    return Path(shutil.copytree(once(shared_dir, f"faults-{size}", make), var))


def report_id(person: Person, number: int) -> str:
    """The id under which `bench.posting.report` sends it."""
    return str(json.loads(report(person, number))["report_id"])


def stored(var: Path, people: list[Person]) -> Counter[str]:
    """How often each report of these people stands in the database, by its id."""
    with store_in(var):
        query = select(report_revision.c.report_id).where(report_revision.c.author_id.in_([person.account_id for person in people]))
        return Counter(house.store().frame(query)["report_id"])
