"""Changes of a case as pure steps from one content to the next; services.cases stores them as versions."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from schemas.case import CODE_LENGTH, SHA256, CaseContent, ComparisonRow, Complaint, Evidence, EvidenceKind, Origin
from schemas.message import Message
from schemas.model import ACCOUNT_LENGTH, LINE_LENGTH
from schemas.problem import Problem, ProblemCode
from schemas.reports.violation import ComplaintAnswer
from services import case_law
from services.parsing import at_most

EVENT, SIDE = "event", "side"


def targets(content: CaseContent) -> list[str]:
    """What a paper can stand behind: `event:0`, `side:2:1` (row and side), in the order of the case."""
    events = [f"{EVENT}:{place}" for place in range(len(content.events))]
    return events + [f"{SIDE}:{row}:{side}" for row, each in enumerate(content.comparisons) for side in range(len(each.sides))]


def paper(kind: EvidenceKind, origin: Origin, shows: str, sha256: str, held_by: str, at: datetime | None = None) -> Evidence:
    """A paper or recording that is kept elsewhere. Raises Problem (impossible) where the hash is none."""
    typed = sha256.strip().lower().replace(" ", "")
    if not re.fullmatch(SHA256, typed):
        raise Problem(ProblemCode.IMPOSSIBLE, Message("A SHA-256 has 64 signs, 0–9 and a–f. Compute it from the file that is kept."))
    if not shows.strip():
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say what it shows."))
    shown, holder = at_most(shows, LINE_LENGTH), at_most(held_by, CODE_LENGTH)
    return Evidence(sha256=typed, kind=kind, origin=origin, shows=shown, held_by=holder, made_at=at)


def with_evidence(content: CaseContent, made: Evidence, behind: Sequence[str]) -> CaseContent:
    """The case with one more paper, standing behind the events and sides named in `behind` (see `targets`)."""
    events, rows = list(content.events), list(content.comparisons)
    for each in behind:
        kind, *places = each.split(":")
        if kind == EVENT:
            event = events[int(places[0])]
            events[int(places[0])] = event.model_copy(update={"documents": _also(event.documents, made.sha256)})
        else:
            row, side = int(places[0]), int(places[1])
            sides = list(rows[row].sides)
            sides[side] = sides[side].model_copy(update={"documents": _also(sides[side].documents, made.sha256)})
            rows[row] = rows[row].model_copy(update={"sides": tuple(sides)})
    known = tuple(each for each in content.evidence if each.sha256 != made.sha256)
    return content.model_copy(update={"evidence": (*known, made), "events": tuple(events), "comparisons": tuple(rows)})


def _also(documents: tuple[str, ...], sha256: str) -> tuple[str, ...]:
    return documents if sha256 in documents else (*documents, sha256)


def with_complaint(content: CaseContent, complaint: Complaint) -> CaseContent:
    """One more complaint; the article on deadlines joins the norms."""
    named = {each.code for each in content.norms}
    more = tuple(each for each in case_law.norms_of("", with_deadlines=True) if each.code not in named)
    return content.model_copy(update={"complaints": (*content.complaints, complaint), "norms": (*content.norms, *more)})


def with_answer(content: CaseContent, place: int, answer: ComplaintAnswer, at: datetime, words: str = "") -> CaseContent:
    """The answer to one complaint, and what it says. Raises Problem (impossible) where it would be older than the complaint."""
    complaint = content.complaints[place]
    if at < complaint.filed_at:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("An answer cannot be older than the complaint."))
    answered = complaint.model_copy(update={"answer": answer, "answered_at": at, "answer_text": at_most(words, ACCOUNT_LENGTH)})
    complaints = (*content.complaints[:place], answered, *content.complaints[place + 1 :])
    return content.model_copy(update={"complaints": complaints})


def without_reports(content: CaseContent, report_ids: Collection[str]) -> CaseContent:
    """The case without these reports and without what rests on them: their events, photos, sides and lines of the journal; sums of copies
    and counts of people, which name no report, go with them. Raises Problem (impossible) where nothing was chosen."""
    gone = {each.report_id: each for each in content.reports if each.report_id in set(report_ids)}
    if not gone:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Choose the reports to take out."))
    reports = tuple(each for each in content.reports if each.report_id not in gone)
    left = {each.observer_code for each in reports}
    codes = {each.observer_code for each in gone.values()} - left
    photos = {each.sha256 for each in content.evidence if each.report_id in gone}
    return content.model_copy(
        update={
            "reports": reports,
            "evidence": tuple(each for each in content.evidence if each.sha256 not in photos),
            "events": tuple(
                each.model_copy(update={"documents": _left(each.documents, photos)})
                for each in content.events
                if each.report_id not in gone
            ),
            "comparisons": tuple(row for each in content.comparisons if (row := _row_without(each, gone, photos)) is not None),
            "journal": tuple(each for each in content.journal if each.observer_code not in codes),
        }
    )


def _left(documents: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in documents if each not in gone)


def _row_without(row: ComparisonRow, gone: Collection[str], photos: Collection[str]) -> ComparisonRow | None:
    """None where nothing is left to compare, or nobody can say how the number would be without these reports."""
    if row.copies_n is not None or row.floor is not None or row.ceiling is not None:
        return None
    sides = [
        each.model_copy(update={"documents": _left(each.documents, photos)}) for each in row.sides if each.report_id not in gone
    ]
    return row.model_copy(update={"sides": tuple(sides)}) if len(sides) > 1 else None
