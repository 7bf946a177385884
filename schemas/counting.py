"""Which reports enter results: one rule an election, out of these. Every analysis, the download and the API read the same one."""

from enum import StrEnum

from schemas.message import Message
from schemas.report import RevisionState


class CountRule(StrEnum):
    """Which states enter results. Reports of an observer in quarantine enter under none."""

    ALL = "all"
    UNDISPUTED = "undisputed"
    """Without those about which something was asked back, and those that nobody can verify any more."""
    CHECKED = "checked"

    @property
    def states(self) -> tuple[RevisionState, ...]:
        return STATES[self]


STATES: dict[CountRule, tuple[RevisionState, ...]] = {
    CountRule.ALL: (RevisionState.SUBMITTED, RevisionState.VERIFIED, RevisionState.RETURNED, RevisionState.UNVERIFIABLE),
    CountRule.UNDISPUTED: (RevisionState.SUBMITTED, RevisionState.VERIFIED),
    CountRule.CHECKED: (RevisionState.VERIFIED,),
}
RULE_NAMES: dict[CountRule, Message] = {
    CountRule.ALL: Message("all but those set aside"),
    CountRule.UNDISPUTED: Message("without those in question"),
    CountRule.CHECKED: Message("checked by a second person"),
}
RULE_MEANINGS: dict[CountRule, Message] = {
    CountRule.ALL: Message("Left out: reports that were withdrawn or set aside."),
    CountRule.UNDISPUTED: Message(
        "Left out besides: reports about which the observer was asked and has not answered, and those that cannot be verified."),
    CountRule.CHECKED: Message("Left out besides: everything that a second person has not found to hold."),
}
