"""Several reports of one event come into a case together, and the event stands in it once."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.case import CaseContent
from schemas.person import Role
from schemas.reports.body import ReportKind
from services import case_files, case_gathering, cases, incidents
from tests.people import ELECTION, NOON, People
from tests.reviewing import STATION, sent

ID = ELECTION.election_id


@pytest.mark.usefixtures("both")
def test_a_joined_incident_comes_whole_and_is_one_event(people: People) -> None:
    body: dict[str, object] = {"what": "VOT-04", "danger": "no", "happened_at": NOON.isoformat(), "saw_myself": "saw"}
    for number in (1, 2, 3):
        sent(people.account(Role.OBSERVER), number, kind=ReportKind.VIOLATION, body=body)
    first, second, third = (str(UUID(int=number)) for number in (1, 2, 3))
    incident = incidents.join(people.account(Role.COORDINATOR), ID, [first, second], "the same minute, the same box")
    analyst = people.account(Role.ANALYST)
    material = case_gathering.of_station(analyst, ID, STATION, with_figures=False)
    content = case_gathering.joined(CaseContent(class_code="VOT-04"), material, {second}, ())
    assert {each.report_id for each in content.reports} == {first, second}
    assert len(content.events) == 1 and content.incident_ids == (str(incident),)
    assert case_gathering.joined(content, material, {first}, ()) == content, "once is enough"
    with_third = case_gathering.joined(content, material, {third}, ())
    assert len(with_third.events) == 2 and with_third.incident_ids == content.incident_ids
    case = cases.read(analyst, cases.open_case(analyst, ID, content))
    said = case_files.document(case, ELECTION, "en")["incidents"]
    assert said == [f"Incident {incident}: several reports joined into one event."]
