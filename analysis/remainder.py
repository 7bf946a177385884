"""What the stations without a protocol must have been: arithmetic, not an estimate (product brief, Q4)."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Remainder:
    """Turnout of the stations that were not seen, as the announced figure demands it. `impossible`: outside 0 to 1 (finding D5xx)."""

    share: float
    voters: float
    registered_voters: int

    @property
    def impossible(self) -> bool:
        return not 0 <= self.share <= 1


def remainder(announced_share: float, registered_voters: int, seen_issued: int, seen_registered: int) -> Remainder | None:
    """(T · list − Σ issued) / (list − Σ list seen); None where every station was seen, or the list is smaller than what was seen.

    announced_share in [0, 1] of the list; the rest in people. Both sides on the basis issued / list (DESIGN §4)."""
    unseen = registered_voters - seen_registered
    if unseen <= 0:
        return None
    voters = announced_share * registered_voters - seen_issued
    return Remainder(share=voters / unseen, voters=voters, registered_voters=unseen)


def by_region(seen: pd.DataFrame, announced: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """One row a region with an announced share and a protocol: region_code, stations, seen_issued, seen_registered, registered_voters,
    seen_share, list_share (of the region's list), announced_share, remainder_share, impossible; sorted by remainder − seen, falling.

    `seen`: stations with a protocol (region_code, issued, registered: people). `announced`: region_code, announced_share.
    `lists`: region_code, registered_voters (people). Regions without a list are left out: the page says so."""
    found = (
        seen.dropna(subset=["issued", "registered"])
        .groupby("region_code", as_index=False)
        .agg(stations=("issued", "size"), seen_issued=("issued", "sum"), seen_registered=("registered", "sum"))
    )
    found = found.merge(announced, on="region_code").merge(lists.dropna(), on="region_code")
    unseen = found["registered_voters"] - found["seen_registered"]
    found = found[unseen > 0]
    rest = (found["announced_share"] * found["registered_voters"] - found["seen_issued"]) / (
        found["registered_voters"] - found["seen_registered"]
    )
    found = found.assign(
        seen_share=found["seen_issued"] / found["seen_registered"],
        list_share=found["seen_registered"] / found["registered_voters"],
        remainder_share=rest,
        impossible=(rest < 0) | (rest > 1),
    )
    order = (found["remainder_share"] - found["seen_share"]).sort_values(ascending=False, kind="stable").index
    return found.loc[order].astype(dict.fromkeys(("seen_share", "list_share", "remainder_share"), float)).reset_index(drop=True)
