"""The pieces of a coordinator's pages: hours to choose from, rows in the order to call, conflicts side by side."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from charts.tiles import SEEN
from locales import clock, language, number, relative, text
from schemas.election import Contest, Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.voice import VOICE_NAMES, Voice
from services import registry
from services.follow import Contact
from services.formwords import line_name
from services.wording import begun, strong
from ui import moments, tiles
from ui.tables import Column
from ui.tiles import Grid

CONTACT_NAMES: dict[Contact, Message] = {
    Contact.REPORTED: Message("reported", "contact"),
    Contact.SILENT: Message("silent", "contact"),
    Contact.NOT_DUE: Message("not due yet", "contact"),
    Contact.NOT_LET_IN: Message("not let in", "admission_not_let_in"),
    Contact.LEFT: Message("left", "contact"),
}

TWICE: dict[Voice, Message] = {
    Voice.PROTOCOL: Message("Stations with two reports of the protocol or more: {n}; they differ in at least one line at {k}."),
    Voice.COUNT: Message("Stations with two own counts of the ballots: {n}; they differ at {k}."),
    Voice.STATED: Message("Stations where the commission told two observers a number at the count: {n}; it differs at {k}."),
}


def hour_label(election: Election, due_at: datetime) -> str:
    return clock(due_at, election.capital_zone)


def own_clock_notes(election: Election, due_at: datetime, stations: int) -> list[str]:
    """That some are asked at this hour of their own clock, because they sleep at the capital's (ADR 0120); nothing where none is."""
    note = Message("Stations abroad whose voting does not meet the capital's hours are asked at {time} by their own clock: {n}.")
    return [text(note, time=hour_label(election, due_at), n=strong(stations))] if stations else []


def beside_notes(regions: pd.DataFrame) -> list[str]:
    """The stations that are neither reported nor silent, so that the first line's numbers add up; nothing where there are none. `regions`:
    as analysis.silence.by_region."""
    others = {contact: int(regions[contact].sum()) for contact in (Contact.NOT_DUE, Contact.NOT_LET_IN, Contact.LEFT)}
    said = "; ".join(f"{text(CONTACT_NAMES[contact])}: {strong(n)}" for contact, n in others.items() if n)
    return [text("Neither reported nor silent: {states}.", states=said)] if said else []


def region_columns() -> dict[str, Column]:
    states = {contact.value: Column(begun(text(CONTACT_NAMES[contact])), number=True) for contact in Contact}
    return {"region": Column(text("Region"), begun=True), "assigned": Column(text("Assigned stations"), number=True), **states}


def region_rows(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Those with the most silent stations first, equal ones in the registry's order."""
    place = {code: place for place, code in enumerate(names)}
    rows = table.assign(region=table["region_code"].map(names).fillna(table["region_code"]), place=table["region_code"].map(place))
    rows = rows.sort_values([Contact.SILENT.value, "place"], ascending=[False, True], kind="stable").drop(columns="place")
    return rows.assign(**{name: [number(value) for value in rows[name]] for name in ("assigned", *Contact)}).reset_index(drop=True)


def silent_grid(table: pd.DataFrame, codes: Sequence[str]) -> Grid:
    """Silent stations of those from which a report was due, by region; where none was due yet nothing is said."""
    due = table["assigned"] - table[Contact.NOT_DUE.value]
    rows = pd.DataFrame({"region_code": table["region_code"], "k": table[Contact.SILENT.value], "n": due})
    frame = tiles.counted(codes, rows)
    return Grid(
        frame,
        text("Silent stations by region"),
        text("silent stations / stations from which a report was due; colour: their share; hatched, no colour: fewer than 5"),
        tiles.fitting(frame, SEEN),
    )


def silent_columns() -> dict[str, Column]:
    return {
        "station": Column(text("Station")),
        "region": Column(text("Region"), begun=True),
        "observers": Column(text("Observers")),
        "drawn": Column(text("Drawn at random")),
        "asked": Column(text("Asked at"), help=text("The hour by the station's own clock")),
        "last": Column(text("Last contact")),
    }


def silent_rows(order: pd.DataFrame, codes: pd.DataFrame, names: dict[str, str], now: datetime) -> pd.DataFrame:
    """Silent stations in the order to call; observers by code, so that the call list works without a name."""
    here = codes[codes["station_id"].isin(order["station_id"])]
    at_station = here.groupby("station_id")["observer_code"].agg(", ".join)
    return pd.DataFrame(
        {
            "station": [station.partition("/")[2] for station in order["station_id"]],
            "region": order["region_code"].map(names).fillna(order["region_code"]),
            "observers": order["station_id"].map(at_station).fillna(""),
            "drawn": [text("yes") if drawn else "" for drawn in order["in_sample"]],
            "asked": [clock(at.to_pydatetime(), zone) for at, zone in zip(order["asked_at"], order["time_zone"], strict=True)],
            "last": [relative(at.to_pydatetime() - now) if pd.notna(at) else text("never") for at in order["last_contact_at"]],
        },
        dtype=object,
    )


def conflicts_sentence(stations: pd.DataFrame) -> str:
    """Protocols first; own tallies and what commissions told are counted apart, where two of a station were reported."""
    said = []
    for voice, template in TWICE.items():
        own = stations[stations["voice"].eq(voice.value)]
        if len(own) or voice is Voice.PROTOCOL:
            differ = own.loc[own["conflicts_n"] > 0, "station_id"]
            said.append(text(template, n=strong(own["station_id"].nunique()), k=strong(differ.nunique())))
    return " ".join(said)


def conflict_columns() -> dict[str, Column]:
    return {
        "station": Column(text("Station")),
        "contest": Column(text("Contest")),
        "voice": Column(text("Whose figure")),
        "conflicts": Column(text("Fields that differ"), number=True),
        "fields": Column(text("Fields told twice"), number=True),
        "widest": Column(text("Largest difference"), number=True),
    }


def conflict_rows(stations: pd.DataFrame, election: Election) -> pd.DataFrame:
    contests = {each.contest_id: each.name.in_language(language()) for each in election.contests}
    return pd.DataFrame(
        {
            "station": stations["station_id"],
            "contest": stations["contest_id"].map(contests).fillna(stations["contest_id"]),
            "voice": [text(VOICE_NAMES[Voice(voice)]) for voice in stations["voice"]],
            "conflicts": [number(value) for value in stations["conflicts_n"]],
            "fields": [number(value) for value in stations["fields_n"]],
            "widest": [number(value) for value in stations["widest"]],
        },
        dtype=object,
    )


def _places(table: pd.DataFrame, election: Election, contest: Contest | None) -> list[tuple[int, int]]:
    """Where each row stands: what the protocol has before what was counted or told, lines and options in printed order."""
    lines = [(str(line.code), line.hour_code) for line in election.protocol_lines]
    printed = [*lines, *((FigureCode.VOTES.value, code) for code in (contest.option_codes if contest else ()))]
    voices = (Voice.PROTOCOL.value, Voice.COUNT.value, Voice.STATED.value)
    return [
        (voices.index(voice) if voice in voices else len(voices), printed.index(field) if field in printed else len(printed))
        for voice, field in zip(table["voice"], zip(table["figure_code"], table["option_code"], strict=True), strict=True)
    ]


def field_name(figure_code: str, option_code: str, contest: Contest | None, election: Election | None = None) -> str:
    if election is not None and (own := line_name(election, figure_code, option_code)):
        return own
    if option_code and contest is not None:
        name = next((each.name for each in contest.options if each.code == option_code), None)
        return name.in_language(language()) if name else option_code
    return begun(text(FIGURE_NAMES[FigureCode(figure_code)])) if figure_code in set(FigureCode) else figure_code


def side_rows(told: pd.DataFrame, election: Election, contest: Contest | None) -> tuple[pd.DataFrame, dict[str, Column]]:
    """Every value of every report in printed order, a column a report; a field on which they differ is marked with ◆, one that a single
    report tells with –: it can neither agree nor differ."""
    places = _places(told, election, contest)
    table = told.iloc[sorted(range(len(told)), key=places.__getitem__)].reset_index(drop=True)
    reports = [name for name in table.columns if name not in ("voice", "figure_code", "option_code")]
    differs, told_n = table[reports].nunique(axis=1) > 1, table[reports].notna().sum(axis=1)
    rows = pd.DataFrame(
        {
            "mark": ["◆" if apart else "●" if n > 1 else "–" for apart, n in zip(differs, told_n, strict=True)],
            "field": [
                field_name(code, option, contest, election) for code, option in zip(table["figure_code"], table["option_code"], strict=True)
            ],
            "voice": [text(VOICE_NAMES[Voice(voice)]) for voice in table["voice"]],
            **{name: [number(int(value)) if pd.notna(value) else "" for value in table[name]] for name in reports},
        },
        dtype=object,
    )
    columns = {
        "mark": Column("", paint="state", width=40),
        "field": Column(text("Figure")),
        "voice": Column(text("Whose figure")),
        **{name: Column(name, number=True) for name in reports},
    }
    return rows, columns


def latest_due(due: Sequence[datetime], now: datetime) -> datetime:
    """The hour to look at first: the latest that has come, else the first of the day."""
    return max((at for at in due if at <= now), default=due[0])


def assignment_columns() -> dict[str, Column]:
    return {
        "station": Column(text("Station")),
        "observer": Column(text("Observer")),
        "organisation": Column(text("Organisation")),
        "drawn": Column(text("Drawn at random")),
        "opened": Column(text("Station confirmed")),
    }


def assignment_rows(assigned: pd.DataFrame, election: Election) -> pd.DataFrame:
    names = registry.organisation_names(election.election_id, language())
    return pd.DataFrame(
        {
            "station": assigned["station_id"],
            "observer": assigned["observer_code"],
            "organisation": [names.get(code, code) for code in assigned["organisation_code"]],
            "drawn": [text("yes") if drawn else "" for drawn in assigned["in_sample"]],
            "opened": [
                moments.dated(at, election.held_on, election.capital_zone) if pd.notna(at) else text("not yet")
                for at in assigned["confirmed_at"]
            ],
        },
        dtype=object,
    )
