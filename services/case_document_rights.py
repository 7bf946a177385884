"""The part of a printed case that says who was there by right and who signed, and how the case came to be what it is."""

from typing import Any

from locales import date_short, text
from schemas.case import CaseContent
from schemas.case_words import HOLDS_NAMES
from schemas.election import Election
from services import case_sentences
from services.case_sentences import moment
from services.cases import Case
from services.wording import begun


def rights(election: Election, content: CaseContent) -> dict[str, Any]:
    """Journal, act, witnesses and accreditations, each a line or a row."""
    journal = []
    for each in content.journal:
        said = text("{code}: in the commission's journal {moment}", code=each.observer_code, moment=moment(election, each.at))
        journal.append(f"{said} · {text('number {n}', n=each.number)}" if each.number else said)
    act = ""
    if content.act_written_at is not None:
        written = moment(election, content.act_written_at)
        act = text("Act written {moment}, signatures: {n}", moment=written, n=content.act_signatures or 0)
    holds = {each.organisation_code: each.holds_on(election.held_on) for each in content.accreditations}
    return {
        "journal": journal,
        "act": act,
        "witnesses": [begun(case_sentences.witness(each)) for each in content.witnesses],
        "accreditations": [
            {
                "organisation": case_sentences.holder(election.election_id, each.organisation_code),
                "document": case_sentences.accreditation(each),
                "clause": each.charter_clause,
                "dates": "–".join(date_short(day) for day in (each.valid_from, each.valid_to) if day),
                "holds": text("dates not known") if (held := holds[each.organisation_code]) is None else text(HOLDS_NAMES[held]),
            }
            for each in content.accreditations
        ],
    }


def versions(election: Election, case: Case) -> list[dict[str, str]]:
    """Every version, oldest first: number, when, by whom (a code), why, hash."""
    return [
        {
            "version": str(each.version),
            "moment": moment(election, each.made_at),
            "by": each.author_code,
            "reason": case_sentences.reason(each.reason),
            "sha256": each.sha256,
        }
        for each in case.versions
    ]
