"""The turnout page's tables as files: every row of the page, no more and no fewer."""

from collections.abc import Callable

import pandas as pd

from data.formats import tabular
from services.turnout import Turnout
from services.turnout_series import day_figures

STATION_COLUMNS = (
    "station_id",
    "number",
    "region_code",
    "district_code",
    "station_type",
    "registered_voters",
    "watched_share",
    "whole_day",
    "observers_n",
    "contradiction",
    "counting_method",
    "counting_unit",
    "counted",
    "floor",
    "ceiling",
    "stated_increase",
    "stated",
    "protocol_issued",
    "outside",
    "protocol",
    "difference",
    "difference_share",
    "side",
    "state",
    "reason",
    "copies",
    "revision_ids",
    "protocol_revision_ids",
)
INTERVAL_COLUMNS = ("station_id", "from_at", "to_at", "counted", "stated", "outside", "difference")
REMAINDER_COLUMNS = (
    "region_code",
    "stations",
    "registered_voters",
    "list_share",
    "seen_share",
    "announced_share",
    "remainder_share",
    "impossible",
)
HOUR_COLUMNS = ("region_code", "as_of_at", "stations", "list", "announced_share", "counted", "stated", "is_part")
"""`is_part`: stations have dropped out before this hour, so that these are no longer all of the region's."""


def _ids(value: object) -> object:
    return ";".join(str(each) for each in value) if isinstance(value, tuple) else value


def _day(found: Turnout) -> pd.DataFrame:
    """Hours as instants: a set hour's place in the list says nothing to whoever opens the file."""
    frame = day_figures(found)
    return frame.assign(is_part=frame["part"].astype(bool))


def of_view(found: Turnout, view: str) -> bytes:
    """The table behind a view (stations, hours, remainder, day) as CSV; codes as text, people as whole numbers, shares 0 to 1."""
    frames: dict[str, tuple[Callable[[], pd.DataFrame], tuple[str, ...]]] = {
        "stations": (lambda: found.table, STATION_COLUMNS),
        "hours": (lambda: found.intervals, INTERVAL_COLUMNS),
        "remainder": (lambda: found.remainders, REMAINDER_COLUMNS),
        "day": (lambda: _day(found), HOUR_COLUMNS),
    }
    of, columns = frames[view]
    frame = of()
    if view == "stations":
        frame = found.with_revisions(frame)
        frame = frame.assign(**{name: frame[name].map(_ids) for name in ("revision_ids", "protocol_revision_ids")})
    return tabular.csv_bytes(frame[list(columns)])
