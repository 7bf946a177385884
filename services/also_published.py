"""What was published of an election besides its turnout and its result by option: stations abroad, ballots without a vote, seats of the
councils. Read from the tracked tables; every figure keeps its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from data.formats import reference_figures
from schemas.claim import Source
from schemas.election import Election
from schemas.person import Actor
from services import background
from services.background import COUNTRY
from services.permissions import Act, require

__all__ = ["ALL_SEATS", "COUNTRY", "Also", "read"]

PERCENT = "percent"
ALL_SEATS = "all_seats"
ABROAD = ("overseas_stations", "overseas_countries")


@dataclass(frozen=True, slots=True)
class Also:
    """`printed`: the value as the source has it; `percent`: it is one, of voters who received ballots or, for a turnout, of the list.
    `speaker`: who says it where no commission does."""

    code: str
    unit_id: str
    printed: str
    percent: bool
    source: Source
    speaker: str = ""


def read(actor: Actor, election: Election) -> tuple[Also, ...]:
    """In the order of the tables; nothing for an election of which they have nothing. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS)
    if election.is_simulated:
        return ()
    return _of(election.election_id)


@lru_cache(maxsize=64)
def _of(election_id: str) -> tuple[Also, ...]:
    """The tables are tracked and stay as they are: read through once an election, not at every rerun."""
    made = (*_abroad(), *_ballots(), *_seats(), *_besides())
    return tuple(dict.fromkeys(each for of, each in made if of == election_id))


def _abroad() -> Iterator[tuple[str, Also]]:
    for row in background.listed("elections.csv"):
        for key in ABROAD:
            if row[key]:
                yield row["election_id"], Also(key, COUNTRY, row[key], False, background.source(row))


def _ballots() -> Iterator[tuple[str, Also]]:
    """Ballots without a vote: the count where one was printed, else the share that was."""
    for row in background.listed("results.csv"):
        code = reference_figures.NOT_OPTIONS.get(row["option_id"])
        if code is not None and (row["votes"] or row["pct"]):
            yield row["election_id"], Also(
                code.value, COUNTRY, row["votes"] or row["pct"], not row["votes"], background.source(row))


def _seats() -> Iterator[tuple[str, Also]]:
    """The seats of each council, once, whoever won them."""
    known: set[str] = set()
    for row in background.listed("maslikhat_2021_results.csv"):
        if row["seats_total"] and row["unit"] not in known:
            known.add(row["unit"])
            yield row["election_id"], Also(
                ALL_SEATS, reference_figures.UNIT_OF_PLACE[row["unit"]], row["seats_total"], False, background.source(row),
                reference_figures.PARTY_SPEAKERS.get(row["unit"], ""))


def _besides() -> Iterator[tuple[str, Also]]:
    for row in background.listed("also_published.csv"):
        yield row["election_id"], Also(row["key"], row["unit_id"], row["value"], row["unit"] == PERCENT, background.source(row))
