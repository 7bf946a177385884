"""The Mazhilis election of 10 January 2021 as it was published: result on three bases, seats recomputed, the day, polls, stations."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from analysis import polls as arithmetic
from analysis.polls import PollAnswer
from analysis.seats import allocate
from data.formats import reference, reference_figures
from schemas.background import KeyFigure
from schemas.claim import Source
from schemas.day import due_instants
from schemas.election import Election, LocalName
from schemas.person import Actor
from services import background
from services.permissions import Act, require

__all__ = ["ELECTION", "Hour", "Mazhilis", "Party", "Poll", "PollAnswer", "hours_of", "polls_of", "read"]

ELECTION = "kz-2021-mazhilis"
BASES = ("registered_voters", "ballots_received", "votes_for_parties", "threshold", "mazhilis_seats_party_list")
ERROR = re.compile(r"margin of error within ([\d.]+) points stated")
"""How the note of a poll's rows names the error that the pollster stated."""


@dataclass(frozen=True, slots=True)
class Party:
    """One list: votes, its share as announced, its votes on three bases (shares in [0, 1]), seats as published and recomputed."""

    code: str
    votes: int
    announced_share: float
    votes_share: float
    issued_share: float
    list_share: float
    seats: int
    seats_again: int
    source: Source


@dataclass(frozen=True, slots=True)
class Hour:
    """An announced share of the list: `printed` as the source has it, in percent."""

    region: str
    name: LocalName
    at: datetime
    share: float
    printed: str
    source: Source


@dataclass(frozen=True, slots=True)
class Poll:
    """One pollster's answers beside the announced shares; None where the sample, the stations or the error were not stated."""

    pollster: str
    client: str
    respondents: int | None
    stations: int | None
    error_points: float | None
    answers: tuple[PollAnswer, ...]
    source: Source

    @property
    def whole(self) -> float:
        """The sum of its shares, which rounding alone can move from 1."""
        return sum(each.poll_share for each in self.answers)


@dataclass(frozen=True, slots=True)
class Mazhilis:
    election: Election
    figures: dict[str, KeyFigure]
    parties: tuple[Party, ...]
    hours: tuple[Hour, ...]
    not_found: tuple[datetime, ...]
    polls: tuple[Poll, ...]

    @property
    def without_vote(self) -> int:
        """Voters who received ballots less votes for parties. The sources do not split it: it is no count of invalid ballots."""
        return self.figures["ballots_received"].count - sum(each.votes for each in self.parties)

    def sources(self, view: str) -> list[Source]:
        """The sources of one view: result, turnout or polls; elsewhere each figure has its source beside it."""
        parties = [each.source for each in self.parties]
        if view == "turnout":
            return [each.source for each in self.hours]
        if view == "polls":
            return [*(each.source for each in self.polls), *parties]
        if view == "result":
            return [*parties, *(self.figures[key].source for key in BASES)]
        return []


def read(actor: Actor) -> Mazhilis:
    """The whole election. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    election = background.election(ELECTION)
    figures = background.figures("mazhilis_2021_key_figures.csv")
    hours = hours_of(election)
    known = {each.at for each in hours}
    return Mazhilis(
        election=election,
        figures=figures,
        parties=_parties(figures),
        hours=hours,
        not_found=tuple(at for at in due_instants(election) if at not in known),
        polls=polls_of(ELECTION),
    )


def _parties(figures: dict[str, KeyFigure]) -> tuple[Party, ...]:
    rows = background.listed("mazhilis_2021_party_results.csv")
    votes = {row["party_id"]: int(row["votes"]) for row in rows}
    whole, issued, listed = sum(votes.values()), figures["ballots_received"].count, figures["registered_voters"].count
    again = allocate(votes, figures["mazhilis_seats_party_list"].count, figures["threshold"].share)
    return tuple(
        Party(
            row["party_id"], votes[row["party_id"]], round(float(row["official_pct"]) / 100, 8), votes[row["party_id"]] / whole,
            votes[row["party_id"]] / issued, votes[row["party_id"]] / listed, int(row["seats"]), again[row["party_id"]],
            background.source(row),
        )
        for row in rows
    )  # fmt: skip


def hours_of(election: Election) -> tuple[Hour, ...]:
    """The announced hours of one election by region as it was on the day, the country first; the day's final value has no hour."""
    names = {each.code: each.name for each in background.table("regions.csv", OnDay(election.held_on))}
    names = {background.COUNTRY: background.COUNTRY_NAME, **names}
    made = []
    for row in background.listed("turnout.csv"):
        at = reference_figures.as_of(row["as_of_date"], row["as_of_capital_time"])
        if row["election_id"] == election.election_id and at is not None and row["turnout_pct"]:
            code = row["region_iso"]
            share = round(float(row["turnout_pct"]) / 100, 8)
            made.append(Hour(code, names[code], at, share, row["turnout_pct"], background.source(row)))
    order = {code: place for place, code in enumerate(names)}
    return tuple(sorted(made, key=lambda each: (order[each.region], each.at)))


@dataclass(frozen=True, slots=True)
class OnDay:
    """A parser of regions.csv for one day; equal for equal days, so that the table is read once for each."""

    day: date

    def __call__(self, content: bytes) -> list[reference.Region]:
        return reference.regions(content, self.day)


def announced_shares(election_id: str) -> dict[str, float]:
    """The announced share of each option, as printed, in [0, 1]."""
    if election_id == ELECTION:
        return {row["party_id"]: float(row["official_pct"]) / 100 for row in background.listed("mazhilis_2021_party_results.csv")}
    rows = [row for row in background.listed("results.csv") if row["election_id"] == election_id and row["pct"]]
    return {row["option_id"]: float(row["pct"]) / 100 for row in rows}


def polls_of(election_id: str) -> tuple[Poll, ...]:
    """The exit polls of an election, each beside what was announced."""
    rows = [row for row in background.listed("exit_polls.csv") if row["election_id"] == election_id]
    announced = announced_shares(election_id)
    names = dict.fromkeys(row["pollster"] for row in rows)
    return tuple(_poll([row for row in rows if row["pollster"] == name], announced) for name in names)


def _poll(rows: list[dict[str, str]], announced: dict[str, float]) -> Poll:
    first, stated = rows[0], ERROR.search(rows[0]["note"])
    error = float(stated.group(1)) if stated else None
    shares = {row["party_id"]: round(float(row["pct"]) / 100, 8) for row in rows}
    return Poll(
        first["pollster"],
        first["client"],
        int(first["sample_size"]) if first["sample_size"] else None,
        int(first["stations"]) if first["stations"] else None,
        error,
        arithmetic.against(shares, announced, None if error is None else error / 100),
        background.source(first),
    )
