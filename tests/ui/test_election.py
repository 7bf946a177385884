"""Which election is looked at: the latest first, the list above the question, kept in the address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.store import elections
from locales import using
from schemas.person import Role
from services import clock, house
from tests import people as persons
from tests.people import ELECTION

if TYPE_CHECKING:
    from tests.people import People

EARLIER = ELECTION.model_copy(update={"election_id": "test-2028", "held_on": date(2028, 3, 26)})


def test_the_list_stands_above_the_question_and_the_latest_is_open(people: People) -> None:
    persons.registry()
    house.store().write(lambda connection: elections.save(connection, EARLIER, clock.now()))
    people.signed_in(Role.ANALYST)
    with using("en"):
        at = people.page("pages/methods/robustness.py")
        order = [each.type for each in at.main]
        assert order.index("selectbox") < order.index("title")
        assert at.main.selectbox(key="election").value == ELECTION.election_id
        assert not [each for each in at.sidebar.selectbox if each.key == "election"]
        at.main.selectbox(key="election").set_value(EARLIER.election_id).run()
    assert not at.exception and at.query_params["election"] in (EARLIER.election_id, [EARLIER.election_id])


def test_nobody_chooses_where_there_is_one(people: People) -> None:
    persons.registry()
    people.signed_in(Role.ANALYST)
    with using("en"):
        at = people.page("pages/methods/robustness.py")
    assert not [each for each in at.selectbox if each.key == "election"]
