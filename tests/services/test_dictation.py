"""Dictated reports: whose they are, who may type them, at which door, and the observer's word afterwards; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

import api
from analysis.disclosure import Audience
from data.store import ledger
from data.store.tables import ledger as ledger_table
from locales import using
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import EnteredBy, NeedsAnswers, Receipt, Submission
from schemas.reports.body import ReportKind
from services import answering, clock, day, dictation, drafts, export_tables, house, registry, reports, station
from tests.observing import DUE, STATION
from tests.people import ELECTION, NOON, People
from tests.services.test_reports import BODY, submission


@pytest.fixture
def people(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    from services import access, opening
    from tests import people as persons

    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path))
    monkeypatch.setenv("BAQYLAU_MODE", "demo")
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    access.forget()
    opening.end()
    opening.begin()
    made = persons.People(monkeypatch)
    persons.registry()
    with clock.fixed(NOON + timedelta(minutes=5)):
        yield made
    house.close()
    opening.end()


@pytest.fixture
def observer(people: People) -> Actor:
    return people.account(Role.OBSERVER, code="SHY-0417-A")


@pytest.fixture
def coordinator(people: People) -> Actor:
    return people.account(Role.COORDINATOR, code="CO-7")


def kinds() -> list[str]:
    with house.store().read() as connection:
        return list(connection.execute(select(ledger_table.c.kind).order_by(ledger_table.c.seq)).scalars())


def dictated(coordinator: Actor, observer: Actor, sent: Submission) -> Receipt:
    outcome = reports.submit(coordinator, sent, dictated_by=observer)
    assert isinstance(outcome, Receipt)
    return outcome


def test_it_is_the_observers_report_and_both_codes_are_kept(coordinator: Actor, observer: Actor) -> None:
    sent = submission()
    receipt = dictated(coordinator, observer, sent)
    kept = reports.mine(observer, ELECTION.election_id)
    assert [each.report_id for each in kept] == [receipt.report_id]
    assert kept[0].entered_by is EnteredBy.COORDINATOR
    assert (kept[0].author_id, kept[0].observer_code, kept[0].organisation_code) == (observer.account_id, "SHY-0417-A", "ORG-1")
    assert (kept[0].entered_by_code, kept[0].confirmed_at) == ("CO-7", None)
    assert reports.mine(coordinator, ELECTION.election_id) == [], "the one who types has observed nothing"
    assert kinds()[-2:] == ["report_revision", "report_dictation"]
    assert "CO-7" not in kept[0].payload, "what the observer said holds nobody's code"
    again = dictated(coordinator, observer, sent)
    assert (again.created, again.code) == (False, receipt.code)
    assert kinds().count("report_dictation") == 1


def test_it_stands_in_the_observers_own_series(coordinator: Actor, observer: Actor) -> None:
    reports.submit(observer, submission())
    later = BODY | {"voters_counted": 590, "counted_at": (NOON + timedelta(hours=2)).isoformat(), "stated_voters": 700}
    asked = reports.submit(coordinator, submission(later), dictated_by=observer)
    assert isinstance(asked, NeedsAnswers) and "T201" in [finding.code for finding in asked.findings]


def test_who_types_names_whose_report_it_is(coordinator: Actor) -> None:
    with pytest.raises(Problem) as refused:
        reports.submit(coordinator, submission())
    assert refused.value.code is ProblemCode.IMPOSSIBLE and set(refused.value.fields) == {"observer_code"}


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ANALYST, Role.ADMIN, Role.PUBLIC])
def test_only_a_coordinator_types_for_somebody_else(people: People, observer: Actor, role: Role) -> None:
    other = people.account(role) if role is not Role.PUBLIC else Actor("", Role.PUBLIC)
    with pytest.raises(Problem) as refused:
        reports.submit(other, submission(), dictated_by=observer)
    assert refused.value.code in (ProblemCode.FORBIDDEN, ProblemCode.NOT_SIGNED_IN)
    with pytest.raises(Problem):
        dictation.observer(other, ELECTION.election_id, STATION, observer.observer_code)
    assert reports.mine(observer, ELECTION.election_id) == []


def test_an_observer_cannot_say_that_it_was_typed_for_them(observer: Actor) -> None:
    with pytest.raises(Problem) as refused:
        reports.submit(observer, submission(), dictated_by=observer)
    assert refused.value.code is ProblemCode.FORBIDDEN


def test_only_in_the_own_election_and_at_the_observers_station(people: People, coordinator: Actor, observer: Actor) -> None:
    with pytest.raises(Problem):
        reports.submit(people.account(Role.COORDINATOR, election_id="another-2029"), submission(), dictated_by=observer)
    for place, code in (("KZ-79/0418", "SHY-0417-A"), (STATION, "CO-7"), (STATION, "nobody")):
        with pytest.raises(Problem) as refused:
            dictation.observer(coordinator, ELECTION.election_id, place, code)
        assert refused.value.code is ProblemCode.NOT_FOUND
    with pytest.raises(Problem) as refused:
        reports.submit(coordinator, submission(station_id="KZ-79/0418"), dictated_by=observer)
    assert refused.value.code is ProblemCode.FORBIDDEN
    assert reports.mine(observer, ELECTION.election_id) == []


def test_what_the_observer_sent_is_corrected_by_the_observer(coordinator: Actor, observer: Actor) -> None:
    sent = submission()
    reports.submit(observer, sent)
    correction = sent.model_copy(update={"revision": 2, "reason": "by phone", "body": BODY | {"voters_counted": 601}})
    with pytest.raises(Problem) as refused:
        reports.submit(coordinator, correction, dictated_by=observer)
    assert refused.value.code is ProblemCode.FORBIDDEN
    assert len(reports.history(observer, str(sent.report_id))) == 1


def test_the_observer_corrects_what_was_typed_and_then_it_is_theirs(coordinator: Actor, observer: Actor) -> None:
    sent = submission()
    dictated(coordinator, observer, sent)
    corrected = sent.model_copy(update={"revision": 2, "reason": "misheard", "body": BODY | {"voters_counted": 601}})
    assert isinstance(reports.submit(observer, corrected), Receipt)
    first, second = reports.history(observer, str(sent.report_id))
    assert (first.entered_by, first.entered_by_code) == (EnteredBy.COORDINATOR, "CO-7")
    assert (second.entered_by, second.entered_by_code) == (EnteredBy.OBSERVER, "")
    assert dictation.to_confirm(reports.mine(observer, ELECTION.election_id)) == []
    with pytest.raises(Problem):
        dictation.confirm(observer, first)


def test_confirmed_once_by_the_observer_alone(people: People, coordinator: Actor, observer: Actor) -> None:
    dictated(coordinator, observer, submission())
    waiting = dictation.to_confirm(reports.mine(observer, ELECTION.election_id))
    assert len(waiting) == 1
    for other in (coordinator, people.account(Role.OBSERVER)):
        with pytest.raises(Problem):
            dictation.confirm(other, waiting[0])
    with house.store().read() as connection:
        before = ledger.length(connection)
    dictation.confirm(observer, waiting[0])
    with clock.fixed(NOON + timedelta(hours=1)):
        dictation.confirm(observer, waiting[0])
    with house.store().read() as connection:
        assert ledger.length(connection) == before + 1
        assert connection.execute(select(func.count()).where(ledger_table.c.kind == "report_confirmation")).scalar() == 1
    confirmed = reports.mine(observer, ELECTION.election_id)[0]
    assert confirmed.confirmed_at == NOON + timedelta(minutes=5)
    assert dictation.to_confirm([confirmed]) == []


def test_ones_own_report_is_not_to_be_confirmed(observer: Actor) -> None:
    reports.submit(observer, submission())
    own = reports.mine(observer, ELECTION.election_id)
    assert dictation.to_confirm(own) == []
    with pytest.raises(Problem):
        dictation.confirm(observer, own[0])


def test_the_form_is_filled_and_sent_for_the_observer(coordinator: Actor, observer: Actor) -> None:
    earlier = submission(
        BODY | {"due_at": DUE[0].isoformat(), "counted_at": DUE[0].isoformat(), "voters_counted": 400, "stated_voters": 410})
    reports.submit(observer, earlier)
    key = drafts.dictated_key(observer.observer_code, drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1]))
    draft = day.begin(coordinator, STATION, key, observer)
    assert draft.observer_code == "SHY-0417-A" and draft.typed["counting_method"] == "tally", "as this observer counted before"
    assert drafts.find(observer, STATION, key) is None, "it is the coordinator's draft"
    said = {"voters_counted": "610", "counted_at": "12:00", "stated_voters": "620", "nothing_wrong": "nothing_to_report"}
    filled = draft.model_copy(update={"typed": {**draft.typed, **said}})
    assert isinstance(answering.send(coordinator, filled), Receipt)
    kept = reports.mine(observer, ELECTION.election_id)
    assert {each.entered_by_code for each in kept} == {"", "CO-7"}
    done = next(duty for duty in day.my_day(observer, STATION).duties if duty.due_at == DUE[1])
    assert done.state is day.DutyState.DONE


def post(people: People, actor: Actor, **more: Any) -> Any:
    sent = submission()
    client = TestClient(Starlette(routes=api.routes(mode="demo", database_answers=lambda: True)))
    headers = {"authorization": f"Bearer {people.token(actor)}"}
    return client.post("/api/v1/reports", json=sent.model_dump(mode="json") | more, headers=headers)


def test_the_json_door_keeps_the_same_rules(people: People, coordinator: Actor, observer: Actor) -> None:
    assert post(people, coordinator, observer_code="SHY-0417-A").status_code == 201
    kept = reports.mine(observer, ELECTION.election_id)
    assert [(each.entered_by, each.entered_by_code, each.observer_code) for each in kept] == [
        (EnteredBy.COORDINATOR, "CO-7", "SHY-0417-A")]
    assert post(people, coordinator).status_code == 422
    assert post(people, coordinator, observer_code="NOBODY").status_code == 404
    assert post(people, observer, observer_code="SHY-0417-A").status_code == 403
    assert len(reports.mine(observer, ELECTION.election_id)) == 1


def test_both_codes_stand_in_the_stations_history_and_in_no_public_file(people: People, coordinator: Actor, observer: Actor) -> None:
    dictated(coordinator, observer, submission())
    presence = {"admission": "at_once", "arrived_at": (NOON - timedelta(hours=5)).isoformat(), "publish_station": "yes"}
    reports.submit(observer, submission(presence, kind="presence"))
    lines = station.read(people.account(Role.ANALYST), ELECTION.election_id, STATION).value.reports
    typed = {line.kind: (line.observer_code, line.entered_by_code, line.confirmed_at) for line in lines}
    assert typed == {ReportKind.TURNOUT: ("SHY-0417-A", "CO-7", None), ReportKind.PRESENCE: ("SHY-0417-A", "", None)}
    for audience in Audience:
        with using("en"):
            found = export_tables.build(house.store(), registry.election(ELECTION.election_id), audience).frames
        rows = found["reports.csv"]
        if audience is Audience.PUBLIC:
            text = " ".join(frame.to_csv() for frame in found.values())
            assert len(rows) == 2 and "CO-7" not in text and "SHY-0417-A" not in text and "entered_by" not in rows.columns
        else:
            told = rows[rows["kind"] == "turnout"].iloc[0]
            assert (told["observer_code"], told["entered_by"], told["entered_by_code"]) == ("SHY-0417-A", "coordinator", "CO-7")
