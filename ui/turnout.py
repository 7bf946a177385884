"""The stations of "Does announced turnout agree with what was counted?": the head, the scatter, the curve, the rows, the table."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd
import streamlit as st

from charts import rendering
from charts import turnout as charts
from charts.theme import Look
from charts.tiles import ANNOUNCED, SEEN, tile_name
from locales import clock, plural, share, text
from schemas.counting import CountRule
from schemas.election import Election
from schemas.message import Message
from services import turnout_sentences
from services.conclusions import Conclusion
from services.states import REASON_NAMES, Reason
from services.turnout import Turnout
from ui import pictures, tables, tiles
from ui.headline import Badge, small
from ui.kept import Keeper
from ui.pictures import Spec
from ui.plain import numbered
from ui.tables import Column
from ui.tiles import Grid

ROWS_DRAWN = 8
"""Rows of the page in view that are drawn beside the scatter; the table below has them all."""
LISTED = 3
"""Versions of reports that a row of the table names; of more it says the last and how many."""
METHODS: dict[str, Message] = {
    "hand_counter": Message("hand counter", "method_hand_counter"),
    "tally": Message("tally on paper", "method_tally"),
    "video_later": Message("video later", "method_video_later"),
    "not_counting": Message("not counting", "method_not_counting"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the numbers (`whole`: before a region was chosen), whose they are, and the rule, region and ledger length they
    belong to."""

    found: Turnout
    whole: Turnout
    election: Election
    rule: CountRule
    region: str
    length: int

    @property
    def keeper(self) -> Keeper:
        return Keeper(self.election, (self.rule, self.region), self.length)

    def picture(self, name: str, build: Callable[[Look], Spec], *more: int | str) -> Spec:
        return pictures.spec(name, self.election, (self.rule, self.region, *more), build, self.length)

    def rows(self, name: str, build: Callable[[], pd.DataFrame], *more: int) -> pd.DataFrame:
        """Rows in words, made once for each language."""
        return self.keeper.kept(f"turnout {name}", build, *more)

    def panels(self, name: str, build: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
        """The rows of a panel a region, made once for each language."""
        return self.keeper.kept(f"turnout panels {name}", build)


def badges(shown: Shown, view: str, found: Conclusion) -> list[Badge]:
    """What the view's own sentence rests on: its finding and its opposite, what lies between, what cannot be said, and how much was seen
    at all; none where nothing was seen."""
    if not len(shown.found.table):
        return []
    allowance, stations = shown.found.allowance, shown.found.registry_stations
    seen = Badge(plural("{k} of {n} station", "{k} of {n} stations", stations, k=len(shown.found.table), n=stations), "gray")
    if view not in ("stations", "hours"):
        return [seen]
    whole = shown.found.summary
    above, below, between = found.finding.k, found.opposite.k, found.part("between").k
    cannot = []
    if view == "stations":
        above, below, between = whole.above, whole.below, whole.between
        cannot = [Badge(text("– cannot be compared {n}", n=whole.cannot), "gray")]
    return [
        Badge(text("▲ above the ceiling {n}", n=above), "violet"),
        Badge(text("▼ below the floor {n}", n=below), "orange"),
        Badge(text("● between {n}", n=between), "green"),
        *cannot,
        Badge(turnout_sentences.allowance(allowance), "blue" if allowance.calibrated_pairs else "yellow"),
        seen,
    ]


def caveats(shown: Shown) -> list[str]:
    """What stands apart from the sums: closed institutions."""
    apart = turnout_sentences.closed_institutions(shown.found.closed_summary)
    return [apart] if apart else []


def notes(shown: Shown, view: str) -> list[str]:
    """What the page says of its first line beside the limits that are quoted with it: how its numbers go with others on the pages."""
    if view == "stations":
        said = turnout_sentences.whole_days(shown.found)
    elif view == "day":
        said = turnout_sentences.two_hours(shown.whole, shown.election.capital_zone)
    else:
        said = ""
    return [said] if said else []


def is_in_scatter(found: Turnout) -> "pd.Series[bool]":
    """Which rows of `main` stand in the picture: a count, a protocol, and nothing against comparing them."""
    return found.main["side"].ne("none") & found.main["protocol"].notna()


def scatter_rows(found: Turnout) -> pd.DataFrame:
    """Those stations, as they are drawn."""
    frame = found.main[is_in_scatter(found)]
    people = {name: frame[name].astype("float64") for name in ("counted", "floor", "ceiling", "protocol")}
    return pd.DataFrame({"station": _short(frame), "whole_day": frame["whole_day"], "side": frame["side"], **people})


def _short(frame: pd.DataFrame) -> list[str]:
    """`№ 0666 · East Kaz.`: a number is only unique within its region, and a chart has little room."""
    named = {code: tile_name(code) for code in frame["region_code"].unique()}
    return [f"{numbered(number)} · {named[code]}" for number, code in zip(frame["number"], frame["region_code"], strict=True)]


def scatter(shown: Shown, look: Look) -> Spec:
    setting = shown.found.allowance
    drawn = charts.counted_against_protocol(
        scatter_rows(shown.found),
        setting.below_share,
        setting.above_share,
        look,
        calibrated_pairs=setting.calibrated_pairs,
        simulated=shown.election.is_simulated,
    )
    return rendering.specification(drawn)


def curve(shown: Shown, look: Look) -> Spec:
    setting, simulated = shown.found.allowance, shown.election.is_simulated
    curve = shown.found.curve
    return rendering.specification(charts.allowance_curve(curve, setting.below_share, setting.above_share, look, simulated=simulated))


def row_chart(shown: Shown, page: slice, look: Look) -> Spec:
    """The first rows of the page in view that have a difference."""
    frame = shown.found.main.iloc[page]
    frame = frame[frame["difference"].notna()].head(ROWS_DRAWN)
    people = {name: frame[name].astype("float64") for name in ("counted", "floor", "ceiling", "protocol")}
    drawn = charts.station_rows(pd.DataFrame({"station": _short(frame), **people}), look, simulated=shown.election.is_simulated)
    return rendering.specification(drawn)


def columns() -> dict[str, Column]:
    """The table of Q2. The difference names its two voices; it is empty unless the whole day was watched."""
    return {
        "station": Column(text("Station"), link=True),
        "state": Column(text("State"), paint="state"),
        "list": Column(text("List"), number=True, help=text("voters on the list, by the registry")),
        "watched": Column(text("Watched")),
        "counted": Column(text("Counted"), number=True),
        "floor": Column(text("Floor", "column"), number=True),
        "ceiling": Column(text("Ceiling", "column"), number=True),
        "stated": Column(text("Stated"), number=True, help=text("the commission's last number")),
        "protocol": Column(text("Protocol"), number=True, help=text("voters inside the premises")),
        "difference": Column(text("Protocol − count"), number=True, paint="difference", help=text("only where the whole day was watched")),
        "percent": Column(text("% of count"), number=True),
        "reason": Column(text("Reason"), width=130),
        "method": Column(text("Method")),
        "revisions": Column(text("Versions", "reports"), width=80, help=text("Versions of reports (their numbers)")),
    }


def table(shown: Shown, page: slice) -> pd.DataFrame:
    """One page of station rows as text."""
    frame = shown.found.with_revisions(shown.found.main.iloc[page])
    base = f"station?election={shown.election.election_id}&station="
    names = _short(frame)
    return pd.DataFrame(
        {
            "station": [f"{base}{quote(code, safe='')}#{name}" for code, name in zip(frame["station_id"], names, strict=True)],
            "list": tables.numbers(frame["registered_voters"]),
            "watched": [_watched(*each) for each in zip(frame["watched_minutes"], frame["whole_day"], strict=True)],
            **{name: tables.numbers(frame[name]) for name in ("counted", "floor", "ceiling", "stated", "protocol")},
            "difference": tables.differences(frame["difference"]),
            "percent": [share(value) if pd.notna(value) else "" for value in frame["difference_share"]],
            "state": tables.state_words(frame["state"], frame["side"]),
            "reason": [_reason(*each) for each in zip(frame["reason"], frame["contradiction"], strict=True)],
            "method": [text(METHODS[code]) if code in METHODS else "" for code in frame["counting_method"]],
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
    """The numbers of a station's versions: where they are many the last and how many; the station's page and the file
    hold each."""
    numbers = [str(each) for ids in groups if isinstance(ids, tuple) for each in ids]
    return " ".join(numbers) if len(numbers) <= LISTED else f"… {numbers[-1]} ({len(numbers)})"


def view(shown: Shown) -> None:
    """Scatter left, curve and rows right; then the table; then why stations cannot be compared."""
    above = st.container(gap="medium")
    page = tables.page_of(len(shown.found.main))
    summary = shown.found.summary
    takeaway = charts.takeaway(summary.above, summary.below, summary.between)
    with above:
        if summary.with_ceiling:
            left, right = st.columns(2, gap="large")
            with left:
                pictures.show(shown.picture("scatter", lambda look: scatter(shown, look)), alt=takeaway)
                tiled(shown, outside_grid(shown), "outside")
            with right:
                pictures.show(shown.picture("curve", lambda look: curve(shown, look)), alt=takeaway)
                if page.start < summary.whole_day:
                    drawn = shown.picture("rows", lambda look: row_chart(shown, page, look), page.start)
                    pictures.show(drawn, alt=text("Largest differences first, protocol minus count"))
        rows = shown.rows("stations", lambda: table(shown, page), page.start)
        tables.show(rows, columns(), key="stations", alt=text("Stations, largest difference first"), is_lined=True)
    rests = [turnout_sentences.double_counts(shown.found.doubles), turnout_sentences.allowance_in_use(shown.found)]
    st.markdown(small(" ".join(rests)))
    _why_not(shown.found)


def outside_grid(shown: Shown) -> Grid:
    """Where the stations stand that lie outside floor and ceiling, of all regions."""
    return shown.keeper.kept("turnout outside", lambda: _outside_grid(shown))


def _outside_grid(shown: Shown) -> Grid:
    frame = tiles.counted(shown.whole.places, shown.whole.outside)
    return Grid(
        frame,
        text("Outside floor and ceiling, by region"),
        text(
            "stations with a protocol above the ceiling or below the floor / stations that can be compared; colour: their share; "
            "hatched, no colour: fewer than 5"
        ),
        tiles.fitting(frame, SEEN),
    )


def announced_grid(shown: Shown) -> Grid:
    """Announced turnout of the last hour that most regions have."""
    at, shares = shown.whole.announced_last
    hour = clock(at, shown.election.capital_zone) if at is not None else text("final", "official_status")
    return Grid(
        tiles.shares(shown.whole.places, shares, shown.election.held_on),
        text("Announced turnout by region, {hour}", hour=hour),
        text("voters who received ballots, share of the list, as announced; hour of the capital"),
        ANNOUNCED,
    )


def tiled(shown: Shown, grid: Grid, name: str, *, is_alone: bool = False) -> None:
    """The regions; a tap narrows the page to one."""
    tiles.show(
        grid, name, shown.election, (shown.rule,), shown.length, options=shown.whole.region_codes, chosen=shown.region,
        is_alone=is_alone)


def _why_not(found: Turnout) -> None:
    counted = found.reasons
    if len(counted):
        each = zip(counted["reason"], counted["stations"], strict=True)
        words = "; ".join(text("{reason}: {n}", reason=text(REASON_NAMES[Reason(code)]), n=int(n)) for code, n in each)
        st.markdown(small(text("Cannot be compared, because: {reasons}.", reasons=words)))
