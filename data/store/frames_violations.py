"""Frames of what was seen: the answers to everything asked at each station, and the messages about violations."""

from collections.abc import Mapping, Sequence

import pandas as pd

from data.store.frames_coverage import bodies
from data.store.store import Store
from schemas.counting import CountRule
from schemas.reports.body import ReportKind

MESSAGE_FIELDS = (
    "what",
    "danger",
    "happened_at",
    "saw_myself",
    "people_affected",
    "evidence_kind",
    "raised_with",
    "complaint_to",
    "complaint_answer",
)
"""Of a message only what is counted; the account stays in the archive and on the coordinator's screen."""


def asked(store: Store, election_id: str, fields: Mapping[ReportKind, Sequence[str]], *, rule: CountRule) -> dict[ReportKind, pd.DataFrame]:
    """For each kind of report the bodies with the fields named, as data.store.frames_coverage.bodies gives them."""
    return {kind: bodies(store, election_id, (kind,), names, rule=rule) for kind, names in fields.items()}


def messages(store: Store, election_id: str, *, rule: CountRule) -> pd.DataFrame:
    """Current messages about violations with MESSAGE_FIELDS; those about danger included: analysis.violations.listed takes them out."""
    return bodies(store, election_id, (ReportKind.VIOLATION,), MESSAGE_FIELDS, rule=rule)
