"""Which election is looked at: the latest first, the list above the question, kept in the address."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store import elections
from locales import using
from schemas.person import Role
from services import clock, house
from tests import people as persons
from tests.people import ELECTION
from ui import address, filters

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


def test_what_narrows_a_page_stands_above_its_question(people: People) -> None:
    persons.registry()
    people.signed_in(Role.ANALYST)
    with using("en"):
        at = people.page("pages/analyse/overview.py")
        order = [each.type for each in at.main]
    assert not at.exception and order.index("selectbox") < order.index("title")
    assert [each.key for each in at.main.selectbox] == ["rule"] and "rule" not in [each.key for each in at.sidebar.selectbox]


def test_a_single_entry_is_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def selectbox(label: str, codes: list[str], **_: object) -> str:
        drawn.append(label)
        return codes[0]

    monkeypatch.setattr(address, "begin", lambda key, codes, start: start)
    monkeypatch.setattr(address, "keep", lambda *_: None)
    monkeypatch.setattr(st, "selectbox", selectbox)
    assert filters.choice("contest", "Contest", {"party": "Party list"}, default="party") == "party" and not drawn
    assert filters.choice("contest", "Contest", {"party": "Party list", "local": "Councils"}, default="party") == "party" and drawn


def listed() -> None:
    from ui import filters

    filters.choice("figure", "Figure", {"short": "Votes", "long": "Kazakhstan · voters who received ballots, *share* of the list"})


def test_what_the_list_of_a_phone_cuts_off_stands_below_it() -> None:
    at = AppTest.from_function(listed).run()
    assert not at.exception and not at.markdown
    at.selectbox(key="figure").set_value("long").run()
    assert [each.value for each in at.markdown] == [
        r":small[:gray[Kazakhstan · voters who received ballots, \*share\* of the list]]"]


def test_a_choice_that_nobody_made_follows_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands first where the page is narrowed stands first there too, and the address names nothing; a choice made stays."""
    state: dict[str, object] = {}
    chosen: dict[str, str] = {}
    monkeypatch.setattr(address, "st", SimpleNamespace(session_state=state, query_params=chosen))

    def page(default: str) -> str:
        begun = address.begin("item", ["not_posted", "queue", "late"], default)
        address.keep("item", begun, default)
        return begun

    assert [page("not_posted"), page("queue"), page("queue")] == ["not_posted", "queue", "queue"] and chosen == {}
    state["item"] = "late"
    assert [page("queue"), page("not_posted")] == ["late", "late"] and chosen == {"item": "late"}
