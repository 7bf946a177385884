"""The line of a body: which fields have a cell, and that each value is written so that it can be read again."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from schemas.reports.body import ReportKind
from schemas.reports.cells import CellType, cells, layout, signature
from schemas.reports.kinds import MODELS


def read(kind: ReportKind, body: dict[str, object]) -> dict[str, str]:
    names = [cell.field for cell in layout(kind)]
    row = next(csv.reader(io.StringIO(cells(kind, body))))
    return dict(zip([*names, *[f"missing.{name}" for name in names]], row, strict=True))


def test_every_counted_field_has_a_cell_and_free_words_have_none() -> None:
    found = {kind: {cell.field: cell.type for cell in layout(kind)} for kind in ReportKind}
    assert found[ReportKind.TURNOUT]["voters_counted"] is CellType.COUNT
    assert found[ReportKind.TURNOUT]["counted_at"] is CellType.INSTANT
    assert found[ReportKind.VIOLATION]["evidence_kind"] is CellType.CODES
    assert found[ReportKind.CLOSING]["check_bundle_in_box"] is CellType.CODE
    assert found[ReportKind.OPENING]["contests_given"] is CellType.CODES
    without = {kind: set(MODELS[kind].model_fields) - set(found[kind]) for kind in ReportKind}
    assert without == {
        ReportKind.PRESENCE: {"missing", "admission_reason_text", "pair_code"},
        ReportKind.OPENING: {"missing", "ballots_received", "seal_numbers"},
        ReportKind.TURNOUT: {"missing"},
        ReportKind.VIOLATION: {"missing", "told_by", "account", "complaint_number"},
        ReportKind.AWAY: {"missing"},
        ReportKind.COUNT: {"missing", "lines", "votes", "extra_lines", "corrections_lines"},
        ReportKind.CLOSING: {"missing", "protocol_taken_to", "anything_else"},
        ReportKind.LEAVING: {"missing"},
        ReportKind.VOTING_CHECK: {"missing"},
    }


def test_instants_are_named_as_instants() -> None:
    for kind in ReportKind:
        for cell in layout(kind):
            assert (cell.type is CellType.INSTANT) == cell.field.endswith("_at"), cell


def test_each_kind_of_layout_has_its_own_name() -> None:
    assert len({signature(kind) for kind in ReportKind}) == len(ReportKind)


def test_values_are_written_once_and_reasons_beside_them() -> None:
    said = {"voters_counted": 0, "counted_at": "2029-01-14T05:00:00Z", "counting_method": "hand_counter"}
    found = read(ReportKind.TURNOUT, {**said, "missing": {"stated_voters": "refused"}})
    assert found["voters_counted"] == "0"
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(found["counted_at"])) == datetime(2029, 1, 14, 5, tzinfo=UTC)
    assert found["counting_method"] == "hand_counter"
    assert (found["stated_voters"], found["missing.stated_voters"]) == ("", "refused")
    assert {name for name, value in found.items() if value} == {
        "voters_counted", "counted_at", "counting_method", "missing.stated_voters",
    }


@pytest.mark.parametrize("writing", ["2029-01-14T05:00:00Z", "2029-01-14T10:00:00+05:00", "2029-01-14 05:00:00+00:00", 1863061200])
def test_an_instant_is_one_number_in_whatever_writing_it_came(writing: object) -> None:
    assert read(ReportKind.AWAY, {"away_from_at": writing})["away_from_at"] == str(1_863_061_200_000_000)


def test_an_empty_text_is_not_nothing() -> None:
    assert cells(ReportKind.LEAVING, {"left_because": ""}).split(",")[1] == '""'
    assert cells(ReportKind.LEAVING, {}) == ",,,"[: 2 * len(layout(ReportKind.LEAVING)) - 1]


def test_signs_that_part_cells_are_kept_inside_them() -> None:
    assert read(ReportKind.LEAVING, {"left_because": 'a,"b"\nc'})["left_because"] == 'a,"b"\nc'
    assert read(ReportKind.VIOLATION, {"evidence_kind": ["photo", "document"]})["evidence_kind"] == "photo|document"
