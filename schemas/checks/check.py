"""What a check is, what it is given, and what each role reads when it finds something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from schemas.checks.neighbours import Neighbours
from schemas.day import ObservationDay
from schemas.election import Election
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.unit import PollingStation


class Point(NamedTuple):
    """One earlier figure of the same observer at the same station."""

    at: datetime
    value: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at besides the report itself. Points are of this observer, this station, other reports; oldest first."""

    election: Election
    station: PollingStation
    day: ObservationDay
    now: datetime
    observed_at: datetime
    counted: tuple[Point, ...] = ()
    stated: tuple[Point, ...] = ()
    counted_whole: bool = False
    """Whether `counted` runs without a gap from opening to closing; false as well where nobody had a reason to look."""
    added: int = 0
    """Voters added to the list since the morning, by the observer's other reports."""
    registered_stated: int | None = None
    """The list as the commission stated it at opening to this observer."""
    neighbours: Neighbours | None = None
    """What other stations of the region (while it has too few, of the country) reported before; None while there are too few."""
    same_votes_at: str | None = None
    """Number of another station whose report has the same votes in every row."""

    @property
    def registered_voters(self) -> int | None:
        """The list of this morning where it was stated, else the registry's."""
        return self.registered_stated if self.registered_stated is not None else self.station.registered_voters

    def list_named(self, name: str) -> dict[str, int]:
        """The same among a finding's numbers, under the name that tells which list it is: "told", or `name` for the registry's."""
        listed = self.registered_voters
        return {} if listed is None else {"told" if self.registered_stated is not None else name: listed}


@dataclass(frozen=True, slots=True)
class Check:
    """`question` is the observer's sentence with both numbers; `next_action` tells a coordinator what to do."""

    code: str
    kind: ReportKind
    level: Level
    rule: Message
    question: Message
    next_action: Message
    find: Callable[[Body, Context], Finding | None]
    tolerance: str = ""
    question_added: Message | None = None
    """The question where voters were added to the list: `added` among the finding's numbers."""
    question_told: Message | None = None
    """The question where the list is the one this observer was told in the morning, not the registry's: `told` among the numbers."""
    question_told_added: Message | None = None
    """Both."""

    def asked(self, finding: Finding) -> Message:
        """The sentence for this finding."""
        is_told, is_added = "told" in finding.values, "added" in finding.values
        wanted = {(True, True): self.question_told_added, (True, False): self.question_told, (False, True): self.question_added}
        return wanted.get((is_told, is_added)) or self.question
