"""Seats recomputed from published votes: the threshold and what it is a share of are settings, the arithmetic is analysis.seats."""

from dataclasses import dataclass

import pandas as pd

from analysis import official as published
from analysis import seats as analysis
from analysis.seats import Allocation, SeatChange
from data.store import frames_official
from schemas.election import Contest, Election
from schemas.figure import FigureCode
from schemas.message import Message
from schemas.person import Actor
from services import house, reading, registry
from services.permissions import Act, require
from services.reading import Reading

__all__ = ["BASE_NAMES", "Allocation", "SeatChange", "Seats", "bases", "comparison", "contests", "of"]

LISTS, AGAINST, ISSUED = "lists", "against", "issued"
BASE_NAMES: dict[str, Message] = {
    LISTS: Message("votes for all lists"),
    AGAINST: Message("votes for all lists and against all"),
    ISSUED: Message("voters who received ballots"),
}


@dataclass(frozen=True, slots=True)
class Seats:
    """`votes`: option -> published votes; empty where any option's votes are not published. `bases`: base code -> votes.
    `published`: option -> seats as published. `allocation` and `changes` are None and empty where there are no votes.
    `sources`: publisher, title, address, published_text, one row a source of the votes, bases and seats used."""

    election: Election
    contest: Contest
    votes: dict[str, int]
    bases: dict[str, int]
    base: str
    threshold_share: float
    seats: int
    allocation: Allocation | None
    changes: tuple[SeatChange, ...]
    published: dict[str, int]
    sources: pd.DataFrame

    @property
    def closest(self) -> SeatChange | None:
        return self.changes[0] if self.changes else None


def contests(election: Election) -> tuple[Contest, ...]:
    """Contests of lists: with a number of seats and options."""
    return tuple(each for each in election.contests if each.seats and each.options)


def _lists(contest: Contest) -> tuple[str, ...]:
    return tuple(code for code in contest.option_codes if code != contest.against_all)


def bases(lists: int, against: int | None, issued: int | None) -> dict[str, int]:
    """What a threshold can be a share of, as far as it was published: votes for lists, with those against all, ballots issued."""
    found = {LISTS: lists}
    if against is not None:
        found[AGAINST] = lists + against
    if issued is not None:
        found[ISSUED] = issued
    return found


def _compute(election: Election, contest: Contest, threshold: float | None, base: str, seats: int | None) -> Seats:
    figures = frames_official.figures(house.store(), election.election_id, with_stations=False)
    options = published.options(figures, contest.contest_id, contest.option_codes).set_index("option_code")
    known = {str(code): int(value) for code, value in options["votes"].dropna().items()}
    given = {str(code): int(value) for code, value in options["seats"].dropna().items() if code in _lists(contest)}
    votes = {code: known[code] for code in _lists(contest)} if set(_lists(contest)) <= set(known) else {}
    wholes = bases(sum(votes.values()), known.get(contest.against_all or ""), published.totals(figures, contest.contest_id).ballots_issued)
    chosen = base if base in wholes else AGAINST if AGAINST in wholes else LISTS
    share = contest.threshold_share or 0.0 if threshold is None else threshold
    number = seats or contest.seats or 0
    used = figures[(figures["level"] == "country") & figures["code"].isin([FigureCode.VOTES, FigureCode.SEATS, FigureCode.BALLOTS_ISSUED])]
    return Seats(
        election=election,
        contest=contest,
        votes=votes,
        bases=wholes,
        base=chosen,
        threshold_share=share,
        seats=number,
        allocation=analysis.apportion(votes, number, share, wholes[chosen]) if votes else None,
        changes=analysis.fewest_moved_votes(votes, number, share, wholes[chosen]) if votes else (),
        published=given,
        sources=used[["publisher", "title", "address", "published_text"]].drop_duplicates("title").reset_index(drop=True),
    )


def of(
    actor: Actor, election_id: str, contest: Contest, *, threshold_share: float | None = None, base: str = "", seats: int | None = None
) -> Reading[Seats]:
    """The seats of one contest of lists. `threshold_share` in [0, 1] and `seats`: the election's own if None; `base`: one of the bases
    published, otherwise votes for the lists (with those against all where there is such a line). Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), contest, threshold_share=threshold_share, base=base, seats=seats)


def comparison(
    election: Election, contest: Contest, *, threshold_share: float | None = None, base: str = "", seats: int | None = None
) -> Reading[Seats]:
    """For other services: without a question of who asks."""
    key = (contest.contest_id, threshold_share, base, seats)
    return reading.read("seats", election.election_id, key, lambda: _compute(election, contest, threshold_share, base, seats))
