"""The Senate election of 12 August 2020 and the Nur Otan primaries of 1–4 October 2020, as far as they were published."""

from dataclasses import dataclass
from datetime import date

from analysis import claims as arithmetic
from analysis.claims import ImpliedBase
from schemas.background import KeyFigure
from schemas.claim import Source
from schemas.election import Election
from schemas.person import Actor
from services import background
from services.claims import BALLOTS, BANDS
from services.permissions import Act, require

__all__ = ["Band", "Period", "Primaries", "Senate", "Winner", "primaries", "senate"]

STEPS = ("nominated", "registered", "on_ballot", "seats")
STATED = {(70, 80): "SC013", (80, 90): "SC014", (90, 100): "SC012"}
"""The claim that states how many winners are in each band."""


@dataclass(frozen=True, slots=True)
class Winner:
    """A winner by name; `share` in [0, 1], None where it was not found; `derived`: computed from votes and ballots."""

    name: str
    region: str
    share: float | None
    derived: bool
    note: str
    source: Source
    voted: int | None = None
    listed: int | None = None
    """Electors of the region who voted, and all of them; None where they were not found."""


@dataclass(frozen=True, slots=True)
class Band:
    """Winners from `low` (not counted) to `high` percent: how many were stated, and those found by name."""

    low: int
    high: int
    stated: int
    found: tuple[Winner, ...]


@dataclass(frozen=True, slots=True)
class Senate:
    election: Election
    figures: dict[str, KeyFigure]
    winners: tuple[Winner, ...]
    bands: tuple[Band, ...]
    claims_source: Source

    @property
    def steps(self) -> list[tuple[str, int]]:
        return [(key, self.figures[key].count) for key in STEPS]

    @property
    def not_found(self) -> int:
        """Winners of whom not even a name was found."""
        return self.figures["seats"].count - len(self.winners)


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the primaries, both ends counted."""

    code: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Primaries:
    """`bases`: what the participants and each printed percentage imply, by the percentage as printed."""

    election: Election
    figures: dict[str, KeyFigure]
    bases: dict[str, ImpliedBase]
    periods: tuple[Period, ...]
    days_in_common: int
    unexplained: int


def senate(actor: Actor) -> Senate:
    """Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    rows = [row for row in background.listed("senate_2020_results.csv") if row["outcome"] == "winner"]
    winners = tuple(_winner(row) for row in rows)
    claims = {row["claim_id"]: row for row in background.listed("claims.csv")}
    bands = tuple(
        Band(low, high, int(claims[STATED[low, high]]["value"]), tuple(
            each for each in winners if each.share is not None and arithmetic.band_of(100 * each.share, BANDS) == (low, high)))
        for low, high in BANDS
    )  # fmt: skip
    election = background.election("kz-2020-senate")
    return Senate(election, background.figures("senate_2020_key_figures.csv"), winners, bands, background.source(claims["SC013"]))


def _winner(row: dict[str, str]) -> Winner:
    printed, ballots = row["vote_share_pct"], BALLOTS.findall(row["note"])
    share = float(printed) / 100 if printed else int(row["votes"]) / int(ballots[0]) if row["votes"] and ballots else None
    voted, listed = (int(row[name]) if row[name] else None for name in ("electors_voted", "electors_listed"))
    derived = bool(share is not None and not printed)
    return Winner(row["candidate"], row["region_iso"], share, derived, row["note"], background.source(row), voted, listed)


def primaries(actor: Actor) -> Primaries:
    """Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    known = background.figures("primaries_2020.csv")
    voters = known["votes_cast"].count
    printed = [known[key].value for key in ("turnout_rounded", "turnout_one_decimal")]

    def day(key: str) -> date:
        return date.fromisoformat(known[key].value)

    periods = (
        Period("process", day("process_start"), day("process_end")),
        Period("campaign", day("campaign_start"), day("campaign_end")),
        Period("voting", day("voting_start"), day("voting_end_planned")),
        Period("added", day("voting_end_actual"), day("voting_end_actual")),
    )
    campaign, voting = periods[1], periods[2]
    parts = [known[key].count for key in ("candidates_removed_falsification", "candidates_removed_absent_from_debates")]
    return Primaries(
        background.election("kz-2020-nur-otan-primaries"),
        known,
        {each: arithmetic.implied_base(voters, each) for each in printed},
        periods,
        arithmetic.days_in_common((campaign.first, campaign.last), (voting.first, voting.last)),
        arithmetic.remainder(known["candidates_removed"].count, parts),
    )
