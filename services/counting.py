"""Which reports enter results: one rule an election, decided by a person with a reason, read here by every analysis and file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.store import counting as stored
from schemas.counting import RULE_MEANINGS, RULE_NAMES, CountRule
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from services import clock, house, reading
from services.permissions import Act, require
from services.review import reason_of

__all__ = ["RULE_MEANINGS", "RULE_NAMES", "CountRule", "Decision", "LeftOut", "decide", "decisions", "in_force", "left_out"]


@dataclass(frozen=True, slots=True)
class Decision:
    rule: CountRule
    reason: str
    by_code: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of all `reports` sent, those that do not enter: by state, and those of observers in quarantine, whatever their state."""

    reports: int
    by_state: dict[RevisionState, int]
    in_quarantine: int

    @property
    def total(self) -> int:
        return sum(self.by_state.values()) + self.in_quarantine


def in_force(election_id: str) -> CountRule:
    """The rule of an election now, for other services and pages: without a question of who asks."""

    def build() -> CountRule:
        with house.store().read() as connection:
            return stored.in_force(connection, election_id)

    # Never an older one: a page must not name one rule and count by another.
    return reading.read("counting rule", election_id, (), build, ttl=0.0).value


def left_out(actor: Actor, election_id: str, rule: CountRule, *, region: str = "", station: str = "") -> LeftOut:
    """How many reports a rule leaves out, and why: of the whole election, of a region, or of a station. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    found = reading.read(
        "reports by state", election_id, (region, station), lambda: stored.by_state(house.store(), election_id, region, station)).value
    free = found[~found["in_quarantine"]]
    states = dict(zip(free["state"], free["reports"], strict=True))
    out = {state: int(states[state]) for state in RevisionState if state not in rule.states and state in states}
    return LeftOut(int(found["reports"].sum()), out, int(found.loc[found["in_quarantine"], "reports"].sum()))


def decide(actor: Actor, election_id: str, rule: CountRule, reason: str) -> None:
    """Another rule for every analysis, file and answer of this election, from now on. Raises Problem: impossible (no reason), forbidden,
    conflict (it is in force already)."""
    require(actor, Act.SET_COUNTING, election_id=election_id)
    words, now = reason_of(reason), clock.now()

    def work(connection: Any) -> None:
        if stored.in_force(connection, election_id) is rule:
            raise Problem(ProblemCode.CONFLICT, Message("This rule is in force already."))
        stored.append(connection, stored.NewRule(election_id, rule, words, actor.account_id, now))

    house.store().write(work)
    reading.look_again()


def decisions(actor: Actor, election_id: str) -> list[Decision]:
    """Every decision, the newest first. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    with house.store().read() as connection:
        rows = stored.decisions(connection, election_id)
    return [Decision(CountRule(row.rule), row.reason, row.by_code or "", row.decided_at) for row in reversed(rows)]
