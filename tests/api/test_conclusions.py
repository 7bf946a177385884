"""The door of conclusions: for whoever may read the analysis, described in the API's own document."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import api
from api.conclusions import ConclusionsBody
from schemas.person import Role
from services import reading
from tests.people import ELECTION, People

ADDRESS = "/api/v1/conclusions"


@pytest.fixture
def client(people: People) -> TestClient:
    reading.forget()
    return TestClient(Starlette(routes=api.routes(mode="demo", database_answers=lambda: True)))


def read(client: TestClient, token: str = "", election: str = ELECTION.election_id):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return client.get(ADDRESS, params={"election": election} if election else {}, headers=headers)


def test_the_answer_is_what_the_document_describes(client: TestClient, people: People) -> None:
    found = read(client, people.token(people.account(Role.ANALYST)))
    assert found.status_code == 200
    assert found.headers["cache-control"] == "private, no-store"
    body = ConclusionsBody.model_validate_json(found.content)
    assert body.election_id == ELECTION.election_id
    assert all(each.finding.n == each.opposite.n == each.n for each in body.conclusions)
    described = client.get("/api/v1/openapi.json").json()
    assert described["paths"][ADDRESS]["get"]["operationId"] == "readConclusions"
    assert "ConclusionBody" in described["components"]["schemas"]


def test_a_coordinator_need_not_name_the_own_election(client: TestClient, people: People) -> None:
    token = people.token(people.account(Role.COORDINATOR))
    assert read(client, token, election="").json() == read(client, token).json()
    assert read(client, token, election="another-2029").status_code == 403


@pytest.mark.parametrize("role", [Role.OBSERVER, None])
def test_nobody_else(client: TestClient, people: People, role: Role | None) -> None:
    token = people.token(people.account(role)) if role else ""
    assert read(client, token).status_code == (403 if role else 401)


def test_an_unknown_election(client: TestClient, people: People) -> None:
    token = people.token(people.account(Role.ANALYST))
    assert read(client, token, election="nowhere-1999").status_code == 404
    assert read(client, token, election="").status_code == 404
