"""The JSON door: every answer, nothing doubled, and what forged or foreign things change (nothing)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import api
from api import openapi, reports
from data.store import ledger, writer
from data.store.lock import writer_lock
from data.store.writer import WriterBusy
from schemas import log_receipt, merkle
from schemas.person import Actor, Role
from services import access, house, invitations, log_key, throttle
from services import reports as submitting
from services.evidence_log import EvidenceLog
from tests.people import ELECTION, People

ADDRESS = "/api/v1/reports"


@pytest.fixture(autouse=True)
def _fresh_counts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test runs over the end of a minute."""
    monkeypatch.setattr(throttle, "time", SimpleNamespace(monotonic=lambda: 15.0))
    throttle.reset()
    yield
    throttle.reset()


@pytest.fixture
def observer(people: People) -> Actor:
    return people.account(Role.OBSERVER)


@pytest.fixture
def token(people: People, observer: Actor) -> str:
    return people.token(observer)


def application() -> Starlette:
    return Starlette(routes=api.routes(mode="demo", database_answers=lambda: True))


@pytest.fixture
def client() -> TestClient:
    return TestClient(application())


def report(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "report_id": str(uuid4()), "kind": "turnout", "election_id": ELECTION.election_id, "station_id": "KZ-79/0417",
        "observed_at": "2029-01-14T07:00:00Z",
        "body": {
            "counting_method": "hand_counter", "counting_unit": "at_box", "counting_since_at": "2029-01-14T02:00:00Z",
            "voters_counted": 610, "counted_at": "2029-01-14T07:00:00Z", "stated_voters": 620, "nothing_wrong": "nothing_to_report",
        },
    }
    return made | changes


def send(client: TestClient, token: str, content: object, **headers: str):
    return client.post(ADDRESS, content=content if isinstance(content, bytes) else json.dumps(content).encode(),
                       headers={"authorization": f"Bearer {token}", **headers})


def stored(actor: Actor) -> int:
    return len(submitting.mine(actor, ELECTION.election_id))


def test_stored_then_the_same_receipt(client: TestClient, token: str, observer: Actor) -> None:
    sent = report()
    first, again = send(client, token, sent), send(client, token, sent)
    assert (first.status_code, again.status_code) == (201, 202)
    assert first.json() == again.json()
    assert len(first.json()["code"]) == 6 and first.json()["report_id"] == sent["report_id"]
    promise = log_receipt.read(first.json()["receipt"], log_key.signer().public)
    assert (promise.report_id, promise.revision, promise.sha256) == (sent["report_id"], 1, first.json()["sha256"])
    with house.store().read() as connection:
        assert merkle.leaf_hash(ledger.leaf_data(ledger.entry(connection, "report_revision", "1") or ())) == promise.leaf
    EvidenceLog().checkpoint()
    proven = client.get(first.json()["proof"]).json()
    assert proven["receipt"] == first.json()["receipt"] and proven["checkpoint"]["number"] == 1
    assert stored(observer) == 1


def test_other_bytes_under_the_same_id_are_a_conflict(client: TestClient, token: str, observer: Actor) -> None:
    sent = report()
    send(client, token, sent)
    sent["body"]["voters_counted"] = 611
    refused = send(client, token, sent)
    assert refused.status_code == 409 and refused.json()["code"] == "conflict"
    assert stored(observer) == 1


def test_a_correction_is_the_next_revision(client: TestClient, token: str, observer: Actor) -> None:
    sent = report()
    send(client, token, sent)
    corrected = send(client, token, sent | {"revision": 2, "reason": "typing error", "body": sent["body"] | {"voters_counted": 601}})
    assert corrected.status_code == 201
    assert submitting.mine(observer, ELECTION.election_id)[0].revision == 2
    assert send(client, token, sent | {"revision": 9}).status_code == 409


@pytest.mark.parametrize(("change", "field"), [
    ({"body": {"voters_counted": -1}}, "voters_counted"),
    ({"body": {"voters_counted": "610"}}, "voters_counted"),
    ({"body": {"voters_counted": 10**12}}, "voters_counted"),
    ({"body": {"nonsense": 1}}, "nonsense"),
    ({"body": {"counted_at": "yesterday"}}, "counted_at"),
    ({"body": {}}, "counting_method"),
    ({"report_id": "1"}, "report_id"),
    ({"revision": 0}, "revision"),
    ({"observed_at": "2029-01-14T07:00:00"}, "observed_at"),
    ({"kind": "rumour"}, "kind"),
    ({"reason": "turn \u202eround"}, "reason"),
    ({"body": []}, "body"),
])
def test_the_impossible_is_named_at_its_field(client: TestClient, token: str, observer: Actor, change: dict[str, Any], field: str) -> None:
    refused = send(client, token, report(**change))
    assert refused.status_code == 422, refused.text
    assert refused.json()["code"] == "impossible" and field in refused.json()["fields"]
    assert refused.json()["fields"][field]["message"]
    assert "typed" not in refused.json()["message"] and "nothing was stored" in refused.json()["message"]
    assert stored(observer) == 0


@pytest.mark.parametrize("field", ["observed_at", "counted_at", "sent_at"])
@pytest.mark.parametrize("at", [
    "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00", "2200-01-01T00:00:00Z",
    "1e20",
])  # fmt: skip
def test_the_ends_of_the_calendar_are_refused_and_the_next_report_is_stored(client: TestClient, token: str, field: str, at: str) -> None:
    wrong = report(body={**report()["body"], "counted_at": at}) if field == "counted_at" else report(**{field: at})
    refused = send(client, token, wrong)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, [field])
    assert "time was expected" in refused.json()["fields"][field]["message"]
    assert send(client, token, report(report_id=str(uuid4()))).status_code == 201


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"a":' * 5_000, b'"' + b"x" * 60_000])
def test_what_is_not_json_is_refused(client: TestClient, token: str, content: bytes) -> None:
    assert send(client, token, content).status_code == 422


@pytest.mark.parametrize("path", ["/api/v1/reports", "/api/v1/sessions"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_answered_in_words(client: TestClient, path: str, method: str) -> None:
    refused = client.request(method, path, headers={"accept-language": "en"})
    assert (refused.status_code, refused.headers["allow"], refused.json()["code"]) == (405, "POST", "method_not_allowed")
    assert refused.json()["message"] == f"This address takes POST, not {method}."


def test_contradictions_are_stored_unanswered(client: TestClient, token: str, observer: Actor) -> None:
    sent = report()
    sent["body"]["voters_counted"] = 9_000
    assert send(client, token, sent).status_code == 201
    kept = submitting.mine(observer, ELECTION.election_id)[0]
    assert {finding.code for finding in kept.findings} >= {"T202", "T203"}
    assert kept.answers == () and kept.channel == "api"


def test_a_body_that_is_too_large_is_not_read(client: TestClient, token: str) -> None:
    assert send(client, token, b"x" * 1_000_000).status_code == 413

    def endless() -> Iterator[bytes]:
        yield from (b"x" * 10_000 for _ in range(1_000))

    refused = client.post(ADDRESS, content=endless(), headers={"authorization": f"Bearer {token}"})
    assert refused.status_code == 413


@pytest.mark.parametrize("headers", [
    {}, {"authorization": "Bearer "}, {"authorization": "Bearer forged"}, {"authorization": "Basic YWRtaW46YWRtaW4="},
    {"authorization": "Bearer " + "0" * 43}, {"x-app-user": "admin", "x-app-role": "admin"}, {"x-forwarded-user": "admin"},
])
def test_forged_headers_are_nobody(client: TestClient, people: People, headers: dict[str, str]) -> None:
    refused = client.post(ADDRESS, json=report(), headers=headers)
    assert refused.status_code == 401 and refused.headers["www-authenticate"] == "Bearer"


def test_a_cookie_is_not_a_token(client: TestClient, token: str) -> None:
    client.cookies.set(access.cookie_name(), token)
    assert client.post(ADDRESS, json=report()).status_code == 401


def test_the_stored_hash_is_not_a_token(client: TestClient, token: str) -> None:
    assert send(client, access.token_sha256(token), report()).status_code == 401


def test_a_session_that_ended_is_nobodys(client: TestClient, token: str) -> None:
    access.end_session(token)
    assert send(client, token, report()).status_code == 401


@pytest.mark.parametrize("change", [{"station_id": "KZ-79/0418"}, {"election_id": "another-2029"}, {"station_id": "KZ-79/9999"}])
def test_foreign_stations_and_elections_are_refused(client: TestClient, token: str, observer: Actor, change: dict[str, Any]) -> None:
    refused = send(client, token, report(**change))
    assert refused.status_code == 403
    assert "election_id" in change or "You are assigned to KZ-79/0417, not to" in refused.json()["message"]
    assert stored(observer) == 0


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN])
def test_who_does_not_observe_reports_nothing(client: TestClient, people: People, role: Role) -> None:
    assert send(client, people.token(people.account(role)), report()).status_code == 403


def test_another_observers_report_stays_theirs(client: TestClient, people: People, token: str, observer: Actor) -> None:
    sent = report()
    send(client, token, sent)
    other = people.token(people.account(Role.OBSERVER))
    for change in ({}, {"revision": 2}, {"revision": 2, "withdrawn": True}):
        assert send(client, other, sent | change).status_code == 403
    assert submitting.mine(observer, ELECTION.election_id)[0].revision == 1


def test_a_busy_writer_says_when_to_come_back(client: TestClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*arguments: object) -> None:
        raise WriterBusy("full")

    monkeypatch.setattr(house.store(), "append_soon", full)
    refused = send(client, token, report())
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")


def test_a_writer_held_for_ever_is_busy_in_time_and_the_report_is_stored_once_afterwards(
    client: TestClient, token: str, observer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PATIENCE_SECONDS", 0.3)
    sent = report()
    with writer_lock(house.store().lock_path):
        refused = send(client, token, sent, **{"accept-language": "ru"})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert "пока не сохранено" in refused.json()["message"]
    assert stored(observer) == 0
    assert [send(client, token, sent).status_code for _ in range(2)] == [201, 202]
    assert stored(observer) == 1


def test_a_token_gone_wild_is_slowed(client: TestClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "REPORTS", throttle.Allowed("few", one=2, everybody=100))
    sent = report()
    answers = [send(client, token, sent) for _ in range(3)]
    assert [each.status_code for each in answers] == [201, 202, 429]
    assert answers[-1].headers["retry-after"] == "45"


@pytest.mark.parametrize(("language", "word"), [("en", "whole number"), ("ru", "целое"), ("kk", "сан")])
def test_the_sentences_are_the_clients_language(client: TestClient, token: str, language: str, word: str) -> None:
    refused = send(client, token, report(body={"voters_counted": "x"}), **{"accept-language": language})
    assert word in refused.json()["fields"]["voters_counted"]["message"].lower()


def test_sixty_four_at_once_store_one_report(token: str, observer: Actor) -> None:
    """The same report from 64 racing clients: one row, one 201, the same receipt for everybody."""
    sent = json.dumps(report()).encode()

    async def race() -> list[httpx.Response]:
        transport = httpx.ASGITransport(application())
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as crowd:
            return await asyncio.gather(*(
                crowd.post(ADDRESS, content=sent, headers={"authorization": f"Bearer {token}"}) for _ in range(64)))

    answers = asyncio.run(race())
    assert sorted(each.status_code for each in answers) == [201] + [202] * 63
    assert len({each.text for each in answers}) == 1
    assert stored(observer) == 1


def test_sixty_four_different_reports_under_one_id_store_one(token: str, observer: Actor) -> None:
    name = str(uuid4())

    async def race() -> list[int]:
        transport = httpx.ASGITransport(application())
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as crowd:
            sent = [report(report_id=name) for _ in range(64)]
            for number, each in enumerate(sent):
                each["body"]["voters_counted"] = number
            answers = await asyncio.gather(*(
                crowd.post(ADDRESS, json=each, headers={"authorization": f"Bearer {token}"}) for each in sent))
            return [each.status_code for each in answers]

    assert sorted(asyncio.run(race())) == [201] + [409] * 63
    assert stored(observer) == 1


def test_a_program_exchanges_an_invitation_once(client: TestClient, people: People) -> None:
    made = invitations.invite(Actor("shell", Role.ADMIN), ELECTION.election_id, "KZ-79/0417", "ORG-1")[0]
    opened = client.post("/api/v1/sessions", json={"secret": made.token})
    assert opened.status_code == 201
    assert send(client, opened.json()["token"], report()).status_code == 201
    again = client.post("/api/v1/sessions", json={"secret": made.token})
    assert again.status_code == 410 and again.json()["code"] == "gone"
    assert client.post("/api/v1/sessions", json={"secret": "AAAA-BBBB-CCCC"}).status_code == 404
    assert client.post("/api/v1/sessions", json={}).status_code == 422


def test_the_description_holds_what_is_answered(client: TestClient, token: str) -> None:
    said = client.get("/api/v1/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    responses = said["paths"][ADDRESS]["post"]["responses"]
    assert {"201", "202", "401", "403", "409", "413", "422", "429", "503"} <= set(responses)
    receipt = send(client, token, report()).json()
    assert set(receipt) == set(said["components"]["schemas"]["ReceiptBody"]["properties"])
    names = json.dumps(said)
    for reference in {each["$ref"] for each in _references(said)}:
        assert reference.removeprefix("#/components/schemas/") in said["components"]["schemas"], reference
    assert "TurnoutReport" in names and said == openapi.description(api.VERSION)
    assert set(said["components"]["schemas"]["ReportRequest"]["properties"]) == set(reports.ReportRequest.model_fields)


def _references(node: object) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def test_a_database_that_is_gone_for_a_moment_is_said_to_be_busy(client: TestClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> object:
        raise house.Away("connection refused")

    monkeypatch.setattr(access, "visitor_of", gone)
    answer = send(client, token, report())
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "busy", "5")
