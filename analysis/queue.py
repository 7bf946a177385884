"""In which order a second person looks: what cannot wait, then what does not add up, then the oldest (product brief §2)."""

from enum import StrEnum

import pandas as pd

STUFFING = ("VOT-04", "OPN-02")
"""Several ballots into the box at once; ballots in the box before voting."""
REMOVAL = ("ACC-02",)


class Why(StrEnum):
    """Why a report stands where it stands, the most urgent first."""

    DANGER = "danger"
    REMOVAL = "removal"
    STUFFING = "stuffing"
    RED = "red"
    """A finding of the level red: more votes than voters."""
    ENTRY = "entry"
    """A second entry of the same paper differs."""
    AMBER = "amber"
    OLDEST = "oldest"


RED_LANE = (Why.DANGER, Why.REMOVAL, Why.STUFFING, Why.RED)


def ordered(waiting: pd.DataFrame) -> pd.DataFrame:
    """`waiting` (report_id, received_at, worst_level, what, danger, left_because, check_bundle_in_box, …; entry_differs where it is known)
    with why and red_lane, in the order to look: the red lane, then what does not agree, then the rest, each the oldest first."""
    told = waiting["danger"].notna() & waiting["danger"].ne("no")
    danger = told | waiting["left_because"].eq("threatened") | waiting["what"].eq("SAF-01")
    why = pd.Series(Why.OLDEST.value, index=waiting.index, dtype=object)
    apart = waiting["entry_differs"] if "entry_differs" in waiting else pd.Series(False, index=waiting.index)
    for reason, those in (
        (Why.AMBER, waiting["worst_level"].eq("amber")),
        (Why.ENTRY, apart),
        (Why.RED, waiting["worst_level"].eq("red")),
        (Why.STUFFING, waiting["what"].isin(STUFFING) | waiting["check_bundle_in_box"].eq("yes")),
        (Why.REMOVAL, waiting["what"].isin(REMOVAL) | waiting["left_because"].eq("removed")),
        (Why.DANGER, danger),
    ):
        why = why.mask(those.fillna(False).astype(bool), reason.value)
    red = why.isin([each.value for each in RED_LANE])
    rank = red.map({True: 0, False: 1}) + why.eq(Why.OLDEST.value).astype(int)
    table = waiting.assign(why=why, red_lane=red, rank=rank)
    return table.sort_values(["rank", "received_at"], kind="stable").drop(columns="rank").reset_index(drop=True)
