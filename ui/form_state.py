"""The form being filled, in this session: the draft, where it stands, what is wrong; kept on the server whenever it changes."""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

import streamlit as st

from schemas.election import Election
from schemas.form import FieldKind, Form, FormField, Step
from schemas.missing import MissingReason
from schemas.person import Actor
from schemas.problem import FieldProblem, Problem
from schemas.report import Receipt
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation
from services import announced, answering, drafts
from services.announced import Beside
from services.answering import Sent
from services.drafts import CHECK, QUESTION, Draft
from ui import draft_saver
from ui.observer_frame import DAY, RECEIPT, exits

Kept = TypeVar("Kept")
HELD = "observer.form"
UNSEEN = "unseen"
"""The third answer beside yes and no: it opens the reasons."""
TEXTS = (FieldKind.COUNT, FieldKind.TIME, FieldKind.LINE, FieldKind.ACCOUNT, FieldKind.LINES)
WITH_PANEL = (ReportKind.TURNOUT, ReportKind.OPENING, ReportKind.CLOSING, ReportKind.COUNT)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a form: the page it is left for, the page of the receipt, what both addresses keep, and the ways out below.
    `observer`: whose report it is, where somebody else types it."""

    home: str
    receipt: str
    exits: "Callable[[Held], None]"
    kept: tuple[tuple[str, str], ...] = ()
    observer: Actor | None = None


@dataclass(slots=True)
class Held:
    """One form in one session. `opened` are fields whose reasons are shown; `problem` concerns the whole report."""

    actor: Actor
    draft: Draft
    election: Election
    station: PollingStation
    frame: Frame
    saved: Draft | None = None
    beside: Beside | None = None
    problems: dict[str, FieldProblem] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    session: str = field(default_factory=lambda: secrets.token_hex(4))
    moved: bool = False
    """Next or Send was taken by its callback in this run. A server started again does not know the callbacks of a page still open."""
    waiting: bool = False
    """Next was tapped in an open page of a server started again, and not taken yet: it is once this browser's texts have come back."""
    returning: bool = False
    """One answer is being changed from the check screen: Next leads back there."""
    problem: Problem | None = None
    outcome: Receipt | Sent | None = None
    """What became of the report that was just sent: the next screen is its receipt."""
    refusals: int = 0
    """How often Next or Send was tapped where something may stand in the way: each time the page is brought to what does."""
    addressed: str | None = None
    """The step that the page's address names, as this session last read or wrote it; None before it was looked at (ui/form_address.py)."""
    entered: str = ""
    """The place that an address without a step means."""
    _asking: tuple[Draft, tuple[Step, ...]] | None = field(default=None, init=False)
    """The draft whose steps were looked for last, and the steps."""
    keeping: Lock = field(default_factory=Lock)
    """A tap begins a new run while the one before it may still be storing: they keep one after the other."""

    @property
    def form(self) -> Form:
        return answering.form_for(self.draft, self.election)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that have something to ask: of a draft always the same, and asked for a dozen times in one run."""
        draft, known = self.draft, self._asking
        if known is None or known[0] is not draft:
            form = answering.form_for(draft, self.election)
            known = self._asking = draft, tuple(step for step in form.steps if answering.shown(step.fields, draft, form))
        return known[1]

    @property
    def step(self) -> Step | None:
        """The present question group; None on the check screen and at a question."""
        if self.draft.place in (CHECK, QUESTION):
            return None
        steps = self.steps
        return next((step for step in steps if step.id == self.draft.place), steps[0])

    @property
    def asked(self) -> tuple[FormField, ...]:
        step = self.step
        return answering.shown(step.fields, self.draft, self.form) if step else ()

    def key(self, field_id: str) -> str:
        """The widget's key: another for each revision, so that no answer leaks from one form into the next."""
        return f"q-{self.draft.report_id.hex[:8]}-{self.draft.revision}-{field_id.replace('.', '-')}".lower()

    def change(self, **update: object) -> None:
        self.draft = self.draft.model_copy(update=update)


OWN = Frame(DAY, RECEIPT, lambda held: exits(held.actor, held.station, leave=lambda: keep(held)))
"""An observer's own form."""


def hold(actor: Actor, draft: Draft, election: Election, station: PollingStation, frame: Frame = OWN) -> Held:
    """Raises Problem (not found): a form that is dictated by somebody else than the page says."""
    if draft.observer_code != (frame.observer.observer_code if frame.observer else ""):
        # Whose report it is stands above the form: never another observer's.
        raise drafts.unknown(draft.form_key)
    held = Held(actor, draft, election, station, frame)
    if draft.kind in WITH_PANEL:
        without = str(draft.report_id) if draft.is_correction else ""
        held.beside = announced.beside(frame.observer or actor, station.station_id, draft.due_at, without=without)
    held.opened = {field_id for field_id in draft.missing if field_id not in draft.typed}
    st.session_state[HELD] = held
    return held


def present(form_key: str, station: PollingStation) -> Held | None:
    held: Held | None = st.session_state.get(HELD)
    fits = held is not None and held.draft.form_key == form_key and held.station.station_id == station.station_id
    return held if fits else None


def let_go() -> None:
    st.session_state.pop(HELD, None)


def collect(held: Held) -> None:
    """Takes what the widgets of the present step hold into the draft."""
    typed, missing = dict(held.draft.typed), dict(held.draft.missing)
    for asked in held.asked:
        key = held.key(asked.id)
        if asked.id in held.opened:
            if f"{key}-why" in st.session_state:
                _take(missing, asked.id, _reason(st.session_state[f"{key}-why"], asked))
            typed.pop(asked.id, None)
        elif key in st.session_state:
            value = st.session_state[key]
            given = tuple(value) if isinstance(value, list) else value
            if given == UNSEEN:
                held.opened.add(asked.id)
                given = None
            _take(typed, asked.id, given.strip() if isinstance(given, str) else given)
            missing.pop(asked.id, None)
    held.change(typed=typed, missing=missing)
    # A question that was answered meanwhile is not said to need an answer.
    held.problems = {name: each for name, each in held.problems.items() if each.code != "required" or name not in {*typed, *missing}}


def _take(into: dict[str, Kept], field_id: str, value: Kept | None) -> None:
    if value:
        into[field_id] = value
    else:
        into.pop(field_id, None)


def _reason(given: object, asked: FormField) -> MissingReason | None:
    return next((reason for reason in asked.reasons if reason == given), None)


def keep(held: Held) -> None:
    """Keeps the draft on the server if it changed; a problem is shown, the answers stay in the fields and in this browser."""
    with held.keeping:
        # Another run may change it meanwhile: what is stored is what was stored, not what stands here afterwards.
        draft = held.draft
        if draft == held.saved:
            return
        try:
            drafts.save(held.actor, draft)
            held.saved = draft
        except Problem as problem:
            # What became of the report, just sent, says more than what became of its draft.
            held.problem = held.problem or problem


def move(held: Held, by: int) -> None:
    """Callback of Next and Back: takes the answers, and goes on if nothing stands in the way. Back is always possible."""
    collect(held)  # a newer run may break this one off here: then nothing has been taken yet
    held.moved, held.waiting = True, False
    held.problem = None
    step = held.step
    if step is not None and by > 0:
        held.problems = answering.problems_in(step.fields, held.draft, held.form, held.election, held.station)
        held.problems |= _without_reason(held, step)
        if held.problems:
            held.refusals += 1
            return
    held.problems = {}
    if by > 0 and held.returning and not answering.problems_in(held.form.fields(), held.draft, held.form, held.election, held.station):
        held.returning = False
        held.change(place=CHECK, findings=())
        return
    places = [each.id for each in held.steps] + [CHECK]
    here = places.index(step.id) if step else len(places) - 1
    held.change(place=places[min(max(here + by, 0), len(places) - 1)], findings=())


def _without_reason(held: Held, step: Step) -> dict[str, FieldProblem]:
    """Fields whose reasons were opened and none was chosen: the report would not say that they were asked."""
    asked = {each.id for each in answering.shown(step.fields, held.draft, held.form)}
    open_still = [name for name in held.opened & asked if name not in held.draft.missing and name not in held.draft.typed]
    return {name: FieldProblem("required", answering.WHY_NONE) for name in open_still}


def go_to(held: Held, place: str) -> None:
    """Callback of Change."""
    held.problems, held.problem, held.returning = {}, None, True
    held.change(place=place, findings=())


def open_reasons(held: Held, field_id: str, *, open_now: bool) -> None:
    """Callback: shows the reasons in place of the field, or the field again."""
    collect(held)
    if open_now:
        held.opened.add(field_id)
    else:
        held.opened.discard(field_id)
        held.change(missing={each: reason for each, reason in held.draft.missing.items() if each != field_id})
        st.session_state.pop(held.key(field_id), None)
    held.problems.pop(field_id, None)


def look_again(held: Held, field_id: str) -> None:
    """Callback of a text that was refused: the line under it goes with the mistake, not with the next screen."""
    collect(held)
    fields = tuple(asked for asked in held.asked if asked.id == field_id)
    held.problems.pop(field_id, None)
    held.problems |= answering.problems_in(fields, held.draft, held.form, held.election, held.station)


def fill(held: Held, field_id: str, value: str) -> None:
    """Callback of a one-tap answer, such as the present minute."""
    collect(held)
    st.session_state[held.key(field_id)] = value
    held.problems.pop(field_id, None)


def weigh(held: Held, code: str, chosen: str | None, why: str) -> None:
    """Keeps what stands at a question while it is thought over: a reload finds it again."""
    weighed = held.draft.weighed | {code: chosen or "", f"{code}-why": why}
    held.change(weighed={name: words for name, words in weighed.items() if words})
    keep(held)


def restore(held: Held, place: str, texts: Collection[str]) -> None:
    """Callback of the browser's own keeping: texts typed and never sent come back into their fields. `texts`: keys of the fields there."""
    step = held.step
    fields = {held.key(asked.id): asked.id for asked in held.asked if asked.kind in TEXTS and asked.id not in held.opened}
    known = fields if step is not None else dict.fromkeys(texts, "")
    for key, value in draft_saver.restored(str(held.draft.report_id), place if step is None else step.id).items():
        if key in known:
            st.session_state[key] = value
            held.problems.pop(known[key], None)
    if held.waiting:
        held.waiting = False
        move(held, 1)
