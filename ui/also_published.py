"""What else was published of an election, each figure with its source beside it; and its result in single places."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from locales import number, share, text
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from services.also_published import ALL_SEATS, COUNTRY, Also
from services.official import Official
from services.wording import begun, pollster, source_title, strong
from ui import background, tables
from ui.headline import small
from ui.kept import Keeper
from ui.official import decimals, option_name, unit_name
from ui.plain import escaped, unbroken
from ui.tables import Column

NAMES: dict[str, Message] = {
    "overseas_stations": Message("Stations abroad"),
    "overseas_countries": Message("Countries with stations abroad"),
    "overseas_registered": Message("Voters on the lists abroad"),
    "overseas_voted": Message("Voted abroad, people"),
    "overseas_turnout": Message("Turnout abroad, share of the list"),
    ALL_SEATS: Message("Seats in all"),
    "turnout": Message("Voters who received ballots, share of the list"),
}
OF_ISSUED = Message("{share} of voters who received ballots")


def show(found: Official, listed: Sequence[Also]) -> None:
    """The figures as a list; nothing where there is none."""
    if not listed:
        return
    units = {row["unit_id"]: unit_name(row) for _, row in found.figures.drop_duplicates("unit_id").iterrows()}
    st.subheader(text("Also published"), anchor=False)
    st.markdown(unbroken("\n".join(_item(each, units) for each in listed)))


def _item(each: Also, units: dict[str, str]) -> str:
    name = text(NAMES[each.code]) if each.code in NAMES else begun(text(FIGURE_NAMES[FigureCode(each.code)]))
    place = escaped(units.get(each.unit_id, "")) if each.unit_id != COUNTRY else ""
    said = ", ".join(part for part in (escaped(pollster(each.speaker)), background.link(each.source)) if part)
    return f"- {' · '.join(part for part in (place, name) if part)}: {_value(each)}  \n  {small(said)}"


def _value(each: Also) -> str:
    if not each.percent:
        return strong(int(each.printed))
    value = f"**{share(float(each.printed) / 100, decimals(each.printed))}**"
    return value if each.code in NAMES else text(OF_ISSUED, share=value)


def places(found: Official, keeper: Keeper) -> None:
    """The result of single regions and towns, where more than the country's was found; forty a page."""
    rows = found.places
    if rows.empty:
        return
    st.subheader(text("Result by place"), anchor=False)
    columns = {
        "unit": Column(text("Unit"), width=190, begun=True), "option": Column(text("Option"), width=285),
        "votes": Column(text("Votes"), number=True), "announced": Column(text("Announced"), number=True),
        "seats": Column(text("Seats"), number=True),
        "source": Column(text("Source"), link=True),
    }
    shown = st.container()
    page = tables.page_of(len(rows), key="official_places_page")
    made = keeper.kept("places", lambda: tables.of(_places(found, rows.iloc[page]), columns), page.start)
    with shown:
        tables.show(made, columns, key="official_places", alt=text("Result by place"))


def _places(found: Official, rows: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "unit": unit_name(row), "option": option_name(found, row["option_code"]), "votes": _count(row["votes"]),
            "announced": share(row["share"], decimals(row["as_printed"])) if pd.notna(row["share"]) else "", "seats": _count(row["seats"]),
            "source": _source(row),
        }
        for _, row in rows.iterrows()
    ]


def _source(row: pd.Series) -> str:
    """As the table's link column reads it (ui.background.cell)."""
    name = source_title(row["publisher"])
    return f"{row['address']}#{name}" if row["address"] else name


def _count(value: object) -> str:
    return number(int(value)) if pd.notna(value) else ""  # type: ignore[call-overload]
