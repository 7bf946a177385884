"""T2xx: a series of counts against itself, the list, the commission's number, the clock."""

from datetime import timedelta

from schemas.checks.check import Check, Context, Point
from schemas.day import moment
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind, Ynx
from schemas.reports.turnout import TurnoutReport


def _before(points: tuple[Point, ...], report: TurnoutReport, context: Context) -> Point | None:
    at = report.counted_at or context.observed_at
    return next((point for point in reversed(points) if point.at < at), None)


def _after(points: tuple[Point, ...], report: TurnoutReport, context: Context) -> Point | None:
    at = report.counted_at or context.observed_at
    return next((point for point in points if point.at > at), None)


def _found(check: str, level: Level, *fields: str, **values: int | float | str | None) -> Finding:
    return Finding(code=check, level=level, fields=fields, values=values)


def falling(body: Body, context: Context) -> Finding | None:
    """T201: a running count is lower than an earlier one, and was not started again from zero."""
    assert isinstance(body, TurnoutReport)
    earlier = _before(context.counted, body, context)
    if body.voters_counted is None or earlier is None or body.counter_reset is Ynx.YES or body.voters_counted == 0:
        return None
    if body.voters_counted >= earlier.value:
        return None
    return _found("T201", Level.AMBER, "voters_counted", time_at=earlier.at.isoformat(), a=earlier.value, b=body.voters_counted)


def _above_list(check: str, field: str, people: int | None, report: TurnoutReport, context: Context) -> Finding | None:
    """More than the list of the morning and those added to it since; who was added is named only where somebody was."""
    listed, added = context.registered_voters, context.added + (report.added_to_list or 0)
    if people is None or listed is None or people <= listed + added:
        return None
    more: dict[str, int] = {"added": added} if added else {}
    return _found(check, Level.RED, field, n=people, **context.list_named("list"), **more)


def above_list(body: Body, context: Context) -> Finding | None:
    """T202: more people counted than there are voters on the list, those added to it included."""
    assert isinstance(body, TurnoutReport)
    return _above_list("T202", "voters_counted", body.voters_counted, body, context)


def above_stated(body: Body, context: Context) -> Finding | None:
    """T203: the own count is above the number the commission states for the same time."""
    assert isinstance(body, TurnoutReport)
    if body.voters_counted is None or body.stated_voters is None or body.voters_counted <= body.stated_voters:
        return None
    return _found("T203", Level.AMBER, "voters_counted", "stated_voters", n=body.voters_counted, stated=body.stated_voters)


def zero_after(body: Body, context: Context) -> Finding | None:
    """T204: zero after a count that was not zero."""
    assert isinstance(body, TurnoutReport)
    earlier = _before(context.counted, body, context)
    if body.voters_counted != 0 or earlier is None or earlier.value == 0 or body.counter_reset is Ynx.YES:
        return None
    return _found("T204", Level.AMBER, "voters_counted", time_at=earlier.at.isoformat(), a=earlier.value)


def pace(body: Body, context: Context) -> Finding | None:
    """T205: more people a minute since the last count than one station can serve (a setting of the election)."""
    assert isinstance(body, TurnoutReport)
    at = body.counted_at or context.observed_at
    if body.voters_counted is None:
        return None
    earlier = _before(context.counted, body, context) or (Point(body.counting_since_at, 0) if body.counting_since_at else None)
    if earlier is None:
        return None
    more, minutes = body.voters_counted - earlier.value, (at - earlier.at).total_seconds() / 60
    allowed = context.election.people_a_minute
    if more <= 0 or minutes <= 0 or more <= allowed * minutes:
        return None
    found = _found("T205", Level.AMBER, "voters_counted", more=more, minutes=round(minutes), a=earlier.value, b=body.voters_counted,
                   time_at=earlier.at.isoformat())
    return found.model_copy(update={"tolerance": allowed})


def future(body: Body, context: Context) -> Finding | None:
    """T206: the counter was read at a time that has not come yet."""
    assert isinstance(body, TurnoutReport)
    times = [at for at in (body.counted_at, body.stated_at) if at is not None]
    if not times or max(times) <= context.now:
        return None
    return _found("T206", Level.AMBER, "counted_at", time_at=max(times).isoformat(), now_at=context.now.isoformat())


def stated_falling(body: Body, context: Context) -> Finding | None:
    """T207: the commission's number is lower than the one it gave before."""
    assert isinstance(body, TurnoutReport)
    earlier = _before(context.stated, body, context)
    if body.stated_voters is None or earlier is None or body.stated_voters >= earlier.value:
        return None
    return _found("T207", Level.AMBER, "stated_voters", time_at=earlier.at.isoformat(), a=earlier.value, b=body.stated_voters)


def above_later(body: Body, context: Context) -> Finding | None:
    """T208: a late report is above a count of a later hour that is stored already."""
    assert isinstance(body, TurnoutReport)
    later = _after(context.counted, body, context)
    if body.voters_counted is None or later is None or body.voters_counted <= later.value:
        return None
    return _found("T208", Level.AMBER, "voters_counted", time_at=later.at.isoformat(), a=later.value, b=body.voters_counted)


def stated_above_list(body: Body, context: Context) -> Finding | None:
    """T209: the commission states more voters than there are on the list, those added to it included."""
    assert isinstance(body, TurnoutReport)
    return _above_list("T209", "stated_voters", body.stated_voters, body, context)


def last_hour(body: Body, context: Context) -> Finding | None:
    """T210: in the last hour before closing more people came than the election's share of the whole day."""
    assert isinstance(body, TurnoutReport)
    at = body.counted_at or context.observed_at
    earlier = _before(context.counted, body, context)
    closes = moment(context.election, context.station.time_zone, context.election.voting_closes)
    if body.voters_counted is None or earlier is None or at <= closes - LAST_HOUR or earlier.at < closes - 2 * LAST_HOUR:
        return None
    more, share = body.voters_counted - earlier.value, context.election.last_hour_share
    if more <= share * body.voters_counted:
        return None
    found = _found("T210", Level.AMBER, "voters_counted", more=more, b=body.voters_counted, time_at=earlier.at.isoformat())
    return found.model_copy(update={"tolerance": share})


def outside(body: Body, context: Context) -> Finding | None:
    """T211: the commission says that more voted outside than the election's share of the voters it states."""
    assert isinstance(body, TurnoutReport)
    share = context.election.mobile_share
    if body.mobile_voters is None or body.stated_voters is None or body.mobile_voters <= share * body.stated_voters:
        return None
    found = _found("T211", Level.AMBER, "mobile_voters", "stated_voters", a=body.mobile_voters, b=body.stated_voters)
    return found.model_copy(update={"tolerance": share})


def added_above_list(body: Body, context: Context) -> Finding | None:
    """T212: more voters are said to have been added than the list had in all."""
    assert isinstance(body, TurnoutReport)
    listed = context.registered_voters
    if body.added_to_list is None or listed is None or body.added_to_list <= listed:
        return None
    return _found("T212", Level.AMBER, "added_to_list", a=body.added_to_list, **context.list_named("list"))


def back_before_out(body: Body, context: Context) -> Finding | None:
    """T213: the portable box came back before it left."""
    assert isinstance(body, TurnoutReport)
    out, back = body.mobile_out_at, body.mobile_back_at
    if out is None or back is None or back >= out:
        return None
    return _found("T213", Level.AMBER, "mobile_out_at", "mobile_back_at", out_at=out.isoformat(), back_at=back.isoformat())


def another_hour(body: Body, context: Context) -> Finding | None:
    """T214: the number of a set hour was read more than an hour before or after it. The hours are two hours apart: such a number is nearer
    to another of them, or its time was typed wrong."""
    assert isinstance(body, TurnoutReport)
    if body.due_at is None or body.counted_at is None or body.voters_counted is None or abs(body.counted_at - body.due_at) <= NEAR_THE_HOUR:
        return None
    return _found("T214", Level.AMBER, "counted_at", due_at=body.due_at.isoformat(), time_at=body.counted_at.isoformat())


TURNOUT = ReportKind.TURNOUT
LAST_HOUR = timedelta(hours=1)
NEAR_THE_HOUR = timedelta(hours=1)
TURNOUT_CHECKS: tuple[Check, ...] = (
    Check("T201", TURNOUT, Level.AMBER, Message("A running count does not fall."),
          Message("At {time} you had {a}, now {b}. Which is right?", "checkback_lower"),
          Message("Ask the observer which of the two numbers stands on the counter."), falling),
    Check("T202", TURNOUT, Level.RED, Message("No more people than voters on the list."),
          Message("You counted {n}, but the registry has {list} voters on this list. Is {n} right?"),
          Message("Ask whether another station shares the hall, and how many voters were added to the list."), above_list,
          fuller=(
              Message(
                  "You counted {n}, but in the morning you were told of {told} voters on the list, and {added} were added. Is {n} right?"),
              Message("You counted {n}, but in the morning you were told of {told} voters on the list. Is {n} right?"),
              Message("You counted {n}, but the registry has {list} voters on this list and {added} were added. Is {n} right?"))),
    Check("T203", TURNOUT, Level.AMBER, Message("A count is not above the number the commission states."),
          Message("You counted {n}, the commission says {stated}. Are both as you saw and heard them?"),
          Message("Both numbers are kept. Look at the times at which they were taken."), above_stated),
    Check("T204", TURNOUT, Level.AMBER, Message("No zero after a count that was not zero."),
          Message("At {time} you had {a}, now 0. Did you start again from zero?"),
          Message("Ask whether the counter was started again, and at what minute."), zero_after),
    Check("T205", TURNOUT, Level.AMBER, Message("No more people a minute than one station can serve."),
          Message("Since {time} that is {more} people in {minutes} minutes. Is {b} right?"),
          Message("Ask how many desks hand out ballots; compare with the queue."), pace, "people_a_minute"),
    Check("T206", TURNOUT, Level.AMBER, Message("A number cannot be read at a time that has not come."),
          Message("You gave the time {time}, it is now {now}. Is the time right?"),
          Message("Ask for the minute at which the number was read; the phone's clock may be wrong."), future),
    Check("T207", TURNOUT, Level.AMBER, Message("The commission's number does not fall."),
          Message("At {time} the commission said {a}, now {b}. Is that what it said?"),
          Message("Both statements are kept. Ask the observer how each was learned."), stated_falling),
    Check("T208", TURNOUT, Level.AMBER, Message("An earlier hour is not above a later one."),
          Message("At {time}, later, you had {a}; for this hour you give {b}. Which is right?"),
          Message("Ask the observer which of the two numbers stands on the paper form."), above_later),
    Check("T209", TURNOUT, Level.RED, Message("The commission states no more voters than there are on the list."),
          Message("The commission says {n}, but the registry has {list} voters on this list. Is that what it said?"),
          Message("Ask how many voters were added to the list since the morning."), stated_above_list,
          fuller=(
              Message(
                  "The commission says {n}, but in the morning it told you of {told} voters on the list, and {added} were added. "
                  "Is that what it said?"),
              Message("The commission says {n}, but in the morning it told you of {told} voters on the list. Is that what it said?"),
              Message(
                  "The commission says {n}, but the registry has {list} voters on this list and {added} were added. "
                  "Is that what it said?"))),
    Check("T210", TURNOUT, Level.AMBER, Message("The last hour does not bring a large part of the day."),
          Message("Since {time} {more} people came, of {b} in the whole day. Is {b} right?"),
          Message("Ask for the queue at closing; compare with the commission's number."), last_hour, "last_hour_share"),
    Check("T211", TURNOUT, Level.AMBER, Message("Voters outside the premises are a small part of all."),
          Message("{a} voted outside, the commission states {b} in all. Is that what it said?"),
          Message("Ask for the number of written applications and how long the portable box was away."), outside, "mobile_share"),
    Check("T212", TURNOUT, Level.AMBER, Message("No more voters are added than the list had."),
          Message("{a} voters were added, the registry has {list} on this list. Is that what the commission said?"),
          Message("Ask how many voters were added to the list since the morning."), added_above_list,
          fuller=(Message("{a} voters were added to a list of {told}, as you were told it. Is that what the commission said?"),)),
    Check("T213", TURNOUT, Level.AMBER, Message("The portable box comes back after it has left."),
          Message("The portable box left at {out} and came back at {back}. Are both times right?"),
          Message("Ask for both minutes; one of them may be of another trip."), back_before_out),
    Check("T214", TURNOUT, Level.AMBER, Message("The number of a set hour is read near that hour."),
          Message("This report is of {due}, but you read the counter at {time}. Is the time right?"),
          Message("Ask when the number stood on the counter. If it was at another hour, it belongs to that hour's report."), another_hour),
)
