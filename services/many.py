"""Many stations at once: which regions stand out, what goes together with what, and watched stations beside the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis import forensics_table
from analysis import violations as analysis
from analysis.disclosure import FEWEST
from analysis.estimate_association import Association, associations
from analysis.estimate_funnel import Funnel, Place, funnel
from analysis.estimate_funnel import funnel_limits as limits_of
from analysis.estimate_observed import Effect, Method, ObservedComparison, compare_observed
from analysis.estimate_separate import ImpliedTotal, implied_total
from analysis.estimate_shrinkage import NotShrunk, shrink_rates
from analysis.violations import ITEMS
from data.store import frames_coverage, frames_forensics
from schemas.counting import CountRule
from schemas.election import Election
from schemas.person import Actor
from schemas.unit import StationType
from services import counting, coverage, house, registry, turnout, violations
from services.permissions import Act, require
from services.reading import Reading, read

__all__ = [
    "Association",
    "Effect",
    "Funnel",
    "ImpliedTotal",
    "Many",
    "Method",
    "ObservedComparison",
    "Place",
    "Region",
    "Watched",
    "comparison",
    "limits_of",
    "of",
]

LEVEL = 0.05
"""q-values up to this are called; of the calls at most so many are expected to be false."""


@dataclass(frozen=True, slots=True)
class Region:
    """One item by region: `rows` (region_code, k, n), `funnel` with its units and `shrunk` (analysis.estimate_shrinkage.RATE_COLUMNS) in
    the order of `codes`. A region of fewer than five stations has no place in the funnel: one of one is 100 % by arithmetic."""

    codes: tuple[str, ...]
    rows: pd.DataFrame
    funnel: Funnel
    shrunk: pd.DataFrame
    is_alike: bool = False
    """The regions differ no more than chance makes them: all take the common share, and there is no interval of each."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Published turnout at stations where an observer was let in, beside the others. `compared` is None where results by station are
    not published, or all or none of the stations were watched. `leader`: the same for the share of ballots cast of the option
    `leader_code`; `implied`: voters, if every station of a district were like its watched ones. Closed institutions are in none of them."""

    compared: ObservedComparison | None
    watched_n: int
    others_n: int
    leader: ObservedComparison | None = None
    leader_code: str = ""
    implied: ImpliedTotal | None = None
    closed_n: int = 0


@dataclass(frozen=True, slots=True)
class Many:
    """`regions`: by item; `seen`: each item's association with the difference of protocol and count, as a share of the count;
    `deviating_n`: stations that have such a difference."""

    regions: Mapping[str, Region]
    seen: tuple[Association, ...]
    deviating_n: int
    watched: Watched

    @property
    def called(self) -> tuple[Association, ...]:
        return tuple(each for each in self.seen if each.q_value is not None and each.q_value <= LEVEL)

    @property
    def tested(self) -> int:
        return sum(each.q_value is not None for each in self.seen)


def by_region(rows: pd.DataFrame) -> Region:
    """`rows`: region_code, k, n of one item. In the order of the probability that a region lies above the common share: raw shares would
    put the smallest first. Regions of fewer than five stations keep their place in it, without limits."""
    asked = int(rows["n"].sum())
    pulled = shrink_rates(rows["k"], rows["n"], threshold=float(rows["k"].sum()) / asked if asked else 0.5)
    if pulled.reason is None:
        order = (-pulled.units["above_probability"].astype("float64").fillna(-1.0)).argsort(kind="stable").to_numpy()
        rows = rows.iloc[order].reset_index(drop=True)
        pulled = replace(pulled, units=pulled.units.iloc[order].reset_index(drop=True))
    codes = tuple(rows["region_code"].astype(str))
    enough = rows["n"] >= FEWEST
    k, n = (rows[name].astype("float64").where(enough) for name in ("k", "n"))
    return Region(codes, rows, funnel(k, n), pulled.units, pulled.reason is NotShrunk.NO_SPREAD)


def go_together(stations: pd.DataFrame, table: pd.DataFrame) -> tuple[tuple[Association, ...], int]:
    """Associations of every item with (protocol − count) ÷ count over whole-day stations, clustered by region.

    `stations`: station_id, item_id, seen, could_see, one row an item and station; `table`: analysis.turnout.compare."""
    base = table[table["difference_share"].notna()].set_index("station_id")[["region_code", "difference_share"]]
    told = set(stations["item_id"].unique())
    asked = tuple(item.item_id for item in ITEMS if item.item_id in told)
    answers = analysis.answers_at(stations, base.index, asked)
    frame = pd.concat([base.astype({"difference_share": "float64"}), answers], axis=1)
    return associations(frame, "difference_share", asked, clusters="region_code"), len(base)


def beside_the_others(table: pd.DataFrame, leader_code: str = "") -> Watched:
    """`table`: registered_voters, ballots_issued, ballots_cast, leader_votes (missing where not published), district_code (of the region
    where there are no districts), station_type, watched (true or false), one row a station with published figures."""
    is_closed = table["station_type"].eq(StationType.CLOSED)
    usable = table[~is_closed]
    usable = usable.assign(
        turnout=usable["ballots_issued"] / usable["registered_voters"].where(usable["registered_voters"] > 0),
        leader_share=usable["leader_votes"] / usable["ballots_cast"].where(usable["ballots_cast"] > 0),
    )
    watched = int(usable["watched"].sum())
    others, closed = len(usable) - watched, int(is_closed.sum())
    if not watched or not others:
        return Watched(None, watched, others, closed_n=closed)

    def compared(outcome: str) -> ObservedComparison:
        return compare_observed(usable, outcome, "watched", "district_code", "registered_voters")

    return Watched(
        compared("turnout"), watched, others,
        leader=compared("leader_share") if usable["leader_share"].notna().any() else None,
        leader_code=leader_code,
        implied=implied_total(usable, "ballots_issued", "registered_voters", "watched", "district_code"),
        closed_n=closed,
    )  # fmt: skip


def _watched(election: Election, rule: CountRule) -> Watched:
    if not election.published.by_station:
        return Watched(None, 0, 0)
    store, contest = house.store(), election.leading_contest
    lines = frames_forensics.published(store, election.election_id, contest.contest_id, contest.option_codes)
    leader = forensics_table.leading_option(lines)
    places = frames_coverage.stations(store, election.election_id)[["station_id", "region_code", "district_code", "station_type"]]
    let_in = coverage.comparison(election, rule).value.table["let_in"]
    table = forensics_table.by_station(lines, leader, contest.option_codes).merge(places, on="station_id")
    named = table["district_code"].fillna("").ne("")
    table = table.assign(district_code=table["district_code"].where(named, table["region_code"]))
    return beside_the_others(table.assign(watched=table["station_id"].map(let_in).eq(True)), leader)


def _compute(election: Election, rule: CountRule) -> Many:
    seen = violations.comparison(election, rule).value
    found = turnout.comparison(election, rule).value
    regions = {str(item): by_region(violations.by_group(seen, str(item), "region_code")) for item in seen.items["item_id"]}
    together, n = go_together(seen.stations, found.main)
    return Many(regions, together, n, _watched(election, rule))


def comparison(election: Election) -> Reading[Many]:
    """For other services: without a question of who asks."""
    rule = counting.in_force(election.election_id)
    return read("many", election.election_id, (rule,), lambda: _compute(election, rule))


def of(actor: Actor, election_id: str) -> Reading[Many]:
    """Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id))
