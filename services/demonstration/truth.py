"""What was planted, for tests only: nothing here is stored in the product."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Truth:
    """`true_voters`: people who voted at each station, portable boxes included. The rest are the planted discrepancies."""

    true_voters: dict[str, int]
    protocol_above: frozenset[str]
    """Observed stations whose protocol states more voters than there were."""
    protocol_below: frozenset[str]
    stated_ahead: frozenset[str]
    """Of `protocol_above`: the commission's own numbers ran ahead during the day."""
    agreeing_district: str
    """Every protocol of this district is held, and the published sums agree."""
    differing_district: str
    """Every protocol of this district is held; the published votes of the party list differ by `moved_votes`."""
    moved_votes: int
    swapped_district: str
    """Two options stand in each other's place in the published row."""
    impossible_region: str
    """Announced turnout that the unobserved stations cannot have reached."""
    contradicted: frozenset[str] = field(default_factory=frozenset)
    """Stations where one of two observers' counts was planted to contradict the other."""
