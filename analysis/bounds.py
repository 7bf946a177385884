"""Floor and ceiling of a partial count: what the protocol may say without contradicting what was seen.

floor = counted − allowance; ceiling = counted + the commission's own stated increase over every unwatched hour + allowance, for voters
inside the premises; its own number of voters outside is taken off the protocol, which is the same as adding it to the ceiling.
Without a stated number at both ends of an unwatched hour there is no ceiling. (Product brief, head; DESIGN §6.)"""

import numpy as np
import pandas as pd

from analysis.columns import among
from analysis.intervals import FROM, TO, joined
from analysis.runs import sorted_by
from analysis.states import Reason
from analysis.watch import KEYS
from schemas.election import Allowance

STATED_NEAR = pd.Timedelta(minutes=20)
"""A number heard up to this long before the report that carries it stands for that report's moment."""


def allowance_people(counted: pd.Series, share: float) -> pd.Series:
    """The allowance in whole people, rounded half up; Int64."""
    return pd.Series(np.floor(counted.astype("Float64") * share + 0.5), index=counted.index).astype("Int64")


def stated_points(turnout: pd.DataFrame, windows: pd.DataFrame) -> pd.DataFrame:
    """The commission's own series at each station: station_id, heard_at, asked_at, stated. At the opening it is 0 by definition.

    heard_at is the minute the number was given, asked_at the moment of the report that carries it (not earlier than heard_at).
    `turnout`: station_id, observed_at, counted_at, stated_voters, stated_at."""
    told = turnout.loc[turnout["stated_voters"].notna(), ["station_id", "observed_at", "counted_at", "stated_voters", "stated_at"]]
    moment = told["counted_at"].fillna(told["observed_at"])
    heard = told["stated_at"].fillna(moment)
    near = (moment >= heard) & (moment - heard <= STATED_NEAR)
    points = pd.DataFrame(
        {
            "station_id": told["station_id"],
            "heard_at": heard,
            "asked_at": moment.where(near, heard),
            "stated": told["stated_voters"].astype("float64"),
        }
    )
    start = pd.DataFrame(
        {"station_id": windows["station_id"], "heard_at": windows["begins_at"], "asked_at": windows["begins_at"], "stated": 0.0}
    )
    return pd.concat([points, start[among(start["station_id"], points["station_id"])]]).reset_index(drop=True).infer_objects()


def _nearest(gaps: pd.DataFrame, points: pd.DataFrame, edge: str, by: str, *, last: bool) -> pd.DataFrame:
    """The stated number next to an edge of each gap: the latest heard before its start, the earliest asked for after its end."""
    # Of two numbers given at one minute the join takes the last before a gap and the first after it: the smaller there and the larger
    # here keep the ceiling a true upper bound.
    series = sorted_by(points.assign(near_at=points[by], less=-points["stated"]), ["near_at", "less"])[["station_id", "near_at", "stated"]]
    # Instants come in whole seconds from one table and in microseconds from another; an as-of join wants one unit.
    return pd.merge_asof(
        gaps.assign(**{edge: gaps[edge].dt.as_unit("us")}).sort_values(edge),
        series.assign(near_at=series["near_at"].dt.as_unit("us")),
        left_on=edge,
        right_on="near_at",
        by="station_id",
        direction="backward" if last else "forward",
    )


def stated_increase(gaps: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """For each observer with gaps: KEYS, increase (people; NaN where there is none), reason.

    Each gap is widened to the stated numbers around it; widened gaps that overlap are one, so that no hour is added twice. A wider
    stretch only raises the ceiling."""
    columns = [*KEYS, "increase", "reason"]
    if gaps.empty:
        return pd.DataFrame(columns=columns)
    numbered = gaps.reset_index(drop=True).rename_axis("gap").reset_index()
    before = _nearest(numbered, points, FROM, "heard_at", last=True).set_index("gap")
    after = _nearest(numbered, points, TO, "asked_at", last=False).set_index("gap")
    wide = numbered.set_index("gap")[KEYS].assign(
        **{FROM: before["near_at"], TO: after["near_at"]}, low=before["stated"], high=after["stated"]
    )
    lacking = wide["low"].isna() | wide["high"].isna()
    blocks = joined(wide[~lacking], KEYS)
    blocks = blocks.merge(wide[[*KEYS, FROM, "low"]].drop_duplicates([*KEYS, FROM]), on=[*KEYS, FROM])
    blocks = blocks.merge(wide[[*KEYS, TO, "high"]].drop_duplicates([*KEYS, TO]), on=[*KEYS, TO])
    blocks["increase"] = blocks["high"] - blocks["low"]
    sums = blocks.groupby(KEYS, as_index=False).agg(increase=("increase", "sum"), least=("increase", "min"))
    found = wide.assign(lacking=lacking).groupby(KEYS)["lacking"].max().reset_index().merge(sums, on=KEYS, how="left")
    falls = found["least"] < 0
    found["reason"] = np.select([found["lacking"], falls], [Reason.NO_STATED_NUMBER, Reason.STATED_FALLS], Reason.NONE)
    found["increase"] = found["increase"].where(found["reason"].eq(Reason.NONE))
    return found[columns]


def floors_and_ceilings(observers: pd.DataFrame, increases: pd.DataFrame, allowance: Allowance) -> pd.DataFrame:
    """`observers` (KEYS, counted, whole_day) with allowance_below, allowance_above, stated_increase, floor, ceiling (Int64; ceiling empty
    where there is none) and ceiling_reason."""
    found = observers.merge(increases, on=KEYS, how="left")
    found["stated_increase"] = found["increase"].mask(found["whole_day"], 0.0).round().astype("Int64")
    found["ceiling_reason"] = found["reason"].mask(found["whole_day"], "").fillna(Reason.NO_STATED_NUMBER)
    return with_allowance(found.drop(columns=["increase", "reason"]), allowance)


def with_allowance(observers: pd.DataFrame, allowance: Allowance) -> pd.DataFrame:
    """The same observers with floor and ceiling under this allowance (columns of `floors_and_ceilings`)."""
    found = observers.copy()
    found["allowance_below"] = allowance_people(found["counted"], allowance.below_share)
    found["allowance_above"] = allowance_people(found["counted"], allowance.above_share)
    found["floor"] = found["counted"] - found["allowance_below"]
    found["ceiling"] = found["counted"] + found["stated_increase"] + found["allowance_above"]
    return found
