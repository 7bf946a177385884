"""The pieces of "Do protocols add up?": each screen as a row with what it is out of."""

import pandas as pd

from locales import number, text
from services.station_sums import StationSums
from ui.tables import Column


def columns() -> dict[str, Column]:
    return {
        "screen": Column(text("What was looked at"), begun=True),
        "found": Column(text("Stations"), number=True),
        "of": Column(text("out of"), number=True),
        "amount": Column(text("In all"), number=True),
    }


def rows(found: StationSums, people_a_minute: float) -> pd.DataFrame:
    """One row a screen; `of` is the number of stations that have every figure it needs."""
    pairs, ballots = found.first_two, found.ballots
    table = [
        (text("first two entries differ in a field that both have"), found.shared_differ_n, pairs.stations_n, ""),
        (text("first two entries differ in a field, or only one has it"), pairs.stations_n - pairs.agree_n, pairs.stations_n, ""),
        (text("more ballots than votes"), ballots.more_ballots_n, ballots.stations_n, number(ballots.ballots)),
        (text("more votes than ballots"), ballots.more_votes_n, ballots.stations_n, number(ballots.votes)),
    ]
    table += [
        (text("{hours}: more than {n} people a minute", hours=each.label, n=people_a_minute), each.above_n, each.stations_n, "")
        for each in found.pace
    ]
    shown = [(screen, number(k), number(n), amount) for screen, k, n, amount in table if n]
    return pd.DataFrame(shown, columns=list(columns()), dtype=object)
