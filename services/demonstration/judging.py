"""What a second person decided on the invented reports, and what observers answered to questions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from data.store.reviews import NewCall, NewReview
from schemas.finding import Answer, Finding, FindingAnswer
from schemas.message import Message
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from services.review import CallOutcome

S = RevisionState
LOOKED_AT: dict[str, float] = {ReportKind.COUNT: 0.62, ReportKind.VIOLATION: 0.5, ReportKind.TURNOUT: 0.22, ReportKind.OPENING: 0.3}
DECISIONS = ((S.VERIFIED, 84), (S.RETURNED, 5), (S.REJECTED, 4), (S.UNVERIFIABLE, 7))
REASONS: dict[RevisionState, dict[str, str]] = {
    S.VERIFIED: {
        "en": "Agrees with the paper form", "ru": "Сходится с бумажной формой", "kk": "Қағаз нысанымен сәйкес"},
    S.RETURNED: {
        "en": "One number cannot be read: please look at the paper form again",
        "ru": "Одно число не читается: посмотрите, пожалуйста, в бумажную форму ещё раз",
        "kk": "Бір сан оқылмайды: қағаз нысанға тағы бір қараңызшы"},
    S.REJECTED: {
        "en": "Another station's number stands on the form", "ru": "На форме стоит номер другого участка",
        "kk": "Нысанда басқа учаскенің нөмірі тұр"},
    S.UNVERIFIABLE: {
        "en": "Nobody else was there and there is no paper", "ru": "Больше там никого не было, и бумаги нет",
        "kk": "Онда басқа ешкім болмаған, қағаз да жоқ"},
}  # fmt: skip
"""In the language of the observer, who reads it."""
ANSWERED = 0.7
AS_SEEN = {
    "en": "Looked again: both numbers are as I saw them",
    "ru": "Проверено: оба числа верны",
    "kk": "Қайта қарадым: екі сан да дұрыс",
}


CALLED = 0.05
CALLS: tuple[tuple[CallOutcome, int, str], ...] = (
    (CallOutcome.CONFIRMED, 70, Message("Read out again from the paper form")), (CallOutcome.NOT_REACHED, 22, ""),
    (CallOutcome.NOT_CONFIRMED, 8, Message("Says another number than the one sent")))
"""Notes between colleagues: every page reads them in its reader's language."""


def calls(decisions: Sequence[NewReview], chance: Random) -> list[NewCall]:
    """Calls back to some observers a few minutes before the decision; whoever confirmed was not set aside."""
    made = []
    for each in decisions:
        if chance.random() < CALLED:
            outcome, _, note = chance.choices(CALLS, [weight for _, weight, _ in CALLS])[0]
            if outcome is CallOutcome.NOT_CONFIRMED and each.decision is S.VERIFIED:
                outcome, _, note = CALLS[0]
            made.append(NewCall(each.revision_id, each.reviewer_id, outcome, str(note), each.decided_at - timedelta(minutes=6)))
    return made


def answers(findings: Sequence[Finding], language: str, chance: Random) -> tuple[Answer, ...]:
    return tuple(
        Answer(code=finding.code, answer=FindingAnswer.BOTH_AS_SEEN, reason=AS_SEEN[language])
        for finding in findings
        if chance.random() < ANSWERED
    )


def kept(decided: tuple[RevisionState, str, datetime], language: str) -> tuple[RevisionState, str, datetime]:
    """The decision at a station of a district from which every protocol is to be held: what would be set aside is verified there."""
    return decided if decided[0] is not S.REJECTED else (S.VERIFIED, REASONS[S.VERIFIED][language], decided[2])


def decision(
    kind: str, language: str, received_at: datetime, until: datetime, chance: Random
) -> tuple[RevisionState, str, datetime] | None:
    """The decision on one report and when; None where nobody has looked at it yet."""
    if chance.random() > LOOKED_AT.get(kind, 0.05):
        return None
    at = received_at + timedelta(minutes=chance.randint(20, 240))
    if at >= until:
        return None
    state = chance.choices([state for state, _ in DECISIONS], [weight for _, weight in DECISIONS])[0]
    return state, REASONS[state][language], at
