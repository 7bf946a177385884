"""What a table of counts is held against: its observers' own numbers, sent before it or in it; on both databases."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from data.formats import mapping_toml
from data.store import elections, own_watch
from schemas.mapping import ReportsMapping
from schemas.person import Actor, Role
from schemas.report import Submission
from services import clock, house, import_preview, import_reports, registry, report_batches, reports
from services.import_files import TableFile
from services.report_batches import Authored
from tests.people import NOON, STATIONS, UNITS, People
from tests.services.test_check_context import AWAY, COUNTED, PLACES, count, counted_at

ADMIN, CODE = Actor("shell", Role.ADMIN), "SHY-1"
CLOSED = "2029-01-14T15:00:00Z"
LINES = ("registered_voters", "ballots_issued", "ballots_received", "ballots_invalid", "voters_outside")
MAPPING = (
    'kind = "reports"\nreport = "count"\ncontest = {constant = "list"}\nidentity = ["id"]\nobserver = {column = "who"}\n'
    'organisation = {constant = "ORG-1"}\n'
    'observed_at = {column = "at"}\n[station]\nregion = {constant = "KZ-79"}\nnumber = {column = "number", width = 4}\n[fields]\n'
    'protocol_source = {constant = "photo_original"}\ncount_present = {missing = "not_applicable"}\n'
    'copy_given = {missing = "not_applicable"}\n"votes.*" = {column = "votes *"}\n'
    + "".join(f'"lines.{line}" = {{column = "{line}"}}\n' for line in LINES)
)


def table(place: int, issued: int = 1_000, code: str = CODE) -> TableFile:
    """One protocol: 20 invalid, 20 outside, the rest for the three options."""
    row = f"1,{code},2029-01-14 22:00,{PLACES[place].number},2494,{issued},2550,20,20,{issued - 300},200,80"
    head = "id,who,at,number," + ",".join(LINES) + ",votes A,votes B,votes C"
    return TableFile(f"{head}\n{row}\n".encode(), mapping_toml.read(MAPPING.encode()))


@pytest.fixture
def observer(both: People) -> Actor:
    def work(connection) -> None:
        elections.save(connection, COUNTED, clock.now())
        elections.replace_registry(connection, COUNTED.election_id, UNITS, (*PLACES, *STATIONS), "test", clock.now())

    house.store().write(work)
    registry._election.cache_clear()
    return both.account(Role.OBSERVER, code=CODE, stations=tuple(each.station_id for each in PLACES))


def sent(observer: Actor, *made: Submission) -> None:
    for each in made:
        reports.submit(observer, each.model_copy(update={"report_id": uuid4()}), ask=False)


def asked(file: TableFile) -> dict[str, int]:
    """Of a preview: nothing of it is stored."""
    found = import_preview.look(ADMIN, COUNTED.election_id, file)
    assert found.refusal is None, found.refusal
    return dict(found.findings_n)


def test_a_table_is_held_against_what_its_observer_sent_before(observer: Actor) -> None:
    """Above a count of the whole day: P417; above one that ended early: nothing; below the last one: P418."""
    sent(observer, counted_at(7, 300, "2029-01-14T07:00:00Z"), counted_at(7, 700, CLOSED), counted_at(8, 700, "2029-01-14T14:00:00Z"),
         counted_at(9, 1_200, CLOSED), counted_at(10, 700, CLOSED), AWAY.model_copy(update={"station_id": PLACES[10].station_id}))
    assert [asked(table(place)) for place in (7, 8, 9, 10)] == [{"P417": 1}, {}, {"P418": 1}, {}]
    assert asked(table(7, issued=720)) == {}, "inside what was counted, with those outside"
    assert asked(table(7, code="T-9")) == {}, "who typed it watched nothing"
    with clock.fixed(NOON + timedelta(hours=15), everywhere=True):
        mapping = table(7).mapping
        assert isinstance(mapping, ReportsMapping)
        ready = import_reports.prepare(ADMIN, COUNTED.election_id, table(7), mapping)
    (new,) = ready.batch.new
    assert '"code": "P417"' in new.row["findings"] and '"a": 700' in new.row["findings"], "a finding, kept unanswered; never a refusal"
    assert new.row["answers"] == "[]"


def test_many_observers_are_asked_about_alike(observer: Actor, both: People, monkeypatch: pytest.MonkeyPatch) -> None:
    other = both.account(Role.OBSERVER, code="SHY-2", stations=tuple(each.station_id for each in PLACES))
    sent(observer, counted_at(7, 700, CLOSED))
    sent(other, counted_at(8, 700, CLOSED))
    monkeypatch.setattr(own_watch, "NAMED_MOST", 0)
    assert [asked(table(place, code=code)) for place, code in ((7, CODE), (8, CODE), (8, "SHY-2"))] == [{"P417": 1}, {}, {"P417": 1}]


@pytest.mark.parametrize(("beside", "found"), [((), "P417"), ((AWAY,), "")], ids=["whole day", "a break"])
def test_numbers_of_the_same_table_are_heard_too(observer: Actor, beside: tuple[Submission, ...], found: str) -> None:
    items = [counted_at(7, 700, CLOSED), *beside, count(7).model_copy(update={"observed_at": NOON + timedelta(hours=10)})]
    batch = report_batches.prepare_many(ADMIN, COUNTED.election_id, [Authored(observer, each) for each in items], "t")
    assert import_reports.findings_of(batch) == ({found: 1} if found else {})


def test_a_stored_number_brought_in_again_is_not_held_against_itself(observer: Actor) -> None:
    hour = counted_at(7, 700, CLOSED)
    reports.submit(observer, hour, ask=False)
    batch = report_batches.prepare_many(ADMIN, COUNTED.election_id, [Authored(observer, hour)], "t")
    assert batch.same == (str(hour.report_id),) and not batch.new
