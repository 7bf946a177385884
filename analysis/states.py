"""The four states of a comparison, and why something cannot be compared. A state never says who is right, or why."""

from enum import StrEnum

from schemas.message import Message


class State(StrEnum):
    AGREES = "agrees"
    WITHIN_TOLERANCE = "within_tolerance"
    DIFFERS = "differs"
    CANNOT_COMPARE = "cannot_be_compared"


STATE_NAMES: dict[State, Message] = {
    State.AGREES: Message("agrees"),
    State.WITHIN_TOLERANCE: Message("within tolerance"),
    State.DIFFERS: Message("differs"),
    State.CANNOT_COMPARE: Message("cannot be compared", "state_cannot_be_compared"),
}


class Side(StrEnum):
    """Where the second voice stands against the first: a difference has a direction, never a verdict."""

    ABOVE = "above"
    BELOW = "below"
    BETWEEN = "between"
    OPEN = "open"
    """Not below the floor, and there is no ceiling."""
    NONE = "none"


class Reason(StrEnum):
    """Why two voices cannot be compared (product brief, head and §3; DESIGN §6)."""

    NONE = ""
    NO_COUNT = "no_count"
    NOT_COUNTING = "not_counting"
    NO_PROTOCOL = "no_protocol"
    COPIES_DIFFER = "copies_differ"
    COPIES_MISSING = "copies_missing"
    NO_LIMIT = "no_limit"
    """Copies are missing, and nothing says how large their figure can be: lists grow on the day."""
    SHARED_HALL = "shared_hall"
    NO_STATED_NUMBER = "no_stated_number"
    STATED_FALLS = "stated_falls"
    OUTSIDE_UNKNOWN = "outside_unknown"
    OUTSIDE_IMPOSSIBLE = "outside_impossible"
    NO_STATED = "no_stated"
    NOT_PUBLISHED = "not_published"
    OTHER_BASE = "other_base"
    NOT_ASKED = "not_asked"


REASON_NAMES: dict[Reason, Message] = {
    Reason.NO_COUNT: Message("no count by an observer"),
    Reason.NOT_COUNTING: Message("the observer did not count voters"),
    Reason.NO_PROTOCOL: Message("no protocol figures"),
    Reason.COPIES_DIFFER: Message("two reports of the protocol differ"),
    Reason.COPIES_MISSING: Message("protocols are missing, what is left fits the lists"),
    Reason.NO_LIMIT: Message("protocols are missing, and the lists do not limit this figure"),
    Reason.SHARED_HALL: Message("two stations in one hall"),
    Reason.NO_STATED_NUMBER: Message("no stated number for an unwatched hour"),
    Reason.STATED_FALLS: Message("the commission's stated numbers fall"),
    Reason.OUTSIDE_UNKNOWN: Message("voters outside the premises are not known"),
    Reason.OUTSIDE_IMPOSSIBLE: Message("more voters outside than voters who received ballots"),
    Reason.NO_STATED: Message("the commission stated no number"),
    Reason.NOT_PUBLISHED: Message("not published at this level"),
    Reason.OTHER_BASE: Message("the bases differ"),
    Reason.NOT_ASKED: Message("only one voice gives this figure"),
}
