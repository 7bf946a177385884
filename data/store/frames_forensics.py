"""What the screens of many stations read: four published figures a station, as few rows as they need."""

import pandas as pd
from sqlalchemy import and_, func, or_, select

from data.store.official import superseded
from data.store.store import Store
from data.store.tables import official_figure, station
from schemas.figure import FigureCode

C = FigureCode
BASE_CODES = (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_IN_BOX, C.BALLOTS_VALID, C.BALLOTS_INVALID)


def published(store: Store, election_id: str, contest_id: str) -> pd.DataFrame:
    """Published counts of stations: station_id, figure_code, option_code ("" outside votes), value; the newest of each. Figures of
    people belong to no contest and are taken for this one. Of votes only the leader's, and all options together ("all")."""
    at_stations = official_figure.join(
        station, and_(station.c.station_id == official_figure.c.unit_id, station.c.election_id == official_figure.c.election_id)
    )
    wanted = (
        official_figure.c.election_id == election_id,
        official_figure.c.contest_id.in_([contest_id, ""]),
        official_figure.c.unit != "share",
        official_figure.c.figure_id.not_in(superseded()),
    )
    votes = (*wanted, official_figure.c.code == C.VOTES.value)
    total = func.sum(official_figure.c.value)
    options = store.frame(
        select(official_figure.c.option_code, total.label("votes"))
        .select_from(at_stations)
        .where(*votes)
        .group_by(official_figure.c.option_code)
        .order_by(total.desc())
        .limit(1)
    )
    leader = str(options["option_code"].iloc[0]) if len(options) else ""
    line = (official_figure.c.unit_id.label("station_id"), official_figure.c.code.label("figure_code"))
    figures = store.frame(
        select(*line, official_figure.c.option_code, official_figure.c.value, official_figure.c.figure_id)
        .select_from(at_stations)
        .where(
            *wanted,
            or_(
                official_figure.c.code.in_([code.value for code in BASE_CODES]),
                and_(official_figure.c.code == C.VOTES.value, official_figure.c.option_code == leader),
            ),
        )
        .order_by(official_figure.c.figure_id)
    ).drop_duplicates(["station_id", "figure_code", "option_code"], keep="last")
    sums = store.frame(
        select(line[0], total.label("value")).select_from(at_stations).where(*votes).group_by(official_figure.c.unit_id)
    ).assign(figure_code=C.VOTES.value, option_code="all")
    return pd.concat([figures.drop(columns="figure_id"), sums], ignore_index=True)
