"""The store of evidence checked against its records: a file gone, a file changed, a photo taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from manage import SHELL, manage
from schemas.person import Actor
from schemas.problem import Problem
from services import evidence_check, house, photos, sealing
from tests.services.conftest import PHOTOGRAPHED as TARGET


def files(shelf: str) -> list[Path]:
    return sorted(path for path in (house.store().var / "evidence" / shelf).rglob("*") if path.is_file())


def test_a_whole_store_is_whole(photographer: Actor) -> None:
    found = evidence_check.check(SHELL)
    assert found.is_whole and found.files_n == 6
    with pytest.raises(Problem, match="forbidden"):
        evidence_check.check(photographer)


@pytest.mark.parametrize("shelf", ["originals", "copies"])
def test_one_bit_and_one_file_are_missed(photographer: Actor, shelf: str) -> None:
    gone, changed = files(shelf)[:2]
    gone.unlink()
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    found = evidence_check.check(SHELL)
    assert found.missing == (f"{shelf}/{gone.name}",) and found.changed == (f"{shelf}/{changed.name}",)
    said = CliRunner().invoke(manage, ["evidence", "verify"])
    assert said.exit_code == 1 and f"missing: {shelf}/{gone.name}" in said.output and "1 changed" in said.output


def test_what_its_author_took_away_is_not_missed(photographer: Actor) -> None:
    evidence_id = photos.of_report(photographer, TARGET.report_id)[0].evidence_id
    photos.take_away(photographer, evidence_id)
    found = evidence_check.check(SHELL)
    assert found.is_whole and found.files_n == 4


def test_a_new_pair_opens_what_it_sealed(house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = CliRunner().invoke(manage, ["evidence", "new-key"]).output.split()
    monkeypatch.setenv(sealing.VARIABLE, said[1])
    sealed = sealing.seal(b"original")
    assert sealed is not None and sealing.open_sealed(sealed.content, said[3]) == b"original"
