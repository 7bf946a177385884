"""What stands beside official figures and is not a figure: contradictions between sources, announced against final, findings of
observer groups. Each row keeps its source; none of them is presented as a fact of our own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row of a reference table comes from, as far as it is known; `published_text` as printed."""

    title: str
    publisher: str
    address: str
    published_text: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two outlets give one commission figure differently; `test` is the mechanical test that settles it, `kept` the value kept."""

    contradiction_id: str
    election_id: str
    unit_id: str
    as_of: str
    item: str
    value_a: str
    outlet_a: str
    value_b: str
    outlet_b: str
    test: str
    kept: str
    source: Source

    @property
    def is_open(self) -> bool:
        """Whether nothing settles it."""
        return self.kept == "undecided" or self.kept.startswith("possible")


@dataclass(frozen=True, slots=True)
class AnnouncedFinal:
    """A figure of election night beside the later one. Shares in [0, 1] of the list, and in percent as their source printed them; counts
    in people; None, or nothing printed, where not known."""

    election_id: str
    announced_at: str
    later_label: str
    announced_share: float | None
    later_share: float | None
    announced_issued: int | None
    later_issued: int | None
    announced_registered: int | None
    later_registered: int | None
    note: str
    source: Source
    announced_printed: str
    later_printed: str


@dataclass(frozen=True, slots=True)
class ObserverFinding:
    """What an observer organisation said it found; quoted, with its author."""

    finding_id: str
    election_id: str
    organisation: str
    organisation_type: str
    key: str
    value: str
    unit: str
    place: str
    note: str
    source: Source
