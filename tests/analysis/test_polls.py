"""Exit polls beside the announced result of 10 January 2021 (The Village Kazakhstan, 11 January; CEC, 12 January 2021)."""

import pytest

from analysis import polls

ANNOUNCED = {"NUR_OTAN": 0.7109, "AK_ZHOL": 0.1095, "PPK": 0.0910, "AUYL": 0.0529, "ADAL": 0.0357}
POLL = {"NUR_OTAN": 0.7197, "AK_ZHOL": 0.1018, "PPK": 0.0903, "AUYL": 0.0575, "ADAL": 0.0307}


def test_differences_in_points() -> None:
    found = polls.against(POLL, ANNOUNCED, 0.02)
    assert [round(100 * (each.difference or 0), 2) for each in found] == [0.88, -0.77, -0.07, 0.46, -0.5]
    assert all(each.within_error for each in found)
    farthest = polls.largest(found)
    assert farthest is not None and farthest.option == "NUR_OTAN"


def test_an_error_that_was_not_stated_decides_nothing() -> None:
    assert {each.within_error for each in polls.against(POLL, ANNOUNCED, None)} == {None}


@pytest.mark.parametrize(("error", "within"), [(0.0088, True), (0.0087, False)])
def test_the_edge_of_the_stated_error_belongs_to_it(error: float, within: bool) -> None:
    assert polls.against({"NUR_OTAN": 0.7197}, ANNOUNCED, error)[0].within_error is within


def test_an_option_without_an_announced_share_is_not_compared() -> None:
    (only,) = polls.against({"BAYTAQ": 0.03}, ANNOUNCED, 0.02)
    assert (only.difference, only.within_error) == (None, None)
    assert polls.largest((only,)) is None
