"""Without stations: whether a list is to be expected, and who brings it, goes by the election and by the reader."""

from __future__ import annotations

import pytest

from data.store import elections
from schemas.person import Role
from services import clock, house, reading
from tests.people import ELECTION, People

BARE = ELECTION.model_copy(update={"election_id": "bare-2030", "name": ELECTION.name})


@pytest.mark.parametrize(
    ("has_stations", "role", "said", "not_said"),
    [
        (True, Role.ANALYST, "An administrator imports it", "You can import"),
        (True, Role.ADMIN, "You can import it under “Bring tables in”", "An administrator"),
        (False, Role.ANALYST, "Only published figures are kept of this election", "imports it"),
        (False, Role.ADMIN, "Only published figures are kept of this election", "You can import"),
    ],
)
def test_who_brings_the_list(people: People, has_stations: bool, role: Role, said: str, not_said: str) -> None:
    described = BARE.model_copy(update={"has_stations": has_stations})
    house.store().write(lambda connection: elections.save(connection, described, clock.now()))
    reading.forget()
    for page in ("pages/analyse/overview.py", "pages/analyse/download.py", "pages/analyse/station.py"):
        at = people.page(page, role, query={"lang": "en", "election": described.election_id})
        assert not at.exception
        words = " ".join(each.value for each in at.markdown)
        assert said in words and not_said not in words, words
        assert ("Nothing can be counted yet" in words) is (has_stations and "overview" in page)


@pytest.mark.parametrize("has_stations", [True, False])
def test_of_an_election_without_stations_no_reports_are_promised(people: People, has_stations: bool) -> None:
    """Nobody can be invited there and nobody sends anything: what its pages say to do next would never come."""
    described = BARE.model_copy(update={"has_stations": has_stations})
    house.store().write(lambda connection: elections.save(connection, described, clock.now()))
    reading.forget()
    promises = ("invites observers", "bservers send", "Answers come", "A sum comes", "Plan a draw here", "when two observers")
    for page in ("review/assignments", "review/silent", "review/queue", "review/incidents", "review/second_entry", "review/conflicts",
                 "analyse/turnout", "analyse/violations", "methods/many", "methods/robustness", "methods/sample"):  # fmt: skip
        at = people.page(f"pages/{page}.py", Role.ANALYST, query={"lang": "en", "election": described.election_id})
        assert not at.exception
        words = " ".join(each.value for each in at.markdown)
        assert any(each in words for each in promises) is has_stations, (page, words)
        assert ("No observer reports from this election" in words) is not has_stations, (page, words)
