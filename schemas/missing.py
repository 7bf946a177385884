"""Why there is no value. Missing is missing, with one of these reasons, and never 0."""

from enum import StrEnum

from schemas.message import Message


class MissingReason(StrEnum):
    REFUSED = "refused"
    NOT_SHOWN = "not_shown"
    NOT_ANNOUNCED = "not_announced"
    NOT_ASKED = "not_asked"
    UNSAFE_TO_ASK = "unsafe_to_ask"
    VIEW_BLOCKED = "view_blocked"
    AWAY = "away"
    ARRIVED_LATE = "arrived_late"
    LEFT_EARLY = "left_early"
    EXPELLED = "expelled"
    NOT_ADMITTED = "not_admitted"
    UNREADABLE = "unreadable"
    NOT_ON_FORM = "not_on_form"
    NOT_APPLICABLE = "not_applicable"
    DO_NOT_KNOW = "do_not_know"


R = MissingReason
ASKING = (R.REFUSED, R.NOT_ANNOUNCED, R.NOT_ASKED, R.UNSAFE_TO_ASK, R.DO_NOT_KNOW)
SEEING = (R.VIEW_BLOCKED, R.AWAY, R.ARRIVED_LATE, R.LEFT_EARLY, R.EXPELLED, R.DO_NOT_KNOW)
PAPER = (R.REFUSED, R.NOT_SHOWN, R.UNREADABLE, R.NOT_ON_FORM, R.LEFT_EARLY, R.EXPELLED)

MISSING_NAMES: dict[MissingReason, Message] = {
    R.REFUSED: Message("refused", "missing_refused"),
    R.NOT_SHOWN: Message("not shown", "missing_not_shown"),
    R.NOT_ANNOUNCED: Message("not announced", "missing_not_announced"),
    R.NOT_ASKED: Message("I did not ask", "missing_not_asked"),
    R.UNSAFE_TO_ASK: Message("it was not safe to ask", "missing_unsafe_to_ask"),
    R.VIEW_BLOCKED: Message("my view was blocked", "missing_view_blocked"),
    R.AWAY: Message("I was away", "missing_away"),
    R.ARRIVED_LATE: Message("I came later", "missing_arrived_late"),
    R.LEFT_EARLY: Message("I had left", "missing_left_early"),
    R.EXPELLED: Message("I was put out", "missing_expelled"),
    R.NOT_ADMITTED: Message("I was not let in", "missing_not_admitted"),
    R.UNREADABLE: Message("unreadable", "missing_unreadable"),
    R.NOT_ON_FORM: Message("no such line on the form", "missing_not_on_form"),
    R.NOT_APPLICABLE: Message("does not apply here", "missing_not_applicable"),
    R.DO_NOT_KNOW: Message("I do not know", "missing_do_not_know"),
}
