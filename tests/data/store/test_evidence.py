"""Photos in the store: one row a photo and report, every fact in the ledger, files whole on the disk under their hash."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from data.store import evidence, tables_evidence
from data.store.evidence_files import EvidenceFiles, Shelf
from data.store.reports import NotTheAuthor, append_revisions
from data.store.store import Store
from data.store.tables import ledger
from tests.data.store.made import NOW, revision
from tests.people import ELECTION, STATIONS

REPORT = "11111111-2222-4333-8444-555555555555"


def row(said: str = "page 1", *, report_id: str = REPORT, author: str = "author", station: int = 0) -> dict[str, Any]:
    return {
        "election_id": ELECTION.election_id, "station_id": STATIONS[station].station_id, "report_id": report_id, "revision": 1,
        "field_id": "photo", "sha256": hashlib.sha256(said.encode()).hexdigest(), "size_bytes": len(said), "media_type": "image/jpeg",
        "author_id": author, "observer_code": "OBS", "organisation_code": "ORG-1", "entered_by": "observer", "channel": "page",
        "received_at": NOW, "kept_as": "not_kept", "kept_sha256": "", "key_sha256": "",
    }


def add(store: Store, new: dict[str, Any], most: int = 12) -> tuple[Any, bool]:
    return store.write(lambda connection: evidence.add(connection, new, most))


def entries(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(ledger.c.kind).order_by(ledger.c.seq)).scalars())


def test_the_same_photo_of_a_report_is_one_fact(store: Store) -> None:
    first, created = add(store, row())
    again, created_again = add(store, row())
    assert (created, created_again) == (True, False) and first.evidence_id == again.evidence_id
    assert entries(store).count("evidence") == 1 and first.copy_state == "received"


def test_a_report_holds_so_many_and_belongs_to_one(store: Store) -> None:
    for number in range(3):
        add(store, row(f"page {number}"), most=3)
    with pytest.raises(evidence.TooMany):
        add(store, row("page 4"), most=3)
    with pytest.raises(NotTheAuthor):
        add(store, row("page 4", author="another"))
    store.append(append_revisions, revision("99999999-2222-4333-8444-555555555555", author="author"))
    with pytest.raises(NotTheAuthor):
        add(store, row(report_id="99999999-2222-4333-8444-555555555555", author="another"))


def test_taking_away_and_putting_back_are_facts(store: Store) -> None:
    found, _ = add(store, row())
    store.write(lambda connection: evidence.change(connection, found.evidence_id, "withdrawn", "author", NOW))
    with store.read() as connection:
        assert evidence.of_report(connection, REPORT) == []
    again, created = add(store, row())
    assert created and not again.is_withdrawn and again.evidence_id == found.evidence_id
    assert entries(store).count("evidence_change") == 2


def test_others_see_what_was_sent_and_the_latest_copy(store: Store) -> None:
    found, _ = add(store, row())
    with store.read() as connection:
        assert evidence.at_station(connection, ELECTION.election_id, STATIONS[0].station_id) == []
    store.append(append_revisions, revision(REPORT))
    for outcome in ("unreadable", "ready", "ready"):
        drawn = {"sha256": found.sha256, "outcome": outcome, "width": 1, "height": 1, "viewer_sha256": "", "thumb_sha256": "",
                 "maker": "test", "made_at": NOW}
        store.write(partial(evidence.add_copy, row=drawn))
    with store.read() as connection:
        seen = evidence.at_station(connection, ELECTION.election_id, STATIONS[0].station_id)
    assert [each.copy_state for each in seen] == ["ready"]
    assert entries(store).count("evidence_copy") == 2, "the same outcome again is no new fact"


def test_the_same_bytes_at_two_stations_are_found(store: Store) -> None:
    others = "22222222-2222-4333-8444-555555555555"
    for report_id, station, author in ((REPORT, 0, "author"), (others, 1, "second")):
        add(store, row(report_id=report_id, station=station, author=author))
        add(store, row(f"own {station}", report_id=report_id, station=station, author=author))
    with store.read() as connection:
        assert evidence.twice(connection, ELECTION.election_id) == [], "nothing was sent yet"
    store.append(append_revisions, revision(REPORT))
    store.append(append_revisions, revision(others, author="second"))
    with store.read() as connection:
        found = evidence.twice(connection, ELECTION.election_id)
        assert [each.station_id for each in found] == [STATIONS[0].station_id, STATIONS[1].station_id]
        assert connection.execute(select(func.count()).select_from(tables_evidence.evidence)).scalar_one() == 4


def test_a_file_is_whole_under_its_hash(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    name = files.put(Shelf.COPIES, b"picture")
    assert name == hashlib.sha256(b"picture").hexdigest() == files.put(Shelf.COPIES, b"picture")
    assert files.get(Shelf.COPIES, name) == b"picture" and files.true_sha256(Shelf.COPIES, name) == name
    assert list(files.names(Shelf.COPIES)) == [name] and not list(files.names(Shelf.ORIGINALS))
    place = files.place(Shelf.COPIES, name)
    assert place.stat().st_mode & 0o777 == 0o600 and place.parent.stat().st_mode & 0o777 == 0o700
    files.remove(Shelf.COPIES, name)
    assert files.get(Shelf.COPIES, name) is None


def test_a_file_is_on_the_disk_before_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content, then name, then folder: in this order, or a power cut leaves a name without content."""
    import os

    done: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def noted(descriptor: int) -> None:
        done.append("folder" if Path(f"/proc/self/fd/{descriptor}").is_dir() else "content")
        fsync(descriptor)

    def named(path: Path, target: Path) -> Path:
        done.append("name")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(Path, "rename", named)
    EvidenceFiles(tmp_path).put(Shelf.ARRIVING, b"photo")
    assert done[-3:] == ["content", "name", "folder"]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "0" * 63 + "/"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        EvidenceFiles(tmp_path).place(Shelf.COPIES, name)
