"""When must a complaint be answered? The rules as they were read, each with its norm; where no rule was read, there is no date.

Source: Constitutional Law on Elections of Kazakhstan, Art. 49, as retold in two stored copies (data/reference/norms.csv): courts and
prosecutors examine a complaint within five days, at once when fewer than five days remain to voting or on the day itself; a complaint
about the list of voters is decided the same day. A period counts from the day after filing and ends with its last day, capital time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from schemas.case import Complaint
from schemas.day import instant
from schemas.message import Message
from schemas.reports.violation import ComplaintAnswer, ComplaintTo

DAYS = 5


class DeadlineRule(StrEnum):
    FIVE_DAYS = "five_days"
    AT_ONCE = "at_once"
    SAME_DAY = "same_day"
    NOT_KNOWN = "not_known"


class DeadlineState(StrEnum):
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    ANSWERED_UNDATED = "answered_undated"
    OPEN = "open"
    MISSED = "missed"
    NO_DATE = "no_date"


RULE_NAMES: dict[DeadlineRule, Message] = {
    DeadlineRule.FIVE_DAYS: Message("five days (Art. 49)"),
    DeadlineRule.AT_ONCE: Message("at once: voting day or fewer than five days before it (Art. 49)"),
    DeadlineRule.SAME_DAY: Message("the same day: a complaint about the list (Art. 49)"),
    DeadlineRule.NOT_KNOWN: Message("no rule was read for this body: ask a lawyer"),
}
STATE_NAMES: dict[DeadlineState, Message] = {
    DeadlineState.ANSWERED: Message("answered in time"),
    DeadlineState.ANSWERED_LATE: Message("answered late"),
    DeadlineState.ANSWERED_UNDATED: Message("answered, time not known"),
    DeadlineState.OPEN: Message("waiting for an answer"),
    DeadlineState.MISSED: Message("not answered in time"),
    DeadlineState.NO_DATE: Message("waiting, no date known"),
}
COURTS = frozenset({ComplaintTo.COURT, ComplaintTo.PROSECUTOR})


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at` is None only under NOT_KNOWN."""

    rule: DeadlineRule
    due_at: datetime | None
    state: DeadlineState


def rule_of(complaint: Complaint, held_on: date, filed_on: date) -> DeadlineRule:
    """Which rule a complaint falls under; `filed_on` is the day in capital time."""
    if complaint.about_list:
        return DeadlineRule.SAME_DAY
    if complaint.body not in COURTS:
        return DeadlineRule.NOT_KNOWN
    return DeadlineRule.AT_ONCE if 0 <= (held_on - filed_on).days < DAYS else DeadlineRule.FIVE_DAYS


def _due(rule: DeadlineRule, complaint: Complaint, filed_on: date, zone: str) -> datetime | None:
    if rule is DeadlineRule.NOT_KNOWN:
        return None
    if rule is DeadlineRule.AT_ONCE:
        return complaint.filed_at
    last = filed_on + timedelta(days=DAYS if rule is DeadlineRule.FIVE_DAYS else 0)
    return instant(last + timedelta(days=1), time(0), zone)


def deadline(complaint: Complaint, held_on: date, zone: str, now: datetime) -> Deadline:
    """Rule, instant and state of one complaint. *At once* is due from the minute of filing and counts as missed when the day of filing
    has ended without an answer."""
    filed_on = complaint.filed_at.astimezone(ZoneInfo(zone)).date()
    rule = rule_of(complaint, held_on, filed_on)
    due_at = _due(rule, complaint, filed_on, zone)
    last = instant(filed_on + timedelta(days=1), time(0), zone) if rule is DeadlineRule.AT_ONCE else due_at
    return Deadline(rule, due_at, _state(complaint, last, now))


def _state(complaint: Complaint, last: datetime | None, now: datetime) -> DeadlineState:
    if complaint.answered_at is not None:
        return DeadlineState.ANSWERED_LATE if last is not None and complaint.answered_at >= last else DeadlineState.ANSWERED
    if complaint.answer is not ComplaintAnswer.NO_ANSWER:
        return DeadlineState.ANSWERED_UNDATED
    if last is None:
        return DeadlineState.NO_DATE
    return DeadlineState.OPEN if now < last else DeadlineState.MISSED
