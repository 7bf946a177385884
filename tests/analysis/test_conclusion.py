"""A conclusion's level is computed; a finding has its opposite; an interval has a random draw."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.conclusion import (
    BASE_NAMES,
    CAVEAT_NAMES,
    LEVEL_NAMES,
    Base,
    Caveat,
    Conclusion,
    Interval,
    Level,
    Part,
    Selection,
    Subject,
)
from schemas.voice import Voice


def conclusion(k: int = 2, opposite: int = 1, n: int = 9, **more: object) -> Conclusion:
    voices = (Voice.COUNT, Voice.PROTOCOL)
    return Conclusion(Subject.TURNOUT, voices, Base.STATIONS_COMPARED, Part("above", k, n), Part("below", opposite, n), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "level"),
    [
        (conclusion(0, 0, 0), Level.NOTHING),
        (conclusion(0, 0, 0, is_screen=True), Level.NOTHING),
        (conclusion(), Level.COUNTED),
        (conclusion(1, 0, 1), Level.UNVERIFIED),
        (conclusion(1, 0, 1, document_pair=True), Level.UNVERIFIED),
        (conclusion(1, 0, 1, checked=True), Level.COUNTED),
        (conclusion(1, 0, 1, checked=True, document_pair=True), Level.DOCUMENTED),
        (conclusion(checked=True, document_pair=True), Level.COUNTED),
        (conclusion(is_screen=True, checked=True), Level.ANOMALY),
        (conclusion(selection=Selection.DRAWN, interval=Interval(0.4, 0.5)), Level.ESTIMATED),
        (conclusion(selection=Selection.DRAWN), Level.COUNTED),
    ],
)
def test_the_level_follows_from_what_it_rests_on(found: Conclusion, level: Level) -> None:
    assert found.level is level


def test_no_interval_without_a_random_draw() -> None:
    for selection in (Selection.CHOSEN, Selection.ALL):
        with pytest.raises(ValueError, match="drawn at random"):
            conclusion(interval=Interval(0.4, 0.5), selection=selection)
    with pytest.raises(ValueError, match="not an interval"):
        Interval(0.5, 0.4)


def test_a_finding_and_its_opposite_are_of_one_base() -> None:
    with pytest.raises(ValueError, match="one base"):
        Conclusion(Subject.TURNOUT, (), Base.STATIONS_COMPARED, Part("above", 1, 3), Part("below", 1, 4))
    with pytest.raises(ValueError, match="one base"):
        conclusion(6, 4, 9)
    with pytest.raises(ValueError, match="cannot be"):
        Part("above", 4, 3)


def test_caveats_follow_too() -> None:
    assert conclusion(checked=True).caveats == (Caveat.NOT_DRAWN,)
    assert conclusion(calibrated=False).caveats == (Caveat.NOT_DRAWN, Caveat.NOT_CALIBRATED, Caveat.NOT_CHECKED)
    assert conclusion(selection=Selection.DRAWN, checked=True).caveats == ()
    voices = (Voice.PROTOCOL, Voice.PUBLISHED)
    pair = Conclusion(Subject.RESULTS_BY_STATION, voices, Base.PUBLISHED_FIGURES, Part("a", 0, 2), Part("b", 0, 2))
    assert Caveat.COPIES_HELD in pair.caveats
    nothing = replace(pair, finding=Part("a", 0, 0), opposite=Part("b", 0, 0), calibrated=False, amounts=(("stations", 0.0),))
    assert nothing.is_empty and nothing.caveats == (), "of nothing there is nothing to limit"
    assert replace(nothing, amounts=(("not_comparable", 1.0),)).is_empty, "a flag counts nothing"
    assert Caveat.NOT_DRAWN in replace(nothing, amounts=(("held", 3.0),)).caveats


def test_everything_has_a_name() -> None:
    assert set(BASE_NAMES) == set(Base)
    assert set(CAVEAT_NAMES) == set(Caveat)
    assert set(LEVEL_NAMES) == set(Level)


@given(
    n=st.integers(0, 20_000),
    k=st.integers(0, 20_000),
    opposite=st.integers(0, 20_000),
    checked=st.booleans(),
    pair=st.booleans(),
    screen=st.booleans(),
)
def test_the_opposite_is_always_there_and_more_checking_never_lowers(
    n: int, k: int, opposite: int, checked: bool, pair: bool, screen: bool
) -> None:
    if k + opposite > n:
        with pytest.raises(ValueError, match=r"cannot be|one base"):
            conclusion(k, opposite, n)
        return
    found = conclusion(k, opposite, n, checked=checked, document_pair=pair, is_screen=screen)
    assert (found.finding.n, found.opposite.n) == (n, n)
    assert (found.level is Level.NOTHING) == (n == 0)
    order = list(Level)
    assert order.index(conclusion(k, opposite, n, checked=True, document_pair=pair, is_screen=screen).level) <= order.index(found.level)
    assert found.amount("nobody said") is None
    with pytest.raises(KeyError):
        found.part("nobody said")


def test_a_stated_number_beside_a_count_of_the_room_names_the_portable_box() -> None:
    made = {
        subject: Conclusion(
            subject=subject, voices=(Voice.COUNT, Voice.STATED), base=Base.INTERVALS_WATCHED, finding=Part("above", 1, 4),
            opposite=Part("below", 0, 4))
        for subject in (Subject.TURNOUT_HOURS, Subject.TURNOUT)
    }  # fmt: skip
    assert Caveat.OUTSIDE_STATED in made[Subject.TURNOUT_HOURS].caveats and Caveat.OUTSIDE_STATED not in made[Subject.TURNOUT].caveats


def test_what_a_page_used_to_add_goes_wherever_the_conclusion_goes() -> None:
    def made(subject: Subject, opposite: int = 1, n: int = 4) -> tuple[Caveat, ...]:
        return Conclusion(subject, (Voice.PUBLISHED,), Base.STATIONS_SCREENED, Part("a", 0, n), Part("b", opposite, n)).caveats

    for subject, caveat in {
        Subject.SEATS: Caveat.ARITHMETIC, Subject.CHECKS: Caveat.CHECKS_ARE_WEAK, Subject.INCIDENTS: Caveat.AT_LEAST,
        Subject.ASSOCIATIONS: Caveat.NOT_A_CAUSE, Subject.ROBUSTNESS: Caveat.LEFT_OUT_WITH,
        Subject.BALLOTS: Caveat.OFTEN_APART, Subject.SAMPLE: Caveat.SOME_SILENT,
    }.items():  # fmt: skip
        assert caveat in made(subject) and caveat not in made(subject, 0, 0)
    assert Caveat.SOME_SILENT not in made(Subject.SAMPLE, opposite=0), "all that were drawn have reported"


def test_stated_numbers_above_a_list_are_named_where_they_stand_in_the_sums() -> None:
    assert Caveat.ABOVE_LIST in conclusion(amounts=(("above_list", 1),)).caveats
    assert Caveat.ABOVE_LIST not in conclusion().caveats and Caveat.ABOVE_LIST not in conclusion(amounts=(("above_list", 0),)).caveats


def test_a_screen_may_say_how_far_chance_moves_it_but_of_others_nothing() -> None:
    found = conclusion(is_screen=True, interval=Interval(-0.07, -0.01))
    assert found.level is Level.ANOMALY and {Caveat.CHANCE_ALONE, Caveat.NOT_DRAWN} <= set(found.caveats)
    drawn = conclusion(selection=Selection.DRAWN, interval=Interval(0.4, 0.5))
    assert Caveat.CHANCE_ALONE not in drawn.caveats
