"""The lines beside the heads say what the payloads say: at storing, after a correction, made again, and read either way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select, update

from data.store import frames_bodies, report_rows, reviews
from data.store.reports import NewRevision, Stored, append_revisions
from data.store.store import Store
from data.store.tables import report_head
from schemas.counting import CountRule
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.reports.cells import Cell, CellType, layout, signature
from tests.data.store.made import NOW, revision
from tests.people import ELECTION

WORDS = ("yes", "no", "", 'said "so", twice', "line\nbreak", "Ә|І")


def value(cell: Cell, chance: Random) -> object:
    if cell.type is CellType.COUNT:
        return chance.randrange(3_000)
    if cell.type is CellType.INSTANT:
        return (NOW + timedelta(minutes=chance.randrange(900))).isoformat()
    return chance.sample(("photo", "document", "nothing"), chance.randrange(3)) if cell.type is CellType.CODES else chance.choice(WORDS)


def body(kind: ReportKind, chance: Random) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for cell in layout(kind):
        place = chance.random()
        if place < 0.5:
            made[cell.field] = value(cell, chance)
        elif place < 0.7:
            made.setdefault("missing", {})[cell.field] = chance.choice(("refused", "could_not_see"))
    return made


def of_kind(kind: ReportKind, said: dict[str, Any], number: int = 1, **more: Any) -> NewRevision:
    made = revision(number=number, payload=json.dumps({"body": said}), observed_at=NOW + timedelta(minutes=len(said)), **more)
    return replace(made, kind=kind.value, figures=())


def filled(store: Store, each: int = 12) -> None:
    chance = Random(7)
    items = [of_kind(kind, body(kind, chance)) for kind in ReportKind for _ in range(each)]
    done = [each for each in store.write(partial(append_revisions, items=items)) if isinstance(each, Stored)]
    decided = [
        reviews.NewReview(one.revision_id, state, "other", "because", NOW)
        for one, state in zip(done, (RevisionState.VERIFIED, RevisionState.REJECTED), strict=False)
    ]
    store.write(partial(reviews.append, reviews=decided))


def lines(store: Store) -> dict[str, tuple[str, str]]:
    with store.read() as connection:
        found = connection.execute(select(report_head.c.report_id, report_head.c.body_line, report_head.c.body_layout))
        return {row.report_id: (row.body_line, row.body_layout) for row in found}


def test_lines_made_again_are_the_ones_that_were_stored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    chance = Random(8)
    first = of_kind(ReportKind.TURNOUT, body(ReportKind.TURNOUT, chance), report_id="00000000-0000-4000-8000-000000000001")
    second = of_kind(ReportKind.TURNOUT, body(ReportKind.TURNOUT, chance), 2, report_id="00000000-0000-4000-8000-000000000001")
    store.write(partial(append_revisions, items=[first]))
    before = lines(store)
    store.write(partial(append_revisions, items=[second]))
    kept = lines(store)
    assert kept["00000000-0000-4000-8000-000000000001"] != before["00000000-0000-4000-8000-000000000001"]
    monkeypatch.setattr(report_rows, "CHUNK", 40)
    made, after = store.write(partial(report_rows.rebuild_next, after=0, everything=True))
    while number := (step := store.write(partial(report_rows.rebuild_next, after=after, everything=True)))[0]:
        made, after = made + number, step[1]
    assert made == len(kept)
    assert lines(store) == kept
    with store.read() as connection:
        assert report_rows.stale(connection) == 0


@pytest.mark.parametrize("kind", ReportKind)
def test_the_lines_say_what_the_payloads_say(store: Store, kind: ReportKind) -> None:
    filled(store)
    fields = [cell.field for cell in layout(kind)]
    with store.read() as connection:
        quick, stale = (
            frames_bodies._from_lines(frames_bodies._all(connection, ELECTION.election_id, kind, known).table, kind, fields)
            for known in (signature(kind), frames_bodies.NO_LAYOUT)
        )
        slow = frames_bodies._from_payloads(connection, ELECTION.election_id, kind, fields)
    assert len(slow) in (11, 12) and list(quick.columns) == list(slow.columns)
    pd.testing.assert_frame_equal(quick, stale)
    for cell in layout(kind):
        if cell.type is CellType.COUNT:
            slow[cell.field] = slow[cell.field].astype("Int64")
    pd.testing.assert_frame_equal(quick, slow, check_dtype=False)


def test_a_rejected_report_is_in_no_frame_and_a_verified_one_says_so(store: Store) -> None:
    filled(store, 2)
    first = frames_bodies.bodies(store, ELECTION.election_id, (min(ReportKind),), (), rule=CountRule.ALL)
    everything = frames_bodies.bodies(store, ELECTION.election_id, tuple(ReportKind), (), rule=CountRule.ALL)
    assert len(everything) == 2 * len(ReportKind) - 1
    assert "verified" in set(everything["state"]) and "rejected" not in set(everything["state"])
    assert everything["observed_at"].is_monotonic_increasing and len(first) <= 2


def test_no_report_is_an_empty_frame_of_the_same_columns(store: Store) -> None:
    fields = ("voters_counted", "counted_at", "counting_method")
    empty = frames_bodies.bodies(store, ELECTION.election_id, (ReportKind.TURNOUT,), fields, rule=CountRule.ALL)
    filled(store)
    full = frames_bodies.bodies(store, ELECTION.election_id, (ReportKind.TURNOUT,), fields, rule=CountRule.ALL)
    assert empty.empty and not full.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_free_words_come_from_the_payload(store: Store) -> None:
    said = {"what": "ACC-01", "account": "They said no."}
    store.write(partial(append_revisions, items=[of_kind(ReportKind.VIOLATION, said)]))
    found = frames_bodies.bodies(store, ELECTION.election_id, (ReportKind.VIOLATION,), ("what", "account"), rule=CountRule.ALL)
    assert found[["what", "account"]].to_dict("records") == [said]
    assert "They said no." not in next(iter(lines(store).values()))[0]


def test_a_stale_line_is_read_from_its_payload_and_made_again_on_opening(store: Store, tmp_path: Path) -> None:
    store.write(partial(append_revisions, items=[of_kind(ReportKind.TURNOUT, {"voters_counted": 610})]))
    kept = lines(store)
    old = update(report_head).values(body_line="of another time", body_layout="00000000")
    store.write(lambda connection: connection.execute(old))
    found = frames_bodies.bodies(store, ELECTION.election_id, (ReportKind.TURNOUT,), ("voters_counted",), rule=CountRule.ALL)
    assert found["voters_counted"].to_list() == [610]
    again = Store(store.url, tmp_path / "var")
    assert lines(again) == kept
    again.close()
