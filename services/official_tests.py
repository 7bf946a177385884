"""An election's own published turnout held to itself: which rules it was tested by, and what does not hold (analysis.consistency)."""

from dataclasses import dataclass

from analysis import consistency_figures
from analysis import official as analysis
from analysis.consistency import Broken, Held, Rule
from analysis.official import AnnouncedLater
from data.store import frames_coverage, frames_official
from schemas.election import Election
from schemas.person import Actor
from services import house, reading, registry
from services.permissions import Act, require
from services.reading import Reading

__all__ = ["Broken", "Held", "Rule", "Tests", "comparison", "read"]


@dataclass(frozen=True, slots=True)
class Tests:
    """`held`: a row a rule, in its order; `later`: the night's turnout of the country beside the later one."""

    held: tuple[Held, ...]
    later: AnnouncedLater | None


def _compute(election: Election) -> Tests:
    store, election_id = house.store(), election.election_id
    figures, regions = frames_official.turnout(store, election_id), frames_coverage.regions(store, election_id)
    held = consistency_figures.held(figures, election.country_code, len(regions))
    return Tests(held, analysis.announced_against_later(figures))


def comparison(election: Election) -> Reading[Tests]:
    """The tests of one election, without a question of who asks."""
    return reading.read("official_tests", election.election_id, (), lambda: _compute(election))


def read(actor: Actor, election_id: str) -> Reading[Tests]:
    """Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id))
