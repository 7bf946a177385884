"""Every figure a conclusion can carry has a name in the three languages, and is written as what it is."""

from collections.abc import Callable

import pytest

from analysis.conclusion import Subject
from analysis.release import Figure
from locales import using
from services import conclusions, registry, releases
from services.demonstration.plan import ELECTION_ID
from ui import release_words


def test_no_code_stands_on_the_page(demonstration: Callable[..., None]) -> None:
    """Whatever the demonstration concludes is said in words."""
    demonstration(stations=400, observers=160, seed=7)
    known = release_words.NAMES
    made = conclusions.every(registry.election(ELECTION_ID)).value
    for found in made:
        codes = {found.finding.code, found.opposite.code, *(each.code for each in found.more), *(code for code, _ in found.amounts)}
        assert not {code for code in codes - known.keys() if not code.startswith(release_words.SEATS_OF)}, found.subject
    assert len(made) > 20
    keys = [releases.headline(found, registry.election(ELECTION_ID)).key for found in made]
    assert len(set(keys)) == len(keys), "two statements of one release that a later one could not tell apart"
    for language in ("kk", "ru"):
        with using(language):
            assert all(release_words.figure(Figure(code, None, None), "").partition(":")[0] != known[code] for code in known)


@pytest.mark.parametrize(
    ("code", "subject", "before", "after", "said"),
    [
        ("above", Subject.TURNOUT, (6, 49), (5, 48), "above: 6 of 49 → 5 of 48"),
        ("counted", Subject.TURNOUT, (51234,), (50100,), "counted: 51,234 → 50,100"),
        ("counted", Subject.TURNOUT_DAY, (0.434,), (0.431,), "counted: 43.4% → 43.1%"),
        ("official", Subject.SAMPLE, (0.5702,), (0.5698,), "turnout announced: 57.02% → 56.98%"),
        ("ratio", Subject.TURNOUT, (1.087,), (1.09,), "protocol to one counted: 1.087 → 1.090"),
        ("flagged", Subject.INTEGERS, (1,), (0,), "unusual by the rule set beforehand: yes → no"),
        ("excess", Subject.INTEGERS, (-3.5,), (4,), "difference from chance: −3.50 → +4"),
        ("seats_AMANAT", Subject.SEATS, (76,), (75,), "seats, AMANAT: 76 → 75"),
        ("correlation", Subject.FINGERPRINT, (0.5,), (-0.25,), "correlation of turnout with the leader's share: +0.50 → −0.25"),
        ("correlation", Subject.FINGERPRINT, (0.421,), (0.424,), "correlation of turnout with the leader's share: +0.421 → +0.424"),
        ("excess_votes", Subject.CLEAN_PEAK, (15654.62,), (15390.98,), "votes above proportion: +15,655 → +15,391"),
        ("later_share", Subject.OFFICIAL, (0.5702,), (0.5698,), "turnout announced later: 57.02% → 56.98%"),
        ("capital_hour", Subject.TURNOUT_DAY, None, (20.5,), "capital time: – → 20:30"),
    ],
)
def test_a_figure_is_written_as_what_it_is(
    code: str, subject: Subject, before: tuple[float, ...] | None, after: tuple[float, ...], said: str
) -> None:
    with using("en"):
        assert release_words.figure(Figure(code, before, after), subject) == said


def test_a_list_is_called_by_its_name_and_of_none_nothing_is_counted() -> None:
    seats, lists = Figure("seats_LANTERN", None, (51,)), {"LANTERN": "Lantern Party"}
    with using("en"):
        assert release_words.figure(seats, Subject.SEATS, lists) == "seats, Lantern Party: – → 51"
        said = release_words.figure(Figure("lists_with_seats", (0, 0), (5, 5)), Subject.SEATS)
    assert said == "lists with a seat: – → 5 of 5"
