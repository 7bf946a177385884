"""Announced turnout since 2016 by region, joined across 8 June 2022 only where the territory is the same."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from analysis.regions import CHANGED, CHANGED_ON, series_key
from data.formats import reference_claims
from schemas.claim import Contradiction, Source
from schemas.election import Election, LocalName
from schemas.person import Actor
from services import background
from services.mazhilis import Hour, OnDay, hours_of
from services.permissions import Act, require

__all__ = ["CHANGED", "History", "Series", "Vote", "read", "series_key"]


@dataclass(frozen=True, slots=True)
class Vote:
    """One election and the last hour at which the country and all its regions were announced."""

    election: Election
    at: datetime


@dataclass(frozen=True, slots=True)
class Series:
    """One territory: `key` is its code, with the side of the change for three regions. `values`: the share by election."""

    key: str
    code: str
    name: LocalName
    values: dict[str, Hour]


@dataclass(frozen=True, slots=True)
class History:
    """`undecided`: contradictions about a share that stands here, with the vote."""

    votes: tuple[Vote, ...]
    series: tuple[Series, ...]
    sources: tuple[Source, ...]
    undecided: tuple[tuple[Contradiction, Vote], ...]


def read(actor: Actor) -> History:
    """Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    ids = dict.fromkeys(row["election_id"] for row in background.listed("turnout.csv"))
    votes: list[Vote] = []
    found: dict[str, Series] = {}
    for election in sorted((background.election(each) for each in ids), key=lambda each: each.held_on):
        hours = hours_of(election)
        wanted = 1 + len(background.table("regions.csv", OnDay(election.held_on)))
        full = [at for at in {each.at for each in hours} if sum(each.at == at for each in hours) == wanted]
        if not full:
            continue
        votes.append(Vote(election, max(full)))
        for each in hours:
            if each.at == max(full):
                key = series_key(each.region, election.held_on)
                found.setdefault(key, Series(key, each.region, each.name, {})).values[election.election_id] = each
    ordered = sorted(found.values(), key=lambda each: (each.code != background.COUNTRY, each.code, each.key.endswith("since")))
    # The latest name: the capital changed its own twice.
    named = tuple(Series(each.key, each.code, list(each.values.values())[-1].name, each.values) for each in ordered)
    sources = (*(hour.source for each in named for hour in each.values.values()), *_of_change())
    return History(tuple(votes), named, sources, _undecided(votes))


def _of_change() -> list[Source]:
    """Where it stands that three regions were divided."""
    rows = [row for row in background.listed("regions.csv") if row["valid_from"] == CHANGED_ON.isoformat()]
    return list(dict.fromkeys(background.source(row) for row in rows))


def _undecided(votes: list[Vote]) -> tuple[tuple[Contradiction, Vote], ...]:
    """A value that two outlets, or two regions, cannot both have is shown, and that nothing settles it is said beside it."""
    conflicts = background.table("transcription_conflicts.csv", reference_claims.contradictions)
    return tuple(
        (each, vote)
        for each in conflicts
        if each.item == "turnout_pct" and each.is_open
        for vote in votes
        if vote.election.election_id in each.election_id.split(";")
        and f"{vote.at.astimezone(ZoneInfo(vote.election.capital_zone)):%H:%M}" == each.as_of
    )
