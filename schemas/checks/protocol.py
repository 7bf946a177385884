"""P4xx: the lines of one protocol against each other. Genuine protocols often do not add up, so more is red and fewer is amber;
nothing is refused. Sums and limits: practice of Georgia, the Netherlands, Libya and Russia, research of the field."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from schemas.checks.check import Check, Context
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.reports.count import CopyGiven, CountReport

C = FigureCode


def lines_of(body: Body) -> CountReport:
    assert isinstance(body, CountReport)
    return body


def votes_for_options(report: CountReport, context: Context) -> int | None:
    """Votes for all options; None unless each option of one contest has its figure."""
    for contest in context.election.contests:
        if report.votes and set(report.votes) == set(contest.option_codes):
            return sum(report.votes.values())
    return None


def papers(report: CountReport, context: Context) -> int | None:
    """Ballots that the count accounts for: votes for options and invalid ones."""
    votes, invalid = votes_for_options(report, context), report.lines.get(C.BALLOTS_INVALID)
    return None if votes is None or invalid is None else votes + invalid


def found(code: str, level: Level, fields: tuple[str, ...], **values: int | float | str | None) -> Finding:
    return Finding(code=code, level=level, fields=fields, values=values)


def _line(key: str) -> str:
    return f"lines.{key}"


ISSUED, INVALID = _line(C.BALLOTS_ISSUED), _line(C.BALLOTS_INVALID)


def _short(body: Body, context: Context) -> tuple[int, int, int] | None:
    """Votes and invalid ballots, ballots issued, and how many are missing (negative: too many)."""
    report = lines_of(body)
    counted, issued = papers(report, context), report.lines.get(C.BALLOTS_ISSUED)
    return None if counted is None or issued is None else (counted, issued, issued - counted)


def more_votes(body: Body, context: Context) -> Finding | None:
    """P401: more votes and invalid ballots than ballots issued."""
    short = _short(body, context)
    return found("P401", Level.RED, (ISSUED, INVALID), a=short[0], b=short[1], n=-short[2]) if short and short[2] < 0 else None


def fewer_votes(body: Body, context: Context) -> Finding | None:
    """P402: votes and invalid ballots are fewer than ballots issued, by more than the election's tolerance."""
    short = _short(body, context)
    if not short or short[2] <= context.election.missing_ballots:
        return None
    return found("P402", Level.AMBER, (ISSUED, INVALID), a=short[0], b=short[1], n=short[2]).model_copy(
        update={"tolerance": float(context.election.missing_ballots)}
    )


def one_missing(body: Body, context: Context) -> Finding | None:
    """P403: fewer than issued within the tolerance: one in twelve true Georgian protocols of 2013 lacks one ballot."""
    short = _short(body, context)
    if not short or not 0 < short[2] <= context.election.missing_ballots or short[2] <= context.election.missing_share * short[1]:
        return None
    return found("P403", Level.INFO, (ISSUED, INVALID), a=short[0], b=short[1], n=short[2])


def options_against_valid(body: Body, context: Context) -> Finding | None:
    """P404: the votes for all options are not the valid ballots."""
    report = lines_of(body)
    votes, valid = votes_for_options(report, context), report.lines.get(C.BALLOTS_VALID)
    if votes is None or valid is None or votes == valid:
        return None
    level = Level.RED if votes > valid else Level.AMBER
    return found("P404", level, (_line(C.BALLOTS_VALID),), a=votes, b=valid)


def box_sum(body: Body, context: Context) -> Finding | None:
    """P405: valid and invalid ballots are not the ballots found in the boxes."""
    report = lines_of(body)
    box, invalid = report.ballots_in_box, report.lines.get(C.BALLOTS_INVALID)
    valid = report.lines.get(C.BALLOTS_VALID, votes_for_options(report, context))
    if box is None or invalid is None or valid is None or valid + invalid == box:
        return None
    return found("P405", Level.AMBER, ("ballots_in_box", INVALID), a=box, b=valid + invalid)


def more_in_box(body: Body, context: Context) -> Finding | None:
    """P406: more ballots in the boxes than were issued."""
    report = lines_of(body)
    box, issued = report.ballots_in_box, report.lines.get(C.BALLOTS_ISSUED)
    if box is None or issued is None or box <= issued:
        return None
    return found("P406", Level.RED, ("ballots_in_box", ISSUED), a=box, b=issued)


def fewer_in_box(body: Body, context: Context) -> Finding | None:
    """P407: fewer ballots in the boxes than were issued, by more than the election's tolerance."""
    report = lines_of(body)
    box, issued = report.ballots_in_box, report.lines.get(C.BALLOTS_ISSUED)
    if box is None or issued is None or issued - box <= context.election.missing_ballots:
        return None
    return found("P407", Level.AMBER, ("ballots_in_box", ISSUED), a=box, b=issued)


def received_sum(body: Body, context: Context) -> Finding | None:
    """P408: issued, unused and spoiled ballots are not the ballots received."""
    lines = lines_of(body).lines
    parts, received = [lines.get(key) for key in (C.BALLOTS_ISSUED, C.BALLOTS_UNUSED, C.BALLOTS_SPOILED)], lines.get(C.BALLOTS_RECEIVED)
    known = [part for part in parts if part is not None]
    if received is None or len(known) < len(parts) or sum(known) == received:
        return None
    return found("P408", Level.AMBER, (_line(C.BALLOTS_RECEIVED), _line(C.BALLOTS_UNUSED)), a=received, b=sum(known))


def _entitled(report: CountReport) -> int | None:
    """Who may vote here: the list and those added, less certificates given, plus certificates accepted."""
    lines = report.lines
    listed = lines.get(C.REGISTERED_VOTERS)
    if listed is None:
        return None
    return (
        listed + lines.get(C.VOTERS_ADDED, 0) - lines.get(C.CERTIFICATES_ISSUED, 0) + lines.get(C.CERTIFICATES_ACCEPTED, 0)
    )


def issued_above_list(body: Body, context: Context) -> Finding | None:
    """P409: more ballots issued than voters who may vote here."""
    report = lines_of(body)
    issued, entitled = report.lines.get(C.BALLOTS_ISSUED), _entitled(report)
    if issued is None or entitled is None or issued <= entitled:
        return None
    return found("P409", Level.RED, (ISSUED, _line(C.REGISTERED_VOTERS)), a=issued, b=entitled)


def list_against_registry(body: Body, context: Context) -> Finding | None:
    """P410: the protocol's list differs from the registry's (or this morning's) by more than the election's tolerance."""
    listed, known = lines_of(body).lines.get(C.REGISTERED_VOTERS), context.registered_voters
    if listed is None or not known or abs(listed - known) <= context.election.list_tolerance_share * known:
        return None
    return found("P410", Level.AMBER, (_line(C.REGISTERED_VOTERS),), a=listed, **context.list_named("b")).model_copy(
        update={"tolerance": context.election.list_tolerance_share}
    )


def negative_base(body: Body, context: Context) -> Finding | None:
    """P411: certificates given out exceed the list: the base would be below zero (seen at three Almaty stations in 2016)."""
    report = lines_of(body)
    entitled = _entitled(report)
    if entitled is None or entitled >= 0:
        return None
    return found("P411", Level.RED, (_line(C.REGISTERED_VOTERS), _line(C.CERTIFICATES_ISSUED)), n=entitled,
                 a=report.lines[C.REGISTERED_VOTERS], b=report.lines.get(C.CERTIFICATES_ISSUED, 0))


def issued_above_received(body: Body, context: Context) -> Finding | None:
    """P412: more ballots issued than the station received."""
    lines = lines_of(body).lines
    issued, received = lines.get(C.BALLOTS_ISSUED), lines.get(C.BALLOTS_RECEIVED)
    if issued is None or received is None or issued <= received:
        return None
    return found("P412", Level.RED, (ISSUED, _line(C.BALLOTS_RECEIVED)), a=issued, b=received)


def outside_above_issued(body: Body, context: Context) -> Finding | None:
    """P413: more voters outside the premises than the election's share of all ballots issued."""
    lines = lines_of(body).lines
    outside, issued = lines.get(C.VOTERS_OUTSIDE), lines.get(C.BALLOTS_ISSUED)
    if outside is None or issued is None or outside <= context.election.mobile_share * issued:
        return None
    return found("P413", Level.RED if outside > issued else Level.AMBER, (_line(C.VOTERS_OUTSIDE), ISSUED), a=outside, b=issued).model_copy(
        update={"tolerance": context.election.mobile_share}
    )


def _hours(election: Election, report: CountReport) -> list[tuple[str, int]]:
    keys = [line.key for line in election.protocol_lines if line.as_of is not None] + [str(C.BALLOTS_ISSUED)]
    return [(key, report.lines[key]) for key in keys if key in report.lines]


def hours_falling(body: Body, context: Context) -> Finding | None:
    """P414: the protocol's hourly numbers fall, or the last hour is above the ballots issued."""
    hours = _hours(context.election, lines_of(body))
    for (early, before), (late, after) in pairwise(hours):
        if before > after:
            return found("P414", Level.AMBER, (_line(early), _line(late)), a=before, b=after)
    return None


def copy_refused(body: Body, context: Context) -> Finding | None:
    """P416: a copy of the protocol was refused; at what time is asked where it was not said."""
    report = lines_of(body)
    if report.copy_given is not CopyGiven.REFUSED:
        return None
    at = report.copy_refused_at
    return found("P416", Level.AMBER, ("copy_given",), **({"refused_at": at.isoformat()} if at else {}))


def is_above(lines: Mapping[str, object], counted: int, share: float) -> bool:
    """Whether the voters inside the premises are more than were counted with the allowance; False where a line has no number."""
    issued, outside = lines.get(C.BALLOTS_ISSUED), lines.get(C.VOTERS_OUTSIDE)
    return isinstance(issued, int) and isinstance(outside, int) and issued - outside > counted + int(counted * share + 0.5)


def above_counted(body: Body, context: Context) -> Finding | None:
    """P417: voters inside the premises are above the observer's own count of the whole day with the allowance: the ceiling of one
    observer (analysis.bounds). Who left, came late or started again has none here; theirs is computed when it is read."""
    lines = lines_of(body).lines
    if not context.counted_whole or not context.counted:
        return None
    counted, share = context.counted[-1].value, context.election.allowance.above_share
    if not is_above(lines, counted, share):
        return None
    above = found("P417", Level.AMBER, (ISSUED,), a=counted, b=lines[C.BALLOTS_ISSUED] - lines[C.VOTERS_OUTSIDE])
    return above.model_copy(update={"tolerance": share})


def below_counted(body: Body, context: Context) -> Finding | None:
    """P418: ballots issued are below the observer's own last count less the allowance: the floor (analysis.bounds), of one observer."""
    issued = lines_of(body).lines.get(C.BALLOTS_ISSUED)
    if issued is None or not context.counted:
        return None
    last, share = context.counted[-1], context.election.allowance.below_share
    if issued >= last.value - int(last.value * share + 0.5):
        return None
    below = found("P418", Level.AMBER, (ISSUED,), a=last.value, b=issued, time_at=last.at.isoformat())
    return below.model_copy(update={"tolerance": share})


def below_stated(body: Body, context: Context) -> Finding | None:
    """P419: ballots issued are below what the commission stated during the day."""
    issued = lines_of(body).lines.get(C.BALLOTS_ISSUED)
    if issued is None or not context.stated or issued >= context.stated[-1].value:
        return None
    last = context.stated[-1]
    return found("P419", Level.AMBER, (ISSUED,), a=last.value, b=issued, time_at=last.at.isoformat())


def portable_above_all(body: Body, context: Context) -> Finding | None:
    """P426: more ballots in the portable boxes than in all boxes together."""
    report = lines_of(body)
    part, whole = report.ballots_in_box_mobile, report.ballots_in_box
    if part is None or whole is None or part <= whole:
        return None
    return found("P426", Level.AMBER, ("ballots_in_box", "ballots_in_box_mobile"), a=part, b=whole)


def signatures_below_issued(body: Body, context: Context) -> Finding | None:
    """P427: more ballots issued than voters who signed for them, by more than the election's tolerance for single ballots."""
    report = lines_of(body)
    signed, issued = report.close_list_signatures_number, report.lines.get(C.BALLOTS_ISSUED)
    if signed is None or issued is None or issued - signed <= context.election.missing_ballots:
        return None
    return found("P427", Level.AMBER, ("close_list_signatures_number", ISSUED), a=signed, b=issued, n=issued - signed).model_copy(
        update={"tolerance": float(context.election.missing_ballots)}
    )


SUMS: tuple[Callable[[Body, Context], Finding | None], ...] = (
    more_votes, fewer_votes, options_against_valid, box_sum, more_in_box, fewer_in_box, received_sum, issued_above_list, negative_base,
    issued_above_received,
)
"""What holds between the lines of one paper, and the ballots seen in the boxes."""
AGAIN = Message("Read both lines again from the photo; ask for one if there is none.")
_check = partial(Check, kind=ReportKind.COUNT)
PROTOCOL_CHECKS: tuple[Check, ...] = (
    _check(code="P401", level=Level.RED, rule=Message("No more votes and invalid ballots than ballots issued."),
           question=Message("Votes and invalid ballots make {a}, ballots issued are {b}: {n} too many. Does the paper say so?"),
           tallied=(Message("Votes and invalid ballots make {a}, ballots issued are {b}: {n} too many. Is that what you wrote down?"),),
           next_action=Message("Have every line typed again from the photo. If the paper says so, keep the photo for a case."),
           find=more_votes),
    _check(code="P402", level=Level.AMBER, rule=Message("Votes and invalid ballots are as many as ballots issued."),
           question=Message("Votes and invalid ballots make {a}, ballots issued are {b}: {n} are missing. Does the paper say so?"),
           tallied=(Message("Votes and invalid ballots make {a}, ballots issued are {b}: {n} are missing. Is that what you wrote down?"),),
           next_action=Message("Have every line typed again from the photo. Voters may carry ballots away."), find=fewer_votes,
           tolerance="missing_ballots"),
    _check(code="P403", level=Level.INFO, rule=Message("A ballot or two may be missing; a row may be left at zero."),
           question=Message("Votes and invalid ballots make {a}, ballots issued are {b}: {n} fewer. Is a small row left out?"),
           next_action=Message("Look at the rows with zero on the photo."), find=one_missing,
           tolerance="missing_ballots, missing_share"),
    _check(code="P404", level=Level.RED, rule=Message("The votes for all options are the valid ballots."),
           question=Message("The votes in all rows make {a}, the valid ballots are {b}. Does the paper say so?"),
           tallied=(Message("The votes in all rows make {a}, the valid ballots are {b}. Is that what you wrote down?"),),
           next_action=AGAIN, find=options_against_valid),
    _check(code="P405", level=Level.AMBER, rule=Message("Ballots in the boxes are the valid and the invalid ones."),
           question=Message("You saw {a} ballots in the boxes, valid and invalid ones make {b}. Are both as you saw them?"),
           next_action=Message("Ask who counted the boxes, and whether a portable box was left out."), find=box_sum),
    _check(code="P406", level=Level.RED, rule=Message("No more ballots in the boxes than were issued."),
           question=Message("You saw {a} ballots in the boxes, {b} were issued. Are both as you saw them?"),
           next_action=Message("Ask for the minute and for witnesses; keep the photo for a case."), find=more_in_box),
    _check(code="P407", level=Level.AMBER, rule=Message("As many ballots in the boxes as were issued."),
           question=Message("You saw {a} ballots in the boxes, {b} were issued. Are both as you saw them?"),
           next_action=Message("Ask whether a portable box was left out, or ballots were carried away."), find=fewer_in_box,
           tolerance="missing_ballots"),
    _check(code="P408", level=Level.AMBER, rule=Message("Issued, unused and spoiled ballots are the ballots received."),
           question=Message("The station received {a} ballots; issued, unused and spoiled ones make {b}. Does the paper say so?"),
           tallied=(Message("The station received {a} ballots; issued, unused and spoiled ones make {b}. Is that what you wrote down?"),),
           next_action=AGAIN, find=received_sum),
    _check(code="P409", level=Level.RED, rule=Message("No more ballots issued than voters who may vote here."),
           question=Message("Ballots issued are {a}, voters who may vote here {b}. Does the paper say so?"),
           tallied=(Message("Ballots issued are {a}, voters who may vote here {b}. Is that what you wrote down?"),),
           next_action=Message("Ask how many voters were added to the list on the day; read both lines again."), find=issued_above_list),
    _check(code="P410", level=Level.AMBER, rule=Message("The list in the protocol is near the registry's."),
           question=Message("The protocol has {a} voters on the list, the registry {b}. Does the paper say {a}?"),
           tallied=(Message("You have {a} voters on the list, you were told of {told} in the morning. Did you write down {a}?"),
                    Message("You have {a} voters on the list, the registry {b}. Did you write down {a}?")),
           fuller=(Message("The protocol has {a} voters on the list, you were told of {told} in the morning. Does the paper say {a}?"),),
           next_action=Message("Read the line again from the photo; ask when voters were added."), find=list_against_registry,
           tolerance="list_tolerance_share"),
    _check(code="P411", level=Level.RED, rule=Message("Certificates do not make the number of voters negative."),
           question=Message("There are {a} voters on the list and {b} certificates were given out. Does the paper say so?"),
           tallied=(Message("There are {a} voters on the list and {b} certificates were given out. Is that what you wrote down?"),),
           next_action=Message("Read the certificate lines again; keep the photo for a case."), find=negative_base),
    _check(code="P412", level=Level.RED, rule=Message("No more ballots issued than the station received."),
           question=Message("Ballots issued are {a}, the station received {b}. Does the paper say so?"),
           tallied=(Message("Ballots issued are {a}, the station received {b}. Is that what you wrote down?"),), next_action=AGAIN,
           find=issued_above_received),
    _check(code="P413", level=Level.AMBER, rule=Message("Voters outside the premises are a small part of all."),
           question=Message("{a} voted outside, of {b} in all. Does the paper say so?"),
           tallied=(Message("{a} voted outside, of {b} in all. Is that what you wrote down?"),),
           next_action=Message("Ask for the number of written applications and how long the portable box was away."),
           find=outside_above_issued, tolerance="mobile_share"),
    _check(code="P414", level=Level.AMBER, rule=Message("The protocol's hourly numbers do not fall."),
           question=Message("The earlier hour has {a}, the later one {b}. Does the paper say so?"),
           tallied=(Message("The earlier hour has {a}, the later one {b}. Is that what you wrote down?"),), next_action=AGAIN,
           find=hours_falling),
    _check(code="P416", level=Level.AMBER, rule=Message("Observers are given a copy of the protocol."),
           question=Message("You were refused a copy. Who refused it, and at what time?"),
           fuller=(Message("At {refused} you were refused a copy. Who refused it, and who saw that?"),),
           next_action=Message("Write down time, witnesses and reason; have a complaint handed in."), find=copy_refused),
    _check(code="P417", level=Level.AMBER, rule=Message("The protocol is not above the observer's own count of the whole day."),
           question=Message("From opening to closing you counted {a} people, the protocol has {b} inside. Are both as you saw them?"),
           tallied=(Message("From opening to closing you counted {a} people, your tally has {b} inside. Are both as you saw them?"),),
           next_action=Message("Look at the photo and at every reading of the counter; open the station's floor and ceiling."),
           find=above_counted, tolerance="allowance.above_share"),
    _check(code="P418", level=Level.AMBER, rule=Message("The protocol is not below the observer's own count."),
           question=Message("At {time} you had counted {a} people, the protocol has {b}. Are both as you saw them?"),
           tallied=(Message("At {time} you had counted {a} people, your tally has {b}. Are both as you saw them?"),),
           next_action=Message("Ask how people were counted; open the station's floor and ceiling."), find=below_counted,
           tolerance="allowance.below_share"),
    _check(code="P419", level=Level.AMBER, rule=Message("The protocol is not below what the commission stated before."),
           question=Message("At {time} the commission said {a}, the protocol has {b}. Are both as you saw and heard them?"),
           tallied=(Message("At {time} the commission said {a}, your tally has {b}. Are both as you saw and heard them?"),),
           next_action=Message("Both are kept. Ask how the number was learned and who heard it."), find=below_stated),
    _check(code="P426", level=Level.AMBER, rule=Message("The portable boxes hold a part of all ballots in the boxes."),
           question=Message("You saw {b} ballots in all boxes, {a} of them in portable ones. Are both as you saw them?"),
           next_action=Message("Ask whether the first number is without the portable boxes."), find=portable_above_all),
    _check(code="P427", level=Level.AMBER, rule=Message("No more ballots issued than voters who signed for them."),
           question=Message("{a} signatures were said, ballots issued are {b}: {n} more. Are both as you heard and read them?"),
           next_action=Message("Ask who counted the signatures, and whether the list of voters outside was counted too."),
           find=signatures_below_issued, tolerance="missing_ballots"),
)
