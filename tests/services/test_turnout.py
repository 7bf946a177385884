"""The turnout comparison from the store, the same on SQLite and PostgreSQL; who may read it; a station found by its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from analysis.turnout import Summary
from locales import using
from schemas.counting import CountRule
from schemas.person import NOBODY, Role
from schemas.problem import Problem
from schemas.report import Receipt, Submission
from schemas.reports.body import ReportKind
from services import clock, house, reading, reports, station, turnout, turnout_sentences
from tests.people import ELECTION, NOON, People, registry

ID, PLACE = ELECTION.election_id, "KZ-79/0417"


@pytest.fixture
def people(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path / "var"))
    registry()
    yield People(monkeypatch)
    house.close()


def sent(people: People, kind: ReportKind, body: dict[str, object], **more: Any) -> None:
    observer = people.account(Role.OBSERVER)
    submission = Submission(report_id=uuid4(), kind=kind, election_id=ID, station_id=PLACE, observed_at=NOON, body=body, **more)
    with clock.fixed(NOON):
        assert isinstance(reports.submit(observer, submission, ask=False), Receipt)


def test_a_count_and_a_protocol_meet(people: People) -> None:
    sent(
        people,
        ReportKind.TURNOUT,
        {
            "counting_method": "hand_counter",
            "counting_unit": "at_box",
            "voters_counted": 610,
            "counting_since_at": "2029-01-14T02:00:00Z",
            "counted_at": "2029-01-14T07:00:00Z",
            "stated_voters": 640,
            "mobile_accompanied": "not_applicable",
            "nothing_wrong": "nothing_to_report",
        },
    )
    reading.forget()
    analyst = people.account(Role.ANALYST)
    found = turnout.read(analyst, ID).value
    row = found.table.iloc[0]
    assert (row["counted"], row["stated"], row["reason"], row["watched_minutes"]) == (610, 640, "no_protocol", 300)
    assert found.registry_stations == 2
    elsewhere, here = (turnout.narrowed(turnout.read(analyst, ID), ID, CountRule.ALL, region) for region in ("KZ-10", "KZ-79"))
    assert elsewhere.table.empty and elsewhere.registry_stations == 0
    assert (len(here.table), here.registry_stations) == (1, 2), "a region has its stations, also those that nobody reports of"
    one = station.read(analyst, ID, PLACE).value
    assert (one.people("counted"), one.people("protocol"), len(one.reports)) == (610, None, 1)
    assert one.gaps[0][1].isoformat() == "2029-01-14T15:00:00+00:00"


def test_only_checked_reports_when_that_is_asked(people: People) -> None:
    sent(
        people,
        ReportKind.TURNOUT,
        {
            "counting_method": "hand_counter",
            "voters_counted": 610,
            "counting_unit": "at_box",
            "counting_since_at": "2029-01-14T02:00:00Z",
            "stated_voters": 1,
            "nothing_wrong": "nothing_to_report",
            "counted_at": "2029-01-14T07:00:00Z",
        },
    )
    reading.forget()
    analyst = people.account(Role.ANALYST)
    assert len(turnout.read(analyst, ID).value.table) == 1
    assert turnout.read(analyst, ID, CountRule.CHECKED).value.table.empty


def test_stations_are_found_by_number_without_zeros_by_code_and_by_place(people: People) -> None:
    analyst = people.account(Role.ANALYST)
    for typed in ("417", "0417", "kz-79/0417", "school 0417", "  417 "):
        assert station.find(analyst, ID, typed)["station_id"].tolist() == [PLACE], typed
    for typed in ("%", "_", "'", "9999"):
        assert station.find(analyst, ID, typed).empty, typed
    assert len(station.find(analyst, ID, "41")) == 2


def test_observers_and_strangers_read_nothing(people: People) -> None:
    for actor in (people.account(Role.OBSERVER), NOBODY, people.account(Role.COORDINATOR, election_id="another")):
        with pytest.raises(Problem):
            turnout.read(actor, ID)
        with pytest.raises(Problem):
            station.read(actor, ID, PLACE)
        with pytest.raises(Problem):
            station.find(actor, ID, "417")


def test_closed_institutions_without_a_whole_day_are_not_said_to_have_counted_nobody() -> None:
    none = Summary(
        stations=1, whole_day=0, protocol=0, counted=0, with_ceiling=0, above=0, below=0, between=0, below_without_ceiling=0, cannot=1,
        contradictions=0)
    with using("en"):
        said = turnout_sentences.closed_institutions(none)
        assert said == "Closed institutions apart: stations 1, none of them with both a protocol and a count of the whole day."
        assert "counted 2" in turnout_sentences.closed_institutions(replace(none, whole_day=1, protocol=3, counted=2))
        assert turnout_sentences.closed_institutions(replace(none, stations=0)) == ""
