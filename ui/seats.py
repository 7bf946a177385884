"""The pieces of the seats page: its chart, its tables."""

from collections.abc import Mapping

import pandas as pd

from charts import methods_seats, rendering
from charts.theme import Look
from locales import language, number, share, text
from services.seats import Seats
from ui import tables
from ui.pictures import Spec
from ui.tables import Column

MOST_CHANGES = 12
THRESHOLDS = (0.0, 0.03, 0.05, 0.07, 0.1)


def name(found: Seats, code: str) -> str:
    return next((each.name.in_language(language()) for each in found.contest.options if each.code == code), code)


def thresholds(own: float | None) -> dict[str, str]:
    """Shares to choose from, with the election's own; the code is the share in thousandths, for the address."""
    return {str(round(value * 1000)): share(value, 0) for value in sorted({*THRESHOLDS, own or 0.0})}


def chart(found: Seats, look: Look) -> Spec:
    given = found.allocation.seats if found.allocation else {}
    frame = pd.DataFrame(
        {
            "name": [name(found, code) for code in given],
            "seats": list(given.values()),
            "published": [found.published.get(code, float("nan")) for code in given],
        }
    )
    return rendering.specification(methods_seats.seats(frame, look, simulated=found.election.is_simulated))


def steps(found: Seats) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """The arithmetic by hand: votes, share of the base, votes divided by the quota, seats, seats published."""
    columns = {
        "option": Column(text("List")),
        "votes": Column(text("Votes"), number=True),
        "share": Column(text("Share of the base"), number=True),
        "passed": Column(text("At or above the threshold")),
        "quotient": Column(text("Votes divided by the quota"), number=True),
        "seats": Column(text("Seats"), number=True),
        "published": Column(text("Seats published"), number=True),
    }
    allocation, base = found.allocation, found.bases[found.base]
    rows = [
        {
            "option": name(found, code),
            "votes": number(votes),
            "share": share(votes / base, 2) if base else "",
            "passed": text("yes") if votes >= allocation.threshold_votes and votes else text("no"),
            "quotient": number(allocation.quotients[code], 3) if code in allocation.quotients else "",
            "seats": number(allocation.seats[code]),
            "published": number(found.published[code]) if code in found.published else "",
        }
        for code, votes in (found.votes.items() if allocation else ())
        if allocation
    ]
    return tables.of(rows, columns), columns


def changes(found: Seats) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """For each pair of lists the fewest votes whose move changes a seat, fewest first; what the seats become."""
    columns = {
        "giver": Column(text("Moved from")),
        "taker": Column(text("Moved to")),
        "votes": Column(text("Votes"), number=True),
        "share": Column(text("Share of the base"), number=True),
        "seats": Column(text("Seats become")),
    }
    rows = [
        {
            "giver": name(found, each.from_option),
            "taker": name(found, each.to_option),
            "votes": number(each.votes),
            "share": share(each.votes / found.bases[found.base], 2),
            "seats": " · ".join(f"{name(found, code)}\u00a0{number(n)}" for code, n in each.seats.items() if n),
        }
        for each in found.changes[:MOST_CHANGES]
    ]
    return tables.of(rows, columns), columns
