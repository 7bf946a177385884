"""What may leave the house: the public and the partner's view of the merged tables (product brief §4, DESIGN §8).

Public: per station only where its observers consent, no observer, organisation, minute or own words; the rest in rows of at least
five stations, each figure of at least five. Unobserved stations and stations that are not shown look alike, so that nobody can tell
where somebody was by what is left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.columns import among
from analysis.violations import SAFETY_CLASSES

FEWEST = 5
NOT_SHOWN = "not_shown"


class Audience(StrEnum):
    PUBLIC = "public"
    PARTNER = "partner"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which columns of the stations table are open to all (`registry`), which are added up (`sums`), which say why (`reasons`)."""

    registry: tuple[str, ...]
    sums: tuple[str, ...]
    reasons: tuple[str, ...]


def consenting(presence: pd.DataFrame) -> frozenset[str]:
    """Stations every one of whose observers who was asked said yes: station_id, publish_station of current presence reports."""
    asked = presence[presence["publish_station"].notna()]
    every = asked["publish_station"].eq("yes").groupby(asked["station_id"]).all()
    silent = set(presence.loc[presence["publish_station"].isna(), "station_id"])
    return frozenset(every.index[every]) - frozenset(silent)


def to_the_hour(frame: pd.DataFrame, keep: Collection[str] = ()) -> pd.DataFrame:
    """Every instant rounded down to its hour, but for those to keep: a minute would tell one observer from another."""
    instants = [name for name, dtype in frame.dtypes.items() if isinstance(dtype, pd.DatetimeTZDtype) and name not in keep]
    return frame.assign(**{str(name): frame[name].dt.floor("h") for name in instants})


def pools(counts: "pd.Series[int]", fewest: int = FEWEST) -> list[tuple[str, ...]]:
    """Groups of regions with at least `fewest` stations each: a region alone where it has enough, the small ones together, with the
    smallest large one where they are still too few. Empty where the whole country has too few."""
    alone = [str(code) for code in counts.sort_values(kind="stable").index if counts[code] >= fewest]
    small = sorted(str(code) for code in counts.index if 0 < counts[code] < fewest)
    while small and int(counts[small].sum()) < fewest and alone:
        small.append(alone.pop(0))
    together = [tuple(sorted(small))] if small and int(counts[small].sum()) >= fewest else []
    return [*((code,) for code in sorted(alone)), *together]


def _region_rows(hidden: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    rows = []
    stations = hidden.drop_duplicates("station_id")
    for pool in pools(stations["region_code"].value_counts()):
        inside = hidden[hidden["region_code"].isin(pool)]
        for contest_id, part in inside.groupby("contest_id", sort=False):
            summed = {name: (int(part[name].sum()) if int(part[name].notna().sum()) >= FEWEST else None) for name in rule.sums}
            rows.append(
                {
                    **{name: part[name].iloc[0] for name in ("election_id", "release", "is_simulated", "is_leading_contest")},
                    "contest_id": contest_id,
                    "row_level": "region",
                    "region_code": ";".join(pool),
                    "stations_n": part["station_id"].nunique(),
                    **summed,
                }
            )
    return pd.DataFrame(rows, dtype=object)


def public_stations(table: pd.DataFrame, shown: Collection[str], rule: Rule) -> pd.DataFrame:
    """Stations with consent as they are (instants to the hour), every other station with its registry columns alone, then rows of
    regions for stations that were observed and are not shown. Columns as given."""
    is_shown, observed = among(table["station_id"], shown), table["tried"].fillna(False).astype(bool)
    emptied = table[~is_shown].astype(object)
    for name in table.columns:
        if name not in rule.registry:
            emptied[name] = NOT_SHOWN if name in rule.reasons else None
    by_station = observed.groupby(table["station_id"]).transform("any")
    sums = _region_rows(table[~is_shown & by_station], rule)
    rows = pd.concat([to_the_hour(table[is_shown], keep=("published_as_of_at",)).astype(object), emptied]).sort_index()
    return pd.concat([rows, sums.reindex(columns=table.columns).astype(object)], ignore_index=True)


def _tells_of_danger(reports: pd.DataFrame) -> "pd.Series[bool]":
    return (
        reports["danger"].notna() & reports["danger"].ne("no")
        | reports["what"].isin(SAFETY_CLASSES)
        | reports["left_because"].eq("threatened")
    )


def public_reports(reports: pd.DataFrame, shown: Collection[str], closed: Sequence[str]) -> pd.DataFrame:
    """Current reports of stations with consent, without the columns in `closed`, instants to the hour; messages about violations only
    once a second person has checked them. Numbers take the place of the observers' report ids, which stand on their phones."""
    standing = ~reports["state"].isin(["withdrawn", "rejected"]) & reports["is_current"]
    unchecked = reports["kind"].eq("violation") & reports["state"].ne("verified")
    kept = reports[standing & among(reports["station_id"], shown) & ~unchecked & ~_tells_of_danger(reports)]
    kept = to_the_hour(kept).drop(columns=[name for name in closed if name in kept.columns])
    kept = kept.sort_values(["station_id", "observed_at", "kind", "contest_id"], kind="stable").reset_index(drop=True)
    return kept.assign(report_id=[f"R{number:06d}" for number in range(1, len(kept) + 1)])


def partner_reports(reports: pd.DataFrame) -> pd.DataFrame:
    """Current reports without those that tell of danger to a person: they stay with those who can help."""
    return reports[reports["is_current"] & ~_tells_of_danger(reports)].reset_index(drop=True)
