"""Scores of forecasts, by hand: hits with what is not known, distance to a band, Brier."""

import pytest

from analysis import forecast


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lukpanov Sagyndyk", "sagyndyk  LUKPANOV"), ("Берёзин А.", "а березин"), ("“Lantern” Party", "lantern party")],
)
def test_names_are_compared_as_they_are_meant(one: str, other: str) -> None:
    assert forecast.key(one) == forecast.key(other)


def test_of_three_names_two_won() -> None:
    found = forecast.names(["a", "b", "x", "a"], {"a", "b", "c"}, {"x"}, 3)
    assert (found.named, found.hits, found.misses, found.open_n) == (3, 2, 1, 0)
    assert found.precision == (2 / 3, 2 / 3) and found.recall == (2 / 3, 2 / 3)


def test_what_is_not_known_is_no_miss() -> None:
    """One of two winners is known: of two names that are neither known to have won nor to have lost, at most one can be the other."""
    found = forecast.names(["a", "p", "q", "loser"], {"a"}, {"loser"}, 2)
    assert (found.hits, found.misses, found.open_n, found.hits_most) == (1, 1, 2, 2)
    assert found.precision == (0.25, 0.5) and found.recall == (0.5, 1.0)


@pytest.mark.parametrize(("named", "winners", "seats"), [([], {"a"}, 1), (["a"], {"a", "b"}, 1), (["a"], set(), 0)])
def test_a_score_needs_something_to_score(named, winners, seats) -> None:
    with pytest.raises(ValueError, match="a score needs"):
        forecast.names(named, winners, set(), seats)


def test_a_band_holds_its_ends_and_its_middle_is_scored_too() -> None:
    found = forecast.shares({"a": (0.7, 0.8), "b": (0.1, 0.1), "gone": (0.0, 0.1)}, {"a": 0.8, "b": 0.13})
    assert found is not None
    assert (found.n, found.inside, found.missing) == (2, 1, 1)
    assert found.distance == pytest.approx(0.015) and found.middle_distance == pytest.approx(0.04) and found.width == pytest.approx(0.05)
    assert forecast.shares({"gone": (0.0, 0.1)}, {"a": 0.8}) is None


def test_brier() -> None:
    assert forecast.brier([(1.0, True), (0.5, False)]) == pytest.approx(0.125)
    assert forecast.brier([(0.5, True)]) == 0.25
    assert forecast.brier([]) is None
