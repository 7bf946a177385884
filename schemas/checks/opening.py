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


_check = partial(Check, kind=ReportKind.OPENING, level=Level.AMBER)
OPENING_CHECKS: tuple[Check, ...] = (
    _check(code="O103", rule=Message("There is a ballot for every voter on the list."),
           question=Message("The station received {a} ballots for {b} voters on the list. Are both as it said?"),
           next_action=Message("Ask whether a second delivery is expected, and for which contest."), find=few_received,
           tolerance="received_least_share"),
    _check(code="O104", rule=Message("Observers see the opening protocol."),
           question=Message("The opening protocol was not shown. Did you ask for it?"),
           next_action=Message("Ask who refused and at what minute; write it down for a complaint."), find=protocol_not_shown),
)
