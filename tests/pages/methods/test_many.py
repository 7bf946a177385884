"""The page about many stations at once: empty, and in the demonstration in three languages, each view."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from locales import LANGUAGES, using
from schemas.person import Role
from services import access, reading
from services.demonstration.plan import ELECTION_ID
from tests.people import ELECTION

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People

PAGE = "pages/methods/many.py"
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|because of|фальсиф|украд|доказан", re.IGNORECASE)


def opened(people: People, language: str, election: str, **state: object) -> AppTest:
    access.choose_language(people.signed_in(Role.ANALYST), language)
    with using(language):  # AppTest writes the widgets' labels in this thread
        at = people.page(PAGE)
        for name, value in {"election": election, **state}.items():
            at.session_state[name] = value
        at.run()
    assert not at.exception
    return at


@pytest.fixture
def full(lived_in: Callable[[Path], People], demonstration_of: Callable[..., Path]) -> People:
    return lived_in(demonstration_of(stations=400, observers=160, seed=7))


@pytest.mark.parametrize("view", ["regions", "together", "watched"])
def test_an_empty_election(people: People, view: str) -> None:
    reading.forget()
    for language in LANGUAGES:
        assert not opened(people, language, ELECTION.election_id, view=view).dataframe


def test_the_demonstration(full: People) -> None:
    for view in ("regions", "together", "watched"):
        spoken = set()
        for language in LANGUAGES:
            at = opened(full, language, ELECTION_ID, view=view)
            assert not FORBIDDEN.search(" ".join(each.value for each in at.markdown))
            assert bool(at.dataframe) == (view != "watched"), "in the demonstration nothing is published by station"
            spoken.add(at.markdown[0].value)
        assert len(spoken) == 3
