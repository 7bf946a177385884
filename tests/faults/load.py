"""What the fault tests share: a small demonstration, people to send for, and what is stored of what they sent.

Each fault has two sizes: the small one runs with every `make test`, the full one with `make faults` (BAQYLAU_FAULTS=full)."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from bench.people import Person, store_in
from bench.posting import report
from data.store.tables import report_revision
from services import house

FULL = os.environ.get("BAQYLAU_FAULTS") == "full"

Place = tuple[str, int]
"""Account and number: which report."""


SMALL = 32
"""Stations and observers of the day that the small faults share."""


def size(small: int, full: int) -> int:
    return full if FULL else small


def demonstration(demonstration_of: Callable[..., Path], var: Path, size: int) -> Path:
    """A copy of the demonstration of so many stations and as many observers, which was made once for the whole run."""
    return Path(shutil.copytree(demonstration_of(stations=size, observers=size, released=False), var))


def report_id(person: Person, number: int) -> str:
    """The id under which `bench.posting.report` sends it."""
    return str(json.loads(report(person, number))["report_id"])


def stored(var: Path, people: list[Person]) -> Counter[str]:
    """How often each report of these people stands in the database, by its id."""
    with store_in(var):
        query = select(report_revision.c.report_id).where(report_revision.c.author_id.in_([person.account_id for person in people]))
        return Counter(house.store().frame(query)["report_id"])
