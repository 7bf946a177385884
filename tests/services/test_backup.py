"""A backup holds the photos that it speaks of, and brings them back: also while they are drawn, and never in silence where one is lost."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from data.store import backup as database
from data.store import evidence_backup
from data.store.evidence_files import EvidenceFiles, Shelf
from manage import SHELL, manage
from schemas.evidence import PhotoState, Size
from schemas.person import Actor
from schemas.problem import Problem
from schemas.report import Channel
from services import backup, evidence_check, house, photo_copies, photos
from tests import photos as made
from tests.people import NOON
from tests.services.conftest import PHOTOGRAPHED as TARGET


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def say(*arguments: str | Path) -> Result:
    return CliRunner().invoke(manage, [str(each) for each in arguments])


def empty(var: Path) -> None:
    for path in files(var / "evidence"):
        path.unlink()


def test_what_was_photographed_comes_back(photographer: Actor, house_dir: Path, tmp_path: Path) -> None:
    said = say("backup", tmp_path / "disk" / "copy")
    assert said.exit_code == 0 and "6 file(s) of evidence, 6 of them new" in said.output
    assert "6 file(s) of evidence, 0 of them new" in say("backup", tmp_path / "disk" / "second").output, "two copies share the files"
    before = photos.picture(photographer, photos.of_report(photographer, TARGET.report_id)[0].evidence_id, Size.VIEWER)
    empty(house_dir)
    assert not evidence_check.check(SHELL).is_whole
    assert say("restore", tmp_path / "disk" / "copy", "--replace").exit_code == 0
    assert evidence_check.check(SHELL).is_whole
    assert photos.picture(photographer, photos.of_report(photographer, TARGET.report_id)[0].evidence_id, Size.VIEWER) == before


def test_a_changed_file_is_not_copied_and_is_mended_from_the_backup(photographer: Actor, house_dir: Path, tmp_path: Path) -> None:
    assert say("backup", tmp_path / "disk" / "copy").exit_code == 0
    victim = files(house_dir / "evidence" / "originals")[0]
    victim.write_bytes(b"x" + victim.read_bytes()[1:])
    elsewhere = say("backup", tmp_path / "other" / "copy")
    assert elsewhere.exit_code == 1 and f"missing or changed: originals/{victim.name}" in elsewhere.output
    assert len(files(tmp_path / "other" / evidence_backup.FOLDER)) == 5, "all else is kept"
    assert say("restore", tmp_path / "disk" / "copy", "--replace").exit_code == 0
    assert evidence_check.check(SHELL).is_whole


def test_a_backup_without_its_evidence_is_refused_before_anything_changes(photographer: Actor, house_dir: Path, tmp_path: Path) -> None:
    assert say("backup", tmp_path / "disk" / "copy").exit_code == 0
    lost = files(tmp_path / "disk" / evidence_backup.FOLDER)[0]
    lost.unlink()
    empty(house_dir)
    refused = say("restore", tmp_path / "disk" / "copy", "--replace")
    assert refused.exit_code == 1 and lost.name in refused.output and "--incomplete" in refused.output
    assert not files(house_dir / "evidence") and not list(house_dir.glob("before-restore-*"))
    assert say("restore", tmp_path / "disk" / "copy", "--replace", "--incomplete").exit_code == 0
    assert [name.split("/")[1] for name in evidence_check.check(SHELL).missing] == [lost.name]


def test_a_photo_that_is_drawn_meanwhile_is_whole_in_the_copy(
    photographer: Actor, house_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_copies, "draw_later", lambda sha256: None)
    waiting = photos.receive(photographer, TARGET, made.png(), Channel.PAGE)
    copied = database.make

    def drawn_after(store, target):
        done = copied(store, target)
        photo_copies._draw(store, waiting.sha256, NOON)
        return done

    monkeypatch.setattr(database, "make", drawn_after)
    kept = backup.make(SHELL, tmp_path / "disk" / "copy").evidence
    assert kept.lost == () and kept.files_n == 8
    shelf = EvidenceFiles(tmp_path / "disk", evidence_backup.FOLDER)
    assert list(shelf.names(Shelf.ARRIVING)) == [waiting.sha256]
    monkeypatch.setattr(database, "make", copied)
    assert backup.make(SHELL, tmp_path / "disk" / "next").evidence.files_n == 9
    assert not list(shelf.names(Shelf.ARRIVING)), "an original in plain stays no longer than to the next backup"
    assert say("restore", tmp_path / "disk" / "next", "--replace").exit_code == 0
    assert {each.state for each in photos.of_report(photographer, TARGET.report_id)} == {PhotoState.READY}


def test_what_its_author_took_away_leaves_the_backup_too(photographer: Actor, tmp_path: Path) -> None:
    backup.make(SHELL, tmp_path / "disk" / "copy")
    gone = photos.of_report(photographer, TARGET.report_id)[0]
    photos.take_away(photographer, gone.evidence_id)
    assert backup.make(SHELL, tmp_path / "disk" / "next").evidence.files_n == 4
    names = {path.name for path in files(tmp_path / "disk" / evidence_backup.FOLDER)}
    assert not {gone.viewer_sha256, gone.thumb_sha256} & names and len(names) == 4


def test_only_administrators_make_backups(photographer: Actor, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="forbidden"):
        backup.make(photographer, tmp_path / "copy")


def test_a_dump_speaks_of_the_same_photos(photographer: Actor, tmp_path: Path) -> None:
    copy = backup.make(SHELL, tmp_path / "copy").database.path
    with house.store().read() as connection, zipfile.ZipFile(tmp_path / "copy.zip", "w") as file:
        for table in evidence_backup.TABLES:
            file.writestr(f"{table.name}.jsonl", "\n".join(json.dumps(row) for row in database._rows(connection, table)))
    wanted = [[tuple(row) for row in evidence_backup.records(path)] for path in (tmp_path / "copy.zip", copy)]
    assert len(wanted[0]) == 2 and wanted[0] == wanted[1]
