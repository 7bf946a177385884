"""What an analyst writes into a case beside its material, as pure steps: who was there by right, who signed, where an original went,
which article in which edition. services.cases stores them as versions."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schemas.case import (
    CODE,
    Accreditation,
    CaseContent,
    CustodyAct,
    CustodyStep,
    JournalEntry,
    Norm,
    Witness,
)
from schemas.message import Message
from schemas.model import LINE_LENGTH
from schemas.problem import Problem, ProblemCode
from services.parsing import at_most

MOST_SIGNATURES = 99
TO_COME = Message("This time is still to come.")
NO_CODE = Message("A code has letters, digits, dots and dashes, at most 40 and no space. A name does not belong here.")


def _impossible(message: Message) -> Problem:
    return Problem(ProblemCode.IMPOSSIBLE, message)


def _code(typed: str) -> str:
    code = typed.strip()
    if not re.fullmatch(CODE, code):
        raise _impossible(NO_CODE)
    return code


def _past(at: datetime, now: datetime) -> datetime:
    if at > now:
        raise _impossible(TO_COME)
    return at


def _instead(known: tuple[Any, ...], made: Any, same: str) -> tuple[Any, ...]:
    """`made` in the place of the one that has the same values in these fields (names with a space between), else at the end."""
    names = same.split()
    key = [getattr(made, name) for name in names]
    place = next((at for at, each in enumerate(known) if [getattr(each, name) for name in names] == key), len(known))
    return (*known[:place], made, *known[place + 1 :])


def with_witness(content: CaseContent, role: str, code: str, *, signed: bool) -> CaseContent:
    """One more witness, or the same one corrected. Raises Problem (impossible) where the code could be a name."""
    made = Witness(role=role, code=_code(code), signed=signed)
    return content.model_copy(update={"witnesses": _instead(content.witnesses, made, "code")})


def with_act(content: CaseContent, at: datetime, signatures: int, now: datetime) -> CaseContent:
    """When an act was written and how many signed it. Raises Problem (impossible)."""
    if not 0 <= signatures <= MOST_SIGNATURES:
        raise _impossible(Message("An act has 0 to 99 signatures."))
    return content.model_copy(update={"act_written_at": _past(at, now), "act_signatures": signatures})


def with_journal(content: CaseContent, station_id: str, code: str, at: datetime, number: str, now: datetime) -> CaseContent:
    """When and under which number an observer was written into the commission's journal; the same observer's line is corrected.
    Raises Problem (impossible)."""
    made = JournalEntry(station_id=station_id, observer_code=_code(code), at=_past(at, now), number=at_most(number, LINE_LENGTH))
    return content.model_copy(update={"journal": _instead(content.journal, made, "station_id observer_code")})


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with an original, as it is typed."""

    act: CustodyAct
    at: datetime
    by_code: str
    note: str = ""


def with_custody(content: CaseContent, sha256: str, step: Step, now: datetime) -> CaseContent:
    """One more step of an original's custody, in the order of time: steps are often written down late. Raises Problem (impossible)."""
    made = CustodyStep(act=step.act, at=_past(step.at, now), by_code=_code(step.by_code), note=at_most(step.note, LINE_LENGTH))
    evidence = tuple(
        each.model_copy(update={"custody": tuple(sorted((*each.custody, made), key=lambda one: one.at))}) if each.sha256 == sha256 else each
        for each in content.evidence
    )
    return content.model_copy(update={"evidence": evidence})


def typed_norm(act: str, article: str, edition: str, source: str) -> Norm:
    """An article a lawyer has read. Raises Problem (impossible) where act, article or edition is missing."""
    if not (act.strip() and article.strip()):
        raise _impossible(Message("Name the act and the article."))
    if not edition.strip():
        raise _impossible(Message("Name the edition that was read, or write that the copy names none."))
    parts = {"act": act, "article": article, "edition": edition, "source": source}
    return Norm(code="", **{name: at_most(words, LINE_LENGTH) for name, words in parts.items()})


def with_norm(content: CaseContent, norm: Norm) -> CaseContent:
    """One more article; the same article of the same act in another edition takes its place."""
    return content.model_copy(update={"norms": _instead(content.norms, norm, "act article")})


@dataclass(frozen=True, slots=True)
class Papers:
    """An organisation's accreditation, as it is typed; None where a date is not known."""

    organisation_code: str
    kind: str
    document: str
    charter_clause: str
    valid_from: date | None
    valid_to: date | None


def with_accreditation(content: CaseContent, papers: Papers) -> CaseContent:
    """An organisation's right to observe; the same organisation's is corrected. Raises Problem (impossible)."""
    if papers.valid_from and papers.valid_to and papers.valid_to < papers.valid_from:
        raise _impossible(Message("The last day comes before the first."))
    code = _code(papers.organisation_code)
    if len(code) > 16:
        raise _impossible(NO_CODE)
    made = Accreditation(
        organisation_code=code, kind=at_most(papers.kind, LINE_LENGTH), document=at_most(papers.document, LINE_LENGTH),
        charter_clause=at_most(papers.charter_clause, LINE_LENGTH), valid_from=papers.valid_from, valid_to=papers.valid_to,
    )  # fmt: skip
    return content.model_copy(update={"accreditations": _instead(content.accreditations, made, "organisation_code")})
