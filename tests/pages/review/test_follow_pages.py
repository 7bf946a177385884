"""The coordinator's pages and the results page: empty, with reports, in three languages, and closed to observers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import elections, official
from locales import text, using
from schemas.call import CallResult
from schemas.day import due_instants
from schemas.election import ProtocolLine, Published
from schemas.figure import FigureCode, FigureUnit
from schemas.official import OfficialFigure, OfficialSource, OfficialStatus
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import Receipt, Submission
from schemas.reports.body import ReportKind
from services import access, clock, follow, house, reading, registry, reports, results
from services.states import Side, State
from tests.people import ELECTION, NOON, ROOT
from ui import follow as pieces
from ui import navigation

if TYPE_CHECKING:
    from tests.people import People

PAGES = (
    "pages/review/silent.py",
    "pages/review/conflicts.py",
    "pages/review/assignments.py",
    "pages/analyse/results.py",
    "pages/analyse/sums.py",
)
NIGHT = NOON + timedelta(hours=14)
SETTLED = ELECTION.model_copy(
    update={
        "protocol_lines": (ProtocolLine(code=FigureCode.REGISTERED_VOTERS), ProtocolLine(code=FigureCode.BALLOTS_ISSUED)),
        "published": Published(results=("region",)),
    }
)


@pytest.fixture(autouse=True)
def night(house_dir: object) -> Iterator[None]:
    with clock.fixed(NIGHT, everywhere=True):
        yield


def submit(actor: Actor, station: str, kind: ReportKind, number: int, body: dict[str, object]) -> None:
    stored = reports.submit(
        actor,
        Submission(
            report_id=UUID(int=number),
            kind=kind,
            election_id=ELECTION.election_id,
            station_id=station,
            observed_at=NOON,
            contest_id="list" if kind is ReportKind.COUNT else "",
            body=body,
        ),
        ask=False,
    )
    assert isinstance(stored, Receipt)


def protocol(votes: int) -> dict[str, object]:
    return {
        "count_present": "whole",
        "protocol_source": "signed_copy",
        "copy_given": "given",
        "votes": {"A": votes, "B": 50},
        "lines": {"registered_voters": 2494, "ballots_issued": 1200},
    }


def published(value: int, option: str) -> OfficialFigure:
    return OfficialFigure(
        election_id=ELECTION.election_id,
        unit_id="KZ-79",
        contest_id="list",
        code=FigureCode.VOTES,
        option_code=option,
        unit=FigureUnit.VOTES,
        value=value,
        status=OfficialStatus.FINAL,
    )


@pytest.fixture
def full(people: People) -> People:
    """Two observers at station 417 whose protocols differ on party A; 418 has one; published region sums; one turnout report."""
    house.store().write(lambda connection: elections.save(connection, SETTLED, clock.now()))
    registry._election.cache_clear()
    first, second = (people.account(Role.OBSERVER, code=f"SHY-0417-{letter}") for letter in "AB")
    other = people.account(Role.OBSERVER, stations=("KZ-79/0418",), code="SHY-0418-A")
    submit(first, "KZ-79/0417", ReportKind.COUNT, 1, protocol(700))
    submit(second, "KZ-79/0417", ReportKind.COUNT, 2, protocol(701))
    submit(other, "KZ-79/0418", ReportKind.COUNT, 3, protocol(300))
    submit(
        first,
        "KZ-79/0417",
        ReportKind.TURNOUT,
        4,
        {
            "counting_method": "tally",
            "counting_unit": "at_box",
            "counting_since_at": "2029-01-14T02:00:00Z",
            "voters_counted": 240,
            "counted_at": NOON.isoformat(),
            "stated_voters": 250,
            "nothing_wrong": "nothing_to_report",
        },
    )
    source = OfficialSource(publisher="Commission", title="SIMULATED results", published_text="16 January 2029", sha256="0" * 64)
    house.store().write(lambda connection: official.add(connection, source, [published(3_500, "A"), published(100, "B")], clock.now()))
    reading.forget()
    return people


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_election_says_what_is_missing(people: People, path: str) -> None:
    at = people.page(path, Role.COORDINATOR)
    assert not at.exception
    assert at.title[0].value


@pytest.mark.parametrize("path", [
    f"pages/review/{name}.py" for name in ("conflicts", "incidents", "second_entry", "assignments", "silent", "queue", "counting")])
def test_where_nothing_came_in_no_noughts_are_counted(people: People, path: str) -> None:
    at = people.page(path, Role.ANALYST, query={"lang": "en", "election": ELECTION.election_id})
    words = " ".join(each.value for each in at.markdown)
    assert not re.search(r"\*\*0\*\*", words) and re.search(r"\bNo(thing)? ", words), words
    assert not any(table.value.isin(["0"]).any(axis=None) for table in at.dataframe)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", PAGES)
def test_a_full_election_is_shown_in_each_language(full: People, path: str, language: str) -> None:
    at = full.page(path, Role.ANALYST, query={"lang": language, "election": ELECTION.election_id})
    assert not at.exception
    assert at.dataframe


def test_an_observer_has_no_such_page_and_no_service_answers(full: People) -> None:
    assert not {entry.path for entry in navigation.entries(Role.OBSERVER)} & set(PAGES)
    observer = full.account(Role.OBSERVER)
    for ask in (follow.contacts, follow.observers, follow.paper_figures, follow.compared):
        with pytest.raises(Problem) as refused:
            ask(observer, ELECTION.election_id)
        assert refused.value.code is ProblemCode.FORBIDDEN
    with pytest.raises(Problem):
        results.of(observer, ELECTION.election_id, "list", "region")


def test_two_protocols_of_one_station_that_differ_are_a_conflict(full: People) -> None:
    analyst = full.account(Role.ANALYST)
    stations = follow.conflict_stations(analyst, ELECTION.election_id)
    row = stations[stations["conflicts_n"] > 0].iloc[0]
    assert (row["station_id"], row["conflicts_n"], row["widest"]) == ("KZ-79/0417", 1, 1)


def test_a_station_with_two_different_copies_has_no_value_and_the_sum_is_incomplete(full: People) -> None:
    found = results.of(full.account(Role.ANALYST), ELECTION.election_id, "list", "region")
    rows = found.rows.set_index("option_code")
    # A: only 418 counts (300); the published 3,500 leaves 3,200 to 417, whose list has 2,494 (+1 % tolerance).
    assert (rows.loc["A", "state"], rows.loc["A", "side"], rows.loc["A", "difference"]) == (State.DIFFERS, Side.ABOVE, 3_200)
    assert (rows.loc["B", "state"], rows.loc["B", "copies"], rows.loc["B", "held_n"]) == (State.AGREES, 100, 2)


def test_only_reported_hours_are_not_silent(full: People) -> None:
    contacts = follow.contacts(full.account(Role.COORDINATOR), ELECTION.election_id)
    at_417 = contacts[contacts["station_id"] == "KZ-79/0417"]
    assert dict(zip(at_417["due_at"] == NOON, at_417["state"] == follow.Contact.REPORTED, strict=True)) == {True: True, False: False}


def test_stations_that_are_neither_reported_nor_silent_are_said_beside_the_first_line() -> None:
    none = {contact.value: [0, 0] for contact in follow.Contact}
    some = pd.DataFrame(none | {"reported": [5, 1], "silent": [3, 1], "not_let_in": [2, 1], "left": [1, 0]})
    assert pieces.beside_notes(some) == ["Neither reported nor silent: not let in: **3**; left: **1**."]
    assert pieces.beside_notes(pd.DataFrame(none)) == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_call_is_noted_and_stands_beside_the_silent_station(full: People, language: str) -> None:
    coordinator = full.signed_in(Role.COORDINATOR, code="NIGHT-1")
    access.choose_language(coordinator, language)
    path, query = str(ROOT / "pages/review/silent.py"), {"hour": due_instants(ELECTION)[-1].isoformat()}
    at = AppTest.from_file(path, default_timeout=30)
    at.query_params.update(query)
    at.run()
    whom = next(box for box in at.selectbox if str(box.key).startswith("call_whom"))
    whom.set_value("KZ-79/0417 SHY-0417-A")
    next(pills for pills in at.button_group if str(pills.key).startswith("call_result")).set_value(CallResult.WILL_SEND)
    next(field for field in at.text_input if str(field.key).startswith("call_note")).set_value("after the queue")
    with using(language):
        next(button for button in at.button if button.label == text("Note the call")).click().run()
        assert not at.exception
        row = at.dataframe[0].value.set_index("station").loc["0417"]
        assert row["called"].startswith(text("will send", "call_result"))
        assert (row["caller"], row["note"]) == ("NIGHT-1", "after the queue")
        following = next(box for box in at.selectbox if str(box.key).startswith("call_whom"))
        assert str(following.value).startswith("KZ-79/0418"), "the next whom nobody has called"
        said = text("Called about this hour: {k} of {n} silent stations.", k="**1**", n="**2**")
        assert said in " ".join(each.value for each in at.markdown)


def test_only_a_coordinator_notes_calls(full: People) -> None:
    at = full.page("pages/review/silent.py", Role.ANALYST)
    assert not at.exception
    assert not [each for each in at.text_input if str(each.key).startswith("call_note")]


def test_a_field_is_settled_on_the_page_and_stands_there_with_who_and_why(full: People) -> None:
    at = full.page("pages/review/conflicts.py", Role.COORDINATOR, code="NIGHT-1")
    next(button for button in at.button if button.label == "Settle").click().run()
    assert "nothing was settled" in " ".join(each.value for each in at.markdown), "a press without a value is answered"
    at.radio(key="settled_value").set_value(701)
    at.text_input(key="settled_reason").set_value("the photo says 701")
    next(button for button in at.button if button.label == "Settle").click().run()
    assert not at.exception
    analyst = full.account(Role.ANALYST)
    assert follow.compared(analyst, ELECTION.election_id)["agrees"].all()
    reading.forget()
    found = full.page("pages/review/conflicts.py", Role.ANALYST)
    assert not found.exception
    assert any("the photo says 701" in str(table.value.to_dict()) for table in found.dataframe)
