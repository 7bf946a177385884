"""The pieces of the results page: the frames of its charts, its table."""

import re
from collections.abc import Hashable

import pandas as pd

from charts import rendering
from charts.results import differences, state_bar
from charts.theme import Look
from charts.tiles import tile_name
from locales import date_printed, language, plural, share, text
from schemas.election import Contest, Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from services.coverage import FEWEST_COLOURED
from services.formwords import line_name
from services.results import Results
from services.states import REASON_NAMES, Reason, State
from services.wording import begun, source_title
from ui import tables, tiles
from ui.pictures import Spec
from ui.plain import numbered
from ui.tables import Column
from ui.tiles import Grid

MOST_ROWS_DRAWN = 12
LEVEL_NAMES = {
    "station": Message("Stations"),
    "district": Message("Districts"),
    "region": Message("Regions"),
    "country": Message("Country"),
}
_ORDER = (FigureCode.REGISTERED_VOTERS, FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_VALID, FigureCode.BALLOTS_INVALID, FigureCode.VOTES)


def field_words(row: pd.Series, contest: Contest, election: Election) -> str:
    """`voters who received ballots`, the election's own name of a printed line, or the option's name."""
    if own := line_name(election, row["figure_code"], row["option_code"]):
        return own
    if row["option_code"]:
        name = next((each.name for each in contest.options if each.code == row["option_code"]), None)
        return name.in_language(language()) if name else str(row["option_code"])
    return text(FIGURE_NAMES[FigureCode(row["figure_code"])])


def _with_words(frame: pd.DataFrame, contest: Contest, election: Election) -> pd.DataFrame:
    fields = frame[["figure_code", "option_code"]].drop_duplicates()
    options = {code: place for place, code in enumerate(("", *contest.option_codes))}
    fields = fields.assign(
        field=[begun(field_words(row, contest, election)) for _, row in fields.iterrows()],
        place=fields["figure_code"].map({code.value: place for place, code in enumerate(_ORDER)}),
        option=fields["option_code"].map(options).fillna(len(options)),
    )
    return frame.merge(fields, on=["figure_code", "option_code"])


def unit_names(found: Results, frame: pd.DataFrame) -> list[str]:
    """The names of rows' units; a station as `№ 0192, East Kaz.`: its number is only unique within its region."""
    if found.level != "station":
        # Its number stays beside the word it belongs to.
        return [re.sub(r" (\d+)$", "\u00a0\\1", name) for name in frame[f"name_{language()}"].fillna(frame["unit_id"])]
    parts = [str(unit_id).rpartition("/") for unit_id in frame["unit_id"]]
    return [f"{numbered(number)}, {tile_name(region)}" for region, _, number in parts]


def states_chart(found: Results, contest: Contest, look: Look) -> Spec:
    frame = _with_words(found.states, contest, found.election).sort_values(["place", "option"], kind="stable")
    units = text(LEVEL_NAMES[found.level])
    return rendering.specification(state_bar(frame[["field", "state", "units"]], look, units=units, simulated=found.election.is_simulated))


def differing(found: Results) -> pd.DataFrame:
    """The rows that differ stand first."""
    return found.rows.iloc[: found.count(State.DIFFERS)]


def differences_chart(found: Results, contest: Contest, look: Look) -> Spec:
    frame = _with_words(differing(found).head(MOST_ROWS_DRAWN), contest, found.election)
    frame = frame.assign(row=[begun(f"{unit} · {field}") for unit, field in zip(unit_names(found, frame), frame["field"], strict=True)])
    frame = frame.assign(difference=frame["unexplained"], is_least=frame["held_n"] < frame["stations_n"])
    return rendering.specification(differences(frame.drop_duplicates("row"), look, simulated=found.election.is_simulated))


def _source(title: str, published_text: str) -> str:
    return ", ".join(filter(None, (source_title(title), date_printed(published_text))))


def _sources(frame: pd.DataFrame) -> list[str]:
    return [_source(title, day) for title, day in zip(frame["title"].fillna(""), frame["published_text"].fillna(""), strict=True)]


def sources(found: Results) -> list[str]:
    """The publications behind the rows, each once."""
    return sorted(filter(None, {_source(title, day) for title, day in found.compared.publications}))


def region_grid(found: Results) -> Grid:
    """Published figures that differ from the copies, by region; no colour where copies are held from fewer than five stations,
    or where none of the figures can be compared."""
    rows = found.compared.regions
    frame = tiles.counted([str(code) for code in rows["region_code"]], rows)
    return Grid(
        frame.assign(few=rows["held_n"].fillna(0).lt(FEWEST_COLOURED).to_numpy(bool)),
        text("Figures that differ, by region"),
        text(
            "published figures that differ from the protocols / figures that can be compared; colour: their share; hatched, no colour: "
            "protocols from fewer than 5 stations, or no figure that can be compared"
        ),
    )


def regions(found: Results, arguments: tuple[Hashable, ...]) -> None:
    """The regions; the country alone has none."""
    if found.level != "country":
        tiles.show(region_grid(found), "results", found.election, arguments, found.ledger_length, is_alone=True)


def columns(found: Results) -> dict[str, Column]:
    """The source is named in each row where there are several; the one source of all stands below the table."""
    last = {"source": Column(text("Source"))} if len(sources(found)) > 1 else {}
    return {
        "unit": Column(text("Unit"), width=135, begun=True),
        "field": Column(text("Figure"), width=115),
        "state": Column(text("State"), paint="state", width=150),
        "held": Column(text("Protocols held"), number=True, width=85),
        "copies": Column(text("Protocols, sum"), number=True, width=105),
        "published": Column(text("Published"), number=True, width=110),
        "difference": Column(text("Published minus protocols"), number=True, paint="difference", width=190),
        "left": Column(text("Left for missing stations"), number=True),
        "missing_list": Column(text("Lists of missing stations"), number=True),
        "reason": Column(text("Reason"), width=155),
        **last,
    }


def _why(row: pd.Series, list_tolerance_share: float) -> str:
    """Why nothing can be compared; or by how much more is published than the missing stations can have given, as the chart has it."""
    if row["reason"]:
        return text(REASON_NAMES[Reason(row["reason"])])
    if row["state"] != State.DIFFERS or row["held_n"] == row["stations_n"] or row["difference"] <= 0:
        return ""
    beyond = int(row["unexplained"])
    return text("{n} more than these lists and {share} for voters added on the day", n=beyond, share=share(list_tolerance_share))


def rows(found: Results, contest: Contest, shown: slice) -> pd.DataFrame:
    """One page of rows in words."""
    frame = _with_words(found.rows.iloc[shown], contest, found.election).reset_index(drop=True)
    complete = frame["held_n"] == frame["stations_n"]
    return pd.DataFrame(
        {
            "unit": unit_names(found, frame),
            "field": frame["field"],
            "held": [text("{k} of {n}", k=int(k), n=int(n)) for k, n in zip(frame["held_n"], frame["stations_n"], strict=True)],
            "copies": tables.numbers(frame["copies"].mask(frame["held_n"] == 0)),
            "published": tables.numbers(frame["published"]),
            "difference": tables.differences(frame["difference"].where(complete)),
            "left": tables.numbers(frame["difference"].mask(complete | (frame["held_n"] == 0))),
            "missing_list": tables.numbers(frame["missing_list"].mask(complete)),
            "state": tables.state_words(frame["state"], frame["side"]),
            "reason": [_why(row, found.election.list_tolerance_share) for _, row in frame.iterrows()],
            "source": _sources(frame),
        },
        dtype=object,
    )


def takeaway(found: Results) -> str:
    return plural(
        "{n} published figure differs from the protocols", "{n} published figures differ from the protocols", found.count(State.DIFFERS)
    )
