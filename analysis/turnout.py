"""Does the protocol's turnout agree with what was counted? Station by station, with a floor, a ceiling, a state and a reason."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import pandas as pd

from analysis import bounds, protocols, watch
from analysis.columns import among
from analysis.intervals import in_one_unit
from analysis.protocols import turnout_lines
from analysis.provenance import revision_ids
from analysis.states import Reason, Side, State
from schemas.election import Allowance
from schemas.unit import StationType

KEYS = watch.KEYS
FIGURES = ("counted", "floor", "ceiling", "issued", "outside", "protocol", "difference", "registered_voters", "stated", "stated_increase")


@dataclass(frozen=True)
class Reports:
    """Bodies of current visible reports, one row a report, as the store's frames give them. What several methods derive from them is
    derived once."""

    turnout: pd.DataFrame
    presence: pd.DataFrame
    away: pd.DataFrame
    opening: pd.DataFrame
    closing: pd.DataFrame

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, in_one_unit(getattr(self, each.name)))

    @property
    def frames(self) -> tuple[pd.DataFrame, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))

    def of(self, change: Callable[[pd.DataFrame], pd.DataFrame]) -> "Reports":
        """The same reports with every frame changed alike."""
        return Reports(*[change(each) for each in self.frames])

    @cached_property
    def readings(self) -> pd.DataFrame:
        """Counter readings (analysis.watch.readings)."""
        return watch.readings(self.turnout, self.presence)

    def windows(self, hours: pd.DataFrame) -> pd.DataFrame:
        """When voting was held at each station (analysis.watch.voting_windows)."""
        return self._once("windows", hours, lambda: watch.voting_windows(hours, self.opening, self.closing))

    def unwatched(self, hours: pd.DataFrame) -> pd.DataFrame:
        """The voting time that counters do not cover (analysis.watch.unwatched)."""
        return self._once("unwatched", hours, lambda: watch.unwatched(self.readings, self.away, self.windows(hours)))

    @cached_property
    def _derived(self) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
        return {}

    def _once(self, name: str, hours: pd.DataFrame, build: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Kept for the very hours it was made from."""
        made_from, made = self._derived.get(name, (None, None))
        if made is None or made_from is not hours:
            made = build()
            self._derived[name] = (hours, made)
        return made


def observers(reports: Reports, hours: pd.DataFrame, allowance: Allowance) -> pd.DataFrame:
    """One row an observer who counted: KEYS, counted, watched_minutes, watched_share, whole_day, floor, ceiling, ceiling_reason,
    stated_increase, counting_method, counting_unit, counted_from_at, counted_to_at, organisation_code."""
    read = reports.readings
    if read.empty:
        return pd.DataFrame(
            columns=[
                *watch.COUNTER_COLUMNS,
                "watched_minutes",
                "watched_share",
                "whole_day",
                "stated_increase",
                "ceiling_reason",
                "allowance_below",
                "allowance_above",
                "floor",
                "ceiling",
            ]
        )
    windows, missed = reports.windows(hours), reports.unwatched(hours)
    seen = watch.counters(read).merge(watch.watched_shares(read, missed, windows), on=KEYS)
    increases = bounds.stated_increase(missed, bounds.stated_points(reports.turnout, windows))
    return bounds.floors_and_ceilings(seen, increases, allowance)


def widest(counts: pd.DataFrame) -> pd.DataFrame:
    """One row a station: the observer with the widest watch (then a ceiling, then the larger count), with observers_n and contradiction:
    whether another whole-day count of the station lies outside this one's floor and count plus allowance."""
    order = counts.assign(has_ceiling=counts["ceiling"].notna()).sort_values(
        ["station_id", "watched_share", "has_ceiling", "counted", "author_id"], ascending=[True, False, False, False, True]
    )
    chosen = order.drop_duplicates("station_id").set_index("station_id")
    against = chosen[["floor", "counted", "allowance_above", "whole_day"]].add_suffix("_chosen")
    others = order[order["whole_day"].astype(bool)].join(against, on="station_id")
    others = others[others["whole_day_chosen"].astype(bool)]
    apart = (others["counted"] < others["floor_chosen"]) | (others["counted"] > others["counted_chosen"] + others["allowance_above_chosen"])
    contradicted = others.loc[apart.fillna(False).astype(bool), "station_id"].unique()
    chosen["observers_n"] = order.groupby("station_id").size()
    chosen["contradiction"] = among(chosen.index, contradicted)
    return chosen.drop(columns="has_ceiling").reset_index()


def final_stated(turnout: pd.DataFrame) -> pd.DataFrame:
    """station_id, stated (the commission's last number, people), stated_at."""
    told = turnout.loc[turnout["stated_voters"].notna(), ["station_id", "stated_voters", "stated_at", "observed_at", "revision_id"]]
    told = told.assign(heard_at=told["stated_at"].fillna(told["observed_at"]))
    last = told.sort_values(["heard_at", "revision_id"]).drop_duplicates("station_id", keep="last")
    return pd.DataFrame(
        {"station_id": last["station_id"], "stated": last["stated_voters"].astype("Int64"), "stated_last_at": last["heard_at"]}
    )


def outside_told(turnout: pd.DataFrame) -> pd.DataFrame:
    """station_id, outside_told: the commission's own number of voters outside; 0 where the portable box is known not to have gone out."""
    stayed = turnout["mobile_accompanied"].eq("not_applicable")
    told = turnout["mobile_voters"].astype("Float64").mask(turnout["mobile_voters"].isna() & stayed, 0.0)
    return told.groupby(turnout["station_id"]).max().astype("Int64").rename("outside_told").reset_index()


def _reasons(table: pd.DataFrame) -> pd.Series:
    """Why a station cannot be compared, the first that holds; empty where floor and protocol stand side by side."""
    door = table["counting_unit"].eq("at_door") & table["shared_hall"]
    conditions = [
        (table["copies_differ"], Reason.COPIES_DIFFER),
        (table["protocol_issued"].isna(), Reason.NO_PROTOCOL),
        (table["counted"].isna() & table["counting_method"].eq("not_counting"), Reason.NOT_COUNTING),
        (table["counted"].isna(), Reason.NO_COUNT),
        (door, Reason.SHARED_HALL),
        ((table["protocol"] < 0), Reason.OUTSIDE_IMPOSSIBLE),
    ]
    return pd.Series(
        np.select([_sure(which) for which, _ in conditions], [reason for _, reason in conditions], Reason.NONE), index=table.index
    )


def _sure(which: pd.Series) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return which.fillna(False).to_numpy(dtype=bool)


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """With side, state and reason. Only a protocol above the ceiling or below the floor differs; a floor alone never shows overstatement.

    Voters outside that nobody names: the whole protocol may still be below the floor, but nothing can be said from above."""
    blocked = _reasons(table)
    comparable = blocked.eq(Reason.NONE).to_numpy()
    inside = table["protocol"].fillna(table["protocol_issued"])
    below = comparable & _sure(inside < table["floor"])
    lacks_outside = _sure(table["protocol"].isna())
    has_ceiling = comparable & _sure(table["ceiling"].notna()) & ~lacks_outside
    above = has_ceiling & _sure(table["protocol"] > table["ceiling"])
    same = has_ceiling & _sure(table["whole_day"].astype("boolean")) & _sure(table["protocol"] == table["counted"])
    side = np.select([~comparable, below, above, has_ceiling], [Side.NONE, Side.BELOW, Side.ABOVE, Side.BETWEEN], Side.OPEN)
    state = np.select([below | above, same, has_ceiling], [State.DIFFERS, State.AGREES, State.WITHIN_TOLERANCE], State.CANNOT_COMPARE)
    opened = np.where(lacks_outside, Reason.OUTSIDE_UNKNOWN, table["ceiling_reason"].fillna(Reason.NO_COUNT))
    reason = np.where(side == Side.OPEN, opened, blocked)
    return table.assign(side=side, state=state, reason=reason, has_ceiling=has_ceiling)


def compare(
    reports: Reports,
    protocol: pd.DataFrame,
    stations: pd.DataFrame,
    hours: pd.DataFrame,
    allowance: Allowance,
    counts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row a station with any turnout report, presence or protocol: the registry's columns, the widest watch, the protocol's lines,
    floor, ceiling, protocol (voters inside the premises), difference (protocol − counted, whole-day stations only), side, state, reason.

    Counts are people, Int64, empty where there is none. `counts`: `observers` of the same reports, where it is known already."""
    counts = widest(observers(reports, hours, allowance) if counts is None else counts)
    copies = turnout_lines(protocol).rename(
        columns={"ballots_issued": "protocol_issued", "voters_outside": "protocol_outside", "registered_voters": "protocol_registered"}
    )
    seen = pd.concat([each["station_id"] for each in (reports.turnout, reports.presence, copies)]).drop_duplicates()
    table = (
        stations[among(stations["station_id"], seen)].merge(counts, on="station_id", how="left").merge(copies, on="station_id", how="left")
    )
    table = table.merge(final_stated(reports.turnout), on="station_id", how="left").merge(
        outside_told(reports.turnout), on="station_id", how="left"
    )
    told = reports.turnout.loc[reports.turnout["counting_method"].notna(), ["station_id", "counting_method"]]
    methods = told.drop_duplicates("station_id", keep="last").set_index("station_id")["counting_method"]
    table["counting_method"] = table["counting_method"].fillna(table["station_id"].map(methods))
    halls = reports.opening.loc[reports.opening["shared_building"].eq("hall"), "station_id"].unique()
    table["shared_hall"] = among(table["station_id"], halls)
    table["copies_differ"] = table["copies_differ"].eq(True)
    for name in ("counted", "floor", "ceiling", "stated", "stated_increase", "protocol_issued", "protocol_outside", "outside_told"):
        table[name] = table[name].astype("Int64")
    table["outside"] = table["protocol_outside"].fillna(table["outside_told"])
    table["protocol"] = table["protocol_issued"] - table["outside"]
    table["whole_day"] = table["whole_day"].eq(True)
    table["watched_share"] = table["watched_share"].astype("Float64")
    table["watched_minutes"] = table["watched_minutes"].astype("Int64")
    table["contradiction"] = table["contradiction"].eq(True)
    table = judged(table)
    whole = table["whole_day"] & table["side"].ne(Side.NONE)
    table["difference"] = (table["protocol"] - table["counted"]).where(whole)
    table["difference_share"] = (table["difference"].astype("Float64") / table["counted"].astype("Float64")).where(table["counted"] > 0)
    order = table["difference"].abs().astype("Float64").fillna(-1)
    return (
        table.assign(order=order).sort_values(["order", "station_id"], ascending=[False, True]).drop(columns="order").reset_index(drop=True)
    )


def revisions(reports: Reports, protocol: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Which versions of reports stand behind each row of `compare`, by station_id: revision_ids (of the count shown),
    protocol_revision_ids; ordered tuples, missing where there is none."""
    found = table[watch.KEYS].set_index("station_id")
    counted = reports.readings.merge(table[watch.KEYS].dropna(), on=watch.KEYS)
    return found.assign(revision_ids=revision_ids(counted, ["station_id"]), protocol_revision_ids=protocols.revisions(protocol)).drop(
        columns="author_id"
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """What the first line says, over stations of the kinds asked for. People are whole numbers; ratio is None without a count."""

    stations: int
    whole_day: int
    protocol: int
    counted: int
    with_ceiling: int
    above: int
    below: int
    between: int
    below_without_ceiling: int
    cannot: int
    contradictions: int

    @property
    def difference(self) -> int:
        return self.protocol - self.counted

    @property
    def ratio(self) -> float | None:
        return self.protocol / self.counted if self.counted else None


def summary(table: pd.DataFrame) -> Summary:
    """Sums only over whole-day stations whose protocol and count stand side by side; sides over stations with a ceiling."""
    whole = table[table["difference"].notna()]
    capped = table["has_ceiling"].astype(bool)
    side = table["side"]
    return Summary(
        stations=len(table),
        whole_day=len(whole),
        protocol=int(whole["protocol"].sum()),
        counted=int(whole["counted"].sum()),
        with_ceiling=int(capped.sum()),
        above=int((side.eq(Side.ABOVE) & capped).sum()),
        below=int((side.eq(Side.BELOW) & capped).sum()),
        between=int((side.eq(Side.BETWEEN) & capped).sum()),
        below_without_ceiling=int((side.eq(Side.BELOW) & ~capped).sum()),
        cannot=int(table["state"].eq(State.CANNOT_COMPARE).sum()),
        contradictions=int(table["contradiction"].sum()),
    )


def ordinary(table: pd.DataFrame) -> pd.DataFrame:
    """Without closed institutions, which may end early and are summed apart."""
    return table[table["station_type"].ne(StationType.CLOSED)]


def closed(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["station_type"].eq(StationType.CLOSED)]


def outside_by_region(table: pd.DataFrame) -> pd.DataFrame:
    """region_code, k, n: stations whose protocol lies above the ceiling or below the floor, of those that can be compared."""
    known = table[table["state"].ne(State.CANNOT_COMPARE)]
    differs = known["state"].eq(State.DIFFERS).groupby(known["region_code"])
    return differs.agg(k="sum", n="size").reset_index()


def spans_by_region(table: pd.DataFrame) -> pd.DataFrame:
    """region_code, stations, floor_share, ceiling_share, protocol_share: sums of the stations with a floor, a ceiling, a protocol and a
    list, as shares of their lists."""
    numbers = ["floor", "ceiling", "protocol", "registered_voters"]
    known = table[table["has_ceiling"].astype(bool)].dropna(subset=numbers)
    known = known[known["registered_voters"] > 0]
    sums = known.groupby("region_code")[numbers].sum().astype("float64")
    shares = {f"{name}_share": sums[name] / sums["registered_voters"] for name in numbers[:3]}
    return pd.DataFrame({"stations": known.groupby("region_code").size(), **shares}).reset_index()


def allowance_curve(table: pd.DataFrame, most: float = 0.20, steps: int = 41) -> pd.DataFrame:
    """How much depends on the allowance: allowance (share of the count, 0 to `most`), above, below (stations with a ceiling whose
    protocol lies outside by more than that). Both sides use the same x: no single threshold decides."""
    capped = table[table["has_ceiling"].astype(bool)]
    counted = capped["counted"].to_numpy(dtype=float)
    reach = counted + capped["stated_increase"].to_numpy(dtype=float)
    protocol = capped["protocol"].to_numpy(dtype=float)
    shares = np.linspace(0, most, steps)
    people = np.floor(np.outer(shares, counted) + 0.5)
    return pd.DataFrame(
        {"allowance": shares, "above": (protocol > reach + people).sum(axis=1), "below": (protocol < counted - people).sum(axis=1)}
    )


def reasons(table: pd.DataFrame) -> pd.DataFrame:
    """Why stations cannot be compared: reason, stations; most frequent first."""
    counted = table.loc[table["state"].eq(State.CANNOT_COMPARE), "reason"].value_counts()
    return counted.rename_axis("reason").rename("stations").reset_index()
