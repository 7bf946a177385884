"""O1xx beyond the clock: what the station has in the morning, and whether it was shown."""

from functools import partial

from schemas.checks.check import Check, Context
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.reports.opening import OpeningProtocol, OpeningReport


def few_received(body: Body, context: Context) -> Finding | None:
    """O103: fewer ballots of a contest than the election's share of the list (Kazakhstan prints one a voter and 1 % more)."""
    assert isinstance(body, OpeningReport)
    listed = body.registered_voters if body.registered_voters is not None else context.registered_voters
    least = context.election.received_least_share
    for contest_id, received in body.ballots_received.items():
        if listed is not None and received < least * listed:
            return Finding(code="O103", level=Level.AMBER, fields=(f"ballots_received.{contest_id}", "registered_voters"),
                           values={"a": received, "b": listed}, tolerance=least)
    return None


def protocol_not_shown(body: Body, context: Context) -> Finding | None:
    """O104: the opening protocol was not shown."""
    assert isinstance(body, OpeningReport)
    if body.opening_protocol is not OpeningProtocol.NOT_SHOWN:
        return None
    return Finding(code="O104", level=Level.AMBER, fields=("opening_protocol",))


def ballots_of_more_contests(body: Body, context: Context) -> Finding | None:
    """O105: the station received ballots of more contests than each voter is given."""
    assert isinstance(body, OpeningReport)
    named = [contest_id for contest_id, received in body.ballots_received.items() if received > 0]
    if body.contests_count is None or len(named) <= body.contests_count:
        return None
    fields = ("contests_count", *(f"ballots_received.{contest_id}" for contest_id in named))
    return Finding(code="O105", level=Level.AMBER, fields=fields, values={"a": body.contests_count, "b": len(named)})


def more_ballots_than_contests(body: Body, context: Context) -> Finding | None:
    """O106: each voter gets more ballots than the election has contests: one of another election, or a slip."""
    assert isinstance(body, OpeningReport)
    known = len(context.election.contests)
    if body.contests_count is None or not known or body.contests_count <= known:
        return None
    return Finding(code="O106", level=Level.INFO, fields=("contests_count",), values={"a": body.contests_count, "b": known})


def other_ballots_named(body: Body, context: Context) -> Finding | None:
    """O107: other than as many ballots are named as each voter gets. More than the election has cannot be named (O106 asks about those)."""
    assert isinstance(body, OpeningReport)
    told, named = body.contests_count, len(set(body.contests_given))
    if told is None or not named or named == min(told, len(context.election.contests)):
        return None
    return Finding(code="O107", level=Level.AMBER, fields=("contests_count", "contests_given"), values={"a": told, "b": named})


_check = partial(Check, kind=ReportKind.OPENING, level=Level.AMBER)
OPENING_CHECKS: tuple[Check, ...] = (
    _check(code="O103", rule=Message("There is a ballot for every voter on the list."),
           question=Message("The station received {a} ballots for {b} voters on the list. Are both as it said?"),
           next_action=Message("Ask whether a second delivery is expected, and for which contest."), find=few_received,
           tolerance="received_least_share"),
    _check(code="O104", rule=Message("Observers see the opening protocol."),
           question=Message("The opening protocol was not shown. Did you ask for it?"),
           next_action=Message("Ask who refused and at what minute; write it down for a complaint."), find=protocol_not_shown),
    _check(code="O105", rule=Message("A voter gets a ballot of every contest for which the station received ballots."),
           question=Message("Ballots each voter gets: {a}. Kinds of ballots the station received: {b}. Are both as you saw them?"),
           next_action=Message("Ask which ballots lie on the desk."), find=ballots_of_more_contests),
    _check(code="O106", level=Level.INFO, rule=Message("A voter gets no more ballots than this election has contests."),
           question=Message("Ballots each voter gets: {a}. Contests of this election: {b}. Is the first number right?"),
           next_action=Message("Ask what the other ballot is for: another election may be held on the same day."),
           find=more_ballots_than_contests),
    _check(code="O107", rule=Message("As many ballots are named as each voter gets."),
           question=Message("Ballots each voter gets: {a}. Ballots you named: {b}. Which is right?"),
           next_action=Message("Ask which ballots lie on the desk."), find=other_ballots_named),
)
