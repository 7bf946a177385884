"""The sample whose stations come and go: its middles are those of the same stations taken at once."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from hypothesis import given
from hypothesis import strategies as some

from schemas.checks.neighbours import (
    LEAST_SPREAD,
    NORMAL_MEDIAN_DISTANCE,
    Neighbours,
    Sample,
    Told,
    Usual,
    expectation,
    measured,
    pairs,
    ratio,
)
from schemas.figure import FigureCode

C = FigureCode
LINES = [C.REGISTERED_VOTERS, C.BALLOTS_RECEIVED, C.VOTERS_ADDED, C.BALLOTS_ISSUED, f"{C.VOTERS_BY_HOUR}.12"]
counts = some.integers(0, 3_000)
told = some.builds(
    Told,
    some.dictionaries(some.sampled_from(LINES), counts),
    some.dictionaries(some.sampled_from("ABC"), counts),
)


def usual(values: Sequence[float]) -> Usual:
    middle = median(values)
    return Usual(middle, max(NORMAL_MEDIAN_DISTANCE * median(abs(each - middle) for each in values), LEAST_SPREAD), len(values))


def at_once(stations: Sequence[Told], least: int) -> Neighbours | None:
    """Every ratio and share collected and sorted anew."""
    if len(stations) < least:
        return None
    ratios: dict[tuple[str, str], list[float]] = {}
    shares: dict[str, list[float]] = {}
    for each in stations:
        for pair in pairs(each.lines):
            ratios.setdefault(pair, []).append(ratio(each.lines[pair[0]], each.lines[pair[1]]))
        for option, votes in each.votes.items():
            if total := sum(each.votes.values()):
                shares.setdefault(option, []).append(votes / total)
    received = [each.lines[C.BALLOTS_RECEIVED] % 50 == 0 for each in stations if C.BALLOTS_RECEIVED in each.lines]
    return Neighbours(
        len(stations),
        {pair: usual(values) for pair, values in ratios.items() if len(values) >= least},
        {option: median(values) for option, values in shares.items() if len(values) >= least},
        sum(received) / len(received) if len(received) >= least else None,
    )


@given(some.lists(told, max_size=25), some.data())
def test_what_came_and_went_leaves_no_trace(stations: list[Told], data: some.DataObject) -> None:
    sample, inside = Sample(), list[Told]()
    for each in stations:
        sample.add(measured(each))
        inside.append(each)
        if data.draw(some.booleans()):
            sample.remove(measured(inside.pop(data.draw(some.integers(0, len(inside) - 1)))))
    assert sample.usual(3) == at_once(inside, 3) == expectation(inside, 3)
