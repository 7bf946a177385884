"""The sample page: refuses a margin for chosen stations in three languages, and plans a draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from data.store import elections
from locales import LANGUAGES, text, using
from services import clock, house, reading
from services.demonstration.plan import ELECTION_ID
from tests.pages.methods.opening import opener
from tests.people import ELECTION, STATIONS

if TYPE_CHECKING:
    from tests.people import People

opened = opener("pages/methods/sample.py")
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|фальсиф|украд|доказан", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["estimate", "planner"])
def test_an_empty_election(people: People, language: str, view: str) -> None:
    reading.forget()
    at = opened(people, language, ELECTION.election_id, view=view)
    assert not at.dataframe


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draw_without_a_list_says_what_is_not_there(house_dir, people: People, language: str) -> None:
    """Not that so many cannot be drawn: there is nothing to draw from, and another number does not help."""
    bare = ELECTION.model_copy(update={"election_id": "test-bare"})
    house.store().write(lambda connection: elections.save(connection, bare, clock.now()))
    reading.forget()
    at = opened(people, language, "test-bare", view="planner")
    assert not at.number_input and not at.text_input, "nothing is to be chosen of what is not there"
    said = " ".join(each.value for each in at.markdown)
    with using(language):
        assert text("There is no list of polling stations for this election.") in said
        assert text("An administrator imports it, with the voters on each station's list.") in said
        assert text("Choose another number of stations, or no strata.") not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draw_of_every_station_has_no_interval(people: People, language: str) -> None:
    reading.forget()
    said = " ".join(each.value for each in opened(people, language, ELECTION.election_id, view="planner", draw=len(STATIONS)).markdown)
    with using(language):
        assert text("Every station is drawn: what all of them report is turnout itself, without an interval.") in said
    assert not re.search(r"\b0[.,]0", said)


def test_the_demonstration(full: People) -> None:
    for view in ("estimate", "planner"):
        spoken = set()
        for language in LANGUAGES:
            at = opened(full, language, ELECTION_ID, view=view, draw=60)
            assert not FORBIDDEN.search(" ".join(each.value for each in at.markdown))
            spoken.add(at.markdown[0].value)
        assert len(spoken) == 3
    assert len(at.dataframe[0].value) == 40


def test_the_choices_stand_in_the_address_and_change_the_estimate(full: People) -> None:
    spoken = set()
    for language in LANGUAGES:
        at = opened(full, language, ELECTION_ID, view="estimate")
        assert len(at.dataframe) == 2, "response first, then the estimate under the choices"
        with using(language):
            at.selectbox(key="figure").set_value("total").run()
        assert not at.exception
        assert at.query_params["figure"] in ("total", ["total"])
        spoken.add(at.dataframe[1].value.to_csv())
    assert len(spoken) == 3
