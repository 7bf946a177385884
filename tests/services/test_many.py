"""Many stations at once: a region that stands out, an association with its sign, nothing to compare, watched beside the others."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.conclusion import Caveat, Level
from analysis.violations import ITEMS
from schemas.person import Role
from schemas.problem import Problem
from services import conclusions, many, reading
from services.many import beside_the_others, by_region, go_together
from tests.people import ELECTION, People

ITEM = ITEMS[0].item_id


def regions(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["region_code", "k", "n"])


def test_a_region_far_above_the_others_is_named_and_one_nobody_asked_has_no_limits() -> None:
    found = by_region(regions(*[(f"R{n}", 5 + n % 3, 100) for n in range(14)], ("HIGH", 60, 100), ("ONE", 1, 1), ("NONE", 0, 0)))
    said = conclusions.of_regions(found, ITEM)
    assert (said.n, said.finding.k, said.opposite.k, said.level) == (15, 1, 0, Level.ANOMALY)
    assert found.funnel.units["place"].iloc[found.codes.index("HIGH")] == many.Place.ABOVE
    assert found.funnel.units["place"].iloc[found.codes.index("ONE")] == many.Place.NOT_ASKED, "one of one is no finding"
    assert pd.isna(found.shrunk["shrunk_share"].iloc[found.codes.index("NONE")])


def test_all_items_at_once_are_one_statement() -> None:
    high = by_region(regions(*[(f"R{n}", 5 + n % 3, 100) for n in range(14)], ("HIGH", 60, 100)))
    alike, few = by_region(regions(("R1", 3, 10), ("R2", 3, 10))), by_region(regions(("R1", 1, 2)))
    found = many.Many({ITEMS[0].item_id: high, ITEMS[1].item_id: alike, ITEMS[2].item_id: few}, (), 0, many.Watched(None, 0, 0))
    said = conclusions.of_regions_together(found)
    assert (said.n, said.finding.k, said.opposite.k, said.amount("items"), said.level) == (17, 1, 0, 2, Level.ANOMALY)
    assert conclusions.of_regions_together(many.Many({}, (), 0, many.Watched(None, 0, 0))).level is Level.NOTHING


@pytest.mark.parametrize("rows", [(), (("R1", 3, 10),), (("R1", 0, 0),)])
def test_nothing_one_region_and_zero_asked(rows: tuple[tuple[str, int, int], ...]) -> None:
    said = conclusions.of_regions(by_region(regions(*rows)), ITEM)
    assert said.n == sum(n >= 5 for _, _, n in rows)


def stations(shift: float, n: int = 40) -> tuple[pd.DataFrame, pd.DataFrame]:
    flags = pd.DataFrame(
        {"station_id": [f"S{i}" for i in range(n)], "item_id": ITEM, "seen": [i % 2 == 0 for i in range(n)], "could_see": True}
    )
    table = pd.DataFrame(
        {
            "station_id": flags["station_id"],
            "region_code": [f"R{i % 7}" for i in range(n)],
            "difference_share": [0.02 + (shift if i % 2 == 0 else 0.0) + 0.001 * (i % 5) for i in range(n)],
        }
    )
    return flags, table.astype({"difference_share": "Float64"})


@pytest.mark.parametrize(("shift", "more", "less"), [(0.1, 1, 0), (-0.1, 0, 1)])
def test_both_directions_are_counted_alike(shift: float, more: int, less: int) -> None:
    together, n = go_together(*stations(shift))
    found = many.Many({}, together, n, many.Watched(None, 0, 0))
    said = conclusions.of_associations(found)
    assert (said.n, said.finding.k, said.opposite.k) == (1, more, less)


def test_who_could_not_see_is_on_neither_side_and_few_are_not_compared() -> None:
    flags, table = stations(0.1, 12)
    (one,), n = go_together(flags.assign(could_see=[i >= 4 for i in range(12)], seen=[i % 2 == 0 and i >= 4 for i in range(12)]), table)
    assert (one.seen, one.not_seen, one.could_not_see, n) == (4, 4, 4, 12)
    assert one.q_value is None and one.difference.value is None


def test_no_deviation_at_all() -> None:
    flags, table = stations(0.1, 12)
    together, n = go_together(flags, table.iloc[:0])
    assert (n, [each.q_value for each in together]) == (0, [None])


def published(districts: int, closed: int = 0) -> pd.DataFrame:
    """Twenty stations a district, every third watched and two points lower; turnout falls with the list, the leader has half."""
    rows = [
        {"registered_voters": 400 + 30 * i, "ballots_issued": (400 + 30 * i) * (0.7 - 0.01 * i - (0.02 if i % 3 == 0 else 0)),
         "ballots_cast": 200.0, "leader_votes": 100.0 + d, "district_code": f"D{d}", "station_type": "ordinary", "watched": i % 3 == 0}
        for d in range(districts) for i in range(20)
    ]  # fmt: skip
    shut = {**rows[0], "ballots_issued": 399.0, "station_type": "closed", "watched": False}
    return pd.DataFrame([*rows, *[shut] * closed])


def test_watched_beside_the_others_is_less_when_alike() -> None:
    found = beside_the_others(published(6), "A")
    assert found.compared is not None
    assert (found.watched_n, found.others_n) == (42, 78)
    matched = found.compared.effects[-1].difference.value
    assert matched is not None and matched == pytest.approx(-0.02, abs=0.01)
    assert found.leader is not None and found.leader_code == "A"
    assert [each.difference.value for each in found.leader.effects[1:]] == pytest.approx([0, 0, 0], abs=1e-12)


def test_closed_institutions_are_in_neither_group() -> None:
    without, found = beside_the_others(published(3)), beside_the_others(published(3, closed=4))
    assert (found.closed_n, found.others_n) == (4, without.others_n)
    assert found.compared is not None and without.compared is not None
    assert found.compared.effects == without.compared.effects


def test_what_watched_stations_imply_has_no_margin() -> None:
    table = published(3)
    found = beside_the_others(table).implied
    assert found is not None and found.implied is not None and (found.low, found.high) == (None, None)
    by_hand = 0.0
    for _, part in table.groupby("district_code"):
        seen = part[part["watched"]]
        by_hand += part["registered_voters"].sum() * seen["ballots_issued"].sum() / seen["registered_voters"].sum()
    assert found.implied == pytest.approx(by_hand) and found.official == pytest.approx(table["ballots_issued"].sum())


def test_without_votes_only_turnout_is_compared() -> None:
    found = beside_the_others(published(3).assign(leader_votes=float("nan")))
    assert found.compared is not None and found.leader is None


@pytest.mark.parametrize("watched", [True, False])
def test_all_or_none_watched_is_a_sentence(watched: bool) -> None:
    table = published(1).iloc[:2].assign(watched=watched, registered_voters=[100.0, 0.0])
    found = beside_the_others(table)
    assert found.compared is None and found.implied is None


def test_an_observer_is_refused(people: People) -> None:
    reading.forget()
    with pytest.raises(Problem):
        many.of(people.account(Role.OBSERVER), ELECTION.election_id)
    assert not many.of(people.account(Role.ANALYST), ELECTION.election_id).value.regions


def test_regions_stand_by_the_chance_of_lying_above_not_by_raw_shares() -> None:
    rows = pd.DataFrame({"region_code": ["small", "large", "low", "none"], "k": [5, 300, 40, 0], "n": [6, 400, 400, 0]})
    found = by_region(rows)
    assert not found.is_alike and found.codes == ("large", "small", "low", "none") and found.rows["k"].tolist() == [300, 5, 40, 0]
    assert found.shrunk["found"].tolist() == [300, 5, 40, 0] and found.funnel.units["found"].iloc[0] == 300
    alike = by_region(pd.DataFrame({"region_code": ["a", "b", "c"], "k": [10, 11, 9], "n": [20, 20, 20]}))
    assert alike.is_alike and alike.codes == ("a", "b", "c")


def below_and_above(table: pd.DataFrame) -> tuple[int, int]:
    """By hand: each watched station against the mean of the three of its district that are nearest in the logarithm of the list."""
    apart = []
    for _, here in table.assign(turnout=table["ballots_issued"] / table["registered_voters"]).groupby("district_code"):
        others = here[~here["watched"]]
        for _, one in here[here["watched"]].iterrows():
            order = (others["registered_voters"] / one["registered_voters"]).map(math.log).abs().sort_values(kind="stable").index
            apart.append(one["turnout"] - others.loc[order[:3], "turnout"].mean())
    return sum(each < -1e-12 for each in apart), sum(each > 1e-12 for each in apart)


def test_watched_beside_the_others_are_conclusions_with_both_directions() -> None:
    """Each is a screen with its opposite; the difference is of the matched stations, and its interval says that chance alone made it."""
    table = published(6)
    found = beside_the_others(table, "A")
    turnout, leader, total = conclusions.of_watched(found, ELECTION)
    matched = found.compared.effects[-1] if found.compared else None
    assert matched is not None and turnout.interval is not None
    assert (turnout.n, turnout.amount("watched_difference")) == (matched.observed, matched.difference.value)
    assert (turnout.interval.low, turnout.interval.high) == (matched.difference.low, matched.difference.high)
    assert (turnout.finding.k, turnout.opposite.k) == below_and_above(table) == (36, 6)
    assert (leader.finding.k, leader.opposite.k, leader.about_code) == (0, 0, "A"), "equal shares are on neither side"
    assert {each.level for each in (turnout, leader, total)} == {Level.ANOMALY}
    assert Caveat.BEING_WATCHED in turnout.caveats and Caveat.CHANCE_ALONE in turnout.caveats and Caveat.NOT_DRAWN in turnout.caveats
    assert total.interval is None and (total.n, total.finding.k, total.opposite.k) == (6, 6, 0)
    assert total.amount("published_voters") == pytest.approx(table["ballots_issued"].sum(), abs=0.5)


def test_turned_round_the_opposite_stands_where_the_finding_stood() -> None:
    table = published(6)
    table["ballots_issued"] = table["registered_voters"] - table["ballots_issued"]
    turnout, _, total = conclusions.of_watched(beside_the_others(table, "A"), ELECTION)
    assert (turnout.finding.k, turnout.opposite.k) == below_and_above(table) == (6, 36)
    assert (total.finding.k, total.opposite.k) == (0, 6)


def test_nothing_to_set_beside_is_a_conclusion_of_nothing() -> None:
    for found in (many.Watched(None, 0, 0), beside_the_others(published(1).iloc[:2].assign(watched=[True, False]))):
        for each in conclusions.of_watched(found, ELECTION):
            assert (each.level is Level.NOTHING) == (not each.n)
            assert conclusions.words(each)


def test_matched_stations_that_are_not_alike_are_said_to_be_so() -> None:
    """Long lists watched, short ones not: the three nearest are still far, and the conclusion says that size may be the reason."""
    table = published(6)
    alike = conclusions.of_watched(beside_the_others(table), ELECTION)[0]
    apart = conclusions.of_watched(beside_the_others(table.assign(watched=table["registered_voters"] > 800)), ELECTION)[0]
    assert Caveat.NOT_ALIKE not in alike.caveats and Caveat.NOT_ALIKE in apart.caveats
