"""“Add to this case”: who was there by right, who can say it again, where an original went, which article applies. One form at a time."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from locales import text
from schemas.case import CODE_LENGTH, CaseContent
from schemas.case_words import ACT_NAMES, CHANGES, CUSTODY_NAMES, EVIDENCE_NAMES, WITNESS_ROLES
from schemas.election import Election
from schemas.message import Message
from schemas.model import LINE_LENGTH
from schemas.person import Actor
from schemas.problem import FieldProblem
from schemas.reports.body import KIND_NAMES, ReportKind
from services import case_editing, case_law, case_sentences, case_writing, cases, clock
from services.cases import Case
from services.numbers import parse_day
from services.parsing import at_most
from services.permissions import Act, may
from services.wording import invented
from ui import case_photos
from ui.case_doing import instant
from ui.doing import attempt
from ui.observer_frame import tell
from ui.words_entry import words_entry

Form = Callable[[Actor, Case, Election], None]
TYPED = ""
SHORT = 12


def window(actor: Actor, case: Case, election: Election) -> None:
    """The forms that this person may use."""
    allowed = {name: form for name, (_, form, act) in FORMS.items() if may(actor, act)}
    chosen = st.selectbox(
        text("What do you add?"), list(allowed), format_func=lambda name: text(FORMS[name][0]), key="writing_kind"
    )  # fmt: skip
    allowed[chosen](actor, case, election)


def _send(actor: Actor, case: Case, make: Callable[[], CaseContent], reason: str, *, ready: bool = True) -> None:
    """The one button below each form."""
    if st.button(text("Add to the case"), type="primary", key="writing_send", disabled=not ready):
        attempt(lambda: cases.revise(actor, case, make(), reason), text("A new version is stored."))


def _journal(actor: Actor, case: Case, election: Election) -> None:
    stations = case.content.station_ids
    station_id = st.selectbox(
        text("Polling station"), stations, format_func=lambda each: case_sentences.station_name(election.election_id, each),
        key="journal_station",
    )  # fmt: skip
    known = list(dict.fromkeys(each.observer_code for each in case.content.reports if each.observer_code))
    code = st.selectbox(
        text("Observer's code"), known, accept_new_options=True, index=0 if known else None, key="journal_code", placeholder="",
    )  # fmt: skip
    at = instant(election, "journal", text("Written into the journal on"))
    number = words_entry(text("Number in the journal"), LINE_LENGTH, "journal_number")
    ready = at is not None and bool(station_id) and bool(code)

    def make() -> CaseContent:
        assert at is not None
        return case_writing.with_journal(case.content, station_id or "", code or "", at, number, clock.now())

    _send(actor, case, make, CHANGES["journal"], ready=ready)


def _custody(actor: Actor, case: Case, election: Election) -> None:
    papers = {each.sha256: each for each in case.content.evidence}
    if not papers:
        st.markdown(text("None is gathered yet."))
        return

    def named(sha256: str) -> str:
        return f"{text(EVIDENCE_NAMES[papers[sha256].kind])} · {sha256[:SHORT]} · {invented(papers[sha256].shows)}"

    sha256 = st.selectbox(text("Which original?"), list(papers), format_func=named, key="custody_paper")
    act = st.selectbox(
        text("What was done with it?"), list(CUSTODY_NAMES), format_func=lambda each: text(CUSTODY_NAMES[each]), key="custody_act"
    )  # fmt: skip
    by_code = words_entry(text("By whom? A code"), CODE_LENGTH, "custody_by", value=actor.observer_code)
    at = instant(election, "custody", text("Done on"))
    note = words_entry(text("Note, without names"), LINE_LENGTH, "custody_note")

    def make() -> CaseContent:
        assert at is not None
        return case_writing.with_custody(case.content, sha256, case_writing.Step(act, at, by_code, note), clock.now())

    _send(actor, case, make, CHANGES["custody"], ready=at is not None)


def _day(label: str, key: str) -> date | None:
    """A day, or nothing; what cannot be read is said below the field."""
    typed = st.text_input(label, key=key, placeholder=text("day.month.year"), autocomplete="off")
    if not typed.strip():
        return None
    found = parse_day(typed)
    if isinstance(found, FieldProblem):
        tell(found)
        return None
    return found


def _accreditation(actor: Actor, case: Case, election: Election) -> None:
    known = list(dict.fromkeys(each.organisation_code for each in case.content.reports if each.organisation_code))
    code = st.selectbox(
        text("Organisation's code"), known, accept_new_options=True, index=0 if known else None, key="accreditation_code", placeholder="",
    )  # fmt: skip
    kind = words_entry(text("Kind of accreditation"), LINE_LENGTH, "accreditation_kind")
    document = words_entry(text("Document and its number"), LINE_LENGTH, "accreditation_document")
    clause = words_entry(text("Clause of the charter on observing"), LINE_LENGTH, "accreditation_clause")
    first = _day(text("Valid from"), "accreditation_from")
    last = _day(text("Valid until"), "accreditation_to")

    def make() -> CaseContent:
        papers = case_writing.Papers(code or "", kind, document, clause, first, last)
        return case_writing.with_accreditation(case.content, papers)

    _send(actor, case, make, CHANGES["accreditation"], ready=bool(code))


def _witness(actor: Actor, case: Case, election: Election) -> None:
    del election
    role = st.selectbox(text("Who is it?"), list(WITNESS_ROLES), format_func=lambda each: text(WITNESS_ROLES[each]), key="witness_role")
    code = words_entry(text("The code under which the organisation knows the person"), CODE_LENGTH, "witness_code")
    signed = st.checkbox(text("Signed the act"), key="witness_signed")

    def make() -> CaseContent:
        return case_writing.with_witness(case.content, role, code, signed=signed)

    _send(actor, case, make, CHANGES["witness"])


def _act(actor: Actor, case: Case, election: Election) -> None:
    at = instant(election, "act", text("Written on"))
    signatures = st.number_input(
        text("Signatures under it"), min_value=0, max_value=case_writing.MOST_SIGNATURES, value=None, step=1, key="act_signatures"
    )  # fmt: skip

    def make() -> CaseContent:
        assert at is not None
        assert signatures is not None
        return case_writing.with_act(case.content, at, int(signatures), clock.now())

    _send(actor, case, make, CHANGES["act"], ready=at is not None and signatures is not None)


def _norm(actor: Actor, case: Case, election: Election) -> None:
    del election
    articles = case_law.articles()
    names = {TYPED: text("another article")} | {each.code: case_sentences.norm_name(each) for each in articles}
    code = st.selectbox(text("Which article?"), list(names), format_func=names.__getitem__, key="norm_code")
    known = next((each for each in articles if each.code == code), None)
    act = article = source = ""
    if known is None:
        act = st.selectbox(
            text("Which act?"), list(ACT_NAMES), format_func=lambda each: text(ACT_NAMES[each]), accept_new_options=True, key="norm_act"
        ) or ""  # fmt: skip
        article = words_entry(text("Article, part, point"), LINE_LENGTH, "norm_article")
        source = words_entry(text("Where was it read? Title and address"), LINE_LENGTH, "norm_source")
    else:
        st.markdown(case_law.gist(known.code))
    edition = words_entry(text("Edition that was read, with its date"), LINE_LENGTH, "norm_edition")

    def make() -> CaseContent:
        if known is None:
            return case_writing.with_norm(case.content, case_writing.typed_norm(act, article, edition, source))
        dated = known.model_copy(update={"edition": at_most(edition, LINE_LENGTH)}) if edition.strip() else known
        return case_writing.with_norm(case.content, dated)

    _send(actor, case, make, CHANGES["norm"])


def _without(actor: Actor, case: Case, election: Election) -> None:
    reports = {each.report_id: each for each in case.content.reports}
    held = {each.report_id for each in case.marks if each.holds}

    def named(report_id: str) -> str:
        each = reports[report_id]
        return f"{text(KIND_NAMES[ReportKind(each.kind)])} · {each.observer_code} · {case_sentences.moment(election, each.received_at)}"

    st.markdown(text("What rests on them goes too: events, photos, figures, lines of the journal, and sums in which they are counted."))
    chosen = st.multiselect(
        text("Reports"), list(reports), default=[each for each in reports if each in held], format_func=named, key="without_reports",
        placeholder="", select_all=False,
    )  # fmt: skip
    _send(actor, case, lambda: case_editing.without_reports(case.content, chosen), CHANGES["without"], ready=bool(chosen))


FORMS: dict[str, tuple[Message, Form, Act]] = {
    "journal": (Message("a line of the commission's journal"), _journal, Act.ADD_TO_CASE),
    "custody": (Message("a step of an original's custody"), _custody, Act.ADD_TO_CASE),
    "photo": (Message("a photo of one of its reports"), case_photos.add, Act.READ_PHOTOS),
    "accreditation": (Message("an organisation's accreditation"), _accreditation, Act.ADD_TO_CASE),
    "witness": (Message("a witness"), _witness, Act.WRITE_CASE),
    "act": (Message("when the act was written, and its signatures"), _act, Act.WRITE_CASE),
    "norm": (Message("an article of law, with its edition"), _norm, Act.WRITE_CASE),
    "without": (Message("a version without some of its reports"), _without, Act.WRITE_CASE),
}
