"""What the merged download reads besides the pages' own frames: the bodies behind station columns, levels of units, unlabelled fields."""

import pandas as pd

from data.store import frames_coverage
from data.store.store import Store
from schemas.counting import CountRule
from schemas.message import Message
from schemas.reports.body import ReportKind

FIELDS: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.PRESENCE: ("admission",),
    ReportKind.OPENING: ("registered_voters",),
    ReportKind.TURNOUT: ("stated_voters", "stated_at"),
    ReportKind.COUNT: ("count_present", "copy_given", "protocol_source"),
}

UNASKED: dict[str, Message] = {
    "contests_given": Message("Ballots each voter gets"),
    "due_at": Message("the set hour that the report answers"),
    "extra_lines": Message("printed lines that the election's description does not know"),
}
"""Fields that a form does not ask in words, or not in every election, and what they hold."""


def bodies(store: Store, election_id: str, rule: CountRule) -> dict[ReportKind, pd.DataFrame]:
    """The bodies behind the columns of stations, by kind."""
    return {kind: frames_coverage.bodies(store, election_id, (kind,), names, rule=rule) for kind, names in FIELDS.items()}


def levels(store: Store, election_id: str) -> dict[str, str]:
    """The level of each unit above the stations, by its id."""
    return frames_coverage.levels(store, election_id)
