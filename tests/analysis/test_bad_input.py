"""Every method that a page calls, with what an election can hand it: nothing, one station, nothing but gaps, lists of nobody, a station
twice, more votes than voters. A result says what could not be computed; nothing is raised, and no NaN stands where a number is expected."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import (
    agreement,
    agreement_copies,
    agreement_summary,
    double_counts,
    estimate,
    estimate_association,
    estimate_funnel,
    estimate_observed,
    estimate_separate,
    estimate_shrinkage,
    forensics,
    forensics_clean_peak,
    forensics_digits,
    forensics_fingerprint,
    forensics_small_stations,
    forensics_table,
    multiple,
    proportions,
    remainder,
    results,
    robustness,
    sample_response,
    seats,
    station_sums,
)
from analysis.estimate import Choices
from analysis.estimate_design import Lonely, Selection
from analysis.states import Side

Rows = Sequence[tuple[Any, ...]]
COLUMNS = ["station_id", "listed", "issued", "cast", "leader", "district", "region_code", "observed"]
GOOD: Rows = [(f"S{n}", 1000 + n, 600 + n, 590 + n, 300 + n, f"D{n % 3}", f"R{n % 2}", n % 2 == 0) for n in range(12)]
BAD: dict[str, Rows] = {
    "empty": [],
    "one station": GOOD[:1],
    "all missing": [(each[0], None, None, None, None, each[5], each[6], each[7]) for each in GOOD],
    "lists of nobody": [(each[0], 0, 0, 0, 0, each[5], each[6], each[7]) for each in GOOD],
    "a station twice": [*GOOD, GOOD[0], GOOD[0]],
    "all alike": [(f"S{n}", 1000, 600, 600, 300, "D0", "R0", n % 2 == 0) for n in range(12)],
    "more votes than voters": [(each[0], 100, 600, 900, 950, each[5], each[6], each[7]) for each in GOOD],
    "nobody observed": [(*each[:7], False) for each in GOOD],
    "some missing": [(each[0], *(None if n % 2 else value for value in each[1:5]), *each[5:]) for n, each in enumerate(GOOD)],
}


def stations(rows: Rows) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=COLUMNS)
    numbers = dict.fromkeys(("listed", "issued", "cast", "leader"), "Int64")
    return frame.astype({**numbers, "observed": bool, **dict.fromkeys(("station_id", "district", "region_code"), object)})


def lines(frame: pd.DataFrame, shift: int = 0) -> pd.DataFrame:
    """Lines of protocols: two options and the ballots issued."""
    parts = [
        frame.assign(contest_id="c", figure_code=code, option_code=option, value=frame[name] + shift * (option == "A"))
        for code, option, name in (("votes", "A", "leader"), ("votes", "B", "cast"), ("ballots_issued", "", "issued"))
    ]
    return pd.concat(parts)[["station_id", "contest_id", "figure_code", "option_code", "value"]].reset_index(drop=True)


def floats(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(("listed", "issued", "cast", "leader"), "Float64"))


def four(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    return frame["listed"], frame["issued"], frame["cast"], frame["leader"]


def within(frame: pd.DataFrame) -> pd.Series:
    """Ballots cast, at most as many as listed."""
    return frame["cast"].where(~(frame["cast"] > frame["listed"]).fillna(value=False), frame["listed"])


def compared(frame: pd.DataFrame) -> pd.DataFrame:
    return agreement.compare(lines(frame).drop_duplicates(["station_id", "figure_code", "option_code"]), lines(frame, 3))


def turnout_table(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        author_id=frame["district"], protocol=frame["issued"], counted=frame["cast"], difference=frame["issued"] - frame["cast"],
        has_ceiling=True, side=Side.BETWEEN,
    )  # fmt: skip


def of_regions(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    seen = frame.rename(columns={"listed": "registered"})[["region_code", "issued", "registered"]]
    announced = pd.DataFrame({"region_code": ["R0", "R1"], "announced_share": [0.6, 0.7], "half_width": [0.0, 0.0005]})
    lists = frame.groupby("region_code")["listed"].sum(min_count=1).rename("registered_voters").reset_index()
    return seen, announced, lists


def sampled(frame: pd.DataFrame, choices: Choices | None = None, *, population: Any = 500, figure: str = "ratio") -> Any:
    table = floats(frame)
    if figure == "ratio":
        return estimate.ratio(table, "issued", "listed", "region_code", None, population, choices)
    return getattr(estimate, figure)(table, "issued", "region_code", None, population, choices)


BY_REGION = {"R0": 500, "R1": 500}
METHODS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "ratio": lambda frame: sampled(frame, population=BY_REGION),
    "ratio without strata": lambda frame: estimate.ratio(floats(frame), "issued", "listed"),
    "ratio of districts": lambda frame: estimate.ratio(floats(frame), "issued", "listed", None, "district", 40),
    "ratio on the logit scale": lambda frame: sampled(frame, Choices(logit=True), population=BY_REGION),
    "ratio, lonely strata left out": lambda frame: sampled(frame, Choices(lonely=Lonely.REMOVE), population=BY_REGION),
    "ratio, lonely strata adjusted": lambda frame: sampled(frame, Choices(lonely=Lonely.ADJUST), population=BY_REGION),
    "ratio of chosen stations": lambda frame: sampled(frame, Choices(selection=Selection.CONVENIENCE), population=BY_REGION),
    "ratio of a domain": lambda frame: sampled(frame, Choices(domain="observed"), population=BY_REGION),
    "ratio of more than there are": lambda frame: sampled(frame, population={"R0": 1, "R1": 1}),
    "mean": lambda frame: sampled(frame, population=BY_REGION, figure="mean"),
    "total": lambda frame: sampled(frame, population=BY_REGION, figure="total"),
    "response": lambda frame: sample_response.response_by_stratum(frame, "region_code", "issued"),
    "sensitivity": lambda frame: sample_response.sensitivity(floats(frame), "issued", "listed", 0.6, strata="region_code"),
    "observed": lambda frame: estimate_observed.compare_observed(
        floats(frame).assign(share=floats(frame)["issued"] / floats(frame)["listed"]), "share", "observed", "district", "listed"
    ),
    "implied total": lambda frame: estimate_separate.implied_total(floats(frame), "issued", "listed", "observed", "district"),
    "associations": lambda frame: estimate_association.associations(
        frame.assign(deviation=(frame["issued"] - frame["cast"]).astype("Float64")), "deviation", ("observed",), "district"
    ),
    "funnel": lambda frame: estimate_funnel.funnel(within(frame), frame["listed"]),
    "shrunk rates": lambda frame: estimate_shrinkage.shrink_rates(within(frame), frame["listed"]),
    "several at once": lambda frame: multiple.screened([0.01] * len(frame)),
    "integers": lambda frame: forensics.integer_anomaly(*four(frame)),
    "fingerprint": lambda frame: forensics_fingerprint.fingerprint(*four(frame)),
    "clean peak": lambda frame: forensics_clean_peak.clean_peak(*four(frame)),
    "small stations": lambda frame: forensics_small_stations.small_stations(*four(frame), frame["district"]),
    "last digit": lambda frame: forensics_digits.last_digit(frame["leader"]),
    "leading option": lambda frame: forensics_table.leading_option(lines(frame)),
    "table of the screens": lambda frame: len(forensics_table.by_station(lines(frame), "A")),
    "copies compared": lambda frame: agreement_summary.match_rate(agreement.by_station(compared(frame))),
    "copies by field": lambda frame: len(agreement_summary.match_by_field(compared(frame))),
    "direction": lambda frame: agreement_summary.direction(compared(frame), "A"),
    "votes moved": lambda frame: agreement_summary.options_tested(agreement_summary.votes_by_option(compared(frame))) is not None,
    "another station's protocol": lambda frame: len(agreement.protocol_of_another_station(compared(frame))),
    "copy against copy": lambda frame: len(agreement_copies.undisputed(lines(frame).assign(copies=1))),
    "copies refused": lambda frame: agreement_summary.copy_access(frame["district"]),
    "double counts": lambda frame: double_counts.of_pairs(frame.rename(columns={"issued": "first", "cast": "second"})),
    "without each": lambda frame: [
        getattr(robustness.without_each(turnout_table(frame), "author_id"), name) for name in ("difference", "share", "changing", "largest")
    ],
    "remainder": lambda frame: remainder.by_region(*of_regions(frame)),
    "no remainder": lambda frame: remainder.left_out(*of_regions(frame)),
    "results by unit": lambda frame: len(
        results.by_unit(
            lines(frame.drop_duplicates("station_id")),
            pd.DataFrame({"unit_id": ["R0"], "contest_id": ["c"], "figure_code": ["votes"], "option_code": ["A"], "value": [10]}),
            frame.drop_duplicates("station_id").rename(columns={"listed": "registered_voters"}),
            "region_code",
        )
    ),
    "sums of stations": lambda frame: station_sums.ballots_and_votes(
        pd.DataFrame({"ballots_issued": frame["issued"], "ballots_invalid": frame["issued"] - frame["cast"], "votes": frame["cast"]})
    ),
}


def numbers_in(found: Any) -> list[float]:
    """Every number of a result, however deep; frames are looked at column by column, where a gap is a gap."""
    if isinstance(found, (bool, str, Enum)) or found is None:
        return []
    if isinstance(found, (int, float, np.integer, np.floating)):
        return [float(found)]
    if is_dataclass(found):
        return [number for each in fields(found) for number in numbers_in(getattr(found, each.name))]
    if isinstance(found, Mapping):
        return [number for each in found.values() for number in numbers_in(each)]
    if isinstance(found, (list, tuple)):
        return [number for each in found for number in numbers_in(each)]
    return []


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_raised_and_no_number_is_no_number(method: str, case: str) -> None:
    with np.errstate(all="ignore"):
        found = METHODS[method](stations(BAD[case]))
    assert found is not None
    assert all(math.isfinite(number) for number in numbers_in(found)), found


@pytest.mark.parametrize("case", ["empty", "all missing"])
@pytest.mark.parametrize(
    "method", [name for name in METHODS if name.startswith(("ratio", "mean", "total", "observed", "implied")) or name == "double counts"]
)
def test_what_is_not_known_is_none_and_never_0(method: str, case: str) -> None:
    found = METHODS[method](stations(BAD[case]))
    shown = {each.name: getattr(found, each.name) for each in fields(found)}
    assert not [name for name in ("estimate", "low", "high", "bias", "implied", "official") if shown.get(name) == 0.0]


def test_a_gap_in_a_table_stays_a_gap() -> None:
    frame = stations(BAD["all missing"])
    assert remainder.by_region(*of_regions(frame)).empty
    assert robustness.without_each(turnout_table(stations(BAD["lists of nobody"])), "author_id").share is None


@pytest.mark.parametrize(("votes", "seats_n"), [({}, 98), ({"A": 0, "B": 0}, 98), ({"A": 10}, 1), ({"A": 5, "B": 5}, 0)])
def test_seats_of_nothing_have_a_reason(votes: dict[str, int], seats_n: int) -> None:
    made = seats.apportion(votes, seats_n, 0.05)
    assert all(math.isfinite(number) for number in numbers_in(made))
    assert seats.fewest_moved_votes(votes, seats_n, 0.05) is not None


@pytest.mark.parametrize(("found", "asked"), [(0, 0), (0, 1), (1, 1)])
def test_a_share_of_nobody_is_no_share(found: int, asked: int) -> None:
    made = proportions.proportion(found, asked)
    assert (made.share is None) == (asked == 0)
    assert proportions.sign_test(0, 0).p_value is None or proportions.sign_test(0, 0).p_value == 1.0
    assert proportions.altered_stations(0, 0, 0, drawn_at_random=True) is not None
