"""What every screen has: the fewest stations it is shown for, and what else produces its pattern."""

from enum import StrEnum

from schemas.message import Message

LEAST_STATIONS = 300
"""Below this a screen is not shown: chance alone moves it too far."""


class InnocentCause(StrEnum):
    """What else produces the pattern of a screen; shown beside every result, flagged or not, and carried by every conclusion from it."""

    SMALL_LISTS = "small_lists"
    CLOSED_INSTITUTIONS = "closed_institutions"
    TARGETS_WITHOUT_BALLOTS = "targets_without_ballots"
    TOWN_AND_COUNTRY = "town_and_country"
    REGIONAL_BLOCS = "regional_blocs"
    STRATEGIC_TURNOUT = "strategic_turnout"
    SMALL_COUNTS = "small_counts"


CAUSE_NAMES: dict[InnocentCause, Message] = {
    InnocentCause.SMALL_LISTS: Message("small lists make round percentages by arithmetic"),
    InnocentCause.CLOSED_INSTITUTIONS: Message("hospitals and barracks where nearly everybody votes"),
    InnocentCause.TARGETS_WITHOUT_BALLOTS: Message("clerks who round a figure in the protocol without touching ballots"),
    InnocentCause.TOWN_AND_COUNTRY: Message("towns and villages differ in turnout and in choice"),
    InnocentCause.REGIONAL_BLOCS: Message("regions or communities that vote as one"),
    InnocentCause.STRATEGIC_TURNOUT: Message("supporters of one side who come more where they are many"),
    InnocentCause.SMALL_COUNTS: Message("counts too small for their last digit to be even"),
}
