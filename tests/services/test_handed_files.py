"""Every file that is given away stands in the log by its bytes, with who has it; altered ones are found, and none goes out unrecorded."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

import api
from api.log import FileProofBody
from data.store import ledger_check
from data.store.tables import ledger
from data.store.tables_handed import file_handed, file_made
from data.store.writer import WriterBusy
from manage import manage
from schemas.counting import CountRule
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import clock, handed_files, house, log_check, proofs, reading, throttle
from services.evidence_log import EvidenceLog
from services.handed_files import File, FileKind
from tests.people import ELECTION, ROOT, People

CONTENT = b"station,votes\n0417,300\n" * 40
TABLE = File(FileKind.TABLE, "SIMULATED_baqylau_test-2029_table.csv", ELECTION.election_id)


def entries(kind: str) -> int:
    with house.store().read() as connection:
        return len(connection.execute(select(ledger.c.seq).where(ledger.c.kind == kind)).all())


def kept(content: bytes = CONTENT, name: str = "baqylau_test-2029_public_draft_20290114T1800Z.zip") -> Path:
    """A merged download as its worker leaves it."""
    path = handed_files.folder() / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    handed_files.made(File(FileKind.MERGED, name, ELECTION.election_id, 1), path, clock.now())
    return path


def test_who_has_it_stands_in_the_log_on_both_databases(both: People) -> None:
    analyst, coordinator = both.account(Role.ANALYST), both.account(Role.COORDINATOR, code="C")
    before = reading.ledger_length()
    for actor in (analyst, coordinator, analyst):
        assert handed_files.hand(actor, TABLE, CONTENT) == CONTENT
    assert (entries("file_made"), entries("file_handed")) == (1, 3), "the same bytes are one file"
    with house.store().read() as connection:
        row = connection.execute(select(file_made)).one()
        to = connection.execute(select(file_handed.c.account_id, file_handed.c.role).order_by(file_handed.c.handed_id)).all()
        assert ledger_check.check(connection).findings == ()
    assert (row.kind, row.name, row.rule, row.ledger_length, row.size_bytes) == ("table", TABLE.name, "all", before, len(CONTENT))
    assert [tuple(each) for each in to] == [(each.account_id, each.role) for each in (analyst, coordinator, analyst)]
    reading.look_again()
    assert reading.ledger_length() == before, "no figure has changed: what pages have computed still holds"


def test_what_cannot_be_recorded_is_not_given(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(work: object) -> None:
        raise WriterBusy("the disk is full")

    actor = people.account(Role.ANALYST)
    monkeypatch.setattr(house.store(), "write", busy)
    with pytest.raises(Problem) as refused:
        handed_files.hand(actor, TABLE, CONTENT)
    assert (refused.value.status, refused.value.retry_after) == (503, 60)


def test_a_download_that_cannot_be_recorded_is_not_left_behind(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(work: object) -> None:
        raise WriterBusy("the disk is full")

    path = kept()
    with monkeypatch.context() as full:
        full.setattr(house.store(), "write", busy)
        with pytest.raises(Problem):
            kept(b"another", "baqylau_test-2029_public_draft_20290114T1900Z.zip")
    assert list(handed_files.folder().glob("*.zip")) == [path] and handed_files.findings() == (1, [])


def test_the_log_says_by_which_rule_and_facts_it_was_made(people: People) -> None:
    handed_files.hand(people.account(Role.ANALYST), replace(TABLE, rule=CountRule.CHECKED, ledger_length=1), CONTENT)
    with house.store().read() as connection:
        row = connection.execute(select(file_made)).one()
    assert (row.rule, row.ledger_length) == ("checked", 1), "not those in force when the button was pressed"


def test_the_page_says_why_a_file_was_not_handed_out(people: People) -> None:
    def page() -> None:
        from schemas.message import Message
        from schemas.problem import Problem, ProblemCode
        from ui import handing

        def make() -> bytes:
            raise Problem(ProblemCode.BUSY, Message("The server is busy. We will try again in {n} s."), values={"n": 5})

        handing.failed()
        try:
            handing.telling(make)()
        except Problem:
            return

    at = AppTest.from_function(page).run()
    assert not at.warning
    assert "again in 5 s" in at.run().warning[0].value


def test_a_download_altered_before_it_is_taken_is_not_given(people: People) -> None:
    path, actor = kept(), people.account(Role.ANALYST)
    file = File(FileKind.MERGED, path.name, ELECTION.election_id)
    assert handed_files.hand(actor, file, path.read_bytes(), as_made=True) == CONTENT
    with pytest.raises(Problem) as refused:
        handed_files.hand(actor, file, CONTENT.replace(b"300", b"301"), as_made=True)
    assert refused.value.code is ProblemCode.CONFLICT and entries("file_handed") == 1


def test_every_alteration_of_a_kept_download_is_found(people: People) -> None:
    path, chance = kept(), random.Random(2029)
    assert handed_files.findings() == (1, [])
    for _ in range(50):
        altered, bit = bytearray(CONTENT), chance.randrange(8 * len(CONTENT))
        altered[bit // 8] ^= 1 << bit % 8
        path.write_bytes(altered)
        assert [each.place for each in handed_files.findings()[1]] == [f"exports/{path.name}"]
    for content in (CONTENT + b"\n", CONTENT[:-1], b""):
        path.write_bytes(content)
        assert handed_files.findings()[1]
    path.write_bytes(CONTENT)
    other = path.with_name("baqylau_test-2029_public_draft_20290114T1900Z.zip")
    other.write_bytes(b"put there")
    admin = people.account(Role.ADMIN)
    assert [(each.place, each.expected) for each in log_check.check(admin).changed] == [
        (f"exports/{other.name}", "recorded when it was made")
    ]


def test_the_shell_says_of_a_file_that_comes_back_what_it_is(people: People, tmp_path: Path) -> None:
    handed_files.hand(people.account(Role.ANALYST), TABLE, CONTENT)
    mine, altered, strange = (tmp_path / name for name in ("mine.csv", TABLE.name, "strange.csv"))
    mine.write_bytes(CONTENT)
    altered.write_bytes(CONTENT.replace(b"300", b"301"))
    strange.write_bytes(b"nobody's")
    found = CliRunner().invoke(manage, ["verify", str(mine)])
    assert found.exit_code == 0 and f"as {TABLE.name}" in found.output and "handed out 1 time(s)" in found.output
    found = CliRunner().invoke(manage, ["verify", str(mine), str(altered), str(strange)])
    assert found.exit_code == 1 and "ALTERED" in found.output and "UNKNOWN" in found.output and "2 file(s) are not" in found.output


@pytest.fixture
def proven(people: People, tmp_path: Path) -> tuple[Path, Path]:
    """A file and the proof that the door gives for it, as a stranger has them."""
    handed_files.hand(people.account(Role.ANALYST), TABLE, CONTENT)
    EvidenceLog().checkpoint()
    handed_files.hand(people.account(Role.ANALYST), TABLE, b"another")
    throttle.reset()
    client = TestClient(Starlette(routes=api.routes(mode="demo", database_answers=lambda: True)))
    with house.store().read() as connection:
        sha256 = connection.execute(select(file_made.c.sha256).order_by(file_made.c.made_id)).scalars().first()
    given = client.get(f"/api/v1/log/files/{sha256}")
    FileProofBody.model_validate_json(given.content)
    assert client.get(f"/api/v1/log/files/{'0' * 64}").status_code == 404
    assert "/api/v1/log/files/{sha256}" in client.get("/api/v1/openapi.json").json()["paths"]
    place, proof = tmp_path / "table.csv", tmp_path / "proof.json"
    place.write_bytes(CONTENT)
    proof.write_bytes(given.content)
    return place, proof


def stranger(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-I", "-S", str(ROOT / "docs" / "verify.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_stranger_checks_a_file_against_the_log(proven: tuple[Path, Path], people: People) -> None:
    place, proof = proven
    code, said = stranger("export", str(place), str(proof), "--key", proofs.key())
    assert code == 0 and "HOLDS" in said and "It stands in the checkpoint" in said
    assert "table.csv as it was made" in said
    assert "the key that the file brings" in stranger("export", str(place), str(proof))[1]
    place.write_bytes(CONTENT.replace(b"300", b"301"))
    code, said = stranger("export", str(place), str(proof))
    assert code == 1 and "the file was altered" in said
    code, said = stranger("export", str(place), str(place))
    assert code == 1 or "is no proof" in said


def test_no_part_of_a_proof_can_be_altered(proven: tuple[Path, Path]) -> None:
    from docs import verify

    _, proof = proven
    whole = json.loads(proof.read_text(encoding="utf-8"))
    assert not any(word in proof.read_text(encoding="utf-8") for word in ("account_id", "role")), "nobody is named"
    assert verify.exported(CONTENT, whole, whole["key"])
    for name, value in whole["row"].items():
        with pytest.raises(verify.Refused):
            verify.exported(
                CONTENT, {**whole, "row": {**whole["row"], name: value + 1 if isinstance(value, int) else f"{value}x"}}, whole["key"]
            )
    for number, value in enumerate(whole["entry"]):
        line = list(whole["entry"])
        line[number] = value + 1 if isinstance(value, int) else str(value)[:-1] + ("0" if str(value)[-1] != "0" else "1")
        with pytest.raises((verify.Refused, ValueError)):
            verify.exported(CONTENT, {**whole, "entry": line}, whole["key"])


def test_nobody_is_asked_for_a_right_twice(people: People) -> None:
    """Who may have a file is decided where it is made; verifying is for whoever runs the house."""
    from services import verification

    with pytest.raises(Problem):
        verification.told(Actor("a", Role.ANALYST), (), 10)
