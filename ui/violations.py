"""The pieces of "What was seen, and at how many stations?": rows in words, filters, the tables of incidents and of authorities' figures."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from charts.tiles import SEEN
from locales import language, number, share, text
from schemas.case_words import CLASS_NAMES
from schemas.election import Election
from schemas.message import Message
from schemas.reports.presence import ADMISSION_REASON_NAMES
from schemas.violation_class import BY_CODE, PHASE_NAMES, Phase
from services.coverage import FEWEST_COLOURED
from services.violations import ITEM_BY_ID, ITEMS, Registered, Seen, by_group, most_seen
from services.wording import begun
from ui import filters, incidents, no_stations, tables, tiles
from ui.headline import Badge, small
from ui.kept import Keeper
from ui.tables import Column
from ui.tiles import Grid

AT_A_STATION = Message(
    "Seen at a station: one of its observers saw it, even if others there did not. So “Observer not let in” counts a station where one of "
    "several observers was kept out; the overview calls that station let in."
)
NOT_KNOWN = Message("reason not known", "loss")
EVENTS: dict[str, Message] = {
    "not_let_in": Message("Not let in"),
    "removed": Message("Removed during the day"),
    "other_room": Message("Sent to another room"),
    "waited": Message("Let in only after waiting"),
}


def item_rows(found: Seen, phase: str) -> pd.DataFrame:
    """Rows of charts.violations.seen_at: by phase in the order of the day, each phase under a heading; one phase alone has none."""
    parts: list[pd.DataFrame] = []
    for each in Phase:
        rows = found.items[found.items["phase"] == each.value]
        if rows.empty or phase not in ("all", each.value):
            continue
        if phase == "all":
            parts.append(pd.DataFrame({"label": [text(PHASE_NAMES[each]).capitalize()], "k": [pd.NA], "n": [pd.NA], "unseen": [pd.NA]}))
        parts.append(rows.assign(label=[text(ITEM_BY_ID[code].label) for code in rows["item_id"]])[["label", "k", "n", "unseen"]])
    return _whole(parts)


def _whole(parts: list[pd.DataFrame]) -> pd.DataFrame:
    joined = (
        pd.concat([part.astype(object) for part in parts], ignore_index=True)
        if parts
        else pd.DataFrame(columns=["label", "k", "n", "unseen"])
    )
    return joined.astype({"k": "Int64", "n": "Int64", "unseen": "Int64"})


def item_options() -> dict[str, str]:
    """Every item by its phase and name."""
    return {
        item.item_id: begun(text("{phase}: {item}", phase=text(PHASE_NAMES[item.phase]), item=text(item.label))) for item in ITEMS}


def phase_options() -> dict[str, str]:
    return {phase.value: text(PHASE_NAMES[phase]) for phase in Phase}


def _k_of_n(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "k": tables.numbers(rows["k"]),
            "n": tables.numbers(rows["n"]),
            "unseen": tables.numbers(rows["unseen"]),
            "share": [share(value) if n >= FEWEST_COLOURED else "" for value, n in zip(rows["share"], rows["n"], strict=True)],
        },
        dtype=object,
    )


OTHER = "OTHER"


def _class(code: str) -> str:
    """The code of a class; what belongs to none is said in a word."""
    return text(CLASS_NAMES[code]) if code == OTHER else code


def _items(found: Seen, phase: str) -> pd.DataFrame:
    rows = found.items if phase == "all" else found.items[found.items["phase"] == phase]
    return _k_of_n(rows).assign(
        item=[text(ITEM_BY_ID[code].label) for code in rows["item_id"]],
        phase=[text(PHASE_NAMES[Phase(code)]) for code in rows["phase"]],
        class_code=[_class(code) for code in rows["class_code"]],
    )


def item_table(found: Seen, phase: str, keeper: Keeper) -> None:
    tables.show(
        keeper.kept("items", lambda: _items(found, phase)),
        {
            "item": Column(text("What was seen"), width=345),
            "phase": Column(text("Phase"), width=190),
            "class_code": Column(text("Class"), width=70),
            "k": Column(text("Seen at"), number=True, width=70),
            "n": Column(text("Could be seen at"), number=True, width=140),
            "share": Column(text("Share", "column"), number=True, width=75),
            "unseen": Column(text("Could not be seen at"), number=True, width=100),
        },
        key="items",
        alt=text("What was seen, at how many stations"),
    )
    st.markdown(small(text(AT_A_STATION)))


def class_table(found: Seen) -> None:
    rows = found.classes
    shown = pd.DataFrame(
        {name: tables.numbers(rows[name]) for name in ("incidents", "stations", "saw", "checked", "complaints", "answered")}, dtype=object
    )
    shown = shown.assign(
        class_code=[_class(code) for code in rows["class_code"]],
        what=[text(BY_CODE[code].sentence) if code in BY_CODE else code for code in rows["class_code"]]
    )
    tables.show(
        shown,
        {
            "what": Column(text("What observers told")),
            "class_code": Column(text("Class"), width=70),
            "incidents": Column(text("Incidents"), number=True),
            "stations": Column(text("Stations"), number=True),
            "saw": Column(text("Seen by themselves"), number=True),
            "checked": Column(
                text("Checked"), number=True, help=text("Checked by a second person, or told by two reports that confirm each other")),
            "complaints": Column(text("Complaints"), number=True),
            "answered": Column(text("Answered"), number=True),
        },
        key="classes",
        alt=text("Incidents, by class"),
    )


def kept_out_rows(found: Seen) -> pd.DataFrame:
    """Rows of charts.violations.station_bars: what happened as a heading, the reasons given below it; what has no reasons has its bar
    beside its own heading."""
    rows: list[dict[str, object]] = []
    for event, own in found.kept_out.groupby("event", sort=False):
        title = text(EVENTS[str(event)])
        if list(own["reason"]) != [""]:
            rows.append({"label": title, "stations": None, "words": "", "is_heading": True})
        for reason, stations, of in zip(own["reason"], own["stations"], own["of"], strict=True):
            label = text(ADMISSION_REASON_NAMES.get(reason, NOT_KNOWN)) if reason else title
            words = text("{k} of {n}", k=int(stations), n=int(of))
            rows.append({"label": label, "stations": stations, "words": words, "is_heading": not reason})
    return pd.DataFrame(rows, columns=["label", "stations", "words", "is_heading"])


UNITS: dict[str, Message] = {"cases": Message("cases"), "persons": Message("persons"), "violations": Message("violations")}
FIGURES: dict[str, Message] = {
    "administrative_cases_sent_to_court": Message("administrative cases sent to court"),
    "administrative_cases_considered": Message("administrative cases considered"),
    "commission_members_fined_art_110": Message("commission members fined, Article 110"),
    "voters_fined_art_108": Message("voters fined, Article 108"),
    "violations_registered": Message("violations registered"),
    "violations_found_on_election_day": Message("violations found on election day"),
    "commission_members_liable_art_110": Message("commission members held liable, Article 110"),
}


def authority_panel(figures: tuple[Registered, ...]) -> None:
    """What authorities say, each with its source; hollow, as all official voices."""
    for each in figures:
        name = text(FIGURES[each.figure_code]) if each.figure_code in FIGURES else each.figure_code.replace("_", " ")
        with st.container(gap=None):
            st.markdown(f"○ **{number(each.value)}** {name}")
            st.markdown(small(f"{each.authority} · [{each.source}]({each.address}) · {each.published}"))


def own_panel(found: Seen, election: Election) -> None:
    if found.is_silent:
        st.markdown(no_stations.or_none(election, text("Reports appear here as soon as observers send them.")))
        return
    for value, words in (
        (len(found.incidents), text("incidents at least (what nobody has joined: one class at one station counts once)")),
        (found.incident_stations, text("stations")),
        (found.incidents_checked, text("incidents checked by a second person, or told by two reports that confirm each other")),
        (found.incidents_confirmed, text("of these, told by two reports that confirm each other")),
        (found.complaints, text("complaints handed in")),
        (found.answered, text("complaints answered")),
    ):
        # The number stands last: what it counts does not change its form with it.
        st.markdown(f":green[●] {words}: **{number(value)}**")


def seen_grid(codes: Sequence[str], rows: pd.DataFrame, item: str) -> Grid:
    """One thing by region: seen at k of the n stations where it was asked and could be seen. `rows`: region_code, k, n."""
    frame = tiles.counted(codes, rows)
    return Grid(
        frame,
        text(ITEM_BY_ID[item].label),
        text(
            "stations where it was seen / stations where it was asked and could be seen; colour: their share; hatched, no colour: "
            "fewer than 5"
        ),
        tiles.fitting(frame, SEEN),
    )


def _of_groups(found: Seen, item: str, group: str, words: Mapping[str, str]) -> pd.DataFrame:
    rows = by_group(found, item, group)
    return _k_of_n(rows).assign(group=[words.get(code, code) for code in rows[group]])


def _regions_grid(whole: Seen, item: str) -> Grid:
    return seen_grid([str(code) for code in whole.regions["region_code"]], by_group(whole, item, "region_code"), item)


def groups(found: Seen, whole: Seen, grid: Callable[[Grid, str], None], keeper: Keeper) -> None:
    """One item by region and by organisation; `grid` draws the regions of the whole country."""
    st.subheader(text("One thing, by region and organisation"), anchor=False)
    item = filters.choice("item", text("What was seen"), item_options(), default=most_seen(found))
    names = dict(zip(found.regions["region_code"], found.regions[f"name_{language()}"], strict=True))
    left, right = st.columns(2, gap="large")
    for column, group, label, words in (
        (left, "region_code", text("Region"), names),
        (
            right,
            "organisation_code",
            text("Organisation"),
            {code: name.in_language(language()) for code, name in found.organisations.items()},
        ),
    ):
        with column:
            if group == "region_code":
                grid(keeper.kept("seen by region", partial(_regions_grid, whole, item), item), item)
            tables.show(
                keeper.kept(f"seen by {group}", partial(_of_groups, found, item, group, words), item),
                {
                    "group": Column(label, width=150, begun=True),
                    "k": Column(text("Seen at"), number=True, width=70),
                    "n": Column(text("of", "column"), number=True, width=50, help=text("Could be seen at")),
                    "share": Column(text("Share", "column"), number=True, width=70),
                    "unseen": Column(text("Could not see"), number=True, width=95, help=text("Could not be seen at")),
                },
                key=f"by_{group}",
                alt=label,
            )
    st.markdown(small(text("A station where two organisations observed stands under both, so their rows can sum to more than the total.")))


def asked_badge(found: Seen) -> list[Badge]:
    """At how many stations anything was answered; nothing where there is none."""
    return [Badge(text("stations with answers: {n}", n=found.asked_stations), "green")] if found.asked_stations else []


def section(
    found: Seen, whole: Seen, grid: Callable[[Grid, str], None], keeper: Keeper, view: str, phase: str,
    registered: tuple[Registered, ...],
) -> None:
    """What stands below the chart of a view."""
    if view == "items" and found.asked_stations:
        item_table(found, phase, keeper)
        groups(found, whole, grid, keeper)
    elif view == "incidents":
        own, authorities = st.columns(2, gap="large")
        with own, st.container(border=True, gap="xsmall"):
            st.markdown(f"**{text('What observers told')}**")
            own_panel(found, keeper.election)
        with authorities, st.container(border=True, gap="small"):
            st.markdown(f"**{text('What authorities say they registered')}**")
            if registered:
                authority_panel(registered)
            else:
                st.markdown(text("No figure of an authority on this election is stored."))
                st.markdown(small(text("An analyst adds one with its source. Figures of other elections are not shown beside this one.")))
        st.markdown(
            small(
                text(
                    "The two panels count different things and are not divided by each other. "
                    "Reports about danger to a person are not counted here."
                )
            )
        )
        if len(found.classes):
            class_table(found)
            incidents.paged(found.incidents, keeper.election, key="incidents")
