"""On whom does the turnout headline rest? Without each organisation, without each observer, under each rule of what counts."""

from dataclasses import dataclass

from analysis import robustness
from analysis.robustness import Robustness
from analysis.turnout import Summary
from data.store import frames_robustness
from schemas.counting import CountRule
from schemas.election import Election, LocalName
from schemas.person import Actor
from services import counting, house, registry, turnout
from services.permissions import Act, require
from services.reading import Reading, read

__all__ = ["Robust", "Robustness", "Summary", "comparison", "of"]


@dataclass(frozen=True, slots=True)
class Robust:
    """`organisations`, `observers`: the headline without each; observers under the codes that staff know. `rules`: the summary under
    each rule there is, the first two under the one in force; `names` of organisations by code."""

    organisations: Robustness
    observers: Robustness
    rules: dict[CountRule, Summary]
    names: dict[str, LocalName]


def _compute(election: Election, rule: CountRule) -> Robust:
    found = turnout.comparison(election, rule).value
    codes = frames_robustness.observer_codes(house.store(), election.election_id)
    table = found.main.assign(observer=found.main["author_id"].map(codes))
    return Robust(
        organisations=robustness.without_each(table, "organisation_code"),
        observers=robustness.without_each(table, "observer"),
        rules=turnout.under_each_rule(election),
        names=registry.organisations(election.election_id),
    )


def comparison(election: Election) -> Reading[Robust]:
    """For other services: without a question of who asks."""
    rule = counting.in_force(election.election_id)
    return read("robustness", election.election_id, (rule,), lambda: _compute(election, rule))


def of(actor: Actor, election_id: str) -> Reading[Robust]:
    """Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id))
