"""Two lists of the page of observers: every finding with what it is about and its scope, and the parties that ran or did not."""

import streamlit as st

from locales import language, number, text
from schemas.message import Message
from services.observed import Finding, Observed
from services.wording import strong
from ui import background, tables
from ui.election import title
from ui.headline import small
from ui.tables import Column

NATIONAL = Message("the whole country; how many stations was not found")
SAID: dict[str, tuple[Message, Message]] = {
    "F01": (Message("At least 49 observers were not admitted or were obstructed."), NATIONAL),
    "F02": (Message("7 journalists were not admitted or were obstructed."), NATIONAL),
    "F03": (Message("11 citizens were not allowed to vote; one found that somebody had voted in their name."), NATIONAL),
    "F04": (Message("Over 350 peaceful protesters were detained, 109 of them known by name."), Message("9 cities")),
    "F05": (Message("8 administrative arrests."), NATIONAL),
    "F06": (
        Message("At least 552 cases of persecution in the campaign; the parts printed (464 for observation, 33 for campaigning, 512 to "
                "prevent) do not add up to it."),
        Message("26 cities and towns"),
    ),
    "F07": (
        Message("Transparency of the process incomplete."),
        Message("11 experts and 24 long-term observers; voting, counting and tabulation were not observed systematically"),
    ),
    "F08": (
        Message("Minor faults, organisational and sanitary."),
        Message("mainly Almaty, Nur-Sultan and Shymkent; how many stations was not found"),
    ),
    "F09": (
        Message("The worst conditions for observation so far: observers not admitted, detained, put outside during the count."), NATIONAL),
    "F10": (
        Message("28 complaints against the decree of the commission were left without consideration."), Message("complaints, no stations")),
    "F11": (Message("Turnout by the protocols 48.8%, 23,751 people."), Message("38 stations in Almaty, not drawn at random")),
    "F12": (Message("Turnout by the observers' count 38.6%, 19,318 people."), Message("38 stations in Almaty, not drawn at random")),
    "F13": (Message("3 stations with more absentee certificates than voters."), Message("stations 253, 257 and 259 in Almaty")),
    "F14": (Message("About ten violations by 13:00."), Message("82 stations, not drawn at random")),
    "F15": (Message("19 violations registered: the count of an office, not of observers."), Message("the whole country")),
    "F16": (
        Message("More than half of the observers who saw a count rated it bad or very bad."),
        Message("counts that the mission watched; how many was not found"),
    ),
    "F17": (
        Message("The last protocol was handed over at 08:00 of the next morning; obstruction, ballots signed beforehand, false observers "
                "registered in their name."),
        Message("Almaty; how many stations was not found"),
    ),
    "F18": (
        Message("By 15 protocols 2,150 votes to 2,083; officially lost by 33 votes."),
        Message("15 protocols of district 3, Ust-Kamenogorsk, held by the candidate"),
    ),
    "F19": (
        Message("A chairperson and an observer were fined for putting ballots in, filmed during a sanitary break."),
        Message("one station: 279 in Saran"),
    ),
    "F20": (
        Message("23 violations: campaign material, a ban on filming, no opening protocol at five stations, a camera above a booth, ballots "
                "signed beforehand."),
        Message("five cities; how many stations was not found"),
    ),
    "F21": (
        Message("Turnout at 13:00 from 3 to 5%; the city was announced with 11.88% at 12:00 and 16.91% at 14:00."),
        Message("stations observed in Almaty; how many was not found"),
    ),
}  # fmt: skip
WHO: dict[str, Message] = {
    "Qaharman and partner groups": Message("Qaharman and partner groups"),
    "ODIHR LEOM": Message("OSCE/ODIHR, limited mission"),
    "TAZA SAILAU": Message("TAZA SAILAU"),
    "observer groups in joint statement": Message("observer groups, joint statement"),
    "NGOs": Message("non-governmental organisations"),
    "League of Young Voters (MISK)": Message("League of Young Voters (MISK)"),
    "Prosecutor General": Message("Prosecutor General"),
    "ODIHR EOM": Message("OSCE/ODIHR, mission"),
    "Independent Observers": Message("Independent Observers"),
    "candidate A. Osipova team": Message("the team of a candidate, A. Osipova"),
    "Kazakhstanskaya Pravda": Message("Kazakhstanskaya Pravda, a newspaper"),
}


def _row(each: Finding) -> dict[str, str]:
    said, scope = SAID[each.code]
    return {
        "who": text(WHO[each.organisation]), "said": text(said), "scope": text(scope), "election": title(each.election),
        "source": background.cell(each.source), "code": each.code,
    }  # fmt: skip


def findings(found: Observed) -> None:
    """Every finding with its speaker, its scope and its source: none is added to another."""
    st.markdown(text(
        "{n} findings on record since 2016, each with what it is about. They have different scopes, so none of them is added to another "
        "and none is a share of all stations.", n=strong(len(found.findings))))
    columns = {
        "said": Column(text("What they found"), width=320), "who": Column(text("Who says it"), width=170),
        "scope": Column(text("Scope"), width=230), "election": Column(text("Election"), width=170),
        "source": Column(text("Source"), width=120, link=True), "code": Column(text("Row")),
    }
    tables.show(tables.of([_row(each) for each in found.findings], columns), columns, key="findings", alt=text("Findings", "view"))


def ran(found: Observed) -> None:
    """The lists on the ballot of 10 January 2021, who stayed away, and what was not found."""
    names = {each.code: each.name.in_language(language()) for each in found.election.leading_contest.options}
    columns = {
        "party": Column(text("List"), width=285), "candidates": Column(text("Candidates"), number=True),
        "seats": Column(text("Seats"), number=True), "source": Column(text("Source"), link=True),
    }
    rows = [
        {"party": names.get(each.party, each.party), "candidates": number(each.candidates), "seats": number(each.seats),
         "source": background.cell(each.source)}
        for each in found.ran
    ]  # fmt: skip
    st.markdown(text(
        "{n} parties were registered and ran with {candidates} candidates.", n=strong(len(found.ran)),
        candidates=strong(sum(each.candidates for each in found.ran))))
    tables.show(tables.of(rows, columns), columns, key="ran", alt=text("Who ran", "view"))
    boycott = text("OSDP declared a boycott and did not run; it had never won a seat until then and won 4 in 2023.")
    sources = " · ".join(background.link(each) for each in (found.source("SC052"), found.later_seats))
    st.markdown(f"- {boycott}  \n  {small(sources)}")
    refused = text(
        "Parties that were refused registration: not found in any source; that says nothing about whether there were any.")
    st.markdown(f"- {refused}")
