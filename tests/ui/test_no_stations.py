"""Without stations: whether a list is to be expected, and who brings it, goes by the election and by the reader."""

from __future__ import annotations

import pytest

from data.store import elections
from locales import text, using
from schemas.message import Message
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
        assert not [each for each in at.selectbox if (each.key or "").startswith("station")] and not at.text_input, "nobody is offered"
        assert ("Nothing can be counted yet" in words) is (has_stations and "overview" in page)


@pytest.mark.parametrize("has_stations", [True, False])
def test_of_an_election_without_stations_no_reports_are_promised(people: People, has_stations: bool) -> None:
    """Nobody can be invited there and nobody sends anything: what its pages say to do next would never come."""
    described = BARE.model_copy(update={"has_stations": has_stations})
    house.store().write(lambda connection: elections.save(connection, described, clock.now()))
    reading.forget()
    promises = ("An administrator imports it", "bservers send", "Answers come", "A sum comes", "Plan a draw here", "when two observers")
    for page in ("review/assignments", "review/silent", "review/queue", "review/incidents", "review/second_entry", "review/conflicts",
                 "analyse/turnout", "analyse/violations", "methods/many", "methods/robustness", "methods/sample"):  # fmt: skip
        at = people.page(f"pages/{page}.py", Role.ANALYST, query={"lang": "en", "election": described.election_id})
        assert not at.exception
        words = " ".join(each.value for each in at.markdown)
        assert any(each in words for each in promises) is has_stations, (page, words)
        assert ("No observer reports from this election" in words) is not has_stations, (page, words)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("page", ["pages/review/assignments.py", "pages/review/silent.py"])
def test_who_invites_observers_goes_by_the_reader(people: People, page: str, language: str) -> None:
    """A coordinator read that a coordinator does it; where there are no stations nobody can be invited to one."""
    house.store().write(lambda connection: elections.save(connection, BARE, clock.now()))
    reading.forget()
    others, own, here = (
        Message("A coordinator invites observers to their stations."),
        Message("You invite observers to their stations under “Who is where?”."),
        Message("You invite them above."),
    )
    known = ELECTION.election_id
    for election_id, role in ((known, Role.COORDINATOR), (known, Role.ANALYST), (BARE.election_id, Role.ADMIN)):
        at = people.page(page, role, query={"lang": language, "election": election_id})
        assert not at.exception
        words = " ".join(each.value for each in at.markdown)
        with using(language):
            stated = {each: text(each) in words for each in (others, own, here)}
            is_here = "assignments" in page
            wanted = {Role.COORDINATOR: here if is_here else own, Role.ANALYST: others, Role.ADMIN: None}[role]
            assert [each for each, is_said in stated.items() if is_said] == ([] if wanted is None else [wanted]), words
            if role is Role.ADMIN:
                assert text("You can import it under “Bring tables in”, with the voters on each station's list.") in words
                assert not at.get("button_group")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN])
def test_regions_that_came_with_published_figures_are_no_stations_to_invite_to(people: People, role: Role) -> None:
    house.store().write(lambda connection: elections.save(connection, ELECTION.model_copy(update={"has_stations": False}), clock.now()))
    reading.forget()
    for page in ("assignments", "silent"):
        at = people.page(f"pages/review/{page}.py", role, query={"lang": "en", "election": ELECTION.election_id})
        words = " ".join(each.value for each in at.markdown)
        assert "No observer reports from this election" in words and "invite" not in words, words
