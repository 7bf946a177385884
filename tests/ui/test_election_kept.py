"""The election looked at goes with the reader from page to page, and the mark of simulated data with the election."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import elections
from schemas.person import Role
from services import clock, house
from services import registry as services_registry
from tests.people import ELECTION, People, open_page, registry

OTHER = ELECTION.model_copy(update={"election_id": "other-2028", "held_on": date(2028, 1, 16), "is_simulated": False})
FIRST, SECOND = "pages/review/queue.py", "pages/review/assignments.py"


@pytest.fixture
def analyst(people: People) -> People:
    """Of a house with an invented election and, before it, one that is not."""
    registry()
    house.store().write(lambda connection: elections.save(connection, OTHER, clock.now()))
    services_registry._election.cache_clear()
    people.signed_in(Role.ANALYST)
    return people


def said(at: AppTest) -> tuple[str, bool]:
    """The election in the list at the head of the page, and whether the page says that it is simulated."""
    assert not at.exception
    return str(at.selectbox(key="election").value), any("SIMULATED" in each.value for each in at.main.markdown)


def test_another_page_shows_the_same_election(analyst: People) -> None:
    at = open_page(FIRST, Role.ANALYST, {"election": OTHER.election_id})
    assert said(at) == (OTHER.election_id, False)
    del at.query_params["election"]
    assert said(at.switch_page(SECOND).run()) == (OTHER.election_id, False)
    assert OTHER.election_id in at.query_params["election"]
    del at.query_params["election"]
    assert said(at.switch_page(FIRST).run()) == (OTHER.election_id, False)


def test_the_mark_comes_with_the_choice_and_not_a_run_later(analyst: People) -> None:
    at = open_page(FIRST, Role.ANALYST, {"election": OTHER.election_id})
    assert said(at.selectbox(key="election").set_value(ELECTION.election_id).run()) == (ELECTION.election_id, True)
    assert said(at.selectbox(key="election").set_value(OTHER.election_id).run()) == (OTHER.election_id, False)


def test_a_link_goes_before_what_was_looked_at(analyst: People) -> None:
    at = open_page(FIRST, Role.ANALYST, {"election": OTHER.election_id})
    assert said(at) == (OTHER.election_id, False)
    at.query_params["election"] = ELECTION.election_id
    assert said(at.switch_page(SECOND).run()) == (ELECTION.election_id, True)
