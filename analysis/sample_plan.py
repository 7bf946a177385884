"""Planning a random sample: sizes by stratum, a draw that anyone can repeat from a public seed, and the margin to expect."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.random import Generator

from analysis.columns import Floats
from analysis.distributions import t_quantile

Key = TypeVar("Key", bound=Hashable)

LEAST_PER_STRATUM = 2
"""Stations. One station has no variance."""
DRAW_COLUMNS = ("stratum", "stratum_population", "draw_number", "is_drawn", "weight")
DIGITS = 64
"""Hexadecimal digits of a draw number."""
STATIONS_AT_ONCE = 4_000_000
"""Random numbers held at once in a simulation: 32 MB."""


@dataclass(frozen=True)
class Simulation:
    """What a plan does on a full table of a past election, over many draws; shares.

    `margin` holds in `confidence` of the draws around `truth`; `coverage` is how often the stated interval held the truth.
    """

    truth: float
    average: float
    standard_deviation: float
    margin: float
    stated_margin: float
    coverage: float
    confidence: float
    draws: int
    stations: int


def sizes_by_stratum(population: Mapping[Key, int], stations: int, spread: Mapping[Key, float] | None = None) -> dict[Key, int]:
    """Sizes n_h that sum to `stations`: in proportion to N_h, or to N_h S_h if the spread in each stratum is given (Neyman 1934).

    At least two and at most N_h in each stratum; what is left follows the largest remainders. Raises ValueError if the
    strata cannot hold so few or so many.
    """
    least = {key: min(LEAST_PER_STRATUM, size) for key, size in population.items()}
    if not sum(least.values()) <= stations <= sum(population.values()):
        raise ValueError(f"{stations} stations do not fit: at least {sum(least.values())}, at most {sum(population.values())}")
    pull = {key: Fraction(size) * Fraction(1 if spread is None else spread[key]) for key, size in population.items()}
    open_strata = [key for key, size in population.items() if size > least[key]]
    fixed = {key: size for key, size in least.items() if key not in open_strata}
    while True:
        left, whole = stations - sum(fixed.values()), sum((pull[key] for key in open_strata), Fraction(0))
        shares = {key: pull[key] * left / whole if whole else Fraction(left, len(open_strata)) for key in open_strata}
        bound = {key: population[key] for key in open_strata if shares[key] > population[key]}
        bound = bound or {key: least[key] for key in open_strata if shares[key] < least[key]}
        if not bound:
            break
        fixed |= bound
        open_strata = [key for key in open_strata if key not in bound]
    sizes = fixed | {key: int(share) for key, share in shares.items()}
    ranked = sorted(open_strata, key=lambda key: shares[key] - int(shares[key]), reverse=True)
    for key in ranked[: stations - sum(sizes.values())]:
        sizes[key] += 1
    return {key: sizes[key] for key in population}


def draw_number(seed: str, station_id: str) -> str:
    """sha256 of seed, a line feed and the station's id, in hexadecimal: anyone can recompute it with any tool."""
    return hashlib.sha256(f"{seed}\n{station_id}".encode()).hexdigest()


def draw(registry: pd.DataFrame, sizes: Mapping[Any, int] | int, seed: str, *, station_id: str, strata: str | None = None) -> pd.DataFrame:
    """The registry with `DRAW_COLUMNS`: in each stratum the n_h stations with the smallest draw numbers are drawn.

    The draw depends on the seed and the ids alone, not on the order of rows or on a program's random numbers; publish the
    seed from something nobody controls (a lottery drawn after the registry was fixed). weight = N_h/n_h for drawn stations.
    Raises ValueError for a station named twice and for a stratum without a size.
    """
    names = registry[station_id].astype(str)
    twice: list[str] = names[names.duplicated()].unique().tolist()
    if twice:
        raise ValueError(f"stations named twice: {', '.join(twice[:5])}")
    plan = registry.copy()
    plan["stratum"] = "all" if strata is None else registry[strata]
    wanted = {"all": sizes} if isinstance(sizes, int) else dict(sizes)
    unknown = set(plan["stratum"].unique()) - set(wanted)
    if unknown:
        raise ValueError(f"strata without a size: {', '.join(sorted(str(name) for name in unknown)[:5])}")
    codes, keys = pd.factorize(plan["stratum"])
    population, sizes_wanted = np.bincount(codes, minlength=len(keys)), np.array([wanted[name] for name in keys], dtype=np.int64)
    plan["stratum_population"] = population[codes]
    plan["draw_number"] = [draw_number(seed, name) for name in names]
    order = np.lexsort((np.array(plan["draw_number"], dtype=f"S{DIGITS}"), codes))
    place = np.empty(len(plan), dtype=np.int64)
    place[order] = np.arange(len(plan)) - np.repeat(np.cumsum(population) - population, population)
    plan["is_drawn"] = place < sizes_wanted[codes]
    drawn = np.bincount(codes[plan["is_drawn"]], minlength=len(keys))[codes]
    plan["weight"] = (plan["stratum_population"] / drawn).where(plan["is_drawn"])
    return plan


def simulate(
    past: pd.DataFrame,
    numerator: str,
    denominator: str,
    sizes: Mapping[Any, int] | int,
    generator: Generator,
    *,
    strata: str | None = None,
    draws: int = 500,
    confidence: float = 0.95,
) -> Simulation:
    """Draw the plan again and again from a full past table and see how far the estimate falls from the known truth.

    Rows without figures are left out of the table. Separate draws without replacement in each stratum, combined ratio
    Σ (N_h/n_h) y ÷ Σ (N_h/n_h) x, variance as in `estimate.ratio`. More honest than a guessed design effect, **as far as the
    coming election resembles the past one**. Raises ValueError if the table is empty or a stratum is too small.
    """
    table = past.dropna(subset=[numerator, denominator])
    groups = [("all", table)] if strata is None else list(table.groupby(strata))
    wanted = {"all": sizes} if isinstance(sizes, int) else dict(sizes)
    if table.empty or any(not 2 <= wanted.get(key, 0) <= len(group) for key, group in groups):
        raise ValueError("each stratum needs between two stations and all it has")
    pieces = [_drawn_sums(_pairs(group, numerator, denominator), wanted[key], draws, generator) for key, group in groups]
    x = np.sum([piece[1] for piece in pieces], axis=0)
    estimates = np.sum([piece[0] for piece in pieces], axis=0) / x
    variance = np.zeros(draws)
    for _, _, factor, moments in pieces:
        spread = moments[0] - 2 * estimates * moments[1] + estimates**2 * moments[2]
        variance += factor * np.maximum(spread, 0) / x**2
    truth = float(table[numerator].sum()) / float(table[denominator].sum())
    freedom = sum(wanted[key] for key, _ in groups) - len(groups)
    stated = t_quantile(0.5 + confidence / 2, freedom) * np.sqrt(variance)
    return Simulation(
        truth=truth,
        average=float(estimates.mean()),
        standard_deviation=float(estimates.std(ddof=1)),
        margin=float(np.quantile(np.abs(estimates - truth), confidence)),
        stated_margin=float(np.median(stated)),
        coverage=float((np.abs(estimates - truth) <= stated).mean()),
        confidence=confidence,
        draws=draws,
        stations=freedom + len(groups),
    )


def _pairs(group: pd.DataFrame, numerator: str, denominator: str) -> Floats:
    return group[[numerator, denominator]].to_numpy(dtype=float)


def _drawn_sums(pairs: Floats, size: int, draws: int, generator: Generator) -> tuple[Floats, Floats, float, Floats]:
    """Expanded sums of y and x, the factor N²(1 − f)/n, and s²_y, s_xy, s²_x of each draw."""
    whole = len(pairs)
    sums, moments = np.empty((2, draws)), np.empty((3, draws))
    step = max(1, STATIONS_AT_ONCE // whole)
    for start in range(0, draws, step):
        part = slice(start, min(start + step, draws))
        chosen = np.argpartition(generator.random((part.stop - part.start, whole)), size - 1, axis=1)[:, :size]
        y, x = pairs[chosen, 0], pairs[chosen, 1]
        sums[:, part] = y.sum(axis=1) * whole / size, x.sum(axis=1) * whole / size
        dy, dx = y - y.mean(axis=1, keepdims=True), x - x.mean(axis=1, keepdims=True)
        moments[:, part] = np.array([(dy * dy).sum(axis=1), (dy * dx).sum(axis=1), (dx * dx).sum(axis=1)]) / (size - 1)
    return sums[0], sums[1], whole**2 * (1 - size / whole) / size, moments
