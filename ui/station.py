"""The pieces of "One station": the picker, the head, the voices as cards and as a table, reports, incidents, provenance."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from charts import rendering
from charts import turnout as charts
from charts.theme import Look
from locales import clock, language, number, plural, share, signed, text
from schemas.checks.run import CHECKS
from schemas.counting import CountRule
from schemas.election import Election
from schemas.figure import FIGURE_NAMES
from schemas.figure import FigureCode as C
from schemas.person import Actor
from services import conclusions, releases, station_sentences
from services.states import REASON_NAMES, Reason, Side, State
from services.station import OneStation, ReportLine
from services.wording import invented, source_title
from ui import conclusions as said
from ui import empty, no_stations, provenance, tables
from ui.headline import Badge
from ui.pictures import Spec
from ui.plain import numbered, unbroken
from ui.tables import Column

KEY = "station"
def place(found: OneStation) -> str:
    """Where it is, and how many voters the registry has for it."""
    where, people = str(getattr(found.station.place, language(), "") or found.station.place.en), found.station.registered_voters
    return where if people is None else f"{where} · {text('Voters on the list, by the registry: {n}', n=people)}"


def title(found: OneStation) -> str:
    return text("Station No. {number}, {region}: do the four voices agree?", number=found.station.number, region=found.region[language()])


def searched(choices: Callable[[str], pd.DataFrame], prefix: str = "station") -> str | None:
    """A field to search in and the stations found; the one chosen among them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = (
            st.text_input(
                text("Number, code or place"),
                key=f"{prefix}_search",
                type="search",
                placeholder=text("Search"),
                icon=":material/search:",
                width=360,
            )
            or ""
        )
        rows = choices(typed)
        names = {
            code: text("No. {number}, {region}", number=number_, region=region)
            for code, number_, region in zip(rows["station_id"], rows["number"], rows["region"], strict=True)
        }
        label = text("Stations found: {n}", n=len(rows)) if typed.strip() else text("Stations with most reports")
        chosen: str | None = st.selectbox(
            label,
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=f"{prefix}_of_{typed}",
            width=360,
            placeholder=text("Choose a station"),
        )
    return chosen


def picker(choices: Callable[[str], pd.DataFrame]) -> str | None:
    """The station chosen; the one in the address until another is."""
    known, chosen = st.query_params.get(KEY), searched(choices)
    if chosen and chosen != known:
        st.query_params[KEY] = chosen
        return str(chosen)
    return known


def badges(found: OneStation, rule: CountRule) -> list[Badge]:
    made = [said.badge(conclusions.of_station(found, rule)), _state_badge(found)] if found.row is not None else []
    watched = None if found.row is None else found.row["watched_share"]
    if watched is not None and not pd.isna(watched):  # type: ignore[call-overload]
        made.append(Badge(text("watched {share} of voting hours", share=share(float(watched), 0)), "gray"))  # type: ignore[arg-type]
    people = found.people("observers_n")
    if people:
        made.append(Badge(plural("{n} observer counted", "{n} observers counted", people), "gray"))
    copies = found.people("copies")
    if copies:
        made.append(Badge(plural("{n} protocol report", "{n} protocol reports", copies), "blue"))
    made += [Badge(text("not kept: “{rule}”", rule=text(CHECKS[code].rule).rstrip(".")), "red") for code in found.impossible]
    if found.row is not None and found.row["contradiction"]:
        made.append(Badge(text("two whole-day counts differ"), "yellow"))
    return made


def _state_badge(found: OneStation) -> Badge:
    side, state = found.word("side"), State(found.word("state"))
    if side == Side.ABOVE:
        return Badge(text("▲ differs: above the ceiling"), "violet")
    if side == Side.BELOW:
        return Badge(text("▼ differs: below the floor"), "orange")
    if state is State.CANNOT_COMPARE:
        return Badge(text("– cannot be compared"), "gray")
    return Badge(tables.state_word(state), "blue")


def none_chosen(actor: Actor, election: Election, *, has_list: bool) -> None:
    """Why no station is shown: none is chosen, or there are none to choose from."""
    if has_list:
        empty.say(text("No station is chosen."), text("Type its number, or choose one that has reports."))
    else:
        empty.say(text("There is no list of polling stations for this election."), no_stations.supplier(actor, election))


def _card(label: str, value: int | None, about: str) -> None:
    st.metric(label, number(value), unbroken(about) or None, delta_color="off", delta_arrow="off", border=True, height="stretch")


def cards(found: OneStation) -> None:
    """The four voices: the count solid, officials hollow."""
    heard = _heard(found)
    outside = found.people("outside")
    with st.grid(4, min_column_width=170):
        _card(f":green[●] **{text('Counted', 'voice_card')}**", found.people("counted"), station_sentences.watch_words(found))
        _card(f"○ **{text('Stated', 'voice_card')}**", found.people("stated"), text("at {time}", time=heard) if heard else "")
        about = text("{n} of them outside", n=outside) if outside is not None and found.people("protocol_issued") is not None else ""
        _card(f"○ **{text('Protocol', 'voice_card')}**", found.people("protocol_issued"), about)
        published = found.published_issued
        missing = text("not published") if found.election.published.by_station else text("not by station")
        _card(f"○ **{text('Published', 'voice_card')}**", published, missing if published is None else text("for this station"))


def _heard(found: OneStation) -> str:
    """The hour of the commission's last number; "" where it said none."""
    stated_at = None if found.row is None else found.row["stated_last_at"]
    return clock(stated_at, found.station.time_zone) if isinstance(stated_at, pd.Timestamp) and not pd.isna(stated_at) else ""


def _label(found: OneStation, row: dict[str, object]) -> str:
    code, contest = C(str(row["figure_code"])), found.election.contest(str(row["contest_id"]))
    words = text(FIGURE_NAMES[code])
    if code is C.VOTES and contest is not None:
        option = next((each for each in contest.options if each.code == row["option_code"]), None)
        words = text("Votes: {option}", option=option.name.in_language(language()) if option else str(row["option_code"]))
    words = words[:1].upper() + words[1:]
    leading = found.election.leading_contest.contest_id
    return words if contest is None or contest.contest_id == leading else f"{words} ({contest.name.in_language(language())})"


def figure_rows(found: OneStation) -> pd.DataFrame:
    """The table figure × voice; people over the day first, with floor and ceiling in the reason."""
    rows = [_turnout_row(found)] if found.row is not None else []
    for row in found.figures.to_dict("records"):
        reason = Reason(str(row["reason"]))
        rows.append(
            {
                "figure": _label(found, {str(key): value for key, value in row.items()}),
                **{voice: _people(row[voice]) for voice in ("count", "stated", "protocol")},
                "published": _people(row["published"]),
                "difference": signed(int(row["difference"])) if not pd.isna(row["difference"]) else "",
                "state": tables.state_word(State(str(row["state"]))),
                "because": text(REASON_NAMES[reason]) if reason is not Reason.NONE else "",
            }
        )
    _state_issued(found, rows)
    return pd.DataFrame(
        rows, columns=["figure", "count", "stated", "protocol", "published", "difference", "state", "because"], dtype=object
    )


def _state_issued(found: OneStation, rows: list[dict[str, str]]) -> None:
    """Puts the commission's last number of the day beside the protocol's voters who received ballots: it holds those outside the premises
    too, so it does not stand beside who was counted inside. It is of an hour before the protocol, so the two are not compared."""
    if found.people("stated") is None:
        return
    leading = found.election.leading_contest.contest_id
    name = _label(found, {"figure_code": C.BALLOTS_ISSUED.value, "contest_id": leading, "option_code": ""})
    own = next((row for row in rows if row["figure"] == name), None)
    if own is None:
        apart = {"figure": name, "difference": "", "state": tables.state_word(State.CANNOT_COMPARE), "because": ""}
        own = dict.fromkeys(("count", "protocol", "published"), "–") | apart
        rows.insert(1, own)
    own["stated"] = number(found.people("stated"))
    heard = text("stated at {time}; the protocol is later", time=_heard(found))
    own["because"] = f"{own['because']}; {heard}" if own["because"] else heard


def _people(value: object) -> str:
    return "–" if pd.isna(value) else number(int(value))  # type: ignore[call-overload]


def _turnout_row(found: OneStation) -> dict[str, str]:
    protocol, counted, reason = found.people("protocol"), found.people("counted"), found.reason
    apart = (
        signed(protocol - counted)
        if protocol is not None and counted is not None and found.row is not None and found.row["whole_day"]
        else ""
    )
    bounds = text("floor {floor}, ceiling {ceiling}", floor=number(found.people("floor")), ceiling=number(found.people("ceiling")))
    because = text(REASON_NAMES[reason]) if reason is not Reason.NONE else bounds
    return {
        "figure": text("Voters inside the premises"),
        "count": number(counted),
        "stated": "–",
        "protocol": number(protocol),
        "published": "–",
        "difference": apart,
        "state": tables.state_word(State(found.word("state")), found.word("side")),
        "because": because,
    }


def figure_columns() -> dict[str, Column]:
    return {
        "figure": Column(text("Figure"), width=210),
        "count": Column(text("Counted", "voice_card"), number=True),
        "stated": Column(text("Stated", "voice_card"), number=True),
        "protocol": Column(text("Protocol", "voice_card"), number=True),
        "published": Column(text("Published", "voice_card"), number=True),
        "difference": Column(text("Difference"), number=True, paint="difference", help=text("protocol minus the other voice")),
        "state": Column(text("State"), paint="state"),
        "because": Column(text("Because"), width=190),
    }


def bracket(found: OneStation, look: Look) -> Spec:
    """One row: count, bracket, protocol."""
    values = {
        name: float(value) if (value := found.people(name)) is not None else None for name in ("counted", "protocol", "floor", "ceiling")
    }
    frame = pd.DataFrame([{"station": numbered(found.station.number), **values}]).astype(dict.fromkeys(values, float))
    drawn = charts.station_rows(frame, look, title=text("Voters inside the premises"), simulated=found.election.is_simulated)
    return rendering.specification(drawn)


def sources(found: OneStation, length: int) -> None:
    """Where each voice comes from: the reports by code and revision, the position in the ledger."""
    counts = [line for line in found.reports if line.kind.value == "turnout"]
    copies = [line for line in found.reports if line.kind.value == "count"]
    registered = invented(found.list_source) if found.list_source else text("registry")
    lines = [text("List of voters: {source}", source=registered)]
    if counts:
        lines.append(text("Count and stated numbers: reports {codes}", codes=_codes(counts)))
    if copies:
        lines.append(text("Protocol: reports {codes}", codes=_codes(copies)))
    if found.published_in:
        lines.append(text("Published: {source}", source="; ".join(source_title(each) for each in found.published_in)))
    lines.append(text("Own reports up to ledger entry {n}; {standing}.", n=length, standing=releases.standing_words(found.election)))
    provenance.card(lines)


def _codes(lines: list[ReportLine]) -> str:
    return ", ".join(f"{line.receipt_code} ({text('version {n}', n=line.revision)})" for line in lines)
