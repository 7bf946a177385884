"""What the stations without a protocol must have been: arithmetic, not an estimate (product brief, Q4)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class NoRemainder(StrEnum):
    """Why a region has no remainder."""

    NOTHING_SEEN = "no station with a protocol"
    NOT_ANNOUNCED = "nothing announced for the region"
    NO_LIST = "the region's list is not known"
    ALL_SEEN = "no voters are left outside the stations seen"


@dataclass(frozen=True, slots=True)
class Remainder:
    """Turnout of the stations that were not seen, as the announced figure demands it.

    `low_share`, `high_share`: what the printed digits of the announced figure leave open; both are `share` where it is exact.
    `impossible`: outside 0 to 1 even with the rounding in its favour (finding D5xx)."""

    share: float
    voters: float
    registered_voters: int
    low_share: float
    high_share: float

    @property
    def impossible(self) -> bool:
        return self.high_share < 0 or self.low_share > 1


def half_width(as_printed: str) -> float:
    """What a percentage's printed digits leave open, as a share: 0.0005 for "63.3 %", 0.00005 for "63,25"; 0 where none are printed."""
    digits = as_printed.replace("%", "").strip().replace(",", ".")
    if not digits.replace(".", "", 1).isdigit():
        return 0.0
    return 0.005 * 10.0 ** -len(digits.partition(".")[2])


def remainder(
    announced_share: float, registered_voters: int, seen_issued: int, seen_registered: int, half_width: float = 0.0
) -> Remainder | None:
    """(T · list − Σ issued) / (list − Σ list seen); None where every station was seen, or the list is smaller than what was seen.

    announced_share in [0, 1] of the list; the rest in people. Both sides on the basis issued / list (DESIGN §4).
    half_width: half a unit of the last printed digit (0.0005 for 63.3 %), which the remainder multiplies by list ÷ unseen list."""
    unseen = registered_voters - seen_registered
    if unseen <= 0:
        return None
    voters = announced_share * registered_voters - seen_issued
    share, open_share = voters / unseen, half_width * registered_voters / unseen
    return Remainder(share, voters, unseen, share - open_share, share + open_share)


def by_region(seen: pd.DataFrame, announced: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """One row a region with an announced share and a protocol: region_code, stations, seen_issued, seen_registered, registered_voters,
    seen_share, list_share (of the region's list), announced_share, remainder_share, remainder_low, remainder_high, impossible;
    sorted by remainder − seen, falling.

    `seen`: stations with a protocol (region_code, issued, registered: people). `announced`: region_code, announced_share and, where
    only a rounded percentage was printed, half_width. `lists`: region_code, registered_voters (people). Regions that have no row are
    named by `left_out`."""
    found = (
        seen.dropna(subset=["issued", "registered"])
        .groupby("region_code", as_index=False)
        .agg(stations=("issued", "size"), seen_issued=("issued", "sum"), seen_registered=("registered", "sum"))
    )
    found = found.merge(announced, on="region_code").merge(lists.dropna(), on="region_code")
    unseen = found["registered_voters"] - found["seen_registered"]
    found = found[unseen > 0]
    unseen = found["registered_voters"] - found["seen_registered"]
    rest = (found["announced_share"] * found["registered_voters"] - found["seen_issued"]) / unseen
    if "half_width" not in found:
        found = found.assign(half_width=0.0)
    open_share = found["half_width"].fillna(0.0) * found["registered_voters"] / unseen
    found = found.drop(columns="half_width").assign(
        seen_share=found["seen_issued"] / found["seen_registered"],
        list_share=found["seen_registered"] / found["registered_voters"],
        remainder_share=rest,
        remainder_low=rest - open_share,
        remainder_high=rest + open_share,
        impossible=(rest + open_share < 0) | (rest - open_share > 1),
    )
    order = (found["remainder_share"] - found["seen_share"]).sort_values(ascending=False, kind="stable").index
    shares = ("seen_share", "list_share", "remainder_share", "remainder_low", "remainder_high")
    return found.loc[order].astype(dict.fromkeys(shares, float)).reset_index(drop=True)


def left_out(seen: pd.DataFrame, announced: pd.DataFrame, lists: pd.DataFrame) -> dict[str, NoRemainder]:
    """The regions named anywhere in the three tables of `by_region` that have no row there, each with the first reason."""
    issued = seen.dropna(subset=["issued", "registered"]).groupby("region_code")["registered"].sum()
    told = set(announced.dropna(subset=["announced_share"])["region_code"])
    known = lists.dropna().set_index("region_code")["registered_voters"]
    reasons: dict[str, NoRemainder] = {}
    for region in sorted({*seen["region_code"], *announced["region_code"], *lists["region_code"]}):
        if region not in issued.index:
            reasons[region] = NoRemainder.NOTHING_SEEN
        elif region not in told:
            reasons[region] = NoRemainder.NOT_ANNOUNCED
        elif region not in known.index:
            reasons[region] = NoRemainder.NO_LIST
        elif known[region] <= issued[region]:
            reasons[region] = NoRemainder.ALL_SEEN
    return reasons
