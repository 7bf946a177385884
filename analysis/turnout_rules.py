"""The turnout headline under another rule of what counts, and the allowance in use.

What an observer counted depends on the reports of their own station alone, so that under another rule only stations with a report that
no longer enters are counted again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis import bounds, double_counts, turnout
from analysis.columns import among
from analysis.double_counts import Agreement
from analysis.turnout import Reports, Summary
from analysis.watch import KEYS
from schemas.election import Allowance


@dataclass(frozen=True)
class Basis:
    """What a comparison is made of: reports, the registry's `stations`, their voting `hours`, and `counts` of those reports
    (analysis.turnout.observers, under whatever allowance)."""

    reports: Reports
    stations: pd.DataFrame
    hours: pd.DataFrame
    counts: pd.DataFrame


def in_use(counts: pd.DataFrame, setting: Allowance) -> tuple[pd.DataFrame, Allowance, Agreement]:
    """`counts` (analysis.turnout.observers under `setting`) under the allowance in use, that allowance, and the double counts it may
    rest on."""
    doubles = double_counts.of_pairs(double_counts.whole_day_pairs(counts))
    used = double_counts.calibrated(setting, doubles)
    return (counts if used is setting else bounds.with_allowance(counts, used)), used, doubles


def summary_under(basis: Basis, states: Collection[str], protocol: pd.DataFrame, setting: Allowance) -> Summary:
    """The headline of reports in these states only, without closed institutions: what `turnout.compare` says of them alone.

    `basis`: of the widest rule; `protocol`: lines of the copies that enter under the other one."""
    reports = basis.reports.of(lambda frame: frame[frame["state"].isin(states)])
    left_out = pd.concat([frame.loc[~frame["state"].isin(states), "station_id"] for frame in basis.reports.frames]).unique()
    counts, allowance, _ = in_use(_counted_again(basis, reports, left_out, setting), setting)
    table = turnout.compare(reports, protocol, basis.stations, basis.hours, allowance, counts)
    return turnout.summary(turnout.ordinary(table))


def _counted_again(basis: Basis, reports: Reports, station_ids: Collection[int], setting: Allowance) -> pd.DataFrame:
    """The counts of the basis, those of these stations anew from `reports`."""
    again = turnout.observers(reports.of(lambda frame: frame[among(frame["station_id"], station_ids)]), basis.hours, setting)
    stay = basis.counts[~among(basis.counts["station_id"], station_ids)]
    parts = [each for each in (bounds.with_allowance(stay, setting), again) if len(each)]
    return pd.concat(parts).sort_values(KEYS, ignore_index=True) if parts else again
