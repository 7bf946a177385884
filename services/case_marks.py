"""Whether the reports a case rests on still stand: observers in quarantine, reports withdrawn or rejected since, newer revisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from data.store import case_reports as stored
from schemas.case import CaseContent
from schemas.message import Message
from schemas.report import RevisionState


class SetAside(StrEnum):
    """Why a gathered report is not what it was."""

    QUARANTINE = "quarantine"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    NEWER = "newer"


HOLDING = frozenset({SetAside.QUARANTINE, SetAside.WITHDRAWN, SetAside.REJECTED})
"""While a report is one of these, the case stays unverified. A newer revision is said, and does not hold it."""
SET_ASIDE_NAMES: dict[SetAside, Message] = {
    SetAside.QUARANTINE: Message("observer in quarantine: the reports are out of every figure", "case_mark"),
    SetAside.WITHDRAWN: Message("withdrawn by the observer", "case_mark"),
    SetAside.REJECTED: Message("rejected by a second person", "case_mark"),
    SetAside.NEWER: Message("there is a newer version of this report", "case_mark"),
}
_STATES = {RevisionState.WITHDRAWN: SetAside.WITHDRAWN, RevisionState.REJECTED: SetAside.REJECTED}


@dataclass(frozen=True, slots=True)
class Mark:
    """`at`: when it was decided or came in."""

    report_id: str
    observer_code: str
    why: SetAside
    at: datetime

    @property
    def holds(self) -> bool:
        return self.why in HOLDING


def _why(row: Any, revision: int) -> tuple[SetAside, datetime] | None:
    if row.in_quarantine and row.quarantined_at is not None:
        return SetAside.QUARANTINE, row.quarantined_at
    if (why := _STATES.get(RevisionState(row.state))) is not None:
        return why, row.decided_at if why is SetAside.REJECTED and row.decided_at else row.received_at
    return (SetAside.NEWER, row.received_at) if row.revision > revision else None


def marks(connection: Any, contents: Sequence[CaseContent]) -> list[tuple[Mark, ...]]:
    """Those of each case, in the order of its reports. One question for all of them."""
    wanted: Collection[str] = {each.report_id for content in contents for each in content.reports}
    heads: Mapping[str, Any] = {row.report_id: row for row in stored.not_as_gathered(connection, sorted(wanted))}
    made = []
    for content in contents:
        newest = {each.report_id: each.revision for each in content.reports}
        codes = {each.report_id: each.observer_code for each in content.reports}
        found = [(name, _why(heads[name], revision)) for name, revision in newest.items() if name in heads]
        made.append(tuple(Mark(name, codes[name], *why) for name, why in found if why is not None))
    return made
