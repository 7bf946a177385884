"""What the screens of many stations read: four published figures a station, as few rows as they need."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import and_, func, or_, select

from data.store.official import superseded
from data.store.store import Store
from data.store.tables import official_figure, station
from schemas.figure import FigureCode

C = FigureCode
BASE_CODES = (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_IN_BOX, C.BALLOTS_VALID, C.BALLOTS_INVALID, C.VOTES_FOR_OPTIONS)


def published(store: Store, election_id: str, contest_id: str, options: Sequence[str]) -> pd.DataFrame:
    """Published counts of stations: station_id, figure_code, option_code ("" outside votes), value; the newest of each. Figures of
    people belong to no contest and are taken for this one. Of votes only the leader's, and all options together ("all") where each of
    the contest's `options` has its figure: what is missing is not 0."""
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
    by_option = store.frame(
        select(official_figure.c.option_code, total.label("votes"))
        .select_from(at_stations)
        .where(*votes)
        .group_by(official_figure.c.option_code)
        .order_by(total.desc())
        .limit(1)
    )
    leader = str(by_option["option_code"].iloc[0]) if len(by_option) else ""
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
    counts = {"options_n": func.count(func.distinct(official_figure.c.option_code)), "figures_n": func.count()}
    of_contest = (*votes, official_figure.c.option_code.in_(options))
    columns = (line[0], total.label("value"), *(count.label(name) for name, count in counts.items()))
    query = select(*columns).select_from(at_stations).group_by(official_figure.c.unit_id)
    sums = store.frame(query.where(*of_contest))
    if (sums["figures_n"] != sums["options_n"]).any():
        # Two publications give one figure: the newest of each enters the sum, as it does everywhere.
        newest = select(func.max(official_figure.c.figure_id)).where(*of_contest)
        newest = newest.group_by(official_figure.c.unit_id, official_figure.c.option_code)
        sums = store.frame(query.where(official_figure.c.figure_id.in_(newest)))
    sums = sums[sums["options_n"].eq(len(options))][["station_id", "value"]].assign(figure_code=C.VOTES.value, option_code="all")
    return pd.concat([figures.drop(columns="figure_id"), sums], ignore_index=True)
