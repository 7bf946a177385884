"""The sample under an analyst's choices: each is a method that is held to R elsewhere; here, that the page asks for the right one."""

from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest

from analysis import estimate
from analysis.estimate import Choices, Estimate
from analysis.estimate_weighting import Margin
from locales import LANGUAGES, using
from services.sample_choices import Asked, Figure, Lonely, NotEstimated, Units, Weighting, put_together
from ui import sample_choices as shown

REGIONS, DISTRICTS, STATIONS = ("N", "S"), 4, 40


def places() -> pd.DataFrame:
    """Two regions of 20 stations, in four districts; the last station has no district and no list."""
    rows = [
        (f"{region}{number:02d}", region, f"{region}/{number // 5}", 500 + 37 * number)
        for region in REGIONS
        for number in range(STATIONS // len(REGIONS))
    ]
    frame = pd.DataFrame(rows, columns=["station_id", "region_code", "district_code", "registered_voters"])
    frame = frame.astype({"registered_voters": "Int64"})
    last = frame.index == len(frame) - 1
    return frame.assign(
        district_code=frame["district_code"].mask(last, ""), registered_voters=frame["registered_voters"].mask(last)
    )


def drawn(silent: int = 2) -> pd.DataFrame:
    """Every second station of each region, by region: 10 of 20; the first `silent` sent nothing."""
    table = places().iloc[::2].reset_index(drop=True)
    made = pd.DataFrame({"station_id": table["station_id"], "stratum": table["region_code"], "weight": 2.0})
    made["listed"] = [600.0 + 10 * place for place in range(len(made))]
    made["issued"] = [300.0 + 7 * place + 20 * (place % 3) for place in range(len(made))]
    made.loc[: silent - 1, ["issued", "listed"]] = float("nan")
    return made


PLAIN = Asked()


def of(asked: Asked = PLAIN, table: pd.DataFrame | None = None, *, is_weighted: bool = True) -> Estimate:
    return put_together(drawn() if table is None else table, places(), asked, is_weighted=is_weighted).estimate


def test_without_choices_it_is_the_pages_estimate() -> None:
    own = estimate.ratio(drawn(), "issued", "listed", strata="stratum", population={"N": 20, "S": 20})
    assert of() == own and own.design_effect is not None


def test_each_choice_is_its_method() -> None:
    whole = {"N": 20, "S": 20}
    table = drawn().assign(inside=lambda frame: frame["stratum"].eq("N"), region_code=lambda frame: frame["stratum"])
    assert of(Asked(figure=Figure.MEAN)) == estimate.mean(drawn(), "issued", "stratum", None, whole)
    assert of(Asked(figure=Figure.TOTAL)) == estimate.total(drawn(), "issued", "stratum", None, whole)
    assert of(Asked(domain="N")) == estimate.ratio(table, "issued", "listed", "stratum", None, whole, Choices(domain="inside"))
    margin = (Margin("region_code", {"N": 20.0, "S": 20.0}),)
    by_region = estimate.ratio(table, "issued", "listed", "stratum", None, whole, Choices(margins=margin))
    assert of(Asked(weighting=Weighting.REGION)) == by_region
    linear, logit, sure = of(), of(Asked(logit=True)), of(Asked(confidence=0.99))
    assert linear.low != logit.low and linear.estimate == logit.estimate
    assert linear.margin is not None and sure.margin is not None and sure.margin > linear.margin


def test_districts_are_fewer_units_and_the_estimate_stays() -> None:
    stations, districts = of(), of(Asked(units=Units.DISTRICTS))
    assert districts.estimate == pytest.approx(stations.estimate)
    assert districts.units < stations.units and districts.degrees_of_freedom is not None
    odd = drawn().assign(stratum="town")
    assert of(Asked(units=Units.DISTRICTS), odd).reason is None, "strata that are no regions have no number of districts"


def test_a_draw_without_weights_is_not_the_whole_country() -> None:
    found = of(Asked(), drawn().assign(weight=1.0), is_weighted=False)
    assert found.standard_error is not None and found.standard_error > 0
    assert of(Asked(figure=Figure.TOTAL), drawn().assign(weight=1.0), is_weighted=False).reason is NotEstimated.POPULATION_UNKNOWN


EVERY = list(itertools.product(Figure, Weighting, Units, ("all", "nowhere"), Lonely))


@pytest.mark.parametrize("silent", [0, 19, 20])
def test_no_choice_raises_and_what_is_missing_has_a_reason(silent: int) -> None:
    for figure, weighting, units, domain, lonely in EVERY:
        made = put_together(drawn(silent), places(), Asked(figure, weighting, units, domain, lonely))
        found = made.estimate
        assert all(value is None or math.isfinite(value) for value in (found.estimate, found.standard_error, found.low, found.high))
        assert (found.low is None) == (found.reason is not None), (figure, weighting, units, domain, lonely)
        if found.reason is not None:
            assert shown.remarks(made)[0]


def test_nothing_drawn_has_a_reason() -> None:
    assert of(table=drawn().iloc[:0]).reason is NotEstimated.NO_STATIONS


def test_every_reason_and_caveat_has_words() -> None:
    assert set(shown.REASONS) == set(NotEstimated)
    made = put_together(drawn(), places(), Asked())
    for code in LANGUAGES:
        with using(code):
            table, columns = shown.rows(made, Asked())
            assert len(table) == 6 and set(columns) == {"what", "value"}
            assert shown.remarks(made), "silent stations are said"
