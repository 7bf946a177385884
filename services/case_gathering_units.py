"""What a case about a district, region or country can gather: sums of the copies held beside what was published.

Only units from which every copy is held: there the two sums must be the same number."""

from dataclasses import dataclass

import pandas as pd

from analysis.states import State
from data.store import frames_results, official, reports
from schemas.case import CaseContent, ComparisonRow, Evidence, EvidenceKind, GatheredReport, Origin, Side
from schemas.counting import CountRule
from schemas.figure import FigureCode
from schemas.person import Actor
from schemas.voice import Voice
from services import case_gathering, case_law, house, reading
from services.permissions import Act, require
from services.results import LEVELS, Results

CLASS_CODE = "PRT-03"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that can be gathered: how many of its published figures differ from the sum of the copies."""

    unit_id: str
    stations_n: int
    differing_n: int


def _complete(found: Results) -> pd.DataFrame:
    return found.rows[(found.rows["held_n"] == found.rows["stations_n"]) & (found.rows["held_n"] > 0)]


def units(found: Results) -> list[Unit]:
    """Units from which every copy is held and at least one published figure differs, most differences first."""
    key = (found.contest_id, found.level, found.ledger_length, len(found.rows))
    return reading.remember("case units", found.election.election_id, key, lambda: _units(found))


def _units(found: Results) -> list[Unit]:
    apart = _complete(found)
    apart = apart[apart["state"] == State.DIFFERS]
    counted = apart.groupby("unit_id").agg(stations_n=("stations_n", "first"), differing_n=("figure_code", "size"))
    made = [Unit(str(code), int(row["stations_n"]), int(row["differing_n"])) for code, row in counted.iterrows()]
    return sorted(made, key=lambda each: (-each.differing_n, each.unit_id))


def _stations(found: Results, unit_id: str) -> list[str]:
    places = frames_results.stations(house.store(), found.election.election_id)
    if found.level not in LEVELS:
        return [unit_id]
    own = places if LEVELS[found.level] not in places else places[places[LEVELS[found.level]] == unit_id]
    return sorted(own["station_id"])


def _publications(found: Results, titles: list[str]) -> dict[str, Evidence]:
    with house.store().read() as connection:
        sources = {title: official.source_of(connection, found.election.election_id, title) for title in titles}
    return {
        title: Evidence(
            sha256=source.sha256, kind=EvidenceKind.PUBLICATION, origin=Origin.HIGHER_COMMISSION, shows=title[:200],
            made_at=source.published_at,
        )
        for title, source in sources.items()
        if source is not None
    }  # fmt: skip


def _reports(found: Results, stations: list[str]) -> tuple[GatheredReport, ...]:
    held = frames_results.protocols(house.store(), found.election.election_id, found.contest_id, rule=CountRule.ALL)
    ids = sorted(set(held.loc[held["station_id"].isin(stations), "report_id"]))
    with house.store().read() as connection:
        newest = [reports.revisions_of(connection, report_id)[-1] for report_id in ids]
    return tuple(case_gathering.gathered(row, {}) for row in newest)


def content(actor: Actor, found: Results, unit_id: str) -> CaseContent:
    """A case about one unit, as it begins: the rows that differ, the copies' reports, the publication. Raises Problem (forbidden)."""
    require(actor, Act.ADD_TO_CASE, election_id=found.election.election_id)
    rows = _complete(found)
    rows = rows[(rows["unit_id"] == unit_id) & (rows["state"] == State.DIFFERS)]
    papers = _publications(found, sorted({str(title) for title in rows["title"].dropna()}))
    stations = _stations(found, unit_id)
    comparisons = []
    for row in rows.to_dict("records"):
        paper = papers.get(str(row["title"]))
        sides = (
            Side(voice=Voice.PROTOCOL, value=int(row["copies"])),
            Side(
                voice=Voice.PUBLISHED, value=int(row["published"]), source=str(row["title"]), as_of_at=paper.made_at if paper else None,
                documents=(paper.sha256,) if paper else (),
            ),
        )  # fmt: skip
        comparisons.append(
            ComparisonRow(
                unit_id=unit_id, contest_id=found.contest_id, figure_code=FigureCode(str(row["figure_code"])),
                option_code=str(row["option_code"]), sides=sides, copies_n=int(row["held_n"]), stations_n=int(row["stations_n"]),
            )
        )  # fmt: skip
    return CaseContent(
        class_code=CLASS_CODE, unit_id=unit_id, station_ids=tuple(stations), reports=_reports(found, stations),
        evidence=tuple(papers.values()), comparisons=tuple(comparisons), norms=case_law.norms_of(CLASS_CODE),
    )  # fmt: skip
