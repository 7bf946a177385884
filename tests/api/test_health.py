"""/healthz: ok while the database answers, 503 when it does not or is late."""

from __future__ import annotations

import threading

from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import health


def client(database_answers, patience_seconds: float = 2.0) -> TestClient:
    return TestClient(Starlette(routes=health.routes(database_answers, mode="demo", version="1.2", patience_seconds=patience_seconds)))


def test_a_process_whose_database_answers_is_ok() -> None:
    response = client(lambda: True).get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "mode": "demo", "version": "1.2", "pages": "ready"}


def test_it_says_when_reports_are_taken_but_the_pages_are_still_loaded() -> None:
    made = health.routes(lambda: True, mode="demo", version="1.2", pages_ready=lambda: False)
    response = TestClient(Starlette(routes=made)).get("/healthz")
    assert response.status_code == 200
    assert response.json()["pages"] == "loading"


def test_a_process_whose_database_fails_is_unavailable_and_says_when_to_ask_again() -> None:
    def fail() -> bool:
        raise OSError("disk I/O error")

    response = client(fail).get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert "disk" not in response.text
    assert response.headers["retry-after"] == "5"


def test_a_database_that_hangs_is_not_waited_for() -> None:
    released, answers = threading.Event(), []

    def hang() -> bool:
        answers.append(released.wait(timeout=30))
        return True

    response = client(hang, patience_seconds=0.05).get("/healthz")
    assert answers == [], "the answer came while the database was still silent"
    released.set()
    assert response.status_code == 503


def test_a_database_that_says_no_is_believed() -> None:
    assert client(lambda: False).get("/healthz").status_code == 503
