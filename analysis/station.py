"""One station: every figure side by side by voice, each with a state and a reason."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.protocols import lines
from analysis.states import Reason, State
from schemas.figure import FigureCode

C = FigureCode
ORDER: tuple[FigureCode, ...] = (
    C.REGISTERED_VOTERS, C.VOTERS_COUNTED, C.VOTERS_OUTSIDE, C.CERTIFICATES_ISSUED, C.CERTIFICATES_ACCEPTED, C.SIGNATURES,
    C.BALLOTS_RECEIVED, C.BALLOTS_ISSUED, C.BALLOTS_UNUSED, C.BALLOTS_SPOILED, C.BALLOTS_IN_BOX, C.BALLOTS_IN_MOBILE_BOX,
    C.BALLOTS_VALID, C.BALLOTS_INVALID, C.BALLOTS_NOT_ESTABLISHED_FORM, C.BOTH_OPTIONS_MARKED, C.VOTES,
)  # fmt: skip
KEYS = ["contest_id", "figure_code", "option_code"]
COLUMNS = [*KEYS, "count", "stated", "protocol", "published", "difference", "state", "reason"]
TURNOUT = (C.VOTERS_COUNTED, C.VOTERS_STATED)
"""People over the day have a floor and a ceiling (analysis.turnout), not a plain difference: they are left out here."""
NO_CONTEST = (C.REGISTERED_VOTERS, C.VOTERS_OUTSIDE, C.CERTIFICATES_ISSUED, C.CERTIFICATES_ACCEPTED)
"""People and certificates belong to the station; in a protocol they are printed under a contest."""


def _last(figures: pd.DataFrame, voice: str) -> pd.DataFrame:
    spoken = figures[figures["voice"].eq(voice) & figures["value"].notna()].sort_values(["as_of_at", "revision_id"])
    return spoken.drop_duplicates(KEYS, keep="last").set_index(KEYS)["value"].rename(voice).to_frame()


def _official(published: pd.DataFrame | None, leading: str) -> pd.DataFrame:
    rows = pd.DataFrame(columns=[*KEYS, "value"]) if published is None else published[[*KEYS, "value"]].copy()
    people = rows["figure_code"].isin(NO_CONTEST) & rows["contest_id"].eq(leading)
    rows["contest_id"] = rows["contest_id"].mask(people, "")
    return rows.drop_duplicates(KEYS, keep="last").set_index(KEYS)["value"].astype("Int64").rename("published").to_frame()


def side_by_side(
    figures: pd.DataFrame, leading: str, list_tolerance_share: float, *, options: Sequence[str] = (), published_by_station: bool,
    published: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row a figure, in the order of a protocol and options in printed order: COLUMNS.

    Values are whole numbers, empty where a voice says nothing.

    `figures`: data.store.frames.station_figures. `published`: KEYS and value, one row a figure, where results by station are published.
    difference = protocol − the other voice (count before stated before published). The list may differ by
    the election's tolerance (voters added on the day); every other line must agree. Two copies that differ are no value."""
    known = figures[~figures["figure_code"].isin(TURNOUT)].copy()
    people = known["figure_code"].isin(NO_CONTEST) & known["contest_id"].eq(leading)
    known["contest_id"] = known["contest_id"].mask(people, "")
    official = _official(published, leading)
    parts = [lines(part).assign(contest_id=contest) for contest, part in known[known["voice"].eq("protocol")].groupby("contest_id")]
    paper = (
        pd.concat(parts).set_index(KEYS)[["value", "differ"]].rename(columns={"value": "protocol"})
        if parts
        else pd.DataFrame(
            {"protocol": pd.Series(dtype="Int64"), "differ": pd.Series(dtype=bool)}, index=pd.MultiIndex.from_tuples([], names=KEYS)
        )
    )
    table = paper.join(_last(known, "count"), how="outer").join(_last(known, "stated"), how="outer")
    table = table.join(official, how="outer").reset_index()
    table = table.astype(dict.fromkeys(("count", "stated", "protocol", "published"), "Int64")).assign(differ=table["differ"].eq(True))
    other = table["count"].fillna(table["stated"]).fillna(table["published"])
    table["difference"] = table["protocol"] - other
    allowed = (table["stated"].astype("Float64") * list_tolerance_share).where(table["figure_code"].eq(C.REGISTERED_VOTERS), 0).fillna(0)
    blocked = [
        (table["differ"], Reason.COPIES_DIFFER),
        (table["protocol"].isna(), Reason.NO_PROTOCOL),
        (other.isna(), Reason.NOT_ASKED if published_by_station else Reason.NOT_PUBLISHED),
    ]
    table["reason"] = np.select([_sure(which) for which, _ in blocked], [reason for _, reason in blocked], Reason.NONE)
    close = [_sure(table["reason"].ne(Reason.NONE)), _sure(table["difference"].eq(0)), _sure(table["difference"].abs() <= allowed)]
    table["state"] = np.select(close, [State.CANNOT_COMPARE, State.AGREES, State.WITHIN_TOLERANCE], State.DIFFERS)
    rank = {code: place for place, code in enumerate(ORDER)}
    printed = {code: place for place, code in enumerate(options)}
    order = pd.DataFrame(
        {
            "contest": table["contest_id"].ne("") & table["contest_id"].ne(leading),
            "rank": table["figure_code"].map(rank).fillna(99),
            "option": table["option_code"].map(printed).fillna(99),
        }
    )
    return table.loc[order.sort_values(["contest", "rank", "option"], kind="stable").index, COLUMNS].reset_index(drop=True)


def _sure(which: pd.Series) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return which.fillna(False).to_numpy(dtype=bool)
