"""A sample as it was drawn and came back: strata, primary units, weights, and what is known about the population."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Booleans, Floats, Integers

Population = int | str | Mapping[Any, int] | pd.Series | None


class Selection(StrEnum):
    """How the stations came to be observed."""

    RANDOM = "drawn at random"
    CONVENIENCE = "chosen by observers"


class Lonely(StrEnum):
    """What a stratum with one primary unit adds to the variance (the options of R's `survey`)."""

    AVERAGE = "average"
    ADJUST = "adjust"
    REMOVE = "remove"


class NotEstimated(StrEnum):
    """Why there is no estimate, or an estimate without a margin of error."""

    NO_STATIONS = "no station has both figures"
    ZERO_DENOMINATOR = "the denominators sum to zero"
    ONE_UNIT = "one primary unit has no variance"
    NOT_DRAWN_AT_RANDOM = "the stations were not drawn at random"
    POPULATION_BY_STRATUM = "with strata the population must be known for each"
    POPULATION_UNKNOWN = "a stratum of the sample has no known population"
    SAMPLE_ABOVE_POPULATION = "more stations in the sample than in the population"
    STRATUM_NOT_COVERED = "a stratum has no station, so no total"
    MARGIN_NOT_COVERED = "a group of the population has no station"
    RAKING_DID_NOT_CONVERGE = "the margins cannot be met together"


class EstimateCaveat(StrEnum):
    """What must stand beside the estimate."""

    EQUAL_WEIGHTS = "strata without population: every station weighs the same"
    LONELY_STRATA = "strata with one unit: their variance is borrowed from the others"
    STRATA_NOT_COVERED = "strata without a station are not in the estimate"
    MISSING_STATIONS = "drawn stations without figures are taken to be like the others of their stratum"
    NO_VARIATION = "all units agree exactly: the interval has no width"


class CannotEstimate(Exception):
    """Carries the reason from the place that finds it to the result that states it; never leaves this package."""

    def __init__(self, reason: NotEstimated) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class StratumSample:
    """One stratum: units in the population (None if not known), units and stations with figures, stations without."""

    stratum: Hashable
    population: int | None
    units: int
    stations: int
    missing: int


@dataclass(frozen=True)
class Design:
    """The rows with figures, as arrays. `unit` and `unit_stratum` are codes from 0; `stratum_population` NaN if unknown."""

    rows: pd.DataFrame
    inside: Booleans
    unit: Integers
    unit_stratum: Integers
    stratum_units: Integers
    stratum_population: Floats
    weights: Floats
    second_stage: Floats | None
    strata: tuple[StratumSample, ...]
    caveats: tuple[EstimateCaveat, ...]

    @property
    def degrees_of_freedom(self) -> int:
        """Primary units less strata, counting those with a station inside the domain."""
        units = np.unique(self.unit[self.inside])
        return len(units) - len(np.unique(self.unit_stratum[units]))


@dataclass(frozen=True)
class Columns:
    """Which columns of the frame hold what; None where the design has no such thing."""

    values: tuple[str, ...]
    strata: str | None
    clusters: str | None
    weights: str | None
    domain: str | None
    second_stage: str | None


def read_design(frame: pd.DataFrame, columns: Columns, population: Population) -> Design:
    """Rows with all figures (inside the domain) or outside it, coded; raises CannotEstimate with the reason.

    Rows without a figure, stratum or cluster are non-response: they leave the sample, and n_h is what came back.
    Weights: the column if named, otherwise N_h/n_h (· M_c/m_c with a second stage), otherwise 1.
    """
    inside = _inside(frame, columns.domain)
    figures = frame[list(columns.values)].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    values = np.isfinite(figures).all(axis=1)
    keys = [name for name in (columns.strata, columns.clusters, columns.weights, columns.second_stage) if name is not None]
    usable = (values | ~inside) & frame[keys].notna().all(axis=1).to_numpy(dtype=bool)
    if not (usable & inside).any():
        raise CannotEstimate(NotEstimated.NO_STATIONS)
    rows = frame.loc[usable]
    stratum, levels = _codes(rows, columns.strata)
    unit = _unit_codes(rows, stratum, columns.clusters)
    _, first = np.unique(unit, return_index=True)
    unit_stratum = stratum[first]
    stratum_units = np.bincount(unit_stratum, minlength=len(levels))
    known, uncovered = _population(population, rows, columns.strata, levels, stratum)
    if (stratum_units > known).any():
        raise CannotEstimate(NotEstimated.SAMPLE_ABOVE_POPULATION)
    second = None if columns.second_stage is None else rows[columns.second_stage].to_numpy(dtype=float)
    design = Design(
        rows=rows,
        inside=inside[usable],
        unit=unit,
        unit_stratum=unit_stratum,
        stratum_units=stratum_units,
        stratum_population=known,
        weights=_weights(rows, columns.weights, stratum, stratum_units, known, unit, second),
        second_stage=second,
        strata=_coverage(frame, columns.strata, usable, levels, stratum, stratum_units, known, uncovered),
        caveats=(),
    )
    return _with_caveats(design, columns, uncovered)


def _inside(frame: pd.DataFrame, domain: str | None) -> Booleans:
    if domain is None:
        return np.ones(len(frame), dtype=bool)
    return frame[domain].astype("boolean").fillna(value=False).to_numpy(dtype=bool)


def _codes(rows: pd.DataFrame, column: str | None) -> tuple[Integers, list[Hashable]]:
    if column is None:
        return np.zeros(len(rows), dtype=np.int64), [None]
    codes, levels = pd.factorize(rows[column], sort=True)
    return codes.astype(np.int64), list(levels)


def _unit_codes(rows: pd.DataFrame, stratum: Integers, clusters: str | None) -> Integers:
    """Clusters are numbered within strata, as registries do; without clusters every station is its own unit."""
    if clusters is None:
        return np.arange(len(rows), dtype=np.int64)
    cluster, _ = pd.factorize(rows[clusters], sort=True)
    _, unit = np.unique(stratum * (int(cluster.max()) + 1) + cluster, return_inverse=True)
    return np.asarray(unit, dtype=np.int64)


def _population(
    population: Population, rows: pd.DataFrame, strata: str | None, levels: list[Hashable], stratum: Integers
) -> tuple[Floats, dict[Hashable, int]]:
    """N_h in the order of `levels` (NaN if unknown) and the strata of the population that have no station."""
    if population is None:
        return np.full(len(levels), np.nan), {}
    if isinstance(population, str):
        column = rows[population].to_numpy(dtype=float)
        _, first = np.unique(stratum, return_index=True)
        return column[first], {}
    if isinstance(population, (Mapping, pd.Series)):
        by_stratum = {key: int(value) for key, value in population.items()}
        if strata is None:
            return np.array([float(sum(by_stratum.values()))]), {}
        if any(level not in by_stratum for level in levels):
            raise CannotEstimate(NotEstimated.POPULATION_UNKNOWN)
        known = np.array([float(by_stratum[level]) for level in levels])
        return known, {key: value for key, value in by_stratum.items() if key not in levels and value > 0}
    if strata is not None and len(levels) > 1:
        raise CannotEstimate(NotEstimated.POPULATION_BY_STRATUM)
    return np.array([float(population)]), {}


def _weights(
    rows: pd.DataFrame,
    column: str | None,
    stratum: Integers,
    stratum_units: Integers,
    known: Floats,
    unit: Integers,
    second: Floats | None,
) -> Floats:
    if column is not None:
        return rows[column].to_numpy(dtype=float)
    weights = np.where(np.isnan(known), 1.0, known / stratum_units)[stratum]
    if second is not None:
        weights = weights * second / np.bincount(unit)[unit]
    return weights


def _coverage(
    frame: pd.DataFrame,
    strata: str | None,
    usable: Booleans,
    levels: list[Hashable],
    stratum: Integers,
    stratum_units: Integers,
    known: Floats,
    uncovered: dict[Hashable, int],
) -> tuple[StratumSample, ...]:
    stations = np.bincount(stratum, minlength=len(levels))
    left_out = frame.loc[~usable]
    lost: dict[Hashable, int] = {None: len(left_out)} if strata is None else dict(left_out[strata].value_counts().items())
    reached = [
        StratumSample(
            level,
            None if np.isnan(known[code]) else int(known[code]),
            int(stratum_units[code]),
            int(stations[code]),
            int(lost.get(level, 0)),
        )
        for code, level in enumerate(levels)
    ]
    return (*reached, *(StratumSample(level, size, 0, 0, int(lost.get(level, 0))) for level, size in uncovered.items()))


def _with_caveats(design: Design, columns: Columns, uncovered: dict[Hashable, int]) -> Design:
    lonely = (design.stratum_units == 1) & ~(design.stratum_population == 1)
    present = {
        EstimateCaveat.EQUAL_WEIGHTS: columns.strata is not None
        and columns.weights is None
        and bool(np.isnan(design.stratum_population).any()),
        EstimateCaveat.LONELY_STRATA: bool(lonely.any()) and len(design.stratum_units) > 1,
        EstimateCaveat.STRATA_NOT_COVERED: bool(uncovered),
        EstimateCaveat.MISSING_STATIONS: any(stratum.missing for stratum in design.strata),
    }
    found = tuple(caveat for caveat, holds in present.items() if holds)
    return Design(**{**design.__dict__, "caveats": found})
