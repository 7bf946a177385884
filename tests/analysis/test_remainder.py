"""What the unseen stations must have been: by hand, with the rounding of what was printed, and where nothing can be said."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.remainder import NoRemainder, by_region, half_width, left_out, remainder


def test_remainder_by_hand() -> None:
    """63.3 % of 10,000 is 6,330; 900 of 2,000 seen; the other 8,000 must have been 5,430, which is 67.875 %."""
    result = remainder(0.633, 10_000, 900, 2_000)
    assert result is not None
    assert result.share == pytest.approx(0.67875)
    assert result.voters == pytest.approx(5_430)
    assert (result.registered_voters, result.impossible) == (8_000, False)


def test_the_more_was_seen_the_less_rounding_leaves_open() -> None:
    """Half a tenth of a point on 10,000 is 5 voters: ± 5 of 8,000 unseen, but ± 5 of 100."""
    few, many = remainder(0.633, 10_000, 900, 2_000, 0.0005), remainder(0.633, 10_000, 6_200, 9_900, 0.0005)
    assert few is not None and many is not None
    assert few.high_share - few.share == pytest.approx(5 / 8_000)
    assert many.high_share - many.share == pytest.approx(5 / 100)


def test_impossible_only_if_rounding_cannot_save_it() -> None:
    """6,330 − 6,227 = 103 of 100 unseen is above 100 %, but with 63.3 % rounded 98 of 100 would do."""
    exact, rounded = remainder(0.633, 10_000, 6_227, 9_900), remainder(0.633, 10_000, 6_227, 9_900, 0.0005)
    assert exact is not None and exact.impossible
    assert rounded is not None and not rounded.impossible
    below = remainder(0.5, 1_000, 501, 900)
    assert below is not None and below.impossible


def test_nothing_is_left_where_all_was_seen() -> None:
    assert remainder(0.6, 1_000, 600, 1_000) is None
    assert remainder(0.6, 1_000, 600, 1_001) is None


SEEN = pd.DataFrame(
    {
        "region_code": ["A", "A", "B", "C", "D", "E"],
        "issued": [400, 500, 300, None, 100, 90],
        "registered": [1000, 1000, 500, 500, 200, 100],
    }
)
ANNOUNCED = pd.DataFrame({"region_code": ["A", "B", "C", "D"], "announced_share": [0.633, 0.5, 0.7, None]})
LISTS = pd.DataFrame({"region_code": ["A", "B", "C", "D", "E"], "registered_voters": [10_000, 500, 900, 900, None]})


def test_regions_have_a_row_or_a_reason() -> None:
    rows = by_region(SEEN, ANNOUNCED.dropna(), LISTS)
    assert rows["region_code"].tolist() == ["A"]
    assert rows.loc[0, "remainder_share"] == pytest.approx(0.67875)
    assert rows.loc[0, "seen_share"] == pytest.approx(0.45)
    assert left_out(SEEN, ANNOUNCED, LISTS) == {
        "B": NoRemainder.ALL_SEEN,
        "C": NoRemainder.NOTHING_SEEN,
        "D": NoRemainder.NOT_ANNOUNCED,
        "E": NoRemainder.NOT_ANNOUNCED,
    }
    no_list = left_out(SEEN, ANNOUNCED, LISTS[LISTS["region_code"] != "A"])
    assert no_list["A"] is NoRemainder.NO_LIST


def test_rounding_by_region() -> None:
    rows = by_region(SEEN, ANNOUNCED.iloc[:1].assign(half_width=0.0005), LISTS)
    assert rows.loc[0, "remainder_high"] == pytest.approx(0.67875 + 0.0005 * 10_000 / 8_000)


@given(st.integers(1, 5_000), st.integers(1, 5_000), st.floats(0, 1), st.floats(0, 1))
def test_seen_and_remainder_add_up_to_what_was_announced(seen: int, unseen: int, turnout: float, announced: float) -> None:
    issued = round(seen * turnout)
    result = remainder(announced, seen + unseen, issued, seen)
    assert result is not None
    assert issued + result.share * unseen == pytest.approx(announced * (seen + unseen), abs=1e-6)


def test_printed_digits_say_how_much_a_percentage_leaves_open() -> None:
    found = [half_width(printed) for printed in ("63.3 %", "63,25", "70%", "", "not stated")]
    assert found == pytest.approx([0.0005, 0.00005, 0.005, 0.0, 0.0])
