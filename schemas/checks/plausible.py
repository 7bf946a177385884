"""P42x: one entry against itself and the other stations heard before: slips of a digit, swapped rows, ratios far from the neighbours'.

A station may truly be unlike its neighbours: these findings ask for a second look at the paper and say nothing about it."""

from functools import partial
from itertools import pairwise

from schemas.checks.check import Check, Context
from schemas.checks.neighbours import ROUND_TO, pairs, ratio
from schemas.checks.protocol import found, lines_of, papers
from schemas.election import Contest
from schemas.figure import FigureCode
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.reports.count import CountReport

C = FigureCode
OVERDISPERSION = 0.35
"""Stations of one region differ by about a third in a row's share (Georgia 2013, odd districts): added to chance."""
LEAST_EXPECTED = 0.3
SWAP_REST = 5.0
"""After changing places the rows must fit: their own misfit counts this many times against the gain."""
ROUND_USUAL_SHARE = 0.97
SAME_LEAST_VOTES, SAME_LEAST_ROWS = 100, 3
"""Small or two-row results are the same by chance."""
SLIP_LEAST = 10
"""A gap below this is not explained by a digit too many or too few."""


def far_ratio(body: Body, context: Context, code: str, numerator: str, only_above: bool = False) -> Finding | None:
    """A line's ratio further from the neighbours' middle than the election's number of spreads; the furthest one is told."""
    report = lines_of(body)
    if context.neighbours is None or not context.neighbours.is_region:
        return None
    furthest: tuple[float, str, str] | None = None
    for above, below in pairs(report.lines):
        usual = context.neighbours.ratios.get((above, below))
        if usual is None or not above.startswith(numerator):
            continue
        spreads = (ratio(report.lines[above], report.lines[below]) - usual.middle) / usual.spread
        spreads = spreads if only_above else abs(spreads)
        if spreads > context.election.neighbour_spreads and (furthest is None or spreads > furthest[0]):
            furthest = spreads, above, below
    if furthest is None:
        return None
    _, above, below = furthest
    return found(code, Level.AMBER, (f"lines.{above}", f"lines.{below}"), a=report.lines[above], b=report.lines[below],
                 k=context.neighbours.stations_n).model_copy(update={"tolerance": context.election.neighbour_spreads})


def _misfit(votes: int, expected: float) -> float:
    """Squared distance in spreads: chance and the stations' own differences."""
    mean = max(expected, LEAST_EXPECTED)
    return (votes - mean) ** 2 / (mean + (OVERDISPERSION * mean) ** 2)


def _contest(report: CountReport, context: Context) -> Contest | None:
    return next((each for each in context.election.contests if report.votes and set(each.option_codes) == set(report.votes)), None)


def swapped_rows(body: Body, context: Context) -> Finding | None:
    """P424: two or three rows that follow each other fit the neighbours far better after changing places."""
    report = lines_of(body)
    contest = _contest(report, context)
    total = sum(report.votes.values())
    if contest is None or context.neighbours is None or not total or not set(report.votes) <= set(context.neighbours.shares):
        return None
    codes, shares = contest.option_codes, context.neighbours.shares
    expected, votes = [shares[code] * total for code in codes], [report.votes[code] for code in codes]
    fit = [_misfit(value, mean) for value, mean in zip(votes, expected, strict=True)]
    best: tuple[float, int, int] | None = None
    for first in range(len(codes) - 1):
        for order in ((1, 0), (1, 2, 0), (2, 0, 1)):
            if first + len(order) > len(codes):
                continue
            now = sum(fit[first : first + len(order)])
            if now <= context.election.swapped_rows_gain or (best and now <= best[0]):
                continue
            moved = sum(_misfit(votes[first + place], expected[first + at]) for at, place in enumerate(order))
            gain = now - SWAP_REST * moved
            if gain > context.election.swapped_rows_gain and (best is None or gain > best[0]):
                best = gain, first, first + len(order) - 1
    if best is None:
        return None
    _, first, last = best
    return found("P424", Level.AMBER, tuple(f"votes.{code}" for code in codes[first : last + 1]), first=codes[first], last=codes[last],
                 a=votes[first], b=votes[last], k=context.neighbours.stations_n)


def not_round(body: Body, context: Context) -> Finding | None:
    """P425: ballots came in packets of fifty to nearly all other stations, here not."""
    received = lines_of(body).lines.get(C.BALLOTS_RECEIVED)
    usual = context.neighbours.round_share if context.neighbours else None
    if received is None or usual is None or usual <= ROUND_USUAL_SHARE or received % ROUND_TO == 0 or context.neighbours is None:
        return None
    return found("P425", Level.AMBER, (f"lines.{C.BALLOTS_RECEIVED}",), a=received, k=context.neighbours.stations_n)


def same_votes(body: Body, context: Context) -> Finding | None:
    """P415: another station has the same votes in every row."""
    report = lines_of(body)
    if not context.same_votes_at or sum(report.votes.values()) < SAME_LEAST_VOTES or len(report.votes) < SAME_LEAST_ROWS:
        return None
    return found("P415", Level.AMBER, tuple(f"votes.{code}" for code in report.votes), other=context.same_votes_at)


def digit_slip(body: Body, context: Context) -> Finding | None:
    """P420: one row with a digit less or more would make the sums right; the only such row is told."""
    report = lines_of(body)
    counted, issued = papers(report, context), report.lines.get(C.BALLOTS_ISSUED)
    if counted is None or issued is None or abs(counted - issued) < SLIP_LEAST:
        return None
    gap = counted - issued
    rows = [(f"votes.{code}", code, value) for code, value in report.votes.items()]
    slips = [(field, code, value, value - gap) for field, code, value in rows if _one_digit(value, value - gap)]
    if len(slips) != 1:
        return None
    field, code, value, other = slips[0]
    return found("P420", Level.AMBER, (field,), row=code, a=value, b=other)


def _one_digit(value: int, other: int) -> bool:
    """Whether leaving out one digit of one number gives the other, or two digits that follow each other changed places."""
    if other < 0:
        return False
    one, two = sorted((str(value), str(other)), key=len)
    if len(two) == len(one) + 1:
        return any(two[:place] + two[place + 1 :] == one for place in range(len(two)))
    return len(one) == len(two) and any(
        one[:at] + one[at + 1] + one[at] + one[at + 2 :] == two and left != right for at, (left, right) in enumerate(pairwise(one))
    )


_check = partial(Check, kind=ReportKind.COUNT, level=Level.AMBER)
UNLIKE = Message("Read both lines again from the photo. The station may truly be unlike the others.")
PLAUSIBLE_CHECKS: tuple[Check, ...] = (
    _check(code="P415", rule=Message("No two stations have the same votes in every row."),
           question=Message("Station {other} has the same votes in every row. Is this the right station?"),
           next_action=Message("Look at both photos: one report may stand under the wrong station."), find=same_votes),
    _check(code="P420", is_cause=True, rule=Message("A digit too many, too few or in the wrong place."),
           question=Message("In row “{row}” you have {a}; with {b} the sums would be right. What does the paper say?"),
           tallied=(Message("In row “{row}” you have {a}; with {b} the sums would be right. What did you write down?"),),
           next_action=Message("Read this row again from the photo. Do not correct it without the paper."), find=digit_slip),
    _check(code="P421", rule=Message("Ballots received are in the usual proportion to the list."),
           question=Message("{a} ballots for {b} voters: unlike {k} other reports. Does the paper say so?"),
           tallied=(Message("{a} ballots for {b} voters: unlike {k} other reports. Is that what you wrote down?"),), next_action=UNLIKE,
           find=partial(far_ratio, code="P421", numerator=C.BALLOTS_RECEIVED), tolerance="neighbour_spreads"),
    _check(code="P422", rule=Message("Hourly numbers are in the usual proportion to the day."),
           question=Message("{a} of {b} by that hour: unlike {k} other reports. Does the paper say so?"),
           tallied=(Message("{a} of {b} by that hour: unlike {k} other reports. Is that what you wrote down?"),), next_action=UNLIKE,
           find=partial(far_ratio, code="P422", numerator=C.VOTERS_BY_HOUR), tolerance="neighbour_spreads"),
    _check(code="P423", rule=Message("Not many more voters are added than elsewhere."),
           question=Message("{a} added to {b} voters: unlike {k} other reports. Does the paper say so?"),
           tallied=(Message("{a} added to {b} voters: unlike {k} other reports. Is that what you wrote down?"),), next_action=UNLIKE,
           find=partial(far_ratio, code="P423", numerator=C.VOTERS_ADDED, only_above=True), tolerance="neighbour_spreads"),
    _check(code="P424", rule=Message("No row stands in another's place."),
           question=Message("Rows “{first}” to “{last}” fit {k} other reports better in another order. Is each number in its own row?"),
           next_action=Message("Read these rows again from the photo. Other stations are no proof for this one."), find=swapped_rows,
           tolerance="swapped_rows_gain"),
    _check(code="P425", rule=Message("Ballots come in packets of fifty where nearly all stations have it so."),
           question=Message("The station received {a} ballots; nearly all of {k} others have packets of fifty. Does the paper say {a}?"),
           tallied=(Message("The station received {a} ballots; nearly all of {k} others have packets of fifty. Did you write down {a}?"),),
           next_action=Message("Read the line again from the photo."), find=not_round),
)
