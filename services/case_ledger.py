"""The ledger of cases as rows in words, and its first sentence: what stands, what waits, what is due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from locales import text
from schemas.case import Complaint
from schemas.case_level import LEVEL_NAMES, CaseLevel
from schemas.case_words import BODY_NAMES
from schemas.deadlines import STATE_NAMES, Deadline, DeadlineState
from schemas.election import Election
from services import case_sentences
from services.cases import Case
from services.wording import strong

MARKS: dict[CaseLevel, str] = {CaseLevel.DOCUMENTED: "●", CaseLevel.COUNTED: "◐", CaseLevel.UNVERIFIED: "○"}
"""The level's shape beside its word: full, half, empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the table's words. `next_at`: the earliest date at which an answer is due."""

    case: Case
    level: str
    where: str
    what: str
    differs: str
    deadline: str
    state: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """One complaint with its deadline."""

    case: Case
    complaint: Complaint
    deadline: Deadline


def level_word(level: CaseLevel) -> str:
    return f"{MARKS[level]} {text(LEVEL_NAMES[level])}"


def due(cases: Sequence[Case], election: Election, now: datetime) -> list[Due]:
    """Every complaint of every case: missed first, then by date, then those without a date; answered ones last."""
    rank = {DeadlineState.MISSED: 0, DeadlineState.OPEN: 1, DeadlineState.NO_DATE: 2}
    found = [
        Due(case, complaint, deadline)
        for case in cases
        for complaint, deadline in zip(case.content.complaints, case.deadlines(election, now), strict=True)
    ]
    return sorted(found, key=lambda each: (rank.get(each.deadline.state, 3), each.deadline.due_at or now, each.case.number))


def _deadline(case: Case, election: Election, now: datetime) -> tuple[str, datetime | None]:
    found = due([case], election, now)
    if not found:
        return text("no complaint"), None
    first = found[0]
    body = text(BODY_NAMES[first.complaint.body])
    state = text(STATE_NAMES[first.deadline.state])
    if first.deadline.state is DeadlineState.OPEN and first.deadline.due_at is not None:
        state = text("due {moment}", moment=case_sentences.moment(election, first.deadline.due_at))
    return f"{body}: {state}", first.deadline.due_at


def _state(case: Case) -> str:
    if case.is_held:
        return text("reports set aside", "case_state")
    return text("closed", "case_state") if case.content.is_closed else text("open", "case_state")


def line(case: Case, election: Election, now: datetime) -> Line:
    words, next_at = _deadline(case, election, now)
    return Line(
        case=case, level=level_word(case.standing.level), where=case_sentences.place(case),
        what=case_sentences.class_name(case.content.class_code), differs=case_sentences.differs(case, election), deadline=words,
        state=_state(case), next_at=next_at,
    )  # fmt: skip


def sentence(cases: Sequence[Case], election: Election, now: datetime) -> str:
    """How many stand at which level, and how many answers are missing. Numbers bold."""
    by_level = {level: sum(each.standing.level is level for each in cases) for level in CaseLevel}
    events = sum(each.standing.level is CaseLevel.DOCUMENTED and not any(row.differs for row in each.content.comparisons) for each in cases)
    waiting = [each.deadline.state for each in due(cases, election, now)]
    return " ".join(
        (
            text(
                "Of {n} cases {d} are documented ({events} of them not about numbers), {c} counted and {u} unverified.",
                n=strong(len(cases)), d=strong(by_level[CaseLevel.DOCUMENTED]), events=strong(events),
                c=strong(by_level[CaseLevel.COUNTED]), u=strong(by_level[CaseLevel.UNVERIFIED]),
            ),
            text(
                "Complaints filed: {filed}; not answered in time: {missed}; waiting: {open}.",
                filed=strong(len(waiting)), missed=strong(waiting.count(DeadlineState.MISSED)),
                open=strong(waiting.count(DeadlineState.OPEN) + waiting.count(DeadlineState.NO_DATE)),
            ),
        )
    )  # fmt: skip
