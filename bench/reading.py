"""One measured number, the limit it is held to, and where it is kept between measuring and writing it down."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


class NotPossible(Exception):
    """Why a measure cannot be taken on this machine."""


def figure(value: float) -> str:
    """Thousands grouped, no exponent, no zeros after the point."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:g}"


@dataclass(frozen=True)
class Reading:
    """`limit` is the largest value allowed, or with `at_least` the smallest; None where a number is only recorded."""

    measure: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        said = f"{self.measure}: {figure(self.value)} {self.unit}"
        if self.limit is None:
            return said
        return f"{said}  ({'at least' if self.at_least else 'at most'} {figure(self.limit)}: {'holds' if self.holds else 'FAILS'})"


def percentile(values: list[float], percent: float) -> float:
    """By nearest rank: the smallest value that is not below `percent` per cent of all. ValueError without values."""
    if not values:
        raise ValueError("no values")
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(0, int(rank) - 1)]


@dataclass(frozen=True)
class Section:
    """What one run measured, and where: `machine` is a sentence."""

    machine: str
    readings: tuple[Reading, ...]


def write(path: Path, machine: str, readings: Iterable[Reading]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "readings": [asdict(reading) for reading in readings]}, indent=1) + "\n")


def read(path: Path) -> Section:
    told = json.loads(path.read_text())
    return Section(told["machine"], tuple(Reading(**fields) for fields in told["readings"]))
