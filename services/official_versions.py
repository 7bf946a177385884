"""The history of published figures, for those who may read it: versions of each, and which conclusions changed with them."""

from dataclasses import dataclass

import pandas as pd

from analysis import official_versions as analysis
from analysis.official_versions import COUNTS, SHARES, Conclusion
from data.store import frames_official_versions
from schemas.election import Contest, Election
from schemas.person import Actor
from services import house, import_uses, reading, registry
from services.permissions import Act, require
from services.reading import Reading

__all__ = ["COUNTS", "SHARES", "Conclusion", "Versions", "of", "read"]


@dataclass(frozen=True, slots=True)
class Versions:
    """Frames as in analysis.official_versions. `night`: announced against what stands now; `corrected`: before and with corrections."""

    election: Election
    contest: Contest | None
    history: pd.DataFrame
    figures: pd.DataFrame
    night: tuple[Conclusion, ...]
    corrected: tuple[Conclusion, ...]


def _compute(election: Election, contest_id: str) -> Versions:
    history = frames_official_versions.history(house.store(), election.election_id)
    contest = import_uses.contest_of(election, contest_id)
    chosen, order = (contest.contest_id, contest.option_codes) if contest else ("", ())
    threshold = contest.threshold_share if contest else None
    standing = analysis.standing(history)
    was_corrected = bool(history["is_superseded"].any()) if len(history) else False
    return Versions(
        election, contest, history, analysis.figures(history),
        night=tuple(analysis.conclusions(analysis.announced(history), standing, chosen, order, threshold)),
        corrected=tuple(
            analysis.conclusions(analysis.before_corrections(history), standing, chosen, order, threshold) if was_corrected else ()),
    )


def read(actor: Actor, election_id: str, contest_id: str = "") -> Reading[Versions]:
    """Versions and conclusions of one election. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    election = registry.election(election_id)
    return reading.read("official_versions", election_id, (contest_id,), lambda: _compute(election, contest_id))


def of(found: Versions, row: int) -> pd.DataFrame:
    """Every version of the figure in that row of `figures`, in time order, with the change from one to the next."""
    chosen = found.figures.iloc[row]
    return analysis.versions(found.history, tuple(chosen[name] for name in analysis.KEY))
