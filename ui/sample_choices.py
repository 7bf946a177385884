"""The choices of the sample page: they stand in the address, and what they make stands in a table of its own."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from locales import number, share, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from services import sample_choices
from services.sample_choices import Asked, EstimateCaveat, Figure, Lonely, Made, NotEstimated, Units, Weighting
from ui import filters, tables
from ui.headline import small
from ui.tables import Column

FIGURES: dict[Figure, Message] = {
    Figure.RATIO: Message("ballots issued, share of the list"),
    Figure.MEAN: Message("ballots issued, mean of a station"),
    Figure.TOTAL: Message("ballots issued, all stations together"),
}
WEIGHTS: dict[Weighting, Message] = {
    Weighting.DRAWN: Message("as drawn", "sample_weights"),
    Weighting.SIZE: Message("to the number of stations by size of list"),
    Weighting.REGION: Message("to the number of stations by region"),
    Weighting.BOTH: Message("to both at once (raking)"),
}
UNITS: dict[Units, Message] = {Units.STATIONS: Message("stations", "sample_units"), Units.DISTRICTS: Message("districts (clusters)")}
LONELY: dict[Lonely, Message] = {
    Lonely.AVERAGE: Message("the average of the others"),
    Lonely.ADJUST: Message("its distance from the whole"),
    Lonely.REMOVE: Message("nothing", "lonely_stratum"),
}
SCALES: dict[str, Message] = {"linear": Message("linear", "interval_scale"), "logit": Message("logit (stays between 0 and 100%)")}
LEVELS = {"0.95": 0.95, "0.99": 0.99}
REASONS: dict[NotEstimated, Message] = {
    NotEstimated.NO_STATIONS: Message("No drawn station of this choice has both figures."),
    NotEstimated.ZERO_DENOMINATOR: Message("The lists add up to nothing, so there is no share."),
    NotEstimated.ONE_UNIT: Message("There is one unit only, and one unit has no spread."),
    NotEstimated.NOT_DRAWN_AT_RANDOM: Message("The stations were not drawn at random."),
    NotEstimated.POPULATION_BY_STRATUM: Message("The number of stations of each stratum is not known."),
    NotEstimated.POPULATION_UNKNOWN: Message("The number of stations of a stratum is not known."),
    NotEstimated.SAMPLE_ABOVE_POPULATION: Message("More units were drawn than the registry has."),
    NotEstimated.STRATUM_NOT_COVERED: Message("From one stratum nothing came back, so there is no total."),
    NotEstimated.MARGIN_NOT_COVERED: Message("From one group nothing came back, so the weights cannot meet its number."),
    NotEstimated.RAKING_DID_NOT_CONVERGE: Message("No weights meet both numbers at once."),
}
CAVEATS: dict[EstimateCaveat, Message] = {
    EstimateCaveat.EQUAL_WEIGHTS: Message("How many stations a stratum has is not known: every station weighs the same."),
    EstimateCaveat.LONELY_STRATA: Message("A stratum with one unit has no spread of its own: it takes what was chosen for it."),
    EstimateCaveat.STRATA_NOT_COVERED: Message("Strata from which nothing came back are not in it."),
    EstimateCaveat.MISSING_STATIONS: Message("Silent stations are taken to be like the others of their stratum."),
    EstimateCaveat.NO_VARIATION: Message("All units agree exactly: that is too few to tell, not certainty."),
}


def asked(names: Mapping[str, str]) -> Asked:
    """What the analyst chose, from the address and the lists above the table."""

    def one(key: str, label: str, options: Mapping[Any, Message]) -> str:
        return filters.choice(key, label, {str(code): text(words) for code, words in options.items()}, default=str(next(iter(options))))

    return Asked(
        figure=Figure(one("figure", text("Estimated"), FIGURES)),
        weighting=Weighting(one("weights", text("Weights"), WEIGHTS)),
        units=Units(one("units", text("Units drawn"), UNITS)),
        domain=filters.region(names),
        lonely=Lonely(one("lonely", text("A stratum with one unit adds"), LONELY)),
        logit=one("scale", text("Scale of the interval"), SCALES) == "logit",
        confidence=LEVELS[
            filters.choice("level", text("Interval", "sample"), {code: share(each, 0) for code, each in LEVELS.items()}, default="0.95")
        ],
    )


def show(actor: Actor, election: Election, names: Mapping[str, str]) -> None:
    """The estimate under these choices, with everything a reader needs to judge it; or why there is none."""
    st.subheader(text("The estimate under your own choices"), anchor=False)
    with filters.row("sample"):
        choice = asked(names)
    made = sample_choices.of(actor, election.election_id, choice)
    tables.show(*rows(made, choice), key="choices", alt=text("The estimate under your own choices"))
    said = remarks(made)
    if said:
        st.markdown(small(" ".join(said)))


def remarks(made: Made) -> list[str]:
    """Why there is no estimate or no interval, and what must stand beside it."""
    found = made.estimate
    why = [] if found.reason is None else [text(REASONS[found.reason])]
    return [*why, *(text(CAVEATS[each]) for each in found.caveats)]


def value(amount: float | None, figure: Figure) -> str:
    """In the figure's own unit; nothing where there is none."""
    if amount is None:
        return ""
    if figure is Figure.RATIO:
        return share(amount)
    return number(amount, 1) if figure is Figure.MEAN else number(round(amount))


def rows(made: Made, choice: Asked) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    found, unit = made.estimate, choice.figure
    columns = {"what": Column(text("What"), begun=True), "value": Column(text("Value"), number=True, kept=True)}
    span = "" if found.low is None else f"{value(found.low, unit)}–{value(found.high, unit)}"
    told = [
        (text(FIGURES[unit]), value(found.estimate, unit)),
        (text("{level} interval", level=share(choice.confidence, 0)), span),
        (text("Standard error"), value(found.standard_error, unit)),
        (text("Design effect"), "" if found.design_effect is None else number(found.design_effect, 2)),
        (text("Degrees of freedom"), "" if found.degrees_of_freedom is None else number(found.degrees_of_freedom)),
        (text("Stations with figures, of {n} drawn", n=made.drawn_n), number(found.stations)),
    ]
    return tables.of([{"what": what, "value": shown} for what, shown in told], columns), columns
