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

__all__ = ["LeavingsOut", "Robust", "Robustness", "Summary", "comparison", "of"]


@dataclass(frozen=True, slots=True)
class LeavingsOut:
    """`organisations`, `observers`: the headline without each; observers under the codes that staff know. `names` of organisations by
    code."""

    organisations: Robustness
    observers: Robustness
    names: dict[str, LocalName]


@dataclass(frozen=True, slots=True)
class Robust(LeavingsOut):
    """And `rules`: the summary under each rule there is, the leavings-out under the one in force."""

    rules: dict[CountRule, Summary]


def _left_out(election: Election, rule: CountRule) -> LeavingsOut:
    found = turnout.comparison(election, rule).value
    codes = frames_robustness.observer_codes(house.store(), election.election_id)
    table = found.main.assign(observer=found.main["author_id"].map(codes))
    return LeavingsOut(
        organisations=robustness.without_each(table, "organisation_code"),
        observers=robustness.without_each(table, "observer"),
        names=registry.organisations(election.election_id),
    )


def comparison(election: Election) -> Reading[LeavingsOut]:
    """For other services: the leavings-out, without a question of who asks."""
    rule = counting.in_force(election.election_id)
    return read("robustness", election.election_id, (rule,), lambda: _left_out(election, rule))


def _compute(election: Election) -> Robust:
    each = comparison(election).value
    return Robust(each.organisations, each.observers, each.names, turnout.under_each_rule(election))


def of(actor: Actor, election_id: str) -> Reading[Robust]:
    """Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    election = registry.election(election_id)
    return read("robustness under each rule", election_id, (counting.in_force(election_id),), lambda: _compute(election))
