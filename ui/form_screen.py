"""The screens of one form: the steps, the report read back, and the questions that come before it is stored."""

import streamlit as st

from locales import clock as clock_of
from locales import text
from schemas.form import Step
from schemas.problem import Problem, ProblemCode
from schemas.report import NeedsAnswers, Receipt
from schemas.reports.body import ReportKind
from schemas.reports.closing import CHECK_STEPS
from services import answering, questions, readback, violation_search
from services.drafts import CHECK, QUESTION
from services.formwords import question_of, title_of
from services.parsing import reason_given
from ui import draft_saver, form_address, form_fields, official_panel, photo_entry
from ui.form_state import Held, collect, go_to, keep, move, restore, weigh
from ui.observer_frame import FORM, tell
from ui.readback_lines import spoken

WHOLE = "report-problem"
"""The key of what stands in the way of the whole report."""
PANEL_STEPS = frozenset({"counted", "stated", "start", "ballots", "lines"})


def title_of_form(held: Held) -> str:
    draft = held.draft
    hour = clock_of(draft.due_at, held.station.time_zone) if draft.due_at else ""
    return title_of(draft.kind, held.election, draft.contest_id, hour)


def draw(held: Held) -> None:
    """The screen of the place where this form stands. What was answered is kept before the next question is shown."""
    _to_receipt(held)  # before anything of it is kept: the draft of what was sent is gone
    collect(held)
    form_address.follow(held)
    keep(held)
    form_address.write(held)
    step = held.step
    if step is not None:
        draw_step(held, step)
    elif held.draft.place == QUESTION and held.draft.findings:
        draw_question(held)
    else:
        draw_check(held)
    held.moved = False
    keep(held)


def draw_step(held: Held, step: Step) -> None:
    places = [each.id for each in held.steps]
    here = places.index(step.id)
    first = held.asked[0]
    with st.container(gap="xsmall"):
        st.progress((here + 1) / len(places), text=f"{title_of_form(held)} · {text('{k} of {n}', k=here + 1, n=len(places))}")
        st.title(text(step.title) if step.title else question_of(first, held.election, held.draft.contest_id), anchor=False)
    if held.beside is not None and step.id in PANEL_STEPS:
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _fields(held, step)
        with right:
            official_panel.before(held.beside)
    else:
        _fields(held, step)
    photo_entry.in_step(held.actor, held.draft, step.id, held.station.time_zone)
    _report_problem(held)
    texts = form_fields.text_keys(held)
    with st.bottom, st.container(gap="small"):
        _watch(held, texts)
        back, further = st.columns([2, 3], gap="small", wrap=False)
        gone = back.button(text("Back"), key="form-back", width="stretch", on_click=_tapped, args=(held, -1 if here else 0))
        going = further.button(text("Next"), key="form-next", type="primary", width="stretch", on_click=_tapped, args=(held, 1))
        held.frame.exits(held)
    if going and not held.moved:
        held.waiting = True
        move(held, 1)
        held.waiting = bool(held.problems)
        keep(held)
        st.rerun()
    if gone and here == 0 and not held.moved:
        keep(held)
        st.switch_page(held.frame.home, query_params=dict(held.frame.kept))


def _tapped(held: Held, by: int) -> None:
    """Callback of Next and Back; 0 out of the form, which the run itself does. Who taps twice while the network is slow means one step: the
    second tap, on a screen that is left, changes nothing."""
    if form_address.is_late(held):
        held.moved = True
    elif by:
        move(held, by)


def _watch(held: Held, texts: dict[str, str]) -> None:
    """The browser keeps what is typed here, says when the connection is lost, and shows a new screen from its top."""
    draft = held.draft
    place = form_address.place_of(held)
    if held.draft.findings and place == QUESTION:
        place = f"{QUESTION}-{draft.findings[0].code}"
    wrong = next((f"{held.refusals}:{held.key(each.id)}" for each in held.asked if each.id in held.problems), "")
    if held.step is None and held.problem is not None:
        # Under all that is read back, where nobody looks who has just tapped Send.
        wrong = f"{held.refusals}:{WHOLE}"
    draft_saver.keep(
        held.actor.account_id, draft.form_key, str(draft.report_id), place, texts, held.session,
        lambda: restore(held, place, texts), wrong,
    )


def _fields(held: Held, step: Step) -> None:
    first = held.asked[0]
    if first.help is not None and step.title is None:
        st.markdown(text(first.help))
    if step in CHECK_STEPS and held.draft.prefilled_at is not None:
        since = clock_of(held.draft.prefilled_at, held.station.time_zone)
        st.markdown(text("Filled in from your voting check of {time}. Change what you have seen since.", time=since))
    for field in held.asked:
        form_fields.draw(held, field, is_first=field is first and step.title is None)
        if field.id == "danger" and (held.draft.answered("danger") or "no") != "no":
            st.markdown(f":red[:material/emergency: {text('If there is danger, leave. What you entered is kept.')}]")


def _report_problem(held: Held) -> None:
    if held.problem is not None:
        with st.container(key=WHOLE):
            tell(held.problem)


def draw_check(held: Held) -> None:
    """Is this what you saw? Every answer in a sentence, with what follows from it."""
    st.title(text("Is this what you saw?"), anchor=False)
    listed = held.beside.list_voters if held.beside else held.station.registered_voters
    for card in readback.cards(held.draft, held.form, held.election, held.station, listed):
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f":gray[{card.title}]")
                st.button(
                    text("Change"),
                    key=f"change-{card.step_id}",
                    type="tertiary",
                    on_click=go_to,
                    args=(held, card.step_id),
                    width="content",
                )
            st.markdown("  \n".join([*spoken(card, titled=True), *(f":small[:gray[{consequence}]]" for consequence in card.consequences)]))
    photo_entry.on_check(held.actor, held.draft, held.station.time_zone)
    texts = {held.key("correction"): held.draft.reason} if held.draft.is_correction else {}
    for key, words in texts.items():
        st.session_state.setdefault(key, words)
        st.text_input(
            text("Why do you correct it?"),
            key=key,
            on_change="ignore",
            autocomplete="off",
        )
    if held.draft.kind is ReportKind.VIOLATION and not held.draft.with_details:
        if held.draft.answered("what") == violation_search.OTHER:
            st.markdown(text("“Something else” alone does not say what happened. A few words are enough."))
        st.button(
            text("Tell more now"),
            key="form-more",
            icon=":material/add:",
            type="tertiary",
            on_click=_tell_more,
            args=(held,),
        )
    _report_problem(held)
    with st.bottom, st.container(gap="small"):
        _watch(held, texts)
        back, further = st.columns([2, 3], gap="small", wrap=False)
        back.button(text("Back"), key="form-back", width="stretch", on_click=_tapped, args=(held, -1))
        sending = further.button(text("Send"), key="form-send", type="primary", width="stretch", on_click=send, args=(held,))
        held.frame.exits(held)
    if sending and not held.moved:
        send(held)
        st.rerun()


def _tell_more(held: Held) -> None:
    held.change(with_details=True, place="scale")


def send(held: Held) -> None:
    """Callback of Send: a contradiction becomes a question, an impossible answer leads back to its field, a receipt ends the form."""
    held.moved = True
    held.problem = None
    held.refusals += 1
    if held.draft.is_correction:
        try:
            typed = str(st.session_state.get(held.key("correction")) or held.draft.reason)
            held.change(reason=reason_given(typed, answering.WHY_CORRECTED))
        except Problem as problem:
            held.problem = problem
            return
    try:
        outcome = answering.send(held.actor, held.draft)
    except Problem as problem:
        _stopped(held, problem)
    else:
        if isinstance(outcome, NeedsAnswers):
            held.change(findings=outcome.findings, place=QUESTION)
            keep(held)
        else:
            held.outcome = outcome


def _to_receipt(held: Held) -> None:
    """Goes to the receipt of what was just sent; nothing where nothing was."""
    outcome, held.outcome = held.outcome, None
    if outcome is not None:
        found = {"report": outcome.report_id} if isinstance(outcome, Receipt) else {"rehearsal": "1"}
        st.switch_page(held.frame.receipt, query_params={**dict(held.frame.kept), **found, FORM: held.draft.form_key})


def _stopped(held: Held, problem: Problem) -> None:
    held.problem = problem
    held.problems = dict(problem.fields)
    if problem.fields:
        first = next(iter(problem.fields))
        held.change(place=questions.step_of(held.form, first))


def draw_question(held: Held) -> None:
    """One contradiction: the sentence, both numbers, the answers. Nothing says which is right."""
    finding = held.draft.findings[0]
    asked = questions.question(finding, held.form, held.draft, held.election, held.station.time_zone)
    more = len(held.draft.findings) - 1
    before = text("A question before sending; after it: {n}", n=more) if more else text("A question before sending")
    st.badge(before, icon=":material/help:", color="yellow")
    st.title(asked.sentence, anchor=False)
    if asked.figures:
        for column, (label, figure) in zip(st.columns(len(asked.figures), gap="small", wrap=False), asked.figures, strict=True):
            column.metric(label, figure, border=True, height="stretch")
    labels = {option.code: option.label for option in asked.options}
    key = held.key(f"finding-{finding.code}")
    if (known := held.draft.weighed.get(finding.code)) in labels:
        st.session_state.setdefault(key, known)
    chosen = st.pills(text("Your answer"), list(labels), format_func=labels.__getitem__, key=key, width="stretch", wrap=True)
    if chosen is not None and held.problem is not None and held.problem.message == answering.CHOOSE_ONE:
        held.problem = None
    why_key, known_why = f"{key}-why", held.draft.weighed.get(f"{finding.code}-why", "")
    texts: dict[str, str] = {}
    if chosen == questions.AS_SEEN:
        texts[why_key] = st.session_state.setdefault(why_key, known_why)
        said = text("In your words") if finding.code in questions.IN_WORDS else text("Because")
        st.text_area(said, key=why_key, height=100, on_change="ignore")
    weigh(held, finding.code, chosen, str(st.session_state.get(why_key, known_why) or ""))
    _report_problem(held)
    with st.bottom, st.container(gap="small"):
        _watch(held, texts)
        back, further = st.columns([2, 3], gap="small", wrap=False)
        back.button(text("Back"), key="form-back", width="stretch", on_click=move, args=(held, 0))
        going = further.button(text("Next"), key="form-next", type="primary", width="stretch", on_click=_answer, args=(held, finding.code))
        held.frame.exits(held)
    if going and not held.moved:
        _answer(held, finding.code)
        st.rerun()


def _answer(held: Held, code: str) -> None:
    """Callback of Next at the question of this finding; the last answer sends the report."""
    held.moved = True
    if not held.draft.findings or held.draft.findings[0].code != code:
        return  # a second tap: what the first came to stands
    held.problem = None
    held.refusals += 1
    key = held.key(f"finding-{code}")
    chosen, reason = st.session_state.get(key), str(st.session_state.get(f"{key}-why") or "")
    if chosen is None:
        held.problem = Problem(ProblemCode.IMPOSSIBLE, answering.CHOOSE_ONE)
        return
    try:
        held.draft = questions.answer(held.draft, held.form, held.draft.findings[0], chosen, reason).model_copy(update={"weighed": {}})
    except Problem as problem:
        held.problem = problem
    else:
        for field_id in held.draft.typed:
            st.session_state.pop(held.key(field_id), None)
        # Next leads back to the check screen from the field that is to be changed.
        held.returning = held.draft.place not in (CHECK, QUESTION)
        keep(held)
        if held.draft.place == CHECK:
            send(held)
