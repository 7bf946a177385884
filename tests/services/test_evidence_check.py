"""The store of evidence checked against its records: a file gone, a file changed, a photo taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from manage import SHELL, manage
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.report import Channel
from services import clock, evidence_check, house, photo_copies, photos, sealing
from services.photos import Target
from tests import photos as made
from tests.people import ELECTION, NOON, STATIONS, People

TARGET = Target(ELECTION.election_id, STATIONS[0].station_id, "11111111-2222-4333-8444-555555555555")


@pytest.fixture
def observer(people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    """Two photos, sealed and drawn."""
    monkeypatch.setenv(sealing.VARIABLE, sealing.new_pair().public)
    with clock.fixed(NOON, everywhere=True):
        actor = people.account(Role.OBSERVER)
        for mark in range(2):
            photos.receive(actor, TARGET, made.jpeg(mark=mark), Channel.PAGE)
        photo_copies.wait()
        yield actor


def files(shelf: str) -> list[Path]:
    return sorted(path for path in (house.store().var / "evidence" / shelf).rglob("*") if path.is_file())


def test_a_whole_store_is_whole(observer: Actor) -> None:
    found = evidence_check.check(SHELL)
    assert found.is_whole and found.files_n == 6
    with pytest.raises(Problem, match="forbidden"):
        evidence_check.check(observer)


@pytest.mark.parametrize("shelf", ["originals", "copies"])
def test_one_bit_and_one_file_are_missed(observer: Actor, shelf: str) -> None:
    gone, changed = files(shelf)[:2]
    gone.unlink()
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    found = evidence_check.check(SHELL)
    assert found.missing == (f"{shelf}/{gone.name}",) and found.changed == (f"{shelf}/{changed.name}",)
    said = CliRunner().invoke(manage, ["evidence", "verify"])
    assert said.exit_code == 1 and f"missing: {shelf}/{gone.name}" in said.output and "1 changed" in said.output


def test_what_its_author_took_away_is_not_missed(observer: Actor) -> None:
    evidence_id = photos.of_report(observer, TARGET.report_id)[0].evidence_id
    photos.take_away(observer, evidence_id)
    found = evidence_check.check(SHELL)
    assert found.is_whole and found.files_n == 4


def test_a_new_pair_opens_what_it_sealed(house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = CliRunner().invoke(manage, ["evidence", "new-key"]).output.split()
    monkeypatch.setenv(sealing.VARIABLE, said[1])
    sealed = sealing.seal(b"original")
    assert sealed is not None and sealing.open_sealed(sealed.content, said[3]) == b"original"
