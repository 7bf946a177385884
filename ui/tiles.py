"""Figures by region as a grid of squares, the same on every page; a tap narrows the page to a region where its address can say so."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from charts import rendering
from charts import tiles as drawn
from charts.region_map import region_map
from charts.theme import Look
from charts.tiles import FIFTHS, NOTHING, TAPPED, Shades, tile_name
from locales import number, share, text
from schemas.election import Election
from services import boundaries
from services.coverage import FEWEST_COLOURED
from ui import filters, pictures
from ui.pictures import Spec
from ui.tools import Download

TURNS = 16
WIDTH = 620
"""Of a grid that nothing stands beside, on a desk."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What a grid shows: the frame of charts.tiles.grid, its words, and where its bands meet."""

    frame: pd.DataFrame
    title: str
    key: str
    shades: Shades = FIFTHS

    @property
    def has_room(self) -> bool:
        """Whether every region of this election has a square, and anything is known of one of them."""
        return drawn.has_room(list(self.frame["region_code"])) and bool(self.frame["kn"].ne(NOTHING).any())

    def spec(self, election: Election, chosen: str, turn: int | None, look: Look) -> Spec:
        grid = drawn.grid(
            self.frame, look, title=self.title, key=self.key, shades=self.shades, chosen=chosen, turn=turn,
            simulated=election.is_simulated)
        return rendering.specification(grid)

    def map(self, election: Election, look: Look) -> Spec:
        """The same on the boundaries that the group has brought."""
        known = boundaries.of(election.election_id)
        assert known is not None
        return region_map(self.frame, known, look, key=f"{self.title}: {self.key}", shades=self.shades, simulated=election.is_simulated)

    def save(self, election: Election, *, n: int, source: str) -> tuple[str, Download]:
        """The grid as a picture to save, with its label."""
        return text("Regions"), pictures.save(
            "regions", election, lambda look: self.spec(election, "", None, look), n=n, source=source, is_whole=True)


def counted(codes: Sequence[str], rows: pd.DataFrame) -> pd.DataFrame:
    """k of n stations for each of the regions `codes`. `rows`: region_code, k, n; a region without a row, or with n 0, says nothing."""
    known = rows.set_index("region_code").reindex(list(codes))[["k", "n"]].astype("Int64")
    made = [_k_of_n(None if pd.isna(k) else int(k), 0 if pd.isna(n) else int(n)) for k, n in zip(known["k"], known["n"], strict=True)]
    return pd.DataFrame({"region_code": list(codes), **{name: [each[name] for each in made] for name in ("kn", "share", "few", "said")}})


def _k_of_n(k: int | None, n: int) -> dict[str, object]:
    if k is None or not n:
        return {"kn": NOTHING, "share": None, "few": True, "said": text("not known")}
    said = text("{k} of {n}", k=k, n=n)
    few = n < FEWEST_COLOURED
    return {"kn": f"{number(k)}/{number(n)}", "share": k / n, "few": few, "said": said if few else f"{said}, {share(k / n)}"}


def fitting(frame: pd.DataFrame, fine: Shades) -> Shades:
    """The finer bands where every share that has a colour lies below their last edge, else fifths."""
    coloured = frame.loc[~frame["few"].astype(bool), "share"].astype("float64")
    return fine if coloured.empty or coloured.max() < fine.edges[-1] else FIFTHS


def shares(codes: Sequence[str], values: Mapping[str, float], on: date, places: Mapping[str, int] | None = None) -> pd.DataFrame:
    """A published share for each of the regions, under their names of that day; one that was not published says so. `places`: decimals,
    as the source printed them."""
    known = [values.get(code) for code in codes]
    words = [NOTHING if value is None else share(value, (places or {}).get(code, 1)) for code, value in zip(codes, known, strict=True)]
    said = [text("not published") if value is None else word for value, word in zip(known, words, strict=True)]
    return pd.DataFrame(
        {"region_code": list(codes), "kn": words, "share": known, "few": [value is None for value in known], "said": said,
         "name": [tile_name(code, on) for code in codes]})


def tap(element: str, field: str, options: Collection[str], territory: Callable[[str], str]) -> None:
    """A tile was touched: the page's own choice of a region becomes it; touched again, all regions."""
    marked = st.session_state[element]["selection"].get(TAPPED) or []
    code = territory(str(marked[-1].get("region_code", ""))) if marked else ""
    if code in options:
        st.session_state[field] = filters.ALL if code == st.session_state.get(field) else code


def _turn(element: str, framed: str) -> int:
    """How often the choice has changed, here or elsewhere on the page, counted around."""
    before, turn = st.session_state.get(f"{element}_turn", (framed, 0))
    turn = turn if before == framed else (turn + 1) % TURNS
    st.session_state[f"{element}_turn"] = framed, turn
    return int(turn)


def show(
    grid: Grid, name: str, election: Election, arguments: tuple[Hashable, ...], length: int, *, alt: str = "",
    options: Collection[str] = (), field: str = "region", chosen: str = "", territory: Callable[[str], str] = str, is_alone: bool = False,
) -> None:
    """Draws the grid; nothing where there is no square for each region, `is_alone` where nothing stands beside it. `options`: what the
    page's list of regions offers under `field`; then a tap chooses one. `territory`: the code of that list from a region's."""
    if not grid.has_room:
        return
    element, framed = f"tiles_{name}", "" if chosen == filters.ALL else chosen
    turn = _turn(element, framed) if options else None
    spec = pictures.spec(
        f"tiles {name}", election, (*arguments, framed, turn), lambda look: grid.spec(election, framed, turn, look), length)
    on_select = (lambda: tap(element, field, options, territory)) if options else None
    with st.container(width=WIDTH if is_alone else "stretch"):
        pictures.show(spec, alt=alt or grid.title, key=element, on_select=on_select)
        if boundaries.of(election.election_id) is not None and st.toggle(text("Also on a map"), key=f"{element}_map"):
            mapped = pictures.spec(f"map {name}", election, arguments, lambda look: grid.map(election, look), length)
            pictures.show(mapped, alt=alt or grid.title, key=f"{element}_drawn")
