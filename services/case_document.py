"""A case as the document that is printed: every sentence in the language in use, every number written, nothing left to the printer."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno

from locales import language, number, signed, text
from schemas.case import ComparisonRow, Evidence, Side
from schemas.case_level import LACKING_WORDS, CaseLevel
from schemas.case_words import ANSWER_NAMES, BODY_NAMES, CUSTODY_NAMES, EVIDENCE_NAMES, ORIGIN_NAMES, WAY_NAMES
from schemas.deadlines import RULE_NAMES, STATE_NAMES, DeadlineRule
from schemas.election import Election
from schemas.figure import FIGURE_NAMES
from schemas.message import Message
from schemas.missing import MISSING_NAMES
from schemas.reports.body import KIND_NAMES, ReportKind
from schemas.voice import VOICE_NAMES
from services import case_document_photos, case_document_rights, case_law, case_proofs, case_records, case_sentences
from services.case_ledger import level_word
from services.case_proofs import Proven
from services.case_records import NOTHING, Records
from services.case_sentences import moment
from services.cases import Case
from services.wording import begun, invented, plain, source_title

MEANS: dict[CaseLevel, Message] = {
    CaseLevel.DOCUMENTED: Message("Two documents or a video show it; two people who neither reported nor gathered it have checked it."),
    CaseLevel.COUNTED: Message("Seen by an observer or held as a document, and checked by one other person."),
}
"""What the level says; of an unverified case it is said why it is one (services.case_sentences.unverified)."""
ENTRY_NAMES: dict[str, Message] = {
    "case_file": Message("case opened", "ledger_entry"),
    "case_version": Message("version of the case", "ledger_entry"),
    "case_check": Message("check of the case", "ledger_entry"),
    "report_revision": Message("revision of a report", "ledger_entry"),
    "evidence": Message("photo received", "ledger_entry"),
    "evidence_copy": Message("copy of a photo drawn", "ledger_entry"),
    "evidence_access": Message("step towards an original", "ledger_entry"),
}
ROWS = 60
"""Rows of one kind that are printed; the bundle holds them all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger that the case rests on."""

    seq: int
    kind: str
    sha256: str


def recorded_at(case: Case, records: Records = NOTHING) -> datetime:
    """The instant as of which the file speaks: the newest version, check, opening or decision; not that of printing."""
    newest = [each.at for each in case.marks] + ([records.newest_at] if records.newest_at else [])
    return max([case.newest.made_at, *(each.checked_at for each in case.checks), *newest])


def identity(case: Case) -> str:
    """What the QR code says first: enough to find the case again and to compare its hash."""
    return f"baqylau:case:{case.case_id}:v{case.newest.version}:sha256:{case.newest.sha256}"


def _qr(words: str) -> str:
    drawn = io.BytesIO()
    segno.make(words, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    return drawn.getvalue().decode()


def _source(election: Election, case: Case, side: Side, *, is_sum: bool) -> str:
    """Where a side comes from. `is_sum`: of a district or region, added up from the copies of its stations."""
    parts = [source_title(side.source)]
    told = next((each for each in case.content.reports if side.report_id and each.report_id == side.report_id), None)
    if told is not None:
        parts.append(text("report of {code}, revision {n}", code=told.observer_code, n=str(side.revision)))
    if side.as_of_at is not None:
        parts.append(moment(election, side.as_of_at))
    kinds = {each.sha256: each for each in case.content.evidence}
    held = [kinds[sha256] for sha256 in side.documents if sha256 in kinds]
    if is_sum and len(held) > 1:
        parts.insert(0, text("sum of {n} copies", n=len(held)))
    elif held and not side.source:
        parts.insert(0, ", ".join(dict.fromkeys(text(EVIDENCE_NAMES[each.kind]) for each in held)))
    return " · ".join(part for part in parts if part)


def _limits(row: ComparisonRow) -> str:
    said = []
    if row.floor is not None:
        said.append(text("By the count at least {n} came.", n=row.floor))
    if row.ceiling is not None:
        said.append(text("At most {n} can have come.", n=row.ceiling))
    if row.outside:
        said.append(text("Voters outside the premises, taken off: {n}.", n=row.outside))
    if row.copies_n is not None and row.stations_n is not None:
        said.append(text("Protocols held from {k} of {n} stations.", k=row.copies_n, n=row.stations_n))
    return " ".join(said)


def _comparison(election: Election, case: Case, row: ComparisonRow) -> dict[str, Any]:
    apart = case_sentences.difference(row)
    values = [side.value for side in row.sides if side.value is not None]
    inside = row.unit_id in case.content.station_ids
    place = case_sentences.station_name if inside else case_sentences.unit_name
    return {
        "name": case_sentences.field(election, row),
        "place": place(election.election_id, row.unit_id),
        "differs": row.differs,
        "difference": signed(apart) if apart is not None else "",
        "floor": row.floor,
        "ceiling": row.ceiling,
        "most": max([*values, row.ceiling or 0], default=0),
        "limits": _limits(row),
        "sides": [
            {
                "voice": side.voice.value,
                "name": text(FIGURE_NAMES[side.figure_code]) if side.figure_code else text(VOICE_NAMES[side.voice]),
                "value": side.value,
                "said": number(side.value) if side.value is not None else text(MISSING_NAMES[side.missing]) if side.missing else "",
                "source": _source(election, case, side, is_sum=row.copies_n is not None),
            }
            for side in row.sides
        ],
    }


def _events(election: Election, case: Case) -> list[dict[str, str]]:
    kinds = {each.sha256: text(EVIDENCE_NAMES[each.kind]) for each in case.content.evidence}
    return [
        {
            "moment": moment(election, each.at),
            "what": case_sentences.class_name(each.class_code),
            "where": " · ".join(
                part
                for part in (
                    case_sentences.station_name(election.election_id, each.station_id),
                    case_sentences.building(election.election_id, each.station_id),
                )
                if part
            ),
            "account": each.account,
            "papers": ", ".join(kinds[sha256] for sha256 in each.documents if sha256 in kinds),
        }
        for each in case.content.events
    ]


def _complaints(election: Election, case: Case, as_of: datetime) -> list[dict[str, str]]:
    rows = []
    for each, found in zip(case.content.complaints, case.deadlines(election, as_of), strict=True):
        answered = f", {moment(election, each.answered_at)}" if each.answered_at else ""
        due = text("at once") if found.rule is DeadlineRule.AT_ONCE else moment(election, found.due_at) if found.due_at else "–"
        rows.append(
            {
                "body": begun(text(BODY_NAMES[each.body])),
                "number": each.number,
                "filed": moment(election, each.filed_at),
                "due": due,
                "rule": text(RULE_NAMES[found.rule]),
                "answer": text(ANSWER_NAMES[each.answer]) + answered,
                "state": text(STATE_NAMES[found.state]),
                "said": each.answer_text,
            }
        )
    return rows


def _papers(election: Election, papers: Sequence[Evidence], records: Records) -> list[dict[str, str]]:
    def steps(each: Evidence) -> str:
        said = []
        for step in case_records.trail(each, records):
            who = (case_sentences.holder(election.election_id, step.by_code), step.note)
            said.append(f"{text(CUSTODY_NAMES[step.act])} {moment(election, step.at)} ({', '.join(part for part in who if part)})")
        return " → ".join(said)

    return [
        {
            "kind": begun(text(EVIDENCE_NAMES[each.kind])),
            "origin": " · ".join(
                part
                for part in (
                    text("made by: {who}", who=text(ORIGIN_NAMES[each.origin])),
                    text("original kept by: {who}", who=case_sentences.holder(election.election_id, each.held_by)) if each.held_by else "",
                )
                if part
            ),
            "shows": invented(each.shows),
            "sha256": each.sha256,
            "custody": steps(each),
        }
        for each in papers[:ROWS]
    ]


def _norms(case: Case) -> list[dict[str, str]]:
    return [
        {
            "name": case_sentences.norm_name(each),
            "gist": case_law.gist(each.code),
            "read": case_sentences.norm_read(each),
        }
        for each in case.content.norms
    ]


def _checks(election: Election, case: Case) -> list[dict[str, str]]:
    material = case.content.material_sha256
    return [
        {
            "by": each.checker_code,
            "way": text(WAY_NAMES[each.way]),
            "note": each.note,
            "result": text("confirmed", "case_check") if each.confirmed else text("not confirmed", "case_check"),
            "moment": moment(election, each.checked_at),
        }
        for each in case.checks
        if each.material_sha256 == material
    ]


def _head(election: Election, case: Case) -> dict[str, str]:
    title = case_sentences.heading(case)
    where = begun(case_sentences.place(case))
    stations = case.content.station_ids
    building = case_sentences.building(case.election_id, stations[0]) if len(stations) == 1 else ""
    return {
        "title": title,
        "line": f"{text('Case file')} · {election.name.in_language(language())}",
        "where": f"{where} · {building}" if building else where,
        "level_code": case.standing.level.value,
        "level": level_word(case.standing.level),
        "level_means": text(MEANS[case.standing.level]) if case.standing.level in MEANS else case_sentences.unverified(case),
        "short": f"{case.newest.sha256[:8]} {case.newest.sha256[8:16]}",
        "foot": text("Version {n} of {moment}", n=str(case.newest.version), moment=moment(election, case.newest.made_at))
        + f" · SHA-256 {case.newest.sha256[:16]}",
    }


def _words(case: Case, election: Election, as_of: datetime) -> dict[str, Any]:
    lacking = {
        CaseLevel.COUNTED: text("To be called documented it still needs:"),
        CaseLevel.UNVERIFIED: text("To be called counted it still needs:"),
    }
    return {
        "page": text("Page"),
        "marked": text("Not all of its reports stand as they were gathered."),
        "lacking": lacking.get(case.standing.level, ""),
        "figures": text("Figures side by side, by voice"),
        "events": text("What happened"),
        "checks": text("Checks by others"),
        "no_checks": text("Nobody has checked this case yet."),
        "check_columns": [text("By", "case_check"), text("How", "case_check"), text("Result", "case_check"), text("When", "case_check")],
        "complaints": text("Complaints"),
        "no_complaints": text("No complaint is recorded."),
        "complaint_columns": [text("Filed with"), text("Filed", "complaint"), text("Answer due"), text("Rule"), text("Answer")],
        "as_recorded": text("As recorded up to {moment}, capital time.", moment=moment(election, as_of)),
        "rights": text("The right to be there"),
        "nothing": text("Nothing is recorded."),
        "accreditation_columns": [
            text("Organisation"), text("Accreditation"), text("Clause of the charter"), text("Valid"), text("On voting day"),
        ],
        "law": text("Law"),
        "no_law": text("No article was read for this class. A lawyer adds one."),
        "photos": text("Photos"),
        "papers": text("Papers and recordings"),
        "no_papers": text("None is gathered yet."),
        "reports": text("Reports it rests on"),
        "report_columns": [text("Report"), text("Observer"), text("Received", "time"), "SHA-256"],
        "history": text("Versions of this case"),
        "history_columns": [text("Version", "case_version"), text("When", "case_check"), text("By", "case_check"), text("Why"), "SHA-256"],
        "proof": text("How to check this file"),
        "proof_says": text(
            "Each row below is in the append-only ledger. The bundle beside this file holds the rows with their salts: hash the row again "
            "and compare. The code on the first page holds the hash of this version."
        ),
        "proof_columns": [text("Entry"), text("What it is"), "SHA-256"],
    }  # fmt: skip


def document(
    case: Case, election: Election, entries: Sequence[Entry], records: Records = NOTHING, proven: Proven | None = None
) -> dict[str, Any]:
    """The whole case in the language in use, as data.formats.print takes it. `entries`: the ledger's rows it rests on; `records`: what
    else is on record about its material; `proven`: where those rows stand in the signed log."""
    content = case.content
    return {
        "language": language(),
        "simulated": text("SIMULATED") if election.is_simulated else "",
        "head": _head(election, case),
        "qr": _qr(identity(case) + case_proofs.identity(proven)),
        "words": _words(case, election, recorded_at(case, records)),
        "sentence": plain(case_sentences.sentence(case, election)),
        "notes": [each for each in (content.title, content.question) if each],
        "marks": case_sentences.marked(case),
        "lacking": [text(LACKING_WORDS[each]) for each in case.standing.lacking],
        "comparisons": [_comparison(election, case, row) for row in content.comparisons[:ROWS]],
        "events": _events(election, case),
        "incidents": case_sentences.incidents(case),
        "checks": _checks(election, case),
        "complaints": _complaints(election, case, recorded_at(case, records)),
        **case_document_rights.rights(election, case.content),
        "versions": case_document_rights.versions(election, case),
        "norms": _norms(case),
        "papers": _papers(election, content.evidence, records),
        "photos": case_document_photos.photos(election, content, records),
        "reports": [
            {
                "kind": text(KIND_NAMES[ReportKind(each.kind)]),
                "observer": each.observer_code,
                "received": moment(election, each.received_at),
                "sha256": each.sha256,
            }
            for each in content.reports[:ROWS]
        ],
        "entries": [
            {"seq": number(each.seq), "what": text(ENTRY_NAMES[each.kind]), "sha256": each.sha256}
            for each in entries[:ROWS]
        ],
        "proof": case_proofs.sentences(proven, election),
    }
