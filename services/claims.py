"""The ledger of claims of the founding documents: what each said, what its check came to, and the claims that can be computed."""

import re
from dataclasses import dataclass
from datetime import date

from analysis import claims as arithmetic
from analysis.seats import allocate
from data.formats import reference_background
from schemas.background import ClaimContradiction, DocumentClaim, Standing
from schemas.person import Actor
from services import background
from services.permissions import Act, require

__all__ = ["BANDS", "Claims", "Computed", "Term", "read"]

MAZHILIS, SENATE, PRIMARIES = "mazhilis_2021_key_figures.csv", "senate_2020_key_figures.csv", "primaries_2020.csv"
BANDS = ((70, 80), (80, 90), (90, 100))
"""Percent. The document prints "70 to 90" for the first; only this reading makes 5 + 5 + 7 = 17."""
BALLOTS = re.compile(r"derived from (\d+) ballots")
"""How the note of the row names the ballots cast, two of them invalid."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number of a sum, with its decimals; `percent`: the value is in percent."""

    value: float
    digits: int = 0
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A claim held to other published figures: the sum as terms and signs, and whether the claim, as printed, is its result."""

    claim_id: str
    sum: tuple[Term | str, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Claims:
    claims: tuple[DocumentClaim, ...]
    contradictions: tuple[ClaimContradiction, ...]
    computed: tuple[Computed, ...]

    @property
    def standings(self) -> dict[str, int]:
        """How many claims there are of each standing."""
        return dict(arithmetic.counts([each.standing for each in self.claims], list(Standing)))

    def claim(self, claim_id: str) -> DocumentClaim:
        return next(each for each in self.claims if each.claim_id == claim_id)


def read(actor: Actor) -> Claims:
    """All claims with their checks, the contradictions between the documents, and what was computed. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    claims = background.table("claims.csv", reference_background.document_claims)
    contradictions = background.table("claim_contradictions.csv", reference_background.contradictions)
    said = {each.claim_id: each.value for each in claims}
    computed = (*_senate(said), *_primaries(said), *_results(said), *_election_day(said))
    return Claims(tuple(claims), tuple(contradictions), computed)


def _percent(value: float, digits: int = 2) -> Term:
    return Term(value, digits, percent=True)


def _senate(said: dict[str, str]) -> list[Computed]:
    known = {key: float(each.value) for key, each in background.figures(SENATE).items()}
    nominated, ballot, seats = known["nominated"], known["on_ballot"], known["seats"]
    loss = 100 * (1 - ballot / nominated)
    groups = [int(said[code]) for code in ("SC012", "SC013", "SC014")]
    # How many won 90 to 100 percent (SC012) is not computed: of the five two shares were found.
    return [
        Computed("SC007", (Term(nominated), "/", Term(ballot), "=", Term(nominated / ballot, 2)),
                 arithmetic.as_printed(nominated / ballot, said["SC007"])),
        Computed("SC008", (Term(1), "−", Term(ballot), "/", Term(nominated), "=", _percent(loss)), loss > float(said["SC008"])),
        Computed("SC009", (*_sum(groups), "=", Term(sum(groups))), sum(groups) == int(said["SC009"]) == seats),
    ]  # fmt: skip


def _sum(parts: list[int]) -> tuple[Term | str, ...]:
    made: list[Term | str] = []
    for part in parts:
        made += ["+", Term(part)] if made else [Term(part)]
    return tuple(made)


def _primaries(said: dict[str, str]) -> list[Computed]:
    known = background.figures(PRIMARIES)
    voters, printed = int(said["SC030"]), known["turnout_one_decimal"]
    base = arithmetic.implied_base(voters, printed.value)
    removed = [int(said["SC039"]), int(said["SC040"])]
    voting = (date.fromisoformat(said["SC027"]), date.fromisoformat(said["SC028"]))
    days = arithmetic.days_in_common((date.fromisoformat(said["SC025"]), date.fromisoformat(said["SC026"])), voting)
    first, last = (date.fromisoformat(known[key].value) for key in ("process_start", "process_end"))
    months = arithmetic.months_between(first, last)
    exact, share = known["candidates_exact"].count, float(printed.value)
    return [
        Computed("SC020", (Term(exact), ">", Term(int(said["SC020"]))), exact > int(said["SC020"])),
        Computed("SC021", (Term(exact), ">", Term(int(said["SC021"]))), exact < int(said["SC021"])),
        Computed("SC026", (Term(voting[1].day), "−", Term(voting[0].day), "+", Term(1), "=", Term(days)), days == 0),
        Computed("SC031", (Term(voters), "/", _percent(share, 1), "=", Term(base.value)), arithmetic.as_printed(share, said["SC031"])),
        Computed("SC038", (*_sum(removed), "=", Term(sum(removed))), arithmetic.remainder(int(said["SC038"]), removed) == 0),
        Computed("SC046", (Term(last.month), "−", Term(first.month), "=", Term(months)), months == int(said["SC046"])),
    ]


def _results(said: dict[str, str]) -> list[Computed]:
    known = background.figures(MAZHILIS)
    rows = background.listed("mazhilis_2021_party_results.csv")
    votes = {row["party_id"]: int(row["votes"]) for row in rows}
    whole, listed = sum(votes.values()), known["mazhilis_seats_party_list"].count
    seats = allocate(votes, listed, known["threshold"].share)
    won, assembly = [n for n in seats.values() if n], known["mazhilis_seats_assembly_of_people"].count
    before = next(int(row["seats"]) for row in background.listed("results.csv")
                  if (row["election_id"], row["option_id"]) == ("kz-2016-mazhilis", "NUR_OTAN"))  # fmt: skip
    made = [
        Computed(claim, (Term(votes[party]), "/", Term(whole), "=", _percent(100 * votes[party] / whole)), holds)
        for claim, party, holds in (
            ("SC055", "NUR_OTAN", 100 * votes["NUR_OTAN"] / whole > float(said["SC055"])),
            ("SC062", "AK_ZHOL", arithmetic.as_printed(100 * votes["AK_ZHOL"] / whole, said["SC062"])),
            ("SC064", "PPK", arithmetic.as_printed(100 * votes["PPK"] / whole, said["SC064"])),
        )
    ]
    made += [
        Computed("SC057", (*_sum([listed, assembly]), "=", Term(listed + assembly)), listed + assembly == int(said["SC057"])),
        Computed("SC058", (*_sum(won), "=", Term(sum(won))), sum(won) == int(said["SC058"])),
        Computed("SC060", (Term(before), "−", Term(seats["NUR_OTAN"]), "=", Term(before - seats["NUR_OTAN"])),
                 before - seats["NUR_OTAN"] == int(said["SC060"])),
    ]  # fmt: skip
    return made


def _election_day(said: dict[str, str]) -> list[Computed]:
    known = background.figures(MAZHILIS)
    issued, registered, stations = (known[key].count for key in ("ballots_received", "registered_voters", "polling_stations_election_day"))
    turnout = 100 * issued / registered
    polls = [float(said[f"SC{number:03d}"]) for number in range(74, 79)]
    official = next(float(row["official_pct"]) for row in background.listed("mazhilis_2021_party_results.csv"))
    foreign = [known["foreign_observers_of_organisations"].count, known["foreign_observers_of_states"].count]
    terms: list[Term | str] = []
    for share in polls:
        terms += ["+", Term(share, 2)] if terms else [Term(share, 2)]
    gap = polls[0] - official
    return [
        Computed("SC067", (Term(issued), "/", Term(registered), "=", _percent(turnout)), arithmetic.as_printed(turnout, said["SC067"])),
        Computed("SC074", (Term(polls[0], 2), "−", Term(official, 2), "=", Term(gap, 2)), arithmetic.as_printed(gap, "0.00")),
        Computed("SC078", (*terms, "=", _percent(sum(polls))), arithmetic.as_printed(sum(polls), "100.00")),
        Computed("SC082", (*_sum(foreign), "=", Term(sum(foreign))), sum(foreign) == int(said["SC082"])),
        Computed("SC085", (Term(int(said["SC085"])), "−", Term(stations), "=", Term(int(said["SC085"]) - stations)),
                 int(said["SC085"]) == stations),
        Computed("SC086", (Term(registered), "−", Term(int(said["SC086"])), "=", Term(registered - int(said["SC086"]))),
                 round(registered, -6) == int(said["SC086"])),
    ]  # fmt: skip
