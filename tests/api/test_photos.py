"""The door for photos: received by hash, the same again, refused with a status and a sentence, never somebody else's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import api
from api import openapi
from schemas.person import Actor, Role
from services import clock, photo_copies, photos, throttle
from tests import photos as made
from tests.people import ELECTION, NOON, People


@pytest.fixture
def client(people: People) -> Iterator[TestClient]:
    throttle.reset()
    with clock.fixed(NOON, everywhere=True):
        yield TestClient(Starlette(routes=api.routes(mode="demo", database_answers=lambda: True)))
        photo_copies.wait()
    throttle.reset()


def stored(client: TestClient, token: str) -> str:
    report: dict[str, Any] = {
        "report_id": str(uuid4()), "kind": "turnout", "election_id": ELECTION.election_id, "station_id": "KZ-79/0417",
        "observed_at": "2029-01-14T07:00:00Z",
        "body": {
            "counting_method": "hand_counter", "counting_unit": "at_box", "counting_since_at": "2029-01-14T02:00:00Z",
            "voters_counted": 610, "counted_at": "2029-01-14T07:00:00Z", "stated_voters": 620, "nothing_wrong": "nothing_to_report",
        },
    }
    client.post("/api/v1/reports", content=json.dumps(report), headers={"authorization": f"Bearer {token}"})
    return str(report["report_id"])


def send(client: TestClient, token: str, report_id: str, content: bytes, **headers: str):
    return client.post(f"/api/v1/reports/{report_id}/photos", content=content, headers={"authorization": f"Bearer {token}", **headers})


@pytest.fixture
def observer(people: People) -> Actor:
    return people.account(Role.OBSERVER)


def test_stored_then_the_same_receipt(client: TestClient, people: People, observer: Actor) -> None:
    token, content = people.token(observer), made.jpeg()
    report_id = stored(client, token)
    first, again = (send(client, token, report_id, content, **{"content-type": "application/pdf"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 202) and first.json() == again.json()
    assert first.json()["sha256"] == hashlib.sha256(content).hexdigest() and first.json()["media_type"] == "image/jpeg"
    (photo,) = photos.of_report(observer, report_id)
    assert photo.channel == "api" and photo.revision == 1


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [(b"%PDF-1.7", 422, "JPEG, PNG"), (made.png_bomb(), 422, "900"), (b"\xff\xd8\xff" + bytes(10_000_001), 413, "too large")],
    ids=["pdf", "bomb", "large"],
)
def test_what_is_refused_is_said(client: TestClient, people: People, observer: Actor, content: bytes, status: int, said: str) -> None:
    token = people.token(observer)
    refused = send(client, token, stored(client, token), content)
    assert refused.status_code == status and said in refused.json()["message"]


def test_a_sentence_comes_in_the_language_asked_for(client: TestClient, people: People, observer: Actor) -> None:
    token = people.token(observer)
    refused = send(client, token, stored(client, token), b"%PDF-1.7", **{"accept-language": "kk"})
    assert "фото" in refused.json()["message"]


def test_only_into_a_report_of_ones_own(client: TestClient, people: People, observer: Actor) -> None:
    token = people.token(observer)
    report_id = stored(client, token)
    assert send(client, "nonsense", report_id, made.png()).status_code == 401
    assert send(client, token, str(uuid4()), made.png()).status_code == 404
    assert send(client, people.token(people.account(Role.OBSERVER)), report_id, made.png()).status_code == 404
    assert send(client, people.token(people.account(Role.COORDINATOR)), report_id, made.png()).status_code == 403
    for number in range(12):
        assert send(client, token, report_id, made.encoded(made.page(32 + number, 24), "PNG")).status_code == 201
    assert send(client, token, report_id, made.png()).status_code == 409


def test_the_document_describes_it() -> None:
    said = openapi.description(api.VERSION)["paths"]["/api/v1/reports/{report_id}/photos"]["post"]
    assert set(said["requestBody"]["content"]) == {"image/jpeg", "image/png", "image/heic"}
    assert {"201", "202", "409", "413", "422"} <= set(said["responses"])
