"""The last counts of votes reported in a region or country: what a new count is held against."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, String, bindparam, or_, select

from data.store.prepared import Prepared
from data.store.quarantines import IN_FIGURES
from data.store.tables import report_figure, report_head, station
from schemas.figure import FigureCode
from schemas.report import RevisionState
from schemas.voice import Voice

_LATEST = (
    select(report_head.c.revision_id, report_head.c.station_id)
    .join(station, (station.c.station_id == report_head.c.station_id) & (station.c.election_id == report_head.c.election_id))
    .where(
        report_head.c.election_id == bindparam("election", None),
        report_head.c.kind == "count",
        report_head.c.contest_id == bindparam("contest", None),
        IN_FIGURES,
        report_head.c.state.not_in([RevisionState.WITHDRAWN, RevisionState.REJECTED]),
        or_(bindparam("region", None, String) == "", station.c.region_code == bindparam("region", None, String)),
    )
    .order_by(report_head.c.revision_id.desc())
    .limit(bindparam("most", None))
    .subquery()
)
LATEST_COUNTS = Prepared(
    select(_LATEST.c.revision_id, _LATEST.c.station_id, report_figure.c.figure_code, report_figure.c.option_code, report_figure.c.value)
    .join(report_figure, report_figure.c.revision_id == _LATEST.c.revision_id)
    .where(report_figure.c.voice == Voice.PROTOCOL, report_figure.c.value.is_not(None))
    .order_by(_LATEST.c.revision_id)
)


class CountFigures(NamedTuple):
    """One report's protocol figures: lines by their key (the hour behind the code), votes by option."""

    station_id: str
    lines: dict[str, int]
    votes: dict[str, int]


def latest(connection: Connection, election_id: str, contest_id: str, region_code: str, most: int) -> Iterator[CountFigures]:
    """The last `most` current counts of a region (of the country where `region_code` is empty), oldest first."""
    values = {"election": election_id, "contest": contest_id, "region": region_code, "most": most}
    rows = LATEST_COUNTS.rows(connection, values)
    for _, figures in groupby(rows, key=itemgetter(0)):
        found = CountFigures("", {}, {})
        for _, station_id, code, option, value in figures:
            found = found._replace(station_id=station_id)
            if code == FigureCode.VOTES:
                found.votes[option] = value
            else:
                found.lines[f"{code}_{option}" if option else code] = value
        yield found
