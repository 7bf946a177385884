"""The pieces of "How much did we see?": five cards, the charts' frames, the table of regions by steps."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts import rendering
from charts import tiles as tiles_drawn
from charts.coverage import access_funnel, tile_grid, told
from charts.region_map import region_map
from charts.theme import Look
from locales import language, number, share, text
from schemas.counting import CountRule
from schemas.election import Election
from schemas.message import Message
from services import boundaries, download
from services.coverage import FEWEST_COLOURED, OUT_OF, STEP_NAMES, Coverage, Step
from services.wording import plain
from ui import pictures, tables
from ui.headline import small
from ui.kept import Keeper
from ui.pictures import Spec
from ui.tables import Column
from ui.tools import Download

SOURCE = Message("Registry: list of polling stations")

CARDS = {
    Step.LET_IN: Message("of {n} tried"),
    Step.VOTING: Message("of {n} let in"),
    Step.COUNT: Message("of {n} let in"),
    Step.COPY: Message("of {n} with a report"),
    Step.COMPARABLE: Message("of {n} let in"),
}
CARD_NAMES: dict[Step, Message] = {
    Step.LET_IN: Message("Let in", "card"),
    Step.VOTING: Message("Whole day", "card"),
    Step.COUNT: Message("Count watched", "card"),
    Step.COPY: Message("Copy or photo", "card"),
    Step.COMPARABLE: Message("Comparable", "card"),
}
SHORT: dict[Step, Message] = {
    Step.ASSIGNED: Message("Assigned", "column"),
    Step.TRIED: Message("Tried", "column"),
    Step.LET_IN: Message("Let in", "column"),
    Step.OPENING: Message("Opening", "column"),
    Step.VOTING: Message("Whole day", "column"),
    Step.COUNT: Message("Count watched", "card"),
    Step.COPY: Message("Copy or photo", "card"),
    Step.CHECKED: Message("Copy checked", "column"),
    Step.COMPARABLE: Message("Comparable", "column"),
}


def cards(found: Coverage) -> None:
    """Five numbers, each with what it is out of."""
    with st.grid(len(CARDS), min_column_width=150):
        for step, out_of in CARDS.items():
            st.metric(
                text(CARD_NAMES[step]),
                number(found.stations(step)),
                text(out_of, n=found.base(step)),
                delta_color="off",
                delta_arrow="off",
                border=True,
            )


def tiles(found: Coverage) -> pd.DataFrame:
    """The frame of charts.coverage.tile_grid."""
    return found.regions.rename(columns={"stations": "n", "let_in": "k", "let_in_share": "share"})[["region_code", "k", "n", "share"]]


def region_columns() -> dict[str, Column]:
    steps = {step.value: Column(text(SHORT[step]), number=True, help=text(STEP_NAMES[step])) for step in OUT_OF}
    return {
        "region": Column(text("Region"), width=190, begun=True),
        "stations": Column(text("Stations"), number=True),
        "registered_voters": Column(text("List", "column"), number=True, width=92, help=text("Voters on the list")),
        **steps,
        "let_in_share": Column(
            text("Let in, % of list"), number=True, help=text("Stations let in, share of the voters on the list; empty under five stations")
        ),
    }


def region_rows(found: Coverage) -> pd.DataFrame:
    """A row a region, in words and in the registry's order: the columns of region_columns."""
    names = found.names.set_index("region_code")[f"name_{language()}"].to_dict()
    order = {code: place for place, code in enumerate(names)}
    rows = found.regions.sort_values("region_code", key=lambda codes: codes.map(order), kind="stable", ignore_index=True)
    shown = {"region": [names.get(code, code) for code in rows["region_code"]]}
    shown |= {name: tables.numbers(rows[name]) for name in ("stations", "registered_voters", *[step.value for step in OUT_OF])}
    shown["let_in_share"] = [
        share(value) if k >= FEWEST_COLOURED else "" for value, k in zip(rows["let_in_share"], rows["let_in"], strict=True)
    ]
    return pd.DataFrame(shown, dtype=object)


def region_table(found: Coverage, keeper: Keeper) -> None:
    """The steps of each region; before the first report only what was known then: noughts would look like something seen."""
    st.subheader(text("By region"), anchor=False)
    rows, columns = keeper.kept("regions", lambda: region_rows(found)), region_columns()
    if not found.has_reports:
        known = {name: columns[name] for name in ("region", "stations", "registered_voters", Step.ASSIGNED.value)}
        tables.show(rows, known, key="regions", alt=text("By region"))
        return
    tables.show(rows, columns, key="regions", alt=text("Stations at each step of the day, by region"))
    words = text("Let in, % of list: voters of the stations let in, of the voters on the region's list; empty under five stations (n < 5).")
    st.markdown(small(words))


def region_file(found: Coverage) -> pd.DataFrame:
    """The table of regions as figures under the names of the data, for a file."""
    names = found.names.rename(columns=str)
    return (
        names.merge(found.regions, on="region_code", how="right")
        .drop(columns=["count_reported"])
        .rename(columns={"registered_voters": "registered_voters_registry"})
    )


def region_download(found: Coverage) -> Download:
    return Download("regions.csv", "text/csv", lambda: download.table_csv(region_file(found)))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page is of: its numbers, the election, the rule and the ledger's length."""

    found: Coverage
    election: Election
    rule: CountRule
    length: int

    @property
    def keeper(self) -> Keeper:
        return Keeper(self.election, (self.rule,), self.length)

    def funnel(self, look: Look) -> Spec:
        return rendering.specification(access_funnel(self.found.steps, look, simulated=self.election.is_simulated))

    def grid(self, look: Look) -> Spec:
        return rendering.specification(tile_grid(tiles(self.found), look, height=520, simulated=self.election.is_simulated))

    def map(self, look: Look) -> Spec:
        known = boundaries.of(self.election.election_id)
        assert known is not None
        key = text("stations let in / stations in the region; colour: their share of voters on the list; no colour: fewer than 5 stations")
        return region_map(told(tiles(self.found)), known, look, key=key, simulated=self.election.is_simulated)

    @property
    def has_map(self) -> bool:
        """Whether the group has brought boundaries."""
        return boundaries.of(self.election.election_id) is not None

    @property
    def has_grid(self) -> bool:
        """Whether there is a square for each region; a country with more of them has the table alone."""
        return tiles_drawn.has_room([str(code) for code in self.found.regions["region_code"]])

    def pictures(self) -> list[tuple[str, Download]]:
        n, source = len(self.found.table), text(SOURCE)
        mapped = [(text("Map of the regions"), pictures.save("map", self.election, self.map, n=n, source=source))] if self.has_map else []
        return [
            (text("Steps of the day"), pictures.save("coverage", self.election, self.funnel, n=n, source=source)),
            *([(text("Regions"), pictures.save("regions", self.election, self.grid, n=n, source=source))] if self.has_grid else []),
            *mapped,
        ]

    def charts(self, takeaway: str) -> None:
        """The steps at the left, with the map below where there are boundaries, the regions at the right; below each other on a phone."""
        left, right = st.columns([11, 9], gap="large") if self.has_grid else (st.container(), None)
        with left:
            pictures.show(pictures.spec("funnel", self.election, (self.rule,), self.funnel, self.length), alt=plain(takeaway), key="funnel")
            if self.has_map:
                drawn = pictures.spec("map", self.election, (self.rule,), self.map, self.length)
                pictures.show(drawn, alt=text("Stations let in, by region"), key="map")
        if right is None:
            return
        with right:
            drawn = pictures.spec("tiles", self.election, (self.rule,), self.grid, self.length)
            pictures.show(drawn, alt=text("Stations let in, by region"), key="tiles")
