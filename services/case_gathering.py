"""What a case about one station can gather: its reports by hash, the figures side by side, what happened, who filed what where."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from data.store import case_reports, elections, frames, reports
from schemas.case import (
    Accreditation,
    CaseContent,
    ComparisonRow,
    Complaint,
    Event,
    GatheredReport,
    JournalEntry,
    Side,
)
from schemas.counting import CountRule
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.person import Actor
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.reports.violation import ComplaintAnswer, ComplaintTo
from schemas.voice import Voice
from services import house, registry, turnout
from services.permissions import Act, require

SET_ASIDE = (RevisionState.WITHDRAWN, RevisionState.REJECTED)
VOICE_ORDER = tuple(Voice)
PEOPLE_OVER_THE_DAY = (FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED)
"""They grow by the hour: they are held against the protocol with a floor and a ceiling, not side by side."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of one station, to choose from. `copies`: ids of reports read from a signed copy; `act_signatures`: None where no act
    was written."""

    station_id: str
    reports: tuple[GatheredReport, ...]
    comparisons: tuple[ComparisonRow, ...]
    events: tuple[Event, ...]
    complaints: tuple[Complaint, ...]
    journal: tuple[JournalEntry, ...]
    accreditations: tuple[Accreditation, ...]
    act_signatures: int | None
    copies: tuple[str, ...]
    incidents: Mapping[str, int] = field(default_factory=dict)
    """The incident of each report that is joined to one."""

    @property
    def differing(self) -> tuple[ComparisonRow, ...]:
        return tuple(each for each in self.comparisons if each.differs)


def _instant(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None


def gathered(row: Any, body: dict[str, Any]) -> GatheredReport:
    """A stored revision as a case names it."""
    return GatheredReport(
        report_id=row.report_id, revision=row.revision, revision_id=row.revision_id, sha256=row.sha256, kind=row.kind,
        station_id=row.station_id, observer_code=row.observer_code, organisation_code=row.organisation_code, received_at=row.received_at,
        saw_myself=body.get("saw_myself") in (None, "saw"),
    )  # fmt: skip


def _event(row: Any, body: dict[str, Any]) -> Iterator[Event]:
    """What a report tells that is no number. An account that names a danger to a person stays in the report."""
    common = {"station_id": row.station_id, "report_id": row.report_id}
    if row.kind == ReportKind.VIOLATION and body.get("what"):
        at = _instant(body.get("happened_at")) or row.observed_at
        account = "" if body.get("danger") not in (None, "no") else body.get("account") or ""
        yield Event(class_code=body["what"], at=at, account=account, **common)
    elif row.kind == ReportKind.COUNT and body.get("copy_given") == "refused":
        yield Event(class_code="PRT-01", at=row.observed_at, **common)
    elif row.kind == ReportKind.PRESENCE and body.get("admission") == "not_let_in":
        yield Event(class_code="ACC-01", at=_instant(body.get("arrived_at")) or row.observed_at, **common)
    elif row.kind == ReportKind.LEAVING and body.get("left_because") == "removed":
        yield Event(class_code="ACC-02", at=_instant(body.get("left_at")) or row.observed_at, **common)


def _complaint(body: dict[str, Any]) -> Iterator[Complaint]:
    to, at = body.get("complaint_to"), _instant(body.get("complaint_at"))
    if to not in (None, ComplaintTo.NONE) and at is not None:
        yield Complaint(
            body=ComplaintTo(to), filed_at=at, number=body.get("complaint_number") or "",
            answer=ComplaintAnswer(body.get("complaint_answer") or ComplaintAnswer.NO_ANSWER),
        )  # fmt: skip


def _journal(row: Any, body: dict[str, Any]) -> Iterator[JournalEntry]:
    at = _instant(body.get("registered_at"))
    if row.kind == ReportKind.PRESENCE and at is not None and row.observer_code:
        yield JournalEntry(station_id=row.station_id, observer_code=row.observer_code, at=at)


def _accreditations(election_id: str, codes: Sequence[str]) -> tuple[Accreditation, ...]:
    with house.store().read() as connection:
        known = {each.organisation_code: each for each in elections.organisations(connection, election_id)}
    return tuple(
        Accreditation(
            organisation_code=code, kind=known[code].accreditation_kind, document=known[code].accreditation_document,
            charter_clause=known[code].charter_clause, valid_from=known[code].accredited_from, valid_to=known[code].accredited_to,
        )
        for code in codes
        if code in known
    )  # fmt: skip


def _figures(election: Election, station_id: str) -> Iterator[ComparisonRow]:
    """Every figure that at least two reports or two voices give, each report's last value once."""
    found = frames.station_figures(house.store(), election.election_id, station_id, rule=CountRule.ALL)
    found = found[found["value"].notna() & ~found["figure_code"].isin(PEOPLE_OVER_THE_DAY)]
    said: dict[tuple[str, str, str], dict[tuple[str, str], Side]] = {}
    for row in found.itertuples(index=False):
        key = (str(row.contest_id), str(row.figure_code), str(row.option_code))
        side = Side(
            voice=Voice(str(row.voice)), value=int(str(row.value)), as_of_at=row.as_of_at.to_pydatetime(),  # type: ignore[union-attr,arg-type]
            report_id=str(row.report_id), revision=int(str(row.revision)),
        )  # fmt: skip
        said.setdefault(key, {})[side.voice, side.report_id] = side
    for (contest_id, figure_code, option_code), by_report in said.items():
        sides = sorted(by_report.values(), key=lambda side: VOICE_ORDER.index(side.voice))[:8]
        if len(sides) > 1:
            yield ComparisonRow(
                unit_id=station_id, contest_id=contest_id, figure_code=FigureCode(figure_code), option_code=option_code, sides=tuple(sides)
            )


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def turnout_row(election: Election, table: pd.DataFrame, station_id: str) -> ComparisonRow | None:
    """The count of the widest watch beside the protocol, with floor and ceiling, from the turnout comparison's table
    (analysis.turnout.compare); None where count or protocol is missing."""
    found = table[table["station_id"].eq(station_id)]
    if found.empty:
        return None
    counted, protocol, floor, ceiling, outside = (
        _number(found[name].iloc[0]) for name in ("counted", "protocol", "floor", "ceiling", "outside")
    )
    if counted is None or protocol is None:
        return None
    sides = (
        Side(voice=Voice.COUNT, figure_code=FigureCode.VOTERS_COUNTED, value=counted),
        Side(voice=Voice.PROTOCOL, value=protocol),
    )
    return ComparisonRow(
        unit_id=station_id, contest_id=election.leading_contest.contest_id, figure_code=FigureCode.BALLOTS_ISSUED, sides=sides,
        floor=floor, ceiling=ceiling, outside=outside,
    )  # fmt: skip


def of_station(actor: Actor, election_id: str, station_id: str, *, with_figures: bool = True) -> Material:
    """Everything of one station that stands; `with_figures` False leaves the comparisons out. Raises Problem: forbidden, not found."""
    require(actor, Act.ADD_TO_CASE, election_id=election_id)
    election = registry.election(election_id)
    registry.station(election_id, station_id)
    table = turnout.comparison(election, CountRule.ALL).value.table if with_figures and election.contests else None
    day = None if table is None else turnout_row(election, table, station_id)
    with house.store().read() as connection:
        rows = [row for row in reports.current_at_station(connection, election_id, station_id) if row.state not in SET_ASIDE]
        incidents = case_reports.incidents(connection, [row.report_id for row in rows if row.kind == ReportKind.VIOLATION])
    bodies = [json.loads(row.payload)["body"] for row in rows]
    told = list(zip(rows, bodies, strict=True))
    signatures = [int(body.get("act_signatures") or 0) for body in bodies if body.get("act_written") == "yes"]
    return Material(
        station_id=station_id,
        reports=tuple(gathered(row, body) for row, body in told),
        comparisons=(*([day] if day else []), *_figures(election, station_id)) if with_figures else (),
        events=tuple(event for row, body in told for event in _event(row, body)),
        complaints=tuple(complaint for body in bodies for complaint in _complaint(body)),
        journal=tuple(entry for row, body in told for entry in _journal(row, body)),
        accreditations=_accreditations(election_id, sorted({row.organisation_code for row in rows} - {""})),
        act_signatures=max(signatures) if signatures else None,
        copies=tuple(row.report_id for row, body in told if body.get("protocol_source") == "signed_copy"),
        incidents=incidents,
    )


def _once(events: Sequence[Event], material: Material) -> list[Event]:
    """Of each incident the earliest telling; everything else as it is."""
    earliest: dict[object, Event] = {}
    for each in sorted(events, key=lambda event: event.at):
        earliest.setdefault(material.incidents.get(each.report_id, each), each)
    return [each for each in events if each in earliest.values()]


def joined(content: CaseContent, material: Material, report_ids: Collection[str], rows: Sequence[ComparisonRow]) -> CaseContent:
    """The case with these reports of a station (with their events, journal lines and accreditations) and rows added; what is there
    already stays once. A report of a joined incident brings the others of it, and their event stands once. Complaints and acts are an
    analyst's to write and stay as they are."""
    named = {material.incidents[each] for each in report_ids if each in material.incidents}
    report_ids = {*report_ids, *(each for each, number in material.incidents.items() if number in named)}
    chosen = tuple(each for each in material.reports if each.report_id in report_ids)
    codes = {each.observer_code for each in chosen}
    organisations = {each.organisation_code for each in chosen}
    told = {each.report_id for each in content.events}
    told |= {each for each, number in material.incidents.items() if number in {material.incidents.get(known) for known in told}}

    def both(known: Sequence[Any], more: Sequence[Any]) -> tuple[Any, ...]:
        return (*known, *(each for each in more if each not in known))

    return CaseContent.model_validate(
        content.model_dump()
        | {
            "station_ids": both(content.station_ids, (material.station_id,)),
            "reports": both(content.reports, chosen),
            "comparisons": both(content.comparisons, rows),
            "events": both(content.events, _once([each for each in material.events if each.report_id in report_ids - told], material)),
            "incident_ids": both(content.incident_ids, [str(each) for each in sorted(named)]),
            "journal": both(content.journal, [each for each in material.journal if each.observer_code in codes]),
            "accreditations": both(
                content.accreditations, [each for each in material.accreditations if each.organisation_code in organisations]
            ),
        }
    )
