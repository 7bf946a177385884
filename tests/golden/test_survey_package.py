"""Golden values of sample estimates: the R package `survey` 4.5 on its own data sets `apistrat`, `apiclus1`, `apiclus2`.

    dstrat <- svydesign(id=~1, strata=~stype, weights=~pw, data=apistrat, fpc=~fpc)
    dclus1 <- svydesign(id=~dnum, weights=~pw, data=apiclus1, fpc=~fpc)
    dclus2 <- svydesign(id=~dnum+snum, fpc=~fpc1+fpc2, data=apiclus2)
    svymean(~api00, d, deff=TRUE); svytotal(~enroll, d, na.rm=TRUE); svyratio(~api.stu, ~enroll, d)
    svyratio(~api.stu, ~enroll, subset(dclus1, stype=="H")); postStratify(dclus1, ~stype, pop.types)
    options(survey.lonely.psu=...); svydesign(id=~1, strata=~dnum, data=apiclus1)

`apiclus2.csv` beside this file holds the five columns of that public data set that are used here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.estimate import Choices, Estimate, mean, ratio, total
from analysis.estimate_design import Lonely
from analysis.estimate_weighting import Margin

SCHOOLS = {"E": 4421, "H": 755, "M": 1018}
BY_TYPE = Margin("stype", SCHOOLS)
OWN_WEIGHTS = Choices(weights="pw")
# 757/15, the weight that the population implies, differs from the file's 6194/183: totals need the file's.
POST_STRATIFIED = Choices(weights="pw", margins=(BY_TYPE,))


@pytest.fixture(scope="module")
def apistrat(real: Callable[[str], Path]) -> pd.DataFrame:
    return pd.read_csv(real("survey_api/apistrat.csv"))


@pytest.fixture(scope="module")
def apiclus1(real: Callable[[str], Path]) -> pd.DataFrame:
    return pd.read_csv(real("survey_api/apiclus1.csv")).assign(is_high=lambda frame: frame["stype"] == "H")


@pytest.fixture(scope="module")
def apiclus2() -> pd.DataFrame:
    frame = pd.read_csv(Path(__file__).with_name("apiclus2.csv"))
    drawn = frame.groupby("dnum")["dnum"].transform("size")
    return frame.assign(has_enroll=frame["enroll"].notna(), weight=757 / 40 * frame["fpc2"] / drawn)


def agrees(result: Estimate, estimate: float, standard_error: float) -> bool:
    """To R's printed precision: a unit in the last digit given."""

    def unit(number: float) -> float:
        return 10.0 ** -len(str(number).partition(".")[2])

    assert result.estimate == pytest.approx(estimate, abs=unit(estimate))
    assert result.standard_error == pytest.approx(standard_error, abs=unit(standard_error))
    assert result.reason is None
    return True


def test_stratified_sample(apistrat: pd.DataFrame) -> None:
    assert agrees(mean(apistrat, "api00", "stype", population=SCHOOLS), 662.2873636, 9.4089409)
    assert agrees(mean(apistrat, "api00", "stype", choices=OWN_WEIGHTS), 662.2873632, 9.5361323)
    assert agrees(total(apistrat, "enroll", "stype", population=SCHOOLS, choices=OWN_WEIGHTS), 3687177.532, 114641.716)
    assert agrees(ratio(apistrat, "api.stu", "enroll", "stype", population=SCHOOLS), 0.836956887, 0.007757103)
    assert agrees(ratio(apistrat, "api.stu", "enroll", "stype", choices=OWN_WEIGHTS), 0.8369568869, 0.0079702590)


def test_ratio_times_a_known_total(apistrat: pd.DataFrame) -> None:
    """predict(svyratio(...), total=3811472) prints 3190038 and 29565.98."""
    result = ratio(apistrat, "api.stu", "enroll", "stype", population=SCHOOLS)
    assert result.estimate is not None
    assert result.standard_error is not None
    assert round(result.estimate * 3_811_472) == 3_190_038
    assert round(result.standard_error * 3_811_472) == 29_566


def test_population_may_be_a_mapping_a_series_or_a_column(apistrat: pd.DataFrame) -> None:
    expected = ratio(apistrat, "api.stu", "enroll", "stype", population=SCHOOLS)
    assert ratio(apistrat, "api.stu", "enroll", "stype", population=pd.Series(SCHOOLS)) == expected
    assert ratio(apistrat, "api.stu", "enroll", "stype", population="fpc") == expected


def test_cluster_sample(apiclus1: pd.DataFrame) -> None:
    assert agrees(mean(apiclus1, "api00", clusters="dnum", population=757), 644.1693989, 23.5422407)
    assert agrees(total(apiclus1, "enroll", clusters="dnum", population=757, choices=OWN_WEIGHTS), 3404940.1345, 932235.027)
    assert agrees(total(apiclus1, "enroll", clusters="dnum", population=757), 5076845.7333, 1389984.3265)
    assert agrees(ratio(apiclus1, "api.stu", "enroll", clusters="dnum", population=757), 0.8497087417, 0.0083862972)


def test_domain(apiclus1: pd.DataFrame) -> None:
    result = ratio(apiclus1, "api.stu", "enroll", clusters="dnum", population=757, choices=Choices(domain="is_high"))
    assert agrees(result, 0.8300682508, 0.0147260732)
    assert result.stations == 14


def test_post_stratified(apiclus1: pd.DataFrame) -> None:
    assert agrees(mean(apiclus1, "api00", clusters="dnum", population=757, choices=POST_STRATIFIED), 642.3107882, 23.9204864)
    assert agrees(total(apiclus1, "enroll", clusters="dnum", population=757, choices=POST_STRATIFIED), 3680892.945, 406292.636)
    # Without finite population correction: the linearised value of the same R run.
    assert agrees(mean(apiclus1, "api00", clusters="dnum", choices=POST_STRATIFIED), 642.3107882116, 24.1610605815)


def test_raked(apiclus1: pd.DataFrame) -> None:
    """rake() stops within one unit of the margins and prints 641.230246862; ours meets them exactly."""
    margins = (BY_TYPE, Margin("sch.wide", {"No": 1072, "Yes": 5122}))
    result = mean(apiclus1, "api00", clusters="dnum", population=757, choices=Choices(weights="pw", margins=margins))
    assert result.estimate == pytest.approx(641.230246862, abs=1e-3)


def test_two_stage_sample(apiclus2: pd.DataFrame) -> None:
    both = Choices(second_stage="fpc2")
    assert agrees(mean(apiclus2, "api00", clusters="dnum", population=757, choices=both), 670.81, 30.099)
    domain = Choices(second_stage="fpc2", domain="has_enroll")
    assert agrees(total(apiclus2, "enroll", clusters="dnum", population=757, choices=domain), 2639273, 799638)


def test_two_stage_sample_with_replacement(apiclus2: pd.DataFrame) -> None:
    assert agrees(mean(apiclus2, "api00", clusters="dnum", choices=Choices(weights="weight")), 670.81, 30.712)
    domain = Choices(weights="weight", domain="has_enroll")
    assert agrees(total(apiclus2, "enroll", clusters="dnum", choices=domain), 2639273, 820261)


def test_design_effects(apistrat: pd.DataFrame, apiclus1: pd.DataFrame) -> None:
    stratified = mean(apistrat, "api00", "stype", population=SCHOOLS)
    assert stratified.design_effect == pytest.approx(1.20445727, abs=1e-7)
    clustered = mean(apiclus1, "api00", clusters="dnum", population=757, choices=OWN_WEIGHTS)
    assert clustered.design_effect == pytest.approx(9.34586945, abs=1e-7)


@pytest.mark.parametrize(("lonely", "standard_error"), [(Lonely.REMOVE, 5.8058), (Lonely.ADJUST, 5.8281), (Lonely.AVERAGE, 6.0096)])
def test_lonely_units(apiclus1: pd.DataFrame, lonely: Lonely, standard_error: float) -> None:
    assert agrees(mean(apiclus1, "api00", "dnum", choices=Choices(lonely=lonely)), 644.17, standard_error)


def test_intervals_use_students_t(apistrat: pd.DataFrame, apiclus1: pd.DataFrame) -> None:
    """confint(svymean(~api00, d), df = degf(d))"""
    stratified = mean(apistrat, "api00", "stype", population=SCHOOLS)
    assert (stratified.low, stratified.high) == pytest.approx((643.732188539262, 680.842538616048))
    assert stratified.degrees_of_freedom == 197
    clustered = mean(apiclus1, "api00", clusters="dnum", population=757)
    assert (clustered.low, clustered.high) == pytest.approx((593.676314463327, 694.662483350884))
    assert clustered.degrees_of_freedom == 14
