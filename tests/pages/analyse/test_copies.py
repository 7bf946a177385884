"""Does each copy of a protocol say the same? Empty, in the demonstration in three languages, forbidden; the sentence is the table's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analysis.disclosure import Audience
from locales import LANGUAGES, using
from schemas.election import Published
from schemas.person import Role
from schemas.problem import Problem
from services import access, conclusions, copies, export_tables, house, reading, registry
from services.demonstration.plan import ELECTION_ID
from tests.people import ELECTION

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People

PAGE = "pages/analyse/copies.py"
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|фальсиф|украд|доказан", re.IGNORECASE)


@pytest.fixture
def full(lived_in: Callable[[Path], People], demonstration_of: Callable[..., Path]) -> People:
    return lived_in(demonstration_of(stations=400, observers=160, seed=7))


def opened(people: People, language: str, election: str) -> AppTest:
    access.choose_language(people.signed_in(Role.ANALYST), language)
    with using(language):  # AppTest writes the widgets' labels in this thread
        at = people.page(PAGE, state={"election": election})
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join([*(each.value for each in at.markdown), *(each.value.to_csv() for each in at.dataframe)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_hold_against_anything(people: People, language: str) -> None:
    reading.forget()
    at = opened(people, language, ELECTION.election_id)
    assert not at.dataframe


def test_the_demonstration_in_every_language(full: People) -> None:
    contest = registry.election(ELECTION_ID).leading_contest.contest_id
    found = copies.of(full.account(Role.ANALYST), ELECTION_ID, contest, copies.Pairing.COPIES)
    for language in LANGUAGES:
        at = opened(full, language, ELECTION_ID)
        assert not FORBIDDEN.search(words(at))
        with using(language):
            sentence = conclusions.words(conclusions.of_copies(found.value))
        assert sentence in [each.value for each in at.markdown]
        assert str(found.value.match.match.asked) in sentence


def test_answers_to_who_asked_for_a_copy_are_those_of_the_download(full: People) -> None:
    """Of two observers of a station one may be refused and the other be given it: both count the widest answer."""
    contest = registry.election(ELECTION_ID).leading_contest.contest_id
    told = copies.of(full.account(Role.ANALYST), ELECTION_ID, contest, copies.Pairing.COPIES).value.access.statuses
    table = export_tables.build(house.store(), registry.election(ELECTION_ID), Audience.INTERNAL).frames["stations.csv"]
    own = table.loc[table["contest_id"].eq(contest), "copy_status"].dropna()
    assert told == own.value_counts().to_dict() and set(told) == {"given", "promised", "refused", "left_before"}


def test_published_by_station_only_where_it_is() -> None:
    assert copies.pairings(ELECTION) == (copies.Pairing.COPIES,)
    everywhere = ELECTION.model_copy(update={"published": Published(by_station=True)})
    assert copies.pairings(everywhere) == (copies.Pairing.PUBLISHED, copies.Pairing.COPIES)


def test_who_may_not(people: People) -> None:
    with pytest.raises(Problem):
        copies.of(people.account(Role.OBSERVER), ELECTION.election_id, "list", copies.Pairing.COPIES)
