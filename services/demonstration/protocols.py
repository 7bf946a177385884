"""What each commission writes in its protocols: lines and votes, contest by contest; some genuine ones do not add up."""

from dataclasses import dataclass

import numpy as np

from schemas.election import Contest
from schemas.figure import FigureCode
from services.demonstration.plan import Plan
from services.demonstration.registry import Registry
from services.demonstration.voters import Day, Ints

SHARES: dict[str, float] = {
    "LANTERN": 0.46, "ANCHOR": 0.18, "COMPASS": 0.13, "WINDMILL": 0.11, "BRIDGE": 0.07, "AGAINST_ALL": 0.05,
    "ORCHARD": 0.41, "HARBOUR": 0.27, "MEADOW": 0.19, "HEARTH": 0.13,
}  # fmt: skip
"""Of each election's own options; a contest takes those that it has."""
RAISED_TO_LEADER = 0.9
NOT_ADDING_UP = 0.16
"""Of genuine protocols of Georgian elections 2012–2017, 12 to 33 % do not add up; more votes than ballots is the rare direction."""
BALLOT_TAKEN_AWAY = 0.08
"""Stations where a voter kept a ballot paper; together with the slips about a quarter of the protocols do not add up."""
C = FigureCode


@dataclass(frozen=True)
class Protocols:
    """One contest: the lines by figure code and the votes, [station, option], all in the registry's order."""

    contest: Contest
    lines: dict[FigureCode, Ints]
    votes: Ints


def _votes(plan: Plan, registry: Registry, day: Day, contest: Contest, valid: Ints, draw: np.random.Generator) -> Ints:
    base = np.array([SHARES[code] for code in contest.option_codes])
    base = base / base.sum()
    size = len(registry.stations)
    bent = base * np.exp(draw.normal(0, 0.25, (size, len(base))))
    shares = bent / bent.sum(axis=1, keepdims=True)
    raised = np.clip(day.issued - day.true, 0, None)
    toward = np.minimum(np.round(raised * RAISED_TO_LEADER).astype(np.int64), valid)
    votes = draw.multinomial(valid - toward, shares).astype(np.int64)
    votes[:, 0] += toward
    return votes


def write(plan: Plan, registry: Registry, day: Day, contest: Contest) -> Protocols:
    """The protocols of one contest. Nothing here depends on who watched."""
    draw = np.random.default_rng([plan.seed, 11, plan.election.contests.index(contest)])
    size = len(registry.stations)
    carried_away = np.where(draw.random(size) < BALLOT_TAKEN_AWAY, draw.integers(1, 4, size), 0)
    invalid = draw.binomial(np.clip(day.issued - carried_away, 0, None), draw.beta(3, 130, size))
    other_form = np.where(draw.random(size) < 0.01, 1, 0)
    valid = np.clip(day.issued - carried_away - invalid - other_form, 0, None).astype(np.int64)
    votes = _votes(plan, registry, day, contest, valid, draw)
    slips = draw.random(size) < NOT_ADDING_UP
    slip = np.where(draw.random(size) < 0.12, draw.integers(1, 6, size), -draw.integers(1, 9, size))
    column = draw.integers(0, votes.shape[1], size)
    rows = np.flatnonzero(slips)
    votes[rows, column[rows]] = np.clip(votes[rows, column[rows]] + slip[rows], 0, None)
    people = np.random.default_rng([plan.seed, 13])
    """Lines about people are the same in every contest's protocol."""
    spoiled = draw.poisson(0.6, size)
    received = np.ceil((day.listed + day.added) * 1.01).astype(np.int64)
    given = people.poisson(1.2, size)
    lines = {
        C.REGISTERED_VOTERS: day.listed + day.added,
        C.CERTIFICATES_ISSUED: given,
        C.CERTIFICATES_ACCEPTED: people.poisson(1.5, size),
        C.VOTERS_OUTSIDE: day.outside,
        C.BALLOTS_ISSUED: day.issued,
        C.BALLOTS_INVALID: invalid,
        C.BALLOTS_NOT_ESTABLISHED_FORM: other_form,
        C.BALLOTS_RECEIVED: received,
        C.BALLOTS_SPOILED: spoiled,
        C.BALLOTS_UNUSED: np.clip(received - day.issued - spoiled, 0, None),
        C.BALLOTS_VALID: valid,
    }
    return Protocols(contest, {code: np.asarray(values, dtype=np.int64) for code, values in lines.items()}, votes)
