"""On whom does the turnout headline rest? Without each organisation, without each observer, under each rule of what counts."""

from dataclasses import dataclass

from analysis import robustness
from analysis.robustness import Robustness
from analysis.turnout import Summary
from data.store import frames_robustness
from schemas.election import Election
from schemas.person import Actor
from services import house, registry, turnout, violations
from services.permissions import Act, require
from services.reading import Reading, read

__all__ = ["Robust", "Robustness", "Summary", "comparison", "of"]


@dataclass(frozen=True, slots=True)
class Robust:
    """`organisations`, `observers`: the headline without each; observers under the codes that staff know. `rules`: the summary under
    each rule, "all" and "checked"."""

    organisations: Robustness
    observers: Robustness
    rules: dict[str, Summary]
    names: dict[str, str]


def _compute(election: Election) -> Robust:
    found = turnout.comparison(election).value
    codes = frames_robustness.observer_codes(house.store(), election.election_id)
    table = found.main.assign(observer=found.main["author_id"].map(codes))
    seen = violations.comparison(election).value
    return Robust(
        organisations=robustness.without_each(table, "organisation_code"),
        observers=robustness.without_each(table, "observer"),
        rules={rule: turnout.comparison(election, rule).value.summary for rule in (turnout.ALL, turnout.CHECKED)},
        names={code: name.en for code, name in seen.organisations.items()},
    )


def comparison(election: Election) -> Reading[Robust]:
    """For other services: without a question of who asks."""
    return read("robustness", election.election_id, (), lambda: _compute(election))


def of(actor: Actor, election_id: str) -> Reading[Robust]:
    """Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id))
