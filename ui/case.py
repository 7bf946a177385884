"""The pieces of one case: level and what is missing, figures side by side, events, papers with custody, law, complaints, checks."""

from datetime import datetime
from functools import partial

import streamlit as st

from locales import LANGUAGES, NAMES, date_short, number, signed, text
from schemas.case import ComparisonRow
from schemas.case_level import LACKING_WORDS, CaseLevel
from schemas.case_words import ANSWER_NAMES, BODY_NAMES, CUSTODY_NAMES, EVIDENCE_NAMES, HOLDS_NAMES, ORIGIN_NAMES, WAY_NAMES
from schemas.deadlines import RULE_NAMES, STATE_NAMES, DeadlineRule
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.reports.body import KIND_NAMES, ReportKind
from schemas.reports.violation import ComplaintAnswer
from schemas.voice import VOICE_NAMES, Voice
from services import case_files, case_law, case_records, case_sentences
from services.case_ledger import level_word
from services.cases import Case
from services.wording import begun, invented
from ui import case_photos, tables
from ui.headline import Badge, Colour, small
from ui.plain import escaped, quoted, unbroken
from ui.tables import Column
from ui.tools import Download

SHOWN = 12
"""Rows of one kind that are shown; the files hold them all."""
SHOWN_JOURNAL = 4
SHORT = 12
"""Signs of a hash that are shown; the whole one stands in the file."""
COLOURS: dict[CaseLevel, Colour] = {CaseLevel.DOCUMENTED: "green", CaseLevel.COUNTED: "blue", CaseLevel.UNVERIFIED: "gray"}
NEXT: dict[CaseLevel, Message] = {
    CaseLevel.COUNTED: Message("To be called documented it still needs:"),
    CaseLevel.UNVERIFIED: Message("To be called counted it still needs:"),
}


def files(actor: Actor, case: Case) -> list[tuple[str, Download]]:
    """The case file in each language, and the bundle beside it; made when the button is pressed."""
    base = f"case-{case.number}-v{case.newest.version}"
    made = [
        (
            text("Case file, {language} (PDF)", language=NAMES[code]),
            Download(f"{base}-{code}.pdf", "application/pdf", partial(case_files.pdf, actor, case.case_id, code), is_recorded=True),
        )
        for code in LANGUAGES
    ]
    bundle = Download(f"{base}.zip", "application/zip", partial(case_files.bundle, actor, case.case_id), is_recorded=True)
    return [*made, (text("Bundle that checks itself (ZIP)"), bundle)]


def marked(case: Case) -> None:
    """Reports that do not stand as they were gathered; nothing where all do."""
    lines = case_sentences.marked(case)
    if lines:
        st.warning("\n\n".join([f"**{text('Not all of its reports stand as they were gathered.')}**", *lines]), icon=":material/block:")


def badges(case: Case) -> list[Badge]:
    level = case.standing.level
    made = [Badge(level_word(level), COLOURS[level])]
    made.append(Badge(text("version {n}", n=str(case.newest.version)), "gray"))
    if case.content.is_closed:
        made.append(Badge(text("closed", "case_state"), "gray"))
    return made


def missing(case: Case) -> None:
    """What the next level needs; nothing where there is no higher one."""
    level = case.standing.level
    if level not in NEXT:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text(NEXT[level])}**")
        for each in case.standing.lacking:
            st.markdown(f"○ {text(LACKING_WORDS[each])}")


def _cell(row: ComparisonRow, voice: Voice) -> str:
    return " / ".join(number(side.value) for side in row.sides if side.voice is voice and side.value is not None)


def _more(rows: int) -> None:
    """Says how many rows stand in the files only."""
    if rows > SHOWN:
        st.markdown(small(text("{n} more stand in the files.", n=rows - SHOWN)))


def _limits(row: ComparisonRow) -> str:
    if row.floor is None and row.ceiling is None:
        return ""
    low, high = (number(each) if each is not None else "…" for each in (row.floor, row.ceiling))
    return f"{low}–{high}"


def figures(case: Case, election: Election) -> None:
    """Every comparison, a column a voice; a row on which the voices cannot all be right is marked."""
    if not case.content.comparisons:
        return
    st.subheader(text("Figures side by side, by voice"), anchor=False)
    used = [voice for voice in Voice if any(side.voice is voice for row in case.content.comparisons for side in row.sides)]
    rows = []
    for row in case.content.comparisons:
        apart = case_sentences.difference(row)
        rows.append(
            {
                "mark": "◆" if row.differs else "●",
                "figure": case_sentences.field(election, row),
                "where": case_sentences.station_name(election.election_id, row.unit_id)
                if row.unit_id in case.content.station_ids
                else case_sentences.unit_name(election.election_id, row.unit_id),
                **{voice.value: _cell(row, voice) for voice in used},
                "difference": signed(apart) if apart is not None else "",
                "limits": _limits(row),
            }
        )
    columns = {
        "mark": Column("", paint="state", width=40),
        "figure": Column(text("Figure")),
        **{voice.value: Column(begun(text(VOICE_NAMES[voice])), number=True) for voice in used},
        "difference": Column(text("Difference"), number=True),
    }
    if any(row["limits"] for row in rows):
        columns["limits"] = Column(text("Floor–ceiling"), number=True, help=text("The fewest and the most who can have come, by the count"))
    if len({row.unit_id for row in case.content.comparisons}) > 1:
        columns["where"] = Column(text("Where"), begun=True)
    tables.show(tables.of(rows, columns), columns, key="case_figures", alt=text("Figures side by side, by voice"))


def events(case: Case, election: Election) -> None:
    if not case.content.events:
        return
    # The page's first line is not said a second time.
    above = case_sentences.sentence(case, election)
    told = [(words if (words := case_sentences.of_event(election, each)) != above else "", each) for each in case.content.events]
    if any(words or each.account for words, each in told):
        st.subheader(text("What happened"), anchor=False)
    for words, each in told:
        if words:
            st.markdown(unbroken(words))
        if each.account:
            st.markdown(small(quoted(escaped(each.account))))


def incidents(case: Case) -> None:
    for each in case_sentences.incidents(case):
        st.markdown(small(each))


def papers(actor: Actor, case: Case, election: Election) -> None:
    """Documents and recordings by hash, the photos among them, and the custody of each below."""
    records = case_records.of(case)
    st.subheader(text("Papers and recordings"), anchor=False)
    if not case.content.evidence:
        st.markdown(small(text("None is gathered yet.")))
        return
    rows = [
        {
            "kind": begun(text(EVIDENCE_NAMES[each.kind])),
            "origin": text(ORIGIN_NAMES[each.origin]),
            "shows": invented(each.shows),
            "held": case_sentences.holder(election.election_id, each.held_by),
            "sha256": each.sha256[:SHORT],
        }
        for each in case.content.evidence[:SHOWN]
    ]
    columns = {
        "kind": Column(text("What it is"), width=190),
        "sha256": Column("SHA-256", width=110),
        "shows": Column(text("What it shows"), width=220),
        "held": Column(text("Original kept by")),
        "origin": Column(text("Made by")),
    }
    tables.show(tables.of(rows, columns), columns, key="case_papers", alt=text("Papers and recordings"))
    _more(len(case.content.evidence))
    case_photos.strip(actor, case, records)
    with st.expander(text("Custody of the originals"), icon=":material/link:"):
        for each in case.content.evidence[:SHOWN]:
            steps = " → ".join(
                f"{text(CUSTODY_NAMES[step.act])} {case_sentences.moment(election, step.at)}, "
                + case_sentences.holder(election.election_id, step.by_code)
                + (f" ({step.note})" if step.note else "")
                for step in case_records.trail(each, records)
            )
            st.markdown(small(f"`{each.sha256[:SHORT]}` {steps or text('no step is recorded')}"))


def complaints(case: Case, election: Election, now: datetime) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Complaints')}**")
        if not case.content.complaints:
            st.markdown(small(text("No complaint is recorded.")))
        for each, found in zip(case.content.complaints, case.deadlines(election, now), strict=True):
            filed = text("filed {moment}", moment=case_sentences.moment(election, each.filed_at))
            st.markdown(f"{begun(text(BODY_NAMES[each.body]))} {each.number} · {filed}")
            due = ""
            if found.due_at is not None and found.rule is not DeadlineRule.AT_ONCE:
                due = text("due {moment}", moment=case_sentences.moment(election, found.due_at)) + " · "
            st.markdown(small(f"{due}{text(RULE_NAMES[found.rule])}"))
            said = text(STATE_NAMES[found.state])
            if each.answer is not ComplaintAnswer.NO_ANSWER:
                answered = f", {case_sentences.moment(election, each.answered_at)}" if each.answered_at else ""
                said = f"{said}: {text(ANSWER_NAMES[each.answer])}{answered}"
            st.markdown(unbroken(begun(said)))
            if each.answer_text:
                st.markdown(small(each.answer_text))


def law(case: Case) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Law')}**")
        if not case.content.norms:
            st.markdown(small(text("No article was read for this class. A lawyer adds one.")))
        for each in case.content.norms:
            st.markdown(case_sentences.norm_name(each))
            st.markdown(small(case_law.gist(each.code)))
            st.markdown(small(case_sentences.norm_read(each)))


def checks(case: Case, election: Election) -> None:
    """Every check with whether it still stands: it does as long as the material is what was seen."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Checks by others')}**")
        if not case.checks:
            st.markdown(small(text("Nobody has checked this case yet.")))
        material = case.content.material_sha256
        for each in case.checks:
            stands = each.material_sha256 == material
            word = text("confirmed", "case_check") if each.confirmed else text("not confirmed", "case_check")
            st.markdown(f"{'✓' if each.confirmed else '✕'} {each.checker_code} · {word} · {text(WAY_NAMES[each.way])}")
            note = f" · {each.note}" if each.note else ""
            gone = "" if stands else " · " + text("of an earlier state: no longer counts")
            st.markdown(small(f"{case_sentences.moment(election, each.checked_at)}{note}{gone}"))


def rights(case: Case, election: Election) -> None:
    """Who was there by right: journal, accreditation, witnesses, the act."""
    content = case.content
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('The right to be there')}**")
        for each in content.journal[:SHOWN_JOURNAL]:
            moment = case_sentences.moment(election, each.at)
            line = text("{code}: in the commission's journal {moment}", code=each.observer_code, moment=moment)
            st.markdown(unbroken(f"{line} · {each.number}" if each.number else line))
        if len(content.journal) > SHOWN_JOURNAL:
            st.markdown(small(text("{n} more stand in the files.", n=len(content.journal) - SHOWN_JOURNAL)))
        for held in content.accreditations:
            holds = held.holds_on(election.held_on)
            dates = "–".join(date_short(each) for each in (held.valid_from, held.valid_to) if each)
            word = text(HOLDS_NAMES[holds]) if holds is not None else text("dates not known")
            name = case_sentences.holder(election.election_id, held.organisation_code)
            st.markdown(small(f"{name} · {case_sentences.accreditation(held)} · {dates} · {word}"))
        if content.act_written_at is not None:
            moment = case_sentences.moment(election, content.act_written_at)
            st.markdown(unbroken(text("Act written {moment}, signatures: {n}", moment=moment, n=content.act_signatures or 0)))
        if content.witnesses:
            st.markdown(small(text("Witnesses: {words}", words="; ".join(case_sentences.witness(each) for each in content.witnesses))))
        if not (content.journal or content.accreditations or content.witnesses or content.act_written_at):
            st.markdown(small(text("Nothing is recorded.")))


def reports(case: Case, election: Election) -> None:
    if not case.content.reports:
        return
    st.subheader(text("Reports it rests on"), anchor=False)
    rows = [
        {
            "kind": text(KIND_NAMES[ReportKind(each.kind)]),
            "observer": each.observer_code,
            "received": case_sentences.moment(election, each.received_at),
            "revision": str(each.revision),
            "sha256": each.sha256[:SHORT],
        }
        for each in case.content.reports[:SHOWN]
    ]
    columns = {
        "kind": Column(text("Report")),
        "observer": Column(text("Observer")),
        "received": Column(text("Received", "time")),
        "revision": Column(text("Revision"), number=True),
        "sha256": Column("SHA-256"),
    }
    tables.show(tables.of(rows, columns), columns, key="case_reports", alt=text("Reports it rests on"))
    _more(len(case.content.reports))


def versions(case: Case, election: Election) -> None:
    with st.expander(text("Versions of this case"), icon=":material/history:"):
        for each in reversed(case.versions):
            reason = case_sentences.reason(each.reason)
            moment = case_sentences.moment(election, each.made_at)
            st.markdown(small(f"{each.version} · {moment} · {each.author_code} · {reason} · `{each.sha256[:SHORT]}`"))
