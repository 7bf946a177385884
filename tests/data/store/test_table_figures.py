"""Figures hashed before their turn are those that are stored, also where somebody else stored figures meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, quoted_name, select

from data.store import ledger_rows, official, table_figures, tables
from data.store.ledger import hashed, row_sha256
from data.store.store import Store
from schemas.figure import FIGURE_UNITS, FigureCode
from schemas.official import OfficialFigure, OfficialSource, OfficialStatus
from schemas.reports.body import ReportKind

NOW = datetime(2029, 1, 14, 12, tzinfo=UTC)
VOTES, FINAL = FIGURE_UNITS[FigureCode.VOTES], OfficialStatus.FINAL
VALUES = (700.0, 0.633, 12.0)


def rows(values: tuple[float, ...] = VALUES) -> list[dict[str, object]]:
    made = OfficialFigure(election_id="e", unit_id="R1/01", contest_id="p", code=FigureCode.VOTES, unit=VOTES, value=1.0, status=FINAL)
    fixed = {"source_id": 1, **made.model_dump(mode="json"), "as_of_at": NOW, "supersedes_id": None}
    return [{**fixed, "option_code": f"O{place}", "value": value} for place, value in enumerate(values)]


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    opened = Store(database_url, tmp_path / "var")
    opened.write(lambda connection: connection.execute(insert(tables.table_import).values(
        import_id="i", election_id="e", kind="official", file_sha256="f", mapping_sha256="m", account_id="a", rows_n=1, source_id=1,
        stored_n=0, started_at=NOW, finished_at=None)))
    yield opened
    opened.close()


def stored_as_hashed(store: Store) -> list[str]:
    """The subjects of the ledger whose rows are not what was hashed."""
    with store.read() as connection:
        found = connection.execute(select(tables.ledger).where(tables.ledger.c.kind == "official_figures")).all()
        rebuilt = ledger_rows.KINDS["official_figures"].rebuilt(connection, [each.subject for each in found])
        return [each.subject for each in found if row_sha256(rebuilt[each.subject], each.salt) != each.sha256]


@pytest.mark.parametrize("values", [VALUES, (700.0, 12.0), (0.5,)])
def test_what_was_hashed_beforehand_is_what_is_stored(store: Store, values: tuple[float, ...]) -> None:
    with store.read() as connection:
        ready = table_figures.made_ready(table_figures.next_id(connection), rows(values))
    following = store.write(partial(table_figures.add, import_id="i", ready=ready, at=NOW))
    assert following == ready.following == ready.first + len(values)
    assert stored_as_hashed(store) == []


def test_somebody_else_stored_figures_meanwhile(store: Store) -> None:
    ready = table_figures.made_ready(1, rows())
    source = OfficialSource(publisher="CEC", title="T", sha256="0" * 64)
    figure = OfficialFigure(election_id="e", unit_id="R1", contest_id="p", code=FigureCode.VOTES, unit=VOTES, value=9, status=FINAL)
    store.write(partial(official.add, source=source, figures=[figure] * 2, at=NOW))
    assert store.write(partial(table_figures.add, import_id="i", ready=ready, at=NOW)) == 6
    assert stored_as_hashed(store) == []
    with store.read() as connection:
        ids = connection.execute(select(tables.official_figure.c.figure_id).order_by(tables.official_figure.c.figure_id)).scalars().all()
    assert ids == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("row", [
    {"figures": [{"figure_id": 1, "locator": "Лист1!D17 “қ” \u2028", "value": 7, "as_of_at": None}]},
    {"report": {"created_at": NOW, "kind": ReportKind.COUNT, "withdrawn": False}, "report_figure": [{"as_of_at": NOW, "value": 7}]},
    {quoted_name("status", quote=True): "final", "as_of_at": NOW},
])
def test_the_quick_way_to_hash_gives_the_same_bytes(row: dict[str, object]) -> None:
    """Instants, words of ours and, as the names of columns come, a kind of word that the quick writer does not know."""
    quick = hashed("official_figures", "1:1-1", row, is_plain=True)
    assert quick.sha256 == row_sha256(row, quick.salt)
