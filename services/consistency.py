"""Are the commission's own figures consistent? Every election with published turnout or votes, by the rules of analysis.consistency."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from analysis import consistency as rules
from analysis.consistency import Announced, Broken, Held, Rule
from data.formats import reference, reference_claims, reference_figures
from schemas.claim import AnnouncedFinal, Contradiction, Source
from schemas.election import Election
from schemas.person import Actor
from services import background, mazhilis
from services.mazhilis import OnDay, Poll
from services.permissions import Act, require

__all__ = ["Broken", "Consistency", "Held", "OfElection", "Rejected", "Rule", "read"]

CLOSING = time(20)
"""Local time at which stations close (Constitutional Law on elections)."""


@dataclass(frozen=True, slots=True)
class OfElection:
    """One election held to its own figures. `announced`: the night beside the later value, None where one of them was not found."""

    election: Election
    held: dict[Rule, Held]
    announced: AnnouncedFinal | None
    polls: tuple[Poll, ...]
    sources: tuple[Source, ...]

    @property
    def tested(self) -> int:
        return sum(each.tested for each in self.held.values())

    @property
    def broken(self) -> int:
        return sum(len(each.broken) for each in self.held.values())


@dataclass(frozen=True, slots=True)
class Rejected:
    """A share that one outlet printed and that was not kept: `value` in percent, and the rules it would break by itself."""

    conflict: Contradiction
    value: str
    broken: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    elections: tuple[OfElection, ...]
    rejected: tuple[Rejected, ...]
    undecided: int
    contradictions: int
    regions: dict[str, tuple[int, int]]
    """By region: announced shares of its hours that another outlet printed otherwise, of all its announced shares."""

    @property
    def tested(self) -> int:
        return sum(each.tested for each in self.elections)

    @property
    def broken(self) -> int:
        return sum(each.broken for each in self.elections)


def read(actor: Actor) -> Consistency:
    """All elections with published figures, the oldest first. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    ids = dict.fromkeys(row["election_id"] for row in [*background.listed("results.csv"), *background.listed("turnout.csv")])
    found = sorted((background.election(each) for each in ids), key=lambda each: each.held_on)
    conflicts = background.table("transcription_conflicts.csv", reference_claims.contradictions)
    undecided = sum(each.is_open for each in conflicts)
    return Consistency(tuple(_of(each) for each in found), tuple(_rejected(each, found) for each in conflicts if _is_hour(each)),
                       undecided, len(conflicts), _regions(conflicts))  # fmt: skip


def _regions(conflicts: list[Contradiction]) -> dict[str, tuple[int, int]]:
    """A value that two regions cannot both have counts for both; the country is no region."""
    hours = [row for row in background.listed("turnout.csv") if row["turnout_pct"] and row["region_iso"] != background.COUNTRY]
    announced = Counter(row["region_iso"] for row in hours)
    disputed = Counter(
        code for each in conflicts if each.item == "turnout_pct" and each.as_of for code in dict.fromkeys(each.unit_id.split(";"))
    )
    return {code: (disputed[code], n) for code, n in announced.items()}


def _is_hour(conflict: Contradiction) -> bool:
    """Whether two outlets give one announced share of one unit and hour differently, and one of them was kept."""
    return conflict.item == "turnout_pct" and bool(conflict.as_of) and ";" not in conflict.unit_id


def _rejected(conflict: Contradiction, elections: list[Election]) -> Rejected:
    """Puts the value that was not kept in the place of the one that was, and asks which rules it breaks."""
    election = next(each for each in elections if each.election_id == conflict.election_id)
    values = (conflict.value_a, conflict.value_b)
    given = next(value for value in values if float(value) != float(conflict.kept))
    rows = [
        {**row, "turnout_pct": given}
        if (row["region_iso"], row["as_of_capital_time"]) == (conflict.unit_id, conflict.as_of) else row
        for row in background.listed("turnout.csv")
        if row["election_id"] == conflict.election_id and row["turnout_pct"]
    ]  # fmt: skip
    figures = [_announced(row) for row in rows]
    regions = background.table("regions.csv", OnDay(election.held_on))
    held = (
        rules.not_falling(figures),
        rules.between_regions(figures, background.COUNTRY, len(regions)),
        rules.count_makes_share(figures),
    )
    return Rejected(conflict, given, tuple(each.rule for each in held if each.broken))


def _of(election: Election) -> OfElection:
    rows = [row for row in background.listed("turnout.csv") if row["election_id"] == election.election_id]
    figures = [_announced(row) for row in rows if row["turnout_pct"]]
    regions = background.table("regions.csv", OnDay(election.held_on))
    later = {each.code for each in regions if _offset(each, election.held_on) != _offset_of(election.capital_zone, election.held_on)}
    closing = datetime.combine(election.held_on, CLOSING, ZoneInfo(election.capital_zone))
    votes, whole, parts, used = _votes(election.election_id)
    held = [
        rules.not_falling(figures),
        rules.stops_at_closing(figures, closing, later, background.COUNTRY),
        rules.between_regions(figures, background.COUNTRY, len(regions)),
        rules.within_list(figures),
        rules.count_makes_share(figures),
        rules.votes_make_share(votes, whole),
        rules.parts_make_whole(parts, whole),
    ]
    nights = background.table("announced_vs_final.csv", reference_claims.announced_against_final)
    return OfElection(
        election,
        {each.rule: each for each in held},
        next((each for each in nights if each.election_id == election.election_id), None),
        mazhilis.polls_of(election.election_id),
        tuple(background.source(row) for row in [*rows, *used]),
    )


def _announced(row: dict[str, str]) -> Announced:
    issued, registered = row["ballots_received_or_participants"], row["registered_voters"]
    return Announced(
        row["region_iso"],
        reference_figures.as_of(row["as_of_date"], row["as_of_capital_time"]),
        round(float(row["turnout_pct"]) / 100, 8),
        row["turnout_pct"],
        int(issued) if issued else None,
        int(registered) if registered else None,
    )


def _offset_of(zone: str, day: date) -> object:
    return datetime.combine(day, CLOSING, ZoneInfo(zone)).utcoffset()


def _offset(region: reference.Region, day: date) -> object:
    return _offset_of(region.time_zone, day)


def _votes(election_id: str) -> tuple[dict[str, tuple[int, str]], int | None, list[int], list[dict[str, str]]]:
    """Votes and printed shares by option, the published whole, all parts of it, and the rows they are from.

    Options alone where the whole is their sum; with ballots that are no votes where the whole is the participants. No parts where one of
    them was printed without its count."""
    if election_id == mazhilis.ELECTION:
        rows = background.listed("mazhilis_2021_party_results.csv")
        votes = {row["party_id"]: (int(row["votes"]), row["official_pct"]) for row in rows}
        whole = background.figures("mazhilis_2021_key_figures.csv")["votes_for_parties"].count
        return votes, whole, [each for each, _ in votes.values()], rows
    rows = [row for row in background.listed("results.csv") if row["election_id"] == election_id and "_KZ-" not in row["option_id"]]
    finals = {row["option_id"].removesuffix("_FINAL") for row in rows if row["option_id"].endswith("_FINAL")}
    rows = [row for row in rows if row["option_id"] not in finals]
    complete = all(row["votes"] for row in rows) and not finals
    shares = {row["option_id"].removesuffix("_FINAL"): (int(row["votes"]), row["pct"]) for row in rows if row["votes"]}
    total = next(row for row in background.listed("elections.csv") if row["election_id"] == election_id)
    of_participants = rows[0]["pct_denominator"] == "participants"
    # A sum that was computed from the options is no whole to hold them to.
    printed = total["ballots_received_or_participants"] if of_participants else total["votes_counted"]
    independent = of_participants or "sum of" not in total["note"]
    published = int(printed) if printed and independent else None
    if published is None and not complete:
        return {}, None, [], rows
    return shares, published, [each for each, _ in shares.values()] if complete and published else [], rows
