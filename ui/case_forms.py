"""What people do to a case: check it, add a paper, a complaint, an answer, rename or close it. Each is a small window with one button."""

import streamlit as st

from locales import text
from schemas.case import CODE_LENGTH, NOTE_LENGTH, QUESTION_LENGTH, CaseContent, Complaint
from schemas.case_words import ANSWER_NAMES, BODY_NAMES, CHANGES, EVIDENCE_NAMES, ORIGIN_NAMES, WAY_NAMES
from schemas.election import Election
from schemas.message import Message
from schemas.model import ACCOUNT_LENGTH, LINE_LENGTH
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.reports.violation import ComplaintAnswer
from services import case_editing, cases, clock
from services.cases import Case
from services.parsing import at_most
from services.permissions import Act, may
from ui import case_writing
from ui.case_doing import instant, target
from ui.doing import attempt, said
from ui.words_entry import words_entry

SHOWN = "case_title_shown"
"""Case, title, question and whether it is closed, as the window showed them last."""
ANSWERS = (ComplaintAnswer.GRANTED, ComplaintAnswer.REJECTED)


def row(actor: Actor, case: Case, election: Election) -> None:
    """The windows this person may open. What was just done is said once."""
    said()
    with st.container(horizontal=True, gap="xsmall", key="tools-case"):
        if may(actor, Act.CHECK_CASE) and actor.account_id not in case.not_independent:
            with st.popover(text("Check this case"), icon=":material/fact_check:"):
                _check(actor, case)
        if may(actor, Act.ADD_TO_CASE):
            with st.popover(text("Add a paper"), icon=":material/note_add:"):
                _paper(actor, case, election)
            with st.popover(text("Add to this case"), icon=":material/playlist_add:"):
                case_writing.window(actor, case, election)
        if may(actor, Act.WRITE_CASE):
            with st.popover(text("Add a complaint"), icon=":material/gavel:"):
                _complaint(actor, case, election)
            if any(each.answered_at is None for each in case.content.complaints):
                with st.popover(text("Record an answer"), icon=":material/mark_email_read:"):
                    _answer(actor, case, election)
            with st.popover(text("Title and state"), icon=":material/edit:"):
                _title(actor, case)


def _check(actor: Actor, case: Case) -> None:
    """Nothing is chosen beforehand: a careless tap shall put no yes, and no way that nobody went, into a file that others rely on."""
    seen = case.content.material_sha256
    way = st.selectbox(
        text("How did you check it?"), list(WAY_NAMES), index=None, format_func=lambda each: text(WAY_NAMES[each]), key="check_way",
        placeholder="",
    )  # fmt: skip
    agrees = {True: text("everything agrees"), False: text("something does not agree")}
    confirmed = st.radio(text("What did you find?"), [True, False], index=None, format_func=agrees.__getitem__, key="check_found")
    note = words_entry(text("Note, without names"), NOTE_LENGTH, "check_note", is_area=True)
    chosen = way is not None and confirmed is not None
    if st.button(text("Record my check"), type="primary", key="check_send", disabled=not chosen) and way is not None:
        attempt(
            lambda: cases.check(actor, case, way, confirmed=bool(confirmed), material_sha256=seen, note=note),
            text("Your check is recorded."),
        )


def _paper(actor: Actor, case: Case, election: Election) -> None:
    st.markdown(text("The original stays where it is kept; the case holds its hash."))
    kind = st.selectbox(text("What is it?"), list(EVIDENCE_NAMES), format_func=lambda each: text(EVIDENCE_NAMES[each]), key="paper_kind")
    origin = st.selectbox(text("Who made it?"), list(ORIGIN_NAMES), format_func=lambda each: text(ORIGIN_NAMES[each]), key="paper_origin")
    shows = words_entry(text("What does it show? Without names"), LINE_LENGTH, "paper_shows")
    sha256 = st.text_input(text("SHA-256 of the file"), key="paper_sha256")
    held = words_entry(text("Who keeps the original? A code"), CODE_LENGTH, "paper_held", value=actor.organisation_code)
    behind = st.multiselect(
        text("What stands in it?"), case_editing.targets(case.content), format_func=lambda each: target(case, election, each),
        key="paper_behind", placeholder="", select_all=False,
    )  # fmt: skip
    if st.button(text("Add the paper"), type="primary", key="paper_send"):

        def act() -> None:
            made = case_editing.paper(kind, origin, shows, sha256, held)
            cases.revise(actor, case, case_editing.with_evidence(case.content, made, behind), CHANGES["paper"])

        attempt(act, text("The paper is added. Checks made before no longer count."))


def _complaint(actor: Actor, case: Case, election: Election) -> None:
    body = st.selectbox(text("Filed with"), list(BODY_NAMES), format_func=lambda each: text(BODY_NAMES[each]), key="complaint_body")
    filed_at = instant(election, "complaint", text("Filed on"))
    registered = words_entry(text("Registration number"), LINE_LENGTH, "complaint_number")
    about_list = st.checkbox(text("It is about the list of voters"), key="complaint_list")
    if st.button(text("Add the complaint"), type="primary", key="complaint_send", disabled=filed_at is None) and filed_at is not None:

        def act() -> None:
            made = Complaint(body=body, filed_at=filed_at, number=at_most(registered, LINE_LENGTH), about_list=about_list)
            cases.revise(actor, case, case_editing.with_complaint(case.content, made), CHANGES["complaint"])

        attempt(act, text("The complaint is added."))


def _answer(actor: Actor, case: Case, election: Election) -> None:
    waiting = [place for place, each in enumerate(case.content.complaints) if each.answered_at is None]

    def named(place: int) -> str:
        each = case.content.complaints[place]
        return f"{text(BODY_NAMES[each.body])} {each.number}"

    place = st.selectbox(text("Which complaint?"), waiting, format_func=named, key="answer_place")
    answer = st.selectbox(text("Answer"), ANSWERS, format_func=lambda each: text(ANSWER_NAMES[each]), key="answer_what")
    at = instant(election, "answer", text("Answered on"))
    words = words_entry(text("What the answer says, without names"), ACCOUNT_LENGTH, "answer_words", is_area=True)
    if st.button(text("Record the answer"), type="primary", key="answer_send", disabled=at is None) and at is not None:

        def act() -> None:
            if at > clock.now():
                raise Problem(ProblemCode.IMPOSSIBLE, Message("This time is still to come."))
            cases.revise(actor, case, case_editing.with_answer(case.content, place, answer, at, words), CHANGES["answer"])

        attempt(act, text("The answer is recorded."))


def _title(actor: Actor, case: Case) -> None:
    """These words take the place of those that stand there: who was shown others than somebody has written meanwhile is told so."""
    stands = case.case_id, case.content.title, case.content.question, case.content.is_closed
    shown, st.session_state[SHOWN] = st.session_state.get(SHOWN), stands
    title = words_entry(text("Your own title, without names"), LINE_LENGTH, "title_words", value=case.content.title)
    question = words_entry(text("The question it answers"), QUESTION_LENGTH, "title_question", is_area=True, value=case.content.question)
    closed = st.checkbox(text("The case is closed"), value=case.content.is_closed, key="title_closed")
    reason = words_entry(text("Why does it change?"), LINE_LENGTH, "title_reason")
    if st.button(text("Save as a new version"), type="primary", key="title_send"):

        def act() -> None:
            values = case.content.model_dump() | {
                "title": at_most(title, LINE_LENGTH), "question": at_most(question, QUESTION_LENGTH), "is_closed": closed}
            if shown is not None and shown[0] == case.case_id and shown != stands:
                raise Problem(ProblemCode.CONFLICT, cases.CHANGED)
            cases.revise(actor, case, CaseContent.model_validate(values), reason)

        attempt(act, text("A new version is stored."))
