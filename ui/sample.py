"""The pieces of the sample page: response before any interval, the estimate in words, the planner's table."""

from collections.abc import Mapping

import pandas as pd

from charts import rendering
from charts import sample as charts
from charts.theme import Look
from locales import number, share, text
from schemas.election import Election
from schemas.message import Message
from services.sample import Plan, Sample
from services.wording import begun, strong, strong_share
from ui import tables, tiles
from ui.pictures import Spec
from ui.tables import Column
from ui.tiles import Grid

VIEWS: dict[str, Message] = {"estimate": Message("Estimate"), "planner": Message("Plan a draw")}


def sensitivity(found: Sample) -> str:
    """What the silent stations must have been for the announced figure; no assumption about them."""
    asked = found.sensitivity
    if asked is None or asked.tipping_share is None or found.official_share is None:
        return ""
    silent = len(found.drawn) - found.reported_n
    said = text(
        "For the announced {official} of the list to hold in this sample, the silent stations ({n}) must have averaged {tipping} "
        "of their lists.",
        official=share(found.official_share),
        n=silent,
        tipping=share(asked.tipping_share),
    )
    return said if asked.possible else f"{said} {text('No station can be that.')}"


def convenience(found: Sample) -> str:
    """What the stations that the groups chose show, and why it has no margin of error; empty where there are none."""
    if found.rest is None or found.rest.estimate is None:
        return ""
    return text(
        "The other stations with a protocol ({n}) show {share} of their lists. The groups chose them, so this has no interval: nobody "
        "knows how they differ from the rest.",
        n=found.rest_n,
        share=share(found.rest.estimate),
    )


def stratum_name(code: object, names: Mapping[str, str]) -> str:
    return begun(text("all stations") if code == "all" else names.get(str(code), str(code)))


def response_rows(found: Sample, names: Mapping[str, str]) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """How many of the drawn stations reported, by stratum, lowest share first."""
    columns = {
        "stratum": Column(text("Stratum")),
        "reported": Column(text("Reported"), number=True),
        "drawn": Column(text("of drawn"), number=True),
        "share": Column(text("Share of drawn"), number=True),
    }
    rows = [
        {
            "stratum": stratum_name(each.stratum, names),
            "reported": number(each.reported),
            "drawn": number(each.drawn),
            "share": share(each.reported / each.drawn) if each.drawn else "",
        }
        for each in found.responses
    ]
    return tables.of(rows, columns), columns


def response_grid(found: Sample, names: Mapping[str, str]) -> Grid | None:
    """How many of the drawn stations reported, where the strata are regions."""
    rows = pd.DataFrame([(each.stratum, each.reported, each.drawn) for each in found.responses], columns=["region_code", "k", "n"])
    if not set(rows["region_code"]) <= set(names):
        return None
    return Grid(
        tiles.counted(list(names), rows),
        text("Drawn stations that reported, by region"),
        text("stations that reported / stations drawn; colour: their share; hatched, no colour: fewer than 5"),
    )


def chart(found: Sample, election: Election, names: Mapping[str, str], look: Look) -> Spec:
    whole = found.estimate
    first = pd.DataFrame(
        {
            "stratum": [text("All strata together")],
            "estimate": [whole.estimate if whole else None],
            "low": [whole.low if whole else None],
            "high": [whole.high if whole else None],
        }
    )
    rows = found.strata.assign(stratum=[stratum_name(each, names) for each in found.strata["stratum"]])
    frame = pd.concat([first, rows[["stratum", "estimate", "low", "high"]]], ignore_index=True).dropna(subset=["estimate"])
    frame = frame.rename(columns={"stratum": "name"})
    return rendering.specification(charts.estimates(frame, found.official_share, look, simulated=election.is_simulated))


def _margin(found: Plan) -> str:
    if len(found.table) == sum(found.population.values()):
        return text("Every station is drawn: what all of them report is turnout itself, without an interval.")
    return text(
        "If stations differ by {spread} points of turnout, as in large countries, the 95% interval of turnout as a share of the "
        "list is about {margin} to each side.",
        spread=15,
        margin=strong_share(found.spread_margin),
    )


def plan_sentence(found: Plan) -> str:
    """How many are drawn from how many, and the margin to expect, with what it rests on."""
    parts = [
        text(
            "{n} of {all} stations are drawn, in strata: {strata}. The seed is “{seed}”: anybody can repeat the draw.",
            n=strong(len(found.table)),
            all=strong(sum(found.population.values())),
            strata=strong(len(found.sizes)),
            seed=found.seed,
        ),
        _margin(found),
    ]
    simulated = found.simulation
    if simulated is not None:
        parts.append(
            text(
                "Drawn {draws} times, {n} stations each, from those of this election with figures (no strata), 95 of 100 draws came within "
                "{margin} of turnout as a share of the list; the stated interval held the truth in {coverage} of the draws.",
                draws=simulated.draws,
                n=number(simulated.stations),
                margin=strong_share(simulated.margin),
                coverage=share(simulated.coverage),
            )
        )
    return " ".join(parts)


def plan_rows(found: Plan, names: Mapping[str, str], page: slice) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    columns = {
        "stratum": Column(text("Stratum")),
        "station": Column(text("Station")),
        "draw": Column(text("Draw number"), width=240, help=text("the first signs of SHA-256 of seed, line feed, station; smallest first")),
        "weight": Column(text("Stands for stations"), number=True),
    }
    rows = [
        {
            "stratum": stratum_name(row["stratum"], names),
            "station": str(row["station_id"]),
            "draw": str(row["draw_number"])[:16],
            "weight": number(round(float(row["weight"]), 1)),
        }
        for row in found.table.iloc[page].to_dict("records")
    ]
    return tables.of(rows, columns), columns


def plan_csv(found: Plan) -> pd.DataFrame:
    """The draw as a table: what an organisation needs to send people, and anybody to check it."""
    return found.table[["station_id", "region_code", "stratum", "draw_number", "weight"]].assign(seed=found.seed)
