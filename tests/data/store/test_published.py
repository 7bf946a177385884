"""What is kept of published figures is what is stored, whatever was added, superseded or still under way in between."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import insert

from data.store import frames_forensics, official, published, table_imports
from data.store.store import Store
from data.store.tables import official_figure
from schemas.figure import FIGURE_UNITS, FigureCode
from schemas.official import OfficialFigure, OfficialSource, OfficialStatus
from tests.people import ELECTION, STATIONS

NOW = datetime(2029, 1, 14, 12, tzinfo=UTC)
CONTEST = "list"
CODES = (FigureCode.VOTES.value, FigureCode.BALLOTS_ISSUED.value)
FIRST, SECOND = (each.station_id for each in STATIONS[:2])


def figure(station_id: str, code: FigureCode, value: float, option: str = "", **more: object) -> OfficialFigure:
    contest = CONTEST if code is FigureCode.VOTES else ""
    fields = {"election_id": ELECTION.election_id, "unit_id": station_id, "contest_id": contest, "code": code, "option_code": option,
              "unit": FIGURE_UNITS[code], "value": value, "status": OfficialStatus.FINAL}
    return OfficialFigure.model_validate(fields | more)


def add(store: Store, title: str, *figures: OfficialFigure) -> int:
    source = OfficialSource(publisher="CEC", title=title, sha256=f"{len(title):064d}")
    return store.write(lambda connection: official.add(connection, source, list(figures), NOW))


def values(store: Store, *station_ids: str) -> list[tuple[str, str, str, float]]:
    units = list(station_ids) or None
    found = published.counts(store, ELECTION.election_id, CONTEST, CODES, units)
    return list(found[["unit_id", "figure_code", "option_code", "value"]].astype({"unit_id": "str"}).itertuples(index=False, name=None))


def test_figures_come_in_their_order_and_those_that_came_since_behind_them(store: Store) -> None:
    assert values(store) == []
    add(store, "first", figure(SECOND, FigureCode.BALLOTS_ISSUED, 640), figure(FIRST, FigureCode.VOTES, 300, "A"))
    before = [(SECOND, "ballots_issued", "", 640.0), (FIRST, "votes", "A", 300.0)]
    assert values(store) == before
    add(store, "second", figure(FIRST, FigureCode.VOTES, 200, "B"), figure(FIRST, FigureCode.TURNOUT_ISSUED_SHARE, 0.5))
    assert values(store) == [*before, (FIRST, "votes", "B", 200.0)], "a share is no count"
    assert values(store, SECOND) == before[:1]
    assert values(store, "No such place") == []
    assert published.counts(store, ELECTION.election_id, "another", CODES)["figure_code"].tolist() == ["ballots_issued"], "of people"


def test_what_is_superseded_goes_once_the_source_of_the_newer_figure_is_there(store: Store) -> None:
    source_id = add(store, "first", figure(FIRST, FigureCode.VOTES, 300, "A"))
    assert values(store) == [(FIRST, "votes", "A", 300.0)]
    newer = figure(FIRST, FigureCode.VOTES, 310, "A").model_dump()
    row = {**newer, "figure_id": 1000, "source_id": source_id + 1, "supersedes_id": 1}
    with store.read() as connection:
        row["supersedes_id"] = connection.execute(official_figure.select().with_only_columns(official_figure.c.figure_id)).scalar()
    store.write(lambda connection: connection.execute(insert(official_figure), [row]))
    assert values(store) == [(FIRST, "votes", "A", 300.0)], "an import under way changes nothing yet"
    source = OfficialSource(publisher="CEC", title="later", sha256="f" * 64)
    store.write(lambda connection: table_imports.add_source(connection, source_id + 1, source, NOW))
    assert values(store) == [(FIRST, "votes", "A", 310.0)]


def test_of_two_publications_of_one_line_the_newer_holds(store: Store) -> None:
    add(store, "first", figure(FIRST, FigureCode.VOTES, 300, "A"), figure(SECOND, FigureCode.VOTES, 10, "A"))
    add(store, "second", figure(FIRST, FigureCode.VOTES, 305, "A"))
    found = published.of_stations(store, ELECTION.election_id, CONTEST, CODES, pd.Series([FIRST, SECOND]))
    assert dict(zip(found["station_id"], found["value"], strict=True)) == {FIRST: 305.0, SECOND: 10.0}


def test_votes_for_all_are_known_where_each_option_has_its_figure(store: Store) -> None:
    add(store, "first", figure(FIRST, FigureCode.VOTES, 300, "A"), figure(FIRST, FigureCode.VOTES, 200, "B"),
        figure(SECOND, FigureCode.VOTES, 50, "B"), figure(SECOND, FigureCode.BALLOTS_ISSUED, 70))
    found = frames_forensics.published(store, ELECTION.election_id, CONTEST, ["A", "B"])
    rows = {(row["station_id"], row["figure_code"], row["option_code"]): row["value"] for row in found.to_dict("records")}
    assert rows == {
        (FIRST, "votes", "A"): 300.0, (FIRST, "votes", "all"): 500.0, (SECOND, "ballots_issued", ""): 70.0,
    }, "the leader's votes, all votes where no option lacks, and what people received"


def test_a_unit_may_be_called_anything(store: Store) -> None:
    odd = 'R 1, "upper"\nhall'
    add(store, "first", figure(odd, FigureCode.VOTES, 5, "A,\"b\""), figure(FIRST, FigureCode.VOTES, 300, "A"))
    assert values(store) == [(odd, "votes", "A,\"b\"", 5.0), (FIRST, "votes", "A", 300.0)]
    assert values(store, odd) == [(odd, "votes", "A,\"b\"", 5.0)]
