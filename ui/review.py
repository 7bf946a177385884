"""The pieces of a second person's pages: what waits, in the order to look; one report's history; the decision."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pandas as pd
import streamlit as st

from locales import clock, language, number, plural, relative, text
from schemas.checks.run import CHECKS
from schemas.election import Election
from schemas.finding import LEVEL_NAMES, FindingAnswer
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.review import ACTION_NAMES, DECISIONS, STATE_WORDS, Action
from services import review
from services.formwords import title_of
from services.queue import WHY_NAMES, Why
from services.report_history import Event, History, What
from services.review import CALL_NAMES, REASON_LENGTH, CallOutcome, Claim
from services.wording import invented
from ui import brand, moments, tables
from ui.follow import field_name
from ui.headline import small
from ui.observer_frame import tell
from ui.plain import escaped, numbered
from ui.tables import Column
from ui.words_entry import words_entry

HISTORY = "pages/review/history.py"
REFUSED = "review_refused"
MARKS = {True: "◆", False: "●"}
WHAT_NAMES: dict[What, Message] = {
    What.VERSION: Message("Version {n}"),
    What.TYPED: Message("Version {n}, taken down by phone"),
    What.CONFLICT: Message("Conflict under version {n}"),
    What.CALL: Message("Call back about version {n}"),
    What.DECISION: Message("Decision on version {n}"),
    What.SECOND_ENTRY: Message("Second entry of version {n}"),
    What.QUARANTINE: Message("All reports of this observer"),
    What.SETTLED: Message("Settled field of version {n}"),
}
OF_COLLEAGUES = frozenset({What.CALL, What.SETTLED})
"""Invented ones are read in the reader's language, as notes between colleagues everywhere."""


def queue_columns() -> dict[str, Column]:
    return {
        "mark": Column("", width=40, paint="state"),
        "report": Column(text("Report"), link=True, width=190),
        "why": Column(text("Why now"), width=210),
        "station": Column(text("Station")),
        "since": Column(text("Waiting since")),
        "observer": Column(text("Observer")),
        "who": Column(text("Who has it"), width=170),
    }


def queue_rows(waiting: pd.DataFrame, held: Mapping[str, Claim], election: Election, now: datetime) -> pd.DataFrame:
    """Rows of analysis.queue.ordered; a report's name opens its history."""
    base = "report-history?lang=" + language() + "&report="
    names = [title_of(ReportKind(kind), election, contest) for kind, contest in zip(waiting["kind"], waiting["contest_id"], strict=True)]
    return pd.DataFrame(
        {
            "mark": ["◆" if red else "" for red in waiting["red_lane"]],
            "report": [f"{base}{code}#{name}" for code, name in zip(waiting["report_id"], names, strict=True)],
            "why": [text(WHY_NAMES[Why(why)]) for why in waiting["why"]],
            "station": waiting["station_id"],
            "since": [relative(at.to_pydatetime() - now) for at in waiting["received_at"]],
            "observer": waiting["observer_code"],
            "who": [_holder(held.get(report_id), election.capital_zone) for report_id in waiting["report_id"]],
        },
        dtype=object,
    )


def _holder(claim: Claim | None, zone: str) -> str:
    return text("{code} since {time}", code=claim.observer_code, time=clock(claim.claimed_at, zone)) if claim else ""


def head(found: History, claim: Claim | None) -> None:
    """Which report, from whom, how it came, where it stands, who is looking at it."""
    newest, zone = found.newest, found.station.time_zone
    with st.container(horizontal=True, gap="small"):
        st.badge(text(STATE_WORDS[newest.state]), color="blue" if newest.state is RevisionState.VERIFIED else "gray")
        st.badge(f"{numbered(escaped(found.station.number))} · {escaped(found.station.place.in_language(language()))}", color="gray")
        st.badge(text("Observer {code}", code=newest.observer_code), color="gray")
        st.badge(plural("{n} version", "{n} versions", len(found.revisions)), color="gray")
        if found.is_out:
            st.badge(text("out of the figures"), color="orange", icon=":material/person_off:")
        if claim is not None:
            st.badge(_holder(claim, zone), color="yellow", icon=":material/person:")
        brand.simulated_unless_above(found.election)


def versions(found: History) -> None:
    """Every answer in every version; one that versions give differently is marked."""
    labels = [
        text("Conflict {n}", n=version.revision) if version.is_conflict else text("Version {n}", n=version.revision)
        for version in found.versions
    ]
    columns = {"mark": Column("", width=40, paint="state"), "answer": Column(text("Answer"), width=300)}
    columns |= {f"v{place}": Column(label, width=200 if len(labels) > 1 else None) for place, label in enumerate(labels)}
    rows = [
        {"mark": MARKS[line.changed], "answer": line.label, **{f"v{place}": value for place, value in enumerate(line.values)}}
        for line in found.lines
    ]
    tables.show(tables.of(rows, columns), columns, key="versions", alt=text("Every answer in every version"))
    if len(found.versions) > 1:
        st.markdown(small(text("◆ The versions differ here. Every version stays as it was sent.")))


def findings(found: History) -> None:
    """What was asked back about the newest version, and what the observer said to it."""
    newest = found.newest
    if not newest.findings:
        st.markdown(small(text("The checks found nothing to ask about.")))
        return
    answers = {answer.code: answer for answer in newest.answers}
    for finding in newest.findings:
        check, answer = CHECKS[finding.code], answers.get(finding.code)
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{finding.code}** · {text(LEVEL_NAMES[finding.level])}")
            st.markdown(escaped(found.asked(finding)))
            if answer is None or answer.answer is FindingAnswer.UNANSWERED:
                st.markdown(small(text("Not answered.")))
            else:
                st.markdown(small(text("The observer: {words}", words=escaped(answer.reason) or text("corrected"))))
            st.markdown(small(text(check.next_action)))


def events(found: History) -> None:
    """Who did what and when, by code."""
    columns = {
        "at": Column(text("Time")), "what": Column(text("What"), width=200), "code": Column(text("Who")),
        "result": Column(text("Result"), width=250), "words": Column(text("Reason"), width=320),
    }
    rows = [
        {
            "at": moments.dated(event.at, found.election.held_on, found.station.time_zone),
            "what": text(WHAT_NAMES[event.what], n=event.revision), "code": event.code,
            "result": _result(event, found), "words": invented(event.words) if event.what in OF_COLLEAGUES else event.words,
        }
        for event in found.events
    ]
    tables.show(tables.of(rows, columns), columns, key="events", alt=text("Who did what, and when"))


def _result(event: Event, found: History) -> str:
    if event.settled is None:
        return text(event.message)
    figure, option, value = event.settled
    return f"{field_name(figure, option, found.election.contest(found.newest.contest_id))}: {number(value)}"


def decide(actor: Actor, found: History, claim: Claim | None) -> None:
    """Taking the report, what was heard on the phone, and the decision with its reason."""
    newest = found.newest
    if (refused := st.session_state.pop(REFUSED, None)) is not None:
        tell(refused)
    if newest.state is RevisionState.WITHDRAWN:
        st.markdown(small(text("This report was withdrawn by its author: there is nothing to decide.")))
        return
    if found.is_own:
        st.markdown(small(text("This is your own report: a second person decides on it.")))
        return
    if claim is None or claim.account_id != actor.account_id:
        if st.button(text("Take this report"), key="take", type="primary", disabled=claim is not None) and _done(
            lambda: review.claim(actor, newest.report_id)
        ):
            st.rerun()
        return
    with st.form("called", border=True):
        heard = st.radio(
            text("Called the observer back?"), list(CallOutcome), format_func=lambda each: text(CALL_NAMES[each]), index=None,
            horizontal=True, key="heard")
        note = words_entry(text("What was said"), REASON_LENGTH, "note", autocomplete="off")
        if st.form_submit_button(text("Keep the call")) and heard is not None and _done(
            lambda: review.call_back(actor, newest.report_id, newest.revision_id, heard, note or "")
        ):
            st.rerun()
    with st.form("decision", border=True):
        action = st.radio(
            text("Decision"), list(DECISIONS), format_func=lambda each: text(ACTION_NAMES[each]), index=None, horizontal=True, key="action")
        reason = st.text_input(text("Reason"), key="reason", autocomplete="off")
        if st.form_submit_button(text("Decide"), type="primary") and action is not None and _decided(actor, found, action, reason or ""):
            st.rerun()
    if st.button(text("Put it back for others"), key="release", type="tertiary"):
        review.release(actor, newest.report_id)
        st.rerun()


def _decided(actor: Actor, found: History, action: Action, reason: str) -> bool:
    newest = found.newest
    return _done(lambda: review.decide(actor, newest.report_id, newest.revision_id, newest.state, action, reason))


def _done(act: Callable[[], object]) -> bool:
    """Whether the act was done; a refusal is said where the person looks. Where somebody else was quicker the page is drawn anew, so that
    nobody is left with a button that can do nothing any more; the sentence stays."""
    try:
        act()
    except Problem as problem:
        if problem.code is ProblemCode.CONFLICT:
            st.session_state[REFUSED] = problem
            st.rerun()
        tell(problem)
        return False
    return True

