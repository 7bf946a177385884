"""What published stations add up to: our own sum, said as such, where no total was published and beside one where it was."""

import pandas as pd
import streamlit as st

from locales import language, number, text
from schemas.figure import FIGURE_NAMES, FigureCode
from services.formwords import line_name
from services.official import Official
from services.wording import strong
from ui import tables
from ui.headline import small
from ui.kept import Keeper
from ui.tables import Column

SAID = (FigureCode.REGISTERED_VOTERS, FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_INVALID)
"""What the sentence names, before the option with most votes."""


def _name(found: Official, row: pd.Series) -> str:
    if own := line_name(found.election, row["code"], row["option_code"]):
        return own
    options = found.contest.options if found.contest and row["code"] == FigureCode.VOTES else ()
    spoken = (each.name.in_language(language()) for each in options if each.code == row["option_code"])
    return next(spoken, None) or text(FIGURE_NAMES[FigureCode(row["code"])])


def _ordered(found: Official) -> pd.DataFrame:
    """Lines as the protocol prints them, then the options as the ballot does."""
    lines = [(str(line.code), line.hour_code) for line in found.election.protocol_lines]
    options = [(FigureCode.VOTES.value, code) for code in (found.contest.option_codes if found.contest else ())]
    place = {field: at for at, field in enumerate([*lines, *options])}
    fields = zip(found.sums["code"], found.sums["option_code"], strict=True)
    return found.sums.assign(place=[place.get(field, len(place)) for field in fields]).sort_values("place", kind="stable")


def sentence(found: Official) -> str:
    """The list, ballots issued, invalid ones and the option with most votes, each with the number of stations it is of; empty where no
    station is published."""
    votes = found.sums[found.sums["code"] == FigureCode.VOTES].sort_values("value", ascending=False, kind="stable").head(1)
    lines = found.sums[found.sums["code"].isin(SAID) & found.sums["option_code"].eq("")]
    lines = lines.assign(place=lines["code"].map({code.value: at for at, code in enumerate(SAID)})).sort_values("place")
    parts = [
        text("{figure} {value} (stations: {n})", figure=_name(found, row), value=strong(int(row["value"])), n=int(row["stations_n"]))
        for _, row in pd.concat([lines, votes]).iterrows()
    ]
    if not parts:
        return ""
    said = text("Stations with published figures: {n}. Added up here: {parts}.", n=strong(found.stations_n), parts="; ".join(parts))
    return f"{said} {text('No national total was found for this election.')}"


def _rows(found: Official) -> pd.DataFrame:
    frame = _ordered(found)
    return pd.DataFrame(
        {
            "figure": [_name(found, row) for _, row in frame.iterrows()],
            "value": [number(int(value)) for value in frame["value"]],
            "stations": [text("{k} of {n}", k=int(k), n=found.stations_n) for k in frame["stations_n"]],
        },
        dtype=object,
    )


def show(found: Official, keeper: Keeper) -> None:
    """The table of every sum, where stations are published."""
    if found.sums.empty:
        return
    st.subheader(text("What the published stations add up to"), anchor=False)
    st.markdown(small(text("Our own sum, not a published total. A station without a figure adds nothing; how many have it stands beside.")))
    columns = {
        "figure": Column(text("Figure"), width=260),
        "value": Column(text("Sum"), number=True),
        "stations": Column(text("Stations with it"), number=True),
    }
    rows = keeper.kept("official sums", lambda: _rows(found))
    tables.show(rows, columns, key="official_sums", alt=text("What the published stations add up to"))
