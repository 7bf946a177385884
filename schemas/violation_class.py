"""Classes of violations: the code stands behind a plain sentence; article and liability are the lawyer's to add.

Codes and phases follow the taxonomy in data/reference/violation_taxonomy.csv, which carries terms, norms and sources."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.message import Message


class Phase(StrEnum):
    OPENING = "opening"
    VOTING = "voting"
    OUTSIDE = "outside"
    COUNT = "count"
    ACCESS = "access"


PHASE_NAMES: dict[Phase, Message] = {
    Phase.OPENING: Message("opening", "phase_opening"),
    Phase.VOTING: Message("voting", "phase_voting"),
    Phase.OUTSIDE: Message("outside voting", "phase_outside"),
    Phase.COUNT: Message("count", "phase_count"),
    Phase.ACCESS: Message("access of observers", "phase_access"),
}


@dataclass(frozen=True, slots=True)
class ViolationClass:
    code: str
    phase: Phase
    sentence: Message
    safety: bool = False


VIOLATION_CLASSES: tuple[ViolationClass, ...] = (
    ViolationClass("OPN-01", Phase.OPENING, Message("The station was opened before the time")),
    ViolationClass("OPN-02", Phase.OPENING, Message("Ballots were in the box before voting began")),
    ViolationClass("OPN-03", Phase.OPENING, Message("The opening protocol was not shown")),
    ViolationClass("OPN-04", Phase.OPENING, Message("Ballots were signed in advance")),
    ViolationClass("EQP-01", Phase.VOTING, Message("There is campaign material near the voting place")),
    ViolationClass("EQP-02", Phase.VOTING, Message("The inside of the booth can be seen")),
    ViolationClass("EQP-03", Phase.OPENING, Message("The list of commission members is not displayed")),
    ViolationClass("ACC-01", Phase.ACCESS, Message("I was not let in")),
    ViolationClass("ACC-02", Phase.ACCESS, Message("I was removed from the station")),
    ViolationClass("ACC-03", Phase.ACCESS, Message("I am kept from moving or seeing")),
    ViolationClass("ACC-04", Phase.ACCESS, Message("I am forbidden to take photos or video")),
    ViolationClass("ACC-05", Phase.ACCESS, Message("I am not told the figures")),
    ViolationClass("ACC-06", Phase.ACCESS, Message("Someone poses as an organisation's observer")),
    ViolationClass("VOT-01", Phase.VOTING, Message("A ballot was given without a document")),
    ViolationClass("VOT-02", Phase.VOTING, Message("One person got extra or other people's ballots")),
    ViolationClass("VOT-03", Phase.VOTING, Message("The same people vote at several stations")),
    ViolationClass("VOT-04", Phase.VOTING, Message("A bundle of ballots was put into the box")),
    ViolationClass("VOT-05", Phase.VOTING, Message("Someone voted for another person")),
    ViolationClass("VOT-06", Phase.VOTING, Message("A voter on the list was not allowed to vote")),
    ViolationClass("VOT-07", Phase.VOTING, Message("Voters are pressed or forced to vote")),
    ViolationClass("VOT-08", Phase.VOTING, Message("Voters were brought in a group")),
    ViolationClass("VOT-09", Phase.VOTING, Message("Voters are given money or gifts")),
    ViolationClass("VOT-10", Phase.VOTING, Message("There is campaigning on voting day")),
    ViolationClass("VOT-11", Phase.VOTING, Message("A poll is made inside the voting premises")),
    ViolationClass("LST-01", Phase.VOTING, Message("A voter was not shown the list")),
    ViolationClass("LST-02", Phase.COUNT, Message("The list was changed after the count began")),
    ViolationClass("LST-03", Phase.VOTING, Message("Absentee certificates look wrong")),
    ViolationClass("OUT-01", Phase.OUTSIDE, Message("Outside voting without application or two members")),
    ViolationClass("OUT-02", Phase.OUTSIDE, Message("No observer was taken along with the portable box")),
    ViolationClass("CNT-01", Phase.COUNT, Message("I was put out or kept far from the count")),
    ViolationClass("CNT-02", Phase.COUNT, Message("Ballots are not shown or read aloud")),
    ViolationClass("CNT-03", Phase.COUNT, Message("The count was stopped or lasts over 12 hours")),
    ViolationClass("CNT-04", Phase.COUNT, Message("Unused ballots were not cancelled in front of me")),
    ViolationClass("CNT-05", Phase.COUNT, Message("Votes were counted wrongly")),
    ViolationClass("PRT-01", Phase.COUNT, Message("A copy of the protocol was refused or delayed")),
    ViolationClass("PRT-02", Phase.COUNT, Message("The protocol was not posted")),
    ViolationClass("SAF-01", Phase.ACCESS, Message("I or somebody else is being threatened, followed or held"), safety=True),
    ViolationClass("OTHER", Phase.VOTING, Message("Something else")),
)
"""PRT-03, PRT-04 and PRT-05 are found only by comparison and are not offered to observers."""

BY_CODE: dict[str, ViolationClass] = {each.code: each for each in VIOLATION_CLASSES}
