"""The pieces of the seats page: its sentence, its caveats, its chart, its tables."""

from collections.abc import Mapping

import pandas as pd

from charts import methods_seats
from charts.theme import Look
from locales import language, number, share, text
from schemas.message import Message
from services.seats import Seats
from services.wording import strong, strong_share
from ui import tables
from ui.pictures import Spec
from ui.plain import escaped
from ui.tables import Column

BASE_NAMES = {
    "lists": Message("votes for all lists"),
    "against": Message("votes for all lists and against all"),
    "issued": Message("voters who received ballots"),
}
MOST_CHANGES = 12
THRESHOLDS = (0.0, 0.03, 0.05, 0.07, 0.1)


def name(found: Seats, code: str) -> str:
    return next((each.name.in_language(language()) for each in found.contest.options if each.code == code), code)


def sentence(found: Seats) -> str:
    """Who gets how many seats under these settings, whether that is what was published, and how near the next seat is."""
    if found.allocation is None:
        return text("Votes of every list were not found for this contest, so no seats are recomputed.")
    if found.allocation.reason is not None:
        return text("Under these settings no list reaches the threshold, so no seat is given out.")
    won = " · ".join(f"{escaped(name(found, code))} {strong(n)}" for code, n in found.allocation.seats.items() if n)
    parts = [
        text(
            "{n} seats, threshold {share} of {base}: {won}.",
            n=strong(found.seats),
            share=strong_share(found.threshold_share, 0),
            base=text(BASE_NAMES[found.base]),
            won=won,
        )
    ]
    if found.same_as_published is not None:
        parts.append(text("The published seats are the same.") if found.same_as_published else text("The published seats are others."))
    closest = found.closest
    if closest is not None:
        parts.append(
            text(
                "The fewest votes that change a seat: {n}, moved from {giver} to {taker}.",
                n=strong(closest.votes),
                giver=escaped(name(found, closest.from_option)),
                taker=escaped(name(found, closest.to_option)),
            )
        )
    return " ".join(parts)


def caveats(found: Seats) -> list[str]:
    made = [text("This is arithmetic with published votes. It does not say that any vote was moved.")]
    if found.allocation is not None and found.allocation.tied:
        tied = ", ".join(escaped(name(found, code)) for code in found.allocation.tied)
        made.append(text("Equal remainders at the last seat, decided by the order of registration alone: {names}.", names=tied))
    return made


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
    spec: Spec = methods_seats.seats(frame, look, simulated=found.election.is_simulated).to_dict()
    return spec


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
            "seats": " · ".join(f"{name(found, code)} {number(n)}" for code, n in each.seats.items() if n),
        }
        for each in found.changes[:MOST_CHANGES]
    ]
    return tables.of(rows, columns), columns
