"""What a check is, what it is given, and what each role reads when it finds something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
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
    fuller: tuple[Message, ...] = ()
    """Sentences that say more than `question`, the fullest first: the first of them whose numbers the finding has is asked instead."""
    tallied: tuple[Message, ...] = ()
    """The same sentences, the fullest first, for figures of the observer's own tally: there is no paper that they could be read from."""
    is_cause: bool = False
    """Whether it names what may be behind other findings: asked first, because whoever corrects it has answered them."""

    def asked(self, finding: Finding, *, own_tally: bool = False) -> Message:
        """The sentence for this finding. `own_tally`: the report's figures are the observer's own tally."""
        known = {name.removesuffix("_at") for name in finding.values}
        sentences = (*(self.tallied if own_tally else ()), *self.fuller)
        return next((words for words in sentences if {name for _, name, *_ in Formatter().parse(words) if name} <= known), self.question)
