"""Who has not reported? By hour and region, then the silent stations in the order to call, by code."""

import streamlit as st

from locales import language, plural, text
from schemas.day import due_instants
from schemas.person import Role
from services import calls, clock, follow, reading, registry
from services.wording import strong
from ui import calls as call_pieces
from ui import dictation, empty, filters, guard, headline, no_stations, tables, tiles, tools
from ui import election as elections
from ui import follow as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
now, due = clock.now(), due_instants(election)
if follow.contacts(actor, election.election_id).empty:
    st.title(text("Who has not reported?"), anchor=False)
    empty.say(text("No observer is assigned to a station yet."), no_stations.inviter(actor, election))
    st.stop()

head = st.container()
first = pieces.latest_due(due, now).isoformat()
names = registry.region_names(election.election_id, language())
with st.container(horizontal=True):
    hour = filters.choice("hour", text("Hour"), {at.isoformat(): pieces.hour_label(election, at) for at in due}, default=first)
    region = filters.region(names)
due_at = next(at for at in due if at.isoformat() == hour)
at_hour = follow.at_hour(actor, election.election_id, due_at, "" if region == filters.ALL else region)
silent = at_hour.silent
noted = calls.every(actor, election.election_id)
about = calls.about(noted, due_at)


def sentence() -> str:
    return text(
        "At {time} capital time, {k} of {n} assigned stations had reported; silent: {silent}.",
        time=pieces.hour_label(election, due_at),
        k=strong(at_hour.reported),
        n=strong(at_hour.assigned),
        silent=strong(len(silent)),
    )


def notes() -> list[str]:
    clocks = pieces.own_clock_notes(election, due_at, at_hour.own_clock)
    said = [*pieces.beside_notes(at_hour.regions), *clocks, text("Silence is neither yes nor no: it is a reason to call.")]
    return [call_pieces.sentence(silent, about), *said] if len(silent) else said


with head:
    headline.show(text("Who has not reported?"), sentence, [*tools.region_note(election), *notes()])
if len(silent):
    noting = st.container()
    st.subheader(text("Silent stations, in the order to call"), anchor=False)
    shown = st.container()
    page = tables.page_of(len(silent))
    with shown:
        codes, in_view = follow.observers(actor, election.election_id), silent.iloc[page]
        rows = pieces.silent_rows(in_view, codes, names, now).join(call_pieces.beside(in_view, about, now))
        columns = {**pieces.silent_columns(), **call_pieces.columns()}
        tables.show(rows, columns, key="silent", alt=plural("{n} silent station", "{n} silent stations", len(silent)))
    if actor.role is Role.COORDINATOR:
        with noting:
            call_pieces.form(actor, election, due_at, in_view, codes, about, len(noted))
else:
    nobody = text("This hour has not come yet.") if due_at > now else text("Nobody is silent at this hour.")
    empty.say(nobody, text("Stations where nobody was let in, or where the observer has left, are counted apart."))
if actor.role is Role.COORDINATOR and st.button(
    text("Take a report down by phone"), key="dictate", icon=":material/phone_in_talk:", type="tertiary"
):
    st.switch_page(dictation.PAGE)
st.subheader(text("By region"), anchor=False)
grid = pieces.silent_grid(follow.at_hour(actor, election.election_id, due_at).regions, list(names))
asked_at = (hour, now.replace(second=0, microsecond=0).isoformat())
tiles.show(grid, "silent", election, asked_at, reading.ledger_length(), options=names, chosen=region, is_alone=True)
rows = pieces.region_rows(at_hour.regions, names)
tables.show(rows, pieces.region_columns(), key="regions", alt=text("Stations by region and contact"))
