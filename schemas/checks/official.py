"""D5xx: published figures against each other. They are about no report and nobody answers them: whoever brings a table in looks at the
source again. Nothing is refused; what the source prints is what is stored. The arithmetic stands in analysis/official_checks.py."""

from dataclasses import dataclass

from schemas.finding import Level
from schemas.message import Message


@dataclass(frozen=True, slots=True)
class OfficialCheck:
    """`said` prints the numbers; `next_action` tells whoever brings the table in what to do."""

    code: str
    level: Level
    rule: Message
    said: Message
    next_action: Message
    tolerance: str = ""


AGAIN = Message("Look at the cell and at the source. If the source says so, take the table: the figure stays as it was printed.")
BOTH = Message("Both stay. Ask the publisher which holds, and since when.")
_LIST = (
    OfficialCheck("D501", Level.RED, Message("No more votes and invalid ballots than voters who received ballots."),
                  Message(
                      "Votes, with the invalid ballots that were published, make {a}, voters who received ballots are {b}: {n} too many."),
                  AGAIN),
    OfficialCheck("D502", Level.INFO, Message("Votes and invalid ballots are as many as voters who received ballots."),
                  Message("Votes and invalid ballots make {a}, voters who received ballots are {b}: {n} fewer."), AGAIN,
                  "missing_ballots, missing_share"),
    OfficialCheck("D503", Level.RED, Message("No more voters who received ballots than voters on the list."),
                  Message("Voters who received ballots are {a}, voters on the list {b}."), AGAIN),
    OfficialCheck("D504", Level.AMBER, Message("The votes for all options are the published sum or the valid ballots."),
                  Message("The votes for all options make {a}, the published sum is {b}."), AGAIN),
    OfficialCheck("D505", Level.RED, Message("A figure of a later hour is not below one of an earlier hour."),
                  Message("The earlier hour has {a}, the later one {b}."), AGAIN),
    OfficialCheck("D506", Level.AMBER, Message("A published share is the quotient of the published counts."),
                  Message("The share is printed as {a}%, the counts make {b}%."), AGAIN, "half of the last digit printed"),
    OfficialCheck("D507", Level.AMBER, Message("The stations of a district, region or country make its own figure."),
                  Message("{n} stations, districts or regions make {a}, the published figure is {b}."), AGAIN),
    OfficialCheck("D508", Level.INFO, Message("The list is as long as it was."),
                  Message("The list has {a} voters, it had {b}."), BOTH),
    OfficialCheck("D509", Level.AMBER, Message("No digit too many, too few or in the wrong place."),
                  Message("{row} has {a}; with {b} the arithmetic would be right."),
                  Message("Look at the source. The value is proposed, never put in: only a corrected table changes it.")),
    OfficialCheck("D510", Level.AMBER, Message("The shares of all options make one whole."),
                  Message("The shares of all options make {a}%."), AGAIN, "half of the last digit printed, for each option"),
    OfficialCheck("D511", Level.AMBER, Message("No two stations have the same votes in every row."),
                  Message("{other} has the same votes in every row."),
                  Message("Look whether one row stands under two stations. It can be chance where there are few votes.")),
    OfficialCheck("D512", Level.AMBER, Message("Issued, unused and spoiled ballots are the ballots the station received."),
                  Message("The station received {a} ballots; issued, unused and spoiled ones make {b}."), AGAIN),
)
OFFICIAL_CHECKS: dict[str, OfficialCheck] = {check.code: check for check in _LIST}
