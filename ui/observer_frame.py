"""The frame of every observer's screen: station and badge above, the one filled button and the two ways out below."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import streamlit as st

from locales import language, text
from schemas.election import Election
from schemas.person import Actor, Role
from schemas.problem import FieldProblem, Problem
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation
from services import assignments, drafts
from ui import frame_style
from ui.plain import escaped, numbered

START, DAY, REPORT, RECEIPT, REPORTS = (f"pages/observe/{name}.py" for name in ("start", "day", "report", "receipt", "my_reports"))
FORECASTS = "pages/background/forecasts.py"
STATION = "observer.station"
FORM = "form"
STYLE = """<style>
[data-testid="stButtonGroup"] button { min-height: 2.75rem; height: auto; }
[data-testid="stButtonGroup"] button p { white-space: normal; overflow: visible; }
h1:focus { outline: none; }
[data-testid="stBottomBlockContainer"] { position: relative; }
.st-key-draft_saver { position: absolute; inset: auto 1rem 100% 1rem; width: auto; }
.st-key-draft_saver, .st-key-draft_saver * { opacity: 1 !important; }
[data-testid="stBadge"], .stMarkdownBadge { flex-shrink: 0; white-space: nowrap; }
[class*="st-key-strip"] > :first-child { min-width: 0; flex: 1 1 auto; }
.st-key-strip-station p { font-size: .8125rem; line-height: 1.3; }
.st-key-strip-station p strong { font-size: .875rem; }
[class*="st-key-strip"] > :last-child { flex: 0 0 auto; }
[class*="st-key-way-in"] { position: relative; }
[class*="st-key-way-in"] [data-testid="stElementContainer"], [class*="st-key-way-in"] .stButton,
[class*="st-key-way-in"] button { position: static; }
[class*="st-key-way-in"] button:enabled::after { content: ""; position: absolute; inset: 0; cursor: pointer; }
[class*="st-key-way-in"] button p { font-size: 0; }
[class*="st-key-way-in"] button p > span { font-size: 1.25rem; }
[class*="st-key-acts"] button em { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 18rem) {
  [data-testid="stBottom"] { position: static; }
  [data-testid="stBottomBlockContainer"] [data-testid="stHorizontalBlock"], [class*="st-key-strip"] { flex-wrap: wrap; }
  [data-testid="stBottomBlockContainer"] [data-testid="stColumn"] { flex: 1 1 100%; min-width: 0; }
  [data-testid="stBottomBlockContainer"] { padding-bottom: 5rem; } .st-key-draft_saver { position: fixed; bottom: 3.5rem; }
  [class*="st-key-ways-out"] {
    position: fixed; inset: auto 0 0 0; z-index: 999990; padding: .25rem .5rem; flex-wrap: nowrap !important; gap: .25rem;
  }
  [class*="st-key-ways-out"] > * { flex: 1 1 50%; min-width: 0; } [class*="st-key-ways-out"] button { padding: 0 .25rem; width: 100%; }
  [class*="st-key-ways-out"] button > div { margin: 0; min-width: 0; }
  [class*="st-key-ways-out"] button p { white-space: normal; overflow: visible; font-size: .8125rem; line-height: 1.2 !important; }
  [class*="st-key-ways-out"] button :has(> [data-testid="stIconMaterial"]) { display: none; }
  [data-testid="stButton"] button { height: auto; }
}
</style>"""
OVER_THE_PAGE = """<style>@media (max-width: 18rem) { [class*="st-key-ways-out"] { PAPER } }</style>"""
"""What has no option: answers high enough for a thumb; a row with a way in is tapped anywhere, and the arrow says its name to who
cannot see it. On a phone whose letters are twice as large the page is under 18 letters wide: what stands side by side goes one under the
other, or it would be out of the screen, and the buttons stand after the questions instead of over them; only the two ways out, one low
row, stay over the page."""


def station_of(actor: Actor) -> PollingStation:
    """The station this observer reports from; whoever has not said which goes to the first screen."""
    known: PollingStation | None = st.session_state.get(STATION)
    if known is None or known.station_id not in actor.station_ids:
        known = assignments.present_station(actor)
        if known is None:
            st.switch_page(START)
        st.session_state[STATION] = known
    return known


def style() -> None:
    st.html(STYLE + OVER_THE_PAGE.replace("PAPER", frame_style.of_theme("background", "backgroundColor")))


def strip(election: Election, station: PollingStation) -> None:
    """№ 417 School 12 … SIMULATED."""
    style()
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="strip-station"):
        place = escaped(station.place.in_language(language()))
        st.markdown(f"**{numbered(escaped(station.number))}** :gray[{place}]", width="stretch")
        if election.is_simulated:
            st.badge(text("SIMULATED", "badge"), color="yellow")


def row(name: str) -> Any:
    """A line across the page, all of which is tapped once `way_in` stands in it. `name`: its own on this page."""
    return st.container(horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute", gap="small",
                        key=f"way-in-{name}")


def way_in(words: str, key: str, *, disabled: bool = False) -> bool:
    """The arrow of a `row`; `words` say where it leads."""
    return st.button(f":material/chevron_right: {words}", key=key, type="tertiary", disabled=disabled)


def open_form(form_key: str) -> None:
    st.switch_page(REPORT, query_params={FORM: form_key})


def violation_key(actor: Actor, station: PollingStation) -> str:
    """The violation begun and not sent, else a new one."""
    begun = [
        draft.form_key
        for draft in drafts.waiting(actor, station.station_id)
        if draft.kind is ReportKind.VIOLATION and not draft.is_correction
    ]
    return begun[-1] if begun else drafts.key_of(ReportKind.VIOLATION, report_id=uuid4())


def exits(actor: Actor, station: PollingStation, *, leave: Callable[[], None] | None = None) -> None:
    """The two ways out, under the filled button: always in reach, one tap to the first question. `leave` keeps what is typed."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="ways-out"):
        wrong = st.button(text("Something is wrong here"), key="exit-wrong", icon=":material/report:", type="tertiary")
        leaving = st.button(text("I must leave"), key="exit-leave", type="tertiary")
    if (wrong or leaving) and leave is not None:
        leave()
    if wrong:
        open_form(violation_key(actor, station))
    if leaving:
        open_form(drafts.key_of(ReportKind.LEAVING))


def way_back(actor: Actor) -> None:
    """From a page of everybody's to the day: observers have no menu beside it."""
    if actor.role is Role.OBSERVER and st.button(text("My day"), key="to-day", icon=":material/today:", type="tertiary"):
        st.switch_page(DAY)


def problem_line(sentence: str) -> None:
    """What stands in the way, in the place where it stands; never a red box."""
    st.markdown(f":yellow[:material/edit: {escaped(sentence)}]")


def tell(problem: Problem | FieldProblem) -> None:
    """The problem's own sentence, with its numbers, in the language of the person."""
    values: dict[str, Any] = dict(problem.values)
    problem_line(text(problem.message, **values))
