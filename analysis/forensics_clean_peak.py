"""Votes above proportion: if the leader's votes followed the others' votes as they do in a chosen clean range of turnout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns import Column, Floats
from analysis.forensics_stations import LeftOut, NotScreened, enter
from analysis.screens import LEAST_STATIONS, InnocentCause

BINS = 100
BIN_COLUMNS = ("turnout_from_share", "leader_votes", "other_votes", "proportional_votes")
CHOICE_COLUMNS = ("clean_from_share", "clean_to_share", "excess_votes")
LEAST_CLEAN_PART = 0.02
"""Share of all other votes that a clean range must hold before it is offered as a choice."""
NEIGHBOURS = 5
"""Percentage points around the chosen end over which the band is taken."""


@dataclass(frozen=True)
class CleanPeak:
    """Excess votes of the leader over proportion, for the clean range `clean_from_share` ≤ turnout < `clean_to_share`.

    `bins`: `BIN_COLUMNS` by percent of turnout. `choices`: the excess for every other end of the range (`CHOICE_COLUMNS`).
    `lowest`, `highest`: over the ends within five points of the chosen one. **The band is the result, not the number.**
    """

    excess_votes: float | None
    lowest: float | None
    highest: float | None
    clean_from_share: float | None
    clean_to_share: float | None
    votes_per_other_vote: float | None
    bins: pd.DataFrame
    choices: pd.DataFrame
    stations: int
    left_out: dict[LeftOut, int]
    reason: NotScreened | None

    @property
    def near(self) -> tuple[float, ...]:
        """The excess for each end within five points of the chosen one, itself among them."""
        if self.clean_to_share is None:
            return ()
        apart = (self.choices["clean_to_share"] - self.clean_to_share).abs()
        return tuple(float(each) for each in self.choices.loc[apart <= (NEIGHBOURS + 0.5) / BINS, "excess_votes"])

    @property
    def is_shown(self) -> bool:
        return self.stations >= LEAST_STATIONS

    @property
    def innocent_causes(self) -> tuple[InnocentCause, ...]:
        return (InnocentCause.TOWN_AND_COUNTRY, InnocentCause.REGIONAL_BLOCS, InnocentCause.STRATEGIC_TURNOUT)


def clean_peak(
    registered_voters: Column,
    ballots_issued: Column,
    ballots_cast: Column,
    leader_votes: Column,
    clean_from_share: float = 0.0,
    clean_to_share: float | None = None,
) -> CleanPeak:
    """excess = Σ_b (L_b − a·O_b), a = Σ_C L ÷ Σ_C O, over bins b of one percent of turnout and the clean range C.

    O are ballots cast for others, invalid ones included. Without a chosen end the range goes up to and with the percent
    where the others' votes peak; **that choice fails where the peak itself lies at high turnout (Russia 2020 and 2024), so
    it must be visible and changeable.** Assumes that among honest stations the leader's share does not depend on turnout,
    which towns and villages alone can break: use it within a district where possible. Sobyanin and Sukhovolsky (1995);
    Shpilkin (2009–2024). It sees ballots added, not votes moved from one option to another.
    """
    entered = enter(registered_voters, ballots_issued, ballots_cast, leader_votes)
    if len(entered) == 0:
        return _nothing(NotScreened.NO_STATIONS, 0, entered.left_out)
    at = np.minimum(BINS * entered.issued // entered.voters, BINS - 1)
    leader = np.bincount(at, weights=entered.leader, minlength=BINS).astype(np.float64)
    others = np.bincount(at, weights=entered.cast - entered.leader, minlength=BINS).astype(np.float64)
    start = round(clean_from_share * BINS)
    end = int(others.argmax()) + 1 if clean_to_share is None else round(clean_to_share * BINS)
    excess = {upper: _excess(leader, others, start, upper) for upper in range(start + 1, BINS + 1)}
    chosen = excess.get(end)
    if chosen is None:
        return _nothing(NotScreened.NO_OTHER_VOTES, len(entered), entered.left_out)
    offered = {upper: value for upper, value in excess.items() if value is not None and _is_offered(others, start, upper)} | {end: chosen}
    near = [value for upper, value in offered.items() if abs(upper - end) <= NEIGHBOURS]
    per_vote = float(leader[start:end].sum() / others[start:end].sum())
    edges = np.arange(BINS) / BINS
    bins = pd.DataFrame(dict(zip(BIN_COLUMNS, (edges, leader.astype(np.int64), others.astype(np.int64), per_vote * others), strict=True)))
    ends = sorted(offered)
    choices = pd.DataFrame(
        dict(zip(CHOICE_COLUMNS, ([start / BINS] * len(ends), [end / BINS for end in ends], [offered[end] for end in ends]), strict=True))
    )
    return CleanPeak(chosen, min(near), max(near), start / BINS, end / BINS, per_vote, bins, choices, len(entered), entered.left_out, None)


def excess_over_share(leader_votes: int, other_votes: int, centre_share: float) -> float:
    """L − s/(1 − s)·O: the excess if honest stations gave the leader the share s read off the centre of the main cluster.

    Raises ValueError unless 0 ≤ s < 1.
    """
    if not 0 <= centre_share < 1:
        raise ValueError(f"a share of {centre_share} leaves nothing for others")
    return leader_votes - centre_share / (1 - centre_share) * other_votes


def _excess(leader: Floats, others: Floats, start: int, end: int) -> float | None:
    below = float(others[start:end].sum())
    return float((leader - leader[start:end].sum() / below * others).sum()) if below > 0 else None


def _is_offered(others: Floats, start: int, end: int) -> bool:
    return float(others[start:end].sum()) >= LEAST_CLEAN_PART * float(others.sum())


def _nothing(reason: NotScreened, stations: int, left_out: dict[LeftOut, int]) -> CleanPeak:
    empty = [pd.DataFrame({name: pd.Series(dtype=float) for name in names}) for names in (BIN_COLUMNS, CHOICE_COLUMNS)]
    return CleanPeak(None, None, None, None, None, None, empty[0], empty[1], stations, left_out, reason)
