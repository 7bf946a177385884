"""A district whose every copy is held: its case begins with what differs, the copies' reports and the publication by its hash."""

from __future__ import annotations

import hashlib

import pytest

from data.store import elections, official
from schemas.case import EvidenceKind
from schemas.case_level import CaseLevel, Lacking
from schemas.election import Published
from schemas.figure import FigureCode, FigureUnit
from schemas.official import OfficialFigure, OfficialSource, OfficialStatus
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.unit import ReportingUnit, UnitLevel
from services import case_gathering_units, cases, clock, house, reading, registry, results
from services.results import Results
from tests.pages.analyse.test_checks import COUNTED, send
from tests.people import ELECTION, STATIONS, UNITS, People

ID, DISTRICT, TITLE = ELECTION.election_id, "KZ-79/d01", "Results by district"


@pytest.fixture
def found(people: People) -> tuple[Actor, Results]:
    held = COUNTED.model_copy(update={"published": Published(results=("district",))})
    stations = tuple(each.model_copy(update={"district_code": DISTRICT}) for each in STATIONS[:1])
    units = (*UNITS, ReportingUnit(unit_id=DISTRICT, level=UnitLevel.DISTRICT, parent_id="KZ-79", name=UNITS[1].name))
    figures = [
        OfficialFigure(
            election_id=ID, unit_id=DISTRICT, contest_id="list", code=FigureCode.VOTES, option_code=option, unit=FigureUnit.VOTES,
            value=value, status=OfficialStatus.FINAL,
        )
        for option, value in (("A", 800), ("B", 280))
    ]  # fmt: skip
    source = OfficialSource(publisher="Commission", title=TITLE, sha256=hashlib.sha256(b"page").hexdigest(), published_at=clock.now())

    def work(connection) -> None:
        elections.save(connection, held, clock.now())
        elections.replace_registry(connection, ID, units, stations, "test", clock.now())
        official.add(connection, source, figures, clock.now())

    house.store().write(work)
    registry._election.cache_clear()
    send(people, (700, 280))
    reading.forget()
    analyst = people.account(Role.ANALYST)
    return analyst, results.of(analyst, ID, "list", "district")


def test_only_what_differs_where_every_copy_is_held(found: tuple[Actor, Results]) -> None:
    analyst, compared = found
    assert [(each.unit_id, each.differing_n) for each in case_gathering_units.units(compared)] == [(DISTRICT, 1)]
    content = case_gathering_units.content(analyst, compared, DISTRICT)
    assert [(row.option_code, [side.value for side in row.sides]) for row in content.comparisons] == [("A", [700, 800])]
    assert content.station_ids == ("KZ-79/0417",) and [each.kind for each in content.reports] == ["count"]
    assert [(each.kind, each.shows) for each in content.evidence] == [(EvidenceKind.PUBLICATION, TITLE)]
    assert content.comparisons[0].sides[1].documents == (content.evidence[0].sha256,)
    case = cases.read(analyst, cases.open_case(analyst, ID, content))
    assert (case.standing.level, case.standing.lacking) == (CaseLevel.UNVERIFIED, (Lacking.FIRST_CHECK,))
    assert not case.standing.has_pair, "the copy itself is not filed yet"


def test_who_may_not_add_gathers_nothing(found: tuple[Actor, Results], people: People) -> None:
    with pytest.raises(Problem):
        case_gathering_units.content(people.account(Role.ADMIN), found[1], DISTRICT)
    assert "adding_unit_send" in [each.key for each in people.page("pages/analyse/results.py", Role.ANALYST).button]
    assert "adding_unit_send" not in [each.key for each in people.page("pages/analyse/results.py", Role.ADMIN).button]
