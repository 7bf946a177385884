"""The hours, the remainder and the day of the turnout page, and the pictures and tables of every view as files."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from charts import rendering
from charts import series as charts
from charts.theme import Look
from charts.tiles import TILE_NAMES, tile_name
from locales import clock, language, number, share, text
from schemas.message import Message
from services import turnout_series as rows
from services import turnout_table
from services.turnout import NoRemainder, Turnout, station_words
from ui import pictures, tables, turnout
from ui.headline import small
from ui.pictures import Spec
from ui.tables import Column
from ui.tools import Download
from ui.turnout import Shown

Panel = Callable[[pd.DataFrame, str, Look], Spec]
NO_REMAINDER: dict[NoRemainder, Message] = {
    NoRemainder.NOTHING_SEEN: Message("no protocol is held there"),
    NoRemainder.NOT_ANNOUNCED: Message("no turnout was announced for the region"),
    NoRemainder.NO_LIST: Message("the region's list is not known"),
    NoRemainder.ALL_SEEN: Message("every voter on the list is at a station that was seen"),
}


def _panels(shown: Shown, name: str, panels: Mapping[str, pd.DataFrame], draw: Panel, title: str, note: str) -> None:
    """A small chart a region, as many beside each other as the screen has room for."""
    st.markdown(f"**{title}**  \n{small(note)}")
    with st.grid(min_column_width=240, gap="medium"):
        for region, frame in panels.items():
            drawn = shown.picture(name, lambda look, frame=frame, region=region: draw(frame, region, look), region)  # type: ignore[misc]
            pictures.show(drawn, alt=region)


def hours_view(shown: Shown) -> None:
    """Stated against counted rises inside watched hours: a panel a region, then the intervals."""
    found, simulated = shown.found, shown.election.is_simulated
    panels = shown.panels("increases", lambda: rows.increases_by_region(found, shown.election))

    def draw(frame: pd.DataFrame, region: str, look: Look) -> Spec:
        return rendering.specification(charts.increase_panel(frame, region, look, simulated=simulated))

    _panels(shown, "increase", panels, draw, text("Rises within watched hours, people"), charts.increase_note())
    above = st.container()
    page = tables.page_of(len(found.intervals))
    with above:
        tables.show(
            shown.rows("intervals", lambda: _interval_rows(shown, page), page.start),
            {
                "station": Column(text("Station")),
                "from": Column(text("From, local time"), number=True),
                "to": Column(text("To, local time"), number=True),
                "stated": Column(text("Stated"), number=True),
                "counted": Column(text("Counted"), number=True),
                "outside": Column(text("Voters outside"), number=True),
                "difference": Column(text("Stated − counted"), number=True),
            },
            key="intervals",
            alt=text("Watched intervals"),
        )


def _interval_rows(shown: Shown, page: slice) -> pd.DataFrame:
    places = shown.found.table[["station_id", "number", "region_code", "time_zone"]]
    frame = shown.found.intervals.iloc[page].merge(places, on="station_id", how="left")
    return pd.DataFrame(
        {
            "station": [station_words(shown.found, *each) for each in zip(frame["number"], frame["region_code"], strict=True)],
            "from": [clock(at, zone) for at, zone in zip(frame["from_at"], frame["time_zone"], strict=True)],
            "to": [clock(at, zone) for at, zone in zip(frame["to_at"], frame["time_zone"], strict=True)],
            **{name: tables.numbers(frame[name]) for name in ("stated", "counted", "outside")},
            "difference": tables.differences(frame["difference"]),
        }
    )


def remainder_chart(shown: Shown, look: Look) -> Spec:
    found = shown.found
    codes = found.remainders["region_code"]
    frame = found.remainders.assign(
        region=[tile_name(code) if code in TILE_NAMES else found.region_name(code, language()) for code in codes]
    )
    return rendering.specification(charts.remainder(frame, look, simulated=shown.election.is_simulated))


def remainder_view(shown: Shown) -> None:
    """What the unobserved stations must have been, by region."""
    title = text("What the unobserved stations must have been")
    if len(shown.found.remainders):
        pictures.show(shown.picture("remainder", lambda look: remainder_chart(shown, look)), alt=title)
        tables.show(
            shown.rows("remainder", lambda: _remainder_rows(shown)),
            {
                "region": Column(text("Region"), begun=True),
                "stations": Column(text("Protocols"), number=True),
                "list": Column(text("List"), number=True),
                "list_share": Column(text("List seen"), number=True),
                "announced_share": Column(text("Announced"), number=True),
                "seen_share": Column(text("Protocols show"), number=True),
                "remainder_share": Column(text("The others must average"), number=True),
            },
            key="remainder",
            alt=title,
        )
    if shown.found.left_out:
        st.markdown(small(left_out(shown.found)))


def left_out(found: Turnout) -> str:
    """The regions of which nothing can be said, counted by reason and named."""
    told = []
    for why, said in NO_REMAINDER.items():
        regions = [found.region_name(code, language()) for code, reason in found.left_out.items() if reason is why]
        if regions:
            told.append(f"{text(said)}: {number(len(regions))} ({', '.join(regions)})")
    reasons = "; ".join(told)
    return text(
        "Regions left out of this arithmetic: {n}. {reasons}", n=len(found.left_out), reasons=reasons[:1].upper() + reasons[1:])


def _remainder_rows(shown: Shown) -> pd.DataFrame:
    frame = shown.found.remainders
    return pd.DataFrame(
        {
            "region": [shown.found.region_name(code, language()) for code in frame["region_code"]],
            "stations": tables.numbers(frame["stations"]),
            "list": tables.numbers(frame["registered_voters"]),
            **{name: [share(value) for value in frame[name]] for name in ("list_share", "announced_share", "seen_share")},
            "remainder_share": [charts.remainder_words(*each) for each in zip(frame["remainder_share"], frame["impossible"], strict=True)],
        }
    )


def day_view(shown: Shown) -> None:
    """How the day ran: a panel a region, then its hours."""
    found, simulated = shown.found, shown.election.is_simulated
    turnout.tiled(shown, turnout.announced_grid(shown), "announced", is_alone=True)
    panels = shown.panels("day", lambda: rows.day_by_region(found, shown.election))
    most, hours = charts.day_frame(panels.values())

    def draw(frame: pd.DataFrame, region: str, look: Look) -> Spec:
        return rendering.specification(charts.day_panel(frame, region, look, most=most, hours=hours, simulated=simulated))

    _panels(shown, "day", panels, draw, text("How the day ran, share of the list by local hour"), charts.day_note())
    above = st.container()
    every = shown.rows("day", lambda: rows.day_rows(found, shown.election))
    page = tables.page_of(len(every))
    with above:
        tables.show(
            shown.rows("day in words", lambda: _day_words(every.iloc[page]), page.start),
            {
                "region": Column(text("Region"), begun=True),
                "time": Column(text("Local time"), number=True),
                "stations": Column(text("Same stations"), number=True),
                "list": Column(text("Their list"), number=True),
                "announced": Column(text("Announced"), number=True),
                "counted": Column(text("Counted"), number=True),
                "stated": Column(text("Stated"), number=True),
            },
            key="day",
            alt=text("Turnout by region and hour"),
        )


def _day_words(frame: pd.DataFrame) -> pd.DataFrame:
    shares = {name: [share(value) if pd.notna(value) else "" for value in frame[name]] for name in ("announced", "counted", "stated")}
    return frame.assign(stations=tables.numbers(frame["stations"]), list=tables.numbers(frame["list"]), **shares)


def _faceted(shown: Shown, view: str, look: Look) -> Spec:
    """The hours or the day as one picture with a panel a region."""
    found, election = shown.found, shown.election
    panels = rows.increases_by_region(found, election) if view == "hours" else rows.day_by_region(found, election)
    frame = pd.concat([each.assign(region=region) for region, each in panels.items()])
    if view == "hours":
        return rendering.specification(charts.increases(frame, look, simulated=election.is_simulated))
    most, hours = charts.day_frame(panels.values())
    return rendering.specification(charts.day(frame, look, most=most, hours=hours, simulated=election.is_simulated))


def sources(view: str) -> list[str]:
    """What the figures of a view are made of, for the page's last line."""
    counts, protocols = text("Counts: own reports, current revisions"), text("Protocols: copies, photographs, figures read aloud")
    if view == "stations":
        return [counts, protocols, text("voters outside the premises taken off the protocol")]
    if view == "remainder":
        return [protocols, text("voters outside the premises counted with the others"), text("Turnout announced and lists: as published")]
    stated = text("Counts and the commissions' numbers: own reports, current revisions")
    return [stated, text("Turnout announced: as published")] if view == "day" else [stated]


def picture_files(shown: Shown, view: str, source: str) -> list[tuple[str, Download]]:
    """The pictures of a view, each with its n and source inside."""
    found, summary = shown.found, shown.found.summary

    def save(name: str, n: int, build: Callable[[Look], Spec]) -> Download:
        return pictures.save(name, shown.election, build, n=n, source=source)

    if view == "remainder" and len(found.remainders):
        return [("", save("remainder", int(found.remainders["stations"].sum()), lambda look: remainder_chart(shown, look)))]
    if view in ("hours", "day") and len(found.intervals if view == "hours" else found.hours):
        seen = found.intervals["station_id"].nunique() if view == "hours" else found.hours.groupby("region_code")["stations"].max().sum()
        return [("", save(view, int(seen), lambda look: _faceted(shown, view, look)))]
    if view != "stations" or not summary.with_ceiling:
        return []
    first, points = slice(0, tables.ROWS_A_PAGE), int(turnout.is_in_scatter(found).sum())
    files = [
        (text("Protocol against count"), save("protocol_against_count", points, lambda look: turnout.scatter(shown, look))),
        (text("Allowance"), save("allowance", summary.with_ceiling, lambda look: turnout.curve(shown, look))),
    ]
    if summary.whole_day:
        rows_ = save("differences", summary.whole_day, lambda look: turnout.row_chart(shown, first, look))
        files.append((text("Largest differences"), rows_))
    grid = turnout.outside_grid(shown)
    return [*files, *([grid.save(shown.election, n=int(shown.whole.outside["n"].sum()), source=source)] if grid.has_room else [])]


def table_files(shown: Shown, view: str) -> list[tuple[str, Download]]:
    """The table of a view; none where it has no row."""
    found = shown.found
    rows = {"stations": found.table, "hours": found.intervals, "remainder": found.remainders, "day": found.hours}[view]
    return [("", Download(f"turnout_{view}.csv", "text/csv", lambda: turnout_table.of_view(found, view)))] if len(rows) else []


VIEWS: dict[str, Callable[[Shown], None]] = {"stations": turnout.view, "hours": hours_view, "remainder": remainder_view, "day": day_view}
