"""Proofs for the holder of a receipt: right, nobody else's, and none over a ledger that was rewritten."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from starlette.applications import Starlette
from starlette.testclient import TestClient

import api
from api.log import CheckpointsBody, ConsistencyBody, ReceiptFileBody
from data.store.reports import NewRevision, append_revisions
from data.store.tables import ledger
from schemas import checkpoint, log_receipt, merkle
from schemas.person import Role
from schemas.problem import Problem
from schemas.signed_note import BadNote, PublicKey
from services import house, log_key, proofs, reports, throttle
from services.evidence_log import EvidenceLog
from services.reports import receipt_code
from tests import reviewing
from tests.data.store.made import revision
from tests.people import People
from tests.services.test_evidence_log import alter


def sent(author: str = "author") -> NewRevision:
    made = revision(author=author)
    made = revision(made.row["report_id"], author=author, receipt_code=receipt_code(made.row["sha256"]))
    house.store().append(append_revisions, made)
    return made


def file_of(made: NewRevision) -> dict[str, Any]:
    return proofs.by_code(made.row["report_id"], made.row["receipt_code"])


def test_at_once_a_signed_promise_and_later_a_proof(people: People) -> None:
    made = sent()
    first = file_of(made)
    assert first["checkpoint"] is None and first["inclusion"] == []
    EvidenceLog().checkpoint()
    sent()
    later = file_of(made)
    assert later["receipt"] == first["receipt"], "the same bytes whenever it is asked for"
    key = PublicKey.read(later["key"])
    promise = log_receipt.read(later["receipt"], key)
    assert (promise.report_id, promise.sha256) == (made.row["report_id"], made.row["sha256"])
    signed = checkpoint.read(later["checkpoint"]["note"], key)
    path = [bytes.fromhex(each) for each in later["inclusion"]]
    assert later["checkpoint"]["number"] == 1
    assert merkle.verify_inclusion(promise.leaf, promise.seq - 1, signed.size, path, signed.root)


def test_a_receipt_is_no_checkpoint_and_no_checkpoint_a_receipt(people: People) -> None:
    made = sent()
    EvidenceLog().checkpoint()
    found, key = file_of(made), log_key.signer().public
    with pytest.raises(BadNote):
        checkpoint.read(found["receipt"], key)
    with pytest.raises(BadNote):
        log_receipt.read(found["checkpoint"]["note"], key)


def test_it_says_nothing_of_anybody_elses_report(people: People) -> None:
    mine, other = sent("me"), sent("somebody-else")
    EvidenceLog().checkpoint()
    said = json.dumps(file_of(mine), default=str)
    assert other.row["report_id"] not in said and other.row["sha256"] not in said
    assert "me" not in json.dumps(file_of(mine)["entry"], default=str) and mine.row["payload"] not in said


def test_the_id_alone_or_another_code_opens_nothing(people: People) -> None:
    mine, other = sent(), sent()
    wrong = ["", "AAAAAA", other.row["receipt_code"]]
    for code in wrong:
        with pytest.raises(Problem) as refused:
            proofs.by_code(mine.row["report_id"], code)
        assert refused.value.status == 404
    throttle.reset()
    for _ in range(throttle.PROOFS.one):
        file_of(mine)
    with pytest.raises(Problem) as refused:
        file_of(mine)
    assert refused.value.status == 429


def test_ones_own_by_the_page_and_nobody_elses(people: People) -> None:
    observer = people.account(Role.OBSERVER)
    made = sent(observer.account_id)
    before = proofs.since(observer, made.row["report_id"])
    assert before is not None and before.checkpoint is None
    EvidenceLog().checkpoint()
    after = proofs.since(observer, made.row["report_id"])
    assert after is not None and (after.entry, after.checkpoint) == (before.entry, 1)
    assert json.loads(proofs.own(observer, made.row["report_id"]))["format"] == proofs.FORMAT
    stranger = people.account(Role.OBSERVER, code="OTHER")
    for ask in (proofs.since, proofs.own):
        with pytest.raises(Problem):
            ask(stranger, made.row["report_id"])


def test_nothing_is_proven_over_a_ledger_that_was_rewritten(people: People, house_dir) -> None:
    made = sent()
    EvidenceLog().checkpoint()
    file_of(made)
    alter(house_dir, "UPDATE ledger SET salt = '00' WHERE seq = 1")
    with pytest.raises(Problem) as refused:
        file_of(made)
    assert refused.value.status == 409


def test_the_doors_are_open_and_described(people: People) -> None:
    client = TestClient(Starlette(routes=api.routes(mode="demo", database_answers=lambda: True)))
    empty = CheckpointsBody.model_validate_json(client.get("/api/v1/log/checkpoints").content)
    assert empty.checkpoints == () and empty.next is None
    log = EvidenceLog()
    log.checkpoint()
    made = sent()
    log.checkpoint()
    listed = CheckpointsBody.model_validate_json(client.get("/api/v1/log/checkpoints").content)
    sizes = [each.size for each in listed.checkpoints]
    assert len(sizes) == 2 and client.get("/api/v1/log/key").text.strip() == listed.key == str(log_key.signer().public)
    more = client.get("/api/v1/log/checkpoints", params={"after": sizes[0]}).json()
    assert [each["size"] for each in more["checkpoints"]] == sizes[1:]
    found = client.get("/api/v1/log/consistency", params={"first": sizes[0], "second": sizes[1]})
    body = ConsistencyBody.model_validate_json(found.content)
    first, second = (checkpoint.read(each, log_key.signer().public) for each in (body.first, body.second))
    proof = [bytes.fromhex(each) for each in body.proof]
    assert merkle.verify_consistency(first.size, second.size, first.root, second.root, proof)
    for wrong in (f"first={sizes[1]}&second={sizes[0]}", f"first=1&second={sizes[1]}", "first=x&second=²", ""):
        assert client.get(f"/api/v1/log/consistency?{wrong}").status_code == 404
    address = f"/api/v1/log/receipts/{made.row['report_id']}/proof"
    answered = client.get(address, params={"code": made.row["receipt_code"].lower()})
    assert answered.status_code == 200 and ReceiptFileBody.model_validate_json(answered.content).checkpoint is not None
    assert client.get(address).status_code == 404
    described = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/log/key", "/api/v1/log/receipts/{report_id}/proof"} <= described["paths"].keys()
    assert "ReceiptFileBody" in described["components"]["schemas"]


def test_what_a_receipt_says_of_the_log_is_read_by_its_number(both: People) -> None:
    """Neither the history of a report nor the ledger is walked: one revision by its report, one line by its subject."""
    observer = both.account(Role.OBSERVER)
    for number in range(1, 4):
        reviewing.sent(observer, 1, revision=number)
    with house.store().read() as connection:
        statement = select(ledger).where(ledger.c.subject == "1", ledger.c.kind == "report_revision")
        sql = str(statement.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        if connection.dialect.name == "sqlite":
            assert "ix_ledger_subject" in str(connection.execute(text(f"EXPLAIN QUERY PLAN {sql}")).all())
        else:
            connection.execute(text("SET enable_seqscan = off"))
            assert "ix_ledger_subject" in str(connection.execute(text(f"EXPLAIN {sql}")).all())
    found = proofs.since(observer, str(UUID(int=1)))
    assert found is not None and reports.newest(observer, str(UUID(int=1))).revision == 3
