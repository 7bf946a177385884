"""The pieces of "Does announced turnout agree with what was counted?": four views, each a chart and its table."""

from collections.abc import Callable
from urllib.parse import quote

import pandas as pd
import streamlit as st

from charts import series as series_charts
from charts import turnout as charts
from charts.theme import Look
from locales import clock, language, share, text
from schemas.election import Election
from schemas.message import Message
from services import turnout_series as rows
from services.states import REASON_NAMES, Reason
from services.turnout import Turnout, station_words
from ui import pictures, tables
from ui.headline import small
from ui.pictures import Spec
from ui.tables import Column
from ui.tools import Download

ROWS_DRAWN = 8
"""Rows of the page in view that are drawn beside the scatter; the table below has them all."""
METHODS: dict[str, Message] = {
    "hand_counter": Message("hand counter", "method_hand_counter"),
    "tally": Message("tally on paper", "method_tally"),
    "video_later": Message("video later", "method_video_later"),
    "not_counting": Message("not counting", "method_not_counting"),
}


def scatter_rows(found: Turnout) -> pd.DataFrame:
    """Stations that stand in the picture: a count, a protocol, and nothing against comparing them."""
    main = found.main
    frame = main[main["side"].ne("none") & main["protocol"].notna()]
    return pd.DataFrame(
        {
            "station": [f"№\u00a0{number}" for number in frame["number"]],
            "whole_day": frame["whole_day"],
            "side": frame["side"],
            **{name: frame[name].astype("float64") for name in ("counted", "floor", "ceiling", "protocol")},
        }
    )


def scatter(found: Turnout, election: Election, look: Look) -> Spec:
    setting = election.allowance
    spec: Spec = charts.counted_against_protocol(
        scatter_rows(found),
        setting.below_share,
        setting.above_share,
        look,
        calibrated_pairs=setting.calibrated_pairs,
        simulated=election.is_simulated,
    ).to_dict()
    return spec


def curve(found: Turnout, election: Election, look: Look) -> Spec:
    setting = election.allowance
    spec: Spec = charts.allowance_curve(
        found.curve, setting.below_share, setting.above_share, look, simulated=election.is_simulated
    ).to_dict()
    return spec


def drawn_rows(found: Turnout, page: slice) -> pd.DataFrame:
    """The first rows of the page in view that have a difference."""
    frame = found.main.iloc[page]
    frame = frame[frame["difference"].notna()].head(ROWS_DRAWN)
    return pd.DataFrame(
        {
            "station": [station_words(found, row) for row in frame[["number", "region_code"]].itertuples(index=False)],
            **{name: frame[name].astype("float64") for name in ("counted", "floor", "ceiling", "protocol")},
        }
    )


def row_chart(found: Turnout, election: Election, page: slice, look: Look) -> Spec:
    spec: Spec = charts.station_rows(drawn_rows(found, page), look, simulated=election.is_simulated).to_dict()
    return spec


def station_columns() -> dict[str, Column]:
    return {
        "station": Column(text("Station"), link=True),
        "list": Column(text("List"), number=True),
        "watched": Column(text("Watched")),
        "method": Column(text("Method")),
        "counted": Column(text("Counted"), number=True),
        "floor": Column(text("Floor"), number=True),
        "ceiling": Column(text("Ceiling"), number=True),
        "stated": Column(text("Stated"), number=True),
        "protocol": Column(text("Protocol"), number=True, help=text("voters inside the premises")),
        "difference": Column(text("Protocol − count"), number=True, paint="difference", help=text("only where the whole day was watched")),
        "percent": Column(text("% of count"), number=True),
        "state": Column(text("State"), paint="state"),
        "reason": Column(text("Reason"), width=260),
        "revisions": Column(text("Revisions")),
    }


def station_table(found: Turnout, page: slice, election_id: str) -> pd.DataFrame:
    """One page of station rows as text."""
    frame = found.main.iloc[page]
    links = [
        f"station?election={election_id}&station={quote(code, safe='')}#{station_words(found, row)}"
        for code, row in zip(frame["station_id"], frame[["number", "region_code"]].itertuples(index=False), strict=True)
    ]
    notes = [_reason(reason, odd) for reason, odd in zip(frame["reason"], frame["contradiction"], strict=True)]
    return pd.DataFrame(
        {
            "station": links,
            "list": tables.numbers(frame["registered_voters"]),
            "watched": [_watched(minutes, whole) for minutes, whole in zip(frame["watched_minutes"], frame["whole_day"], strict=True)],
            "method": [text(METHODS[code]) if code in METHODS else "" for code in frame["counting_method"]],
            **{name: tables.numbers(frame[name]) for name in ("counted", "floor", "ceiling", "stated", "protocol")},
            "difference": tables.differences(frame["difference"]),
            "percent": [share(value) if pd.notna(value) else "" for value in frame["difference_share"]],
            "state": tables.state_words(frame["state"], frame["side"]),
            "reason": notes,
            "revisions": [_revisions(*ids) for ids in zip(frame["revision_ids"], frame["protocol_revision_ids"], strict=True)],
        }
    )


def _watched(minutes: object, whole: bool) -> str:
    if whole:
        return text("whole day")
    if pd.isna(minutes):  # type: ignore[call-overload]
        return ""
    hours, rest = divmod(int(minutes), 60)  # type: ignore[call-overload]
    return text("{hours} h {minutes} min", hours=hours, minutes=rest)


def _reason(code: str, contradicted: bool) -> str:
    words = [text(REASON_NAMES[Reason(code)])] if code else []
    return "; ".join([*words, *([text("two whole-day counts differ")] if contradicted else [])])


def _revisions(*groups: object) -> str:
    return " ".join(str(each) for ids in groups if isinstance(ids, tuple) for each in ids)


def stations_view(found: Turnout, election: Election, key: tuple[str, ...], length: int) -> None:
    """Scatter left, curve and rows right; then the table; then why stations cannot be compared."""
    above = st.container(gap="medium")
    page = tables.page_of(len(found.main))
    summary = found.summary
    takeaway = charts.takeaway(summary.above, summary.below, summary.between)
    with above:
        left, right = st.columns(2, gap="large")
        if len(scatter_rows(found)):
            with left:
                pictures.show(pictures.spec("scatter", election, key, lambda look: scatter(found, election, look), length), alt=takeaway)
            with right:
                pictures.show(pictures.spec("curve", election, key, lambda look: curve(found, election, look), length), alt=takeaway)
                if len(drawn_rows(found, page)):
                    drawn = pictures.spec("rows", election, (*key, page.start), lambda look: row_chart(found, election, page, look), length)
                    pictures.show(drawn, alt=text("Largest differences first, protocol minus count"))
        tables.show(
            station_table(found, page, election.election_id),
            station_columns(),
            key="stations",
            alt=text("Stations, largest difference first"),
        )
    _why_not(found)


def _why_not(found: Turnout) -> None:
    counted = found.reasons
    if len(counted):
        words = "; ".join(
            text("{reason}: {n}", reason=text(REASON_NAMES[Reason(code)]), n=int(n))
            for code, n in zip(counted["reason"], counted["stations"], strict=True)
        )
        st.markdown(small(text("Cannot be compared, because: {reasons}.", reasons=words)))


def hours_view(found: Turnout, election: Election, key: tuple[str, ...], length: int) -> None:
    """A panel a region, then the rows of intervals."""
    panels = rows.increases_by_region(found, election)
    _panels(
        panels,
        election,
        "increase",
        key,
        length,
        series_charts.increase_panel,
        text("Rises within watched hours, people"),
        series_charts.increase_note(),
    )
    above = st.container()
    page = tables.page_of(len(found.intervals))
    frame = found.intervals.iloc[page]
    placed = frame.merge(found.table[["station_id", "number", "region_code", "time_zone"]], on="station_id", how="left")
    shown = pd.DataFrame(
        {
            "station": [station_words(found, row) for row in placed[["number", "region_code"]].itertuples(index=False)],
            "from": [clock(at, zone) for at, zone in zip(placed["from_at"], placed["time_zone"], strict=True)],
            "to": [clock(at, zone) for at, zone in zip(placed["to_at"], placed["time_zone"], strict=True)],
            "stated": tables.numbers(placed["stated"]),
            "counted": tables.numbers(placed["counted"]),
            "outside": tables.numbers(placed["outside"]),
            "difference": tables.differences(placed["difference"]),
        }
    )
    with above:
        tables.show(
            shown,
            {
                "station": Column(text("Station")),
                "from": Column(text("From, local time"), number=True),
                "to": Column(text("To, local time"), number=True),
                "stated": Column(text("Rise stated"), number=True),
                "counted": Column(text("Counted"), number=True),
                "outside": Column(text("Voters outside"), number=True),
                "difference": Column(text("Stated − counted"), number=True),
            },
            key="intervals",
            alt=text("Watched intervals"),
        )


def _panels(
    panels: dict[str, pd.DataFrame], election: Election, name: str, key: tuple[str, ...], length: int, draw: object, title: str, note: str
) -> None:
    st.subheader(title, anchor=False)
    st.markdown(small(note))
    with st.grid(min_column_width=260, gap="medium"):
        for region, frame in panels.items():

            def build(look: Look, heading: str = region, data: pd.DataFrame = frame) -> Spec:
                spec: Spec = draw(data, heading, look, simulated=election.is_simulated).to_dict()  # type: ignore[operator]
                return spec

            pictures.show(pictures.spec(f"{name} {region}", election, key, build, length), alt=region)


def remainder_chart(found: Turnout, election: Election, look: Look) -> Spec:
    frame = found.remainders.assign(region=[found.region_name(code, language()) for code in found.remainders["region_code"]])
    spec: Spec = series_charts.remainder(frame, look, simulated=election.is_simulated).to_dict()
    return spec


def remainder_view(found: Turnout, election: Election, key: tuple[str, ...], length: int) -> None:
    frame = found.remainders
    drawn = pictures.spec("remainder", election, key, lambda look: remainder_chart(found, election, look), length)
    pictures.show(drawn, alt=text("What the unobserved stations must have been"))
    shown = pd.DataFrame(
        {
            "region": [found.region_name(code, language()) for code in frame["region_code"]],
            "stations": tables.numbers(frame["stations"]),
            "list": tables.numbers(frame["registered_voters"]),
            **{
                name: [share(value) for value in frame[name]] for name in ("list_share", "announced_share", "seen_share", "remainder_share")
            },
            "flag": [text("not possible") if odd else "" for odd in frame["impossible"]],
        }
    )
    tables.show(
        shown,
        {
            "region": Column(text("Region")),
            "stations": Column(text("Protocols held"), number=True),
            "list": Column(text("List"), number=True),
            "list_share": Column(text("Share of the list seen"), number=True),
            "announced_share": Column(text("Announced"), number=True),
            "seen_share": Column(text("Protocols show"), number=True),
            "remainder_share": Column(text("The others must average"), number=True),
            "flag": Column(text("Note")),
        },
        key="remainder",
        alt=text("What the unobserved stations must have been"),
    )


def day_view(found: Turnout, election: Election, key: tuple[str, ...], length: int) -> None:
    """A panel a region, then the hours as rows."""
    panels = rows.day_by_region(found, election)
    _panels(
        panels,
        election,
        "day",
        key,
        length,
        series_charts.day_panel,
        text("How the day ran, share of the list by local hour"),
        series_charts.day_note(),
    )
    shown = rows.day_rows(found, election)
    tables.show(
        pd.DataFrame(
            {
                "region": shown["region"],
                "time": shown["time"],
                "stations": tables.numbers(shown["stations"]),
                "list": tables.numbers(shown["list"]),
                **{name: [share(value) for value in shown[name]] for name in ("announced", "counted", "stated")},
            }
        ),
        {
            "region": Column(text("Region")),
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


def _whole_picture(found: Turnout, election: Election, view: str, look: Look) -> Spec:
    """The hours and the day as one picture with a panel a region."""
    panels = rows.increases_by_region(found, election) if view == "hours" else rows.day_by_region(found, election)
    frame = pd.concat([each.assign(region=region) for region, each in panels.items()])
    draw = series_charts.increases if view == "hours" else series_charts.day
    spec: Spec = draw(frame, look, simulated=election.is_simulated).to_dict()
    return spec


def files(found: Turnout, election: Election, view: str, source: str) -> list[tuple[str, Download]]:
    """The pictures of a view, each with its n and source inside."""

    def save(name: str, n: int, build: Callable[[Look], Spec]) -> Download:
        return pictures.save(name, election, build, n=n, source=source)

    summary = found.summary
    if view == "stations" and summary.with_ceiling:
        page = slice(0, tables.ROWS_A_PAGE)
        files = [
            (
                text("Protocol against count"),
                save("protocol_against_count", len(scatter_rows(found)), lambda look: scatter(found, election, look)),
            ),
            (text("Allowance"), save("allowance", summary.with_ceiling, lambda look: curve(found, election, look))),
        ]
        if summary.whole_day:
            files.append(
                (text("Largest differences"), save("differences", summary.whole_day, lambda look: row_chart(found, election, page, look)))
            )
        return files
    if view == "remainder" and len(found.remainders):
        return [("", save("remainder", int(found.remainders["stations"].sum()), lambda look: remainder_chart(found, election, look)))]
    frame = found.intervals if view == "hours" else found.hours
    if view in ("hours", "day") and len(frame):
        n = int(found.intervals["station_id"].nunique() if view == "hours" else found.hours.groupby("region_code")["stations"].max().sum())
        return [("", save(view, n, lambda look: _whole_picture(found, election, view, look)))]
    return []


VIEWS = {"stations": stations_view, "hours": hours_view, "remainder": remainder_view, "day": day_view}
