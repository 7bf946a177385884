"""What the screens of many stations read: four published figures a station."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.store import frames_coverage
from data.store import published as figures
from data.store.store import Store
from schemas.figure import ALL_OPTIONS, STATION_BASES, FigureCode

C = FigureCode


def published(store: Store, election_id: str, contest_id: str, options: Sequence[str]) -> pd.DataFrame:
    """Published counts of stations: station_id, figure_code, option_code ("" outside votes), value; the newest of each. Figures of
    people belong to no contest and are taken for this one. Of votes only the leader's, and all options together ("all") where each of
    the contest's `options` has its figure: what is missing is not 0."""
    stations = frames_coverage.stations(store, election_id)["station_id"]
    found = figures.of_stations(store, election_id, contest_id, (*STATION_BASES, C.VOTES), stations)
    found["option_code"] = found["option_code"].cat.set_categories(list(dict.fromkeys([*found["option_code"].cat.categories, ALL_OPTIONS])))
    is_vote = found["figure_code"].eq(C.VOTES).to_numpy(dtype=bool)
    votes = found[is_vote]
    if votes.empty:
        return found
    by_option = votes.groupby("option_code", observed=True)["value"].sum()
    of_leader = found["option_code"].eq(str(by_option.idxmax())).to_numpy(dtype=bool)
    of_contest = votes[votes["option_code"].isin(list(options))]
    station, names = of_contest["station_id"].cat.codes.to_numpy(), of_contest["station_id"].cat.categories
    told = np.bincount(station, minlength=len(names))
    whole = np.flatnonzero(told == len(options))
    value = np.bincount(station, of_contest["value"], minlength=len(names))[whole]
    sums = pd.DataFrame({"station_id": names[whole], "figure_code": C.VOTES.value, "option_code": ALL_OPTIONS, "value": value})
    return pd.concat([found[~is_vote | of_leader], sums.astype(dict(found.dtypes))], ignore_index=True)
