"""Who ran and who was let in to observe on 10 January 2021, what missions and groups said since 2016, and what authorities announced of
violations since 2019."""

from dataclasses import dataclass

from analysis import claims as arithmetic
from schemas.background import KeyFigure
from schemas.claim import Source
from schemas.election import Election
from schemas.person import Actor
from services import background, mazhilis, official
from services.permissions import Act, require

__all__ = ["Authority", "Finding", "Observed", "Ran", "read"]

FOREIGN = ("foreign_observers_of_organisations", "foreign_observers_of_states")


@dataclass(frozen=True, slots=True)
class Authority:
    """One figure of its own kind that an authority announced of an election."""

    election: Election
    code: str
    value: int
    source: Source


@dataclass(frozen=True, slots=True)
class Finding:
    """What a mission, a group, a paper or an office said it found, by the code of its row; its words stand with the page."""

    code: str
    election: Election
    organisation: str
    source: Source


@dataclass(frozen=True, slots=True)
class Ran:
    """A party whose list was on the ballot: its option's code, candidates on its list, seats by the list."""

    party: str
    candidates: int
    seats: int
    source: Source


LATER_SEATS = ("kz-2023-mazhilis", "OSDP")


@dataclass(frozen=True, slots=True)
class Observed:
    """`rows`: what verdicts and scopes are quoted from, the source by the code of the claim or of the finding. `complaints_unheard`:
    complaints against the decree of 4 December 2020 that were left without consideration."""

    election: Election
    figures: dict[str, KeyFigure]
    rows: dict[str, Source]
    later_seats: Source
    """Of the seats that the party won in 2023 which had stayed away in 2021: the document of 2020 cannot say it."""
    authorities: tuple[Authority, ...]
    findings: tuple[Finding, ...]
    ran: tuple[Ran, ...]
    complaints_unheard: int

    def source(self, code: str) -> Source:
        """Of a claim, a finding or a key figure. Raises KeyError."""
        return self.rows[code] if code in self.rows else self.figures[code].source

    @property
    def not_explained(self) -> int:
        """Foreign observers accredited, less those of organisations and of states."""
        return arithmetic.remainder(self.figures["foreign_observers_accredited"].count, [self.figures[key].count for key in FOREIGN])


def read(actor: Actor) -> Observed:
    """Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    claims, findings = background.listed("claims.csv"), background.listed("observer_findings.csv")
    rows = {row["claim_id"]: row for row in claims} | {row["id"]: row for row in findings}
    later = next(row for row in background.listed("results.csv") if (row["election_id"], row["option_id"]) == LATER_SEATS)
    authorities = tuple(
        Authority(background.election(row["election_id"]), row["figure_code"], int(row["value"]), background.source(row))
        for row in background.listed("authorities_violations.csv")
    )
    events = {event: election_id for election_id, event in official.EVENTS.items()}
    said = tuple(
        Finding(row["id"], background.election(events.get(row["election_id"], row["election_id"])), row["organisation"],
                background.source(row))
        for row in findings
    )  # fmt: skip
    lists = tuple(
        Ran(row["party_id"], int(row["list_candidates"]), int(row["seats"]), background.source(row))
        for row in background.listed("mazhilis_2021_party_results.csv")
    )
    return Observed(
        background.election(mazhilis.ELECTION),
        background.figures("mazhilis_2021_key_figures.csv"),
        {code: background.source(row) for code, row in rows.items()},
        background.source(later),
        authorities,
        said,
        lists,
        int(rows["F10"]["value"]),
    )
