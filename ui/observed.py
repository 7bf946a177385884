"""The pieces of the page of observers and authorities: who was let in, verdicts with their scope, offences as announced."""

import pandas as pd
import streamlit as st

from charts import background as drawn
from charts import rendering
from charts.theme import Look
from locales import text
from schemas.message import Message
from services.observed import FOREIGN, Observed
from services.wording import begun, strong
from ui import background
from ui.election import title
from ui.headline import small
from ui.pictures import Spec

TOLD: dict[str, Message] = {
    "foreign_observers_accredited": Message("Foreign observers accredited"),
    "foreign_observers_of_organisations": Message("of 10 international organisations"),
    "foreign_observers_of_states": Message("of 31 states"),
}
MISSIONS: dict[str, tuple[Message, Message, tuple[str, ...]]] = {
    "odihr": (
        Message("OSCE/ODIHR: no genuine competition; recommendations on freedoms not fully implemented."),
        Message("Scope: 11 experts and 24 long-term observers; voting, counting and tabulation were not observed systematically."),
        ("SC095", "F07", "odihr_core_team", "odihr_recommendations"),
    ),
    "cis": (
        Message("CIS: transparent, fair and competitive elections."),
        Message("Scope: 234 observers; how many stations were visited was not found."),
        ("SC070", "cis_observers"),
    ),
    "taza": (
        Message("TAZA SAILAU: minor faults, organisational and sanitary."),
        Message("Scope: mainly Almaty, Nur-Sultan and Shymkent; how many stations was not found."),
        ("F08",),
    ),
    "groups": (
        Message("Observer groups in a joint statement: the worst conditions for observation so far."),
        Message("Scope: at least 49 observers and 7 journalists were not admitted or were obstructed; station counts were not found."),
        ("F09", "F01", "F02"),
    ),
}
MORE: dict[str, Message] = {"odihr": Message("Its final report makes {n} recommendations.")}
"""What else a mission published, and in how many."""
RULE = Message(
    "From 4 December 2020 an organisation had to show a charter aim, documents and accreditation to observe. Of complaints against the "
    "decree {n} were left without consideration."
)
FIGURES: dict[str, Message] = {
    "administrative_cases_sent_to_court": Message("administrative cases sent to court"),
    "administrative_cases_considered": Message("of them considered by the court"),
    "commission_members_fined_art_110": Message("commission members fined (Art. 110)"),
    "voters_fined_art_108": Message("voters fined (Art. 108)"),
    "violations_registered": Message("violations registered, another count by the prosecutor"),
    "violations_found_on_election_day": Message("violations found on election day"),
    "commission_members_liable_art_110": Message("commission members held liable (Art. 110), part of these"),
}


def sentence(found: Observed) -> str:
    known = found.figures
    organisations, states = (known[key].count for key in FOREIGN)
    return text(
        "{n} foreign observers were accredited: {a} of {organisations} organisations and {b} of {states} states.",
        n=strong(known["foreign_observers_accredited"].count), a=strong(organisations),
        organisations=strong(known["organisations_sending_observers"].count), b=strong(states),
        states=strong(known["states_sending_observers"].count),
    )  # fmt: skip


def caveats() -> list[str]:
    return [
        text("Verdicts stand with their authors and with what each observed; no test decides between them."),
        text("What authorities register and what observers report count different things: there is no ratio of them."),
    ]


def chart(found: Observed, look: Look) -> Spec:
    rows = [{"name": text(words), "n": found.figures[key].count, "note": "", "open": False} for key, words in TOLD.items()]
    heading, key = text("Foreign observers, 10 January 2021"), text("accredited, as published; the two parts make the whole")
    return rendering.specification(drawn.steps(pd.DataFrame(rows), look, title=heading, key=key))


def missions(found: Observed) -> None:
    """The rule, then each verdict with the scope of what was observed, all with their sources."""
    decree = " · ".join(background.link(found.source(code)) for code in ("SC053", "F10"))
    st.markdown(f"{text(RULE, n=found.complaints_unheard)}  \n{small(decree)}")
    recommendations = found.figures["odihr_recommendations"].count
    for (mission, (verdict, scope, codes)), column in zip(MISSIONS.items(), background.pairs(len(MISSIONS)), strict=True):
        with column, st.container(border=True, gap="xsmall", height="stretch"):
            links = " · ".join(dict.fromkeys(background.link(found.source(code)) for code in codes))
            more = f"  \n{text(MORE[mission], n=strong(recommendations))}" if mission in MORE else ""
            st.markdown(f"**{text(verdict)}**  \n{text(scope)}{more}  \n{small(links)}")


def authorities(found: Observed) -> None:
    """Every figure of an authority under its election, with its source beside it."""
    for election in dict.fromkeys(each.election.election_id for each in found.authorities):
        own = [each for each in found.authorities if each.election.election_id == election]
        st.subheader(title(own[0].election), anchor=False)
        said = [f"{begun(text(FIGURES[each.code]))}: {strong(each.value)}  \n  {small(background.link(each.source))}" for each in own]
        st.markdown("\n".join(f"- {each}" for each in said))
