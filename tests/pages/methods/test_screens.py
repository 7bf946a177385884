"""The screens page: off with few stations, each view in three languages in the demonstration, innocent causes beside everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from schemas.voice import Voice
from services import forensics, reading, registry
from services.conclusion_screens import VIEWS, of_screen
from services.demonstration.plan import ELECTION_ID
from tests.pages.methods.opening import opener
from tests.people import ELECTION

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People

opened = opener("pages/methods/screens.py")
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|фальсиф|украд|доказан", re.IGNORECASE)


def said(at: AppTest) -> str:
    return " ".join(each.value for each in at.markdown)


@pytest.fixture
def full(lived_in: Callable[[Path], People], demonstration_of: Callable[..., Path]) -> People:
    return lived_in(demonstration_of(stations=600, observers=600, seed=11, released=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_few_stations_the_screens_are_off(people: People, language: str) -> None:
    reading.forget()
    at = opened(people, language, ELECTION.election_id)
    with using(language):
        assert said(at).count("300") == 1, "that a screen is off is said once"
        assert text("Screens need the figures of nearly all stations: published by station, or protocols held.") in said(at)
    assert not at.dataframe


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_that_is_off_is_the_one_that_was_asked_for(people: People, language: str) -> None:
    """Every address spoke of whole percentages."""
    reading.forget()
    first = {view: said(opened(people, language, ELECTION.election_id, view=view)) for view in VIEWS}
    assert len(set(first.values())) == len(VIEWS)


def test_each_view_has_its_innocent_causes(full: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.forensics.LEAST_STATIONS", 50)
    contest = registry.election(ELECTION_ID).leading_contest.contest_id
    found = forensics.of(full.account(Role.ANALYST), ELECTION_ID, contest).value
    concluded = [view for view in VIEWS if of_screen(found, view).n]
    assert len(concluded) >= 4, "few protocols make no tenth of a region"
    for view in VIEWS:
        spoken = set()
        for language in LANGUAGES:
            at = opened(full, language, ELECTION_ID, view=view)
            with using(language):
                causes = text("It may also come from: {causes}. It says nothing of a single station.").split("{")[0]
            assert (causes in said(at)) is (view in concluded), (view, language)
            assert not FORBIDDEN.search(said(at))
            assert "nan" not in said(at).lower().split()
            spoken.add(at.markdown[0].value)
        assert len(spoken) == 3


def test_protocols_are_the_voice_where_nothing_is_published_by_station(full: People) -> None:
    election = registry.election(ELECTION_ID)
    found = forensics.of(full.account(Role.ANALYST), ELECTION_ID, election.leading_contest.contest_id).value
    assert found.voice is Voice.PROTOCOL
    assert 0 < found.integers.stations <= len(found.table) <= found.registry_n
    assert found.leader in election.leading_contest.option_codes


def test_another_end_of_the_clean_range_changes_the_answer(full: People) -> None:
    contest = registry.election(ELECTION_ID).leading_contest.contest_id
    read = forensics.of(full.account(Role.ANALYST), ELECTION_ID, contest)
    other = forensics.peak_of(read.value, 0.9, read.ledger_length)
    assert other.clean_to_share == 0.9
    assert other.excess_votes != read.value.peak.excess_votes


def test_an_observer_is_refused(people: People) -> None:
    with pytest.raises(Problem):
        forensics.of(people.account(Role.OBSERVER), ELECTION.election_id, "list")
