"""How much was seen, for pages and files: one computation for everybody, kept at the ledger's length."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis import coverage, coverage_watch, watch
from analysis.coverage import FEWEST_COLOURED, OUT_OF, STEP_NAMES, Step
from analysis.numbering import Keys
from data.store import frames_coverage as frames
from data.store.store import Store
from locales import text
from schemas.counting import CountRule
from schemas.election import Election
from schemas.person import Actor
from schemas.reports.body import ReportKind
from services import counting, house, reading, registry, turnout
from services.permissions import Act, require
from services.reading import Reading
from services.wording import strong, strong_share

__all__ = ["FEWEST_COLOURED", "OUT_OF", "STEP_NAMES", "Coverage", "Step", "length", "overview", "sentence"]


@dataclass(frozen=True)
class Coverage:
    """`table`: a row a station (analysis.coverage.steps_by_station); `steps`: the funnel; `regions`: a row a region; `watched`: a row an
    observer. `whole_day_share`: of all voters on the registry's list, those of stations watched from opening to close; None
    without a list. `drawn`: whether any station was drawn at random."""

    table: pd.DataFrame
    steps: pd.DataFrame
    regions: pd.DataFrame
    names: pd.DataFrame
    watched: pd.DataFrame
    whole_day_share: float | None
    drawn: bool

    def stations(self, step: Step) -> int:
        """How many stations have reached a step."""
        return self._steps["k"][step.value]

    def base(self, step: Step) -> int:
        """How many stations the step is out of."""
        return self._steps["of"][step.value]

    @cached_property
    def _steps(self) -> dict[str, dict[str, int]]:
        # A page asks thirty times, and every page that quotes the overview as often.
        return {column: dict(zip(self.steps["step"], self.steps[column].tolist(), strict=True)) for column in ("k", "of")}

    @property
    def has_reports(self) -> bool:
        return self.base(Step.COPY) > 0 or self.stations(Step.TRIED) > 0


def reports(store: Store, election_id: str, rule: CountRule) -> dict[ReportKind, pd.DataFrame]:
    """The bodies that coverage rests on, by kind, under a rule."""
    fields: dict[ReportKind, tuple[str, ...]] = {
        ReportKind.PRESENCE: ("admission", "admission_reason", "arrived_at"),
        ReportKind.AWAY: ("away_from_at", "away_to_at", "away_reason"),
        ReportKind.LEAVING: ("left_at", "left_because"),
        ReportKind.OPENING: ("box_shown_empty", "opened_at"),
        ReportKind.TURNOUT: (),
        ReportKind.CLOSING: ("closed_early_all_voted", "last_voter_at"),
        ReportKind.COUNT: ("count_present", "copy_given", "protocol_source"),
    }
    return {kind: frames.bodies(store, election_id, (kind,), names, rule=rule, reasons=False) for kind, names in fields.items()}


def watching(election: Election, stations: pd.DataFrame, read: dict[ReportKind, pd.DataFrame]) -> pd.DataFrame:
    """When each observer watched (analysis.coverage_watch.watched)."""
    seen = pd.concat(
        [read[kind][["station_id", "author_id", "observed_at"]] for kind in (ReportKind.TURNOUT, ReportKind.CLOSING, ReportKind.COUNT)]
    )
    last = seen.groupby(["station_id", "author_id"], as_index=False).agg(seen_at=("observed_at", "max"))
    windows = watch.voting_windows(coverage_watch.voting_hours(stations, election), read[ReportKind.OPENING], read[ReportKind.CLOSING])
    return coverage_watch.watched(read[ReportKind.PRESENCE], read[ReportKind.AWAY], read[ReportKind.LEAVING], last, windows)


def comparable(election: Election, rule: CountRule) -> pd.DataFrame:
    """station_id, is_comparable, reason: whether count and protocol can be compared, as the page on turnout says it."""
    table = turnout.comparison(election, rule).value.table
    able = table["state"].ne(turnout.State.CANNOT_COMPARE)
    return pd.DataFrame(
        {"station_id": table["station_id"], "is_comparable": able, "reason": table["reason"].astype(object).where(~able, None)}
    )


def compute(election: Election, rule: CountRule) -> Coverage:
    """The whole page's numbers from the store."""
    store, election_id = house.store(), election.election_id
    stations, assigned = frames.stations(store, election_id), frames.assignments(store, election_id)
    read, compared = reports(store, election_id, rule), comparable(election, rule)
    keys = Keys([stations, assigned, compared, *read.values()])
    stations, assigned, compared = keys.numbered(stations), keys.numbered(assigned), keys.numbered(compared)
    read = {kind: keys.numbered(frame) for kind, frame in read.items()}
    watched = watching(election, stations, read)
    inside = pd.concat([read[ReportKind.TURNOUT][["station_id"]], read[ReportKind.CLOSING][["station_id"]]])
    table = coverage.steps_by_station(
        stations,
        assigned,
        read[ReportKind.PRESENCE],
        read[ReportKind.OPENING],
        read[ReportKind.COUNT],
        inside,
        watched,
        compared,
    )
    return Coverage(
        table=keys.named(table),
        steps=coverage.funnel(table),
        regions=coverage.by_region(table, stations),
        names=frames.regions(store, election_id),
        watched=keys.named(watched),
        whole_day_share=coverage.voters_share(table, stations, Step.VOTING),
        drawn=bool(assigned["in_sample"].any()),
    )


def overview(actor: Actor, election_id: str, rule: CountRule | None = None) -> Reading[Coverage]:
    """How much was seen, with the ledger's length it is of. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), rule)


def comparison(election: Election, rule: CountRule | None = None) -> Reading[Coverage]:
    """For other services: how much was seen, without a question of who asks; without a rule by the one in force."""
    by = rule or counting.in_force(election.election_id)
    return reading.read("coverage", election.election_id, (by,), lambda: compute(election, by))


def length() -> int:
    """The one integer a live page watches."""
    return reading.ledger_length()


def sentence(found: Coverage, *, is_expected: bool = True) -> str:
    """The computed first line (product brief §3 Q1), in the language in use; numbers bold. Without a list nothing is counted;
    `is_expected`: whether one can come."""
    if not len(found.table) and not is_expected:
        return text("Nothing is counted for this election: its stations are not kept here.")
    if not len(found.table):
        return text("Nothing can be counted yet: the stations of this election are not known.")
    if not found.has_reports:
        return text(
            "No observer has told of coming to a station yet. Stations in the registry: {registry}; of these with an observer: {assigned}.",
            registry=strong(len(found.table)), assigned=strong(found.stations(Step.ASSIGNED)))
    if not found.base(Step.LET_IN):
        return text(
            "No report tells of anybody at a station. Of {registry} stations in the registry, a copy or a photograph of the protocol is "
            "held from {copies}.",
            registry=strong(len(found.table)), copies=strong(found.stations(Step.COPY)))
    values = {
        "let_in": strong(found.stations(Step.LET_IN)),
        "tried": strong(found.base(Step.LET_IN)),
        "registry": strong(len(found.table)),
        "whole": strong(found.stations(Step.VOTING)),
        "count": strong(found.stations(Step.COUNT)),
        "copies": strong(found.stations(Step.COPY)),
    }
    if found.whole_day_share is None:
        return text(
            "Observers were let in at {let_in} of {tried} stations tried; of {registry} stations in the registry, {whole} were watched "
            "from opening to close, the count was watched at {count}, a copy or a photograph of the protocol is held from {copies}.",
            **values,
        )
    return text(
        "Observers were let in at {let_in} of {tried} stations tried; of {registry} stations in the registry, {whole} were watched "
        "from opening to close ({share} of voters on the list), the count was watched at {count}, a copy or a photograph of the protocol "
        "is held from {copies}.",
        **values,
        share=strong_share(found.whole_day_share),
    )
