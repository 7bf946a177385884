"""Cases of the demonstration: a dozen documented ones and more, all among what was planted, none at a station planted clean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.store import evidence as stored
from schemas.case_level import CaseLevel
from schemas.deadlines import DeadlineState
from schemas.evidence import PhotoState, Size
from schemas.person import Actor, Role
from services import cases, clock, demo, evidence_check, house, photos
from services.demonstration import cases as planned
from services.demonstration import photographed
from services.demonstration.plan import ELECTION_ID
from tests.unreleased import unreleased

SIZE = (2_400, 620)
READER = Actor("reader", Role.ADMIN)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.Built]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAQYLAU_VAR", str(tmp_path_factory.mktemp("demonstration")))
        patch.delenv("DATABASE_URL", raising=False)
        house.close()
        with unreleased():
            made = demo.build(*SIZE)
        yield made
        house.close()


@pytest.fixture(scope="module")
def found(built: demo.Built) -> tuple[cases.Case, ...]:
    return cases.ledger(READER, ELECTION_ID).value


def test_a_dozen_cases_are_documented_and_some_are_not_about_numbers(found: tuple[cases.Case, ...]) -> None:
    documented = [each for each in found if each.standing.level is CaseLevel.DOCUMENTED]
    assert len(documented) >= 12
    events = [each for each in documented if not each.content.comparisons]
    assert {each.content.class_code for each in events} == {"ACC-02", "PRT-01"} and all(each.content.events[0].at for each in events)
    assert {CaseLevel.COUNTED, CaseLevel.UNVERIFIED} <= {each.standing.level for each in found}, "every level can be seen"


def test_no_case_is_about_a_station_planted_clean(built: demo.Built, found: tuple[cases.Case, ...]) -> None:
    truth = built.truth
    of_district = {station.station_id for station in built.world.registry.stations if station.district_code == truth.differing_district}
    for each in found:
        allowed = of_district if each.content.unit_id == truth.differing_district else truth.protocol_above
        assert set(each.content.station_ids) <= allowed, each.number
    assert not set().union(*(each.content.station_ids for each in found)) & (truth.protocol_below - of_district)
    for each in found:
        if each.content.class_code == "PRT-04":
            stated = each.content.comparisons[0].sides[1].value or 0
            assert stated > truth.true_voters[each.content.station_ids[0]], "above what was planted as true, not only above a count"


def test_the_district_of_the_moved_votes_is_one_of_them(built: demo.Built, found: tuple[cases.Case, ...]) -> None:
    case = next(each for each in found if each.content.unit_id)
    apart = [(row.sides[1].value or 0) - (row.sides[0].value or 0) for row in case.content.comparisons if row.differs]
    assert sorted(apart) == [-built.truth.moved_votes, built.truth.moved_votes], "what was moved, and nothing else"


def test_checks_come_from_others_and_before_the_demonstration_begins(found: tuple[cases.Case, ...]) -> None:
    for each in found:
        assert len({check.checker_id for check in each.checks}) == len(each.checks)
        assert not {check.checker_id for check in each.checks} & each.not_independent
        assert all(check.checked_at < clock.DEMONSTRATION_BEGINS for check in each.checks)
        assert all("SIMULATED" in paper.shows for paper in each.content.evidence)
        assert all(step.at <= each.versions[0].made_at for paper in each.content.evidence for step in paper.custody)
        assert all(report.received_at <= each.versions[0].made_at for report in each.content.reports)
    states = {deadline.state for each in found for deadline in each.deadlines(demo.plan(*SIZE).election, clock.DEMONSTRATION_BEGINS)}
    assert {DeadlineState.MISSED, DeadlineState.OPEN, DeadlineState.NO_DATE} <= states


def test_once_more_adds_nothing(built: demo.Built, found: tuple[cases.Case, ...]) -> None:
    from services.demonstration import published

    publications, truth = published.publish(built.world, built.truth, clock.DEMONSTRATION_BEGINS)
    at = clock.DEMONSTRATION_BEGINS - timedelta(minutes=1)
    assert planned.store(built.world, truth, publications[-1], at) == len(found)
    assert [each.newest.sha256 for each in cases.ledger(READER, ELECTION_ID).value] == [each.newest.sha256 for each in found]
    assert [len(each.checks) for each in cases.ledger(READER, ELECTION_ID).value] == [len(each.checks) for each in found]


def test_some_reports_have_photos_of_the_very_figures_typed(built: demo.Built, found: tuple[cases.Case, ...]) -> None:
    coordinator = Actor("demo-coordinator", Role.COORDINATOR, ELECTION_ID)
    with house.store().read() as connection:
        rows = stored.kept(connection)
    assert len(rows) >= 15 and {row.copy_state for row in rows} == {PhotoState.READY} and not any(row.is_withdrawn for row in rows)
    assert all(row.received_at <= clock.DEMONSTRATION_BEGINS for row in rows)
    held = {each.sha256 for case in found for each in case.content.evidence}
    assert held & {row.sha256 for row in rows}, "some cases rest on a paper that can be looked at"
    one = next(row for row in rows if row.sha256 in held)
    shown = photos.at_station(coordinator, ELECTION_ID, one.station_id)
    picture = photos.picture(coordinator, shown[0].evidence_id, Size.VIEWER)
    assert picture.startswith(b"\xff\xd8") and evidence_check.check(READER).is_whole
    none = photographed.drawn([], built.truth, "")()
    assert photographed.store(house.store(), none, clock.DEMONSTRATION_BEGINS) == 0
