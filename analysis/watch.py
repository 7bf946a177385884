"""What each observer counted and while they watched: counter readings, the stretches they cover, and the hours nobody watched."""

import numpy as np
import pandas as pd

from analysis.intervals import FROM, TO, gaps, in_one_unit, in_order, joined
from analysis.runs import Runs, order_of

KEYS = ["station_id", "author_id"]
READ = [
    *KEYS, "revision_id", "organisation_code", "voters_counted", "counting_since_at", "counting_method", "counting_unit", "counter_reset",
    "counter_reset_at", "stated_voters", "stated_at", "mobile_voters",
]  # fmt: skip
"""What a reading takes over from its report."""
COUNTER_COLUMNS = [
    *KEYS,
    "counted",
    "counted_from_at",
    "counted_to_at",
    "counting_method",
    "counting_unit",
    "organisation_code",
]


def readings(turnout: pd.DataFrame, presence: pd.DataFrame) -> pd.DataFrame:
    """Counter readings in order, one row a report with a number: KEYS, at, counted, since_at, segment, and what came with them.

    `turnout`: bodies of turnout reports (station_id, author_id, observed_at, voters_counted, counted_at, counting_since_at,
    counting_method, counting_unit, counter_reset, counter_reset_at, organisation_code, revision_id). A counter started again from
    zero begins a new segment; where no start is told, the arrival is, and without one nothing before the reading was watched."""
    read = _in_order(turnout)
    read["counted"] = read["voters_counted"].astype("Int64")
    arrived = presence.groupby(KEYS, as_index=False)["arrived_at"].min()
    read = read.merge(arrived, on=KEYS, how="left")
    again = read["counter_reset"].eq("yes")
    read["segment"] = again.astype(int).groupby(Runs(read, KEYS).numbers).cumsum()
    started = read["counting_since_at"].fillna(read["arrived_at"]).fillna(read["at"])
    read["since_at"] = started.mask(again, read["counter_reset_at"].fillna(started)).clip(upper=read["at"])
    return read


def _in_order(turnout: pd.DataFrame) -> pd.DataFrame:
    """The reports with a number (READ, at), by observer, instant and revision."""
    at = turnout["counted_at"].fillna(turnout["observed_at"]).rename("at")
    told = np.flatnonzero(turnout["voters_counted"].notna())
    # Words are dear to move: the order is found first, and they are moved once.
    order = told[order_of(turnout[[*KEYS, "revision_id"]].assign(at=at).take(told), [*KEYS, "at", "revision_id"])]
    return turnout[READ].take(order).assign(at=at.take(order)).reset_index(drop=True)


def segments(read: pd.DataFrame) -> pd.DataFrame:
    """One row a run of the counter: KEYS, segment, from_at (its start), to_at (its last reading), counted (that reading)."""
    runs = Runs(read, [*KEYS, "segment"])
    last = runs.last(["at", "counted"])
    return runs.keys().assign(**{FROM: runs.least("since_at"), TO: last["at"], "counted": last["counted"]})


def stretches(read: pd.DataFrame) -> pd.DataFrame:
    """KEYS, from_at, to_at: the time a counter covers. Whoever says, after a reading, that they count without a gap since a later time
    did not count between the two, also where the counter ran on."""
    by = [*KEYS, "segment"]
    before = Runs(read, by).before(read["at"])
    again = read["counting_since_at"].notna() & before.notna() & (read["since_at"] > before)
    parts = Runs(read, by, cut=again.to_numpy(dtype=bool))
    return parts.first(KEYS).assign(**{FROM: parts.least("since_at"), TO: parts.last(["at"])["at"]})


def counters(read: pd.DataFrame) -> pd.DataFrame:
    """One row an observer: COUNTER_COLUMNS. `counted` sums the last readings of the counter's runs (people, Int64)."""
    people, runs = Runs(read, KEYS), Runs(segments(read), KEYS)
    found = people.keys().assign(
        counted=runs.total("counted"),
        counted_from_at=runs.least(FROM),
        counted_to_at=people.last(["at"])["at"],
        **{name: people.last_known(name) for name in ("counting_method", "counting_unit", "organisation_code")},
    )
    return found[COUNTER_COLUMNS]


def away_intervals(away: pd.DataFrame) -> pd.DataFrame:
    """KEYS, from_at, to_at: the times an observer could not watch, from reports of a break (away_from_at, away_to_at). Of a break that
    is said to end before it began (W601) the time between the two counts as not watched, until somebody has asked."""
    found = away[away["away_from_at"].notna() & away["away_to_at"].notna()]
    return in_order(found, "away_from_at", "away_to_at").rename(columns={"away_from_at": FROM, "away_to_at": TO})[[*KEYS, FROM, TO]]


def voting_windows(hours: pd.DataFrame, opening: pd.DataFrame, closing: pd.DataFrame) -> pd.DataFrame:
    """station_id, begins_at, ends_at: the voting at each station. An observed start replaces the set hour; a station that
    closed early because all had voted (allowed by the law, mostly in closed institutions) ends with its last voter."""
    started = opening[opening["opened_at"].notna()].groupby("station_id", as_index=False)["opened_at"].min()
    early = closing[closing["closed_early_all_voted"].eq("yes") & closing["last_voter_at"].notna()]
    ended = early.groupby("station_id", as_index=False)["last_voter_at"].max()
    windows = in_one_unit(hours).merge(started, on="station_id", how="left").merge(ended, on="station_id", how="left")
    windows["begins_at"] = windows["opened_at"].fillna(windows["opens_at"])
    windows["ends_at"] = windows["last_voter_at"].fillna(windows["closes_at"])
    sound = windows["begins_at"] < windows["ends_at"]
    windows["begins_at"] = windows["begins_at"].where(sound, windows["opens_at"])
    windows["ends_at"] = windows["ends_at"].where(sound, windows["closes_at"])
    return windows[["station_id", "begins_at", "ends_at"]]


def unwatched(read: pd.DataFrame, away: pd.DataFrame, windows: pd.DataFrame) -> pd.DataFrame:
    """KEYS, from_at, to_at: the voting time that each observer's counter does not cover, times away included; joined and sorted."""
    people = read[KEYS].drop_duplicates().merge(windows, on="station_id")
    missed = gaps(stretches(read), people, KEYS)
    gone = away_intervals(away).merge(people, on=KEYS)
    gone[FROM] = gone[[FROM, "begins_at"]].max(axis=1)
    gone[TO] = gone[[TO, "ends_at"]].min(axis=1)
    gone = gone[gone[FROM] < gone[TO]]
    return joined(pd.concat([missed, gone[[*KEYS, FROM, TO]]]), KEYS)


def watched_shares(read: pd.DataFrame, missed: pd.DataFrame, windows: pd.DataFrame) -> pd.DataFrame:
    """KEYS, watched_minutes, watched_share (of the station's voting time), whole_day (no gap at all)."""
    people = read[KEYS].drop_duplicates().merge(windows, on="station_id")
    lost = missed.assign(seconds=(missed[TO] - missed[FROM]).dt.total_seconds()).groupby(KEYS, as_index=False)["seconds"].sum()
    people = people.merge(lost, on=KEYS, how="left").fillna({"seconds": 0.0})
    whole = (people["ends_at"] - people["begins_at"]).dt.total_seconds()
    people["watched_minutes"] = ((whole - people["seconds"]) / 60).round().astype(int)
    people["watched_share"] = 1 - people["seconds"] / whole
    people["whole_day"] = people["seconds"].eq(0)
    return people[[*KEYS, "watched_minutes", "watched_share", "whole_day"]]
