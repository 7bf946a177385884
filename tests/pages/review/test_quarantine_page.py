"""The page on quarantine: empty, a preview, out and back, an unknown code, closed to observers and to read for an administrator."""

from __future__ import annotations

import pytest

from schemas.person import Role
from services import quarantine, reading
from tests.people import ELECTION, People
from tests.reviewing import sent
from ui import navigation

PAGE = "pages/review/quarantine.py"
pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def full(people: People) -> People:
    author = people.account(Role.OBSERVER, code="SHY-1")
    sent(author, 1)
    return people


def test_nobody_out_is_said_in_words_and_once(full: People) -> None:
    at = full.page(PAGE, Role.COORDINATOR, query={"lang": "en"}, code="NIGHT-2")
    said = " ".join(each.value for each in at.markdown)
    assert said.count("Nobody is out of the figures.") == 1 and "in no figure now" not in said
    assert "A coordinator or an analyst decides it" not in said, "which is who reads it"
    assert "A coordinator or an analyst decides it" in " ".join(
        each.value for each in full.page(PAGE, Role.ADMIN, query={"lang": "en"}).markdown)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_out_in_each_language(full: People, language: str) -> None:
    at = full.page(PAGE, Role.COORDINATOR, query={"lang": language}, code="NIGHT-1")
    assert not at.exception
    at.text_input(key="observer").set_value("SHY-1").run()
    assert [str(table.value.iloc[0].to_list()[1:]) for table in at.dataframe] == ["['1', '0']"]
    at.text_input(key="quarantine_reason-False").set_value("was not there")
    at.button[-1].click().run()
    assert not at.exception
    assert [(each.is_out, each.reason) for each in quarantine.decisions(full.account(Role.ANALYST), ELECTION.election_id)] == [
        (True, "was not there")]
    reading.forget()
    at.run()
    assert any("was not there" in str(table.value.to_dict()) for table in at.dataframe)
    assert at.text_input(key="quarantine_reason-True").value == "", "bringing them back has a reason of its own"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_what_was_decided_in_another_window_is_said_with_what_was_typed_here(full: People, language: str) -> None:
    """The button that is pressed is gone by then: without a sentence the page would only show another state."""
    at = full.page(PAGE, Role.COORDINATOR, query={"lang": language, "observer": "SHY-1"}, code="NIGHT-1")
    assert not at.exception and not at.warning
    quarantine.decide(full.account(Role.ANALYST, code="NIGHT-9"), ELECTION.election_id, "SHY-1", is_out=True, reason="not at the station")
    reading.forget()
    at.text_input(key="quarantine_reason-False").set_value("seen elsewhere")
    at.button[-1].click().run()
    assert not at.exception
    [said] = [each.value.replace("\\", "").replace("‑", "-") for each in at.warning]
    assert "NIGHT-9" in said and "not at the station" in said and "seen elsewhere" in said
    assert len(quarantine.decisions(full.account(Role.ANALYST), ELECTION.election_id)) == 1
    at.run()
    assert not at.warning, "it is said once"


def test_ones_own_decision_is_not_told_as_somebody_elses(full: People) -> None:
    at = full.page(PAGE, Role.COORDINATOR, query={"lang": "en", "observer": "SHY-1"}, code="NIGHT-1")
    at.text_input(key="quarantine_reason-False").set_value("was not there")
    at.button[-1].click().run()
    reading.forget()
    at.run()
    assert not at.exception and not at.warning
    # A second tap ends the run of the first before it has noted what it did.
    at.session_state["quarantine_shown-SHY-1"] = False
    at.run()
    assert not at.exception and not at.warning


def test_an_unknown_code_is_said(full: People) -> None:
    at = full.page(PAGE, Role.ANALYST)
    at.text_input(key="observer").set_value("NOBODY").run()
    assert not at.exception
    assert any("no observer with this code" in each.value for each in at.markdown)


def test_an_administrator_reads_and_an_observer_has_no_such_page(full: People) -> None:
    at = full.page(PAGE, Role.ADMIN)
    assert not at.exception
    assert not at.text_input
    assert PAGE not in {entry.path for entry in navigation.entries(Role.OBSERVER)}
