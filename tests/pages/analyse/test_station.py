"""One station: what was sent from it stands there, as it stands now, with a way to the report itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from schemas.counting import CountRule
from schemas.person import Actor, Role
from schemas.report import Submission
from schemas.reports.body import ReportKind
from services import clock, conclusions, own, reading, reports, station, turnout
from services.demonstration.plan import ELECTION_ID as ID
from tests.observing import DUE, STATION, election_with_two_ballots, send, turnout_body
from tests.people import ELECTION, NOON, People, open_page
from tests.people import registry as test_registry

PAGE = "pages/analyse/station.py"


@pytest.fixture
def observer(people: People):
    test_registry()
    election_with_two_ballots()
    reading.forget()
    with clock.fixed(NOON, everywhere=True):
        yield people.account(Role.OBSERVER, code="OB-1")


def shown(people: People) -> dict[str, list[dict[Any, str]]]:
    reading.forget()
    people.signed_in(Role.ANALYST)
    at = open_page(PAGE, Role.ANALYST, {"station": STATION, "election": "test-2029"})
    assert not at.exception
    return {str(table.key): table.value.to_dict("records") for table in at.dataframe}


def test_the_day_by_the_hour_is_there_without_any_protocol(people: People, observer: Actor) -> None:
    later = send(observer, ReportKind.TURNOUT, turnout_body(420, DUE[1], due_at=DUE[1], stated=468), DUE[1], number=2)
    first = send(observer, ReportKind.TURNOUT, turnout_body(162, DUE[0], due_at=DUE[0]), DUE[0], number=1)
    rows = shown(people)["station_day"]
    assert [(row["read"], row["counted"], row["stated"]) for row in rows] == [("10:00", "162", ""), ("12:00", "420", "468")]
    assert [row["code"] for row in rows] == [f"report-history?report={each.report_id}#{each.code}" for each in (first, later)]


def test_what_the_commission_stated_stands_with_all_who_received_ballots(people: People, observer: Actor) -> None:
    """It holds those who voted outside: beside the count inside the premises it would be compared with what it is not."""
    send(observer, ReportKind.TURNOUT, turnout_body(420, DUE[1], due_at=DUE[1], stated=468), DUE[1])
    rows = {row["figure"]: row for row in shown(people)["figures"]}
    inside, issued = rows["Voters inside the premises"], rows["Voters who received ballots"]
    assert (inside["count"], inside["stated"]) == ("420", "–")
    assert (issued["stated"], issued["count"], issued["because"]) == ("468", "–", "stated at 12:00; the protocol is later")


def test_a_violation_in_the_observers_words_and_why_it_was_taken_back(people: People, observer: Actor) -> None:
    told = {"account": "=They covered the *table*."}
    body: dict[str, object] = {"what": "CNT-02", "danger": "no", "happened_at": DUE[1].isoformat(), "saw_myself": "saw", **told}
    sent = send(observer, ReportKind.VIOLATION, body, DUE[1])
    (row,) = shown(people)["incidents"]
    assert (row["what"], row["told"], row["seen"]) == ("Ballots are not shown or read aloud", "=They covered the *table*.", "seen")
    newest = reports.history(observer, sent.report_id)[-1]
    own.withdraw(observer, newest, "It was another station")
    (row,) = shown(people)["incidents"]
    assert (row["what"], row["told"]) == ("Taken back: It was another station", "")


def test_one_station_says_how_much_its_comparison_can_carry(
    demonstration_of: Callable[..., Path], lived_in: Callable[[Path], People]
) -> None:
    """One count is no more than unchecked before a second person has looked at all that it rests on."""
    someone = lived_in(demonstration_of(stations=400, observers=160, seed=7)).account(Role.ANALYST)
    table = turnout.read(someone, ID, CountRule.ALL).value.table
    compared = table[table["side"].isin(["above", "below", "between"]) & table["protocol"].notna()]["station_id"]
    levels = Counter(conclusions.of_station(station.read(someone, ID, each).value).level for each in compared)
    assert set(levels) <= {conclusions.Level.UNVERIFIED, conclusions.Level.COUNTED} and levels[conclusions.Level.UNVERIFIED]
    found = station.read(someone, ID, compared.iloc[0]).value
    assert conclusions.of_station(found, CountRule.CHECKED).level is conclusions.Level.COUNTED
    alone = table[table["protocol"].isna()]["station_id"].iloc[0]
    assert conclusions.of_station(station.read(someone, ID, alone).value).level is conclusions.Level.NOTHING


def test_a_number_above_the_list_is_never_shown_alone(people: People, observer: Actor) -> None:
    above = Submission(
        report_id=uuid4(), kind=ReportKind.TURNOUT, election_id="test-2029", station_id=STATION, observed_at=DUE[1],
        body=turnout_body(99_999, DUE[1], due_at=DUE[1]),
    )
    reports.submit(observer, above, ask=False)
    reading.forget()
    people.signed_in(Role.ANALYST)
    at = open_page(PAGE, Role.ANALYST, {"station": STATION, "election": "test-2029"})
    words = " ".join(each.value for each in at.main.markdown)
    assert "not kept: “No more people than voters on the list”" in words, "bare, the rule would read as what was found"
    assert "Voters on the list, by the registry: 2,494" in words


def test_a_link_that_names_an_unknown_election_says_so(people: People, observer: Actor) -> None:
    people.signed_in(Role.ANALYST)
    at = open_page(PAGE, Role.ANALYST, {"station": STATION, "election": "nope-2031"})
    said = f"The address names the election “nope\\-2031”, which is not here. Shown instead: {ELECTION.name.en}, 14 January 2029."
    assert [each.value for each in at.warning] == [said] and not at.toast
    russian = open_page(PAGE, Role.ANALYST, {"station": STATION, "election": "nope-2031", "lang": "ru"}).warning[0].value
    assert russian.endswith("г.") and not russian.endswith("..")
    at.run()
    assert [each.value for each in at.warning] == [said], "it stays while the page is of another election"


def test_whoever_follows_one_election_is_told_that_a_link_names_another(people: People, observer: Actor) -> None:
    people.signed_in(Role.COORDINATOR)
    at = open_page(PAGE, Role.COORDINATOR, {"station": STATION, "election": "nope-2031"})
    assert [each.value for each in at.warning] == [
        f"The address names the election “nope\\-2031”, but you follow this one only: {ELECTION.name.en}, 14 January 2029."]
    assert not open_page(PAGE, Role.COORDINATOR, {"station": STATION, "election": ELECTION.election_id}).warning
