"""The pieces of the download page: a file being made, and the files that are ready."""

from functools import partial

import streamlit as st

from locales import LANGUAGES, NAMES, clock, date_long, decimal, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from services import download
from services import situation as papers
from services.download import AUDIENCES, Audience, Job
from ui import empty, handing, tools
from ui.headline import small

JOB = "download_job"
STEPS: dict[str, Message] = {
    "reading": Message("Reading the reports"),
    "stations": Message("Writing the stations"),
    "reports": Message("Writing the reports"),
    "official": Message("Writing the official figures"),
    "dictionary": Message("Writing the dictionary"),
    "workbook": Message("Writing the workbook"),
    "packing": Message("Packing"),
    "done": Message("Done", "download"),
    "failed": Message("The file could not be made. Make it again; if it fails again, tell the administrator."),
}
CONTENTS: dict[Audience, Message] = {
    Audience.PUBLIC: Message(
        "For everybody: stations one by one only with the observers' consent, the rest in rows of at least five; "
        "no observer, organisation, minute or own words."
    ),
    Audience.PARTNER: Message(
        "For partner groups: every station and report with observers' codes; nothing that tells of danger to a person."
    ),
    Audience.INTERNAL: Message("For this house only: everything, with earlier revisions and reports of danger. Do not pass it on."),
}


def audience(actor: Actor) -> Audience:
    """For whom: only those this person may choose."""
    own = list(download.allowed(actor))
    chosen = (
        st.segmented_control(
            text("For whom?"), own, format_func=lambda each: text(AUDIENCES[each]), default=own[0], key="audience", required=True
        )
        or own[0]
    )
    st.markdown(text(CONTENTS[chosen]))
    return chosen


@st.fragment(run_every=1.0)
def progress() -> None:
    """The step of the file being made; when it is over the page runs again and offers the file."""
    job: Job = st.session_state[JOB]
    found = download.follow(job)
    st.session_state[JOB] = found
    if found.is_over:
        st.rerun()
    st.progress(found.share, text=text(STEPS[found.step]))


def making(actor: Actor, election: Election, wanted: Audience) -> None:
    """The one filled button, or how far the file is."""
    job: Job | None = st.session_state.get(JOB)
    if job is not None and not job.is_over:
        progress()
        return
    others = download.under_way(actor, election.election_id)
    if same := next((each for each in others if each.audience is wanted), None):
        st.session_state[JOB] = same
        st.markdown(small(text("This file is being made already, from another window. It will appear below.")))
        progress()
        return
    for each in others:
        st.markdown(small(text("Being made from another window: {audience}", audience=AUDIENCES[each.audience])))
    if job is not None and job.step == "failed":
        st.markdown(f":orange[{text(STEPS['failed'])}]")
    if st.button(text("Make the file"), type="primary", icon=":material/build:", key="make"):
        st.session_state[JOB] = download.start(actor, election.election_id, wanted)
        st.rerun()


def situation(actor: Actor, election: Election, wanted: Audience) -> None:
    """What the numbers say, as a paper in each language, for the same readers as the file above."""
    st.subheader(text("Situation report"), anchor=False)
    st.markdown(small(text("Every conclusion with its level, what it rests on and what it does not say (PDF).")))
    with st.container(horizontal=True, gap="small"):
        for code in LANGUAGES:
            st.download_button(
                NAMES[code],
                data=handing.telling(partial(papers.pdf, actor, election.election_id, wanted, code)),
                file_name=tools.file_name(election, f"situation-{wanted.value}-{code}.pdf"),
                mime="application/pdf",
                icon=":material/picture_as_pdf:",
                on_click="ignore",
                key=f"situation_{code}",
            )


def ready(actor: Actor, election: Election) -> None:
    """Finished files, the newest first, each behind a button."""
    st.subheader(text("Ready"), anchor=False)
    handing.failed()
    files = download.files(actor, election.election_id)
    if not files:
        empty.say(text("No file has been made yet."), text("Choose for whom, and make one: it takes less than a minute."))
    for each in files:
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            made = text("{date}, {time}", date=date_long(each.made_at.date()), time=clock(each.made_at, election.capital_zone))
            size = text("{n} MB", n=decimal(round(each.size / 1_000_000, 1)))
            st.markdown(f"**{text(AUDIENCES[each.audience])}** · {made} · {size}  \n{small(each.name)}")
            st.download_button(
                text("Download"),
                data=handing.telling(partial(download.content, actor, election.election_id, each)),
                file_name=f"{each.name}.zip",
                mime="application/zip",
                icon=":material/download:",
                on_click="ignore",
                key=f"file_{each.name}",
            )
